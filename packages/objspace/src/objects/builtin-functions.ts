// The types of built-in callables and descriptors: builtin_function_or_method, method_descriptor, wrapper_descriptor,
// method-wrapper, classmethod_descriptor, method, getset_descriptor, member_descriptor. CPython: Objects/descrobject.c
import { error } from '../errors/exception.ts'
import {
  attributeError,
  bindMethod,
  declareFinder,
  declareMissing,
  deleteDescriptor,
  findAttr,
  genericFind,
  getattr,
  getDescriptor,
  setDescriptor,
} from '../operations/attribute.ts'
import { isCallable } from '../operations/call.ts'
import { eq, hash, is } from '../operations/compare.ts'
import { reprText, strText } from '../operations/convert.ts'
import { identity } from '../operations/identity.ts'
import { isInstance, isObject, isType, typeOf } from '../space/kind.ts'
import { OBJECT_LAYOUT } from '../space/type.ts'
import type { Value, W_Object } from '../space/value.ts'
import type { W_Callable, W_ClassMethodDescriptor, W_MethodDescriptor } from '../typedef/builtin.ts'
import { W_BuiltinFunction, W_GetSet, W_Method, W_MethodWrapper, type W_SlotMember } from '../typedef/builtin.ts'
import { nameOf } from '../typedef/convert.ts'
import { defineType, type TypeBuilder } from '../typedef/define.ts'
import type { BuiltinCode } from '../typedef/gateway.ts'
import { pos } from '../typedef/parameter.ts'
import { builtinFunction } from './iterators/reduce.ts'
import { addressText } from './object.ts'
import { NotImplemented } from './singletons.ts'
import { strFromKey, strFromText } from './str/wide.ts'
import { W_Tuple } from './tuple-value.ts'

const layout = (name: string) => ({ layout: { name, base: OBJECT_LAYOUT }, final: true })

function codeAttributes<S extends { code: BuiltinCode }>(t: TypeBuilder<S>): void {
  t.getset('__doc__', null, (self) => self.code.doc)
  t.getset('__text_signature__', null, (self) => self.code.textSignature)
}

export const builtinFunctionType = defineType<W_BuiltinFunction>(
  'builtin_function_or_method',
  { ...layout('builtin_function_or_method'), shape: 'builtinFunction', hasWeakref: true },
  (t) => {
    codeAttributes(t)
    t.getset('__name__', null, (self) => self.code.pythonName)
    t.getset('__qualname__', null, (self) => {
      const { self: owner } = self
      if (owner === undefined || owner === null || typeOf(owner).name === 'module') return self.code.pythonName
      return strFromText(`${isType(owner) ? owner.qualname : typeOf(owner).qualname}.${self.code.pythonName}`)
    })
    t.getset(
      '__module__',
      null,
      (self) => self.module,
      (self, w) => {
        self.module = w
      },
      (self) => {
        self.module = null
      },
    )
    // A static method's is the type for whoever pickles it, and None for those who ask.
    t.getset('__self__', null, ({ self, passesSelf, code }) =>
      self === undefined || (!passesSelf && isType(self) && code.pythonName !== '__new__') ? null : self,
    )
    t.rawSpecial('__call__', (args, kwnames) => (args[0] as W_Callable).call(args.slice(1), kwnames))
    t.special('__repr__', (self) => {
      const { self: owner, code } = self
      if (owner === undefined || (isObject(owner) && owner.shape.type.name === 'module'))
        return `<built-in function ${code.pythonName}>`
      return strFromText(
        `<built-in method ${code.pythonName} of ${typeOf(owner).fullName} object at ${addressText(owner)}>`,
      )
    })
    t.special('__eq__', (self, other: Value) =>
      other instanceof W_BuiltinFunction
        ? self.code === other.code && is(self.self ?? null, other.self ?? null)
        : NotImplemented,
    )
    t.special('__hash__', (self) => identity(self.code as never) + (self.self === undefined ? 0 : identity(self.self)))
    t.method('__reduce__', [], 'What pickle needs to find the function again.', (self) => {
      const { self: owner } = self
      if (owner === undefined || (isObject(owner) && owner.shape.type.name === 'module')) return self.code.pythonName
      return new W_Tuple([builtinFunction('getattr'), new W_Tuple([owner, self.code.pythonName])])
    })
  },
)

function descriptorAttributes<S extends { code: BuiltinCode; owner: W_Object & { qualname: string } }>(
  t: TypeBuilder<S>,
  pickled = true,
): void {
  codeAttributes(t)
  t.member('__name__', null, (self) => self.code.pythonName)
  t.member('__objclass__', null, (self) => self.owner)
  t.getset('__qualname__', null, (self) => strFromText(`${self.owner.qualname}.${self.code.pythonName}`))
  t.rawSpecial('__call__', (args, kwnames) => (args[0] as W_Callable).call(args.slice(1), kwnames))
  if (!pickled) return
  t.method(
    '__reduce__',
    [],
    'What pickle needs to find the method again.',
    (self) => new W_Tuple([builtinFunction('getattr'), new W_Tuple([self.owner, self.code.name])]),
  )
}

function bindDescriptor(self: W_MethodDescriptor, w: Value): Value {
  if (w === null) return self
  if (!isInstance(w, self.owner))
    throw error(
      'TypeError',
      `descriptor '${self.code.name}' for '${self.owner.fullName}' objects doesn't apply to a '${typeOf(w).fullName}' object`,
    )
  return bindMethod(self, w)
}

function get<S extends W_Object>(t: TypeBuilder<S>, bind: (self: S, w: Value, owner: Value) => Value): void {
  t.special(
    '__get__',
    (self: S, w: Value, owner: Value | undefined) => {
      if (w === null && (owner === undefined || owner === null))
        throw error('TypeError', '__get__(None, None) is invalid')
      return bind(self, w, owner ?? null)
    },
    { optional: 1 },
  )
}

export const methodDescriptorType = defineType<W_MethodDescriptor>(
  'method_descriptor',
  { ...layout('method_descriptor'), shape: 'methodDescriptor' },
  (t) => {
    descriptorAttributes(t)
    get(t, bindDescriptor)
    t.special('__repr__', (self) => strFromText(`<method '${self.code.name}' of '${self.owner.name}' objects>`))
  },
)

export const wrapperDescriptorType = defineType<W_MethodDescriptor>(
  'wrapper_descriptor',
  { ...layout('wrapper_descriptor'), shape: 'wrapperDescriptor' },
  (t) => {
    descriptorAttributes(t)
    get(t, bindDescriptor)
    t.special('__repr__', (self) => strFromText(`<slot wrapper '${self.code.name}' of '${self.owner.name}' objects>`))
  },
)

export const methodWrapperType = defineType<W_MethodWrapper>(
  'method-wrapper',
  { ...layout('method-wrapper'), shape: 'methodWrapper' },
  (t) => {
    t.getset('__name__', null, (self) => self.descriptor.code.name)
    t.getset('__doc__', null, (self) => self.descriptor.code.doc)
    t.getset('__text_signature__', null, (self) => self.descriptor.code.textSignature)
    t.getset('__qualname__', null, (self) =>
      strFromText(`${self.descriptor.owner.qualname}.${self.descriptor.code.name}`),
    )
    t.getset('__objclass__', null, (self) => self.descriptor.owner)
    t.member('__self__', null, (self) => self.self)
    t.rawSpecial('__call__', (args, kwnames) => (args[0] as W_Callable).call(args.slice(1), kwnames))
    t.special('__repr__', (self) =>
      strFromText(
        `<method-wrapper '${self.descriptor.code.name}' of ${typeOf(self.self).fullName} object at ${addressText(self.self)}>`,
      ),
    )
    t.special('__eq__', (self, other: Value) =>
      other instanceof W_MethodWrapper
        ? self.descriptor === other.descriptor && is(self.self, other.self)
        : NotImplemented,
    )
    t.special('__hash__', (self) => identity(self.descriptor) + identity(self.self))
    t.method(
      '__reduce__',
      [],
      'What pickle needs to find the method again.',
      (self) => new W_Tuple([builtinFunction('getattr'), new W_Tuple([self.self, self.descriptor.code.name])]),
    )
  },
)

export const classMethodDescriptorType = defineType<W_ClassMethodDescriptor>(
  'classmethod_descriptor',
  { ...layout('classmethod_descriptor'), shape: 'classMethodDescriptor' },
  (t) => {
    descriptorAttributes(t, false)
    get(t, (self, w, owner) => {
      const cls = owner === null ? typeOf(w) : owner
      self.check(cls)
      return new W_BuiltinFunction(self.code, cls, null, true)
    })
    t.special('__repr__', (self) => strFromText(`<method '${self.code.name}' of '${self.owner.name}' objects>`))
  },
)

export const methodType = defineType<W_Method>(
  'method',
  { ...layout('method'), shape: 'method', hasWeakref: true, doc: 'A function bound to its first argument.' },
  (t) => {
    t.new(
      [pos('function'), pos('instance')],
      (_cls, func, instance) => {
        if (!isCallable(func)) throw error('TypeError', 'first argument must be callable')
        if (instance === null) throw error('TypeError', 'instance must not be None')
        return new W_Method(func, instance)
      },
      '(function, instance, /)',
    )
    t.member('__func__', 'The function that implements the method.', (self) => self.func)
    t.member('__self__', 'The object that the method is bound to.', (self) => self.self)
    t.getset('__doc__', null, (self) => findAttr(self.func, '__doc__') ?? null)
    t.rawSpecial('__call__', (args, kwnames) => (args[0] as W_Callable).call(args.slice(1), kwnames))
    t.special('__getattribute__', (self, name: Value) => {
      const n = nameOf(name)
      const found = methodFind(self, n)
      if (found === undefined) throw attributeError(self, n)
      return found
    })
    get(t, (self) => self)
    t.special('__repr__', (self) => {
      const name = findAttr(self.func, '__qualname__') ?? findAttr(self.func, '__name__')
      return strFromText(`<bound method ${typeof name === 'string' ? name : '?'} of ${reprText(self.self)}>`)
    })
    t.special('__eq__', (self, other: Value) =>
      other instanceof W_Method ? is(self.self, other.self) && eq(self.func, other.func) : NotImplemented,
    )
    t.special('__ne__', (self, other: Value) =>
      other instanceof W_Method ? !(is(self.self, other.self) && eq(self.func, other.func)) : NotImplemented,
    )
    t.special('__hash__', (self) => (identity(self.self) ^ Number(hash(self.func))) | 0)
    t.method(
      '__reduce__',
      [],
      'What pickle needs to find the method again.',
      (self) => new W_Tuple([builtinFunction('getattr'), new W_Tuple([self.self, getattr(self.func, '__name__')])]),
    )
    declareFinder(t.type.dict.getStr('__getattribute__') as Value, methodFind)
  },
)

/** Attributes of a bound method: its own, else the function's. */
function methodFind(self: W_Method, name: string): Value | undefined {
  const own = name === '__module__' ? undefined : genericFind(self, name)
  return own !== undefined ? own : findAttr(self.func, name)
}

// The function is asked last, and complains.
declareMissing(methodType, (w: W_Method, name) => strText(attributeError(w.func, name)))

export const getSetType = defineType<W_GetSet>(
  'getset_descriptor',
  { ...layout('getset_descriptor'), shape: 'getSet' },
  (t) => {
    dataDescriptor(t)
    t.getset('__doc__', null, (self) => self.doc)
    t.special('__repr__', (self) => strFromText(`<attribute '${self.name}' of '${self.owner.name}' objects>`))
  },
)

export const memberType = defineType<W_GetSet | W_SlotMember>(
  'member_descriptor',
  { ...layout('member_descriptor'), shape: 'memberDescriptor' },
  (t) => {
    dataDescriptor(t)
    t.getset('__doc__', null, (self) => (self instanceof W_GetSet ? self.doc : null))
    t.method(
      '__reduce__',
      [],
      'What pickle needs to find the descriptor again.',
      (self) => new W_Tuple([builtinFunction('getattr'), new W_Tuple([self.owner, strFromKey(self.name)])]),
    )
    t.special('__repr__', (self) => strFromText(`<member '${self.name}' of '${self.owner.name}' objects>`))
  },
)

function dataDescriptor(t: TypeBuilder<any>): void {
  t.member('__name__', null, (self: W_GetSet) => strFromKey(self.name))
  t.getset('__qualname__', null, (self: W_GetSet) => strFromText(`${self.owner.qualname}.${self.name}`))
  t.member('__objclass__', null, (self: W_GetSet) => self.owner)
  get<any>(t, (self: W_GetSet, w) => {
    if (w === null) return self
    checkOwner(self, w)
    const found = getDescriptor(self, w, typeOf(w))
    if (found === undefined) throw attributeError(w, self.name)
    return found
  })
  t.special('__set__', (self: W_GetSet, w: Value, value: Value) => {
    checkOwner(self, w)
    setDescriptor(self, w, value)
    return null
  })
  t.special('__delete__', (self: W_GetSet, w: Value) => {
    checkOwner(self, w)
    deleteDescriptor(self, w)
    return null
  })
}

function checkOwner(self: W_GetSet, w: Value): void {
  if (!isInstance(w, self.owner))
    throw error(
      'TypeError',
      `descriptor '${self.name}' for '${self.owner.fullName}' objects doesn't apply to a '${typeOf(w).fullName}' object`,
    )
}
