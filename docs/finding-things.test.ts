/** What the documentation says is where it says. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const rows = [
  ...readFileSync(join(ROOT, 'docs/finding-things.md'), 'utf8').matchAll(/^\| (.+) \| `(.+)` \| `(.+)` \|$/gm),
]

describe('docs/finding-things.md', () => {
  it.each(rows.map(([, question, file, word]) => ({ question, file, word })))('$question', ({ file, word }) => {
    expect(existsSync(join(ROOT, file)), `${file} exists`).toBe(true)
    expect(readFileSync(join(ROOT, file), 'utf8').includes(word), `${file} holds ${word}`).toBe(true)
  })

  it('answers thirty questions at least', () => {
    expect(rows.length).toBeGreaterThanOrEqual(30)
  })
})

const pages = globSync(['*.md', 'docs/**/*.md', 'packages/*/README.md', 'benchmarks/*.md', 'test/**/*.md'], {
  cwd: ROOT,
  exclude: ['**/node_modules/**'],
})

describe('links', () => {
  it.each(pages)('%s links to what exists', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '')
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((m) => m[1]).filter((link) => !/^\w+:/.test(link))
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([])
  })

  it.each(pages)('%s names files of the workspace that exist', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8')
    // A path with a word in capitals is a pattern; what is laid out or built is not committed.
    const named = [...text.matchAll(/`((?:packages|tools|test|docs|benchmarks)\/[\w./-]+)`/g)].map((m) => m[1])
    const missing = named.filter((path) => !/[A-Z]{3,}|\/(?:lib|dist)\b/.test(path) && !existsSync(join(ROOT, path)))
    expect(missing).toEqual([])
  })
})
