// Numbers of the rare operations of INTRINSIC_1 and INTRINSIC_2.

export const Intrinsic1 = {
  PRINT: 1,
  STOPITERATION_ERROR: 3,
  TYPEVAR: 7,
  PARAMSPEC: 8,
  TYPEVARTUPLE: 9,
  SUBSCRIPT_GENERIC: 10,
  TYPEALIAS: 11,
} as const

export const Intrinsic2 = { TYPEVAR_WITH_BOUND: 2, TYPEVAR_WITH_CONSTRAINTS: 3, SET_TYPEPARAM_DEFAULT: 5 } as const
