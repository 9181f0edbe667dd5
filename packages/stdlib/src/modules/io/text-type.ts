// TextIOWrapper. What it does stands in text.ts. lib: io#io.TextIOWrapper; CPython: Modules/_io/textio.c
import {
  encodeUtf8,
  arg,
  asBool,
  callMethod,
  defineType,
  error,
  exceptionTypes,
  findAttr,
  getattr,
  index,
  isError,
  isTrue,
  lengthOf,
  newException,
  optKw,
  pos,
  reprText,
  ssize,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  type W_Type,
  watchNew,
  lt,
  errorWith,
  type Int,
  eqOrIs,
  call1,
  intOrUndefined,
  intType,
} from '@typhon/objspace'
import {
  declareFinalizing,
  fileLayout,
  nameText,
  refusePickling,
  sizeArgument,
  textIOBaseType,
  unsupported,
  warnOfUnclosed,
} from './base.ts'
import { checkNewline } from './newlines.ts'
import { type Cookie, W_TextIOWrapper } from './text.ts'
import { checkEncoding, checkErrors, warnOfDefault } from './text-codec.ts'

/** A cookie as the int that Python sees: 64 bits of a place, three times 32 bits and a byte. */
function packed({ start, flags, feed, skip, end }: Cookie): Value {
  if (flags === 0 && feed === 0 && skip === 0 && !end) return start
  const part = (n: number, at: bigint): bigint => BigInt.asUintN(32, BigInt(n)) << at
  return (
    BigInt.asUintN(64, BigInt(start)) |
    part(flags, 64n) |
    part(feed, 96n) |
    part(skip, 128n) |
    ((end ? 1n : 0n) << 160n)
  )
}

function unpacked(w: Value): Cookie {
  const n = BigInt((intOrUndefined(w) ?? call1(intType, w)) as Int)
  if (n >> 168n !== 0n) throw error('OverflowError', 'int too big to convert')
  const field = (at: bigint): number => Number(BigInt.asIntN(32, n >> at))
  const start = Number(BigInt.asIntN(64, n))
  if (start < 0) throw error('ValueError', `negative seek value ${BigInt.asIntN(64, n)}`)
  return { start, flags: field(64n), feed: field(96n), skip: field(128n), end: n >> 160n !== 0n }
}

/** An argument that is a str or None, as a C function takes it: text that UTF-8 can hold. */
function optionalText(w: Value, where: string, what: string): string | undefined {
  if (w === null) return undefined
  const s = strOrUndefined(w)
  if (s === undefined)
    throw error('TypeError', `${where}() argument '${what}' must be str or None, not ${typeOf(w).fullName}`)
  if (typeof s !== 'string') encodeUtf8(s, 'strict')
  return textOfStr(s)
}

function withoutNull(text: string): string {
  if (text.includes('\0')) throw error('ValueError', 'embedded null character')
  return text
}

/** A flag that `reconfigure` takes as an int, None for what it is. */
function flag(w: Value | undefined, otherwise: boolean): boolean {
  if (w === undefined || w === null) return otherwise
  const n = index(w)
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw error('OverflowError', 'Python int too large to convert to C long')
  return n !== 0
}

/** `reconfigure` reads names up to a null character. */
const upToNull = (text: string | undefined): string | undefined => text?.split('\0', 1)[0]

/** The encoding of an argument: that of the locale, which is UTF-8, where it is None or `locale`. */
export function encodingArgument(w: Value, where: string): string {
  const text = withoutNull(optionalText(w, where, 'encoding') ?? 'locale')
  return text === 'locale' ? 'UTF-8' : text
}

function seek(self: W_TextIOWrapper, w: Value, whence: number): Value {
  self.check()
  if (!self.seekable) throw unsupported('underlying stream is not seekable')
  switch (whence) {
    case 0:
      break
    case 1:
      if (!eqOrIs(w, 0)) throw unsupported("can't do nonzero cur-relative seeks")
      callMethod(self, 'flush')
      return seek(self, callMethod(self, 'tell'), 0)
    case 2:
      if (!eqOrIs(w, 0)) throw unsupported("can't do nonzero end-relative seeks")
      return self.seekEnd()
    default:
      throw error('ValueError', `invalid whence (${whence}, should be 0, 1 or 2)`)
  }
  if (lt(w, 0)) throw errorWith('ValueError', strFromText(`negative seek position ${reprText(w)}`))
  self.seekTo(unpacked(w))
  return w
}

/** Raises where the file cannot be used. */
function ready(self: W_TextIOWrapper): W_TextIOWrapper {
  void self.file
  return self
}

/** Raises where the file was not set up; what it says of itself stays when the file of bytes is detached. */
function begun(self: W_TextIOWrapper): W_TextIOWrapper {
  if (self.buffer === undefined) throw error('ValueError', 'I/O operation on uninitialized object')
  return self
}

export const textIOWrapperType: W_Type = defineType<W_TextIOWrapper>(
  'TextIOWrapper',
  {
    module: '_io',
    base: textIOBaseType,
    layout: fileLayout('TextIOWrapper'),
    doc: 'Text over a file of bytes.',
  },
  (t) => {
    t.allocates((args) => new W_TextIOWrapper((args[0] as W_Type).rootShape()))
    t.type.textSignature =
      '(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)'
    t.init(
      [
        arg('buffer'),
        arg<Value>('encoding', null, null),
        arg<Value>('errors', null, null),
        arg<Value>('newline', null, null),
        arg('line_buffering', asBool, false),
        arg('write_through', asBool, false),
      ],
      (self, buffer, w_encoding, w_errors, w_newline, lineBuffering, writeThrough) => {
        if (w_encoding === null) warnOfDefault(1)
        const where = 'TextIOWrapper'
        const encoding = encodingArgument(w_encoding, where)
        const errors = withoutNull(optionalText(w_errors, where, 'errors') ?? 'strict')
        const newline = withoutNull(optionalText(w_newline, where, 'newline') ?? '')
        // From here on a failure leaves no file.
        self.end()
        if (w_newline !== null) checkNewline(newline)
        checkEncoding(encoding)
        checkErrors(errors)
        callMethod(buffer, 'readable')
        callMethod(buffer, 'writable')
        self.begin(buffer, encoding, errors, w_newline === null ? null : newline)
        watchNew(self)
        self.lineBuffering = lineBuffering
        self.writeThrough = writeThrough
        self.seekable = self.telling = isTrue(callMethod(buffer, 'seekable'))
        self.startEncoder()
      },
    )
    t.method(
      'reconfigure',
      [
        optKw('encoding', null, 'None'),
        optKw('errors', null, 'None'),
        optKw('newline', null, 'None'),
        optKw('line_buffering', null, 'None'),
        optKw('write_through', null, 'None'),
      ],
      'Change how the file works, as far as that is possible now.',
      (self, w_encoding, w_errors, w_newline, w_line, w_through) => {
        const where = 'reconfigure'
        const encoding = optionalText(w_encoding ?? null, where, 'encoding')
        const errors = optionalText(w_errors ?? null, where, 'errors')
        const newline = upToNull(optionalText(w_newline ?? null, where, 'newline'))
        if (newline !== undefined) checkNewline(newline)
        const lineBuffering = flag(w_line, self.lineBuffering)
        const writeThrough = flag(w_through, self.writeThrough)
        const changes = encoding !== undefined || errors !== undefined || w_newline !== undefined
        if (changes && ready(self).hasRead)
          throw unsupported('It is not possible to set the encoding or newline of stream after the first read')
        callMethod(self, 'flush')
        if (changes) {
          const name = encoding === 'locale' ? 'UTF-8' : (upToNull(encoding) ?? self.encoding)
          const handler = upToNull(errors) ?? (encoding === undefined ? self.errors : 'strict')
          checkEncoding(name)
          self.setCodec(name, handler, w_newline === undefined ? self.newline : (newline ?? null))
          self.startEncoder()
        }
        self.lineBuffering = lineBuffering
        self.writeThrough = writeThrough
        return null
      },
    )
    t.method('detach', [], 'Let go of the file of bytes and return it.', (self) => self.detach())
    t.method('write', [pos('text')], 'Write text; the number of characters.', (self, w) => {
      const s = strOrUndefined(w)
      if (s === undefined)
        throw error('TypeError', `write() argument must be str, not ${w === null ? 'None' : typeOf(w).fullName}`)
      self.write(s)
      return lengthOf(s)
    })
    t.method('read', [pos<Value>('size', null, -1)], 'At most size characters; all without argument.', (self, w) =>
      self.read(sizeArgument(w)),
    )
    t.method('readline', [pos('size', ssize, -1)], 'A line with its end, at most size characters.', (self, limit) =>
      self.readLine(limit),
    )
    t.method('flush', [], 'Pass on what is kept back.', (self) => (ready(self).flush(), null))
    t.method('close', [], 'Flush and close.', (self) => {
      if (isTrue(getattr(ready(self).file, 'closed'))) return null
      if (self.finalizing) warnOfUnclosed(self.file, self)
      let failure: unknown
      let failed = false
      try {
        callMethod(self, 'flush')
      } catch (e) {
        failure = e
        failed = true
      }
      try {
        callMethod(self.file, 'close')
      } catch (e) {
        if (failed && isError(e, 'BaseException') && isError(failure, 'BaseException')) e.context = failure
        throw e
      }
      if (failed) throw failure
      return null
    })
    for (const name of ['fileno', 'isatty', 'readable', 'writable', 'seekable'])
      t.method(name, [], `${name} of the file of bytes.`, (self) => callMethod(self.file, name))
    t.method(
      'seek',
      [pos('cookie'), pos('whence', ssize, 0)],
      'Go to a place that tell() gave, or to the end.',
      seek,
      '($self, cookie, whence=os.SEEK_SET, /)',
    )
    t.method('tell', [], 'The current place, for seek().', (self) => (ready(self).check(), packed(self.tell())))
    t.method(
      'truncate',
      [pos<Value>('pos', null, null)],
      'Cut the file off, at the current position by default.',
      (self, w) => {
        callMethod(ready(self), 'flush')
        return callMethod(self.file, 'truncate', w ?? callMethod(self, 'tell'))
      },
    )
    t.special('__next__', (self) => {
      ready(self).check()
      const line = self.next()
      if (line === undefined) throw newException(exceptionTypes.StopIteration, [])
      return line
    })
    refusePickling(t)
    declareFinalizing(t)
    t.member('encoding', 'Name of the encoding.', (self) => strFromText(begun(self).encoding))
    t.getset('errors', 'Name of the error handler.', (self) => strFromText(begun(self).errors))
    t.member('buffer', 'The file of bytes.', (self) => self.buffer ?? null)
    t.member('line_buffering', 'Whether a line that ends is passed on at once.', (self) => begun(self).lineBuffering)
    t.member('write_through', 'Whether nothing is kept back.', (self) => begun(self).writeThrough)
    t.getset('newlines', 'The ends of lines that were met.', (self) => ready(self).newlineNames())
    t.getset('name', 'The name of the file of bytes.', (self) => getattr(self.file, 'name'))
    t.getset('closed', 'Whether the file of bytes is closed.', (self) => getattr(self.file, 'closed'))
    t.getset(
      '_CHUNK_SIZE',
      'Bytes that are decoded at a time.',
      (self) => ready(self).chunkSize,
      (self, w) => {
        const n = Number(index(w))
        if (n <= 0) throw error('ValueError', 'a strictly positive integer is required')
        self.chunkSize = n
      },
    )
    t.special('__repr__', (self) => {
      const name = nameText(self, reprText)
      const mode = findAttr(self, 'mode')
      const shown = (name === undefined ? '' : ` name=${name}`) + (mode === undefined ? '' : ` mode=${reprText(mode)}`)
      return strFromText(`<${typeOf(self).fullName}${shown} encoding='${begun(self).encoding}'>`)
    })
  },
)
