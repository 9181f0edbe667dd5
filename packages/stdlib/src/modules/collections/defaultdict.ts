// collections.defaultdict. lib: collections#collections.defaultdict; CPython: Modules/_collectionsmodule.c
import {
  call0, call2, defineType, type Layout, DICT_LAYOUT, dictType, dictUpdate, dictUpdateFrom, error, errorWith, guardedRepr, isCallable, iter,
  callMethod, newGenericAlias, NotImplemented, pos, reprText, setitem, type Shape, strFromText, textOfStr, strOrUndefined, callSpecial1,
  Special, type Value, W_Dict, W_Tuple, type W_Type,
} from '@typhon/objspace'

const LAYOUT: Layout = { name: 'defaultdict', base: dictType.layout }

export class W_DefaultDict extends W_Dict {
  factory: Value
  constructor(shape: Shape) {
    super(shape)
    this.factory = null
  }
}

/** A defaultdict of the same class, factory and entries; a subclass makes it by a call. */
function copy(self: W_DefaultDict): Value {
  const { type } = self.shape
  if (type !== defaultdictType) return call2(type, self.factory, self)
  const d = new W_DefaultDict(self.shape)
  d.factory = self.factory
  dictUpdateFrom(d, self)
  return d
}

function joined(self: W_DefaultDict, first: Value, second: Value): Value {
  if (!(first instanceof W_Dict) || !(second instanceof W_Dict)) return NotImplemented
  const { type } = self.shape
  const d = type === defaultdictType ? new W_DefaultDict(self.shape) : call2(type, self.factory, first)
  if (!(d instanceof W_DefaultDict)) return NotImplemented
  if (type === defaultdictType) {
    d.factory = self.factory
    dictUpdateFrom(d, first)
  }
  dictUpdateFrom(d, second)
  return d
}

function defaultdictRepr(self: W_DefaultDict): string {
  const entries = textOfStr(strOrUndefined(callSpecial1(dictType.special(Special.repr) as Value, self)) ?? '')
  const factory = guardedRepr(new FactoryKey(self).owner, '...', () => reprText(self.factory))
  return `${self.shape.type.name}(${factory}, ${entries})`
}
