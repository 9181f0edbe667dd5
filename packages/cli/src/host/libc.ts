// The C library through koffi, loaded when a call first needs it: loading costs some milliseconds, which short programs do not pay.
//
// A function is declared once, at module level, and bound at its first call. Where koffi or the function is missing, calling
// it fails with ENOSYS. Numbers that do not fit 2^53 come back as bigint; addresses are `uintptr_t` numbers.
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import type koffiModule from 'koffi'
import { OSFailure, type Path } from '@typhon/objspace'

export type Koffi = typeof koffiModule
type Library = ReturnType<Koffi['load']>

let koffi: Koffi | null | undefined
let process_: Library

/** Whether koffi is loaded already, so that a call costs no start-up. */
export let loaded = false

/** A snapshot is being made, which no machine code may be part of: calls fail as long. */
const isAhead = (): boolean => process.env.TYPHON_SNAPSHOT === 'build'

/** koffi; null where it cannot be loaded. */
export function loadKoffi(): Koffi | null {
  if (isAhead()) return null
  if (koffi === undefined) {
    try {
      koffi = requireKoffi()
      // A JavaScript stack that was enlarged by --stack-size does not fit koffi's own default.
      koffi.config({ ...koffi.config(), sync_stack_size: 16 << 20 })
      process_ = koffi.load(null)
      loaded = true
      shareStandardStreams(process_)
    } catch {
      koffi = null
    }
  }
  return koffi
}

/**
 * koffi's machine code, where its package for this platform has it. That package looks first which C library Node was linked with, and
 * koffi's own JavaScript wraps what is deprecated and loads much of Node for it: the one is found in a millisecond, the others took ten.
 */
function binaryOfKoffi(): string {
  const { platform, arch } = process
  const own = createRequire(createRequire(import.meta.url).resolve('koffi'))
  return join(dirname(own.resolve(`@koromix/koffi-${platform}-${arch}`)), `${platform}_${arch}`, 'koffi.node')
}

/** Found while a snapshot is made; looking for a package takes longer than loading the code. */
let binary: string | undefined

if (isAhead()) {
  try {
    binary = binaryOfKoffi()
  } catch {
    // It is looked for again when it is needed.
  }
}

function requireKoffi(): Koffi {
  const loading = { exports: {} }
  try {
    process.dlopen(loading, binary ?? binaryOfKoffi())
    return loading.exports as Koffi
  } catch {
    // Another C library, or another place: koffi finds it by itself.
  }
  const found = createRequire(import.meta.url)('koffi') as Koffi & { default?: Koffi }
  return found.default ?? found
}

/** Node marks every descriptor it starts with close-on-exec; children are to inherit the standard streams all the same. */
function shareStandardStreams(library: Library): void {
  const fcntl = library.func('fcntl', 'int', ['int', 'int', '...'])
  const F_SETFD = 2
  for (let fd = 0; fd <= 2; fd++) fcntl(fd, F_SETFD, 'int', 0)
}

const unavailable = (): never => {
  throw new OSFailure(constants.errno.ENOSYS)
}

function neededKoffi(): Koffi {
  return loadKoffi() ?? unavailable()
}

/** A function of the C library. Bytes may be given for any `void *`; they are passed without a copy. */
export function declare<A extends unknown[] = any[], R = number>(
  name: string,
  result: string,
  ...args: string[]
): (...args: A) => R {
  let fn: ((...args: any[]) => R) | undefined
  const bound = (): ((...args: any[]) => R) => (isAhead() ? unavailable : (fn ??= bind(name, result, args)))
  // The short calls are hot: no argument arrays for them.
  const call = (() => {
    switch (args.includes('...') ? -1 : args.length) {
      case 0:
        return () => (fn ?? bound())()
      case 1:
        return (a: unknown) => (fn ?? bound())(a)
      case 2:
        return (a: unknown, b: unknown) => (fn ?? bound())(a, b)
      case 3:
        return (a: unknown, b: unknown, c: unknown) => (fn ?? bound())(a, b, c)
      default:
        return (...given: unknown[]) => (fn ?? bound())(...given)
    }
  })()
  return call as (...args: A) => R
}

function bind(name: string, result: string, args: string[]): (...args: any[]) => any {
  if (loadKoffi() === null) return unavailable
  try {
    return process_.func(name, result, args)
  } catch {
    return unavailable
  }
}

/** errno as the last call left it. */
export function lastErrno(): number {
  return neededKoffi().errno()
}

/** The OSFailure of the call that just failed. */
export function failed(): OSFailure {
  return new OSFailure(lastErrno())
}

/** The result of a call that says -1 when it fails. */
export function checked(result: number): number {
  if (result === -1) throw failed()
  return result
}

const encoder = new TextEncoder()

/** A path or text as a NUL-terminated C string. */
export function cstring(path: Path): Uint8Array {
  if (typeof path === 'string') {
    const bytes = Buffer.allocUnsafe(path.length * 3 + 1)
    const { written } = encoder.encodeInto(path, bytes)
    bytes[written] = 0
    return bytes.subarray(0, written + 1)
  }
  const bytes = new Uint8Array(path.length + 1)
  bytes.set(path)
  return bytes
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes from the system as a path: text where they are UTF-8. */
export function pathFrom(bytes: Uint8Array): Path {
  try {
    return strict.decode(bytes)
  } catch {
    return new Uint8Array(bytes)
  }
}

/** The C string at an address, as text. */
export function textAt(address: number): string {
  return address === 0 ? '' : neededKoffi().decode.string(BigInt(address))
}

/** Memory at an address. */
export function viewAt(address: number, size: number): DataView {
  return new DataView(neededKoffi().view(BigInt(address), size))
}

/** The address of the bytes of an array. */
export function addressOf(bytes: ArrayBufferView): number {
  return Number(neededKoffi().address(bytes))
}

const owned = new WeakMap<object, unknown>()

/** Keeps what an array of addresses points to alive for as long as the array. */
export function own<T extends ArrayBufferView>(pointers: T, things: unknown): T {
  owned.set(pointers, things)
  return pointers
}

/** A NULL-terminated `char *[]`, its strings in one block. */
export function stringTable(list: readonly Path[]): BigUint64Array {
  const parts = list.map(cstring)
  const strings = new Uint8Array(
    Math.max(
      parts.reduce((sum, p) => sum + p.length, 0),
      128,
    ),
  )
  const table = new BigUint64Array(list.length + 1)
  const base = BigInt(addressOf(strings))
  let at = 0
  parts.forEach((part, i) => {
    table[i] = base + BigInt(at)
    strings.set(part, at)
    at += part.length
  })
  return own(table, strings)
}

/** Whether this is macOS, whose structures differ. */
export const darwin = process.platform === 'darwin'
