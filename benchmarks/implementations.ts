/**
 * The Pythons to compare, found on this machine.
 *
 * What is not found is reported with the reason and left out: a table without CPython or PyPy says so instead of
 * looking complete.
 */

import { execFileSync } from 'node:child_process'
import { accessSync, constants, globSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join, relative, resolve } from 'node:path'

export type Key = 'typhon' | 'cpython' | 'pypy'

export const KEYS: readonly Key[] = ['typhon', 'cpython', 'pypy']

export const TITLES: Readonly<Record<Key, string>> = { typhon: 'Typhon', cpython: 'CPython', pypy: 'PyPy' }

export interface Implementation {
  readonly key: Key
  readonly path: string
  /** The first line of what `-V` says, such as `Python 3.13.0`. */
  readonly version: string
}

export interface Missing {
  readonly key: Key
  readonly reason: string
}

const ROOT = resolve(import.meta.dirname, '..')
const TYPHON = join(ROOT, 'packages/cli/bin/typhon')

/** Finds one implementation; `path` overrides the search. */
export function locate(key: Key, path?: string): Implementation | Missing {
  const places = path !== undefined ? [resolve(path)] : candidates(key)
  let reason = `no ${places.length > 0 ? places.map(shown).join(', ') : commandOf(key)} found`
  for (const place of places) {
    if (!isExecutable(place)) continue
    const answer = ask(place)
    if (typeof answer === 'string') {
      reason = answer
    } else if (key === 'cpython' && (answer.name !== 'cpython' || !answer.version.startsWith('3.13.'))) {
      reason = `${shown(place)} is ${answer.name} ${answer.version}, not CPython 3.13`
    } else {
      // A shim of a version manager would be timed along with the Python it stands for: go to the real file.
      const real = key === 'cpython' && answer.executable !== '' ? answer.executable : place
      return { key, path: real, version: answer.title }
    }
  }
  return { key, reason }
}

export const isMissing = (found: Implementation | Missing): found is Missing => 'reason' in found

function candidates(key: Key): string[] {
  switch (key) {
    case 'typhon':
      return [TYPHON]
    case 'pypy':
      return onPath('pypy3')
    case 'cpython': {
      const root = process.env.PYENV_ROOT ?? join(homedir(), '.pyenv')
      return [...onPath('python3.13'), ...globSync(join(root, 'versions/3.13*/bin/python3.13')), ...onPath('python3')]
    }
  }
}

const commandOf = (key: Key): string => (key === 'pypy' ? 'pypy3 on PATH' : 'python3.13 on PATH or under pyenv')

/** A path as a report may show it: nothing in it that only this machine has. */
function shown(path: string): string {
  if (path.startsWith(ROOT)) return relative(ROOT, path)
  return path.startsWith(homedir()) ? `~${path.slice(homedir().length)}` : path
}

const onPath = (command: string): string[] =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, command))
    .filter(isExecutable)

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const QUESTION =
  "import sys; print(sys.implementation.name); print('.'.join(map(str, sys.version_info[:3]))); " +
  'print(sys.executable); print(sys.version.splitlines()[-1])'

/** What the executable says about itself, or why it said nothing. */
function ask(path: string): { name: string; version: string; executable: string; title: string } | string {
  try {
    const text = execFileSync(path, ['-c', QUESTION], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 30_000,
    })
    const [name = '', version = '', executable = '', last = ''] = text.split('\n')
    const pypy = /PyPy [\d.]+/.exec(last)
    return { name, version, executable, title: pypy ? `${pypy[0]} (Python ${version})` : `Python ${version}` }
  } catch (error) {
    const lines = String((error as { stderr?: string }).stderr ?? '')
      .trim()
      .split('\n')
    return `${shown(path)} does not run: ${lines.at(-1) || (error as Error).message.split('\n')[0]}`
  }
}
