// Constants as Python writes them. lib: functions#repr
import { CodePointString, ComplexLiteral, FloatLiteral } from '@typhon/parser'
import { ComplexConst, type Const, FrozenSetConst, TupleConst } from '../objects/code-unit.ts'

/** The text of a constant, as `repr` gives it. */
export function constantText(value: Const): string {
  if (value === null) return 'None'
  switch (typeof value) {
    case 'boolean':
      return value ? 'True' : 'False'
    case 'number':
    case 'bigint':
      return String(value)
    case 'string':
      return quoted(value, '')
  }
  if (value instanceof Uint8Array) return quoted(String.fromCharCode(...value), 'b')
  if (value instanceof CodePointString) return quoted(String.fromCodePoint(...value.codePoints), '')
  if (value instanceof FloatLiteral) return floatText(value.value)
  if (value instanceof ComplexLiteral) return imaginaryText(value.imag)
  if (value instanceof ComplexConst) {
    const imag = imaginaryText(value.imag)
    return `(${floatText(value.real).replace(/\.0$/, '')}${/^[-]/.test(imag) ? '' : '+'}${imag})`
  }
  if (value instanceof TupleConst) {
    const items = value.items.map(constantText)
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`
  }
  if (value instanceof FrozenSetConst) return `frozenset({${value.items.map(constantText).join(', ')}})`
  return 'Ellipsis'
}

function quoted(text: string, prefix: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const isBytes = prefix === 'b'
  let out = prefix + quote
  for (let i = 0; i < text.length; i++) {
    const ch = text[i]
    const code = text.charCodeAt(i)
    if (ch === '\\' || ch === quote) out += `\\${ch}`
    else if (ch === '\n') out += '\\n'
    else if (ch === '\r') out += '\\r'
    else if (ch === '\t') out += '\\t'
    else if (code < 0x20 || (code >= 0x7f && (isBytes || code < 0xa0)))
      out += `\\x${code.toString(16).padStart(2, '0')}`
    else out += ch
  }
  return out + quote
}

function floatText(value: number): string {
  if (value === Infinity) return 'inf'
  if (value === -Infinity) return '-inf'
  if (Number.isNaN(value)) return 'nan'
  if (Object.is(value, -0)) return '-0.0'
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits, exponent] = value.toExponential().split('e')
    const number = Number(exponent)
    return `${digits}e${number < 0 ? '-' : '+'}${String(Math.abs(number)).padStart(2, '0')}`
  }
  return Number.isInteger(value) ? `${value}.0` : String(value)
}

function imaginaryText(imag: number): string {
  return `${floatText(imag).replace(/\.0$/, '')}j`
}
