// The types of `_multibytecodec`: a codec, and what encodes and decodes piece by piece. CPython:
// Modules/cjkcodecs/multibytecodec.c
import {
  arg,
  asBool,
  bytesOf,
  callMethod,
  type Convert,
  concatStr,
  defineType,
  error,
  errorWith,
  getattr,
  index,
  type Int,
  iter,
  lengthOf,
  next,
  OBJECT_LAYOUT,
  pos,
  sliceStr,
  type Str,
  str as strOf,
  strOrUndefined,
  textOfStr,
  textOrNone,
  type TypeBuilder,
  typeOf,
  type Value,
  W_Bytes,
  W_List,
  W_Object,
  W_Tuple,
  type W_Type,
  encodeUtf8,
  decodeUtf8,
  asCText,
} from '@typhon/objspace'
import { decodeText, type Encoding, encodeText, newState, type State } from './encoding.ts'

const MODULE = '_multibytecodec'
const MOST_BYTES = 8
const MOST_CHARACTERS = 2
const STATE_SIZE = 8
const NOTHING = new Uint8Array(0)

const layout = (name: string): { name: string; base: typeof OBJECT_LAYOUT } => ({ name, base: OBJECT_LAYOUT })

export class W_Codec extends W_Object {
  readonly encoding: Encoding
  constructor(encoding: Encoding) {
    super(codecType.rootShape())
    this.encoding = encoding
  }
}

/** Anything as text, by str() where it is none. */
const anyText: Convert<Str> = (w) => strOrUndefined(w) ?? (strOrUndefined(strOf(w)) as Str)

export const codecType: W_Type = defineType<W_Codec>(
  'MultibyteCodec',
  { module: MODULE, layout: layout('MultibyteCodec'), final: true, doc: 'A codec of several bytes a character.' },
  (t) => {
    t.method(
      'encode',
      [arg('input', anyText), arg<string | null>('errors', textOrNone, null)],
      'The text encoded, and its length.',
      (self, s, errors) => {
        const { bytes } = encodeText(self.encoding, s, errors ?? 'strict', newState(self.encoding), true)
        return new W_Tuple([new W_Bytes(bytes), lengthOf(s)])
      },
    )
    t.method(
      'decode',
      [arg('input', bytesOf), arg<string | null>('errors', textOrNone, null)],
      'The bytes decoded, and how many they are.',
      (self, bytes, errors) => {
        const { text } = decodeText(self.encoding, bytes, errors ?? 'strict', newState(self.encoding), true)
        return new W_Tuple([text, bytes.length])
      },
    )
  },
)

/** What all the types with a state have: the codec of the class, the error handler, the state. */
class W_Stateful extends W_Object {
  readonly encoding: Encoding
  errors: string
  state: State
  constructor(cls: W_Type, errors: string | null) {
    super(cls.rootShape())
    const codec = getattr(cls, 'codec')
    if (!(codec instanceof W_Codec)) throw error('TypeError', 'codec is unexpected type')
    this.encoding = codec.encoding
    this.errors = errors ?? 'strict'
    this.state = newState(codec.encoding)
  }
}

class W_Encoder extends W_Stateful {
  pending: Str = ''

  /** Encodes what is pending and more; what may be half of something is kept unless `isLast`. */
  encode(s: Str, isLast: boolean): Uint8Array {
    const whole = lengthOf(this.pending) === 0 ? s : concatStr(this.pending, s)
    const { bytes, consumed } = encodeText(this.encoding, whole, this.errors, this.state, isLast)
    const rest = sliceStr(whole, consumed, lengthOf(whole))
    if (lengthOf(rest) > MOST_CHARACTERS) throw error('UnicodeError', 'pending buffer overflow')
    this.pending = rest
    return bytes
  }

  /** Ends the text. */
  finish(): Uint8Array {
    const bytes = this.encode('', true)
    this.state = newState(this.encoding)
    return bytes
  }
}

/** More bytes wait than any sequence has. */
function tooLong(encoding: Encoding, bytes: Uint8Array, reason: string): unknown {
  return errorWith('UnicodeDecodeError', encoding.name, new W_Bytes(bytes), 0, bytes.length, reason)
}

class W_Decoder extends W_Stateful {
  pending: Uint8Array = NOTHING

  /** Decodes what is pending and more; what may be half of something is kept unless `isLast`. */
  decode(bytes: Uint8Array, isLast: boolean): Str {
    let whole = bytes
    if (this.pending.length > 0) {
      whole = new Uint8Array(this.pending.length + bytes.length)
      whole.set(this.pending)
      whole.set(bytes, this.pending.length)
    }
    const { text, consumed } = decodeText(this.encoding, whole, this.errors, this.state, isLast)
    const rest = whole.slice(consumed)
    if (rest.length > MOST_BYTES) throw tooLong(this.encoding, whole, 'pending buffer overflow')
    this.pending = rest
    return text
  }

  reset(): void {
    this.encoding.resetDecoding?.(this.state)
    this.pending = NOTHING
  }
}

function errorsMember(t: TypeBuilder<W_Stateful>): void {
  t.getset(
    'errors',
    'how to treat errors',
    (self) => self.errors,
    (self, w) => {
      const s = strOrUndefined(w)
      if (s === undefined) throw error('TypeError', 'errors must be a string')
      self.errors = textOfStr(s)
    },
    () => {
      throw error('AttributeError', 'cannot delete attribute')
    },
  )
}

/** Bytes as an int, the lowest first. */
function intOf(bytes: Uint8Array): Int {
  let n = 0n
  for (let i = bytes.length - 1; i >= 0; i--) n = (n << 8n) | BigInt(bytes[i])
  return n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : n
}

function bytesOfInt(w: Value, size: number): Uint8Array<ArrayBuffer> {
  let n = BigInt(index(w))
  if (n < 0n || n >> BigInt(8 * size) !== 0n) throw error('OverflowError', 'int too big to convert')
  const out = new Uint8Array(size)
  for (let i = 0; i < size; i++, n >>= 8n) out[i] = Number(n & 255n)
  return out
}

const errorsArgument = () => arg<string | null>('errors', asCText, 'strict')
const ignoreInit = (t: TypeBuilder<W_Stateful>): void => t.rawSpecial('__init__', () => null)

export const incrementalEncoderType: W_Type = defineType<W_Encoder>(
  'MultibyteIncrementalEncoder',
  { module: MODULE, layout: layout('MultibyteIncrementalEncoder'), doc: 'Encodes piece by piece.' },
  (t) => {
    t.new([errorsArgument()], (cls, errors) => new W_Encoder(cls, errors), null, 'IncrementalEncoder')
    ignoreInit(t)
    errorsMember(t)
    t.method(
      'encode',
      [arg('input', anyText), arg('final', asBool, false)],
      'The text encoded.',
      (self, s, isLast) => new W_Bytes(self.encode(s, isLast)),
    )
    t.method('getstate', [], 'The state as an int: characters that wait, and the state of the encoding.', (self) => {
      const waiting = encodeUtf8(self.pending, 'surrogatepass')
      return intOf(Uint8Array.from([waiting.length, ...waiting, ...self.state]))
    })
    t.method('setstate', [pos('state')], 'Go back to a state.', (self, w) => {
      const bytes = bytesOfInt(w, 1 + MOST_CHARACTERS * 4 + STATE_SIZE)
      const [n] = bytes
      if (n > MOST_CHARACTERS * 4) throw error('UnicodeError', 'pending buffer too large')
      self.pending = decodeUtf8(bytes.subarray(1, 1 + n), 'strict', true).text
      self.state = bytes.slice(1 + n, 1 + n + STATE_SIZE)
      return null
    })
    t.method('reset', [], 'Begin anew.', (self) => {
      self.encoding.finish?.({ push() {}, add() {} } as never, self.state)
      self.pending = ''
      return null
    })
  },
)

export const incrementalDecoderType: W_Type = defineType<W_Decoder>(
  'MultibyteIncrementalDecoder',
  { module: MODULE, layout: layout('MultibyteIncrementalDecoder'), doc: 'Decodes piece by piece.' },
  (t) => {
    t.new([errorsArgument()], (cls, errors) => new W_Decoder(cls, errors), null, 'IncrementalDecoder')
    ignoreInit(t)
    errorsMember(t)
    t.method(
      'decode',
      [arg('input', bytesOf), arg('final', asBool, false)],
      'The bytes decoded.',
      (self, bytes, isLast) => self.decode(bytes, isLast),
    )
    t.method(
      'getstate',
      [],
      'The bytes that wait, and the state of the encoding as an int.',
      (self) => new W_Tuple([new W_Bytes(self.pending), intOf(self.state)]),
    )
    t.method('setstate', [pos('state')], 'Go back to a state.', (self, w) => {
      if (!(w instanceof W_Tuple))
        throw error('TypeError', `setstate() argument must be tuple, not ${w === null ? 'None' : typeOf(w).fullName}`)
      const [buffer, state] = w.items
      if (
        w.items.length !== 2 ||
        !(buffer instanceof W_Bytes) ||
        (typeof state !== 'number' && typeof state !== 'bigint')
      )
        throw error('TypeError', 'setstate(): illegal state argument')
      if (buffer.bytes.length > MOST_BYTES) throw tooLong(self.encoding, buffer.bytes, 'pending buffer too large')
      self.state = bytesOfInt(state, STATE_SIZE)
      self.pending = buffer.bytes
      return null
    })
    t.method('reset', [], 'Begin anew.', (self) => {
      self.reset()
      return null
    })
  },
)

class W_Reader extends W_Decoder {
  readonly stream: Value
  constructor(cls: W_Type, stream: Value, errors: string | null) {
    super(cls, errors)
    this.stream = stream
  }

  /** Decodes what a method of the stream gives, until there is a character or the stream ends. */
  read(method: string, size: number | null): Str {
    if (size === 0) return ''
    let hint = size ?? -1
    for (;;) {
      const w = hint < 0 ? callMethod(this.stream, method) : callMethod(this.stream, method, hint)
      if (!(w instanceof W_Bytes))
        throw error('TypeError', `stream function returned a non-bytes object (${typeOf(w).fullName})`)
      const isEnd = w.bytes.length === 0
      const text = this.decode(w.bytes, isEnd || hint < 0)
      if (isEnd || hint < 0 || lengthOf(text) > 0) return text
      // Half a character: one more byte may be the rest of it.
      hint = 1
    }
  }
}

const sizeArgument: Convert<number | null> = (w) => {
  if (w === null) return null
  const n = typeof w === 'object' && strOrUndefined(w) === undefined ? undefined : w
  if (typeof n !== 'number' && typeof n !== 'bigint') throw error('TypeError', 'arg 1 must be an integer')
  return Number(n)
}

export const streamReaderType: W_Type = defineType<W_Reader>(
  'MultibyteStreamReader',
  { module: MODULE, layout: layout('MultibyteStreamReader'), doc: 'Reads text from a stream of bytes.' },
  (t) => {
    t.new(
      [arg('stream'), errorsArgument()],
      (cls, stream, errors) => new W_Reader(cls, stream, errors),
      null,
      'StreamReader',
    )
    ignoreInit(t)
    errorsMember(t)
    t.member('stream', null, (self) => self.stream)
    t.method('read', [pos<number | null>('sizeobj', sizeArgument, null)], 'Text of about so many bytes.', (self, n) =>
      self.read('read', n),
    )
    t.method('readline', [pos<number | null>('sizeobj', sizeArgument, null)], 'A line.', (self, n) =>
      self.read('readline', n),
    )
    t.method('readlines', [pos<number | null>('sizehintobj', sizeArgument, null)], 'The lines.', (self, n) =>
      callMethod(self.read('read', n), 'splitlines', true),
    )
    t.method('reset', [], 'Begin anew.', (self) => {
      self.reset()
      return null
    })
  },
)

class W_Writer extends W_Encoder {
  readonly stream: Value
  constructor(cls: W_Type, stream: Value, errors: string | null) {
    super(cls, errors)
    this.stream = stream
  }

  write(s: Str): void {
    callMethod(this.stream, 'write', new W_Bytes(this.encode(s, false)))
  }
}

export const streamWriterType: W_Type = defineType<W_Writer>(
  'MultibyteStreamWriter',
  { module: MODULE, layout: layout('MultibyteStreamWriter'), doc: 'Writes text to a stream of bytes.' },
  (t) => {
    t.new(
      [arg('stream'), errorsArgument()],
      (cls, stream, errors) => new W_Writer(cls, stream, errors),
      null,
      'StreamWriter',
    )
    ignoreInit(t)
    errorsMember(t)
    t.member('stream', null, (self) => self.stream)
    t.method('write', [pos('strobj', anyText)], 'Write text.', (self, s) => {
      self.write(s)
      return null
    })
    t.method('writelines', [pos('lines')], 'Write lines.', (self, lines) => {
      if (lines instanceof W_List || lines instanceof W_Tuple)
        for (const w of lines.items) self.write(anyText(w, null as never))
      else {
        if (!hasLength(lines)) throw error('TypeError', 'arg must be a sequence object')
        const w_iter = iter(lines)
        for (let w = next(w_iter); w !== undefined; w = next(w_iter)) self.write(anyText(w, null as never))
      }
      return null
    })
    t.method('reset', [], 'Write characters that wait, and what ends the text then.', (self) => {
      if (lengthOf(self.pending) === 0) return null
      const bytes = self.finish()
      if (bytes.length > 0) callMethod(self.stream, 'write', new W_Bytes(bytes))
      return null
    })
  },
)

/** Whether a value is a sequence of some kind. */
function hasLength(w: Value): boolean {
  return (
    strOrUndefined(w) !== undefined ||
    (typeof w === 'object' && w !== null && typeOf(w).lookup('__getitem__') !== undefined)
  )
}
