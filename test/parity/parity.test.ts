/**
 * The command line beside CPython's: the commands of `commands.txt`, run by bash in a copy of `files/` with `$P` for the
 * interpreter, print the same on both, byte for byte, and end alike. CPython runs the library that Typhon runs. What may differ is
 * put in neutral words: names and paths of the interpreters, addresses, times.
 */
import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCPython } from '../py/run.ts'

const HERE = import.meta.dirname
const TYPHON = join(HERE, '../../packages/cli/bin/typhon')
const LIBRARY = join(HERE, '../../packages/stdlib/lib/python3.13')
const cpython = findCPython()

const commands = readFileSync(join(HERE, 'commands.txt'), 'utf8').trimEnd().split('\n')
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(PYTHON|TYPHON_|LC_|LANG)/.test(name)),
)

interface Result {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

async function run(command: string, interpreter: string, folder: string, library: object): Promise<Result> {
  const script = command.replaceAll('$P', `'${interpreter}'`)
  const env = { ...inherited, LC_ALL: 'C.UTF-8', ...library }
  const options = { cwd: folder, env, encoding: 'buffer', timeout: 60_000, maxBuffer: 1 << 26 } as const
  const child = promisify(execFile)('bash', ['-c', script], options)
  child.child.stdin?.end()
  const { code, stdout, stderr } = await child.then(
    (done) => ({ ...done, code: 0 }),
    (failed: { code: number; stdout: Buffer; stderr: Buffer }) => failed,
  )
  return { status: code, stdout: stdout.toString('latin1'), stderr: stderr.toString('latin1') }
}

function neutral({ status, stdout, stderr }: Result, interpreter: string, places: readonly string[]): Result {
  const text = (s: string): string => {
    let t = s
    for (const place of places) t = t.replaceAll(place, 'PLACE')
    return t
      .replaceAll(interpreter, 'INTERPRETER')
      .replace(/python3\.13|typhon/g, 'INTERPRETER')
      .replace(/0x[0-9a-f]{6,}/g, 'ADDRESS')
      .replace(/in \d+\.\d+s/g, 'in TIME')
      .replace(/[\d.]+ [mun]?sec/g, 'TIME')
  }
  return { status, stdout: text(stdout), stderr: text(stderr) }
}

describe.skipIf(cpython === undefined)('the command line prints what that of CPython prints', () => {
  let root: string
  let libraries: readonly string[]
  const folderOf = (interpreter: string): string => join(root, interpreter === TYPHON ? 'typhon' : 'cpython', 'files')

  beforeAll(() => {
    execFileSync(TYPHON, ['-c', 'pass'], { timeout: 60_000 })
    const own = execFileSync(cpython!, ['-c', 'import sys; print(sys._stdlib_dir)'], { encoding: 'utf8' }).trim()
    libraries = [LIBRARY, own]
    root = realpathSync(mkdtempSync(join(tmpdir(), 'typhon-parity-')))
    for (const interpreter of [TYPHON, cpython!]) {
      const folder = folderOf(interpreter)
      cpSync(join(HERE, 'files'), folder, { recursive: true })
      const rows = Array.from({ length: 22000 }, (_, i) => `    (${i}, "${'abc'.repeat(10)}"),\n`)
      writeFileSync(join(folder, 'big.py'), `x = [\n${rows.join('')}]\nprint(len(x), x[-1])\n`)
      writeFileSync(join(folder, 'null.py'), 'print(1)\nx = 1\0\n')
      execFileSync(cpython!, ['-c', MAKE_ARCHIVE], { cwd: folder })
    }
  })

  afterAll(() => rmSync(root, { recursive: true, force: true }))

  for (const command of commands)
    it.concurrent(command, { timeout: 130_000 }, async () => {
      const ours = await run(command, TYPHON, folderOf(TYPHON), {})
      const theirs = await run(command, cpython!, folderOf(cpython!), { PYTHONPATH: LIBRARY })
      expect(neutral(ours, TYPHON, [...libraries, folderOf(TYPHON)])).toEqual(
        neutral(theirs, cpython!, [...libraries, folderOf(cpython!)]),
      )
    })
})

const MAKE_ARCHIVE = `
import zipfile
with zipfile.ZipFile('app.zip', 'w') as z:
    z.writestr(zipfile.ZipInfo('__main__.py'), 'import helper\\nprint("zip main", __name__, __file__, helper.x, helper.__file__)\\n')
    z.writestr(zipfile.ZipInfo('helper.py'), 'x = 5\\n')
`
