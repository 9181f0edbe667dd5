// mappingproxy: a read-only view of a mapping. lib: types#types.MappingProxyType; CPython: Objects/descrobject.c
import { error } from '../errors/exception.ts'
import { or_ } from '../operations/binary.ts'
import { callMethod } from '../operations/call.ts'
import { compare, hash } from '../operations/compare.ts'
import { len, reprText, str } from '../operations/convert.ts'
import { contains, getitem } from '../operations/item.ts'
import { iter } from '../operations/iterate.ts'
import { typeOf } from '../space/kind.ts'
import { Special } from '../space/special.ts'
import { OBJECT_LAYOUT } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { defineType } from '../typedef/define.ts'
import { arg, pos } from '../typedef/parameter.ts'
import { newGenericAlias } from './generic-alias-value.ts'
import { W_List } from './list/list.ts'
import { newMappingProxy, W_MappingProxy } from './mappingproxy-value.ts'
import { COMPARISONS } from './sequence.ts'
import { strFromText } from './str/wide.ts'
import { W_Tuple } from './tuple-value.ts'

export const mappingproxyType = defineType<W_MappingProxy>(
  'mappingproxy',
  {
    layout: { name: 'mappingproxy', base: OBJECT_LAYOUT },
    shape: 'mappingproxy',
    final: true,
    pattern: 2,
    doc: 'A read-only view of a mapping.',
  },
  (t) => {
    t.new([arg('mapping')], (_cls, mapping) => {
      if (
        typeOf(mapping).special(Special.getitem) === undefined ||
        mapping instanceof W_List ||
        mapping instanceof W_Tuple
      ) {
        throw error('TypeError', `mappingproxy() argument must be a mapping, not ${typeOf(mapping).fullName}`)
      }
      return newMappingProxy(mapping)
    })
    const inner = (w: Value): Value => (w instanceof W_MappingProxy ? w.mapping : w)
    t.special('__len__', (self) => len(self.mapping))
    t.special('__getitem__', (self, key: Value) => getitem(self.mapping, key), { keyed: true })
    t.special('__contains__', (self, key: Value) => contains(self.mapping, key))
    t.special('__iter__', (self) => iter(self.mapping))
    t.special('__hash__', (self) => hash(self.mapping))
    t.special('__str__', (self) => str(self.mapping))
    t.special('__repr__', (self) => strFromText(`mappingproxy(${reprText(self.mapping)})`))
    t.special('__or__', (self, w: Value) => or_(inner(self), inner(w)))
    t.special('__ror__', (self, w: Value) => or_(inner(w), inner(self)))
    t.special('__ior__', (self, _w: Value) => {
      throw error('TypeError', `'|=' is not supported by ${self.shape.type.name}; use '|' instead`)
    })
    for (const [name, op] of COMPARISONS) t.special(name, (self, w: Value) => compare(self.mapping, w, op))
    t.method(
      'get',
      [pos('key'), pos('default', null, null)],
      'The value of key, or default where there is none.',
      (self, key, otherwise) => callMethod(self.mapping, 'get', key, otherwise),
    )
    t.method('keys', [], 'The keys of the mapping.', (self) => callMethod(self.mapping, 'keys'), null)
    t.method('values', [], 'The values of the mapping.', (self) => callMethod(self.mapping, 'values'), null)
    t.method('items', [], 'The entries of the mapping as pairs.', (self) => callMethod(self.mapping, 'items'), null)
    t.method('copy', [], 'A shallow copy of the mapping.', (self) => callMethod(self.mapping, 'copy'), null)
    t.method('__reversed__', [], 'Iterate from the end.', (self) => callMethod(self.mapping, '__reversed__'), null)
    t.classMethod(
      '__class_getitem__',
      [pos('item')],
      'mappingproxy[item], as in annotations.',
      (cls, item) => newGenericAlias(cls, item),
      null,
    )
  },
)
