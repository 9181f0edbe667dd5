// types.UnionType: `int | str`. lib: stdtypes#types-union; PEP 604; CPython: Objects/unionobject.c
import { error } from '../errors/exception.ts'
import { attributeError, declareFinder, genericFind } from '../operations/attribute.ts'
import { eq, hash } from '../operations/compare.ts'
import { or_ } from '../operations/binary.ts'
import { reprText } from '../operations/convert.ts'
import { isType, typeOf } from '../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { nameOf } from '../typedef/convert.ts'
import { defineType } from '../typedef/define.ts'
import { noneType } from './constants.ts'
import { typeText } from './generic-alias.ts'
import { W_GenericAlias } from './generic-alias-value.ts'
import { newFrozenSet } from './set/set.ts'
import { NotImplemented } from './singletons.ts'
import { strFromText } from './str/wide.ts'
import { W_Tuple } from './tuple-value.ts'
import { collectParameters, substitute } from './type-parameters.ts'
import { W_Union } from './union-value.ts'

/** Whether `w` may be an operand of `|` between types. */
function isOperand(w: Value): boolean {
  return w === null || isType(w) || w instanceof W_GenericAlias || w instanceof W_Union || isTypeAlias(w)
}

function isTypeAlias(w: Value): boolean {
  const type = typeOf(w)
  return type.name === 'TypeAliasType' && type.module === 'typing'
}

/** `a | b` of types; NotImplemented where an operand is no type. */
export function newUnion(a: Value, b: Value): Value {
  if (!isOperand(a) || !isOperand(b)) return NotImplemented
  return makeUnion([a, b])
}

/** The union of members, flattened and without repetitions; a single one is itself. */
export function makeUnion(members: readonly Value[]): Value {
  const args: Value[] = []
  const add = (w: Value): void => {
    if (w instanceof W_Union) for (const m of w.args.items) add(m)
    else {
      const m = w === null ? noneType : w
      if (!args.some((x) => x === m || (x instanceof W_GenericAlias && m instanceof W_GenericAlias && eq(x, m))))
        args.push(m)
    }
  }
  for (const m of members) add(m)
  return args.length === 1 ? args[0] : new W_Union(new W_Tuple(args), unionType.rootShape())
}

export const unionType: W_Type = defineType<W_Union>(
  'UnionType',
  {
    module: 'types',
    layout: { name: 'UnionType', base: OBJECT_LAYOUT },
    final: true,
    doc: 'A union of types, as in int | str.',
  },
  (t) => {
    t.special('__repr__', (self) =>
      strFromText(self.args.items.map((w) => (w === typeOf(null) ? 'None' : typeText(w))).join(' | ')),
    )
    t.special('__hash__', (self) => hash(newFrozenSet(self.args.items)))
    t.special('__eq__', (self, w: Value) =>
      w instanceof W_Union ? eq(newFrozenSet(self.args.items), newFrozenSet(w.args.items)) : NotImplemented,
    )
    t.special('__or__', (self, w: Value) => newUnion(self, w))
    t.special('__ror__', (self, w: Value) => newUnion(w, self))
    t.special(
      '__getitem__',
      (self, key: Value) => {
        const parameters = (self.parameters ??= collectParameters(self.args))
        if (parameters.items.length === 0) throw error('TypeError', `${reprText(self)} is not a generic class`)
        return substitute(self, self.args, parameters, key).items.reduce((a, b) => or_(a, b))
      },
      { keyed: true },
    )
    t.special('__getattribute__', (self, name: Value) => {
      const n = nameOf(name)
      const found = find(self, n)
      if (found === undefined) throw attributeError(self, n)
      return found
    })
    declareFinder(t.type.dict.getStr('__getattribute__') as Value, find)
    t.member('__args__', null, (self) => self.args)
    t.getset(
      '__parameters__',
      'The type variables among the members.',
      (self) => (self.parameters ??= collectParameters(self.args)),
    )
  },
)

/** `__module__` is the type's. CPython: Objects/unionobject.c (union_getattro) */
const find = (self: W_Union, name: string): Value | undefined =>
  name === '__module__' ? unionType.module : genericFind(self, name)
