// ast.dump: a tree as text, as Python's `ast.dump` writes it. lib: ast#ast.dump
import { FIELDS, LOCATED, NAMES, Node, Tag } from './generated/ast.ts'
import { CodePointString, ComplexLiteral, EllipsisLiteral, FloatLiteral } from './generated/ast.ts'
import { reprBytes, reprCodePoints, reprComplex, reprFloat, reprStr } from './repr.ts'

export interface DumpOptions {
  /** Show positions. */
  includeAttributes?: boolean
  /** Show field names. */
  annotateFields?: boolean
  /** Spread over lines, indented by a string or a number of spaces. */
  indent?: number | string | null
  /** Show fields that are empty lists or None. */
  showEmpty?: boolean
}

const ATTRIBUTES = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const

/** A tree as text. */
export function dump(node: Node, options: DumpOptions = {}): string {
  const { includeAttributes = false, annotateFields = true, showEmpty = false } = options
  const indent = typeof options.indent === 'number' ? ' '.repeat(options.indent) : (options.indent ?? null)

  function show(value: unknown, level: number): [string, boolean] {
    const inner = level + 1
    const prefix = indent === null ? '' : `\n${indent.repeat(inner)}`
    const sep = indent === null ? ', ' : `,\n${indent.repeat(inner)}`
    if (value instanceof Node) {
      const args: string[] = []
      let simple = true
      let keywords = annotateFields
      for (const f of FIELDS[value.tag]) {
        const x = (value as unknown as Record<string, unknown>)[
          value.tag === Tag.TypeIgnore && f.name === 'tag' ? 'comment' : f.name
        ]
        if (!showEmpty && ((x === null && f.optional && !f.list) || (Array.isArray(x) && x.length === 0))) {
          keywords = true
          continue
        }
        const [text, plain] = show(x, inner)
        simple &&= plain
        args.push(keywords ? `${f.name}=${text}` : text)
      }
      if (includeAttributes && LOCATED[value.tag]) {
        for (const name of ATTRIBUTES) {
          args.push(`${name}=${(value as unknown as Record<string, unknown>)[name]}`)
        }
      }
      const name = NAMES[value.tag]
      if (simple && args.length <= 3) return [`${name}(${args.join(', ')})`, args.length === 0]
      return [`${name}(${prefix}${args.join(sep)})`, false]
    }
    if (Array.isArray(value)) {
      if (value.length === 0) return ['[]', true]
      return [`[${prefix}${value.map((x) => show(x, inner)[0]).join(sep)}]`, false]
    }
    return [constant(value), true]
  }
  return show(node, 0)[0]
}

function constant(value: unknown): string {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'string') return reprStr(value)
  if (value instanceof CodePointString) return reprCodePoints(value.codePoints)
  if (value instanceof Uint8Array) return reprBytes(value)
  if (value instanceof FloatLiteral) return reprFloat(value.value)
  if (value instanceof ComplexLiteral) return reprComplex(0, value.imag)
  if (value === EllipsisLiteral) return 'Ellipsis'
  return String(value)
}
