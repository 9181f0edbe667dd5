// Expressions to instructions. ref: expressions
//
// `expr(c, e, target)` gives the register that holds the value: `target` where one is given, else a constant's register, a
// local's own, or a new temporary. Callers take a mark of the temporaries and release it when they are done.
import { ast as A } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import { FrozenSetConst, TupleConst } from '../objects/code-unit.ts'
import { type Place, Label } from './builder.ts'
import { attribute, slice, subscript } from './attributes.ts'
import { call } from './calls.ts'
import { comprehension } from './comprehensions.ts'
import { type Compiler, meet } from './compiler.ts'
import { constants, dict, display, formatted, joined } from './displays.ts'
import { lambda } from './functions.ts'
import { endsMerged } from './merges.ts'
import { loadName, storeName } from './names.ts'
import { asJoinedStr } from './percent.ts'

const BINARY = new Map<A.operator, number>([
  [A.Add, Op.BINARY_ADD],
  [A.Sub, Op.BINARY_SUBTRACT],
  [A.Mult, Op.BINARY_MULTIPLY],
  [A.MatMult, Op.BINARY_MATRIX_MULTIPLY],
  [A.Div, Op.BINARY_TRUE_DIVIDE],
  [A.Mod, Op.BINARY_REMAINDER],
  [A.Pow, Op.BINARY_POWER],
  [A.LShift, Op.BINARY_LSHIFT],
  [A.RShift, Op.BINARY_RSHIFT],
  [A.BitOr, Op.BINARY_OR],
  [A.BitXor, Op.BINARY_XOR],
  [A.BitAnd, Op.BINARY_AND],
  [A.FloorDiv, Op.BINARY_FLOOR_DIVIDE],
])

const COMPARE = new Map<A.cmpop, number>([
  [A.Lt, Op.COMPARE_LT],
  [A.LtE, Op.COMPARE_LE],
  [A.Eq, Op.COMPARE_EQ],
  [A.NotEq, Op.COMPARE_NE],
  [A.Gt, Op.COMPARE_GT],
  [A.GtE, Op.COMPARE_GE],
  [A.Is, Op.IS_OP],
  [A.IsNot, Op.IS_NOT],
  [A.In, Op.CONTAINS_OP],
  [A.NotIn, Op.NOT_CONTAINS],
])

const INVERSE = new Map<A.cmpop, number>([
  [A.Is, Op.IS_NOT],
  [A.IsNot, Op.IS_OP],
  [A.In, Op.NOT_CONTAINS],
  [A.NotIn, Op.CONTAINS_OP],
])

/** Comparison → [jump when it holds, jump when it does not]. */
const JUMPS = new Map<A.cmpop, readonly [number, number]>([
  [A.Lt, [Op.JUMP_IF_LT, Op.JUMP_UNLESS_LT]],
  [A.LtE, [Op.JUMP_IF_LE, Op.JUMP_UNLESS_LE]],
  [A.Eq, [Op.JUMP_IF_EQ, Op.JUMP_UNLESS_EQ]],
  [A.NotEq, [Op.JUMP_IF_NE, Op.JUMP_UNLESS_NE]],
  [A.Gt, [Op.JUMP_IF_GT, Op.JUMP_UNLESS_GT]],
  [A.GtE, [Op.JUMP_IF_GE, Op.JUMP_UNLESS_GE]],
  [A.Is, [Op.JUMP_IF_IS, Op.JUMP_UNLESS_IS]],
  [A.IsNot, [Op.JUMP_UNLESS_IS, Op.JUMP_IF_IS]],
  [A.In, [Op.JUMP_IF_CONTAINS, Op.JUMP_UNLESS_CONTAINS]],
  [A.NotIn, [Op.JUMP_UNLESS_CONTAINS, Op.JUMP_IF_CONTAINS]],
])

/**
 * The register of a result: the target, or the first temporary above `mark`. Operands above the mark are given back first:
 * an instruction reads all it needs before it writes.
 */
export function result(c: Compiler, mark: number, target: number | null): number {
  c.b.top = mark
  return target ?? c.b.temp()
}

/** Where a value that is written in several places goes: not into a variable, which later parts of the expression may read. */
function gathering(c: Compiler, target: number | null): number {
  return target !== null && target >= c.firstTemporary ? target : c.b.temp()
}

/** The value of `register` in the target, where there is one. */
export function moved(c: Compiler, register: number, target: number | null): number {
  if (target === null || target === register) return register
  c.emit(Op.COPY, target, register)
  return target
}

/** Computes `e`; see above. */
export function expr(c: Compiler, e: A.expr, target: number | null = null): number {
  const { b } = c
  const constant = c.constant(e)
  if (constant !== undefined) {
    c.at(e)
    return moved(c, b.constant(constant), target)
  }
  if (!c.copies && c.settings.hazards !== null && c.settings.hazards.has(e)) {
    c.copies = true
    const r = expr(c, e, target)
    c.copies = false
    return r
  }
  switch (e.tag) {
    case A.Tag.Name:
      c.at(e)
      return loadName(c, (e as A.Name).id, target)
    case A.Tag.BinOp:
      return binary(c, e as A.BinOp, target)
    case A.Tag.UnaryOp:
      return unary(c, e as A.UnaryOp, target)
    case A.Tag.BoolOp:
      return boolean(c, e as A.BoolOp, target)
    case A.Tag.Compare:
      return compare(c, e as A.Compare, target)
    case A.Tag.Call:
      return call(c, e as A.Call, target)
    case A.Tag.Attribute:
      return attribute(c, e as A.Attribute, target)
    case A.Tag.Subscript:
      return subscript(c, e as A.Subscript, target)
    case A.Tag.IfExp:
      return conditional(c, e as A.IfExp, target)
    case A.Tag.Lambda:
      return lambda(c, e as A.Lambda, target)
    case A.Tag.Tuple:
    case A.Tag.List:
    case A.Tag.Set:
      return display(c, e as A.Tuple, target)
    case A.Tag.Dict:
      return dict(c, e as A.Dict, target)
    case A.Tag.ListComp:
    case A.Tag.SetComp:
    case A.Tag.DictComp:
    case A.Tag.GeneratorExp:
      return comprehension(c, e as A.ListComp, target)
    case A.Tag.JoinedStr:
      return joined(c, e as A.JoinedStr, target)
    case A.Tag.FormattedValue:
      return formatted(c, e as A.FormattedValue, target)
    case A.Tag.NamedExpr: {
      const n = e as A.NamedExpr
      const out = target ?? b.temp()
      expr(c, n.value, out)
      c.at(e)
      storeName(c, (n.target as A.Name).id, out)
      return out
    }
    case A.Tag.Slice:
      return slice(c, e as A.Slice, target)
    case A.Tag.Starred:
      throw new Error('a starred expression outside of a display')
    case A.Tag.Yield: {
      const y = e as A.Yield
      const mark = b.top
      let value = y.value === null ? b.constant(null) : expr(c, y.value)
      c.at(e)
      if (c.scope.isCoroutine) {
        const wrapped = b.temp()
        c.emit(Op.ASYNC_GEN_WRAP, wrapped, value)
        value = wrapped
      }
      const out = result(c, mark, target)
      c.emit(Op.YIELD_VALUE, out, value)
      return out
    }
    case A.Tag.YieldFrom: {
      const out = target ?? b.temp()
      const mark = b.top
      const iter = b.temp()
      const value = expr(c, (e as A.YieldFrom).value)
      c.at(e)
      c.emit(Op.GET_YIELD_FROM_ITER, iter, value)
      sendLoop(c, iter, out)
      b.top = mark
      return out
    }
    case A.Tag.Await: {
      const out = target ?? b.temp()
      const mark = b.top
      const value = expr(c, (e as A.Await).value)
      c.at(e)
      awaitValue(c, value, 0, out)
      b.top = mark
      return out
    }
    default:
      throw new Error(`no such expression: ${A.NAMES[e.tag]}`)
  }
}

/** Waits for an awaitable; `where` is 0 for await, 1 and 2 for __aenter__ and __aexit__. */
export function awaitValue(c: Compiler, value: number, where: number, out: number): void {
  const iter = c.b.temp()
  c.emit(Op.GET_AWAITABLE, iter, value, where)
  sendLoop(c, iter, out)
}

/** Runs an iterator to its end, yielding what it yields; `out` gets its return value. PEP 380 */
export function sendLoop(c: Compiler, iter: number, out: number): void {
  const { b } = c
  const head = new Label()
  const end = new Label()
  c.emit(Op.COPY, out, b.constant(null))
  b.bind(head)
  c.emit(Op.SEND, out, iter, out, end)
  c.emit(Op.YIELD_VALUE, out, out)
  c.emit(Op.JUMP, head)
  b.bind(end)
}

/** Operators that hang together to the left, `a + b + c`, are a loop: such chains may be long. */
function binary(c: Compiler, e: A.BinOp, target: number | null): number {
  const { b } = c
  const text = asFormat(c, e)
  if (text !== null) return joined(c, text, target)
  const chain = [e]
  let first = e.left
  while (first.tag === A.Tag.BinOp && c.constant(first) === undefined && asFormat(c, first as A.BinOp) === null) {
    chain.push(first as A.BinOp)
    first = (first as A.BinOp).left
  }
  const mark = b.top
  let left = expr(c, first)
  for (let i = chain.length - 1; i >= 0; i--) {
    const link = chain[i]
    const right = expr(c, link.right)
    c.at(link)
    const out = result(c, mark, i === 0 ? target : null)
    c.emit(BINARY.get(link.op) as number, out, left, right)
    left = out
  }
  return left
}

function asFormat(c: Compiler, e: A.BinOp): A.JoinedStr | null {
  if (e.op !== A.Mod || e.right.tag !== A.Tag.Tuple || c.constant(e.right) !== undefined) return null
  const text = c.constant(e.left)
  return typeof text === 'string' ? asJoinedStr(e, text) : null
}

function unary(c: Compiler, e: A.UnaryOp, target: number | null): number {
  const mark = c.b.top
  if (e.op === A.Not && e.operand.tag === A.Tag.Compare) {
    // `not a is b` is `a is not b`, `not a in b` is `a not in b`: their results are bools.
    const { left, ops, comparators } = e.operand as A.Compare
    const inverse = ops.length === 1 ? INVERSE.get(ops[0]) : undefined
    if (inverse !== undefined) {
      const l = expr(c, left)
      const r = comparator(c, ops[0], comparators[0])
      c.at(e.operand)
      const out = result(c, mark, target)
      c.emit(inverse, out, l, r)
      return out
    }
  }
  // A comparison whose result is only tested is shown as part of the test.
  const value =
    e.op === A.Not && e.operand.tag === A.Tag.Compare && (e.operand as A.Compare).ops.length === 1
      ? compare(c, e.operand as A.Compare, null, e)
      : expr(c, e.operand)
  c.at(e)
  const out = result(c, mark, target)
  c.emit(
    e.op === A.Not
      ? Op.UNARY_NOT
      : e.op === A.USub
        ? Op.UNARY_NEGATIVE
        : e.op === A.UAdd
          ? Op.UNARY_POSITIVE
          : Op.UNARY_INVERT,
    out,
    value,
  )
  return out
}

/** The operands of `and` and `or` without constants that do not decide, and without what is behind one that does. */
export function deciding(c: Compiler, e: A.BoolOp): A.expr[] {
  const values: A.expr[] = []
  for (const v of e.values) {
    const known = v === e.values.at(-1) ? undefined : c.truth(v)
    if (known === undefined) values.push(v)
    else if (known === (e.op === A.Or)) return [...values, v]
  }
  return values
}

function boolean(c: Compiler, e: A.BoolOp, target: number | null): number {
  const { b } = c
  const out = gathering(c, target)
  const end = new Label()
  const jump = e.op === A.And ? Op.JUMP_IF_FALSE : Op.JUMP_IF_TRUE
  let after = c.snapshot()
  const values = deciding(c, e)
  values.forEach((v, i) => {
    const mark = b.top
    expr(c, v, out)
    if (i === 0) after = c.snapshot()
    if (i < values.length - 1) {
      c.at(e)
      c.emit(jump, out, end)
    }
    b.top = mark
  })
  b.bind(end)
  c.bound = after
  return moved(c, out, target)
}

/** `place` is where the last comparison is shown. */
function compare(c: Compiler, e: A.Compare, target: number | null, place: Place = e): number {
  const { b } = c
  const last = e.ops.length - 1
  if (last === 0) {
    const mark = b.top
    const left = expr(c, e.left)
    const right = comparator(c, e.ops[0], e.comparators[0])
    c.at(place)
    const out = result(c, mark, target)
    c.emit(COMPARE.get(e.ops[0]) as number, out, left, right)
    return out
  }
  const out = gathering(c, target)
  const mark = b.top
  let left = expr(c, e.left)
  const end = new Label()
  // What the later operands bind is not sure: they may be passed over.
  let after = c.snapshot()
  e.ops.forEach((op, i) => {
    const right = i === last ? comparator(c, op, e.comparators[i]) : expr(c, e.comparators[i])
    c.at(i === last ? place : e)
    c.emit(COMPARE.get(op) as number, out, left, right)
    if (i === 0) after = c.snapshot()
    if (i < last) c.emit(Op.JUMP_IF_FALSE, out, end)
    left = right
  })
  b.bind(end)
  c.bound = after
  b.top = mark
  return moved(c, out, target)
}

/** The right operand of a comparison: a display of constants after `in` is a constant itself. */
function comparator(c: Compiler, op: A.cmpop, e: A.expr): number {
  return op === A.In || op === A.NotIn ? iterable(c, e) : expr(c, e)
}

/** A value that is only looked through: a list or set display of constants may be a constant tuple or frozenset. */
export function iterable(c: Compiler, e: A.expr): number {
  if (e.tag === A.Tag.List || e.tag === A.Tag.Set) {
    const items = constants(c, (e as A.List).elts)
    if (items !== null) {
      c.at(e)
      return c.b.constant(e.tag === A.Tag.List ? new TupleConst(items) : new FrozenSetConst(items))
    }
    // A list that nobody sees is a tuple. CPython: Python/ast_opt.c (fold_iter)
    const { elts } = e as A.List
    if (e.tag === A.Tag.List && c.settings.hazards?.has(e) !== true && elts.every((x) => x.tag !== A.Tag.Starred))
      return expr(c, new A.Tuple(elts, A.Load, e.lineno, e.col_offset, e.end_lineno, e.end_col_offset))
  }
  return expr(c, e)
}

/** Jumps to `label` when the truth of `e` is `when`, and goes on otherwise. */
export function jumpIf(c: Compiler, e: A.expr, when: boolean, label: Label): void {
  const { b } = c
  const known = c.truth(e)
  if (known !== undefined) {
    if (known === when) c.emit(Op.JUMP, label)
    return
  }
  const mark = b.top
  if (c.settings.hazards !== null && c.settings.hazards.has(e)) {
    const value = expr(c, e)
    c.at(e)
    c.emit(when ? Op.JUMP_IF_TRUE : Op.JUMP_IF_FALSE, value, label)
    b.top = mark
    return
  }
  switch (e.tag) {
    case A.Tag.UnaryOp:
      if ((e as A.UnaryOp).op === A.Not) {
        jumpIf(c, (e as A.UnaryOp).operand, !when, label)
        return
      }
      break
    case A.Tag.BoolOp: {
      const { op, values } = e as A.BoolOp
      const last = values.length - 1
      if ((op === A.Or) === when) {
        // Any value that decides jumps.
        let after = c.snapshot()
        values.forEach((v, i) => {
          jumpIf(c, v, when, label)
          if (i === 0) after = c.snapshot()
        })
        c.bound = after
      } else {
        const skip = new Label()
        let after = c.snapshot()
        values.forEach((v, i) => {
          jumpIf(c, v, i === last ? when : !when, i === last ? label : skip)
          if (i === 0) after = c.snapshot()
        })
        b.bind(skip)
        c.bound = after
      }
      return
    }
    case A.Tag.Compare: {
      const { left, ops, comparators } = e as A.Compare
      const last = ops.length - 1
      const skip = new Label()
      let l = expr(c, left)
      let after = c.snapshot()
      ops.forEach((op, i) => {
        const r = i === last ? comparator(c, op, comparators[i]) : expr(c, comparators[i])
        c.at(e)
        const [holds, fails] = JUMPS.get(op) as readonly [number, number]
        if (i < last) c.emit(fails, l, r, when ? skip : label)
        else c.emit(when ? holds : fails, l, r, label)
        if (i === 0) after = c.snapshot()
        l = r
      })
      b.bind(skip)
      c.bound = after
      b.top = mark
      return
    }
  }
  const value = expr(c, e)
  c.at(e)
  c.emit(when ? Op.JUMP_IF_TRUE : Op.JUMP_IF_FALSE, value, label)
  b.top = mark
}

function conditional(c: Compiler, e: A.IfExp, target: number | null): number {
  const { b } = c
  const known = c.truth(e.test)
  if (known !== undefined) return expr(c, known ? e.body : e.orelse, target)
  const out = gathering(c, target)
  const mark = b.top
  const otherwise = new Label()
  const end = new Label()
  jumpIf(c, e.test, false, otherwise)
  const before = c.snapshot()
  expr(c, e.body, out)
  const first = c.snapshot()
  if (endsMerged(c, e.body)) b.mergingJump(end, out)
  else c.emit(Op.JUMP, end)
  b.bind(otherwise)
  c.bound = before
  expr(c, e.orelse, out)
  c.bound = meet(first, c.bound)
  b.bind(end)
  b.top = mark
  return moved(c, out, target)
}
