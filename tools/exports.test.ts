/** What each package exports, by name: a change of it shows up as a change of `exports/PACKAGE.txt`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const PACKAGES = join(import.meta.dirname, '../packages')

/** The exported names of a hand-written index: declarations and lists, types marked as such. */
function exportedNames(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const names: string[] = []
  for (const [, type, list] of code.matchAll(/\bexport\s+(type\s+)?\{([^}]*)\}/g)) {
    for (const item of list
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)) {
      const isType = type !== undefined || item.startsWith('type ')
      names.push(`${isType ? 'type ' : ''}${item.replace(/^type\s+/, '').replace(/^.*\sas\s+/, '')}`)
    }
  }
  for (const [, kind, name] of code.matchAll(/\bexport\s+(const|let|function\*?|class|type|interface)\s+(\w+)/g)) {
    names.push(`${kind === 'type' || kind === 'interface' ? 'type ' : ''}${name}`)
  }
  const plain = (name: string): string => name.replace('type ', '')
  return names.sort((a, b) => (plain(a) < plain(b) ? -1 : 1))
}

describe.each(readdirSync(PACKAGES))('@typhon/%s', (name) => {
  const source = readFileSync(join(PACKAGES, name, 'src/index.ts'), 'utf8')

  it('exports these names', async () => {
    const names = exportedNames(source)
    expect(new Set(names).size).toBe(names.length)
    await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(`exports/${name}.txt`)
  })

  it('names each of them', () => {
    expect(source).not.toMatch(/export\s+\*/)
  })

  it('keeps its insides to itself', () => {
    const { exports } = JSON.parse(readFileSync(join(PACKAGES, name, 'package.json'), 'utf8'))
    expect(exports['./internal/*']).toBeNull()
    expect(Object.keys(exports['.'])[0]).toBe('@typhon/source')
  })
})
