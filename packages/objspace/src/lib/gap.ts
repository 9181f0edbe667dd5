// Runs of one character, which fill fields: short ones of blanks and zeros are had at once, and put beside a text sooner than the host pads it.

const BLANKS = Array.from({ length: 16 }, (_, n) => ' '.repeat(n))
const ZEROS = Array.from({ length: 16 }, (_, n) => '0'.repeat(n))

/** `n` times a character. */
export function gap(fill: string, n: number): string {
  if (n < 16) {
    if (fill === ' ') return BLANKS[n]
    if (fill === '0') return ZEROS[n]
  }
  return fill.repeat(n)
}
