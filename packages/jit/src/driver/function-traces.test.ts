/** Traces of functions from their start, with a language whose only code is a function: of one argument, in one step. */
import { describe, expect, it } from 'vitest'
import { ClassDescr } from '../ir/descr.ts'
import { js } from '../ir/template.ts'
import { Snapshot, type Value } from '../ir/values.ts'
import type { Recorder } from '../record/recorder.ts'
import { Driver } from './driver.ts'

const INT = new ClassDescr('int', { test: js`typeof $0 === 'number'`, raw: 'int_to_ref' })

const CODE = {}

/** What the interpreter goes on with, or a result. */
type State = { argument: any } | { result: any }

/** A function: gives its result, or undefined where its recording is to be left. */
function callable(body: (recorder: Recorder, argument: Value) => Value | undefined, params = '') {
  const driver = new Driver<State>({
    resume: ([frame]) => ({ argument: frame.values[0] }),
    trace(recorder, [frame]) {
      const [argument] = frame.values
      recorder.capture = () => new Snapshot(CODE, 0, [argument])
      const result = body(recorder, argument)
      if (result === undefined) recorder.leave('no result')
      else recorder.finish(result)
      return { argument: argument.concrete }
    },
    finished: (result) => ({ result }),
    complete: (state) => state,
    interpret: () => null,
  })
  expect(driver.params.parse(`function_threshold=2,trace_eagerness=2,merge_eagerness=2,${params}`)).toBeNull()
  const location = driver.location(CODE, 0, 'f', ['r'], true)
  const call = (argument: any): State | null => (location.isHot() ? driver.arrive(location, [argument]) : null)
  return { driver, location, call }
}

/** Twice an integer if it is small, its negative else. */
function twice(recorder: Recorder, argument: Value): Value {
  recorder.classOf(argument, [INT])
  const value = recorder.pure('ref_to_int', argument)
  const isSmall = recorder.isTrue(recorder.pure('int_lt', value, recorder.int(1000)))
  const result = isSmall ? recorder.overflowing('int_add_ovf', value, value)! : recorder.pure('int_neg', value)
  return recorder.pure('int_to_ref', result)
}

describe('a function', () => {
  it('is counted, traced, run to its result', () => {
    const { call, driver } = callable(twice)
    expect([call(3), call(3), call(3)]).toEqual([null, null, { argument: 3 }])
    expect(driver.log.counters.loops).toBe(1)
    expect(call(21)).toEqual({ result: 42 })
  })

  it('gets bridges that give a result as well', () => {
    const { call, driver } = callable(twice)
    for (let i = 0; i < 3; i++) call(3)
    for (let i = 0; i < 3; i++) call(5000)
    expect(driver.log.counters.bridges).toBe(1)
    expect([call(5000), call(4)]).toEqual([{ result: -5000 }, { result: 8 }])
  })

  it('is not compiled where it does less than `min_function`', () => {
    const { call, driver, location } = callable(twice, 'min_function=50,max_aborts=2')
    for (let i = 0; i < 5000; i++) call(3)
    expect(driver.log.counters.loops).toBe(0)
    expect(location.isClosed).toBe(true)
  })

  it('is not compiled where it follows fewer calls than `min_followed`', () => {
    const following = (recorder: Recorder, argument: Value): Value => {
      expect(recorder.shouldFollow(other, null)).toBe(true)
      return twice(recorder, argument)
    }
    const { call, driver } = callable(twice, 'min_followed=1')
    const other = driver.location('other', 0, 'g', [], true)
    for (let i = 0; i < 100; i++) call(3)
    expect(driver.log.counters.loops).toBe(0)
    const { call: callFollowing, driver: second } = callable(following, 'min_followed=1')
    for (let i = 0; i < 100; i++) callFollowing(3)
    expect(second.log.counters.loops).toBe(1)
  })

  it('has its loops unrolled, and is left alone where they go round often', () => {
    const head = new Driver<State>({} as never).location(CODE, 7, 'f:7', ['r'])
    const adding = (recorder: Recorder, argument: Value): Value | undefined => {
      recorder.classOf(argument, [INT])
      let value = recorder.pure('ref_to_int', argument)
      while (recorder.isTrue(recorder.pure('int_lt', value, recorder.int(100)))) {
        value = recorder.overflowing('int_add_ovf', value, recorder.int(10))!
        if (recorder.atHeader(head, new Snapshot(CODE, 7, [argument]))) return undefined
      }
      return recorder.pure('int_to_ref', value)
    }
    const few = callable(adding, 'min_followed=1')
    for (let i = 0; i < 3; i++) few.call(85)
    expect(few.driver.log.counters.loops).toBe(1)
    expect(few.call(87)).toEqual({ result: 107 })
    for (let i = 0; i < 3; i++) few.call(65)
    expect([few.call(64), few.call(86)]).toEqual([{ result: 104 }, { result: 106 }])
    expect(few.driver.log.counters.bridges).toBe(1)
    const many = callable(adding, 'min_followed=1')
    for (let i = 0; i < 5; i++) many.call(-500)
    expect([many.driver.log.counters.loops, many.location.isClosed]).toEqual([0, true])
  })

  it('has bridges for the ways through its loops, and is left alone where these are too many', () => {
    const head = new Driver<State>({} as never).location(CODE, 7, 'f:7', ['r'])
    /** Counts the bits that are set, by a branch for each. */
    const counting = (recorder: Recorder, argument: Value): Value | undefined => {
      recorder.classOf(argument, [INT])
      let rest = recorder.pure('ref_to_int', argument)
      let count: Value = recorder.int(0)
      while (recorder.isTrue(recorder.pure('int_gt', rest, recorder.int(0)))) {
        if (recorder.isTrue(recorder.pure('int_and', rest, recorder.int(1))))
          count = recorder.overflowing('int_add_ovf', count, recorder.int(1))!
        rest = recorder.pure('int_rshift', rest, recorder.int(1))
        if (recorder.atHeader(head, new Snapshot(CODE, 7, [argument]))) return undefined
      }
      return recorder.pure('int_to_ref', count)
    }
    const counted = (most: number, each: number) => {
      const { call, driver, location } = callable(counting)
      for (let i = 0; i < each * most; i++) call(i % Math.ceil((i + 1) / each))
      for (let i = 0; i < 8 * most; i++) call(i % most)
      return { call, counters: driver.log.counters, location }
    }
    const few = counted(16, 80)
    expect([few.counters.bridges, few.counters.rolled, few.location.isClosed]).toEqual([15, 0, false])
    expect([few.call(11), few.call(0), few.call(8)]).toEqual([{ result: 3 }, { result: 0 }, { result: 1 }])
    const many = counted(64, 80)
    const atOnce = counted(16, 0)
    expect([many.counters.rolled, many.location.isClosed]).toEqual([1, true])
    expect([atOnce.counters.rolled, atOnce.location.isClosed]).toEqual([1, true])
  })

  it('is not given up for what leaves until there is a bridge', () => {
    const most = 'max_strays=1,trace_eagerness=20'
    const { call, location, driver } = callable(twice, most)
    for (let i = 0; i < 1200; i++) call(i > 300 && i < 320 ? 5000 : 3)
    expect([location.isClosed, driver.log.counters.bridges]).toEqual([false, 0])
  })

  it('is not compiled where its recording goes on in the interpreter', () => {
    const { call, driver } = callable(() => undefined)
    for (let i = 0; i < 100; i++) call(3)
    expect(driver.log.counters.loops).toBe(0)
  })

  it('is given up when more than `max_strays` of its calls are left for the interpreter', () => {
    const mixed = (recorder: Recorder, argument: Value): Value | undefined =>
      typeof argument.concrete === 'number' ? twice(recorder, argument) : void recorder.abort('no number')
    const entered = (most: string): boolean => {
      const { call, location } = callable(mixed, most)
      for (let i = 0; i < 2000; i++) call(i % 4 === 0 ? 'text' : 3)
      return location.isClosed
    }
    expect([entered('max_strays=10'), entered('max_strays=30'), entered('')]).toEqual([true, false, false])
  })
})
