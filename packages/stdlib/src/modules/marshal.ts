// The `marshal` module. lib: marshal
//
// Values are spelled as CPython spells them; a code object is Typhon's own record (compile/marshal-unit.ts) behind CPython's tag.
import {
  bytesOf,
  callMethod,
  defineModule,
  Ellipsis,
  error,
  newFrozenSet,
  newSet,
  norm,
  pos,
  strFromText,
  strOrUndefined,
  textOfStr,
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
import { readUnit, W_Code, writeUnit } from '@typhon/interpreter'

const VERSION = 4

class Writer {
  readonly out: number[] = []

  int(n: number): void {
    this.out.push(n & 255, (n >> 8) & 255, (n >> 16) & 255, (n >> 24) & 255)
  }

  bytes(b: Uint8Array): void {
    this.int(b.length)
    for (const x of b) this.out.push(x)
  }

  double(v: number): void {
    const view = new DataView(new ArrayBuffer(8))
    view.setFloat64(0, v, true)
    for (let i = 0; i < 8; i++) this.out.push(view.getUint8(i))
  }

  tag(c: string): void {
    this.out.push(c.charCodeAt(0))
  }

  value(w: Value): void {
    if (w === null) return this.tag('N')
    if (w === true) return this.tag('T')
    if (w === false) return this.tag('F')
    if (w === Ellipsis) return this.tag('.')
    if (typeof w === 'number' && w === (w | 0)) {
      this.tag('i')
      return this.int(w)
    }
    if (typeof w === 'number' || typeof w === 'bigint') return this.long(BigInt(w))
    const s = strOrUndefined(w)
    if (s !== undefined) {
      this.tag('u')
      return this.bytes(new TextEncoder().encode(textOfStr(s)))
    }
    if (w instanceof W_Float) {
      this.tag('g')
      return this.double(w.v)
    }
    if (w instanceof W_Complex) {
      this.tag('y')
      this.double(w.re)
      return this.double(w.im)
    }
    if (w instanceof W_Bytes) {
      this.tag('s')
      return this.bytes(w.bytes)
    }
    if (w instanceof W_Tuple || w instanceof W_List) {
      this.tag(w instanceof W_Tuple ? '(' : '[')
      this.int(w.items.length)
      for (const x of w.items) this.value(x)
      return
    }
    if (w instanceof W_Dict) {
      this.tag('{')
      for (const key of w.liveKeys()) {
        this.value(key)
        this.value(w.get(key) as Value)
      }
      return this.tag('0')
    }
    if (w instanceof W_Set || w instanceof W_FrozenSet) {
      this.tag(w instanceof W_Set ? '<' : '>')
      this.int(w.used)
      for (const x of w.toArray()) this.value(x)
      return
    }
    if (w instanceof W_Code) {
      this.tag('c')
      return this.bytes(writeUnit(w.unit))
    }
    throw error('ValueError', 'unmarshallable object')
  }

  private long(b: bigint): void {
    this.tag('l')
    let n = b < 0n ? -b : b
    const digits: number[] = []
    while (n > 0n) {
      digits.push(Number(n & 0x7fffn))
      n >>= 15n
    }
    this.int(b < 0n ? -digits.length : digits.length)
    for (const d of digits) this.out.push(d & 255, d >> 8)
  }
}

class Reader {
  private readonly b: Uint8Array
  private i = 0
  constructor(b: Uint8Array) {
    this.b = b
  }

  /** How many bytes have not been read. */
  get left(): number {
    return this.b.length - this.i
  }

  private byte(): number {
    if (this.i >= this.b.length) throw error('EOFError', 'marshal data too short')
    return this.b[this.i++]
  }

  private int(): number {
    return this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24)
  }

  private take(n: number): Uint8Array {
    if (this.i + n > this.b.length) throw error('EOFError', 'marshal data too short')
    this.i += n
    return this.b.slice(this.i - n, this.i)
  }

  private double(): number {
    const b = this.take(8)
    return new DataView(b.buffer, b.byteOffset, 8).getFloat64(0, true)
  }

  private many(): Value[] {
    const n = this.int()
    const items: Value[] = []
    for (let i = 0; i < n; i++) items.push(this.value() as Value)
    return items
  }

  /** The next value; undefined for the mark that ends a dict. */
  value(): Value | undefined {
    const tag = String.fromCharCode(this.byte() & 0x7f)
    switch (tag) {
      case 'N':
        return null
      case 'T':
        return true
      case 'F':
        return false
      case '.':
        return Ellipsis
      case '0':
        return undefined
      case 'i':
        return this.int()
      case 'l': {
        const n = this.int()
        let b = 0n
        for (let k = 0; k < Math.abs(n); k++) b |= BigInt(this.byte() | (this.byte() << 8)) << BigInt(15 * k)
        return norm(n < 0 ? -b : b)
      }
      case 'u':
      case 't':
        return strFromText(new TextDecoder().decode(this.take(this.int())))
      case 'a':
      case 'A':
        return String.fromCharCode(...this.take(this.int()))
      case 'z':
      case 'Z':
        return String.fromCharCode(...this.take(this.byte()))
      case 'g':
        return new W_Float(this.double())
      case 'y':
        return new W_Complex(this.double(), this.double())
      case 's':
        return new W_Bytes(this.take(this.int()))
      case '(':
        return new W_Tuple(this.many())
      case ')': {
        const n = this.byte()
        const items: Value[] = []
        for (let i = 0; i < n; i++) items.push(this.value() as Value)
        return new W_Tuple(items)
      }
      case '[':
        return new W_List(this.many())
      case '<':
        return newSet(this.many())
      case '>':
        return newFrozenSet(this.many())
      case '{': {
        const d = new W_Dict()
        for (let key = this.value(); key !== undefined; key = this.value()) d.set(key, this.value() as Value)
        return d
      }
      case 'c': {
        const unit = readUnit(this.take(this.int()))
        if (unit === undefined) throw error('ValueError', 'bad marshal data (code of another kind)')
        return new W_Code(unit)
      }
      default:
        throw error('ValueError', 'bad marshal data (unknown type code)')
    }
  }
}

export const marshalModule = defineModule('marshal', 'Plain values as bytes.', (m) => {
  m.constant('version', VERSION)
  const dumps = (w: Value): Value => {
    const writer = new Writer()
    writer.value(w)
    return new W_Bytes(Uint8Array.from(writer.out))
  }
  const read = (reader: Reader): Value => {
    const v = reader.value()
    if (v === undefined) throw error('TypeError', 'NULL object in marshal data for object')
    return v
  }
  m.fn(
    'dumps',
    [pos('value'), pos('version', null, VERSION as Value)],
    'A value as bytes.',
    dumps,
    '($module, value, version=version, /, *, allow_code=True)',
  )
  m.fn(
    'dump',
    [pos('value'), pos('file'), pos('version', null, VERSION as Value)],
    'Write a value to a binary file.',
    (w, file) => callMethod(file, 'write', dumps(w)),
    '($module, value, file, version=version, /, *, allow_code=True)',
  )
  m.fn(
    'loads',
    [pos('bytes')],
    'The value that bytes spell.',
    (w) => read(new Reader(bytesOf(w))),
    '($module, bytes, /, *, allow_code=True)',
  )
  m.fn(
    'load',
    [pos('file')],
    'The next value of a binary file.',
    (file) => {
      const data = callMethod(file, 'read')
      if (!(data instanceof W_Bytes))
        throw error('TypeError', `file.read() returned not bytes but ${typeOf(data).fullName}`)
      const reader = new Reader(data.bytes)
      const v = read(reader)
      // What follows is left to whoever reads next.
      if (reader.left > 0) callMethod(file, 'seek', -reader.left, 1)
      return v
    },
    '($module, file, /, *, allow_code=True)',
  )
})
