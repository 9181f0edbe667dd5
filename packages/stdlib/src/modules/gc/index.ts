// The `gc` module: V8 collects; what can be told to it and asked of it. lib: gc; CPython: Modules/gcmodule.c; PyPy: module/gc
//
// differs: memory belongs to the host's collector. gc.collect() has it collect, calls the callbacks of weak references to what is gone and has it
// do what it does before it goes (`__del__`, `finally` of generators, closing files); it answers how many objects had something to do,
// or with `--gc=marksweep` how many were garbage, as CPython counts. What only functions hold is finalized when they drop it, but not with
// `--gc=host`; for what else there is this happens, without gc.collect(), now and then while such objects are made, and at the end of the program. Weak references are dead by the time `__del__` is called. gc.collect(n) collects everything; generations
// are told apart in get_objects, with `--gc=marksweep`, and in what is done without being asked for, with `--gc=generation`. The first threshold counts
// noted objects, ten for one. gc.get_objects and gc.get_referrers look through what can be reached from modules, classes and running code, and
// do not see what built-in code holds for itself. gc.get_stats takes `memory_pressure`, as PyPy's does.
import {
  addLoad,
  arg,
  asBool,
  asInt,
  call,
  callMethod,
  defineModule,
  defineType,
  endings,
  escapeAll,
  error,
  findAttr,
  getattr,
  host,
  hooks,
  index,
  isObject,
  pos,
  rest,
  strFromText,
  typeOf,
  addressText,
  type Value,
  W_Dict,
  W_List,
  W_Float,
  W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import {
  collectGarbage,
  collection,
  collectStep,
  dropDeadValues,
  eachPart,
  freeze,
  frozenCount,
  generationOf,
  isFinalized,
  isTracked,
  PHASES,
  reachable,
  referentsOf,
  setRoom,
  takeCensus,
  trackedObjects,
  unfreeze,
} from '@typhon/interpreter'
import { gcStatsType, statsOf } from './stats.ts'

const DEBUG_STATS = 1
const DEBUG_COLLECTABLE = 2
const DEBUG_SAVEALL = 32

/** What was told and what has happened. */
class State {
  thresholds = [2000, 10, 0]
  debug = 0
  /** Collections and what they found, by generation. */
  readonly collections = [0, 0, 0]
  readonly collected = [0, 0, 0]
  /** Collections of a generation since one of the next. */
  readonly since = [0, 0, 0]
  readonly callbacks = new W_List([])
  readonly garbage = new W_List([])
  seconds = 0
  /** Bytes that add_memory_pressure() was told of. */
  pressure = 0
}

const state = new State()

function dictOf(entries: readonly (readonly [string, Value])[]): W_Dict {
  const w = new W_Dict()
  for (const [name, value] of entries) w.setStr(name, value)
  return w
}

/** Tells the functions in gc.callbacks. */
function tell(phase: string, generation: number, collected: number): void {
  for (const callback of state.callbacks.items.slice()) {
    const info = dictOf([
      ['generation', generation],
      ['collected', collected],
      ['uncollectable', 0],
    ])
    try {
      call(callback, [phase, info], null)
    } catch (e) {
      hooks.unraisable(e, 'Exception ignored while calling GC callback', callback)
    }
  }
}

/** Writes what debugging asks for to standard error. */
function say(text: string): void {
  const sys = hooks.importModule('sys')
  const file = sys === null ? null : callMethod(sys, '__getattribute__', 'stderr')
  if (file !== null) callMethod(file, 'write', strFromText(text))
}

/** What an object that was noted counts for, in bytes of memory that the program tells of. */
const BYTES_OF_ONE = 4096

const now = (): number => host().clock.seconds('monotonic')

function collect(generation: number, isAsked = true): number {
  const { debug } = state
  tell('start', generation, 0)
  const begin = now()
  if ((debug & DEBUG_STATS) !== 0) say(`gc: collecting generation ${generation}...\n`)
  collection.savesAll = (debug & DEBUG_SAVEALL) !== 0
  const { collected, saved } = collectGarbage(generation, isAsked)
  if ((debug & DEBUG_COLLECTABLE) !== 0)
    for (const w of saved) say(`gc: collectable <${typeOf(w).fullName} ${addressText(w)}>\n`)
  state.garbage.items.push(...saved)
  const spent = now() - begin
  state.seconds += spent
  if ((debug & DEBUG_STATS) !== 0)
    say(`gc: done, ${collected + saved.length} unreachable, 0 uncollectable, ${spent.toFixed(4)}s elapsed\n`)
  state.collections[generation]++
  state.collected[generation] += collected
  state.since.fill(0, 0, generation + 1)
  if (generation < 2) state.since[generation + 1]++
  tell('stop', generation, collected)
  return collected
}

/** Whether so many collections of a generation ask for one of the next; 0 never does. */
function isDue(generation: number): boolean {
  const threshold = state.thresholds[generation] || state.thresholds[1]
  return threshold > 0 && state.since[generation] >= threshold
}

/** What is done without being asked for: CPython's generations, where the collector has such. */
function collectByItself(): void {
  if (collection.asks === 'of all' || !isDue(1)) collect(0, false)
  else if (collection.asks === 'of young') collect(isDue(2) ? 2 : 1, false)
  else if (step().isDone) {
    state.collections[2]++
    state.since.fill(0)
  } else endings.load = endings.room * BETWEEN_STEPS
}

/** The next step of a major collection comes when the rest of the room is filled. */
const BETWEEN_STEPS = 7 / 8

collection.run = collectByItself

/** A step of a major collection, all of it where the collector does none in steps. */
function step(): { from: number; to: number; isDone: boolean } {
  if (collection.asks !== 'in steps') {
    collect(2)
    return { from: 0, to: 0, isDone: true }
  }
  const [from, to] = collectStep()
  return { from, to, isDone: from !== 0 && to === 0 }
}

function objects(generation: Value): Value[] {
  if (generation === null) return trackedObjects()
  const n = Number(index(generation))
  if (n === -1) return trackedObjects()
  if (n < 0) throw error('ValueError', 'generation parameter cannot be negative')
  if (n > 2) throw error('ValueError', 'generation parameter must be less than the number of available generations (3)')
  return trackedObjects().filter((w) => generationOf(w) === n)
}

function referrers(of: readonly Value[]): Value[] {
  const wanted = new Set<W_Object>(of.filter(isObject))
  const found: Value[] = []
  const all = reachable()
  for (const w of all) {
    let refers = false
    eachPart(w, (part) => (refers ||= wanted.has(part)))
    if (refers && isTracked(w)) found.push(w)
  }
  all.clear()
  return found
}

/** One line for each object: its address, its type and what it refers to. PyPy writes binary records. */
function dumpHeap(file: Value): void {
  const all = reachable()
  for (const w of all) {
    const parts: string[] = []
    eachPart(w, (part) => parts.push(addressText(part)))
    const line = `${addressText(w)} ${typeOf(w).fullName} ${parts.join(' ')}\n`
    callMethod(file, 'write', strFromText(line))
  }
  all.clear()
}

/** What gc.collect_step() gives. */
class W_StepStats extends W_Object {
  readonly from: number
  readonly to: number
  readonly isDone: boolean
  readonly seconds: number

  constructor(from: number, to: number, isDone: boolean, seconds: number) {
    super(stepStatsType.rootShape())
    this.from = from
    this.to = to
    this.isDone = isDone
    this.seconds = seconds
  }
}

const stepStatsType: W_Type = defineType<W_StepStats>(
  'GcCollectStepStats',
  { module: 'gc', final: true, doc: 'What a step of a collection did, and how many seconds it took.' },
  (t) => {
    PHASES.forEach((name, i) => t.attribute(`STATE_${name}`, i))
    t.attribute('GC_STATES', new W_Tuple(PHASES.map((name) => strFromText(name))))
    t.getset('count', 'How many steps: one.', () => 1)
    t.getset('duration', 'Seconds that it took.', (self) => new W_Float(self.seconds))
    t.getset('duration_min', 'Seconds of the shortest step.', (self) => new W_Float(self.seconds))
    t.getset('duration_max', 'Seconds of the longest step.', (self) => new W_Float(self.seconds))
    t.getset('oldstate', 'What was to be done.', (self) => self.from)
    t.getset('newstate', 'What is to be done next.', (self) => self.to)
    t.getset('major_is_done', 'Whether that was the end of the collection.', (self) => self.isDone)
  },
)

export const gcModule = defineModule('gc', 'What can be told to, and asked of, the collector of memory.', (m) => {
  m.constant('garbage', state.garbage)
  m.constant('callbacks', state.callbacks)
  for (const [name, value] of [
    ['DEBUG_STATS', DEBUG_STATS],
    ['DEBUG_COLLECTABLE', DEBUG_COLLECTABLE],
    ['DEBUG_UNCOLLECTABLE', 4],
    ['DEBUG_SAVEALL', DEBUG_SAVEALL],
    ['DEBUG_LEAK', 38],
  ] as const)
    m.constant(name, value)
  m.fn('enable', [], 'Collect automatically.', () => ((collection.isAutomatic = true), null))
  m.fn('disable', [], 'Do not collect automatically.', () => ((collection.isAutomatic = false), null))
  m.fn('isenabled', [], 'Whether memory is collected automatically.', () => collection.isAutomatic)
  m.fn('collect', [arg('generation', asInt, 2)], 'Collect now.', (generation) => {
    if (generation < 0 || generation > 2) throw error('ValueError', 'invalid generation')
    dropDeadValues('collect')
    return collect(generation)
  })
  m.fn('get_debug', [], 'The debug flags.', () => state.debug)
  m.fn('set_debug', [pos('flags', asInt)], 'Set the debug flags.', (flags) => {
    // What is there now is not missed otherwise.
    if ((flags & DEBUG_SAVEALL) !== 0 && collection.counts) takeCensus(-1)
    state.debug = flags
    return null
  })
  m.fn('get_threshold', [], 'The thresholds.', () => new W_Tuple(state.thresholds))
  m.fn(
    'set_threshold',
    [pos('threshold0', asInt), pos('threshold1', asInt, -1), pos('threshold2', asInt, -1)],
    'Set the thresholds.',
    (a, b, c) => {
      const { thresholds } = state
      state.thresholds = [a, b < 0 ? thresholds[1] : b, c < 0 ? thresholds[2] : c]
      setRoom(a)
      return null
    },
    null,
  )
  m.fn(
    'get_count',
    [],
    'Objects that were noted since the last collection, and collections since those of the next generation.',
    () => new W_Tuple([endings.fresh.length, state.since[1], state.since[2]]),
  )
  m.fn(
    'get_stats',
    [arg('memory_pressure', asBool, false)],
    'How often each generation was collected, and what was found; as attributes, and printed, how much memory is used.',
    (tellsPressure) => {
      const generations = state.collections.map((n, generation) =>
        dictOf([
          ['collections', n],
          ['collected', state.collected[generation]],
          ['uncollectable', 0],
        ]),
      )
      return statsOf(generations, state.seconds, state.pressure, tellsPressure)
    },
    '($module, /)',
  )
  m.constant('GcStats', gcStatsType)
  m.fn('get_objects', [arg<Value>('generation', null, null)], 'The objects that can be found.', (generation) => {
    hooks.audit?.('gc.get_objects', generation === null ? -1 : generation)
    escapeAll()
    return new W_List(objects(generation))
  })
  m.fn(
    'get_referrers',
    [rest('objs')],
    'Objects that refer to one of those given.',
    (of) => {
      hooks.audit?.('gc.get_referrers', new W_Tuple(of))
      escapeAll()
      return new W_List(referrers(of))
    },
    '($module, /, *objs)',
  )
  m.fn(
    'get_referents',
    [rest('objs')],
    'What the objects refer to.',
    (of) => {
      hooks.audit?.('gc.get_referents', new W_Tuple(of))
      escapeAll()
      return new W_List(of.flatMap(referentsOf))
    },
    '($module, /, *objs)',
  )
  m.fn('is_tracked', [pos('obj')], 'Whether an object can be part of a cycle.', isTracked)
  m.fn(
    'is_finalized',
    [pos('obj')],
    'Whether what an object does before it goes has been done.',
    (w) => isObject(w) && isFinalized(w),
  )
  m.fn('freeze', [], 'Leave all there is now out of collections.', () => (freeze(), null))
  m.fn('unfreeze', [], 'Nothing is left out any more.', () => (unfreeze(), null))
  m.fn('get_freeze_count', [], 'How many objects are left out.', frozenCount)
  m.fn('collect_step', [], 'PyPy: do a part of a collection, all of it unless with --gc=incminimark.', () => {
    dropDeadValues('collect_step')
    escapeAll()
    const begin = now()
    const { from, to, isDone } = step()
    return new W_StepStats(from, to, isDone, now() - begin)
  })
  m.constant('GcCollectStepStats', stepStatsType)
  m.fn('get_rpy_memory_usage', [pos('object')], 'PyPy: how many bytes an object takes by itself.', (w) =>
    callMethod(hooks.importModule('sys') as W_Object, 'getsizeof', w),
  )
  m.fn('get_rpy_referents', [pos('object')], 'PyPy: what an object refers to.', (w) => new W_List(referentsOf(w)))
  m.fn('add_memory_pressure', [pos('nbytes', asInt)], 'PyPy: tell of memory that the collector does not see.', (n) => {
    state.pressure += n
    addLoad(Math.max(n, 0) / BYTES_OF_ONE)
    return null
  })
  m.fn(
    'dump_rpy_heap',
    [pos('file')],
    'PyPy: write a line for each object that can be found, to a file, its name or its descriptor.',
    (file) => {
      if (isObject(file) && findAttr(file, 'write') !== undefined) dumpHeap(file)
      else {
        const io = hooks.importModule('io') as W_Object
        // A descriptor stays open.
        const opened = call(getattr(io, 'open'), [file, 'w', typeof file !== 'number'], ['closefd'])
        try {
          dumpHeap(opened)
        } finally {
          callMethod(opened, 'close')
        }
      }
      return null
    },
  )
})
