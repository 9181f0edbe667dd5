/** What traces become in JavaScript. */
import { describe, expect, it } from 'vitest'
import { compile } from '../src/backend/js/compile.ts'
import { emitTree } from '../src/backend/js/emit.ts'
import { property, pureExpression } from '../src/backend/js/expressions.ts'
import { Names } from '../src/backend/js/names.ts'
import { Bridge, Crossing, type Exit, Exits, LEFT, type Tree } from '../src/driver/tree.ts'
import { FieldDescr } from '../src/ir/descr.ts'
import { evaluate } from '../src/ir/evaluate.ts'
import { Const, Input, Op } from '../src/ir/values.ts'
import type { Growing } from '../src/resume/resume.ts'
import { bridgeOf, treeOf } from './cases.ts'

const COUNT = `[i0, r1]
i2 = int_lt(i0, 1000)
guard_true(i2) [f@4: i0, r1]
i3 = int_add_ovf(i0, 1)
guard_no_overflow() [f@8: i0]
jump(i3, r1)`

describe('a remainder by a constant', () => {
  const values = [0, 1, 6, 7, -1, -7, -8, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 53 - 1, -(2 ** 53) + 1]
  it.each([1, 2, 7, 64, 1000, 2 ** 30, 2 ** 30 + 1])('is that of all integers, by %i', (divisor) => {
    const op = new Op('int_mod', [new Input('i', 0), new Const('i', divisor)], null, 0)
    const text = pureExpression(op, ['x', String(divisor)], new Names())
    // oxlint-disable-next-line no-new-func
    const remainder = new Function('x', `return ${text}`) as (x: number) => number
    for (const x of values) expect(remainder(x)).toBe(evaluate('int_mod', [x, divisor]))
  })
})

describe('a field', () => {
  it('is a property by its name, or an element by its number', () => {
    const of = (name: string): string => property('r1', new FieldDescr(name, 'r'))
    expect([of('A.x'), of('registers.12'), of('A.a b')]).toEqual(['r1.x', 'r1[12]', 'r1["a b"]'])
  })
})

describe('a loop', () => {
  it('is a loop over local variables', () => {
    const { text } = emitTree(treeOf(COUNT))
    expect(text.slice(text.indexOf('for (;;)'), text.indexOf('values['))).toBe(`for (;;) {
      if (fuel < 0) {
        out.work += 4000 - fuel; c0.work += 4000 - fuel
        fuel = 4000
        if (out.work > out.rest && !c1.invalid) {
          out.rest = out.work + 400000
          e = 1; break leave
        }
      }
      L1: for (;;) {
        if (fuel < 0) break
        if (!(i0 < 1000)) {
          e = 2; break leave
        }
        const i3 = i0 + 1
        fuel = (fuel - 4) | 0
        i0 = i3
        continue L1
      }
    }
  }
  `)
  })

  it('polls once, and again behind a call that may take any time', () => {
    const polls = (between: string): number => {
      const { text } = emitTree(
        treeOf(`[r0, r1]
i2 = call_i(descr=<poll>)
guard_false(i2) [f@4: r0, r1]
${between}
i3 = call_i(descr=<poll>)
guard_false(i3) [f@8: r0, r1]
jump(r0, r1)`),
      )
      return text.slice(text.indexOf('L1:')).split(' !== 0) {').length - 1
    }
    expect(polls('')).toBe(1)
    expect(polls('call_n(r0, r1, descr=<push>)')).toBe(1)
    expect(polls('call_n(r0, r1, descr=<setcar>)')).toBe(2)
  })

  it('tells which guard has failed and what was live', () => {
    const tree = treeOf(COUNT)
    const out = new Exits()
    const run = compile(emitTree(tree), out, 'test')
    expect(run(0, 5, 'r')).toBe(LEFT)
    expect(out.live).toEqual([1000, 'r'])
    expect(out.at?.way).toMatchObject({ guard: 'guard_true' })
    expect(run(0, 2000, 'r')).toBe(LEFT)
    expect(out.live).toEqual([2000, 'r'])
  })

  it('leaves after a stint and goes on at its label', () => {
    const tree = treeOf(COUNT.replace('1000', '1000000'))
    const out = new Exits()
    out.rest = 400_000
    const run = compile(emitTree(tree), out, 'test')
    expect(run(0, 5, 'r')).toBe(LEFT)
    const way = out.at!.way as Crossing
    expect(way).toMatchObject({ arity: 2, resume: null })
    const [i] = out.live
    expect(i).toBeGreaterThan(90_000)
    expect(i).toBeLessThan(110_000)
    let times = 1
    for (; out.at!.way instanceof Crossing; times++) run(way.target.index, ...out.live)
    expect(times).toBe(10)
    expect(out.live).toEqual([1_000_000, 'r'])
  })

  it('does not leave so where the trace is to be given up, which the guard tells that is there for it', () => {
    const tree = treeOf(COUNT.replace('1000', '1000000'))
    const out = new Exits()
    const run = compile(emitTree(tree), out, 'test')
    tree.validity.invalid = true
    run(0, 5, 'r')
    expect(out.live).toEqual([1_000_000, 'r'])
  })

  it('counts what was done where it finishes', () => {
    const tree = treeOf(COUNT)
    for (const guard of tree.root!.ops.filter((op) => op.name === 'guard_true')) {
      const exit = tree.exitOf(guard)
      const inputs = exit.kinds.map((kind) => new Input(kind, null))
      const result = inputs.find(({ kind }) => kind === 'r')!
      exit.bridge = new Bridge(exit, { inputs, ops: [new Op('finish', [result], null)] }, 1)
      exit.bridge.isMerged = true
    }
    const out = new Exits()
    const run = compile(emitTree(tree), out, 'test')
    expect(run(0, 5, 'given')).toBe('given')
    expect(out.work).toBeGreaterThan(900)
    expect(tree.work).toBe(out.work)
  })

  it('counts in doubles, which no overflow makes anything else of', () => {
    expect(new Exits().work).toBe(-0)
    expect(treeOf(COUNT).work).toBe(-0)
  })

  it('makes variables change places', () => {
    const { text } = emitTree(treeOf('[r0, r1, i2]\nguard_true(i2) [f@0: r0, r1, i2]\njump(r1, r0, i2)'))
    expect(text).toMatch(/const t0 = (r\d)\n\s*\1 = (r\d)\n\s*\2 = t0\n/)
  })
})

describe('a guard that fails', () => {
  /** The text where all guards may lead home, of a loop that is left by the last, and the exit by that. */
  function home(loop: string): { readonly exit: Exit; readonly left: () => string } {
    const tree = treeOf(loop)
    const guards = tree.root!.ops.filter((op) => op.name === 'guard_true')
    for (const { resume } of guards) Object.assign(resume!, { home: { code: 'f', pc: 4, sources: [0, 1] } })
    const exit = tree.exitOf(guards.at(-1)!)
    const left = (): string => {
      const emitted = emitTree(tree)
      const out = new Exits()
      expect(compile(emitted, out, 'test')(0, 5, 'given')).toBe(LEFT)
      expect(out.at).toMatchObject({ way: exit, home: 4 })
      expect(out.live).toEqual([1000, 'given'])
      expect(out.at!.homeSlots.map((slot) => out.values[slot >> 2])).toEqual([1000, 'given'])
      return emitted.text
    }
    return { exit, left }
  }

  function ownEnd(text: string): string {
    const start = text.indexOf('if (e === ')
    return text.slice(start, text.indexOf('return LEFT', start))
  }

  it('has an end of its own where its loop ends', () => {
    const { left } = home(COUNT)
    expect(ownEnd(left()).match(/values\[/g)!.length).toBe(2)
  })

  it('has an end of its own where it leads home again and again', () => {
    const { exit, left } = home(COUNT.replace('int_lt', 'int_ne'))
    expect(left()).not.toContain('if (e === ')
    exit.aborts = 1
    expect(ownEnd(left()).match(/values\[/g)!.length).toBe(2)
  })

  it('assigns local variables alone', () => {
    for (const [, block] of emitTree(treeOf(COUNT)).text.matchAll(/if \(!\(.*\) \{\n(.*)\n/g)) {
      expect(block.trim()).toMatch(/^(x[ifr]\d+ = \w+; )*e = \d+; break leave$/)
    }
  })

  const MANY = 40
  /** A sum is computed a step at a time, and each guard hands out all that there is by then. */
  function steps(args: readonly string[]): string {
    let text = '[i0]\n'
    for (let i = 1; i <= MANY; i++) {
      const held = Array.from({ length: i }, (_, k) => `i${k}`)
      text += `i${i} = int_add(i${i - 1}, ${i})\ni${100 + i} = int_ne(i${i}, ${1000 + i})\nguard_true(i${100 + i}) [f@${i}: ${held.join(', ')}]\n`
      if (args.includes(String(i)))
        text += `r${i} = call_r(i${i}, descr=<look>)\nguard_no_exception() [f@${i}: ${held.join(', ')}]\n`
    }
    return `${text}r99 = int_to_ref(i${MANY})\nfinish(r99)`
  }

  it.each([[], ['3', '4', '17']])('hands out what it shall, wherever it stands (%s)', (...calls) => {
    const tree = treeOf(steps(calls))
    const out = new Exits()
    const { text } = emitTree(tree)
    const run = compile(emitTree(tree), out, 'test')
    let sum = 0
    for (let i = 1; i <= MANY; i++) {
      sum += i
      // The sum is the number that this guard wants it not to be.
      const start = 1000 + i - sum
      expect(run(0, start)).toBe(LEFT)
      const expected = [start]
      for (let k = 1; k < i; k++) expected.push(expected[k - 1] + k)
      const { live } = out
      for (const value of expected) expect(live).toContain(value)
      expect(out.at!.way).toMatchObject({ guard: 'guard_true' })
    }
    // Each of them would assign as many as there are.
    expect(text.match(/x[ifr]\d+ = /g)!.length).toBeLessThan((MANY * MANY) / 3)
  })
})

describe('a guard of a class that a field is the mark of', () => {
  const MARKED = `[r0]
guard_class(r0, descr=<Marked>) [f@4: r0]
i1 = getfield_gc_i(r0, descr=<Marked.kind>)
guard_value(i1, 7) [f@8: r0, i1]
r2 = int_to_ref(i1)
finish(r2)`

  it('is asked with what the field holds', () => {
    const tree = treeOf(MARKED)
    const { text } = emitTree(tree)
    expect(text).not.toContain('typeof')
    expect(text.match(/\.kind/g)).toHaveLength(1)
    const out = new Exits()
    const run = compile(emitTree(tree), out, 'test')
    expect(run(0, { kind: 7 })).toBe(7)
    const other = { kind: 8 }
    expect(run(0, other)).toBe(LEFT)
    expect(out.live).toEqual([other])
    expect(out.at!.way).toMatchObject({ guard: 'guard_value' })
    for (const value of [null, undefined, 5, 'text', true, {}, 2n]) {
      expect(run(0, value)).toBe(LEFT)
      expect(out.live).toEqual([value])
      expect(out.at!.way).toMatchObject({ guard: 'guard_class' })
    }
  })

  it('asks first whether it is an object where it has failed often', () => {
    const tree = treeOf(MARKED)
    const guard = tree.root!.ops.find(({ name }) => name === 'guard_class')!
    const trace = bridgeOf(tree, tree.root!.ops.indexOf(guard), '[r0]\nfinish(r0)')
    const exit = tree.exitOf(guard)
    exit.bridge = new Bridge(exit, trace, 1)
    exit.bridge.isMerged = true
    const run = compile(emitTree(tree), new Exits(), 'test')
    expect(emitTree(tree).text).toContain("typeof p0 === 'object'")
    expect([run(0, { kind: 7 }), run(0, 'text'), run(0, null)]).toEqual([7, 'text', null])
  })
})

/** A tree with a merged bridge where the first truth value is none: its function is made again. */
function again(text: string, concrete?: number): Tree {
  const tree = treeOf(text, 'all', concrete)
  const guard = tree.root!.ops.find(({ name }) => name === 'guard_true')!
  const exit = tree.exitOf(guard)
  exit.bridge = new Bridge(exit, bridgeOf(tree, tree.root!.ops.indexOf(guard), '[r0, i1]\nfinish(r0)'), 1)
  exit.bridge.isMerged = true
  tree.bridges.push(exit.bridge)
  return tree
}

describe('a guard that a value is there', () => {
  const TWO = `[r0, i1]
i2 = int_is_true(i1)
guard_true(i2) [f@2: r0, i1]
guard_class(r0, descr=<Marked>) [f@4: r0]
i3 = getfield_gc_i(r0, descr=<Marked.kind>)
guard_value(i3, 7) [f@8: r0, i3]
r4 = int_to_ref(i3)
finish(r4)`

  it('is left to the host where the function is made again, and then asked where it has failed', () => {
    const tree = again(TWO)
    let remade = 0
    tree.remake = () => remade++
    expect(emitTree(treeOf(TWO)).text).not.toContain('try')
    expect(emitTree(tree).text).toContain('try')
    const out = new Exits()
    const run = compile(emitTree(tree), out, 'test')
    expect([run(0, { kind: 7 }, 1), run(0, 'given', 0)]).toEqual([7, 'given'])
    for (const value of [null, undefined, 5, 'text', {}, 2n]) {
      expect(run(0, value, 1)).toBe(LEFT)
      expect(out.live).toEqual([value])
      expect(out.at!.way).toMatchObject({ guard: 'guard_class' })
    }
    expect(remade).toBe(2)
    expect(emitTree(tree).text).not.toContain('try')
  })

  it('is asked where it was left by before', () => {
    const tree = again(TWO)
    tree.exitOf(tree.root!.ops.find(({ name }) => name === 'guard_class')!).failures++
    expect(emitTree(tree).text).not.toContain('try')
  })
})

describe('a guard that a value is an integer', () => {
  const SUM = `[r0, i1]
i2 = int_is_true(i1)
guard_true(i2) [f@2: r0, i1]
guard_class(r0, descr=<Int>) [f@4: r0]
i3 = ref_to_int(r0)
i4 = int_add_ovf(i3, 1)
guard_no_overflow() [f@8: r0]
r5 = int_to_ref(i4)
finish(r5)`

  it('is left to the host where it was a small one and the function is made again, and then asked where it has failed', () => {
    const tree = again(SUM, 5)
    let remade = 0
    tree.remake = () => remade++
    const out = new Exits()
    const run = compile(emitTree(tree), out, 'test')
    expect(emitTree(tree).text).toContain('p0 | 0')
    expect([run(0, 7, 1), run(0, -(2 ** 31), 1), run(0, 'given', 0)]).toEqual([8, 1 - 2 ** 31, 'given'])
    const thrower = { valueOf: () => ({}), toString: () => ({}) }
    for (const value of [null, undefined, '7', '', true, {}, [7], 2n, 7.5, 2 ** 31, 2 ** 40, thrower]) {
      // What an earlier run has left in variables says nothing.
      expect(run(0, 7, 1)).toBe(8)
      expect(run(0, value, 1)).toBe(LEFT)
      expect(out.live).toEqual([value])
      expect(out.at!.way).toMatchObject({ guard: 'guard_class' })
    }
    expect(remade).toBe(12)
    expect(emitTree(tree).text).not.toContain('p0 | 0')
    expect(compile(emitTree(tree), out, 'test')(0, 2 ** 40, 1)).toBe(2 ** 40 + 1)
  })

  it('is asked where it was a large one, and where the function is new', () => {
    expect(emitTree(again(SUM, 2 ** 40)).text).not.toContain('p0 | 0')
    expect(emitTree(treeOf(SUM)).text).not.toContain('p0 | 0')
  })
})

describe('arithmetic', () => {
  it('is written for int32 where bounds say so', () => {
    const { text } = emitTree(
      treeOf(
        '[i0]\ni1 = int_and(i0, 255)\ni2 = int_mul_ovf(i1, i1)\nguard_no_overflow() [f@0: i0]\ni3 = int_add_ovf(i2, 1)\nguard_no_overflow() [f@0: i0]\nr4 = int_to_ref(i3)\nfinish(r4)',
      ),
    )
    expect(text).toContain('& 255')
    expect(text).toContain('Math.imul(')
    expect(text).toContain('+ 1) | 0')
    expect(text).not.toContain('9007199254740991')
  })

  it('is written for 32 bits without a sign where bounds say so', () => {
    const { text } = emitTree(
      treeOf(
        '[i0, i1]\ni2 = int_and(i0, 4294967295)\ni3 = int_and(i1, 4294967295)\ni4 = int_xor(i2, i3)\ni5 = int_rshift(i4, 7)\nr6 = int_to_ref(i5)\nfinish(r6)',
      ),
    )
    expect(text).toMatch(/\(i\d+ \^ i\d+\) >>> 0/)
    expect(text).toMatch(/i\d+ >>> 7/)
    expect(text).not.toContain('Math.floor')
  })

  it('goes round in variables of 32 bits without a sign, whatever the first of them came from', () => {
    const { text } = emitTree(
      treeOf(
        '[i0, i1]\ni2 = int_xor_low(i0, i1)\ni3 = int_and(i2, 4294967295)\ni4 = int_lt(i1, 0)\nguard_false(i4) [f@0: i0, i1]\njump(i3, i0)',
        'all',
        3_000_000_000,
      ),
    )
    // Asked once, before the loop; in it V8 knows.
    expect(text.match(/<= 4294967295/g)).toHaveLength(1)
    expect(text.match(/i\d+ = p\d+ >>> 0/g)).toHaveLength(3)
    expect(text.slice(text.indexOf('L1:'))).not.toContain('4294967295)) {')
  })

  it('asks of no integer that is known to be int32 whether it is, for a remainder', () => {
    const remainder = (bits: number, name: string): string =>
      emitTree(treeOf(`[i0]\ni1 = int_and(i0, ${bits})\ni2 = ${name}(i1, 7)\nr3 = int_to_ref(i2)\nfinish(r3)`)).text
    expect(remainder(0xffff, 'uint_mod')).not.toContain('===')
    expect(remainder(0xffff, 'int_mod')).not.toContain('===')
    expect(remainder(2 ** 40 - 1, 'uint_mod')).toContain('===')
  })

  it('is tested for overflow on the side where it can', () => {
    const { text } = emitTree(
      treeOf(
        '[i0]\ni1 = int_and(i0, 255)\ni2 = int_add_ovf(i0, i1)\nguard_no_overflow() [f@0: i0]\nr3 = int_to_ref(i2)\nfinish(r3)',
      ),
    )
    expect(text).toContain('<= 9007199254740991')
    expect(text).not.toContain('-9007199254740991')
  })

  it('is asked first whether it has 32 bits still where it had', () => {
    const sum = (concrete: number, name = 'int_add_ovf', ...grown: Growing[]): string => {
      const text = `[i0, i1]\ni2 = ${name}(i0, i1)\nguard_no_overflow() [f@0: i0]\nr3 = int_to_ref(i2)\nfinish(r3)`
      return emitTree(treeOf(text, 'all', concrete, ...grown)).text
    }
    expect(sum(5)).toMatch(/\((i\d+) \| 0\) === \1 \|\| /)
    expect(sum(3_000_000_000)).not.toContain('| 0')
    // Sums of this loop have left 32 bits before.
    expect(sum(5, 'int_add_ovf', 'sums')).not.toContain('| 0')
  })

  it('is asked nothing else where it is a product that had 32 bits', () => {
    const product = (concrete: number, ...grown: Growing[]): string => {
      const text = '[i0, i1]\ni2 = int_mul_ovf(i0, i1)\nguard_no_overflow() [f@0: i0]\nr3 = int_to_ref(i2)\nfinish(r3)'
      return emitTree(treeOf(text, 'all', concrete, ...grown)).text
    }
    expect(product(5)).toMatch(/if \(!\(\((i\d+) \| 0\) === \1\)\) \{/)
    expect(product(5)).not.toContain('9007199254740991')
    for (const wide of [product(3_000_000_000), product(5, 'products')]) {
      expect(wide).not.toContain('| 0')
      expect(wide).toContain('9007199254740991')
    }
  })
})
