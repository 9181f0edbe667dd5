// How text files decode and encode: UTF-8, Latin-1 and ASCII in host code, other encodings by the library's incremental codecs.
import {
  bytesOf,
  callMethod,
  call1,
  decodeAscii,
  decodeUtf8,
  encode,
  error,
  findAttr,
  getattr,
  hooks,
  index,
  isTrue,
  latin1Text,
  type Str,
  strFromText,
  strOrUndefined,
  typeOf,
  type Value,
  W_Bytes,
  W_Tuple,
} from '@typhon/objspace'
import { sysAttribute } from '../sys/attributes.ts'
import { joined } from './base.ts'

/** Bytes a decoder keeps back, and a number that stands for the rest of its state. */
export interface DecoderState {
  readonly kept: Uint8Array
  readonly flag: number
}

export interface Decoder {
  decode(bytes: Uint8Array, final: boolean): Str
  getState(): DecoderState
  setState(state: DecoderState): void
}

export interface Encoder {
  encode(s: Str): Uint8Array
  /** The state of a file that has been written to already (no byte order mark), or of an empty one. */
  reset(started: boolean): void
}

type Known = 'utf-8' | 'latin-1' | 'ascii'

const KNOWN: Record<string, Known> = {
  utf_8: 'utf-8',
  utf8: 'utf-8',
  u8: 'utf-8',
  latin_1: 'latin-1',
  latin1: 'latin-1',
  iso_8859_1: 'latin-1',
  iso8859_1: 'latin-1',
  ascii: 'ascii',
  us_ascii: 'ascii',
}

/** The encoding that host code knows under a name. */
export function knownEncoding(encoding: string): Known | undefined {
  return KNOWN[encoding.toLowerCase().replace(/[^a-z0-9]+/g, '_')]
}

const EMPTY = new Uint8Array(0)

class HostDecoder implements Decoder {
  private readonly encoding: Known
  private readonly errors: string
  private kept: Uint8Array = EMPTY
  constructor(encoding: Known, errors: string) {
    this.encoding = encoding
    this.errors = errors
  }

  decode(bytes: Uint8Array, final: boolean): Str {
    if (this.encoding === 'latin-1') return latin1Text(bytes)
    if (this.encoding === 'ascii') return decodeAscii(bytes, this.errors)
    const all = this.kept.length === 0 ? bytes : joined([this.kept, bytes], this.kept.length + bytes.length)
    const { text, consumed } = decodeUtf8(all, this.errors, final)
    this.kept = consumed === all.length ? EMPTY : all.slice(consumed)
    return text
  }

  getState(): DecoderState {
    return { kept: this.kept, flag: 0 }
  }

  setState(state: DecoderState): void {
    this.kept = state.kept
  }
}

class LibraryDecoder implements Decoder {
  private readonly decoder: Value
  constructor(decoder: Value) {
    this.decoder = decoder
  }

  decode(bytes: Uint8Array, final: boolean): Str {
    const w = callMethod(this.decoder, 'decode', new W_Bytes(bytes), final)
    const s = strOrUndefined(w)
    if (s === undefined) throw error('TypeError', `decoder should return a string result, not '${typeOf(w).fullName}'`)
    return s
  }

  getState(): DecoderState {
    const w = callMethod(this.decoder, 'getstate')
    if (!(w instanceof W_Tuple) || w.items.length !== 2) throw error('TypeError', 'illegal decoder state')
    return { kept: bytesOf(w.items[0]), flag: Number(index(w.items[1])) }
  }

  setState({ kept, flag }: DecoderState): void {
    callMethod(this.decoder, 'setstate', new W_Tuple([new W_Bytes(kept), flag]))
  }
}

class HostEncoder implements Encoder {
  private readonly encoding: Known
  private readonly errors: string
  constructor(encoding: Known, errors: string) {
    this.encoding = encoding
    this.errors = errors
  }

  encode(s: Str): Uint8Array {
    return encode(s, this.encoding, this.errors).bytes
  }

  reset(): void {}
}

class LibraryEncoder implements Encoder {
  private readonly encoder: Value
  constructor(encoder: Value) {
    this.encoder = encoder
  }

  encode(s: Str): Uint8Array {
    const w = callMethod(this.encoder, 'encode', s)
    if (!(w instanceof W_Bytes))
      throw error('TypeError', `encoder should return a bytes object, not '${typeOf(w).fullName}'`)
    return w.bytes
  }

  reset(started: boolean): void {
    if (!started) callMethod(this.encoder, 'reset')
    // State 0 of the encoders that begin with a mark means that it was written.
    else callMethod(this.encoder, 'setstate', 0)
  }
}

const find = (encoding: string): Value => callMethod(hooks.importModule('_codecs'), 'lookup', strFromText(encoding))

function lookup(encoding: string): Value {
  const info = find(encoding)
  const isText = findAttr(info, '_is_text_encoding')
  if (isText !== undefined && !isTrue(isText))
    throw error('LookupError', `'${encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs`)
  return info
}

/** Raises LookupError for an encoding that does not exist; error handlers are looked up when there is an error. */
export function checkEncoding(encoding: string): void {
  if (knownEncoding(encoding) === undefined) lookup(encoding)
}

export function newDecoder(encoding: string, errors: string): Decoder {
  const known = knownEncoding(encoding)
  if (known !== undefined) return new HostDecoder(known, errors)
  return new LibraryDecoder(call1(getattr(find(encoding), 'incrementaldecoder'), strFromText(errors)))
}

export function newEncoder(encoding: string, errors: string): Encoder {
  const known = knownEncoding(encoding)
  if (known !== undefined) return new HostEncoder(known, errors)
  return new LibraryEncoder(call1(getattr(find(encoding), 'incrementalencoder'), strFromText(errors)))
}

/** A flag of `sys.flags`. */
function isFlagSet(name: string): boolean {
  const flags = sysAttribute('flags')
  return flags !== undefined && isTrue(getattr(flags, name))
}

/** Raises LookupError for an unknown handler of errors, which is asked for in development mode only. */
export function checkErrors(errors: string): void {
  if (errors !== 'strict' && isFlagSet('dev_mode'))
    callMethod(hooks.importModule('_codecs'), 'lookup_error', strFromText(errors))
}

/** Warns, where that is wanted, of an encoding that was not given. PEP 597 */
export function warnOfDefault(level: number): void {
  if (isFlagSet('warn_default_encoding')) hooks.warn('EncodingWarning', "'encoding' argument not specified", level)
}

/** io.text_encoding: the encoding that a function's caller gave, or what stands for none. */
export function textEncoding(encoding: Value, level: number): Value {
  if (encoding !== null) return encoding
  warnOfDefault(level)
  return isFlagSet('utf8_mode') ? 'utf-8' : 'locale'
}
