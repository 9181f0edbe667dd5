// What patterns are matched against: a run of characters in one of three host forms.
//
//   string        a str whose characters are all BMP scalar values: units are characters
//   Uint32Array   a str with astral characters or surrogates, by code points
//   Uint8Array    bytes
//
// The engine reads a character through one test for `string`; everything else about the form stays here.

export type Subject = string | Uint32Array | Uint8Array

/** Text of a subject whose characters are all units, or undefined for code points. Costs a copy for bytes. */
export function unitsOf(subject: Subject): string | undefined {
  if (typeof subject === 'string') return subject
  return subject instanceof Uint8Array ? latin1(subject) : undefined
}

const CHUNK = 8192

/** One unit per byte. */
export function latin1(bytes: Uint8Array): string {
  if (bytes.length <= CHUNK) return String.fromCharCode.apply(null, bytes as unknown as number[])
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += CHUNK) {
    parts.push(String.fromCharCode.apply(null, bytes.subarray(i, i + CHUNK) as unknown as number[]))
  }
  return parts.join('')
}

/** Where the characters `needle` first stand in subject[from:end], or -1. `text` is the needle as a string where it has one. */
export function indexOf(subject: Subject, needle: Uint32Array, text: string | null, from: number, end: number): number {
  const last = end - needle.length
  if (typeof subject === 'string') {
    if (text === null) return -1
    const at = subject.indexOf(text, from)
    return at > last ? -1 : at
  }
  const n = needle.length
  const first = needle[0]
  for (let p = subject.indexOf(first, from); p >= 0 && p <= last; p = subject.indexOf(first, p + 1)) {
    let k = 1
    while (k < n && subject[p + k] === needle[k]) k++
    if (k === n) return p
  }
  return -1
}
