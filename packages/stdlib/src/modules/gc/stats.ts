// What gc.get_stats() gives: CPython's list of a dict for each generation, which has PyPy's attributes about memory as well and is their table as a
// text. lib: gc#gc.get_stats; PyPy: module/gc/app_referents.py
//
// PyPy's words for parts of memory, and V8's parts: `nursery` are the young objects, `rawmalloced` large objects and buffers, the JIT's
// memory is compiled code, `arenas` the rest. "Used" is what objects take, garbage included; "allocated" is what was taken for them. Peaks are the
// largest values that somebody saw, V8 when it collected or who asked, but for that of all memory, which the system keeps.
import {
  defineType,
  host,
  listType,
  type MemoryFigures,
  newNamespace,
  strFromText,
  type Value,
  W_List,
  type W_Type,
} from '@typhon/objspace'

const KB = 1024
const MB = KB * KB
const GB = MB * KB

/** As PyPy writes sizes. */
function sizeText(bytes: number): string {
  if (bytes < MB) return `${(bytes / KB).toFixed(1)}kB`
  return bytes < GB ? `${(bytes / MB).toFixed(1)}MB` : `${(bytes / GB).toFixed(1)}GB`
}

/** The attributes that are sizes, and what they tell. */
const SIZES = {
  total_gc_memory: 'What objects take.',
  total_arena_memory: 'What old objects of usual size take.',
  total_rawmalloced_memory: 'What large objects and buffers take.',
  nursery_size: 'Memory for young objects.',
  jit_backend_used: 'What compiled code takes.',
  memory_used_sum: 'What objects and compiled code take.',
  peak_memory: 'The most that objects took.',
  peak_arena_memory: 'The most that old objects of usual size took.',
  peak_rawmalloced_memory: 'The most that large objects and buffers took.',
  total_allocated_memory: 'Memory that was taken for objects.',
  peak_allocated_memory: 'The most memory that the process had.',
  jit_backend_allocated: 'Memory that was taken for compiled code.',
  memory_allocated_sum: 'Memory that was taken for objects and compiled code.',
  total_memory_pressure: 'What add_memory_pressure() was told of in all.',
} as const
type Sizes = Record<keyof typeof SIZES, number>

const peak = { all: 0, old: 0, large: 0 }

function sizesOf(m: MemoryFigures, pressure: number): Sizes {
  const large = m.large + m.buffers
  const objects = m.young + m.old + large
  peak.all = Math.max(peak.all, m.peakUsed, objects)
  peak.old = Math.max(peak.old, m.old)
  peak.large = Math.max(peak.large, large)
  const taken = m.youngCommitted + m.oldCommitted + m.largeCommitted + m.buffers
  return {
    total_gc_memory: objects,
    total_arena_memory: m.old,
    total_rawmalloced_memory: large,
    nursery_size: m.youngCommitted,
    jit_backend_used: m.code,
    memory_used_sum: objects + m.code,
    peak_memory: peak.all,
    peak_arena_memory: peak.old,
    peak_rawmalloced_memory: peak.large,
    total_allocated_memory: taken,
    peak_allocated_memory: m.peakResident,
    jit_backend_allocated: m.codeCommitted,
    memory_allocated_sum: taken + m.codeCommitted,
    total_memory_pressure: pressure,
  }
}

class W_GcStats extends W_List {
  readonly sizes: Sizes
  readonly ms: number
  readonly tellsPressure: boolean

  constructor(generations: Value[], sizes: Sizes, ms: number, tellsPressure: boolean) {
    super(generations, gcStatsType.rootShape())
    this.sizes = sizes
    this.ms = ms
    this.tellsPressure = tellsPressure
  }
}

function tableOf({ sizes, ms, tellsPressure }: W_GcStats): string {
  const row = (title: string, size: keyof Sizes, most?: keyof Sizes): string =>
    `    ${title.padEnd(25)}${sizeText(sizes[size])}${most === undefined ? '' : ` (peak: ${sizeText(sizes[most])})`}\n`
  const pressure = tellsPressure ? row('memory pressure:', 'total_memory_pressure') : ''
  const rule = `    ${'-'.repeat(29)}\n`
  return `Total memory consumed:
${row('GC used:', 'total_gc_memory', 'peak_memory')}${row('   in arenas:', 'total_arena_memory')}${row('   rawmalloced:', 'total_rawmalloced_memory')}${row('   nursery:', 'nursery_size')}${row('raw assembler used:', 'jit_backend_used')}${pressure}${rule}${row('Total:', 'memory_used_sum')}
    Total memory allocated:
${row('GC allocated:', 'total_allocated_memory', 'peak_allocated_memory')}${row('raw assembler allocated:', 'jit_backend_allocated')}${rule}${row('Total:', 'memory_allocated_sum')}
    ${'Total time spent in GC:'.padEnd(25)}${(ms / 1000).toFixed(3)}
`
}

export const gcStatsType: W_Type = defineType<W_GcStats>(
  'GcStats',
  {
    module: 'gc',
    base: listType,
    layout: listType.layout,
    final: true,
    sealed: true,
    doc: 'What gc.get_stats() gives: a dict for each generation; as attributes and as a text, how much memory is used.',
  },
  (t) => {
    t.special('__str__', (self) => strFromText(tableOf(self)))
    for (const [name, doc] of Object.entries(SIZES))
      t.getset(name, doc, (self) => strFromText(sizeText(self.sizes[name as keyof Sizes])))
    t.getset('total_gc_time', 'Milliseconds that collections took.', (self) => Math.round(self.ms))
    t.getset('_s', 'The same as numbers of bytes.', (self) =>
      newNamespace({ ...self.sizes, total_gc_time: Math.round(self.ms) }),
    )
  },
)

/** What is known now. `generations` are CPython's dicts. */
export function statsOf(generations: Value[], seconds: number, pressure: number, tellsPressure: boolean): Value {
  return new W_GcStats(generations, sizesOf(host().memory.figures(), pressure), seconds * 1000, tellsPressure)
}
