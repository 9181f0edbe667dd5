/** Loops in WebAssembly: what is written, where it is chosen, and that it gives what JavaScript gives. */
import { describe, expect, it } from 'vitest'
import { signed, unsigned } from '../src/backend/wasm/encode.ts'
import { emitTree } from '../src/backend/js/emit.ts'
import { Bridge } from '../src/driver/tree.ts'
import { parseTrace } from '../src/ir/parse.ts'
import { Op } from '../src/ir/values.ts'
import { DESCRS, treeOf } from './cases.ts'
import { type Datum, Double, execute, interpret, type Outcome, parse } from './integers.ts'
import { randomProgram } from './random-integers.ts'

const MASK = 2n ** 64n - 1n

/** Executes a loop of so many rounds with both backends, and gives what WebAssembly made of it. */
function both(text: string, rounds: number, ...start: Datum[]): Outcome {
  const program = { body: parse(text), start: [0, rounds, ...start] }
  const expected = interpret(program)
  expect(execute(program, 'wasm=0').values).toEqual(expected)
  const outcome = execute(program, 'wasm=2,stint=5000')
  expect(outcome.values).toEqual(expected)
  return outcome
}

/** Next values of a generator, in v2. */
const LCG = `
v2 = v2 * 6364136223846793005
v2 = v2 + 1442695040888963407
v2 = v2 & ${MASK}`

describe('a loop in WebAssembly', () => {
  it('computes modulo 2^64', () => {
    const { texts } = both(LCG, 3000, 42)
    expect(texts.at(-1)).toMatch(/local.get \$v2\s+i64.const 6364136223846793005\s+i64.mul/)
  })

  it('compares integers of 64 bits without a sign, and goes on in bridges', () => {
    const { texts } = both(`${LCG}\nif v2 < 9223372036854775808\n  v3 = v3 + 1`, 3000, 42, 0)
    expect(texts.at(-1)).toContain('i64.lt_u')
    expect(texts.at(-1)).toMatch(/if \$B\d+[^]*br \$L\s+end/)
  })

  it('wants no more of a product than the mask behind it does, in bridges too', () => {
    const text =
      'v3 = v2 * 6364136223846793005\nv3 = v3 + 1442695040888963407\nv2 = v3 & 18446744073709551615\nv3 = v2 >> 3'
    const { texts } = both(text, 3000, 1, 0)
    expect(texts.at(-1)).toContain('i64.mul')
    expect(texts.at(-1)).not.toContain('f64.mul')
  })

  it('knows differences that are past 2^63', () => {
    const count = 'v3 = v2 >> 1\nv3 = v3 & 6148914691236517205\nv3 = v2 - v3\nv4 = v3 >> 2\nv5 = v5 ^ v4'
    const { texts } = both(`${LCG}\n${count}`, 3000, 42, 0, 0, 0)
    expect(texts.at(-1)).toContain('f64.const 17179869184')
    both(`${LCG}\nv3 = v2 >> 1\nv3 = v2 - v3\nv3 = v3 - v2\nv4 = v3 >> 2\nv5 = v5 ^ v4`, 3000, 42, 0, 0, 0)
  })

  it('compares integers with a sign', () => {
    both(`${LCG}\nv3 = v2 >> 20\nv3 = v3 - 8796093022208\nif v3 < -5\n  v4 = v4 + 1`, 3000, 42, 0, 0)
  })

  it.each([10, 11, 12])('asks whether an integer is small where that makes a difference (64 - %i bits)', (shift) => {
    both(`${LCG}\nv3 = v2 >> ${shift}\nv4 = v3 ^ v4\nv5 = v3 + v4\nv5 = v5 % 1000003`, 3000, 42, 0, 0, 0)
  })

  it.each([1, 20, 40, 51])('has variables that are small at times (%i bits less)', (bits) => {
    both(`${LCG}\nv3 = v2 >> ${bits}\nif v3 < v4\n  v4 = v3 ^ 12345\nv4 = v4 + v3\nv4 = v4 & ${MASK}`, 3000, 42, 0, 5)
  })

  it('computes products of integers that are larger than numbers hold, where they fit', () => {
    both('v2 = v2 * 48271\nv2 = v2 % 2147483647\nv3 = v2 * v2\nv4 = v3 % 1000000007\nv5 = v3 >> 5', 3000, 1, 0, 0, 0)
  })

  it('gives remainders of such products, by a variable, the sign of the divisor', () => {
    const random = `${LCG}\nv3 = v2 >> 17\nv3 = v3 - 70368744177664`
    const { texts } = both(`${random}\nv4 = v3 * 65537\nv4 = v4 % v5\nv6 = v6 ^ v4`, 3000, 42, 0, 0, 1000003, 0)
    expect(texts.at(-1)).toContain('i64.rem_s')
  })

  it('hands out integers as the language has them', () => {
    const text = `v2 = v2 * 6364136223846793005\nv2 = v2 + 1\nv2 = v2 & ${2n ** 55n - 1n}\nv3 = v2 ^ ${2n ** 54n}\nv3 = v3 & ${MASK}`
    for (const stint of [20, 30, 50, 70, 110]) {
      const program = { body: parse(text), start: [0, 300 + stint, 2 ** 53, 2 ** 53] }
      expect(execute(program, `wasm=2,stint=${stint}`).values).toEqual(interpret(program))
    }
  })

  it('leaves where they do not fit any more', () => {
    both('v2 = v2 * 3\nv3 = v3 + v2\nif v3 < v2\n  v4 = v4 + 1', 300, 1, 1, 0)
    both('v2 = v2 + v3\nv3 = v3 + v2', 400, 1, 1)
    both('v2 = v2 * -3', 100, 1)
    both('v2 = v2 - 1000000000000', 12000, 1)
  })

  it.each([7, 8, -7, 1000003, 2 ** 40 + 15])('divides towards minus infinity, by %i', (divisor) => {
    const random = `${LCG}\nv3 = v2 >> 16\nv3 = v3 - 140737488355328`
    both(`${random}\nv4 = v3 % ${divisor}\nv5 = v3 // ${divisor}\nv6 = v6 + v5\nv6 = v6 ^ v4`, 3000, 42, 0, 0, 0, 0)
    both(`${random}\nv4 = v3 % v5\nv6 = v3 // v5\nv7 = v7 ^ v4\nv7 = v7 ^ v6`, 3000, 42, 0, 0, divisor, 0, 0)
  })

  it('shifts to the right with a sign where there is one', () => {
    both(`${LCG}\nv3 = v2 >> 1\nv3 = v3 - 4611686018427387904\nv4 = v3 >> 33\nv5 = v5 ^ v4`, 3000, 42, 0, 0, 0)
  })

  it('shifts by variables', () => {
    const random = `${LCG}\nv3 = v2 >> 44\nv4 = v2 >> 59\nv4 = v4 & 31`
    both(`${random}\nv5 = v3 << v4\nv5 = v5 >> 3\nv6 = v6 ^ v5\nv7 = v3 >> v4\nv6 = v6 ^ v7`, 3000, 42, 0, 0, 0, 0, 0)
  })

  it('overflows where JavaScript does', () => {
    const random = `${LCG}\nv3 = v2 >> 12\nv4 = v2 >> 38`
    both(`${random}\nv5 = v3 + v3\nif v5 < v6\n  v7 = v7 + 1\nv6 = v5 - v3`, 3000, 42, 0, 0, 0, 0, 0)
    both(`${random}\nv5 = v4 * v4\nv5 = v5 * 5\nif v5 < v6\n  v7 = v7 + 1\nv6 = v5 & ${MASK}`, 3000, 42, 0, 0, 0, 0, 0)
    both(`${random}\nv5 = v3 * 4097\nif v5 < v6\n  v7 = v7 + 1\nv6 = v5 & ${MASK}`, 3000, 42, 0, 0, 0, 0, 0)
  })

  it('computes doubles', () => {
    const text = `${LCG}\nv3 = v2 >> 40\nv4 = v4 * 0.5\nv4 = v4 + v3\nif v4 < v5\n  v5 = v5 - 1.25\nv5 = v5 + 0.125`
    both(text, 3000, 42, 0, new Double(0.5), new Double(1e7))
    both('v2 = v2 * v3\nv2 = v2 - v3\nif v2 != v2\n  v4 = v4 + 1', 3000, new Double(1e300), new Double(7), 0)
  })

  it('is not entered with what it cannot hold', () => {
    both(`v2 = v2 ^ v3\nv4 = v2 & ${MASK}\nv4 = v4 >> 3`, 300, 2n ** 70n, -1, 0)
    both(`v2 = v2 ^ v3\nv4 = v2 & ${MASK}\nv4 = v4 >> 3`, 300, -(2n ** 60n), 5, 0)
  })
})

/** A loop of three variables, whose second is computed of an integer below a number. */
const loopOf = (limit: number, statement: string): string => `[i0, i1, i2]
i3 = int_lt(i0, i2)
guard_true(i3) [f@4: i0, i1, i2]
i7 = int_ge(i1, 0)
guard_true(i7) [f@8: i0, i1, i2]
i8 = int_le(i1, ${limit / 4})
guard_true(i8) [f@12: i0, i1, i2]
i4 = int_mul(i1, 3)
${statement}
i6 = int_add(i0, 1)
jump(i6, i5, i2)`

const loopsOf = (text: string, wasm: number): readonly string[] => emitTree(treeOf(text), { wasm }).loops

describe('the choice', () => {
  it.each([
    ['a remainder of an integer past 32 bits', 2 ** 48, 'i5 = int_mod(i4, 1000000000039)', 1],
    ['a remainder of one below', 2 ** 31, 'i5 = int_mod(i4, 1000003)', 0],
    ['bits of an integer past 32 bits, once', 2 ** 48, 'i5 = int_xor(i4, 5)', 0],
    ['the same several times', 2 ** 48, 'i9 = int_xor(i4, i1)\ni10 = int_and(i9, i4)\ni5 = int_or(i10, i1)', 1],
    ['bits of one below', 2 ** 31, 'i5 = int_xor(i4, 5)', 0],
    ['a sum', 2 ** 48, 'i5 = int_add(i4, 3)', 0],
  ])('is made by what is saved: %s', (_, limit, statement, chosen) => {
    expect(loopsOf(loopOf(limit, statement), 1)).toHaveLength(chosen)
    expect(loopsOf(loopOf(limit, statement), 2)).toHaveLength(1)
    expect(loopsOf(loopOf(limit, statement), 0)).toHaveLength(0)
  })

  /** What is written of a loop with a bridge that comes back to it from its last guard. */
  const withBridge = (text: string, bridge: string): readonly string[] => {
    const tree = treeOf(text)
    const end = tree.root!.ops.at(-1)!
    const guard = tree.root!.ops.findLast((op) => op.isGuard)!
    const exit = tree.exitOf(guard)
    const { inputs, ops } = parseTrace(bridge, { descrs: DESCRS })
    const jump = new Op('jump', ops.at(-1)!.args, end.descr)
    exit.bridge = new Bridge(exit, { inputs, ops: [...ops.slice(0, -1), jump] }, 1)
    exit.bridge.isMerged = true
    tree.bridges.push(exit.bridge)
    return emitTree(tree, { wasm: 1 }).loops
  }

  const DOUBLES = `[i0, f1, f2, r13]
i3 = int_lt(i0, 50)
guard_true(i3) [f@4: i0, f1, f2, r13]
f4 = float_mul(f1, f1)
f5 = float_mul(f2, f2)
f6 = float_sub(f4, f5)
f7 = float_add(f6, 0.25)
f8 = float_mul(f1, f2)
f9 = float_mul(2.0, f8)
f10 = float_add(f9, 0.5)
i11 = float_le(f10, 4.0)
guard_true(i11) [f@8: i0, f1, f2, r13]
i12 = int_add(i0, 1)
jump(i12, f7, f10, r13)`

  it('counts no bridge that stays in JavaScript, but for the calls in it, around which doubles are not kept', () => {
    const again = 'i3 = int_mod(i0, 97)\nf4 = cast_int_to_float(i3)\njump(i0, f4, f2, r13)'
    expect(withBridge(DOUBLES, `[i0, f1, f2, r13]\nsetfield_gc(r13, r13, descr=<Pair.car>)\n${again}`)).toHaveLength(0)
    expect(withBridge(DOUBLES, `[i0, f1, f2, r13]\nr9 = call_r(r13, descr=<anything>)\n${again}`)).toHaveLength(1)
  })

  it('counts no calls in bridges that go around the loop, since they stand behind it', () => {
    const nest = DOUBLES.replace('[i0, f1, f2, r13]', '[i0, f1, f2, r13, r14, f15]')
      .replaceAll(' r13]', ' r13, r14, f15]')
      .replace('f10, r13)', 'f10, r13, r14, f15)')
    const bridge = (jump: string): string => `[i0, f1, f2, r13, r14, f15]\nr9 = call_r(r13, descr=<anything>)\n${jump}`
    expect(withBridge(nest, bridge('jump(i0, 0.0, 0.0, r13, r14, f15)'))).toHaveLength(1)
    expect(withBridge(nest, bridge('jump(0, 0.0, 0.0, r13, r9, 0.5)'))).toHaveLength(0)
  })

  it('falls on JavaScript where the round does something to objects', () => {
    const write = 'i5 = int_mod(i4, 1000003)\nr9 = call_r(descr=<anything>)'
    expect(loopsOf(loopOf(2 ** 48, write), 2)).toHaveLength(0)
  })
})

describe('the text', () => {
  it('is that of a loop which hands out its variables', () => {
    const [text] = loopsOf(loopOf(2 ** 48, 'i5 = int_mod(i4, 1000000000039)'), 2)
    expect(text).toMatchInlineSnapshot(`
      "(module
        (global $g0 (export "g0") (mut f64))
        (global $g1 (export "g1") (mut f64))
        (func (export "run") (param $p0 f64) (param $p1 f64) (param $p2 f64) (param $budget i32) (result i32) (local $work i32) (local $v0 i64) (local $v1 i64) (local $v2 i64) (local $i0 i64) (local $i1 i64) (local $i2 i64)
          local.get $p0
          i64.trunc_f64_s
          local.set $v0
          local.get $p1
          i64.trunc_f64_s
          local.set $v1
          local.get $p2
          i64.trunc_f64_s
          local.set $v2
          block $out
            loop $L
              local.get $work
              local.get $budget
              i32.ge_s
              br_if $out
              local.get $v0
              local.get $v2
              i64.lt_s
              i32.eqz
              br_if $out
              local.get $v1
              i64.const 3
              i64.mul
              local.set $i0
              local.get $i0
              i64.const 1000000000039
              i64.rem_u
              local.set $i1
              local.get $v0
              i64.const 1
              i64.add
              local.set $i2
              local.get $i2
              local.get $i1
              local.set $v1
              local.set $v0
              local.get $work
              i32.const 6
              i32.add
              local.set $work
              br $L
            end
          end
          local.get $v0
          f64.convert_i64_s
          global.set $g0
          local.get $v1
          f64.convert_i64_s
          global.set $g1
          local.get $work
        ))"
    `)
  })

  it('goes into JavaScript at the head of the loop', () => {
    const { text } = emitTree(treeOf(loopOf(2 ** 48, 'i5 = int_mod(i4, 1000000000039)')), { wasm: 1 })
    expect(text.slice(text.indexOf('if (c'), text.indexOf('if (!(i'))).toMatchInlineSnapshot(`
      "if (c0.credit > 0) {
                const m1 = c1(i0, i1, i2, 400000)
                if (m1 > 0) {
                  fuel = (fuel - m1) | 0
                  i0 = c2()
                  i1 = c3()
                }
                if (m1 < 18) c0.credit--
                else c0.credit = c0.most
              }
              "
    `)
  })
})

describe('numbers of the binary format', () => {
  it('have seven bits to a byte', () => {
    expect(unsigned(624485)).toEqual([0xe5, 0x8e, 0x26])
    expect(unsigned(127)).toEqual([127])
    expect(signed(-123456n)).toEqual([0xc0, 0xbb, 0x78])
    expect(signed(64n)).toEqual([0xc0, 0])
    expect(signed(-64n)).toEqual([0x40])
  })
})

describe('random loops', () => {
  const PER_TEST = 40
  it.each([0, 1, 2, 3, 4])('give the same as JavaScript and as the interpreter (%i)', (part) => {
    let written = 0
    for (let seed = part * PER_TEST; seed < (part + 1) * PER_TEST; seed++) {
      const program = randomProgram(seed)
      const expected = interpret(program)
      expect(execute(program, 'wasm=0').values, `seed ${seed} in JavaScript`).toEqual(expected)
      const { values, texts } = execute(program, 'wasm=2,stint=500')
      expect(values, `seed ${seed}`).toEqual(expected)
      if (texts.some((text) => text.includes('(module'))) written++
    }
    expect(written).toBeGreaterThan(PER_TEST / 4)
  })
})
