/**
 * The tracing interpreter of the small Lua: the same instructions as `interpret.ts`, executed through a recorder. Where the interpreter looks at a value to
 * decide, this one asks the recorder (`classOf`, `isTrue`, `promote`), and the answer becomes a guard.
 *
 * What must stay true: an instruction changes registers, tables and cells only after its last guard, because a guard that fails goes
 * back to the instruction's start.
 */
import { type ClassDescr, type FrameImage, Op, type Recorder, Snapshot, type Value } from '../../src/index.ts'
import type { Proto } from './compile.ts'
import * as D from './descriptors.ts'
import { Frame, type Machine, type State } from './interpret.ts'
import { OP, OPCODE_NAMES, type OpcodeName, WIDTH } from './opcodes.ts'
import { type Builtin, type Global, Shape } from './values.ts'

const { INT, FLOAT, BIG, BOOL, NIL, TABLE, STRING } = D

/** A frame whose registers hold values of the trace. */
class TraceFrame {
  readonly proto: Proto
  readonly closure: Value
  readonly registers: Value[]
  readonly caller: TraceFrame | null
  pc = 0
  /** This frame as its callees' guards see it, waiting. */
  waiting: Snapshot | null = null

  constructor(proto: Proto, closure: Value, nil: Value, caller: TraceFrame | null) {
    this.proto = proto
    this.closure = closure
    this.registers = new Array(proto.registers).fill(nil)
    this.caller = caller
  }

  snapshot(): Snapshot {
    return this.at(this.pc, this.proto.live[this.pc / WIDTH])
  }

  /** The frame while the call at its pc runs: what is live afterwards, but for the result. */
  wait(): void {
    this.waiting = this.at(this.pc, waitingRegisters(this.proto, this.pc))
  }

  private at(pc: number, live: readonly number[]): Snapshot {
    const values = live.map((register) => this.registers[register])
    return new Snapshot(this.proto, pc, [this.closure, ...values], this.caller === null ? null : this.caller.waiting)
  }
}

/** The registers that a frame which waits for a call needs. */
export function waitingRegisters(proto: Proto, pc: number): number[] {
  return proto.live[pc / WIDTH + 1].filter((register) => register !== proto.code[pc + 1])
}

export class Tracer {
  private readonly recorder: Recorder
  private readonly machine: Machine
  private frame: TraceFrame
  private result: any = null

  constructor(machine: Machine, recorder: Recorder, images: readonly FrameImage<Value>[]) {
    this.machine = machine
    this.recorder = recorder
    let frame: TraceFrame | null = null
    for (let i = images.length - 1; i >= 0; i--) {
      const { code, pc, values } = images[i]
      const made: TraceFrame = new TraceFrame(code, values[0], recorder.ref(null), frame)
      made.pc = pc
      const live = i === 0 ? code.live[pc / WIDTH] : waitingRegisters(code, pc)
      live.forEach((register: number, k: number) => (made.registers[register] = values[k + 1]))
      if (i > 0) made.wait()
      frame = made
    }
    this.frame = frame!
    recorder.capture = () => this.frame.snapshot()
  }

  /** Executes and records until the recording is over; gives the frames to go on with. */
  run(): State {
    try {
      while (!this.recorder.isOver) this.step()
    } catch (error) {
      if (!(error instanceof Again)) throw error
    }
    if (this.recorder.outcome === 'finish') return { top: null, bottom: null, value: this.result }
    let top: Frame | null = null
    let bottom: Frame | null = null
    for (let frame: TraceFrame | null = this.frame; frame !== null; frame = frame.caller) {
      const real: Frame = new Frame(frame.closure.concrete)
      real.pc = frame.pc
      frame.registers.forEach((value, register) => (real.registers[register] = value.concrete))
      if (bottom === null) top = real
      else bottom.caller = real
      bottom = real
    }
    return { top, bottom, value: null }
  }

  private step(): void {
    const { frame, recorder } = this
    const { proto, registers, pc } = frame
    const { code, constants } = proto
    const a = code[pc + 1]
    const b = code[pc + 2]
    const c = code[pc + 3]
    const opcode = code[pc]
    switch (opcode) {
      case OP.MOVE:
        registers[a] = registers[b]
        break
      case OP.CONST:
        registers[a] = recorder.ref(constants[b])
        break
      case OP.GETGLOBAL:
        registers[a] = this.getGlobal(proto.globals[b])
        break
      case OP.SETGLOBAL:
        this.setGlobal(proto.globals[a], registers[b])
        break
      case OP.GETOUTER:
        registers[a] = recorder.getfield(this.cell(b), D.CELL_VALUE)
        break
      case OP.SETOUTER:
        recorder.setfield(this.cell(a), D.CELL_VALUE, registers[b])
        break
      case OP.NEWCELL:
        registers[a] = recorder.create(D.CELL, [registers[b]])
        break
      case OP.GETCELL:
        registers[a] = recorder.getfield(registers[b], D.CELL_VALUE)
        break
      case OP.SETCELL:
        recorder.setfield(registers[a], D.CELL_VALUE, registers[b])
        break
      case OP.CLOSURE: {
        const inner = proto.protos[b]
        const cells = inner.captures.map((from) => (from >= 0 ? registers[from] : this.cell(~from)))
        registers[a] = recorder.create(D.CLOSURE, [recorder.ref(inner), recorder.createArray(D.CELL_ARRAY, cells)])
        break
      }
      case OP.NEG:
        registers[a] = this.negate(registers[b])
        break
      case OP.NOT: {
        const holds = this.isTrue(registers[b])
        registers[a] = recorder.ref(!holds)
        break
      }
      case OP.LEN:
        registers[a] = this.length(registers[b])
        break
      case OP.NEWTABLE:
        registers[a] = this.newTable()
        break
      case OP.GETINDEX:
        registers[a] = this.getIndex(registers[b], registers[c])
        break
      case OP.SETINDEX:
        this.setIndex(registers[a], registers[b], registers[c])
        break
      case OP.GETFIELD:
        registers[a] = this.getField(registers[b], constants[c])
        break
      case OP.SETFIELD:
        this.setField(registers[a], constants[b], registers[c])
        break
      case OP.EQ:
      case OP.LT:
      case OP.LE:
        registers[a] = this.compare(OPCODE_NAMES[opcode], registers[b], registers[c])
        break
      case OP.JUMP:
        frame.pc = a
        return
      case OP.JUMPIF:
        frame.pc = this.isTrue(registers[a]) ? b : pc + WIDTH
        return
      case OP.JUMPIFNOT:
        frame.pc = this.isTrue(registers[a]) ? pc + WIDTH : b
        return
      case OP.LOOP:
        frame.pc = a
        recorder.atHeader(proto.locations.get(a)!, frame.snapshot())
        return
      case OP.CALL:
        return this.call(a, b, c)
      case OP.RETURN:
        return this.returns(registers[a])
      default:
        registers[a] = this.arithmetic(OPCODE_NAMES[opcode], registers[b], registers[c])
    }
    frame.pc += WIDTH
  }

  // Variables.

  private cell(index: number): Value {
    const { recorder } = this
    return recorder.getitem(recorder.getfield(this.frame.closure, D.CELLS), recorder.int(index), D.CELL_ARRAY)
  }

  /** A global variable that was assigned once is taken for a constant, until it is assigned again. */
  private getGlobal(global: Global): Value {
    const { recorder } = this
    if (global.writes > 1) return recorder.getfield(recorder.ref(global), D.GLOBAL_VALUE)
    recorder.watch(global.changed)
    return recorder.ref(global.value)
  }

  private setGlobal(global: Global, value: Value): void {
    const { recorder } = this
    if (global.writes > 1) recorder.setfield(recorder.ref(global), D.GLOBAL_VALUE, value)
    else recorder.call(D.GLOBAL_SET, recorder.ref(global), value)
  }

  // Arithmetic.

  private int(value: Value): Value {
    return this.recorder.pure('ref_to_int', value)
  }

  private fromInt(value: Value): Value {
    return this.recorder.pure('int_to_ref', value)
  }

  private fromFloat(value: Value): Value {
    return this.recorder.create(FLOAT, [value])
  }

  private fromTest(value: Value): Value {
    return this.recorder.pure('int_to_bool', value)
  }

  private float(value: Value, kind: ClassDescr): Value {
    if (kind === INT) return this.recorder.pure('cast_int_to_float', this.int(value))
    return this.recorder.getfield(value, D.FLOAT_VALUE)
  }

  private arithmetic(name: OpcodeName, x: Value, y: Value): Value {
    const { recorder } = this
    const left = recorder.classOf(x, D.NUMBERS)
    const right = recorder.classOf(y, D.NUMBERS)
    if (left === null || right === null) return recorder.call(D.OPERATORS[name]!, x, y)
    let result: Value | null = null
    if (left === INT && right === INT && name !== 'DIV') result = this.integers(name, this.int(x), this.int(y))
    else if (left !== BIG && right !== BIG) result = this.floats(name, this.float(x, left), this.float(y, right))
    return result ?? this.wide(name, x, y)
  }

  private integers(name: OpcodeName, x: Value, y: Value): Value | null {
    const { recorder } = this
    const small = (result: Value | null): Value | null => (result === null ? null : this.fromInt(result))
    switch (name) {
      case 'ADD':
        return small(recorder.overflowing('int_add_ovf', x, y))
      case 'SUB':
        return small(recorder.overflowing('int_sub_ovf', x, y))
      case 'MUL':
        return small(recorder.overflowing('int_mul_ovf', x, y))
      case 'BAND':
        return small(recorder.safe(recorder.pure('int_and', x, y)))
      case 'BOR':
        return small(recorder.pure('int_or', x, y))
      case 'BXOR':
        return small(recorder.safe(recorder.pure('int_xor', x, y)))
      case 'IDIV':
      case 'MOD':
        if (recorder.isTrue(recorder.pure('int_is_zero', y))) return null
        return small(recorder.pure(name === 'MOD' ? 'int_mod' : 'int_floordiv', x, y))
      case 'SHL':
      case 'SHR': {
        // A shift to the right fills with zeros, so negative numbers are wide.
        if (!recorder.isTrue(recorder.pure('int_ge', y, recorder.int(0)))) return null
        if (!recorder.isTrue(recorder.pure('int_lt', y, recorder.int(52)))) return null
        if (name === 'SHL') return small(recorder.overflowing('int_lshift_ovf', x, y))
        if (!recorder.isTrue(recorder.pure('int_ge', x, recorder.int(0)))) return null
        return small(recorder.pure('int_rshift', x, y))
      }
    }
    return null
  }

  private floats(name: OpcodeName, x: Value, y: Value): Value | null {
    const { recorder } = this
    switch (name) {
      case 'ADD':
        return this.fromFloat(recorder.pure('float_add', x, y))
      case 'SUB':
        return this.fromFloat(recorder.pure('float_sub', x, y))
      case 'MUL':
        return this.fromFloat(recorder.pure('float_mul', x, y))
      case 'DIV':
        return this.fromFloat(recorder.pure('float_truediv', x, y))
      case 'IDIV':
        return this.fromFloat(recorder.call(D.FLOOR, recorder.pure('float_truediv', x, y)))
      case 'MOD':
        return this.fromFloat(recorder.call(D.FLOAT_MOD, x, y))
    }
    return null
  }

  /** Integers of 64 bits: additions, products and masks have operations that can be made narrow again. */
  private wide(name: OpcodeName, x: Value, y: Value): Value {
    const { recorder } = this
    const descr = D.OPERATORS[name]!
    switch (name) {
      case 'ADD':
        return recorder.big('big_add', descr, x, y)
      case 'SUB':
        return recorder.big('big_sub', descr, x, y)
      case 'MUL':
        return recorder.big('big_mul', descr, x, y)
      case 'BAND':
        return recorder.big('big_and', descr, x, y)
    }
    return recorder.call(descr, x, y)
  }

  private negate(x: Value): Value {
    const { recorder } = this
    const kind = recorder.classOf(x, D.NUMBERS)
    if (kind === INT) return this.fromInt(recorder.pure('int_neg', this.int(x)))
    if (kind === FLOAT) return this.fromFloat(recorder.pure('float_neg', this.float(x, kind)))
    return recorder.call(D.OPERATORS.NEG!, x)
  }

  private compare(name: OpcodeName, x: Value, y: Value): Value {
    const { recorder } = this
    const left = recorder.classOf(x, D.CLASSES)!
    const right = recorder.classOf(y, D.CLASSES)!
    if (left === INT && right === INT) {
      const test = name === 'EQ' ? 'int_eq' : name === 'LT' ? 'int_lt' : 'int_le'
      return this.fromTest(recorder.pure(test, this.int(x), this.int(y)))
    }
    if ((left === INT || left === FLOAT) && (right === INT || right === FLOAT)) {
      const test = name === 'EQ' ? 'float_eq' : name === 'LT' ? 'float_lt' : 'float_le'
      return this.fromTest(recorder.pure(test, this.float(x, left), this.float(y, right)))
    }
    if (name === 'EQ' && left !== FLOAT && right !== FLOAT) return this.fromTest(recorder.pure('ptr_eq', x, y))
    return recorder.call(D.OPERATORS[name]!, x, y)
  }

  private isTrue(value: Value): boolean {
    const { recorder } = this
    if (value instanceof Op && value.name === 'int_to_bool') return recorder.isTrue(value.args[0])
    const kind = recorder.classOf(value, D.CLASSES)
    if (kind === BOOL) return recorder.isTrue(recorder.pure('bool_to_int', value))
    return kind !== NIL
  }

  // Tables.

  private newTable(): Value {
    const { recorder } = this
    const fields = recorder.createArray(D.FIELD_ARRAY, [])
    const items = recorder.createArray(D.ITEM_ARRAY, [])
    return recorder.create(TABLE, [recorder.ref(Shape.empty), fields, items, recorder.ref(null)])
  }

  private length(value: Value): Value {
    const { recorder } = this
    const kind = recorder.classOf(value, D.CLASSES)
    if (kind === TABLE) return this.fromInt(recorder.length(recorder.getfield(value, D.ITEMS), D.ITEM_ARRAY))
    if (kind === STRING) return this.fromInt(recorder.call(D.STRING_LENGTH, value))
    return this.wrong()
  }

  /** The index in the array part, or null where the key has no place there. */
  private place(table: Value, key: Value): [array: Value, index: Value] | null {
    const { recorder } = this
    if (recorder.classOf(key, D.CLASSES) !== INT) return null
    const items = recorder.getfield(table, D.ITEMS)
    const index = recorder.pure('int_sub', this.int(key), recorder.int(1))
    const isInside =
      recorder.isTrue(recorder.pure('int_ge', index, recorder.int(0))) &&
      recorder.isTrue(recorder.pure('int_lt', index, recorder.length(items, D.ITEM_ARRAY)))
    return isInside ? [items, index] : null
  }

  private getIndex(table: Value, key: Value): Value {
    const { recorder } = this
    if (recorder.classOf(table, D.CLASSES) !== TABLE) return this.wrong()
    const place = this.place(table, key)
    return place === null ? recorder.call(D.TABLE_GET, table, key) : recorder.getitem(...place, D.ITEM_ARRAY)
  }

  private setIndex(table: Value, key: Value, value: Value): void {
    const { recorder } = this
    if (recorder.classOf(table, D.CLASSES) !== TABLE) return this.wrong()
    const place = this.place(table, key)
    if (place === null) recorder.call(D.TABLE_SET, table, key, value)
    else recorder.setitem(...place, D.ITEM_ARRAY, value)
  }

  private getField(table: Value, key: string): Value {
    const { recorder } = this
    if (recorder.classOf(table, D.CLASSES) !== TABLE) return this.wrong()
    const slot = (recorder.promote(recorder.getfield(table, D.SHAPE)) as Shape).slots.get(key)
    if (slot === undefined) return recorder.ref(null)
    return recorder.getitem(recorder.getfield(table, D.FIELDS), recorder.int(slot), D.FIELD_ARRAY)
  }

  private setField(table: Value, key: string, value: Value): void {
    const { recorder } = this
    if (recorder.classOf(table, D.CLASSES) !== TABLE) return this.wrong()
    const shape = recorder.promote(recorder.getfield(table, D.SHAPE)) as Shape
    const slot = shape.slots.get(key)
    const fields = recorder.getfield(table, D.FIELDS)
    if (slot !== undefined) return recorder.setitem(fields, recorder.int(slot), D.FIELD_ARRAY, value)
    // A new key: a new array with the old values, which costs nothing while the table is virtual.
    const values = [...shape.slots.values()].map((old) => recorder.getitem(fields, recorder.int(old), D.FIELD_ARRAY))
    recorder.setfield(table, D.FIELDS, recorder.createArray(D.FIELD_ARRAY, [...values, value]))
    recorder.setfield(table, D.SHAPE, recorder.ref(shape.extend(key)))
  }

  // Calls.

  private call(result: number, first: number, count: number): void {
    const { recorder, frame } = this
    const callee = frame.registers[first]
    const args = frame.registers.slice(first + 1, first + 1 + count)
    const kind = recorder.classOf(callee, D.CLASSES)
    if (kind === D.BUILTIN) {
      frame.registers[result] = this.callBuiltin(recorder.promote(callee), args)
      frame.pc += WIDTH
      return
    }
    if (kind !== D.CLOSURE) return this.wrong()
    const proto = recorder.promote(recorder.getfield(callee, D.PROTO)) as Proto
    const location = proto.locations.get(0)!
    frame.wait()
    const inner = new TraceFrame(proto, callee, recorder.ref(null), frame)
    for (let i = 0; i < Math.min(proto.parameters, count); i++) inner.registers[i] = args[i]
    if (recorder.shouldFollow(location, frame.waiting)) {
      this.frame = inner
      return
    }
    const inputs = [callee, ...proto.live[0].map((register) => inner.registers[register])]
    const run = (): any =>
      this.machine.call(
        callee.concrete,
        args.map((arg) => arg.concrete),
      )
    frame.registers[result] = recorder.callAssembler(location, inputs, run)
    frame.pc += WIDTH
  }

  private callBuiltin(builtin: Builtin, args: readonly Value[]): Value {
    const { recorder } = this
    const known = D.FLOAT_FUNCTIONS[builtin.name] as typeof D.FLOOR | undefined
    if (known !== undefined && args.length === 1) {
      const kind = recorder.classOf(args[0], D.NUMBERS)
      if (kind === INT || kind === FLOAT) return this.fromFloat(recorder.call(known, this.float(args[0], kind)))
    }
    return recorder.call(D.builtinCall(builtin), ...args)
  }

  private returns(value: Value): void {
    const { caller } = this.frame
    if (caller === null) {
      this.result = value.concrete
      this.recorder.finish(value)
      return
    }
    caller.registers[caller.proto.code[caller.pc + 1]] = value
    caller.pc += WIDTH
    caller.waiting = null
    this.frame = caller
  }

  /** The instruction is going to raise an error: the interpreter will do it. */
  private wrong(): never {
    this.recorder.abort('an error')
    throw new Again()
  }
}

/** Thrown out of an instruction that the interpreter has to execute. */
class Again extends Error {}
