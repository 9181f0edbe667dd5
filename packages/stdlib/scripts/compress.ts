/** Compresses standard input with Brotli: `… | node scripts/compress.ts FILE`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

const [file] = process.argv.slice(2)
if (file === undefined) {
  console.error('usage: … | node scripts/compress.ts FILE')
  process.exit(2)
}
writeFileSync(file, brotliCompressSync(readFileSync(0), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
