// @typhon/interpreter: compiles and runs Python code over the object space.
import './objects/code-type.ts'
import './objects/frame-type.ts'
import './objects/function-type.ts'
import './objects/async-generator-type.ts'
import './objects/generator-type.ts'
import './tracing/consumers.ts'

export {
  compilation,
  compileParsed,
  codeOf,
  compileSource,
  guardSyntax,
  parseSource,
  scopesOfSource,
  syntaxError,
  type SourceOptions,
} from './compile-source.ts'
export { getAwaitable } from './eval/machine.ts'
export { disassemble, type DisOptions } from './compile/dis.ts'
export { declareBuiltinsModule, runningBuiltin, standardBuiltins } from './eval/builtins.ts'
export { callerOf, innermost } from './baseline/hidden-frames.ts'
export { showFrame } from './prompt/seen.ts'
export { readSettings, resetSettings, settingsHelp } from './baseline/settings.ts'
export { maturing } from './baseline/maturing.ts'
export { hasCell, keepOut, recordNever, recordNext } from './tracing/greenkeys.ts'
export { endTracing, jitDriver, reports, setJit } from './tracing/hot.ts'
export { parameterDefaults, resetParameters, setParameter, stopCompiling } from './tracing/parameters.ts'
export { attend, context, handledNow, pending, setPending } from './eval/context.ts'
export { dropDeadValues, eachHeldValue } from './eval/liveness.ts'
export { KINDS } from './generated/opcodes.ts'
export { type Witness, witnessing } from './eval/watch.ts'
export { requireFrames } from './eval/unwinding.ts'
export { codeFrame, nextInPlace, runBody, runCode, runFrame, runInPlace } from './eval/enter.ts'
export { compilerHash, magicNumber } from './compile/compiler-hash.ts'
export { forgetBodies, moveUnit, readUnit, rememberBodies, writeUnit } from './compile/marshal-unit.ts'
export { Folder } from './compile/fold.ts'
export { Intrinsic1, Intrinsic2 } from './compile/intrinsics.ts'
export { typeParameters } from './eval/type-parameters.ts'
export { declareInternalReport, exceptionOf } from './eval/unwind.ts'
export { asyncGeneratorHooks } from './objects/async-generator-type.ts'
export { forgetViews, lastiOf } from './objects/cpython-view.ts'
export { codeType } from './objects/code-type.ts'
export { forgetReady, rememberReady, W_Code } from './objects/code.ts'
export { type CodeUnit, ComplexConst, FrozenSetConst, TupleConst } from './objects/code-unit.ts'
export { constantValue } from './objects/constants.ts'
export { Event, EVENT_NAMES, LOCAL_EVENTS, monitoring, TOOLS } from './eval/monitoring.ts'
export { lineOf } from './objects/frame-place.ts'
export { frameType, localsOf, tracebackType } from './objects/frame-type.ts'
export { Frame, handledException, Return } from './objects/frame.ts'
export { functionType } from './objects/function-type.ts'
export { W_Function } from './objects/function.ts'
export { coroutineType, generatorType } from './objects/generator-type.ts'
export { W_Generator } from './objects/generator.ts'
export { originTracking } from './objects/generator.ts'
export { beforeCollection, warnOfUnawaited } from './objects/unawaited.ts'
export {
  chooseCollector,
  collectGarbage,
  collection,
  collectStep,
  COLLECTORS,
  finalizeAll,
  PHASES,
  setRoom,
} from './collect/collect.ts'
export { freeze, frozenCount, generationOf, reachable, takeCensus, trackedObjects, unfreeze } from './collect/census.ts'
export { eachPart, isTracked, referentsOf } from './collect/parts.ts'
export { isFinalized } from './collect/finalize.ts'
export { positionAt } from './objects/positions.ts'
export {
  attending,
  attendSignals,
  currentThread,
  deadlineIn,
  endWait,
  isMainThread,
  liveThreads,
  setSwitchInterval,
  switchInterval,
  waitFor,
  watch,
  watchAll,
  watchEvents,
} from './threads/scheduler.ts'
export { startThread } from './threads/start.ts'
export type { Thread } from './threads/thread.ts'
export { W_Traceback } from './objects/traceback.ts'
export { colorsFor } from './traceback/colors.ts'
export { exceptionText } from './traceback/exception.ts'
export { registerSource, shareSources, SourceReader } from './traceback/sources.ts'
export { displayException, displayUncaught, displayUnraisable, reportUnraisable } from './traceback/display.ts'
export { trimImportFrames } from './traceback/import-frames.ts'
export { CO_FUTURE_BARRY_AS_BDFL, CO_FUTURES } from './objects/code-flags.ts'
export { asJoinedStr } from './compile/percent.ts'
export { isTraced, untraced } from './eval/tracing.ts'
