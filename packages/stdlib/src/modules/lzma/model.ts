// What LZMA's coder and decoder share: the places of the adaptive probabilities in one array, and the state machine.
//
// The data is a row of literals, matches (length and distance) and repeats of one of the last four distances. Each choice is
// made of bits, each bit has a probability that is chosen by what came before: `state` remembers the kinds of the last few.

/** Bits of the highest `posMask` plus one. */
const POSITIONS = 16
export const STATES = 12

export const IS_MATCH = 0
export const IS_REP = IS_MATCH + STATES * POSITIONS
export const IS_REP_0 = IS_REP + STATES
export const IS_REP_1 = IS_REP_0 + STATES
export const IS_REP_2 = IS_REP_1 + STATES
export const IS_REP_0_LONG = IS_REP_2 + STATES
export const SLOT = IS_REP_0_LONG + STATES * POSITIONS
export const SPECIAL = SLOT + 4 * 64
export const ALIGN = SPECIAL + 128
/** A length's probabilities: two choices, then trees of 3, 3 and 8 bits, the first two for each position. */
export const LEN_LOW = 2
export const LEN_MID = LEN_LOW + POSITIONS * 8
export const LEN_HIGH = LEN_MID + POSITIONS * 8
const LEN_SIZE = LEN_HIGH + 256
export const MATCH_LEN = ALIGN + 16
export const REP_LEN = MATCH_LEN + LEN_SIZE
export const LITERAL = REP_LEN + LEN_SIZE
export const LITERAL_SIZE = 0x300

export const SHORTEST = 2
export const LONGEST = 273
/** Slots from here on have their middle bits at even odds. */
export const FIRST_DIRECT_SLOT = 14

/** Literal context bits, literal position bits, position bits. */
export interface Parameters {
  readonly lc: number
  readonly lp: number
  readonly pb: number
}

export function newProbabilities({ lc, lp }: Parameters): Uint16Array {
  return new Uint16Array(LITERAL + (LITERAL_SIZE << (lc + lp))).fill(1024)
}

/** The parameters in a byte; undefined where it has none that are allowed. */
export function parametersOf(byte: number): Parameters | undefined {
  if (byte >= 225) return undefined
  return { lc: byte % 9, lp: Math.floor(byte / 9) % 5, pb: Math.floor(byte / 45) }
}

export function byteOfParameters({ lc, lp, pb }: Parameters): number {
  return (pb * 5 + lp) * 9 + lc
}

export const afterLiteral = (state: number): number => (state < 4 ? 0 : state < 10 ? state - 3 : state - 6)
export const afterMatch = (state: number): number => (state < 7 ? 7 : 10)
export const afterRep = (state: number): number => (state < 7 ? 8 : 11)
export const afterShortRep = (state: number): number => (state < 7 ? 9 : 11)
