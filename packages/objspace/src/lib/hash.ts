// Hashes as CPython computes them. lib: stdtypes#hashing-of-numeric-types; PEP 456; CPython: Python/pyhash.c, Objects/tupleobject.c, setobject.c
//
// A Py_hash_t has 64 bits: here it is a Python int (a number, or a bigint outside the safe integers) and never -1. Inside,
// 64-bit arithmetic is done on two signed 32-bit halves; bigints appear where a result that needs one leaves this file.
// Tables of keys take the halves: a function `…Halves` gives the lower one and leaves the upper one in `upperHalf`.
import { onRestart } from '../space/restart.ts'
import { isSwift, mayCompileSip, room, setSipKey, sipHigh, siphash, sipLow } from './siphash.ts'

type Int = number | bigint

const TWO32 = 4294967296

// Bigints go in and out by halves through memory. LOW is where this machine has the lower one.
const big = new BigInt64Array(1)
const halves = new Int32Array(big.buffer)
big[0] = 1n
const LOW = halves[0] === 1 ? 0 : 1
const HIGH = 1 - LOW

/** A hash of two halves; -1 is taken for errors, so -2 stands for it. */
function fromHalves(high: number, low: number): Int {
  if (high >= -0x200000 && high < 0x200000) {
    const h = high * TWO32 + (low >>> 0)
    if (h !== -9007199254740992) return h === -1 ? -2 : h
  }
  halves[HIGH] = high
  halves[LOW] = low
  return big[0]
}

/** The upper half of the hash that a function `…Halves` computed last. */
export let upperHalf = 0

/** The halves of a hash. */
export function halvesOf(h: Int): number {
  if (typeof h === 'number') {
    const l = h | 0
    upperHalf = l === h ? l >> 31 : Math.floor(h / TWO32) | 0
    return l
  }
  big[0] = h
  upperHalf = halves[HIGH]
  return halves[LOW]
}

/** The hash of two halves. */
export function hashOfHalves(high: number, low: number): Int {
  return fromHalves(high, low)
}

const MODULUS = (1n << 61n) - 1n

/** hash(int): the value modulo 2**61 - 1, with its sign. */
export function hashInt(n: Int): Int {
  if (typeof n === 'number') return n === -1 ? -2 : n
  const r = n % MODULUS
  const m = Number(r)
  return m > 9007199254740991 || m < -9007199254740991 ? r : m === -1 ? -2 : m
}

const double = new DataView(new ArrayBuffer(8))

/** hash(float) for anything but NaN, whose hash is the object's: equal numbers hash alike whatever their type. */
export function hashFloat(v: number): Int {
  if (Number.isSafeInteger(v)) return v === -1 ? -2 : v + 0
  if (v - v !== 0) return v > 0 ? 314159 : -314159
  // |v| = m * 2**e, m an integer; as 2**61 is 1, m is rotated by e within 61 bits.
  double.setFloat64(0, v)
  const word = double.getUint32(0)
  const biased = (word >>> 20) & 0x7ff
  const m = ((biased === 0 ? 0 : 0x100000) + (word & 0xfffff)) * TWO32 + double.getUint32(4)
  const e = ((((biased === 0 ? 1 : biased) - 1075) % 61) + 61) % 61
  const wrapped = 2 ** (61 - e)
  const upper = (m % wrapped) * 2 ** e
  const lower = Math.floor(m / wrapped)
  const sum = upper + lower
  if (sum <= 9007199254740991) return v < 0 ? (sum === 1 ? -2 : -sum) : sum
  const exact = BigInt(upper) + BigInt(lower)
  return v < 0 ? -exact : exact
}

/** hash(complex) from the hashes of its parts. */
export function hashComplex(real: Int, imag: Int): Int {
  big[0] = BigInt.asIntN(64, BigInt(real) + 1000003n * BigInt(imag))
  return fromHalves(halves[HIGH], halves[LOW])
}

/** Sets the key of str and bytes hashes as PYTHONHASHSEED does: 0 for no randomisation. */
export function setHashSeed(seed: number): void {
  const key = new Uint8Array(16)
  if (seed !== 0) {
    let x = seed >>> 0
    for (let i = 0; i < 16; i++) {
      x = (Math.imul(x, 214013) + 2531011) | 0
      key[i] = x >>> 16
    }
  }
  setHashKey(key)
}

/** Sets the key of str and bytes hashes: 16 bytes. */
export function setHashKey(key: Uint8Array): void {
  hashKey = key
  setSipKey(key)
  memo.clear()
}

let hashKey: Uint8Array = new Uint8Array(16)

/** The hash of bytes by a key of their own, eight bytes: what tells sources apart in caches. CPython: _Py_KeyedHash; PEP 552 */
export function keyedHash(key: number, bytes: Uint8Array): Uint8Array {
  const own = new Uint8Array(16)
  new DataView(own.buffer).setBigUint64(0, BigInt(key), true)
  setSipKey(own)
  siphash(packed(bytes), bytes.length)
  setSipKey(hashKey)
  const out = new Uint8Array(8)
  const view = new DataView(out.buffer)
  view.setInt32(0, sipLow, true)
  view.setInt32(4, sipHigh, true)
  return out
}

onRestart(mayCompileSip)

/** Room for `bytes` bytes, with zeros in the last pair of words. */
function reserve(bytes: number): Int32Array {
  const last = (bytes >>> 3) * 2
  if (last + 2 > room.length) return new Int32Array(last + 2)
  room[last] = 0
  room[last + 1] = 0
  return room
}

function finish(w: Int32Array, bytes: number): Int {
  siphash(w, bytes)
  return fromHalves(sipHigh, sipLow)
}

const MEMO_LENGTH = 64
const BRIEF = 16
const MEMO_SIZE = 16384
const memo = new Map<string, number>()
// Small at first: a process that starts from a snapshot gets them copied.
let memoLow = new Int32Array(512)
let memoHigh = new Int32Array(512)

function growMemo(): void {
  const grown = (old: Int32Array): Int32Array<ArrayBuffer> => {
    const longer = new Int32Array(old.length * 2)
    longer.set(old)
    return longer
  }
  memoLow = grown(memoLow)
  memoHigh = grown(memoHigh)
}

/** hash(str) of a raw string (every unit a code point), in halves. The bytes hashed are those of CPython's storage: 1 or 2 a character. */
export function strHalves(s: string): number {
  const n = s.length
  if (n === 0) {
    upperHalf = 0
    return 0
  }
  if (n > MEMO_LENGTH || (isSwift && n <= BRIEF)) {
    hashUnits(s)
    return keepSip()
  }
  const known = memo.get(s)
  if (known !== undefined) {
    upperHalf = memoHigh[known]
    return memoLow[known]
  }
  hashUnits(s)
  const l = keepSip()
  if (memo.size >= MEMO_SIZE) memo.clear()
  else if (memo.size === memoLow.length) growMemo()
  memoLow[memo.size] = l
  memoHigh[memo.size] = upperHalf
  memo.set(s, memo.size)
  return l
}

/** The halves that siphash has left; -1 is taken for errors. */
function keepSip(): number {
  upperHalf = sipHigh
  return sipLow === -1 && sipHigh === -1 ? -2 : sipLow
}

/** hash(str) of a raw string. */
export function hashStr(s: string): Int {
  const l = strHalves(s)
  return fromHalves(upperHalf, l)
}

function hashUnits(s: string): void {
  const n = s.length
  let w = reserve(n)
  let seen = 0
  let i = 0
  for (let k = 0; i + 3 < n; i += 4, k++) {
    const a = s.charCodeAt(i)
    const b = s.charCodeAt(i + 1)
    const c = s.charCodeAt(i + 2)
    const d = s.charCodeAt(i + 3)
    seen |= a | b | c | d
    w[k] = a | (b << 8) | (c << 16) | (d << 24)
  }
  for (let word = 0, shift = 0; i < n; i++, shift += 8) {
    const a = s.charCodeAt(i)
    seen |= a
    word |= a << shift
    w[n >> 2] = word
  }
  if (seen <= 0xff) {
    siphash(w, n)
    return
  }
  w = reserve(n * 2)
  for (i = 0; i + 1 < n; i += 2) w[i >> 1] = s.charCodeAt(i) | (s.charCodeAt(i + 1) << 16)
  if (i < n) w[i >> 1] = s.charCodeAt(i)
  siphash(w, n * 2)
}

/** hash(str) of code points: four bytes a character where one is above U+FFFF, else two or one. */
export function hashCodePoints(cps: Uint32Array): Int {
  const n = cps.length
  if (n === 0) return 0
  let seen = 0
  for (let i = 0; i < n; i++) seen |= cps[i]
  const size = seen > 0xffff ? 4 : seen > 0xff ? 2 : 1
  const w = reserve(n * size)
  if (size === 4) for (let i = 0; i < n; i++) w[i] = cps[i]
  else {
    const shift = size * 8
    const each = 4 / size
    for (let i = 0; i < n; i += each) {
      let word = 0
      for (let k = Math.min(each, n - i) - 1; k >= 0; k--) word = (word << shift) | cps[i + k]
      w[i / each] = word
    }
  }
  return finish(w, n * size)
}

/** hash(bytes) */
export function hashBytes(bytes: Uint8Array): Int {
  const n = bytes.length
  return n === 0 ? 0 : finish(packed(bytes), n)
}

/** Bytes as words. */
function packed(bytes: Uint8Array): Int32Array {
  const n = bytes.length
  const w = reserve(n)
  let i = 0
  for (let k = 0; i + 3 < n; i += 4, k++)
    w[k] = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24)
  for (let word = 0, shift = 0; i < n; i++, shift += 8) {
    word |= bytes[i] << shift
    w[n >> 2] = word
  }
  return w
}

// A 64-bit accumulator, in halves.
let high = 0
let low = 0

/** Puts the hash of an item there. */
function load(item: Int): void {
  if (typeof item === 'number') {
    low = item | 0
    high = Math.floor(item / TWO32) | 0
  } else {
    big[0] = item
    low = halves[LOW]
    high = halves[HIGH]
  }
}

/** The accumulator times a constant of two halves, the lower also given as 16-bit pieces; modulo 2**64. */
function multiply(mh: number, ml: number, ml1: number, ml0: number): void {
  const a0 = low & 0xffff
  const a1 = low >>> 16
  // The upper half of low * ml, whose lower one is an Int32 product.
  const p01 = a0 * ml1
  const p10 = a1 * ml0
  const middle = ((a0 * ml0) >>> 16) + (p01 & 0xffff) + (p10 & 0xffff)
  const upper = a1 * ml1 + (p01 >>> 16) + (p10 >>> 16) + (middle >>> 16)
  high = (upper + Math.imul(high, ml) + Math.imul(low, mh)) | 0
  low = Math.imul(low, ml)
}

/**
 * hash(tuple) in halves: xxHash's mixing of the hashes of its items, of which `halvesOfItem` gives the halves. What `multiply` does is written
 * out: the halves stay in registers, and a lane of less than 21 bits, as most hashes of ints are, takes one multiplication.
 */
export function tupleHalves<T>(items: readonly T[], halvesOfItem: (item: T) => number): number {
  let h = 0x27d4eb2f
  let l = 0x165667c5
  for (let i = 0; i < items.length; i++) {
    let al = halvesOfItem(items[i])
    let ah = upperHalf
    // The lane times 0xc2b2ae3d27d4eb4f.
    if (ah === 0 && al >= 0 && al < 0x200000) {
      ah = (Math.imul(al, 0xc2b2ae3d) + Math.floor((al * 0x27d4eb4f) / TWO32)) | 0
      al = Math.imul(al, 0x27d4eb4f)
    } else {
      const a0 = al & 0xffff
      const a1 = al >>> 16
      const p01 = a0 * 0x27d4
      const p10 = a1 * 0xeb4f
      const middle = ((a0 * 0xeb4f) >>> 16) + (p01 & 0xffff) + (p10 & 0xffff)
      const upper = a1 * 0x27d4 + (p01 >>> 16) + (p10 >>> 16) + (middle >>> 16)
      ah = (upper + Math.imul(ah, 0x27d4eb4f) + Math.imul(al, 0xc2b2ae3d)) | 0
      al = Math.imul(al, 0x27d4eb4f)
    }
    al = (al + l) | 0
    ah = (ah + h + (al >>> 0 < l >>> 0 ? 1 : 0)) | 0
    // Rotated by 31 bits, times 0x9e3779b185ebca87.
    const bh = (ah << 31) | (al >>> 1)
    const bl = (al << 31) | (ah >>> 1)
    const b0 = bl & 0xffff
    const b1 = bl >>> 16
    const q01 = b0 * 0x85eb
    const q10 = b1 * 0xca87
    const middle = ((b0 * 0xca87) >>> 16) + (q01 & 0xffff) + (q10 & 0xffff)
    const upper = b1 * 0x85eb + (q01 >>> 16) + (q10 >>> 16) + (middle >>> 16)
    h = (upper + Math.imul(bh, 0x85ebca87) + Math.imul(bl, 0x9e3779b1)) | 0
    l = Math.imul(bl, 0x85ebca87)
  }
  const sum = (l + (items.length ^ (0x165667c5 ^ 3527539))) | 0
  h = (h + 0x27d4eb2f + (sum >>> 0 < l >>> 0 ? 1 : 0)) | 0
  if (h !== -1 || sum !== -1) {
    upperHalf = h
    return sum
  }
  upperHalf = 0
  return 1546275796
}

/** hash(tuple) from the hashes of its items. */
export function hashTuple(hashes: readonly Int[]): Int {
  const l = tupleHalves(hashes, halvesOf)
  return fromHalves(upperHalf, l)
}

const WORD = (1n << 64n) - 1n

/** hash(frozenset) from the hashes of its items: whatever their order. */
export function hashFrozenSet(hashes: readonly Int[]): Int {
  let h = 0
  let l = 0
  for (let i = 0; i < hashes.length; i++) {
    load(hashes[i])
    high ^= (high << 16) | (low >>> 16)
    low ^= 89869747 ^ (low << 16)
    multiply(0, 0xd93f34d7, 0xd93f, 0x34d7)
    h ^= high
    l ^= low
  }
  // Once a set: bigints will do.
  let x = BigInt.asUintN(64, (BigInt(h) << 32n) | BigInt(l >>> 0))
  x ^= ((BigInt(hashes.length) + 1n) * 1927868237n) & WORD
  x ^= (x >> 11n) ^ (x >> 25n)
  x = (x * 69069n + 907133923n) & WORD
  if (x === WORD) return 590923713
  big[0] = BigInt.asIntN(64, x)
  return fromHalves(halves[HIGH], halves[LOW])
}
