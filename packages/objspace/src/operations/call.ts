// Calling values. `kwnames` are keyword names in key form whose values end `args`. ref: expressions#calls
import { error, W_BaseException } from '../errors/exception.ts'
import { NotImplemented } from '../objects/singletons.ts'
import { typeOf } from '../space/kind.ts'
import { Special } from '../space/special.ts'
import { shapes } from '../space/shapes.ts'
import type { Value } from '../space/value.ts'
import { W_Callable, W_MethodDescriptor } from '../typedef/builtin.ts'
import type { KeywordNames } from '../typedef/gateway.ts'
import { W_Type } from '../space/type.ts'
import { typeCall } from '../objects/type/call.ts'
import { attrOrAbsent, attributeError, genericFind, getDescriptor, isGenericAccess, ownAttr } from './attribute.ts'

/** `w(*args, **kwargs)`. */
export function call(w: Value, args: Value[], kwnames: KeywordNames): Value {
  if (w instanceof W_Callable) return w.call(args, kwnames)
  if (w instanceof W_Type && !overridesCall(w)) return typeCall(w, args, kwnames)
  const method = typeOf(w).special(Special.call)
  if (method === undefined) throw notCallable(w)
  return callSpecial(method, w, args, kwnames)
}

export function call0(w: Value): Value {
  return w instanceof W_Callable ? w.call0() : call(w, [], null)
}

export function call1(w: Value, a: Value): Value {
  if (w instanceof W_Callable) return w.call1(a)
  if (w instanceof W_Type) return w.convert !== null ? w.convert(a) : call(w, [a], null)
  const method = typeOf(w).special(Special.call)
  if (method === undefined) throw notCallable(w)
  return callSpecial2(method, w, a)
}

export function call2(w: Value, a: Value, b: Value): Value {
  if (w instanceof W_Callable) return w.call2(a, b)
  const method = w instanceof W_Type ? undefined : typeOf(w).special(Special.call)
  return method === undefined ? call(w, [a, b], null) : callSpecial3(method, w, a, b)
}

export function call3(w: Value, a: Value, b: Value, c: Value): Value {
  return w instanceof W_Callable ? w.call3(a, b, c) : call(w, [a, b, c], null)
}

/** The TypeError for calling something that cannot be called. */
export function notCallable(w: Value): unknown {
  return error('TypeError', `'${typeOf(w).fullName}' object is not callable`)
}

let typeDunderCall: Value | undefined

/** Told by the type type: its `__call__`. */
export function declareTypeCall(method: Value): void {
  typeDunderCall = method
}

/** Whether the metaclass of `type` has a `__call__` of its own. */
export function overridesCall(type: W_Type): boolean {
  return type.shape.type.special(Special.call) !== typeDunderCall
}

/** Whether `callable(w)`. */
export function isCallable(w: Value): boolean {
  return w instanceof W_Callable || typeOf(w).special(Special.call) !== undefined
}

// A special method was found on the type of its receiver: functions and method descriptors take the receiver as first
// argument, anything else is bound by its `__get__` first. None (an explicit opt-out) is not callable, as in CPython.
//
// Functions of the program come first: a test of a host class that is not met looks at all prototypes, which takes 15 ns.

/** Whether a method is a function in Python. */
const isFunction = (method: Value): method is W_Callable =>
  typeof method === 'object' && method !== null && method.shape === shapes.function

function bound(method: Value, self: Value): Value {
  return getDescriptor(method, self, typeOf(self)) as Value
}

export function callSpecial(method: Value, self: Value, args: Value[], kwnames: KeywordNames): Value {
  if (method instanceof W_MethodDescriptor) return method.code.call([self, ...args], kwnames)
  if (method instanceof W_Callable && method.bindsSelf) return method.call([self, ...args], kwnames)
  return call(bound(method, self), args, kwnames)
}

export function callSpecial1(method: Value, self: Value): Value {
  if (isFunction(method)) return method.call1(self)
  if (method instanceof W_MethodDescriptor) return method.code.call1(self)
  if (method instanceof W_Callable && method.bindsSelf) return method.call1(self)
  return call0(bound(method, self))
}

export function callSpecial2(method: Value, self: Value, a: Value): Value {
  if (isFunction(method)) return method.call2(self, a)
  if (method instanceof W_MethodDescriptor) return method.code.call2(self, a)
  if (method instanceof W_Callable && method.bindsSelf) return method.call2(self, a)
  return call1(bound(method, self), a)
}

/** The same of a comparison: what cannot be bound to its receiver is not there. CPython: Objects/typeobject.c (slot_tp_richcompare) */
export function callComparison(method: Value, self: Value, a: Value): Value {
  if (isFunction(method)) return method.call2(self, a)
  if (method instanceof W_MethodDescriptor) return method.code.call2(self, a)
  if (method instanceof W_Callable && method.bindsSelf) return method.call2(self, a)
  let found: Value
  try {
    found = bound(method, self)
  } catch (e) {
    if (e instanceof W_BaseException) return NotImplemented
    throw e
  }
  return call1(found, a)
}

export function callSpecial3(method: Value, self: Value, a: Value, b: Value): Value {
  if (isFunction(method)) return method.call3(self, a, b)
  if (method instanceof W_MethodDescriptor) return method.code.call3(self, a, b)
  if (method instanceof W_Callable && method.bindsSelf) return method.call3(self, a, b)
  return call2(bound(method, self), a, b)
}

/** `w.name(*args)`, without making a bound method where the class holds a function. */
export function callMethod(w: Value, name: string, ...args: Value[]): Value {
  const type = typeOf(w)
  if (isGenericAccess(type)) {
    const method = type.lookup(name)
    if (
      method instanceof W_Callable &&
      method.bindsSelf &&
      (!type.hasDict || ownAttr(w as never, name) === undefined)
    ) {
      return method.call([w, ...args], null)
    }
    const found = genericFind(w, name)
    if (found === undefined) throw attributeError(w, name)
    return call(found, args, null)
  }
  const found = attrOrAbsent(w, name)
  if (found === undefined) throw attributeError(w, name)
  return call(found, args, null)
}
