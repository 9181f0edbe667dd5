// The `zlib` module: DEFLATE compression with its containers, and two checksums. lib: zlib; CPython: Modules/zlibmodule.c
import {
  arg,
  asIndex,
  asInt,
  bytesOf,
  type Convert,
  defineModule,
  error,
  newException,
  pos,
  ssize,
  type Value,
  W_Bytes,
} from '@typhon/objspace'
import { Z_BUF_ERROR, Z_FINISH, Z_OK, Z_STREAM_END } from 'pako'
import { adler32, crc32 } from '../checksums.ts'
import { OutputBlocks } from '../output-blocks.ts'
import { failed, zlibError } from './error.ts'
import { DEF_BUF_SIZE, MAX_WBITS, newCompress, newDecompress, zlibDecompressorType } from './objects.ts'
import { Deflater, Inflater } from './stream.ts'

const DEFLATED = 8
const DEF_MEM_LEVEL = 8

const CONSTANTS = {
  MAX_WBITS,
  DEFLATED,
  DEF_MEM_LEVEL,
  DEF_BUF_SIZE,
  Z_NO_COMPRESSION: 0,
  Z_BEST_SPEED: 1,
  Z_BEST_COMPRESSION: 9,
  Z_DEFAULT_COMPRESSION: -1,
  Z_FILTERED: 1,
  Z_HUFFMAN_ONLY: 2,
  Z_RLE: 3,
  Z_FIXED: 4,
  Z_DEFAULT_STRATEGY: 0,
  Z_NO_FLUSH: 0,
  Z_PARTIAL_FLUSH: 1,
  Z_SYNC_FLUSH: 2,
  Z_FULL_FLUSH: 3,
  Z_FINISH: 4,
  Z_BLOCK: 5,
  Z_TREES: 6,
  ZLIB_VERSION: '1.2.13',
  ZLIB_RUNTIME_VERSION: '1.2.13',
  __version__: '1.0',
}

/** The lowest 32 bits of an int. */
const low32: Convert<number> = (w, where) => {
  const n = asIndex(w, where)
  return typeof n === 'number' && n >= 0 && n < 2 ** 32 ? n : Number(BigInt.asUintN(32, BigInt(n)))
}

function compress(data: Uint8Array, level: number, wbits: number): Uint8Array {
  const stream = Deflater.open({ level, method: DEFLATED, wbits, memLevel: DEF_MEM_LEVEL, strategy: 0 })
  if (stream === undefined) throw newException(zlibError, ['Bad compression level'])
  const out = new OutputBlocks(-1)
  stream.feed(data)
  while (stream.run(Z_FINISH, out) !== Z_STREAM_END) out.hasRoom()
  return out.done()
}

function decompress(data: Uint8Array, wbits: number): Uint8Array {
  const stream = Inflater.open(wbits)
  if (stream === undefined) throw failed(-2, '', 'while preparing to decompress data')
  const out = new OutputBlocks(-1)
  stream.feed(data)
  let status: number
  do {
    out.hasRoom()
    status = stream.run(Z_FINISH, out)
  } while (status === Z_OK || (status === Z_BUF_ERROR && out.room === 0))
  if (status !== Z_STREAM_END) throw failed(status, stream.message, 'while decompressing data')
  return out.done()
}

export const zlibModule = defineModule('zlib', 'DEFLATE compression, and the checksums Adler-32 and CRC-32.', (m) => {
  for (const [name, value] of Object.entries(CONSTANTS)) m.constant(name, value)
  m.constant('error', zlibError)
  m.type(zlibDecompressorType)
  m.fn('adler32', [pos('data', bytesOf), pos('value', low32, 1)], 'The Adler-32 checksum.', adler32)
  m.fn('crc32', [pos('data', bytesOf), pos('value', low32, 0)], 'The CRC-32 checksum.', crc32)
  m.fn(
    'compress',
    [
      pos('data', bytesOf),
      arg('level', asInt, -1, 'Z_DEFAULT_COMPRESSION'),
      arg('wbits', asInt, MAX_WBITS, 'MAX_WBITS'),
    ],
    'The data compressed.',
    (data, level, wbits) => new W_Bytes(compress(data, level, wbits)),
  )
  m.fn(
    'decompress',
    [
      pos('data', bytesOf),
      arg('wbits', asInt, MAX_WBITS, 'MAX_WBITS'),
      arg('bufsize', ssize, DEF_BUF_SIZE, 'DEF_BUF_SIZE'),
    ],
    'The data decompressed; bufsize is a first guess at the size.',
    (data, wbits, bufsize) => {
      if (bufsize < 0) throw error('ValueError', 'bufsize must be non-negative')
      return new W_Bytes(decompress(data, wbits))
    },
  )
  m.fn(
    'compressobj',
    [
      arg('level', asInt, -1, 'Z_DEFAULT_COMPRESSION'),
      arg('method', asInt, DEFLATED, 'DEFLATED'),
      arg('wbits', asInt, MAX_WBITS, 'MAX_WBITS'),
      arg('memLevel', asInt, DEF_MEM_LEVEL, 'DEF_MEM_LEVEL'),
      arg('strategy', asInt, 0, 'Z_DEFAULT_STRATEGY'),
      arg<Uint8Array | undefined>('zdict', bytesOf, undefined, 'None'),
    ],
    'A compressor for data that comes piece by piece.',
    (level, method, wbits, memLevel, strategy, zdict) =>
      newCompress({ level, method, wbits, memLevel, strategy }, zdict),
  )
  m.fn(
    'decompressobj',
    [arg('wbits', asInt, MAX_WBITS, 'MAX_WBITS'), arg<Value | undefined>('zdict', null, undefined, "b''")],
    'A decompressor for data that comes piece by piece.',
    (wbits, zdict) => newDecompress(wbits, zdict),
  )
})
