/** The launcher `bin/typhon` and its second half, in a small workspace of their own with a program that tells how it was started. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const PACKAGE = join(import.meta.dirname, '..')
const PROGRAM = (answer: string): string => `
import { greeting } from './greeting.ts'
const deep = (n: number): number => (n === 0 ? 0 : 1 + deep(n - 1))
process.stdout.write(JSON.stringify({
  answer: ${JSON.stringify(answer)}, greeting, argv: process.argv.slice(1), node: process.execPath, source: import.meta.url.endsWith('.ts'),
  depth: deep(20_000),
}))
process.exitCode = process.argv.length > 2 ? 7 : 0
`

interface Told {
  readonly answer: string
  readonly greeting: string
  readonly argv: string[]
  readonly node: string
  readonly source: boolean
  readonly depth: number
}

describe.skipIf(process.platform === 'win32')('the launcher', () => {
  let root: string
  let typhon: string
  const inPackage = (...path: string[]): string => join(root, 'packages/cli', ...path)

  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'typhon-launcher-')))
    for (const part of ['bin', 'scripts', 'package.json'])
      cpSync(join(PACKAGE, part), inPackage(part), { recursive: true })
    mkdirSync(inPackage('src'))
    symlinkSync(join(PACKAGE, '../../node_modules'), join(root, 'node_modules'))
    writeFileSync(inPackage('src/bin.ts'), PROGRAM('first'))
    writeFileSync(inPackage('src/greeting.ts'), "export const greeting: string = 'hello'\n")
    typhon = inPackage('bin/typhon')
  })

  afterAll(() => rmSync(root, { recursive: true, force: true }))

  const start = (path: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd = root) => {
    const { status, stdout, stderr } = spawnSync(path, args, {
      cwd,
      env: { ...process.env, TYPHON_NODE: process.execPath, TYPHON_SOURCE: '', ...env },
      encoding: 'utf8',
    })
    return { status, stderr, told: (stdout.startsWith('{') ? JSON.parse(stdout) : undefined) as Told }
  }
  const caches = (): string[] => readdirSync(inPackage('dist')).filter((name) => name.endsWith('.cache'))

  it('builds the bundle, hands arguments and the exit status through, and leaves a code cache', () => {
    const { status, stderr, told } = start(typhon, ['-c', 'a b', '', '*'])
    expect(stderr).toBe('')
    expect(status).toBe(7)
    expect(told).toMatchObject({ answer: 'first', argv: [typhon, '-c', 'a b', '', '*'], source: false, depth: 20_000 })
    expect(caches().length).toBe(1)
  })

  it('works from any folder and through symbolic links, and says by which name it was called', () => {
    mkdirSync(join(root, 'elsewhere'))
    symlinkSync('../packages/cli/bin/typhon', join(root, 'elsewhere/one'))
    symlinkSync('one', join(root, 'elsewhere/two'))
    expect(start('./two', [], {}, join(root, 'elsewhere')).told.argv).toEqual([join(root, 'elsewhere/two')])
    const PATH = `${join(root, 'elsewhere')}:${process.env.PATH}`
    expect(start('sh', ['-c', 'two'], { PATH }, '/').told.argv).toEqual([join(root, 'elsewhere/two')])
  })

  it('builds again when a source is newer, and only then', () => {
    const before = readFileSync(inPackage('dist/typhon.js'), 'utf8')
    start(typhon, [])
    expect(readFileSync(inPackage('dist/typhon.js'), 'utf8')).toBe(before)
    writeFileSync(inPackage('src/bin.ts'), PROGRAM('later'))
    const soon = new Date(Date.now() + 2000)
    utimesSync(inPackage('src/bin.ts'), soon, soon)
    // The same length as before: a code cache that went by length alone would answer "first".
    expect(start(typhon, []).told.answer).toBe('later')
    const past = new Date(Date.now() - 10_000)
    utimesSync(inPackage('src/bin.ts'), past, past)
    expect(start(typhon, []).told.answer).toBe('later')
    expect(caches().length).toBe(1)
  })

  it('reports a bundle that cannot be built', () => {
    const file = inPackage('src/greeting.ts')
    const good = readFileSync(file)
    writeFileSync(file, 'export const = 1\n')
    const soon = new Date(Date.now() + 2000)
    utimesSync(file, soon, soon)
    const { status, stderr } = start(typhon, [])
    expect(status).toBe(1)
    expect(stderr).toContain('typhon: the bundle could not be built')
    writeFileSync(file, good)
  })

  it('runs the sources when TYPHON_SOURCE is set', () => {
    expect(start(typhon, [], { TYPHON_SOURCE: '1' }).told).toMatchObject({ source: true, greeting: 'hello' })
  })

  it('works with a folder that cannot be written to', () => {
    const dist = inPackage('dist')
    for (const name of caches()) rmSync(join(dist, name))
    start(typhon, [])
    const cache = join(root, 'cache')
    for (const name of caches()) rmSync(join(dist, name))
    chmodSync(dist, 0o555)
    try {
      expect(start(typhon, [], { XDG_CACHE_HOME: cache }).status).toBe(0)
      // The superuser may write everywhere, and then the cache is where it always is.
      if (process.getuid!() !== 0) expect(readdirSync(join(cache, 'typhon')).length).toBe(1)
    } finally {
      chmodSync(dist, 0o755)
    }
  })

  it('refuses a Node that is too old', () => {
    const old = join(root, 'old-node')
    writeFileSync(old, '#!/bin/sh\necho v20.20.2\n', { mode: 0o755 })
    mkdirSync(join(root, 'old-path'))
    symlinkSync(old, join(root, 'old-path/node'))
    rmSync(join(root, 'node_modules'))
    try {
      const { status, stderr } = start(typhon, [], { TYPHON_NODE: '', PATH: `${join(root, 'old-path')}:/usr/bin:/bin` })
      expect(status).toBe(1)
      expect(stderr).toBe('typhon: Node 22.18 or newer is needed: put it on PATH or name it in TYPHON_NODE\n')
    } finally {
      symlinkSync(join(PACKAGE, '../../node_modules'), join(root, 'node_modules'))
    }
  })

  it('takes the Node on PATH when that is new enough', () => {
    mkdirSync(join(root, 'new-path'))
    symlinkSync(process.execPath, join(root, 'new-path/node'))
    const { told } = start(typhon, [], { TYPHON_NODE: '', PATH: `${join(root, 'new-path')}:/usr/bin:/bin` })
    expect(told.node).toBe(realpathSync(process.execPath))
  })

  it('asks a Node for its version where no earlier start has, or where it has another time since', () => {
    // Of this one everything is seen that it is asked; a snapshot is made for it by hand.
    const folder = join(root, 'a-node')
    const [node, log] = [join(folder, 'node'), join(folder, 'log')]
    mkdirSync(folder)
    writeFileSync(node, `#!/bin/sh\necho "$*" >> ${log}\n[ "$1" != -v ] || echo v24.0.0\n`, { mode: 0o755 })
    const seconds = Date.now() / 1000 - 1000
    const ofNode = (time: number): void => utimesSync(node, time, time)
    const asked = (): string[] => {
      rmSync(log, { force: true })
      start(typhon, [], {
        TYPHON_NODE: '',
        TYPHON_SNAPSHOT: '',
        NODE_OPTIONS: '',
        PATH: `${folder}:/usr/bin:/bin`,
        XDG_CACHE_HOME: root,
      })
      return readFileSync(log, 'utf8').trimEnd().split('\n')
    }
    const isOrdinary = expect.stringContaining('boot.cjs')
    const isFromSnapshot = expect.stringContaining('--snapshot-blob blob ')
    ofNode(seconds)
    const first = asked()
    expect(first).toEqual(['-v', isOrdinary])
    const flags = first[1].slice(0, first[1].indexOf(' /'))
    const pointer = inPackage('dist/typhon.start')
    const point = (version: string): void =>
      writeFileSync(
        pointer,
        [node, version, flags, inPackage('dist/typhon.js'), 'blob', 'blob'].map((line) => `${line}\n`).join(''),
      )
    writeFileSync(join(root, 'blob'), '')
    point('v24.0.0')
    expect(asked()).toEqual(['-v', isFromSnapshot])
    for (const [mark, shift] of [
      ['from', -1],
      ['to', 1],
    ] as const) {
      writeFileSync(`${pointer}.${mark}`, '')
      utimesSync(`${pointer}.${mark}`, seconds + shift, seconds + shift)
    }
    expect(asked()).toEqual([isFromSnapshot])
    for (const other of [seconds - 5, seconds + 5]) {
      ofNode(other)
      expect(asked()).toEqual(['-v', isFromSnapshot])
    }
    point('v24.0.1')
    expect(asked()).toEqual(['-v', isOrdinary])
    rmSync(pointer)
  })

  it('is a POSIX shell script without errors', () => {
    execFileSync('sh', ['-n', join(PACKAGE, 'bin/typhon')])
  })
})
