// object: the root of all types. ref: datamodel#basic-customization; CPython: Objects/typeobject.c (object_*)
import { basicSizes } from './type/basic-size.ts'
import { hooks } from '../space/hooks.ts'
import { settleSizes } from '../space/host-class.ts'
import { error } from '../errors/exception.ts'
import {
  attributeError,
  changeType,
  declareGeneric,
  genericDelete,
  genericFind,
  genericSet,
  getattr,
} from '../operations/attribute.ts'
import { call, callSpecial1, callComparison } from '../operations/call.ts'
import { is } from '../operations/compare.ts'
import { isTrue, str } from '../operations/convert.ts'
import { isObject, isType, typeOf } from '../space/kind.ts'
import { Special } from '../space/special.ts'
import type { W_Type } from '../space/type.ts'
import type { Value, W_Object } from '../space/value.ts'
import { allocatorBelow, fillType, isMadeAsObject, nameInC, type TypeBuilder, safeNew } from '../typedef/define.ts'
import { int, nameOf, shownType } from '../typedef/convert.ts'
import { pos } from '../typedef/parameter.ts'
import { declareIdentity } from './dict/key.ts'
import { W_Bytes } from './bytes/bytes-value.ts'
import { NotImplemented } from './singletons.ts'
import { strFromText, strOrUndefined } from './str/wide.ts'
import { W_Tuple } from './tuple-value.ts'
import { abstractError } from './type/call.ts'
import { objectState, reduceObject } from './reduce.ts'
import { namesOfObject } from './dir.ts'
import { qualifiedName } from './type/names.ts'
import { compatibleLayouts } from './type/layout.ts'
import { objectInit, objectNew, objectType } from '../space/roots.ts'
import { id, identity } from '../operations/identity.ts'

settleSizes(objectType.rootShape())

objectType.doc = 'The root of the class hierarchy.'
objectType.textSignature = '()'
fillType(objectType, (t: TypeBuilder<Value>) => {
  t.rawNew((args, kwnames) => {
    const type = args[0]
    if (args.length === 0) throw error('TypeError', 'object.__new__(): not enough arguments')
    if (!isType(type)) throw error('TypeError', `object.__new__(X): X is not a type object (${typeOf(type).name})`)
    const allocator = type.layout === objectType.layout ? undefined : allocatorBelow(objectType, type)
    // A type that makes its instances otherwise, or makes none.
    if (allocator === undefined && (type.layout !== objectType.layout || (!type.heap && type !== objectType))) {
      throw error('TypeError', `object.__new__(${nameInC(type)}) is not safe, use ${nameInC(safeNew(type))}.__new__()`)
    }
    if (args.length > 1 || kwnames !== null) {
      const make = type.special(Special.new)
      if (make !== objectNew() && make !== allocator)
        throw error('TypeError', 'object.__new__() takes exactly one argument (the type to instantiate)')
      if (type.special(Special.init) === objectInit()) throw error('TypeError', `${type.fullName}() takes no arguments`)
    }
    if (type.abstract) throw abstractError(type)
    if (allocator !== undefined) return allocator.code.call([type], null)
    return type.allocate()
  })
  t.rawSpecial('__init__', (args, kwnames) => {
    const type = typeOf(args[0])
    if (args.length > 1 || kwnames !== null) {
      if (type.special(Special.init) !== objectInit())
        throw error('TypeError', 'object.__init__() takes exactly one argument (the instance to initialize)')
      if (isMadeAsObject(type))
        throw error('TypeError', `${nameInC(type)}.__init__() takes exactly one argument (the instance to initialize)`)
    }
    return null
  })
  t.special('__getattribute__', (self, name: Value) => {
    const n = nameOf(name)
    const found = genericFind(self, n)
    if (found === undefined) throw attributeError(self, n)
    return found
  })
  t.special('__setattr__', (self, name: Value, value: Value) => {
    if (isType(self)) throw error('TypeError', `can't apply this __setattr__ to ${typeOf(self).name} object`)
    genericSet(self, nameOf(name), value)
    return null
  })
  t.special('__delattr__', (self, name: Value) => {
    if (isType(self)) throw error('TypeError', `can't apply this __delattr__ to ${typeOf(self).name} object`)
    genericDelete(self, nameOf(name))
    return null
  })
  t.special('__repr__', (self) => strFromText(`<${qualifiedName(typeOf(self))} object at ${addressText(self)}>`))
  t.special('__str__', (self) => callSpecial1(typeOf(self).special(Special.repr) as Value, self))
  t.special('__hash__', (self) => identity(self))
  t.special('__eq__', (self, other: Value) => (is(self, other) ? true : NotImplemented))
  t.special('__ne__', (self, other: Value) => {
    const method = typeOf(self).special(Special.eq)
    if (method === undefined || method === null) return NotImplemented
    const r = callComparison(method, self, other)
    return r === NotImplemented ? r : !isTrue(r)
  })
  for (const name of ['__lt__', '__le__', '__gt__', '__ge__'] as const)
    t.special(name, (_self, _other: Value) => NotImplemented)
  t.method(
    '__format__',
    [pos('format_spec')],
    'The object as text; only an empty format_spec is understood.',
    (self, spec) => {
      const s = strOrUndefined(spec)
      if (s === undefined) throw error('TypeError', `__format__() argument must be str, not ${shownType(spec)}`)
      if (s !== '') throw error('TypeError', `unsupported format string passed to ${typeOf(self).fullName}.__format__`)
      return str(self)
    },
  )
  t.method('__dir__', [], 'Names of the attributes.', (self) => namesOfObject(self))
  t.method('__sizeof__', [], 'Bytes of memory the object takes.', (self) => sizeOf(self))
  t.method('__reduce__', [], 'What pickle needs to make the object again.', (self) => reduceObject(self, 0))
  t.method('__reduce_ex__', [pos('protocol')], 'What pickle needs to make the object again.', (self, protocol) => {
    const version = int(protocol)
    const method = getattr(self, '__reduce__')
    const own = typeOf(self).lookup('__reduce__')
    if (own !== objectType.namespace().getStr('__reduce__')) return call(method, [], null)
    return reduceObject(self, version)
  })
  t.method('__getstate__', [], 'The state that pickle keeps.', (self) => objectState(self))
  t.rawClassMethod(
    '__init_subclass__',
    'Called when a class is subclassed; does nothing.',
    (args, kwnames) => {
      const cls = args[0] as W_Type
      if (kwnames !== null && kwnames.length > 0)
        throw error('TypeError', `${cls.qualname}.__init_subclass__() takes no keyword arguments`)
      if (args.length > 1)
        throw error('TypeError', `${cls.qualname}.__init_subclass__() takes no arguments (${args.length - 1} given)`)
      return null
    },
    '($type, /)',
  )
  t.classMethod(
    '__subclasshook__',
    [pos('object')],
    'Whether a class counts as a subclass; leaves the answer open.',
    () => NotImplemented,
    null,
  )
  t.getset(
    '__class__',
    'The class of the object.',
    (self) => typeOf(self),
    (self, w) => {
      hooks.audit?.('object.__setattr__', self, '__class__', w)
      setClass(self, w)
    },
    () => {
      throw error('TypeError', "can't delete __class__ attribute")
    },
  )
  const own = (name: string): Value => t.type.dict.getStr(name) as Value
  declareGeneric(own('__getattribute__'), own('__setattr__'), own('__delattr__'))
  declareIdentity(own('__eq__'), own('__hash__'))
})

/** The size of instances, and of their items where those are inside. */
function sizeOf(w: Value): number {
  const type = typeOf(w)
  const size = basicSizes(type)[0]
  if (w instanceof W_Tuple) return size + 8 * w.items.length
  return w instanceof W_Bytes ? size + w.bytes.length : size
}

function setClass(w: Value, type: Value): void {
  if (!isType(type)) throw error('TypeError', `__class__ must be set to a class, not '${typeOf(type).fullName}' object`)
  const old = typeOf(w)
  // Types that may be changed may stay what they are.
  if (type === old && !type.immutable) return
  if (!isObject(w) || !old.heap || !type.heap) {
    if (!(isModule(old) && isModule(type)))
      throw error('TypeError', '__class__ assignment only supported for mutable types or ModuleType subclasses')
  }
  if (!compatibleLayouts(old, type))
    throw error('TypeError', `__class__ assignment: '${type.name}' object layout differs from '${old.name}'`)
  changeType(w as W_Object, type)
}

function isModule(t: W_Type): boolean {
  return t.mro.some((b) => b.name === 'module' && !b.heap)
}

/** Address-like text of an object's identity, as reprs show it. */
export function addressText(w: Value): string {
  return `0x${BigInt.asUintN(64, BigInt(id(w)))
    .toString(16)
    .padStart(12, '0')}`
}
