// V8's memory: telling its collector to run and that a job is over, and how much objects may take.
// Node: v8.setFlagsFromString, vm microtaskMode, v8.getHeapStatistics
//
// Targets of weak references that were made or read in a job stay alive until the job ends, and a Python program is one job. A
// script that runs in a context with microtasks of its own clears that list when it ends.
//
// A limit is one of all that is in V8's heap and in buffers, beyond what is there when the program begins; what is garbage but was
// not collected counts only until a collection has been made. Without one, V8's own limit of its heap is the limit. Memory is looked at
// after V8's collections (heap-watch.ts), and before a large object is made (`hasRoom`).
//
// What must stay true: who was told that there is too little memory gets a little more to clean up with, `grace`, and not again and
// again: `most` is the end of it.
import { createRequire } from 'node:module'
import { endings, type Memory, onRestart } from '@typhon/objspace'
import { COLLECTED, flags, NEAR, WANTED } from './flags.ts'
import { watchHeap } from './heap-watch.ts'

const load = createRequire(import.meta.url)
type GCProfiler = import('node:v8').GCProfiler
type HeapInfo = ReturnType<typeof import('node:v8').getHeapStatistics>

let end: (() => void) | undefined
let gc: (() => void) | undefined

function prepareEnd(): () => void {
  const vm = load('node:vm') as typeof import('node:vm')
  const script = new vm.Script('0')
  const apart = vm.createContext({}, { microtaskMode: 'afterEvaluate' })
  return () => void script.runInContext(apart)
}

function prepareCollector(): () => void {
  const vm = load('node:vm') as typeof import('node:vm')
  v8().setFlagsFromString('--expose-gc')
  const run = vm.runInNewContext('gc') as () => void
  v8().setFlagsFromString('--no-expose-gc')
  return run
}

/** What V8's figure of its limit holds for young objects, as it is on machines with much memory. */
const YOUNG = 192 * 2 ** 20
/** Of the rest, what objects may take: V8's last collections would take all the time. */
const USABLE = 0.9
/** What is added to a limit that was reached, and how much of it there may be beyond the limit. */
const GRACE = 1 / 16
const MOST = 1.5
/** Without a sign of V8's, memory is looked at every so many times. */
const PATIENCE = 256

let statistics: (() => HeapInfo) | undefined
let profiler: GCProfiler | undefined
/** Collections by kind. */
const kinds = new Map<string, { count: number; ms: number; longest: number }>()
/** The limit in bytes, undefined where none was set. */
let limit: number | undefined
/** What was used when the limit was set. */
let base = 0
/** What may be used. */
let top = Infinity
/** More than this is too much now. */
let threshold = Infinity
/** Somebody was told that objects take too much, and memory was not looked at since. */
let wasOver = false
let isWatched = false
let collections = 0
let patience = PATIENCE

onRestart(() => {
  isWatched = false
  statistics = undefined
})

function v8(): typeof import('node:v8') {
  return load('node:v8') as typeof import('node:v8')
}

function heap(): HeapInfo {
  statistics ??= v8().getHeapStatistics
  return statistics()
}

/** What counts: with a limit all memory, else that of V8's heap alone. */
function used(): number {
  const { used_heap_size, external_memory } = heap()
  return limit === undefined ? used_heap_size : used_heap_size + external_memory - base
}

/** What is used after a collection, exactly where it is more than `enough`. */
function usedByLiving(enough: number): number {
  memory.collect()
  // Buffers are freed beside the program, and are counted until the next collection.
  if (used() > enough) memory.collect()
  return used()
}

/** A table of how often V8 has collected since the profiler was started, and of its time. */
function collectionsOf(profile: GCProfiler): string {
  for (const { gcType, cost } of profile.stop().statistics) {
    const kind = kinds.get(gcType) ?? { count: 0, ms: 0, longest: 0 }
    kinds.set(gcType, kind)
    kind.count++
    kind.ms += cost / 1000
    kind.longest = Math.max(kind.longest, cost / 1000)
  }
  profile.start()
  const titles = ['count', 'ms', 'longest ms'].map((s) => s.padStart(16)).join('')
  let text = `${'# collections'.padEnd(28)}${titles}\n`
  for (const [name, { count, ms, longest }] of kinds)
    text += `${name.padEnd(28)}${String(count).padStart(16)}${ms.toFixed(1).padStart(16)}${longest.toFixed(1).padStart(16)}\n`
  return text
}

type Area = 'young' | 'old' | 'large' | 'code'

function areaOf(space: string): Area {
  if (space.startsWith('new_')) return 'young'
  if (space.startsWith('code_')) return 'code'
  return space.includes('large_object') ? 'large' : 'old'
}

/** The most that was in use, V8's heap and buffers, when somebody looked. */
let peakUsed = 0

function notePeak(): void {
  const { used_heap_size, external_memory } = heap()
  peakUsed = Math.max(peakUsed, used_heap_size + external_memory)
}

/** What V8 lets old objects have. */
function roomOfHost(): number {
  const { heap_size_limit } = heap()
  return Math.max(heap_size_limit - YOUNG, heap_size_limit / 2) * USABLE
}

/** Has memory looked at from now on. */
export function watchMemory(): void {
  if (isWatched) return
  isWatched = true
  if (limit === undefined) {
    top = roomOfHost()
    threshold = top
  } else new BigUint64Array(flags.buffer, WANTED * 4, 1)[0] = BigInt(Math.ceil((limit + base) * MOST))
  memory.polls = !watchHeap(limit !== undefined) && limit !== undefined
}

/** Whether V8 has collected since the last time. */
function isNews(): boolean {
  if (memory.polls) {
    if (--patience > 0) return false
    patience = PATIENCE
    return true
  }
  if (flags[COLLECTED] === collections && flags[NEAR] === 0) return false
  collections = flags[COLLECTED]
  flags[NEAR] = 0
  return true
}

/** What was in use after the last collection that was asked for. */
let settled = 0
/** How much more there has to be for `endings.grown`, and how much in any case. */
const GROWTH = 1.5
const ENOUGH = 128 * 2 ** 20

export const memory: Memory & { polls: boolean } = {
  polls: false,

  setLimit(bytes) {
    limit = bytes
    // Young objects are collected every 8 MB, not every 200.
    v8().setFlagsFromString('--semi-space-growth-factor=1')
    base = 0
    base = used()
    top = bytes
    threshold = bytes
    watchMemory()
  },

  used() {
    const { used_heap_size, external_memory } = heap()
    return used_heap_size + external_memory
  },

  figures() {
    const sums: Record<Area, { used: number; committed: number }> = {
      young: { used: 0, committed: 0 },
      old: { used: 0, committed: 0 },
      large: { used: 0, committed: 0 },
      code: { used: 0, committed: 0 },
    }
    for (const { space_name, space_used_size, space_size } of v8().getHeapSpaceStatistics()) {
      const sum = sums[areaOf(space_name)]
      sum.used += space_used_size
      sum.committed += space_size
    }
    const { young, old, large, code } = sums
    notePeak()
    return {
      young: young.used,
      old: old.used,
      large: large.used,
      code: code.used,
      buffers: heap().external_memory,
      youngCommitted: young.committed,
      oldCommitted: old.committed,
      largeCommitted: large.committed,
      codeCommitted: code.committed,
      peakUsed,
      peakResident: process.resourceUsage().maxRSS * 1024,
    }
  },

  report() {
    const { getHeapSpaceStatistics } = v8()
    const row = (name: string, ...sizes: number[]): string =>
      `${name.padEnd(28)}${sizes.map((n) => n.toLocaleString('en').padStart(16)).join('')}\n`
    let text = `${'# V8'.padEnd(28)}${['bytes used', 'committed'].map((s) => s.padStart(16)).join('')}\n`
    for (const { space_name, space_used_size, space_size } of getHeapSpaceStatistics())
      if (space_size > 0) text += row(space_name, space_used_size, space_size)
    const all = heap()
    text += row('all', all.used_heap_size, all.total_heap_size)
    text += row('buffers', all.external_memory, all.external_memory)
    text += row('limit', all.heap_size_limit)
    if (limit !== undefined) text += row('--memory-limit', limit)
    text += row('most in memory', process.resourceUsage().maxRSS * 1024)
    return profiler === undefined ? text : text + collectionsOf(profiler)
  },

  watchCollections() {
    const { GCProfiler } = v8()
    profiler = new GCProfiler()
    profiler.start()
  },

  isSuspect() {
    if (!isNews()) return false
    const now = used()
    if (now > Math.max(settled * GROWTH, ENOUGH)) {
      settled = now
      endings.grown()
    }
    if (now <= top) threshold = top
    else if (wasOver) {
      // What was let go of since may still be held by what has passed through a loop.
      wasOver = false
      return true
    }
    return now > threshold
  },

  isOver() {
    const now = usedByLiving(threshold)
    collections = flags[COLLECTED]
    if (now > top && now <= threshold) return false
    // Where much is in use, there is not a collection for every bit of garbage.
    threshold = Math.max(now <= top ? top : threshold, Math.min(now + top * GRACE, top * MOST))
    wasOver = now > top
    return wasOver
  },

  hasRoom(bytes, inHeap) {
    if (limit === undefined) {
      if (!inHeap) return true
      if (!isWatched) top = roomOfHost()
    }
    return used() + bytes <= top || usedByLiving(top - bytes) <= top - bytes
  },

  collect() {
    gc ??= prepareCollector()
    this.endJob()
    notePeak()
    gc()
    settled = used()
  },
  endJob() {
    end ??= prepareEnd()
    end()
  },
}
