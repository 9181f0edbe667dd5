// Calls and what frames hold alone: which callables leave their arguments alone, and whose the result is. Also how frames end.
//
// A Python function borrows its arguments, since its own instructions are followed as well; what it collects in `*args` or `**kwargs`, or keeps as a
// generator, is let go of where that happens. Of built-in functions only those listed here are
// known to keep nothing; methods of files, sockets and plain instances keep no receiver.
import {
  escape,
  escapeFrom,
  hooks,
  owned,
  overridesCall,
  release,
  remove,
  settleReturned,
  typeOf,
  type Value,
  W_BuiltinFunction,
  W_Method,
  W_MethodDescriptor,
  W_MethodWrapper,
  type W_Object,
  W_Type,
} from '@typhon/objspace'
import { plainInit } from '../baseline/invoke.ts'
import { type Frame, Return } from '../objects/frame.ts'
import { W_Function } from '../objects/function.ts'
import { W_Generator } from '../objects/generator.ts'
import { finalizeDropped } from './drops.ts'
import { letGo } from './keep.ts'
import { isSeen } from './seen.ts'

/** Built-in functions and classes that keep none of their arguments, nor give back something that does. */
const HARMLESS = [
  'abs all any ascii bool callable delattr dict divmod float format frozenset hasattr hash hex id int isinstance issubclass len list max min',
  'next ord print repr round set sorted str sum tuple type',
]
  .join(' ')
  .split(' ')

let harmless: ReadonlySet<Value> | undefined
let opener: Value

function harmlessOnes(): ReadonlySet<Value> {
  if (harmless === undefined) {
    harmless = new Set(HARMLESS.map((name) => hooks.builtin(name)))
    opener = hooks.builtin('open')
  }
  return harmless
}

/** What has methods in built-in code that give something that refers to a generator. */
const PLAIN_METHODS = new Set(['send', 'throw', 'close', '__next__', '__iter__', '__del__'])

function keepsReceiver(w: Value, name: string): boolean {
  return w instanceof W_Generator && !PLAIN_METHODS.has(name)
}

/** Whether arguments are still the caller's alone when the call has ended. */
function isBorrower(callee: Value): boolean {
  if (callee instanceof W_Function) return true
  if (callee instanceof W_Method) return callee.func instanceof W_Function
  if (callee instanceof W_Type && callee.heap) return plainInit(callee) !== null
  return harmlessOnes().has(callee)
}

/** A call begins: what is passed to a callable that may keep it is let go of. `receiver` is undefined where there is none. */
export function beginCall(callee: Value, receiver: Value | undefined, args: readonly (Value | undefined)[]): void {
  if (owned.returned !== null) settleReturned()
  if (owned.live === 0) return
  const isMethod = callee instanceof W_MethodDescriptor
  const bound =
    callee instanceof W_Method || callee instanceof W_BuiltinFunction || callee instanceof W_MethodWrapper
      ? callee.self
      : undefined
  if (isBorrower(callee)) return
  const name = isMethod || callee instanceof W_BuiltinFunction ? callee.code.name : ''
  if (bound !== undefined && (callee instanceof W_Method || keepsReceiver(bound, name))) escape(bound)
  // The receiver of a built-in method comes as its first argument too.
  let self = receiver
  let first = 0
  if (self === undefined && isMethod && args.length > 0) {
    self = args[0]
    first = 1
  }
  if (self !== undefined && (!isMethod || keepsReceiver(self, name))) letGo(self)
  for (let i = first; i < args.length; i++) letGo(args[i])
}

/** Whether what a callable makes and gives is not kept by it. A Python function has said itself what it gives. */
function gives(callee: Value, w: Value): boolean {
  if (callee instanceof W_Function) return owned.given === w
  if (callee instanceof W_Method) return callee.func instanceof W_Function && owned.given === w
  if (callee instanceof W_Type) {
    return owned.returned !== w && !overridesCall(callee)
  }
  harmlessOnes()
  return callee === opener
}

/** The call has ended with `result`, in the frame at `depth`: it becomes the frame's own if nobody else can have it. */
export function endCall(depth: number, result: Value, callee: Value): void {
  endGiven(depth, result, gives(callee, result))
}

/** The same where it is known whether `result` can be kept by who gave it. */
export function endGiven(depth: number, result: Value, isGiven: boolean): void {
  if (owned.returned === result) owned.returned = null
  else if (owned.returned !== null) settleReturned()
  for (let i = owned.live - 1; i >= 0 && owned.depths[i] >= depth; i--) {
    if (!owned.isFresh[i]) continue
    if (isGiven && owned.objects[i] === result) take(i, depth)
    else release(i)
  }
  owned.given = null
}

function take(at: number, depth: number): void {
  owned.isFresh[at] = false
  owned.depths[at] = depth
  owned.top = owned.depths[owned.live - 1]
}

/** The frame `callee` has ended in compiled code, with `result`. */
export function endEntered(depth: number, result: Value, callee: Frame): void {
  endCall(depth, result, callee.kind === Return.init ? typeOf(callee.owner) : callee.func)
}

/**
 * The frame at `depth` is about to return `value`: what else it has is dropped. `frame` is null for a compiled function that nobody has
 * seen; otherwise its `kind` says who gets the value.
 */
export function leaveFrame(depth: number, value: Value, frame: Frame | null): void {
  settleReturned()
  owned.given = null
  if (value instanceof W_Method || value instanceof W_BuiltinFunction || value instanceof W_MethodWrapper) letGo(value)
  let given: W_Object | null = null
  const isGenerator = frame !== null && frame.owner instanceof W_Generator
  const dropped: W_Object[] = []
  let returned: W_Object | null = null
  for (let i = owned.live - 1; i >= 0; i--) {
    const w = owned.objects[i]
    if (owned.depths[i] < depth) {
      if (w === value) returned = w
      continue
    }
    if (owned.depths[i] > depth || owned.isFresh[i] || (frame !== null && isSeen(frame))) release(i)
    else if (w !== value) {
      remove(i)
      dropped.push(w)
    } else if (isGenerator) release(i)
    else given = w
  }
  if (given !== null) {
    const at = owned.objects.indexOf(given)
    // It is the last one.
    owned.depths[at] = owned.top = depth - 1
    owned.isFresh[at] = true
  }
  if (dropped.length > 0) finalizeDropped(dropped.reverse())
  owned.given = given
  owned.returned = returned
  if (frame === null) return
  const isCalled = frame.kind === Return.value || frame.kind === Return.mapped || frame.kind === Return.iterator
  if (isCalled && given !== null) accept(given)
  if (isCalled) owned.returned = null
  // What an operator gives, when the interpreter goes on in its method behind a trace, is let go of where the next call ends.
  if (frame.kind === Return.operator) owned.given = null
  if (frame.kind === Return.init) {
    owned.returned = null
    accept(frame.owner as W_Object)
  }
}

/** What is on its way to the frame that called goes straight into a register. */
function accept(w: W_Object): void {
  const at = owned.objects.indexOf(w)
  if (at >= 0) owned.isFresh[at] = false
  owned.given = null
}

/** A generator was made by the interpreter, in a frame that has ended with that. */
export function endWithGenerator(w: Value, kind: number): void {
  const at = owned.objects.indexOf(w as W_Object)
  if (at < 0) return
  owned.depths[at]--
  owned.top = owned.depths[owned.live - 1]
  if (kind === Return.value) owned.isFresh[at] = false
  else owned.given = w as W_Object
}

/** The frame at `depth` is suspended: what it has goes with it. */
export function suspend(depth: number, value: Value): void {
  letGo(value)
  escapeFrom(depth)
}
