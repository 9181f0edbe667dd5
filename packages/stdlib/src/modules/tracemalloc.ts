// The `_tracemalloc` module: which line has made what is alive. lib: tracemalloc; CPython: Modules/_tracemalloc.c, Python/tracemalloc.c
//
// V8 does not tell of allocations. So while memory is traced, code runs in the loop that tells of instructions, and what an
// instruction leaves in its register is looked at: an object that was not there before belongs to that line, and so does
// everything new that it refers to. What was there before is found once, at the start, by walking from the modules and frames.
// Objects are held weakly; whoever asks for traces or totals has memory collected first, and sizes are those of then.
//
// differs: sizes are what sys.getsizeof tells. Text has no identity: each text is counted once, with an object that holds
// it. Ints are not counted. The peak is the highest of the totals that were asked for, and of what was made between two collections.
import {
  arg,
  asInt,
  defineModule,
  error,
  hooks,
  host,
  isObject,
  isError,
  pos,
  strFromText,
  type Value,
  W_List,
  W_Object,
  W_Tuple,
} from '@typhon/objspace'
import {
  dropDeadValues,
  eachHeldValue,
  type Frame,
  KINDS,
  lineOf,
  requireFrames,
  watchEvents,
  type Witness,
  witnessing,
} from '@typhon/interpreter'
import { sysAttribute } from './sys/attributes.ts'
import { sizeOf } from './sys/size.ts'

interface Trace {
  readonly frames: W_Tuple
  /** How deep the calls were. */
  readonly depth: number
}

/** Between two times that the host is told that a job has ended: what was made stays alive until then. */
const JOB = 4096
const MOST_FRAMES = 65535

class Tracer implements Witness {
  readonly limit: number
  /** What was there before, or has a trace. */
  private known = new WeakSet<object>()
  private traceOf = new WeakMap<object, Trace>()
  private alive: { readonly ref: WeakRef<W_Object>; readonly trace: Trace }[] = []
  /** The instruction that a frame has executed last. */
  private readonly last = new WeakMap<Frame, number>()
  /** Traces are shared: each is there once. */
  private readonly shared = new Map<string, Trace>()
  private jobs = 0
  /** Bytes at the last look, and made since. */
  private total = 0
  peak = 0

  constructor(limit: number) {
    this.limit = limit
    const see = (w: object): void => void this.known.add(w)
    this.walk([hooks.importSystem() as object, sysAttribute('modules') as object], see)
    eachHeldValue((w) => isObject(w) && this.walk([w], see))
  }

  before(frame: Frame): void {
    const { code } = frame.code
    const pc = this.last.get(frame)
    if (pc !== undefined && KINDS[code[pc]][0] === 'out') {
      const w = frame.regs[code[pc + 1]]
      if (w instanceof W_Object && !this.known.has(w)) this.note(w, frame, pc)
    }
    this.last.set(frame, frame.pc)
  }

  /** An object that the instruction at `pc` has made, with all that is new in it. */
  private note(w: W_Object, frame: Frame, pc: number): void {
    const { pc: now } = frame
    frame.pc = pc
    const trace = this.traceAt(frame)
    frame.pc = now
    this.walk([w], (each) => {
      this.known.add(each)
      if (!(each instanceof W_Object)) return
      this.traceOf.set(each, trace)
      this.alive.push({ ref: new WeakRef(each), trace })
      this.total += bytesOf(each)
    })
    if (this.total > this.peak) this.peak = this.total
    if (++this.jobs % JOB === 0) host().memory.endJob()
  }

  private traceAt(frame: Frame): Trace {
    const places: [string, number][] = []
    let depth = 0
    for (let f: Frame | null = frame; f !== null; f = f.back, depth++)
      if (depth < this.limit) places.push([f.code.unit.filename, Math.max(0, lineOf(f))])
    depth = Math.min(depth, MOST_FRAMES)
    const key = `${depth} ${places.map(([file, line]) => `${line} ${file}`).join('\n')}`
    let trace = this.shared.get(key)
    if (trace === undefined) {
      const frames = new W_Tuple(places.map(([file, line]) => new W_Tuple([strFromText(file), line])))
      this.shared.set(key, (trace = { frames, depth }))
    }
    return trace
  }

  /** Shows `see` the objects, and arrays and the like of theirs, that are not known and can be reached from some. */
  private walk(from: object[], see: (w: object) => void): void {
    const { known } = this
    const waiting = from.filter((w) => w !== null)
    const reach = (x: unknown): void => {
      if (typeof x !== 'object' || x === null || known.has(x)) return
      if (x instanceof W_Object || Array.isArray(x) || x instanceof Map || x instanceof Set) waiting.push(x)
    }
    while (waiting.length > 0) {
      const w = waiting.pop() as object
      if (known.has(w)) continue
      see(w)
      if (Array.isArray(w) || w instanceof Set) for (const x of w) reach(x)
      else if (w instanceof Map) for (const pair of w) pair.forEach(reach)
      else for (const x of Object.values(w)) reach(x)
    }
  }

  /** Has memory collected, and gives what lives with its sizes. */
  living(): { readonly size: number; readonly trace: Trace }[] {
    host().memory.collect()
    const texts = new Set<string>()
    const out: { size: number; trace: Trace }[] = []
    let total = 0
    this.alive = this.alive.filter(({ ref, trace }) => {
      const w = ref.deref()
      if (w === undefined) return false
      const size = bytesOf(w) + textIn(w, texts)
      total += size
      out.push({ size, trace })
      return true
    })
    host().memory.endJob()
    this.total = total
    if (total > this.peak) this.peak = total
    return out
  }

  current(): number {
    this.living()
    return this.total
  }

  traceOfObject(w: Value): Trace | undefined {
    return isObject(w) ? this.traceOf.get(w) : undefined
  }

  clear(): void {
    this.alive = []
    this.traceOf = new WeakMap()
    this.total = this.peak = 0
  }

  /** Bytes of the traces themselves, about. */
  get cost(): number {
    return this.alive.length * 72 + this.shared.size * 200
  }
}

function bytesOf(w: Value): number {
  try {
    const size = sizeOf(w)
    return typeof size === 'number' ? size : 0
  } catch (e) {
    // What a class of the program says of itself may be anything.
    if (isError(e, 'Exception')) return 0
    throw e
  }
}

/** Bytes of texts that an object holds directly and that were not counted yet. */
function textIn(w: W_Object, seen: Set<string>): number {
  let bytes = 0
  const count = (x: unknown): void => {
    if (typeof x !== 'string' || x.length < 2 || seen.has(x)) return
    seen.add(x)
    bytes += bytesOf(x)
  }
  for (const x of Object.values(w)) {
    if (Array.isArray(x)) for (const y of x) count(y)
    else if (!(x instanceof W_Object)) count(x)
  }
  return bytes
}

let tracer: Tracer | null = null
/** What `start` was called with last. */
let limit = 1

const asValue = ({ frames, depth }: Trace, size: number): W_Tuple => new W_Tuple([0, size, frames, depth])

export const tracemallocModule = defineModule('_tracemalloc', 'Traces of what has made the objects that live.', (m) => {
  m.fn('is_tracing', [], 'Whether memory is traced.', () => tracer !== null)
  m.fn('clear_traces', [], 'Forget all traces.', () => (tracer?.clear(), null))
  m.fn('_get_traces', [], 'The traces of all that lives: tuples of domain, size, frames, depth.', () => {
    if (tracer === null) return new W_List([])
    dropDeadValues('_get_traces')
    return new W_List(tracer.living().map(({ size, trace }) => asValue(trace, size)))
  })
  m.fn('_get_object_traceback', [pos('obj')], 'The frames that have made an object, or None.', (w) => {
    return tracer?.traceOfObject(w)?.frames ?? null
  })
  m.fn(
    'start',
    [arg('nframe', asInt, 1)],
    'Trace what is made from now on, with so many frames each.',
    (nframe) => {
      if (nframe < 1 || nframe > MOST_FRAMES)
        throw error('ValueError', `the number of frames must be in range [1; ${MOST_FRAMES}]`)
      if (tracer !== null) return null
      requireFrames()
      limit = nframe
      tracer = new Tracer(nframe)
      witnessing.by = tracer
      watchEvents('start')
      return null
    },
    '($module, nframe=1, /)',
  )
  m.fn('stop', [], 'Trace no more, and forget all traces.', () => {
    if (tracer === null) return null
    tracer = null
    witnessing.by = null
    watchEvents('stop')
    return null
  })
  m.fn('get_traceback_limit', [], 'How many frames a trace has.', () => limit)
  m.fn('get_tracemalloc_memory', [], 'Bytes that traces take, about.', () => tracer?.cost ?? 0)
  m.fn('get_traced_memory', [], 'Bytes of what lives and was traced, and the most there were.', () => {
    if (tracer === null) return new W_Tuple([0, 0])
    dropDeadValues('get_traced_memory')
    const current = tracer.current()
    return new W_Tuple([current, tracer.peak])
  })
  m.fn('reset_peak', [], 'Begin anew with what there is now as the peak.', () => {
    if (tracer !== null) {
      dropDeadValues('reset_peak')
      tracer.peak = tracer.current()
    }
    return null
  })
})
