// The tables of the Chinese, Japanese and Korean encodings, read from data/cjk.txt.br when one is first used.
//
// The file is written by scripts/cjk-data.py. For each encoding it has a line with the name and six more:
//  - single bytes as BYTE:CODEPOINT, but for ASCII that stands for itself;
//  - bytes that begin nothing;
//  - two bytes: runs FIRST=TEXT separated by tabs, one character for each sequence from FIRST on;
//  - two bytes that stand for two characters, in the same form;
//  - what follows the byte 8F, likewise in runs;
//  - characters that are not encoded by the first sequence that stands for them, as CODEPOINT:BYTES, `-` for none.
// Then come a line with the sequences of four bytes of GB 18030, by their number, as runs FIRST=CODEPOINT+LENGTH, and one with
// the second plane of JIS X 0213. Numbers are hexadecimal.
import { getattr, hooks, host, strOrUndefined, textOfStr } from '@typhon/objspace'

const LINES = 7

/** Two characters that one sequence stands for, by the first of them. */
export type Pairs = ReadonlyMap<number, ReadonlyMap<number, number>>

/** What sequences of bytes mean; encoded as a number, the first byte highest. */
export class Table {
  /** Code points of single bytes, -1 for those that are none. */
  readonly single = new Int32Array(256).fill(-1)
  readonly isIllegal = new Uint8Array(256)
  /** Code points of two bytes, and of two bytes after 8F; 0 for none. */
  readonly two = new Uint32Array(65536)
  readonly three: Uint32Array | undefined
  /** Two characters of two bytes. */
  readonly pairs = new Map<number, readonly [number, number]>()
  readonly pairCodes: Pairs
  private readonly exceptions: string
  private inverse: Map<number, number> | undefined

  constructor(lines: readonly string[]) {
    const [single, illegal, two, pairs, three, exceptions] = lines
    for (let b = 0; b < 128; b++) this.single[b] = b
    for (const [b, c] of entries(single, ':')) this.single[b] = parseInt(c, 16)
    for (const b of words(illegal)) this.isIllegal[parseInt(b, 16)] = 1
    fill(this.two, two)
    if (three !== '') fill((this.three = new Uint32Array(65536)), three)
    const pairCodes = new Map<number, Map<number, number>>()
    for (const run of pairs === '' ? [] : pairs.split('\t')) {
      const at = run.indexOf('=')
      const code = parseInt(run.slice(0, at), 16)
      const [a, b] = Array.from(run.slice(at + 1), (c) => c.codePointAt(0) as number)
      this.pairs.set(code, [a, b])
      const seconds = pairCodes.get(a) ?? new Map<number, number>()
      pairCodes.set(a, seconds.set(b, code))
    }
    this.pairCodes = pairCodes
    this.exceptions = exceptions
  }

  /** The sequence that a character is encoded by; undefined where there is none. */
  codeOf(c: number): number | undefined {
    this.inverse ??= this.invert()
    return this.inverse.get(c)
  }

  private invert(): Map<number, number> {
    const out = new Map<number, number>()
    const add = (c: number, code: number): void => void (out.has(c) || out.set(c, code))
    this.single.forEach((c, b) => c >= 0 && add(c, b))
    this.two.forEach((c, code) => c > 0 && add(c, code))
    this.three?.forEach((c, code) => c > 0 && add(c, 0x8f0000 + code))
    for (const [c, code] of entries(this.exceptions, ':')) {
      if (code === '-') out.delete(c)
      else out.set(c, parseInt(code, 16))
    }
    return out
  }
}

const words = (line: string): string[] => (line === '' ? [] : line.split(' '))

function entries(line: string, separator: string): [number, string][] {
  return words(line).map((word) => {
    const at = word.indexOf(separator)
    return [parseInt(word.slice(0, at), 16), word.slice(at + 1)]
  })
}

function fill(table: Uint32Array, line: string): void {
  for (const run of line.split('\t')) {
    const at = run.indexOf('=')
    let code = parseInt(run.slice(0, at), 16)
    for (const c of run.slice(at + 1)) table[code++] = c.codePointAt(0) as number
  }
}

let lines: string[] | undefined
const tables = new Map<string, Table>()

function allLines(): string[] {
  lines ??= readLines()
  return lines
}

/** The table of an encoding. */
export function tableOf(name: string): Table {
  let table = tables.get(name)
  if (table === undefined) {
    const all = allLines()
    const at = all.indexOf(name)
    table = new Table(all.slice(at + 1, at + LINES))
    tables.set(name, table)
  }
  return table
}

/** Characters of GB 18030 that have four bytes: first number, first code point, how many. */
export function fourByteRuns(): readonly (readonly [number, number, number])[] {
  return entries(allLines().at(-2) as string, '=').map(([first, run]) => {
    const [c, length] = run.split('+')
    return [first, parseInt(c, 16), parseInt(length, 16)]
  })
}

/** The second plane of JIS X 0213. */
export function secondPlane(): Uint32Array {
  const table = new Uint32Array(65536)
  fill(table, allLines().at(-1) as string)
  return table
}

function readLines(): string[] {
  const prefix = strOrUndefined(getattr(hooks.importModule('sys'), 'prefix'))
  const path = `${prefix === undefined ? '' : textOfStr(prefix)}/data/cjk.txt.br`
  const { files } = host()
  const fd = files.open(path, 0, 0)
  try {
    const bytes = new Uint8Array(Number(files.fstat(fd).size))
    for (let n = 0; n < bytes.length;) {
      const got = files.read(fd, bytes.subarray(n))
      if (got === 0) break
      n += got
    }
    // Loaded here, as most programs need neither.
    const { brotliDecompressSync } = process.getBuiltinModule('node:zlib')
    return new TextDecoder().decode(brotliDecompressSync(bytes)).trimEnd().split('\n')
  } finally {
    files.close(fd)
  }
}
