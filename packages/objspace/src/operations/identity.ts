// Identity numbers. Objects get one when first asked; values without identity derive theirs from the value, so that an id
// is never shared by two live unequal values: the low four bits tell the kind. PyPy: "objects with no identity".
//
// differs: equal ints, floats and strs are the same object, however they were made, and every str is interned. Of CPython's tests,
// test_operator (test_is, test_is_not), test_str (test_getnewargs) and test_marshal (testInt, testFloat, testStr of
// InstancingTestCase, testNoIntern) ask for the contrary.
import { W_Float } from '../objects/float-value.ts'
import { W_WideStr } from '../objects/str/wide.ts'
import type { Value } from '../space/value.ts'

let count = 0x7f00000000
const numbers = new WeakMap<object, number>()
const strings = new Map<string, number>()

/** A number for `w` that no other living object has; object.__hash__. */
export function identity(w: Value): number {
  if (typeof w === 'object' && w !== null) {
    let n = numbers.get(w)
    if (n === undefined) numbers.set(w, (n = ++count))
    return n
  }
  return typeof w === 'number' ? w : 1
}

/** The number that an object has got, undefined where nobody asked for it. */
export function numberOf(w: object): number | undefined {
  return numbers.get(w)
}
/** Gives what stands for an object that is gone the number that the object had. */
export function setNumber(w: object, n: number | undefined): void {
  if (n !== undefined) numbers.set(w, n)
}

const bits = new DataView(new ArrayBuffer(8))

/** `id(w)`. */
export function id(w: Value): number | bigint {
  switch (typeof w) {
    case 'number': {
      const n = w * 16 + 1
      return Number.isSafeInteger(n) ? n : BigInt(w) * 16n + 1n
    }
    case 'bigint':
      return w * 16n + 1n
    case 'boolean':
      return w ? 18 : 2
    case 'string':
      return stringId(w)
  }
  if (w === null) return 34
  if (w instanceof W_Float && !w.shape.type.heap) {
    bits.setFloat64(0, w.v)
    return bits.getBigUint64(0) * 16n + 3n
  }
  if (w instanceof W_WideStr) return stringId(w.key)
  return identity(w) * 16
}

function stringId(s: string): number {
  let n = strings.get(s)
  if (n === undefined) strings.set(s, (n = strings.size + 1))
  return n * 16 + 4
}
