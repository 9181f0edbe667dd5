// The `_weakref` module. lib: weakref; CPython: Modules/_weakref.c
import { defineModule, isCallable, isObject, opt, pos, type Value, W_List, asDict } from '@typhon/objspace'
import { callableProxyType, plainProxyType } from './proxy.ts'
import { referencesTo, referent, sharedReference, W_Proxy, W_Weakref } from './reference.ts'
import { refType } from './type.ts'

export const weakrefModule = defineModule('_weakref', 'Weak references.', (m) => {
  m.constant('ref', refType)
  m.constant('ReferenceType', refType)
  m.constant('ProxyType', plainProxyType)
  m.constant('CallableProxyType', callableProxyType)
  m.fn(
    'proxy',
    [pos('object'), opt<Value>('callback')],
    'An object that stands for another without keeping it alive.',
    (w, callback = null) => {
      const target = referent(w)
      const type = isCallable(w) ? callableProxyType : plainProxyType
      return (callback === null ? sharedReference(target, type) : undefined) ?? new W_Proxy(target, callback, type)
    },
    '($module, object, callback=None, /)',
  )
  m.fn('getweakrefcount', [pos('object')], 'How many weak references an object has.', (w) =>
    isObject(w) ? referencesTo(w).length : 0,
  )
  m.fn(
    'getweakrefs',
    [pos('object')],
    'The weak references that an object has.',
    (w) => new W_List(isObject(w) ? referencesTo(w) : []),
  )
  m.fn(
    '_remove_dead_weakref',
    [pos('dct', asDict), pos('key')],
    'Remove an entry whose reference is dead.',
    (d, key) => {
      const w = d.get(key)
      if (w instanceof W_Weakref && w.get() === undefined) d.pop(key)
      return null
    },
  )
})
