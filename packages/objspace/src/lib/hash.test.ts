import { describe, expect, it } from 'vitest'
import {
  hashBytes,
  hashCodePoints,
  hashComplex,
  hashFloat,
  hashFrozenSet,
  hashInt,
  hashStr,
  hashTuple,
  setHashSeed,
} from './hash.ts'
import { norm } from './integer.ts'
import { isSwift, mayCompileSip } from './siphash.ts'
import { cpython, doubleOf, NO_CPYTHON } from './test/cpython.ts'

describe('numbers', () => {
  it('hash ints modulo 2**61 - 1', () => {
    const p = 2n ** 61n - 1n
    expect([0, 1, -1, -2, 2 ** 53 - 1].map(hashInt)).toEqual([0, 1, -2, -2, 2 ** 53 - 1])
    expect([p, -p, p + 1n, -p - 1n, p - 1n, 2n ** 64n, 2n ** 53n].map(hashInt)).toEqual([
      0,
      0,
      1,
      -2,
      p - 1n,
      8,
      2n ** 53n,
    ])
  })

  it('hash alike whatever their type', () => {
    for (const v of [0, -0, 1, -1, 1e10, 2 ** 53, 2 ** 61, -(2 ** 61), 2 ** 200, -1e300, 1e22])
      expect([v, hashFloat(v)]).toEqual([v, hashInt(norm(BigInt(v)))])
    expect([0.5, -0.5, 1.5, Infinity, -Infinity].map(hashFloat)).toEqual([
      1152921504606846976n,
      -1152921504606846976n,
      1152921504606846977n,
      314159,
      -314159,
    ])
    expect(hashComplex(5, 0)).toBe(5)
    expect(hashComplex(0, 1)).toBe(1000003)
  })
})

describe('texts', () => {
  it('hash by the seed', () => {
    setHashSeed(0)
    expect([hashStr(''), hashBytes(new Uint8Array(0))]).toEqual([0, 0])
    expect(hashStr('abc')).toBe(-4594863902769663758n)
    setHashSeed(42)
    expect(hashStr('abc')).not.toBe(-4594863902769663758n)
    setHashSeed(0)
    expect(hashStr('abc')).toBe(-4594863902769663758n)
  })

  it('hash the same as bytes where they are Latin-1', () => {
    setHashSeed(1)
    for (let n = 1; n < 200; n++) {
      const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 71 + n) & 0xff)
      expect(hashStr(String.fromCharCode(...bytes))).toBe(hashBytes(bytes))
    }
    setHashSeed(0)
  })
})

it('mixes the hashes of a tuple and of a set', () => {
  expect(hashTuple([])).toBe(5740354900026072187n)
  expect(hashTuple([1, 2])).toBe(-3550055125485641917n)
  expect(hashTuple([2, 1])).not.toBe(hashTuple([1, 2]))
  expect(hashFrozenSet([])).toBe(133146708735736)
  expect(hashFrozenSet([1, 2, 3])).toBe(hashFrozenSet([3, 1, 2]))
})

type Answers = {
  floats: [string, string][]
  texts: [number[], string][]
  bytes: [number[], string][]
  tuples: [string[], string, string, string][]
}

for (const seed of [0, 1, 4294967295]) {
  it(`agrees with CPython under seed ${seed}`, ({ skip }) => {
    const answers = cpython<Answers>(
      `
import json, random, struct
random.seed(${seed} + 3)
bits = lambda v: struct.pack('>d', v).hex()
floats = [struct.unpack('<d', random.randbytes(8))[0] for i in range(1000)] + [random.uniform(-9, 9) for i in range(1000)]
limits = [(128,), (256,), (256, 0x3000), (65536,), (0x3000, 0x110000), (128, 0xe000)]
texts = [''.join(chr(random.randrange(1, random.choice(t))) for k in range(n)) for t in limits for n in [*range(1, 30), 64, 65, 200, 9000]]
raw = [random.randbytes(n) for n in [*range(1, 40), 255, 256, 257, 1000, 40000]]
def value(): return random.choice([random.randrange(-5, 300), random.getrandbits(random.choice([31, 53, 61, 70, 200])), -random.getrandbits(60), random.random(), str(random.random())])
rows = [[value() for k in range(n % 9)] for n in range(1000)]
tuples = [[[str(hash(x)) for x in r], str(hash(tuple(r))), str(hash(frozenset(r))), str(len(frozenset(r)) == len(r))] for r in rows]
print(json.dumps({'floats': [[bits(v), str(hash(v))] for v in floats if v == v], 'texts': [[list(map(ord, s)), str(hash(s))] for s in texts], 'bytes': [[list(b), str(hash(b))] for b in raw], 'tuples': tuples}))`,
      { PYTHONHASHSEED: String(seed) },
    )
    if (answers === undefined) return skip(NO_CPYTHON)
    setHashSeed(seed)
    for (const [bits, h] of answers.floats) expect([bits, String(hashFloat(doubleOf(bits)))]).toEqual([bits, h])
    for (const [points, h] of answers.texts) {
      const wide = points.some((c) => c > 0xffff || (c >= 0xd800 && c <= 0xdfff))
      expect(String(hashCodePoints(Uint32Array.from(points)))).toBe(h)
      if (!wide) expect(String(hashStr(String.fromCharCode(...points)))).toBe(h)
    }
    for (const [bytes, h] of answers.bytes) expect(String(hashBytes(Uint8Array.from(bytes)))).toBe(h)
    for (const [items, tuple, set, distinct] of answers.tuples) {
      const hashes = items.map((s) => norm(BigInt(s)))
      expect(String(hashTuple(hashes))).toBe(tuple)
      if (distinct === 'True') expect(String(hashFrozenSet(hashes))).toBe(set)
    }
    setHashSeed(0)
  })
}

describe('compiled hashing', () => {
  it('gives the same', () => {
    const texts = Array.from({ length: 6000 }, (_, i) => String.fromCharCode(97 + (i % 150)).repeat(i % 61) + i)
    const own = [...texts.slice(0, 100), 'x'.repeat(20000), '\u4e2d'.repeat(9), '\u4e2d\u0100'.repeat(40), '']
    setHashSeed(7)
    const before = own.map(hashStr)
    const bytes = own.map((s) => hashBytes(Uint8Array.from(s, (c) => c.charCodeAt(0))))
    mayCompileSip()
    setHashSeed(0)
    for (const text of texts) hashStr(text)
    expect(isSwift).toBe(true)
    setHashSeed(7)
    expect(own.map(hashStr)).toEqual(before)
    expect(own.map((s) => hashBytes(Uint8Array.from(s, (c) => c.charCodeAt(0))))).toEqual(bytes)
    setHashSeed(0)
  })
})
