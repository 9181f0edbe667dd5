// async_generator and the awaitables of its methods. ref: expressions#asynchronous-generator-iterator-methods; PEP 525
// CPython: Objects/genobject.c (async_gen_*)
//
// A step of the generator either awaits something, which is passed on to whoever drives the awaitable, or yields a marked
// value (W_AsyncGenValue), which ends the awaitable: it becomes the value of a StopIteration.
import {
  addressText,
  call1,
  defineType,
  error,
  errorWith,
  hooks,
  isError,
  newGenericAlias,
  OBJECT_LAYOUT,
  pos,
  strFromText,
  type Value,
  W_Object,
  type W_Type,
  watchEnd,
  rest,
} from '@typhon/objspace'
import { delegateOf } from '../eval/resume.ts'
import { type Thrown, throwThrough } from '../eval/delegate.ts'
import { declareIterating, W_AsyncGenValue, W_AsyncStep } from './async-generator-value.ts'
import { defineNames } from './generator-names.ts'
import type { W_AsyncGenerator } from './generator.ts'
import { FINISHED, send, type Step, stopIteration, SUSPENDED } from './generator.ts'
import { finalizing, thrownBy, warnOfTriple } from './generator-type.ts'
import { showFrame } from '../prompt/seen.ts'

/** What a step of the generator is for who awaits it: a yielded value is the end of that, the end raises StopAsyncIteration. */
function deliver(gen: W_AsyncGenerator, step: Step): Step {
  if (step.done) {
    gen.closed = true
    gen.runningAsync = false
    throw errorWith('StopAsyncIteration')
  }
  if (!(step.value instanceof W_AsyncGenValue)) return step
  gen.runningAsync = false
  step.done = true
  step.value = step.value.value
  return step
}

/** A step as the methods of awaitables give it. */
function pythonic(step: Step): Value {
  if (step.done) throw stopIteration(step.value)
  return step.value
}

/** What sys.set_asyncgen_hooks was given. PEP 525 */
export const asyncGeneratorHooks: { firstiter: Value; finalizer: Value } = { firstiter: null, finalizer: null }

/** An asynchronous generator that is about to be iterated over: the first time, the hooks learn of it. */
function started(gen: W_AsyncGenerator): W_AsyncGenerator {
  if (gen.hooksInitialised) return gen
  gen.hooksInitialised = true
  gen.finalizer = asyncGeneratorHooks.finalizer
  if (gen.finalizer !== null) watchEnd(gen)
  if (asyncGeneratorHooks.firstiter !== null) call1(asyncGeneratorHooks.firstiter, gen)
  return gen
}

const INITIAL = 0
const ITERATING = 1
const CLOSED = 2

/** What __anext__() and asend() give. */
class W_ASend extends W_AsyncStep {
  readonly gen: W_AsyncGenerator
  readonly value: Value
  state = INITIAL
  constructor(gen: W_AsyncGenerator, value: Value) {
    super(asendType.rootShape())
    this.gen = gen
    this.value = value
  }

  override step(value: Value): Step {
    const { gen } = this
    if (this.state === CLOSED) throw error('RuntimeError', 'cannot reuse already awaited __anext__()/asend()')
    let sent = value
    if (this.state === INITIAL) {
      if (gen.runningAsync) {
        this.state = CLOSED
        throw error('RuntimeError', 'anext(): asynchronous generator is already running')
      }
      if (sent === null) sent = this.value
      this.state = ITERATING
    }
    gen.runningAsync = true
    try {
      return this.end(deliver(gen, send(gen, sent)))
    } catch (e) {
      throw this.give(e)
    }
  }

  send(value: Value): Value {
    return pythonic(this.step(value))
  }

  /** The exception is made when the generator gets it: it may be that there is no more to it than the wrong arguments. */
  throw(make: () => Thrown): Value {
    const { gen } = this
    if (this.state === CLOSED) throw error('RuntimeError', 'cannot reuse already awaited __anext__()/asend()')
    if (this.state === INITIAL) {
      if (gen.runningAsync) {
        this.state = CLOSED
        throw error('RuntimeError', 'anext(): asynchronous generator is already running')
      }
      this.state = ITERATING
      gen.runningAsync = true
    }
    try {
      return pythonic(this.end(deliver(gen, throwThrough(gen, make()))))
    } catch (other) {
      throw this.give(other)
    }
  }

  private end(step: Step): Step {
    if (step.done) this.state = CLOSED
    return step
  }

  /** An exception ends it. */
  private give(e: unknown): unknown {
    this.state = CLOSED
    this.gen.runningAsync = false
    return e
  }
}

declareIterating((gen) => {
  const awaitable = new W_ASend(gen as W_AsyncGenerator, null)
  awaitable.state = ITERATING
  return awaitable
})

function closeAwaitable(self: W_ASend | W_AThrow): null {
  if (self.state === CLOSED) return null
  try {
    self.throw(() => thrownBy(errorWith('GeneratorExit')))
  } catch (e) {
    if (isError(e, 'StopIteration') || isError(e, 'StopAsyncIteration') || isError(e, 'GeneratorExit')) return null
    throw e
  }
  throw error('RuntimeError', 'coroutine ignored GeneratorExit')
}

/** What arguments of throw() or athrow() name. */
function thrownTo(method: string, args: readonly Value[]): Thrown {
  if (args.length === 0) throw error('TypeError', `${method} expected at least 1 argument, got 0`)
  if (args.length > 3) throw error('TypeError', `${method} expected at most 3 arguments, got ${args.length}`)
  const [type, value, tb] = args
  if (args.length > 1) warnOfTriple(method)
  // athrow() closes nothing that the generator waits for.
  return thrownBy(type, value, tb, method === 'throw')
}

/** CPython: _PyErr_WarnUnawaitedAgenMethod */
function warnOfUnused(self: W_ASend | W_AThrow, method: string): null {
  if (self.state === INITIAL)
    hooks.warn('RuntimeWarning', `coroutine method '${method}' of '${self.gen.qualname}' was never awaited`)
  return null
}

const asendType: W_Type = defineType<W_ASend>('async_generator_asend', { final: true }, (t) => {
  t.special('__await__', (self) => self)
  t.special('__iter__', (self) => self)
  t.special('__next__', (self) => self.send(null))
  t.method('send', [pos('value')], 'Go on.', (self, value) => self.send(value), null)
  t.method('throw', [rest('args')], 'Raise inside.', (self, args) => self.throw(() => thrownTo('throw', args)), null)
  t.method('close', [], 'Give the awaitable up.', closeAwaitable, null)
  t.special('__del__', (self) => warnOfUnused(self, 'asend'))
})

/** What athrow() and aclose() give; `exception` null means aclose. */
class W_AThrow extends W_Object {
  readonly gen: W_AsyncGenerator
  readonly exception: (() => Thrown) | null
  state = INITIAL
  constructor(gen: W_AsyncGenerator, exception: (() => Thrown) | null) {
    super(athrowType.rootShape())
    this.gen = gen
    this.exception = exception
  }

  send(value: Value): Value {
    const { gen } = this
    if (this.state === CLOSED) throw error('RuntimeError', 'cannot reuse already awaited aclose()/athrow()')
    if (this.state === INITIAL) {
      this.refuseRunning()
      if (gen.state === FINISHED) {
        this.state = CLOSED
        throw stopIteration(null)
      }
      if (gen.closed) {
        this.state = CLOSED
        throw errorWith('StopAsyncIteration')
      }
      if (value !== null) throw error('RuntimeError', "can't send non-None value to a just-started coroutine")
      this.state = ITERATING
      gen.runningAsync = true
      if (this.exception === null) {
        gen.closed = true
        return this.finish(() => throwThrough(gen, thrownBy(errorWith('GeneratorExit'), undefined, undefined, false)))
      }
      const make = this.exception
      return this.finish(() => throwThrough(gen, make()))
    }
    return this.finish(() => send(gen, value))
  }

  throw(make: () => Thrown): Value {
    if (this.state === CLOSED) throw error('RuntimeError', 'cannot reuse already awaited aclose()/athrow()')
    if (this.state === INITIAL) {
      this.refuseRunning()
      this.state = ITERATING
      this.gen.runningAsync = true
    }
    return this.finish(() => throwThrough(this.gen, make()))
  }

  /** Gives up where another awaitable has the generator. */
  private refuseRunning(): void {
    if (!this.gen.runningAsync) return
    this.state = CLOSED
    const name = this.exception === null ? 'aclose' : 'athrow'
    throw error('RuntimeError', `${name}(): asynchronous generator is already running`)
  }

  private finish(step: () => Step): Value {
    const { gen } = this
    try {
      const s = step()
      if (this.exception !== null) return pythonic(deliver(gen, s))
      if (!s.done && s.value instanceof W_AsyncGenValue)
        throw error('RuntimeError', 'async generator ignored GeneratorExit')
      if (s.done) throw stopIteration(null)
      return s.value
    } catch (e) {
      this.state = CLOSED
      gen.runningAsync = false
      if (this.exception === null && (isError(e, 'GeneratorExit') || isError(e, 'StopAsyncIteration')))
        throw stopIteration(null)
      throw e
    }
  }
}

const athrowType: W_Type = defineType<W_AThrow>('async_generator_athrow', { final: true }, (t) => {
  t.special('__await__', (self) => self)
  t.special('__iter__', (self) => self)
  t.special('__next__', (self) => self.send(null))
  t.method('send', [pos('value')], 'Go on.', (self, value) => self.send(value), null)
  t.method('throw', [rest('args')], 'Raise inside.', (self, args) => self.throw(() => thrownTo('throw', args)), null)
  t.method('close', [], 'Give the awaitable up.', closeAwaitable, null)
  t.special('__del__', (self) => warnOfUnused(self, self.exception === null ? 'aclose' : 'athrow'))
})

export const asyncGeneratorType: W_Type = defineType<W_AsyncGenerator>(
  'async_generator',
  {
    layout: { name: 'async_generator', base: OBJECT_LAYOUT },
    shape: 'asyncGenerator',
    final: true,
    hasWeakref: true,
    doc: 'What a call of an async def function with yield gives.',
  },
  (t) => {
    t.special('__aiter__', (self) => self)
    t.special('__anext__', (self) => new W_ASend(started(self), null))
    t.method(
      'asend',
      [pos('value')],
      'An awaitable that goes on with a value as the result of the yield.',
      (self, value) => new W_ASend(started(self), value),
      null,
    )
    t.method(
      'athrow',
      [rest('args')],
      'An awaitable that raises an exception where the generator waits.',
      (self, args) => {
        if (args.length > 1) warnOfTriple('athrow')
        return new W_AThrow(started(self), () => thrownTo('athrow', args))
      },
      null,
    )
    t.method(
      'aclose',
      [],
      'An awaitable that raises GeneratorExit where the generator waits.',
      (self) => new W_AThrow(started(self), null),
      null,
    )
    t.special('__repr__', (self) => strFromText(`<async_generator object ${self.qualname} at ${addressText(self)}>`))
    defineNames(t, 'async generator')
    finalizing(t)
    t.member('ag_running', null, (self) => self.runningAsync)
    t.getset('ag_suspended', null, (self) => self.state === SUSPENDED)
    t.getset('ag_frame', null, (self) => (self.state === FINISHED ? null : showFrame(self.frame)))
    t.getset('ag_code', null, (self) => self.frame.code)
    t.getset('ag_await', 'What the generator awaits.', (self) => delegateOf(self) ?? null)
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'AsyncGenerator[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
  },
)
