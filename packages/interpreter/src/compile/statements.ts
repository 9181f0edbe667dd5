// Statements to instructions. ref: simple_stmts, compound_stmts
import { ast as A } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import { TupleConst } from '../objects/code-unit.ts'
import { Label } from './builder.ts'
import { asyncNext } from './comprehensions.ts'
import { type Bound, type Compiler, meet } from './compiler.ts'
import { leave, returnStatement } from './exits.ts'
import { attributePlace } from './attributes.ts'
import { expr, iterable, jumpIf } from './expressions.ts'
import { annotation, classDef, functionDef, typeAlias } from './functions.ts'
import { Intrinsic1 } from './intrinsics.ts'
import { match } from './patterns.ts'
import { directTarget, storeName } from './names.ts'
import { assign, remove } from './targets.ts'
import { tryStar, tryStatement, withStatement } from './try.ts'

const INPLACE = new Map<A.operator, number>([
  [A.Add, Op.INPLACE_ADD],
  [A.Sub, Op.INPLACE_SUBTRACT],
  [A.Mult, Op.INPLACE_MULTIPLY],
  [A.MatMult, Op.INPLACE_MATRIX_MULTIPLY],
  [A.Div, Op.INPLACE_TRUE_DIVIDE],
  [A.Mod, Op.INPLACE_REMAINDER],
  [A.Pow, Op.INPLACE_POWER],
  [A.LShift, Op.INPLACE_LSHIFT],
  [A.RShift, Op.INPLACE_RSHIFT],
  [A.BitOr, Op.INPLACE_OR],
  [A.BitXor, Op.INPLACE_XOR],
  [A.BitAnd, Op.INPLACE_AND],
  [A.FloorDiv, Op.INPLACE_FLOOR_DIVIDE],
])

/** The docstring of a body as it is kept: with common indentation taken off. */
export function docstringOf(stmts: readonly A.stmt[]): string | null {
  const s = stmts[0]
  if (s === undefined || s.tag !== A.Tag.Expr) return null
  const v = (s as A.Expr).value
  return v.tag === A.Tag.Constant && typeof (v as A.Constant).value === 'string'
    ? cleanDoc((v as A.Constant).value as string)
    : null
}

/** Takes the indentation that the lines after the first have in common off a docstring. CPython: Python/compile.c (_PyCompile_CleanDoc) */
function cleanDoc(doc: string): string {
  const lines = doc.split('\n').map((l) => expandTabs(l))
  const hasTabs = doc.includes('\t')
  let margin = Infinity
  for (let i = 1; i < lines.length; i++) {
    const text = lines[i].replace(/^ +/, '')
    if (text !== '') margin = Math.min(margin, lines[i].length - text.length)
  }
  const first = lines[0].replace(/^ +/, '')
  if (margin === Infinity) margin = 0
  if (!hasTabs && first === lines[0] && margin === 0) return doc
  return [first, ...lines.slice(1).map((l) => l.slice(Math.min(margin, l.length - l.replace(/^ +/, '').length)))].join(
    '\n',
  )
}

function expandTabs(line: string): string {
  if (!line.includes('\t')) return line
  let out = ''
  for (const ch of line) out += ch === '\t' ? ' '.repeat(8 - (out.length % 8)) : ch
  return out
}

/** A list of statements, up to where control cannot come. */
export function body(c: Compiler, stmts: readonly A.stmt[]): void {
  for (const s of stmts) {
    if (c.bound === null) return
    statement(c, s)
  }
}

export function statement(c: Compiler, s: A.stmt): void {
  const { b } = c
  const mark = b.top
  const start = b.offset
  c.at(s)
  if (c.settings.hazards !== null && HAZARDOUS.has(s.tag) && c.settings.hazards.has(s)) c.copies = true
  switch (s.tag) {
    case A.Tag.Expr:
      expression(c, s as A.Expr)
      break
    case A.Tag.Assign:
      assignment(c, s as A.Assign)
      // `x = x` does nothing, but trace functions are told of its line.
      if (b.offset === start) c.emit(Op.NOP)
      break
    case A.Tag.AugAssign:
      augmented(c, s as A.AugAssign)
      break
    case A.Tag.AnnAssign:
      annotated(c, s as A.AnnAssign)
      break
    case A.Tag.Return:
      returnStatement(c, s as A.Return)
      break
    case A.Tag.If:
      ifStatement(c, s as A.If)
      break
    case A.Tag.While:
      whileStatement(c, s as A.While)
      break
    case A.Tag.For:
    case A.Tag.AsyncFor:
      forStatement(c, s as A.For)
      break
    case A.Tag.Break:
    case A.Tag.Continue:
      leave(c, s)
      break
    case A.Tag.Pass:
      c.emit(Op.NOP)
      break
    case A.Tag.FunctionDef:
    case A.Tag.AsyncFunctionDef:
      functionDef(c, s as A.FunctionDef)
      break
    case A.Tag.ClassDef:
      classDef(c, s as A.ClassDef)
      break
    case A.Tag.TypeAlias:
      typeAlias(c, s as A.TypeAlias)
      break
    case A.Tag.Import:
      importStatement(c, s as A.Import)
      break
    case A.Tag.ImportFrom:
      importFrom(c, s as A.ImportFrom)
      break
    case A.Tag.Global:
    case A.Tag.Nonlocal:
      break
    case A.Tag.Delete:
      for (const t of (s as A.Delete).targets) remove(c, t)
      break
    case A.Tag.Raise:
      raise(c, s as A.Raise)
      break
    case A.Tag.Assert:
      assertion(c, s as A.Assert)
      break
    case A.Tag.Try:
      tryStatement(c, s as A.Try)
      break
    case A.Tag.TryStar:
      tryStar(c, s as A.TryStar)
      break
    case A.Tag.With:
    case A.Tag.AsyncWith:
      withStatement(c, s as A.With, 0)
      break
    case A.Tag.Match:
      match(c, s as A.Match)
      break
    default:
      throw new Error(`no such statement: ${A.NAMES[(s as A.Node).tag]}`)
  }
  b.top = mark
  c.copies = false
}

/** Statements that compute several values before they use the first. */
const HAZARDOUS: ReadonlySet<number> = new Set([A.Tag.Assign, A.Tag.AugAssign, A.Tag.AnnAssign, A.Tag.Raise])

function expression(c: Compiler, s: A.Expr): void {
  if (c.settings.interactive && c.scope.kind === 'module') {
    const value = expr(c, s.value)
    c.at(s)
    c.emit(Op.INTRINSIC_1, c.b.temp(), value, Intrinsic1.PRINT)
    return
  }
  if (s.value.tag === A.Tag.Constant || c.constant(s.value) !== undefined) {
    c.emit(Op.NOP)
    return
  }
  if (s.value.tag === A.Tag.Name) {
    // The name is looked up for the errors that this can raise.
    expr(c, s.value, c.b.temp())
    return
  }
  withEvent(c, () => expr(c, s.value))
}

/** Runs `compile`; where that comes to no instruction, there is one that does nothing, for the line to be told of. */
function withEvent(c: Compiler, compile: () => void): void {
  const before = c.b.offset
  compile()
  if (c.b.offset === before) c.emit(Op.NOP)
}

function assignment(c: Compiler, s: A.Assign): void {
  const { b } = c
  const [first] = s.targets
  if (s.targets.length === 1) {
    if (first.tag === A.Tag.Name) {
      const direct = directTarget(c, (first as A.Name).id)
      if (direct !== null && straight(s.value)) {
        expr(c, s.value, direct)
        c.at(first)
        storeName(c, (first as A.Name).id, direct)
        return
      }
    } else if (
      (first.tag === A.Tag.Tuple || first.tag === A.Tag.List) &&
      s.value.tag === A.Tag.Tuple &&
      swap(c, first as A.Tuple, s.value as A.Tuple)
    )
      return
  }
  const value = expr(c, s.value)
  let held = value
  if (s.targets.length > 1 && value >= 0 && value < c.firstTemporary) {
    // A local may be rebound by the first of several targets.
    held = b.temp()
    c.emit(Op.COPY, held, value)
  }
  for (const t of s.targets) assign(c, t, held)
}

/** Whether an expression's value goes to its target in its last instruction, so that a failure leaves the target alone. */
function straight(e: A.expr): boolean {
  switch (e.tag) {
    case A.Tag.BinOp:
    case A.Tag.UnaryOp:
    case A.Tag.Call:
    case A.Tag.Attribute:
    case A.Tag.Subscript:
    case A.Tag.Constant:
    case A.Tag.Name:
    case A.Tag.Tuple:
    case A.Tag.List:
    case A.Tag.Lambda:
    case A.Tag.JoinedStr:
    case A.Tag.ListComp:
    case A.Tag.SetComp:
    case A.Tag.DictComp:
    case A.Tag.GeneratorExp:
    case A.Tag.Dict:
    case A.Tag.Yield:
      return (
        !(e.tag === A.Tag.Tuple || e.tag === A.Tag.List) || !(e as A.Tuple).elts.some((x) => x.tag === A.Tag.Starred)
      )
    case A.Tag.Compare:
      return (e as A.Compare).ops.length === 1
    default:
      return false
  }
}

/** `a, b = b, a` without a tuple: what an assignment would overwrite before it is used is copied. */
function swap(c: Compiler, target: A.Tuple, value: A.Tuple): boolean {
  const n = target.elts.length
  if (n !== value.elts.length || n > 4 || n === 0) return false
  if (target.elts.some((x) => x.tag === A.Tag.Starred) || value.elts.some((x) => x.tag === A.Tag.Starred)) return false
  const { b } = c
  const values = value.elts.map((x) => expr(c, x))
  target.elts.forEach((t, i) => {
    for (let k = i + 1; k < n; k++) {
      const register = values[k]
      if (
        register < 0 ||
        register >= c.firstTemporary ||
        (t.tag === A.Tag.Name && directTarget(c, (t as A.Name).id) !== register)
      )
        continue
      values[k] = b.temp()
      c.emit(Op.COPY, values[k], register)
    }
    assign(c, t, values[i])
  })
  return true
}

function augmented(c: Compiler, s: A.AugAssign): void {
  const { b } = c
  const op = INPLACE.get(s.op) as number
  switch (s.target.tag) {
    case A.Tag.Name: {
      const name = (s.target as A.Name).id
      const load = new A.Name(
        name,
        A.Load,
        s.target.lineno,
        s.target.col_offset,
        s.target.end_lineno,
        s.target.end_col_offset,
      )
      const left = expr(c, load)
      const right = expr(c, s.value)
      const direct = directTarget(c, name)
      const out = direct ?? b.temp()
      c.at(s)
      c.emit(op, out, left, right)
      c.at(s.target)
      storeName(c, name, out)
      break
    }
    case A.Tag.Attribute: {
      const t = s.target as A.Attribute
      const object = expr(c, t.value)
      const out = b.temp()
      c.at(attributePlace(t))
      const name = b.name(c.mangle(t.attr))
      c.emit(Op.LOAD_ATTR, out, object, name, b.cache())
      const right = expr(c, s.value)
      c.at(s)
      c.emit(op, out, out, right)
      c.at(attributePlace(t))
      c.emit(Op.STORE_ATTR, object, name, out, b.cache())
      break
    }
    default: {
      const t = s.target as A.Subscript
      const object = expr(c, t.value)
      const key = expr(c, t.slice)
      const out = b.temp()
      c.at(t)
      c.emit(Op.BINARY_SUBSCR, out, object, key)
      const right = expr(c, s.value)
      c.at(s)
      c.emit(op, out, out, right)
      c.at(t)
      c.emit(Op.STORE_SUBSCR, object, key, out)
    }
  }
}

function annotated(c: Compiler, s: A.AnnAssign): void {
  const { b } = c
  if (s.value !== null) {
    const value = expr(c, s.value)
    assign(c, s.target, value)
  }
  const inFunction = c.scope.isFunctionLike()
  switch (s.target.tag) {
    case A.Tag.Name:
      if (s.simple === 1 && !inFunction) {
        const value = annotation(c, s.annotation, null)
        c.at(s)
        const dict = b.temp()
        c.emit(Op.LOAD_NAME, dict, b.name('__annotations__'))
        c.emit(Op.STORE_SUBSCR, dict, b.constant(c.mangle((s.target as A.Name).id)), value)
      }
      break
    case A.Tag.Attribute:
      if (s.value === null) withEvent(c, () => expr(c, (s.target as A.Attribute).value))
      break
    case A.Tag.Subscript:
      if (s.value === null)
        withEvent(c, () => {
          expr(c, (s.target as A.Subscript).value)
          expr(c, (s.target as A.Subscript).slice)
        })
  }
  // An annotation that is not kept is still computed outside of functions.
  if (s.simple !== 1 && !inFunction && !c.settings.scopes.futures.annotations) expr(c, s.annotation, b.temp())
}

function ifStatement(c: Compiler, s: A.If): void {
  const { b } = c
  const end = new Label()
  let after: Bound = null
  // A chain of elif is a loop here: it nests in the tree, not in the source.
  for (let link = s; ;) {
    const rest: readonly A.stmt[] = link.orelse
    const known = c.truth(link.test)
    if (known !== undefined) c.emit(Op.NOP)
    if (known === true) {
      body(c, link.body)
      break
    }
    if (known === undefined) {
      const otherwise = new Label()
      jumpIf(c, link.test, false, otherwise)
      const before = c.snapshot()
      body(c, link.body)
      if (rest.length > 0 && c.bound !== null) c.emitNowhere(Op.JUMP, end)
      after = meet(after, c.bound)
      b.bind(otherwise)
      c.bound = before
    }
    const next = rest.length === 1 ? rest[0] : null
    if (next === null || next.tag !== A.Tag.If) {
      body(c, rest)
      break
    }
    link = next as A.If
    c.at(link)
  }
  b.bind(end)
  c.bound = meet(after, c.bound)
}

/** Names that a loop's body may delete are not surely bound at its head when it comes round again. */
function loopHead(c: Compiler, stmts: readonly A.stmt[]): void {
  if (c.bound === null) return
  for (const name of deletedIn(stmts)) c.bound.delete(c.mangle(name))
}

/** Names unbound somewhere in statements: by del, or at the end of an except clause. */
export function deletedIn(stmts: readonly (A.stmt | A.ExceptHandler)[]): Set<string> {
  const names = new Set<string>()
  const visit = (x: unknown): void => {
    if (Array.isArray(x)) for (const y of x) visit(y)
    else if (x instanceof A.Delete) for (const t of x.targets) visitTarget(t)
    else if (
      x instanceof A.FunctionDef ||
      x instanceof A.AsyncFunctionDef ||
      x instanceof A.ClassDef ||
      x instanceof A.Expr ||
      x instanceof A.Assign
    )
      return
    else if (x instanceof A.Node) {
      if (x instanceof A.ExceptHandler && x.name !== null) names.add(x.name)
      for (const f of A.FIELDS[x.tag])
        if (f.type === 'stmt' || f.type === 'excepthandler' || f.type === 'match_case')
          visit((x as unknown as Record<string, unknown>)[f.name])
    }
  }
  const visitTarget = (t: A.expr): void => {
    if (t instanceof A.Name) names.add(t.id)
    else if (t instanceof A.Tuple || t instanceof A.List) for (const x of t.elts) visitTarget(x)
  }
  visit(stmts as unknown as unknown[])
  return names
}

function whileStatement(c: Compiler, s: A.While): void {
  const { b } = c
  const head = new Label()
  const exit = new Label()
  const otherwise = new Label()
  const breaks: Bound[] = []
  loopHead(c, s.body)
  const known = c.truth(s.test)
  if (known === false) {
    c.emit(Op.NOP)
    body(c, s.orelse)
    return
  }
  // The test stands before the loop and again at its end, so that a round costs one jump.
  const forever = known === true
  if (forever) c.emit(Op.NOP)
  else jumpIf(c, s.test, false, otherwise)
  const atHead = c.snapshot()
  const again = new Label()
  b.bind(head)
  c.blocks.push({ kind: 'loop', head: again, exit, breaks, isFor: false })
  body(c, s.body)
  c.blocks.pop()
  b.bind(again)
  c.at(s)
  const back = new Label()
  if (forever) c.emit(Op.JUMP_BACKWARD, head)
  else {
    const stop = c.snapshot()
    c.bound = atHead === null ? null : new Set(atHead)
    jumpIf(c, s.test, false, back)
    c.at(s)
    c.emit(Op.JUMP_BACKWARD, head)
    b.bind(back)
    c.bound = stop
  }
  b.bind(otherwise)
  c.bound = forever ? null : atHead
  body(c, s.orelse)
  b.bind(exit)
  for (const x of breaks) c.bound = meet(c.bound, x)
}

function forStatement(c: Compiler, s: A.For | A.AsyncFor): void {
  const { b } = c
  const isAsync = s.tag === A.Tag.AsyncFor
  const head = new Label()
  const exit = new Label()
  const end = new Label()
  const breaks: Bound[] = []
  const iter = b.temp()
  const mark = b.top
  const source = isAsync ? expr(c, s.iter) : iterable(c, s.iter)
  c.at(s.iter)
  c.emit(isAsync ? Op.GET_AITER : Op.GET_ITER, iter, source)
  b.top = mark
  loopHead(c, s.body)
  const before = c.snapshot()
  b.bind(head)
  c.at(s.iter)
  let finish: (() => void) | null = null
  const direct = !isAsync && s.target.tag === A.Tag.Name ? directTarget(c, (s.target as A.Name).id) : null
  if (direct !== null) {
    c.emit(Op.FOR_ITER, direct, iter, end)
    c.at(s.target)
    storeName(c, (s.target as A.Name).id, direct)
  } else {
    const item = b.temp()
    if (isAsync) {
      c.at(s)
      finish = asyncNext(c, iter, item, end)
    } else c.emit(Op.FOR_ITER, item, iter, end)
    assign(c, s.target, item)
  }
  c.blocks.push({ kind: 'loop', head, exit, breaks, isFor: true })
  body(c, s.body)
  c.blocks.pop()
  c.at(s)
  if (c.bound !== null) c.emitNowhere(Op.JUMP_BACKWARD, head)
  finish?.()
  b.bind(end)
  c.bound = before
  body(c, s.orelse)
  b.bind(exit)
  for (const x of breaks) c.bound = meet(c.bound, x)
}

function importStatement(c: Compiler, s: A.Import): void {
  const { b } = c
  for (const a of s.names) {
    const mark = b.top
    const module = b.temp()
    c.at(s)
    c.emit(Op.IMPORT_NAME, module, b.name(a.name), b.constant(null), b.constant(0))
    const dot = a.name.indexOf('.')
    if (a.asname !== null) {
      if (dot >= 0) {
        for (const part of a.name.slice(dot + 1).split('.')) c.emit(Op.IMPORT_FROM, module, module, b.name(part))
      }
      storeName(c, a.asname, module)
    } else storeName(c, dot < 0 ? a.name : a.name.slice(0, dot), module)
    b.top = mark
  }
}

function importFrom(c: Compiler, s: A.ImportFrom): void {
  const { b } = c
  const module = b.temp()
  c.emit(
    Op.IMPORT_NAME,
    module,
    b.name(s.module ?? ''),
    b.constant(new TupleConst(s.names.map((n) => n.name))),
    b.constant(s.level ?? 0),
  )
  if (s.names[0].name === '*') {
    c.emit(Op.IMPORT_STAR, module)
    return
  }
  for (const a of s.names) {
    const value = b.temp()
    c.at(s)
    c.emit(Op.IMPORT_FROM, value, module, b.name(a.name))
    storeName(c, a.asname ?? a.name, value)
  }
}

function raise(c: Compiler, s: A.Raise): void {
  const exc = s.exc === null ? -1 : expr(c, s.exc)
  const cause = s.cause === null ? -1 : expr(c, s.cause)
  c.at(s)
  c.emit(Op.RAISE_VARARGS, exc, cause)
  c.bound = null
}

function assertion(c: Compiler, s: A.Assert): void {
  if (c.settings.optimize > 0) return
  if (c.truth(s.test) === true) {
    c.emit(Op.NOP)
    return
  }
  const { b } = c
  const end = new Label()
  jumpIf(c, s.test, true, end)
  // What the message binds is not bound where it is passed over.
  const after = c.snapshot()
  const base = b.temps(2)
  c.at(s)
  c.emit(Op.LOAD_ASSERTION_ERROR, base)
  if (s.msg !== null) {
    expr(c, s.msg, base + 1)
    c.at(s)
    c.emit(Op.CALL, base, base, 1)
  }
  c.at(s.test)
  c.emit(Op.RAISE_VARARGS, base, -1)
  b.bind(end)
  c.bound = after
}
