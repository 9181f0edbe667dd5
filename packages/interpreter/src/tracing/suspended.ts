// What the JIT knows of generators and coroutines: the object, its frame, and the registers of that, which are fields by their number. Each
// code has classes of its own, so that what one generator holds is never taken for what another one does, unless both run the same code; and
// writes of registers wait like those of any field (see the JIT's heap cache): a generator that is resumed in each round of a loop keeps its
// variables in those of the compiled loop.
//
// What must stay true: the code, the globals and the frame of a generator do not change.
import type * as Jit from '@typhon/jit'
import type { Shape, Value, W_Dict } from '@typhon/objspace'
import type { W_Code } from '../objects/code.ts'
import { Frame } from '../objects/frame.ts'
import type { W_Function } from '../objects/function.ts'
import { CREATED, generatorFor, newGenerator, type W_Generator } from '../objects/generator.ts'
import type { Descriptors, JitPackage } from './descriptors.ts'

/** The generators that run a code with some globals. */
export interface Suspended {
  readonly generator: Jit.ClassDescr
  readonly frame: Jit.ClassDescr
  readonly window: Jit.ClassDescr
  /** By number. */
  readonly registers: readonly Jit.FieldDescr[]
}

/** The fields that all generators have, and what was made for each code. */
export class Generators {
  readonly frame: Jit.FieldDescr
  readonly phase: Jit.FieldDescr
  /** Null unless it waits for others, which are parked. */
  readonly last: Jit.FieldDescr
  readonly debug: Jit.FieldDescr
  private readonly jit: JitPackage
  private readonly d: Descriptors
  private readonly known = new WeakMap<W_Code, Map<W_Dict, Suspended>>()

  constructor(jit: JitPackage, descriptors: Descriptors) {
    this.jit = jit
    this.d = descriptors
    this.frame = new jit.FieldDescr('W_Generator.frame', 'r', { immutable: true })
    this.phase = new jit.FieldDescr('W_Generator.phase', 'i')
    this.last = new jit.FieldDescr('W_Generator.last', 'r')
    this.debug = new jit.FieldDescr('Frame.debug', 'r')
  }

  /** What is known of generators with such a frame. */
  of({ code, globals }: Frame, shape: Shape): Suspended {
    let all = this.known.get(code)
    if (all === undefined) this.known.set(code, (all = new Map()))
    let kind = all.get(globals)
    if (kind === undefined) all.set(globals, (kind = this.make(code, globals, shape)))
    return kind
  }

  private make(code: W_Code, globals: W_Dict, shape: Shape): Suspended {
    const { d, jit } = this
    const { ClassDescr, FieldDescr, js, Template } = jit
    const name = code.unit.qualname
    const isObject = js`typeof $0 === 'object' && $0 !== null`
    const registers = code.template.map((_, i) => new FieldDescr(`registers of ${name}.${i}`, 'r'))
    const generator = new ClassDescr(`${shape.type.name} ${name}`, {
      test: js`typeof $0 === 'object' && $0 !== null && $0.shape === ${shape} && $0.frame.code === ${code} && $0.frame.globals === ${globals}`,
      base: d.ofShape(shape),
      make: js`${remake}($0, $1)`,
      fields: [this.frame, this.phase, this.last],
    })
    const frame = new ClassDescr(`frame of ${name}`, {
      test: js`typeof $0 === 'object' && $0 !== null && $0.code === ${code}`,
      base: d.frame,
      make: js`${remakeFrame}($0, $1, $2)`,
      fields: [d.frameFunction, d.framePlace, d.frameRegisters, this.debug],
    })
    const window = new ClassDescr(`registers of ${name}`, {
      test: isObject,
      make: new Template([`[${registers.map((_, i) => `$${i}`).join(', ')}]`], []),
      fields: registers,
    })
    return { generator, frame, window, registers }
  }
}

/** A generator that a trace has made. */
function remake(frame: Frame, phase: number): W_Generator {
  const gen = phase === CREATED ? newGenerator(frame) : generatorFor(frame)
  gen.phase = phase
  return gen
}

/** Its frame. */
function remakeFrame(func: W_Function, pc: number, registers: (Value | undefined)[]): Frame {
  const frame = new Frame(func.code, registers, func.globals, func.builtins, func)
  frame.pc = pc
  return frame
}
