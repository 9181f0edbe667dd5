// BLAKE2b and BLAKE2s with all parameters of a tree's node, which the host's own have not. ref: RFC 7693, https://blake2.net/blake2.pdf
//
// One class for both: words of 64 bits as BigInts, or of 32 as numbers, differ in constants and rotations only.
import type { Hash } from './hash.ts'

/** Parameters of a hash; sizes in bytes. */
export interface Blake2Parameters {
  readonly digestSize: number
  readonly key: Uint8Array
  readonly salt: Uint8Array
  readonly person: Uint8Array
  readonly fanout: number
  readonly depth: number
  readonly leafSize: number
  readonly nodeOffset: bigint
  readonly nodeDepth: number
  readonly innerSize: number
  readonly lastNode: boolean
}

/** What tells the two apart. */
export interface Blake2Kind {
  readonly bits: 64 | 32
  readonly rounds: number
  readonly rotations: readonly [bigint, bigint, bigint, bigint]
  readonly iv: readonly bigint[]
}

export const BLAKE2B: Blake2Kind = {
  bits: 64,
  rounds: 12,
  rotations: [32n, 24n, 16n, 63n],
  iv: [
    0x6a09e667f3bcc908n,
    0xbb67ae8584caa73bn,
    0x3c6ef372fe94f82bn,
    0xa54ff53a5f1d36f1n,
    0x510e527fade682d1n,
    0x9b05688c2b3e6c1fn,
    0x1f83d9abfb41bd6bn,
    0x5be0cd19137e2179n,
  ],
}

export const BLAKE2S: Blake2Kind = {
  bits: 32,
  rounds: 10,
  rotations: [16n, 12n, 8n, 7n],
  iv: [0x6a09e667n, 0xbb67ae85n, 0x3c6ef372n, 0xa54ff53an, 0x510e527fn, 0x9b05688cn, 0x1f83d9abn, 0x5be0cd19n],
}

const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
]

export class Blake2 implements Hash {
  private readonly kind: Blake2Kind
  private readonly parameters: Blake2Parameters
  private readonly h: bigint[]
  private readonly block: Uint8Array
  private filled = 0
  private count = 0n

  constructor(kind: Blake2Kind, parameters: Blake2Parameters) {
    this.kind = kind
    this.parameters = parameters
    this.h = kind.iv.slice()
    this.block = new Uint8Array(kind.bits * 2)
    const words = nodeParameters(kind, parameters)
    for (let i = 0; i < 8; i++) this.h[i] ^= words[i]
    if (parameters.key.length > 0) {
      const first = new Uint8Array(this.block.length)
      first.set(parameters.key)
      this.update(first)
    }
  }

  update(data: Uint8Array): void {
    let at = 0
    while (at < data.length) {
      // The last block is kept: it is compressed with a mark.
      if (this.filled === this.block.length) {
        this.count += BigInt(this.filled)
        this.compress(false)
        this.filled = 0
      }
      const part = data.subarray(at, at + this.block.length - this.filled)
      this.block.set(part, this.filled)
      this.filled += part.length
      at += part.length
    }
  }

  copy(): Blake2 {
    const other = new Blake2(this.kind, { ...this.parameters, key: new Uint8Array(0) })
    for (let i = 0; i < 8; i++) other.h[i] = this.h[i]
    other.block.set(this.block)
    other.filled = this.filled
    other.count = this.count
    return other
  }

  digest(): Uint8Array {
    const end = this.copy()
    end.count += BigInt(end.filled)
    end.block.fill(0, end.filled)
    end.compress(true)
    const size = this.kind.bits / 8
    const out = new Uint8Array(8 * size)
    for (let i = 0; i < 8; i++)
      for (let k = 0; k < size; k++) out[i * size + k] = Number((end.h[i] >> BigInt(8 * k)) & 255n)
    return out.slice(0, this.parameters.digestSize)
  }

  private compress(isLast: boolean): void {
    const { bits, rounds, rotations, iv } = this.kind
    const { h } = this
    const mask = (1n << BigInt(bits)) - 1n
    const width = BigInt(bits)
    const m = wordsOf(this.block, bits)
    const v = [...h, ...iv]
    v[12] ^= this.count & mask
    v[13] ^= (this.count >> width) & mask
    if (isLast) {
      v[14] ^= mask
      if (this.parameters.lastNode) v[15] ^= mask
    }
    const mix = (a: number, b: number, c: number, d: number, x: bigint, y: bigint): void => {
      v[a] = (v[a] + v[b] + x) & mask
      v[d] = rotate(v[d] ^ v[a], rotations[0])
      v[c] = (v[c] + v[d]) & mask
      v[b] = rotate(v[b] ^ v[c], rotations[1])
      v[a] = (v[a] + v[b] + y) & mask
      v[d] = rotate(v[d] ^ v[a], rotations[2])
      v[c] = (v[c] + v[d]) & mask
      v[b] = rotate(v[b] ^ v[c], rotations[3])
    }
    const rotate = (x: bigint, n: bigint): bigint => ((x >> n) | (x << (width - n))) & mask
    for (let r = 0; r < rounds; r++) {
      const s = SIGMA[r % 10]
      for (let i = 0; i < 4; i++) mix(i, 4 + i, 8 + i, 12 + i, m[s[2 * i]], m[s[2 * i + 1]])
      for (let i = 0; i < 4; i++)
        mix(i, 4 + ((i + 1) & 3), 8 + ((i + 2) & 3), 12 + ((i + 3) & 3), m[s[8 + 2 * i]], m[s[9 + 2 * i]])
    }
    for (let i = 0; i < 8; i++) h[i] ^= v[i] ^ v[i + 8]
  }
}

function wordsOf(bytes: Uint8Array, bits: 64 | 32): bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words: bigint[] = []
  for (let i = 0; i < bytes.length; i += bits / 8)
    words.push(bits === 64 ? view.getBigUint64(i, true) : BigInt(view.getUint32(i, true)))
  return words
}

/** The parameter block: 64 bytes, or 32, as eight words. */
function nodeParameters(kind: Blake2Kind, p: Blake2Parameters): bigint[] {
  const block = new Uint8Array(kind.bits)
  const view = new DataView(block.buffer)
  block[0] = p.digestSize
  block[1] = p.key.length
  block[2] = p.fanout
  block[3] = p.depth
  view.setUint32(4, p.leafSize, true)
  if (kind.bits === 64) {
    view.setBigUint64(8, p.nodeOffset, true)
    block[16] = p.nodeDepth
    block[17] = p.innerSize
    block.set(p.salt, 32)
    block.set(p.person, 48)
  } else {
    view.setUint32(8, Number(p.nodeOffset & 0xffffffffn), true)
    view.setUint16(12, Number(p.nodeOffset >> 32n), true)
    block[14] = p.nodeDepth
    block[15] = p.innerSize
    block.set(p.salt, 16)
    block.set(p.person, 24)
  }
  return wordsOf(block, kind.bits)
}
