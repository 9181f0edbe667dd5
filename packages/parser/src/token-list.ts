// The tokens of a source as a list for people and tools; the parser itself reads the tables of the tokenizer.
import type { PythonSyntaxError } from './errors.ts'
import { readSource } from './source.ts'
import { tokenizeSource } from './tokenizer/tokenizer.ts'
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

/** The tokens of a source up to the first error, and that error. */
export function scan(
  source: string | Uint8Array,
  options: { readonly filename?: string; readonly extraTokens?: boolean } = {},
): { readonly tokens: TokenInfo[]; readonly error: PythonSyntaxError | null } {
  const read = readSource(source, options.filename ?? '<unknown>')
  const table = tokenizeSource(read, { extraTokens: options.extraTokens ?? true })
  const unclosed = table.error === null && table.open.length > 0
  const last = table.kinds[table.count - 1]
  const count = unclosed || (table.error !== null && last === Tok.ERROR) ? table.count - 1 : table.count
  const list = Array.from({ length: count }, (_, i) => {
    const line = read.lineOf(table.starts[i])
    // Only the text in f-strings ends with a line end that counts.
    const end = table.kinds[i] === Tok.FSTRING_MIDDLE ? table.ends[i] : Math.max(table.starts[i], table.ends[i] - 1)
    const endLine = Math.max(line, read.lineOf(end))
    return {
      kind: NAMES.get(table.kinds[i]) ?? String(table.kinds[i]),
      text: table.text(i),
      line,
      column: read.characters(table.starts[i], line),
      endLine,
      endColumn: read.characters(table.ends[i], endLine),
    }
  })
  const end = read.text.length
  return {
    tokens: list,
    error: unclosed ? read.error('unexpected EOF in multi-line statement', end, end) : table.error,
  }
}

/** All tokens of a source, comments and the ends of blank lines too; raises PythonSyntaxError where it cannot be tokenized. */
export function tokens(source: string | Uint8Array, options: { readonly filename?: string } = {}): TokenInfo[] {
  const { tokens: list, error } = scan(source, options)
  if (error !== null) throw error
  return list
}
