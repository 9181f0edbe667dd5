// The `_thread` module: locks and identity of the one thread there is so far. lib: _thread
import {
  addressText,
  call,
  defineModule,
  defineType,
  error,
  exceptionTypes,
  instanceDict,
  opt,
  OBJECT_LAYOUT,
  pos,
  rest,
  strFromText,
  type Value,
  W_Float,
  W_Object,
  W_Tuple,
  type W_Type,
  asBool,
  arg,
} from '@typhon/objspace'

class W_Lock extends W_Object {
  locked = false
}

/** Takes a free lock; with one thread, waiting for a held one would never end. */
function acquire(self: W_Lock, blocking: boolean): boolean {
  if (!self.locked) {
    self.locked = true
    return true
  }
  if (blocking) throw error('RuntimeError', 'deadlock: the only thread waits for a lock that it holds')
  return false
}

export const lockType: W_Type = defineType<W_Lock>(
  'lock',
  {
    module: '_thread',
    layout: { name: 'lock', base: OBJECT_LAYOUT },
    final: true,
    hasWeakref: true,
    doc: 'A lock that one thread at a time can hold.',
  },
  (t) => {
    t.rawNew((args) => new W_Lock((args[0] as W_Type).rootShape()))
    const take = (self: W_Lock, blocking: boolean, timeout: Value): Value => {
      const bounded = timeout instanceof W_Float ? timeout.v >= 0 : typeof timeout === 'number' && timeout >= 0
      return acquire(self, blocking && !bounded)
    }
    t.method(
      'acquire',
      [arg('blocking', asBool, true), arg<Value>('timeout', null, -1)],
      'Take the lock; False where it cannot be had.',
      take,
    )
    t.method(
      'acquire_lock',
      [arg('blocking', asBool, true), arg<Value>('timeout', null, -1)],
      'Take the lock; False where it cannot be had.',
      take,
    )
    const release = (self: W_Lock): Value => {
      if (!self.locked) throw error('RuntimeError', 'release unlocked lock')
      self.locked = false
      return null
    }
    t.method('release', [], 'Give the lock back.', release)
    t.method('release_lock', [], 'Give the lock back.', release)
    t.method('locked', [], 'Whether the lock is held.', (self) => self.locked)
    t.method('locked_lock', [], 'Whether the lock is held.', (self) => self.locked)
    t.method('__enter__', [], 'Take the lock.', (self) => acquire(self, true))
    t.method('__exit__', [rest('args')], 'Give the lock back.', release, null)
    t.method('_at_fork_reinit', [], 'Make the lock free.', (self) => {
      self.locked = false
      return null
    })
    t.special('__repr__', (self) =>
      strFromText(`<${self.locked ? 'locked' : 'unlocked'} _thread.lock object at ${addressText(self)}>`),
    )
  },
)

class W_RLock extends W_Object {
  count = 0
}

export const rlockType: W_Type = defineType<W_RLock>(
  'RLock',
  {
    module: '_thread',
    layout: { name: 'RLock', base: OBJECT_LAYOUT },
    hasWeakref: true,
    doc: 'A lock that its holder can take again.',
  },
  (t) => {
    t.rawNew((args) => new W_RLock((args[0] as W_Type).rootShape()))
    t.method(
      'acquire',
      [arg('blocking', asBool, true), arg<Value>('timeout', null, -1)],
      'Take the lock once more.',
      (self) => {
        self.count++
        return true
      },
    )
    const release = (self: W_RLock): Value => {
      if (self.count === 0) throw error('RuntimeError', 'cannot release un-acquired lock')
      self.count--
      return null
    }
    t.method('release', [], 'Give the lock back once.', release)
    t.method('__enter__', [], 'Take the lock.', (self) => (self.count++, true))
    t.method('__exit__', [rest('args')], 'Give the lock back.', release, null)
    t.method('_is_owned', [], 'Whether the calling thread holds the lock.', (self) => self.count > 0)
    t.method('_recursion_count', [], 'How often the lock is held.', (self) => self.count)
    t.method('_release_save', [], 'Give the lock back wholly and tell how often it was held.', (self) => {
      const n = self.count
      self.count = 0
      return new W_Tuple([n, 1])
    })
    t.method('_acquire_restore', [pos('state')], 'Take the lock as often as it was held.', (self, state) => {
      self.count = (state as W_Tuple).items[0] as number
      return null
    })
    t.method('_at_fork_reinit', [], 'Make the lock free.', (self) => {
      self.count = 0
      return null
    })
    t.special('__repr__', (self) =>
      strFromText(
        `<${self.count > 0 ? 'locked' : 'unlocked'} _thread.RLock object owner=${self.count > 0 ? 1 : 0} count=${self.count} at ${addressText(self)}>`,
      ),
    )
  },
)

class W_Local extends W_Object {}

const localType: W_Type = defineType<W_Local>(
  '_local',
  {
    module: '_thread',
    layout: { name: '_local', base: OBJECT_LAYOUT },
    hasDict: true,
    hasWeakref: true,
    doc: 'Attributes that each thread has for itself.',
  },
  (t) => {
    t.rawNew((args) => new W_Local((args[0] as W_Type).rootShape()))
    t.getset('__dict__', null, (self) => instanceDict(self))
  },
)

export const threadModule = defineModule('_thread', 'Locks and threads.', (m) => {
  m.type(lockType)
  m.type(rlockType)
  m.type(localType)
  m.constant('LockType', lockType)
  m.constant('error', exceptionTypes.RuntimeError)
  m.constant('TIMEOUT_MAX', new W_Float(9223372036))
  m.fn('allocate_lock', [], 'A new lock.', () => call(lockType, [], null))
  m.fn('allocate', [], 'A new lock.', () => call(lockType, [], null))
  m.fn('get_ident', [], 'A number for the calling thread.', () => 1)
  m.fn('get_native_id', [], 'The number that the system has for the calling thread.', () => 1)
  m.fn('_get_main_thread_ident', [], 'The number of the main thread.', () => 1)
  m.fn('_count', [], 'How many threads run beside the main one.', () => 0)
  m.fn('_is_main_interpreter', [], 'True.', () => true)
  m.fn('stack_size', [opt('size')], 'Size of the stack of new threads.', () => 0)
  m.fn('daemon_threads_allowed', [], 'Whether daemon threads may be made.', () => true)
  m.fn('start_new_thread', [pos('function'), pos('args'), opt('kwargs')], 'Not supported yet.', () => {
    throw error('RuntimeError', "can't start new thread")
  })
})
