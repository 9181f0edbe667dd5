// NoneType, NotImplementedType, ellipsis: the types with one instance. lib: constants
import { error } from '../errors/exception.ts'
import { hooks } from '../space/hooks.ts'
import { OBJECT_LAYOUT } from '../space/type.ts'
import { type Value } from '../space/value.ts'
import { defineType, type TypeBuilder } from '../typedef/define.ts'
import { Ellipsis, NotImplemented } from './singletons.ts'

/** The constructor of a type with one instance. */
function single(t: TypeBuilder<Value>, instance: Value, name: string): void {
  t.rawNew((args) => {
    if (args.length > 1) throw error('TypeError', `${name} takes no arguments`)
    return instance
  })
  t.type.textSignature = '()'
}

export const noneType = defineType<Value>(
  'NoneType',
  { shape: 'none', layout: { name: 'NoneType', base: OBJECT_LAYOUT }, final: true, doc: 'The type of None.' },
  (t) => {
    single(t, null, 'NoneType')
    t.special('__repr__', () => 'None')
    t.special('__bool__', () => false)
    t.special('__hash__', () => 0xfca86420)
    t.special('__eq__', (_self, other: Value) => (other === null ? true : NotImplemented))
  },
)

export const notImplementedType = defineType<Value>(
  'NotImplementedType',
  {
    shape: 'notImplemented',
    layout: { name: 'NotImplementedType', base: OBJECT_LAYOUT },
    final: true,
    doc: 'The type of NotImplemented.',
  },
  (t) => {
    single(t, NotImplemented, 'NotImplementedType')
    t.special('__repr__', () => 'NotImplemented')
    t.special('__bool__', () => {
      hooks.warn('DeprecationWarning', 'NotImplemented should not be used in a boolean context')
      return true
    })
    t.method('__reduce__', [], 'What pickle needs to find the constant again.', () => 'NotImplemented', null)
  },
)

export const ellipsisType = defineType<Value>(
  'ellipsis',
  { shape: 'ellipsis', layout: { name: 'ellipsis', base: OBJECT_LAYOUT }, final: true, doc: 'The type of Ellipsis.' },
  (t) => {
    single(t, Ellipsis, 'EllipsisType')
    t.special('__repr__', () => 'Ellipsis')
    t.method('__reduce__', [], 'What pickle needs to find the constant again.', () => 'Ellipsis', null)
  },
)

NotImplemented.shape = notImplementedType.rootShape()
Ellipsis.shape = ellipsisType.rootShape()
