/** Which loops fill lists for comprehensions, and what becomes of a list that is complete. */
import { complete, newFloats } from '@typhon/objspace'
import { type ast, parse } from '@typhon/parser'
import { expect, it } from 'vitest'
import { compileTree } from '../compile/compile.ts'
import * as Op from '../generated/opcodes.ts'
import { comprehendedLists } from './comprehensions.ts'

/** By number among the loops of a module: whether it is the outermost of a list comprehension. */
function found(source: string): boolean[] {
  const unit = compileTree(parse(source, { mode: 'exec' }) as ast.Module, { filename: 'f' })
  const lists = comprehendedLists(unit.code)
  const heads: number[] = []
  for (let pc = 0; pc < unit.code.length; pc += Op.OPLEN[unit.code[pc]])
    if (unit.code[pc] === Op.FOR_ITER) heads.push(pc)
  for (const [head, list] of lists) {
    expect(heads).toContain(head)
    expect(unit.code.join(' ')).toContain(` ${Op.LIST_APPEND} ${list} `)
  }
  return heads.map((head) => lists.has(head))
}

it('knows the outermost loop of a list comprehension', () => {
  expect(found('[x for x in y]')).toEqual([true])
  expect(found('[x for y in z for x in y if x]')).toEqual([true, false])
  expect(found('for z in a:\n    [x for y in z for x in y]')).toEqual([false, true, false])
  expect(found('[[x for x in y] for y in z]')).toEqual([true, true])
  expect(found('[(lambda: x) for x in y]')).toEqual([true])
})

it('takes no other loop for one', () => {
  expect(found('{x for x in y}')).toEqual([false])
  expect(found('{x: x for x in y}')).toEqual([false])
  expect(found('a = []\nfor x in y:\n    a.append(x)')).toEqual([false])
  expect(found('for x in y:\n    f(*x, 1)')).toEqual([false])
})

it('takes the room to grow from a long list of floats alone', () => {
  const made = (length: number): number[] => {
    const floats: number[] = []
    for (let i = 0; i < length; i++) floats.push(i + 0.5)
    return floats
  }
  const [short, long] = [made(1000), made(2 ** 19)]
  const lists = [newFloats(short), newFloats(long)]
  lists.forEach(complete)
  expect(lists[0].floats).toBe(short)
  expect(lists[1].floats).not.toBe(long)
  expect(lists[1].floats).toEqual(long)
})
