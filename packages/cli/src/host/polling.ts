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

export const polling: Pick<Sockets, 'poll' | 'epollCreate' | 'epollControl' | 'epollWait'> = {
  poll(polled, timeout) {
    if (timeout !== 0) mayBlock()
    const bytes = new Uint8Array(Math.max(polled.length * 8, 8))
    const v = new DataView(bytes.buffer)
    polled.forEach(({ fd, events }, i) => {
      v.setInt32(i * 8, fd, true)
      v.setInt16(i * 8 + 4, events, true)
    })
    if (poll(bytes, polled.length, timeout) < 0) throw failed()
    return polled.map((_, i) => v.getUint16(i * 8 + 6, true))
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
    const bytes = new Uint8Array(EVENT_SIZE * max)
    const n = checked(epoll_wait(epfd, bytes, max, timeout))
    const v = new DataView(bytes.buffer)
    return Array.from({ length: n }, (_, i): Polled => ({
      fd: v.getInt32(i * EVENT_SIZE + EVENT_DATA, true),
      events: v.getUint32(i * EVENT_SIZE, true),
    }))
  },
}
