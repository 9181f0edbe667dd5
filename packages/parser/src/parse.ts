// parse(): source to tree. lib: ast#ast.parse
import * as A from './generated/ast.ts'
import { PythonSyntaxError } from './errors.ts'
import { isStackOverflow, tooComplex } from './nesting.ts'
import { hasRawBytes, shownText } from './raw-bytes.ts'
import { charactersIn, type Decode, readSource, utf8Length } from './source.ts'
import { expression, startsExpression } from './parser/expressions.ts'
import { Failure, Parser, type WarningSink } from './parser/parser.ts'
import { diagnose } from './diagnose/diagnose.ts'
import { fileStatements, interactiveStatement } from './parser/statements.ts'
import { Tok } from './tokens.ts'
import { tokenizeSource } from './tokenizer/tokenizer.ts'

export interface Options {
  filename?: string
  mode?: 'exec' | 'eval' | 'single' | 'func_type'
  /** Keep `# type:` comments in the tree. */
  typeComments?: boolean
  /** Parse by the grammar of this Python 3 minor version as far as it is known. */
  featureVersion?: number
  /** Inequality is spelled `<>`, and not `!=`: what `from __future__ import barry_as_FLUFL` asks for. PEP 401 */
  isFlufl?: boolean
  /** Most digits that a decimal int may have (4300), 0 for no limit. lib: stdtypes#int-max-str-digits */
  maxDigits?: number
  /** Raise _IncompleteInputError where the source ends in the middle of a statement. */
  allowIncomplete?: boolean
  /** A source that does not end with a newline leaves its blocks open, in mode `single`. */
  keepBlocksOpen?: boolean
  /** Told of doubtful literals: category, message, line, and the error that stands for it. */
  onWarning?: WarningSink
  /** Decodes sources that declare an encoding other than UTF-8; null for an unknown one. */
  decode?: Decode
}

/** The tree of a source; raises PythonSyntaxError, or NestingError for one that nests too deeply. */
export function parse(source: string | Uint8Array, options: Options = {}): A.mod {
  try {
    return treeOf(source, options)
  } catch (error) {
    if (isStackOverflow(error)) throw tooComplex()
    throw error instanceof PythonSyntaxError && error.text !== null && hasRawBytes(error.text) ? visible(error) : error
  }
}

/** An error on a line with bytes that are no UTF-8: its columns are those of the line as it is shown. */
function visible(error: PythonSyntaxError): PythonSyntaxError {
  const { text, offset, end_offset, lineno, end_lineno } = error
  const line = text ?? ''
  const seen = shownText(line)
  const column = (n: number): number => charactersIn(seen, utf8Length(line, 0, Math.max(0, n - 1)) + 1)
  return error.moved({
    text: seen,
    offset: offset === null || offset <= 0 ? offset : column(offset),
    end_offset: end_offset === null || end_offset <= 0 || lineno !== end_lineno ? end_offset : column(end_offset),
  })
}

function treeOf(source: string | Uint8Array, options: Options): A.mod {
  const {
    filename = '<unknown>',
    mode = 'exec',
    typeComments = false,
    featureVersion = 13,
    allowIncomplete = false,
  } = options
  const text = readSource(source, filename, options.decode, mode === 'exec')
  const tokens = tokenizeSource(text, { typeComments: typeComments || mode === 'func_type' })
  const p = new Parser(tokens, {
    typeComments,
    featureVersion,
    isFlufl: options.isFlufl ?? false,
    maxDigits: options.maxDigits ?? 4300,
    onWarning: options.onWarning ?? (() => {}),
  })
  let several: PythonSyntaxError | null = null
  try {
    switch (mode) {
      case 'exec': {
        const body = fileStatements(p)
        return new A.Module(
          body,
          tokens.typeIgnores.map((t) => new A.TypeIgnore(t.line, t.tag)),
        )
      }
      case 'eval': {
        const body = expressionsOnly(p)
        return new A.Expression(body)
      }
      case 'single': {
        const body = interactiveStatement(p)
        while (p.kind === Tok.NEWLINE) p.advance()
        if (p.kind !== Tok.END) {
          // A block ends with an empty line.
          if (isCompound(body[body.length - 1])) throw p.wrong()
          several = p.errorAt('multiple statements found while compiling a single statement', lastLineEnd(p, body))
          throw several
        }
        if (body.length === 0) throw p.wrong()
        if (!text.text.endsWith('\n') && isOpen(p, body, options.keepBlocksOpen === true))
          throw p.errorAt('invalid syntax', p.pos)
        return new A.Interactive(body)
      }
      default:
        return functionType(p)
    }
  } catch (thrown) {
    if (allowIncomplete && isRefusal(thrown) && isAtEnd(p)) throw incomplete(p)
    // What comes behind the one statement is not read.
    if (!isRefusal(thrown) || thrown === several) throw thrown
    const e = diagnose(p, mode, thrown)
    // CPython reads all of the source's tokens before it complains, and warns of them.
    p.tellDoubts(Infinity)
    throw e
  }
}

/** The token that ends the statement of an interactive source. */
function lastLineEnd(p: Parser, body: readonly A.stmt[]): number {
  let i = p.pos - 1
  while (i > 0 && p.kinds[i] === Tok.NEWLINE && p.kinds[i - 1] === Tok.NEWLINE) i--
  return body.length > 0 ? i : p.pos
}

function isRefusal(thrown: unknown): thrown is Failure | PythonSyntaxError {
  return thrown instanceof Failure || thrown instanceof PythonSyntaxError
}

/** Whether a statement at the end of a source without a last newline wants another line: a block that may go on. */
function isOpen(p: Parser, body: readonly A.stmt[], keepBlocksOpen: boolean): boolean {
  const isBlock = p.kinds[p.pos - 1] === Tok.DEDENT
  return isBlock ? keepBlocksOpen : isCompound(body[body.length - 1])
}

/** Whether a statement has a body of its own. */
function isCompound(statement: A.stmt): boolean {
  return 'body' in statement || statement instanceof A.Match
}

/** Whether a parse failed because the source ended. CPython: Parser/pegen.c (_is_end_of_source) */
function isAtEnd(p: Parser): boolean {
  const { error } = p.tokens
  if (error !== null) return p.tokens.isErrorAtEnd || error.msg === 'unexpected EOF while parsing'
  let i = p.pos
  const end = p.source.text.length
  while (p.kinds[i] === Tok.DEDENT || (p.kinds[i] === Tok.NEWLINE && p.starts[i] >= end)) i++
  return p.kinds[i] === Tok.END
}

/** `a`, or the tuple `a, b`, and nothing else. */
function expressionsOnly(p: Parser): A.expr {
  const start = p.pos
  const first = expression(p)
  let tree = first
  if (p.kind === Tok.COMMA) {
    const elts = [first]
    while (p.accept(Tok.COMMA) && startsExpression(p)) elts.push(expression(p))
    tree = new A.Tuple(elts, A.Load, p.line(start), p.col(start), p.endLine(), p.endCol())
  }
  while (p.kind === Tok.NEWLINE) p.advance()
  p.expect(Tok.END)
  return tree
}

function incomplete(p: Parser): PythonSyntaxError {
  const last = p.tokens.count - 1
  return p.errorAt('incomplete input', last, last, '_IncompleteInputError')
}

/** `(int, *str, **x) -> y`, as type comments spell signatures. */
function functionType(p: Parser): A.FunctionType {
  const args: A.expr[] = []
  p.expect(Tok.LPAR)
  const stars: readonly number[] = [Tok.STAR, Tok.DOUBLESTAR]
  // Plain types, then one `*`, then one `**`.
  let least = -1
  while (p.kind !== Tok.RPAR || args.length > 0) {
    const star = stars.indexOf(p.kind)
    if (star < least || (star === least && star >= 0)) throw p.wrong()
    least = star
    if (star >= 0) p.advance()
    args.push(expression(p))
    if (!p.accept(Tok.COMMA)) break
  }
  p.expect(Tok.RPAR)
  p.expect(Tok.ARROW)
  const returns = expression(p)
  while (p.kind === Tok.NEWLINE) p.advance()
  p.expect(Tok.END)
  return new A.FunctionType(args, returns)
}
