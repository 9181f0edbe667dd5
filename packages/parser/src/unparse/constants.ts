/**
 * Constants in regenerated source.
 *
 * Infinities have no literal, but a float literal may overflow to one; `1e309` is such a literal, and inf - inf is nan.
 *
 * lib: ast#ast.unparse
 */
import { CodePointString, ComplexLiteral, FloatLiteral } from '../generated/ast.ts'
import type { ConstantValue } from '../generated/ast.ts'
import { reprBytes, reprCodePoints, reprComplex, reprFloat, reprStr } from '../repr.ts'

const INFINITY = '1e309'

/** `repr` of a constant, in a form that reads back. */
export function reprConstant(value: ConstantValue): string {
  if (typeof value === 'string') return reprStr(value)
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (value instanceof CodePointString) return reprCodePoints(value.codePoints)
  if (value instanceof FloatLiteral) return finite(reprFloat(value.value))
  if (value instanceof ComplexLiteral) return finite(reprComplex(0, value.imag))
  return value instanceof Uint8Array ? reprBytes(value) : 'Ellipsis'
}

function finite(text: string): string {
  return text.replace('inf', INFINITY).replace('nan', `(${INFINITY}-${INFINITY})`)
}
