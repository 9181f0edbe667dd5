/**
 * Collects the deliberate differences from CPython, which the sources mark `differs:` in a comment, into
 * docs/differences.md, and behind them what docs/conformance/ tells of CPython's own tests that fail. `--check` writes
 * nothing and fails when the page is not what would be written.
 *
 * A difference reaches from its mark to the end of the paragraph of its comment.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const PAGE = join(ROOT, 'docs/differences.md')

/** The text of a line of a comment, or undefined where there is none. */
const commentText = (line: string): string | undefined =>
  /^\s*(?:\/\/|\/?\*\*?(?!\/))\s?(.*?)\s*(?:\*\/)?$/.exec(line)?.[1] ?? /\/\/\s?(differs: .*)$/.exec(line)?.[1]

export function differencesIn(source: string): string[] {
  const lines = source.split('\n')
  const found: string[] = []
  for (let i = 0; i < lines.length; i++) {
    const start = commentText(lines[i])
    const mark = start?.indexOf('differs: ') ?? -1
    if (start === undefined || mark < 0) continue
    const parts = [start.slice(mark + 'differs: '.length)]
    while (!lines[i].trimEnd().endsWith('*/')) {
      const next = lines[i + 1] === undefined ? undefined : commentText(lines[i + 1])
      if (next === undefined || next === '' || next.includes('differs: ')) break
      parts.push(next)
      i += 1
    }
    found.push(parts.join(' ').trim())
  }
  return found
}

export function page(): string {
  let text = `# Differences from CPython 3.13

Deliberate ones, as the sources mark them with \`differs:\`. Written by tools/differences.ts; what is simply not there yet is in
[state.md](state.md).
`
  for (const file of globSync('packages/*/src/**/*.ts', { cwd: ROOT }).sort()) {
    if (file.endsWith('.test.ts')) continue
    const found = differencesIn(readFileSync(join(ROOT, file), 'utf8'))
    if (found.length > 0) text += `\n[${file}](../${file})\n\n${found.map((one) => `- ${one}\n`).join('')}`
  }
  text += "\n## CPython's own tests that do not pass\n\nBy hand, in `docs/conformance/`.\n"
  for (const file of globSync('docs/conformance/*.md', { cwd: ROOT }).sort())
    text += `\n${readFileSync(join(ROOT, file), 'utf8')}`
  return text
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) writeFileSync(PAGE, page())
  else if (readFileSync(PAGE, 'utf8') !== page()) {
    process.stderr.write('docs/differences.md is not fresh: pnpm generate\n')
    process.exitCode = 1
  }
}
