// types.CodeType(…) and code.replace(…): code objects from the fields of others. CPython: Objects/codeobject.c
//
// What runs is our own code, which `co_code` does not show: a new code object runs what that of its `co_code` runs, the object
// that the attribute gave. Constants and names are taken by their numbers.
//
// differs: bytes for `co_code` that no code object gave, or a copy of them, make no code object; `co_exceptiontable` is kept
// as it is.
import {
  index,
  error,
  keyOfStr,
  strOrUndefined,
  textOfStr,
  type Value,
  typeOf,
  W_Bytes,
  W_Tuple,
} from '@typhon/objspace'
import { CO_HAS_DOCSTRING } from './code-flags.ts'
import { W_Code } from './code.ts'
import { type CodeUnit, copyOf } from './code-unit.ts'
import { exceptionTable, lineTable, positionsOf } from './code-tables.ts'
import { viewOf } from './cpython-view.ts'

type Unit = { -readonly [K in keyof CodeUnit]: CodeUnit[K] }

/** The units that bytes were given out for. */
const origins = new WeakMap<W_Bytes, CodeUnit>()

function given(unit: CodeUnit, bytes: Uint8Array): W_Bytes {
  const w = new W_Bytes(bytes)
  origins.set(w, unit)
  return w
}

export const codeBytes = (code: W_Code): W_Bytes => given(code.unit, viewOf(code.unit).bytes)
export const lineTableOf = (code: W_Code): W_Bytes => given(code.unit, lineTable(code.unit))
export const exceptionTableOf = (code: W_Code): W_Bytes => given(code.unit, exceptionTable(code.unit))

/** The parameters of types.CodeType, in order. */
export const FIELDS = [
  'co_argcount',
  'co_posonlyargcount',
  'co_kwonlyargcount',
  'co_nlocals',
  'co_stacksize',
  'co_flags',
  'co_code',
  'co_consts',
  'co_names',
  'co_varnames',
  'co_filename',
  'co_name',
  'co_qualname',
  'co_firstlineno',
  'co_linetable',
  'co_exceptiontable',
  'co_freevars',
  'co_cellvars',
] as const

const TEXTS = { co_name: 'name', co_qualname: 'qualname', co_filename: 'filename' } as const
const LISTS = {
  co_names: 'names',
  co_varnames: 'varnames',
  co_freevars: 'freevars',
  co_cellvars: 'cellvars',
} as const
const COUNTS = {
  co_argcount: 'argcount',
  co_posonlyargcount: 'posonlyargcount',
  co_kwonlyargcount: 'kwonlyargcount',
  co_firstlineno: 'firstlineno',
  co_flags: 'flags',
} as const

/** A code object like `code`, but for the fields given. */
export function replaced(code: W_Code, fields: ReadonlyMap<string, Value>): W_Code {
  const unit: Unit = copyOf(code.unit)
  const w_code = fields.get('co_code')
  if (w_code !== undefined) takeCode(unit, bytes('co_code', w_code))
  let consts: readonly Value[] | null = w_code === undefined ? null : code.allConstants()
  let locals = -1
  let stack = code.stackSize
  for (const [field, w] of fields) {
    if (field in TEXTS) unit[TEXTS[field as keyof typeof TEXTS]] = text(field, w)
    else if (field in LISTS) unit[LISTS[field as keyof typeof LISTS]] = names(field, w)
    else if (field in COUNTS) {
      const n = Number(index(w))
      if (n < 0 && field !== 'co_firstlineno') throw error('ValueError', `${field} must be a positive integer`)
      unit[COUNTS[field as keyof typeof COUNTS]] = field === 'co_flags' ? n | (unit.flags & CO_HAS_DOCSTRING) : n
    } else if (field === 'co_nlocals') locals = Number(index(w))
    else if (field === 'co_stacksize') stack = Number(index(w))
    else if (field === 'co_consts') consts = tuple(field, w).items
    else if (field === 'co_exceptiontable') bytes(field, w)
    else if (field !== 'co_code' && field !== 'co_linetable')
      throw error('TypeError', `replace() got an unexpected keyword argument '${field}'`)
  }
  if (unit.argcount + unit.kwonlyargcount > unit.varnames.length)
    throw error('ValueError', 'code: co_varnames is too small')
  if (
    locals >= 0
      ? locals !== unit.varnames.length
      : unit.varnames.length !== code.unit.varnames.length && w_code === undefined
  )
    throw error('ValueError', 'code: co_nlocals != len(co_varnames)')
  const w_lines = fields.get('co_linetable')
  if (w_lines !== undefined) takeLines(unit, bytes('co_linetable', w_lines))
  else if (unit.firstlineno !== code.unit.firstlineno) shiftLines(unit, unit.firstlineno - code.unit.firstlineno)
  const made = new W_Code(unit, consts)
  made.stackSize = stack
  return made
}

/** Takes over what runs. */
function takeCode(unit: Unit, w: W_Bytes): void {
  const origin = origins.get(w)
  if (origin === undefined) {
    if (same(w.bytes, viewOf(unit).bytes)) return
    throw error('ValueError', 'code: co_code must come from a code object')
  }
  for (const field of [
    'code',
    'nregs',
    'cellRegs',
    'freeRegs',
    'firstConst',
    'constRegs',
    'exceptionTable',
    'hidden',
    'restored',
    'positions',
    'keywordNames',
    'cacheCount',
    'units',
  ] as const)
    Object.assign(unit, { [field]: origin[field] })
}

function takeLines(unit: Unit, w: W_Bytes): void {
  const origin = origins.get(w)
  if (origin !== undefined && origin.code === unit.code) unit.positions = origin.positions
  else unit.positions = positionsOf(unit, w.bytes)
}

/** Lines are counted from the first one. */
function shiftLines(unit: Unit, by: number): void {
  unit.positions = unit.positions.map((n, i) => (n >= 0 && (i % 5 === 1 || i % 5 === 2) ? n + by : n))
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

function wrong(field: string, kind: string, w: Value): Error {
  return error(
    'TypeError',
    `replace() argument '${field}' must be ${kind}, not ${w === null ? 'None' : typeOf(w).fullName}`,
  ) as unknown as Error
}

function bytes(field: string, w: Value): W_Bytes {
  if (w instanceof W_Bytes) return w
  throw wrong(field, 'bytes', w)
}

function tuple(field: string, w: Value): W_Tuple {
  if (w instanceof W_Tuple) return w
  throw wrong(field, 'tuple', w)
}

function text(field: string, w: Value): string {
  const s = strOrUndefined(w)
  if (s === undefined) throw wrong(field, 'str', w)
  return textOfStr(s)
}

function names(field: string, w: Value): string[] {
  return tuple(field, w).items.map((x) => {
    const s = strOrUndefined(x)
    if (s === undefined) throw error('SystemError', 'non-string found in code slot')
    return keyOfStr(s)
  })
}

/** types.CodeType(…) */
export function newCode(args: readonly Value[]): W_Code {
  if (args.length < 16) throw error('TypeError', `code expected at least 16 arguments, got ${args.length}`)
  if (args.length > 18) throw error('TypeError', `code expected at most 18 arguments, got ${args.length}`)
  const fields = new Map<string, Value>(FIELDS.map((field, i) => [field, args[i] ?? new W_Tuple([])]))
  const w_code = bytes('co_code', args[6])
  const origin = origins.get(w_code)
  if (origin === undefined) throw error('ValueError', 'code: co_code must come from a code object')
  return replaced(new W_Code(origin), fields)
}
