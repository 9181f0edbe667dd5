/** What is left out of the files of snapshots. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const { withoutCodeCaches } = createRequire(import.meta.url)(join(import.meta.dirname, '../bin/blob.cjs')) as {
  withoutCodeCaches(blob: Buffer): Buffer | undefined
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

/** A list of code caches as Node writes it. */
function list(count: number, names: readonly string[]): Buffer {
  const entries = names.flatMap((name, i) => [
    number(name.length),
    Buffer.from(name),
    number(i),
    Buffer.alloc(i, 'data'),
  ])
  return Buffer.concat([number(count), ...entries])
}

const HEAP = Buffer.concat([Buffer.from('a heap'), number(300), number(5), Buffer.from('names'), number(1 << 20)])
const NAMES = Array.from({ length: 300 }, (_, i) => `internal/module-${i}`)

describe('the file of a snapshot', () => {
  it('has no code caches of the modules of Node', () => {
    const shorter = withoutCodeCaches(Buffer.concat([HEAP, list(300, NAMES)]))
    expect(shorter).toEqual(Buffer.concat([HEAP, number(0)]))
    expect(withoutCodeCaches(shorter as Buffer)).toBeUndefined()
  })

  it.each<[string, Buffer]>([
    ['something behind the list', Buffer.concat([list(300, NAMES), Buffer.from('x')])],
    ['a list of too few', list(300, NAMES.slice(1))],
    ['a list of too many', list(299, NAMES)],
    ['names that are none', list(300, [...NAMES.slice(1), 'not a name'])],
    ['an end in the midst', list(300, NAMES).subarray(0, -1)],
    ['nothing', Buffer.alloc(0)],
  ])('is left alone where there is %s', (_, end) => {
    expect(withoutCodeCaches(Buffer.concat([HEAP, end]))).toBeUndefined()
  })
})
