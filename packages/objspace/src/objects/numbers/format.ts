// `__format__` of int, float and complex: specs are read and numbers laid out by lib/format-spec.ts and lib/format-number.ts.
// lib: string#formatspec
import { error } from '../../errors/exception.ts'
import * as N from '../../lib/format-number.ts'
import { FormatError, type FormatSpec, parseSpec } from '../../lib/format-spec.ts'
import type { Int } from '../../operations/convert.ts'
import type { Value } from '../../space/value.ts'
import { strFromCodePoints, strFromText, textOfStr } from '../str/wide.ts'

/** Formats by a spec, turning a FormatError into a ValueError. */
function guarded<T>(
  make: (value: T, spec: FormatSpec, typeName: string) => string,
  value: T,
  spec: string,
  typeName: string,
): Value {
  try {
    return strFromText(make(value, parseSpec(spec, typeName), typeName))
  } catch (e) {
    if (e instanceof FormatError) throw error('ValueError', e.message)
    throw e
  }
}

function intText(n: Int, s: FormatSpec, typeName: string): string {
  if (N.isFloatType(s)) {
    const d = Number(n)
    if (!Number.isFinite(d)) throw error('OverflowError', 'int too large to convert to float')
    return N.formatFloat(d, s, typeName)
  }
  if (!N.isCharacterType(s)) return N.formatInt(n, s, typeName)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', 'Python int too large to convert to C long')
  if (n < 0 || n > 0x10ffff) throw error('OverflowError', '%c arg not in range(0x110000)')
  return N.formatCharacter(textOfStr(strFromCodePoints(Uint32Array.of(Number(n)))), s)
}

const complexText = (parts: readonly [number, number], s: FormatSpec, typeName: string): string =>
  N.formatComplex(parts[0], parts[1], withoutNul(s), typeName)

export const formatInt = (n: Int, spec: string, typeName: string): Value => guarded(intText, n, spec, typeName)

/** A NUL as the type code is none to CPython. */
const withoutNul = (s: FormatSpec): FormatSpec => (s.type === '\0' ? { ...s, type: '' } : s)

const floatText = (v: number, s: FormatSpec, typeName: string): string => N.formatFloat(v, withoutNul(s), typeName)

export const formatFloat = (v: number, spec: string, typeName: string): Value => guarded(floatText, v, spec, typeName)

export const formatComplex = (re: number, im: number, spec: string, typeName: string): Value =>
  guarded(complexText, [re, im], spec, typeName)
