// W_Decimal and W_Context, the objects behind `Decimal` and `Context`; running an operation in a context; the context of
// the running code. lib: decimal#context-objects
//
// An operation clears the status of the context's settings, computes, and settles: what was met is added to the flags, and
// what is trapped is raised.
import { error, W_Object, type W_Type } from '@typhon/objspace'
import type { Shape } from '@typhon/objspace'
import { currentValue, setCurrentValue, W_ContextVar } from '../contextvars.ts'
import { type Dec, OutOfMemory } from './number.ts'
import { Flag, INVALID, Settings } from './settings.ts'
import { signalError } from './signals.ts'

export class W_Decimal extends W_Object {
  readonly value: Dec
  constructor(value: Dec, shape: Shape = types.decimal.rootShape()) {
    super(shape)
    this.value = value
  }
}

export class W_Context extends W_Object {
  readonly settings: Settings
  /** The dictionaries of flags and traps, made when somebody asks for them. */
  flags: W_SignalDict | undefined
  traps: W_SignalDict | undefined
  constructor(settings: Settings, shape: Shape = types.context.rootShape()) {
    super(shape)
    this.settings = settings
  }
}

/** A view on the flags or traps of a context's settings. */
export class W_SignalDict extends W_Object {
  settings: Settings | undefined
  which: 'flags' | 'traps' = 'flags'
}

/** The types, told by the files that define them. */
export const types = {} as { decimal: W_Type; context: W_Type }

/** Says what an operation met: flags, or an exception for what is trapped. */
export function settle(s: Settings): void {
  const { status } = s
  if (status === 0) return
  s.flags |= status
  if ((status & s.traps) !== 0) throw signalError(status & s.traps)
}

/** The result of an operation in a context. */
export function run(s: Settings, operation: (s: Settings) => Dec): W_Decimal {
  return new W_Decimal(compute(s, operation))
}

/** As `run`, for results of any kind. */
export function compute<T>(s: Settings, operation: (s: Settings) => T): T {
  s.status = 0
  let r: T
  try {
    r = operation(s)
  } catch (e) {
    // A bigint that cannot be made is a RangeError.
    if (e instanceof OutOfMemory || e instanceof RangeError) throw error('MemoryError')
    throw e
  }
  settle(s)
  return r
}

/** As `run`, for the two operands of an operator. */
export function runBinary(operation: (a: Dec, b: Dec, s: Settings) => Dec, a: Dec, b: Dec): W_Decimal {
  const { settings } = currentContext()
  settings.status = 0
  let r: Dec
  try {
    r = operation(a, b, settings)
  } catch (e) {
    if (e instanceof OutOfMemory || e instanceof RangeError) throw error('MemoryError')
    throw e
  }
  if (settings.status !== 0) settle(settings)
  return new W_Decimal(r)
}

const DEFAULT_TRAPS = INVALID | Flag.DivisionByZero | Flag.Overflow

/** The settings that new contexts copy, and those of the standard. */
export interface Templates {
  readonly initial: W_Context
  readonly basic: W_Context
  readonly extended: W_Context
}

let templates: Templates | undefined

export function contextTemplates(): Templates {
  if (templates !== undefined) return templates
  const make = (prec: number, rounding: 'ROUND_HALF_EVEN' | 'ROUND_HALF_UP', traps: number): W_Context => {
    const settings = new Settings(prec, rounding)
    settings.traps = traps
    return new W_Context(settings)
  }
  return (templates = {
    initial: make(28, 'ROUND_HALF_EVEN', DEFAULT_TRAPS),
    basic: make(9, 'ROUND_HALF_UP', DEFAULT_TRAPS | Flag.Underflow | Flag.Clamped),
    extended: make(9, 'ROUND_HALF_EVEN', 0),
  })
}

/** A context with the same settings and flags. */
export function copyContext(c: W_Context): W_Context {
  const { settings: s } = c
  const copy = new Settings(s.prec, s.rounding, s.emin, s.emax, s.clamp)
  copy.capitals = s.capitals
  copy.traps = s.traps
  copy.flags = s.flags
  return new W_Context(copy)
}

let variable: W_ContextVar | undefined

/** The context of the running code; the first use in a thread makes one. */
export function currentContext(): W_Context {
  variable ??= new W_ContextVar('decimal_context', undefined)
  const c = currentValue(variable)
  if (c !== undefined) return c as W_Context
  const fresh = copyContext(contextTemplates().initial)
  fresh.settings.flags = 0
  setCurrentValue(variable, fresh)
  return fresh
}

/** Makes a context the current one; a template is copied. */
export function setContext(c: W_Context): void {
  variable ??= new W_ContextVar('decimal_context', undefined)
  const { initial, basic, extended } = contextTemplates()
  let chosen = c
  if (c === initial || c === basic || c === extended) {
    chosen = copyContext(c)
    chosen.settings.flags = 0
  }
  setCurrentValue(variable, chosen)
}
