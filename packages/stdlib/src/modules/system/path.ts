// File names between Python and the system. A str is UTF-8 with surrogateescape (PEP 383): bytes that are no UTF-8 are lone
// surrogates U+DC80 to U+DCFF. lib: os#file-names-command-line-arguments-and-environment-variables
import type { W_WideStr } from '@typhon/objspace'
import {
  callSpecial1,
  type Convert,
  error,
  errorWith,
  hooks,
  indexOrUndefined,
  isIndex,
  type Path,
  type Str,
  strFromCodePoints,
  strFromText,
  strOrUndefined,
  typeOf,
  type Value,
  W_Bytes,
} from '@typhon/objspace'

const encoder = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The bytes of a file name. */
export function bytesOfPath(path: Path): Uint8Array {
  return typeof path === 'string' ? encoder.encode(path) : path
}

/** What a str means to the system. Raises UnicodeEncodeError for surrogates that stand for no byte. */
export function pathOfStr(s: Str): Path {
  if (typeof s === 'string') return s
  let text = ''
  let escaped = false
  for (let i = 0; i < s.cps.length; i++) {
    const c = s.cps[i]
    if (c >= 0xd800 && c <= 0xdfff) {
      if (c < 0xdc80 || c > 0xdcff) {
        let end = i + 1
        while (
          end < s.cps.length &&
          s.cps[end] >= 0xd800 &&
          s.cps[end] <= 0xdfff &&
          !(s.cps[end] >= 0xdc80 && s.cps[end] <= 0xdcff)
        )
          end++
        throw errorWith('UnicodeEncodeError', 'utf-8', s, i, end, 'surrogates not allowed')
      }
      escaped = true
    } else text += String.fromCodePoint(c)
  }
  return escaped ? escapedBytes(s) : text
}

function escapedBytes(s: W_WideStr): Uint8Array {
  const out: number[] = []
  for (const c of s.cps) {
    if (c >= 0xdc80 && c <= 0xdcff) out.push(c - 0xdc00)
    else out.push(...encoder.encode(String.fromCodePoint(c)))
  }
  return Uint8Array.from(out)
}

/** Length of the UTF-8 sequence at `i`, 0 where there is none. */
function sequenceAt(b: Uint8Array, i: number): number {
  const c = b[i]
  if (c < 0x80) return 1
  const n = c >= 0xc2 && c <= 0xdf ? 2 : c >= 0xe0 && c <= 0xef ? 3 : c >= 0xf0 && c <= 0xf4 ? 4 : 0
  if (n === 0 || i + n > b.length) return 0
  for (let k = 1; k < n; k++) if ((b[i + k] & 0xc0) !== 0x80) return 0
  // Overlong forms, surrogates, and what is above U+10FFFF.
  const d = b[i + 1]
  if ((c === 0xe0 && d < 0xa0) || (c === 0xed && d > 0x9f) || (c === 0xf0 && d < 0x90) || (c === 0xf4 && d > 0x8f))
    return 0
  return n
}

/** A file name as a str. */
export function strOfPath(path: Path): Str {
  if (typeof path === 'string') return strFromText(path)
  try {
    return strFromText(strict.decode(path))
  } catch {
    const cps: number[] = []
    for (let i = 0; i < path.length;) {
      const n = sequenceAt(path, i)
      cps.push(n === 0 ? 0xdc00 + path[i] : strict.decode(path.subarray(i, i + n)).codePointAt(0)!)
      i += Math.max(n, 1)
    }
    return strFromCodePoints(Uint32Array.from(cps))
  }
}

/** Bytes as a path: text where they are UTF-8. */
export function pathOfBytes(bytes: Uint8Array): Path {
  try {
    return strict.decode(bytes)
  } catch {
    return bytes
  }
}

/** A path argument as the caller gave it, and what it means. */
export class PathArgument {
  /** What error messages name: the str or bytes that was given. */
  readonly object: Value
  /** The name, or the open descriptor that stands for the file. */
  readonly file: Path | number
  /** Whether results are bytes as well. */
  readonly bytes: boolean

  constructor(object: Value, file: Path | number, bytes: boolean) {
    this.object = object
    this.file = file
    this.bytes = bytes
  }

  /** The name, where descriptors are not allowed. */
  get path(): Path {
    return this.file as Path
  }

  /** A name in the form in which the argument came. */
  result(path: Path): Value {
    return this.bytes ? new W_Bytes(bytesOfPath(path)) : strOfPath(path)
  }
}

/** The directory that one is in, where no path is given. */
export const HERE = new PathArgument(null, '.', false)

export interface PathOptions {
  /** An int is an open descriptor. */
  readonly fd?: boolean
  /** None means the directory one is in. */
  readonly none?: boolean
  /** The name of the function where messages name another than the argument's. */
  readonly owner?: string
}

/** str or bytes behind a str, bytes or os.PathLike object; undefined for anything else. PEP 519 */
export function fspathOrUndefined(w: Value): Str | Uint8Array | undefined {
  const s = strOrUndefined(w)
  if (s !== undefined) return s
  if (w instanceof W_Bytes) return w.bytes
  const method = typeOf(w).lookup('__fspath__')
  if (method === undefined || method === null) return undefined
  const r = callSpecial1(method, w)
  const text = strOrUndefined(r)
  if (text !== undefined) return text
  if (r instanceof W_Bytes) return r.bytes
  throw error('TypeError', `expected ${typeOf(w).name}.__fspath__() to return str or bytes, not ${typeOf(r).name}`)
}

/** A descriptor given where a path may stand. */
function descriptor(w: Value): number {
  if (typeof w === 'boolean') hooks.warn('RuntimeWarning', 'bool is used as a file descriptor', 1)
  const n = indexOrUndefined(w)!
  if (typeof n === 'bigint' || n > 0x7fffffff) throw error('OverflowError', 'fd is greater than maximum')
  if (n < -0x80000000) throw error('OverflowError', 'fd is less than minimum')
  return n
}

/** Converter of a path argument. CPython: path_converter in Modules/posixmodule.c */
export function path(options: PathOptions = {}): Convert<PathArgument> {
  return (w, where) => {
    const owner = options.owner ?? where.owner
    if (w === null && options.none === true) return HERE
    const given = fspathOrUndefined(w)
    if (given === undefined) {
      if (options.fd === true && isIndex(w)) return new PathArgument(w, descriptor(w), false)
      const last = options.none === true ? ' or None' : ''
      const kinds =
        options.fd === true
          ? `string, bytes, os.PathLike${last === '' ? ' or integer' : ', integer or None'}`
          : last === ''
            ? 'string, bytes or os.PathLike'
            : 'string, bytes, os.PathLike or None'
      throw error('TypeError', `${owner}: ${where.name} should be ${kinds}, not ${typeOf(w).name}`)
    }
    const isBytes = given instanceof Uint8Array
    const found = isBytes ? pathOfBytes(given) : pathOfStr(given)
    if (typeof found === 'string' ? found.includes('\0') : found.includes(0))
      throw error('ValueError', `${owner}: embedded null character in ${where.name}`)
    // A path-like object is known by what it stands for.
    const named = strOrUndefined(w) !== undefined || w instanceof W_Bytes ? w : isBytes ? new W_Bytes(given) : given
    return new PathArgument(named, found, isBytes)
  }
}

/** os.fsencode for arguments of programs and environments: str or bytes, without NUL. */
export function fsencode(w: Value): Path {
  const given = fspathOrUndefined(w)
  if (given === undefined) throw error('TypeError', `expected str, bytes or os.PathLike object, not ${typeOf(w).name}`)
  const found = given instanceof Uint8Array ? pathOfBytes(given) : pathOfStr(given)
  if (typeof found === 'string' ? found.includes('\0') : found.includes(0))
    throw error('ValueError', 'embedded null byte')
  return found
}
