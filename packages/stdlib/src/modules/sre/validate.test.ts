import { describe, expect, it } from 'vitest'
import { Op } from './opcodes.ts'
import { isValid } from './validate.ts'

const check = (...words: number[]): boolean => isValid(Uint32Array.from(words), 1)

describe('code arrays', () => {
  it('end in SUCCESS', () => {
    expect(check()).toBe(false)
    expect(check(Op.ANY)).toBe(false)
    expect(check(Op.SUCCESS)).toBe(true)
    expect(check(Op.ANY, Op.SUCCESS)).toBe(true)
  })

  it('hold known instructions with all their operands', () => {
    expect(check(43, Op.SUCCESS)).toBe(false)
    expect(check(Op.LITERAL, Op.SUCCESS)).toBe(false)
    expect(check(Op.LITERAL, 97, Op.SUCCESS)).toBe(true)
    expect(check(Op.AT, 12, Op.SUCCESS)).toBe(false)
    expect(check(Op.CATEGORY, 18, Op.SUCCESS)).toBe(false)
  })

  it('name groups that exist', () => {
    expect(check(Op.MARK, 1, Op.SUCCESS)).toBe(true)
    expect(check(Op.MARK, 2, Op.SUCCESS)).toBe(false)
    expect(check(Op.GROUPREF, 1, Op.SUCCESS)).toBe(false)
  })

  it('nest within their bounds', () => {
    expect(check(Op.IN, 4, Op.LITERAL, 97, Op.FAILURE, Op.SUCCESS)).toBe(true)
    expect(check(Op.IN, 5, Op.LITERAL, 97, Op.FAILURE, Op.SUCCESS)).toBe(false)
    expect(check(Op.IN, 0xffffffff, Op.LITERAL, 97, Op.FAILURE, Op.SUCCESS)).toBe(false)
    expect(check(Op.REPEAT_ONE, 5, 0, 1, Op.ANY, Op.SUCCESS, Op.SUCCESS)).toBe(true)
    expect(check(Op.REPEAT_ONE, 5, 2, 1, Op.ANY, Op.SUCCESS, Op.SUCCESS)).toBe(false)
    expect(check(Op.REPEAT, 4, 0, 1, Op.ANY, Op.SUCCESS)).toBe(false)
    expect(check(Op.BRANCH, 4, Op.ANY, Op.JUMP, 2, 0, Op.SUCCESS)).toBe(true)
    expect(check(Op.BRANCH, 4, Op.ANY, Op.JUMP, 3, 0, Op.SUCCESS)).toBe(false)
    expect(check(Op.JUMP, 1, Op.SUCCESS)).toBe(false)
  })
})
