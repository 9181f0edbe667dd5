// code: the Python-visible side of W_Code. lib: inspect#types-and-members; CPython: Objects/codeobject.c
import {
  addressText,
  arg,
  asInt,
  defineType,
  eq,
  error,
  hash,
  iter,
  keyOfStr,
  OBJECT_LAYOUT,
  strFromKey,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Bytes,
  W_List,
  W_Tuple,
  type W_Type,
  NotImplemented,
} from '@typhon/objspace'
import { OPLEN } from '../generated/opcodes.ts'
import { W_Code } from './code.ts'
import { type CodeUnit, copyOf } from './code-unit.ts'
import { lastiOf, shownLine } from './positions.ts'

const names = (list: readonly string[]): W_Tuple => new W_Tuple(list.map(strFromKey))

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
    t.special('__repr__', (self) =>
      strFromText(
        `<code object ${self.unit.name} at ${addressText(self)}, file "${self.unit.filename}", line ${self.unit.firstlineno}>`,
      ),
    )
    t.special('__hash__', (self) => hash(new W_Tuple([self.unit.name, self.unit.firstlineno, self.argcount])))
    t.special('__eq__', (self, w: Value) => (w instanceof W_Code ? self === w || same(self, w) : NotImplemented))
    t.member('co_argcount', null, (self) => self.unit.argcount)
    t.member('co_posonlyargcount', null, (self) => self.unit.posonlyargcount)
    t.member('co_kwonlyargcount', null, (self) => self.unit.kwonlyargcount)
    t.member('co_stacksize', null, (self) => self.unit.nregs)
    t.member('co_flags', null, (self) => self.flags)
    t.member('co_names', null, (self) => names(self.names))
    t.member('co_filename', null, (self) => strFromText(self.unit.filename))
    t.member('co_name', null, (self) => strFromText(self.unit.name))
    t.member('co_qualname', null, (self) => strFromText(self.unit.qualname))
    t.member('co_firstlineno', null, (self) => self.unit.firstlineno)
    t.member('co_exceptiontable', null, () => new W_Bytes(new Uint8Array(0)))
    t.member('co_linetable', null, () => new W_Bytes(new Uint8Array(0)))
    t.member('co_nlocals', null, (self) => self.unit.varnames.length)
    t.getset('co_varnames', null, (self) => names(self.unit.varnames))
    t.getset('co_cellvars', null, (self) => names(self.unit.cellvars))
    t.getset('co_freevars', null, (self) => names(self.unit.freevars))
    t.getset('co_code', null, (self) => new W_Bytes(new Uint8Array(self.code.buffer.slice(0))))
    t.getset(
      'co_consts',
      null,
      (self) => new W_Tuple([...self.consts, ...self.unit.units.map((_, i) => self.child(i))]),
    )
    t.method(
      'co_positions',
      [],
      'Positions of the instructions, one for every two bytes: (line, end line, column, end column).',
      (self) => {
        const { positions, firstlineno } = self.unit
        const rows: Value[] = [new W_Tuple([firstlineno, firstlineno, 0, 0])]
        for (let i = 0; i < positions.length; i += 5) {
          const end = i + 5 < positions.length ? positions[i + 5] : self.code.length
          const [line, endLine, column, endColumn] = positions.subarray(i + 1, i + 5)
          const known = (n: number): Value => (n < 0 ? null : n)
          const row = new W_Tuple([known(line), column < 0 ? null : endLine, known(column), known(endColumn)])
          for (let pc = positions[i]; pc < end; pc++) rows.push(row)
        }
        return iter(new W_List(rows))
      },
      '($self, /)',
    )
    t.method(
      'co_lines',
      [],
      'Ranges of bytes by line: (start, end, line).',
      (self) => {
        const rows: Value[] = []
        let start = -1
        let line = self.unit.firstlineno
        for (let pc = 0; pc < self.code.length; pc += OPLEN[self.code[pc]]) {
          const l = shownLine(self.unit, pc)
          if (l !== line) {
            rows.push(new W_Tuple([lastiOf(start), lastiOf(pc), line < 0 ? null : line]))
            start = pc
            line = l
          }
        }
        rows.push(new W_Tuple([lastiOf(start), lastiOf(self.code.length), line < 0 ? null : line]))
        return iter(new W_List(rows))
      },
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
          const unit = copyOf(self.unit)
          kwnames?.forEach((field, i) => replaceField(unit, field, args[args.length - kwnames.length + i]))
          return new W_Code(unit)
        },
        '($self, /, **changes)',
      )
  },
)

function replaceField(unit: { -readonly [K in keyof CodeUnit]: CodeUnit[K] }, name: string, w: Value): void {
  const text = (): string => textOfStr(strOrUndefined(w) ?? '')
  const list = (): string[] => (w as W_Tuple).items.map((x) => keyOfStr(strOrUndefined(x) ?? ''))
  switch (name) {
    case 'co_name':
      unit.name = text()
      return
    case 'co_qualname':
      unit.qualname = text()
      return
    case 'co_filename':
      unit.filename = text()
      return
    case 'co_firstlineno':
      unit.firstlineno = w as number
      return
    case 'co_flags':
      unit.flags = w as number
      return
    case 'co_argcount':
      unit.argcount = w as number
      return
    case 'co_posonlyargcount':
      unit.posonlyargcount = w as number
      return
    case 'co_kwonlyargcount':
      unit.kwonlyargcount = w as number
      return
    case 'co_varnames':
      unit.varnames = list()
      return
    case 'co_names':
      unit.names = list()
      return
    case 'co_freevars':
      unit.freevars = list()
      return
    case 'co_cellvars':
      unit.cellvars = list()
      return
    default:
      throw error('TypeError', `replace() got an unexpected keyword argument '${name}'`)
  }
}

function same(a: W_Code, b: W_Code): boolean {
  const x = a.unit
  const y = b.unit
  if (x.name !== y.name || x.firstlineno !== y.firstlineno || x.code.length !== y.code.length || x.flags !== y.flags)
    return false
  for (let i = 0; i < x.code.length; i++) if (x.code[i] !== y.code[i]) return false
  if (x.names.join() !== y.names.join() || x.varnames.join() !== y.varnames.join()) return false
  return eq(new W_Tuple(a.consts), new W_Tuple(b.consts)) && x.units.every((_, i) => same(a.child(i), b.child(i)))
}
