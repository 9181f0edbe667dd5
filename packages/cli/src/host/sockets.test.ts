import os from 'node:os'
import { describe, expect, it } from 'vitest'
import { OSFailure } from '@typhon/objspace'
import { files } from './files.ts'
import { sockets } from './sockets.ts'

const linux = process.platform === 'linux'
const AF_UNIX = 1
const AF_INET = 2
const SOCK_STREAM = 1
const SOCK_DGRAM = 2
const POLLIN = 1
const POLLOUT = 4
const POLLHUP = 16
const POLLNVAL = 32
const { ECONNREFUSED, ENOTCONN, EADDRINUSE } = os.constants.errno

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (b: Uint8Array): string => new TextDecoder().decode(b)
const none = new Uint8Array(0)

/** sockaddr_in for the loopback address. */
function loopback(port: number): Uint8Array {
  const a = new Uint8Array(16)
  if (linux) a[0] = AF_INET
  else a.set([16, AF_INET])
  a.set([port >> 8, port & 255, 127, 0, 0, 1], 2)
  return a
}

function errno(call: () => unknown): number {
  try {
    call()
  } catch (e) {
    if (e instanceof OSFailure) return e.errno
    throw e
  }
  return 0
}

describe('sockets', () => {
  it('in pairs carry bytes', () => {
    const [a, b] = sockets.socketpair(AF_UNIX, SOCK_STREAM, 0)
    expect(files.getInheritable(a)).toBe(false)
    expect(sockets.send(a, bytes('ping'), 0)).toBe(4)
    const into = new Uint8Array(16)
    expect(text(into.subarray(0, sockets.recv(b, into, 0)))).toBe('ping')
    expect(sockets.sendmsg(a, [bytes('one'), none, bytes('two')], none, 0, null)).toBe(6)
    const parts = [new Uint8Array(4), new Uint8Array(4)]
    expect(sockets.recvmsg(b, parts, none, 0)).toMatchObject({ count: 6, controlLength: 0 })
    expect(parts.map(text)).toEqual(['onet', 'wo\0\0'])
    sockets.shutdown(a, 1)
    expect(sockets.recv(b, into, 0)).toBe(0)
    files.close(a)
    files.close(b)
  })

  it('talk over the loopback', () => {
    const server = sockets.socket(AF_INET, SOCK_STREAM, 0)
    sockets.bind(server, loopback(0))
    sockets.listen(server, 5)
    const name = sockets.getsockname(server)
    const port = (name[2] << 8) | name[3]
    expect(port).toBeGreaterThan(0)
    const client = sockets.socket(AF_INET, SOCK_STREAM, 0)
    expect(errno(() => sockets.getpeername(client))).toBe(ENOTCONN)
    sockets.connect(client, loopback(port))
    const [peer, from] = sockets.accept(server)
    expect(from).toEqual(sockets.getsockname(client))
    expect(sockets.getpeername(client)).toEqual(name)
    sockets.send(client, bytes('hello'), 0)
    const into = new Uint8Array(8)
    expect(sockets.recv(peer, into, 0)).toBe(5)
    const other = sockets.socket(AF_INET, SOCK_STREAM, 0)
    expect(errno(() => sockets.bind(other, loopback(port)))).toBe(EADDRINUSE)
    for (const fd of [peer, client, server, other]) files.close(fd)
    const late = sockets.socket(AF_INET, SOCK_STREAM, 0)
    expect(errno(() => sockets.connect(late, loopback(port)))).toBe(ECONNREFUSED)
    files.close(late)
  })

  it('carry datagrams with their sender', () => {
    const a = sockets.socket(AF_INET, SOCK_DGRAM, 0)
    const b = sockets.socket(AF_INET, SOCK_DGRAM, 0)
    sockets.bind(a, loopback(0))
    sockets.bind(b, loopback(0))
    expect(sockets.sendto(a, bytes('dgram'), 0, sockets.getsockname(b))).toBe(5)
    const into = new Uint8Array(16)
    expect(sockets.recvfrom(b, into, 0)).toEqual([5, sockets.getsockname(a)])
    files.close(a)
    files.close(b)
  })

  it('have options', () => {
    const fd = sockets.socket(AF_INET, SOCK_STREAM, 0)
    const [level, reuse] = linux ? [1, 2] : [0xffff, 4]
    sockets.setsockopt(fd, level, reuse, Uint8Array.of(1, 0, 0, 0))
    expect(sockets.getsockopt(fd, level, reuse, 4)[0]).not.toBe(0)
    files.close(fd)
  })

  it('have addresses with names', () => {
    const found = sockets.getaddrinfo('127.0.0.1', '80', AF_INET, SOCK_STREAM, 0, 0)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ family: AF_INET, type: SOCK_STREAM, address: loopback(80) })
    expect(sockets.getnameinfo(loopback(80), 3)).toEqual(['127.0.0.1', '80'])
    const code = errno(() => sockets.getaddrinfo('no host of this name', null, 0, 0, 0, 4))
    expect(code).toBeLessThan(0)
    expect(sockets.addressError(code)).toMatch(/not known|nodename/)
  })
})

describe('waiting', () => {
  it('poll tells what is ready', () => {
    const [r, w] = files.pipe(0, false)
    const both = [
      { fd: r, events: POLLIN },
      { fd: w, events: POLLOUT },
    ]
    expect(sockets.poll(both, 0)).toEqual([0, POLLOUT])
    files.write(w, bytes('x'))
    expect(sockets.poll(both, -1)).toEqual([POLLIN, POLLOUT])
    files.close(w)
    files.read(r, new Uint8Array(4))
    expect(
      sockets.poll(
        [
          { fd: r, events: POLLIN },
          { fd: 9999, events: POLLIN },
        ],
        100,
      ),
    ).toEqual([POLLHUP, POLLNVAL])
    files.close(r)
    const start = performance.now()
    expect(sockets.poll([], 30)).toEqual([])
    expect(performance.now() - start).toBeGreaterThan(25)
  })

  it('epoll too', ({ skip }) => {
    if (!linux) skip()
    const [r, w] = files.pipe(0, false)
    const ep = sockets.epollCreate()
    sockets.epollControl(ep, 1, r, POLLIN)
    expect(sockets.epollWait(ep, 8, 0)).toEqual([])
    files.write(w, bytes('x'))
    expect(sockets.epollWait(ep, 8, 1000)).toEqual([{ fd: r, events: POLLIN }])
    sockets.epollControl(ep, 2, r, 0)
    expect(sockets.epollWait(ep, 8, 0)).toEqual([])
    for (const fd of [r, w, ep]) files.close(fd)
  })
})
