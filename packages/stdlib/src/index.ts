// @typhon/stdlib: the built-in modules, and CPython's pure-Python library beside them.
export { builtinModuleNames, createBuiltinModule, isBuiltinModule } from './modules/index.ts'
export { declareBuiltinModules } from './modules/imp.ts'
export { flushFiles, standardStreams, type StandardStreams } from './modules/io/streams.ts'
export { declareSys, sysAttribute } from './modules/sys/attributes.ts'
export { flagsSequence, VERSION, VERSION_TEXT } from './modules/sys/version.ts'
export { unraisable } from './modules/sys/unraisable.ts'
export { warnBuiltin, warnSource } from './modules/warnings/issue.ts'
export { runSignalHandlers } from './modules/system/handlers.ts'
