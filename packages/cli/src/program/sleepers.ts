// Modules of the library that were imported ahead, asleep until a program imports them.
//
// While a snapshot is made, modules that programs import often are executed and then taken out of sys.modules. In a process that
// starts from the snapshot `_find_and_load` of the import system looks here first: where the import system's own way could only
// lead to the file that a sleeper was made from, unchanged, its module is put back, and what its execution has imported is
// imported before, in the same order. Whatever could make a difference (another finder, path hook or loaded module, a file or
// folder of that name earlier in sys.path, a second thread) leaves the import to the ordinary way.
//
// What must stay true:
//  - a sleeper wakes once; whoever imports its name again gets an ordinary execution;
//  - every module that an awake sleeper has taken something from is the one it was taken from. Where an import gives another
//    module the sleeper's namespace is emptied and its file executed;
//  - what executing a module does outside of itself, and what it takes from its process, is done as it wakes (wake-up.ts).
//
// differs: classes of modules that are asleep are among `object.__subclasses__()` and those of other classes in them; whether an
// optional module exists that the library tries to import (`_winapi`) is found out when the snapshot is made.
import {
  BuiltinCode,
  call,
  callMethod,
  type Hashing,
  host,
  enrol,
  enrolled,
  getattr,
  delattr,
  onRestart,
  OSFailure,
  rehashAll,
  setattr,
  strFromText,
  textOfStr,
  wakeBuiltin,
  type Value,
  W_BuiltinFunction,
  W_Dict,
  W_List,
  W_Module,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { compileSource, liveThreads, Return, runCode, runInPlace, type W_Function } from '@typhon/interpreter'
import { findFrozen, isBuiltinModule } from '@typhon/stdlib'
import { codeOnWaking } from './wake-up.ts'

/** Modules whose execution depends on the process, or leaves something in it: they are never asleep. */
const AWAKE = new Set(['__main__', 'locale', 'random', 'secrets', 'site', 'sitecustomize', 'tempfile', 'uuid'])

interface Sleeper {
  readonly name: string
  readonly module: W_Module
  /** The file, and whether it is one of a frozen module. */
  readonly origin: string
  readonly isFrozen: boolean
  readonly mtimeNs: bigint
  readonly size: number
  /** Names of modules that were imported by its execution, and what they gave. */
  readonly needs: Map<string, Value>
  /** Names in sys.modules that its execution made for other modules. */
  readonly aliases: Map<string, Value>
  /** Containers that its execution made. */
  readonly hashing: Hashing[]
  state: 'asleep' | 'waking' | 'awake' | 'anew'
  finished: boolean
}

/** Attributes that the import system gives a module before it is executed. */
const GIVEN = ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__path__', '__file__', '__cached__']

const FIND = '_find_and_load'
const ENOENT = 2
const ENOTDIR = 20

interface Contents {
  readonly mtimeNs: bigint
  /** Of names with a dot in them, what is before the first one. */
  readonly stems: ReadonlySet<string>
  /** All names. */
  readonly plain: ReadonlySet<string>
}

const NOTHING: Contents = { mtimeNs: 0n, stems: new Set(), plain: new Set() }

const modules = (sys: W_Module): W_Dict => sys.dict.getStr('modules') as W_Dict

function fn(name: string, doc: string, f: (args: Value[], kwnames: readonly string[] | null) => Value): Value {
  const code = new BuiltinCode(name, name, [], false, doc, null, f as never, f as never)
  return new W_BuiltinFunction(code, undefined, null, false)
}

export class Sleepers {
  private readonly byName = new Map<string, Sleeper>()
  private readonly byModule = new Map<Value, Sleeper>()
  private readonly byNamespace = new Map<W_Dict, Sleeper>()
  private readonly builtins = new Map<string, W_Module>()
  /** Containers that belong to no sleeper. */
  private readonly hashing: Hashing[] = []
  private readonly sys: W_Module
  private readonly bootstrap: W_Module
  private isOn = true
  /** The entries of sys.meta_path and sys.path_hooks that find the library. */
  private finders: readonly Value[] = []
  /** Folders of sys.path that were looked into. */
  private readonly folders = new Map<string, Contents>()
  private readonly onOutdated: () => void

  /** `onOutdated` is called when the file of a sleeper has changed since it was executed. */
  constructor(sys: W_Module, bootstrap: W_Module, onOutdated: () => void) {
    this.sys = sys
    this.bootstrap = bootstrap
    this.onOutdated = onOutdated
    onRestart(() => rehashAll(this.hashing))
  }

  /** Has no sleeper woken: what the process wants of its modules, the sleepers do not have. */
  switchOff(): void {
    this.isOn = false
  }

  /** The module object of a built-in module that sleepers know, once. */
  builtin(name: string): W_Module | undefined {
    const module = this.isOn ? this.builtins.get(name) : undefined
    if (module === undefined) return undefined
    this.builtins.delete(name)
    wakeBuiltin(name)
    return module
  }

  /** Imports modules and puts them to sleep, with all that they have imported. */
  layDown(names: readonly string[], builtins: W_Module): void {
    const table = modules(this.sys)
    const base = new Set(table.liveKeys())
    const known = new Set<Value>(base)
    const original = builtins.dict.getStr('__import__') as Value
    enrol(this.hashing)
    builtins.dict.setStr('__import__', this.recordingImport(original))
    const loader = this.external('SourceFileLoader')
    const ordinary = getattr(this.external('_LoaderBasics'), 'exec_module')
    const execute = (module: W_Module, ordinary: () => void): null => {
      const sleeper = this.sleeperFor(module)
      known.add(sleeper.name)
      const outer = enrolled
      enrol(sleeper.hashing)
      try {
        ordinary()
        sleeper.finished = true
        for (const key of table.liveKeys())
          if (typeof key === 'string' && !known.has(key)) {
            known.add(key)
            if (!isBuiltinModule(key)) sleeper.aliases.set(key, table.get(key) as Value)
          }
      } finally {
        enrol(outer)
      }
      return null
    }
    const executing = fn('exec_module', 'Execute a module, and note what it does.', (args) =>
      execute(args[1] as W_Module, () => call(ordinary, args, null)),
    )
    const frozen = this.bootstrap.dict.getStr('FrozenImporter') as W_Type
    const thaw = frozen.dict.getStr('exec_module') as Value
    const ofFrozen = getattr(frozen, 'exec_module')
    setattr(
      frozen,
      'exec_module',
      fn('exec_module', 'Execute a frozen module, and note what it does.', (args) =>
        execute(args[0] as W_Module, () => call(ofFrozen, args, null)),
      ),
    )
    // A function in Python is bound to the loader.
    const namespace = new W_Dict()
    namespace.setStr('execute', executing)
    runCode(compileSource(EXEC_MODULE, { filename: '<importing ahead>' }), namespace, namespace)
    setattr(loader, 'exec_module', namespace.getStr('exec_module') as Value)
    for (const name of names)
      try {
        callMethod(this.bootstrap, '_gcd_import', strFromText(name))
      } catch {
        // What cannot be imported here is imported by those that want it.
      }
    builtins.dict.setStr('__import__', original)
    delattr(loader, 'exec_module')
    setattr(frozen, 'exec_module', thaw)
    this.settle(base, table)
    enrol(null)
    this.prepareSearch()
  }

  private sleeperFor(module: W_Module): Sleeper {
    const name = String(module.dict.getStr('__name__'))
    const library = String(this.sys.dict.getStr('_stdlib_dir'))
    const frozen = findFrozen(name)
    const origin = frozen === undefined ? String(module.dict.getStr('__file__')) : `${library}/${frozen.file}`
    const { mtimeNs, size } = host().files.stat(origin)
    const sleeper: Sleeper = {
      name,
      module,
      origin,
      isFrozen: frozen !== undefined,
      mtimeNs,
      size,
      needs: new Map(),
      aliases: new Map(),
      hashing: [],
      state: 'asleep',
      finished: false,
    }
    this.byName.set(name, sleeper)
    this.byModule.set(module, sleeper)
    this.byNamespace.set(module.dict, sleeper)
    return sleeper
  }

  /** `__import__`, noting for the importing module which modules it has imported. */
  private recordingImport(original: Value): Value {
    return fn('__import__', 'Import a module, and note that.', (args, kwnames) => {
      const result = call(original, args, kwnames)
      const [name, globals, , fromlist, level] = args
      if (kwnames !== null || !(globals instanceof W_Dict)) return result
      const sleeper = this.byNamespace.get(globals)
      if (sleeper === undefined) return result
      const table = modules(this.sys)
      const note = (full: string): void => {
        const module = table.getStr(full)
        if (module !== undefined && !sleeper.needs.has(full)) sleeper.needs.set(full, module)
      }
      const full = absoluteName(textOfStr(name as string), globals, level)
      const parts = full.split('.')
      for (let i = 1; i <= parts.length; i++) note(parts.slice(0, i).join('.'))
      if (fromlist instanceof W_Tuple) for (const item of fromlist.items) note(`${full}.${String(item)}`)
      return result
    })
  }

  /** Decides who sleeps, and takes everything that was imported out of sight. */
  private settle(base: ReadonlySet<Value>, table: W_Dict): void {
    const here = new Set([...base].map((key) => table.get(key)))
    const added = table.liveKeys().filter((key) => !base.has(key))
    const isHere = (name: string, module: Value): boolean => {
      if (here.has(module)) return true
      const sleeper = this.byModule.get(module)
      if (sleeper !== undefined) return this.byName.get(sleeper.name) === sleeper
      return isBuiltinModule(name)
    }
    for (const [name, sleeper] of this.byName)
      if (!sleeper.finished || AWAKE.has(name) || table.getStr(name) !== sleeper.module) this.byName.delete(name)
    for (let before = -1; before !== this.byName.size;) {
      before = this.byName.size
      for (const [name, { needs }] of this.byName)
        if (![...needs].every(([need, module]) => isHere(need, module))) this.byName.delete(name)
    }
    const atexit = table.getStr('atexit')
    if (atexit !== undefined) callMethod(atexit, '_clear')
    for (const key of added) {
      const module = table.get(key)
      if (module instanceof W_Module && typeof key === 'string' && isBuiltinModule(key)) this.builtins.set(key, module)
      table.pop(key)
    }
    for (const sleeper of this.byName.values()) {
      const dot = sleeper.name.lastIndexOf('.')
      const parent = dot < 0 ? undefined : this.byName.get(sleeper.name.slice(0, dot))?.module.dict
      const child = sleeper.name.slice(dot + 1)
      if (parent?.getStr(child) === sleeper.module) parent.deleteStr(child)
    }
    for (const [module, { name }] of this.byModule) if (!this.byName.has(name)) this.byModule.delete(module)
    this.byNamespace.clear()
    callMethod(this.sys.dict.getStr('path_importer_cache') as Value, 'clear')
  }

  private external(name: string): Value {
    return (modules(this.sys).getStr('_frozen_importlib_external') as W_Module).dict.getStr(name) as Value
  }

  /** Puts the search for sleepers before that of the import system. */
  private prepareSearch(): void {
    const find = this.bootstrap.dict.getStr(FIND) as W_Function
    this.finders = finders(this.sys)
    const search = fn(FIND, 'Find and load a module, or wake it.', (args, kwnames) => {
      const name = args[0]
      const awake = typeof name === 'string' ? this.wake(name) : undefined
      // In place, so that a thread can be left while it imports.
      return awake ?? runInPlace(find.frameFor(args, kwnames), FIND, Return.value)
    })
    this.bootstrap.dict.setStr(FIND, search)
  }

  /** The module of a sleeper, awake; undefined where the import system has to decide. */
  private wake(name: string): Value | undefined {
    const sleeper = this.byName.get(name)
    if (!this.isOn || sleeper === undefined || sleeper.state !== 'asleep') return undefined
    const table = modules(this.sys)
    if (table.getStr(name) !== undefined || !this.isUntouched() || liveThreads().length > 1) return undefined
    const dot = name.lastIndexOf('.')
    const parent = dot < 0 ? undefined : this.parentOf(name.slice(0, dot))
    if (dot >= 0) {
      if (parent === undefined) return undefined
      // The parent's own execution may have imported it.
      const loaded = table.getStr(name)
      if (loaded !== undefined) return loaded
    }
    // Frozen modules are found before any folder is looked into.
    if (sleeper.isFrozen !== (findFrozen(name) !== undefined)) return undefined
    if (dot < 0 && !sleeper.isFrozen && !this.isFirst(name)) return undefined
    if (!isUnchanged(sleeper)) {
      this.onOutdated()
      return undefined
    }
    for (const [need, module] of sleeper.needs) {
      const loaded = table.getStr(need)
      if (loaded !== undefined && !this.isSame(loaded, module)) return undefined
    }
    table.setStr(name, sleeper.module)
    try {
      this.bringBack(sleeper)
    } catch (e) {
      table.deleteStr(name)
      throw e
    }
    // As the import system does: a module is after those that it has imported.
    const module = table.getStr(name)
    if (module === undefined) return undefined
    table.deleteStr(name)
    table.setStr(name, module)
    parent?.dict.setStr(name.slice(dot + 1), module)
    return module
  }

  /** The package of a sleeper where that is, or can be, awake. */
  private parentOf(name: string): W_Module | undefined {
    const sleeper = this.byName.get(name)
    if (sleeper === undefined) return undefined
    const loaded = modules(this.sys).getStr(name) ?? this.wake(name)
    return loaded === sleeper.module && sleeper.state !== 'anew' ? sleeper.module : undefined
  }

  /** Whether nobody has changed how modules are found. */
  private isUntouched(): boolean {
    const now = finders(this.sys)
    return now.length === this.finders.length && now.every((w, i) => w === this.finders[i])
  }

  /** Whether the entries of sys.path before the library hold nothing that a module of this name could be. */
  private isFirst(name: string): boolean {
    const library = this.sys.dict.getStr('_stdlib_dir')
    for (const entry of (this.sys.dict.getStr('path') as W_List).items) {
      if (entry === library) return true
      if (typeof entry !== 'string') return false
      const contents = this.contentsOf(entry)
      if (contents === undefined || contents.stems.has(name)) return false
      // A folder is a package; one without `__init__` would be a part of a namespace package, behind every module.
      if (contents.plain.has(name) && this.contentsOf(`${entry || '.'}/${name}`)?.stems.has('__init__') !== false)
        return false
    }
    return false
  }

  /** What stands in a folder; undefined where it could not be read. */
  private contentsOf(folder: string): Contents | undefined {
    const { files } = host()
    try {
      const { mtimeNs } = files.stat(folder || '.')
      const known = this.folders.get(folder)
      if (folder !== '' && known?.mtimeNs === mtimeNs) return known
      const names = files.listdir(folder || '.').filter((name) => typeof name === 'string')
      const dotted = names.filter((name) => name.includes('.'))
      const stems = new Set(dotted.map((name) => name.split('.', 1)[0]))
      const contents = { mtimeNs, stems, plain: new Set(names) }
      this.folders.set(folder, contents)
      return contents
    } catch (e) {
      return e instanceof OSFailure && (e.errno === ENOENT || e.errno === ENOTDIR) ? NOTHING : undefined
    }
  }

  /** Whether what is loaded is the module that a sleeper was made with, as it was then. */
  private isSame(loaded: Value, module: Value): boolean {
    return loaded === module && this.byModule.get(module)?.state !== 'anew'
  }

  /** Does what executing the module would do. */
  private bringBack(sleeper: Sleeper): void {
    sleeper.state = 'waking'
    const { dict } = sleeper.module
    if (!this.meetNeeds(sleeper)) {
      sleeper.state = 'anew'
      for (const key of dict.liveKeys()) if (typeof key !== 'string' || !GIVEN.includes(key)) dict.pop(key)
      // Submodules that are loaded already are not going to be put here by their loading.
      const table = modules(this.sys)
      for (const key of table.liveKeys()) {
        const child =
          typeof key === 'string' && key.startsWith(`${sleeper.name}.`) ? key.slice(sleeper.name.length + 1) : '.'
        if (!child.includes('.')) dict.setStr(child, table.get(key) as Value)
      }
      callMethod(dict.getStr('__loader__') as Value, 'exec_module', sleeper.module)
      return
    }
    rehashAll(sleeper.hashing)
    sleeper.state = 'awake'
    const code = codeOnWaking(sleeper.name)
    if (code !== undefined) runCode(code, dict, dict)
  }

  private meetNeeds({ needs, aliases }: Sleeper): boolean {
    const table = modules(this.sys)
    for (const [name, module] of needs) {
      let loaded = table.getStr(name)
      if (loaded === undefined) {
        const alias = aliases.get(name)
        if (alias !== undefined) table.setStr(name, alias)
        else if (this.wake(name) === undefined)
          try {
            callMethod(this.bootstrap, '_gcd_import', strFromText(name))
          } catch {
            return false
          }
        loaded = table.getStr(name)
      }
      if (loaded === undefined || !this.isSame(loaded, module)) return false
    }
    for (const [name, module] of aliases) table.setStr(name, module)
    return true
  }
}

/** What decides how modules are found: the entries of sys.meta_path and sys.path_hooks. */
function finders(sys: W_Module): Value[] {
  return ['meta_path', 'path_hooks'].flatMap((name) => {
    const list = sys.dict.getStr(name)
    return list instanceof W_List ? list.items : []
  })
}

function isUnchanged({ origin, mtimeNs, size }: Sleeper): boolean {
  try {
    const now = host().files.stat(origin)
    return now.mtimeNs === mtimeNs && now.size === size
  } catch {
    return false
  }
}

const EXEC_MODULE = `
def exec_module(self, module, execute=execute):
    execute(self, module)
`

function absoluteName(name: string, globals: W_Dict, level: Value): string {
  if (typeof level !== 'number' || level === 0) return name
  const own = String(globals.getStr('__package__'))
  const parts = own.split('.')
  const base = parts.slice(0, parts.length - level + 1)
  return [...base, ...(name === '' ? [] : [name])].join('.')
}
