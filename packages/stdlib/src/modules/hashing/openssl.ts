// The `_hashlib` module: the algorithms of OpenSSL, which Node has inside. lib: hashlib, hmac; CPython: Modules/_hashopenssl.c
import {
  addressText,
  arg,
  asBool,
  asInt,
  bytesOf,
  defineModule,
  defineType,
  error,
  kw,
  newException,
  newFrozenSet,
  reprText,
  OBJECT_LAYOUT,
  strFromText,
  strOrUndefined,
  textOfStr,
  type TypeBuilder,
  type Value,
  W_Bytes,
  W_Dict,
  W_Object,
  type W_Type,
  newMappingProxy,
  pos,
  asCText,
  asLong,
} from '@typhon/objspace'
import { digestsOfAnyLength, hashable, hashMembers, hexText, W_Hash } from './hash-object.ts'
import { compareDigest } from '../operator.ts'
import { HostHash } from './hash.ts'

/** Python's name of each algorithm: OpenSSL's, bytes of the digest (0: the caller says), bytes of a block, and whether it is a function. */
const ALGORITHMS = new Map<string, { host: string; size: number; block: number; hasFunction: boolean }>(
  (
    [
      ['md5', 'md5', 16, 64, true],
      ['sha1', 'sha1', 20, 64, true],
      ['sha224', 'sha224', 28, 64, true],
      ['sha256', 'sha256', 32, 64, true],
      ['sha384', 'sha384', 48, 128, true],
      ['sha512', 'sha512', 64, 128, true],
      ['sha3_224', 'sha3-224', 28, 144, true],
      ['sha3_256', 'sha3-256', 32, 136, true],
      ['sha3_384', 'sha3-384', 48, 104, true],
      ['sha3_512', 'sha3-512', 64, 72, true],
      ['shake_128', 'shake128', 0, 168, true],
      ['shake_256', 'shake256', 0, 136, true],
      ['sha512_224', 'sha512-224', 28, 128, false],
      ['sha512_256', 'sha512-256', 32, 128, false],
      ['blake2b', 'blake2b512', 64, 128, false],
      ['blake2s', 'blake2s256', 32, 64, false],
      ['md5-sha1', 'md5-sha1', 36, 64, false],
      ['ripemd160', 'ripemd160', 20, 64, false],
      ['sm3', 'sm3', 32, 64, false],
    ] as const
  ).map(([name, host, size, block, hasFunction]) => [name, { host, size, block, hasFunction }]),
)

/** What OpenSSL calls algorithms besides. */
const ALIASES = new Map([...ALGORITHMS].map(([name, { host }]) => [host, name]))

const nodeCrypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto')

const hashType: W_Type = defineType<W_Hash>(
  'HASH',
  { module: '_hashlib', layout: { name: 'HASH', base: OBJECT_LAYOUT }, doc: 'A hash that bytes are fed to.' },
  (t) => {
    t.type.textSignature = "(name, string=b'')"
    hashMembers(t, false)
    t.special('__repr__', (self) =>
      strFromText(`<${self.algorithm.name} ${self.shape.type.fullName} object @ ${addressText(self)}>`),
    )
  },
)

const extendableType: W_Type = defineType<W_Hash>(
  'HASHXOF',
  { module: '_hashlib', base: hashType, sealed: true, doc: 'A hash with a digest of any length.' },
  (t) => {
    t.type.textSignature = "(name, string=b'')"
    digestsOfAnyLength(t, arg('length', asInt))
    t.getset('digest_size', null, () => 0)
  },
)

/** A keyed hash. RFC 2104 */
class W_HMAC extends W_Object {
  readonly name: string
  readonly inner: HostHash
  readonly outer: HostHash

  constructor(name: string, inner: HostHash, outer: HostHash) {
    super(hmacType.rootShape())
    this.name = name
    this.inner = inner
    this.outer = outer
  }

  digest(): Uint8Array {
    const whole = this.outer.copy()
    whole.update(this.inner.digest())
    return whole.digest()
  }
}

const hmacType: W_Type = defineType<W_HMAC>(
  'HMAC',
  {
    module: '_hashlib',
    layout: { name: 'HMAC', base: OBJECT_LAYOUT },
    final: true,
    doc: 'A keyed hash that bytes are fed to.',
  },
  (t: TypeBuilder<W_HMAC>) => {
    const algorithm = (self: W_HMAC) => ALGORITHMS.get(self.name)!
    t.getset('name', null, (self) => `hmac-${self.name}`)
    t.getset('digest_size', null, (self) => algorithm(self).size)
    t.getset('block_size', null, (self) => algorithm(self).block)
    t.method('update', [arg('msg')], 'Take in more bytes.', (self, w) => {
      self.inner.update(hashable(w))
      return null
    })
    t.method('copy', [], 'Another that has taken in the same.', (self) => {
      return new W_HMAC(self.name, self.inner.copy(), self.outer)
    })
    t.method('digest', [], 'The digest so far, as bytes.', (self) => new W_Bytes(self.digest()))
    t.method('hexdigest', [], 'The digest so far, as hexadecimal digits.', (self) => hexText(self.digest()))
    t.special('__repr__', (self) => strFromText(`<${self.name} HMAC object @ ${addressText(self)}>`))
  },
)

export const hashlibModule = defineModule('_hashlib', 'The algorithms of OpenSSL.', (m) => {
  const unsupported = m.exception('UnsupportedDigestmodError', 'ValueError', 'An algorithm that is not there.')
  const fail = (): unknown => newException(unsupported, ['[digital envelope routines] unsupported'])
  const functions = new Map<Value, string>()

  /** The name of an algorithm, from any of its names. */
  const known = (w: Value): string => {
    const s = strOrUndefined(w)
    if (s === undefined) throw error('TypeError', 'name must be a string')
    const lower = textOfStr(s).toLowerCase()
    const name = ALGORITHMS.has(lower) ? lower : ALIASES.get(lower)
    if (name === undefined) throw fail()
    return name
  }
  /** The algorithm of a keyed hash: a name, or a function of this module. */
  const digestOf = (w: Value): string => {
    const name = functions.get(w)
    if (name !== undefined) return name
    if (strOrUndefined(w) === undefined) throw newException(unsupported, [`Unsupported digestmod ${reprText(w)}`])
    return known(w)
  }
  const make = (name: string, data: Value | undefined): W_Hash => {
    const { host, size, block } = ALGORITHMS.get(name)!
    let hash: HostHash
    try {
      hash = new HostHash(host, size === 0)
    } catch {
      throw fail()
    }
    const w = new W_Hash(size === 0 ? extendableType : hashType, { name, size, block }, hash)
    if (data !== undefined) hash.update(hashable(data))
    return w
  }
  const keyed = (given: Uint8Array, digest: Value): W_HMAC => {
    const name = digestOf(digest)
    const { host, size, block } = ALGORITHMS.get(name)!
    if (size === 0) throw fail()
    const pad = new Uint8Array(block)
    if (given.length > block) {
      const short = new HostHash(host, false)
      short.update(given)
      pad.set(short.digest())
    } else pad.set(given)
    const part = (mask: number): HostHash => {
      const hash = new HostHash(host, false)
      hash.update(pad.map((byte) => byte ^ mask))
      return hash
    }
    return new W_HMAC(name, part(0x36), part(0x5c))
  }

  m.constant('HASH', hashType)
  m.constant('HASHXOF', extendableType)
  m.constant('HMAC', hmacType)
  m.constant('openssl_md_meth_names', newFrozenSet([...ALGORITHMS.keys()]))
  m.fn(
    'new',
    [arg('name'), arg<Value | undefined>('string', null, undefined), kw('usedforsecurity', asBool, true)],
    'A new hash by an algorithm that is named.',
    (name, data) => make(known(name), data),
    "($module, /, name, string=b'', *, usedforsecurity=True)",
  )
  const constructors = new W_Dict()
  for (const [name, { hasFunction }] of ALGORITHMS) {
    if (!hasFunction) continue
    const f = m.fn(
      `openssl_${name}`,
      [arg<Value | undefined>('string', null, undefined), kw('usedforsecurity', asBool, true)],
      'A new hash.',
      (data) => make(name, data),
      "($module, /, string=b'', *, usedforsecurity=True)",
    )
    functions.set(f, name)
    constructors.set(f, name)
  }
  m.constant('_constructors', newMappingProxy(constructors))
  m.fn(
    'hmac_new',
    [arg('key', bytesOf), arg<Value>('msg', null, null), arg<Value | undefined>('digestmod', null, undefined)],
    'A new keyed hash.',
    (key, msg, digest) => {
      if (digest === undefined) throw error('TypeError', "Missing required parameter 'digestmod'.")
      const w = keyed(key, digest)
      if (msg !== null) w.inner.update(hashable(msg))
      return w
    },
    "($module, /, key, msg=b'', digestmod=None)",
  )
  m.fn(
    'hmac_digest',
    [arg('key', bytesOf), arg('msg', bytesOf), arg('digest')],
    'A keyed digest at once.',
    (key, msg, digest) => {
      const w = keyed(key, digest)
      w.inner.update(msg)
      return new W_Bytes(w.digest())
    },
  )
  m.fn(
    'pbkdf2_hmac',
    [
      arg('hash_name', asCText),
      arg('password', bytesOf),
      arg('salt', bytesOf),
      arg('iterations', asLong),
      arg<Value>('dklen', null, null),
    ],
    'A key from a password. PKCS #5',
    (hashName, secret, grain, iterations, dklen) => {
      const { host, size } = ALGORITHMS.get(known(hashName))!
      if (iterations < 1) throw error('ValueError', 'iteration value must be greater than 0.')
      const length = dklen === null ? size : Number(asLong(dklen))
      if (length < 1) throw error('ValueError', 'key length must be greater than 0.')
      return new W_Bytes(nodeCrypto().pbkdf2Sync(secret, grain, Number(iterations), length, host))
    },
  )
  m.fn(
    'scrypt',
    [
      arg('password'),
      kw<Value>('salt', null, null),
      kw<Value>('n', null, null),
      kw<Value>('r', null, null),
      kw<Value>('p', null, null),
      kw('maxmem', asInt, 0),
      kw('dklen', asInt, 64),
    ],
    'A key from a password, by a function that takes memory. RFC 7914',
    (password, salt, n, r, p, maxmem, dklen) => {
      const secret = bytesOf(password)
      if (salt === null) throw error('TypeError', 'salt is required')
      const grain = bytesOf(salt)
      const [cost, blockSize, lanes] = (
        [
          ['n', n],
          ['r', r],
          ['p', p],
        ] as const
      ).map(([name, w]) => {
        if (typeof w !== 'number') throw error('TypeError', `${name} is required and must be an unsigned int`)
        return w
      })
      if (cost < 2 || (cost & (cost - 1)) !== 0) throw error('ValueError', 'n must be a power of 2.')
      if (maxmem < 0 || maxmem > MOST) throw error('ValueError', `maxmem must be positive and smaller than ${MOST}`)
      if (dklen < 1 || dklen > MOST) throw error('ValueError', `dklen must be greater than 0 and smaller than ${MOST}`)
      if (blockSize < 1 || lanes < 1) throw error('ValueError', 'Invalid parameter combination for n, r, p, maxmem.')
      // OpenSSL's own limit where none is given.
      const limit = Number(maxmem) === 0 ? 32 * 1024 * 1024 : Number(maxmem)
      const options = { N: cost, r: blockSize, p: lanes, maxmem: limit }
      try {
        return new W_Bytes(nodeCrypto().scryptSync(secret, grain, Number(dklen), options))
      } catch {
        throw error('ValueError', '[digital envelope routines] memory limit exceeded')
      }
    },
  )
  m.fn('get_fips_mode', [], '0: OpenSSL does not restrict itself to approved algorithms.', () => 0)
  m.fn('compare_digest', [pos('a'), pos('b')], 'a == b, in a time that does not tell where they differ.', compareDigest)
})

const MOST = 2147483647
