// Sockets, through the C library.
import { type AddressInfo, OSFailure, type Sockets } from '@typhon/objspace'
import { mayBlock } from './interrupts.ts'
import { addressOf, checked, cstring, darwin, declare, failed, own, textAt, viewAt } from './libc.ts'
import { polling } from './polling.ts'

const ADDRESS = ['int', 'void *', 'uint32_t']
const socket = declare<[number, number, number]>('socket', 'int', 'int', 'int', 'int')
const socketpair = declare<[number, number, number, Int32Array]>('socketpair', 'int', 'int', 'int', 'int', 'void *')
const bind = declare<[number, Uint8Array, number]>('bind', 'int', ...ADDRESS)
const connect = declare<[number, Uint8Array, number]>('connect', 'int', ...ADDRESS)
const listen = declare<[number, number]>('listen', 'int', 'int', 'int')
const accept = declare<[number, Uint8Array, Uint32Array]>('accept', 'int', 'int', 'void *', 'void *')
const accept4 = declare<[number, Uint8Array, Uint32Array, number]>('accept4', 'int', 'int', 'void *', 'void *', 'int')
const shutdown = declare<[number, number]>('shutdown', 'int', 'int', 'int')
const send = declare<[number, Uint8Array, number, number]>('send', 'int64_t', 'int', 'void *', 'size_t', 'int')
const recv = declare<[number, Uint8Array, number, number]>('recv', 'int64_t', 'int', 'void *', 'size_t', 'int')
const sendto = declare<[number, Uint8Array, number, number, Uint8Array, number]>(
  'sendto',
  'int64_t',
  'int',
  'void *',
  'size_t',
  'int',
  'void *',
  'uint32_t',
)
const recvfrom = declare<[number, Uint8Array, number, number, Uint8Array, Uint32Array]>(
  'recvfrom',
  'int64_t',
  'int',
  'void *',
  'size_t',
  'int',
  'void *',
  'void *',
)
const sendmsg = declare<[number, Uint8Array, number]>('sendmsg', 'int64_t', 'int', 'void *', 'int')
const recvmsg = declare<[number, Uint8Array, number]>('recvmsg', 'int64_t', 'int', 'void *', 'int')
const getsockopt = declare<[number, number, number, Uint8Array, Uint32Array]>(
  'getsockopt',
  'int',
  'int',
  'int',
  'int',
  'void *',
  'void *',
)
const setsockopt = declare<[number, number, number, Uint8Array, number]>(
  'setsockopt',
  'int',
  'int',
  'int',
  'int',
  'void *',
  'uint32_t',
)
const getsockname = declare<[number, Uint8Array, Uint32Array]>('getsockname', 'int', 'int', 'void *', 'void *')
const getpeername = declare<[number, Uint8Array, Uint32Array]>('getpeername', 'int', 'int', 'void *', 'void *')
const getaddrinfo = declare<[Uint8Array | null, Uint8Array | null, Uint8Array, BigUint64Array]>(
  'getaddrinfo',
  'int',
  'void *',
  'void *',
  'void *',
  'void *',
)
const freeaddrinfo = declare<[number]>('freeaddrinfo', 'void', 'uintptr_t')
const getnameinfo = declare<[Uint8Array, number, Uint8Array, number, Uint8Array, number, number]>(
  'getnameinfo',
  'int',
  'void *',
  'uint32_t',
  'void *',
  'uint32_t',
  'void *',
  'uint32_t',
  'int',
)
const gai_strerror = declare<[number], string>('gai_strerror', 'str', 'int')
const fcntl = declare<[number, number, string, number]>('fcntl', 'int', 'int', 'int', '...')

const F_SETFD = 2
const FD_CLOEXEC = 1
const SOCK_CLOEXEC = darwin ? 0 : 0o2000000
/** Size of sockaddr_storage. */
const STORAGE = 128
const EAI_SYSTEM = darwin ? 11 : -11
const ADDRINFO_SIZE = 48
const MSGHDR_SIZE = 56

function private_(fd: number): number {
  if (darwin) fcntl(fd, F_SETFD, 'long', FD_CLOEXEC)
  return fd
}

/** Calls with room for an address and its length; gives the address. */
function address(call: (into: Uint8Array, length: Uint32Array) => number): [number, Uint8Array] {
  const into = new Uint8Array(STORAGE)
  const length = Uint32Array.of(STORAGE)
  const result = checked(call(into, length))
  return [result, into.slice(0, Math.min(length[0], STORAGE))]
}

/** struct msghdr over the given buffers. */
function messageHeader(buffers: readonly Uint8Array[], control: Uint8Array, name: Uint8Array | null): Uint8Array {
  const vector = new BigUint64Array(Math.max(buffers.length * 2, 16))
  buffers.forEach((b, i) => {
    vector[i * 2] = b.length === 0 ? 0n : BigInt(addressOf(b))
    vector[i * 2 + 1] = BigInt(b.length)
  })
  const header = new Uint8Array(MSGHDR_SIZE)
  const v = new DataView(header.buffer)
  if (name !== null) v.setBigUint64(0, BigInt(addressOf(name)), true)
  v.setUint32(8, name?.length ?? 0, true)
  v.setBigUint64(16, BigInt(addressOf(vector)), true)
  v.setUint32(24, buffers.length, true)
  if (control.length > 0) v.setBigUint64(32, BigInt(addressOf(control)), true)
  v.setUint32(40, control.length, true)
  return own(header, [vector, buffers, control, name])
}

const HEADER_FLAGS = darwin ? 44 : 48

/** Throws for a code of getaddrinfo and getnameinfo: the errno where the system failed, else the code, negative. */
function resolved(code: number): void {
  if (code !== 0) throw code === EAI_SYSTEM ? failed() : new OSFailure(-Math.abs(code))
}

export const sockets: Sockets = {
  ...polling,

  socket: (family, type, protocol) => private_(checked(socket(family, type | SOCK_CLOEXEC, protocol))),

  socketpair(family, type, protocol) {
    const pair = new Int32Array(2)
    checked(socketpair(family, type | SOCK_CLOEXEC, protocol, pair))
    return [private_(pair[0]), private_(pair[1])]
  },

  bind(fd, to) {
    checked(bind(fd, to, to.length))
  },

  listen(fd, backlog) {
    checked(listen(fd, backlog))
  },

  accept(fd) {
    mayBlock()
    const [peer, from] = address((into, length) =>
      darwin ? accept(fd, into, length) : accept4(fd, into, length, SOCK_CLOEXEC),
    )
    return [private_(peer), from]
  },

  connect(fd, to) {
    mayBlock()
    checked(connect(fd, to, to.length))
  },

  shutdown(fd, how) {
    checked(shutdown(fd, how))
  },

  send(fd, from, flags) {
    mayBlock()
    return checked(send(fd, from, from.length, flags))
  },

  recv(fd, into, flags) {
    mayBlock()
    return checked(recv(fd, into, into.length, flags))
  },

  sendto(fd, from, flags, to) {
    mayBlock()
    return checked(sendto(fd, from, from.length, flags, to, to.length))
  },

  recvfrom(fd, into, flags) {
    mayBlock()
    return address((from, length) => recvfrom(fd, into, into.length, flags, from, length))
  },

  sendmsg(fd, from, control, flags, to) {
    mayBlock()
    return checked(sendmsg(fd, messageHeader(from, control, to), flags))
  },

  recvmsg(fd, into, control, flags) {
    mayBlock()
    const name = new Uint8Array(STORAGE)
    const header = messageHeader(into, control, name)
    const count = checked(recvmsg(fd, header, flags))
    const v = new DataView(header.buffer)
    return {
      count,
      controlLength: v.getUint32(40, true),
      flags: v.getInt32(HEADER_FLAGS, true),
      address: name.slice(0, v.getUint32(8, true)),
    }
  },

  getsockopt(fd, level, option, size) {
    const into = new Uint8Array(size)
    const length = Uint32Array.of(size)
    checked(getsockopt(fd, level, option, into, length))
    return into.subarray(0, length[0])
  },

  setsockopt(fd, level, option, value) {
    checked(setsockopt(fd, level, option, value, value.length))
  },

  getsockname: (fd) => address((into, length) => getsockname(fd, into, length))[1],

  getpeername: (fd) => address((into, length) => getpeername(fd, into, length))[1],

  getaddrinfo(host, service, family, type, protocol, flags) {
    const hints = new Uint8Array(ADDRINFO_SIZE)
    new Int32Array(hints.buffer).set([flags, family, type, protocol])
    const head = new BigUint64Array(1)
    resolved(getaddrinfo(host === null ? null : cstring(host), service === null ? null : cstring(service), hints, head))
    const out: AddressInfo[] = []
    for (let at = Number(head[0]); at !== 0;) {
      const v = viewAt(at, ADDRINFO_SIZE)
      const pointer = (offset: number): number => Number(v.getBigUint64(offset, true))
      const size = v.getUint32(16, true)
      const addr = viewAt(pointer(darwin ? 32 : 24), size)
      out.push({
        family: v.getInt32(4, true),
        type: v.getInt32(8, true),
        protocol: v.getInt32(12, true),
        canonicalName: textAt(pointer(darwin ? 24 : 32)),
        address: new Uint8Array(addr.buffer, addr.byteOffset, size).slice(),
      })
      at = pointer(40)
    }
    freeaddrinfo(Number(head[0]))
    return out
  },

  getnameinfo(of, flags) {
    const host = new Uint8Array(1025)
    const service = new Uint8Array(32)
    resolved(getnameinfo(of, of.length, host, host.length, service, service.length, flags))
    const text = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, bytes.indexOf(0))).toString()
    return [text(host), text(service)]
  },

  addressError: (code) => gai_strerror(darwin ? Math.abs(code) : code),
}
