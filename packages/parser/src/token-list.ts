// The tokens of a source as a list for people and tools; the parser itself reads the tables of the tokenizer.
import { readSource } from './source.ts'
import { tokenizeSource } from './tokenizer.ts'
import { Tok } from './tokens.ts'

/** A token: its kind by name, and where it is. Columns count characters from 0. */
export interface TokenInfo {
  readonly kind: string
  readonly text: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

const NAMES = new Map<number, string>(Object.entries(Tok).map(([name, kind]) => [kind, name]))

/** All tokens of a source, comments and the ends of blank lines too; raises PythonSyntaxError where it cannot be tokenized. */
export function tokens(source: string | Uint8Array, options: { readonly filename?: string } = {}): TokenInfo[] {
  const read = readSource(source, options.filename ?? '<unknown>')
  const table = tokenizeSource(read, { extraTokens: true })
  if (table.error !== null) throw table.error
  return Array.from({ length: table.count }, (_, i) => {
    const line = read.lineOf(table.starts[i])
    const endLine = Math.max(line, read.lineOf(Math.max(table.starts[i], table.ends[i] - 1)))
    return {
      kind: NAMES.get(table.kinds[i]) ?? String(table.kinds[i]),
      text: table.text(i),
      line,
      column: read.characters(table.starts[i], line),
      endLine,
      endColumn: read.characters(table.ends[i], endLine),
    }
  })
}
