// The `_collections` module. lib: collections; CPython: Modules/_collectionsmodule.c
import { defineModule, pos } from '@typhon/objspace'
import { countElements } from './count.ts'
import { defaultdictType } from './defaultdict.ts'
import { dequeIteratorType, dequeReverseIteratorType, dequeType } from './deque.ts'
import { orderedDictType } from './ordered-dict.ts'
import { tuplegetterType } from './tuplegetter.ts'

export const collectionsModule = defineModule('_collections', 'Containers beyond the built-in ones.', (m) => {
  for (const type of [
    dequeType,
    defaultdictType,
    orderedDictType,
    dequeIteratorType,
    dequeReverseIteratorType,
    tuplegetterType,
  ])
    m.type(type)
  m.fn(
    '_count_elements',
    [pos('mapping'), pos('iterable')],
    'Count the items of an iterable in a mapping.',
    countElements,
  )
})
