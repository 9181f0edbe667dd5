// A str built from code points one by one: what decoders write into.
import { pointsOf, type Str, strFromCodePoints } from '@typhon/objspace'

export class PointBuilder {
  private points: Uint32Array
  private n = 0
  constructor(capacity: number) {
    this.points = new Uint32Array(Math.max(16, capacity))
  }

  push(c: number): void {
    if (this.n === this.points.length) this.grow(1)
    this.points[this.n++] = c
  }

  add(s: Str): void {
    const more = pointsOf(s)
    if (this.n + more.length > this.points.length) this.grow(more.length)
    this.points.set(more, this.n)
    this.n += more.length
  }

  private grow(more: number): void {
    const points = new Uint32Array(Math.max(this.points.length * 2, this.n + more))
    points.set(this.points.subarray(0, this.n))
    this.points = points
  }

  done(): Str {
    return strFromCodePoints(this.points.slice(0, this.n))
  }
}

/** What a decoder gives: text, and how many bytes it used. */
export interface Decoded {
  readonly text: Str
  readonly consumed: number
}
