/** The examples print what stands in the `.expected` file beside them, which is what CPython 3.13 prints. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const HERE = import.meta.dirname
const TYPHON = join(HERE, '../../packages/cli/bin/typhon')

describe.skipIf(process.platform === 'win32')('docs/examples', () => {
  it.each(readdirSync(HERE).filter((name) => name.endsWith('.py')))('%s', { timeout: 60_000 }, (name) => {
    const { status, stdout, stderr } = spawnSync(TYPHON, [join(HERE, name)], { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout).toBe(readFileSync(join(HERE, name.replace(/\.py$/, '.expected')), 'utf8'))
    expect(status).toBe(0)
  })
})
