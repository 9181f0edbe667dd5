import { expect, it } from 'vitest'
import { isError } from '../../errors/exception.ts'
import '../all.ts'
import type { Value } from '../../space/value.ts'
import { W_Tuple } from '../tuple-value.ts'
import { percentStr } from './percent.ts'

function failure(format: string, ...args: Value[]): unknown {
  try {
    return percentStr(format, new W_Tuple(args))
  } catch (e) {
    return ['TypeError', 'ValueError', 'MemoryError'].find((name) => isError(e, name as 'TypeError'))
  }
}

it('tells of a text that is too long when there is nothing else to tell', () => {
  expect(failure('%*r', 2 ** 31, 1)).toBe('MemoryError')
  expect(failure('%*r%r', -(2 ** 31), 1)).toBe('TypeError')
  expect(failure('%0*r', 2 ** 31, 1, 2)).toBe('TypeError')
  expect(failure('%*r%q', 2 ** 31, 1, 2)).toBe('ValueError')
  expect(failure('%*r%q', 2 ** 50, 1, 2)).toBe('MemoryError')
})
