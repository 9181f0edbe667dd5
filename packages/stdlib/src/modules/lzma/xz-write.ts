// An .xz stream written: one block, unless there is no data at all. ref: the .xz file format
import { crc32 } from '../checksums.ts'
import { type Check, checkSize, newCheck } from './checks.ts'
import type { Sink } from './sinks.ts'
import { FOOTER_MAGIC, HEADER_MAGIC } from './xz-read.ts'

/** A filter's id and properties as they stand in a header. */
export interface FilterFlags {
  readonly id: number
  readonly properties: Uint8Array
}

function word(value: number): number[] {
  return [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]
}

function number(value: number): number[] {
  const out: number[] = []
  let left = value
  for (; left >= 128; left = Math.floor(left / 128)) out.push((left & 127) | 128)
  out.push(left)
  return out
}

/** Bytes with zeros up to a multiple of four, and their CRC-32. */
function sealed(bytes: number[]): number[] {
  while (bytes.length % 4 !== 0) bytes.push(0)
  return [...bytes, ...word(crc32(Uint8Array.from(bytes), 0))]
}

export class XzSink implements Sink {
  private readonly inner: Sink
  private readonly filters: readonly FilterFlags[]
  private readonly checkId: number
  private readonly check: Check
  private isStarted = false
  private headerSize = 0
  private packed = 0
  private unpacked = 0

  constructor(inner: Sink, filters: readonly FilterFlags[], checkId: number) {
    this.inner = inner
    this.filters = filters
    this.checkId = checkId
    this.check = newCheck(checkId)
  }

  write(data: Uint8Array): Uint8Array {
    const out = this.start()
    if (data.length > 0) {
      if (this.unpacked === 0) out.push(...this.blockHeader())
      this.unpacked += data.length
      this.check.update(data)
      return this.with(out, this.inner.write(data))
    }
    return Uint8Array.from(out)
  }

  finish(): Uint8Array {
    const out = this.start()
    if (this.unpacked === 0) return Uint8Array.from([...out, ...this.end([])])
    const rest = this.inner.finish()
    const head = this.with(out, rest)
    const tail: number[] = []
    while ((this.packed + tail.length) % 4 !== 0) tail.push(0)
    tail.push(...this.check.digest())
    const unpadded = this.headerSize + this.packed + checkSize(this.checkId)
    tail.push(...this.end([...number(unpadded), ...number(this.unpacked)]))
    const all = new Uint8Array(head.length + tail.length)
    all.set(head)
    all.set(tail, head.length)
    return all
  }

  private with(before: readonly number[], packed: Uint8Array): Uint8Array {
    this.packed += packed.length
    const all = new Uint8Array(before.length + packed.length)
    all.set(before)
    all.set(packed, before.length)
    return all
  }

  private start(): number[] {
    if (this.isStarted) return []
    this.isStarted = true
    const flags = [0, this.checkId]
    return [...HEADER_MAGIC, ...flags, ...word(crc32(Uint8Array.from(flags), 0))]
  }

  private blockHeader(): number[] {
    const bytes = [0, this.filters.length - 1]
    for (const { id, properties } of this.filters)
      bytes.push(...number(id), ...number(properties.length), ...properties)
    // The size, in words less one, includes the checksum.
    bytes[0] = Math.ceil(bytes.length / 4)
    const header = sealed(bytes)
    this.headerSize = header.length
    return header
  }

  /** Index and footer; `record` is the block's. */
  private end(record: readonly number[]): number[] {
    const index = sealed([0, record.length === 0 ? 0 : 1, ...record])
    const footer = [...word(index.length / 4 - 1), 0, this.checkId]
    return [...index, ...word(crc32(Uint8Array.from(footer), 0)), ...footer, ...FOOTER_MAGIC]
  }
}
