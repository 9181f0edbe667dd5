/** Starts from the snapshot: what a program sees is what it sees without one, whatever its process is like. */
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const PACKAGE = join(import.meta.dirname, '..')
const TYPHON = join(PACKAGE, 'bin/typhon')

describe.skipIf(process.platform === 'win32')('a start from the snapshot', { timeout: 120_000 }, () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'typhon-snapshot-'))
    // Makes the snapshot where there is none yet.
    run(['-c', 'import json'])
  }, 120_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const run = (args: string[], env: NodeJS.ProcessEnv = {}) => {
    const base = { ...process.env, TYPHON_NODE: process.execPath, NODE_OPTIONS: '', TYPHON_SNAPSHOT: '' }
    for (const name of Object.keys(base)) if (name.startsWith('PYTHON')) delete base[name as keyof typeof base]
    const { status, stdout, stderr } = spawnSync(TYPHON, args, {
      cwd: folder,
      env: { ...base, ...env },
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }
  /** What a command prints, without and with a snapshot. */
  const both = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    [run(args, { ...env, TYPHON_SNAPSHOT: 'off' }), run(args, env)] as const
  const printed = (code: string, env: NodeJS.ProcessEnv = {}, options: string[] = []): string => {
    const { stdout, stderr } = run([...options, '-c', code], env)
    expect(stderr).toBe('')
    return stdout.trim()
  }

  it('is what happens', () => {
    expect(readFileSync(join(PACKAGE, 'dist/typhon.start'), 'utf8').trim().split('\n').length).toBe(6)
    // The launcher knows the Node of that snapshot by its time.
    const [from, ofNode, to] = [
      join(PACKAGE, 'dist/typhon.start.from'),
      process.execPath,
      join(PACKAGE, 'dist/typhon.start.to'),
    ].map((file) => statSync(file).mtimeMs)
    expect([ofNode - from, to - ofNode].map(Math.round)).toEqual([1000, 1000])
    // Code caches of Node's own modules are left out, a quarter of the file of the smaller one.
    const blobs = readFileSync(join(PACKAGE, 'dist/typhon.start'), 'utf8').trim().split('\n').slice(4)
    expect(blobs.map((file) => readFileSync(file).subarray(-8).equals(Buffer.alloc(8)))).toEqual([true, true])
    // The import system has been started in the snapshot, and loads nothing for sys.
    const code = 'import sys; print("posix" in sys.modules)'
    expect(both(['-c', code]).map(({ stdout }) => stdout)).toEqual(['False\n', 'True\n'])
    if (process.platform !== 'linux') return
    // What imports nothing begins with the smaller one, in which they have not begun.
    const blob = 'print(open("/proc/self/cmdline").read().split("\\0--")[-1].split("\\0")[1][-9:])'
    expect(run(['-c', blob]).stdout).toBe('bare.blob\n')
    expect(run(['-c', `import json; ${blob}`]).stdout).toBe('rary.blob\n')
  })

  it.each([
    ['-c', 'import json, re; print(json.dumps({"a": [1, 2]}), re.sub("a+", "b", "caat"))'],
    ['-c', 'import sys; print(sys.argv, sys.flags, sys.path[1:], sys.prefix, sys.executable)', 'x', 'y'],
    ['-O', '-c', 'import dataclasses, sys; print(sys.flags.optimize, dataclasses.__doc__, __debug__)'],
    ['-OO', '-c', 'import json; print(json.dumps.__doc__)'],
    ['-I', '-c', 'import sys, typing; print(sys.flags.isolated, sys.path, typing.Any)'],
    ['-W', 'error', '-c', 'import warnings, sys; print(warnings.filters[0][:2], sys.warnoptions)'],
    ['-X', 'frozen_modules=off', '-c', 'import os; print(os.__spec__.loader.__class__.__name__)'],
    ['-c', 'import asyncio; print(asyncio.run(asyncio.sleep(0, 3)))'],
    ['-c', 'import asyncio; print(asyncio.get_event_loop_policy().__class__, __import__("selectors").DefaultSelector)'],
    ['-c', 'import logging; logging.warning("x"); print(sorted(logging.Logger.manager.loggerDict))'],
    ['-c', 'import asyncio, logging; print(sorted(logging.Logger.manager.loggerDict))'],
    ['-c', 'import copyreg; print(len(copyreg.dispatch_table)); import re; print(len(copyreg.dispatch_table))'],
    ['-c', 'import importlib; print(hasattr(importlib, "machinery"), importlib._bootstrap.__name__)'],
    ['-c', 'import os, sys; print(os.path is sys.modules["os.path"], os.path.__name__)'],
    ['-c', 'import subprocess; print(subprocess._USE_POSIX_SPAWN, subprocess.check_output(["echo", "hi"]))'],
    ['-c', 'import json.decoder, json; print(json.decoder.JSONDecoder is json.JSONDecoder, json.__spec__.name)'],
    ['-c', 'import json, importlib; old = json.dumps; print(importlib.reload(json) is json, json.dumps is old)'],
    ['-c', 'import sys, re; del sys.modules["re"]; import re as again; print(again is re, again.compile("a"))'],
    [
      '-c',
      'import sys; sys.modules["_json"] = None; import json; print(json.encoder.c_make_encoder, json.loads("[1]"))',
    ],
    ['-c', 'import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)'],
    ['-c', 'import enum, pickle, re; print(pickle.loads(pickle.dumps(re.I)), enum.Enum("E", "a b")["a"])'],
    ['-c', 'raise ValueError("x")'],
  ])('prints the same: %j', (...args) => {
    const [without, withSnapshot] = both(args)
    expect(withSnapshot).toEqual(without)
  })

  it('imports in the same order', () => {
    const code =
      'import sys; before = set(sys.modules); import asyncio; print([m for m in sys.modules if m not in before])'
    const names = (env: NodeJS.ProcessEnv): string[] =>
      printed(code, env)
        .replace(/[[\]' ]/g, '')
        .split(',')
    // Names that a module gives another one are made as it is awake, not in the midst of its imports.
    const given = new Set(['collections.abc', 'os.path', 'importlib._bootstrap', 'importlib._bootstrap_external'])
    const ordinary = names({ TYPHON_SNAPSHOT: 'off' })
    const known = new Set(ordinary)
    // What the import system itself has loaded is there from the start.
    const woken = names({}).filter((name) => !given.has(name))
    expect(woken.every((name) => known.has(name))).toBe(true)
    const shared = new Set(woken)
    expect(woken).toEqual(ordinary.filter((name) => shared.has(name)))
  })

  it('sees the environment, the time and the process of now', () => {
    expect(printed('import os; print(os.environ["NOW"], os.getenv("TYPHON_GONE"))', { NOW: 'yes' })).toBe('yes None')
    expect(printed('import time; print(time.tzname[0], time.timezone)', { TZ: 'XYZ3' })).toBe('XYZ 10800')
    expect(printed('import time; print(time.tzname[0], time.timezone)', { TZ: 'UTC' })).toBe('UTC 0')
    // The launcher's own setting is gone, a user's stays.
    const tunables = 'import os; print(os.environ.get("GLIBC_TUNABLES"), os.system("exit ${GLIBC_TUNABLES:+1}"))'
    expect(printed(tunables, { GLIBC_TUNABLES: undefined })).toBe('None 0')
    expect(printed(tunables, { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' })).toBe('glibc.malloc.hugetlb=1 256')
    const age = Number(printed('import logging, time; print((time.time_ns() - logging._startTime) / 1e9)'))
    expect(age).toBeGreaterThanOrEqual(0)
    expect(age).toBeLessThan(60)
    expect(printed('import threading, os; print(threading.main_thread().native_id == os.getpid())')).toBe('True')
  })

  it('compiles none of the functions of Node that the making of a snapshot has run', () => {
    const [node, , flags, , bare] = readFileSync(join(PACKAGE, 'dist/typhon.start'), 'utf8').split('\n')
    const log = join(folder, 'functions.log')
    const logging = ['--log', '--log-function-events', '--no-logfile-per-isolate', `--logfile=${log}`]
    const snapshot = ['--no-rehash-snapshot', '--snapshot-blob', bare]
    const args = [...flags.split(' '), ...logging, ...snapshot, TYPHON, '-c', 'print(6 * 7)']
    expect(spawnSync(node, args, { encoding: 'utf8' }).stdout).toBe('42\n')
    const events = readFileSync(log, 'utf8').trim().split('\n')
    const named = (event: string) =>
      events.filter((line) => line.startsWith(`function,${event},`)).map((line) => line.split(',').at(-1))
    const begun = ['prepareMainThreadExecution', 'prepareExecution', 'patchProcessObject']
    expect(named('first-execution')).toContain('getOptionValue')
    expect(named('full-parse').filter((name) => begun.includes(name as string))).toEqual([])
  })

  it('has hashes of its own, and the sets of woken modules by them', () => {
    const code = 'import keyword; print(hash("abc"), "if" in keyword.kwlist)'
    expect(printed(code)).not.toBe(printed(code))
    const seeded = (seed: string, env = {}): string =>
      printed(
        'import json, re, os, inspect; print(hash("abc"), all(x in s for m in (re, os, inspect) for s in vars(m).values() if isinstance(s, (set, frozenset)) for x in s), *list(__import__("sys").stdlib_module_names)[:3], "environ" in os.__all__, json.dumps(sorted({"a", "b", "c"})), list({"a", "b", "c"}))',
        {
          PYTHONHASHSEED: seed,
          ...env,
        },
      )
    for (const seed of ['0', '1', '4294967295']) expect(seeded(seed)).toBe(seeded(seed, { TYPHON_SNAPSHOT: 'off' }))
    expect(seeded('1')).toMatch(/ True (\w+ ){3}True /)
  })

  it('finds what a program puts in the place of a module', () => {
    writeFileSync(join(folder, 'enum.py'), 'mine = 1\nclass Enum: pass\n')
    try {
      expect(run(['-c', 'import reprlib, sys; sys.path.insert(0, "/nowhere"); print(reprlib.repr("x"))']).stdout).toBe(
        "'x'\n",
      )
      // On sys.path before the library, but for isolated runs.
      const code = 'try:\n import re\n print("no")\nexcept Exception as e: print(type(e).__name__)'
      const [without, withSnapshot] = both(['-c', code])
      expect(withSnapshot).toEqual(without)
      expect(withSnapshot.stdout).not.toBe('no\n')
      expect(printed('import re; print(re.compile("a").pattern)', {}, ['-P'])).toBe('a')
    } finally {
      rmSync(join(folder, 'enum.py'))
    }
    writeFileSync(join(folder, 'json.py'), 'mine = 2\n')
    try {
      expect(printed('import json; print(json.mine)')).toBe('2')
      expect(printed('import sys; sys.path.pop(0); import json; print(json.loads("1"))')).toBe('1')
      const finder = `
import sys
class Finder:
    @staticmethod
    def find_spec(name, path, target=None):
        print("asked for", name)
sys.meta_path.insert(0, Finder)
sys.path.pop(0)
import reprlib`
      expect(printed(finder)).toContain('asked for reprlib')
    } finally {
      rmSync(join(folder, 'json.py'))
    }
  })

  it('wakes modules beside folders of their names, which are no packages', () => {
    const place = join(folder, 'reprlib')
    mkdirSync(place)
    const code = 'import reprlib; print(reprlib.__file__ is None, len(reprlib.repr("x" * 99)))'
    // A sleeper's classes are there; executed once more it would have made them again.
    const classes = 'import reprlib; print(sum(c.__name__ == "Repr" for c in object.__subclasses__()))'
    try {
      expect(both(['-c', code]).map(({ stdout }) => stdout)).toEqual(['False 30\n', 'False 30\n'])
      expect(printed(classes)).toBe('1')
      writeFileSync(join(place, '__init__.py'), 'def repr(x): return "mine"\n__file__ = None\n')
      expect(both(['-c', code]).map(({ stdout }) => stdout)).toEqual(['True 4\n', 'True 4\n'])
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  })

  it('executes a module whose file has changed, and is made anew', () => {
    // An installation of its own: the files of the library that others use stay as they are.
    const own = mkdtempSync(join(tmpdir(), 'typhon-library-'))
    const library = join(own, 'packages/stdlib/lib/python3.13')
    const cli = join(own, 'packages/cli')
    for (const place of [library, join(cli, 'dist')]) mkdirSync(place, { recursive: true })
    cpSync(join(PACKAGE, 'bin'), join(cli, 'bin'), { recursive: true })
    copyFileSync(join(PACKAGE, 'dist/typhon.js'), join(cli, 'dist/typhon.js'))
    symlinkSync(join(PACKAGE, 'node_modules'), join(cli, 'node_modules'))
    const from = join(PACKAGE, '../stdlib/lib/python3.13')
    for (const name of readdirSync(from)) if (name !== 'textwrap.py') symlinkSync(join(from, name), join(library, name))
    const file = join(library, 'textwrap.py')
    copyFileSync(join(from, 'textwrap.py'), file)
    const start = (): string => {
      const env = { ...process.env, TYPHON_NODE: process.execPath, NODE_OPTIONS: '', TYPHON_SNAPSHOT: '' }
      const code = 'import textwrap; print(textwrap.fill("a b"), getattr(textwrap, "mine", 0))'
      return spawnSync(join(cli, 'bin/typhon'), ['-I', '-c', code], { env, encoding: 'utf8' }).stdout
    }
    const pointer = join(cli, 'dist/typhon.start')
    try {
      expect(start()).toBe('a b 0\n')
      expect(existsSync(pointer)).toBe(true)
      expect(start()).toBe('a b 0\n')
      expect(existsSync(pointer)).toBe(true)
      appendFileSync(file, 'mine = 1\n')
      expect(start()).toBe('a b 1\n')
      expect(existsSync(pointer)).toBe(false)
      expect(start()).toBe('a b 1\n')
      expect(existsSync(pointer)).toBe(true)
      expect(start()).toBe('a b 1\n')
      expect(existsSync(pointer)).toBe(true)
    } finally {
      rmSync(own, { recursive: true, force: true })
    }
  })

  it('carries nothing of the process that made it', () => {
    const names = readFileSync(join(PACKAGE, 'dist/typhon.start'), 'utf8').trim().split('\n').slice(4)
    for (const name of names) expect(readFileSync(name).includes(`VITEST_WORKER_ID`)).toBe(false)
    expect(printed('import atexit; print(atexit._ncallbacks()); import logging; print(atexit._ncallbacks())')).toBe(
      '0\n1',
    )
    // The program that was run then had classes, functions that were compiled, and loops that were traced.
    const classes = 'print([each for each in object.__subclasses__() if each.__module__ == "__main__"])'
    expect([printed(classes), printed(`import json; ${classes}`)]).toEqual(['[]', '[]'])
  })

  it('hands the exit status, signals and standard streams through', () => {
    expect(run(['-c', 'import sys; sys.exit(5)']).status).toBe(5)
    expect(run(['-c', 'import os, atexit; atexit.register(print, "bye"); import logging']).stdout).toBe('bye\n')
    const { stdout } = spawnSync(TYPHON, ['-c', 'import sys; print(sys.stdin.read())'], {
      input: 'given',
      encoding: 'utf8',
    })
    expect(stdout).toBe('given\n')
  })
})
