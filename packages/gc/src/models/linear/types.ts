/**
 * Types of objects in linear memory: their layouts, and the ways into them.
 *
 * Every object begins with two words: its header (flags, number of the type) and a word of the collector's, where a moved object leaves its new address
 * and a counted one has its count. A struct's fields follow, the widest first, so that all are aligned. An array has its length as the third
 * word and the items behind it. Sizes are multiples of 8.
 *
 * Ways into objects are methods of types and fields, which take the address: `Pair.fields.car.get(p)`. They read the views of the memory anew each time,
 * because the memory may have grown. A reference is written through the barrier, all else directly.
 */
import { BARRIER, FLAG_BITS } from '../../header.ts'
import { LARGEST_CELL } from './arenas.ts'
import type { LinearModel } from './linear.ts'

export type FieldKind = 'ref' | 'u8' | 'i8' | 'u16' | 'i16' | 'i32' | 'u32' | 'f32' | 'f64' | 'i64'

/** log2 of the bytes that a field of each kind takes. */
const SHIFTS: Record<FieldKind, number> = {
  ref: 2,
  u8: 0,
  i8: 0,
  u16: 1,
  i16: 1,
  i32: 2,
  u32: 2,
  f32: 2,
  f64: 3,
  i64: 3,
}

/** Bytes before the fields of a struct. */
export const FIELDS_AT = 8
/** Where an array has its length. */
export const LENGTH_AT = 8

export interface Field<T> {
  readonly name: string
  readonly offset: number
  get(p: number): T
  set(p: number, value: T): void
}

export type FieldOf<K extends FieldKind> = Field<K extends 'i64' ? bigint : number>

/** Where a field is; each kind is a class of its own, so that reading one is a load. */
abstract class FieldAt {
  readonly name: string
  readonly offset: number
  protected readonly model: LinearModel

  constructor(model: LinearModel, name: string, offset: number) {
    this.model = model
    this.name = name
    this.offset = offset
  }
}

/** A field that refers to an object. */
class RefField extends FieldAt implements Field<number> {
  get(p: number): number {
    return this.model.pages.words[(p + this.offset) >> 2]
  }

  set(p: number, value: number): void {
    const { model } = this
    const slot = p + this.offset
    if ((model.pages.words[p >> 2] & BARRIER) !== 0) model.barrier(p, slot, value)
    model.pages.words[slot >> 2] = value
  }
}

class I32Field extends FieldAt implements Field<number> {
  get(p: number): number {
    return this.model.pages.words[(p + this.offset) >> 2]
  }

  set(p: number, value: number): void {
    this.model.pages.words[(p + this.offset) >> 2] = value
  }
}

class F64Field extends FieldAt implements Field<number> {
  get(p: number): number {
    return this.model.pages.doubles[(p + this.offset) >> 3]
  }

  set(p: number, value: number): void {
    this.model.pages.doubles[(p + this.offset) >> 3] = value
  }
}

/** The other kinds, by the model's `load` and `store`. */
class OtherField extends FieldAt implements Field<number | bigint> {
  private readonly kind: FieldKind

  constructor(model: LinearModel, name: string, offset: number, kind: FieldKind) {
    super(model, name, offset)
    this.kind = kind
  }

  get(p: number): number | bigint {
    return load(this.model, this.kind, p + this.offset)
  }

  set(p: number, value: number | bigint): void {
    store(this.model, this.kind, p + this.offset, value)
  }
}

function load({ pages }: LinearModel, kind: FieldKind, at: number): number | bigint {
  switch (kind) {
    case 'u8':
      return pages.bytes[at]
    case 'i8':
      return (pages.bytes[at] << 24) >> 24
    case 'u16':
      return pages.shorts[at >> 1] & 0xffff
    case 'i16':
      return pages.shorts[at >> 1]
    case 'u32':
      return pages.words[at >> 2] >>> 0
    case 'f32':
      return pages.floats[at >> 2]
    case 'f64':
      return pages.doubles[at >> 3]
    case 'i64':
      return pages.longs[at >> 3]
    default:
      return pages.words[at >> 2]
  }
}

function store({ pages }: LinearModel, kind: FieldKind, at: number, value: number | bigint): void {
  switch (kind) {
    case 'u8':
    case 'i8':
      pages.bytes[at] = value as number
      break
    case 'u16':
    case 'i16':
      pages.shorts[at >> 1] = value as number
      break
    case 'f32':
      pages.floats[at >> 2] = value as number
      break
    case 'f64':
      pages.doubles[at >> 3] = value as number
      break
    case 'i64':
      pages.longs[at >> 3] = value as bigint
      break
    default:
      pages.words[at >> 2] = value as number
  }
}

function fieldOf(model: LinearModel, name: string, offset: number, kind: FieldKind): Field<never> {
  const field =
    kind === 'ref'
      ? new RefField(model, name, offset)
      : kind === 'i32'
        ? new I32Field(model, name, offset)
        : kind === 'f64'
          ? new F64Field(model, name, offset)
          : new OtherField(model, name, offset, kind)
  return field as unknown as Field<never>
}

/** What a collector has to know of a type. */
export abstract class LinearType {
  readonly name: string
  readonly id: number
  /** What stands in the header of a new object. */
  header: number
  /** Offsets of the references in a struct, in words. */
  readonly refs: Int32Array
  /** Whether the items of an array are references. */
  readonly itemRefs: boolean
  /** Whether no object of the type refers to anything. */
  readonly leaf: boolean
  /** The size of a struct; of an array, what stands before the items. */
  readonly size: number
  /** log2 of an item's size, -1 in a struct. */
  readonly shift: number
  protected readonly model: LinearModel

  constructor(model: LinearModel, name: string, refs: number[], size: number, itemRefs: boolean, shift: number) {
    this.model = model
    this.name = name
    this.refs = Int32Array.from(refs)
    this.size = size
    this.itemRefs = itemRefs
    this.shift = shift
    this.leaf = refs.length === 0 && !itemRefs
    this.id = model.addType(this)
    this.header = (this.id << FLAG_BITS) | model.newborn
  }
}

export type Layout = Record<string, FieldKind>

/** Objects with named fields. */
export class StructType<L extends Layout> extends LinearType {
  readonly fields: { readonly [N in keyof L]: FieldOf<L[N]> }

  constructor(model: LinearModel, name: string, layout: L) {
    const fields: Record<string, Field<never>> = {}
    const refs: number[] = []
    let offset = FIELDS_AT
    for (const shift of [3, 2, 1, 0]) {
      for (const [field, kind] of Object.entries(layout)) {
        if (SHIFTS[kind] === undefined) throw new RangeError(`no kind of field: ${kind}`)
        if (SHIFTS[kind] !== shift) continue
        fields[field] = fieldOf(model, field, offset, kind)
        if (kind === 'ref') refs.push(offset >> 2)
        offset += 1 << shift
      }
    }
    if (offset > LARGEST_CELL) throw new RangeError(`${name} is too large for a struct: use an array`)
    super(model, name, refs, Math.max(16, (offset + 7) & ~7), false, -1)
    // in the order of the declaration
    this.fields = Object.fromEntries(Object.keys(layout).map((field) => [field, fields[field]])) as never
  }

  /** A new object, all zero. May collect. */
  allocate(): number {
    const { model } = this
    const p = model.free
    const end = p + this.size
    if (end > model.top) return model.allocate(this, this.size)
    model.free = end
    model.pages.words[p >> 2] = this.header
    return p
  }
}

/** Arrays of one kind of item. */
export class ArrayType<K extends FieldKind> extends LinearType {
  readonly kind: K

  constructor(model: LinearModel, name: string, kind: K) {
    if (SHIFTS[kind] === undefined) throw new RangeError(`no kind of item: ${kind}`)
    super(model, name, [], SHIFTS[kind] === 3 ? 16 : 12, kind === 'ref', SHIFTS[kind])
    this.kind = kind
  }

  /** A new array of so many items, all zero. May collect. */
  allocate(length: number): number {
    const { model } = this
    if (!(length >= 0 && length < 0x20000000)) throw new RangeError(`no length of an array: ${length}`)
    const size = Math.max(16, (this.size + (length << this.shift) + 7) & ~7)
    const free = model.free
    const end = free + size
    let p = free
    if (size > LARGEST_CELL || size <= 0 || end > model.top)
      p = model.allocate(this, this.size + length * 2 ** this.shift)
    else {
      model.free = end
      model.pages.words[p >> 2] = this.header
    }
    model.pages.words[(p + LENGTH_AT) >> 2] = length
    return p
  }

  length(p: number): number {
    return this.model.pages.words[(p + LENGTH_AT) >> 2]
  }

  /** The address of an item. */
  at(p: number, index: number): number {
    if (index >>> 0 >= this.model.pages.words[(p + LENGTH_AT) >> 2])
      throw new RangeError(`${this.name} has no item ${index}`)
    return p + this.size + (index << this.shift)
  }

  get(p: number, index: number): K extends 'i64' ? bigint : number {
    const at = this.at(p, index)
    return (this.itemRefs ? this.model.pages.words[at >> 2] : load(this.model, this.kind, at)) as never
  }

  set(p: number, index: number, value: K extends 'i64' ? bigint : number): void {
    const at = this.at(p, index)
    if (this.itemRefs) {
      const { model } = this
      if ((model.pages.words[p >> 2] & BARRIER) !== 0) model.barrier(p, at, value as number)
      model.pages.words[at >> 2] = value as number
    } else store(this.model, this.kind, at, value)
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Strings of bytes, which may be text in UTF-8. */
export class StringType extends ArrayType<'u8'> {
  constructor(model: LinearModel, name: string) {
    super(model, name, 'u8')
  }

  /** A new string with these bytes, or with a text as UTF-8. May collect. */
  from(contents: string | Uint8Array): number {
    const bytes = typeof contents === 'string' ? encoder.encode(contents) : contents
    const p = this.allocate(bytes.length)
    this.model.pages.bytes.set(bytes, p + this.size)
    return p
  }

  /** The bytes where they stand: a view that is good until the next allocation. */
  bytes(p: number): Uint8Array {
    return this.model.pages.bytes.subarray(p + this.size, p + this.size + this.length(p))
  }

  text(p: number): string {
    return decoder.decode(this.bytes(p).slice())
  }
}
