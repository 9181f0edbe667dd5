// The machine that opcode bodies are written against, as the interpreter has it: operations of the object space, and of frames.
// Bodies are written against its exports (opdef.ts), the loops call them by name, and compiled code gets them as an object.
export {
  add,
  and_,
  compare,
  contains,
  delattr,
  delitem,
  floordiv,
  getitem,
  iadd,
  iand,
  ifloordiv,
  ilshift,
  imatmul,
  imod,
  imul,
  invert,
  ior,
  ipow,
  irshift,
  is,
  isTrue,
  isub,
  iter,
  itruediv,
  ixor,
  len,
  lshift,
  matmul,
  mod,
  mul,
  neg,
  or_,
  pow,
  rshift,
  setitem,
  shapes,
  sub,
  truediv,
  xor,
  positive as pos,
} from '@typhon/objspace'
export * from './machine/names.ts'
export * from './machine/attributes.ts'
export * from './machine/imports.ts'
export * from './machine/displays.ts'
export * from './machine/patterns.ts'
export * from './machine/functions.ts'
export * from './machine/exceptions.ts'
