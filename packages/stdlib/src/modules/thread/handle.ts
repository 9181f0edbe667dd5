// _ThreadHandle: what others know of a thread, so that they can wait for its end. CPython: Modules/_threadmodule.c
import { currentThread, deadlineIn, endWait, startThread, waitFor } from '@typhon/interpreter'
import {
  defineType,
  error,
  hooks,
  index,
  isError,
  OBJECT_LAYOUT,
  opt,
  reprText,
  strFromText,
  type Value,
  W_Float,
  W_Object,
  type W_Dict,
  type W_Type,
  strOrUndefined,
  keyOfStr,
} from '@typhon/objspace'

export class W_ThreadHandle extends W_Object {
  ident = 0
  started = false
  done = false
}

/** Handles of threads that the program's end waits for. */
const awaited = new Set<W_ThreadHandle>()

export const threadHandleType: W_Type = defineType<W_ThreadHandle>(
  '_ThreadHandle',
  { module: '_thread', layout: { name: '_ThreadHandle', base: OBJECT_LAYOUT }, final: true },
  (t) => {
    t.new([], (cls) => new W_ThreadHandle(cls.rootShape()), null)
    t.getset('ident', 'Number of the thread.', (self) => self.ident)
    t.method(
      'join',
      [opt<Value>('timeout')],
      'Wait until the thread has ended.',
      (self, timeout) => {
        join(self, timeout)
        return null
      },
      null,
    )
    t.method('is_done', [], 'Whether the thread has ended.', (self) => self.done)
    t.method('_set_done', [], 'Take the thread for ended.', (self) => {
      if (!self.started) throw error('RuntimeError', 'thread not started')
      self.done = true
      return null
    })
    t.special('__repr__', (self) => strFromText(`<_ThreadHandle object: ident=${self.ident}>`))
  },
)

function join(self: W_ThreadHandle, timeout: Value | undefined): void {
  let limit: number | undefined
  if (timeout !== undefined && timeout !== null) {
    limit = timeout instanceof W_Float ? timeout.v : Number(index(timeout))
    if (limit < 0) limit = undefined
  }
  if (!self.started) throw error('RuntimeError', 'thread not started')
  if (self.done) return endWait()
  if (self.ident === currentThread().ident) throw error('RuntimeError', 'Cannot join current thread')
  waitFor(() => self.done, deadlineIn(limit), 'join')
}

/** The handle of a thread that runs already. */
export function handleOf(ident: number): W_ThreadHandle {
  const self = new W_ThreadHandle(threadHandleType.rootShape())
  self.ident = ident
  self.started = true
  return self
}

/** Starts a thread that calls `func`. */
export function start(func: Value, args: Value[], kwargs: W_Dict | null, self: W_ThreadHandle, daemon: boolean): void {
  if (self.started) throw error('RuntimeError', 'thread already started')
  const all = args.slice()
  const names: string[] = []
  if (kwargs !== null)
    for (const key of kwargs.liveKeys()) {
      const s = strOrUndefined(key)
      if (s === undefined) throw error('TypeError', 'keywords must be strings')
      names.push(keyOfStr(s))
      all.push(kwargs.get(key) as Value)
    }
  const failed = (e: unknown): void => {
    if (isError(e, 'SystemExit')) return
    hooks.unraisable(e, `Exception ignored in thread started by ${reprText(func)}`, null)
  }
  const ended = (): void => {
    self.done = true
    awaited.delete(self)
  }
  self.started = true
  self.ident = startThread(func, all, names.length === 0 ? null : names, daemon, failed, ended).ident
  if (!daemon) awaited.add(self)
}

/** Waits for all threads that are no daemons. */
export function joinAll(): void {
  waitFor(() => awaited.size === 0, Infinity, '_shutdown')
}
