// W_IntInstance: an instance of a Python subclass of int (never exact int or bool, which are raw).
import type { Shape } from '../space/shape.ts'
import { W_Object } from '../space/value.ts'
import { type Key, KeyKind, keyKind } from './dict/key.ts'

export class W_IntInstance extends W_Object {
  readonly value: number | bigint
  constructor(shape: Shape, value: number | bigint) {
    super(shape)
    this.value = value
  }

  override simpleKey(): Key | undefined {
    return keyKind(this.shape.type) === KeyKind.custom ? undefined : this.value
  }
}
