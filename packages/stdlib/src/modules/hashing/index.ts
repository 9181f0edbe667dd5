// The modules `_md5`, `_sha1`, `_sha2`, `_sha3` and `_blake2`, which `hashlib` finds its algorithms in. lib: hashlib
import {
  asBool,
  asInt,
  defineModule,
  defineType,
  error,
  index,
  kw,
  opt,
  optArg,
  optKw,
  type ModuleBuilder,
  type ModuleDefinition,
  OBJECT_LAYOUT,
  type Value,
  W_Bytes,
  type W_Type,
  bytesOf,
} from '@typhon/objspace'
import { BLAKE2B, BLAKE2S, Blake2, type Blake2Kind } from './blake2.ts'
import { type Algorithm, hashable, hashMembers, W_Hash } from './hash-object.ts'
import { HostHash } from './hash.ts'

function hashType(module: string, name: string, isExtendable = false): W_Type {
  const type: W_Type = defineType<W_Hash>(
    name,
    { module, layout: { name, base: OBJECT_LAYOUT }, final: true, doc: 'A hash that bytes are fed to.' },
    (t) => hashMembers(t, isExtendable),
  )
  return type
}

/** A module with functions that make hashes of the host. */
function hostModule(name: string, doc: string, entries: readonly [type: string, Algorithm][]): ModuleDefinition {
  return defineModule(name, doc, (m: ModuleBuilder) => {
    for (const [typeName, algorithm] of entries) {
      const type = hashType(name, typeName)
      m.constant(typeName === 'md5' ? 'MD5Type' : typeName === 'sha1' ? 'SHA1Type' : typeName, type)
      m.fn(
        algorithm.name,
        [optArg('string', null, "b''"), kw('usedforsecurity', asBool, true)],
        'A new hash.',
        (data) => {
          const w = new W_Hash(type, algorithm, new HostHash(algorithm.name, false))
          if (data !== undefined) w.hash.update(hashable(data))
          return w
        },
      )
    }
  })
}

export const md5Module = hostModule('_md5', 'The hash MD5.', [['md5', { name: 'md5', size: 16, block: 64 }]])
export const sha1Module = hostModule('_sha1', 'The hash SHA-1.', [['sha1', { name: 'sha1', size: 20, block: 64 }]])
export const sha2Module = hostModule('_sha2', 'The hashes SHA-2.', [
  ['SHA224Type', { name: 'sha224', size: 28, block: 64 }],
  ['SHA256Type', { name: 'sha256', size: 32, block: 64 }],
  ['SHA384Type', { name: 'sha384', size: 48, block: 128 }],
  ['SHA512Type', { name: 'sha512', size: 64, block: 128 }],
])

/** Bytes of the sponge's state. */
const KECCAK = 200

export const sha3Module = defineModule('_sha3', 'The hashes SHA-3 and the extendable SHAKE.', (m) => {
  m.constant('implementation', 'node')
  for (const [name, host, size, block] of [
    ['sha3_224', 'sha3-224', 28, 144],
    ['sha3_256', 'sha3-256', 32, 136],
    ['sha3_384', 'sha3-384', 48, 104],
    ['sha3_512', 'sha3-512', 64, 72],
    ['shake_128', 'shake128', 0, 168],
    ['shake_256', 'shake256', 0, 136],
  ] as const) {
    const algorithm = { name, size, block }
    const type: W_Type = defineType<W_Hash>(
      name,
      { module: '_sha3', layout: { name, base: OBJECT_LAYOUT }, final: true, doc: 'A hash that bytes are fed to.' },
      (t) => {
        t.new(
          [opt('data', null, "b''"), kw('usedforsecurity', asBool, true)],
          (_cls, data) => {
            const w = new W_Hash(type, algorithm, new HostHash(host, size === 0))
            if (data !== undefined) w.hash.update(hashable(data))
            return w
          },
          null,
          'sha3_224',
        )
        hashMembers(t, size === 0, 'data')
        t.getset('_rate_bits', null, () => block * 8)
        t.getset('_capacity_bits', null, () => (KECCAK - block) * 8)
        t.getset('_suffix', null, () => new W_Bytes(Uint8Array.of(size === 0 ? 0x1f : 0x06)))
      },
    )
    m.type(type)
  }
})

function between(name: string, n: number, low: number, high: number): number {
  if (n < low || n > high) throw error('ValueError', `${name} must be between ${low} and ${high}`)
  return n
}

function atMost(what: string, bytes: Uint8Array, most: number): Uint8Array {
  if (bytes.length > most) throw error('ValueError', `maximum ${what} length is ${most} bytes`)
  return bytes
}

/** An int from 0 up to a limit of the C type that holds it. */
function unsigned(w: Value, bits: bigint, tooLarge: string): bigint {
  const n = BigInt(index(w))
  if (n < 0n) throw error('ValueError', 'value must be positive')
  if (n >> 64n !== 0n) throw error('OverflowError', bits === 32n ? tooLarge : 'int too big to convert')
  if (n >> bits !== 0n) throw error('OverflowError', tooLarge)
  return n
}

function blake2Type(name: string, kind: Blake2Kind): W_Type {
  const most = kind.bits
  const half = most / 4
  const algorithm = (size: number): Algorithm => ({ name, size, block: kind.bits * 2 })
  const empty = new Uint8Array(0)
  const type: W_Type = defineType<W_Hash>(
    name,
    { module: '_blake2', layout: { name, base: OBJECT_LAYOUT }, final: true, doc: 'A hash that bytes are fed to.' },
    (t) => {
      t.new(
        [
          opt('data', null, "b''"),
          kw('digest_size', asInt, most, `_blake2.${name}.MAX_DIGEST_SIZE`),
          optKw('key', bytesOf, "b''"),
          optKw('salt', bytesOf, "b''"),
          optKw('person', bytesOf, "b''"),
          kw('fanout', asInt, 1),
          kw('depth', asInt, 1),
          kw<Value>('leaf_size', null, 0),
          kw<Value>('node_offset', null, 0),
          kw('node_depth', asInt, 0),
          kw('inner_size', asInt, 0),
          kw('last_node', asBool, false),
          kw('usedforsecurity', asBool, true),
        ],
        (_cls, data, size, key, salt, person, fanout, depth, leafSize, nodeOffset, nodeDepth, innerSize, lastNode) => {
          if (size <= 0 || size > most) throw error('ValueError', `digest_size must be between 1 and ${most} bytes`)
          const parameters = {
            digestSize: size,
            salt: atMost('salt', salt ?? empty, half),
            person: atMost('person', person ?? empty, half),
            fanout: between('fanout', fanout, 0, 255),
            depth: between('depth', depth, 1, 255),
            leafSize: Number(unsigned(leafSize, 32n, 'leaf_size is too large')),
            nodeOffset: unsigned(nodeOffset, kind.bits === 64 ? 64n : 48n, 'node_offset is too large'),
            nodeDepth: between('node_depth', nodeDepth, 0, 255),
            innerSize: innerSize,
            key: atMost('key', key ?? empty, most),
            lastNode,
          }
          if (innerSize < 0 || innerSize > most)
            throw error('ValueError', `inner_size must be between 0 and is ${most}`)
          const w = new W_Hash(type, algorithm(size), new Blake2(kind, parameters))
          if (data !== undefined) w.hash.update(hashable(data))
          return w
        },
      )
      hashMembers(t, false, 'data')
      t.attribute('MAX_DIGEST_SIZE', most)
      t.attribute('MAX_KEY_SIZE', most)
      t.attribute('SALT_SIZE', half)
      t.attribute('PERSON_SIZE', half)
    },
  )
  return type
}

export const blake2Module = defineModule('_blake2', 'The hashes BLAKE2b and BLAKE2s.', (m) => {
  for (const [name, kind] of [
    ['blake2b', BLAKE2B],
    ['blake2s', BLAKE2S],
  ] as const) {
    m.type(blake2Type(name, kind))
    const prefix = name.toUpperCase()
    m.constant(`${prefix}_MAX_DIGEST_SIZE`, kind.bits)
    m.constant(`${prefix}_MAX_KEY_SIZE`, kind.bits)
    m.constant(`${prefix}_SALT_SIZE`, kind.bits / 4)
    m.constant(`${prefix}_PERSON_SIZE`, kind.bits / 4)
  }
})
