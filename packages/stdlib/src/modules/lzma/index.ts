// The `_lzma` module, what `lzma` is made of: .xz, .lzma and raw streams. lib: lzma; CPython: Modules/_lzmamodule.c
//
// differs: compressed data is not the same bytes as liblzma's, which looks harder for short encodings; each reads the other's.
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
  type Value,
  W_Bytes,
  W_Dict,
  W_Object,
  type W_Type,
} from '@typhon/objspace'
import { type Decoder, Feeder } from '../decompressor.ts'
import type { OutputBlocks } from '../output-blocks.ts'
import { CHECK_CRC64, CHECK_ID_MAX, CHECK_NONE, CHECK_UNKNOWN, isSupported } from './checks.ts'
import { badOptions, internal, lzmaError, lzmaFailure } from './error.ts'
import {
  chainOf,
  checkEncoder,
  type LzmaSpec,
  optionsOf,
  presetSpec,
  PRESET_DEFAULT,
  PRESET_EXTREME,
  propertiesOf,
  LZMA1,
  specOf,
  specsOf,
  type Spec,
  unsigned,
} from './filter-specs.ts'
import { ARM, ARMTHUMB, DELTA, FilterRow, IA64, newFilter, POWERPC, SPARC, X86 } from './filters.ts'
import { byteOfParameters } from './model.ts'
import { Lzma1Sink, Lzma2Sink, type Sink } from './sinks.ts'
import { AloneSource, Lzma1Source, Lzma2Source, type Source } from './streams.ts'
import { FilteredSource, LZMA2, XzSource } from './xz-read.ts'
import { XzSink } from './xz-write.ts'

const FORMAT_AUTO = 0
const FORMAT_XZ = 1
const FORMAT_ALONE = 2
const FORMAT_RAW = 3

/** What filters give goes on to another sink. */
class FilteredSink implements Sink {
  private readonly filters: FilterRow
  private readonly inner: Sink
  constructor(filters: FilterRow, inner: Sink) {
    this.filters = filters
    this.inner = inner
  }

  write(data: Uint8Array): Uint8Array {
    return this.inner.write(this.filters.run(data, false))
  }

  finish(): Uint8Array {
    const before = this.inner.write(this.filters.run(new Uint8Array(0), true))
    const rest = this.inner.finish()
    const out = new Uint8Array(before.length + rest.length)
    out.set(before)
    out.set(rest, before.length)
    return out
  }
}

/** The .lzma file: a header before plain LZMA. */
class AloneSink implements Sink {
  private readonly inner: Sink
  private header: number[]
  constructor(inner: Sink, { parameters, effort }: LzmaSpec) {
    this.inner = inner
    const size = effort.dictionarySize
    // Sizes that decoders take for such a file are 2^n and 2^n + 2^(n-1).
    let shown = 1
    while (shown < size && shown * 1.5 < size) shown *= 2
    if (shown < size) shown *= 1.5
    this.header = [byteOfParameters(parameters)]
    for (let i = 0; i < 4; i++) this.header.push(Math.floor(shown / 256 ** i) & 255)
    for (let i = 0; i < 8; i++) this.header.push(255)
  }

  private withHeader(bytes: Uint8Array): Uint8Array {
    const out = Uint8Array.from([...this.header, ...bytes])
    this.header = []
    return out
  }

  write(data: Uint8Array): Uint8Array {
    const out = this.inner.write(data)
    return this.header.length > 0 ? this.withHeader(out) : out
  }

  finish(): Uint8Array {
    const out = this.inner.finish()
    return this.header.length > 0 ? this.withHeader(out) : out
  }
}

function rawSink(specs: readonly Spec[]): Sink {
  const { others, lzma } = chainOf(specs)
  checkEncoder(lzma)
  const inner = new (lzma.kind === 'lzma1' ? Lzma1Sink : Lzma2Sink)(lzma.parameters, lzma.effort)
  if (others.length === 0) return inner
  return new FilteredSink(new FilterRow(others.map(({ id, option }) => newFilter(id, option, true))), inner)
}

function xzSink(specs: readonly Spec[], check: number): Sink {
  if (specs.at(-1)?.kind === 'lzma1' || check > CHECK_ID_MAX || check < 0) throw internal()
  if (!isSupported(check)) throw lzmaFailure('Unsupported integrity check')
  const inner = rawSink(specs)
  const flags = specs.map((spec) => ({
    id: spec.kind === 'other' ? spec.id : LZMA2,
    properties: propertiesOf(spec),
  }))
  return new XzSink(inner, flags, check)
}

function newSink(format: number, check: number, w_preset: Value, w_filters: Value): Sink {
  if (w_preset !== null && w_filters !== null) throw error('ValueError', 'Cannot specify both preset and filter chain')
  if (format !== FORMAT_XZ && check !== -1 && check !== CHECK_NONE)
    throw error('ValueError', 'Integrity checks are only supported by FORMAT_XZ')
  const preset = w_preset === null ? PRESET_DEFAULT : Number(unsigned(w_preset, 32))
  if (format === FORMAT_XZ) {
    const spec = presetSpec('lzma2', preset)
    if (w_filters === null && spec === undefined) throw badOptions()
    return xzSink(w_filters === null ? [spec as Spec] : specsOf(w_filters), check === -1 ? CHECK_CRC64 : check)
  }
  if (format === FORMAT_ALONE) {
    const specs = w_filters === null ? [presetSpec('lzma1', preset)] : specsOf(w_filters)
    const [spec] = specs
    if (w_filters === null && spec === undefined) throw lzmaFailure(`Invalid compression preset: ${preset}`)
    if (specs.length !== 1 || spec?.kind !== 'lzma1')
      throw error('ValueError', 'Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter')
    return new AloneSink(rawSink([spec]), spec)
  }
  if (format !== FORMAT_RAW) throw error('ValueError', `Invalid container format: ${format}`)
  if (w_filters === null) throw error('ValueError', 'Must specify filters for FORMAT_RAW')
  return rawSink(specsOf(w_filters))
}

class W_Compressor extends W_Object {
  readonly sink: Sink
  flushed = false
  constructor(type: W_Type, sink: Sink) {
    super(type.rootShape())
    this.sink = sink
  }
}

const compressorType: W_Type = defineType<W_Compressor>(
  'LZMACompressor',
  {
    module: '_lzma',
    layout: { name: 'LZMACompressor', base: OBJECT_LAYOUT },
    final: true,
    doc: 'Compresses piece by piece into a container, with a preset or filters.',
  },
  (t) => {
    t.new(
      [
        arg('format', asInt, FORMAT_XZ, 'FORMAT_XZ'),
        arg('check', asInt, -1),
        arg<Value>('preset', null, null),
        arg<Value>('filters', null, null),
      ],
      (cls, format, check, preset, filters) => new W_Compressor(cls, newSink(format, check, preset, filters)),
      null,
    )
    t.method('compress', [pos('data', bytesOf)], 'What compressing the data gives so far.', (self, data) => {
      if (self.flushed) throw error('ValueError', 'Compressor has been flushed')
      return new W_Bytes(self.sink.write(data))
    })
    t.method('flush', [], 'The rest of the stream, which ends.', (self) => {
      if (self.flushed) throw error('ValueError', 'Repeated call to flush()')
      self.flushed = true
      return new W_Bytes(self.sink.finish())
    })
  },
)

/** Reads a source into blocks; of an unknown format once its first byte was seen. */
class SourceDecoder implements Decoder {
  eof = false
  source: Source | undefined
  private readonly memoryLimit: number
  private isBroken = false

  constructor(source: Source | undefined, memoryLimit: number) {
    this.source = source
    this.memoryLimit = memoryLimit
  }

  /** The id of the stream's check, as far as it is known. */
  get check(): number {
    if (this.source === undefined) return CHECK_UNKNOWN
    return this.source instanceof XzSource ? this.source.check : CHECK_NONE
  }

  decode(input: Uint8Array, start: number, out: OutputBlocks): number {
    if (this.isBroken) throw internal()
    let at = start
    if (this.source === undefined) {
      if (at === input.length) return at
      this.source = input[at] === 0xfd ? new XzSource(this.memoryLimit) : new AloneSource(this.memoryLimit)
    }
    const { source } = this
    this.isBroken = true
    while (out.hasRoom()) {
      const bytes = source.read(input, at, out.room)
      out.block.set(bytes, out.used)
      out.used += bytes.length
      const isStuck = bytes.length === 0 && source.at === at
      at = source.at
      if (source.isEnded) this.eof = true
      if (source.isEnded || isStuck) break
    }
    this.isBroken = false
    return at
  }
}

function rawSource(specs: readonly Spec[]): Source {
  const { others, lzma } = chainOf(specs)
  const size = lzma.effort.dictionarySize
  const inner = lzma.kind === 'lzma1' ? new Lzma1Source(lzma.parameters, size) : new Lzma2Source(size)
  if (others.length === 0) return inner
  return new FilteredSource(
    inner,
    new FilterRow(others.map(({ id, option }) => newFilter(id, option, false)).reverse()),
  )
}

function newDecoder(format: number, w_limit: Value, w_filters: Value): SourceDecoder {
  if (w_limit !== null && format === FORMAT_RAW)
    throw error('ValueError', 'Cannot specify memory limit with FORMAT_RAW')
  const limit = w_limit === null ? Infinity : Number(unsigned(w_limit, 64))
  if (format === FORMAT_RAW && w_filters === null) throw error('ValueError', 'Must specify filters for FORMAT_RAW')
  if (format !== FORMAT_RAW && w_filters !== null)
    throw error('ValueError', 'Cannot specify filters except with FORMAT_RAW')
  switch (format) {
    case FORMAT_AUTO:
      return new SourceDecoder(undefined, limit)
    case FORMAT_XZ:
      return new SourceDecoder(new XzSource(limit), limit)
    case FORMAT_ALONE:
      return new SourceDecoder(new AloneSource(limit), limit)
    case FORMAT_RAW:
      return new SourceDecoder(rawSource(specsOf(w_filters)), limit)
    default:
      throw error('ValueError', `Invalid container format: ${format}`)
  }
}

class W_Decompressor extends W_Object {
  readonly feeder: Feeder
  readonly decoder: SourceDecoder
  constructor(type: W_Type, decoder: SourceDecoder) {
    super(type.rootShape())
    this.decoder = decoder
    this.feeder = new Feeder(decoder, true)
  }
}

const decompressorType: W_Type = defineType<W_Decompressor>(
  'LZMADecompressor',
  {
    module: '_lzma',
    layout: { name: 'LZMADecompressor', base: OBJECT_LAYOUT },
    final: true,
    doc: 'Decompresses one stream piece by piece.',
  },
  (t) => {
    t.new(
      [
        arg('format', asInt, FORMAT_AUTO, 'FORMAT_AUTO'),
        arg<Value>('memlimit', null, null),
        arg<Value>('filters', null, null),
      ],
      (cls, format, limit, filters) => new W_Decompressor(cls, newDecoder(format, limit, filters)),
    )
    t.method(
      'decompress',
      [arg('data', bytesOf), arg('max_length', ssize, -1)],
      'What the data and that kept before give, of at most max_length bytes where that is not negative.',
      (self, data, limit) => {
        if (self.decoder.eof) throw error('EOFError', 'Already at end of stream')
        return new W_Bytes(self.feeder.feed(data, limit))
      },
    )
    t.member('check', 'The id of the integrity check; CHECK_UNKNOWN until it was read.', (self) => self.decoder.check)
    t.member('eof', 'Whether the end was seen.', (self) => self.decoder.eof)
    t.member('unused_data', 'What came after the end.', (self) => new W_Bytes(self.feeder.unused))
    t.member(
      'needs_input',
      'Whether more input is needed before there is more to give.',
      (self) => self.feeder.needsInput,
    )
  },
)

const CONSTANTS = {
  FORMAT_AUTO,
  FORMAT_XZ,
  FORMAT_ALONE,
  FORMAT_RAW,
  CHECK_NONE,
  CHECK_CRC32: 1,
  CHECK_CRC64,
  CHECK_SHA256: 10,
  CHECK_ID_MAX,
  CHECK_UNKNOWN,
  FILTER_LZMA1: LZMA1,
  FILTER_LZMA2: LZMA2,
  FILTER_DELTA: DELTA,
  FILTER_X86: X86,
  FILTER_IA64: IA64,
  FILTER_ARM: ARM,
  FILTER_ARMTHUMB: ARMTHUMB,
  FILTER_SPARC: SPARC,
  FILTER_POWERPC: POWERPC,
  MF_HC3: 3,
  MF_HC4: 4,
  MF_BT2: 18,
  MF_BT3: 19,
  MF_BT4: 20,
  MODE_FAST: 1,
  MODE_NORMAL: 2,
  PRESET_DEFAULT,
  PRESET_EXTREME,
}

export const lzmaModule = defineModule('_lzma', 'LZMA compression.', (m) => {
  for (const [name, value] of Object.entries(CONSTANTS)) m.constant(name, value)
  m.constant('LZMAError', lzmaError)
  m.type(compressorType)
  m.type(decompressorType)
  m.fn('is_check_supported', [pos('check_id', asInt)], 'Whether an integrity check can be made.', (id) =>
    isSupported(id),
  )
  m.fn(
    '_encode_filter_properties',
    [pos('filter')],
    'The properties of a filter as bytes.',
    (filter) => new W_Bytes(propertiesOf(specOf(filter))),
  )
  m.fn(
    '_decode_filter_properties',
    [pos('filter_id', (w) => unsigned(w, 64)), pos('encoded_props', bytesOf)],
    'The filter with these properties.',
    (id, bytes) => {
      const options = optionsOf(id, bytes)
      const w_spec = new W_Dict()
      w_spec.setStr('id', id)
      for (const [name, value] of options) w_spec.setStr(name, value)
      return w_spec
    },
  )
})
