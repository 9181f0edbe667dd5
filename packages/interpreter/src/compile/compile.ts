// compileTree: from a tree to the CodeUnit of a module, an expression or an interactive line.
import { analyze, ast as A, futuresOf, NestingError, validate, type ValidateOptions } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import { CO_ASYNC_GENERATOR, CO_COROUTINE } from '../objects/code-flags.ts'
import type { CodeUnit } from '../objects/code-unit.ts'
import { Compiler } from './compiler.ts'
import { expr } from './expressions.ts'
import { Folder } from './fold.ts'
import { needsAnnotations, startGenerator } from './functions.ts'
import { hazardsOf } from './hazards.ts'
import { body, docstringOf } from './statements.ts'

export interface CompileOptions {
  readonly filename: string
  /** 0, 1 (-O) or 2 (-OO). */
  readonly optimize?: number
  /** CO_FUTURE_* bits of the code that calls compile(). */
  readonly flags?: number
  /** `await` may stand in the module itself (PyCF_ALLOW_TOP_LEVEL_AWAIT). */
  readonly allowTopLevelAwait?: boolean
  /** The text of a source line, for errors. */
  readonly lineText?: ((lineno: number) => string | null) | null
  readonly onWarning?: ValidateOptions['onWarning']
  /** Warns of `~True` as the operator does; false where that is to be left to the operator. */
  readonly mayInvertBool?: () => boolean
}

type Tree = A.Module | A.Expression | A.Interactive

/**
 * Compiles a tree; raises PythonSyntaxError for what the grammar lets through but the language does not, and NestingError
 * where the tree is too deep for the host's stack.
 */
export function compileTree(tree: Tree, options: CompileOptions): CodeUnit {
  try {
    return compileUnit(tree, options)
  } catch (e) {
    if (e instanceof RangeError && e.message.includes('call stack'))
      throw new NestingError('maximum recursion depth exceeded during compilation')
    throw e
  }
}

/** `not a in b` is the comparison `a not in b`, and stands where that stands. CPython: Python/ast_opt.c (fold_unaryop) */
function foldNot(e: A.UnaryOp): void {
  const { operand } = e
  if (operand.tag !== A.Tag.Compare || (operand as A.Compare).ops.length !== 1) return
  const { tag } = (operand as A.Compare).ops[0]
  if (tag !== A.Tag.Is && tag !== A.Tag.IsNot && tag !== A.Tag.In && tag !== A.Tag.NotIn) return
  const { lineno, col_offset, end_lineno, end_col_offset } = operand
  Object.assign(e, { lineno, col_offset, end_lineno, end_col_offset })
}

function compileUnit(tree: Tree, options: CompileOptions): CodeUnit {
  const { filename, optimize = 0, flags = 0, lineText = null } = options
  const folder = new Folder(optimize === 0, options.mayInvertBool)
  const { annotations } = futuresOf(tree, flags, { filename, lineText })
  // CPython folds all of a tree before it looks at names, so what `~True` warns of comes before any other complaint.
  const hazards = hazardsOf(tree, !annotations, (e) => {
    if (e.op === A.Invert) folder.constantOf(e)
    else if (e.op === A.Not) foldNot(e)
  })
  const scopes = analyze(tree, filename, { lineText, futureFlags: flags })
  validate(tree, scopes, {
    lineText,
    allowTopLevelAwait: options.allowTopLevelAwait ?? false,
    ...(options.onWarning === undefined ? {} : { onWarning: options.onWarning }),
  })
  const settings = {
    filename,
    scopes,
    hazards,
    folder,
    optimize,
    flags: scopes.futures.flags,
    interactive: tree.tag === A.Tag.Interactive,
  }
  const c = new Compiler(settings, scopes.top, null, '<module>', null)
  c.at({ lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 })
  const names = c.layOut([])
  let more = 0
  if (scopes.top.isCoroutine && options.allowTopLevelAwait === true) {
    more = scopes.top.isGenerator ? CO_ASYNC_GENERATOR : CO_COROUTINE
    startGenerator(c)
  }
  if (tree.tag === A.Tag.Expression) {
    const value = expr(c, (tree as A.Expression).body)
    c.emit(Op.RETURN_VALUE, value)
  } else {
    const stmts = (tree as A.Module).body
    if (needsAnnotations(stmts)) c.emit(Op.SETUP_ANNOTATIONS)
    const doc = tree.tag === A.Tag.Module ? docstringOf(stmts) : null
    if (doc !== null && optimize < 2) {
      c.at(stmts[0])
      c.emit(Op.STORE_NAME, c.b.name('__doc__'), c.b.constant(doc))
    }
    body(c, doc === null ? stmts : stmts.slice(1))
    if (c.bound !== null) c.emit(Op.RETURN_VALUE, c.b.constant(null))
  }
  return c.b.assemble({
    name: '<module>',
    qualname: '<module>',
    filename,
    firstlineno: 1,
    argcount: 0,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    flags: scopes.futures.flags | more,
    ...names,
  })
}
