// Socket addresses between Python values and `sockaddr` bytes. lib: socket#socket-families
import {
  bytesOrUndefined,
  error,
  errorWith,
  host,
  index,
  isIndex,
  newException,
  OSFailure,
  size,
  strerror,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_ByteArray,
  W_Bytes,
  W_Tuple,
} from '@typhon/objspace'
import { bytesOfPath, pathOfBytes, pathOfStr, strOfPath } from '../system/path.ts'
import { gaiError } from './errors.ts'
import { formatIPv4, formatIPv6, parseIPv4, parseIPv6 } from './text.ts'

export const AF_UNSPEC = 0
export const AF_UNIX = 1
export const AF_INET = 2
export const AF_INET6 = (): number => (host().platform === 'linux' ? 10 : 30)

/** Size of sockaddr_un's path. */
const UNIX_PATH = 108
const SIZE_INET = 16
const SIZE_INET6 = 28

/** Calls the resolver: its failures are gaierror. */
export function resolving<T>(call: () => T): T {
  try {
    return call()
  } catch (e) {
    if (!(e instanceof OSFailure)) throw e
    if (e.errno > 0) throw newException(gaiError, [e.errno, strFromText(strerror(e.errno, host().platform))])
    throw newException(gaiError, [e.errno, strFromText(host().sockets.addressError(e.errno))])
  }
}

/** A sockaddr of a family, its length byte (macOS) or high byte of the family set. */
function sockaddr(family: number, bytes: number): Uint8Array {
  const out = new Uint8Array(bytes)
  if (host().platform === 'linux') out[0] = family
  else out.set([bytes, family])
  return out
}

export function familyOf(address: Uint8Array): number {
  return host().platform === 'linux' ? address[0] | (address[1] << 8) : address[1]
}

/** A host name as the resolver takes it. CPython: idna_converter */
function hostText(w: Value): string {
  const s = strOrUndefined(w)
  if (s !== undefined) {
    const text = textOfStr(s)
    if (text.includes('\0')) throw error('TypeError', 'host name must not contain null character')
    return text
  }
  if (w instanceof W_Bytes || w instanceof W_ByteArray) return new TextDecoder('latin1').decode(bytesOrUndefined(w)!)
  throw error('TypeError', `str, bytes or bytearray expected, not ${typeOf(w).name}`)
}

/** The bytes of a host's address: '' is any, '<broadcast>' everybody, anything else is looked up. */
export function lookUp(name: string, family: number): Uint8Array {
  const six = family === AF_INET6()
  if (name === '') return new Uint8Array(six ? 16 : 4)
  if (name === '<broadcast>' || name === '255.255.255.255') {
    if (six) throw errorWith('OSError', 'address family mismatched')
    return Uint8Array.of(255, 255, 255, 255)
  }
  const numeric = six ? parseIPv6(name) : parseIPv4(name)
  if (numeric !== undefined) return numeric
  const [found] = resolving(() => host().sockets.getaddrinfo(name, null, family, 0, 0, 0))
  return six ? found.address.slice(8, 24) : found.address.slice(4, 8)
}

function port(w: Value, owner: string): number {
  if (!isIndex(w)) throw error('TypeError', `'${typeOf(w).name}' object cannot be interpreted as an integer`)
  const n = index(w)
  if (n < 0 || n > 0xffff) throw error('OverflowError', `${owner}(): port must be 0-65535.`)
  return Number(n)
}

/** The sockaddr of a Python address. */
export function toSockaddr(w: Value, family: number, owner: string): Uint8Array {
  if (family === AF_UNIX) return unixAddress(w)
  const six = family === AF_INET6()
  if (family !== AF_INET && !six) throw errorWith('OSError', `${owner}(): bad family`)
  const label = six ? 'AF_INET6' : 'AF_INET'
  if (!(w instanceof W_Tuple))
    throw error('TypeError', `${owner}(): ${label} address must be tuple, not ${typeOf(w).name}`)
  const { items } = w
  if (!six && items.length !== 2) throw error('TypeError', 'AF_INET address must be a pair (host, port)')
  if (six && (items.length < 2 || items.length > 4))
    throw error('TypeError', 'AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])')
  const name = hostText(items[0])
  const number = port(items[1], owner)
  const out = sockaddr(family, six ? SIZE_INET6 : SIZE_INET)
  const v = new DataView(out.buffer)
  v.setUint16(2, number)
  const bytes = lookUp(name, family)
  out.set(bytes, six ? 8 : 4)
  if (six) {
    const flow = items.length > 2 ? size(items[2]) : 0
    if (flow < 0 || flow > 0xfffff) throw error('OverflowError', `${owner}(): flowinfo must be 0-1048575.`)
    v.setUint32(4, flow)
    v.setUint32(24, items.length > 3 ? Number(index(items[3])) : 0, true)
  }
  return out
}

function unixAddress(w: Value): Uint8Array {
  const s = strOrUndefined(w)
  const path = s !== undefined ? bytesOfPath(pathOfStr(s)) : bytesOrUndefined(w)
  if (path === undefined) throw error('TypeError', `a bytes-like object is required, not '${typeOf(w).name}'`)
  // A name that starts with NUL is in Linux's abstract name space and has no end mark.
  const abstract = host().platform === 'linux' && path.length > 0 && path[0] === 0
  if (path.length > UNIX_PATH - (abstract ? 0 : 1)) throw errorWith('OSError', 'AF_UNIX path too long')
  const out = sockaddr(AF_UNIX, 2 + path.length + (abstract ? 0 : 1))
  out.set(path, 2)
  return out
}

/** The Python address of a sockaddr. CPython: makesockaddr */
export function fromSockaddr(address: Uint8Array): Value {
  if (address.length === 0) return null
  const family = familyOf(address)
  const v = new DataView(address.buffer, address.byteOffset, address.length)
  if (family === AF_INET) return new W_Tuple([formatIPv4(address.subarray(4, 8)), v.getUint16(2)])
  if (family === AF_INET6()) {
    const scope = v.getUint32(24, true)
    return new W_Tuple([formatIPv6(address.subarray(8, 24)), v.getUint16(2), v.getUint32(4), scope])
  }
  if (family === AF_UNIX) {
    const path = address.subarray(2)
    if (path.length > 0 && path[0] === 0 && host().platform === 'linux') return new W_Bytes(path.slice())
    const end = path.indexOf(0)
    return strOfPath(pathOfBytes(end < 0 ? path : path.subarray(0, end)))
  }
  return new W_Tuple([family, new W_Bytes(address.slice(2))])
}
