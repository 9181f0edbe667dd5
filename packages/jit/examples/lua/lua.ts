/** The small Lua with its JIT: what the language hands to the driver. */
import { Driver, type FrameImage, type Language } from '../../src/index.ts'
import { Frame, Machine, type State } from './interpret.ts'
import { WIDTH } from './opcodes.ts'
import { Tracer, waitingRegisters } from './trace.ts'
import { Builtin, Closure, Global, LFloat, show } from './values.ts'
import { floatOf } from './arithmetic.ts'
import { Proto } from './compile.ts'

export interface Lua {
  readonly machine: Machine
  readonly driver: Driver<State>
  /** What the program printed. */
  readonly output: string[]
}

/** A machine with its globals and its JIT. */
export function newLua(params = ''): Lua {
  const machine = new Machine()
  const output: string[] = []
  const language: Language<State> = {
    resume: (images) => rebuild(images),
    trace: (recorder, images) => new Tracer(machine, recorder, images).run(),
    finished: (value) => ({ top: null, bottom: null, value }),
    complete: (state) => (state.top === null ? state.value : machine.run(state.top)),
    interpret: (location, [closure, ...values]) => {
      const frame = new Frame(closure)
      const proto = location.code as Proto
      proto.live[0].forEach((register, i) => (frame.registers[register] = values[i]))
      return machine.run(frame)
    },
    widens: true,
    names: {
      code: (proto) => (proto as Proto).name,
      object: (value) =>
        value instanceof Closure
          ? value.proto.name
          : value instanceof Builtin || value instanceof Global || value instanceof Proto
            ? value.name
            : (value as object).constructor.name,
    },
  }
  const driver = new Driver(language)
  machine.driver = driver
  const wrong = driver.params.parse(params)
  if (wrong !== null) throw new TypeError(wrong)
  const define = (name: string, run: (...args: any[]) => any): void => machine.global(name).set(new Builtin(name, run))
  define('print', (...args) => {
    output.push(args.map(show).join('\t'))
    return null
  })
  define('tostring', (value) => show(value))
  define('sqrt', (value) => new LFloat(Math.sqrt(floatOf(value, 'sqrt'))))
  return { machine, driver, output }
}

function rebuild(images: readonly FrameImage<any>[]): State {
  let top: Frame | null = null
  let bottom: Frame | null = null
  for (const { code, pc, values } of images) {
    const frame: Frame = new Frame(values[0])
    const proto = code as Proto
    const live = bottom === null ? proto.live[pc / WIDTH] : waitingRegisters(proto, pc)
    live.forEach((register, i) => (frame.registers[register] = values[i + 1]))
    frame.pc = pc
    if (bottom === null) top = frame
    else bottom.caller = frame
    bottom = frame
  }
  return { top, bottom, value: null }
}
