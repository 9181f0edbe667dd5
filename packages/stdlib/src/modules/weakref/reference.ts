// W_Weakref: what weak references and proxies are made of, and how their callbacks come to be called.
//
// A reference holds its object by a JavaScript WeakRef. When the host has let go of the object, the reference answers None and its
// callback is due. Callbacks are called after gc.collect(), and, where no one asks for that, when so many references with callbacks
// have been made that looking through them costs little.
//
// What must stay true: a reference that the program dropped is not kept by its object, nor by the fact that it has a
// callback, which is then never called; hence the handles. The host keeps every object that a WeakRef was made of or asked for
// until its job ends, and a program is one job: it is told now and then that the job is over.
import {
  call1,
  endings,
  hooks,
  host,
  isObject,
  error,
  setWeakrefs,
  typeOf,
  type Value,
  W_Object,
  type W_Type,
  weakrefsOf,
} from '@typhon/objspace'

export class W_Weakref extends W_Object {
  readonly target: WeakRef<W_Object>
  readonly callback: Value
  /** Made once for an object: of a built-in type, without a callback. */
  readonly isShared: boolean
  /** The handles of all references to the object. */
  readonly family: WeakRef<W_Object>[]
  hashed: number | bigint | null = null

  constructor(target: W_Object, callback: Value, type: W_Type) {
    super(type.rootShape())
    touch()
    this.target = new WeakRef(target)
    this.callback = callback
    this.isShared = callback === null && !type.heap
    const handle = new WeakRef<W_Weakref>(this)
    const handles = weakrefsOf(target)
    this.family = handles ?? [handle]
    if (handles === undefined) setWeakrefs(target, this.family)
    else insert(handles, handle, this)
    if (callback !== null) waitFor(handle)
  }

  /** The object, or undefined where it is gone. */
  get(): W_Object | undefined {
    touch()
    return this.target.deref()
  }
}

/** A reference that is used as if it were the object. */
export class W_Proxy extends W_Weakref {}

/** Puts a handle where CPython's list has it: shared ones first, the proxy last of them; then the others, the youngest first. */
function insert(handles: WeakRef<W_Object>[], handle: WeakRef<W_Weakref>, ref: W_Weakref): void {
  const alive = handles.filter((h) => h.deref() !== undefined)
  const shared = alive.filter((h) => (h.deref() as W_Weakref).isShared).length
  alive.splice(ref.isShared && !(ref instanceof W_Proxy) ? 0 : shared, 0, handle)
  handles.splice(0, handles.length, ...alive)
}

/** The references to an object that the program still has. */
export function referencesTo(target: W_Object): W_Weakref[] {
  const alive: W_Weakref[] = []
  for (const handle of weakrefsOf(target) ?? []) {
    const ref = handle.deref() as W_Weakref | undefined
    if (ref !== undefined) alive.push(ref)
  }
  return alive
}

/** The reference of a built-in type without a callback, which is made once for an object. */
export function sharedReference(target: W_Object, type: W_Type): W_Weakref | undefined {
  return referencesTo(target).find((r) => r.isShared && r.shape.type === type)
}

/** The object that a reference can be made to, or a TypeError. */
export function referent(w: Value): W_Object {
  if (!isObject(w) || !(typeOf(w).hasWeakref || isClass(w)))
    throw error('TypeError', `cannot create weak reference to '${typeOf(w).fullName}' object`)
  return w
}

function isClass(w: Value): boolean {
  return typeOf(w).mro.some((t) => t.name === 'type' && !t.heap)
}

/** How many references may be made or asked before the host is told that the job is over. */
const JOB = 4096
let touched = 0

function touch(): void {
  if (++touched < JOB) return
  touched = 0
  host().memory.endJob()
}

/** References whose callbacks have not been called, the oldest first. */
let waiting: WeakRef<W_Weakref>[] = []
/** How many there may be before they are looked through. */
const FEW = 1000
let patience = FEW

function waitFor(handle: WeakRef<W_Weakref>): void {
  waiting.push(handle)
  if (waiting.length > patience) runDueCallbacks()
}

endings.callbacks = runDueCallbacks

/** Calls the callbacks of references to objects that the host has let go of: object by object, the youngest reference first. */
export function runDueCallbacks(): void {
  const due = new Map<WeakRef<W_Object>[], W_Weakref[]>()
  waiting = waiting.filter((handle) => {
    const ref = handle.deref()
    if (ref === undefined) return false
    if (ref.target.deref() !== undefined) return true
    const family = due.get(ref.family)
    if (family === undefined) due.set(ref.family, [ref])
    else family.unshift(ref)
    return false
  })
  patience = Math.max(FEW, waiting.length * 2)
  host().memory.endJob()
  for (const ref of [...due.values()].flat()) {
    try {
      call1(ref.callback, ref)
    } catch (e) {
      hooks.unraisable(e, 'Exception ignored while calling weakref callback', ref.callback)
    }
  }
}
