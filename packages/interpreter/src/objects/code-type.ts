// code: the Python-visible side of W_Code. lib: inspect#types-and-members; CPython: Objects/codeobject.c
import {
  addressText,
  arg,
  asInt,
  defineType,
  eq,
  error,
  hash,
  OBJECT_LAYOUT,
  strFromKey,
  strFromText,
  typeOf,
  type Value,
  W_Complex,
  W_Float,
  W_Tuple,
  type W_Type,
  NotImplemented,
  hooks,
  W_Iterator,
  iteratorMethods,
  W_Bytes,
} from '@typhon/objspace'
import { CO_HAS_DOCSTRING } from './code-flags.ts'
import { declareConstantOrder, W_Code } from './code.ts'
import { codeBytes, exceptionTableOf, lineTableOf, newCode, replaced } from './code-replace.ts'
import { viewOf } from './cpython-view.ts'

const names = (list: readonly string[]): W_Tuple => new W_Tuple(list.map(strFromKey))

declareConstantOrder((unit) => viewOf(unit).constants)

export const codeType: W_Type = defineType<W_Code>(
  'code',
  {
    layout: { name: 'code', base: OBJECT_LAYOUT },
    shape: 'code',
    final: true,
    hasWeakref: true,
    doc: 'Compiled Python code.',
  },
  (t) => {
    t.type.textSignature =
      '(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, filename, name, ' +
      'qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)'
    t.rawNew((args, kwnames) => {
      if (kwnames !== null) throw error('TypeError', 'code() takes no keyword arguments')
      return newCode(args.slice(1))
    })
    t.special('__repr__', (self) =>
      strFromText(
        `<code object ${self.unit.name} at ${addressText(self)}, file "${self.unit.filename}", line ${self.unit.firstlineno}>`,
      ),
    )
    t.special('__hash__', ({ unit }) => {
      const { name, firstlineno, argcount, posonlyargcount, kwonlyargcount } = unit
      return hash(new W_Tuple([name, firstlineno, argcount, posonlyargcount, kwonlyargcount, mixed(unit.code)]))
    })
    t.special('__eq__', (self, w: Value) => (w instanceof W_Code ? self === w || same(self, w) : NotImplemented))
    t.member('co_argcount', null, (self) => self.unit.argcount)
    t.member('co_posonlyargcount', null, (self) => self.unit.posonlyargcount)
    t.member('co_kwonlyargcount', null, (self) => self.unit.kwonlyargcount)
    t.member('co_stacksize', null, (self) => self.stackSize)
    t.member('co_flags', null, (self) => self.flags & ~CO_HAS_DOCSTRING)
    t.member('co_names', null, (self) => names(self.names))
    t.member('co_filename', null, (self) => strFromText(self.unit.filename))
    t.member('co_name', null, (self) => strFromText(self.unit.name))
    t.member('co_qualname', null, (self) => strFromText(self.unit.qualname))
    t.member('co_firstlineno', null, (self) => self.unit.firstlineno)
    t.member('co_exceptiontable', null, (self) => exceptionTableOf(self))
    t.member('co_linetable', null, (self) => lineTableOf(self))
    t.member('co_nlocals', null, (self) => self.unit.varnames.length)
    t.getset('co_varnames', null, (self) => names(self.unit.varnames))
    t.getset('co_cellvars', null, (self) => names(self.unit.cellvars))
    t.getset('co_freevars', null, (self) => names(self.unit.freevars))
    t.getset('co_code', null, (self) => codeBytes(self))
    t.getset('_co_code_adaptive', null, (self) => codeBytes(self))
    t.getset('co_lnotab', null, (self) => {
      hooks.warn('DeprecationWarning', 'co_lnotab is deprecated, use co_lines instead.')
      return lineSteps(self)
    })
    t.method('__sizeof__', [], 'Bytes of memory the code takes.', (self) => 208 + 2 * viewOf(self.unit).places.length)
    t.member('co_consts', null, (self) => new W_Tuple([...self.allConstants()]))
    t.method(
      'co_positions',
      [],
      'Positions of the instructions, one for every two bytes: (line, end line, column, end column).',
      (self) => new W_Rows(positionsType, positions(self)),
      '($self, /)',
    )
    t.method(
      'co_lines',
      [],
      'Ranges of bytes by line: (start, end, line).',
      (self) =>
        new W_Rows(
          linesType,
          lineRanges(self).map(({ start, end, line }) => new W_Tuple([start * 2, end * 2, line < 0 ? null : line])),
        ),
      '($self, /)',
    )
    t.method(
      '_varname_from_oparg',
      [arg('oparg', asInt)],
      'The variable in a numbered place: locals, then cells that are no locals, then free variables.',
      (self, oparg) => {
        const { varnames, cellvars, freevars } = self.unit
        const all = [...varnames, ...cellvars.filter((n) => !varnames.includes(n)), ...freevars]
        if (oparg < 0 || oparg >= all.length) throw error('IndexError', 'tuple index out of range')
        return strFromKey(all[oparg])
      },
    )
    for (const name of ['replace', '__replace__'])
      t.rawMethod(
        name,
        'A copy with some fields changed.',
        (args, kwnames) => {
          const self = args[0] as W_Code
          const count = kwnames?.length ?? 0
          if (args.length - count > 1) throw error('TypeError', 'replace() takes no positional arguments')
          return replaced(self, new Map(kwnames?.map((field, i) => [field, args[1 + i]])))
        },
        '($self, /, **changes)',
      )
  },
)

/** An iterator over what is known of a code object's instructions. */
class W_Rows extends W_Iterator {
  private readonly rows: readonly Value[]
  private i = 0
  constructor(type: W_Type, rows: readonly Value[]) {
    super(type.rootShape())
    this.rows = rows
  }
  next(): Value | undefined {
    return this.rows[this.i++]
  }
}
const linesType: W_Type = defineType<W_Rows>('line_iterator', {}, iteratorMethods)
const positionsType: W_Type = defineType<W_Rows>('positions_iterator', {}, iteratorMethods)

function positions(self: W_Code): Value[] {
  const known = (n: number): Value => (n < 0 ? null : n)
  return viewOf(self.unit).places.map((place) =>
    place === null
      ? new W_Tuple([null, null, null, null])
      : new W_Tuple([known(place.line), known(place.endLine), known(place.column), known(place.endColumn)]),
  )
}

/** Instructions of one line after the other: where they start and end, and the line, -1 for none. */
function lineRanges(self: W_Code): { start: number; end: number; line: number }[] {
  const { places } = viewOf(self.unit)
  const lineOf = (i: number): number => places[i]?.line ?? -1
  const ranges: { start: number; end: number; line: number }[] = []
  for (let start = 0; start < places.length;) {
    const line = lineOf(start)
    let end = start + 1
    while (end < places.length && lineOf(end) === line) end++
    ranges.push({ start, end, line })
    start = end
  }
  return ranges
}

/** Steps of bytes and lines, as co_lnotab has them. CPython: Objects/codeobject.c (decode_linetable) */
function lineSteps(self: W_Code): W_Bytes {
  const steps: number[] = []
  let at = 0
  let current = self.unit.firstlineno
  for (const { start, line } of lineRanges(self)) {
    if (line < 0 || line === current) continue
    let bytes = start * 2 - at
    let lines = line - current
    for (; bytes > 255; bytes -= 255) steps.push(255, 0)
    while (lines > 127 || lines < -128) {
      const most = lines > 127 ? 127 : -128
      steps.push(bytes, most & 255)
      lines -= most
      bytes = 0
    }
    steps.push(bytes, lines & 255)
    at = start * 2
    current = line
  }
  return new W_Bytes(Uint8Array.from(steps))
}

/** Whether two constants are the same: of one type, the sign of zero included. CPython: _PyCode_ConstantKey */
function sameConstant(a: Value, b: Value): boolean {
  if (typeOf(a) !== typeOf(b)) return false
  if (a instanceof W_Float && b instanceof W_Float) return Object.is(a.v, b.v)
  if (a instanceof W_Complex && b instanceof W_Complex) return Object.is(a.re, b.re) && Object.is(a.im, b.im)
  if (a instanceof W_Tuple && b instanceof W_Tuple)
    return a.items.length === b.items.length && a.items.every((w, i) => sameConstant(w, b.items[i]))
  return eq(a, b)
}

/** One number of many. */
const mixed = (words: Int32Array): number => words.reduce((sum, word) => (Math.imul(sum, 31) + word) | 0, 0)

const sameWords = (a: Int32Array, b: Int32Array): boolean =>
  a.length === b.length && a.every((word, i) => word === b[i])

/** Whether two codes are equal: the same in all but the file, where they stand included, so that two functions of one line are told apart. CPython: code_richcompare */
function same(a: W_Code, b: W_Code): boolean {
  const x = a.unit
  const y = b.unit
  if (x.name !== y.name || x.firstlineno !== y.firstlineno || x.flags !== y.flags) return false
  if (x.argcount !== y.argcount || x.posonlyargcount !== y.posonlyargcount || x.kwonlyargcount !== y.kwonlyargcount)
    return false
  if (!sameWords(x.code, y.code) || !sameWords(x.positions, y.positions)) return false
  if (x.names.join() !== y.names.join() || x.varnames.join() !== y.varnames.join()) return false
  return (
    a.consts.length === b.consts.length &&
    a.consts.every((w, i) => sameConstant(w, b.consts[i])) &&
    x.units.every((_, i) => same(a.child(i), b.child(i)))
  )
}
