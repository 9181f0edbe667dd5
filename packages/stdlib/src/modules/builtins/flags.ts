// Flags of compile(). CPython: Include/cpython/compile.h
import { CO_FUTURES } from '@typhon/interpreter'

export const PyCF_DONT_IMPLY_DEDENT = 0x200
export const PyCF_ONLY_AST = 0x400
export const PyCF_TYPE_COMMENTS = 0x1000
export const PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
export const PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000
/** Asks for the tree after folding; asks for a tree, too. */
export const PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST

/** `nested_scopes`, which is what __future__ says that it is; compile() takes it and does nothing about it. */
const CO_NESTED = 0x10

/** Every flag that compile() takes. */
export const COMPILE_FLAGS =
  CO_NESTED |
  CO_FUTURES |
  PyCF_DONT_IMPLY_DEDENT |
  PyCF_TYPE_COMMENTS |
  PyCF_ALLOW_TOP_LEVEL_AWAIT |
  PyCF_ALLOW_INCOMPLETE_INPUT |
  PyCF_OPTIMIZED_AST
