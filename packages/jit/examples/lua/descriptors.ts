/** What the JIT has to know of the small Lua's values and functions: classes, fields, arrays, calls. */
import { ArrayDescr, CallDescr, ClassDescr, FieldDescr, js } from '../../src/index.ts'
import * as arithmetic from './arithmetic.ts'
import type { OpcodeName } from './opcodes.ts'
import type { Global } from './values.ts'
import { Builtin, Cell, Closure, LFloat, LTable } from './values.ts'

// Classes of values. Integers, strings and booleans are raw. `constructor` is one load and a comparison; `instanceof` walks a chain and takes
// three times as long.
export const NIL = new ClassDescr('nil', { test: js`$0 === null` })
export const INT = new ClassDescr('integer', { test: js`typeof $0 === 'number'`, raw: 'int_to_ref' })
export const BIG = new ClassDescr('big integer', { test: js`typeof $0 === 'bigint'` })
export const BOOL = new ClassDescr('boolean', { test: js`typeof $0 === 'boolean'`, raw: 'int_to_bool' })
export const STRING = new ClassDescr('string', { test: js`typeof $0 === 'string'` })

export const FLOAT_VALUE = new FieldDescr('LFloat.value', 'f', { immutable: true })
export const FLOAT = new ClassDescr('LFloat', {
  test: js`$0?.constructor === ${LFloat}`,
  make: js`new ${LFloat}($0)`,
  fields: [FLOAT_VALUE],
})

export const SHAPE = new FieldDescr('LTable.shape', 'r')
export const FIELDS = new FieldDescr('LTable.fields', 'r')
export const ITEMS = new FieldDescr('LTable.items', 'r')
export const OTHERS = new FieldDescr('LTable.others', 'r')
export const FIELD_ARRAY = new ArrayDescr('fields[]', 'r')
export const ITEM_ARRAY = new ArrayDescr('items[]', 'r')
export const TABLE = new ClassDescr('LTable', {
  test: js`$0?.constructor === ${LTable}`,
  make: js`new ${LTable}($0, $1, $2, $3)`,
  fields: [SHAPE, FIELDS, ITEMS, OTHERS],
})

export const CELL_VALUE = new FieldDescr('Cell.value', 'r')
export const CELL = new ClassDescr('Cell', {
  test: js`$0?.constructor === ${Cell}`,
  make: js`new ${Cell}($0)`,
  fields: [CELL_VALUE],
})

export const PROTO = new FieldDescr('Closure.proto', 'r', { immutable: true })
export const CELLS = new FieldDescr('Closure.cells', 'r', { immutable: true })
export const CELL_ARRAY = new ArrayDescr('cells[]', 'r', { immutable: true })
export const CLOSURE = new ClassDescr('Closure', {
  test: js`$0?.constructor === ${Closure}`,
  make: js`new ${Closure}($0, $1)`,
  fields: [PROTO, CELLS],
})

export const BUILTIN = new ClassDescr('Builtin', { test: js`$0?.constructor === ${Builtin}` })
export const GLOBAL_VALUE = new FieldDescr('Global.value', 'r')

/** Every value belongs to one of these. */
export const CLASSES = [NIL, BOOL, INT, FLOAT, STRING, TABLE, CLOSURE, BUILTIN, BIG]
export const NUMBERS = [INT, FLOAT, BIG]

// Calls: what stays a call in traces.
const TABLE_PARTS = [SHAPE, FIELDS, ITEMS, OTHERS, FIELD_ARRAY, ITEM_ARRAY]

export const TABLE_GET = new CallDescr('table.get', {
  fn: (table: LTable, key: any) => table.get(key),
  result: 'r',
  writes: [],
})
export const TABLE_SET = new CallDescr('table.set', {
  fn: (table: LTable, key: any, value: any) => table.set(key, value),
  result: 'v',
  writes: TABLE_PARTS,
})
export const GLOBAL_SET = new CallDescr('global.set', {
  fn: (global: Global, value: any) => global.set(value),
  result: 'v',
  writes: [GLOBAL_VALUE],
  invalidates: true,
})
export const STRING_LENGTH = new CallDescr('string.length', { text: js`$0.length`, result: 'i', pure: true })
export const FLOAT_MOD = new CallDescr('float.mod', {
  fn: (x: number, y: number) => arithmetic.mod(new LFloat(x), new LFloat(y)).value,
  result: 'f',
  pure: true,
})
export const FLOOR = new CallDescr('Math.floor', { text: js`Math.floor($0)`, result: 'f', pure: true })

const whole = (name: string, fn: (x: any, y: any) => any): CallDescr =>
  new CallDescr(name, { fn, result: 'r', pure: true })

/** Each operator on operands of any class. Values do not change, so these depend on nothing else. */
export const OPERATORS: Partial<Record<OpcodeName, CallDescr>> = {
  ADD: whole('add', arithmetic.add),
  SUB: whole('sub', arithmetic.sub),
  MUL: whole('mul', arithmetic.mul),
  DIV: whole('div', arithmetic.div),
  IDIV: whole('idiv', arithmetic.idiv),
  MOD: whole('mod', arithmetic.mod),
  BAND: whole('band', arithmetic.band),
  BOR: whole('bor', arithmetic.bor),
  BXOR: whole('bxor', arithmetic.bxor),
  SHL: whole('shl', arithmetic.shl),
  SHR: whole('shr', arithmetic.shr),
  CONCAT: whole('concat', arithmetic.concat),
  EQ: whole('equal', arithmetic.equal),
  LT: whole('less', arithmetic.less),
  LE: whole('lessOrEqual', arithmetic.lessOrEqual),
  NEG: whole('neg', arithmetic.neg),
}

/** Built-in functions that are known better than by their function: on a float, a float. */
export const FLOAT_FUNCTIONS: Readonly<Record<string, CallDescr>> = {
  sqrt: new CallDescr('Math.sqrt', { text: js`Math.sqrt($0)`, result: 'f', pure: true }),
}

const builtins = new WeakMap<Builtin, CallDescr>()

/** The call of a built-in function, which may do anything. */
export function builtinCall(builtin: Builtin): CallDescr {
  let descr = builtins.get(builtin)
  if (descr === undefined) {
    descr = new CallDescr(builtin.name, { fn: builtin.run, result: 'r' })
    builtins.set(builtin, descr)
  }
  return descr
}
