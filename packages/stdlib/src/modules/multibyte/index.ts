// The modules `_multibytecodec` and `_codecs_cn`, `_hk`, `_iso2022`, `_jp`, `_kr`, `_tw`: the Chinese, Japanese and Korean
// encodings. lib: codecs#standard-encodings; CPython: Modules/cjkcodecs
import { defineModule, error, type ModuleDefinition, pos, strOrUndefined, textOfStr } from '@typhon/objspace'
import {
  incrementalDecoderType,
  incrementalEncoderType,
  streamReaderType,
  streamWriterType,
  W_Codec,
} from './codec-types.ts'
import type { Encoding } from './encoding.ts'
import { Iso2022 } from './iso2022.ts'
import { EucKr, Gb18030, Hz, TableEncoding } from './table-encodings.ts'

export const multibyteCodecModule = defineModule(
  '_multibytecodec',
  'Codecs of several bytes a character, piece by piece.',
  (m) => {
    m.type(incrementalEncoderType)
    m.type(incrementalDecoderType)
    m.type(streamReaderType)
    m.type(streamWriterType)
  },
)

function newEncoding(name: string): Encoding {
  if (Iso2022.has(name)) return new Iso2022(name)
  switch (name) {
    case 'hz':
      return new Hz()
    case 'euc_kr':
      return new EucKr(name)
    case 'gb18030':
      return new Gb18030(name)
    default:
      return new TableEncoding(name)
  }
}

function encodingsModule(name: string, doc: string, names: readonly string[]): ModuleDefinition {
  return defineModule(name, doc, (m) => {
    const codecs = new Map<string, W_Codec>()
    m.fn(
      'getcodec',
      [pos('encoding')],
      'The codec of an encoding.',
      (w) => {
        const s = strOrUndefined(w)
        if (s === undefined) throw error('TypeError', 'encoding name must be a string.')
        const encoding = textOfStr(s)
        if (!names.includes(encoding)) throw error('LookupError', 'no such codec is supported.')
        let codec = codecs.get(encoding)
        if (codec === undefined) codecs.set(encoding, (codec = new W_Codec(newEncoding(encoding))))
        return codec
      },
      null,
    )
  })
}

export const codecsCnModule = encodingsModule('_codecs_cn', 'Encodings of mainland China.', [
  'gb2312',
  'gbk',
  'gb18030',
  'hz',
])
export const codecsHkModule = encodingsModule('_codecs_hk', 'Encodings of Hong Kong.', ['big5hkscs'])
export const codecsIso2022Module = encodingsModule('_codecs_iso2022', 'Encodings of ISO/IEC 2022.', [
  'iso2022_kr',
  'iso2022_jp',
  'iso2022_jp_1',
  'iso2022_jp_2',
  'iso2022_jp_2004',
  'iso2022_jp_3',
  'iso2022_jp_ext',
])
export const codecsJpModule = encodingsModule('_codecs_jp', 'Encodings of Japan.', [
  'shift_jis',
  'cp932',
  'euc_jp',
  'shift_jis_2004',
  'euc_jis_2004',
  'euc_jisx0213',
  'shift_jisx0213',
])
export const codecsKrModule = encodingsModule('_codecs_kr', 'Encodings of Korea.', ['euc_kr', 'cp949', 'johab'])
export const codecsTwModule = encodingsModule('_codecs_tw', 'Encodings of Taiwan.', ['big5', 'cp950'])
