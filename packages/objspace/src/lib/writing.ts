// How a field of a format is filled, for who asks once and fills it many times: by a function for each kind of value.

/** The value itself is what is written; of an int, its decimal digits. */
export const AS_IT_IS = null

/** What writes raw ints, raw strings and doubles, as raw strings; what is not there takes values of that kind another way. */
export interface Writing {
  readonly int?: ((n: number) => string) | typeof AS_IT_IS
  readonly text?: ((s: string) => string) | typeof AS_IT_IS
  readonly double?: (v: number) => string
}

/** A format of fields that values fill: the text before each and behind the last, which value it takes, and how that is written. */
export interface Filling {
  readonly texts: readonly string[]
  readonly places: readonly number[]
  readonly writings: readonly Writing[]
}
