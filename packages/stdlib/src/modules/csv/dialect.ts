// Dialects: how a file of comma-separated values is written, and the registry of those with names. lib: csv#dialects-and-formatting-parameters
import {
  defineException,
  defineType,
  error,
  exceptionTypes,
  findAttr,
  isTrue,
  newException,
  OBJECT_LAYOUT,
  strFromCodePoints,
  strFromText,
  strOrUndefined,
  textOfStr,
  type KeywordNames,
  typeOf,
  type Value,
  W_Dict,
  W_Object,
  type W_Type,
} from '@typhon/objspace'

/** What is quoted. */
export const QUOTE = { minimal: 0, all: 1, nonnumeric: 2, none: 3, strings: 4, notnull: 5 } as const

export const csvError: W_Type = defineException(
  '_csv',
  'Error',
  exceptionTypes.Exception,
  'A file that cannot be read or written.',
  false,
)

/** A `csv.Error`. */
export function failure(message: string): unknown {
  return newException(csvError, [strFromText(message)])
}

/** Characters are code points, -1 where there is none. */
export class W_Dialect extends W_Object {
  delimiter = 44
  quotechar = 34
  escapechar = -1
  doublequote = true
  skipinitialspace = false
  strict = false
  quoting: number = QUOTE.minimal
  lineterminator: Value = '\r\n'
  /** As text, for looking into. */
  terminator = '\r\n'
}

const NAMES = [
  'dialect',
  'delimiter',
  'doublequote',
  'escapechar',
  'lineterminator',
  'quotechar',
  'quoting',
  'skipinitialspace',
  'strict',
] as const
type Name = (typeof NAMES)[number]

function character(name: string, w: Value, optional: boolean): number {
  if (w === null && optional) return -1
  const s = strOrUndefined(w)
  if (s === undefined)
    throw error('TypeError', `"${name}" must be string${optional ? ' or None' : ''}, not ${typeOf(w).fullName}`)
  const points = Array.from(textOfStr(s), (c) => c.codePointAt(0) as number)
  if (points.length !== 1) throw error('TypeError', `"${name}" must be a 1-character string`)
  return points[0]
}

const LF = 10
const CR = 13
const SPACE = 32

function check(d: W_Dialect): void {
  const one = (name: string, c: number): void => {
    if (c === LF || c === CR || (c === SPACE && d.skipinitialspace && name !== 'delimiter'))
      throw error('ValueError', `bad ${name} value`)
    if (c >= 0 && name !== 'delimiter' && d.terminator.includes(String.fromCodePoint(c)) && c !== SPACE)
      throw error('ValueError', `bad ${name} or lineterminator value`)
  }
  one('delimiter', d.delimiter)
  if (d.terminator.includes(String.fromCodePoint(d.delimiter)))
    throw error('ValueError', 'bad delimiter or lineterminator value')
  one('escapechar', d.escapechar)
  one('quotechar', d.quotechar)
  if (d.delimiter === d.escapechar) throw error('ValueError', 'bad delimiter or escapechar value')
  if (d.delimiter === d.quotechar) throw error('ValueError', 'bad delimiter or quotechar value')
  if (d.escapechar >= 0 && d.escapechar === d.quotechar) throw error('ValueError', 'bad escapechar or quotechar value')
}

/** A dialect of the arguments of `reader`, `writer` and the like behind the first. */
export function makeDialect(args: readonly Value[], kwnames: KeywordNames, type: W_Type = dialectType): W_Dialect {
  const given = new Map<Name, Value>()
  const npos = args.length - (kwnames?.length ?? 0)
  for (let i = 0; i < npos && i < NAMES.length; i++) given.set(NAMES[i], args[i])
  kwnames?.forEach((name, i) => {
    if (!(NAMES as readonly string[]).includes(name))
      throw error('TypeError', `this function got an unexpected keyword argument '${name}'`)
    given.set(name as Name, args[npos + i])
  })
  let base = given.get('dialect') ?? null
  if (base !== null && strOrUndefined(base) !== undefined) base = namedDialect(base)
  // A dialect as it is serves again.
  if (base instanceof W_Dialect && given.size === 1 && type === dialectType) return base
  if (base !== null)
    for (const name of NAMES)
      if (name !== 'dialect' && !given.has(name)) {
        const w = findAttr(base, name)
        if (w !== undefined) given.set(name, w)
      }
  const d = new W_Dialect(type.rootShape())
  const truth = (name: Name, initial: boolean): boolean => {
    const w = given.get(name)
    return w === undefined ? initial : isTrue(w)
  }
  const quoting = given.get('quoting')
  const char = (name: 'delimiter' | 'escapechar' | 'quotechar', optional: boolean): void => {
    const w = given.get(name)
    if (w !== undefined) d[name] = character(name, w, optional)
  }
  char('delimiter', false)
  d.doublequote = truth('doublequote', true)
  char('escapechar', true)
  const end = given.get('lineterminator')
  if (end !== undefined) {
    if (end === null) throw error('TypeError', 'lineterminator must be set')
    const s = strOrUndefined(end)
    if (s === undefined) throw error('TypeError', '"lineterminator" must be a string')
    d.lineterminator = end
    d.terminator = textOfStr(s)
  }
  char('quotechar', true)
  if (quoting !== undefined) {
    if (typeof quoting !== 'number') throw error('TypeError', '"quoting" must be an integer')
    d.quoting = quoting
  }
  d.skipinitialspace = truth('skipinitialspace', false)
  d.strict = truth('strict', false)
  if (d.quoting < 0 || d.quoting > QUOTE.notnull) throw error('TypeError', 'bad "quoting" value')
  // Nothing to quote with: nothing is quoted, unless that was asked for.
  if (d.quotechar < 0 && quoting === undefined) d.quoting = QUOTE.none
  if (d.quoting !== QUOTE.none && d.quotechar < 0) throw error('TypeError', 'quotechar must be set if quoting enabled')
  check(d)
  return d
}

const shown = (c: number): Value => (c < 0 ? null : strFromCodePoints(Uint32Array.of(c)))

export const dialectType: W_Type = defineType<W_Dialect>(
  'Dialect',
  {
    module: '_csv',
    layout: { name: 'Dialect', base: OBJECT_LAYOUT },
    doc: 'How values are separated, quoted and escaped.',
  },
  (t) => {
    t.rawNew((args, kwnames) => makeDialect(args.slice(1), kwnames, args[0] as W_Type))
    t.getset('delimiter', null, (self) => shown(self.delimiter))
    t.getset('quotechar', null, (self) => shown(self.quotechar))
    t.getset('escapechar', null, (self) => shown(self.escapechar))
    t.getset('quoting', null, (self) => self.quoting)
    t.getset('lineterminator', null, (self) => self.lineterminator)
    t.member('doublequote', null, (self) => self.doublequote)
    t.member('skipinitialspace', null, (self) => self.skipinitialspace)
    t.member('strict', null, (self) => self.strict)
    const refuse = (self: W_Dialect): never => {
      throw error('TypeError', `cannot pickle '${typeOf(self).name}' instances`)
    }
    t.rawMethod('__reduce__', 'Always an error: dialects cannot be pickled.', (args) => refuse(args[0] as W_Dialect))
    t.rawMethod('__reduce_ex__', 'Always an error: dialects cannot be pickled.', (args) => refuse(args[0] as W_Dialect))
  },
)

/** Dialects by name. */
export const dialects = new W_Dict()

export function namedDialect(name: Value): W_Dialect {
  const found = dialects.get(name)
  if (found === undefined) throw failure('unknown dialect')
  return found as W_Dialect
}

/** Gives a dialect, or what stands for one, a name. */
export function registerDialect(args: readonly Value[], kwnames: KeywordNames): null {
  if (strOrUndefined(args[0]) === undefined) throw error('TypeError', 'dialect name must be a string')
  dialects.set(args[0], makeDialect(args.slice(1), kwnames))
  return null
}
