/**
 * No collector: objects are never freed, until the heap is full. For programs that end before that, and to see what collecting costs.
 *
 * `collect` does nothing; finalizers are not called, and weak references do not die.
 */
import { Collector, OutOfMemoryError } from './collector.ts'
import type { Heap } from './heap.ts'
import type { CopySpace } from './model.ts'

export class None<R> extends Collector<R> {
  readonly name = 'none'
  private readonly space: CopySpace<R>

  constructor(heap: Heap<R>) {
    super(heap)
    this.space = this.model.copySpace(true)
  }

  get bytes(): number {
    return this.space.bytes
  }

  obtain(size: number, object: R | undefined): R {
    this.model.setReserve(0)
    const ref = this.space.place(size, object)
    if (ref === this.model.nil) throw new OutOfMemoryError(size)
    return ref
  }

  collect(): void {}

  override safepoint(): void {}

  each(see: (ref: R) => void): void {
    this.space.each(see)
  }
}
