// BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair. lib: io#buffered-streams; CPython: Modules/_io/bufferedio.c
import {
  arg,
  bytesOf,
  callMethod,
  contiguousBytes,
  defineType,
  error,
  findAttr,
  getattr,
  asInt,
  isError,
  pos,
  reprText,
  ssize,
  strFromText,
  type TypeBuilder,
  typeOf,
  type Value,
  W_Bytes,
  type W_Type,
  watchNew,
  writableBuffer,
  shownType,
} from '@typhon/objspace'
import {
  bufferedIOBaseType,
  declareFinalizing,
  fileLayout,
  nameText,
  nextLine,
  refusePickling,
  sizeArgument,
  unsupported,
  W_IOBase,
  warnOfUnclosed,
  sizeOf,
} from './base.ts'
import { offsetOf, DEFAULT_BUFFER_SIZE, W_Buffered } from './buffered.ts'

const bytesOrNone = (bytes: Uint8Array | null): Value => (bytes === null ? null : new W_Bytes(bytes))

/** What the three classes over one raw file do alike. */
function common(t: TypeBuilder<W_Buffered>): void {
  t.allocates((args) => new W_Buffered((args[0] as W_Type).rootShape()))
  t.method('detach', [], 'Let go of the raw file and return it.', (self) => self.detach())
  t.method('flush', [], 'Pass on what is kept back.', (self) => (self.flush(), null), '($self, /)')
  t.method('close', [], 'Flush and close.', (self) => (self.close(), null))
  t.method('_dealloc_warn', [pos('source')], 'Warn, if the raw file is open.', (self, source) => {
    if (self.raw !== null && self.raw !== undefined) warnOfUnclosed(self.raw, source)
    return null
  })
  t.method('seekable', [], 'Whether the file has positions.', (self) => callMethod(self.file, 'seekable'))
  t.method('fileno', [], 'The file descriptor.', (self) => callMethod(self.file, 'fileno'))
  t.method('isatty', [], 'Whether the file is a terminal.', (self) => callMethod(self.file, 'isatty'))
  t.method('tell', [], 'The current position.', (self) => (void self.file, self.tell()))
  t.method('seek', [pos('target'), pos('whence', asInt, 0)], 'Go to a position.', (self, target, whence) => {
    if (whence < 0 || whence > 2) throw error('ValueError', `whence value ${whence} unsupported`)
    self.check('seek of')
    if (!self.seekable()) throw unsupported('File or stream is not seekable.')
    return self.seek(offsetOf(target), whence)
  })
  t.method(
    'truncate',
    [pos<Value>('pos', null, null)],
    'Cut the file off, at the current position by default.',
    (self, w) => {
      self.check('truncate of')
      if (!self.writes) throw unsupported('truncate')
      self.flush()
      return callMethod(self.file, 'truncate', w ?? self.tell())
    },
  )
  refusePickling(t)
  declareFinalizing(t)
  t.method('__sizeof__', [], 'Bytes of memory the file takes, its buffer among them.', (self) => 168 + self.size)
  t.getset('closed', 'Whether the file is closed.', (self) => getattr(self.file, 'closed'))
  t.getset('name', 'The name of the raw file.', (self) => getattr(self.file, 'name'))
  t.getset('mode', 'The mode of the raw file.', (self) => getattr(self.file, 'mode'))
  t.member('raw', 'The raw file.', (self) => self.raw ?? null)
  t.special('__repr__', (self) => {
    const name = nameText(self, reprText)
    return strFromText(name === undefined ? `<${typeOf(self).fullName}>` : `<${typeOf(self).fullName} name=${name}>`)
  })
}

function reading(t: TypeBuilder<W_Buffered>): void {
  t.method('read', [pos<Value>('size', null, -1)], 'size bytes, fewer at the end; all without argument.', (self, w) => {
    const n = readSize(w)
    self.check('read of')
    return bytesOrNone(n < 0 ? self.readAll('read') : self.read(n, 'read'))
  })
  t.method('read1', [pos('size', ssize, -1)], 'At most size bytes, by one call of the raw file.', (self, n) => {
    self.check('read of')
    return new W_Bytes(self.read1(n, 'read1'))
  })
  t.method('peek', [pos('size', ssize, 0)], 'Bytes ahead, without going on.', (self) => {
    self.check('peek of')
    return new W_Bytes(self.peek())
  })
  for (const [name, once] of [
    ['readinto', false],
    ['readinto1', true],
  ] as const)
    t.method(name, [pos('buffer')], 'Read into a buffer; the number of bytes read.', (self, w) => {
      const target = writableBuffer(w, `${name}() argument must be read-write bytes-like object, not ${shownType(w)}`)
      try {
        self.check('readinto of')
        return self.readInto(contiguousBytes(target), once)
      } finally {
        target.release()
      }
    })
  t.method('readline', [pos<Value>('size', null, -1)], 'A line with its end, at most size bytes.', (self, w) => {
    const limit = sizeArgument(w)
    self.check('readline of')
    return new W_Bytes(self.readLine(limit, 'readline'))
  })
  t.special('__next__', nextLine)
}

function readSize(w: Value): number {
  const n = w === null ? -1 : sizeOf(w)
  if (n < -1) throw error('ValueError', 'read length must be non-negative or -1')
  return n
}

function writing(t: TypeBuilder<W_Buffered>): void {
  t.method('write', [pos('buffer')], 'Write bytes; their number.', (self, w) => {
    self.check('write to')
    return self.write(bytesOf(w))
  })
}

/** Declares how a class is made over a raw file that must be able to do what it is for. */
function over(t: TypeBuilder<W_Buffered>, reads: boolean, writes: boolean): void {
  t.type.textSignature = '(raw, buffer_size=DEFAULT_BUFFER_SIZE)'
  t.init([arg('raw'), arg('buffer_size', ssize, DEFAULT_BUFFER_SIZE)], (self, raw, size) => {
    const must = (can: boolean, question: string, text: string): void => {
      if (can && callMethod(raw, question) !== true) throw unsupported(text)
    }
    self.raw = undefined
    must(reads && writes, 'seekable', 'File or stream is not seekable.')
    must(reads, 'readable', 'File or stream is not readable.')
    must(writes, 'writable', 'File or stream is not writable.')
    self.begin(raw, size, reads, writes)
    watchNew(self)
  })
  for (const [name, can] of [
    ['readable', reads],
    ['writable', writes],
  ] as const)
    if (can) t.method(name, [], `Whether the file is ${name}.`, (self) => callMethod(self.file, name))
}

const options = (name: string, doc: string) => ({
  module: '_io',
  base: bufferedIOBaseType,
  layout: fileLayout(name),
  doc,
})

export const bufferedReaderType: W_Type = defineType<W_Buffered>(
  'BufferedReader',
  options('BufferedReader', 'A raw file with a buffer for reading.'),
  (t) => {
    common(t)
    over(t, true, false)
    reading(t)
  },
)

export const bufferedWriterType: W_Type = defineType<W_Buffered>(
  'BufferedWriter',
  options('BufferedWriter', 'A raw file with a buffer for writing.'),
  (t) => {
    common(t)
    over(t, false, true)
    writing(t)
  },
)

export const bufferedRandomType: W_Type = defineType<W_Buffered>(
  'BufferedRandom',
  options('BufferedRandom', 'A raw file with positions and a buffer for reading and writing.'),
  (t) => {
    common(t)
    over(t, true, true)
    reading(t)
    writing(t)
  },
)

class W_BufferedPair extends W_IOBase {
  reader: Value = null
  writer: Value = null
}

function initialized(w: Value): Value {
  if (w === null) throw error('ValueError', 'I/O operation on uninitialized object')
  return w
}

export const bufferedPairType: W_Type = defineType<W_BufferedPair>(
  'BufferedRWPair',
  options('BufferedRWPair', 'Two raw files, one to read and one to write, as one.'),
  (t) => {
    t.allocates((args) => new W_BufferedPair((args[0] as W_Type).rootShape()))
    t.type.textSignature = '(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)'
    t.init(
      [pos('reader'), pos('writer'), pos('buffer_size', ssize, DEFAULT_BUFFER_SIZE)],
      (self, reader, writer, size) => {
        if (callMethod(reader, 'readable') !== true) throw unsupported('File or stream is not readable.')
        if (callMethod(writer, 'writable') !== true) throw unsupported('File or stream is not writable.')
        const source = new W_Buffered(bufferedReaderType.rootShape())
        source.begin(reader, size, true, false)
        const sink = new W_Buffered(bufferedWriterType.rootShape())
        sink.begin(writer, size, false, true)
        self.reader = source
        self.writer = sink
        watchNew(self)
      },
    )
    const pass = (which: 'reader' | 'writer', name: string): void =>
      t.rawMethod(name, `${name} of the ${which}.`, (args) => {
        return callMethod(initialized((args[0] as W_BufferedPair)[which]), name, ...args.slice(1))
      })
    for (const name of ['read', 'read1', 'peek', 'readinto', 'readinto1']) pass('reader', name)
    for (const [which, name] of [
      ['reader', 'readable'],
      ['writer', 'flush'],
      ['writer', 'writable'],
    ] as const)
      t.method(name, [], `${name} of the ${which}.`, (self) => callMethod(initialized(self[which]), name))
    pass('writer', 'write')
    t.method('isatty', [], 'Whether one of the files is a terminal.', (self) =>
      callMethod(self.writer, 'isatty') === true ? true : callMethod(self.reader, 'isatty'),
    )
    t.method('close', [], 'Close both files.', (self) => {
      let failure: unknown
      let failed = false
      try {
        callMethod(self.writer, 'close')
      } catch (e) {
        failure = e
        failed = true
      }
      try {
        callMethod(self.reader, 'close')
      } catch (e) {
        if (failed && isError(e, 'BaseException') && isError(failure, 'BaseException')) e.context = failure
        throw e
      }
      if (failed) throw failure
      return null
    })
    t.getset('closed', 'Whether the writer is closed.', (self) => {
      if (self.writer === null) throw error('RuntimeError', 'the BufferedRWPair object is being garbage-collected')
      return findAttr(self.writer, 'closed')
    })
  },
)
