// The `_bz2` module, what `bz2` is made of. lib: bz2; CPython: Modules/_bz2module.c
import {
  arg,
  asInt,
  bytesOf,
  defineModule,
  defineType,
  error,
  OBJECT_LAYOUT,
  pos,
  ssize,
  W_Bytes,
  W_Object,
  type W_Type,
} from '@typhon/objspace'
import { Feeder } from '../decompressor.ts'
import { BzDecoder } from './decode.ts'
import { BzEncoder } from './encode.ts'

class W_Compressor extends W_Object {
  readonly encoder: BzEncoder
  flushed = false
  constructor(type: W_Type, level: number) {
    super(type.rootShape())
    this.encoder = new BzEncoder(level)
  }
}

const compressorType: W_Type = defineType<W_Compressor>(
  'BZ2Compressor',
  {
    module: '_bz2',
    layout: { name: 'BZ2Compressor', base: OBJECT_LAYOUT },
    final: true,
    doc: 'Compresses piece by piece; compresslevel, 1 to 9, is the size of blocks.',
  },
  (t) => {
    t.new([pos('compresslevel', asInt, 9)], (cls, level) => {
      if (level < 1 || level > 9) throw error('ValueError', 'compresslevel must be between 1 and 9')
      return new W_Compressor(cls, level)
    })
    t.method('compress', [pos('data', bytesOf)], 'What compressing the data gives so far.', (self, data) => {
      if (self.flushed) throw error('ValueError', 'Compressor has been flushed')
      return new W_Bytes(self.encoder.write(data))
    })
    t.method('flush', [], 'The rest of the stream, which ends.', (self) => {
      if (self.flushed) throw error('ValueError', 'Repeated call to flush()')
      self.flushed = true
      return new W_Bytes(self.encoder.finish())
    })
  },
)

class W_Decompressor extends W_Object {
  readonly feeder = new Feeder(new BzDecoder(), false)
  constructor(type: W_Type) {
    super(type.rootShape())
  }
}

const decompressorType: W_Type = defineType<W_Decompressor>(
  'BZ2Decompressor',
  {
    module: '_bz2',
    layout: { name: 'BZ2Decompressor', base: OBJECT_LAYOUT },
    final: true,
    doc: 'Decompresses one stream piece by piece.',
  },
  (t) => {
    t.new([], (cls) => new W_Decompressor(cls))
    t.method(
      'decompress',
      [arg('data', bytesOf), arg('max_length', ssize, -1)],
      'What the data and that kept before give, of at most max_length bytes where that is not negative.',
      (self, data, limit) => new W_Bytes(self.feeder.feed(data, limit)),
    )
    t.member('eof', 'Whether the end was seen.', (self) => self.feeder.decoder.eof)
    t.member('unused_data', 'What came after the end.', (self) => new W_Bytes(self.feeder.unused))
    t.member(
      'needs_input',
      'Whether more input is needed before there is more to give.',
      (self) => self.feeder.needsInput,
    )
  },
)

export const bz2Module = defineModule('_bz2', 'bzip2 compression.', (m) => {
  m.type(compressorType)
  m.type(decompressorType)
})
