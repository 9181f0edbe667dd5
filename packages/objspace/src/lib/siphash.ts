// SipHash-1-3 on 32-bit halves: the hash of str and bytes. PEP 456; CPython: Python/pyhash.c
//
// A message is packed into little-endian 32-bit words by the caller, in `room` unless it is long. The result is left in `sipHigh` and
// `sipLow`, signed 32-bit halves, as a pair would have to be allocated. A process that hashes a lot has it compiled for whole words of 64 bits
// (siphash-code.ts), in a fifth of the time; `room` is in that code's memory then.
import { type CompiledSip, compileSip } from './siphash-code.ts'

let k0l = 0
let k0h = 0
let k1l = 0
let k1h = 0

export let sipHigh = 0
export let sipLow = 0

/** Where messages are packed: others are hashed as well, but more slowly. */
export let room = new Int32Array(4096)

/** So many are hashed before compiling is worth it. */
const MANY = 5000

/** How many more are hashed before it is compiled; never, as long as nobody says that it may be. */
let waiting = Infinity
let compiled: CompiledSip | null = null

/** Whether it takes less than a look at what was hashed before, for some characters. */
export let isSwift = false

/** From now on it is compiled when there is reason to, which a process must not that others are going to start from. */
export function mayCompileSip(): void {
  if (compiled === null) waiting = MANY
}

function compile(): void {
  waiting = Infinity
  compiled = compileSip()
  if (compiled === null) return
  compiled.key.set([k0l, k0h, k1l, k1h])
  room = compiled.room
  isSwift = true
}

/** Sets the key: 16 bytes. */
export function setSipKey(key: Uint8Array): void {
  const view = new DataView(key.buffer, key.byteOffset, 16)
  k0l = view.getInt32(0, true)
  k0h = view.getInt32(4, true)
  k1l = view.getInt32(8, true)
  k1h = view.getInt32(12, true)
  compiled?.key.set([k0l, k0h, k1l, k1h])
}

/**
 * Hashes `bytes` bytes of `words`. The words behind the last full pair hold the remaining bytes, zero where there are none;
 * `words` has room for one pair more than the full ones, and its last byte is overwritten with the length.
 */
export function siphash(words: Int32Array, bytes: number): void {
  if (compiled !== null && words === compiled.room) {
    sipLow = compiled.run(bytes)
    sipHigh = compiled.upper[0]
    return
  }
  if (--waiting < 0) compile()
  let v0l = k0l ^ 0x70736575
  let v0h = k0h ^ 0x736f6d65
  let v1l = k1l ^ 0x6e646f6d
  let v1h = k1h ^ 0x646f7261
  let v2l = k0l ^ 0x6e657261
  let v2h = k0h ^ 0x6c796765
  let v3l = k1l ^ 0x79746573
  let v3h = k1h ^ 0x74656462
  const last = (bytes >>> 3) * 2
  words[last + 1] |= (bytes & 0xff) << 24
  // One round for each pair of words, then three rounds with nothing mixed in.
  for (let i = 0; i <= last + 6; i += 2) {
    let ml = 0
    let mh = 0
    if (i <= last) {
      ml = words[i]
      mh = words[i + 1]
      v3l ^= ml
      v3h ^= mh
    } else if (i === last + 2) v2l ^= 0xff
    // Carries: a sum of unsigned halves is smaller than either where it wrapped.
    let l = (v0l + v1l) | 0
    v0h = (v0h + v1h + (l >>> 0 < v0l >>> 0 ? 1 : 0)) | 0
    v0l = l
    l = (v2l + v3l) | 0
    v2h = (v2h + v3h + (l >>> 0 < v2l >>> 0 ? 1 : 0)) | 0
    v2l = l
    let t = (v1h << 13) | (v1l >>> 19)
    v1l = ((v1l << 13) | (v1h >>> 19)) ^ v0l
    v1h = t ^ v0h
    t = (v3h << 16) | (v3l >>> 16)
    v3l = ((v3l << 16) | (v3h >>> 16)) ^ v2l
    v3h = t ^ v2h
    // Rotating by 32 swaps the halves.
    t = v0l
    v0l = v0h
    v0h = t
    l = (v2l + v1l) | 0
    v2h = (v2h + v1h + (l >>> 0 < v2l >>> 0 ? 1 : 0)) | 0
    v2l = l
    l = (v0l + v3l) | 0
    v0h = (v0h + v3h + (l >>> 0 < v0l >>> 0 ? 1 : 0)) | 0
    v0l = l
    t = (v1h << 17) | (v1l >>> 15)
    v1l = ((v1l << 17) | (v1h >>> 15)) ^ v2l
    v1h = t ^ v2h
    t = (v3h << 21) | (v3l >>> 11)
    v3l = ((v3l << 21) | (v3h >>> 11)) ^ v0l
    v3h = t ^ v0h
    t = v2l
    v2l = v2h
    v2h = t
    v0l ^= ml
    v0h ^= mh
  }
  sipLow = v0l ^ v1l ^ v2l ^ v3l
  sipHigh = v0h ^ v1h ^ v2h ^ v3h
}
