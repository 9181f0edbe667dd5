// Calling a class: `__new__`, then `__init__`. ref: datamodel#object.__new__; CPython: Objects/typeobject.c (type_call)
import { error } from '../../errors/exception.ts'
import { typeOf } from '../../space/kind.ts'
import { Special } from '../../space/special.ts'
import type { W_Type } from '../../space/type.ts'
import { type Value, W_Object } from '../../space/value.ts'
import { W_BuiltinFunction, W_Callable, W_MethodDescriptor } from '../../typedef/builtin.ts'
import type { KeywordNames } from '../../typedef/gateway.ts'
import { call, callSpecial } from '../../operations/call.ts'
import { getClassAttr } from '../../operations/attribute.ts'
import { objectInit, objectNew } from '../../space/roots.ts'

/** `type(*args, **kwargs)` of a class whose metaclass leaves calls to `type`; `isDirect` where it is not by `type.__call__` itself. */
export function typeCall(type: W_Type, args: Value[], kwnames: KeywordNames, isDirect = true): Value {
  if (args.length === 1 && kwnames === null) {
    if (type.convert !== null) return type.convert(args[0])
  }
  if (type.sealed) throw cannotCreate(type)
  const make = type.special(Special.new)
  if (isDirect && type.vectorcall !== null) type.vectorcall(args, kwnames)
  let w: Value
  if (make === objectNew()) {
    // object.__new__ takes no arguments of its own, and leaves them to __init__.
    if (!type.heap && type !== type.mro[type.mro.length - 1]) throw cannotCreate(type)
    const init = type.special(Special.init)
    if (init === objectInit() && args.length > 0) throw error('TypeError', `${type.fullName}() takes no arguments`)
    if (type.abstract) throw abstractError(type)
    w = type.allocate()
    if (init !== objectInit()) runInit(init as Value, w, type, args, kwnames)
    return w
  }
  if (make === undefined || make === null) throw cannotCreate(type)
  if (kwnames === null && type.layout.construct !== undefined) {
    const made = type.layout.construct(type, args)
    if (made !== undefined) return made
  }
  if (make instanceof W_BuiltinFunction) w = make.call([type, ...args], kwnames)
  else w = call(getClassAttr(make, type), [type, ...args], kwnames)
  // What a built-in type without an __init__ gives is finished, whatever its class (tp_vectorcall of reversed).
  if (!type.heap && type.special(Special.init) === objectInit()) return w
  const made = typeOf(w)
  if (made !== type && !made.isSubtypeOf(type)) return w
  const init = made.special(Special.init)
  if (init !== objectInit()) runInit(init as Value, w, made, args, kwnames)
  return w
}

function runInit(init: Value, w: Value, type: W_Type, args: Value[], kwnames: KeywordNames): void {
  let r: Value
  if (init instanceof W_MethodDescriptor) r = init.code.call([w, ...args], kwnames)
  else if (init instanceof W_Callable && init.bindsSelf && kwnames === null) {
    switch (args.length) {
      case 0:
        r = init.call1(w)
        break
      case 1:
        r = init.call2(w, args[0])
        break
      case 2:
        r = init.call3(w, args[0], args[1])
        break
      default:
        r = init.call([w, ...args], null)
    }
  } else r = callSpecial(init, w, args, kwnames)
  if (r !== null) throw error('TypeError', `__init__() should return None, not '${typeOf(r).fullName}'`)
}

/** The TypeError for a type whose instances only the interpreter makes. */
export function cannotCreate(type: W_Type): unknown {
  return error('TypeError', `cannot create '${type.fullName}' instances`)
}

/** The TypeError for a class with abstract methods left. */
export function abstractError(type: W_Type): unknown {
  const names = abstractNames(type)
  return error(
    'TypeError',
    `Can't instantiate abstract class ${type.name} without an implementation for abstract method${names.length === 1 ? '' : 's'} ${names.map((n) => `'${n}'`).join(', ')}`,
  )
}

import { textOfStr, strOrUndefined } from '../str/wide.ts'
import { unpack } from '../../operations/iterate.ts'

function abstractNames(type: W_Type): string[] {
  const w = type.namespace().getStr('__abstractmethods__')
  if (w === undefined || !(w instanceof W_Object)) return []
  return unpack(w)
    .map((n) => textOfStr(strOrUndefined(n) ?? ''))
    .sort()
}
