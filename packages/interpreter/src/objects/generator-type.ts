// generator, coroutine and coroutine_wrapper: the Python-visible side of W_Generator. ref: expressions#generator-iterator-methods
import {
  addressText,
  call,
  defineType,
  error,
  exceptionTypes,
  hooks,
  isType,
  newGenericAlias,
  OBJECT_LAYOUT,
  reprText,
  opt,
  pos,
  strFromText,
  type TypeBuilder,
  typeOf,
  type Value,
  W_BaseException,
  W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { delegateOf } from '../eval/resume.ts'
import { defineNames } from './generator-names.ts'
import type { W_Generator } from './generator.ts'
import { FINISHED, RUNNING, sendFor, type Step, stopIteration, SUSPENDED } from './generator.ts'
import { finalizeGenerator } from '../collect/finalize.ts'
import { closeThrough, type Thrown, throwThrough } from '../eval/delegate.ts'
import { W_Traceback } from './traceback.ts'
import { showFrame } from '../prompt/seen.ts'

/** A step of a generator as Python sees it: the value yielded, or StopIteration. */
function pythonic(step: Step): Value {
  if (step.done) throw stopIteration(step.value)
  return step.value
}

export function warnOfTriple(method: string): void {
  hooks.warn(
    'DeprecationWarning',
    `the (type, exc, tb) signature of ${method}() is deprecated, use the single-arg signature instead.`,
  )
}

/** What `throw(type[, value[, traceback]])` was given; `mayClose` says whether GeneratorExit closes what is waited for. */
export function thrownBy(type: Value, value?: Value, tb?: Value, mayClose = true): Thrown {
  const exit = exceptionTypes.GeneratorExit
  return {
    given: [type, value, tb].filter((each) => each !== undefined),
    closes: mayClose && (isType(type) ? type : typeOf(type)).isSubtypeOf(exit),
    make: () => thrownException(type, value, tb),
  }
}

/** The exception that `throw(type[, value[, traceback]])` means. */
function thrownException(type: Value, value: Value | undefined, tb: Value | undefined): W_BaseException {
  if (tb !== undefined && tb !== null && !(tb instanceof W_Traceback))
    throw error('TypeError', 'throw() third argument must be a traceback object')
  let e: W_BaseException
  if (isType(type) && type.isSubtypeOf(exceptionTypes.BaseException)) {
    e = value instanceof W_BaseException && value.shape.type.isSubtypeOf(type) ? value : madeOf(type, value)
  } else if (type instanceof W_BaseException) {
    if (value !== undefined && value !== null)
      throw error('TypeError', 'instance exception may not have a separate value')
    e = type
  } else
    throw error(
      'TypeError',
      `exceptions must be classes or instances deriving from BaseException, not ${typeOf(type).fullName}`,
    )
  if (tb !== undefined && tb !== null) e.traceback = tb
  return e
}

/** An exception of the type, or the one that came up while it was made: that is raised in the generator then. */
function madeOf(type: W_Type, value: Value | undefined): W_BaseException {
  const args = value === undefined || value === null ? [] : value instanceof W_Tuple ? [...value.items] : [value]
  try {
    const made = call(type, args, null)
    if (made instanceof W_BaseException) return made
    return error(
      'TypeError',
      `calling ${reprText(type)} should have returned an instance of BaseException, not ${typeOf(made).fullName}`,
    )
  } catch (e) {
    if (e instanceof W_BaseException) return e
    throw e
  }
}

/** What generators of all kinds have that a program seldom calls. */
export function finalizing(t: TypeBuilder<W_Generator>): void {
  t.method('__sizeof__', [], 'Bytes of memory the generator takes.', (self) => 176 + 8 * self.frame.regs.length, null)
  t.special('__del__', (self) => {
    finalizeGenerator(self)
    return null
  })
}

function common(t: TypeBuilder<W_Generator>, prefix: string, kind: string): void {
  t.method(
    'send',
    [pos('value')],
    `Put a value into ${kind}, as the result of what it waits at, and go on; StopIteration at the end.`,
    sendFor,
    null,
  )
  t.method(
    'throw',
    [pos('type'), opt('value'), opt('traceback')],
    `Raise an exception in ${kind}, where it waits.`,
    (self, type, value, tb) => {
      if (value !== undefined || tb !== undefined) warnOfTriple('throw')
      return pythonic(throwThrough(self, thrownBy(type, value, tb)))
    },
    null,
  )
  t.method('close', [], `Raise GeneratorExit inside ${kind}.`, (self) => closeThrough(self), null)
  defineNames(t, kind)
  t.getset(`${prefix}_running`, null, (self) => self.state === RUNNING)
  t.getset(`${prefix}_suspended`, null, (self) => self.state === SUSPENDED)
  t.getset(`${prefix}_frame`, null, (self) => (self.state === FINISHED ? null : showFrame(self.frame)))
  t.getset(`${prefix}_code`, null, (self) => self.frame.code)
  finalizing(t)
}

export const generatorType: W_Type = defineType<W_Generator>(
  'generator',
  {
    layout: { name: 'generator', base: OBJECT_LAYOUT },
    shape: 'generator',
    final: true,
    hasWeakref: true,
    doc: 'An iterator made by a function with yield.',
  },
  (t) => {
    common(t, 'gi', 'generator')
    t.special('__iter__', (self) => self)
    t.type.iteratesItself = true
    t.special('__next__', (self) => sendFor(self, null))
    t.special('__repr__', (self) => strFromText(`<generator object ${self.qualname} at ${addressText(self)}>`))
    t.getset('gi_yieldfrom', 'The iterator that yield from waits for.', (self) => delegateOf(self) ?? null)
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'Generator[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
  },
)

/** What `await` drives: a coroutine as an iterator. */
class W_CoroutineWrapper extends W_Object {
  readonly coroutine: W_Generator
  constructor(coroutine: W_Generator) {
    super(coroutineWrapperType.rootShape())
    this.coroutine = coroutine
  }
}

const coroutineWrapperType: W_Type = defineType<W_CoroutineWrapper>(
  'coroutine_wrapper',
  { final: true, doc: 'Drives a coroutine for await.' },
  (t) => {
    t.special('__iter__', (self) => self)
    t.special('__next__', (self) => sendFor(self.coroutine, null))
    t.method(
      'send',
      [pos('value')],
      'Go on with a value as the result of the await.',
      (self, value) => sendFor(self.coroutine, value),
      null,
    )
    t.method(
      'throw',
      [pos('type'), opt('value'), opt('traceback')],
      'Raise an exception where the coroutine waits.',
      (self, type, value, tb) => {
        if (value !== undefined || tb !== undefined) warnOfTriple('throw')
        return pythonic(throwThrough(self.coroutine, thrownBy(type, value, tb)))
      },
      null,
    )
    t.method(
      'close',
      [],
      'Raise GeneratorExit where the coroutine waits.',
      (self) => closeThrough(self.coroutine),
      null,
    )
  },
)

export const coroutineType: W_Type = defineType<W_Generator>(
  'coroutine',
  {
    layout: { name: 'coroutine', base: OBJECT_LAYOUT },
    shape: 'coroutine',
    final: true,
    hasWeakref: true,
    doc: 'What a call of an async def function gives.',
  },
  (t) => {
    common(t, 'cr', 'coroutine')
    t.special('__await__', (self) => new W_CoroutineWrapper(self))
    t.special('__repr__', (self) => strFromText(`<coroutine object ${self.qualname} at ${addressText(self)}>`))
    t.getset('cr_await', 'What the coroutine awaits.', (self) => delegateOf(self) ?? null)
    t.member('cr_origin', null, (self) => self.origin)
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'Coroutine[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
  },
)
