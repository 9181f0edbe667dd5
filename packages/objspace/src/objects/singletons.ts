// NotImplemented and Ellipsis: the host objects. Their types are defined in constants.ts, which gives them their shapes.
import type { Shape } from '../space/shape.ts'
import { W_Object } from '../space/value.ts'

export class W_NotImplemented extends W_Object {}
export class W_Ellipsis extends W_Object {}

export const NotImplemented = new W_NotImplemented(undefined as unknown as Shape)
export const Ellipsis = new W_Ellipsis(undefined as unknown as Shape)
