// Defining built-in types and modules: one statement per method, attribute or function.
//
//   export const floatType = defineType('float', { layout: FLOAT_LAYOUT, doc: '…' }, (t) => {
//     t.method('is_integer', [], 'Whether the value has no fraction.', (self: W_Float) => Number.isInteger(self.v))
//     t.special('__add__', (self, other) => …)
//     t.getset('real', 'The value itself.', (self) => self)
//   })
//
// The last argument runs when somebody first looks into the type, so that defining a type costs little. The receiver is
// checked to be an instance of the type before a body sees it; `self` in the options converts it (a str subclass's
// instance to its str, say).
import { error } from '../errors/exception.ts'
import { typeOf } from '../space/kind.ts'
import { isHeapType, NOT_HASHABLE, repeatedAccess, UNPROTECTED } from './c-types.ts'
import { objectInit, objectNew, objectType, typeType } from '../space/roots.ts'
import { shapes } from '../space/shapes.ts'
import { inheritedSlots, type Layout, OBJECT_LAYOUT, W_Type } from '../space/type.ts'
import { watchEnd, watchNew } from '../space/endings.ts'
import { type Value, W_Object } from '../space/value.ts'
import { Special, type SpecialName, slotPlace, specialDoc, specialSignature } from '../space/special.ts'
import { computeMro } from '../space/mro.ts'
import { METHOD_FORMS } from './call-forms.ts'
import { shownType } from './convert.ts'
import { BuiltinCode, type RawBody } from './gateway.ts'
import { memberOrder } from './member-order.ts'
import { type Arguments, type Convert, type Param, impliedSignature, pos, signatureText } from './parameter.ts'
import { W_BuiltinFunction, W_ClassMethodDescriptor, W_GetSet, W_MethodDescriptor } from './builtin.ts'
import { NotImplemented } from '../objects/singletons.ts'
import { strOrUndefined, textOfStr } from '../objects/str/wide.ts'
import { W_StaticMethod } from '../objects/staticmethod.ts'
import { isTrue } from '../operations/convert.ts'

export interface TypeOptions<S> {
  doc?: string
  /** Default: object. */
  base?: W_Type
  bases?: W_Type[]
  /** Default: `builtins`. */
  module?: string
  /** Given where instances are of a host class that `object`'s are not. */
  layout?: Layout
  /** Python classes may not derive from it. */
  final?: boolean
  /** Calling it makes nothing. */
  sealed?: boolean
  /** Instances have `__dict__` / can be weakly referenced. */
  hasDict?: boolean
  hasWeakref?: boolean
  /** Matches sequence (1) or mapping (2) patterns. */
  pattern?: 0 | 1 | 2
  /** Makes of a receiver what bodies want. */
  self?: (w: Value) => S
  metaclass?: W_Type
  /** Key in `shapes` under which host classes find the shape of exact instances. */
  shape?: keyof typeof shapes
}

/** Parameters of the special methods by arity of the body, the receiver not counted. */
const OPERANDS = [pos('value'), pos('b'), pos('c')]

/** `__get__` wants an instance or a class. CPython: Objects/typeobject.c (wrap_descr_get) */
function boundToSomething<S>(get: (self: S, ...operands: any[]) => Value): (self: S, w: Value, owner?: Value) => Value {
  return (self, w, owner) => {
    if (w === null && (owner === undefined || owner === null))
      throw error('TypeError', '__get__(None, None) is invalid')
    return get(self, w, owner)
  }
}

/** What the filler of a type is handed: adds to the type's namespace. */
export class TypeBuilder<S> {
  readonly type: W_Type
  private readonly self: Param<unknown>

  constructor(type: W_Type, convert: ((w: Value) => S) | undefined) {
    this.type = type
    this.self = { ...pos('self'), convert: (convert ?? null) as Convert<unknown> | null }
  }

  private put(name: string, w: Value): void {
    this.type.namespace().setStr(name, w)
  }

  private code(
    name: string,
    params: readonly Param<unknown>[],
    doc: string | null,
    body: (...args: any[]) => Value,
    signature?: string | null,
    self = this.self,
  ): BuiltinCode {
    return new BuiltinCode(
      name,
      `${this.type.name}.${name}`,
      [{ ...self }, ...params],
      true,
      doc,
      signature === undefined ? signatureText(params, '$self') : (signature ?? this.implied(name, params)),
      body,
    )
  }

  /** Methods that take a tuple have no signature that their arguments imply (METH_VARARGS). */
  private implied(name: string, params: readonly Param<unknown>[], first = '$self'): string | null {
    const form = METHOD_FORMS.get(`${this.type.name}.${name}`)
    return form === 'tuple' || form === 'unpacked' ? null : impliedSignature(params, first)
  }

  /**
   * A method. `signature` overrides the text signature, null leaves what arguments imply, '' hides that as well; `owner` is what
   * messages about its arguments call it.
   */
  method<const P extends readonly Param<any>[]>(
    name: string,
    params: P,
    doc: string,
    body: (self: S, ...args: Arguments<P>) => Value,
    signature?: string | null,
    owner = name,
  ): void {
    const code = this.code(owner, params, doc, body as never, signature)
    code.pythonName = name
    this.put(name, new W_MethodDescriptor(code, this.type, false))
  }

  /** `__format__`: a spec, and the receiver as it is beside what bodies get, since messages name its type. */
  format(doc: string, body: (self: S, spec: string, w: Value) => Value): void {
    const convert = this.self.convert as ((w: Value, where: Param<unknown>) => S) | null
    const code = new BuiltinCode(
      '__format__',
      `${this.type.name}.__format__`,
      [pos('self'), pos('format_spec')],
      true,
      doc,
      '($self, format_spec, /)',
      (w: Value, spec: Value) => {
        const s = strOrUndefined(spec)
        if (s === undefined) throw error('TypeError', `__format__() argument must be str, not ${shownType(spec)}`)
        return body(convert === null ? (w as S) : convert(w, this.self), textOfStr(s), w)
      },
    )
    this.put('__format__', new W_MethodDescriptor(code, this.type, false))
  }

  /** A method that takes its call unprocessed: args[0] is the receiver, unconverted. */
  rawMethod(name: string, doc: string, body: RawBody, signature: string | null = null): void {
    this.put(
      name,
      new W_MethodDescriptor(
        new BuiltinCode(name, `${this.type.name}.${name}`, [], true, doc, signature, body as never, body),
        this.type,
        false,
      ),
    )
  }

  /**
   * A special method: operands are values as they are; `optional` counts those that may be absent (the body gets undefined).
   * With `unconverted` so is the receiver.
   */
  special(
    name: SpecialName,
    body: (self: S, ...operands: any[]) => Value,
    options: {
      sequence?: boolean
      keyed?: boolean
      indexed?: boolean
      optional?: number
      doc?: string
      unconverted?: boolean
    } = {},
  ): void {
    const n = Math.max(body.length - 1, 0)
    const params = OPERANDS.slice(0, n).map((p, i) =>
      i >= n - (options.optional ?? 0) ? { ...p, required: false, default: undefined } : { ...p },
    )
    const code = this.code(
      name,
      params,
      options.doc ?? specialDoc(name),
      (name === '__get__' ? boundToSomething(body) : body) as never,
      specialSignature(name),
      options.unconverted === true ? { ...this.self, convert: null } : this.self,
    )
    code.sequence = options.sequence ?? false
    code.keyed = options.keyed ?? false
    code.indexed = options.indexed ?? false
    code.slot = slotPlace(name, code.sequence) !== undefined
    this.put(name, new W_MethodDescriptor(code, this.type, code.slot))
  }

  /** A special method that takes its call unprocessed (`__init__`, `__call__`): args[0] is the receiver. */
  rawSpecial(name: SpecialName, body: RawBody): void {
    this.put(
      name,
      new W_MethodDescriptor(
        new BuiltinCode(
          name,
          `${this.type.name}.${name}`,
          [],
          true,
          specialDoc(name),
          specialSignature(name),
          body as never,
          body,
        ),
        this.type,
        slotPlace(name, false) !== undefined,
      ),
    )
  }

  /** A special method that is in the namespace, as it is in CPython's, and does what that of `from` does. */
  inherit(
    name: '__new__' | '__init__' | '__str__' | '__getattribute__' | '__setattr__' | '__delattr__',
    from: W_Type,
  ): void {
    const { type } = this
    const found = from.lookup(name)
    if (!(found instanceof W_MethodDescriptor || found instanceof W_BuiltinFunction)) return
    const { params, bound, doc, textSignature, body, raw } = found.code
    const unchecked = rawNews.get(found.code)
    const own = unchecked === undefined ? raw : this.checkedNew(unchecked)
    const code = new BuiltinCode(name, `${type.name}.${name}`, params, bound, doc, textSignature, body, own)
    if (unchecked !== undefined) rawNews.set(code, unchecked)
    code.slot = found.code.slot
    const w =
      found instanceof W_MethodDescriptor
        ? new W_MethodDescriptor(code, type, true)
        : new W_BuiltinFunction(code, type, null, false)
    inheritedSlots.set(w, inheritedSlots.get(found) ?? found)
    this.put(name, w)
  }

  /**
   * `__init__` with declared parameters. With `leavesKeywords`, keywords are for the `__new__` of a class that has its own.
   */
  init<const P extends readonly Param<any>[]>(
    params: P,
    body: (self: S, ...args: Arguments<P>) => void,
    leavesKeywords = false,
  ): BuiltinCode {
    const { type } = this
    const code = new BuiltinCode(
      '__init__',
      this.type.name,
      [{ ...this.self }, ...params],
      true,
      specialDoc('__init__'),
      specialSignature('__init__'),
      (...args: any[]) => ((body as (...a: any[]) => void)(...args), null),
    )
    if (leavesKeywords)
      code.ignoresKeywords = (w) => typeOf(w).heap && typeOf(w).special(Special.new) !== type.special(Special.new)
    this.put('__init__', new W_MethodDescriptor(code, this.type, true))
    return code
  }

  /**
   * `__new__`: the body gets the class first. Parameter names and text signature are those of the constructor; `owner` is
   * what messages about its arguments call it.
   */
  new<const P extends readonly Param<any>[]>(
    params: P,
    body: (cls: W_Type, ...args: Arguments<P>) => Value,
    signature?: string | null,
    owner = this.type.name,
  ): BuiltinCode {
    const { type } = this
    const code = new BuiltinCode(
      owner,
      owner,
      [{ ...pos('type'), convert: newClass(type) as Convert<unknown> }, ...params],
      true,
      specialDoc('__new__'),
      specialSignature('__new__'),
      body as never,
    )
    code.pythonName = '__new__'
    code.owner = type.fullName
    for (let i = 0; i < params.length; i++) params[i].place = i + 1
    if (params.every((p) => p.kind === 'positional' || p.kind === 'rest'))
      code.ignoresKeywords = (cls) =>
        cls instanceof W_Type && cls.heap && cls.special(Special.init) !== type.special(Special.init)
    if (type.textSignature === null && signature !== null) type.textSignature = signature ?? signatureText(params, '')
    this.put('__new__', new W_BuiltinFunction(code, type, null, false))
    return code
  }

  /** `__new__` that takes its call unprocessed: args[0] is the class. */
  rawNew(body: RawBody): void {
    this.put('__new__', this.maker(body))
  }

  /**
   * How instances are made where `__new__` is that of the base, as it is in CPython: args[0] is the class. The slot is another one
   * than object's there (PyType_GenericNew), unless `isObjects`.
   */
  allocates(body: RawBody, isObjects = false): void {
    this.type.allocator = this.maker((args, kwnames) => {
      const cls = args[0] as W_Type
      if (args.length > 1 && cls.special(Special.init) === objectInit())
        throw error('TypeError', `${cls.fullName}() takes no arguments`)
      return body(args, kwnames)
    })
    if (isObjects) objectsOwn.add(this.type.allocator as W_BuiltinFunction)
  }

  private maker(body: RawBody): Value {
    const { type } = this
    const checked = this.checkedNew(body)
    const code = new BuiltinCode(
      '__new__',
      `${this.type.name}.__new__`,
      [],
      true,
      specialDoc('__new__'),
      specialSignature('__new__'),
      checked as never,
      checked,
    )
    rawNews.set(code, body)
    return new W_BuiltinFunction(code, type, null, false)
  }

  /** `body` for classes that this type may make. */
  private checkedNew(body: RawBody): RawBody {
    const { type } = this
    const check = newClass(type)
    return (args, kwnames) => {
      const cls = args[0]
      if (cls !== type) {
        if (args.length === (kwnames?.length ?? 0))
          throw error('TypeError', `${type.fullName}.__new__(): not enough arguments`)
        check(cls, this.self)
        const own = allocatorBelow(type, cls as W_Type)
        if (own !== undefined && type !== objectType) return own.code.call(args, kwnames)
        const w = body(args, kwnames)
        if ((cls as W_Type).finalizes && isNotedHere(w, cls as W_Type)) {
          if ((cls as W_Type).layout.isFollowed === true) watchNew(w)
          else watchEnd(w)
        }
        return w
      }
      return body(args, kwnames)
    }
  }

  classMethod<const P extends readonly Param<any>[]>(
    name: string,
    params: P,
    doc: string,
    body: (cls: W_Type, ...args: Arguments<P>) => Value,
    signature?: string | null,
  ): void {
    const code = new BuiltinCode(
      name,
      `${this.type.name}.${name}`,
      [pos('type'), ...params],
      true,
      doc,
      signature === undefined ? signatureText(params, '$type') : (signature ?? this.implied(name, params, '$type')),
      body as never,
    )
    this.put(name, new W_ClassMethodDescriptor(code, this.type))
  }

  /** A class method that takes its call unprocessed: args[0] is the class. */
  rawClassMethod(name: string, doc: string, body: RawBody, signature: string | null = null): void {
    this.put(
      name,
      new W_ClassMethodDescriptor(
        new BuiltinCode(name, `${this.type.name}.${name}`, [], true, doc, signature, body as never, body),
        this.type,
      ),
    )
  }

  staticMethod<const P extends readonly Param<any>[]>(
    name: string,
    params: P,
    doc: string,
    body: (...args: Arguments<P>) => Value,
    signature?: string | null,
  ): void {
    const code = new BuiltinCode(
      name,
      `${this.type.name}.${name}`,
      params,
      false,
      doc,
      signature === undefined ? signatureText(params, '') : signature,
      body as never,
    )
    this.put(name, new W_StaticMethod(new W_BuiltinFunction(code, this.type, null, false)))
  }

  /** A computed attribute. `get` may give undefined for "not there"; without `set` it is read-only. */
  getset(
    name: string,
    doc: string | null,
    get: (self: S) => Value | undefined,
    set: ((self: S, value: Value) => void) | null = null,
    del: ((self: S) => void) | null = null,
  ): void {
    const { convert } = this.self
    const wrap = convert === null ? get : (w: Value) => get(convert(w, this.self) as S)
    this.put(name, new W_GetSet(name, this.type, doc, wrap, set, del))
  }

  /** An attribute shown as `member_descriptor`. */
  member(
    name: string,
    doc: string | null,
    get: (self: S) => Value | undefined,
    set: ((self: S, value: Value) => void) | null = null,
    del: ((self: S) => void) | null = null,
  ): void {
    this.put(name, new W_GetSet(name, this.type, doc, get, set, del, true))
  }

  /** Any value in the namespace (`__hash__ = None`, a constant). */
  attribute(name: string, w: Value): void {
    this.put(name, w)
  }
}

/** `tp_name`: that of a built-in type has its module's before it. */
/** `tp_name`: with the module where a type is built in. */
export const nameInC = (type: W_Type): string => (type.heap ? type.name : type.fullName)

/** The bodies of `rawNew`, by their code: a type that inherits one asks for its own subclasses. */
const rawNews = new WeakMap<BuiltinCode, RawBody>()

function newClass(type: W_Type): Convert<W_Type> {
  return (w) => {
    if (!(w instanceof W_Type))
      throw error('TypeError', `${type.fullName}.__new__(X): X is not a type object (${typeOf(w).fullName})`)
    if (w !== type) {
      if (!w.isSubtypeOf(type))
        throw error(
          'TypeError',
          `${type.fullName}.__new__(${nameInC(w)}): ${nameInC(w)} is not a subtype of ${type.fullName}`,
        )
      if (hasOwnNew(w, type))
        throw error(
          'TypeError',
          `${type.fullName}.__new__(${nameInC(w)}) is not safe, use ${nameInC(safeNew(w))}.__new__()`,
        )
    }
    return w
  }
}

/** Whether a built-in base of `w` below `type` makes its instances itself: `type.__new__` would make the wrong host object. */
function hasOwnNew(w: W_Type, type: W_Type): boolean {
  const base = solid(w)
  if (base === type || allocatorBelow(type, w) !== undefined) return false
  if (base.sealed) return true
  return base.layout !== type.layout || (type !== objectType && base.special(Special.new) !== type.special(Special.new))
}

/** What makes the instances of types whose slot for `__new__` is object's in CPython, though they are laid out otherwise. */
const objectsOwn = new WeakSet<W_BuiltinFunction>()

/** Whether a type's slot for `__new__` is object's. Built-in types that make no instances have none at all in CPython. */
export function isMadeAsObject(type: W_Type): boolean {
  const make = type.special(Special.new)
  return make === objectNew() ? type === objectType || type.heap : objectsOwn.has(make as W_BuiltinFunction)
}

/** How instances of `w` are made where the `__new__` of `type` is found for it, but a built-in type between them allocates. */
export function allocatorBelow(type: W_Type, w: W_Type): W_BuiltinFunction | undefined {
  const base = solid(w)
  const make = base.special(Special.new)
  const shown = type.namespace().getStr('__new__')
  return make instanceof W_BuiltinFunction && make !== shown && base.lookup('__new__') === shown ? make : undefined
}

/** The first class from `w` on whose `__new__` is not written in Python: that of a message. CPython: tp_new_wrapper */
export function safeNew(w: W_Type): W_Type {
  let t = w
  while (t.heap && t.base !== null && !(t.lookup('__new__') instanceof W_BuiltinFunction)) t = t.base
  return t
}

function solid(w: W_Type): W_Type {
  let t = w
  while (t.heap && t.base !== null) t = t.base
  return t
}

/** Defines a built-in type. `fill` runs when the type is first looked into. */
export function defineType<S = any>(name: string, options: TypeOptions<S>, fill: (t: TypeBuilder<S>) => void): W_Type {
  const base = options.bases?.[0] ?? options.base ?? objectType
  const bases = options.bases ?? [base]
  const type = new W_Type(
    (options.metaclass ?? typeType).rootShape(),
    name,
    base,
    bases,
    options.layout ?? base.layout,
    false,
  )
  type.mro = computeMro(type)
  type.module = options.module ?? 'builtins'
  type.doc = options.doc ?? null
  type.subclassable = options.final !== true
  if (options.sealed) type.sealed = true
  if (UNPROTECTED.has(type.fullName)) type.immutable = false
  if (options.hasDict) type.hasDict = true
  if (options.hasWeakref) type.hasWeakref = true
  if (options.pattern !== undefined) type.patternFlags = options.pattern
  if (options.shape !== undefined) shapes[options.shape] = type.rootShape()
  fillType(type, fill, options.self)
  return type
}

/** Declares how the namespace of `type` is filled when somebody first looks into it. */
export function fillType<S>(type: W_Type, fill: (t: TypeBuilder<S>) => void, self?: (w: Value) => S): void {
  type.populate(() => {
    const t = new TypeBuilder<S>(type, self)
    fill(t)
    completeComparisons(t)
    for (const name of repeatedAccess(type)) if (type.dict.getStr(name) === undefined) t.inherit(name, objectType)
    arrange(type)
    if (type.dict.getStr('__doc__') === undefined) type.dict.setStr('__doc__', type.doc)
    if (isHeapType(type)) type.dict.setStr('__module__', type.module)
  })
}

const COMPARISONS = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__'] as const

/** A type that compares in one way has all six methods; those it did not declare have no answer, and `!=` is the opposite of `==`. */
function completeComparisons(t: TypeBuilder<any>): void {
  const { dict } = t.type
  if (t.type === objectType || !COMPARISONS.some((name) => dict.getStr(name) instanceof W_MethodDescriptor)) return
  const equal = dict.getStr('__eq__')
  for (const name of COMPARISONS) {
    if (dict.getStr(name) !== undefined) continue
    if (name === '__ne__' && equal instanceof W_MethodDescriptor)
      t.special(name, (self: Value, other: Value) => {
        const same = equal.code.call2(self, other)
        return same === NotImplemented ? same : !isTrue(same)
      })
    else t.special(name, (_self: Value, _other: Value) => NotImplemented)
  }
}

/** Where a member stands in the namespace: slots in their order, what `order` names, methods, members, computed attributes, constants. */
function place(type: W_Type, name: string, w: Value, order: readonly string[]): number {
  if (name === '__hash__' && w === null && !NOT_HASHABLE.has(type.fullName)) return 3000
  const slot = slotPlace(name, w instanceof W_MethodDescriptor && (w.code.sequence || w.code.indexed))
  if (slot !== undefined) return slot
  const at = order.indexOf(name)
  if (at >= 0) return 1000 + at
  if (w instanceof W_GetSet) return w.member ? 2001 : 2002
  return w instanceof W_MethodDescriptor || w instanceof W_ClassMethodDescriptor || w instanceof W_StaticMethod
    ? 2000
    : 2003
}

/** Brings the namespace into CPython's order, members of a kind staying in that of their declarations. */
function arrange(type: W_Type): void {
  const { dict } = type
  const order = memberOrder(type.fullName)
  const values = dict.liveValues()
  const entries = (dict.liveKeys() as string[]).map((name, i) => ({
    name,
    w: values[i],
    at: place(type, name, values[i], order),
  }))
  if (entries.every(({ at }, i) => i === 0 || at >= entries[i - 1].at)) return
  dict.clear()
  for (const { name, w } of entries.sort((a, b) => a.at - b.at)) dict.setStr(name, w)
}

/** Whether a class made in Python has a new instance of its own: those with the layout of object are noted by `allocate`. */
function isNotedHere(w: Value, type: W_Type): w is W_Object {
  return w instanceof W_Object && w.shape.type === type && type.layout !== OBJECT_LAYOUT
}
