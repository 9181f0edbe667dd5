/**
 * The published form: every package is packed as it would be for npm, all are installed globally into an empty prefix, and the
 * command that comes out runs programs as the workspace's does. Third-party dependencies come from the package index; without one
 * the test skips.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const WORKSPACE = join(ROOT, 'packages/cli/bin/typhon')
/** The packages are published by pnpm, which writes the versions of the workspace into their manifests. */
const PNPM: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).packageManager
const PACKAGES = ['cffi', 'gc', 'parser', 'objspace', 'interpreter', 'jit', 'stdlib', 'cli']

/** npm as it is for a user: without what the workspace's own scripts tell it. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|PNPM|TYPHON_|PYTHON|NODE_OPTIONS)/.test(name)),
)

function isIndexThere(): boolean {
  const { status } = spawnSync('npm', ['view', 'pako@3.0.3', 'version'], { env: environment, timeout: 20_000 })
  return status === 0
}

const isThere = process.platform !== 'win32' && isIndexThere()

describe.skipIf(!isThere)('the published packages, installed', () => {
  let folder: string
  let typhon: string

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'typhon-published-')))
    // Brings the bundle up to date.
    execFileSync(WORKSPACE, ['-c', 'pass'], { stdio: 'pipe' })
    const packed = join(folder, 'packed')
    mkdirSync(packed)
    for (const name of PACKAGES)
      execFileSync('npx', ['--yes', PNPM, 'pack', '--pack-destination', packed], {
        cwd: join(ROOT, 'packages', name),
        env: environment,
        stdio: 'pipe',
      })
    const prefix = join(folder, 'prefix')
    const archives = readdirSync(packed).map((name) => join(packed, name))
    execFileSync('npm', ['install', '--global', '--prefix', prefix, '--no-audit', '--no-fund', ...archives], {
      cwd: folder,
      env: environment,
      stdio: 'pipe',
    })
    typhon = join(prefix, 'bin/typhon')
    mkdirSync(join(folder, 'app'))
    writeFileSync(join(folder, 'app/__main__.py'), 'import sys, helper\nprint(__name__, sys.argv[1:], helper.answer)\n')
    writeFileSync(join(folder, 'app/helper.py'), 'answer = 42\n')
    writeFileSync(join(folder, 'fails.py'), 'def f():\n    return 1 / 0\n\n\nf()\n')
  }, 240_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const run = (command: string, args: readonly string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      input,
      timeout: 60_000,
    })
    return { status, stdout, stderr }
  }

  it.each([
    [['-c', 'import sys; print(sys.version_info[:3], sys.implementation.name, sys.flags)']],
    [['-c', 'import json, re, dataclasses, asyncio, decimal, zlib, hashlib; print(json.dumps({"a": [1, 2.5, None]}))']],
    [
      [
        '-c',
        'import os, subprocess, sys; print(subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True).stdout)',
      ],
    ],
    [['-m', 'calendar', '2026', '11']],
    [['-m', 'this']],
    [['app', 'one', 'two']],
    [['fails.py']],
    [['missing.py']],
    [['-']],
    [['--help']],
  ])('%j', (args) => {
    const input = args[0] === '-' ? 'print(sum(range(10)))\n' : ''
    const { status, stdout, stderr } = run(typhon, args, input)
    const expected = run(WORKSPACE, args, input)
    const neutral = (text: string): string => text.replaceAll(typhon, 'TYPHON').replaceAll(WORKSPACE, 'TYPHON')
    expect({ status, stdout: neutral(stdout), stderr: neutral(stderr) }).toEqual({
      status: expected.status,
      stdout: neutral(expected.stdout),
      stderr: neutral(expected.stderr),
    })
    expect(stdout + stderr).not.toBe('')
  })

  it('starts from its code cache the second time', () => {
    const dist = join(folder, 'prefix/lib/node_modules/@typhon/cli/dist')
    expect(readdirSync(dist).some((name) => name.endsWith('.cache'))).toBe(true)
  })
})
