// co_linetable and co_exceptiontable: the tables of a unit in CPython's formats. CPython: Objects/locations.md,
// InternalDocs/exception_handling.md
import { rowAt } from '../baseline/graph.ts'
import { OPLEN } from '../generated/opcodes.ts'
import type { CodeUnit } from './code-unit.ts'
import { viewOf } from './cpython-view.ts'

const NO_COLUMNS = 13
const LONG = 14
const NOWHERE = 15
/** The words that one entry can stand for. */
const MOST = 8

function varint(out: number[], n: number): void {
  for (; n >= 64; n = Math.floor(n / 64)) out.push(0x40 | (n & 63))
  out.push(n)
}

const signed = (n: number): number => (n < 0 ? -n * 2 + 1 : n * 2)

/** co_linetable */
export function lineTable(unit: CodeUnit): Uint8Array {
  const { places } = viewOf(unit)
  const out: number[] = []
  let last = unit.firstlineno
  for (let i = 0; i < places.length;) {
    const place = places[i]
    let n = 1
    while (n < MOST && i + n < places.length && places[i + n] === place) n++
    const kind = place === null || place.line < 0 ? NOWHERE : place.column < 0 ? NO_COLUMNS : LONG
    out.push(0x80 | (kind << 3) | (n - 1))
    if (place !== null && kind !== NOWHERE) {
      varint(out, signed(place.line - last))
      last = place.line
      if (kind === LONG) {
        varint(out, place.endLine - place.line)
        varint(out, place.column + 1)
        varint(out, place.endColumn + 1)
      }
    }
    i += n
  }
  return Uint8Array.from(out)
}

/** The positions of a unit (see CodeUnit) that a table gives to the instructions of its view. */
export function positionsOf(unit: CodeUnit, table: Uint8Array): Int32Array {
  const lines: (readonly [number, number, number, number])[] = []
  let at = 0
  let line = unit.firstlineno
  const read = (): number => {
    let n = 0
    for (let shift = 0; ; shift += 6) {
      const b = table[at++] ?? 0
      n += (b & 63) * 2 ** shift
      if ((b & 0x40) === 0) return n
    }
  }
  const readSigned = (): number => {
    const n = read()
    return (n & 1) === 0 ? n / 2 : -(n - 1) / 2
  }
  while (at < table.length) {
    const head = table[at++]
    const kind = (head >> 3) & 15
    let place: readonly [number, number, number, number] = [-1, -1, -1, -1]
    if (kind === LONG) {
      line += readSigned()
      const end = line + read()
      const column = read() - 1
      place = [line, end, column, read() - 1]
    } else if (kind === NO_COLUMNS) {
      line += readSigned()
      place = [line, line, -1, -1]
    } else if (kind >= 10 && kind < NO_COLUMNS) {
      line += kind - 10
      const column = table[at++] ?? 0
      place = [line, line, column, table[at++] ?? 0]
    } else if (kind < 10) {
      const second = table[at++] ?? 0
      const column = (kind << 3) | (second >> 4)
      place = [line, line, column, column + (second & 15)]
    }
    for (let n = (head & 7) + 1; n > 0; n--) lines.push(place)
  }
  const { offsets } = viewOf(unit)
  const rows: number[] = []
  for (let pc = 0; pc < unit.code.length; pc += OPLEN[unit.code[pc]])
    rows.push(pc, ...(lines[offsets[pc] / 2] ?? [-1, -1, -1, -1]))
  return Int32Array.from(rows)
}

/** co_exceptiontable. The depth of a stack that is not there is 0. */
export function exceptionTable(unit: CodeUnit): Uint8Array {
  const { code, exceptionTable: table } = unit
  const { starts } = viewOf(unit)
  const out: number[] = []
  const put = (n: number, mark = 0): void => {
    const digits = [n & 63]
    for (let rest = n >> 6; rest > 0; rest >>= 6) digits.unshift((rest & 63) | 0)
    digits.forEach((d, i) => out.push(d | (i < digits.length - 1 ? 0x40 : 0) | (i === 0 ? mark : 0)))
  }
  for (let pc = 0; pc < code.length;) {
    const row = rowAt(table, pc)
    let end = pc + OPLEN[code[pc]]
    while (end < code.length && rowAt(table, end) === row) end += OPLEN[code[end]]
    if (row >= 0 && starts[end] > starts[pc]) {
      put(starts[pc] / 2, 0x80)
      put((starts[end] - starts[pc]) / 2)
      put(starts[table[row + 2]] / 2)
      put(table[row + 4] >= 0 ? 1 : 0)
    }
    pc = end
  }
  return Uint8Array.from(out)
}
