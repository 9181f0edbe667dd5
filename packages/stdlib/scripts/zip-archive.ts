/**
 * Reads the files of a zip archive held in memory: as much of the format as a build step needs.
 *
 * The central directory at the end is the only source of names, sizes and offsets; local headers are skipped over. Entries
 * are stored or deflated; each is checked against its length and CRC-32. Archives of 4 GB and encrypted ones are refused.
 */
import { crc32, inflateRawSync } from 'node:zlib'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50

export interface ZipEntry {
  /** Path inside the archive, with forward slashes; a folder's ends with one. */
  readonly name: string
  readonly contents: () => Buffer
}

export function readZip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || archive.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('not a zip archive')
  const count = archive.readUInt16LE(end + 10)
  if (count === 0xffff) throw new Error('a zip archive of more than 65,534 entries')
  const entries: ZipEntry[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`damaged zip directory at ${at}`)
    const nameEnd = at + 46 + archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, nameEnd)
    const start = at
    entries.push({ name, contents: () => extract(archive, start, name) })
    at = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}

function extract(archive: Buffer, entry: number, name: string): Buffer {
  if (archive.readUInt16LE(entry + 8) & 1) throw new Error(`${name} is encrypted`)
  const method = archive.readUInt16LE(entry + 10)
  const checksum = archive.readUInt32LE(entry + 16)
  const packed = archive.readUInt32LE(entry + 20)
  const size = archive.readUInt32LE(entry + 24)
  const header = archive.readUInt32LE(entry + 42)
  if (archive.readUInt32LE(header) !== LOCAL_HEADER) throw new Error(`${name} has no header at ${header}`)
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
  const raw = archive.subarray(start, start + packed)
  if (method !== 0 && method !== 8) throw new Error(`${name} is packed by the unknown method ${method}`)
  const contents = method === 0 ? raw : inflateRawSync(raw)
  if (contents.length !== size || crc32(contents) !== checksum) throw new Error(`${name} is damaged`)
  return contents
}
