// What except clauses, exception groups and with statements ask of exceptions; the intrinsics.
import {
  call1,
  call2,
  call3,
  error,
  exceptionTypes,
  findAttr,
  groupItems,
  hooks,
  isError,
  isGroup,
  isType,
  splitGroup,
  typeOf,
  type Value,
  type W_BaseException,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { Intrinsic1 } from '../../compile/intrinsics.ts'
import type { Frame } from '../../objects/frame.ts'
import { typeParameters } from '../type-parameters.ts'

export function exceptionMatches(e: Value, type: Value): boolean {
  if (isType(type)) {
    if (!type.isSubtypeOf(exceptionTypes.BaseException)) throw notAClass()
    return typeOf(e).isSubtypeOf(type)
  }
  if (type instanceof W_Tuple) {
    const { items } = type
    const own = typeOf(e)
    let matches = false
    // All are looked at: one that is no class is complained of wherever it stands.
    for (let i = 0; i < items.length; i++) {
      const t = items[i]
      if (!isType(t) || !t.isSubtypeOf(exceptionTypes.BaseException)) throw notAClass()
      matches ||= own.isSubtypeOf(t)
    }
    return matches
  }
  throw notAClass()
}

function notAClass(): W_BaseException {
  return error('TypeError', 'catching classes that do not inherit from BaseException is not allowed')
}

/** What is raised after the except* clauses: exceptions they raised, and what none of them took. CPython: _PyExc_PrepReraiseStar */
export function prepReraiseStar(original: Value, raised: W_List): Value {
  const items = raised.items.filter((x) => x !== null) as W_BaseException[]
  if (items.length === 0) return null
  if (!isGroup(original)) return items[0]
  const isPart = (e: W_BaseException): boolean =>
    isGroup(e) &&
    e.context === (original as W_BaseException).context &&
    e.traceback === (original as W_BaseException).traceback &&
    e.cause === (original as W_BaseException).cause
  const fresh = items.filter((e) => !isPart(e))
  const kept = items.filter(isPart)
  if (fresh.length === 0 && kept.length === 1) return keptPart(original as W_BaseException, kept)
  const rest = kept.length === 0 ? null : keptPart(original as W_BaseException, kept)
  if (fresh.length === 0) return rest
  const all: Value[] = rest === null ? fresh : [...fresh, rest]
  return all.length === 1 ? all[0] : call2(exceptionTypes.BaseExceptionGroup, '', new W_List(all))
}

/** The part of a group that has the exceptions of the given parts. */
function keptPart(original: W_BaseException, parts: W_BaseException[]): Value {
  const leaves = new Set<Value>()
  const collect = (e: Value): void => {
    if (isGroup(e)) groupItems(e).forEach(collect)
    else leaves.add(e)
  }
  parts.forEach(collect)
  return splitGroup(original, (e) => leaves.has(e)).match
}

export function withExceptStart(exit: Value, e: W_BaseException): Value {
  return call3(exit, typeOf(e), e, e.traceback)
}

export function cleanupThrow(e: W_BaseException): Value {
  if (isError(e, 'StopIteration')) return e.extra?.value ?? null
  throw e
}

function displayhook(): Value {
  const w = findAttr(hooks.importModule('sys'), 'displayhook')
  if (w === undefined) throw error('RuntimeError', 'lost sys.displayhook')
  return w
}

export function intrinsic1(frame: Frame, w: Value, which: number): Value {
  switch (which) {
    case Intrinsic1.PRINT:
      return call1(displayhook(), w)
    case Intrinsic1.STOPITERATION_ERROR:
      return stopIterationError(frame, w as W_BaseException)
    default:
      return typeParameters.make(which, w)
  }
}

export function intrinsic2(a: Value, b: Value, which: number): Value {
  return typeParameters.make2(which, a, b)
}

/** A StopIteration that would leave a generator becomes a RuntimeError. PEP 479 */
function stopIterationError(frame: Frame, e: W_BaseException): Value {
  const isAsync = (frame.code.flags & 0x200) !== 0
  const kind = isAsync ? 'async generator' : (frame.code.flags & 0x80) !== 0 ? 'coroutine' : 'generator'
  const which = isError(e, 'StopIteration')
    ? 'StopIteration'
    : isAsync && isError(e, 'StopAsyncIteration')
      ? 'StopAsyncIteration'
      : null
  if (which === null) return e
  const r = error('RuntimeError', `${kind} raised ${which}`)
  r.cause = e
  r.context = e
  r.suppressContext = true
  return r
}
