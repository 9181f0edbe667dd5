// Code units as bytes, for caches of compiled modules, and back.
//
// A stored module is read a function at a time: a unit is an object that knows where its record is, and reads it when one of
// its fields is first asked for. So loading costs what is used, and most functions of a module are never called.
//
// Layout, in 32-bit little-endian words: a header (MAGIC, FORMAT, number of record words, number of strings, word of the
// outermost record), the records, the index of strings (where each starts and ends in the bytes; an odd marker for two-byte
// characters), then the bytes: strings, bytes constants and packed position tables. Code is read in place, without a copy.
//
// What must stay true: the length of a stored module is a multiple of four, and so is the offset it is read at, or it is
// copied; FORMAT changes whenever records do. Whether the compiler is the same is the cache's business, not this file's.
import { CodePointString, ComplexLiteral, EllipsisLiteral, FloatLiteral } from '@typhon/parser'
import { type CodeUnit, ComplexConst, type Const, FrozenSetConst, TupleConst } from '../objects/code-unit.ts'

const MAGIC = 0x31557954
const FORMAT = 3
const HEADER = 5

/** Fields that are numbers, in the order of the record. */
const NUMBERS = [
  'firstlineno',
  'argcount',
  'posonlyargcount',
  'kwonlyargcount',
  'flags',
  'nregs',
  'firstConst',
  'cacheCount',
] as const

// Kinds of constants.
const NONE = 0
const TRUE = 1
const FALSE = 2
const ELLIPSIS = 3
const SMALL = 4
const INTEGER = 5
const BIG = 6
const FLOAT = 7
const COMPLEX = 8
const TEXT = 9
const BYTES = 10
const TUPLE = 11
const FROZENSET = 12
const FULL_COMPLEX = 13
const CODE_POINTS = 14

const float = new Float64Array(1)
const floatWords = new Int32Array(float.buffer)

class Writer {
  readonly words: number[] = []
  private readonly strings: string[] = []
  private readonly numbers = new Map<string, number>()
  private readonly bytes: number[] = []

  text(text: string): number {
    let n = this.numbers.get(text)
    if (n === undefined) {
      n = this.strings.push(text) - 1
      this.numbers.set(text, n)
    }
    return n
  }

  private texts(list: readonly string[]): void {
    this.words.push(list.length)
    for (const text of list) this.words.push(this.text(text))
  }

  private numbersOf(list: ArrayLike<number>): void {
    const { words } = this
    words.push(list.length)
    for (let i = 0; i < list.length; i++) words.push(list[i])
  }

  private float(value: number): void {
    float[0] = value
    this.words.push(floatWords[0], floatWords[1])
  }

  private constant(value: Const): void {
    const { words } = this
    if (value === null) words.push(NONE)
    else if (typeof value === 'boolean') words.push(value ? TRUE : FALSE)
    else if (typeof value === 'number') {
      if (value === (value | 0)) words.push(SMALL, value)
      else {
        words.push(INTEGER)
        this.float(value)
      }
    } else if (typeof value === 'bigint') words.push(BIG, this.text(value.toString(16)))
    else if (typeof value === 'string') words.push(TEXT, this.text(value))
    else if (value instanceof CodePointString) {
      words.push(CODE_POINTS)
      this.numbersOf(value.codePoints)
    } else if (value instanceof FloatLiteral) {
      words.push(FLOAT)
      this.float(value.value)
    } else if (value instanceof ComplexLiteral) {
      words.push(COMPLEX)
      this.float(value.imag)
    } else if (value instanceof ComplexConst) {
      words.push(FULL_COMPLEX)
      this.float(value.real)
      this.float(value.imag)
    } else if (value instanceof Uint8Array) {
      words.push(BYTES, this.bytes.length, value.length)
      for (const b of value) this.bytes.push(b)
    } else if (value instanceof TupleConst || value instanceof FrozenSetConst) {
      words.push(value instanceof TupleConst ? TUPLE : FROZENSET, value.items.length)
      for (const item of value.items) this.constant(item)
    } else words.push(ELLIPSIS)
  }

  /** Writes a unit after those inside it; gives the word where its record starts. */
  unit(unit: CodeUnit): number {
    const inner = unit.units.map((u) => this.unit(u))
    const { words } = this
    const start = words.length
    words.push(this.text(unit.name), this.text(unit.qualname), this.text(unit.filename))
    for (const field of NUMBERS) words.push(unit[field])
    this.texts(unit.varnames)
    this.texts(unit.cellvars)
    this.texts(unit.freevars)
    this.texts(unit.names)
    words.push(unit.consts.length)
    for (const value of unit.consts) this.constant(value)
    this.numbersOf(unit.code)
    this.numbersOf(unit.cellRegs)
    this.numbersOf(unit.freeRegs)
    this.numbersOf(unit.constRegs)
    this.numbersOf(unit.exceptionTable)
    this.numbersOf(unit.hidden)
    this.numbersOf(unit.restored)
    words.push(unit.keywordNames.length)
    for (const names of unit.keywordNames) this.texts(names)
    words.push(unit.positions.length, this.bytes.length)
    packPositions(unit.positions, this.bytes)
    this.numbersOf(inner)
    return start
  }

  finish(root: number): Uint8Array {
    const { words, strings, bytes } = this
    const index: number[] = []
    for (const text of strings) {
      const wide = isWide(text)
      if (wide && (bytes.length & 1) !== 0) bytes.push(0)
      const start = bytes.length
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i)
        bytes.push(code & 0xff)
        if (wide) bytes.push(code >> 8)
      }
      index.push(start, bytes.length * 2 + (wide ? 1 : 0))
    }
    while ((bytes.length & 3) !== 0) bytes.push(0)
    const head = HEADER + words.length + index.length
    const out = new Uint8Array(head * 4 + bytes.length)
    const view = new Int32Array(out.buffer, 0, head)
    view.set([MAGIC, FORMAT, words.length, strings.length, root])
    view.set(words, HEADER)
    view.set(index, HEADER + words.length)
    out.set(bytes, head * 4)
    return out
  }
}

function isWide(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return true
  return false
}

/** Writes a position table as differences: most fit in a byte. */
function packPositions(positions: Int32Array, out: number[]): void {
  const last = [0, 0, 0, 0, 0]
  for (let i = 0; i < positions.length; i += 5) {
    const line = positions[i + 1]
    const column = positions[i + 3]
    const row = [
      positions[i] - last[0],
      line - last[1],
      positions[i + 2] - line,
      column - last[3],
      positions[i + 4] - column,
    ]
    for (const difference of row) {
      let n = (difference << 1) ^ (difference >> 31)
      while (n > 0x7f) {
        out.push((n & 0x7f) | 0x80)
        n >>>= 7
      }
      out.push(n)
    }
    last[0] = positions[i]
    last[1] = line
    last[3] = column
  }
}

function unpackPositions(bytes: Uint8Array, start: number, length: number): Int32Array {
  const out = new Int32Array(length)
  let at = start
  const read = (): number => {
    let n = 0
    let shift = 0
    let b: number
    do {
      b = bytes[at++]
      n |= (b & 0x7f) << shift
      shift += 7
    } while (b > 0x7f)
    return (n >>> 1) ^ -(n & 1)
  }
  let offset = 0
  let line = 0
  let column = 0
  for (let i = 0; i < length; i += 5) {
    out[i] = offset += read()
    out[i + 1] = line += read()
    out[i + 2] = line + read()
    out[i + 3] = column += read()
    out[i + 4] = column + read()
  }
  return out
}

/** The bytes of a unit and of all units inside. */
export function writeUnit(unit: CodeUnit): Uint8Array {
  const writer = new Writer()
  return writer.finish(writer.unit(unit))
}

/** A stored module: its words, and its strings as they are asked for. */
class Store {
  readonly words: Int32Array
  readonly bytes: Uint8Array
  private readonly text: Buffer
  private readonly index: number
  private strings: (string | undefined)[] | null = null
  /** The file was moved after it was compiled: what units say of themselves, and what they are to say. */
  moved: { readonly from: string; readonly to: string } | null = null

  constructor(data: Uint8Array) {
    const aligned = (data.byteOffset & 3) === 0 ? data : data.slice()
    this.words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2)
    this.index = HEADER + this.words[2]
    const head = (this.index + this.words[3] * 2) * 4
    this.bytes = aligned.subarray(head)
    this.text = Buffer.from(aligned.buffer, aligned.byteOffset + head, aligned.byteLength - head)
  }

  string(n: number): string {
    this.strings ??= new Array<string | undefined>(this.words[3]).fill(undefined)
    return (this.strings[n] ??= this.readString(n))
  }

  /** Reads strings anew the next time. */
  forget(): void {
    this.strings = null
  }

  private readString(n: number): string {
    const start = this.words[this.index + n * 2]
    const end = this.words[this.index + n * 2 + 1]
    return this.text.toString((end & 1) === 0 ? 'latin1' : 'utf16le', start, end >>> 1)
  }
}

const NO_STRINGS: readonly string[] = []

/** Reads one record, from its first word to its last. */
class Reader {
  private readonly store: Store
  private at: number

  constructor(store: Store, at: number) {
    this.store = store
    this.at = HEADER + at
  }

  number(): number {
    return this.store.words[this.at++]
  }

  string(): string {
    return this.store.string(this.number())
  }

  strings(): readonly string[] {
    const count = this.number()
    if (count === 0) return NO_STRINGS
    const list: string[] = []
    for (let n = count; n > 0; n--) list.push(this.string())
    // Without the room that pushing has left behind the last.
    return list.slice()
  }

  numbers(): Int32Array {
    const n = this.number()
    this.at += n
    return this.store.words.subarray(this.at - n, this.at)
  }

  private float(): number {
    floatWords[0] = this.number()
    floatWords[1] = this.number()
    return float[0]
  }

  constants(): Const[] {
    const list: Const[] = []
    for (let n = this.number(); n > 0; n--) list.push(this.constant())
    return list
  }

  private constant(): Const {
    switch (this.number()) {
      case NONE:
        return null
      case TRUE:
        return true
      case FALSE:
        return false
      case SMALL:
        return this.number()
      case INTEGER:
        return this.float()
      case BIG: {
        const text = this.string()
        return text[0] === '-' ? -BigInt(`0x${text.slice(1)}`) : BigInt(`0x${text}`)
      }
      case FLOAT:
        return new FloatLiteral(this.float())
      case COMPLEX:
        return new ComplexLiteral(this.float())
      case FULL_COMPLEX: {
        const real = this.float()
        return new ComplexConst(real, this.float())
      }
      case CODE_POINTS:
        return new CodePointString(Array.from(this.numbers()))
      case TEXT:
        return this.string()
      case BYTES: {
        const start = this.number()
        return this.store.bytes.slice(start, start + this.number())
      }
      case TUPLE:
        return new TupleConst(this.constants())
      case FROZENSET:
        return new FrozenSetConst(this.constants())
      default:
        return EllipsisLiteral
    }
  }
}

/** The units that were read since `rememberBodies`; null where nobody wants to know. */
let bodiesRead: StoredUnit[] | null = null

/** Notes which records are read, until `forgetBodies`. */
export function rememberBodies(): void {
  bodiesRead = []
}

/** Lets go of the records that were read, so that a snapshot does not carry them: they are read again where they are wanted. */
export function forgetBodies(): void {
  for (const unit of bodiesRead ?? []) unit.forget()
  bodiesRead = null
}

/** A unit in a stored module, read when it is first looked into. */
class StoredUnit implements CodeUnit {
  private readonly store: Store
  private readonly at: number
  private body: CodeUnit | null

  constructor(store: Store, at: number) {
    this.store = store
    this.at = at
    this.body = null
  }

  private get read(): CodeUnit {
    return this.body ?? this.readBody()
  }

  private readBody(): CodeUnit {
    bodiesRead?.push(this)
    return (this.body = readRecord(this.store, this.at))
  }

  /** Reads the record anew the next time. */
  forget(): void {
    this.body = null
    this.store.forget()
  }

  /** Names the file anew, in the units inside as well. */
  move(to: string): void {
    const from = this.filename
    if (from === to) return
    this.store.moved = { from, to }
    this.body = null
  }

  get name() {
    return this.read.name
  }
  get qualname() {
    return this.read.qualname
  }
  get filename() {
    return this.read.filename
  }
  get firstlineno() {
    return this.read.firstlineno
  }
  get argcount() {
    return this.read.argcount
  }
  get posonlyargcount() {
    return this.read.posonlyargcount
  }
  get kwonlyargcount() {
    return this.read.kwonlyargcount
  }
  get flags() {
    return this.read.flags
  }
  get varnames() {
    return this.read.varnames
  }
  get cellvars() {
    return this.read.cellvars
  }
  get freevars() {
    return this.read.freevars
  }
  get names() {
    return this.read.names
  }
  get consts() {
    return this.read.consts
  }
  get code() {
    return this.read.code
  }
  get nregs() {
    return this.read.nregs
  }
  get cellRegs() {
    return this.read.cellRegs
  }
  get freeRegs() {
    return this.read.freeRegs
  }
  get firstConst() {
    return this.read.firstConst
  }
  get constRegs() {
    return this.read.constRegs
  }
  get exceptionTable() {
    return this.read.exceptionTable
  }
  get hidden() {
    return this.read.hidden
  }
  get restored() {
    return this.read.restored
  }
  get positions() {
    return this.read.positions
  }
  get keywordNames() {
    return this.read.keywordNames
  }
  get units() {
    return this.read.units
  }
  get cacheCount() {
    return this.read.cacheCount
  }
}

/** A record's fields; its position table is unpacked when a traceback asks for it. */
class Record implements CodeUnit {
  declare readonly name: string
  declare readonly qualname: string
  declare readonly filename: string
  declare readonly firstlineno: number
  declare readonly argcount: number
  declare readonly posonlyargcount: number
  declare readonly kwonlyargcount: number
  declare readonly flags: number
  declare readonly nregs: number
  declare readonly firstConst: number
  declare readonly cacheCount: number
  readonly varnames: readonly string[]
  readonly cellvars: readonly string[]
  readonly freevars: readonly string[]
  readonly names: readonly string[]
  readonly consts: readonly Const[]
  readonly code: Int32Array
  readonly cellRegs: readonly number[]
  readonly freeRegs: readonly number[]
  readonly constRegs: readonly number[]
  readonly exceptionTable: Int32Array
  readonly hidden: Int32Array
  readonly restored: Int32Array
  readonly keywordNames: readonly (readonly string[])[]
  readonly units: readonly CodeUnit[]
  private readonly bytes: Uint8Array
  private readonly positionCount: number
  private readonly positionStart: number
  private table: Int32Array | null

  constructor(store: Store, at: number) {
    const r = new Reader(store, at)
    const self = this as { -readonly [K in keyof CodeUnit]: CodeUnit[K] }
    self.name = r.string()
    self.qualname = r.string()
    const filename = r.string()
    self.filename = store.moved?.from === filename ? store.moved.to : filename
    for (const field of NUMBERS) self[field] = r.number()
    this.varnames = r.strings()
    this.cellvars = r.strings()
    this.freevars = r.strings()
    this.names = r.strings()
    this.consts = r.constants()
    this.code = r.numbers()
    this.cellRegs = Array.from(r.numbers())
    this.freeRegs = Array.from(r.numbers())
    this.constRegs = Array.from(r.numbers())
    this.exceptionTable = r.numbers()
    this.hidden = r.numbers()
    this.restored = r.numbers()
    const keywordNames: (readonly string[])[] = []
    for (let n = r.number(); n > 0; n--) keywordNames.push(r.strings())
    this.keywordNames = keywordNames
    this.bytes = store.bytes
    this.positionCount = r.number()
    this.positionStart = r.number()
    this.table = null
    this.units = Array.from(r.numbers(), (word) => new StoredUnit(store, word))
  }

  get positions(): Int32Array {
    return (this.table ??= unpackPositions(this.bytes, this.positionStart, this.positionCount))
  }
}

function readRecord(store: Store, at: number): CodeUnit {
  return new Record(store, at)
}

/** The unit that `writeUnit` wrote; undefined where the bytes are of another format. The bytes must not change afterwards. */
export function readUnit(data: Uint8Array): CodeUnit | undefined {
  if (data.byteLength < HEADER * 4 || (data.byteLength & 3) !== 0) return undefined
  const store = new Store(data)
  if (store.words[0] !== MAGIC || store.words[1] !== FORMAT) return undefined
  return new StoredUnit(store, store.words[4])
}

/** Makes a unit, and the units inside that are of the same file, say that they are of file `to`. */
export function moveUnit(unit: CodeUnit, to: string): void {
  if (unit instanceof StoredUnit) {
    unit.move(to)
    return
  }
  const { filename } = unit
  for (const inner of unit.units) if (inner.filename === filename) moveUnit(inner, to)
  ;(unit as { filename: string }).filename = to
}
