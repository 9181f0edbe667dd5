// A hash as Python sees it: its attributes and methods, whatever makes the digest. lib: hashlib#hash-objects
import {
  asInt,
  bytesOrUndefined,
  error,
  type Param,
  pos,
  strOrUndefined,
  type TypeBuilder,
  type Value,
  W_Bytes,
  W_Object,
  type W_Type,
  asIntOnly,
} from '@typhon/objspace'
import type { Hash } from './hash.ts'

/** An algorithm as Python sees it. */
export interface Algorithm {
  readonly name: string
  /** Bytes of the digest, 0 where the caller says how many. */
  readonly size: number
  readonly block: number
}

export class W_Hash extends W_Object {
  readonly algorithm: Algorithm
  readonly hash: Hash
  constructor(type: W_Type, algorithm: Algorithm, hash: Hash) {
    super(type.rootShape())
    this.algorithm = algorithm
    this.hash = hash
  }
}

export function hashable(w: Value): Uint8Array {
  if (strOrUndefined(w) !== undefined) throw error('TypeError', 'Strings must be encoded before hashing')
  const bytes = bytesOrUndefined(w)
  if (bytes === undefined) throw error('TypeError', 'object supporting the buffer API required')
  return bytes
}

export function hexText(bytes: Uint8Array): string {
  let out = ''
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0')
  return out
}

/** A digest of any length is shorter than this. */
const LONGEST = 2 ** 29

/** Attributes and methods of a hash; of an extendable one each digest says how long it is to be. */
export function hashMembers(t: TypeBuilder<W_Hash>, isExtendable: boolean, argument = 'obj'): void {
  t.getset('name', null, (self) => self.algorithm.name)
  t.getset('digest_size', null, (self) => self.algorithm.size)
  t.getset('block_size', null, (self) => self.algorithm.block)
  t.method('update', [pos(argument)], 'Take in more bytes.', (self, w) => {
    self.hash.update(hashable(w))
    return null
  })
  t.method(
    'copy',
    [],
    'Another hash that has taken in the same.',
    (self) => new W_Hash(self.shape.type, self.algorithm, self.hash.copy()),
  )
  if (!isExtendable) {
    t.method('digest', [], 'The digest so far, as bytes.', (self) => new W_Bytes(self.hash.digest()))
    t.method('hexdigest', [], 'The digest so far, as hexadecimal digits.', (self) => hexText(self.hash.digest()))
    return
  }
  digestsOfAnyLength(
    t,
    pos('length', (w, where) => asInt(asIntOnly(w, where), where)),
  )
}

/** Digests that are as long as each call says. */
export function digestsOfAnyLength(t: TypeBuilder<W_Hash>, length: Param<number>): void {
  const size = (n: number): number => {
    if (n < 0) throw error('ValueError', 'value must be positive')
    if (n >= LONGEST) throw error('ValueError', 'length is too large')
    return n
  }
  t.method('digest', [length], 'So many bytes of digest.', (self, n) => new W_Bytes(self.hash.digest(size(n))))
  t.method('hexdigest', [{ ...length }], 'So many bytes of digest, as hexadecimal digits.', (self, n) =>
    hexText(self.hash.digest(size(n))),
  )
}
