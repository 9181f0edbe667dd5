// W_Type: a Python class, built-in or user-made, and the caches that hang on it.
//
// What must stay true:
//  - `version` is unique among all types and changes whenever something reachable through the MRO may have changed;
//    every cache of a lookup is keyed by it (`invalidate` walks the subclasses);
//  - a built-in type fills its dict when it is first looked at (`populate`), so that start-up pays for no method that
//    is never used;
//  - `special[i]` caches the lookup of SPECIALS[i] through the MRO, UNRESOLVED where not asked for since `version` changed.
import { Shape } from './shape.ts'
import { type HostClass, makerFor } from './host-class.ts'
import { type Value, W_Instance2, W_Instance4, W_Instance8, W_Object, WEAKREFS } from './value.ts'
import { endings, watchNew } from './endings.ts'
import { Special, SPECIAL_COUNT, SPECIALS } from './special.ts'
import { W_Dict } from '../objects/dict/dict.ts'

let versions = 0

/** The version that a type was given last. */
export const latestVersion = (): number => versions

/** Special methods that a built-in type has of its own and that do what those of a base do: what a lookup finds is the base's. */
export const inheritedSlots = new WeakMap<W_Object, Value>()

/** A special method as instances of a class may call it; told by typedef/builtin.ts. */
let forInstancesOf: (type: W_Type, method: Value) => Value = (_type, method) => method

export function declareMethodCheck(check: typeof forInstancesOf): void {
  forInstancesOf = check
}

/** Stands in caches for "the lookup found nothing". */
const ABSENT: unique symbol = Symbol('absent')
const UNRESOLVED: unique symbol = Symbol('unresolved')
type Cached = Value | typeof ABSENT | typeof UNRESOLVED

/** What types have found that nobody has asked; their own from the first answer on. */
const NO_LOOKUPS: Map<string, Value | typeof ABSENT> = new Map()
const NO_SPECIALS: Cached[] = new Array<Cached>(SPECIAL_COUNT).fill(UNRESOLVED)

/** What makes two types' instances interchangeable for `__class__` assignment and multiple inheritance: the host class that holds them. */
export interface Layout {
  /** How many fields for attributes instances of classes made in Python have; none where absent. */
  readonly inline?: number
  /** The host class's Python name, for messages and debugging. */
  readonly name: string
  /** The layout this one extends, null for that of `object`. */
  readonly base: Layout | null
  /** The host class keeps no references to its instances anywhere: who made one has it alone (see owned.ts). */
  readonly isFollowed?: boolean
  /** What calling a class with positional arguments gives, where that is known without `__new__` and `__init__`. */
  readonly construct?: (type: W_Type, args: readonly Value[]) => Value | undefined
}

export const OBJECT_LAYOUT: Layout = { name: 'object', base: null }

export class W_Type extends W_Object {
  /** `__name__` in key form. */
  name: string
  qualname: string
  /** `__module__` of a built-in type; user classes keep theirs in the dict. */
  module: string
  bases: W_Type[]
  /** Empty until it is known: a metaclass may compute it in Python. */
  mro: W_Type[] = []
  /** The base whose layout this type extends (CPython's tp_base), null for object. */
  base: W_Type | null
  layout: Layout
  version: number
  /** The first version that it had: types are as old as that. */
  readonly madeAt: number
  /** Made by a class statement or `type()`: mutable, has weak references. */
  readonly heap: boolean
  /** Python classes may derive from it (Py_TPFLAGS_BASETYPE). */
  subclassable = true
  /** Attributes of a heap=false type may not be set, nor those of a heap type with this flag. */
  immutable: boolean
  /** Instances have `__dict__`, resp. can be weakly referenced. */
  hasDict = false
  hasWeakref = false
  /** Number of storage slots taken by `__slots__` members, own and inherited. */
  slotCount = 0
  /** Members that were something else than a float once, a bit each: they are kept in boxes (see shape.ts). */
  otherMembers = 0
  /** By number of fields and set of members that are floats. */
  private memberShapes: Map<number, Shape> | null = null
  /** Names of the class's own `__slots__` members. */
  slotNames: readonly string[] = []
  /** -1 unknown, 0/1: whether instances match sequence, resp. mapping patterns (Py_TPFLAGS_SEQUENCE / MAPPING). */
  patternFlags = 0
  /** How instances are found in dicts (objects/dict/key.ts), as found out at `version` keyVersion. */
  keyKind = 0
  keyVersion = -1
  /** Where the class itself was found last as a key, and in which layout of a dict (objects/dict/dict.ts). */
  keyPlace = -1
  keyLayout = 0
  /** What calling a built-in type with one argument gives, where that is known without `__new__` and `__init__`. */
  convert: ((w: Value) => Value) | null = null
  /**
   * Raises where CPython's own way of calling a built-in type, past `type.__call__`, refuses the arguments in other words than the
   * constructor does (tp_vectorcall). Keyword names end the arguments; subclasses have none.
   */
  vectorcall: ((args: readonly Value[], kwnames: readonly string[] | null) => void) | null = null
  /** Instances are noted when they are made, as `__del__` is to be called. Known when there is a root shape. */
  finalizes = false
  /** Only built-in code makes instances (Py_TPFLAGS_DISALLOW_INSTANTIATION), also where a base has `__new__`. */
  sealed = false
  /** Makes instances where the namespace has no `__new__`: what a program finds is that of a base, which asks this. */
  allocator: Value | undefined = undefined
  /** A built-in type that CPython makes as classes are (PyErr_NewException), whose name has no module's before it. */
  namedAsClass = false
  /** A built-in type each of whose instances is its own iterator; of a type that is not used yet it may not be known. */
  iteratesItself = false
  /** `__abstractmethods__` is non-empty. */
  abstract = false
  /** The number that an object gets when it is asked for its `id`: here from the start, so that all classes look alike to the host. */
  idNumber: number | undefined = undefined
  doc: string | null = null
  /** Text signature of the constructor, null when none is declared. */
  textSignature: string | null = null
  readonly dict: W_Dict
  subclasses: WeakRef<W_Type>[] = []
  /** Told of each change of `version`; null while nobody asks. */
  watch: { invalidate(): void } | null = null
  private filler: (() => void) | null = null
  private lookups = NO_LOOKUPS
  private specials = NO_SPECIALS
  private root: Shape | null = null
  private dictRoots: Map<number, Shape> | null = null
  private otherRoots: Map<number, Shape> | null = null
  /** All classes look alike to V8, whether they have weak references or not. */
  override [WEAKREFS]?: WeakRef<W_Object>[] = undefined
  /** Of what host class its instances are that have floats in fields; null for the usual one. */
  host: HostClass | null = null
  /** How many attributes a class statement saw assigned through self, or an instance had: chooses the instance's host class. */
  sizeHint = 4
  /** Instances that `allocate` made, up to two: what the first came to hold says what the others will. */
  private made = 0

  constructor(shape: Shape, name: string, base: W_Type | null, bases: W_Type[], layout: Layout, heap: boolean) {
    super(shape)
    this.name = name
    this.qualname = name
    this.module = 'builtins'
    this.base = base
    this.bases = bases
    this.layout = layout
    this.madeAt = this.version = ++versions
    this.heap = heap
    this.immutable = !heap
    this.dict = new W_Dict()
    if (base !== null) {
      this.hasDict = base.hasDict
      this.hasWeakref = base.hasWeakref
      this.slotCount = base.slotCount
      this.patternFlags = base.patternFlags
    }
    for (const b of bases) b.subclasses.push(new WeakRef(this))
  }

  /** Declares how the dict is filled when somebody first looks. */
  populate(filler: () => void): void {
    const earlier = this.filler
    this.filler =
      earlier === null
        ? filler
        : () => {
            earlier()
            filler()
          }
  }

  /** The type's own namespace, filled. */
  namespace(): W_Dict {
    if (this.filler !== null) this.fill()
    return this.dict
  }

  private fill(): void {
    const filler = this.filler!
    this.filler = null
    filler()
  }

  /** The attribute `name` (key form) found along the MRO, without descriptors. */
  lookup(name: string): Value | undefined {
    const hit = this.lookups.get(name)
    if (hit !== undefined) return hit === ABSENT ? undefined : (hit as Value)
    const mro = this.mro
    let w: Value | undefined
    for (let i = 0; i < mro.length && w === undefined; i++) w = mro[i].namespace().getStr(name)
    if (this.lookups === NO_LOOKUPS) this.lookups = new Map()
    this.lookups.set(name, w === undefined ? ABSENT : w)
    return w
  }

  /** The type in the MRO that defines `name`, or undefined. */
  where(name: string): W_Type | undefined {
    return this.mro.find((t) => t.namespace().getStr(name) !== undefined)
  }

  /** The special method with index `i` (see special.ts) found along the MRO; None set by the class comes back as null. */
  special(i: number): Value | undefined {
    const hit = this.specials[i]
    if (hit === UNRESOLVED) {
      let w = i === Special.new ? this.maker() : this.lookup(SPECIALS[i])
      if (w instanceof W_Object) {
        w = inheritedSlots.get(w) ?? w
        if (this.heap) w = forInstancesOf(this, w)
      }
      if (this.specials === NO_SPECIALS) this.specials = NO_SPECIALS.slice()
      this.specials[i] = w === undefined ? ABSENT : w
      return w
    }
    return hit === ABSENT ? undefined : (hit as Value)
  }

  /** What calling the type makes instances by. */
  private maker(): Value | undefined {
    for (const t of this.mro) {
      const w = t.namespace().getStr('__new__') ?? t.allocator
      if (w !== undefined) return w
    }
    return undefined
  }

  /** To be called after any change to the namespace, bases or MRO. */
  invalidate(): void {
    this.version = ++versions
    if (this.watch !== null) this.watch.invalidate()
    if (this.lookups !== NO_LOOKUPS) this.lookups.clear()
    if (this.specials !== NO_SPECIALS) this.specials.fill(UNRESOLVED)
    for (const ref of this.subclasses) ref.deref()?.invalidate()
  }

  /** Looks for everything anew, here and in classes derived from it, though nothing has changed: a snapshot is not to carry what was found. */
  forgetLookups(): void {
    this.lookups = NO_LOOKUPS
    this.specials = NO_SPECIALS
    for (const ref of this.subclasses) ref.deref()?.forgetLookups()
  }

  /** Puts `value` into the namespace (a built-in type while it is filled, or a class attribute assignment). */
  setOwn(name: string, value: Value): void {
    this.namespace().setStr(name, value)
    this.invalidate()
    if (name === '__del__') this.forgetRoot()
  }

  /** Instances that are made from now on are noted, or not, as `__del__` is there. */
  private forgetRoot(): void {
    this.root = null
    for (const ref of this.subclasses) ref.deref()?.forgetRoot()
  }

  isSubtypeOf(other: W_Type): boolean {
    if (this === other) return true
    const mro = this.mro
    for (let i = 0; i < mro.length; i++) if (mro[i] === other) return true
    return mro.length === 0 && this.isBuiltOn(other)
  }

  /** Whether `other` is among the bases that give the layout, which are there before an MRO is. */
  isBuiltOn(other: W_Type): boolean {
    for (let t: W_Type | null = this; t !== null; t = t.base) if (t === other) return true
    return false
  }

  /** Shape of a new instance. */
  rootShape(): Shape {
    if (this.root === null) {
      this.finalizes = this.heap && (endings.notesAll || this.special(Special.del) !== undefined)
      this.root = new Shape(this, null, '', this.slotCount, this.inlineSlots())
    }
    return this.root
  }

  /** Root shape for a host object with `inline` fields, which may have been made as an instance of another class. */
  rootShapeFor(inline: number): Shape {
    const root = this.rootShape()
    if (root.inline === inline) return root
    this.otherRoots ??= new Map()
    let other = this.otherRoots.get(inline)
    if (other === undefined) this.otherRoots.set(inline, (other = new Shape(this, null, '', this.slotCount, inline)))
    return other
  }

  /** Whether members may be floats without a box: where instances have nothing else. */
  get keepsFloatMembers(): boolean {
    return this.heap && !this.hasDict && this.slotCount > 0 && this.layout === OBJECT_LAYOUT
  }

  get hasMemberShapes(): boolean {
    return this.memberShapes !== null
  }

  /** Shape of an instance with `inline` fields whose members in a set are doubles. */
  memberShape(inline: number, floats: number): Shape {
    if (floats === 0) return this.rootShapeFor(inline)
    this.memberShapes ??= new Map()
    const key = (inline << 8) | floats
    let shape = this.memberShapes.get(key)
    if (shape === undefined)
      this.memberShapes.set(key, (shape = new Shape(this, null, '', this.slotCount, inline, false, floats)))
    return shape
  }

  /** Shape of an instance whose attributes are in a real dict. */
  dictShape(inline: number = this.rootShape().inline): Shape {
    this.dictRoots ??= new Map()
    let shape = this.dictRoots.get(inline)
    if (shape === undefined)
      this.dictRoots.set(inline, (shape = new Shape(this, null, '', this.slotCount + 1, inline, true)))
    return shape
  }

  private inlineSlots(): number {
    if (!this.heap || this.finalizes) return 0
    if (this.layout !== OBJECT_LAYOUT) return this.layout.inline ?? 0
    const n = this.slotCount + (this.hasDict ? this.sizeHint : 0)
    return n <= 2 ? 2 : n <= 4 ? 4 : 8
  }

  /** An instance has got so many attributes: those that are made from now on have fields for them, as far as there can be so many. */
  outgrow(count: number): void {
    const { root } = this
    const hint = count - this.slotCount
    if (root === null || root.inline === 0 || root.inline === 8 || hint <= this.sizeHint) return
    ;(this.otherRoots ??= new Map()).set(root.inline, root)
    this.sizeHint = hint
    this.root = null
    this.host = null
    this.invalidate()
  }

  /** A new instance with the layout of `object`. */
  allocate(): W_Object {
    const shape = this.root ?? this.rootShape()
    if (this.made < 2 && ++this.made === 2) makerFor(shape.usualEnd())
    if (this.host !== null && this.host.inline === shape.inline) return this.host.empty(shape)
    switch (shape.inline) {
      case 2:
        return new W_Instance2(shape)
      case 4:
        return new W_Instance4(shape)
      case 8:
        return new W_Instance8(shape)
      default: {
        const w = new W_Object(shape)
        if (this.finalizes) watchNew(w)
        return w
      }
    }
  }

  /** The class's name as CPython's tp_name: qualified by the module for built-ins outside `builtins`. */
  get fullName(): string {
    return this.heap || this.namedAsClass || this.module === 'builtins' ? this.name : `${this.module}.${this.name}`
  }
}
