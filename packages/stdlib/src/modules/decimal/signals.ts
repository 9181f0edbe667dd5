// The signals and conditions of decimal as exception classes, and raising those that an operation met.
// General Decimal Arithmetic Specification 1.70, "Exceptional conditions"; CPython: Modules/_decimal/_decimal.c
import { exceptionTypes, newException, type Value, W_List, type W_Type, defineException } from '@typhon/objspace'
import { Flag, INVALID } from './settings.ts'

function define(name: string, bases: W_Type[], doc: string): W_Type {
  return defineException('decimal', name, bases, doc)
}

const { ArithmeticError, ZeroDivisionError, TypeError } = exceptionTypes
export const DecimalException = define('DecimalException', [ArithmeticError], 'Base of all signals.')
const Clamped = define('Clamped', [DecimalException], 'An exponent was changed to fit.')
const InvalidOperation = define('InvalidOperation', [DecimalException], 'An operation has no result.')
const DivisionByZero = define('DivisionByZero', [DecimalException, ZeroDivisionError], 'A number was divided by zero.')
const Inexact = define('Inexact', [DecimalException], 'A result lost digits that were not zero.')
const Rounded = define('Rounded', [DecimalException], 'A result lost digits.')
const Subnormal = define('Subnormal', [DecimalException], 'A result is below the normal numbers.')
const Overflow = define('Overflow', [Inexact, Rounded], 'A result is too large.')
const Underflow = define('Underflow', [Inexact, Rounded, Subnormal], 'A result is too small, and inexact.')
const FloatOperation = define('FloatOperation', [DecimalException, TypeError], 'Floats and decimal numbers were mixed.')
const ConversionSyntax = define('ConversionSyntax', [InvalidOperation], 'Text spells no number.')
const DivisionImpossible = define('DivisionImpossible', [InvalidOperation], 'A quotient has too many digits.')
const DivisionUndefined = define(
  'DivisionUndefined',
  [InvalidOperation, ZeroDivisionError],
  'Zero was divided by zero.',
)
const InvalidContext = define('InvalidContext', [InvalidOperation], 'A context has settings that cannot be.')

/** A class and the bits of its conditions. */
export interface Signal {
  readonly type: W_Type
  readonly bits: number
}

/** The signals in the order of a context's dictionaries, which is also that of precedence. */
export const SIGNALS: readonly Signal[] = [
  { type: InvalidOperation, bits: INVALID },
  { type: FloatOperation, bits: Flag.FloatOperation },
  { type: DivisionByZero, bits: Flag.DivisionByZero },
  { type: Overflow, bits: Flag.Overflow },
  { type: Underflow, bits: Flag.Underflow },
  { type: Subnormal, bits: Flag.Subnormal },
  { type: Inexact, bits: Flag.Inexact },
  { type: Rounded, bits: Flag.Rounded },
  { type: Clamped, bits: Flag.Clamped },
]

/** What InvalidOperation can mean. */
export const CONDITIONS: readonly Signal[] = [
  { type: InvalidOperation, bits: Flag.InvalidOperation },
  { type: ConversionSyntax, bits: Flag.ConversionSyntax },
  { type: DivisionImpossible, bits: Flag.DivisionImpossible },
  { type: DivisionUndefined, bits: Flag.DivisionUndefined },
  { type: InvalidContext, bits: Flag.InvalidContext },
]

/** Names of the signals by their bits, InvalidOperation by each of its conditions: how a context shows them, each once. */
export const NAMES: readonly (readonly [bits: number, name: string])[] = [
  [Flag.Clamped, 'Clamped'],
  [Flag.ConversionSyntax, 'InvalidOperation'],
  [Flag.DivisionByZero, 'DivisionByZero'],
  [Flag.DivisionImpossible | Flag.DivisionUndefined | 0x20, 'InvalidOperation'],
  [Flag.Inexact, 'Inexact'],
  [Flag.InvalidContext | Flag.InvalidOperation | 0x200, 'InvalidOperation'],
  [Flag.FloatOperation, 'FloatOperation'],
  [Flag.Overflow, 'Overflow'],
  [Flag.Rounded, 'Rounded'],
  [Flag.Subnormal, 'Subnormal'],
  [Flag.Underflow, 'Underflow'],
]

/** The exception of trapped conditions: its argument lists them. */
export function signalError(status: number): unknown {
  const { type } = SIGNALS.find(({ bits }) => (bits & status) !== 0)!
  const met: Value[] = []
  for (const c of CONDITIONS) if ((c.bits & status) !== 0) met.push(c.type)
  for (const s of SIGNALS.slice(1)) if ((s.bits & status) !== 0) met.push(s.type)
  return newException(type, [new W_List(met)])
}
