// The `sys` module. lib: sys; CPython: Python/sysmodule.c
//
// The command line sets what depends on how the program was started (argv, path, flags, executable, streams).
//
// differs: where setrecursionlimit() sets less than what is running takes, other calls fit below it than in CPython, which counts those that it has
// specialised otherwise.
import {
  onRestart,
  arg,
  asDouble,
  asInt,
  defineModule,
  digitLimit,
  error,
  errorWith,
  getattr,
  keyOfStr,
  newFrozenSet,
  type ModuleBuilder,
  optArg,
  pos,
  strOrUndefined,
  typeOf,
  type Value,
  W_BaseException,
  W_Dict,
  W_Float,
  W_List,
  W_Tuple,
  hooks,
  host,
  shownType,
  kw,
  asBool,
} from '@typhon/objspace'
import {
  collection,
  callerOf,
  compilerHash,
  context,
  handledNow,
  innermost,
  requireFrames,
  currentThread,
  displayException,
  displayUnraisable,
  type Frame,
  handledException,
  liveThreads,
  setSwitchInterval,
  switchInterval,
  originTracking,
  showFrame,
} from '@typhon/interpreter'
import { defineAudit } from './audit.ts'
import { defineAsyncHooks } from './async-hooks.ts'
import { breakpoint } from './breakpoint.ts'
import { display } from './display.ts'
import { LIBRARY_NAMES } from './library-names.ts'
import { settings } from './settings.ts'
import { sizeOf } from './size.ts'
import { monitoringModule } from './monitoring.ts'
import { defineTracing } from './tracing.ts'
import { defineVersion } from './version.ts'

/** The exception being handled by the calling code, or null. */
function current(): W_BaseException | null {
  return handledNow()
}

function frameAt(depth: number): Frame {
  requireFrames()
  let f = innermost()
  for (let i = 0; i < depth && f !== null; i++) f = callerOf(f)
  if (f === null) throw error('ValueError', 'call stack is not deep enough')
  return f
}

function defineFrames(m: ModuleBuilder): void {
  m.fn('exc_info', [], 'Type, value and traceback of the exception being handled.', () => {
    const e = current()
    return new W_Tuple(e === null ? [null, null, null] : [typeOf(e), e, e.traceback])
  })
  m.fn('exception', [], 'The exception being handled, or None.', () => current())
  m.fn('_getframe', [pos('depth', asInt, 0)], 'The frame of a caller.', (depth) => {
    const frame = frameAt(Math.max(depth, 0))
    hooks.audit?.('sys._getframe', frame)
    return showFrame(frame)
  })
  const moduleName = m.fn(
    '_getframemodulename',
    [arg('depth', asInt, 0)],
    'Name of the module of a caller.',
    (depth) => {
      hooks.audit?.('sys._getframemodulename', depth)
      let f = innermost()
      for (let i = 0; i < depth && f !== null; i++) f = callerOf(f)
      return f === null ? null : (f.func?.module ?? f.globals.getStr('__name__') ?? null)
    },
  )
  moduleName.code.seesCallers = true
  m.fn('_current_exceptions', [], 'The exception that each thread is handling, or None.', () => {
    hooks.audit?.('sys._current_exceptions')
    const d = new W_Dict()
    for (const t of liveThreads()) {
      d.set(t.ident, t === currentThread() ? handledNow() : handledException(t.frame))
    }
    return d
  })
  m.fn('_current_frames', [], 'The innermost frame of each thread.', () => {
    hooks.audit?.('sys._current_frames')
    requireFrames()
    const d = new W_Dict()
    for (const t of liveThreads()) {
      const frame = t === currentThread() ? context.frame : t.frame
      if (frame !== null) d.set(t.ident, showFrame(frame))
    }
    return d
  })
  m.fn('getrecursionlimit', [], 'How deep calls may nest.', () => context.recursionLimit)
  m.fn('setrecursionlimit', [pos('limit', asInt)], 'Set how deep calls may nest.', (limit) => {
    if (limit < 1) throw error('ValueError', 'recursion limit must be greater or equal than 1')
    if (context.depth >= limit)
      throw error(
        'RecursionError',
        `cannot set the recursion limit to ${limit} at the recursion depth ${context.depth}: the limit is too low`,
      )
    context.recursionLimit = limit
    context.setLimit()
    return null
  })
}

function defineHooks(m: ModuleBuilder): void {
  m.fn('displayhook', [pos('object')], 'Print an object and remember it as builtins._.', display)
  m.fn(
    'excepthook',
    [pos('exctype'), pos('value'), pos('traceback')],
    'Print an uncaught exception.',
    (_type, value, tb) => {
      displayException(value, tb)
      return null
    },
  )
  m.fn('unraisablehook', [pos('unraisable')], 'Report an exception that could not be raised.', (w) => {
    const e = getattr(w, 'exc_value')
    if (e instanceof W_BaseException)
      displayUnraisable(e, getattr(w, 'exc_traceback'), getattr(w, 'err_msg'), getattr(w, 'object'))
    return null
  })
  m.rawFn('breakpointhook', 'What breakpoint() calls.', breakpoint, '($module, /, *args, **kwargs)')
  m.fn('exit', [pos<Value>('status', null, null)], 'End the program by raising SystemExit.', (status) => {
    throw status === null
      ? errorWith('SystemExit')
      : status instanceof W_Tuple
        ? errorWith('SystemExit', ...status.items)
        : errorWith('SystemExit', status)
  })
  defineAudit(m)
  defineTracing(m)
  m.constant('monitoring', monitoringModule.create())
}

const interned = new Map<string, Value>()

function defineObjects(m: ModuleBuilder): void {
  m.fn('intern', [pos('string')], 'The str that stands for all equal ones.', (w) => {
    const s = strOrUndefined(w)
    if (s === undefined || s !== w)
      throw error(
        'TypeError',
        s === undefined ? `intern() argument must be str, not ${shownType(w)}` : `can't intern ${typeOf(w).fullName}`,
      )
    const key = keyOfStr(s)
    const known = interned.get(key)
    if (known !== undefined) return known
    interned.set(key, w)
    return w
  })
  m.fn('_is_interned', [pos('string')], 'Whether a str is interned.', (w) => {
    const s = strOrUndefined(w)
    if (s === undefined) throw error('TypeError', `_is_interned() argument must be str, not ${shownType(w)}`)
    if (s !== w) return false
    // Latin-1 characters always are, and constants that look like names; the same text made while a program runs is no other here.
    const key = keyOfStr(s)
    return /^(?:\w*|[\0-\xff])$/.test(key) || interned.has(key)
  })
  m.fn('getrefcount', [pos('object')], 'A plausible number of references.', () => 2)
  m.fn(
    'getsizeof',
    [arg('object'), optArg('default')],
    'Bytes of memory an object takes, as it tells.',
    (w, otherwise) => {
      const size = sizeOf(w) ?? otherwise
      if (size === undefined) throw error('TypeError', `Type ${typeOf(w).name} doesn't define __sizeof__`)
      return size
    },
    null,
  )
  m.fn('get_int_max_str_digits', [], 'Limit of digits in conversions between int and str.', () => digitLimit.value)
  m.fn(
    'set_int_max_str_digits',
    [arg('maxdigits', asInt)],
    'Set the limit of digits in conversions between int and str.',
    (n) => {
      if (n !== 0 && n < 640) throw error('ValueError', 'maxdigits must be 0 or larger than 640')
      digitLimit.value = n
      return null
    },
  )
  m.fn('getfilesystemencoding', [], 'Encoding of file names.', () => 'utf-8')
  m.fn('getfilesystemencodeerrors', [], 'Error handler of file names.', () => 'surrogateescape')
  m.fn('getdefaultencoding', [], 'Encoding of str.encode() without argument.', () => 'utf-8')
  m.fn('_debugmallocstats', [], 'Write to stderr what V8 tells of its memory.', () => {
    const { memory, files } = host()
    const bytes = new TextEncoder().encode(memory.report())
    for (let at = 0; at < bytes.length;) at += files.write(2, bytes.subarray(at))
    return null
  })
  m.fn('getallocatedblocks', [], 'Not counted here.', () => 0)
  m.fn(
    'getunicodeinternedsize',
    [kw('_only_immortal', asBool, false)],
    'How many strs are interned.',
    () => interned.size,
  )
  m.fn('getswitchinterval', [], 'Seconds between switches of threads.', () => new W_Float(switchInterval()))
  m.fn('setswitchinterval', [pos('interval', asDouble)], 'Set the seconds between switches of threads.', (seconds) => {
    if (seconds <= 0) throw error('ValueError', 'switch interval must be strictly positive')
    setSwitchInterval(seconds)
    return null
  })
  m.fn('is_finalizing', [], 'Whether the interpreter is shutting down.', () => collection.isAtEnd)
  m.fn('_clear_type_cache', [], 'Nothing to clear.', () => null)
  m.fn('_clear_internal_caches', [], 'Nothing to clear.', () => null)
  m.fn('deactivate_stack_trampoline', [], 'Nothing to do: there is none.', () => null)
  m.fn('is_stack_trampoline_active', [], 'False: there is none.', () => false)
  m.fn(
    'get_coroutine_origin_tracking_depth',
    [],
    'How many frames coroutines remember of where they were made.',
    () => originTracking.depth,
  )
  m.fn(
    'set_coroutine_origin_tracking_depth',
    [arg('depth', asInt)],
    'Set how many frames coroutines remember.',
    (depth) => {
      if (depth < 0) throw error('ValueError', 'depth must be >= 0')
      originTracking.depth = depth
      return null
    },
  )
  defineAsyncHooks(m)
  m.fn(
    '_get_cpu_count_config',
    [],
    'The number of processors that -X cpu_count names, -1 for none.',
    () => settings.cpuCount,
  )
  m.fn('_baserepl', [], 'Runs the prompt, without what is built on it in Python.', () => {
    hooks.runStandardInput()
    return null
  })
  m.fn('_is_gil_enabled', [], 'True: one thread of Python code runs at a time.', () => true)
  m.fn('activate_stack_trampoline', [pos('backend')], 'Not supported.', () => {
    throw error('ValueError', 'perf trampoline not available')
  })
}

export const sysModule = defineModule('sys', 'The interpreter itself.', (m) => {
  defineVersion(m, 'linux')
  defineFrames(m)
  defineHooks(m)
  defineObjects(m)
  m.constant('modules', new W_Dict())
  for (const name of ['path', 'meta_path', 'path_hooks', 'argv', 'orig_argv', 'warnoptions'])
    m.constant(name, new W_List([]))
  m.constant('path_importer_cache', new W_Dict())
  m.constant('_xoptions', new W_Dict())
  m.constant('dont_write_bytecode', compilerHash === null)
  m.constant('pycache_prefix', null)
  for (const name of ['stdin', 'stdout', 'stderr', '__stdin__', '__stdout__', '__stderr__']) m.constant(name, null)
  const names = newFrozenSet(LIBRARY_NAMES)
  m.constant('stdlib_module_names', names)
  // The key of hashes is set after this module is made.
  onRestart(() => {
    names.forgetHash()
    names.rehashLate(LIBRARY_NAMES)
  })
  m.constant('abiflags', '')
  m.constant('__displayhook__', m.module.dict.getStr('displayhook') as Value)
  m.constant('__excepthook__', m.module.dict.getStr('excepthook') as Value)
  m.constant('__unraisablehook__', m.module.dict.getStr('unraisablehook') as Value)
  m.constant('__breakpointhook__', m.module.dict.getStr('breakpointhook') as Value)
})
