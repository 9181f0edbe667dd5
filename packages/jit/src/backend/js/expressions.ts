/**
 * What an operation is as an expression of JavaScript, chosen by what is known of its operands: V8 compiles `(a + b) | 0` to one
 * instruction where `a + b` needs a test, so wherever bounds say that operands or results are int32 the text says so too.
 *
 * What must stay true: each form gives the same as the text in the table (`ir/ops.ts`) for all operands within their bounds.
 */
import type { CallDescr, ClassDescr, FieldDescr } from '../../ir/descr.ts'
import { SPECS } from '../../ir/ops.ts'
import { Template } from '../../ir/template.ts'
import { highest, lowest, type Op, type Value } from '../../ir/values.ts'
import type { Names } from './names.ts'

const INT32 = 2 ** 31

const isInt32 = (value: Value): boolean => lowest(value) >= -INT32 && highest(value) < INT32
const isShift = (value: Value): boolean => lowest(value) >= 0 && highest(value) < 32
const isMask = (value: Value): boolean =>
  lowest(value) >= 0 && lowest(value) === highest(value) && highest(value) < INT32

/** The form for operands and results that are int32, or null where the general one is the best. */
function narrowForm(op: Op): string | null {
  const [a, b] = op.args
  switch (op.name) {
    case 'int_add':
      return isInt32(op) ? '($0 + $1) | 0' : null
    case 'int_sub':
      return isInt32(op) ? '($0 - $1) | 0' : null
    case 'int_neg':
      return isInt32(op) ? '(0 - $0) | 0' : null
    case 'int_mul':
      return isInt32(op) && isInt32(a) && isInt32(b) ? 'Math.imul($0, $1)' : null
    case 'int_invert':
      return isInt32(a) ? '~$0' : null
    case 'uint_floordiv':
      return isInt32(a) && isInt32(b) ? '($0 / $1) | 0' : null
    case 'int_and':
      return (isInt32(a) && isInt32(b)) || isMask(a) || isMask(b) ? '$0 & $1' : null
    case 'int_or':
      return isInt32(a) && isInt32(b) ? '$0 | $1' : null
    case 'int_xor':
      return isInt32(a) && isInt32(b) ? '$0 ^ $1' : null
    case 'int_rshift':
      return isInt32(a) && isShift(b) ? '$0 >> $1' : null
    case 'int_lshift':
      return isInt32(op) && isInt32(a) && isShift(b) ? '$0 << $1' : null
  }
  return null
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
  return template(narrowForm(op) ?? SPECS[op.name].text).render(operands, names.constant)
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

function property(object: string, field: FieldDescr): string {
  return /^[A-Za-z_$][\w$]*$/.test(field.property)
    ? `${object}.${field.property}`
    : `${object}[${JSON.stringify(field.property)}]`
}

function call(descr: CallDescr, operands: readonly string[], names: Names): string {
  if (descr.text !== null) return descr.text.render(operands, names.constant)
  return `${names.hold(descr.fn)}(${operands.join(', ')})`
}

/** The condition under which a guard holds. */
export function guardCondition(op: Op, operands: readonly string[], names: Names): string {
  switch (op.name) {
    case 'guard_value': {
      const constant = op.args[1].concrete
      const isOdd =
        typeof constant === 'number' && op.args[1].kind !== 'i' && (constant === 0 || Number.isNaN(constant))
      return isOdd ? `Object.is(${operands[0]}, ${operands[1]})` : `${operands[0]} === ${operands[1]}`
    }
    case 'guard_class':
      return (op.descr as ClassDescr).test.render(operands, names.constant)
    case 'guard_nonnull':
      return `${operands[0]} !== null`
    case 'guard_isnull':
      return `${operands[0]} === null`
  }
  throw new Error(`no condition for ${op.name}`)
}
