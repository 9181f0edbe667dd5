// The `_operator` module: the operators as functions, and callables that fetch. lib: operator; CPython: Modules/_operator.c
import {
  abs,
  add,
  and_,
  bytesOf,
  call,
  contains,
  compare,
  defineModule,
  defineType,
  delitem,
  EQ,
  eqOrIs,
  error,
  floordiv,
  forEach,
  GE,
  getattr,
  getitem,
  GT,
  guardedRepr,
  hasBuffer,
  iadd,
  iand,
  ifloordiv,
  ilshift,
  imatmul,
  imod,
  imul,
  index,
  type Int,
  invert,
  ior,
  ipow,
  irshift,
  is,
  isTrue,
  isub,
  itruediv,
  ixor,
  joinReprs,
  keyOfStr,
  type Layout,
  LE,
  exactLengthHint,
  lshift,
  LT,
  matmul,
  mod,
  mul,
  NE,
  neg,
  OBJECT_LAYOUT,
  or_,
  pos,
  positive,
  pow,
  reprText,
  rshift,
  setitem,
  type Shape,
  Special,
  ssizeInt,
  strFromKey,
  strFromText,
  strOrUndefined,
  sub,
  textOfStr,
  truediv,
  typeOf,
  type Value,
  W_Dict,
  W_Callable,
  W_Object,
  W_Tuple,
  type W_Type,
  xor,
  concat,
  iconcat,
} from '@typhon/objspace'
import { newPartial } from './functools/partial.ts'

const layout = (name: string): Layout => ({ name, base: OBJECT_LAYOUT })

const UNARY: [string, (a: Value) => Value, string][] = [
  ['truth', isTrue, 'Whether a is true.'],
  ['not_', (a) => !isTrue(a), 'Same as not a.'],
  ['index', index, 'Same as a.__index__().'],
  ['neg', neg, 'Same as -a.'],
  ['pos', positive, 'Same as +a.'],
  ['abs', abs, 'Same as abs(a).'],
  ['inv', invert, 'Same as ~a.'],
  ['invert', invert, 'Same as ~a.'],
]

const BINARY: [string, (a: Value, b: Value) => Value, string][] = [
  ['is_', is, 'a is b'],
  ['is_not', (a, b) => !is(a, b), 'a is not b'],
  ['add', add, 'a + b'],
  ['sub', sub, 'a - b'],
  ['mul', mul, 'a * b'],
  ['matmul', matmul, 'a @ b'],
  ['floordiv', floordiv, 'a // b'],
  ['truediv', truediv, 'a / b'],
  ['mod', mod, 'a % b'],
  ['pow', pow, 'a ** b'],
  ['lshift', lshift, 'a << b'],
  ['rshift', rshift, 'a >> b'],
  ['and_', and_, 'a & b'],
  ['xor', xor, 'a ^ b'],
  ['or_', or_, 'a | b'],
  ['iadd', iadd, 'a += b'],
  ['isub', isub, 'a -= b'],
  ['imul', imul, 'a *= b'],
  ['imatmul', imatmul, 'a @= b'],
  ['ifloordiv', ifloordiv, 'a //= b'],
  ['itruediv', itruediv, 'a /= b'],
  ['imod', imod, 'a %= b'],
  ['ipow', ipow, 'a **= b'],
  ['ilshift', ilshift, 'a <<= b'],
  ['irshift', irshift, 'a >>= b'],
  ['iand', iand, 'a &= b'],
  ['ixor', ixor, 'a ^= b'],
  ['ior', ior, 'a |= b'],
  ['eq', (a, b) => compare(a, b, EQ), 'a == b'],
  ['ne', (a, b) => compare(a, b, NE), 'a != b'],
  ['lt', (a, b) => compare(a, b, LT), 'a < b'],
  ['le', (a, b) => compare(a, b, LE), 'a <= b'],
  ['gt', (a, b) => compare(a, b, GT), 'a > b'],
  ['ge', (a, b) => compare(a, b, GE), 'a >= b'],
  ['concat', concat, 'a + b, for sequences a and b'],
  ['iconcat', iconcat, 'a += b, for sequences a and b'],
  ['contains', contains, 'b in a'],
  ['getitem', getitem, 'a[b]'],
  ['delitem', (a, b) => (delitem(a, b), null), 'del a[b]'],
]

function indexOf(w: Value, x: Value): number {
  let i = 0
  let found = -1
  iterate(w, (y) => {
    if (eqOrIs(y, x)) {
      found = i
      return false
    }
    i++
    return true
  })
  if (found < 0) throw error('ValueError', 'sequence.index(x): x not in sequence')
  return found
}

function countOf(w: Value, x: Value): number {
  let n = 0
  iterate(w, (y) => {
    if (eqOrIs(y, x)) n++
    return true
  })
  return n
}

function iterate(w: Value, each: (x: Value) => boolean): void {
  const type = typeOf(w)
  if (type.special(Special.iter) === undefined && type.special(Special.getitem) === undefined) {
    throw error('TypeError', `argument of type '${type.fullName}' is not iterable`)
  }
  forEach(w, each)
}

/** Compares in a time that depends on the length of `b` only. */
/** `a == b` in a time that does not tell where they differ. lib: hmac#hmac.compare_digest */
export function compareDigest(a: Value, b: Value): boolean {
  const s = strOrUndefined(a)
  const t = strOrUndefined(b)
  let x: Uint8Array
  let y: Uint8Array
  if (s !== undefined && t !== undefined) {
    x = asciiBytes(textOfStr(s))
    y = asciiBytes(textOfStr(t))
  } else {
    if (!hasBuffer(a) && !hasBuffer(b)) {
      throw error(
        'TypeError',
        `unsupported operand types(s) or combination of types: '${typeOf(a).fullName}' and '${typeOf(b).fullName}'`,
      )
    }
    x = bytesOf(a)
    y = bytesOf(b)
  }
  const left = x.length === y.length ? x : y
  let difference = x.length === y.length ? 0 : 1
  for (let i = 0; i < y.length; i++) difference |= left[i] ^ y[i]
  return difference === 0
}

function asciiBytes(text: string): Uint8Array {
  const out = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c > 0x7f) throw error('TypeError', 'comparing strings with non-ASCII characters is not supported')
    out[i] = c
  }
  return out
}

/** The one argument of a call of a getter. */
function onlyArgument(name: string, args: Value[], keywords: boolean): Value {
  if (keywords) throw error('TypeError', `${name}() takes no keyword arguments`)
  if (args.length !== 1) throw error('TypeError', `${name} expected 1 argument, got ${args.length}`)
  return args[0]
}

class W_AttrGetter extends W_Callable {
  readonly names: Value[]
  /** Each name split at its dots, in key form. */
  readonly paths: string[][]
  constructor(names: Value[], shape: Shape) {
    super(shape)
    this.names = names
    this.paths = names.map((w) => {
      const s = strOrUndefined(w)
      if (s === undefined) throw error('TypeError', 'attribute name must be a string')
      return keyOfStr(s).split('.')
    })
  }

  call(args: Value[], kwnames: readonly string[] | null): Value {
    return this.get(onlyArgument('attrgetter', args, kwnames !== null && kwnames.length > 0))
  }

  override call1(w: Value): Value {
    return this.get(w)
  }

  get(w: Value): Value {
    const { paths } = this
    if (paths.length === 1) return follow(w, paths[0])
    return new W_Tuple(paths.map((path) => follow(w, path)))
  }
}

function follow(w: Value, path: string[]): Value {
  for (let i = 0; i < path.length; i++) w = getattr(w, path[i])
  return w
}

const getterRepr = (w: W_Object, items: readonly Value[]): Value =>
  strFromText(guardedRepr(w, `${w.shape.type.fullName}(...)`, () => `${w.shape.type.fullName}(${joinReprs(items)})`))

export const attrgetterType: W_Type = defineType<W_AttrGetter>(
  'attrgetter',
  {
    module: 'operator',
    layout: layout('attrgetter'),
    final: true,
    doc: 'A callable that fetches attributes, given by dotted names.',
  },
  (t) => {
    t.rawNew((args, kwnames) => {
      if (kwnames !== null && kwnames.length > 0) throw error('TypeError', 'attrgetter() takes no keyword arguments')
      if (args.length === 1) throw error('TypeError', 'attrgetter expected 1 argument, got 0')
      return new W_AttrGetter(args.slice(1), (args[0] as W_Type).rootShape())
    })
    t.type.textSignature = '(attr, /, *attrs)'
    t.rawSpecial('__call__', ([self, ...args], kwnames) => (self as W_AttrGetter).call(args, kwnames))
    t.getset('__text_signature__', null, () => '(obj, /)')
    t.special('__repr__', (self) => getterRepr(self, self.names))
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the object again.',
      (self) => new W_Tuple([self.shape.type, new W_Tuple(self.names)]),
    )
  },
)

class W_ItemGetter extends W_Callable {
  readonly items: Value[]
  constructor(items: Value[], shape: Shape) {
    super(shape)
    this.items = items
  }

  call(args: Value[], kwnames: readonly string[] | null): Value {
    return this.get(onlyArgument('itemgetter', args, kwnames !== null && kwnames.length > 0))
  }

  override call1(w: Value): Value {
    return this.get(w)
  }

  get(w: Value): Value {
    const { items } = this
    if (items.length === 1) return getitem(w, items[0])
    return new W_Tuple(items.map((key) => getitem(w, key)))
  }
}

export const itemgetterType: W_Type = defineType<W_ItemGetter>(
  'itemgetter',
  {
    module: 'operator',
    layout: layout('itemgetter'),
    final: true,
    doc: 'A callable that fetches items by their keys.',
  },
  (t) => {
    t.rawNew((args, kwnames) => {
      if (kwnames !== null && kwnames.length > 0) throw error('TypeError', 'itemgetter() takes no keyword arguments')
      if (args.length === 1) throw error('TypeError', 'itemgetter expected 1 argument, got 0')
      return new W_ItemGetter(args.slice(1), (args[0] as W_Type).rootShape())
    })
    t.type.textSignature = '(item, /, *items)'
    t.rawSpecial('__call__', ([self, ...args], kwnames) => (self as W_ItemGetter).call(args, kwnames))
    t.getset('__text_signature__', null, () => '(obj, /)')
    t.special('__repr__', (self) => getterRepr(self, self.items))
    t.method(
      '__reduce__',
      [],
      'What pickle needs to make the object again.',
      (self) => new W_Tuple([self.shape.type, new W_Tuple(self.items)]),
    )
  },
)

class W_MethodCaller extends W_Object {
  readonly name: Value
  readonly key: string
  readonly args: Value[]
  readonly kwnames: readonly string[] | null
  constructor(name: Value, key: string, args: Value[], kwnames: readonly string[] | null, shape: Shape) {
    super(shape)
    this.name = name
    this.key = key
    this.args = args
    this.kwnames = kwnames
  }

  get positional(): Value[] {
    return this.kwnames === null ? this.args : this.args.slice(0, this.args.length - this.kwnames.length)
  }
}

function methodCallerRepr(self: W_MethodCaller): string {
  const { positional, kwnames, args } = self
  const parts = [reprText(self.name), ...positional.map(reprText)]
  kwnames?.forEach((name, i) => parts.push(`${name}=${reprText(args[positional.length + i])}`))
  return `${self.shape.type.fullName}(${parts.join(', ')})`
}

export const methodcallerType: W_Type = defineType<W_MethodCaller>(
  'methodcaller',
  {
    module: 'operator',
    layout: layout('methodcaller'),
    final: true,
    doc: 'A callable that calls a method, given by its name, with fixed arguments.',
  },
  (t) => {
    t.rawNew((args, kwnames) => {
      const named = kwnames === null || kwnames.length === 0 ? null : kwnames
      if (args.length - (named?.length ?? 0) < 2)
        throw error('TypeError', 'methodcaller needs at least one argument, the method name')
      const name = strOrUndefined(args[1])
      if (name === undefined) throw error('TypeError', 'method name must be a string')
      return new W_MethodCaller(args[1], keyOfStr(name), args.slice(2), named, (args[0] as W_Type).rootShape())
    })
    t.type.textSignature = '(name, /, *args, **kwargs)'
    t.rawSpecial('__call__', (args, kwnames) => {
      const self = args[0] as W_MethodCaller
      const w = onlyArgument('methodcaller', args.slice(1), kwnames !== null && args.length - kwnames.length === 2)
      return call(getattr(w, self.key), self.args.slice(), self.kwnames)
    })
    t.getset('__text_signature__', null, () => '(obj, /)')
    t.special('__repr__', (self) =>
      strFromText(guardedRepr(self, `${self.shape.type.fullName}(...)`, () => methodCallerRepr(self))),
    )
    t.method('__reduce__', [], 'What pickle needs to make the object again.', (self) => {
      const { positional, kwnames } = self
      if (kwnames === null) return new W_Tuple([self.shape.type, new W_Tuple([self.name, ...positional])])
      const kwargs = new W_Dict()
      kwnames.forEach((name, i) => kwargs.set(strFromKey(name), self.args[positional.length + i]))
      return new W_Tuple([newPartial(self.shape.type, [self.name], kwargs), new W_Tuple(positional)])
    })
  },
)

export const operatorModule = defineModule('_operator', 'The operators of the language as functions.', (m) => {
  for (const [name, op, doc] of UNARY) m.fn(name, [pos('a')], doc, op)
  for (const [name, op, doc] of BINARY) m.fn(name, [pos('a'), pos('b')], `Same as ${doc}.`, op)
  m.fn('indexOf', [pos('a'), pos('b')], 'The first place of b in a.', indexOf)
  m.fn('countOf', [pos('a'), pos('b')], 'How often b is in a.', countOf)
  m.fn('setitem', [pos('a'), pos('b'), pos('c')], 'Same as a[b] = c.', (a, b, c) => (setitem(a, b, c), null))
  m.fn(
    'length_hint',
    [pos('obj'), pos<Int>('default', ssizeInt, 0)],
    'A guess at how many items obj has.',
    (w, otherwise) => exactLengthHint(w, otherwise),
  )
  m.fn(
    '_compare_digest',
    [pos('a'), pos('b')],
    'a == b, in a time that does not tell where they differ.',
    compareDigest,
  )
  m.rawFn(
    'call',
    'Same as obj(*args, **kwargs).',
    (args, kwnames) => {
      if (args.length - (kwnames === null ? 0 : kwnames.length) < 1)
        throw error('TypeError', 'call expected at least 1 argument, got 0')
      return call(args[0], args.slice(1), kwnames)
    },
    '($module, obj, /, *args, **kwargs)',
  )
  for (const type of [attrgetterType, itemgetterType, methodcallerType]) m.type(type)
})
