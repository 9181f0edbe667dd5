/** `--jit`: the same program with nothing compiled, with everything compiled at once, and wrong settings. */
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const TYPHON = join(import.meta.dirname, '../bin/typhon')
const PROGRAM = join(import.meta.dirname, '../../../test/py/test_compiled_code.py')

describe('--jit', () => {
  for (const settings of ['off', 'threshold=1', 'threshold=30'])
    it(`${settings} changes nothing but speed`, () => {
      expect(execFileSync(TYPHON, ['--jit', settings, PROGRAM], { encoding: 'utf8', timeout: 60_000 })).toBe('')
    }, 70_000)

  it('help lists the settings', () => {
    expect(execFileSync(TYPHON, ['--jit', 'help'], { encoding: 'utf8' })).toMatch(/^threshold: .*\(100\)$/m)
  })

  it('refuses what it does not know', () => {
    const { status, stderr } = spawnSync(TYPHON, ['--jit', 'speed=1', '-c', 'pass'], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^--jit: no setting 'speed'; --jit help lists them$/m)
  })
})
