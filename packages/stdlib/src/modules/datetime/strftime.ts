// strftime of dates and times: what time.strftime does not know is put in before. lib: datetime#strftime-and-strptime-behavior
import {
  callMethod,
  concatStr,
  encodeUtf8,
  error,
  hooks,
  lengthOf,
  pointAt,
  sliceStr,
  type Str,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Tuple,
  shownType,
} from '@typhon/objspace'
import { nameOf, offsetOf, offsetText } from './zones.ts'
import { W_DateTime, W_Time, type W_Date } from './values.ts'

const PERCENT = 0x25

/** A value by a format; `w_tuple` is its time tuple and `subject` what its zone is asked about. */
export function strftime(self: W_Date | W_Time, format: Str, w_tuple: Value, subject: Value): Value {
  // C reads it as UTF-8, up to a null character.
  const end = encodeUtf8(format, 'strict').includes(0) ? textOfStr(format).indexOf('\0') : -1
  if (end >= 0) format = strFromText(textOfStr(format).slice(0, end))
  const zone = self instanceof W_DateTime || self instanceof W_Time ? self.tzinfo : null
  const n = lengthOf(format)
  let out: Str = ''
  let start = 0
  const put = (from: number, to: number, text: Str): void => {
    out = concatStr(concatStr(out, sliceStr(format, start, from)), text)
    start = to
  }
  const offset = (separator: string): string => {
    const d = offsetOf(zone, subject)
    return d === null ? '' : offsetText(d, separator)
  }
  for (let i = 0; i < n - 1; i++) {
    if (pointAt(format, i) !== PERCENT) continue
    const next = pointAt(format, i + 1)
    switch (String.fromCodePoint(next)) {
      case 'z':
        put(i, i + 2, offset(''))
        break
      case ':':
        if (i + 2 < n && pointAt(format, i + 2) === 0x7a) {
          put(i, i + 3, offset(':'))
          i++
        }
        break
      case 'Z':
        put(i, i + 2, zoneText(zone, subject))
        break
      case 'f': {
        const us = self instanceof W_DateTime || self instanceof W_Time ? self.microsecond : 0
        put(i, i + 2, String(us).padStart(6, '0'))
        break
      }
    }
    i++
  }
  put(n, n, '')
  return callMethod(hooks.importModule('time'), 'strftime', out, w_tuple)
}

/** The name of the zone, its percent signs doubled. */
function zoneText(zone: Value, subject: Value): Str {
  const name = nameOf(zone, subject)
  if (name === null) return ''
  const r = strOrUndefined(callMethod(name, 'replace', '%', '%%'))
  if (r === undefined) throw error('TypeError', 'tzname.replace() did not return a string')
  // A name that is no text for the C library is refused.
  encodeUtf8(r, 'strict')
  return r
}

/** `__format__`: str() without a spec, strftime() with one. */
export function formatBySpec(self: Value, spec: Value): Value {
  const s = strOrUndefined(spec)
  if (s === undefined) throw error('TypeError', `__format__() argument 1 must be str, not ${shownType(spec)}`)
  return lengthOf(s) === 0 ? callMethod(self, '__str__') : callMethod(self, 'strftime', spec)
}

/** A time.struct_time. */
export function structTime(fields: readonly number[]): Value {
  return callMethod(hooks.importModule('time'), 'struct_time', new W_Tuple([...fields]))
}
