// The bytes of a pickle as they are written, in frames from protocol 4 on. PEP 3154, "Framing"
//
// A frame's header is reserved when its first byte is written, and filled in or taken away when the frame ends. Long bytes
// stand between frames. With a file, what is complete goes there as it is: bytes between frames without a copy.
import { FRAME } from './opcodes.ts'

const FRAME_HEADER = 9
const LEAST_FRAME = 4
const FRAME_TARGET = 65536

/** Where complete pieces go; null where everything is kept. */
export type Sink = ((bytes: Uint8Array, owner?: unknown) => void) | null

export class Output {
  private data = new Uint8Array(256)
  private view = new DataView(this.data.buffer)
  private length = 0
  private frame = -1
  framing = false
  readonly sink: Sink

  constructor(sink: Sink) {
    this.sink = sink
  }

  private grow(n: number): void {
    const data = new Uint8Array(Math.max(this.data.length * 2, this.length + n))
    data.set(this.data.subarray(0, this.length))
    this.data = data
    this.view = new DataView(data.buffer)
  }

  /** Makes room for n bytes; the place of the first. */
  private reserve(n: number): number {
    const header = this.framing && this.frame < 0 ? FRAME_HEADER : 0
    if (this.length + n + header > this.data.length) this.grow(n + header)
    if (header !== 0) {
      this.frame = this.length
      this.length += header
    }
    const at = this.length
    this.length += n
    return at
  }

  byte(b: number): void {
    const at = this.reserve(1)
    this.data[at] = b
  }

  /** An opcode with an argument of one byte. */
  byte1(op: number, n: number): void {
    const at = this.reserve(2)
    this.data[at] = op
    this.data[at + 1] = n
  }

  byte2(op: number, n: number): void {
    const at = this.reserve(3)
    this.data[at] = op
    this.view.setUint16(at + 1, n, true)
  }

  byte4(op: number, n: number): void {
    const at = this.reserve(5)
    this.data[at] = op
    this.view.setUint32(at + 1, n, true)
  }

  byte8(op: number, n: number): void {
    const at = this.reserve(9)
    this.data[at] = op
    this.view.setBigUint64(at + 1, BigInt(n), true)
  }

  double(op: number, v: number): void {
    const at = this.reserve(9)
    this.data[at] = op
    this.view.setFloat64(at + 1, v)
  }

  /** ASCII text, or any whose characters are bytes. */
  latin1(text: string): void {
    const at = this.reserve(text.length)
    for (let i = 0; i < text.length; i++) this.data[at + i] = text.charCodeAt(i)
  }

  bytes(b: Uint8Array): void {
    const at = this.reserve(b.length)
    this.data.set(b, at)
  }

  /** Bytes behind their header; long ones stand outside of frames. */
  payload(header: () => void, b: Uint8Array, owner?: unknown): void {
    if (b.length < FRAME_TARGET) {
      header()
      this.bytes(b)
      return
    }
    const { framing } = this
    this.commit()
    this.framing = false
    header()
    if (this.sink !== null) {
      this.flush()
      this.sink(b, owner)
    } else this.bytes(b)
    this.framing = framing
  }

  /** Between two opcodes: a frame that is long enough ends. */
  boundary(): void {
    if (this.frame < 0 || this.length - this.frame - FRAME_HEADER < FRAME_TARGET) return
    this.commit()
    if (this.sink !== null) this.flush()
  }

  /** Ends the frame. */
  commit(): void {
    const { frame } = this
    if (frame < 0) return
    const n = this.length - frame - FRAME_HEADER
    if (n >= LEAST_FRAME) {
      this.data[frame] = FRAME
      this.view.setBigUint64(frame + 1, BigInt(n), true)
    } else {
      this.data.copyWithin(frame, frame + FRAME_HEADER, this.length)
      this.length -= FRAME_HEADER
    }
    this.frame = -1
  }

  /** Hands what is complete to the sink. */
  flush(): void {
    if (this.length > 0) this.sink!(this.data.slice(0, this.length))
    this.length = 0
  }

  clear(): void {
    this.length = 0
    this.frame = -1
    this.framing = false
  }

  /** Everything that was written. */
  result(): Uint8Array {
    return this.data.slice(0, this.length)
  }
}
