// Hashes as CPython computes them. A Py_hash_t is 64 bits: here a Python int, number or bigint.
// lib: stdtypes#hashing-of-numeric-types; PEP 456 (SipHash-1-3); CPython: Python/pyhash.c, Objects/tupleobject.c, setobject.c

type Int = number | bigint

const MODULUS = (1n << 61n) - 1n
const norm = (b: bigint): Int => {
  const n = Number(b)
  return Number.isSafeInteger(n) ? n : b
}
const signed = (b: bigint): Int => norm(BigInt.asIntN(64, b))

/** hash(int) */
export function hashInt(n: Int): Int {
  if (typeof n === 'number') return n === -1 ? -2 : n
  const m = n < 0n ? -(-n % MODULUS) : n % MODULUS
  return m === -1n ? -2 : norm(m)
}

/** hash(float) for anything but NaN, whose hash is the object's. */
export function hashFloat(v: number): Int {
  if (v === Infinity) return 314159
  if (v === -Infinity) return -314159
  if (Number.isInteger(v)) return hashInt(Number.isSafeInteger(v) ? v + 0 : BigInt(v))
  let m = Math.abs(v)
  let e = 0
  // m = fraction * 2**e with 0.5 <= fraction < 1
  while (m < 0.5) {
    m *= 2
    e--
  }
  while (m >= 1) {
    m /= 2
    e++
  }
  let x = 0n
  while (m !== 0) {
    x = ((x << 28n) & MODULUS) | (x >> 33n)
    m *= 268435456
    e -= 28
    const y = Math.floor(m)
    m -= y
    x += BigInt(y)
    if (x >= MODULUS) x -= MODULUS
  }
  const shift = BigInt(e >= 0 ? e % 61 : 60 - ((-1 - e) % 61))
  x = ((x << shift) & MODULUS) | (x >> (61n - shift))
  if (v < 0) x = -x
  return x === -1n ? -2 : norm(x)
}

/** hash(complex) from the hashes of its parts. */
export function hashComplex(real: Int, imag: Int): Int {
  const h = signed(BigInt.asUintN(64, BigInt(real)) + 1000003n * BigInt.asUintN(64, BigInt(imag)))
  return h === -1 ? -2 : h
}

// SipHash-1-3 on two 32-bit halves.
let k0l = 0
let k0h = 0
let k1l = 0
let k1h = 0

/** Sets the key of str and bytes hashes as PYTHONHASHSEED does: 0 for no randomisation. */
export function setHashSeed(seed: number): void {
  const bytes = new Uint8Array(16)
  if (seed !== 0) {
    let x = seed >>> 0
    for (let i = 0; i < 16; i++) {
      x = (Math.imul(x, 214013) + 2531011) >>> 0
      bytes[i] = (x >>> 16) & 0xff
    }
  }
  setHashKey(bytes)
}

/** Sets the key of str and bytes hashes. */
export function setHashKey(key: Uint8Array): void {
  const view = new DataView(key.buffer, key.byteOffset, 16)
  k0l = view.getUint32(0, true)
  k0h = view.getUint32(4, true)
  k1l = view.getUint32(8, true)
  k1h = view.getUint32(12, true)
  memo.clear()
}

/** SipHash-1-3 of `n` bytes that `byte` gives. */
function siphash(n: number, byte: (i: number) => number): Int {
  let v0l = k0l ^ 0x70736575
  let v0h = k0h ^ 0x736f6d65
  let v1l = k1l ^ 0x6e646f6d
  let v1h = k1h ^ 0x646f7261
  let v2l = k0l ^ 0x6e657261
  let v2h = k0h ^ 0x6c796765
  let v3l = k1l ^ 0x79746573
  let v3h = k1h ^ 0x74656462
  let t = 0
  const round = (): void => {
    let l = (v0l >>> 0) + (v1l >>> 0)
    v0h = (v0h + v1h + (l > 0xffffffff ? 1 : 0)) | 0
    v0l = l | 0
    l = (v2l >>> 0) + (v3l >>> 0)
    v2h = (v2h + v3h + (l > 0xffffffff ? 1 : 0)) | 0
    v2l = l | 0
    t = (v1h << 13) | (v1l >>> 19)
    v1l = (v1l << 13) | (v1h >>> 19)
    v1h = t
    t = (v3h << 16) | (v3l >>> 16)
    v3l = (v3l << 16) | (v3h >>> 16)
    v3h = t
    v1l ^= v0l
    v1h ^= v0h
    v3l ^= v2l
    v3h ^= v2h
    t = v0l
    v0l = v0h
    v0h = t
    l = (v2l >>> 0) + (v1l >>> 0)
    v2h = (v2h + v1h + (l > 0xffffffff ? 1 : 0)) | 0
    v2l = l | 0
    l = (v0l >>> 0) + (v3l >>> 0)
    v0h = (v0h + v3h + (l > 0xffffffff ? 1 : 0)) | 0
    v0l = l | 0
    t = (v1h << 17) | (v1l >>> 15)
    v1l = (v1l << 17) | (v1h >>> 15)
    v1h = t
    t = (v3h << 21) | (v3l >>> 11)
    v3l = (v3l << 21) | (v3h >>> 11)
    v3h = t
    v1l ^= v2l
    v1h ^= v2h
    v3l ^= v0l
    v3h ^= v0h
    t = v2l
    v2l = v2h
    v2h = t
  }
  const whole = n & ~7
  for (let i = 0; i < whole; i += 8) {
    const ml = byte(i) | (byte(i + 1) << 8) | (byte(i + 2) << 16) | (byte(i + 3) << 24)
    const mh = byte(i + 4) | (byte(i + 5) << 8) | (byte(i + 6) << 16) | (byte(i + 7) << 24)
    v3l ^= ml
    v3h ^= mh
    round()
    v0l ^= ml
    v0h ^= mh
  }
  let ml = 0
  let mh = (n & 0xff) << 24
  for (let i = whole; i < n; i++) {
    const k = i - whole
    if (k < 4) ml |= byte(i) << (8 * k)
    else mh |= byte(i) << (8 * (k - 4))
  }
  v3l ^= ml
  v3h ^= mh
  round()
  v0l ^= ml
  v0h ^= mh
  v2l ^= 0xff
  round()
  round()
  round()
  const low = (v0l ^ v1l ^ v2l ^ v3l) >>> 0
  const high = v0h ^ v1h ^ v2h ^ v3h
  if (high >= -0x200000 && high < 0x200000) {
    const h = high * 0x100000000 + low
    if (Number.isSafeInteger(h)) return h === -1 ? -2 : h
  }
  return (BigInt(high) << 32n) | BigInt(low)
}

const MEMO_LENGTH = 64
const MEMO_SIZE = 20000
const memo = new Map<string, Int>()

/** hash(str) of a raw string (every unit a code point). The bytes hashed are those of CPython's storage: 1 or 2 a character. */
export function hashStr(s: string): Int {
  if (s.length === 0) return 0
  let h = memo.get(s)
  if (h !== undefined) return h
  let wide = false
  for (let i = 0; i < s.length && !wide; i++) wide = s.charCodeAt(i) > 0xff
  h = wide
    ? siphash(s.length * 2, (i) => (i & 1 ? s.charCodeAt(i >> 1) >> 8 : s.charCodeAt(i >> 1) & 0xff))
    : siphash(s.length, (i) => s.charCodeAt(i))
  if (s.length <= MEMO_LENGTH) {
    if (memo.size >= MEMO_SIZE) memo.clear()
    memo.set(s, h)
  }
  return h
}

/** hash(str) of a wide string: four bytes a character above U+FFFF, two where only lone surrogates make it wide. */
export function hashCodePoints(cps: Uint32Array): Int {
  if (cps.some((c) => c > 0xffff)) return siphash(cps.length * 4, (i) => (cps[i >> 2] >>> (8 * (i & 3))) & 0xff)
  return siphash(cps.length * 2, (i) => (cps[i >> 1] >>> (8 * (i & 1))) & 0xff)
}

/** hash(bytes) */
export function hashBytes(bytes: Uint8Array): Int {
  return bytes.length === 0 ? 0 : siphash(bytes.length, (i) => bytes[i])
}

const P1 = 11400714785074694791n
const P2 = 14029467366897019727n
const P5 = 2870177450012600261n
const M = (1n << 64n) - 1n

/** hash(tuple) from the hashes of its items: xxHash. */
export function hashTuple(hashes: readonly Int[]): Int {
  let acc = P5
  for (const h of hashes) {
    acc = (acc + BigInt.asUintN(64, BigInt(h)) * P2) & M
    acc = ((acc << 31n) | (acc >> 33n)) & M
    acc = (acc * P1) & M
  }
  acc = (acc + (BigInt(hashes.length) ^ (P5 ^ 3527539n))) & M
  return acc === M ? 1546275796 : signed(acc)
}

/** hash(frozenset) from the hashes of its items. */
export function hashFrozenSet(hashes: readonly Int[]): Int {
  let h = 0n
  for (const x of hashes) {
    const u = BigInt.asUintN(64, BigInt(x))
    h ^= ((u ^ 89869747n ^ ((u << 16n) & M)) * 3644798167n) & M
  }
  h ^= ((BigInt(hashes.length) + 1n) * 1927868237n) & M
  h ^= (h >> 11n) ^ (h >> 25n)
  h = (h * 69069n + 907133923n) & M
  return h === M ? 590923713 : signed(h)
}
