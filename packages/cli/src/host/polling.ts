// Waiting for descriptors: poll and epoll. `select` is made of poll by the module.
import { constants } from 'node:os'
import { OSFailure, type Polled, type Sockets } from '@typhon/objspace'
import { mayBlock } from './interrupts.ts'
import { checked, darwin, declare, failed } from './libc.ts'

const poll = declare<[Uint8Array, number, number]>('poll', 'int', 'void *', 'unsigned long', 'int')
const epoll_create1 = declare<[number]>('epoll_create1', 'int', 'int')
const epoll_ctl = declare<[number, number, number, Uint8Array | null]>(
  'epoll_ctl',
  'int',
  'int',
  'int',
  'int',
  'void *',
)
const epoll_wait = declare<[number, Uint8Array, number, number]>('epoll_wait', 'int', 'int', 'void *', 'int', 'int')

const EPOLL_CLOEXEC = 0o2000000
/** struct epoll_event is packed on x86-64 only. */
const EVENT_SIZE = process.arch === 'x64' ? 12 : 16
const EVENT_DATA = EVENT_SIZE - 8

function linuxOnly(): void {
  if (darwin) throw new OSFailure(constants.errno.ENOSYS)
}

/** What the system writes events to: made once, since memory outside of V8's costs more than the call, and what is read is read at once. */
let bytes = new Uint8Array(0)
let view = new DataView(bytes.buffer)

function makeRoom(size: number): void {
  if (bytes.length >= size) return
  bytes = new Uint8Array(2 * size)
  view = new DataView(bytes.buffer)
}

export const polling: Pick<Sockets, 'poll' | 'epollCreate' | 'epollControl' | 'epollWait'> = {
  poll(polled, timeout) {
    if (timeout !== 0) mayBlock()
    makeRoom(Math.max(polled.length * 8, 8))
    polled.forEach(({ fd, events }, i) => {
      view.setInt32(i * 8, fd, true)
      view.setInt32(i * 8 + 4, events & 0xffff, true)
    })
    if (poll(bytes, polled.length, timeout) < 0) throw failed()
    return polled.map((_, i) => view.getUint16(i * 8 + 6, true))
  },

  epollCreate() {
    linuxOnly()
    return checked(epoll_create1(EPOLL_CLOEXEC))
  },

  epollControl(epfd, op, fd, events) {
    const bytes = new Uint8Array(EVENT_SIZE)
    const v = new DataView(bytes.buffer)
    v.setUint32(0, events, true)
    v.setInt32(EVENT_DATA, fd, true)
    checked(epoll_ctl(epfd, op, fd, bytes))
  },

  epollWait(epfd, max, timeout) {
    if (timeout !== 0) mayBlock()
    makeRoom(EVENT_SIZE * max)
    const n = checked(epoll_wait(epfd, bytes, max, timeout))
    const polled: Polled[] = []
    for (let at = 0; at < n * EVENT_SIZE; at += EVENT_SIZE)
      polled.push({ fd: view.getInt32(at + EVENT_DATA, true), events: view.getUint32(at, true) })
    return polled
  },
}
