// Values as bytes. CPython: Python/marshal.c (w_object)
//
// From version 3 on, every value but the singletons has a number, and where it stands again only that is written. CPython saves
// the mark that gives a number where nothing else refers to the object; here every value has one.
import {
  ByteBuilder,
  encodeUtf8,
  Ellipsis,
  error,
  exceptionTypes,
  formatDouble,
  readBuffer,
  type Str,
  strOrUndefined,
  typeOf,
  type Value,
  W_Bytes,
  W_Complex,
  W_Dict,
  W_Float,
  W_FrozenSet,
  W_List,
  W_Set,
  W_Tuple,
} from '@typhon/objspace'
import { W_Code, writeUnit } from '@typhon/interpreter'

/** How deeply values may be nested. */
export const DEEPEST = 2000
/** Set in a tag: the value has a number. */
export const NUMBERED = 0x80
/** Bits of a digit of long ints. */
export const DIGIT = 15

const view = new DataView(new ArrayBuffer(8))

const isAscii = (s: Str): s is string => typeof s === 'string' && !/[^\0-\x7f]/.test(s)
/** CPython interns the names in code; of other strs nothing is known. */
const isName = (s: string): boolean => /^\w*$/.test(s)

export class Writer {
  private readonly out = new ByteBuilder(64)
  private readonly version: number
  private readonly allowCode: boolean
  private readonly numbers = new Map<Value, number>()
  private depth = 0

  constructor(version: number, allowCode: boolean) {
    this.version = version
    this.allowCode = allowCode
  }

  done(): Uint8Array {
    return this.out.done()
  }

  value(w: Value): void {
    if (w === null) return this.tag('N')
    if (w === true) return this.tag('T')
    if (w === false) return this.tag('F')
    if (w === Ellipsis) return this.tag('.')
    if (w === exceptionTypes.StopIteration) return this.tag('S')
    if (++this.depth > DEEPEST) throw error('ValueError', 'object too deeply nested to marshal')
    const mark = this.number(w)
    if (mark !== null) this.complex(w, mark)
    this.depth--
  }

  /** Writes the number of a value that has stood before, and gives null; otherwise the mark of a new one. */
  private number(w: Value): number | null {
    if (this.version < 3) return 0
    const n = this.numbers.get(w)
    if (n === undefined) {
      this.numbers.set(w, this.numbers.size)
      return NUMBERED
    }
    this.tag('r')
    this.int(n)
    return null
  }

  private complex(w: Value, mark: number): void {
    if (typeof w === 'number' || typeof w === 'bigint') return this.integer(w, mark)
    const isExact = !typeOf(w).heap
    const s = isExact ? strOrUndefined(w) : undefined
    if (s !== undefined) return this.text(s, mark)
    if (isExact) {
      if (w instanceof W_Float) {
        this.tag(this.version > 1 ? 'g' : 'f', mark)
        return this.double(w.v)
      }
      if (w instanceof W_Complex) {
        this.tag(this.version > 1 ? 'y' : 'x', mark)
        this.double(w.re)
        return this.double(w.im)
      }
      if (w instanceof W_Tuple) {
        const n = w.items.length
        if (this.version >= 4 && n < 256) {
          this.tag(')', mark)
          this.out.push(n)
        } else {
          this.tag('(', mark)
          this.int(n)
        }
        return this.all(w.items)
      }
      if (w instanceof W_List) {
        this.tag('[', mark)
        this.int(w.items.length)
        return this.all(w.items)
      }
      if (w instanceof W_Dict) {
        this.tag('{', mark)
        for (const key of w.liveKeys()) {
          this.value(key)
          this.value(w.get(key) as Value)
        }
        return this.tag('0')
      }
      if (w instanceof W_Set || w instanceof W_FrozenSet) {
        this.tag(w instanceof W_Set ? '<' : '>', mark)
        this.int(w.used)
        return this.all(this.inOrder(w.toArray()))
      }
      if (w instanceof W_Code) {
        if (!this.allowCode) throw error('ValueError', 'marshalling code objects is disallowed')
        this.tag('c', mark)
        return this.bytes(writeUnit(w.unit))
      }
    }
    const bytes = w instanceof W_Bytes ? w.bytes : readBuffer(w)
    if (bytes === undefined) throw error('ValueError', 'unmarshallable object')
    this.tag('s', mark)
    this.bytes(bytes)
  }

  private all(items: readonly Value[]): void {
    for (const w of items) this.value(w)
  }

  /** Items of a set by their own bytes, so that hashes decide nothing. */
  private inOrder(items: readonly Value[]): Value[] {
    const spelled = items.map((w) => {
      const writer = new Writer(this.version, this.allowCode)
      writer.value(w)
      return { w, bytes: writer.done() }
    })
    return spelled.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map((x) => x.w)
  }

  private text(s: Str, mark: number): void {
    if (this.version >= 4 && isAscii(s)) {
      const isShort = s.length < 256
      this.tag(isName(s) ? (isShort ? 'Z' : 'A') : isShort ? 'z' : 'a', mark)
      if (isShort) this.out.push(s.length)
      else this.int(s.length)
      return this.characters(s)
    }
    this.tag(this.version >= 3 && isAscii(s) && isName(s) ? 't' : 'u', mark)
    this.bytes(encodeUtf8(s, 'surrogatepass'))
  }

  private integer(w: number | bigint, mark: number): void {
    if (typeof w === 'number' && w === (w | 0)) {
      this.tag('i', mark)
      return this.int(w)
    }
    this.tag('l', mark)
    const isNegative = w < 0
    let n = BigInt(w)
    if (isNegative) n = -n
    const digits: number[] = []
    for (; n > 0n; n >>= BigInt(DIGIT)) digits.push(Number(n & 0x7fffn))
    this.int(isNegative ? -digits.length : digits.length)
    for (const d of digits) {
      this.out.push(d & 255)
      this.out.push(d >> 8)
    }
  }

  private tag(c: string, mark = 0): void {
    this.out.push(c.charCodeAt(0) | mark)
  }

  private int(n: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.out.push((n >> shift) & 255)
  }

  private bytes(b: Uint8Array): void {
    this.int(b.length)
    this.out.add(b)
  }

  private characters(s: string): void {
    for (let i = 0; i < s.length; i++) this.out.push(s.charCodeAt(i))
  }

  private double(v: number): void {
    if (this.version > 1) {
      view.setFloat64(0, v, true)
      for (let i = 0; i < 8; i++) this.out.push(view.getUint8(i))
    } else {
      const text = formatDouble(v, 'g', 17)
      this.out.push(text.length)
      this.characters(text)
    }
  }
}
