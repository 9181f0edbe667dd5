// poll and epoll objects. lib: select#polling-objects, select#edge-and-level-trigger-polling-epoll-objects
import {
  arg,
  asInt,
  type Convert,
  defineType,
  error,
  errorWith,
  host,
  index,
  OBJECT_LAYOUT,
  pos,
  type Polled,
  type Value,
  W_List,
  W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { fildes } from '../posix/converters.ts'
import { osError, system } from '../system/failure.ts'
import { EPOLL, POLL } from './numbers.ts'
import { milliseconds, waiting } from './timeout.ts'

const ENOENT = 2
const DEFAULT_POLL = POLL.POLLIN | POLL.POLLPRI | POLL.POLLOUT
const DEFAULT_EPOLL = EPOLL.EPOLLIN | EPOLL.EPOLLPRI | EPOLL.EPOLLOUT
const ADD = 1
const DELETE = 2
const MODIFY = 3
/** As many events as one wait gives unless told otherwise. */
const FD_SETSIZE = 1024

/** An event mask: unsigned, `bits` wide. */
function mask(bits: number, what: string): Convert<number> {
  return (w) => {
    const n = index(w)
    if (n < 0) throw error('ValueError', 'value must be positive')
    if (n >= 2 ** bits) throw error('OverflowError', `Python int too large for C unsigned ${what}`)
    return Number(n)
  }
}

const short = mask(16, 'short')
const word = mask(32, 'int')

class W_Poll extends W_Object {
  readonly registered = new Map<number, number>()
  polling = false
}

export const pollType: W_Type = defineType<W_Poll>(
  'poll',
  {
    module: 'select',
    final: true,
    layout: { name: 'poll', base: OBJECT_LAYOUT },
    doc: 'Descriptors and the events they are watched for.',
  },
  (t) => {
    t.method(
      'register',
      [pos('fd', fildes), pos('eventmask', short, DEFAULT_POLL, 'select.POLLIN | select.POLLPRI | select.POLLOUT')],
      'Watch a descriptor.',
      (self, fd, events) => {
        self.registered.set(fd, events)
        return null
      },
    )
    t.method(
      'modify',
      [pos('fd', fildes), pos('eventmask', short)],
      'Change what a descriptor is watched for.',
      (self, fd, events) => {
        if (!self.registered.has(fd)) throw osError(ENOENT)
        self.registered.set(fd, events)
        return null
      },
    )
    t.method('unregister', [pos('fd', fildes)], 'Watch a descriptor no more.', (self, fd) => {
      if (!self.registered.delete(fd)) throw errorWith('KeyError', fd)
      return null
    })
    t.method(
      'poll',
      [pos<Value>('timeout', null, null)],
      'Wait for events; gives pairs of descriptor and events.',
      (self, timeout) => {
        const ms = milliseconds(timeout, 1000, 'timeout must be an integer or None')
        if (self.polling) throw error('RuntimeError', 'concurrent poll() invocation')
        const watched: Polled[] = [...self.registered].map(([fd, events]) => ({ fd, events }))
        self.polling = true
        try {
          const came = waiting(
            ms,
            (left) => host().sockets.poll(watched, left),
            (events) => events.every((e) => e === 0),
          )
          const out: Value[] = []
          came.forEach((events, i) => {
            if (events !== 0) out.push(new W_Tuple([watched[i].fd, events]))
          })
          return new W_List(out)
        } finally {
          self.polling = false
        }
      },
    )
  },
)

export const newPoll = (): Value => new W_Poll(pollType.rootShape())

class W_Epoll extends W_Object {
  fd = -1
}

function opened(self: W_Epoll): number {
  if (self.fd < 0) throw error('ValueError', 'I/O operation on closed epoll object')
  return self.fd
}

function close(self: W_Epoll): void {
  const { fd } = self
  if (fd < 0) return
  self.fd = -1
  system(() => host().files.close(fd))
}

export const epollType: W_Type = defineType<W_Epoll>(
  'epoll',
  {
    module: 'select',
    layout: { name: 'epoll', base: OBJECT_LAYOUT },
    final: true,
    doc: 'Descriptors that the system watches.',
  },
  (t) => {
    t.new(
      [arg('sizehint', asInt, -1), arg('flags', asInt, 0)],
      (cls, sizehint, flags) => {
        if (sizehint !== -1 && sizehint <= 0) throw error('ValueError', 'negative sizehint')
        if ((flags & ~EPOLL.EPOLL_CLOEXEC) !== 0) throw errorWith('OSError', 'invalid flags')
        const self = new W_Epoll(cls.rootShape())
        self.fd = system(() => host().sockets.epollCreate())
        return self
      },
      null,
    )
    t.classMethod('fromfd', [pos('fd', asInt)], 'An epoll object for a descriptor that is open.', (cls, fd) => {
      const self = new W_Epoll(cls.rootShape())
      self.fd = fd
      return self
    })
    const control = (self: W_Epoll, op: number, fd: number, events: number): Value => {
      const epfd = opened(self)
      system(() => host().sockets.epollControl(epfd, op, fd, events))
      return null
    }
    t.method(
      'register',
      [arg('fd', fildes), arg('eventmask', word, DEFAULT_EPOLL, 'select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT')],
      'Watch a descriptor.',
      (self, fd, events) => control(self, ADD, fd, events),
    )
    t.method(
      'modify',
      [arg('fd', fildes), arg('eventmask', word)],
      'Change what a descriptor is watched for.',
      (self, fd, events) => control(self, MODIFY, fd, events),
    )
    t.method('unregister', [arg('fd', fildes)], 'Watch a descriptor no more.', (self, fd) =>
      control(self, DELETE, fd, 0),
    )
    t.method(
      'poll',
      [arg<Value>('timeout', null, null), arg('maxevents', asInt, -1)],
      'Wait for events; gives pairs of descriptor and events.',
      (self, timeout, maxevents) => {
        const epfd = opened(self)
        const ms = milliseconds(timeout, 1, 'timeout must be an integer or None')
        if (maxevents !== -1 && maxevents < 1)
          throw error('ValueError', `maxevents must be greater than 0, got ${maxevents}`)
        const most = maxevents === -1 ? FD_SETSIZE - 1 : maxevents
        const came = waiting(
          ms,
          (left) => host().sockets.epollWait(epfd, most, left),
          (events) => events.length === 0,
        )
        return new W_List(came.map(({ fd, events }) => new W_Tuple([fd, events])))
      },
    )
    t.method('fileno', [], 'Its own descriptor.', (self) => opened(self))
    t.method('close', [], 'Close it.', (self) => {
      close(self)
      return null
    })
    t.getset('closed', 'True if the epoll handler is closed', (self) => self.fd < 0)
    t.special('__enter__', (self) => {
      opened(self)
      return self
    })
    t.method(
      '__exit__',
      [pos<Value>('exc_type', null, null), pos<Value>('exc_value', null, null), pos<Value>('exc_tb', null, null)],
      'Close it.',
      (self) => {
        close(self)
        return null
      },
    )
  },
)
