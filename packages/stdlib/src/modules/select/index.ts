// The `select` module: waiting for descriptors. lib: select; CPython: Modules/selectmodule.c
import {
  defineModule,
  error,
  exceptionTypes,
  host,
  isError,
  pos,
  unpack,
  type Value,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { descriptorOf } from '../posix/converters.ts'
import { osError } from '../system/failure.ts'
import { EBADF } from '../system/numbers.ts'
import { EPOLL, POLL } from './numbers.ts'
import { epollType, newPoll } from './poll.ts'
import { milliseconds, waiting } from './timeout.ts'

const FD_SETSIZE = 1024
const { POLLIN, POLLOUT, POLLPRI, POLLERR, POLLHUP, POLLNVAL } = POLL

/** The objects of one list with their descriptors. */
function descriptors(w: Value): [Value, number][] {
  let items: readonly Value[]
  try {
    items = unpack(w)
  } catch (e) {
    if (isError(e, 'TypeError')) throw error('TypeError', 'arguments 1-3 must be sequences')
    throw e
  }
  return items.map((item) => {
    const fd = descriptorOf(item)
    if (fd >= FD_SETSIZE) throw error('ValueError', 'filedescriptor out of range in select()')
    return [item, fd]
  })
}

/** select in terms of poll: an error or a hang-up makes a descriptor readable and writable. */
function select(rlist: Value, wlist: Value, xlist: Value, timeout: Value): Value {
  const ms = milliseconds(timeout, 1, 'timeout must be a float or None')
  if (ms !== undefined && ms < 0) throw error('ValueError', 'timeout must be non-negative')
  const lists = [rlist, wlist, xlist].map(descriptors)
  const wanted = new Map<number, number>()
  ;[POLLIN, POLLOUT, POLLPRI].forEach((events, i) => {
    for (const [, fd] of lists[i]) wanted.set(fd, (wanted.get(fd) ?? 0) | events)
  })
  const watched = [...wanted].map(([fd, events]) => ({ fd, events }))
  const came = waiting(
    ms,
    (left) => host().sockets.poll(watched, left),
    (events) => events.every((e) => e === 0),
  )
  if (came.some((events) => (events & POLLNVAL) !== 0)) throw osError(EBADF)
  const ready = new Map(watched.map(({ fd }, i) => [fd, came[i]]))
  const signs = [POLLIN | POLLHUP | POLLERR, POLLOUT | POLLERR, POLLPRI]
  return new W_Tuple(
    lists.map(
      (list, i) => new W_List(list.filter(([, fd]) => (ready.get(fd)! & signs[i]) !== 0).map(([item]) => item)),
    ),
  )
}

export const selectModule = defineModule('select', 'Waiting until descriptors are ready.', (m) => {
  for (const [name, n] of Object.entries(POLL)) m.constant(name, n)
  m.constant('error', exceptionTypes.OSError)
  m.fn(
    'select',
    [pos('rlist'), pos('wlist'), pos('xlist'), pos<Value>('timeout', null, null)],
    'Wait until some of the descriptors can be read, written, or have an exceptional condition.',
    select,
  )
  m.fn('poll', [], 'An object that descriptors are registered with.', newPoll)
  if (host().platform === 'linux') {
    for (const [name, n] of Object.entries(EPOLL)) m.constant(name, n)
    m.type(epollType)
  }
})
