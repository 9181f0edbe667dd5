// What the compiler is: a hash of everything that decides what code is made of a source. Caches of compiled code are for one
// compiler only.
//
// The bundler puts it in (packages/cli/scripts/bundle.ts, which also says which sources count); code that runs unbundled does
// not know it, and keeps no caches.

declare const COMPILER_HASH: string

/** Hexadecimal digits, or null where it is not known. */
export const compilerHash: string | null = typeof COMPILER_HASH === 'undefined' ? null : COMPILER_HASH

/** The magic number of .pyc files: two bytes of the hash, and a line end that a text transfer would spoil; null without a hash. */
export function magicNumber(): Uint8Array | null {
  if (compilerHash === null) return null
  return Uint8Array.of(parseInt(compilerHash.slice(0, 2), 16), parseInt(compilerHash.slice(2, 4), 16), 13, 10)
}
