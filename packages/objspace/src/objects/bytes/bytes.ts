// bytes: what constants and marshal need first. lib: stdtypes#bytes-objects
import { hashBytes } from '../../lib/hash.ts'
import { OBJECT_LAYOUT, type W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { defineType } from '../../typedef/define.ts'
import { opt } from '../../typedef/parameter.ts'
import { NotImplemented } from '../singletons.ts'
import { bytesFrom, bytesOrUndefined } from './access.ts'
import { W_Bytes } from './bytes-value.ts'

export const bytesType: W_Type = defineType<W_Bytes>('bytes', { layout: { name: 'bytes', base: OBJECT_LAYOUT }, shape: 'bytes', doc: 'An immutable sequence of bytes.' }, (t) => {
  t.new([opt('source'), opt('encoding'), opt('errors')], (cls, source) => new W_Bytes(source === undefined ? new Uint8Array(0) : bytesFrom(source), cls.rootShape()), null)
  t.special('__len__', (self) => self.bytes.length)
  t.special('__hash__', (self) => hashBytes(self.bytes))
  t.special('__eq__', (self, w: Value) => {
    const b = bytesOrUndefined(w)
    return b === undefined ? NotImplemented : b.length === self.bytes.length && b.every((x, i) => x === self.bytes[i])
  })
  t.special('__repr__', (self) => {
    let out = ''
    for (const b of self.bytes) out += b === 92 ? '\\\\' : b === 39 ? "\\'" : b >= 32 && b < 127 ? String.fromCharCode(b) : b === 10 ? '\\n' : b === 13 ? '\\r' : b === 9 ? '\\t' : `\\x${b.toString(16).padStart(2, '0')}`
    return `b'${out}'`
  })
})
