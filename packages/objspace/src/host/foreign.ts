// Foreign functions: shared libraries, their functions by C types, and memory by address. The rest of the host works
// through the same door where the platform's own library has no synchronous call.
//
// An address is an unsigned integer (number up to 2^53, bigint above). Nothing is checked: a wrong address ends the process.

export type ForeignFunction = (...args: unknown[]) => unknown

export interface ForeignLibrary {
  /** A function by its C types (`int`, `uint8_t *`, `double`, `...` for variadic ones); undefined where there is none. */
  func(name: string, result: string, args: readonly string[]): ForeignFunction | undefined
  /** The address of a symbol; undefined where there is none. */
  symbol(name: string): number | bigint | undefined
  close(): void
}

export interface Foreign {
  /** Whether foreign calls work here. Asking may load what they need. */
  available(): boolean
  /** A shared library by file name; null means the process itself. Undefined where there is none. */
  load(name: string | null): ForeignLibrary | undefined
  /** errno as the last foreign call left it. */
  errno(value?: number): number
  /** The address of the bytes of an array; valid while the array lives. */
  address(bytes: ArrayBufferView): number | bigint
  /** Memory as bytes, without a copy. */
  view(address: number | bigint, size: number): ArrayBuffer
  /** A C function pointer that calls back; `release` ends it. */
  callback(
    body: (...args: unknown[]) => unknown,
    result: string,
    args: readonly string[],
  ): { readonly address: number | bigint; release(): void }
}
