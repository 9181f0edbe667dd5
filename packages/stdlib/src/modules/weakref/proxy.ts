// Proxies: weak references that are used as if they were their objects. CPython: Objects/weakrefobject.c (proxy_*)
//
// Every operation is that of the object; where the other operand of an operator is a proxy, its object takes its place. Values
// that are stored are stored as they are.
import {
  COMPARISONS,
  OBJECT_LAYOUT,
  Special,
  type Value,
  type W_Object,
  type W_Type,
  abs,
  add,
  addressText,
  and_,
  call,
  call1,
  callMethod,
  compare,
  contains,
  defineType,
  delattr,
  delitem,
  divmod,
  error,
  floatType,
  floordiv,
  getattr,
  getitem,
  iadd,
  iand,
  ifloordiv,
  ilshift,
  imatmul,
  imod,
  imul,
  index,
  intType,
  invert,
  ior,
  ipow,
  irshift,
  isTrue,
  isub,
  iter,
  itruediv,
  ixor,
  keyOfStr,
  len,
  lshift,
  matmul,
  mod,
  mul,
  neg,
  next,
  or_,
  positive,
  pow,
  powmod,
  rshift,
  setattr,
  setitem,
  str,
  strFromText,
  strOrUndefined,
  sub,
  truediv,
  typeOf,
  xor,
  fullyQualifiedName,
} from '@typhon/objspace'
import { W_Proxy } from './reference.ts'

function live(self: W_Proxy): W_Object {
  const w = self.get()
  if (w === undefined) throw error('ReferenceError', 'weakly-referenced object no longer exists')
  return w
}

/** What an operation works on: the object of a proxy, any other value itself. */
function operand(w: Value): Value {
  return w instanceof W_Proxy ? live(w) : w
}

type Operation = (a: Value, b: Value) => Value

/** Name, operation, in-place operation. */
const OPERATIONS = [
  ['add', add, iadd],
  ['sub', sub, isub],
  ['mul', mul, imul],
  ['matmul', matmul, imatmul],
  ['truediv', truediv, itruediv],
  ['floordiv', floordiv, ifloordiv],
  ['mod', mod, imod],
  ['lshift', lshift, ilshift],
  ['rshift', rshift, irshift],
  ['and', and_, iand],
  ['xor', xor, ixor],
  ['or', or_, ior],
] as const satisfies readonly (readonly [string, Operation, Operation])[]

function proxyType(name: string, callable: boolean): W_Type {
  return defineType<W_Proxy>(
    name,
    {
      module: 'weakref',
      layout: { name, base: OBJECT_LAYOUT },
      final: true,
      doc: 'Stands for an object without keeping it alive.',
    },
    (t) => {
      t.special('__getattribute__', (self, n: Value) => getattr(live(self), keyOfStr(strOrUndefined(n)!)))
      t.special(
        '__setattr__',
        (self, n: Value, v: Value) => (setattr(live(self), keyOfStr(strOrUndefined(n)!), v), null),
      )
      t.special('__delattr__', (self, n: Value) => (delattr(live(self), keyOfStr(strOrUndefined(n)!)), null))
      t.special('__str__', (self) => str(live(self)))
      t.special('__repr__', (self) => {
        const w = self.get()
        const target = w === undefined ? 'dead' : `to '${fullyQualifiedName(typeOf(w))}' at ${addressText(w)}`
        return strFromText(`<weakproxy at ${addressText(self)}; ${target}>`)
      })
      t.special('__bool__', (self) => isTrue(live(self)))
      t.special('__int__', (self) => call1(intType, live(self)))
      t.special('__float__', (self) => call1(floatType, live(self)))
      t.special('__index__', (self) => index(live(self)))
      t.special('__len__', (self) => len(live(self)))
      t.special('__getitem__', (self, k: Value) => getitem(live(self), operand(k)), { keyed: true })
      t.special('__setitem__', (self, k: Value, v: Value) => (setitem(live(self), k, v), null))
      t.special('__delitem__', (self, k: Value) => (delitem(live(self), k), null))
      t.special('__contains__', (self, k: Value) => contains(live(self), k))
      t.special('__iter__', (self) => iter(live(self)))
      t.special('__next__', (self) => {
        const w = live(self)
        if (typeOf(w).special(Special.next) === undefined)
          throw error('TypeError', `Weakref proxy referenced a non-iterator '${typeOf(w).fullName}' object`)
        const x = next(w)
        if (x === undefined) throw error('StopIteration')
        return x
      })
      if (!callable) {
        t.method('__bytes__', [], "The object's bytes.", (self) => callMethod(live(self), '__bytes__'), null)
        t.method('__reversed__', [], 'The object from its end.', (self) => callMethod(live(self), '__reversed__'), null)
      }
      t.attribute('__hash__', null)
      for (const [special, op] of COMPARISONS)
        t.special(special, (self, w: Value) => compare(live(self), operand(w), op))
      t.special('__neg__', (self) => neg(live(self)))
      t.special('__pos__', (self) => positive(live(self)))
      t.special('__invert__', (self) => invert(live(self)))
      t.special('__abs__', (self) => abs(live(self)))
      for (const [operator, op, inPlace] of OPERATIONS) {
        t.special(`__${operator}__`, (self, w: Value) => op(live(self), operand(w)))
        t.special(`__r${operator}__`, (self, w: Value) => op(operand(w), live(self)))
        t.special(`__i${operator}__`, (self, w: Value) => inPlace(live(self), operand(w)))
      }
      t.special('__divmod__', (self, w: Value) => divmod(live(self), operand(w)))
      t.special('__rdivmod__', (self, w: Value) => divmod(operand(w), live(self)))
      t.special('__pow__', (self, w: Value, modulus?: Value) => power(live(self), operand(w), modulus), { optional: 1 })
      t.special('__rpow__', (self, w: Value, modulus?: Value) => power(operand(w), live(self), modulus), {
        optional: 1,
      })
      t.special('__ipow__', (self, w: Value) => ipow(live(self), operand(w)))
      if (callable) t.rawSpecial('__call__', (args, kwnames) => call(live(args[0] as W_Proxy), args.slice(1), kwnames))
    },
  )
}

function power(base: Value, exponent: Value, modulus: Value | undefined): Value {
  return modulus === undefined || modulus === null ? pow(base, exponent) : powmod(base, exponent, operand(modulus))
}

export const plainProxyType = proxyType('ProxyType', false)
export const callableProxyType = proxyType('CallableProxyType', true)
