// The `_uuid` module: identifiers of time and place, what `uuid.uuid1` is made of. ref: RFC 9562, 5.1
import { defineModule, host, OSFailure, W_Bytes, W_Tuple } from '@typhon/objspace'

/** From the beginning of the Gregorian calendar to 1970, in 100 ns. */
const GREGORIAN = 0x01b21dd213814000n
const NODE_SIZE = 6
/** Nobody has looked after identifiers of other processes. */
const UNSAFE = -1

/** This machine's address, or random bytes marked as no such. */
function findNode(): Uint8Array {
  const { files, system } = host()
  const interfaces = '/sys/class/net'
  try {
    for (const name of files.listdir(interfaces)) {
      if (typeof name !== 'string') continue
      const text = new TextDecoder().decode(files.readFile(`${interfaces}/${name}/address`)).trim()
      const bytes = text.split(':').map((part) => parseInt(part, 16))
      if (bytes.length === NODE_SIZE && bytes.some((b) => b !== 0)) return Uint8Array.from(bytes)
    }
  } catch (e) {
    if (!(e instanceof OSFailure)) throw e
  }
  const random = new Uint8Array(NODE_SIZE)
  system.random(random)
  random[0] |= 1
  return random
}

let node: Uint8Array | undefined
let sequence = -1
let last = 0n

/** A UUID of version 1; two of them are never the same. */
function newUuid(): Uint8Array {
  node ??= findNode()
  if (sequence < 0) {
    const random = new Uint8Array(2)
    host().system.random(random)
    sequence = ((random[0] << 8) | random[1]) & 0x3fff
  }
  let time = host().clock.read('realtime') / 100n + GREGORIAN
  // A clock that went back or stood still makes the number of the next moment.
  if (time <= last) time = last + 1n
  last = time
  const out = new Uint8Array(16)
  const view = new DataView(out.buffer)
  view.setUint32(0, Number(time & 0xffffffffn))
  view.setUint16(4, Number((time >> 32n) & 0xffffn))
  view.setUint16(6, Number((time >> 48n) & 0xfffn) | 0x1000)
  view.setUint16(8, sequence | 0x8000)
  out.set(node, 10)
  return out
}

export const uuidModule = defineModule('_uuid', null, (m) => {
  m.constant('has_uuid_generate_time_safe', 1)
  m.fn(
    'generate_time_safe',
    [],
    'A UUID of this moment and machine, and whether it was made safe against other processes.',
    () => new W_Tuple([new W_Bytes(newUuid()), UNSAFE]),
    null,
  )
})
