// The `_socket` module, which `socket` builds on. lib: socket; CPython: Modules/socketmodule.c
//
// differs: gethostbyaddr and gethostbyname_ex know what getaddrinfo and getnameinfo tell, no further names. Families other
// than AF_UNIX, AF_INET and AF_INET6 have no addresses, and there is no CAPI.
import {
  arg,
  asInt,
  asText,
  bytesOf,
  type Convert,
  defineModule,
  error,
  errorWith,
  exceptionTypes,
  hooks,
  host,
  index,
  isIndex,
  type ModuleBuilder,
  opt,
  pos,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Bytes,
  W_List,
  W_Tuple,
  intOrUndefined,
  typeOf,
} from '@typhon/objspace'
import { osError, system } from '../system/failure.ts'
import { AF_INET, AF_INET6, AF_UNIX, AF_UNSPEC, fromSockaddr, lookUp, resolving, toSockaddr } from './address.ts'
import { SOCKET_CONSTANTS } from './constants.ts'
import { defineInterfaces } from './interfaces.ts'
import { gaiError, hostError } from './errors.ts'
import {
  controlLength,
  controlSpace,
  initialize,
  socketType,
  timeoutOf,
  timeouts,
  timeoutValue,
  W_Socket,
} from './socket-type.ts'
import { aton, formatIPv4, formatIPv6, parseIPv4, parseIPv6 } from './text.ts'

const sockets = () => host().sockets
const NI_NAMEREQD = 8
const EAFNOSUPPORT = { linux: 97, darwin: 47 }

/** Swaps the bytes of a 16-bit number, as hosts with the least byte first do. */
function short(owner: string): Convert<number> {
  return (w) => {
    const n = index(w)
    if (n < 0) throw error('OverflowError', `${owner}: can't convert negative Python int to C 16-bit unsigned integer`)
    if (n > 0xffff)
      throw error('OverflowError', `${owner}: Python int too large to convert to C 16-bit unsigned integer`)
    return Number(n)
  }
}

const long: Convert<number> = (w) => {
  const n = intOrUndefined(w)
  if (n === undefined) throw error('TypeError', `expected int, ${typeOf(w).fullName} found`)
  if (n < 0) throw error('OverflowError', "can't convert negative value to unsigned int")
  if (n > 0xffffffffffffffffn) throw error('OverflowError', 'Python int too large to convert to C unsigned long')
  if (n > 0xffffffff) throw error('OverflowError', 'int larger than 32 bits')
  return Number(n)
}

const swapShort = (n: number): number => ((n & 0xff) << 8) | (n >> 8)
const swapLong = (n: number): number =>
  (((n & 0xff) << 24) | ((n & 0xff00) << 8) | ((n >>> 8) & 0xff00) | (n >>> 24)) >>> 0

function defineNumbers(m: ModuleBuilder): void {
  for (const name of ['htons', 'ntohs'])
    m.fn(
      name,
      [pos('x', short(name))],
      'Bytes of a 16-bit number in the other order, where host and network differ.',
      swapShort,
      '($self, x, /)',
    )
  for (const name of ['htonl', 'ntohl'])
    m.fn(
      name,
      [pos('object', long)],
      'Bytes of a 32-bit number in the other order, where host and network differ.',
      swapLong,
      '($self, object, /)',
    )
  m.fn(
    'inet_aton',
    [pos('ip_addr', asText)],
    'Bytes of an IPv4 address in text.',
    (text) => {
      const bytes = aton(text)
      if (bytes === undefined) throw errorWith('OSError', 'illegal IP address string passed to inet_aton')
      return new W_Bytes(bytes)
    },
    '($self, ip_addr, /)',
  )
  m.fn(
    'inet_ntoa',
    [pos('packed_ip', (w) => bytesOf(w))],
    'Text of an IPv4 address in bytes.',
    (bytes) => {
      if (bytes.length !== 4) throw errorWith('OSError', 'packed IP wrong length for inet_ntoa')
      return formatIPv4(bytes)
    },
    '($self, packed_ip, /)',
  )
  const refuse = (): unknown => osError(EAFNOSUPPORT[host().platform])
  m.fn(
    'inet_pton',
    [pos('af', asInt), pos('ip', asText)],
    'Bytes of an address in text.',
    (family, text) => {
      if (family !== AF_INET && family !== AF_INET6()) throw refuse()
      const bytes = family === AF_INET ? parseIPv4(text) : parseIPv6(text)
      if (bytes === undefined) throw errorWith('OSError', 'illegal IP address string passed to inet_pton')
      return new W_Bytes(bytes)
    },
    null,
  )
  m.fn(
    'inet_ntop',
    [pos('af', asInt), pos('packed_ip', (w) => bytesOf(w))],
    'Text of an address in bytes.',
    (family, bytes) => {
      if (family !== AF_INET && family !== AF_INET6()) throw error('ValueError', `unknown address family ${family}`)
      if (bytes.length !== (family === AF_INET ? 4 : 16))
        throw error('ValueError', 'invalid length of packed IP address string')
      return family === AF_INET ? formatIPv4(bytes) : formatIPv6(bytes)
    },
    null,
  )
  const room =
    (measure: (n: number) => number): Convert<number> =>
    (w) => {
      const n = index(w)
      if (n < 0 || n > 0x7fffffff - 64)
        throw error('OverflowError', `${measure === controlLength ? 'CMSG_LEN' : 'CMSG_SPACE'}() argument out of range`)
      return measure(Number(n))
    }
  m.fn(
    'CMSG_LEN',
    [pos('length', room(controlLength))],
    'Length of a control message with so many bytes.',
    (n) => n,
    null,
  )
  m.fn(
    'CMSG_SPACE',
    [pos('length', room(controlSpace))],
    'Room that a control message with so many bytes takes.',
    (n) => n,
    null,
  )
}

/** Host of getaddrinfo: None, str, or bytes. */
function hostName(w: Value): string | null {
  if (w === null) return null
  const s = strOrUndefined(w)
  if (s !== undefined) return textOfStr(s)
  if (w instanceof W_Bytes) return new TextDecoder('latin1').decode(w.bytes)
  throw error('TypeError', 'getaddrinfo() argument 1 must be string or None')
}

/** Port of getaddrinfo: a number, a name, or None. */
function serviceName(w: Value): string | null {
  if (w === null) return null
  if (isIndex(w)) return String(index(w))
  const s = strOrUndefined(w)
  if (s !== undefined) return textOfStr(s)
  if (w instanceof W_Bytes) return new TextDecoder('latin1').decode(w.bytes)
  throw errorWith('OSError', 'Int or String expected')
}

/** A service or its port, from the resolver. */
function servicePort(name: string, protocol: string | undefined): number {
  const type = protocol === 'udp' ? 2 : 1
  try {
    const [found] = sockets().getaddrinfo(null, name, AF_INET, type, 0, 0)
    return (found.address[2] << 8) | found.address[3]
  } catch {
    throw errorWith('OSError', 'service/proto not found')
  }
}

/** The protocols that every system numbers alike. */
const PROTOCOLS: Record<string, number> = {
  ip: 0,
  icmp: 1,
  igmp: 2,
  tcp: 6,
  egp: 8,
  udp: 17,
  ipv6: 41,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-icmp': 58,
  ospf: 89,
  sctp: 132,
}

function hostnameOfMachine(): Value {
  hooks.audit?.('socket.gethostname')
  return strFromText(host().system.hostname())
}

function defineNames(m: ModuleBuilder): void {
  m.fn('gethostname', [], 'The name of this machine.', hostnameOfMachine, '($self, /)')
  m.fn(
    'gethostbyname',
    [pos('host', asText)],
    'The IPv4 address of a host.',
    (name) => {
      hooks.audit?.('socket.gethostbyname', strFromText(name))
      return formatIPv4(lookUp(name, AF_INET))
    },
    null,
  )
  m.fn(
    'gethostbyname_ex',
    [pos('host', asText)],
    'Name, further names and IPv4 addresses of a host.',
    (name) => {
      hooks.audit?.('socket.gethostbyname', strFromText(name))
      const found = resolving(() => sockets().getaddrinfo(name, null, AF_INET, 1, 0, 2))
      return new W_Tuple([
        strFromText(found[0].canonicalName || name),
        new W_List([]),
        new W_List(found.map((f) => formatIPv4(f.address.subarray(4, 8)))),
      ])
    },
    null,
  )
  m.fn(
    'gethostbyaddr',
    [pos('host', asText)],
    'Name, further names and addresses of a host.',
    (name) => {
      hooks.audit?.('socket.gethostbyaddr', strFromText(name))
      const [found] = resolving(() => sockets().getaddrinfo(name, null, AF_UNSPEC, 1, 0, 0))
      const [itsName] = resolving(() => sockets().getnameinfo(found.address, NI_NAMEREQD))
      return new W_Tuple([
        strFromText(itsName),
        new W_List([]),
        new W_List([(fromSockaddr(found.address) as W_Tuple).items[0]]),
      ])
    },
    null,
  )
  m.fn(
    'getaddrinfo',
    [
      arg('host', hostName),
      arg('port', serviceName),
      arg('family', asInt, 0),
      arg('type', asInt, 0),
      arg('proto', asInt, 0),
      arg('flags', asInt, 0),
    ],
    'Addresses of a host and service.',
    (name, service, family, type, proto, flags) =>
      new W_List(
        resolving(() => sockets().getaddrinfo(name, service, family, type, proto, flags)).map(
          (f) => new W_Tuple([f.family, f.type, f.protocol, strFromText(f.canonicalName), fromSockaddr(f.address)]),
        ),
      ),
    null,
  )
  m.fn(
    'getnameinfo',
    [pos('sockaddr'), pos('flags', asInt)],
    'Host and service of an address.',
    (w, flags) => {
      if (!(w instanceof W_Tuple)) throw error('TypeError', 'getnameinfo() argument 1 must be a tuple')
      hooks.audit?.('socket.getnameinfo', w)
      const six = w.items.length > 2 || String(strOrUndefined(w.items[0]) ?? '').includes(':')
      const address = toSockaddr(w, six ? AF_INET6() : AF_INET, 'getnameinfo')
      const [name, service] = resolving(() => sockets().getnameinfo(address, flags))
      return new W_Tuple([strFromText(name), strFromText(service)])
    },
    null,
  )
  m.fn(
    'getservbyname',
    [pos('servicename', asText), opt('protocolname', asText)],
    'The port of a service.',
    servicePort,
    null,
  )
  m.fn(
    'getservbyport',
    [pos('port', asInt), opt('protocolname', asText)],
    'The service of a port.',
    (port, protocol) => {
      hooks.audit?.('socket.getservbyport', port, protocol === undefined ? null : strFromText(protocol))
      if (port < 0 || port > 0xffff) throw error('OverflowError', 'getservbyport: port must be 0-65535.')
      const address = toSockaddr(new W_Tuple(['0.0.0.0', port]), AF_INET, 'getservbyport')
      const NI_DGRAM = 16
      const [, service] = resolving(() => sockets().getnameinfo(address, protocol === 'udp' ? NI_DGRAM | 1 : 1))
      if (service === String(port)) throw errorWith('OSError', 'port/proto not found')
      return strFromText(service)
    },
    null,
  )
  m.fn(
    'getprotobyname',
    [pos('name', asText)],
    'The number of a protocol.',
    (name) => {
      const n = PROTOCOLS[name]
      if (n === undefined) throw errorWith('OSError', 'protocol not found')
      return n
    },
    null,
  )
}

export const socketModule = defineModule(
  '_socket',
  'Connections to other processes and machines; programs use the module socket.',
  (m) => {
    for (const [name, n] of Object.entries(SOCKET_CONSTANTS)) m.constant(name, n)
    m.constant('has_ipv6', true)
    defineInterfaces(m)
    m.constant('error', exceptionTypes.OSError)
    m.constant('timeout', exceptionTypes.TimeoutError)
    m.type(gaiError)
    m.type(hostError)
    m.type(socketType)
    m.constant('SocketType', socketType)
    defineNumbers(m)
    defineNames(m)
    m.fn(
      'socketpair',
      [arg('family', asInt, AF_UNIX), arg('type', asInt, 1), arg('proto', asInt, 0)],
      'Two sockets that are connected to each other.',
      (family, type, proto) => {
        const pair = system(() => sockets().socketpair(family, type, proto))
        return new W_Tuple(
          pair.map((fd) => {
            const s = new W_Socket(socketType.rootShape())
            initialize(s, family, type, proto, fd)
            return s
          }),
        )
      },
      null,
    )
    m.fn(
      'close',
      [pos('object', asInt)],
      'Close a descriptor.',
      (fd) => {
        system(() => host().files.close(fd))
        return null
      },
      '($self, object, /)',
    )
    m.fn(
      'dup',
      [pos('object', asInt)],
      'Another descriptor of the same socket.',
      (fd) => system(() => host().files.dup(fd)),
      '($self, object, /)',
    )
    m.fn('getdefaulttimeout', [], 'The timeout of new sockets.', () => timeoutValue(timeouts.get()), '($self, /)')
    m.fn(
      'setdefaulttimeout',
      [pos('object')],
      'Set the timeout of new sockets.',
      (w) => {
        timeouts.set(timeoutOf(w))
        return null
      },
      '($self, object, /)',
    )
  },
)
