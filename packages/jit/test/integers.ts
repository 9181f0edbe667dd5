/**
 * A language of loops over integers of any size and doubles, for comparing backends: its program is a list of statements over variables, which is executed
 * round after round. It is executed twice: by `interpret`, which is what it means, and by a driver.
 *
 * Integers are numbers where they are safe, bigints else, as in Typhon; doubles are boxes.
 */
import { Driver } from '../src/driver/driver.ts'
import type { FrameImage } from '../src/driver/language.ts'
import { CallDescr, type CallOptions, ClassDescr, FieldDescr } from '../src/ir/descr.ts'
import { js, Template } from '../src/ir/template.ts'
import { Snapshot, type Value } from '../src/ir/values.ts'
import type { BigName } from '../src/ir/ops.ts'
import type { OverflowName, Recorder } from '../src/record/recorder.ts'

export class Double {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

export type Datum = number | bigint | Double

export const OPERATORS = ['+', '-', '*', '&', '|', '^', '>>', '<<', '%', '//'] as const
export const TESTS = ['<', '<=', '==', '!='] as const

/** What a statement computes with: a variable by its number, or a constant. */
export type Operand = { readonly variable: number } | { readonly constant: Datum }

export type Statement =
  | {
      readonly kind: 'set'
      readonly target: number
      readonly operator: string
      readonly a: Operand
      readonly b: Operand
    }
  | { readonly kind: 'if'; readonly test: string; readonly a: Operand; readonly b: Operand; readonly body: Statement[] }
  | { readonly kind: 'poll' }

/** The loop goes on while variable 0, to which each round adds 1, is below variable 1. */
export interface Program {
  readonly body: readonly Statement[]
  readonly start: readonly Datum[]
}

/** Reads statements like `v2 = v3 >> 11` and `if v2 < 9223372036854775808`, whose body is indented; doubles have a point. */
export function parse(text: string): Statement[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const indentOf = (line: string): number => line.search(/\S/)
  const operand = (word: string): Operand => {
    if (word.startsWith('v')) return { variable: Number(word.slice(1)) }
    if (word.includes('.')) return { constant: new Double(Number(word)) }
    return { constant: norm(BigInt(word)) }
  }
  const block = (indent: number): Statement[] => {
    const statements: Statement[] = []
    while (lines.length > 0 && indentOf(lines[0]) === indent) {
      const words = lines.shift()!.trim().split(' ')
      if (words[0] === 'poll') statements.push({ kind: 'poll' })
      else if (words[0] === 'if') {
        const [, a, test, b] = words
        statements.push({ kind: 'if', test, a: operand(a), b: operand(b), body: block(indent + 2) })
      } else {
        const [target, , a, operator, b] = words
        statements.push({ kind: 'set', target: Number(target.slice(1)), operator, a: operand(a), b: operand(b) })
      }
    }
    return statements
  }
  return block(indentOf(lines[0]))
}

const norm = (x: bigint): Datum => (x >= -(2n ** 53n) + 1n && x <= 2n ** 53n - 1n ? Number(x) : x)

const floorDiv = (a: bigint, b: bigint): bigint => (a - modulo(a, b)) / b
const modulo = (a: bigint, b: bigint): bigint => ((a % b) + b) % b

const COMPUTE: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '>>': (a, b) => a >> b,
  '<<': (a, b) => a << b,
  '%': modulo,
  '//': floorDiv,
}

const DOUBLES: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
}

const isInteger = (x: unknown): x is number | bigint => typeof x === 'number' || typeof x === 'bigint'

/** What an operator gives; the left operand where it is not defined. */
function compute(operator: string, a: Datum, b: Datum): Datum {
  if (isInteger(a) && isInteger(b)) return isDefined(operator, b) ? norm(COMPUTE[operator](BigInt(a), BigInt(b))) : a
  if (!(operator in DOUBLES)) return a
  return new Double(DOUBLES[operator](doubleOf(a), doubleOf(b)))
}

const isDefined = (operator: string, b: number | bigint): boolean => {
  if (operator === '%' || operator === '//') return b !== 0
  return !(operator === '>>' || operator === '<<') || (b >= 0 && b <= 40)
}

const doubleOf = (x: Datum): number => (x instanceof Double ? x.value : Number(x))

function compare(test: string, a: any, b: any): boolean {
  const [x, y] = [a instanceof Double ? a.value : a, b instanceof Double ? b.value : b]
  if (test === '<') return x < y
  if (test === '<=') return x <= y
  // oxlint-disable-next-line eqeqeq
  return test === '==' ? x == y : x != y
}

/** One round; false, and nothing done, where the loop ends. */
function interpretRound({ body }: Program, values: Datum[]): boolean {
  if (!((values[0] as number) < (values[1] as number))) return false
  const read = (operand: Operand): Datum => ('constant' in operand ? operand.constant : values[operand.variable])
  const run = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === 'set')
        values[statement.target] = compute(statement.operator, read(statement.a), read(statement.b))
      else if (statement.kind === 'if' && compare(statement.test, read(statement.a), read(statement.b)))
        run(statement.body)
    }
  }
  run(body)
  values[0] = (values[0] as number) + 1
  return true
}

/** What a program ends with. */
export function interpret(program: Program): Datum[] {
  const values = [...program.start]
  while (interpretRound(program, values));
  return values
}

// The same, recorded.

const VALUE = new FieldDescr('Double.value', 'f', { immutable: true })
const INT = new ClassDescr('int', { test: js`typeof $0 === 'number'`, raw: 'int_to_ref' })
const WIDE = new ClassDescr('wide', { test: js`typeof $0 === 'bigint'`, isWide: true })
const DOUBLE = new ClassDescr('double', {
  test: js`$0 instanceof ${Double}`,
  make: js`new ${Double}($0)`,
  fields: [VALUE],
  isBare: true,
})

const SMALL: Readonly<Record<string, string>> = { '&': 'int_and', '|': 'int_or', '^': 'int_xor', '>>': 'int_rshift' }
const OVERFLOWING: Readonly<Record<string, OverflowName>> = {
  '+': 'int_add_ovf',
  '-': 'int_sub_ovf',
  '*': 'int_mul_ovf',
  '<<': 'int_lshift_ovf',
}
const BIG: Readonly<Record<string, BigName>> = {
  '+': 'big_add',
  '-': 'big_sub',
  '*': 'big_mul',
  '&': 'big_and',
  '|': 'big_or',
  '^': 'big_xor',
  '<<': 'big_lshift',
  '>>': 'big_rshift',
  '%': 'big_mod',
}
const NAMES = { '<': 'lt', '<=': 'le', '==': 'eq', '!=': 'ne' } as const

const calls = new Map<string, CallDescr>()

function call(name: string, make: () => CallOptions): CallDescr {
  const descr = calls.get(name) ?? new CallDescr(name, make())
  calls.set(name, descr)
  return descr
}

const bigCall = (name: BigName): CallDescr =>
  call(name, () => {
    const [operator] = Object.entries(BIG).find(([, big]) => big === name)!
    const fn = (a: any, b: any): Datum => norm(COMPUTE[operator](BigInt(a), BigInt(b)))
    return { fn, result: 'r', pure: true }
  })

const asked = [0]
const POLL = new CallDescr('poll', { text: js`${asked}[0]`, result: 'i', writes: [], reads: [], meaning: 'poll' })

class Tracer {
  readonly r: Recorder
  readonly values: Value[]

  constructor(recorder: Recorder, values: Value[]) {
    this.r = recorder
    this.values = values
  }

  private read(operand: Operand): Value {
    return 'constant' in operand ? this.r.ref(operand.constant) : this.values[operand.variable]
  }

  /** The class of a value, guarded. */
  private classOf(value: Value): ClassDescr {
    return this.r.classOf(value, [INT, WIDE, DOUBLE])!
  }

  private int(value: Value): Value {
    return this.r.pure('ref_to_int', value)
  }

  private double(value: Value): Value {
    return this.classOf(value) === DOUBLE
      ? this.r.getfield(value, VALUE)
      : this.r.pure('cast_int_to_float', this.int(value))
  }

  private compute(operator: string, a: Value, b: Value): Value {
    const { r } = this
    const [p, q] = [this.classOf(a), this.classOf(b)]
    if (p !== DOUBLE && q !== DOUBLE) return this.integer(operator, a, b, p === INT && q === INT)
    if (!(operator in DOUBLES)) return a
    if (p === WIDE || q === WIDE) return this.called(operator, a, b)
    const name = ({ '+': 'float_add', '-': 'float_sub', '*': 'float_mul' } as const)[operator as '+']
    return r.create(DOUBLE, [r.pure(name, this.double(a), this.double(b))])
  }

  private integer(operator: string, a: Value, b: Value, areSmall: boolean): Value {
    const { r } = this
    const isShift = operator === '>>' || operator === '<<'
    if (isShift || ((operator === '%' || operator === '//') && this.classOf(b) === INT)) {
      if (isShift && areSmall) {
        const count = this.int(b)
        if (!r.isTrue(r.pure('int_ge', count, r.int(0))) || !r.isTrue(r.pure('int_le', count, r.int(40)))) return a
      } else if (isShift) r.promote(b)
      else if (!r.isTrue(r.pure('int_ne', this.int(b), r.int(0)))) return a
      if (!isDefined(operator, b.concrete)) return a
    }
    if (areSmall) {
      const [x, y] = [this.int(a), this.int(b)]
      if (operator === '%') return r.pure('int_to_ref', r.pure('int_mod', x, y))
      if (operator === '//') return r.pure('int_to_ref', r.pure('int_floordiv', x, y))
      const result =
        operator in SMALL
          ? r.safe(r.pure(SMALL[operator] as 'int_and', x, y))
          : r.overflowing(OVERFLOWING[operator], x, y)
      if (result !== null) return r.pure('int_to_ref', result)
    }
    if (operator in BIG) return r.big(BIG[operator], bigCall(BIG[operator]), a, b)
    return this.called(operator, a, b)
  }

  private called(operator: string, a: Value, b: Value): Value {
    const fn = (x: any, y: any): Datum => compute(operator, x, y)
    const descr = call(operator, () => ({ fn, result: 'r', pure: true }))
    return this.r.call(descr, a, b)
  }

  private test(test: string, a: Value, b: Value): boolean {
    const { r } = this
    const [p, q] = [this.classOf(a), this.classOf(b)]
    const name = NAMES[test as '<']
    if (p === INT && q === INT) return r.isTrue(r.pure(`int_${name}`, this.int(a), this.int(b)))
    if (p === DOUBLE && q === DOUBLE) return r.isTrue(r.pure(`float_${name}`, this.double(a), this.double(b)))
    const text = new Template([`($0 ${test} $1 ? 1 : 0)`], [])
    if (p !== DOUBLE && q !== DOUBLE) {
      const descr = call(`wide ${name}`, () => ({ text, result: 'i', pure: true, meaning: `int_${name}` }))
      return r.isTrue(r.call(descr, a, b))
    }
    const fn = (x: any, y: any): number => (compare(test, x, y) ? 1 : 0)
    return r.isTrue(
      r.call(
        call(`any ${name}`, () => ({ fn, result: 'i', pure: true })),
        a,
        b,
      ),
    )
  }

  private run(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (statement.kind === 'set') {
        const { operator, target, a, b } = statement
        this.values[target] = this.compute(operator, this.read(a), this.read(b))
      } else if (statement.kind === 'poll') this.r.isTrue(this.r.call(POLL))
      else if (this.test(statement.test, this.read(statement.a), this.read(statement.b))) this.run(statement.body)
    }
  }

  /** One round; false where the loop ends. */
  round({ body }: Program): boolean {
    const { r, values } = this
    const [index, end] = values
    this.classOf(index)
    this.classOf(end)
    if (!r.isTrue(r.pure('int_lt', this.int(index), this.int(end)))) return false
    this.run(body)
    values[0] = r.pure('int_to_ref', r.overflowing('int_add_ovf', this.int(values[0]), r.int(1))!)
    return true
  }
}

/** What the driver made of a program, and what that ended with. */
export interface Outcome {
  readonly values: readonly Datum[]
  readonly texts: readonly string[]
}

/** Executes a program with a driver that has these parameters. */
export function execute(program: Program, parameters: string): Outcome {
  const driver = new Driver<{ values: any[] }>({
    widens: true,
    normal: norm,
    big: bigCall,
    // Each guard fails into the beginning of its round.
    resume: ([frame]: readonly FrameImage<any>[]) => ({ values: [...frame.values] }),
    trace(recorder, [frame]) {
      let values = [...frame.values]
      recorder.capture = () => new Snapshot('code', 0, values)
      while (!recorder.isOver) {
        const tracer = new Tracer(recorder, [...values])
        if (!tracer.round(program)) {
          if (!recorder.isOver) recorder.leave()
          break
        }
        values = tracer.values
        recorder.atHeader(location, new Snapshot('code', 0, values))
      }
      return { values: values.map((value) => value.concrete) }
    },
    finished: (values) => ({ values }),
    complete: (state) => state,
    interpret: () => null,
  })
  const texts: string[] = []
  driver.log.listener = ({ section, text }) => {
    if (section === 'jit-backend') texts.push(text)
  }
  driver.params.parse(`threshold=3,trace_eagerness=2,merge_eagerness=0,${parameters}`)
  const kinds = program.start.map(() => 'r' as const)
  const location = driver.location('code', 0, 'loop', kinds)
  let values = [...program.start]
  for (;;) {
    const state = location.isHot() ? driver.arrive(location, values) : null
    if (state !== null) values = state.values
    else if (!interpretRound(program, values)) return { values, texts }
  }
}
