/**
 * What an operation is as an expression of JavaScript. V8 compiles `(a + b) | 0` to one instruction where `a + b` needs a test, so wherever the
 * optimiser has found that operands and results are int32 (`optimize/int32.ts`) the text says so too.
 *
 * What must stay true: each form gives the same as the text in the table (`ir/ops.ts`) for the operands that `int32.ts` allows it for.
 */
import type { CallDescr, ClassDescr, FieldDescr } from '../../ir/descr.ts'
import { type OpName, SPECS } from '../../ir/ops.ts'
import { Template } from '../../ir/template.ts'
import { Const, type Op } from '../../ir/values.ts'
import type { Names } from './names.ts'

/** The forms for operations that are marked `isInt32`. */
const INT32_FORMS: Partial<Record<OpName, string>> = {
  int_add: '($0 + $1) | 0',
  int_sub: '($0 - $1) | 0',
  int_neg: '(0 - $0) | 0',
  int_mul: 'Math.imul($0, $1)',
  int_invert: '~$0',
  uint_floordiv: '($0 / $1) | 0',
  int_and: '$0 & $1',
  int_or: '$0 | $1',
  int_xor: '$0 ^ $1',
  int_rshift: '$0 >> $1',
  int_lshift: '$0 << $1',
}

/** The forms for operations that are marked `isUint32`. */
const UINT32_FORMS: Partial<Record<OpName, string>> = {
  int_and: '($0 & $1) >>> 0',
  int_or: '($0 | $1) >>> 0',
  int_xor: '($0 ^ $1) >>> 0',
  int_rshift: '$0 >>> $1',
  int_lshift: '($0 << $1) >>> 0',
}

const templates = new Map<string, Template>()

function template(text: string): Template {
  let made = templates.get(text)
  if (made === undefined) {
    made = new Template([text], [])
    templates.set(text, made)
  }
  return made
}

/** A pure operation; one that is a test gives a boolean. */
export function pureExpression(op: Op, operands: readonly string[], names: Names): string {
  const forms = op.isInt32 ? INT32_FORMS : op.isUint32 ? UINT32_FORMS : {}
  const text = template(forms[op.name] ?? SPECS[op.name].text).render(operands, names.constant)
  if (op.name !== 'int_mod' && op.name !== 'uint_mod') return text
  const [, divisor] = op.args
  return divisor instanceof Const ? modulo(op, operands[0], divisor.concrete, text) : text
}

/**
 * A remainder by a constant: of integers that were not found to be int32 V8 computes it on doubles, by a call, which takes ten times as long. So it
 * is asked whether this one is int32. `otherwise` is what serves all.
 */
function modulo({ name, isInt32 }: Op, x: string, divisor: number, otherwise: string): string {
  if (divisor < 1 || divisor > 2 ** 30) return otherwise
  const isPower = (divisor & (divisor - 1)) === 0
  const quotient = `(${x} | 0) % ${divisor} | 0`
  const quick = isPower
    ? `${x} & ${divisor - 1}`
    : name === 'uint_mod'
      ? quotient
      : `((${quotient}) + ${divisor}) % ${divisor} | 0`
  if (isInt32) return `(${quick})`
  return `(${x} === (${x} | 0) ? ${quick} : ${otherwise})`
}

/** Any other operation that has a result, or an effect on the heap. */
export function heapExpression(op: Op, operands: readonly string[], names: Names): string {
  switch (op.name) {
    case 'getfield_gc_i':
    case 'getfield_gc_f':
    case 'getfield_gc_r':
      return property(operands[0], op.descr as FieldDescr)
    case 'setfield_gc':
      return `${property(operands[0], op.descr as FieldDescr)} = ${operands[1]}`
    case 'getarrayitem_gc_i':
    case 'getarrayitem_gc_f':
    case 'getarrayitem_gc_r':
      return `${operands[0]}[${operands[1]}]`
    case 'setarrayitem_gc':
      return `${operands[0]}[${operands[1]}] = ${operands[2]}`
    case 'arraylen_gc':
      return `${operands[0]}.length`
    case 'new_with_vtable':
      return (op.descr as ClassDescr).make!.render(operands, names.constant)
    case 'new_array':
      return `[${operands.join(', ')}]`
    default:
      return call(op.descr as CallDescr, operands, names)
  }
}

export function property(object: string, field: FieldDescr): string {
  const name = field.property
  if (/^[A-Za-z_$][\w$]*$/.test(name)) return `${object}.${name}`
  return `${object}[${/^\d+$/.test(name) ? name : JSON.stringify(name)}]`
}

function call(descr: CallDescr, operands: readonly string[], names: Names): string {
  if (descr.text !== null) return descr.text.render(operands, names.constant)
  return `${names.hold(descr.fn)}(${operands.join(', ')})`
}

/** The condition under which a guard holds, and whether that fails again and again. */
export function guardCondition(op: Op, operands: readonly string[], names: Names, isWary = false): string {
  switch (op.name) {
    case 'guard_value': {
      const constant = op.args[1].concrete
      const isOdd =
        typeof constant === 'number' && op.args[1].kind !== 'i' && (constant === 0 || Number.isNaN(constant))
      return isOdd ? `Object.is(${operands[0]}, ${operands[1]})` : `${operands[0]} === ${operands[1]}`
    }
    case 'guard_class':
      return (op.descr as ClassDescr)[isWary ? 'wary' : 'test'].render(operands, names.constant)
    case 'guard_nonnull':
      return `${operands[0]} !== null`
    case 'guard_isnull':
      return `${operands[0]} === null`
  }
  throw new Error(`no condition for ${op.name}`)
}
