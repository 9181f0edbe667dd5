// Functions of `builtins` on single objects: abs, ascii, bin, callable, chr, divmod, format, getattr, hash, hex, id, len…
// lib: functions
import {
  abs,
  arg,
  asciiText,
  asName,
  call,
  callMethod,
  callSpecial1,
  callSpecial2,
  counted,
  delattr,
  divmod,
  error,
  errorWith,
  findAttr,
  format,
  getattr,
  hash,
  hooks,
  id,
  index,
  isCallable,
  iter,
  lenOfAny,
  type ModuleBuilder,
  newCallableIterator,
  newListOf,
  next,
  opt,
  pos,
  powmod,
  reprResult,
  setattr,
  shownType,
  sortList,
  Special,
  type Str,
  strFromCodePoints,
  strOrUndefined,
  typeOf,
  unpack,
  type Value,
  W_ByteArray,
  W_Bytes,
  W_Iterator,
  W_List,
} from '@typhon/objspace'
import { nextInPlace, W_Generator } from '@typhon/interpreter'

/** An int in another base, as bin(), oct() and hex() show it. */
function inBase(w: Value, base: number, prefix: string): Value {
  const n = index(w)
  return n < 0 ? `-${prefix}${(typeof n === 'number' ? -n : -n).toString(base)}` : `${prefix}${n.toString(base)}`
}

/** A text with everything outside ASCII escaped: itself, be it of a subclass, where there is nothing. */
function asciiOf(w: Value): Value {
  const s = strOrUndefined(w) as Str
  const text = asciiText(s)
  return text === s ? w : text
}

export function defineFunctions(m: ModuleBuilder): void {
  m.fn('abs', [pos('x')], 'Absolute value.', (x) => abs(x))
  m.fn('ascii', [pos('obj')], 'repr() with everything outside ASCII escaped.', (w) => asciiOf(reprResult(w)))
  m.fn('bin', [pos('number')], "Binary spelling of an int, with 0b.\n\n>>> bin(10)\n'0b1010'", (w) =>
    inBase(w, 2, '0b'),
  )
  m.fn('oct', [pos('number')], "Octal spelling of an int, with 0o.\n\n>>> oct(64)\n'0o100'", (w) => inBase(w, 8, '0o'))
  m.fn('hex', [pos('number')], "Hexadecimal spelling of an int, with 0x.\n\n>>> hex(-255)\n'-0xff'", (w) =>
    inBase(w, 16, '0x'),
  )
  m.fn('callable', [pos('obj')], 'Whether an object can be called.', (w) => isCallable(w))
  m.fn('chr', [pos('i')], 'The character with a code point.', (w) => {
    const n = index(w)
    if (typeof n === 'bigint' || n < 0 || n > 0x10ffff) throw error('ValueError', 'chr() arg not in range(0x110000)')
    return n <= 0xffff && (n < 0xd800 || n > 0xdfff) ? String.fromCharCode(n) : strFromCodePoints(Uint32Array.of(n))
  })
  m.fn('ord', [pos('c')], 'Code point of a character.', (w) => ord(w))
  m.fn('delattr', [pos('obj'), pos('name', asName)], 'del obj.name, with the name as a str.', (w, name) => {
    delattr(w, name)
    return null
  })
  m.fn('divmod', [pos('x'), pos('y')], 'The pair (x // y, x % y).', (x, y) => divmod(x, y))
  m.fn('format', [pos('value'), pos<Value>('format_spec', null, '')], 'value.__format__(format_spec).', (w, spec) => {
    if (strOrUndefined(spec) === undefined)
      throw error('TypeError', `format() argument 2 must be str, not ${shownType(spec)}`)
    return format(w, spec)
  })
  m.fn(
    'getattr',
    [pos('object'), pos('name', asName), opt('default')],
    'object.name, with the name as a str; default where there is no such attribute.',
    (w, name, otherwise) => {
      if (otherwise === undefined) return getattr(w, name)
      const found = findAttr(w, name)
      return found === undefined ? otherwise : found
    },
    null,
  )
  m.fn(
    'hasattr',
    [pos('obj'), pos('name', asName)],
    'Whether an object has an attribute.',
    (w, name) => findAttr(w, name) !== undefined,
  )
  m.fn('hash', [pos('obj')], 'The hash of an object; equal objects have equal hashes.', (w) => hash(w))
  m.fn('id', [pos('obj')], 'A number that no other object alive at the same time has.', (w) => {
    const n = id(w)
    hooks.audit?.('builtins.id', n)
    return n
  })
  m.fn(
    'iter',
    [pos('object'), opt('sentinel')],
    'An iterator over an object; or over the results of a callable until one equals sentinel.',
    (w, sentinel) => {
      if (sentinel === undefined) return iter(w)
      if (!isCallable(w)) throw error('TypeError', 'iter(v, w): v must be callable')
      return newCallableIterator(w, sentinel)
    },
    null,
  )
  m.fn('len', [pos('obj')], 'How many items an object has.', (w) => (typeof w === 'string' ? w.length : lenOfAny(w)))
  m.fn(
    'next',
    [pos('iterator'), opt('default')],
    'The next item of an iterator; default where it is exhausted.',
    (w, otherwise) => {
      if (!(w instanceof W_Iterator) && typeOf(w).special(Special.next) === undefined)
        throw error('TypeError', `'${typeOf(w).fullName}' object is not an iterator`)
      if (otherwise === undefined && w instanceof W_Generator) nextInPlace(w)
      if (otherwise === undefined && !(w instanceof W_Iterator && !typeOf(w).heap))
        return callSpecial1(typeOf(w).special(Special.next) as Value, w)
      const x = next(w)
      if (x !== undefined) return x
      if (otherwise === undefined) throw (w as W_Iterator).ending ?? errorWith('StopIteration')
      return otherwise
    },
    null,
  )
  m.fn(
    'pow',
    [arg('base'), arg('exp'), arg<Value>('mod', null, null)],
    'base ** exp, modulo mod where it is given.',
    (base, exp, mod) => powmod(base, exp, mod),
  )
  m.fn('repr', [pos('obj')], 'Text that describes an object to a programmer.', (w) => reprResult(w))
  m.fn(
    'round',
    [arg('number'), arg<Value>('ndigits', null, null)],
    'A number rounded to ndigits after the decimal point; to an int without ndigits.',
    (w, ndigits) => {
      const method = typeOf(w).special(Special.round)
      if (method === undefined || method === null)
        throw error('TypeError', `type ${typeOf(w).fullName} doesn't define __round__ method`)
      return ndigits === null ? callSpecial1(method, w) : callSpecial2(method, w, ndigits)
    },
  )
  m.fn(
    'setattr',
    [pos('obj'), pos('name', asName), pos('value')],
    'obj.name = value, with the name as a str.',
    (w, name, value) => {
      setattr(w, name, value)
      return null
    },
  )
  m.rawFn(
    'sorted',
    'A list of the items in ascending order, equal ones in the order they came.',
    (args, kwnames) => {
      const given = args.length - (kwnames === null ? 0 : kwnames.length)
      if (given !== 1) throw error('TypeError', `sorted expected 1 argument, got ${given}`)
      const list = newListOf(counted(args[0]))
      // Keywords are list.sort's affair, errors about them too.
      if (kwnames === null) sortList(list, null, false)
      else if (kwnames.length === 1 && kwnames[0] === 'key') sortList(list, args[1], false)
      else call(getattr(list, 'sort'), args.slice(1), kwnames)
      return list
    },
    '($module, iterable, /, *, key=None, reverse=False)',
  )
  m.fn(
    'vars',
    [opt('object')],
    'The __dict__ of an object; the local variables without argument.',
    (w) => {
      if (w === undefined) return hooks.callerLocals()
      const d = findAttr(w, '__dict__')
      if (d === undefined) throw error('TypeError', 'vars() argument must have __dict__ attribute')
      return d
    },
    null,
  )
  m.fn(
    'dir',
    [opt('object')],
    'Names of the attributes of an object; of the local variables without argument.',
    (w) => {
      let names: Value[]
      if (w === undefined) names = unpack(callMethod(hooks.callerLocals(), 'keys'))
      else {
        const method = typeOf(w).lookup('__dir__')
        if (method === undefined) throw error('TypeError', 'object does not provide __dir__')
        names = unpack(callSpecial1(method, w))
      }
      const list = new W_List(names)
      sortList(list, null, false)
      return list
    },
    null,
  )
}

function ord(w: Value): Value {
  const s = strOrUndefined(w)
  if (s !== undefined) {
    const n = typeof s === 'string' ? s.length : s.cps.length
    if (n !== 1) throw error('TypeError', `ord() expected a character, but string of length ${n} found`)
    return typeof s === 'string' ? s.charCodeAt(0) : s.cps[0]
  }
  if (w instanceof W_Bytes || w instanceof W_ByteArray) {
    const n = w.length
    if (n !== 1) throw error('TypeError', `ord() expected a character, but string of length ${n} found`)
    return w.at(0)
  }
  throw error('TypeError', `ord() expected string of length 1, but ${typeOf(w).fullName} found`)
}
