// What a module of the library that was executed ahead does as it wakes: what its execution does outside of itself, and what it
// takes from its process. Each is a few lines of Python for its namespace. See sleepers.ts.
import { compileSource, type W_Code } from '@typhon/interpreter'

const SOURCES: Readonly<Record<string, string>> = {
  'asyncio.log': 'logging.Logger.manager.loggerDict[logger.name] = logger',
  'concurrent.futures._base': `
logging.Logger.manager.loggerDict[LOGGER.name] = LOGGER
logging.Logger.manager._fixupParents(LOGGER)
`,
  // Entries of modules that are asleep.
  copyreg: `
for _type in [t for t in dispatch_table if t.__module__ not in ('builtins', 'types')]:
    del dispatch_table[_type]
    del _type
`,
  logging: `
_startTime = time.time_ns()
Logger.manager.loggerDict.clear()
atexit.register(shutdown)
`,
  re: 'copyreg.pickle(Pattern, _pickle, _compile)',
  // Whether epoll is there, the system says.
  selectors: `
if _can_use('kqueue'):
    DefaultSelector = KqueueSelector
elif _can_use('epoll'):
    DefaultSelector = EpollSelector
elif _can_use('poll'):
    DefaultSelector = PollSelector
else:
    DefaultSelector = SelectSelector
`,
  subprocess: '_USE_POSIX_SPAWN = _use_posix_spawn()',
  threading: `
if _HAVE_THREAD_NATIVE_ID:
    _main_thread._set_native_id()
`,
}

const codes = new Map<string, W_Code>()

/** Compiles what is run later. */
export function prepareWakingUp(): void {
  for (const [name, source] of Object.entries(SOURCES))
    codes.set(name, compileSource(source, { filename: `<waking ${name}>` }))
}

/** What a module runs as it wakes. */
export function codeOnWaking(name: string): W_Code | undefined {
  return codes.get(name)
}
