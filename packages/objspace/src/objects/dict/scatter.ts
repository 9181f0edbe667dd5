// Where the table of a dict is first searched for a key.
//
// The host's Map knows strings, too, but computes the hash of one that it has not seen, as texts that were just cut or read are, by a call
// that takes longer than everything else; for a few characters a loop is three times as fast. Strings of up to SHORT_TEXT characters are
// never parts of others, nor trees, whose characters would be read by a detour.

/** Longer strings are left to the host. */
export const SHORT_TEXT = 12

/** Nobody is to know which strings meet in one place. */
const FACTOR = (Math.floor(Math.random() * 2 ** 30) << 1) | 1

const double = new Float64Array(1)
const words = new Int32Array(double.buffer)

/** By a hash, whose upper bits are mixed in. */
export function scatter(h: number): number {
  const m = Math.imul(h, 0x9e3779b1)
  return m ^ (m >>> 15)
}

/** By a number as a key; hashes of numbers are of the dict alone unless it is general. */
export function scatterNumber(n: number): number {
  const h = n | 0
  if (h === n) return scatter(h)
  double[0] = n
  return scatter(words[0] ^ Math.imul(words[1], 31))
}

/** By a short string as a key. */
export function scatterText(s: string): number {
  let h = s.length
  for (let i = 0; i < s.length; i++) h = (Math.imul(h, FACTOR) + s.charCodeAt(i)) | 0
  return scatter(h)
}
