/** The examples of README.md print what stands below them. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const PACKAGE = join(import.meta.dirname, '..')
const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8')

describe('README.md', () => {
  it.each(
    [...README.matchAll(/^## (.*)\n[^#]*?```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/gm)].map((m) => m.slice(1)),
  )('%s', (_title, code, printed) => {
    const flags = ['--conditions=@typhon/source', '--disable-warning=ExperimentalWarning', '--input-type=module']
    expect(execFileSync(process.execPath, flags, { cwd: PACKAGE, input: code, encoding: 'utf8' })).toBe(printed)
  })

  it('has examples', () => {
    expect(README.match(/```js\n/g)?.length).toBe(4)
  })
})
