// typing.NoDefault: what a type parameter without a default has for one. PEP 696
import { defineType, error, OBJECT_LAYOUT, W_Object } from '@typhon/objspace'

class W_NoDefault extends W_Object {}

const noDefaultType = defineType<W_NoDefault>(
  'NoDefaultType',
  { layout: { name: 'NoDefaultType', base: OBJECT_LAYOUT }, final: true, doc: 'The type of NoDefault.' },
  (t) => {
    t.type.textSignature = '()'
    t.rawNew((args) => {
      if (args.length > 1) throw error('TypeError', 'NoDefaultType takes no arguments')
      return NoDefault
    })
    t.special('__repr__', () => 'typing.NoDefault')
    t.method('__reduce__', [], 'What pickle needs to find the constant again.', () => 'NoDefault')
  },
)

export const NoDefault = new W_NoDefault(noDefaultType.rootShape())
