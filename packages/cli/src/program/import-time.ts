// -X importtime: how long each import takes, told when it has ended, those it has led to before it.
// lib: using/cmdline#cmdoption-X; CPython: Python/import.c (import_find_and_load)
import {
  BuiltinCode,
  call,
  contains,
  host,
  strText,
  type Value,
  W_BuiltinFunction,
  type W_Dict,
  type W_Module,
} from '@typhon/objspace'

const FIND = '_find_and_load'

/** Makes the import system tell on standard error how long it takes; `tell` writes there. */
export function traceImportTimes(bootstrap: W_Module, modules: W_Dict, tell: (text: string) => void): void {
  const find = bootstrap.dict.getStr(FIND) as Value
  let hasTold = false
  let depth = 0
  /** Nanoseconds that imports inside the running one took. */
  let inner = 0n
  const timed = (args: Value[]): Value => {
    const [name] = args
    if (contains(modules, name)) return call(find, args, null)
    if (!hasTold) tell('import time: self [us] | cumulative | imported package\n')
    hasTold = true
    const outer = inner
    const start = host().clock.read('monotonic')
    inner = 0n
    depth++
    try {
      return call(find, args, null)
    } finally {
      depth--
      const time = host().clock.read('monotonic') - start
      const column = (ns: bigint, width: number): string => String((ns + 999n) / 1000n).padStart(width)
      const margin = '  '.repeat(depth)
      tell(`import time: ${column(time - inner, 9)} | ${column(time, 10)} | ${margin}${strText(name)}\n`)
      inner = outer + time
    }
  }
  const code = new BuiltinCode(
    FIND,
    FIND,
    [],
    false,
    'Find and load a module, and tell how long it took.',
    null,
    timed as never,
    timed,
  )
  bootstrap.dict.setStr(FIND, new W_BuiltinFunction(code, bootstrap, '_frozen_importlib', false))
}
