// @typhon/gc: memory managers for those who write runtimes, games or databases.
export { Heap, type HeapOptions, type Hooks } from './heap.ts'
export { Collector, OutOfMemoryError } from './collector.ts'
export { LinearModel, type LinearOptions } from './models/linear/linear.ts'
export {
  ArrayType,
  type Field,
  type FieldKind,
  type Layout,
  LinearType,
  StringType,
  StructType,
} from './models/linear/types.ts'
export type { WebAssemblyMemory } from './models/linear/memory.ts'
export { HostModel, type HostObject, type HostOptions } from './models/host.ts'
export type { Model, Visitor } from './model.ts'
export { Handle, type RootProvider, Roots, Scope } from './roots.ts'
export { EphemeronTable, WeakReference } from './weakref.ts'
export type { Finalizer } from './finalizers.ts'
export { COLLECTORS, type CollectorName, DEFAULTS, readSize, type Settings, settingsFrom } from './settings.ts'
export { type Pause, Pauses, Stats } from './stats.ts'
export { census, type DumpedObject } from './dump.ts'
export { HeapError } from './check.ts'
