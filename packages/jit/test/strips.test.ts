/** Loops that count go round without looking at their fuel. */
import { afterEach, describe, expect, it } from 'vitest'
import { compile } from '../src/backend/js/compile.ts'
import { emitTree } from '../src/backend/js/emit.ts'
import { Crossing, type Exit, Exits, LEFT, type Tree } from '../src/driver/tree.ts'
import { Const, Op, type Value } from '../src/ir/values.ts'
import { lead, treeOf, WAITS } from './cases.ts'

/** `i2` is what `i0` was in the round before. */
const COUNT = `[i0, i1, i2, i3]
i4 = int_lt(i0, i1)
guard_true(i4) [f@4: i0, i1, i2, i3]
i5 = int_and(i3, 7)
i6 = int_eq(i5, 5)
guard_false(i6) [f@8: i0, i1, i3]
i7 = int_add(i3, 3)
i8 = int_and(i7, 1023)
i9 = int_add(i0, 1)
jump(i9, i1, i0, i8)`

/** Twice with a poll, so that there is one in front of the label. */
const POLLED = COUNT.replace('jump', 'i10 = call_i(descr=<poll>)\nguard_false(i10) [f@12: i9, i1, i0, i8]\njump')

/** All integers were 1 when it was recorded: they are taken to be small. */
const countingTree = (text: string): Tree => treeOf(text, 'all', 1)

/** Bridges from its end and from the guard at 12 have the last three change. */
const NEST = `[i0, i1, i2, i3]
i4 = int_lt(i0, 10)
guard_true(i4) [f@4: i0, i1, i2, i3]
i5 = int_add(i3, i0)
i6 = int_lt(i5, 400)
guard_true(i6) [f@8: i0, i1, i2, i3]
i7 = int_eq(i0, 7)
guard_false(i7) [f@12: i0, i1, i2, i3]
i8 = int_add(i0, 1)
jump(i8, i1, i2, i3)`

interface Left {
  readonly live: readonly unknown[]
  readonly work: number
  readonly out: Exits
}

function leave(tree: Tree, ...values: readonly unknown[]): Left {
  const out = new Exits()
  expect(compile(emitTree(tree), out, 'test')(0, ...values)).toBe(LEFT)
  return { live: out.live, work: out.work, out }
}

function sum(ops: Op[], value: Value, by: number): Op {
  const op = new Op('int_add', [value, new Const('i', by)], null, 0)
  ops.push(op)
  return op
}

const loopOf = (tree: Tree): string => {
  const { text } = emitTree(tree)
  return text.slice(text.indexOf(' L1: '), text.indexOf('values['))
}

/** What the loop does: where it is left, by which guard, and after how many rounds. */
function expected(
  i: number,
  end: number,
  before: number,
  state: number,
): { pc: number; live: number[]; rounds: number } {
  for (let rounds = 0; ; rounds++) {
    if (!(i < end)) return { pc: 4, live: [i, end, before, state], rounds }
    if ((state & 7) === 5) return { pc: 8, live: [i, end, state], rounds }
    state = (state + 3) & 1023
    before = i++
  }
}

afterEach(() => {
  WAITS[0] = 0
})

describe('a loop that counts', () => {
  it('asks one question for its end and for that of a strip, and assigns what is idle within behind the last round', () => {
    const text = loopOf(countingTree(COUNT))
    expect(text).toMatch(/if \((i\d+) < s0\) \{\s*i0 = \1\s*i3 = i\d+\s*continue L1\s*\}/)
    const last = text.slice(text.indexOf('continue L1'), text.indexOf('break L1'))
    expect(last.match(/^ *i\d = /gm)).toHaveLength(3)
    expect(text.slice(0, text.indexOf('break L1'))).not.toContain('fuel')
    expect(text).toMatch(/fuel = \(fuel \+ Math\.imul\(s0 - i0, \d+\)\) \| 0\s*s0 = i0\s*if \(i0 < i1\) continue NL1/)
  })

  it.each([
    [0, 1],
    [0, 2],
    [5, 900],
    [5, 5_000],
    [0, 100_000],
  ])('goes from %i to %i', (from, to) => {
    const tree = countingTree(COUNT.replace('i3, 7)', 'i3, 0)'))
    const { live, work } = leave(tree, from, to, 99, 4)
    const { ops } = tree.root!
    const round = ops.length - 1 - ops.findIndex(({ name }) => name === 'label')
    expect(live[0]).toBe(to)
    // The first round stands before the label.
    expect(live[2] ?? to - 1).toBe(to - 1)
    expect(work).toBeGreaterThanOrEqual(round * (to - from - 1))
    expect(work).toBeLessThan(round * (to - from - 1) + ops.length)
  })

  it('is left in the middle of a strip, with what was done alone counted', () => {
    const tree = countingTree(COUNT)
    for (let state = 0; state < 1024; state += 7) {
      const { pc, live, rounds } = expected(3, 2_000, 2, state)
      const left = leave(tree, 3, 2_000, 2, state)
      expect((left.out.at!.way as Exit).resume.frames[0].pc).toBe(pc)
      expect(left.live).toEqual(live)
      expect(left.work).toBeLessThan(12 * (rounds + 1))
    }
  })

  it('goes on with the next round behind a bridge that counts as well', () => {
    const tree = countingTree(COUNT)
    lead(tree, 8, ([i0, i1, i3], ops) => [sum(ops, i0, 1), i1, i0, sum(ops, i3, 1)])
    expect(loopOf(tree).match(/continue L1/g)).toHaveLength(2)
    let state = 1
    for (let i = 0; i < 3_000; i++) state = (state & 7) === 5 && i > 0 ? state + 1 : (state + 3) & 1023
    expect(leave(tree, 0, 3_000, -1, 1).live).toEqual([3_000, 3_000, 2_999, state])
  })

  it('begins a strip anew behind a bridge that gives its variables other values', () => {
    const tree = countingTree(COUNT)
    // Counts two more, ends earlier, and has a round before that was none.
    lead(tree, 8, ([i0, i1, i3], ops) => [sum(ops, i0, 2), sum(ops, i1, -1), new Const('i', 50), sum(ops, i3, 1)])
    expect(loopOf(tree)).toContain('continue NL1')
    let [i, end, before, state] = [0, 3_000, -1, 1]
    for (; i < end;) {
      if (i > 0 && (state & 7) === 5) [i, end, before, state] = [i + 2, end - 1, 50, state + 1]
      else [i, before, state] = [i + 1, i, (state + 3) & 1023]
    }
    expect(leave(tree, 0, 3_000, -1, 1).live).toEqual([i, end, before, state])
  })

  it('goes on behind its end, where others have broken out as well', () => {
    const tree = countingTree(COUNT.replace('i5 = int_and(i3, 7)', 'i5 = int_and(i3, 15)'))
    lead(tree, 4, ([, i1, i2, i3], ops) => [new Const('i', 0), i1, sum(ops, i2, 100), i3])
    const rounds = (end: number, state: number): number[] => {
      for (let [i, before] = [0, -1]; ;) {
        if (!(i < end)) [i, before] = [0, before + 100]
        // The first round has its guard in front of the label.
        if ((state & 15) === 5) return [i, end, state]
        state = (state + 3) & 1023
        before = i++
      }
    }
    for (let state = 6; state < 21; state++) expect(leave(tree, 0, 4, -1, state).live).toEqual(rounds(4, state))
    expect(emitTree(tree).text).not.toContain('way')
  })

  it('tells its end from other ways out, where a strip has no round as well', () => {
    const tree = countingTree(NEST)
    lead(tree, 4, ([, i1, i2, i3], ops) => [new Const('i', 0), i2, i1, sum(ops, i3, 1)])
    lead(tree, 12, ([i0, i1, i2, i3], ops) => [sum(ops, i0, 3), i2, i1, sum(ops, i3, 5)])
    expect(emitTree(tree).text.match(/way = \d/g)).toEqual(['way = 0', 'way = 0', 'way = 1'])
    const rounds = (i: number, a: number, b: number, state: number): number[] => {
      for (let isFirst = true; ; isFirst = false) {
        if (!(i < 10)) [i, a, b, state] = [0, b, a, state + 1]
        else if (!(state + i < 400)) return [i, a, b, state]
        else if (i === 7 && !isFirst) [i, a, b, state] = [i + 3, b, a, state + 5]
        else i++
      }
    }
    for (const from of [0, 3, 8]) expect(leave(tree, from, 70, 80, from).live).toEqual(rounds(from, 70, 80, from))
  })

  it('counts down, and by more than one', () => {
    const down = COUNT.replace('int_lt', 'int_gt').replace('i3, 7)', 'i3, 0)')
    const tree = countingTree(down.replace('int_add(i0, 1)', 'int_sub(i0, 3)'))
    expect(loopOf(tree)).toMatch(/if \(i\d+ > s0\)/)
    expect(leave(tree, 10_000, 7, -1, 4).live.slice(0, 3)).toEqual([7, 7, 10])
    expect(leave(tree, 10_001, 7, -1, 4).live.slice(0, 3)).toEqual([5, 7, 8])
  })

  it('ends behind a last round that is the end', () => {
    const tree = countingTree(COUNT.replace('int_lt(i0, i1)', 'int_ge(i1, i0)').replace('i3, 7)', 'i3, 0)'))
    expect(loopOf(tree)).toMatch(/if \(i\d+ <= s0\)/)
    expect(leave(tree, 0, 3_000, -1, 4).live.slice(0, 3)).toEqual([3_001, 3_000, 3_000])
  })

  it('looks at its fuel where it counts by what is not constant, or has left 32 bits', () => {
    expect(loopOf(countingTree(COUNT.replace('int_add(i0, 1)', 'int_add(i0, i2)')))).toContain('fuel < 0')
    expect(loopOf(treeOf(COUNT))).toContain('fuel < 0')
  })

  it('leaves after a stint and goes on at its label', () => {
    const tree = countingTree(COUNT.replace('i3, 7)', 'i3, 0)'))
    const out = new Exits()
    out.rest = 400_000
    const run = compile(emitTree(tree), out, 'test')
    run(0, 0, 1_000_000, -1, 4)
    let times = 1
    for (; out.at!.way instanceof Crossing; times++) run(out.at!.way.target.index, ...out.live)
    expect(times).toBeGreaterThan(5)
    expect(out.live.slice(0, 3)).toEqual([1_000_000, 1_000_000, 999_999])
  })
})

describe('what waits', () => {
  const tree = countingTree(POLLED.replace('i3, 7)', 'i3, 0)'))

  it('is looked for where the loop looks around, and in no round', () => {
    expect(loopOf(tree)).not.toContain('!== 0')
    WAITS[0] = 1
    const out = new Exits()
    const run = compile(emitTree(tree), out, 'test')
    run(0, 0, 100, -1, 4)
    // The round in front of the label has its poll.
    expect((out.at!.way as Exit).resume.frames[0].pc).toBe(12)
    run(1, 1, 50_000, 0, 4)
    const { resume } = out.at!.way as Exit
    expect(resume.isInterpreters).toBe(true)
    expect(resume.frames[0].pc).toBe(4)
    const [i, end, before] = out.live as number[]
    expect(i).toBeLessThan(2_000)
    expect([end, before]).toEqual([50_000, i - 1])
  })

  it('is looked for in each round where a call may do anything, and where no poll is in front of the label', () => {
    const calls = POLLED.replace('i10 =', 'r11 = call_r(descr=<anything>)\ni10 =')
    expect(loopOf(countingTree(calls))).toContain('!== 0')
  })
})
