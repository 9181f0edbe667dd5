// Values from bytes. CPython: Python/marshal.c (r_object)
//
// What must stay true: a value with a number has it before what is inside of it is read; those that cannot be made before are
// `undefined` in `numbered` meanwhile.
import {
  bytesOrUndefined,
  callMethod,
  decodeUtf8,
  Ellipsis,
  error,
  exceptionTypes,
  index,
  newFrozenSet,
  newSet,
  norm,
  type Str,
  typeOf,
  type Value,
  W_ByteArray,
  W_Bytes,
  W_Complex,
  W_Dict,
  W_Float,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { codeOf, readUnit } from '@typhon/interpreter'
import { DEEPEST, DIGIT, NUMBERED } from './writer.ts'

/** Where bytes come from. */
export interface Source {
  /** The next `n` bytes; raises EOFError where there are fewer. */
  take(n: number): Uint8Array
  /** The next byte; undefined where there is none. */
  byte(): number | undefined
}

export class Memory implements Source {
  private readonly bytes: Uint8Array
  private at = 0
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
  take(n: number): Uint8Array {
    const end = this.at + n
    if (end > this.bytes.length) throw error('EOFError', 'marshal data too short')
    const taken = this.bytes.subarray(this.at, end)
    this.at = end
    return taken
  }
  byte(): number | undefined {
    return this.at < this.bytes.length ? this.bytes[this.at++] : undefined
  }
}

/** A binary file, of which no more is read than belongs to the value. */
export class File implements Source {
  private readonly w_file: Value
  constructor(w_file: Value) {
    const w = callMethod(w_file, 'read', 0)
    if (bytesOrUndefined(w) === undefined)
      throw error('TypeError', `file.read() returned not bytes but ${typeOf(w).fullName}`)
    this.w_file = w_file
  }
  take(n: number): Uint8Array {
    const bytes = this.read(n)
    if (bytes.length < n) throw error('EOFError', 'EOF read where not expected')
    return bytes
  }
  byte(): number | undefined {
    return this.read(1)[0]
  }
  private read(n: number): Uint8Array {
    if (n === 0) return new Uint8Array(0)
    const w = new W_ByteArray(new Uint8Array(n))
    const w_count = callMethod(this.w_file, 'readinto', w)
    const count = w_count === null ? 0 : Number(index(w_count))
    if (count > n) throw error('ValueError', `read() returned too much data: ${n} bytes requested, ${count} returned`)
    return w.data.subarray(0, Math.max(0, count))
  }
}

const latin1 = (bytes: Uint8Array): string => {
  let text = ''
  for (const b of bytes) text += String.fromCharCode(b)
  return text
}

const bad = (what: string): unknown => error('ValueError', `bad marshal data (${what})`)

export class Reader {
  private readonly source: Source
  private readonly allowCode: boolean
  private readonly numbered: (Value | undefined)[] = []
  private depth = 0

  constructor(source: Source, allowCode: boolean) {
    this.source = source
    this.allowCode = allowCode
  }

  /** The one value there has to be. */
  only(): Value {
    return this.required('object')
  }

  private required(container: string): Value {
    const w = this.value()
    if (w === undefined) throw error('TypeError', `NULL object in marshal data for ${container}`)
    return w
  }

  /** The next value; undefined for the mark that ends a dict. */
  private value(): Value | undefined {
    const code = this.source.byte()
    if (code === undefined) throw error('EOFError', 'EOF read where object expected')
    if (++this.depth > DEEPEST) throw error('ValueError', 'recursion limit exceeded')
    const { numbered } = this
    const tag = String.fromCharCode(code & ~NUMBERED)
    let w: Value | undefined
    if ((code & NUMBERED) === 0) w = this.tagged(tag, () => {})
    else if (SINGLE.has(tag)) w = this.tagged(tag, () => {})
    else {
      const n = numbered.push(undefined) - 1
      w = this.tagged(tag, (made) => {
        numbered[n] = made
      })
      numbered[n] = w
    }
    this.depth--
    return w
  }

  /** The value behind a tag; `made` is told of containers before their contents are read. */
  private tagged(tag: string, made: (w: Value) => void): Value | undefined {
    switch (tag) {
      case '0':
        return undefined
      case 'N':
        return null
      case 'T':
        return true
      case 'F':
        return false
      case '.':
        return Ellipsis
      case 'S':
        return exceptionTypes.StopIteration
      case 'i':
        return this.int()
      case 'I': {
        const b = this.source.take(8)
        return norm(new DataView(b.buffer, b.byteOffset, 8).getBigInt64(0, true))
      }
      case 'l':
        return this.long()
      case 'f':
        return new W_Float(this.spelledDouble())
      case 'g':
        return new W_Float(this.double())
      case 'x':
        return new W_Complex(this.spelledDouble(), this.spelledDouble())
      case 'y':
        return new W_Complex(this.double(), this.double())
      case 's':
        return new W_Bytes(this.source.take(this.size('bytes object')).slice())
      case 'u':
      case 't':
        return decodeUtf8(this.source.take(this.size('string')), 'surrogatepass').text
      case 'a':
      case 'A':
        return latin1(this.source.take(this.size('string'))) as Str
      case 'z':
      case 'Z':
        return latin1(this.source.take(this.byte())) as Str
      case ')':
        return new W_Tuple(this.many(this.byte(), 'tuple'))
      case '(':
        return new W_Tuple(this.many(this.size('tuple'), 'tuple'))
      case '[': {
        const n = this.size('list')
        const w = new W_List([])
        made(w)
        for (const item of this.many(n, 'list')) w.items.push(item)
        return w
      }
      case '{':
        return this.dict(made)
      case '<': {
        const n = this.size('set')
        const w = newSet([])
        made(w)
        for (const item of this.many(n, 'set')) w.add(item)
        return w
      }
      case '>':
        return newFrozenSet(this.many(this.size('set'), 'set'))
      case 'c': {
        if (!this.allowCode) throw error('ValueError', 'unmarshalling code objects is disallowed')
        const unit = readUnit(this.source.take(this.size('bytes object')).slice())
        if (unit === undefined) throw bad('code of another kind')
        return codeOf(unit)
      }
      case 'r': {
        const w = this.numbered[this.int()]
        if (w === undefined) throw bad('invalid reference')
        return w
      }
      default:
        throw bad('unknown type code')
    }
  }

  private dict(made: (w: Value) => void): Value {
    const d = new W_Dict()
    made(d)
    for (;;) {
      const key = this.value()
      if (key === undefined) return d
      const value = this.value()
      if (value === undefined) return d
      d.set(key, value)
    }
  }

  private many(n: number, container: string): Value[] {
    const items: Value[] = []
    for (let i = 0; i < n; i++) items.push(this.required(container))
    return items
  }

  private byte(): number {
    const b = this.source.byte()
    if (b === undefined) throw error('EOFError', 'EOF read where not expected')
    return b
  }

  private int(): number {
    const b = this.source.take(4)
    return b[0] | (b[1] << 8) | (b[2] << 16) | (b[3] << 24)
  }

  private size(what: string): number {
    const n = this.int()
    if (n < 0) throw bad(`${what} size out of range`)
    return n
  }

  private long(): Value {
    const n = this.int()
    const count = Math.abs(n)
    let b = 0n
    let digit = 0
    for (let k = 0; k < count; k++) {
      const d = this.source.take(2)
      digit = d[0] | (d[1] << 8)
      if (digit >> DIGIT !== 0) throw bad('digit out of range in long')
      b |= BigInt(digit) << BigInt(DIGIT * k)
    }
    if (count > 0 && digit === 0) throw bad('unnormalized long data')
    return norm(n < 0 ? -b : b)
  }

  private double(): number {
    const b = this.source.take(8)
    return new DataView(b.buffer, b.byteOffset, 8).getFloat64(0, true)
  }

  private spelledDouble(): number {
    const text = latin1(this.source.take(this.byte()))
    return text === 'inf' ? Infinity : text === '-inf' ? -Infinity : Number(text)
  }
}

/** Tags of values that have no numbers. */
const SINGLE = new Set(['0', 'N', 'T', 'F', '.', 'S', 'r'])
