// Settings: precision, rounding and limits of arithmetic, the conditions it has met, and the last step of every operation:
// rounding a result into what the settings allow. General Decimal Arithmetic Specification 1.70, "Arithmetic operations".
//
// An operation adds what it meets to `status`; nothing is raised here. Whoever calls looks at the status with the traps.
import {
  Dec,
  type Exponent,
  finite,
  infinity,
  Kind,
  minus,
  NAN,
  OutOfMemory,
  plus,
  pow10,
  digitCount,
} from './number.ts'

export const MAX_PREC = 999999999999999999n
export const MAX_EMAX = 999999999999999999n
export const MIN_EMIN = -999999999999999999n
export const MIN_ETINY = -1999999999999999997n

/** Conditions, as bits. */
export const Flag = {
  Clamped: 1,
  ConversionSyntax: 2,
  DivisionByZero: 4,
  DivisionImpossible: 8,
  DivisionUndefined: 0x10,
  Inexact: 0x40,
  InvalidContext: 0x80,
  InvalidOperation: 0x100,
  FloatOperation: 0x400,
  Overflow: 0x800,
  Rounded: 0x1000,
  Subnormal: 0x2000,
  Underflow: 0x4000,
} as const

/** All conditions that are invalid operations; 0x20 and 0x200 are of the C library's own. */
export const INVALID = 0x2 | 0x8 | 0x10 | 0x20 | 0x80 | 0x100 | 0x200
export const ERRORS = INVALID | Flag.DivisionByZero

export const ROUNDINGS = [
  'ROUND_UP',
  'ROUND_DOWN',
  'ROUND_CEILING',
  'ROUND_FLOOR',
  'ROUND_HALF_UP',
  'ROUND_HALF_DOWN',
  'ROUND_HALF_EVEN',
  'ROUND_05UP',
] as const
export type Rounding = (typeof ROUNDINGS)[number]

/** Whether the part of a number that is cut off rounds the rest up. `half` is the part's order against one half. */
function roundsUp(rounding: Rounding, negative: boolean, kept: bigint, half: number): boolean {
  switch (rounding) {
    case 'ROUND_HALF_EVEN':
      return half > 0 || (half === 0 && (kept & 1n) === 1n)
    case 'ROUND_HALF_UP':
      return half >= 0
    case 'ROUND_HALF_DOWN':
      return half > 0
    case 'ROUND_DOWN':
      return false
    case 'ROUND_UP':
      return true
    case 'ROUND_CEILING':
      return !negative
    case 'ROUND_FLOOR':
      return negative
    case 'ROUND_05UP':
      return kept % 5n === 0n
  }
}

export class Settings {
  prec: Exponent
  rounding: Rounding
  emin: Exponent
  emax: Exponent
  clamp: number
  capitals = 1
  traps = 0
  flags = 0
  /** What the operation that runs has met. */
  status = 0

  constructor(
    prec: Exponent = 28,
    rounding: Rounding = 'ROUND_HALF_EVEN',
    emin: Exponent = -999999,
    emax: Exponent = 999999,
    clamp = 0,
  ) {
    this.prec = prec
    this.rounding = rounding
    this.emin = emin
    this.emax = emax
    this.clamp = clamp
  }

  /** Exponent of the smallest subnormal number. */
  get etiny(): Exponent {
    return minus(this.emin, minus(this.prec, 1))
  }

  /** Largest exponent of a number with as many digits as the precision. */
  get etop(): Exponent {
    return minus(this.emax, minus(this.prec, 1))
  }

  /** These limits with another precision and rounding, for a step on the way to a result. */
  with(prec: Exponent, rounding: Rounding = this.rounding): Settings {
    return new Settings(prec, rounding, this.emin, this.emax, this.clamp)
  }

  /** NaN for an operation that has no result. */
  invalid(flag: number = Flag.InvalidOperation): Dec {
    this.status |= flag
    return NAN
  }

  /** The result of an operation whose operands are NaNs, undefined where none is. */
  nan(a: Dec, b?: Dec): Dec | undefined {
    if (!a.isNaN && (b === undefined || !b.isNaN)) return undefined
    let chosen = a.isNaN ? a : b!
    if (a.kind === Kind.signaling) this.status |= Flag.InvalidOperation
    else if (b !== undefined && b.kind === Kind.signaling) {
      this.status |= Flag.InvalidOperation
      chosen = b
    }
    return this.quiet(chosen)
  }

  /** A quiet NaN with the payload of `a`, as far as it fits. */
  quiet(a: Dec): Dec {
    const room = minus(this.prec, this.clamp)
    if (a.digits <= room) return a.kind === Kind.quiet ? a : new Dec(Kind.quiet, a.negative, a.coefficient, 0)
    return new Dec(Kind.quiet, a.negative, room <= 0 ? 0n : a.coefficient % pow10(Number(room)), 0)
  }

  /** A number rounded into what the settings allow. */
  finish(a: Dec): Dec {
    if (a.kind !== Kind.finite) return a.kind === Kind.infinite ? a : this.quietly(a)
    const { emin, emax, prec } = this
    const adjusted = a.adjusted
    if (a.coefficient !== 0n && adjusted >= emin && adjusted <= emax && a.digits <= prec)
      if (this.clamp === 0 || a.exponent <= this.etop) return a
    return this.round(a.negative, a.coefficient, a.exponent, a.digits)
  }

  /** As `finish`, but rounded half to even. */
  finishHalfEven(a: Dec): Dec {
    const work = this.with(this.prec, 'ROUND_HALF_EVEN')
    const r = work.finish(a)
    this.status |= work.status
    return r
  }

  private quietly(a: Dec): Dec {
    const r = this.quiet(a)
    return r.coefficient === a.coefficient ? a : new Dec(a.kind, a.negative, r.coefficient, 0)
  }

  private round(negative: boolean, coefficient: bigint, exponent: Exponent, digits: number): Dec {
    if (coefficient === 0n) {
      const top = this.clamp === 1 ? this.etop : this.emax
      const { etiny } = this
      const e = exponent > top ? top : exponent < etiny ? etiny : exponent
      if (e !== exponent) this.status |= Flag.Clamped
      return finite(negative, 0n, e)
    }
    const adjusted = plus(exponent, digits - 1)
    if (adjusted > this.emax) return this.overflow(negative)
    let target = exponent
    if (digits > this.prec) target = plus(exponent, minus(digits, this.prec))
    const tiny = adjusted < this.emin
    if (tiny) {
      this.status |= Flag.Subnormal
      if (target < this.etiny) target = this.etiny
    }
    let c = coefficient
    let e = exponent
    if (target > exponent) {
      this.status |= Flag.Rounded
      const before = this.status
      this.status &= ~Flag.Inexact
      c = this.shorten(negative, coefficient, digits, minus(target, exponent))
      const inexact = (this.status & Flag.Inexact) !== 0
      this.status |= before
      e = target
      if (digitCount(c) > this.prec) {
        c /= 10n
        e = plus(e, 1)
        if (plus(e, digitCount(c) - 1) > this.emax) return this.overflow(negative)
      }
      if (inexact && tiny) {
        this.status |= Flag.Underflow
        if (c === 0n) this.status |= Flag.Clamped
      }
    }
    if (this.clamp === 1 && e > this.etop && c !== 0n) {
      const shift = Number(minus(e, this.etop))
      c *= pow10(shift)
      e = this.etop
      this.status |= Flag.Clamped
    }
    return finite(negative, c, e)
  }

  /** A coefficient without its last `count` digits, rounded; says whether that was inexact. */
  shorten(negative: boolean, coefficient: bigint, digits: number, count: Exponent): bigint {
    if (count > digits) {
      if (coefficient === 0n) return 0n
      this.status |= Flag.Inexact
      return roundsUp(this.rounding, negative, 0n, -1) ? 1n : 0n
    }
    const unit = pow10(Number(count))
    const kept = coefficient / unit
    const cut = coefficient - kept * unit
    if (cut === 0n) return kept
    this.status |= Flag.Inexact
    const twice = cut + cut
    return roundsUp(this.rounding, negative, kept, twice > unit ? 1 : twice < unit ? -1 : 0) ? kept + 1n : kept
  }

  private overflow(negative: boolean): Dec {
    this.status |= Flag.Overflow | Flag.Inexact | Flag.Rounded
    const { rounding } = this
    const bounded =
      rounding === 'ROUND_DOWN' ||
      rounding === 'ROUND_05UP' ||
      (rounding === 'ROUND_CEILING' && negative) ||
      (rounding === 'ROUND_FLOOR' && !negative)
    return bounded ? this.largest(negative) : infinity(negative)
  }

  /** The finite number that is farthest from zero. */
  largest(negative: boolean): Dec {
    if (this.prec > Number.MAX_SAFE_INTEGER) throw new OutOfMemory()
    return finite(negative, pow10(Number(this.prec)) - 1n, this.etop)
  }
}

/** Limits in which everything that memory holds is exact. */
export function widest(): Settings {
  return new Settings(MAX_PREC, 'ROUND_HALF_EVEN', MIN_EMIN, MAX_EMAX)
}
