// Text streams on file descriptors: what sys.stdout and its siblings are. lib: io#io.TextIOWrapper
//
// What is written is kept until a newline, a flush, or BUFFER characters. Encoding is UTF-8; characters that have no spelling
// in it (lone surrogates) go through surrogateescape or backslashreplace.
import {
  bytesOf,
  defineType,
  error,
  host,
  OBJECT_LAYOUT,
  opt,
  pointsOf,
  pos,
  rest,
  strFromText,
  strOrUndefined,
  typeOf,
  type Value,
  W_Bytes,
  W_Object,
  type W_Type,
  W_Iterator,
  iteratorMethods,
} from '@typhon/objspace'
import { system } from './file-io.ts'

const BUFFER = 8192

export class W_TextStream extends W_Iterator {
  readonly fd: number
  readonly name: string
  readonly mode: string
  readonly errors: string
  readonly lineBuffered: boolean
  pendingText = ''
  /** Bytes read and not yet given out. */
  ahead = new Uint8Array(0)
  ended = false
  closed = false

  constructor(fd: number, name: string, mode: string, errors: string, lineBuffered: boolean) {
    super(textStreamType.rootShape())
    this.fd = fd
    this.name = name
    this.mode = mode
    this.errors = errors
    this.lineBuffered = lineBuffered
  }

  /** Writes out what is kept back. */
  flush(): void {
    if (this.pendingText === '') return
    const bytes = new TextEncoder().encode(this.pendingText)
    this.pendingText = ''
    this.writeAll(bytes)
  }

  writeAll(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += system(() => host().files.write(this.fd, bytes.subarray(at)))
  }

  put(s: Value): void {
    const str = strOrUndefined(s)!
    if (typeof str === 'string') this.pendingText += str
    else {
      for (const c of pointsOf(str)) {
        if (c < 0xd800 || c > 0xdfff) this.pendingText += String.fromCodePoint(c)
        else if (this.errors === 'surrogateescape' && c >= 0xdc80 && c <= 0xdcff) {
          this.flush()
          this.writeAll(Uint8Array.of(c - 0xdc00))
        } else if (this.errors === 'backslashreplace') this.pendingText += `\\u${c.toString(16)}`
        else
          throw error(
            'UnicodeEncodeError',
            `'utf-8' codec can't encode character '\\u${c.toString(16)}': surrogates not allowed`,
          )
      }
    }
    if (this.pendingText.length > BUFFER || (this.lineBuffered && this.pendingText.includes('\n'))) this.flush()
  }

  private more(): boolean {
    if (this.ended) return false
    const part = new Uint8Array(BUFFER)
    const n = system(() => host().files.read(this.fd, part))
    if (n === 0) {
      this.ended = true
      return false
    }
    const joined = new Uint8Array(this.ahead.length + n)
    joined.set(this.ahead)
    joined.set(part.subarray(0, n), this.ahead.length)
    this.ahead = joined
    return true
  }

  /** A line with its end, '' at the end of the file. */
  readline(): string {
    let from = 0
    for (;;) {
      const i = this.ahead.indexOf(10, from)
      if (i >= 0) return this.take(i + 1)
      from = this.ahead.length
      if (!this.more()) return this.take(this.ahead.length)
    }
  }

  readAll(): string {
    while (this.more());
    return this.take(this.ahead.length)
  }

  private take(n: number): string {
    const text = new TextDecoder().decode(this.ahead.subarray(0, n))
    this.ahead = this.ahead.slice(n)
    return text.replace(/\r\n?/g, '\n')
  }

  override next(): Value | undefined {
    const line = this.readline()
    return line === '' ? undefined : strFromText(line)
  }
}

/** The bytes behind a text stream, `sys.stdout.buffer`. */
class W_ByteStream extends W_Object {
  readonly stream: W_TextStream
  constructor(stream: W_TextStream) {
    super(byteStreamType.rootShape())
    this.stream = stream
  }
}

const byteStreamType: W_Type = defineType<W_ByteStream>(
  'BufferedWriter',
  { module: '_io', layout: { name: 'BufferedWriter', base: OBJECT_LAYOUT }, doc: 'Bytes to a file descriptor.' },
  (t) => {
    t.method(
      'write',
      [pos('b')],
      'Write bytes.',
      (self, w) => {
        const bytes = bytesOf(w)
        self.stream.flush()
        self.stream.writeAll(bytes)
        return bytes.length
      },
      null,
    )
    t.method(
      'read',
      [],
      'All bytes to the end.',
      (self) => new W_Bytes(new TextEncoder().encode(self.stream.readAll())),
      null,
    )
    t.method('flush', [], 'Write out what is kept back.', (self) => (self.stream.flush(), null), null)
    t.method('fileno', [], 'The file descriptor.', (self) => self.stream.fd, null)
  },
)

export const textStreamType: W_Type = defineType<W_TextStream>(
  'TextIOWrapper',
  {
    module: '_io',
    layout: { name: 'TextIOWrapper', base: OBJECT_LAYOUT },
    hasDict: true,
    hasWeakref: true,
    doc: 'Text to and from a file descriptor.',
  },
  (t) => {
    iteratorMethods(t)
    t.method(
      'write',
      [pos('s')],
      'Write text; the number of characters.',
      (self, s) => {
        const str = strOrUndefined(s)
        if (str === undefined) throw error('TypeError', `write() argument must be str, not ${typeOf(s).fullName}`)
        if (self.closed) throw error('ValueError', 'I/O operation on closed file.')
        self.put(s)
        return typeof str === 'string' ? str.length : str.cps.length
      },
      null,
    )
    t.method('flush', [], 'Write out what is kept back.', (self) => (self.flush(), null), null)
    t.method('readline', [opt<Value>('size')], 'A line with its end.', (self) => strFromText(self.readline()), null)
    t.method('read', [opt<Value>('size')], 'All text to the end.', (self) => strFromText(self.readAll()), null)
    t.method(
      'close',
      [],
      'Flush and close.',
      (self) => {
        self.flush()
        self.closed = true
        return null
      },
      null,
    )
    t.method('fileno', [], 'The file descriptor.', (self) => self.fd, null)
    t.method('isatty', [], 'Whether the stream is a terminal.', (self) => host().terminals.isatty(self.fd), null)
    t.method('readable', [], 'Whether the stream can be read.', (self) => self.mode === 'r', null)
    t.method('writable', [], 'Whether the stream can be written.', (self) => self.mode !== 'r', null)
    t.method('seekable', [], 'False.', () => false, null)
    t.method('__enter__', [], 'The stream itself.', (self) => self, null)
    t.method(
      '__exit__',
      [rest('args')],
      'Close the stream.',
      (self) => {
        self.flush()
        self.closed = true
        return null
      },
      null,
    )
    t.getset('buffer', null, (self) => new W_ByteStream(self))
    t.getset('encoding', null, () => 'utf-8')
    t.getset('errors', null, (self) => self.errors)
    t.getset('newlines', null, () => null)
    t.getset('line_buffering', null, (self) => self.lineBuffered)
    t.getset('closed', null, (self) => self.closed)
    t.getset('name', null, (self) => self.name)
    t.getset('mode', null, (self) => self.mode)
    t.special('__repr__', (self) => `<_io.TextIOWrapper name='${self.name}' mode='${self.mode}' encoding='utf-8'>`)
  },
)
