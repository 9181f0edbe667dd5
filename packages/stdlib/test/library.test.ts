/** The pure-Python library as the set-up lays it out, and the reader of the archive that it comes from. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readZip } from '../scripts/zip-archive.ts'

const LIBRARY = join(import.meta.dirname, '../lib/python3.13')

describe('the library', () => {
  it('is there, with both licences and nothing of the package that carried it', () => {
    for (const file of [
      'os.py',
      'importlib/_bootstrap.py',
      're/_compiler.py',
      'encodings/cp1252.py',
      'LICENSE.txt',
      'LICENSE-pyodide.txt',
    ]) {
      expect(existsSync(join(LIBRARY, file)), file).toBe(true)
    }
    expect(readdirSync(LIBRARY).filter((name) => /pyodide$|^_sysconfigdata/.test(name))).toEqual([])
    expect(readFileSync(join(LIBRARY, 'LICENSE.txt'), 'utf8')).toContain('PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2')
    expect(readFileSync(join(LIBRARY, 'LICENSE-pyodide.txt'), 'utf8')).toContain('Mozilla Public License Version 2.0')
  })
})

/** An archive as small as the format allows. */
function archive(files: Record<string, string>, { packed }: { packed: boolean }): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const raw = Buffer.from(text)
    const body = packed ? deflateRawSync(raw) : raw
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(packed ? 8 : 0, 4)
    fields.writeUInt32LE(crc32(raw), 10)
    fields.writeUInt32LE(body.length, 14)
    fields.writeUInt32LE(raw.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), body])
    locals.push(local)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\0\0'), fields, place, Buffer.from(name)]))
    offset += local.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...directory, end])
}

describe('readZip', () => {
  const files = { 'a.py': 'x = 1\n', 'package/b.py': 'y = 2\n'.repeat(1000), empty: '' }

  it.each([true, false])('reads names and contents (packed: %s)', (packed) => {
    const entries = readZip(archive(files, { packed }))
    expect(Object.fromEntries(entries.map(({ name, contents }) => [name, contents().toString()]))).toEqual(files)
  })

  it('notices damage', () => {
    const damaged = archive(files, { packed: false })
    damaged[damaged.indexOf('x = 1') + 4] = 50
    expect(() => readZip(damaged)[0].contents()).toThrow('a.py is damaged')
    expect(() => readZip(Buffer.from('no archive'))).toThrow('not a zip archive')
  })
})
