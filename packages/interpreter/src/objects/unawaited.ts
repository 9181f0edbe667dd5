// Coroutines that a program drops without ever awaiting them, of which it is warned; and where coroutines were made.
// lib: sys#sys.set_coroutine_origin_tracking_depth, asyncio-dev#detect-never-awaited-coroutines; CPython: Objects/genobject.c
//
// Making a weak reference for each coroutine would cost more than the coroutine. New ones are kept in a short list; those that have
// not been started when it is full, or when memory is collected, are watched. A warning about one that is gone shows a coroutine
// made in its likeness.
//
// What must stay true: the list is emptied before memory is collected, since it keeps what is in it.
import {
  call1,
  findAttr,
  hooks,
  isError,
  numberOf,
  setNumber,
  shapes,
  strFromText,
  type Value,
  W_Tuple,
} from '@typhon/objspace'
import { callerOf, innermost } from '../baseline/hidden-frames.ts'
import { Frame } from './frame.ts'
import { lineOf } from './frame-place.ts'
import { CREATED, declareCoroutineNote, FINISHED, originTracking, W_Generator } from './generator.ts'

interface Watch {
  readonly handle: WeakRef<W_Generator>
  /** A frame like the coroutine's, without its arguments. */
  readonly frame: Frame
  readonly name: string
  readonly qualname: string
  readonly origin: Value
  /** What its address stands for, where it was shown. */
  readonly number: number | undefined
}

const FEW = 256
const fresh = new Array<W_Generator | null>(FEW).fill(null)
let count = 0
let watched: Watch[] = []
let patience = FEW

/** Notes a new coroutine. */
function noteCoroutine(coroutine: W_Generator): void {
  if (originTracking.depth > 0) coroutine.origin = originOf()
  fresh[count++] = coroutine
  if (count === FEW) {
    watchUnawaited()
    if (watched.length > patience) warnOfUnawaited()
  }
}

/** Before memory is collected: watches those made lately, and no longer those that were started, which could be gone afterwards. */
export function beforeCollection(): void {
  watchUnawaited()
  watched = watched.filter(({ handle }) => {
    const coroutine = handle.deref()
    return coroutine === undefined || coroutine.state === CREATED
  })
}

/** Watches the coroutines that were made lately and not started. */
function watchUnawaited(): void {
  for (let i = 0; i < count; i++) {
    const coroutine = fresh[i] as W_Generator
    fresh[i] = null
    if (coroutine.state !== CREATED) continue
    const { frame, name, qualname, origin } = coroutine
    const likeness = new Frame(frame.code, frame.code.window(), frame.globals, frame.builtins, frame.func)
    watched.push({
      handle: new WeakRef(coroutine),
      frame: likeness,
      name,
      qualname,
      origin,
      number: numberOf(coroutine),
    })
  }
  count = 0
}

/** Warns of the watched coroutines that are gone; at the end of the program of all that were not started. */
export function warnOfUnawaited(isEnd = false): void {
  if (isEnd) watchUnawaited()
  const gone: Watch[] = []
  watched = watched.filter((watch) => {
    const coroutine = watch.handle.deref()
    if (coroutine !== undefined && coroutine.state !== CREATED) return false
    if (coroutine !== undefined && !isEnd) return true
    gone.push(watch)
    return false
  })
  patience = Math.max(FEW, watched.length * 2)
  gone.forEach(warnOf)
}

/** CPython: _PyErr_WarnUnawaitedCoroutine */
function warnOf({ frame, name, qualname, origin, number }: Watch): void {
  const coroutine = new W_Generator(frame, shapes.coroutine)
  coroutine.state = FINISHED
  coroutine.name = name
  coroutine.qualname = qualname
  coroutine.origin = origin
  setNumber(coroutine, number)
  let isWarned = false
  attempt(coroutine, () => {
    const warn = findAttr(hooks.importModule('warnings'), '_warn_unawaited_coroutine')
    if (warn === undefined) return
    try {
      call1(warn, coroutine)
      isWarned = true
    } catch (e) {
      isWarned = isError(e, 'RuntimeWarning')
      throw e
    }
  })
  if (isWarned) return
  attempt(coroutine, () => hooks.warn('RuntimeWarning', `coroutine '${qualname}' was never awaited`))
}

function attempt(coroutine: W_Generator, work: () => void): void {
  try {
    work()
  } catch (e) {
    hooks.unraisable(e, '', coroutine)
  }
}

/** (file name, line, function) of the callers of the running coroutine function, the innermost first. */
function originOf(): Value {
  const origin: Value[] = []
  const own = innermost()
  for (
    let f = own === null ? null : callerOf(own);
    f !== null && origin.length < originTracking.depth;
    f = callerOf(f)
  ) {
    const { filename, name } = f.code.unit
    origin.push(new W_Tuple([strFromText(filename), lineOf(f), strFromText(name)]))
  }
  return new W_Tuple(origin)
}

declareCoroutineNote(noteCoroutine)
