// The numbers of CPython 3.13's regular expression code, as `re._compiler` writes them. CPython: Lib/re/_constants.py
//
// These are facts of the interface between the compiler, which is Python, and the engine; they hold for MAGIC below and
// `re._compiler` refuses to work with an engine that reports another one.

/** Version of the code format. */
export const MAGIC = 20230612
/** Bytes per code word. */
export const CODESIZE = 4
/** "No upper bound" in the repeat instructions. */
export const MAXREPEAT = 0xffffffff
/** Largest number of groups of a pattern. */
export const MAXGROUPS = 0x3fffffff

export const Op = {
  FAILURE: 0,
  SUCCESS: 1,
  ANY: 2,
  ANY_ALL: 3,
  ASSERT: 4,
  ASSERT_NOT: 5,
  AT: 6,
  BRANCH: 7,
  CATEGORY: 8,
  CHARSET: 9,
  BIGCHARSET: 10,
  GROUPREF: 11,
  GROUPREF_EXISTS: 12,
  IN: 13,
  INFO: 14,
  JUMP: 15,
  LITERAL: 16,
  MARK: 17,
  MAX_UNTIL: 18,
  MIN_UNTIL: 19,
  NOT_LITERAL: 20,
  NEGATE: 21,
  RANGE: 22,
  REPEAT: 23,
  REPEAT_ONE: 24,
  SUBPATTERN: 25,
  MIN_REPEAT_ONE: 26,
  ATOMIC_GROUP: 27,
  POSSESSIVE_REPEAT: 28,
  POSSESSIVE_REPEAT_ONE: 29,
  GROUPREF_IGNORE: 30,
  IN_IGNORE: 31,
  LITERAL_IGNORE: 32,
  NOT_LITERAL_IGNORE: 33,
  GROUPREF_LOC_IGNORE: 34,
  IN_LOC_IGNORE: 35,
  LITERAL_LOC_IGNORE: 36,
  NOT_LITERAL_LOC_IGNORE: 37,
  GROUPREF_UNI_IGNORE: 38,
  IN_UNI_IGNORE: 39,
  LITERAL_UNI_IGNORE: 40,
  NOT_LITERAL_UNI_IGNORE: 41,
  RANGE_UNI_IGNORE: 42,
} as const

/** Operands of AT. */
export const At = {
  BEGINNING: 0,
  BEGINNING_LINE: 1,
  BEGINNING_STRING: 2,
  BOUNDARY: 3,
  NON_BOUNDARY: 4,
  END: 5,
  END_LINE: 6,
  END_STRING: 7,
  LOC_BOUNDARY: 8,
  LOC_NON_BOUNDARY: 9,
  UNI_BOUNDARY: 10,
  UNI_NON_BOUNDARY: 11,
} as const

/** Operands of CATEGORY. An odd number is the complement of the even one below it. */
export const Category = {
  DIGIT: 0,
  SPACE: 2,
  WORD: 4,
  LINEBREAK: 6,
  LOC_WORD: 8,
  UNI_DIGIT: 10,
  UNI_SPACE: 12,
  UNI_WORD: 14,
  UNI_LINEBREAK: 16,
} as const

/** Number of category codes. */
export const CATEGORIES = 18

/** Bits of the flag word of INFO. */
export const Info = { PREFIX: 1, LITERAL: 2, CHARSET: 4 } as const

/** Flags of `re.compile`. */
export const Flag = {
  IGNORECASE: 2,
  LOCALE: 4,
  MULTILINE: 8,
  DOTALL: 16,
  UNICODE: 32,
  VERBOSE: 64,
  DEBUG: 128,
  ASCII: 256,
} as const

/** Words of a bitmap of 256 characters. */
export const BITMAP_WORDS = 8
/** Words of a BIGCHARSET's table of 256 chunk numbers. */
export const CHUNK_TABLE_WORDS = 64
