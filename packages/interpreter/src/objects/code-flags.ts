// CO_* flags of code objects. lib: inspect#code-objects-bit-flags
export const CO_OPTIMIZED = 0x1
export const CO_NEWLOCALS = 0x2
export const CO_VARARGS = 0x4
export const CO_VARKEYWORDS = 0x8
export const CO_NESTED = 0x10
export const CO_GENERATOR = 0x20
export const CO_COROUTINE = 0x80
export const CO_ITERABLE_COROUTINE = 0x100
export const CO_ASYNC_GENERATOR = 0x200
export const CO_FUTURE_BARRY_AS_BDFL = 0x400000
/** `from __future__` of the code: features that later code inherits. */
export const CO_FUTURES = 0x1fe0000
/** Of Typhon's own: 3.13 shows no such flag. */
export const CO_HAS_DOCSTRING = 0x4000000
/** Calls of such code give a generator, a coroutine or an asynchronous generator. */
export const CO_MAKES_GENERATOR = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR
