// The Python-visible faces of built-in code: functions, method descriptors, slot wrappers, bound methods, getsets.
//
// W_Callable is the root of everything that is called fast: it has an entry per arity, so that a call of up to four
// arguments needs no argument array. The interpreter's functions derive from it too.
import { shapes } from '../space/shapes.ts'
import { declareMethodCheck, type W_Type } from '../space/type.ts'
import { type Value, W_Object } from '../space/value.ts'
import { error } from '../errors/exception.ts'
import { call as callAny } from '../operations/call.ts'
import { isIndex } from '../operations/convert.ts'
import { isInstance, isType, typeOf } from '../space/kind.ts'
import type { BuiltinCode, KeywordNames } from './gateway.ts'

export abstract class W_Callable extends W_Object {
  /** Looked up on a class, it becomes a method of the instance (its `__get__` binds the receiver and does nothing else). */
  declare readonly bindsSelf: boolean
  abstract call(args: Value[], kwnames: KeywordNames): Value
  call0(): Value {
    return this.call([], null)
  }
  call1(a: Value): Value {
    return this.call([a], null)
  }
  call2(a: Value, b: Value): Value {
    return this.call([a, b], null)
  }
  call3(a: Value, b: Value, c: Value): Value {
    return this.call([a, b, c], null)
  }
  call4(a: Value, b: Value, c: Value, d: Value): Value {
    return this.call([a, b, c, d], null)
  }
}
Object.defineProperty(W_Callable.prototype, 'bindsSelf', { value: false, writable: true })

/** `builtin_function_or_method`: a module's function, or a built-in method bound to `self`. */
export class W_BuiltinFunction extends W_Callable {
  readonly code: BuiltinCode
  /** `__self__`: the module of a function, the receiver of a bound method; undefined for neither. */
  readonly self: Value | undefined
  /** `__module__`. */
  module: Value
  /** The receiver is passed as first argument. */
  readonly passesSelf: boolean

  constructor(code: BuiltinCode, self: Value | undefined, module: Value, passesSelf: boolean) {
    super(shapes.builtinFunction)
    this.code = code
    this.self = self
    this.module = module
    this.passesSelf = passesSelf
  }

  override call0(): Value {
    const { code } = this
    if (!this.passesSelf) return code.call0()
    return code.min <= 1 ? code.call1(this.self!) : code.callBound([this.self!], null)
  }
  override call1(a: Value): Value {
    const { code } = this
    if (!this.passesSelf) return code.call1(a)
    return code.min <= 2 && code.max >= 2 ? code.call2(this.self!, a) : code.callBound([this.self!, a], null)
  }
  override call2(a: Value, b: Value): Value {
    const { code } = this
    if (!this.passesSelf) return code.call2(a, b)
    return code.min <= 3 && code.max >= 3 ? code.call3(this.self!, a, b) : code.callBound([this.self!, a, b], null)
  }
  override call3(a: Value, b: Value, c: Value): Value {
    const { code } = this
    if (!this.passesSelf) return code.call3(a, b, c)
    return code.min <= 4 && code.max >= 4
      ? code.call4(this.self!, a, b, c)
      : code.callBound([this.self!, a, b, c], null)
  }
  override call(args: Value[], kwnames: KeywordNames): Value {
    return this.passesSelf ? this.code.callBound([this.self!, ...args], kwnames) : this.code.call(args, kwnames)
  }
}

/** `method_descriptor` and `wrapper_descriptor`: a built-in method as the class's namespace holds it. */
export class W_MethodDescriptor extends W_Callable {
  readonly code: BuiltinCode
  /** `__objclass__`. */
  readonly owner: W_Type
  /** A special method (wrapper_descriptor). */
  readonly wrapper: boolean

  constructor(code: BuiltinCode, owner: W_Type, wrapper: boolean) {
    super(wrapper ? shapes.wrapperDescriptor : shapes.methodDescriptor)
    this.code = code
    this.owner = owner
    this.wrapper = wrapper
  }

  private check(self: Value): void {
    if (!isInstance(self, this.owner)) {
      const { name } = this.code
      throw error(
        'TypeError',
        this.wrapper
          ? `descriptor '${name}' requires a '${this.owner.fullName}' object but received a '${typeOf(self).fullName}'`
          : `descriptor '${name}' for '${this.owner.fullName}' objects doesn't apply to a '${typeOf(self).fullName}' object`,
      )
    }
  }

  override call0(): Value {
    return this.call([], null)
  }
  override call1(a: Value): Value {
    this.check(a)
    return isType(a) ? this.code.callUnbound([a], null) : this.code.call1(a)
  }
  override call2(a: Value, b: Value): Value {
    this.check(a)
    return isType(a) ? this.code.callUnbound([a, b], null) : this.code.call2(a, b)
  }
  override call3(a: Value, b: Value, c: Value): Value {
    this.check(a)
    return isType(a) ? this.code.callUnbound([a, b, c], null) : this.code.call3(a, b, c)
  }
  override call4(a: Value, b: Value, c: Value, d: Value): Value {
    this.check(a)
    return this.code.call4(a, b, c, d)
  }
  override call(args: Value[], kwnames: KeywordNames): Value {
    if (args.length === (kwnames === null ? 0 : kwnames.length)) {
      throw error(
        'TypeError',
        this.wrapper
          ? `descriptor '${this.code.name}' of '${this.owner.fullName}' object needs an argument`
          : `unbound method ${this.code.qualname}() needs an argument`,
      )
    }
    this.check(args[0])
    return isType(args[0]) ? this.code.callUnbound(args, kwnames) : this.code.call(args, kwnames)
  }
}
Object.defineProperty(W_MethodDescriptor.prototype, 'bindsSelf', { value: true })

/**
 * A method of another built-in type that a class statement put into a class, as operations find it: calls of special methods
 * leave out the check of the receiver, since instances of a class fit the methods of its bases.
 */
class W_ForeignMethod extends W_Callable {
  private readonly method: W_MethodDescriptor
  constructor(method: W_MethodDescriptor) {
    super(method.shape)
    this.method = method
  }
  override call1(a: Value): Value {
    return this.method.call1(a)
  }
  override call2(a: Value, b: Value): Value {
    return this.method.call2(a, b)
  }
  override call3(a: Value, b: Value, c: Value): Value {
    return this.method.call3(a, b, c)
  }
  override call(args: Value[], kwnames: KeywordNames): Value {
    return this.method.call(args, kwnames)
  }
}
Object.defineProperty(W_ForeignMethod.prototype, 'bindsSelf', { value: true })

declareMethodCheck((type, method) =>
  method instanceof W_MethodDescriptor && !type.isSubtypeOf(method.owner) ? new W_ForeignMethod(method) : method,
)

/** `method-wrapper`: a slot wrapper bound to its receiver, `(1).__add__`. */
export class W_MethodWrapper extends W_Callable {
  declare readonly descriptor: W_MethodDescriptor
  declare readonly self: Value
  constructor(descriptor: W_MethodDescriptor, self: Value) {
    super(shapes.methodWrapper)
    this.descriptor = descriptor
    this.self = self
  }
  override call0(): Value {
    return this.descriptor.code.call1(this.self)
  }
  override call1(a: Value): Value {
    const { code } = this.descriptor
    // `wrap_indexargfunc` takes an index, where the operator of a sequence says what it cannot be multiplied by.
    if (code.sequence && code.name.endsWith('mul__') && !isIndex(a))
      throw error('TypeError', `'${typeOf(a).fullName}' object cannot be interpreted as an integer`)
    return code.call2(this.self, a)
  }
  override call2(a: Value, b: Value): Value {
    return this.descriptor.code.call3(this.self, a, b)
  }
  override call(args: Value[], kwnames: KeywordNames): Value {
    return this.descriptor.code.call([this.self, ...args], kwnames)
  }
}

/** `classmethod_descriptor`: a built-in class method as the namespace holds it. */
export class W_ClassMethodDescriptor extends W_Callable {
  readonly code: BuiltinCode
  readonly owner: W_Type
  constructor(code: BuiltinCode, owner: W_Type) {
    super(shapes.classMethodDescriptor)
    this.code = code
    this.owner = owner
  }
  override call1(a: Value): Value {
    this.check(a)
    return this.code.call1(a)
  }
  override call2(a: Value, b: Value): Value {
    this.check(a)
    return this.code.call2(a, b)
  }
  override call3(a: Value, b: Value, c: Value): Value {
    this.check(a)
    return this.code.call3(a, b, c)
  }
  override call4(a: Value, b: Value, c: Value, d: Value): Value {
    this.check(a)
    return this.code.call4(a, b, c, d)
  }
  override call(args: Value[], kwnames: KeywordNames): Value {
    if (args.length === (kwnames === null ? 0 : kwnames.length))
      throw error('TypeError', `descriptor '${this.code.name}' of '${this.owner.fullName}' object needs an argument`)
    this.check(args[0])
    return this.code.call(args, kwnames)
  }

  /** Whether this is a method of `w`: a subclass of the class it was declared for. CPython: Objects/descrobject.c (classmethod_get) */
  check(w: Value): void {
    const { code, owner } = this
    if (!isType(w))
      throw error(
        'TypeError',
        `descriptor '${code.name}' for type '${owner.fullName}' needs a type, not a '${typeOf(w).fullName}' as arg 2`,
      )
    if (!w.isSubtypeOf(owner))
      throw error(
        'TypeError',
        `descriptor '${code.name}' requires a subtype of '${owner.fullName}' but received '${w.fullName}'`,
      )
  }
}

/** `method`: a Python callable bound to its receiver. */
export class W_Method extends W_Callable {
  declare readonly func: Value
  declare readonly self: Value
  constructor(func: Value, self: Value) {
    super(shapes.method)
    this.func = func
    this.self = self
  }
  override call0(): Value {
    return this.func instanceof W_Callable ? this.func.call1(this.self) : callAny(this.func, [this.self], null)
  }
  override call1(a: Value): Value {
    return this.func instanceof W_Callable ? this.func.call2(this.self, a) : callAny(this.func, [this.self, a], null)
  }
  override call2(a: Value, b: Value): Value {
    return this.func instanceof W_Callable
      ? this.func.call3(this.self, a, b)
      : callAny(this.func, [this.self, a, b], null)
  }
  override call3(a: Value, b: Value, c: Value): Value {
    return this.func instanceof W_Callable
      ? this.func.call4(this.self, a, b, c)
      : callAny(this.func, [this.self, a, b, c], null)
  }
  override call(args: Value[], kwnames: KeywordNames): Value {
    return callAny(this.func, [this.self, ...args], kwnames)
  }
}

/** `getset_descriptor`: an attribute of built-in instances, computed. */
export class W_GetSet extends W_Object {
  readonly name: string
  readonly owner: W_Type
  readonly doc: string | null
  readonly get: ((self: any) => Value | undefined) | null
  readonly set: ((self: any, value: Value) => void) | null
  readonly del: ((self: any) => void) | null
  /** Shown as `member_descriptor`. */
  readonly member: boolean

  constructor(
    name: string,
    owner: W_Type,
    doc: string | null,
    get: ((self: any) => Value | undefined) | null,
    set: ((self: any, value: Value) => void) | null,
    del: ((self: any) => void) | null,
    member = false,
  ) {
    super(member ? shapes.memberDescriptor : shapes.getSet)
    this.name = name
    this.owner = owner
    this.doc = doc
    this.get = get
    this.set = set
    this.del = del
    this.member = member
  }
}

/** A slot made by `__slots__`: `member_descriptor` of a user class. */
export class W_SlotMember extends W_Object {
  readonly name: string
  readonly owner: W_Type
  readonly slot: number
  constructor(name: string, owner: W_Type, slot: number) {
    super(shapes.memberDescriptor)
    this.name = name
    this.owner = owner
    this.slot = slot
  }
}
