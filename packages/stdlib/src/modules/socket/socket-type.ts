// Socket objects. lib: socket#socket-objects; CPython: Modules/socketmodule.c
//
// A socket with a timeout does not block in the system: a call that would block waits with poll for what is left of the time
// and tries again.
import { attendSignals, deadlineIn, liveThreads, waitFor } from '@typhon/interpreter'
import {
  arg,
  asInt,
  bytesOf,
  callMethod,
  defineType,
  type Ending,
  error,
  errorWith,
  exceptionTypes,
  hooks,
  host,
  index,
  isError,
  isTrue,
  OBJECT_LAYOUT,
  opt,
  OSFailure,
  pos,
  reprText,
  rest,
  size,
  ssize,
  strFromText,
  unpack,
  type Value,
  W_Bytes,
  W_Float,
  W_List,
  W_Object,
  W_Tuple,
  type W_Type,
  type Convert,
  hasItemsByIndex,
  indexOrUndefined,
  iter,
  shownType,
  writableBuffer,
  typeOf,
} from '@typhon/objspace'
import { intOf, writableBytesOf } from '../posix/converters.ts'
import { osError, system } from '../system/failure.ts'
import { EINTR } from '../system/numbers.ts'
import { AF_INET, familyOf, fromSockaddr, toSockaddr } from './address.ts'

const POLLIN = 1
const POLLOUT = 4
const SOCK_STREAM = 1
const TYPE_MASK = 0xf
const SOL_SOCKET = { linux: 1, darwin: 0xffff }
const SO_ERROR = { linux: 4, darwin: 0x1007 }
const SO_TYPE = { linux: 3, darwin: 0x1008 }
const SO_PROTOCOL = 38
const EISCONN = { linux: 106, darwin: 56 }
const IN_PROGRESS = { linux: [115, 11], darwin: [36, 35] }
const CONNRESET = { linux: 104, darwin: 54 }
const AGAIN = { linux: 11, darwin: 35 }

/** Closes a socket that nothing refers to, with a warning. CPython: Modules/socketmodule.c (sock_finalize) */
function finalizeSocket(self: W_Socket): void {
  if (self.fd < 0) return
  const text = strFromText(`unclosed ${reprText(self)}`)
  try {
    callMethod(hooks.importModule('_warnings'), 'warn', text, exceptionTypes.ResourceWarning, 1, self)
  } catch (e) {
    if (isError(e, 'Warning')) hooks.unraisable(e, '', self)
  }
  const { fd } = self
  self.fd = -1
  try {
    host().files.close(fd)
  } catch (e) {
    if (!(e instanceof OSFailure)) throw e
  }
}

export class W_Socket extends W_Object implements Ending {
  fd = -1
  family = 0
  type = 0
  proto = 0
  /** Seconds; -1 waits for ever, 0 does not wait. */
  timeout = -1

  get isOver(): boolean {
    return this.fd < 0
  }
}

let defaultTimeout = -1

export const timeouts = {
  get: (): number => defaultTimeout,
  set(seconds: number): void {
    defaultTimeout = seconds
  },
}

/** A timeout in seconds: None is -1. CPython: socket_parse_timeout */
export function timeoutOf(w: Value): number {
  if (w === null) return -1
  const seconds = w instanceof W_Float ? w.v : Number(index(w))
  if (Number.isNaN(seconds)) throw error('ValueError', 'Invalid value NaN (not a number)')
  if (seconds < 0) throw error('ValueError', 'Timeout value out of range')
  if (seconds > 2 ** 31) throw error('OverflowError', "timeout doesn't fit into C timeval")
  return seconds
}

export const timeoutValue = (seconds: number): Value => (seconds < 0 ? null : new W_Float(seconds))

const sockets = () => host().sockets
const now = (): number => host().clock.seconds('monotonic')

/** Waits until the socket is ready; false when the time is over. */
function ready(self: W_Socket, events: number, deadline: number): boolean {
  const left = deadline - now()
  if (left < 0) return false
  return system(() => sockets().poll([{ fd: self.fd, events }], Math.ceil(left * 1000)))[0] !== 0
}

/** Calls that have done nothing yet when they wait, so that they may be called again. */
const AGAIN_CALLS = [
  '_accept',
  'recv',
  'recv_into',
  'recvfrom',
  'recvfrom_into',
  'recvmsg',
  'send',
  'sendto',
  'sendmsg',
]

/** Lets other threads run until the socket is ready; at the deadline it is for the caller to complain. */
function yieldUntilReady(self: W_Socket, events: number, deadline: number): void {
  const isReady = (): boolean => system(() => sockets().poll([{ fd: self.fd, events }], 0))[0] !== 0
  waitFor(isReady, deadlineIn(self.timeout > 0 ? Math.max(0, deadline - now()) : undefined), AGAIN_CALLS, true)
}

/** A call that may have to wait. CPython: sock_call_ex */
function waiting<T>(
  self: W_Socket,
  events: number,
  call: () => T,
  deadline = self.timeout > 0 ? now() + self.timeout : 0,
): T {
  const { platform } = host()
  for (;;) {
    if (liveThreads().length > 1 && self.timeout !== 0) yieldUntilReady(self, events, deadline)
    if (self.timeout > 0 && !ready(self, events, deadline)) throw error('TimeoutError', 'timed out')
    try {
      return call()
    } catch (e) {
      if (!(e instanceof OSFailure)) throw e
      if (e.errno === EINTR) attendSignals()
      else if (self.timeout <= 0 || e.errno !== AGAIN[platform]) throw osError(e.errno)
    }
  }
}

/** Takes over a descriptor or makes one. */
export function initialize(self: W_Socket, family: number, type: number, proto: number, fileno: Value): void {
  if (fileno === null) {
    self.family = family === -1 ? AF_INET : family
    const kind = type === -1 ? SOCK_STREAM : type
    self.proto = proto === -1 ? 0 : proto
    self.fd = system(() => sockets().socket(self.family, kind, self.proto))
    self.type = host().platform === 'linux' ? kind & TYPE_MASK : kind
  } else adopt(self, family, type, proto, fileno)
  self.timeout = defaultTimeout
  if (defaultTimeout >= 0) system(() => host().files.setBlocking(self.fd, false))
}

function adopt(self: W_Socket, family: number, type: number, proto: number, fileno: Value): void {
  const fd = Number(index(fileno))
  if (fd < 0) throw error('ValueError', 'negative file descriptor')
  const { platform } = host()
  const option = (name: number): number => {
    const bytes = system(() => sockets().getsockopt(fd, SOL_SOCKET[platform], name, 4))
    return new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true)
  }
  const address = system(() => sockets().getsockname(fd))
  self.family = family === -1 ? familyOf(address) : family
  self.type = type === -1 ? option(SO_TYPE[platform]) : type
  self.proto = proto === -1 ? (platform === 'linux' ? option(SO_PROTOCOL) : 0) : proto
  self.fd = fd
}

function connect(self: W_Socket, w: Value, owner: string): number {
  const address = toSockaddr(w, self.family, owner)
  const { platform } = host()
  try {
    sockets().connect(self.fd, address)
    return 0
  } catch (e) {
    if (!(e instanceof OSFailure)) throw e
    const interrupted = e.errno === EINTR
    if (interrupted) attendSignals()
    else if (self.timeout <= 0 || !IN_PROGRESS[platform].includes(e.errno)) return e.errno
    // The connection goes on in the system; its end shows as writable.
    if (interrupted && self.timeout === 0) return IN_PROGRESS[platform][0]
    const done =
      self.timeout > 0
        ? ready(self, POLLOUT, now() + self.timeout)
        : system(() => sockets().poll([{ fd: self.fd, events: POLLOUT }], -1))[0] !== 0
    if (!done) {
      if (owner === 'connect') throw error('TimeoutError', 'timed out')
      return AGAIN[platform]
    }
    const bytes = sockets().getsockopt(self.fd, SOL_SOCKET[platform], SO_ERROR[platform], 4)
    const errno = new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true)
    return errno === EISCONN[platform] ? 0 : errno
  }
}

function receive(self: W_Socket, n: number, flags: number): Uint8Array {
  const into = new Uint8Array(n)
  const got = waiting(self, POLLIN, () => sockets().recv(self.fd, into, flags))
  return got === n ? into : into.slice(0, got)
}

/** The buffer of recv_into and recvfrom_into, cut to `nbytes`. */
/** Memory to receive into, which is looked at before the arguments behind it are. */
const memory: Convert<Uint8Array> = (w, where) => {
  const got = writableBuffer(w, `${where.owner}() argument 1 must be read-write bytes-like object, not ${shownType(w)}`)
  got.release()
  return got.bytes.subarray(got.offset, got.offset + got.shape.reduce((n, k) => n * k, got.itemsize))
}

/** Whether a value is an int that C's int holds. */
function fitsInt(w: Value): boolean {
  const n = indexOrUndefined(w)
  return typeof n === 'number' && n === (n | 0)
}

/** The items of an argument, which must be iterable. */
function iterated(w: Value, owner: string, place: number, of = ''): Value[] {
  let it: Value
  try {
    it = iter(w)
  } catch (e) {
    if (!isError(e, 'TypeError')) throw e
    throw error('TypeError', `${owner}() argument ${place} must be an iterable${of}`)
  }
  return unpack(it)
}

function intoBuffer(buffer: Uint8Array, nbytes: number, owner: string, tooSmall: string): Uint8Array {
  if (nbytes < 0) throw error('ValueError', `negative buffersize in ${owner}`)
  if (nbytes > buffer.length) throw error('ValueError', tooSmall)
  return nbytes === 0 ? buffer : buffer.subarray(0, nbytes)
}

const sizeOf =
  (owner: string) =>
  (w: Value): number => {
    const n = size(w)
    if (n < 0) throw error('ValueError', `negative buffersize in ${owner}`)
    return n
  }

/** Sizes of control messages, aligned to 8. */
const HEADER = 16
const aligned = (n: number): number => (n + 7) & ~7
export const controlLength = (n: number): number => HEADER + n
export const controlSpace = (n: number): number => HEADER + aligned(n)

const ANCILLARY = '[sendmsg() ancillary data items]() argument'

/** Ancillary data as the system has it: for each message its length, level, type and bytes. */
function packControl(w: Value): Uint8Array {
  const messages = iterated(w, 'sendmsg', 2).map((item) => {
    if (!hasItemsByIndex(typeOf(item)) && !(item instanceof W_List || item instanceof W_Tuple))
      throw error('TypeError', `${ANCILLARY} must be 3-item sequence, not ${shownType(item)}`)
    const triple = unpack(item)
    if (triple.length !== 3) throw error('TypeError', `${ANCILLARY} must be sequence of length 3, not ${triple.length}`)
    return { level: Number(index(triple[0])), type: Number(index(triple[1])), bytes: bytesOf(triple[2]) }
  })
  const out = new Uint8Array(messages.reduce((n, m) => n + controlSpace(m.bytes.length), 0))
  const v = new DataView(out.buffer)
  let at = 0
  for (const m of messages) {
    v.setBigUint64(at, BigInt(controlLength(m.bytes.length)), true)
    v.setInt32(at + 8, m.level, true)
    v.setInt32(at + 12, m.type, true)
    out.set(m.bytes, at + HEADER)
    at += controlSpace(m.bytes.length)
  }
  return out
}

function unpackControl(bytes: Uint8Array): Value {
  const out: Value[] = []
  const v = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at + HEADER <= bytes.length;) {
    const length = Number(v.getBigUint64(at, true))
    if (length < HEADER) break
    out.push(
      new W_Tuple([
        v.getInt32(at + 8, true),
        v.getInt32(at + 12, true),
        new W_Bytes(bytes.slice(at + HEADER, Math.min(at + length, bytes.length))),
      ]),
    )
    at += aligned(length)
  }
  return new W_List(out)
}

export const socketType: W_Type = defineType<W_Socket>(
  'socket',
  {
    module: '_socket',
    layout: { name: 'socket', base: OBJECT_LAYOUT, isFollowed: true },
    doc: 'One end of a connection.',
  },
  (t) => {
    t.rawNew((args) => new W_Socket((args[0] as W_Type).rootShape()))
    t.special('__del__', (self) => {
      finalizeSocket(self)
      return null
    })
    t.init(
      [arg('family', asInt, -1), arg('type', asInt, -1), arg('proto', asInt, -1), arg<Value>('fileno', null, null)],
      (self, family, type, proto, fileno) => {
        hooks.audit?.('socket.__new__', self, family, type, proto)
        initialize(self, family, type, proto, fileno)
      },
    )
    t.special('__repr__', (self) =>
      strFromText(`<socket object, fd=${self.fd}, family=${self.family}, type=${self.type}, proto=${self.proto}>`),
    )
    t.member('family', 'the socket family', (self) => self.family)
    t.member('type', 'the socket type', (self) => self.type)
    t.member('proto', 'the socket protocol', (self) => self.proto)
    t.getset('timeout', 'the socket timeout', (self) => timeoutValue(self.timeout))

    t.method('fileno', [], 'Its descriptor.', (self) => self.fd)
    t.method('detach', [], 'Give the descriptor away; the socket is closed after that.', (self) => {
      const { fd } = self
      self.fd = -1
      return fd
    })
    t.method('close', [], 'Close it.', (self) => {
      const { fd } = self
      self.fd = -1
      if (fd >= 0) {
        try {
          host().files.close(fd)
        } catch (e) {
          // The other side may have gone: the descriptor is closed all the same.
          if (!(e instanceof OSFailure)) throw e
          if (e.errno !== CONNRESET[host().platform]) throw osError(e.errno)
        }
      }
      return null
    })
    t.method('setblocking', [pos('object')], 'Whether calls wait.', (self, flag) => {
      const blocking = isTrue(flag)
      system(() => host().files.setBlocking(self.fd, blocking))
      self.timeout = blocking ? -1 : 0
      return null
    })
    t.method('getblocking', [], 'Whether calls wait.', (self) => self.timeout !== 0)
    t.method('settimeout', [pos('object')], 'How many seconds calls wait; None for ever.', (self, w) => {
      const seconds = timeoutOf(w)
      system(() => host().files.setBlocking(self.fd, seconds < 0))
      self.timeout = seconds
      return null
    })
    t.method('gettimeout', [], 'How many seconds calls wait; None for ever.', (self) => timeoutValue(self.timeout))

    t.method('bind', [pos('object')], 'Give it a local address.', (self, w) => {
      const address = toSockaddr(w, self.family, 'bind')
      hooks.audit?.('socket.bind', self, w)
      system(() => sockets().bind(self.fd, address))
      return null
    })
    t.method(
      'listen',
      [pos('backlog', asInt, 128)],
      'Wait for connections.',
      (self, backlog) => {
        system(() => sockets().listen(self.fd, Math.max(backlog, 0)))
        return null
      },
      null,
    )
    t.method('_accept', [], 'Take a connection; gives its descriptor and address.', (self) => {
      const [fd, address] = waiting(self, POLLIN, () => sockets().accept(self.fd))
      return new W_Tuple([fd, fromSockaddr(address)])
    })
    t.method('connect', [pos('object')], 'Connect to an address.', (self, w) => {
      const errno = connect(self, w, 'connect')
      if (errno !== 0) throw osError(errno)
      return null
    })
    t.method('connect_ex', [pos('object')], 'Connect to an address; gives the errno.', (self, w) =>
      connect(self, w, 'connect_ex'),
    )
    t.method('shutdown', [pos('object')], 'Close one or both directions.', (self, how) => {
      const n = Number(index(how))
      system(() => sockets().shutdown(self.fd, n))
      return null
    })
    t.method('getsockname', [], 'Its local address.', (self) =>
      fromSockaddr(system(() => sockets().getsockname(self.fd))),
    )
    t.method('getpeername', [], 'The address of the other end.', (self) =>
      fromSockaddr(system(() => sockets().getpeername(self.fd))),
    )

    t.method(
      'recv',
      [pos('buffersize', sizeOf('recv')), pos('flags', asInt, 0)],
      'Receive at most so many bytes.',
      (self, n, flags) => new W_Bytes(receive(self, n, flags)),
      null,
    )
    t.method(
      'recv_into',
      [arg('buffer', memory), arg('nbytes', ssize, 0), arg('flags', asInt, 0)],
      'Receive into a buffer.',
      (self, buffer, nbytes, flags) => {
        const into = intoBuffer(buffer, nbytes, 'recv_into', 'buffer too small for requested bytes')
        return waiting(self, POLLIN, () => sockets().recv(self.fd, into, flags))
      },
      null,
    )
    t.method(
      'recvfrom',
      [pos('buffersize', sizeOf('recvfrom')), pos('flags', asInt, 0)],
      "Receive at most so many bytes; gives them and the sender's address.",
      (self, n, flags) => {
        const into = new Uint8Array(n)
        const [got, address] = waiting(self, POLLIN, () => sockets().recvfrom(self.fd, into, flags))
        return new W_Tuple([new W_Bytes(into.slice(0, got)), fromSockaddr(address)])
      },
      null,
    )
    t.method(
      'recvfrom_into',
      [arg('buffer', memory), arg('nbytes', ssize, 0), arg('flags', asInt, 0)],
      "Receive into a buffer; gives how much and the sender's address.",
      (self, buffer, nbytes, flags) => {
        const into = intoBuffer(buffer, nbytes, 'recvfrom_into', 'nbytes is greater than the length of the buffer')
        const [got, address] = waiting(self, POLLIN, () => sockets().recvfrom(self.fd, into, flags))
        return new W_Tuple([got, fromSockaddr(address)])
      },
      null,
    )
    t.method(
      'send',
      [pos('data', (w) => bytesOf(w)), pos('flags', asInt, 0)],
      'Send bytes; gives how many were sent.',
      (self, data, flags) => waiting(self, POLLOUT, () => sockets().send(self.fd, data, flags)),
      null,
    )
    t.method(
      'sendall',
      [pos('data', (w) => bytesOf(w)), pos('flags', asInt, 0)],
      'Send all of the bytes.',
      (self, data, flags) => {
        const deadline = self.timeout > 0 ? now() + self.timeout : 0
        let left = data
        do {
          const n = waiting(self, POLLOUT, () => sockets().send(self.fd, left, flags), deadline)
          left = left.subarray(n)
        } while (left.length > 0)
        return null
      },
      null,
    )
    t.method(
      'sendto',
      [rest('args')],
      'Send bytes to an address.',
      (self, args) => {
        if (args.length < 2 || args.length > 3)
          throw error('TypeError', `sendto() takes 2 or 3 arguments (${args.length} given)`)
        const data = bytesOf(args[0])
        const flags = args.length === 3 ? Number(index(args[1])) : 0
        const w = args[args.length - 1]
        const address = toSockaddr(w, self.family, 'sendto')
        hooks.audit?.('socket.sendto', self, w)
        return waiting(self, POLLOUT, () => sockets().sendto(self.fd, data, flags, address))
      },
      null,
    )
    t.method(
      'sendmsg',
      [pos('buffers'), opt('ancdata'), pos('flags', asInt, 0), opt('address')],
      'Send buffers with ancillary data.',
      (self, buffers, control, flags, to) => {
        const parts = iterated(buffers, 'sendmsg', 1).map(bytesOf)
        const bytes = control === undefined ? new Uint8Array(0) : packControl(control)
        const address = to === undefined || to === null ? null : toSockaddr(to, self.family, 'sendmsg')
        hooks.audit?.('socket.sendmsg', self, to ?? null)
        return waiting(self, POLLOUT, () => sockets().sendmsg(self.fd, parts, bytes, flags, address))
      },
      null,
    )
    t.method(
      'recvmsg',
      [pos('bufsize', sizeOf('recvmsg')), pos('ancbufsize', ssize, 0), pos('flags', asInt, 0)],
      'Receive bytes with ancillary data.',
      (self, n, room, flags) => {
        const into = new Uint8Array(n)
        const control = new Uint8Array(room)
        const got = waiting(self, POLLIN, () => sockets().recvmsg(self.fd, [into], control, flags))
        return new W_Tuple([
          new W_Bytes(into.slice(0, got.count)),
          unpackControl(control.subarray(0, got.controlLength)),
          got.flags,
          fromSockaddr(got.address),
        ])
      },
      null,
    )
    t.method(
      'recvmsg_into',
      [pos('buffers'), pos('ancbufsize', ssize, 0), pos('flags', asInt, 0)],
      'Receive into buffers with ancillary data.',
      (self, buffers, room, flags) => {
        const into = iterated(buffers, 'recvmsg_into', 1).map((w) => {
          try {
            return writableBytesOf(w)
          } catch (e) {
            if (!isError(e, 'TypeError')) throw e
            throw error(
              'TypeError',
              'recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers',
            )
          }
        })
        if (room < 0) throw error('ValueError', 'invalid ancillary data buffer length')
        const control = new Uint8Array(room)
        const got = waiting(self, POLLIN, () => sockets().recvmsg(self.fd, into, control, flags))
        return new W_Tuple([
          got.count,
          unpackControl(control.subarray(0, got.controlLength)),
          got.flags,
          fromSockaddr(got.address),
        ])
      },
      null,
    )

    t.method(
      'getsockopt',
      [pos('level', asInt), pos('option', asInt), opt('buflen', asInt)],
      'An option: an int, or bytes where a length is given.',
      (self, level, option, length) => {
        if (length !== undefined && length !== 0) {
          if (length < 0 || length > 1024) throw errorWith('OSError', 'getsockopt buflen out of range')
          return new W_Bytes(system(() => sockets().getsockopt(self.fd, level, option, length)).slice())
        }
        const bytes = system(() => sockets().getsockopt(self.fd, level, option, 4))
        return new DataView(bytes.buffer, bytes.byteOffset, 4).getInt32(0, true)
      },
      null,
    )
    t.method(
      'setsockopt',
      [rest('args')],
      'Set an option: an int, bytes, or None and a length.',
      (self, args) => {
        const [w_level, w_option, value, length] = args
        // What fits neither an int nor None and a length is complained of as bytes.
        if (args.length !== 3 && !(args.length === 4 && value === null && indexOrUndefined(length) !== undefined))
          throw error('TypeError', `setsockopt() takes exactly 3 arguments (${args.length} given)`)
        const level = intOf(w_level)
        const option = intOf(w_option)
        let bytes: Uint8Array
        if (length !== undefined) bytes = new Uint8Array(Number(BigInt.asUintN(32, BigInt(index(length)))))
        else if (fitsInt(value)) bytes = new Uint8Array(Int32Array.of(intOf(value)).buffer)
        else bytes = bytesOf(value)
        system(() => sockets().setsockopt(self.fd, level, option, bytes))
        return null
      },
      null,
    )
  },
)
