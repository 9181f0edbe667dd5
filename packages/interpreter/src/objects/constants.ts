// Constants of a CodeUnit as Python values.
import { CodePointString, ComplexLiteral, EllipsisLiteral, FloatLiteral } from '@typhon/parser'
import {
  Ellipsis,
  newFrozenSet,
  strFromCodePoints,
  strFromText,
  type Value,
  W_Bytes,
  W_Complex,
  W_Float,
  tupleOf,
} from '@typhon/objspace'
import { type CodeUnit, ComplexConst, type Const, FrozenSetConst, TupleConst } from './code-unit.ts'

/** The constants of a unit, by number. */
export function constantsOf(unit: CodeUnit): Value[] {
  return unit.consts.map(constantValue)
}

/** The Python value of a constant. */
export function constantValue(c: Const): Value {
  switch (typeof c) {
    case 'string':
      return strFromText(c)
    case 'number':
    case 'bigint':
    case 'boolean':
      return c
  }
  if (c === null) return null
  if (c instanceof CodePointString) return strFromCodePoints(Uint32Array.from(c.codePoints))
  if (c instanceof FloatLiteral) return new W_Float(c.value)
  if (c instanceof ComplexLiteral) return new W_Complex(0, c.imag)
  if (c instanceof ComplexConst) return new W_Complex(c.real, c.imag)
  if (c instanceof Uint8Array) return new W_Bytes(c)
  if (c instanceof TupleConst) return tupleOf(c.items.map(constantValue))
  // CPython makes one of the items and, while it looks for equal constants, another one of that: the order of items tells.
  if (c instanceof FrozenSetConst) return newFrozenSet(newFrozenSet(c.items.map(constantValue)).toArray())
  if (c === EllipsisLiteral) return Ellipsis
  throw new Error('no such constant')
}
