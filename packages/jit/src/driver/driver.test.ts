/** The driver with the smallest language there is: a loop that counts, and a program of one instruction. */
import { describe, expect, it } from 'vitest'
import { ArrayDescr, CallDescr, ClassDescr, FieldDescr } from '../ir/descr.ts'
import { js } from '../ir/template.ts'
import { Snapshot, type Value } from '../ir/values.ts'
import type { Recorder } from '../record/recorder.ts'
import { Driver } from './driver.ts'
import { Invalidator } from './invalidator.ts'
import type { FrameImage } from './language.ts'
import type { Location } from './location.ts'

const INT = new ClassDescr('int', { test: js`typeof $0 === 'number'`, raw: 'int_to_ref' })

class Box {
  value: unknown
  constructor(value: unknown) {
    this.value = value
  }
}
const VALUE = new FieldDescr('Box.value', 'r')
const BOX = new ClassDescr('Box', { test: js`$0 instanceof ${Box}`, make: js`new ${Box}($0)`, fields: [VALUE] })

type State = { values: any[]; error?: unknown } | { result: any }
type Round = (recorder: Recorder, values: readonly Value[]) => Value[] | null

/** A language whose only code is a round of a loop: it gives the values of the next, or null to stop. */
function loop(
  round: Round,
  params = 'threshold=3,trace_eagerness=2,merge_eagerness=2',
  clock?: () => number,
  hasReached?: (ms: number) => boolean,
) {
  const driver = new Driver<State>({
    clock,
    hasReached,
    resume: ([frame]: readonly FrameImage<any>[], error) => ({ values: [...frame.values], error }),
    trace(recorder, [frame]) {
      let values: readonly Value[] = frame.values
      recorder.capture = () => new Snapshot('code', 0, values)
      const location = locations.get(frame.pc)!
      while (!recorder.isOver) {
        const next = round(recorder, values)
        if (next === null) {
          if (!recorder.isOver) recorder.leave()
          break
        }
        values = next
        recorder.atHeader(location, new Snapshot('code', 0, values))
      }
      return { values: values.map((value) => value.concrete) }
    },
    finished: (result) => ({ result }),
    complete: (state) => state,
    interpret: () => null,
  })
  expect(driver.params.parse(params)).toBeNull()
  const locations = new Map<number, Location>()
  return {
    driver,
    locationAt: (pc: number): Location => locations.get(pc)!,
    /** Arrives at one of any number of places. */
    arrive(values: any[], pc = 0): State | null {
      let location = locations.get(pc)
      if (location === undefined) {
        const kinds = values.map(() => 'r' as const)
        location = driver.location('code', pc, `loop at ${pc}`, kinds)
        locations.set(pc, location)
      }
      return location.isHot() ? driver.arrive(location, values) : null
    },
  }
}

const valuesOf = (state: State | null): any[] => (state as { values: any[] }).values

const count: Round = (recorder, [i, n]) => {
  recorder.classOf(i, [INT])
  recorder.classOf(n, [INT])
  const index = recorder.pure('ref_to_int', i)
  if (!recorder.isTrue(recorder.pure('int_lt', index, recorder.pure('ref_to_int', n)))) return null
  const next = recorder.overflowing('int_add_ovf', index, recorder.int(1))
  return [recorder.pure('int_to_ref', next!), n]
}

describe('a loop', () => {
  it('is counted, traced, run', () => {
    const { arrive, driver } = loop(count)
    expect([arrive([0, 10]), arrive([0, 10]), arrive([0, 10])]).toEqual([null, null, null])
    expect(valuesOf(arrive([0, 10]))).toEqual([1, 10])
    expect(driver.log.counters.loops).toBe(1)
    expect(valuesOf(arrive([1, 10]))).toEqual([10, 10])
    expect(valuesOf(arrive([5, 1000000]))).toEqual([1000000, 1000000])
  })

  it('computes in int32 where the integers of the recorded round were small', () => {
    const { arrive, driver } = loop(count)
    let text = ''
    driver.log.listener = (entry) => {
      if (entry.section === 'jit-backend') text += entry.text
    }
    for (let i = 0; i < 4; i++) arrive([0, 10])
    expect(text.slice(text.indexOf('L1:'))).toMatch(/i\d+ = \(i\d+ \+ 1\) \| 0/)
  })

  it('is not due while another is recorded, and asks again after some more rounds', () => {
    const due: boolean[] = []
    const { arrive, driver, locationAt } = loop((recorder, values) => {
      const other = locationAt(1)
      other.heat = 0
      due.push(driver.isDue(other))
      expect(other.heat).toBe(driver.params.trace_eagerness)
      return count(recorder, values)
    })
    arrive([0, 10], 1)
    for (let i = 0; i < 4; i++) arrive([0, 10])
    expect(due).toEqual([false])
    locationAt(1).heat = 0
    expect(driver.isDue(locationAt(1))).toBe(true)
  })

  it('leaves by the guard that fails, with the values that it was entered with', () => {
    const { arrive } = loop(count)
    for (let i = 0; i < 4; i++) arrive([0, 10])
    expect(valuesOf(arrive(['text', 10]))).toEqual(['text', 10])
    expect(valuesOf(arrive([0, 'text']))).toEqual([0, 'text'])
  })

  it('leaves where integers are larger than it was made for', () => {
    const { arrive } = loop(count)
    for (let i = 0; i < 4; i++) arrive([0, 10])
    const limit = Number.MAX_SAFE_INTEGER
    let values = [limit - 50, limit]
    for (let i = 0; i < 50 && values[0] < limit; i++) values = valuesOf(arrive(values))
    expect(values).toEqual([limit, limit])
  })

  it('is recorded anew, once, where a sum grows beyond what it was guessed to be', () => {
    const climb: Round = (recorder, [i, n]) => {
      recorder.classOf(i, [INT])
      recorder.classOf(n, [INT])
      const index = recorder.pure('ref_to_int', i)
      if (!recorder.isTrue(recorder.pure('int_lt', index, recorder.pure('ref_to_int', n)))) return null
      const next = recorder.overflowing('int_add_ovf', index, recorder.int(7))
      return [recorder.pure('int_to_ref', next!), n]
    }
    const { arrive, driver } = loop(climb)
    let text = ''
    driver.log.listener = (entry) => {
      if (entry.section === 'jit-backend') text += entry.text
    }
    for (let i = 0; i < 4; i++) arrive([0, 70])
    expect(text.slice(text.indexOf('L1:'))).toMatch(/i\d+ = \(i\d+ \+ 7\) \| 0/)
    const { counters } = driver.log
    const from = 2 ** 30 - 70
    for (let n = 0; n < 20; n++) {
      let values = [from, from + 700]
      while (values[0] < from + 700) {
        const state = arrive(values)
        values = state === null ? [values[0] + 7, values[1]] : valuesOf(state)
      }
      expect(values).toEqual([from + 700, from + 700])
    }
    expect([counters.grown, counters.loops]).toEqual([1, 2])
  })

  it('is recorded anew, once, where a product grows beyond what it was guessed to be', () => {
    const square: Round = (recorder, [i, n, factor]) => {
      for (const value of [i, n, factor]) recorder.classOf(value, [INT])
      const index = recorder.pure('ref_to_int', i)
      if (!recorder.isTrue(recorder.pure('int_lt', index, recorder.pure('ref_to_int', n)))) return null
      const product = recorder.overflowing('int_mul_ovf', recorder.pure('ref_to_int', factor), index)!
      const next = recorder.overflowing('int_add_ovf', index, recorder.int(1))!
      const rest = recorder.pure('int_mod', product, recorder.int(7))
      const sum = recorder.overflowing('int_add_ovf', next, rest)!
      return [recorder.pure('int_to_ref', sum), n, factor]
    }
    const expected = (i: number, n: number, factor: number): number => {
      let at = i
      while (at < n) at += 1 + ((factor * at) % 7)
      return at
    }
    const { arrive, driver } = loop(square)
    for (let i = 0; i < 4; i++) arrive([0, 70, 3])
    expect(valuesOf(arrive([0, 1000, 3]))).toEqual([expected(0, 1000, 3), 1000, 3])
    const { counters } = driver.log
    const factor = 2 ** 21 + 1
    for (let n = 0; n < 20; n++) {
      let values = [0, 5000, factor]
      while (values[0] < 5000) {
        const state = arrive(values)
        values = state === null ? [values[0] + 1 + ((factor * values[0]) % 7), 5000, factor] : valuesOf(state)
      }
      expect(values).toEqual([expected(0, 5000, factor), 5000, factor])
    }
    expect([counters.grown, counters.loops]).toEqual([1, 2])
  })

  it('is not touched when the JIT is off', () => {
    const { arrive, driver } = loop(count, 'off')
    for (let i = 0; i < 5000; i++) expect(arrive([0, 10])).toBeNull()
    expect(driver.log.counters.loops).toBe(0)
  })

  it('waits until the process has run for `delay`', () => {
    const { arrive, driver } = loop(count)
    driver.params.delay = 1e9
    for (let i = 0; i < 20; i++) arrive([0, 10])
    expect(driver.log.counters.loops).toBe(0)
    driver.params.delay = 0
    for (let i = 0; i < 4; i++) arrive([0, 10])
    expect(driver.log.counters.loops).toBe(1)
  })

  it('waits by the clock of the language, if that has one', () => {
    let now = 99
    const { arrive, driver } = loop(count, 'threshold=3,delay=100,max_share=50', () => now)
    for (let i = 0; i < 20; i++) arrive([0, 10])
    expect(driver.log.counters.loops).toBe(0)
    now = 100
    for (let i = 0; i < 4; i++) arrive([0, 10])
    expect(driver.log.counters.loops).toBe(1)
  })

  it('asks the language what time it needs, if that can tell sooner whether it has come', () => {
    const asked: number[] = []
    const hasReached = (ms: number): boolean => asked.push(ms) > 1
    const { arrive, driver } = loop(count, 'threshold=3,delay=100,max_share=50', () => 0, hasReached)
    driver.log.times.backend = 7
    for (let i = 0; i < 20; i++) arrive([0, 10])
    expect(asked).toEqual([114, 114])
    expect(driver.log.counters.loops).toBe(1)
  })

  it('waits for less time if it is small and has done much', () => {
    let now = 0
    const params = 'threshold=4,delay=1000,max_share=50,small_delay=100,small_share=25,small_work=60'
    const { arrive, driver, locationAt } = loop(count, params, () => now)
    const arriveOften = (): number => {
      for (let i = 0; i < 20; i++) arrive([0, 10])
      return driver.log.counters.loops
    }
    driver.log.times.backend = 10
    expect(arriveOften()).toBe(0)
    now = 139
    // A quarter of the rounds makes it hot again: so it has been for ten of them.
    Object.assign(locationAt(0), { size: 3 })
    const { waited } = locationAt(0)
    expect(arriveOften()).toBe(0)
    expect(locationAt(0).waited).toBeGreaterThan(waited)
    now = 140
    locationAt(0).waited = 18
    expect(arriveOften()).toBe(1)
  })

  it('waits as others do if it has done little', () => {
    const { arrive, driver, locationAt } = loop(count, 'threshold=4,delay=1000,max_share=50,small_work=1000', () => 500)
    arrive([0, 10])
    Object.assign(locationAt(0), { size: 3 })
    for (let i = 0; i < 20; i++) arrive([0, 10])
    expect(driver.log.counters.loops).toBe(0)
    locationAt(0).waited = 400
    for (let i = 0; i < 20; i++) arrive([0, 10])
    expect(driver.log.counters.loops).toBe(1)
  })

  it('waits while compiling has had its share of the time', () => {
    const { arrive, driver } = loop(count)
    driver.params.max_share = 50
    driver.log.times.optimizing = performance.now()
    for (let i = 0; i < 20; i++) arrive([0, 10])
    expect(driver.log.counters.loops).toBe(0)
    driver.log.times.optimizing = 0
    for (let i = 0; i < 4; i++) arrive([0, 10])
    expect(driver.log.counters.loops).toBe(1)
  })

  it('is left alone after it could not be traced some times', () => {
    let attempts = 0
    const { arrive } = loop((recorder, values) => {
      attempts++
      recorder.abort('never')
      return [...values]
    }, 'threshold=1,max_aborts=3')
    for (let i = 0; i < 100; i++) arrive([1])
    expect(attempts).toBe(3)
  })

  it('waits longer after each time that it could not be traced', () => {
    const attempts: number[] = []
    let arrivals = 0
    const { arrive } = loop((recorder, values) => {
      attempts.push(arrivals)
      recorder.abort('never')
      return [...values]
    }, 'threshold=10')
    for (; arrivals < 2000; arrivals++) arrive([1])
    expect(attempts).toEqual([10, 21, 62, 223])
  })

  it('is tried again and again where what is in the way may pass', () => {
    const attempts: number[] = []
    let arrivals = 0
    const { arrive } = loop((recorder, values) => {
      attempts.push(arrivals)
      recorder.postpone('not now')
      return [...values]
    }, 'threshold=10,max_aborts=4')
    for (; arrivals < 1000; arrivals++) arrive([1])
    expect(attempts).toEqual([10, 21, 62, 223, 384, 545, 706, 867])
  })

  it('is not compiled where nearly all it does is call functions that were not followed', () => {
    const call = new CallDescr('call', { fn: (i: number) => i + 1, result: 'r' })
    const calling = (count: number): Round => {
      return (recorder, [i]) => {
        let value = i
        for (let n = 0; n < count; n++) {
          recorder.callOut()
          value = recorder.call(call, value)
        }
        for (let n = 0; n < 10; n++) recorder.is(value, n - 100)
        return [value]
      }
    }
    for (const [count, loops] of [
      [0, 1],
      [1, 1],
      [2, 0],
    ]) {
      const { arrive, driver } = loop(calling(count), 'threshold=3,min_per_call=15,on=1')
      if (count < 2) {
        // Without calls, or with one among twenty operations: the loop would never end once it runs.
        for (let n = 0; n < 4; n++) arrive([0])
      } else for (let n = 0; n < 100; n++) arrive([0])
      expect(driver.log.counters).toMatchObject({ loops, aborts: loops === 0 ? 4 : 0 })
    }
  })

  it('is given up when other ways through it do nearly nothing but call functions', () => {
    const call = new CallDescr('call', { fn: (i: number) => i + 1, result: 'r' })
    // Every third round goes another way, which makes so many calls.
    const forked =
      (calls: number): Round =>
      (recorder, values) => {
        const next = count(recorder, values)
        if (next === null) return null
        const index = recorder.pure('ref_to_int', values[0])
        if (
          !recorder.isTrue(recorder.pure('int_eq', recorder.pure('int_mod', index, recorder.int(3)), recorder.int(0)))
        )
          return next
        let value = next[0]
        for (let n = 0; n < calls; n++) {
          recorder.callOut()
          value = recorder.call(call, value)
        }
        return [value, next[1]]
      }
    for (const [calls, aborts] of [
      [0, 0],
      [1, 0],
      [20, 1],
    ]) {
      const { arrive, driver } = loop(forked(calls), 'threshold=3,trace_eagerness=2,min_per_call=15')
      for (let i = 0; i < 8; i++) arrive([1, 30])
      expect(driver.log.counters).toMatchObject({ loops: 1, aborts })
      expect(driver.compiled().length).toBe(1 - aborts)
    }
  })

  it('is given up when it is not entered while many others are compiled', () => {
    const { arrive, driver } = loop(count, 'threshold=0,loop_longevity=10')
    for (let pc = 0; pc < 64; pc++) {
      arrive([0, 10], pc)
      arrive([0, 10], 0)
    }
    expect(driver.log.counters.loops).toBe(64)
    expect(driver.log.counters.aged).toBeGreaterThan(30)
    expect(valuesOf(arrive([0, 10], 0))).toEqual([10, 10])
    expect(driver.log.counters.loops).toBe(64)
  })

  it('is given up when it does little each time it is entered', () => {
    const { arrive, driver } = loop(count, 'threshold=3,trace_eagerness=2,min_work=100')
    for (let i = 0; i < 100; i++) arrive([0, 5])
    expect(driver.log.counters).toMatchObject({ loops: 1, short: 1 })
    expect(arrive([0, 1000])).toBeNull()
  })

  it('gets no more bridges than it may have, and goes on where it has none', () => {
    const bits: Round = (recorder, [i, n, sum]) => {
      const next = count(recorder, [i, n])
      if (next === null) return null
      const index = recorder.pure('ref_to_int', i)
      let total = recorder.pure('ref_to_int', sum)
      for (const bit of [1, 2, 4, 8, 16])
        if (recorder.isTrue(recorder.pure('int_and', index, recorder.int(bit))))
          total = recorder.overflowing('int_add_ovf', total, recorder.int(bit))!
      return [...next, recorder.pure('int_to_ref', total)]
    }
    const bridges = (params: string): number => {
      const { arrive, driver } = loop(bits, `threshold=3,trace_eagerness=2,${params}`)
      let values = [0, 3200, 0]
      while (values[0] < 3200) {
        const state = arrive(values)
        const [i, n, sum] = values
        values = state === null ? [i + 1, n, sum + (i & 31)] : valuesOf(state)
      }
      expect(values[2]).toBe(3200 * 15.5)
      return driver.log.counters.bridges
    }
    expect(bridges('max_bridges=5')).toBe(5)
    expect(bridges('')).toBeGreaterThan(20)
  })

  it('is not entered, and not given up, while there is no time for the bridge of a guard that fails often', () => {
    const { arrive, driver } = loop(count, 'threshold=3,trace_eagerness=2,min_work=100')
    for (let i = 0; i < 4; i++) arrive([0, 5])
    driver.params.max_share = 50
    driver.log.times.optimizing = 10 * performance.now()
    const states = Array.from({ length: 100 }, () => arrive([0, 5]))
    expect(states.map((state) => state !== null)).toEqual(states.map((_, i) => i < 2))
    expect(driver.log.counters).toMatchObject({ loops: 1, bridges: 0, short: 0 })
    driver.log.times.optimizing = 0
    for (let i = 0; i < 2; i++) expect(valuesOf(arrive([0, 1000]))).toEqual([1000, 1000])
    expect(driver.log.counters).toMatchObject({ loops: 1, bridges: 1, short: 0 })
  })

  it('need not be waited for when it does much, until it does less, which does not give it up', () => {
    const { arrive, locationAt, driver } = loop(count, 'threshold=3,trace_eagerness=2,min_work=100')
    for (let i = 0; i < 100; i++) arrive([0, 30])
    expect(locationAt(0)).toMatchObject({ isEarly: false, staysLate: false })
    for (let i = 0; i < 100; i++) arrive([0, 1000])
    expect(locationAt(0)).toMatchObject({ isEarly: true, staysLate: false })
    for (let i = 0; i < 40; i++) arrive([0, 5])
    expect(locationAt(0)).toMatchObject({ isEarly: false, staysLate: true, isShort: false })
    for (let i = 0; i < 100; i++) arrive([0, 1000])
    expect(locationAt(0).isEarly).toBe(false)
    for (let i = 0; i < 100; i++) arrive([0, 5])
    expect(driver.log.counters).toMatchObject({ loops: 1, short: 1 })
  })

  it('is kept when it does enough', () => {
    const { arrive, driver } = loop(count, 'threshold=3,trace_eagerness=2,min_work=100')
    for (let i = 0; i < 100; i++) arrive([0, 100])
    expect(driver.log.counters).toMatchObject({ loops: 1, short: 0 })
    expect(valuesOf(arrive([0, 1000]))).toEqual([1000, 1000])
  })
})

describe('loops within a loop', () => {
  /**
   * At 0 is the head of a loop around two others: `while rounds: i = 0; while i < n: i += 1` (at 10), `i = 0; while i < n: i += 1` (at 20).
   * One instruction: where it goes on.
   */
  function step(recorder: Recorder, pc: number, [i, n, rounds]: readonly Value[]): [number, Value[]] | null {
    for (const value of [i, n, rounds]) recorder.classOf(value, [INT])
    const [index, end, left] = [i, n, rounds].map((value) => recorder.pure('ref_to_int', value))
    const zero = recorder.pure('int_to_ref', recorder.int(0))
    const changed = (value: Value, by: number): Value =>
      recorder.pure('int_to_ref', recorder.overflowing('int_add_ovf', value, recorder.int(by))!)
    if (pc === 0)
      return recorder.isTrue(recorder.pure('int_gt', left, recorder.int(0))) ? [10, [zero, n, changed(left, -1)]] : null
    if (recorder.isTrue(recorder.pure('int_lt', index, end))) return [pc, [changed(index, 1), n, rounds]]
    return pc === 10 ? [20, [zero, n, rounds]] : [0, [i, n, rounds]]
  }

  type Place = { pc: number; values: any[] }

  function nest() {
    const locations = new Map<number, Location>()
    const driver = new Driver<Place>({
      resume: ([{ pc, values }]: readonly FrameImage<any>[]) => ({ pc, values }),
      trace(recorder, [{ pc, values }]) {
        let here: readonly Value[] = values
        let at = pc
        recorder.capture = () => new Snapshot('code', at, here)
        while (!recorder.isOver) {
          const next = step(recorder, at, here)
          if (next === null) {
            recorder.leave()
            break
          }
          ;[at, here] = next
          recorder.atHeader(locations.get(at)!, new Snapshot('code', at, here))
        }
        return { pc: at, values: here.map((value) => value.concrete) }
      },
      finished: (): never => expect.fail('finished'),
      complete: (): never => expect.fail('complete'),
      interpret: () => null,
      isHome: () => true,
    })
    driver.params.parse('threshold=3,trace_eagerness=2,merge_eagerness=2')
    const kinds = ['r', 'r', 'r'] as const
    for (const pc of [0, 10, 20]) locations.set(pc, driver.location('code', pc, `loop at ${pc}`, kinds))
    const arrive = (pc: number, values: any[]): Place | null => {
      const location = locations.get(pc)!
      return location.isHot() ? driver.arrive(location, values) : null
    }
    return { driver, arrive, locations }
  }

  it.each([
    [100, 0],
    [1000, 1],
  ])(
    'cost what going home does where one is left for the frame that has come to it, of %i operations',
    (least, short) => {
      const { driver, arrive } = nest()
      driver.params.parse(`max_aborts=0,min_work=1000,min_work_home=${least}`)
      for (let i = 0; i < 100; i++) arrive(20, [0, 30, 0])
      expect(driver.log.counters).toMatchObject({ loops: 1, bridges: 0, short })
    },
  )

  it('are recorded anew soon where the round was the last', () => {
    const { driver, arrive, locations } = nest()
    locations.get(10)!.outermost = [10, 15]
    locations.get(20)!.outermost = [20, 25]
    for (let n = 0; n < 4; n++) arrive(10, [5, 5, 3])
    expect(driver.log.counters).toMatchObject({ loops: 0, aborts: 0 })
    for (let n = 0; n < 3; n++) arrive(10, [0, 5, 3])
    expect(driver.log.counters).toMatchObject({ loops: 1, aborts: 0 })
  })

  it('are recorded anew soon where the round was the last before one around them', () => {
    const { driver, arrive } = nest()
    for (let n = 0; n < 4; n++) arrive(20, [5, 5, 3])
    expect(driver.log.counters).toMatchObject({ loops: 0, aborts: 0 })
    for (let n = 0; n < 3; n++) arrive(20, [0, 5, 3])
    expect(driver.log.counters).toMatchObject({ loops: 1, aborts: 0 })
  })

  it('become one, whichever is compiled first', () => {
    for (const [first, second] of [
      [10, 20],
      [20, 10],
    ]) {
      const { driver, arrive } = nest()
      // The end of the first leads past the head of the outer loop, or to one that is not compiled.
      for (const pc of [first, second, first]) for (let n = 0; n < 20; n++) arrive(pc, [0, 5, 3])
      expect(driver.log.counters.loops).toBe(2)
      const { exits } = driver.log.counters
      expect(arrive(first, [0, 5, 1000])).toEqual({ pc: 0, values: [5, 5, 0] })
      expect(driver.log.counters.exits - exits).toBe(1)
    }
  })
})

describe('objects', () => {
  /** Carries a box round whose content counts. */
  const boxed: Round = (recorder, [box, n]) => {
    recorder.classOf(box, [BOX])
    const value = recorder.getfield(box, VALUE)
    recorder.classOf(value, [INT])
    const index = recorder.pure('ref_to_int', value)
    recorder.classOf(n, [INT])
    if (!recorder.isTrue(recorder.pure('int_lt', index, recorder.pure('ref_to_int', n)))) return null
    const next = recorder.overflowing('int_add_ovf', index, recorder.int(1))
    return [recorder.create(BOX, [recorder.pure('int_to_ref', next!)]), n]
  }

  it('that nobody sees are made when the loop is left', () => {
    const { arrive, driver } = loop(boxed)
    let text = ''
    driver.log.listener = (entry) => {
      if (entry.section === 'jit-backend') text = entry.text
    }
    for (let i = 0; i < 4; i++) arrive([new Box(0), 10])
    const state = valuesOf(arrive([new Box(0), 10]))
    expect(state[0]).toBeInstanceOf(Box)
    expect(state[0].value).toBe(10)
    expect(text).not.toContain('new')
  })
})

describe('items', () => {
  it('of a constant that never changes are constants', () => {
    for (const immutable of [false, true]) {
      const items = new ArrayDescr('items', 'r', { immutable })
      const table = [7, 8]
      let text = ''
      const { arrive, driver } = loop((recorder, [i]) => {
        recorder.is(recorder.getitem(recorder.ref(table), recorder.int(1), items), 8)
        return count(recorder, [i, recorder.ref(10)])!.slice(0, 1)
      })
      driver.log.listener = (entry) => {
        if (entry.section === 'jit-log-opt') text += entry.text
      }
      for (let i = 0; i < 4; i++) arrive([0])
      expect(text.includes('getarrayitem')).toBe(!immutable)
    }
  })
})

describe('a loop that finishes', () => {
  const upTo =
    (finishes: (n: number) => boolean): Round =>
    (recorder, [i, n]) => {
      recorder.classOf(i, [INT])
      recorder.classOf(n, [INT])
      const index = recorder.pure('ref_to_int', i)
      if (recorder.isTrue(recorder.pure('int_lt', index, recorder.pure('ref_to_int', n)))) {
        const next = recorder.overflowing('int_add_ovf', index, recorder.int(1))
        return [recorder.pure('int_to_ref', next!), n]
      }
      if (finishes(n.concrete)) recorder.finish(n)
      return null
    }

  it('gives its result, once there is a bridge for that', () => {
    const { arrive, driver } = loop(upTo(() => true))
    for (let i = 0; i < 4; i++) arrive([0, 10])
    expect(valuesOf(arrive([0, 10]))).toEqual([10, 10])
    arrive([0, 10])
    expect(driver.log.counters.bridges).toBe(1)
    expect(arrive([0, 12])).toEqual({ result: 12 })
    // The bridge becomes part of the loop, the later the longer the text of that is.
    for (let i = 0; i < 20; i++) expect(arrive([0, 20 + i])).toEqual({ result: 20 + i })
    expect(driver.log.counters.merges).toBe(1)
    expect(driver.out.work).toBeGreaterThan(100)
  })

  it('gives it to a language that has entered by itself, and to the driver what that does not want', () => {
    const { arrive, driver, locationAt } = loop(upTo(() => true))
    for (let i = 0; i < 20; i++) arrive([0, 10])
    const { out } = driver
    const result = locationAt(0).ready!.run(0, 0, 30)
    expect(result).toBe(30)
    out.returned = result
    expect(driver.left(locationAt(0))).toEqual({ result: 30 })
    expect(out.returned).toBe(out.left)
  })

  it('is none where the first round does', () => {
    const { arrive, driver } = loop(upTo(() => true))
    for (let i = 0; i < 3; i++) arrive([0, 10])
    expect(valuesOf(arrive([10, 10]))).toEqual([10, 10])
    expect(driver.log.counters.loops).toBe(0)
    // Another round is recorded soon.
    for (let i = 0; i < 4; i++) arrive([0, 10])
    expect(driver.log.counters.loops).toBe(1)
  })
})

describe('facts', () => {
  it('end what relies on them', () => {
    const fact = new Invalidator()
    let step = 1
    const { arrive, driver } = loop((recorder, [i]) => {
      recorder.watch(fact)
      recorder.classOf(i, [INT])
      const index = recorder.pure('ref_to_int', i)
      if (!recorder.isTrue(recorder.pure('int_lt', index, recorder.int(100)))) return null
      return [recorder.pure('int_to_ref', recorder.overflowing('int_add_ovf', index, recorder.int(step))!)]
    })
    for (let i = 0; i < 4; i++) arrive([0])
    expect(valuesOf(arrive([0]))).toEqual([100])
    step = 7
    fact.invalidate()
    expect(driver.log.counters.invalidations).toBe(1)
    for (let i = 0; i < 4; i++) arrive([0])
    expect(valuesOf(arrive([0]))).toEqual([105])
  })
})

describe('calls', () => {
  it('that throw leave with what they threw', () => {
    const wrong = new Error('wrong')
    let limit = Infinity
    const call = new CallDescr('call', {
      fn: (i: number) => {
        if (i > limit) throw wrong
        return i + 1
      },
      result: 'r',
      throws: true,
    })
    const { arrive } = loop((recorder, [i]) => [recorder.call(call, i)])
    for (let i = 0; i < 4; i++) arrive([0])
    limit = 50
    expect(arrive([0])).toEqual({ values: [51], error: wrong })
  })

  it('that give what is to be raised leave with that, and then get a bridge that begins with it', () => {
    const step = new CallDescr('step', { fn: (i: number) => i + 1, result: 'r' })
    const check = new CallDescr('check', { fn: (i: number) => (i % 10 === 0 ? 'ten' : null), result: 'r' })
    const wanted: unknown[] = []
    let limit = 0
    const driver = new Driver<State>({
      resume: ([frame]: readonly FrameImage<any>[], error) => ({ values: [...frame.values], error }),
      trace(recorder, [frame], raised) {
        let values: readonly Value[] = frame.values
        if (raised !== null) wanted.push(raised.concrete)
        recorder.capture = () => new Snapshot('code', 0, values)
        while (!recorder.isOver) {
          const next = recorder.call(step, values[0])
          values = [next]
          if (next.concrete >= limit) recorder.leave()
          recorder.isTrue(recorder.pure('int_lt', recorder.pure('ref_to_int', next), recorder.int(limit)))
          const given = recorder.call(check, next)
          const snapshot = new Snapshot('code', 0, values)
          snapshot.raised = given
          snapshot.isOtherOutcome = true
          const { capture } = recorder
          recorder.capture = () => snapshot
          recorder.isNull(given)
          recorder.capture = capture
          if (given.concrete !== null) break
          recorder.atHeader(location, new Snapshot('code', 0, values))
        }
        if (!recorder.isOver) recorder.abort('raised')
        return { values: values.map((value) => value.concrete) }
      },
      finished: (result) => ({ result }),
      complete: (state) => state,
      interpret: () => null,
    })
    driver.params.parse('threshold=3,trace_eagerness=2')
    const location = driver.location('code', 0, 'loop', ['r'])
    const arrive = (i: number): State | null => (location.isHot() ? driver.arrive(location, [i]) : null)
    limit = 1000
    for (let i = 0; i < 4; i++) arrive(1)
    expect(arrive(1)).toEqual({ values: [10], error: 'ten' })
    expect(arrive(11)).toEqual({ values: [21], error: undefined })
    expect(wanted).toEqual(['ten'])
    expect(driver.log.counters.bridges).toBe(1)
    expect(valuesOf(arrive(1))).toEqual([1000])
  })
})
