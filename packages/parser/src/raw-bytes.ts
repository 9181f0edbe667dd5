// Bytes of a source that are no UTF-8. Only where they stand in a name or a literal are they an error, so they are carried
// as lone low surrogates (0xDC00 plus the byte), which no text from UTF-8 has, to where they are read.
// CPython: Objects/unicodeobject.c (unicode_decode_utf8), Objects/stringlib/codecs.h

const RAW = /(?<![\ud800-\udbff])[\udc80-\udcff]/

/** Whether a text carries bytes that are no UTF-8. */
export function hasRawBytes(text: string): boolean {
  return RAW.test(text)
}

/** How a sequence of bytes goes wrong, or how long it is when it does not. */
interface Sequence {
  readonly length: number
  readonly reason: string | null
}

function sequenceAt(bytes: Uint8Array, at: number): Sequence {
  const lead = bytes[at]
  if (lead < 0x80) return { length: 1, reason: null }
  if (lead < 0xc2 || lead > 0xf4) return { length: 1, reason: 'invalid start byte' }
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  for (let k = 1; k < length; k++) {
    if (at + k >= bytes.length) return { length: k, reason: 'unexpected end of data' }
    const c = bytes[at + k]
    const least = k > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
    const most = k > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
    if (c < least || c > most) return { length: k, reason: 'invalid continuation byte' }
  }
  return { length, reason: null }
}

/** UTF-8 to text, with the bytes that are none carried along. */
export function decodeLeniently(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  let start = 0
  for (let i = 0; i < bytes.length;) {
    const { length, reason } = sequenceAt(bytes, i)
    if (reason !== null) {
      text += decoder.decode(bytes.subarray(start, i))
      for (let k = i; k < i + length; k++) text += String.fromCharCode(0xdc00 + bytes[k])
      start = i + length
    }
    i += length
  }
  return text + decoder.decode(bytes.subarray(start))
}

/** The bytes of a text, those carried along among them. */
function bytesOf(text: string): Uint8Array {
  const bytes: number[] = []
  const encoder = new TextEncoder()
  for (const c of text) {
    const code = c.codePointAt(0)!
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00)
    else bytes.push(...encoder.encode(c))
  }
  return Uint8Array.from(bytes)
}

/** What the codec says of a text that carries bytes. */
export function utf8Fault(text: string): string {
  const bytes = bytesOf(text)
  let at = 0
  for (;;) {
    const { length, reason } = sequenceAt(bytes, at)
    if (reason !== null) {
      const where =
        length === 1
          ? `byte 0x${bytes[at].toString(16).padStart(2, '0')} in position ${at}`
          : `bytes in position ${at}-${at + length - 1}`
      return `(unicode error) 'utf-8' codec can't decode ${where}: ${reason}`
    }
    at += length
  }
}

/** A text as it is shown, with a replacement character for each sequence that is no UTF-8. */
export function shownText(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(text))
}

/** The first byte that is no UTF-8, and its line; null where there is none. */
export function firstInvalidByte(bytes: Uint8Array): { readonly byte: number; readonly line: number } | null {
  let line = 1
  for (let i = 0; i < bytes.length;) {
    const { length, reason } = sequenceAt(bytes, i)
    if (reason !== null) return { byte: bytes[i], line }
    if (bytes[i] === 10) line++
    i += length
  }
  return null
}
