import { isError, ownAttr, strText, type W_List } from '@typhon/objspace'
import { expect, it } from 'vitest'
import { exceptionOf } from './unwind.ts'
import '../index.ts'

it('a fault of Typhon is a SystemError that says so', () => {
  const e = exceptionOf(new TypeError('x is undefined'))
  expect(isError(e, 'SystemError')).toBe(true)
  expect(strText(e)).toBe('internal error: x is undefined')
  expect((ownAttr(e, '__notes__') as W_List).items.map(strText).join()).toContain('fault of Typhon')
})

it('too deep a stack of JavaScript is a RecursionError, too little memory a MemoryError', () => {
  expect(isError(exceptionOf(new RangeError('Maximum call stack size exceeded')), 'RecursionError')).toBe(true)
  expect(isError(exceptionOf(new RangeError('Invalid string length')), 'MemoryError')).toBe(true)
})
