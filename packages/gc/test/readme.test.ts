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

  it('has examples, and a Lisp in 40 lines', () => {
    const examples = [...README.matchAll(/```js\n([\s\S]*?)```/g)].map((m) => m[1])
    expect(examples.length).toBe(2)
    expect(examples[0].split('\n').filter((line) => line !== '' && !line.startsWith('//')).length).toBeLessThanOrEqual(
      40,
    )
  })
})
