// Displays of tuples, lists, sets and dicts, and f-strings: many values that become one. ref: expressions#displays-for-lists-sets-and-dictionaries
import { ast as A } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import { type Const, FrozenSetConst, TupleConst } from '../objects/code-unit.ts'
import type { Place } from './builder.ts'
import type { Compiler } from './compiler.ts'
import { expr, moved, result } from './expressions.ts'

/** How many items of a display are put in registers before they become one: a frame should stay small. */
const MAX_RUN = 24
const MAX_PAIRS = 16

/** Values in registers in a row; gives the first. */
export function run(c: Compiler, items: readonly A.expr[]): number {
  const base = c.b.top
  for (const x of items) push(c, x)
  return base
}

/** A value in the next register. */
export function push(c: Compiler, e: A.expr): void {
  const { b } = c
  const register = b.temp()
  expr(c, e, register)
  b.top = register + 1
}

/** The constants that expressions are, null where one is none. */
export function constants(c: Compiler, elts: readonly A.expr[]): Const[] | null {
  const items: Const[] = []
  for (const x of elts) {
    const value = c.constant(x)
    if (value === undefined) return null
    items.push(value)
  }
  return items
}

/** A tuple, list or set display. */
export function display(c: Compiler, e: A.Tuple | A.List | A.Set, target: number | null): number {
  const { b } = c
  const mark = b.top
  const isTuple = e.tag === A.Tag.Tuple
  const isPlain = !e.elts.some((x) => x.tag === A.Tag.Starred)
  // A set of three and more constants takes over a constant frozenset, which decides on the order of its items.
  const items =
    !isTuple && isPlain && (e.elts.length > MAX_RUN || (e.tag === A.Tag.Set && e.elts.length > 2))
      ? constants(c, e.elts)
      : null
  if (isPlain && e.elts.length <= MAX_RUN && items === null) {
    const base = run(c, e.elts)
    c.at(e)
    const out = result(c, mark, target)
    c.emit(isTuple ? Op.BUILD_TUPLE : e.tag === A.Tag.List ? Op.BUILD_LIST : Op.BUILD_SET, out, base, e.elts.length)
    return out
  }
  const acc = b.temp()
  if (items !== null) {
    c.at(e)
    c.emit(e.tag === A.Tag.Set ? Op.BUILD_SET : Op.BUILD_LIST, acc, acc, 0)
    c.emit(
      e.tag === A.Tag.Set ? Op.SET_UPDATE : Op.LIST_EXTEND,
      acc,
      b.constant(e.tag === A.Tag.Set ? new FrozenSetConst(items) : new TupleConst(items)),
    )
  } else gather(c, e.elts, acc, e, e.tag === A.Tag.Set)
  c.at(e)
  const out = result(c, mark, target)
  if (isTuple) c.emit(Op.LIST_TO_TUPLE, out, acc)
  else moved(c, acc, out)
  return out
}

/** Items, starred ones among them, into a new list (or set) in register `acc`. */
export function gather(c: Compiler, elts: readonly A.expr[], acc: number, place: Place, set = false): void {
  const { b } = c
  let i = 0
  while (i < elts.length && i < MAX_RUN && elts[i].tag !== A.Tag.Starred) i++
  const mark = b.top
  const base = run(c, elts.slice(0, i))
  c.at(place)
  c.emit(set ? Op.BUILD_SET : Op.BUILD_LIST, acc, base, i)
  b.top = mark
  for (; i < elts.length; i++) {
    const x = elts[i]
    const value = expr(c, x.tag === A.Tag.Starred ? (x as A.Starred).value : x)
    c.at(place)
    if (x.tag === A.Tag.Starred) c.emit(set ? Op.SET_UPDATE : Op.LIST_EXTEND, acc, value)
    else c.emit(set ? Op.SET_ADD : Op.LIST_APPEND, acc, value)
    b.top = mark
  }
}

/** A dict display. */
export function dict(c: Compiler, e: A.Dict, target: number | null): number {
  const { b } = c
  const mark = b.top
  const n = e.values.length
  // The first items are put in registers, what follows them goes into the dict one by one.
  let i = 0
  while (i < n && i < MAX_PAIRS && e.keys[i] !== null) {
    push(c, e.keys[i] as A.expr)
    push(c, e.values[i++])
  }
  c.at(e)
  if (i === n) {
    const out = result(c, mark, target)
    c.emit(Op.BUILD_MAP, out, mark, n)
    return out
  }
  const out = result(c, mark, null)
  c.emit(Op.BUILD_MAP, out, mark, i)
  for (; i < n; i++) {
    const key = e.keys[i] === null ? -1 : expr(c, e.keys[i] as A.expr)
    const value = expr(c, e.values[i])
    c.at(e)
    if (key === -1) c.emit(Op.DICT_UPDATE, out, value)
    else c.emit(Op.MAP_ADD, out, key, value)
    b.top = out + 1
  }
  return moved(c, out, target)
}

/** An f-string. */
export function joined(c: Compiler, e: A.JoinedStr, target: number | null): number {
  const { b } = c
  if (e.values.every((x) => x.tag === A.Tag.Constant)) {
    c.at(e)
    return moved(c, b.constant(e.values.map((x) => (x as A.Constant).value).join('')), target)
  }
  if (e.values.length === 1) return expr(c, e.values[0], target)
  const mark = b.top
  // Long ones are joined in parts.
  let done = Math.min(e.values.length, MAX_RUN)
  const base = run(c, e.values.slice(0, done))
  let count = done
  while (done < e.values.length) {
    c.at(e)
    c.emit(Op.BUILD_STRING, base, base, count)
    const more = Math.min(e.values.length - done, MAX_RUN - 1)
    b.top = base + 1
    run(c, e.values.slice(done, done + more))
    done += more
    count = more + 1
  }
  c.at(e)
  const out = result(c, mark, target)
  c.emit(Op.BUILD_STRING, out, base, count)
  return out
}

/** What an f-string has in braces. */
export function formatted(c: Compiler, e: A.FormattedValue, target: number | null): number {
  const mark = c.b.top
  const value = expr(c, e.value)
  const spec = e.format_spec === null ? -1 : expr(c, e.format_spec)
  c.at(e)
  const out = result(c, mark, target)
  c.emit(Op.FORMAT_VALUE, out, value, e.conversion, spec)
  return out
}
