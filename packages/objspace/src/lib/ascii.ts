// ASCII text by way of bytes: the host makes a string of many bytes at once, while putting strings together makes a node of each.

/** Below so many bytes a call of the host's decoder takes longer than what it saves. */
export const MANY_BYTES = 128

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Texts up to this length are put together in one place that is kept. */
const ROOM = 65536
let room: Uint8Array | undefined

/** The text of ASCII bytes. */
export function asciiText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** Writes text at `to`; where it ends, or -1 where it has other characters than ASCII. */
function put(bytes: Uint8Array, to: number, text: string): number {
  const n = text.length
  for (let k = 0; k < n; k++) {
    const c = text.charCodeAt(k)
    if (c > 127) return -1
    bytes[to + k] = c
  }
  return to + n
}

/** Short strings of `length` characters together, with a separator between them; undefined where some are not ASCII. */
export function joinAscii(parts: readonly string[], separator: string, length: number): string | undefined {
  const n = parts.length
  const total = length + separator.length * (n - 1)
  const bytes = total > ROOM ? new Uint8Array(total) : (room ??= new Uint8Array(ROOM))
  let to = 0
  for (let i = 0; i < n; i++) {
    if (i > 0 && separator !== '') to = put(bytes, to, separator)
    if (to < 0) return undefined
    to = put(bytes, to, parts[i])
    if (to < 0) return undefined
  }
  return asciiText(total === bytes.length ? bytes : bytes.subarray(0, total))
}
