// lock and RLock: what threads wait for each other with. lib: threading#lock-objects, threading#rlock-objects
//
// Taking a lock asks first and acts when the answer is yes, so that the instruction that takes it may be executed again.
import { currentThread, deadlineIn, endWait, waitFor } from '@typhon/interpreter'
import {
  addressText,
  arg,
  asBool,
  defineType,
  error,
  index,
  OBJECT_LAYOUT,
  pos,
  rest,
  strFromText,
  type TypeBuilder,
  typeOf,
  type Value,
  W_Float,
  W_Object,
  W_Tuple,
  type W_Type,
  shownType,
} from '@typhon/objspace'

/** The longest timeout, in seconds: nanoseconds in 64 bits. */
export const TIMEOUT_MAX = 9223372036

/** Seconds that acquire() may wait; undefined for ever. CPython: lock_acquire_parse_args */
function seconds(blocking: boolean, timeout: Value): number | undefined {
  const s = timeout instanceof W_Float ? timeout.v : Number(index(timeout))
  if (Number.isNaN(s)) throw error('ValueError', 'Invalid value NaN (not a number)')
  if (!blocking) {
    if (s !== -1) throw error('ValueError', "can't specify a timeout for a non-blocking call")
    return 0
  }
  if (s < 0 && s !== -1) throw error('ValueError', 'timeout value must be a non-negative number')
  if (s > TIMEOUT_MAX) throw error('OverflowError', 'timeout value is too large')
  return s < 0 ? undefined : s
}

const TAKE = [arg('blocking', asBool, true), arg<Value>('timeout', null, -1)] as const

/** What lock and RLock have in common; `free` says whether the calling thread can take it, `take` takes it. */
abstract class W_AnyLock extends W_Object {
  abstract free(): boolean
  abstract take(): void

  /** `name` is the calling built-in function's, by which the running instruction is found to call it. */
  acquire(limit: number | undefined, name: string | readonly string[]): boolean {
    if (this.free()) endWait()
    else if (limit === 0 || !waitFor(() => this.free(), deadlineIn(limit), name)) return false
    this.take()
    return true
  }
}

function taking(t: TypeBuilder<W_AnyLock>): void {
  t.method(
    'acquire',
    TAKE,
    'Take the lock, waiting for it; False where it cannot be had in time.',
    (self, blocking, w) => self.acquire(seconds(blocking, w), 'acquire'),
  )
  // It is `acquire` by another name, and complains by that one.
  t.method(
    '__enter__',
    TAKE.map((each) => ({ ...each })) as unknown as typeof TAKE,
    'Take the lock.',
    // Called by name it is `acquire`, by `with` it is what its type has for that.
    (self, blocking, w) => self.acquire(seconds(blocking, w), ['acquire', '__enter__']),
    '($self, /)',
    'acquire',
  )
}

export class W_Lock extends W_AnyLock {
  locked = false

  override free(): boolean {
    return !this.locked
  }
  override take(): void {
    this.locked = true
  }
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
    t.new([], (cls) => new W_Lock(cls.rootShape()))
    taking(t as unknown as TypeBuilder<W_AnyLock>)
    t.method('acquire_lock', TAKE, 'An old name of acquire.', (self, blocking, w) =>
      self.acquire(seconds(blocking, w), 'acquire_lock'),
    )
    const release = (self: W_Lock): Value => {
      if (!self.locked) throw error('RuntimeError', 'release unlocked lock')
      self.locked = false
      return null
    }
    t.method('release', [], 'Give the lock back.', release)
    t.method('release_lock', [], 'An old name of release.', release)
    t.method('locked', [], 'Whether the lock is held.', (self) => self.locked)
    t.method('locked_lock', [], 'An old name of locked.', (self) => self.locked)
    t.method('__exit__', [rest('exc_info')], 'Give the lock back.', release)
    t.method('_at_fork_reinit', [], 'Make the lock free.', (self) => {
      self.locked = false
      return null
    })
    t.special('__repr__', (self) =>
      strFromText(`<${self.locked ? 'locked' : 'unlocked'} ${typeOf(self).fullName} object at ${addressText(self)}>`),
    )
  },
)

export class W_RLock extends W_AnyLock {
  count = 0
  /** The thread that holds it, 0 for none. */
  owner = 0

  get owned(): boolean {
    return this.count > 0 && this.owner === currentThread().ident
  }
  override free(): boolean {
    return this.count === 0 || this.owned
  }
  override take(): void {
    this.owner = currentThread().ident
    this.count++
  }
  /** Gives the lock back once; the calling thread holds it. */
  release(): void {
    if (--this.count === 0) this.owner = 0
  }
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
    taking(t as unknown as TypeBuilder<W_AnyLock>)
    const release = (self: W_RLock): Value => {
      if (!self.owned) throw error('RuntimeError', 'cannot release un-acquired lock')
      self.release()
      return null
    }
    t.method('release', [], 'Give the lock back once.', release)
    t.method('__exit__', [rest('exc_info')], 'Give the lock back once.', release)
    t.method('_is_owned', [], 'Whether the calling thread holds the lock.', (self) => self.owned)
    t.method('_recursion_count', [], 'How often the calling thread holds the lock.', (self) =>
      self.owned ? self.count : 0,
    )
    t.method('_release_save', [], 'Give the lock back wholly and tell how it was held.', (self) => {
      if (self.count === 0) throw error('RuntimeError', 'cannot release un-acquired lock')
      const state = new W_Tuple([self.count, self.owner])
      self.count = 0
      self.owner = 0
      return state
    })
    t.method('_acquire_restore', [pos('state')], 'Take the lock as it was held.', (self, state) => {
      if (!(state instanceof W_Tuple) || state.items.length !== 2)
        throw error('TypeError', `_acquire_restore() argument 1 must be 2-item sequence, not ${shownType(state)}`)
      self.acquire(undefined, '_acquire_restore')
      const [count, owner] = state.items
      self.count = count as number
      self.owner = owner as number
      return null
    })
    t.method('_at_fork_reinit', [], 'Make the lock free.', (self) => {
      self.count = 0
      self.owner = 0
      return null
    })
    t.special('__repr__', (self) =>
      strFromText(
        `<${self.count > 0 ? 'locked' : 'unlocked'} ${typeOf(self).fullName} object owner=${self.owner} count=${self.count} at ${addressText(self)}>`,
      ),
    )
  },
)
