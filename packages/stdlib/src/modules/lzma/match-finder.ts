// Finds earlier occurrences of what comes next: chains of the places with the same hash of their next bytes.
//
// The data seen is kept from `base` on, as much as matches may reach; places are counted from the beginning of all data.
const HASH_BITS = 16
const HASH_SIZE = 1 << HASH_BITS
/** Data kept beyond what matches reach, so that it is moved seldom. */
const SLACK = 1 << 20

export class MatchFinder {
  /** The data, of which bytes [0, end - base) are there. */
  bytes = new Uint8Array(1 << 16)
  base = 0
  end = 0
  private readonly reach: number
  private readonly depth: number
  private readonly nice: number
  private readonly heads = new Int32Array(HASH_SIZE).fill(-1)
  private readonly heads2 = new Int32Array(1 << 16).fill(-1)
  private chain = new Int32Array(1 << 16)
  /** Places up to here are in the chains. */
  private known = 0
  /** Of the last search: the distance of the longest match, less one. */
  distance = 0

  constructor(reach: number, depth: number, nice: number) {
    this.reach = reach
    this.depth = depth
    this.nice = nice
  }

  /** Adds data; what no match from `at` on can reach may go. */
  add(data: Uint8Array, at: number): void {
    const needed = this.end - this.base + data.length
    if (needed > this.bytes.length) {
      const keep = Math.max(this.base, at - this.reach)
      const drop = keep - this.base
      if (drop >= SLACK && needed - drop <= this.bytes.length) this.bytes.copyWithin(0, drop, this.end - this.base)
      else {
        const larger = new Uint8Array(Math.max(needed - drop + SLACK, 2 * this.bytes.length))
        larger.set(this.bytes.subarray(drop, this.end - this.base))
        this.bytes = larger
      }
      this.base = keep
    }
    this.bytes.set(data, this.end - this.base)
    this.end += data.length
    let size = this.chain.length
    while (size < Math.min(this.end, this.reach)) size *= 2
    if (size !== this.chain.length) {
      const larger = new Int32Array(size)
      const mask = this.chain.length - 1
      for (let p = Math.max(0, this.known - mask); p < this.known; p++) larger[p & (size - 1)] = this.chain[p & mask]
      this.chain = larger
    }
  }

  /** Puts the places before `to` into the chains. */
  insert(to: number): void {
    const { bytes, base, heads, heads2, chain } = this
    const mask = chain.length - 1
    const last = Math.min(to, this.end - 3)
    for (; this.known < last; this.known++) {
      const i = this.known - base
      const h = hash(bytes, i)
      chain[this.known & mask] = heads[h]
      heads[h] = this.known
      heads2[bytes[i] | (bytes[i + 1] << 8)] = this.known
    }
  }

  /** The length of the longest match at `at`, up to `limit`; 0 where there is none of two bytes. */
  longest(at: number, limit: number): number {
    this.insert(at)
    if (limit < 2) return 0
    const { bytes, base, chain } = this
    const mask = chain.length - 1
    const i = at - base
    const oldest = Math.max(at - Math.min(this.reach, chain.length), base - 1, -1)
    let best = 0
    if (limit >= 4) {
      let p = this.heads[hash(bytes, i)]
      for (let left = this.depth; p > oldest && left > 0; left--) {
        const k = p - base
        if (bytes[k + best] === bytes[i + best]) {
          const n = this.agree(k, i, limit)
          if (n > best && n >= 3) {
            best = n
            this.distance = at - p - 1
            if (n >= this.nice || n === limit) return n
          }
        }
        const next = chain[p & mask]
        if (next >= p) break
        p = next
      }
    }
    if (best < 2) {
      const p = this.heads2[bytes[i] | (bytes[i + 1] << 8)]
      // Two bytes are only worth a match when they are near.
      if (p > oldest && at - p <= 128) {
        best = this.agree(p - base, i, limit)
        this.distance = at - p - 1
      }
    }
    return best
  }

  /** How many bytes at two places, up to `limit`, are the same. */
  agree(k: number, i: number, limit: number): number {
    const { bytes } = this
    let n = 0
    while (n < limit && bytes[k + n] === bytes[i + n]) n++
    return n
  }
}

function hash(bytes: Uint8Array, i: number): number {
  const word = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16)
  return (Math.imul(word, 0x9e3779b1) >>> (32 - HASH_BITS)) & (HASH_SIZE - 1)
}
