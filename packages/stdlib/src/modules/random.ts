// The `_random` module: the Mersenne Twister MT19937. lib: random; the algorithm is Matsumoto's and Nishimura's (1998),
// seeded from the words of an int as CPython's Modules/_randommodule.c seeds it.
import {
  asInt,
  defineModule,
  defineType,
  error,
  hash,
  host,
  intOrUndefined,
  norm,
  OBJECT_LAYOUT,
  pos,
  type Shape,
  type Value,
  W_Float,
  W_Object,
  W_Tuple,
  type W_Type,
  rest,
} from '@typhon/objspace'

const N = 624
const M = 397

class W_Random extends W_Object {
  readonly state = new Uint32Array(N)
  /** The next word of the state to give out; N: all were given. */
  index = N + 1
  constructor(shape: Shape) {
    super(shape)
  }

  /** The next 32 random bits. */
  next(): number {
    const mt = this.state
    if (this.index >= N) {
      for (let k = 0; k < N; k++) {
        const y = (mt[k] & 0x80000000) | (mt[k + 1 === N ? 0 : k + 1] & 0x7fffffff)
        mt[k] = mt[k + M < N ? k + M : k + M - N] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
      }
      this.index = 0
    }
    let y = mt[this.index++]
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    y ^= y >>> 18
    return y >>> 0
  }

  /** A double in [0, 1) of 53 random bits. */
  double(): number {
    const a = this.next() >>> 5
    const b = this.next() >>> 6
    return (a * 67108864 + b) / 9007199254740992
  }

  private fill(seed: number): void {
    const mt = this.state
    mt[0] = seed
    for (let i = 1; i < N; i++) mt[i] = Math.imul(1812433253, mt[i - 1] ^ (mt[i - 1] >>> 30)) + i
    this.index = N
  }

  /** Seeds from 32-bit words, the least significant first. */
  seed(words: Uint32Array): void {
    const mt = this.state
    this.fill(19650218)
    let i = 1
    let j = 0
    for (let k = Math.max(N, words.length); k > 0; k--) {
      mt[i] = (mt[i] ^ Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1664525)) + words[j] + j
      if (++i >= N) {
        mt[0] = mt[N - 1]
        i = 1
      }
      if (++j >= words.length) j = 0
    }
    for (let k = N - 1; k > 0; k--) {
      mt[i] = (mt[i] ^ Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1566083941)) - i
      if (++i >= N) {
        mt[0] = mt[N - 1]
        i = 1
      }
    }
    mt[0] = 0x80000000
  }
}

/** The 32-bit words of a non-negative int, the least significant first, at least one. */
function wordsOf(n: number | bigint): Uint32Array {
  const hex = n.toString(16)
  const words = new Uint32Array(Math.ceil(hex.length / 8))
  for (let i = 0; i < words.length; i++)
    words[i] = parseInt(hex.slice(Math.max(0, hex.length - 8 * (i + 1)), hex.length - 8 * i), 16)
  return words
}

function seed(self: W_Random, w: Value): null {
  if (w === null) {
    const bytes = new Uint8Array(N * 4)
    host().system.random(bytes)
    const words = new Uint32Array(bytes.buffer)
    self.seed(words)
    return null
  }
  let n = intOrUndefined(w)
  // The hash of anything else counts as the unsigned 64-bit number that it is in C.
  if (n === undefined) n = BigInt.asUintN(64, BigInt(hash(w)))
  self.seed(wordsOf(n < 0 ? -n : n))
  return null
}

function getrandbits(self: W_Random, k: number): Value {
  if (k < 0) throw error('ValueError', 'number of bits must be non-negative')
  if (k === 0) return 0
  if (k <= 32) return self.next() >>> (32 - k)
  const words: string[] = []
  for (let left = k; left > 0; left -= 32) {
    const r = left < 32 ? self.next() >>> (32 - left) : self.next()
    words.push(r.toString(16).padStart(8, '0'))
  }
  return norm(BigInt(`0x${words.reverse().join('')}`))
}

function setState(self: W_Random, state: Value): null {
  if (!(state instanceof W_Tuple)) throw error('TypeError', 'state vector must be a tuple')
  if (state.items.length !== N + 1) throw error('ValueError', 'state vector is the wrong size')
  const words = new Uint32Array(N)
  for (let i = 0; i < N; i++) {
    const n = intOrUndefined(state.items[i])
    if (n === undefined) throw error('TypeError', 'an integer is required')
    if (n < 0) throw error('OverflowError', `can't convert negative value to unsigned int`)
    words[i] = Number(BigInt.asUintN(32, BigInt(n)))
  }
  const index = intOrUndefined(state.items[N])
  if (index === undefined) throw error('TypeError', 'an integer is required')
  if (index < 0 || index > N) throw error('ValueError', 'invalid state')
  self.state.set(words)
  self.index = Number(index)
  return null
}

export const randomType: W_Type = defineType<W_Random>(
  'Random',
  {
    module: '_random',
    layout: { name: 'Random', base: OBJECT_LAYOUT },
    doc: 'A generator of random numbers, seeded by its argument.',
  },
  (t) => {
    t.rawNew((args) => new W_Random((args[0] as W_Type).rootShape()))
    t.init([rest('args')], (self, args) => {
      if (args.length > 1) throw error('TypeError', 'Random() requires 0 or 1 argument')
      seed(self, args[0] ?? null)
    })
    t.method('random', [], 'A float in [0, 1).', (self) => new W_Float(self.double()))
    t.method(
      'seed',
      [pos<Value>('n', null, null)],
      'Start anew from a number, the hash of an object, or the randomness of the system.',
      (self, n) => seed(self, n),
    )
    t.method(
      'getstate',
      [],
      'The state of the generator as a tuple.',
      (self) => new W_Tuple([...self.state, self.index]),
    )
    t.method('setstate', [pos('state')], 'Take over a state that getstate() gave.', setState)
    t.method('getrandbits', [pos('k', asInt)], 'An int of k random bits.', getrandbits)
  },
)

export const randomModule = defineModule('_random', 'The Mersenne Twister.', (m) => {
  m.type(randomType)
})
