// What `sysconfig` asks of how Python was built, under the name that it looks for. lib: sysconfig#sysconfig.get_config_vars
//
// differs: only the variables that mean something for Typhon are there; a Makefile and C headers are not.
import { defineModule, hooks, strFromText, type Value, W_Dict, findAttr } from '@typhon/objspace'

const NUMBERS: Record<string, number> = {
  ALIGNOF_LONG: 8,
  HAVE_FORK: 0,
  Py_DEBUG: 0,
  Py_ENABLE_SHARED: 0,
  Py_GIL_DISABLED: 0,
  Py_TRACE_REFS: 0,
  SIZEOF_DOUBLE: 8,
  SIZEOF_FLOAT: 4,
  SIZEOF_INT: 4,
  SIZEOF_LONG: 8,
  SIZEOF_LONG_LONG: 8,
  SIZEOF_SHORT: 2,
  SIZEOF_SIZE_T: 8,
  SIZEOF_TIME_T: 8,
  SIZEOF_VOID_P: 8,
  SIZEOF_WCHAR_T: 4,
  WITH_DOC_STRINGS: 1,
  WITH_PYMALLOC: 0,
}

export const sysconfigDataModule = defineModule(
  '_sysconfigdata__linux_x86_64-linux-gnu',
  'How this Python was built.',
  (m) => {
    const vars = new W_Dict()
    for (const name of Object.keys(NUMBERS)) vars.setStr(name, NUMBERS[name])
    const prefix: Value = findAttr(hooks.importModule('sys'), 'prefix') ?? ''
    const texts: Record<string, string> = {
      CONFIG_ARGS: '',
      EXE: '',
      LDVERSION: '3.13',
      MACHDEP: 'linux',
      MULTIARCH: 'x86_64-linux-gnu',
      PLATLIBDIR: 'lib',
      TZPATH: '/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo',
      VERSION: '3.13',
    }
    for (const name of Object.keys(texts)) vars.setStr(name, strFromText(texts[name]))
    for (const name of ['prefix', 'exec_prefix']) vars.setStr(name, prefix)
    m.constant('build_time_vars', vars)
  },
)
