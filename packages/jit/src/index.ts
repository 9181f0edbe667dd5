/**
 * A tracing just-in-time compiler that knows no language. Its README says what a language hands in.
 */
export { ArrayDescr, CallDescr, type CallOptions, ClassDescr, FieldDescr } from './ir/descr.ts'
export { Invalidator } from './driver/invalidator.ts'
export { Driver } from './driver/driver.ts'
export type { FrameImage, Language } from './driver/language.ts'
export type { Exits } from './driver/tree.ts'
export { Location } from './driver/location.ts'
export { type Counters, type Entry, type Happening, Log, type Section } from './driver/log.ts'
export { Params } from './driver/params.ts'
export { js, Template } from './ir/template.ts'
export { type BigName, type Kind, type OpName, OPS, type PureName } from './ir/ops.ts'
export { Const, Input, Op, Snapshot, type Trace, type Value } from './ir/values.ts'
export { parseTrace, type Vocabulary } from './ir/parse.ts'
export { type Names, printTrace } from './ir/print.ts'
export { type OverflowName, Recorder } from './record/recorder.ts'
