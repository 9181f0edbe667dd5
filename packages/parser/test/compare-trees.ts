/**
 * Compares the trees, with positions, and the syntax errors with those of CPython 3.13 on its library.
 *
 *     node test/compare-trees.ts [COUNT]
 *
 * Needs `python3.13` on PATH, or `TYPHON_CPYTHON`; says so and does nothing where there is none. With COUNT, only about
 * so many files. `TYPHON_TREES` names a file of what describe-trees.py printed earlier. Exits with 1 if anything differs.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { PythonSyntaxError } from '../src/errors.ts'
import { dump, parse, setCharacterNames } from '../src/index.ts'
import { type Comparison, findCPython } from './compare-library.ts'

interface Description {
  path: string
  names: Record<string, string>
  tree: string | null
  error: unknown[] | null
}

const script = fileURLToPath(new URL('describe-trees.py', import.meta.url))

/** Compares all files, or about `count` of them. */
export async function compareTrees(command: string, count: number | null): Promise<Comparison> {
  const saved = process.env.TYPHON_TREES
  const child =
    saved === undefined
      ? spawn(command, [script, ...(count === null ? [] : [String(count)])], { stdio: ['ignore', 'pipe', 'inherit'] })
          .stdout
      : createReadStream(saved)
  const result: Comparison = { files: 0, differences: [] }
  for await (const line of createInterface({ input: child })) {
    const description = JSON.parse(line) as Description
    result.files++
    const difference = compare(command, description)
    if (difference !== null) result.differences.push(`${description.path}: ${difference}`)
  }
  return result
}

function compare(command: string, { path, names, tree, error }: Description): string | null {
  setCharacterNames((name) => names[name] ?? null)
  let text: string
  try {
    text = dump(parse(readFileSync(path), { filename: path }), { includeAttributes: true })
  } catch (thrown) {
    if (!(thrown instanceof PythonSyntaxError)) throw thrown
    const { kind, msg, lineno, offset, end_lineno, end_offset, text: source } = thrown
    const found = JSON.stringify([kind, msg, lineno, offset, end_lineno, end_offset, source])
    return found === JSON.stringify(error) ? null : `${found}, in CPython ${JSON.stringify(error)}`
  }
  if (error !== null) return `parsed, in CPython ${JSON.stringify(error)}`
  if (createHash('sha256').update(text).digest('hex') === tree) return null
  const { stdout } = spawnSync(command, [script, '--dump', path], { encoding: 'utf8', maxBuffer: 1 << 30 })
  let at = 0
  while (at < text.length && text[at] === stdout[at]) at++
  return `tree differs\n    ${text.slice(Math.max(0, at - 120), at + 60)}\n    ${stdout.slice(Math.max(0, at - 120), at + 60)}`
}

async function main(argument: string | undefined): Promise<void> {
  const command = findCPython()
  if (command === null) {
    console.log('skipped: no CPython 3.13 found (python3.13 on PATH, or TYPHON_CPYTHON)')
    return
  }
  const { files, differences } = await compareTrees(command, argument === undefined ? null : Number(argument))
  for (const difference of differences.slice(0, 50)) console.log(difference)
  console.log(`${files} files, ${differences.length} differences`)
  if (differences.length > 0 || files === 0) process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2])
