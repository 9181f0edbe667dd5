// Internet addresses between text and bytes. RFC 4291, RFC 5952; man 3 inet_aton

/** inet_aton: one to four parts, each decimal, octal or hexadecimal; the last fills what is left. */
export function aton(text: string): Uint8Array | undefined {
  const parts = text.split(/\s/, 1)[0].split('.')
  if (parts.length > 4) return undefined
  let value = 0
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    if (!/^(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.test(part)) return undefined
    const n = /^0[0-7]+$/.test(part) ? parseInt(part, 8) : Number(part)
    const last = i === parts.length - 1
    const bits = last ? 8 * (5 - parts.length) : 8
    if (n >= 2 ** bits) return undefined
    value += last ? n : n * 2 ** (8 * (3 - i))
  }
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

/** inet_pton of four decimal parts. */
export function parseIPv4(text: string): Uint8Array | undefined {
  if (!/^(\d{1,3}\.){3}\d{1,3}$/.test(text)) return undefined
  const parts = text.split('.').map(Number)
  if (text.split('.').some((p) => p.length > 1 && p.startsWith('0')) || parts.some((n) => n > 255)) return undefined
  return Uint8Array.from(parts)
}

export function formatIPv4(bytes: Uint8Array): string {
  return bytes.join('.')
}

/** inet_pton of an IPv6 address. */
export function parseIPv6(text: string): Uint8Array | undefined {
  let rest = text
  let tail: number[] = []
  const dotted = /^(.*:)([^:]*\.[^:]*)$/.exec(text)
  if (dotted !== null) {
    const v4 = parseIPv4(dotted[2])
    if (v4 === undefined) return undefined
    tail = [(v4[0] << 8) | v4[1], (v4[2] << 8) | v4[3]]
    rest = dotted[1].endsWith('::') ? dotted[1] : dotted[1].slice(0, -1)
  }
  const words = (s: string): number[] | undefined => {
    if (s === '') return []
    const out = s.split(':')
    return out.every((w) => /^[0-9a-fA-F]{1,4}$/.test(w)) ? out.map((w) => parseInt(w, 16)) : undefined
  }
  const halves = rest.split('::')
  if (halves.length > 2) return undefined
  const left = words(halves[0])
  const right = halves.length === 2 ? words(halves[1]) : []
  if (left === undefined || right === undefined) return undefined
  const known = left.length + right.length + tail.length
  if (halves.length === 1 ? known !== 8 : known > 7) return undefined
  const all = [...left, ...new Array<number>(8 - known).fill(0), ...right, ...tail]
  return Uint8Array.from(all.flatMap((w) => [w >> 8, w & 255]))
}

export function formatIPv6(bytes: Uint8Array): string {
  const words = Array.from({ length: 8 }, (_, i) => (bytes[2 * i] << 8) | bytes[2 * i + 1])
  // The longest run of at least two zeros becomes "::".
  let start = -1
  let length = 1
  for (let i = 0; i < 8; i++) {
    let n = 0
    while (i + n < 8 && words[i + n] === 0) n++
    if (n > length) [start, length] = [i, n]
    i += n
  }
  const hex = (list: number[]): string => list.map((w) => w.toString(16)).join(':')
  const v4 = formatIPv4(bytes.subarray(12))
  if (start === 0 && length === 6) return `::${v4}`
  if (start === 0 && length === 5 && words[5] === 0xffff) return `::ffff:${v4}`
  return start < 0 ? hex(words) : `${hex(words.slice(0, start))}::${hex(words.slice(start + length))}`
}
