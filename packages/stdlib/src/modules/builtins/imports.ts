// __import__: a module that is imported already is found here, anything else is left to importlib.
//
// The steps are those of CPython's PyImport_ImportModuleLevelObject (Python/import.c): the absolute name, the module of it, waiting
// for another thread that imports it, and what of it is asked for. What is not simple (a missing `__package__`, names that are no
// str, submodules to be imported) importlib's own `__import__` does from the beginning.
//
// What must stay true: Python code is run in the place of the running instruction (`runInPlace`), so that a thread can be left
// while it imports.
import {
  arg,
  call,
  error,
  findAttr,
  getattr,
  hooks,
  isInitializing,
  type ModuleBuilder,
  type Str,
  strFromKey,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  W_BaseException,
  W_Dict,
  W_List,
  W_Module,
  W_Tuple,
  asInt,
} from '@typhon/objspace'
import {
  compileSource,
  liveThreads,
  Return,
  runCode,
  runInPlace,
  shareSources,
  trimImportFrames,
  W_Function,
} from '@typhon/interpreter'
import { sysAttribute } from '../sys/attributes.ts'

export function defineImport(m: ModuleBuilder): void {
  m.fn(
    '__import__',
    [
      arg('name'),
      arg<Value | undefined>('globals', null, undefined, 'None'),
      arg<Value>('locals', null, null),
      arg<Value>('fromlist', null, new W_Tuple([]), '()'),
      arg('level', asInt, 0),
    ],
    'What an import statement calls.',
    (name, globals, _locals, fromlist, level) => importName(name, globals, fromlist, level),
  )
}

function importName(name: Value, globals: Value | undefined, fromlist: Value, level: number): Value {
  const s = strOrUndefined(name)
  if (s === undefined) throw error('TypeError', 'module name must be a string')
  if (level < 0) throw error('ValueError', 'level must be >= 0')
  if (level !== 0) requireNamespace(globals)
  const full = typeof s === 'string' ? absoluteName(s, globals, level) : undefined
  const module = full === undefined ? undefined : hooks.loadedModule(full)
  if (module !== undefined && module !== null) {
    if (mustBeWaitedFor(module))
      return runPython(waiting(), [strFromKey(full as string), name, globals ?? null, fromlist, level])
    const found = whatIsAskedFor(module, s as string, fromlist, level)
    if (found !== undefined) return found
  }
  if (hooks.audit !== null) auditImport(s, globals, level)
  return runPython(getattr(hooks.importSystem(), '__import__'), [name, globals ?? new W_Dict(), null, fromlist, level])
}

/** Runs a function of the import system, whose frames are none of the program's tracebacks. */
function runPython(w_function: Value, args: Value[]): Value {
  try {
    return w_function instanceof W_Function
      ? runInPlace(w_function.frameFor(args, null), '__import__', Return.value)
      : call(w_function, args, null)
  } catch (e) {
    if (e instanceof W_BaseException) trimImportFrames(e)
    throw e
  } finally {
    shareSources()
  }
}

/** A relative import needs the globals of the module that it is relative to. */
function requireNamespace(globals: Value | undefined): void {
  if (globals !== undefined && !(globals instanceof W_Dict)) throw error('TypeError', 'globals must be a dict')
  const has = (name: string): boolean => (globals?.getStr(name) ?? null) !== null
  if (!has('__package__') && !has('__spec__') && !has('__name__')) throw error('KeyError', "'__name__' not in globals")
}

/** The full name of a module; undefined where that is not plain to see. */
function absoluteName(name: string, globals: Value | undefined, level: Value): string | undefined {
  if (level === 0) return name
  if (typeof level !== 'number' || !(globals instanceof W_Dict)) return undefined
  const own = globals.getStr('__package__')
  const spec = globals.getStr('__spec__')
  if (typeof own !== 'string' || own === '' || spec === undefined || spec === null) return undefined
  if (findAttr(spec, 'parent') !== own) return undefined
  let base = own
  for (let i = 1; i < level; i++) {
    const dot = base.lastIndexOf('.')
    if (dot < 0) return undefined
    base = base.slice(0, dot)
  }
  return name === '' ? base : `${base}.${name}`
}

/** What an import of a module that is there gives: its outermost package, or itself with all of `fromlist` in it; else undefined. */
function whatIsAskedFor(module: Value, name: string, fromlist: Value, level: Value): Value | undefined {
  if (fromlist === null) fromlist = NOTHING
  if (!(fromlist instanceof W_Tuple || fromlist instanceof W_List)) return undefined
  if (fromlist.items.length > 0) return isPackage(module) && !hasAll(module, fromlist.items) ? undefined : module
  if (level !== 0) return undefined
  const dot = name.indexOf('.')
  if (dot < 0) return module
  const outermost = hooks.loadedModule(name.slice(0, dot))
  return outermost === undefined || outermost === null || mustBeWaitedFor(outermost) ? undefined : outermost
}

const NOTHING = new W_Tuple([])

const attributeOf = (module: Value, name: string): Value | undefined =>
  (module instanceof W_Module ? module.dict.getStr(name) : undefined) ?? findAttr(module, name)

const isPackage = (module: Value): boolean => attributeOf(module, '__path__') !== undefined

/** Whether a package has all these names, which are no `*`. */
function hasAll(module: Value, names: readonly Value[]): boolean {
  for (const name of names)
    if (typeof name !== 'string' || name === '*' || attributeOf(module, name) === undefined) return false
  return true
}

/** Whether another thread may be importing a module. */
function mustBeWaitedFor(module: Value): boolean {
  return liveThreads().length > 1 && module instanceof W_Module && isInitializing(module)
}

// Where two threads import each other's modules one of them gets a module that is half made: `_lock_unlock_module` sees to that.
const WAITING = `
def wait(full, name, globals, fromlist, level):
    lock_unlock(full)
    module = modules[full]
    if fromlist:
        return handle_fromlist(module, fromlist, find) if hasattr(module, '__path__') else module
    if level == 0:
        return modules[name.partition('.')[0]]
    return modules[full[:len(full) - len(name) + len(name.partition('.')[0])]]
`
let w_waiting: Value | undefined

/** The function that waits until another thread has imported a module. */
function waiting(): Value {
  if (w_waiting !== undefined) return w_waiting
  const system = hooks.importSystem()
  const namespace = new W_Dict()
  namespace.setStr('lock_unlock', getattr(system, '_lock_unlock_module'))
  namespace.setStr('handle_fromlist', getattr(system, '_handle_fromlist'))
  namespace.setStr('find', getattr(system, '_gcd_import'))
  namespace.setStr('modules', sysAttribute('modules') as Value)
  runCode(compileSource(WAITING, { filename: '<frozen importlib._bootstrap>' }), namespace, namespace)
  return (w_waiting = namespace.getStr('wait') as Value)
}

/** Tells of an import that finds nothing in sys.modules. */
function auditImport(name: Str, globals: Value | undefined, level: Value): void {
  let full = textOfStr(name)
  if (typeof level === 'number' && level > 0 && globals instanceof W_Dict) {
    const w = strOrUndefined(globals.getStr('__package__') ?? null)
    const parts = w === undefined ? [] : textOfStr(w).split('.')
    full = [...parts.slice(0, parts.length - level + 1), ...(full === '' ? [] : [full])].join('.')
  }
  if (hooks.loadedModule(full) !== undefined) return
  const of = (attribute: string): Value => sysAttribute(attribute) ?? null
  hooks.audit?.('import', strFromText(full), null, of('path'), of('meta_path'), of('path_hooks'))
}
