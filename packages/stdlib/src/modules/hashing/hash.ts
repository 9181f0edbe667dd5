// A hash that is fed piece by piece, and those that the host has.

export interface Hash {
  update(data: Uint8Array): void
  copy(): Hash
  /** The digest of what came so far; `size` bytes where the algorithm gives any number. More may follow. */
  digest(size?: number): Uint8Array
}

type NodeHash = ReturnType<typeof import('node:crypto').createHash>

/** A hash of Node's. */
export class HostHash implements Hash {
  private readonly algorithm: string
  private readonly isExtendable: boolean
  private inner: NodeHash
  /** What was fed, of algorithms whose digest has any length: Node wants to know it at the start. */
  private readonly fed: Uint8Array[] = []

  constructor(algorithm: string, isExtendable: boolean, inner?: NodeHash) {
    this.algorithm = algorithm
    this.isExtendable = isExtendable
    this.inner = inner ?? process.getBuiltinModule('node:crypto').createHash(algorithm)
  }

  update(data: Uint8Array): void {
    if (this.isExtendable) this.fed.push(data.slice())
    else this.inner.update(data)
  }

  copy(): HostHash {
    const other = new HostHash(this.algorithm, this.isExtendable, this.isExtendable ? this.inner : this.inner.copy())
    other.fed.push(...this.fed)
    return other
  }

  digest(size?: number): Uint8Array {
    if (!this.isExtendable) return this.inner.copy().digest()
    const { createHash } = process.getBuiltinModule('node:crypto')
    const whole = createHash(this.algorithm, { outputLength: size })
    for (const part of this.fed) whole.update(part)
    return whole.digest()
  }
}
