// Identity numbers. Objects get one when first asked; values without identity derive theirs from the value, so that an id
// is never shared by two live unequal values: the low four bits tell the kind. PyPy: "objects with no identity".
//
// differs: equal ints, floats, complex numbers and strs are the same object, however they were made, and every str is interned. Of CPython's tests,
// test_operator (test_is, test_is_not), test_str (test_getnewargs) and test_marshal (testInt, testFloat, testStr of
// InstancingTestCase, testNoIntern) ask for the contrary. There is one empty tuple, one empty bytes object and one of each byte, of which CPython makes another in
// few places (`b'a' * 0`).
//
// differs: addresses, and hashes that come from them (of functions, of instances without `__hash__`, of NaN), are other numbers, so that
// sets of such objects are in another order.
import { W_Bytes } from '../objects/bytes/bytes-value.ts'
import { W_Float } from '../objects/float-value.ts'
import { W_Complex } from '../objects/numbers/complex-value.ts'
import { W_WideStr } from '../objects/str/wide.ts'
import { W_Tuple } from '../objects/tuple-value.ts'
import type { Value } from '../space/value.ts'

// The number is a property that an object gets when it is asked for: a WeakMap takes 2 µs for each new object, most of it while memory is
// collected. Ids are small enough not to be boxes of the host, until there are a hundred million.
let count = 0x100000
const strings = new Map<string, number>()

/** What has been asked for its number. */
interface Numbered {
  idNumber?: number
}

/** A number for `w` that no other living object has; object.__hash__. */
export function identity(w: Value): number {
  if (typeof w === 'object' && w !== null) return ((w as Numbered).idNumber ??= ++count)
  return typeof w === 'number' ? w : 1
}

/** The number that an object has got, undefined where nobody asked for it. */
export function numberOf(w: object): number | undefined {
  return (w as Numbered).idNumber
}
/** Gives what stands for an object that is gone the number that the object had. */
export function setNumber(w: object, n: number | undefined): void {
  if (n !== undefined) (w as Numbered).idNumber = n
}

const bits = new DataView(new ArrayBuffer(8))

/** `id(w)`. */
export function id(w: Value): number | bigint {
  // One test after the other: a `switch` of the host's makes the word for the type, and compares that.
  if (typeof w === 'string') return stringId(w)
  if (typeof w === 'number') {
    const n = w * 16 + 1
    return Number.isSafeInteger(n) ? n : BigInt(w) * 16n + 1n
  }
  if (typeof w === 'boolean') return w ? 18 : 2
  if (typeof w === 'bigint') return w * 16n + 1n
  if (w === null) return 34
  if (w instanceof W_Float && !w.shape.type.heap) return bitsOf(w.v) * 16n + 3n
  if (w instanceof W_Complex && !w.shape.type.heap) return ((bitsOf(w.re) << 64n) | bitsOf(w.im)) * 16n + 5n
  if (w instanceof W_WideStr) return stringId(w.key)
  if (w instanceof W_Tuple && w.sameAs(w)) return 7
  if (w instanceof W_Bytes && w.sameAs(w)) return w.length === 0 ? 6 : (w.at(0) + 1) * 16 + 6
  return identity(w) * 16
}

function bitsOf(v: number): bigint {
  bits.setFloat64(0, v)
  return bits.getBigUint64(0)
}

/** The texts that were asked for last, each at a place that its length and ends say: names, which programs ask again and again, are found without a hash. */
const recent = new Array<string>(64).fill('')
const numbers = new Array<number>(64).fill(0)

function stringId(s: string): number {
  const { length } = s
  const place = (length + s.charCodeAt(0) * 3 + s.charCodeAt(length - 1) * 7) & 63
  if (recent[place] === s && length > 0) return numbers[place]
  let n = strings.get(s)
  if (n === undefined) strings.set(s, (n = strings.size + 1))
  recent[place] = s
  return (numbers[place] = n * 16 + 4)
}
