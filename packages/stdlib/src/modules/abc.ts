// The `_abc` module: what abc.ABCMeta is made of. lib: abc; PEP 3119; CPython: Modules/_abc.c
//
// An abstract class has the classes registered with it, and remembers who was found to be a subclass and who was not. What must
// stay true: a negative answer counts only while nothing has been registered anywhere since (`token`); none of the three keeps
// a class alive.
import {
  call1,
  callMethod,
  defineModule,
  error,
  findAttr,
  hooks,
  isAbstract,
  isType,
  isTrue,
  itemsOf,
  newFrozenSet,
  newSet,
  NotImplemented,
  pos,
  setattr,
  strFromKey,
  strOrUndefined,
  typeOf,
  unpack,
  type Value,
  W_Tuple,
  type W_Type,
  keyOfStr,
  getattr,
  OBJECT_LAYOUT,
  W_Object,
  defineType,
} from '@typhon/objspace'
import { isSubclass } from './builtins/classes.ts'

/** Classes, held weakly, that can be listed. */
class WeakTypes {
  private members = new WeakSet<W_Type>()
  private refs: WeakRef<W_Type>[] = []

  has(type: W_Type): boolean {
    return this.members.has(type)
  }

  add(type: W_Type): void {
    if (this.members.has(type)) return
    this.members.add(type)
    this.refs.push(new WeakRef(type))
  }

  clear(): void {
    this.members = new WeakSet()
    this.refs = []
  }

  live(): W_Type[] {
    return this.refs.map((r) => r.deref()).filter((t) => t !== undefined)
  }
}

/** What an abstract class remembers: its `_abc_impl`. */
class W_Memory extends W_Object {
  readonly registry = new WeakTypes()
  readonly yes = new WeakTypes()
  readonly no = new WeakTypes()
  /** The token that the negative answers are of. */
  version = token
}

const memoryType: W_Type = defineType<W_Memory>(
  '_abc_data',
  {
    module: '_abc',
    layout: { name: '_abc_data', base: OBJECT_LAYOUT },
    final: true,
    doc: 'What an abstract class knows of its subclasses.',
  },
  (t) => {
    t.rawNew((args) => new W_Memory((args[0] as W_Type).rootShape()))
  },
)

const memories = new WeakMap<W_Type, W_Memory>()

/** Counts registrations. */
let token = 0

function memoryOf(cls: Value): W_Memory {
  const memory = isType(cls) ? memories.get(cls) : undefined
  if (memory === undefined)
    throw error(
      'AttributeError',
      isType(cls)
        ? `type object '${cls.fullName}' has no attribute '_abc_impl'`
        : `'${typeOf(cls).fullName}' object has no attribute '_abc_impl'`,
    )
  return memory
}

/** The abstract names of a new class: its own, and those of the bases that it leaves abstract. */
function abstractNames(cls: W_Type): Value {
  const names = new Set<string>()
  const dict = cls.namespace()
  for (const key of dict.liveKeys()) {
    const s = strOrUndefined(key)
    if (s === undefined) continue
    const name = keyOfStr(s)
    const w = dict.getStr(name)
    if (w !== undefined && isAbstract(w)) names.add(name)
  }
  for (const base of cls.bases) {
    const inherited = findAttr(base, '__abstractmethods__')
    if (inherited === undefined) continue
    for (const key of unpack(inherited)) {
      const s = strOrUndefined(key)
      if (s === undefined) continue
      const w = findAttr(cls, keyOfStr(s))
      if (w !== undefined && isAbstract(w)) names.add(keyOfStr(s))
    }
  }
  return newFrozenSet([...names].map(strFromKey))
}

const SEQUENCE = 1 << 5
const MAPPING = 1 << 6

/** `__abc_tpflags__` says which patterns instances match; it does not stay in the class. */
function takeFlags(cls: W_Type): void {
  const flags = cls.namespace().getStr('__abc_tpflags__')
  if (typeof flags !== 'number') return
  if ((flags & (SEQUENCE | MAPPING)) === (SEQUENCE | MAPPING))
    throw error('TypeError', '__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING')
  cls.patternFlags = (flags & SEQUENCE) !== 0 ? 1 : (flags & MAPPING) !== 0 ? 2 : cls.patternFlags
  cls.namespace().deleteStr('__abc_tpflags__')
}

function spreadFlags(cls: W_Type, flags: number): void {
  if (cls.patternFlags === flags || cls.immutable) return
  cls.patternFlags = flags
  for (const ref of cls.subclasses) {
    const sub = ref.deref()
    if (sub !== undefined) spreadFlags(sub, flags)
  }
}

function register(cls: W_Type, subclass: Value): Value {
  if (!isType(subclass)) throw error('TypeError', 'Can only register classes')
  if (isSubclass(subclass, cls)) return subclass
  if (isSubclass(cls, subclass)) throw error('RuntimeError', 'Refusing to create an inheritance cycle')
  memoryOf(cls).registry.add(subclass)
  token++
  if (cls.patternFlags === 1 || cls.patternFlags === 2) spreadFlags(subclass, cls.patternFlags)
  return subclass
}

function checkInstance(cls: Value, instance: Value): boolean {
  const memory = memoryOf(cls)
  const claimed = getattr(instance, '__class__')
  if (isType(claimed) && memory.yes.has(claimed)) return true
  const type = typeOf(instance)
  if (claimed === type) {
    if (memory.version === token && memory.no.has(type)) return false
    return isTrue(callMethod(cls, '__subclasscheck__', claimed))
  }
  return isTrue(callMethod(cls, '__subclasscheck__', claimed)) || isTrue(callMethod(cls, '__subclasscheck__', type))
}

function checkSubclass(cls: W_Type, subclass: Value): boolean {
  if (!isType(subclass)) throw error('TypeError', 'issubclass() arg 1 must be a class')
  const memory = memoryOf(cls)
  if (memory.yes.has(subclass)) return true
  if (memory.version < token) {
    memory.no.clear()
    memory.version = token
  } else if (memory.no.has(subclass)) return false
  const found = derives(cls, subclass, memory)
  ;(found ? memory.yes : memory.no).add(subclass)
  return found
}

function derives(cls: W_Type, subclass: W_Type, memory: W_Memory): boolean {
  const answer = callMethod(cls, '__subclasshook__', subclass)
  if (answer === true || answer === false) return answer
  if (answer !== NotImplemented)
    throw error('AssertionError', '__subclasshook__ must return either False, True, or NotImplemented')
  if (subclass.mro.includes(cls)) return true
  if (memory.registry.live().some((r) => isSubclass(subclass, r))) return true
  const below = callMethod(cls, '__subclasses__')
  return itemsOf(below).some((s) => isSubclass(subclass, s))
}

const weakly = (types: WeakTypes): Value => {
  const ref = getattr(hooks.importModule('_weakref'), 'ref')
  return newSet(types.live().map((t) => call1(ref, t)))
}

export const abcModule = defineModule('_abc', 'Registration and checks of abstract base classes.', (m) => {
  m.fn('get_cache_token', [], 'A number that changes with each registration.', () => token)
  m.fn('_abc_init', [pos('self')], 'Makes a new class an abstract base class.', (cls) => {
    if (!isType(cls)) throw error('AttributeError', `'${typeOf(cls).fullName}' object has no attribute '__dict__'`)
    takeFlags(cls)
    setattr(cls, '__abstractmethods__', abstractNames(cls))
    const memory = new W_Memory(memoryType.rootShape())
    memories.set(cls, memory)
    setattr(cls, '_abc_impl', memory)
    return null
  })
  m.fn('_abc_register', [pos('self'), pos('subclass')], 'Registers a class as a subclass.', (cls, subclass) =>
    register(cls as W_Type, subclass),
  )
  m.fn('_abc_instancecheck', [pos('self'), pos('instance')], 'isinstance(instance, self).', checkInstance)
  m.fn('_abc_subclasscheck', [pos('self'), pos('subclass')], 'issubclass(subclass, self).', (cls, subclass) =>
    checkSubclass(cls as W_Type, subclass),
  )
  m.fn(
    '_get_dump',
    [pos('self')],
    'Registered classes, positive and negative answers, and the token of these.',
    (cls) => {
      const { registry, yes, no, version } = memoryOf(cls)
      return new W_Tuple([weakly(registry), weakly(yes), weakly(no), version])
    },
  )
  m.fn(
    '_reset_registry',
    [pos('self')],
    'Forgets the registered classes.',
    (cls) => (memoryOf(cls).registry.clear(), null),
  )
  m.fn('_reset_caches', [pos('self')], 'Forgets the answers.', (cls) => {
    const { yes, no } = memoryOf(cls)
    yes.clear()
    no.clear()
    return null
  })
})
