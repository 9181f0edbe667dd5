// The binary and unary operators: name → [symbol, special method, reflected, in-place]. Operations, the `operator` module and
// the JIT's residual calls are derived from it.

export const BINARY = {
  add: ['+', '__add__', '__radd__', '__iadd__'],
  sub: ['-', '__sub__', '__rsub__', '__isub__'],
  mul: ['*', '__mul__', '__rmul__', '__imul__'],
  matmul: ['@', '__matmul__', '__rmatmul__', '__imatmul__'],
  truediv: ['/', '__truediv__', '__rtruediv__', '__itruediv__'],
  floordiv: ['//', '__floordiv__', '__rfloordiv__', '__ifloordiv__'],
  mod: ['%', '__mod__', '__rmod__', '__imod__'],
  pow: ['** or pow()', '__pow__', '__rpow__', '__ipow__'],
  lshift: ['<<', '__lshift__', '__rlshift__', '__ilshift__'],
  rshift: ['>>', '__rshift__', '__rrshift__', '__irshift__'],
  and_: ['&', '__and__', '__rand__', '__iand__'],
  xor: ['^', '__xor__', '__rxor__', '__ixor__'],
  or_: ['|', '__or__', '__ror__', '__ior__'],
  divmod: ['divmod()', '__divmod__', '__rdivmod__', null],
} as const

export const UNARY = {
  neg: ['-', '__neg__'],
  pos: ['+', '__pos__'],
  invert: ['~', '__invert__'],
} as const

export type BinaryName = keyof typeof BINARY
