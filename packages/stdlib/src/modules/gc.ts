// The `gc` module: V8 collects; what can be asked of it and told about it. lib: gc; CPython: Modules/gcmodule.c
//
// differs: memory belongs to the host's collector, which has no generations that can be counted or walked. `collect` has the host
// collect, calls the callbacks of weak references to what is gone and has it do what it does before it goes (`__del__`, `finally` of generators,
// closing files), and answers how many objects had something to do. Without gc.collect() this happens now and then while such
// objects are made, and at the end of the program, not when the last reference goes. Weak references are dead by the time `__del__` is called.
import {
  arg,
  asInt,
  call,
  defineModule,
  error,
  hooks,
  instanceDict,
  isObject,
  pos,
  rest,
  type Value,
  W_AnySet,
  W_Dict,
  W_List,
  W_Tuple,
  W_Type,
} from '@typhon/objspace'
import { automatic, collectGarbage, dropDeadValues, isFinalized } from '@typhon/interpreter'

let thresholds = [2000, 10, 0]
let debug = 0
let collections = 0

/** What an object refers to, as far as containers, attributes and classes tell. */
function referents(w: Value): Value[] {
  if (!isObject(w)) return []
  const out: Value[] = []
  if (w instanceof W_List || w instanceof W_Tuple) out.push(...w.items)
  else if (w instanceof W_Dict) for (const k of w.liveKeys()) out.push(k, w.get(k) as Value)
  else if (w instanceof W_Type) out.push(...w.mro, w.dict)
  if (w.shape.type.hasDict && !(w instanceof W_Type)) out.push(instanceDict(w))
  if (w.shape.type.heap) out.push(w.shape.type)
  return out.filter(isObject)
}

/** Whether CPython's collector would track an object: containers, and instances of classes made in Python. */
function isTracked(w: Value): boolean {
  if (!isObject(w)) return false
  if (w instanceof W_Tuple || w instanceof W_Dict)
    return (w instanceof W_Tuple ? w.items : [...w.liveKeys()]).some(isTracked) || w instanceof W_Dict
  return (
    w instanceof W_List || w instanceof W_AnySet || w instanceof W_Type || w.shape.type.heap || w.shape.type.hasDict
  )
}

function collect(callbacks: W_List, generation: number): number {
  const tell = (phase: string): void => {
    for (const callback of callbacks.items.slice()) {
      const info = new W_Dict()
      for (const [name, n] of [
        ['generation', generation],
        ['collected', 0],
        ['uncollectable', 0],
      ] as const)
        info.setStr(name, n)
      try {
        call(callback, [phase, info], null)
      } catch (e) {
        hooks.unraisable(e, 'Exception ignored while calling GC callback', callback)
      }
    }
  }
  dropDeadValues('collect')
  tell('start')
  const found = collectGarbage()
  collections++
  tell('stop')
  return found
}

export const gcModule = defineModule('gc', 'What can be told to, and asked of, the collector of memory.', (m) => {
  const callbacks = new W_List([])
  m.constant('garbage', new W_List([]))
  m.constant('callbacks', callbacks)
  for (const [name, value] of [
    ['DEBUG_STATS', 1],
    ['DEBUG_COLLECTABLE', 2],
    ['DEBUG_UNCOLLECTABLE', 4],
    ['DEBUG_SAVEALL', 32],
    ['DEBUG_LEAK', 38],
  ] as const)
    m.constant(name, value)
  m.fn('enable', [], 'Collect automatically.', () => ((automatic.isOn = true), null))
  m.fn(
    'disable',
    [],
    'Do not collect automatically, as far as anybody can tell.',
    () => ((automatic.isOn = false), null),
  )
  m.fn('isenabled', [], 'Whether enable() was the last word.', () => automatic.isOn)
  m.fn('collect', [arg('generation', asInt, 2)], 'Collect now.', (generation) => {
    if (generation < 0 || generation > 2) throw error('ValueError', 'invalid generation')
    return collect(callbacks, generation)
  })
  m.fn('get_debug', [], 'The debug flags.', () => debug)
  m.fn('set_debug', [pos('flags', asInt)], 'Set the debug flags.', (flags) => ((debug = flags), null))
  m.fn('get_threshold', [], 'The thresholds.', () => new W_Tuple(thresholds))
  m.fn(
    'set_threshold',
    [pos('threshold0', asInt), pos('threshold1', asInt, -1), pos('threshold2', asInt, -1)],
    'Set the thresholds.',
    (a, b, c) => {
      thresholds = [a, b < 0 ? thresholds[1] : b, c < 0 ? thresholds[2] : c]
      return null
    },
    null,
  )
  m.fn('get_count', [], 'Zeros: nothing is counted.', () => new W_Tuple([0, 0, 0]))
  m.fn(
    'get_stats',
    [],
    'How often each generation was collected by collect().',
    () =>
      new W_List(
        [0, 0, collections].map((n) => {
          const stats = new W_Dict()
          for (const [name, value] of [
            ['collections', n],
            ['collected', 0],
            ['uncollectable', 0],
          ] as const)
            stats.setStr(name, value)
          return stats
        }),
      ),
  )
  m.fn(
    'get_objects',
    [arg<Value>('generation', null, null)],
    'An empty list: objects are not listed.',
    (generation) => {
      hooks.audit?.('gc.get_objects', generation === null ? -1 : generation)
      return new W_List([])
    },
  )
  m.fn(
    'get_referrers',
    [rest('objs')],
    'An empty list: referrers are not known.',
    (objects) => {
      hooks.audit?.('gc.get_referrers', new W_Tuple(objects))
      return new W_List([])
    },
    '($module, /, *objs)',
  )
  m.fn(
    'get_referents',
    [rest('objs')],
    'What the objects refer to.',
    (objects) => {
      hooks.audit?.('gc.get_referents', new W_Tuple(objects))
      return new W_List(objects.flatMap(referents))
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
  m.fn('freeze', [], 'Nothing to be done.', () => null)
  m.fn('unfreeze', [], 'Nothing to be done.', () => null)
  m.fn('get_freeze_count', [], '0.', () => 0)
})
