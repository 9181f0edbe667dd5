// Decimal numbers as text. General Decimal Arithmetic Specification 1.70, "Conversions".
import { Dec, type Exponent, finite, infinity, Kind, minus, NAN, plus } from './number.ts'
import { Flag, type Settings, widest } from './settings.ts'

const NUMBER = /^([+-]?)(?:(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?|(inf(?:inity)?)|(s?)nan(\d*))$/i

/** The number that ASCII text spells; undefined where it spells none. */
function read(text: string): Dec | undefined {
  const m = NUMBER.exec(text)
  if (m === null) return undefined
  const negative = m[1] === '-'
  if (m[5] !== undefined) return infinity(negative)
  if (m[7] !== undefined)
    return new Dec(m[6] === '' ? Kind.quiet : Kind.signaling, negative, m[7] === '' ? 0n : BigInt(m[7]), 0)
  const fraction = m[3] ?? ''
  const digits = m[2] + fraction
  if (digits === '') return undefined
  const exponent = m[4] === undefined ? 0 : saturated(m[4])
  const coefficient = digits.length < 16 ? BigInt(Number(digits)) : BigInt(digits)
  return finite(negative, coefficient, fraction === '' ? exponent : minus(exponent, fraction.length))
}

/** An exponent far outside of every limit stays there. */
function saturated(text: string): Exponent {
  if (text.length < 16) return Number(text)
  const b = BigInt(text)
  const limit = 10n ** 19n
  return plus(b > limit ? limit : b < -limit ? -limit : b, 0)
}

/** The number that text spells, rounded as the settings say; NaN and ConversionSyntax where it spells none. */
export function fromText(text: string | undefined, settings: Settings): Dec {
  const a = text === undefined ? undefined : read(text)
  if (a === undefined) return settings.invalid(Flag.ConversionSyntax)
  if (a.isNaN && a.coefficient !== 0n && a.digits > minus(settings.prec, settings.clamp))
    return settings.invalid(Flag.ConversionSyntax)
  return a.isNaN ? a : settings.finish(a)
}

/** The number that text spells exactly; conditions are added to `settings`. */
export function fromTextExactly(text: string | undefined, settings: Settings): Dec {
  const wide = widest()
  const a = fromText(text, wide)
  return exactly(a, wide, settings)
}

/** A number that was made within the widest limits, which it has to have kept. */
export function exactly(a: Dec, wide: Settings, settings: Settings): Dec {
  if ((wide.status & (Flag.Inexact | Flag.Rounded | Flag.Clamped)) !== 0) return settings.invalid()
  settings.status |= wide.status & Flag.ConversionSyntax
  return (wide.status & Flag.ConversionSyntax) === 0 ? a : NAN
}

function special(a: Dec): string | undefined {
  if (a.kind === Kind.finite) return undefined
  const sign = a.negative ? '-' : ''
  if (a.kind === Kind.infinite) return `${sign}Infinity`
  const payload = a.coefficient === 0n ? '' : String(a.coefficient)
  return `${sign}${a.kind === Kind.quiet ? 'NaN' : 'sNaN'}${payload}`
}

/** Scientific notation: an exponent only where the number needs one. */
export function toScientific(a: Dec, capitals = 1): string {
  const text = special(a)
  if (text !== undefined) return text
  const { exponent } = a
  const digits = String(a.coefficient)
  const adjusted = plus(exponent, digits.length - 1)
  const sign = a.negative ? '-' : ''
  if (exponent <= 0 && adjusted >= -6) return sign + withPoint(digits, digits.length + Number(exponent))
  const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`
  return `${sign}${mantissa}${capitals === 1 ? 'E' : 'e'}${adjusted < 0 ? '' : '+'}${adjusted}`
}

/** Engineering notation: exponents are multiples of three. */
export function toEngineering(a: Dec, capitals = 1): string {
  const text = special(a)
  if (text !== undefined) return text
  const { exponent } = a
  let digits = String(a.coefficient)
  const adjusted = plus(exponent, digits.length - 1)
  const sign = a.negative ? '-' : ''
  if (exponent <= 0 && adjusted >= -6) return sign + withPoint(digits, digits.length + Number(exponent))
  let point: number
  if (a.coefficient === 0n) {
    // Zeros before and behind the point tell the exponent.
    const rest = Number(((BigInt(exponent) % 3n) + 3n) % 3n)
    point = rest === 0 ? 1 : rest - 2
  } else point = Number((((BigInt(adjusted) % 3n) + 3n) % 3n) + 1n)
  const shown = minus(plus(exponent, digits.length), point)
  if (point > digits.length) digits = digits.padEnd(point, '0')
  const e = shown === 0 ? '' : `${capitals === 1 ? 'E' : 'e'}${shown < 0 ? '' : '+'}${shown}`
  return sign + withPoint(digits, point) + e
}

/** Digits with a point before the digit at `point`, with zeros where there are no digits. */
export function withPoint(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`
  return point >= digits.length ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
}
