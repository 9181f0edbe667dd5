// BytesWarning: where -b asks for it, comparing bytes with str or int and making text of bytes by str() are doubtful.
// lib: using/cmdline#cmdoption-b
import { hooks } from '../../space/hooks.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import { strOrUndefined } from '../str/wide.ts'

/** How often -b was given. */
export const bytesWarning = { level: 0 }

/** Warns of `str(b)`; `kind` is `bytes` or `bytearray`. */
export function warnOfText(kind: string): void {
  if (bytesWarning.level > 0) hooks.warn('BytesWarning', `str() on a ${kind} instance`)
}

/** Warns of a comparison for equality with something that is no bytes at all. */
export function warnOfComparison(kind: string, w: Value): void {
  if (bytesWarning.level === 0) return
  if (strOrUndefined(w) !== undefined) hooks.warn('BytesWarning', `Comparison between ${kind} and string`)
  else if (kind === 'bytes' && typeOf(w).name === 'int') hooks.warn('BytesWarning', 'Comparison between bytes and int')
}
