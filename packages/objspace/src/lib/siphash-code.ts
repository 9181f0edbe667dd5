// SipHash-1-3 as code of WebAssembly, which has the 64-bit words that JavaScript has not.
//
// Its memory: the key at 0, the upper half of the last result at 20, the message from MESSAGE on, which is as siphash.ts says. `run` takes how
// many bytes the message has, and gives the lower half.

/** The compiled function, and parts of its memory. */
export interface CompiledSip {
  readonly run: (bytes: number) => number
  readonly key: Int32Array
  readonly upper: Int32Array
  readonly room: Int32Array<ArrayBuffer>
}

const RESULT = 16
const MESSAGE = 32
/** A page of memory has 65536 bytes. */
const PAGES = 1

type Code = readonly number[]

/** An integer as LEB128. */
function signed(value: bigint): Code {
  const out: number[] = []
  for (let n = BigInt.asIntN(64, value); ; n >>= 7n) {
    const byte = Number(n & 127n)
    const isLast = n >> 6n === 0n || n >> 6n === -1n
    out.push(isLast ? byte : byte | 128)
    if (isLast) return out
  }
}

function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
}

/** A list with its length in front. */
const list = (...items: Code[]): Code => [...unsigned(items.length), ...items.flat()]
const sized = (code: Code): Code => [...unsigned(code.length), ...code]
const section = (id: number, content: Code): Code => [id, ...sized(content)]

const I32 = 0x7f
const I64 = 0x7e
const NO_VALUE = 0x40
const END = [0x0b]
const LOOP = [0x03, NO_VALUE]
const IF = [0x04, NO_VALUE]
const AGAIN_IF = [0x0d, 0]
const I32_EQ = [0x46]
const I32_LE = [0x4d]
const I32_ADD = [0x6a]
const I32_AND = [0x71]
const LOWER = [0xa7]
const WIDEN = [0xad]
const ADD = [0x7c]
const OR = [0x84]
const XOR = [0x85]
const SHL = [0x86]
const ROTL = [0x89]

const get = (local: number): Code => [0x20, local]
const set = (local: number): Code => [0x21, local]
const keep = (local: number): Code => [0x22, local]
const i32 = (n: number): Code => [0x41, ...signed(BigInt(n))]
const i64 = (n: bigint): Code => [0x42, ...signed(n)]
const load = (offset: number): Code => [0x29, 3, ...unsigned(offset)]
const store = (offset: number): Code => [0x37, 3, ...unsigned(offset)]

// The parameter and the locals.
const [BYTES, AT, LAST, V0, V1, V2, V3, WORD] = [0, 1, 2, 3, 4, 5, 6, 7]

const code = (...parts: Code[]): Code => parts.flat()

/** `v += w` */
const add = (v: number, w: number): Code => code(get(v), get(w), ADD, set(v))
/** `v ^= w` */
const mix = (v: number, w: number): Code => code(get(v), get(w), XOR, set(v))
/** `v` rotated to the left. */
const turn = (v: number, by: bigint): Code => code(get(v), i64(by), ROTL, set(v))
const begin = (v: number, key: number, constant: bigint): Code => code(i32(0), load(key), i64(constant), XOR, set(v))

const ROUND = code(
  code(add(V0, V1), add(V2, V3)),
  code(turn(V1, 13n), mix(V1, V0), turn(V3, 16n), mix(V3, V2), turn(V0, 32n)),
  code(add(V2, V1), add(V0, V3)),
  code(turn(V1, 17n), mix(V1, V2), turn(V3, 21n), mix(V3, V0), turn(V2, 32n)),
)

const BODY = code(
  begin(V0, 0, 0x736f6d6570736575n),
  begin(V1, 8, 0x646f72616e646f6dn),
  begin(V2, 0, 0x6c7967656e657261n),
  begin(V3, 8, 0x7465646279746573n),
  code(get(BYTES), i32(-8), I32_AND, set(LAST)),
  // A round for each word; the last one has the length in its highest byte.
  LOOP,
  code(get(AT), load(MESSAGE), set(WORD)),
  code(get(AT), get(LAST), I32_EQ, IF),
  code(get(WORD), get(BYTES), WIDEN, i64(56n), SHL, OR, set(WORD)),
  END,
  mix(V3, WORD),
  ROUND,
  mix(V0, WORD),
  code(get(AT), i32(8), I32_ADD, keep(AT), get(LAST), I32_LE, AGAIN_IF),
  END,
  code(get(V2), i64(0xffn), XOR, set(V2)),
  code(ROUND, ROUND, ROUND),
  code(i32(0), get(V0), get(V1), XOR, get(V2), XOR, get(V3), XOR, keep(WORD), store(RESULT)),
  code(get(WORD), LOWER),
  END,
)

const named = (name: string, kind: number): Code => [name.length, ...Array.from(name, (c) => c.charCodeAt(0)), kind, 0]

/** The module: a function type, the function, its memory, what is exported, and the code. */
const moduleOf = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    code(
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, list([0x60, ...list([I32]), ...list([I32])])),
      section(3, list([0])),
      section(5, list([0, PAGES])),
      section(7, list(named('memory', 2), named('run', 0))),
      section(10, list(sized(code(list([2, I32], [5, I64]), BODY)))),
    ),
  )

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly run: CompiledSip['run']
}

declare const WebAssembly:
  | { Module: new (code: Uint8Array) => object; Instance: new (module: object) => { readonly exports: unknown } }
  | undefined

/** Null where the host has no WebAssembly. */
export function compileSip(): CompiledSip | null {
  if (typeof WebAssembly === 'undefined') return null
  const { memory, run } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf())).exports as Exports
  const { buffer } = memory
  return {
    run,
    key: new Int32Array(buffer, 0, 4),
    upper: new Int32Array(buffer, RESULT + 4, 1),
    room: new Int32Array(buffer, MESSAGE, 4096),
  }
}
