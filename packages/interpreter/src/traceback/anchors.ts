// Which part of a failing expression the `^` marks stand under: the operator of a binary operation, the brackets of a
// subscript, the parentheses of a call. The rest of the expression gets `~`. lib: traceback; PEP 657
//
// Positions are (line, character) in the segment of source that failed. The tree says where operands end; what lies between
// the end of an operand and the operator (blanks, comments, parentheses, continued lines) is stepped over character by
// character. A segment that cannot be understood has no anchors.
import { ast as A, parse } from '@typhon/parser'
import { characterColumn, splitLines } from './lines.ts'

export interface Anchors {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

/** A place in the segment that moves over what is no character of interest. */
class Cursor {
  readonly lines: readonly (readonly string[])[]
  line: number
  column: number

  constructor(lines: readonly (readonly string[])[], line: number, column: number) {
    this.lines = lines
    this.line = line
    this.column = column
  }

  /** Goes on to the next line where this one has ended; false behind the last one. */
  settle(): boolean {
    while (this.line < this.lines.length && this.column >= this.lines[this.line].length) {
      this.line++
      this.column = 0
    }
    return this.line < this.lines.length
  }

  /** Moves to the next character that `found` accepts, outside of comments; false where there is none. */
  seek(found: (c: string) => boolean): boolean {
    if (!this.settle()) return false
    for (;;) {
      const c = this.lines[this.line][this.column]
      if (c === '\\' || c === '#') this.column = this.lines[this.line].length
      else if (found(c)) return true
      else this.column++
      if (!this.settle()) return false
    }
  }
}

/** Lines of the segment stand one below where the tree has them, which was parsed with a line of its own before them. */
const FIRST_LINE = 2

const isBlank = (c: string): boolean => /\s/.test(c)

/** The anchors of a piece of source that is an expression; null where none apply. */
export function anchorsOf(segment: string): Anchors | null {
  const expression = parseExpression(segment)
  if (expression === null) return null
  const lines = splitLines(segment).map((line) => Array.from(line))
  const columnOf = (line: number, byteColumn: number): number => characterColumn(lines[line] ?? [], byteColumn)
  const endOf = (node: A.expr): Cursor => {
    const line = node.end_lineno - FIRST_LINE
    return new Cursor(lines, line, columnOf(line, node.end_col_offset))
  }
  const brackets = (before: A.expr, opening: string): Anchors | null => {
    const from = endOf(before)
    if (!from.seek((c) => c === opening)) return null
    const to = endOf(expression)
    return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column }
  }
  if (expression instanceof A.Subscript) return brackets(expression.value, '[')
  if (expression instanceof A.Call) return brackets(expression.func, '(')
  if (!(expression instanceof A.BinOp)) return null
  const at = endOf(expression.left)
  if (!at.seek((c) => !isBlank(c) && c !== ')')) return null
  let end = at.column + 1
  const { right } = expression
  const rightLine = right.lineno - FIRST_LINE
  const second = lines[at.line][end]
  const isOperator =
    second !== undefined && (rightLine > at.line || end < columnOf(rightLine, right.col_offset)) && !isBlank(second)
  if (isOperator && second !== '\\' && second !== '#') end++
  return { startLine: at.line, startColumn: at.column, endLine: at.line, endColumn: end }
}

function parseExpression(segment: string): A.expr | null {
  try {
    const tree = parse(`(\n${segment}\n)`) as A.Module
    const [statement] = tree.body
    return tree.body.length === 1 && statement instanceof A.Expr ? statement.value : null
  } catch {
    return null
  }
}

/**
 * Whether a statement says nothing that marks could add: `return f(…)` and `x = f(…)` where the call is what failed.
 * `start` and `end` are the columns of what failed, on the first and the last of the lines; null where the lines are no
 * whole statement.
 */
export function isPlainCall(lines: readonly string[], start: number, end: number): boolean | null {
  let statement: A.stmt | undefined
  try {
    statement = (parse(lines.join('\n')) as A.Module).body[0]
  } catch {
    return null
  }
  if (statement === undefined) return true
  let call: A.expr | null = null
  if (statement instanceof A.Return && statement.value instanceof A.Call) {
    if (statement.value.func instanceof A.Name) call = statement.value
  } else if (statement instanceof A.Assign && statement.value instanceof A.Call) {
    if (statement.targets.length === 1 && statement.targets[0] instanceof A.Name) call = statement.value
  }
  return (
    call !== null &&
    call.lineno === 1 &&
    call.end_lineno === lines.length &&
    call.col_offset === start &&
    call.end_col_offset === end
  )
}
