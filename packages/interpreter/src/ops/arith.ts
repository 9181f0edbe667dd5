// Arithmetic, comparison, truth. ref: expressions
import { op } from '../opdef.ts'

op('COPY', 'out result, reg value', 'value', 'result = value', (_m, value) => value)

for (const [name, symbol, operation] of [
  ['MULTIPLY', '*', 'mul'],
  ['TRUE_DIVIDE', '/', 'truediv'],
  ['FLOOR_DIVIDE', '//', 'floordiv'],
  ['REMAINDER', '%', 'mod'],
  ['POWER', '**', 'pow'],
  ['LSHIFT', '<<', 'lshift'],
  ['RSHIFT', '>>', 'rshift'],
  ['AND', '&', 'and_'],
  ['OR', '|', 'or_'],
  ['XOR', '^', 'xor'],
  ['MATRIX_MULTIPLY', '@', 'matmul'],
] as const) {
  op(`BINARY_${name}`, 'out result, reg left, reg right', 'value', `result = left ${symbol} right`, BODY(operation))
  op(
    `INPLACE_${name}`,
    'out result, reg left, reg right',
    'value',
    `result = left; result ${symbol}= right`,
    BODY(`i${operation.replace('_', '')}`),
  )
}

/** A body that is one machine operation on two operands. */
function BODY(operation: string): (...args: any[]) => unknown {
  return Object.assign(() => null, { toString: () => `(m, left, right) => m.${operation}(left, right)` })
}

op('BINARY_ADD', 'out result, reg left, reg right', 'value', 'result = left + right', (m, left, right) =>
  m.isNumber(left) && m.isNumber(right) && m.isSafe(left + right) ? left + right : m.add(left, right),
)
op('INPLACE_ADD', 'out result, reg left, reg right', 'value', 'result = left; result += right', (m, left, right) =>
  m.isNumber(left) && m.isNumber(right) && m.isSafe(left + right) ? left + right : m.iadd(left, right),
)
op('BINARY_SUBTRACT', 'out result, reg left, reg right', 'value', 'result = left - right', (m, left, right) =>
  m.isNumber(left) && m.isNumber(right) && m.isSafe(left - right) ? left - right : m.sub(left, right),
)
op('INPLACE_SUBTRACT', 'out result, reg left, reg right', 'value', 'result = left; result -= right', (m, left, right) =>
  m.isNumber(left) && m.isNumber(right) && m.isSafe(left - right) ? left - right : m.isub(left, right),
)

op('UNARY_NEGATIVE', 'out result, reg value', 'value', 'result = -value', (m, value) => m.neg(value))
op('UNARY_POSITIVE', 'out result, reg value', 'value', 'result = +value', (m, value) => m.pos(value))
op('UNARY_INVERT', 'out result, reg value', 'value', 'result = ~value', (m, value) => m.invert(value))
op('UNARY_NOT', 'out result, reg value', 'value', 'result = not value', (m, value) => !m.isTrue(value))

for (const [name, symbol, number] of [
  ['LT', '<', 0],
  ['LE', '<=', 1],
  ['EQ', '==', 2],
  ['NE', '!=', 3],
  ['GT', '>', 4],
  ['GE', '>=', 5],
] as const) {
  const js = symbol === '==' ? '===' : symbol === '!=' ? '!==' : symbol
  const source = (body: string): ((...args: any[]) => unknown) => Object.assign(() => null, { toString: () => body })
  op(
    `COMPARE_${name}`,
    'out result, reg left, reg right',
    'value',
    `result = left ${symbol} right`,
    source(
      `(m, left, right) => m.isNumber(left) && m.isNumber(right) ? left ${js} right : m.compare(left, right, ${number})`,
    ),
  )
  op(
    `JUMP_IF_${name}`,
    'reg left, reg right, label target',
    'branch',
    `if left ${symbol} right: goto target`,
    source(
      `(m, left, right) => m.isNumber(left) && m.isNumber(right) ? left ${js} right : m.isTrue(m.compare(left, right, ${number}))`,
    ),
  )
  op(
    `JUMP_UNLESS_${name}`,
    'reg left, reg right, label target',
    'branch',
    `if not left ${symbol} right: goto target`,
    source(
      `(m, left, right) => m.isNumber(left) && m.isNumber(right) ? !(left ${js} right) : !m.isTrue(m.compare(left, right, ${number}))`,
    ),
  )
}
op('IS_OP', 'out result, reg left, reg right', 'value', 'result = left is right', (m, left, right) => m.is(left, right))
op(
  'IS_NOT',
  'out result, reg left, reg right',
  'value',
  'result = left is not right',
  (m, left, right) => !m.is(left, right),
)
op('CONTAINS_OP', 'out result, reg item, reg container', 'value', 'result = item in container', (m, item, container) =>
  m.contains(container, item),
)
op(
  'NOT_CONTAINS',
  'out result, reg item, reg container',
  'value',
  'result = item not in container',
  (m, item, container) => !m.contains(container, item),
)
op('JUMP_IF_IS', 'reg left, reg right, label target', 'branch', 'if left is right: goto target', (m, left, right) =>
  m.is(left, right),
)
op(
  'JUMP_UNLESS_IS',
  'reg left, reg right, label target',
  'branch',
  'if left is not right: goto target',
  (m, left, right) => !m.is(left, right),
)
op(
  'JUMP_IF_CONTAINS',
  'reg item, reg container, label target',
  'branch',
  'if item in container: goto target',
  (m, item, container) => m.contains(container, item),
)
op(
  'JUMP_UNLESS_CONTAINS',
  'reg item, reg container, label target',
  'branch',
  'if item not in container: goto target',
  (m, item, container) => !m.contains(container, item),
)
op(
  'JUMP_IF_TRUE',
  'reg value, label target',
  'branch',
  'if value: goto target',
  (m, value) => value === true || m.isTrue(value),
)
op(
  'JUMP_IF_FALSE',
  'reg value, label target',
  'branch',
  'if not value: goto target',
  (m, value) => value === false || !m.isTrue(value),
)
op('NOP', '', 'control', 'nothing: the place of a statement without code, for trace functions')
op('JUMP', 'label target', 'control', 'goto target')
op('JUMP_BACKWARD', 'label target', 'control', 'goto target, the head of a loop; pending work is done first')
