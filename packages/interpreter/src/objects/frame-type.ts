// frame and traceback: what Python code sees of running and unwound code. ref: datamodel#frame-objects, #traceback-objects; PEP 667
import {
  addressText,
  arg,
  defineType,
  error,
  index,
  isObject,
  OBJECT_LAYOUT,
  strFromText,
  type Value,
  typeOf,
  W_Cell,
  W_Dict,
  W_List,
  type W_Type,
  hooks,
  shownType,
} from '@typhon/objspace'
import { W_FrameLocals } from './frame-locals.ts'
import { CO_OPTIMIZED } from './code-flags.ts'
import { debugOf, Frame, generatorOf } from './frame.ts'
import { lineOf, placeOf } from './frame-place.ts'
import { RUNNING, SUSPENDED } from './generator.ts'
import { lastiOf, pcOf } from './cpython-view.ts'
import { positionAt } from './positions.ts'
import { W_Traceback } from './traceback.ts'
import { callerOf, isCallerHidden } from '../baseline/hidden-frames.ts'
import { context } from '../eval/context.ts'
import { jumpTo } from '../eval/jump.ts'
import { isCall } from '../eval/liveness.ts'
import { passLine } from '../eval/tracing.ts'
import { builtinsValue } from '../eval/builtins.ts'
import { requireFrames } from '../eval/unwinding.ts'
import { isInTrace } from './generator.ts'
import { showFrame } from '../prompt/seen.ts'

/** A function's variables as a new dict; the namespace itself in modules and classes. */
export function localsOf(frame: Frame): Value {
  const { unit } = frame.code
  const hidden = hiddenLocals(frame)
  if (frame.locals !== null && (unit.flags & CO_OPTIMIZED) === 0) return hidden ?? frame.locals
  const d = new W_Dict()
  const put = (name: string, w: Value | undefined): void => {
    const value = w instanceof W_Cell ? w.value : w
    if (value !== undefined) d.setStr(name, value)
  }
  unit.varnames.forEach((name, i) => {
    if (!name.startsWith('.')) put(name, frame.regs[i])
  })
  unit.cellvars.forEach((name, i) => {
    if (!unit.varnames.includes(name)) put(name, frame.regs[unit.cellRegs[i]])
  })
  unit.freevars.forEach((name, i) => put(name, frame.regs[unit.freeRegs[i]]))
  const extra = frame.debug?.extraLocals
  if (extra !== null && extra !== undefined) for (const key of extra.liveKeys()) d.set(key, extra.get(key) as Value)
  if (hidden !== null) for (const key of hidden.liveKeys()) d.set(key, hidden.get(key) as Value)
  return d
}

/** The variables of the comprehensions that a frame is in, where they are not its own; null where there are none. PEP 709 */
function hiddenLocals(frame: Frame): W_Dict | null {
  const { hidden, names } = frame.code.unit
  let found: W_Dict | null = null
  for (let i = 0; i < hidden.length; i += 4) {
    if (frame.pc < hidden[i + 2] || frame.pc >= hidden[i + 3]) continue
    const w = frame.regs[hidden[i + 1]]
    const value = w instanceof W_Cell ? w.value : w
    found ??= new W_Dict()
    if (value !== undefined) found.setStr(names[hidden[i]], value)
  }
  return found
}

/** A generator's frame that a trace goes on with is as it was when that began: the trace is left first. */
function settle(frame: Frame): void {
  if (isInTrace(frame)) requireFrames()
}

export const frameType: W_Type = defineType<Frame>(
  'frame',
  {
    layout: { name: 'frame', base: OBJECT_LAYOUT },
    shape: 'frame',
    final: true,
    doc: 'A call that is being executed.',
  },
  (t) => {
    t.special('__repr__', (self) =>
      strFromText(
        `<frame at ${addressText(self)}, file '${self.code.unit.filename}', line ${lineOf(self)}, code ${self.code.unit.name}>`,
      ),
    )
    t.getset('f_back', null, (self) => {
      if (isCallerHidden(self) || isInTrace(self)) requireFrames()
      return showFrame(callerOf(self))
    })
    t.getset('f_code', null, (self) => {
      hooks.audit?.('object.__getattr__', self, 'f_code')
      return self.code
    })
    t.getset('f_globals', null, (self) => self.globals)
    t.getset('f_builtins', null, (self) => builtinsValue(self.builtins))
    t.getset('f_locals', null, (self) => {
      if (self.inCompiled || isInTrace(self)) requireFrames()
      const own = self.locals === null || (self.code.flags & CO_OPTIMIZED) !== 0 || hiddenLocals(self) !== null
      return own ? new W_FrameLocals(self) : self.locals
    })
    t.getset('f_lasti', null, (self) => {
      settle(self)
      return lastiOf(self.code.unit, placeOf(self))
    })
    t.getset(
      'f_lineno',
      null,
      (self) => {
        settle(self)
        return lineOf(self)
      },
      (self, w) => jumpTo(self, w),
      () => {
        throw error('AttributeError', 'cannot delete attribute')
      },
    )
    t.getset(
      'f_trace',
      null,
      (self) => self.debug?.trace ?? null,
      (self, w) => {
        const debug = debugOf(self)
        debug.trace = w
        passLine(self, debug)
      },
      (self) => {
        debugOf(self).trace = null
      },
    )
    t.method('__sizeof__', [], 'Bytes of memory the frame takes.', (self) => 120 + 8 * self.regs.length)
    t.member(
      'f_trace_lines',
      null,
      (self) => self.debug?.traceLines ?? true,
      (self, w) => {
        debugOf(self).traceLines = w === true
      },
    )
    t.getset(
      'f_trace_opcodes',
      null,
      (self) => self.debug?.traceOpcodes ?? false,
      (self, w) => {
        const debug = debugOf(self)
        debug.traceOpcodes = w === true
        if (w === true && context.tracing.event === null && isCall(self.code.code[self.pc])) debug.waited = self.pc
      },
    )
    t.method('clear', [], 'Let go of the variables of a frame that is not running.', (self) => {
      for (let f = context.frame; f !== null; f = f.back)
        if (f === self) throw error('RuntimeError', 'cannot clear an executing frame')
      const gen = generatorOf(self)
      if (gen !== null && gen.state === RUNNING) throw error('RuntimeError', 'cannot clear an executing frame')
      if (gen !== null && gen.state === SUSPENDED) throw error('RuntimeError', 'cannot clear a suspended frame')
      const { unit } = self.code
      for (let i = 0; i < unit.firstConst; i++) self.regs[i] = undefined
      return null
    })
  },
)

export const tracebackType: W_Type = defineType<W_Traceback>(
  'traceback',
  {
    layout: { name: 'traceback', base: OBJECT_LAYOUT },
    shape: 'traceback',
    final: true,
    doc: 'One frame that an exception left.',
  },
  (t) => {
    t.new([arg('tb_next'), arg('tb_frame'), arg('tb_lasti'), arg('tb_lineno')], (_cls, next, frame, lasti, lineno) => {
      if (!(isObject(frame) && frame instanceof Frame))
        throw error('TypeError', `traceback() argument 'tb_frame' must be frame, not ${shownType(frame)}`)
      const [at, line] = [index(lasti), index(lineno)]
      for (const n of [at, line])
        if (n < -(2 ** 31) || n >= 2 ** 31) throw error('OverflowError', 'Python int too large to convert to C int')
      if (next !== null && !(next instanceof W_Traceback))
        throw error('TypeError', `expected traceback object or None, got '${typeOf(next).fullName}'`)
      return new W_Traceback(next, frame, pcOf(frame.code.unit, Number(at)), Number(line), Number(at))
    })
    t.getset(
      'tb_next',
      null,
      (self) => self.next,
      (self, w) => {
        if (w !== null && !(w instanceof W_Traceback))
          throw error('TypeError', `expected traceback object, got '${typeOf(w).fullName}'`)
        for (let x: Value = w; x instanceof W_Traceback; x = x.next)
          if (x === self) throw error('ValueError', 'traceback loop detected')
        self.next = w
      },
      () => {
        throw error('TypeError', "can't delete tb_next attribute")
      },
    )
    t.method(
      '__dir__',
      [],
      'Names of its attributes.',
      () => new W_List(['tb_frame', 'tb_next', 'tb_lasti', 'tb_lineno']),
      null,
    )
    t.member('tb_frame', null, (self) => showFrame(self.frame))
    t.member('tb_lasti', null, (self) => self.lasti ?? lastiOf(self.frame.code.unit, self.pc))
    t.getset('tb_lineno', null, (self) =>
      self.lineno >= 0 ? self.lineno : positionAt(self.frame.code.unit, self.pc).line,
    )
  },
)
