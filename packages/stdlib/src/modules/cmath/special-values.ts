// What functions of complex numbers give for infinities and NaNs. C99 standard, Annex G; CPython: Modules/cmathmodule.c
//
// A table has a word for each real part (-inf, negative, -0, 0, positive, inf, NaN), and in it two letters for each imaginary
// part (0, positive, inf, NaN): real and imaginary part of the result. What is not in the tables is their mirror image.
import type { Complex } from './functions.ts'

/** Letters of values; capitals are negative, `!!` is a domain error, `..` has a finite argument. */
const VALUES: Record<string, number> = {
  n: NaN,
  z: 0,
  o: 1,
  i: Infinity,
  p: Math.PI,
  h: Math.PI / 2,
  q: Math.PI / 4,
  t: (3 * Math.PI) / 4,
}

export const TABLES = {
  acos: 'pIpItIni ....hInn ....hIhn ....hIhn ....hInn zIzIqIni nnnnnInn',
  acosh: 'ipipitin ....ihnn ....ihnn ....ihnn ....ihnn iziziqin nnnninnn',
  asinh: 'IzIzIqIn ....Ihnn ....Ihnn ....ihnn ....ihnn iziziqin nznninnn',
  atanh: 'ZhZhZhZn ....Zhnn ....ZhZn ....zhzn ....zhnn zhzhzhzn nnnnzhnn',
  cosh: 'iZII!!in ....!!nn ....!!nz ....!!nz ....!!nn izIi!!in nznnnnnn',
  exp: 'zzZzzzzz ....!!nn ....!!nn ....!!nn ....!!nn izIi!!in nznnnnnn',
  log: 'ipipitin ....ihnn ....ihnn ....ihnn ....ihnn iziziqin nnnninnn',
  sinh: 'Izii!!in ....!!nn ....!!zn ....!!zn ....!!nn izIi!!in nznnnnnn',
  sqrt: 'ziziiini ....iinn ....iinn ....iinn ....iinn iziziiin nnnniinn',
  tanh: 'OzOZOzOz ....!!nn ....!!nn ....!!nn ....!!nn ozoZozoz nznnnnnn',
  rect: 'IZiI!!in ....!!nn ....zzzz ....zzzz ....!!nn izIi!!in nznnnnnn',
} as const

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0)

/** The result for an argument that has an infinite part or a NaN; undefined for a domain error. */
export function specialValue(name: keyof typeof TABLES, re: number, im: number): Complex | undefined {
  const row =
    re !== re ? 6 : re === -Infinity ? 0 : re < 0 ? 1 : re === 0 ? (isNegative(re) ? 2 : 3) : re === Infinity ? 5 : 4
  const size = Math.abs(im)
  const column = size !== size ? 3 : size === Infinity ? 2 : size === 0 ? 0 : 1
  const word = TABLES[name].split(' ')[row].slice(2 * column, 2 * column + 2)
  if (word === '!!') return undefined
  const value = (letter: string): number => {
    const v = VALUES[letter.toLowerCase()]
    return letter === letter.toLowerCase() ? v : -v
  }
  const r = { re: value(word[0]), im: value(word[1]) }
  return isNegative(im) ? { re: r.re, im: -r.im } : r
}
