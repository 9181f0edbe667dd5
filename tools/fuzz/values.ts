/**
 * Expressions that make values, by kind. The kinds are one letter or a word, so that signatures in methods.ts stay short.
 *
 * What must hold: an expression ends soon and needs little memory whatever is done with its value, so integers are either
 * small or beyond every size (`many`), never in between; no value has an address, a time or another process in its text.
 */
import type { Choices } from './choices.ts'

/** Values without parts, the simplest first. */
const PLAIN = {
  int: '0 1 2 3 -1 -2 5 7 10 16 36 37 64 -5 100 127 128 -128 -129 255 256 257 -255 -256 1000 -1000 65535 65536',
  small: '0 1 2 3 -1 5 10 -2 0.5 True 63 64 None',
  number:
    '0 1 2 -1 3 7 -7 10 255 256 2**31-1 2**31 -2**31 -2**31-1 2**32 2**53 2**53-1 2**53+1 -2**53 -2**53-1 2**62 2**63-1 2**63 ' +
    '-2**63 -2**63-1 2**64 2**64-1 10**15 10**16 10**17 10**20 -10**20 3**50 12345678901234567890 -98765432109876543210 2**100 -2**100 ' +
    '2**127 2**200+1 10**30 999999999999 1000000007 6700417 2**1023 2**1024 10**308 10**309',
  huge: '2**62 2**63-1 2**63 -2**63 2**64 -2**64 10**30 -10**30',
  bool: 'False True',
  float:
    '0.0 1.0 -0.0 0.5 1.5 -1.0 2.5 -2.5 3.14 0.1 1e-5 1e-4 0.3 1/3 2/3 100.0 1e15 1e16 1e17 123456.789 -1234.5 1e22 1e23 1e100 1e308 1e-308 ' +
    '5e-324 2.0**53 2.0**63 -2.0**63 1.7976931348623157e308 4.35 0.045 9.995 99999.5 999999.5 1e21 2.675 nan inf -inf',
  complex:
    '0j 1j 1+2j -1.5j 1.5-2.5j -0j 0.0+0j complex(-0.0,-0.0) 1e300+1e300j complex(nan,1) complex(inf,-1) complex(-inf,nan) 3+0j',
  str:
    "'' 'a' 'b' 'ab' 'abc' 'A' ' ' 'hello' 'Hello' 'aaa' 'abcabc' 'x' '1' '12' '-1' ' a ' 'a,b' 'a,b,,c' 'a\\nb' '\\r\\n' 'a\\tb' 'HELLO' " +
    "'hello_world' '\\xe9' '\\xdf' '\\u0130' '\\u01c5' '\\u03a3' '\\u20ac' '\\ufb01' '\\U0001f600' 'a\\U0001f600b' '\\ud800' '\\udfff' '\\udc80' '\\x00' '\\x7f' '\\x80' '\\xa0' " +
    "'\\u0660' '\\xb2' '\\u2167' '\\u3000' '\\u200b' '1.5' '1e5' 'nan' '0x1f' '0b11' '1_000' '%s' '{}' '%' '{' '{0}' '{a}' '\\'' '\"' '\\\\' \"it's\" 'e\\u0301' " +
    "'a b c' 'None' 'utf-8' 'strict' 'x=1' '\\x1c' '\\x85' '\\u2028' 'ABCdef123' 'a'*50 '\\u0149' '\\u1e9e' '\\u0345' 'fi\\ufb03'",
  bytes:
    "b'' b'a' b'b' b'ab' b'abc' b' ' b'hello' b'aaa' b'A' b'\\x00' b'\\xff' b'\\x80\\x81' b'a,b,,c' b'1' b'12' b'-7' b' a ' b'\\n' b'a\\nb\\r\\nc' b'a\\tb' b'0x1f' " +
    "b'61' b'%d' b'%s' b'Hello World' b'\\xe2\\x82\\xac' b'\\xf0\\x9f\\x98\\x80' b'\\'' b'a'*40 b'YWJj' b'\\xed\\xa0\\x80' b'1.5' b'\\xc3'",
  none: 'None',
  ellipsis: '... NotImplemented',
  object:
    'C() C Sub(1) Ordered(1) Ordered(2) Bad() Index(3) Index(-1) Index("x") Hashed(1) Eq() Callable() SubList([1,2]) SubStr("ab") SubInt(5) SubDict(a=1) ' +
    'SubTuple((1,2)) SubFloat(1.5) SubBytes(b"ab") SubSet({1}) Seq() Iterates() Mapping() Floaty() Truthy(True) Truthy(False) Truthy(3) Adder() Len(3) Len(-1) Len("a") ' +
    'Meta Named Rep("x") Rep(1) Fmt("x") Fmt(1) Slotted() Data(1) WithGet.attribute Frozen() Err(1) Contains() Context() Colour.RED Flag.A|Flag.B',
  type: 'int str float list tuple dict set bool bytes type object complex bytearray frozenset range slice Exception ValueError OSError BaseException C Sub type(None) memoryview property super enumerate',
  function:
    'len lambda:0 lambda*a:a lambda*a,**k:(a,k) abs str int ord chr repr max print_ (lambda:1/0) (lambda*a:None) (lambda*a:len(a)) C().method str.upper "x".join [].append bool operator.neg operator.add iter',
  exception:
    "ValueError() ValueError('x') KeyError('k') OSError(2,'m') OSError(2,'m','f') StopIteration(3) TypeError(1,2) UnicodeDecodeError('utf-8',b'a',0,1,'r') UnicodeEncodeError('ascii','\\xe9',0,1,'r') " +
    "SystemExit(3) ExceptionGroup('g',[ValueError(1),TypeError(2)]) BaseExceptionGroup('g',[KeyboardInterrupt()]) ImportError('m',name='n',path='p') AttributeError('a',name='n',obj=1) NameError('n',name='n') SyntaxError('m',('f',1,2,'t',1,3)) KeyError()",
} as const

export type Plain = keyof typeof PLAIN
export type Kind =
  | Plain
  | 'list'
  | 'tuple'
  | 'dict'
  | 'set'
  | 'frozenset'
  | 'range'
  | 'slice'
  | 'bytearray'
  | 'memoryview'
  | 'iterator'
  | 'view'
  | 'hashable'
  | 'real'
  | 'iterable'
  | 'any'

const plain = Object.fromEntries(Object.entries(PLAIN).map(([kind, words]) => [kind, splitWords(words)])) as Record<
  Plain,
  string[]
>

/** Words between spaces; a space in quotes, brackets or `lambda x: …` of one word does not count. */
export function splitWords(text: string): string[] {
  const words: string[] = []
  let word = ''
  let quote = ''
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quote !== '') {
      if (c === '\\') word += text[i++]
      else if (c === quote) quote = ''
    } else if (c === "'" || c === '"') quote = c
    else if ('([{'.includes(c)) depth += 1
    else if (')]}'.includes(c)) depth -= 1
    else if (c === ' ' && depth === 0) {
      words.push(word)
      word = ''
      continue
    }
    word += text[i]
  }
  return [...words, word]
}

const HASHABLE: readonly Kind[] = [
  'int',
  'str',
  'tuple',
  'number',
  'float',
  'none',
  'bool',
  'bytes',
  'frozenset',
  'type',
  'complex',
]
const ITERABLE: readonly Kind[] = [
  'list',
  'tuple',
  'str',
  'range',
  'dict',
  'set',
  'iterator',
  'bytes',
  'view',
  'bytearray',
  'frozenset',
  'memoryview',
]
/** What `any` chooses from, with how often. */
const ANY: readonly Kind[] = [
  'int',
  'str',
  'list',
  'tuple',
  'float',
  'none',
  'bytes',
  'dict',
  'set',
  'number',
  'bool',
  'object',
  'range',
  'complex',
  'frozenset',
  'bytearray',
  'memoryview',
  'slice',
  'iterator',
  'view',
  'type',
  'function',
  'exception',
  'ellipsis',
  'object',
  'huge',
]

/** An expression for a value of a kind; what is inside of it has at most `depth` levels. */
export function value(kind: Kind, c: Choices, depth = 2): string {
  const inner = (kinds: Kind = 'any'): string =>
    value(depth > 0 ? kinds : kinds === 'any' || kinds === 'hashable' ? 'int' : kinds, c, depth - 1)
  switch (kind) {
    case 'any':
      return value(c.pick(ANY), c, depth)
    case 'hashable':
      return value(depth > 0 ? c.pick(HASHABLE) : c.pick(['int', 'str', 'bool']), c, depth)
    case 'real':
      return value(c.pick(['int', 'float', 'number', 'bool']), c, depth)
    case 'iterable':
      return value(c.pick(ITERABLE), c, depth)
    case 'list':
      return `[${items(c, inner)}]`
    case 'tuple': {
      const parts = c.many(0, 4, () => inner())
      return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`
    }
    case 'dict':
      return `{${c.many(0, 3, () => `${inner('hashable')}: ${inner()}`).join(', ')}}`
    case 'set': {
      const parts = items(c, () => inner('hashable'))
      return parts === '' ? 'set()' : `{${parts}}`
    }
    case 'frozenset':
      return `frozenset([${items(c, () => inner('hashable'))}])`
    case 'range': {
      const parts = c.many(1, 3, () => c.pick(['3', '0', '1', '5', '-2', '10', '-1', '2', '20']))
      return c.chance(8) ? 'range(0, 10**20, 10**18)' : `range(${parts.join(', ')})`
    }
    case 'slice':
      return `slice(${c.many(1, 3, () => c.pick(['None', '0', '1', '-1', '2', '-2', '5', '10**20', '-10**20', "'a'", 'Index(1)'])).join(', ')})`
    case 'bytearray':
      return `bytearray(${value('bytes', c)})`
    case 'memoryview':
      return c.pick([
        () => `memoryview(${value('bytes', c)})`,
        () => `memoryview(bytearray(${value('bytes', c)}))`,
        () => "memoryview(b'abcdefgh').cast('I')",
        () => "memoryview(bytearray(8)).cast('B', (2, 4))",
        () => "memoryview(b'abcdef')[::2]",
        () => "memoryview(array.array('i', [1, -2, 3]))",
        () => "memoryview(b'abcdefgh').cast('d')",
      ])()
    case 'iterator':
      return c.pick([
        () => `iter(${value('list', c, depth - 1)})`,
        () => `iter(${value('iterable', c, depth - 1)})`,
        () => `enumerate(${value('iterable', c, depth - 1)})`,
        () => `zip(${value('iterable', c, depth - 1)}, ${value('iterable', c, depth - 1)})`,
        () => `reversed(${value(c.pick(['list', 'tuple', 'range', 'str', 'dict']), c, depth - 1)})`,
        () => `map(${value('function', c)}, ${value('iterable', c, depth - 1)})`,
        () => `filter(${c.pick(['None', 'bool', 'lambda x: x'])}, ${value('iterable', c, depth - 1)})`,
        () => `(x for x in ${value('iterable', c, depth - 1)})`,
      ])()
    case 'view':
      return `${value('dict', c, depth - 1)}.${c.pick(['keys', 'values', 'items'])}()`
    default:
      return c.pick(plain[kind])
  }
}

function items(c: Choices, inner: () => string): string {
  // Mostly of one kind, so that sorting, joining and comparing get somewhere.
  if (c.chance(60)) {
    const kind = c.pick<Kind>(['int', 'str', 'float', 'bytes', 'number'])
    return c.many(0, 5, () => value(kind, c, 0)).join(', ')
  }
  return c.many(0, 4, () => inner()).join(', ')
}
