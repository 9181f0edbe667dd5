// What surrounds the process: environment, system, accounts, terminals, foreign functions.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { OSFailure } from '@typhon/objspace'
import { accounts } from './accounts.ts'
import { environment } from './environment.ts'
import { files } from './files.ts'
import { foreign } from './foreign.ts'
import { nodeHost } from './index.ts'
import { system } from './system.ts'
import { terminals } from './terminals.ts'

const here = (name: string): string => JSON.stringify(path.join(import.meta.dirname, name))
const linux = process.platform === 'linux'

describe('environment', () => {
  it("is the process's own", () => {
    environment.set('HOST_TEST', 'a\u20ac')
    expect(process.env.HOST_TEST).toBe('a\u20ac')
    expect(environment.get('HOST_TEST')).toBe('a\u20ac')
    expect(environment.entries()).toContainEqual(['HOST_TEST', 'a\u20ac'])
    environment.unset('HOST_TEST')
    expect(environment.get('HOST_TEST')).toBeUndefined()
    environment.unset('HOST_TEST')
  })

  it('keeps bytes that are no text', ({ skip }) => {
    if (!linux) skip()
    const script = `
      import { environment } from ${here('environment.ts')}
      console.log(JSON.stringify(environment.entries().filter(([n]) => n === 'ODD' || n === 'EVEN').map(([n, v]) => [n, typeof v === 'string' ? v : [...v]])))
      environment.set('SET', Uint8Array.of(0xfe))
      const { spawnSync } = await import('node:child_process')
      console.log(environment.get('SET').length)`
    const { stdout, stderr } = spawnSync(
      '/bin/sh',
      [
        '-c',
        `ODD=$(printf 'a\\377') EVEN=b exec "$0" "$@"`,
        process.execPath,
        '-C',
        '@typhon/source',
        '--input-type=module',
        '-e',
        script,
      ],
      { encoding: 'utf8' },
    )
    expect(stderr).toBe('')
    expect(stdout).toBe('[["EVEN","b"],["ODD",[97,255]]]\n1\n')
  })
})

describe('system', () => {
  it('describes the machine', () => {
    expect(system.uname()).toMatchObject({ sysname: os.type(), machine: os.machine() })
    expect(system.processors()).toBeGreaterThanOrEqual(system.usableProcessors())
    expect(system.loadAverage()).toHaveLength(3)
    if (linux) {
      expect(system.sysconf(30)).toBeGreaterThanOrEqual(4096)
      expect(system.confstr(0)).toContain('/bin')
      expect(system.pathconf('/', 3)).toBe(255)
      expect(system.strerror(2)).toBe('No such file or directory')
    }
    expect(() => system.sysconf(99999)).toThrow(OSFailure)
    expect(() => system.pathconf('/none', 3)).toThrow(OSFailure)
  })

  it('has randomness', () => {
    const a = new Uint8Array(64)
    const b = new Uint8Array(64)
    system.random(a)
    system.random(b)
    expect(a).not.toEqual(b)
    expect(new Set(a).size).toBeGreaterThan(20)
  })
})

describe('accounts', () => {
  it('are found by name and number', () => {
    const me = os.userInfo()
    const user = accounts.user(me.uid)!
    expect(user).toMatchObject({ name: me.username, uid: me.uid, gid: me.gid, home: me.homedir, shell: me.shell })
    expect(accounts.user(me.username)).toEqual(user)
    expect(accounts.users()).toContainEqual(user)
    const group = accounts.group(me.gid)!
    expect(group.gid).toBe(me.gid)
    expect(accounts.group(group.name)).toEqual(group)
    expect(accounts.groups()).toContainEqual(group)
    expect(accounts.user('no such user')).toBeUndefined()
    expect(accounts.group(4294967294)).toBeUndefined()
  })
})

describe('terminals', () => {
  it('can be opened, sized and set', () => {
    const [master, slave] = terminals.open()
    expect([master, slave].map(terminals.isatty)).toEqual([true, true])
    terminals.setSize(master, 91, 37)
    expect(terminals.size(slave)).toEqual([91, 37])
    expect(terminals.name(slave)).toBe(terminals.slaveName(master))
    const mode = terminals.getMode(slave)
    const ECHO = 8
    expect(mode.lflag & ECHO).toBe(ECHO)
    terminals.setMode(slave, 0, { ...mode, lflag: mode.lflag & ~ECHO })
    expect(terminals.getMode(slave)).toEqual({ ...mode, lflag: mode.lflag & ~ECHO })
    expect(mode.cc.length).toBe(linux ? 32 : 20)
    files.write(master, new TextEncoder().encode('line\n'))
    const into = new Uint8Array(16)
    expect(files.read(slave, into)).toBe(5)
    terminals.flush(slave, linux ? 2 : 3)
    files.close(slave)
    files.close(master)
  })

  it('are not files', () => {
    const fd = fs.openSync('/dev/null', 'r')
    expect(terminals.isatty(fd)).toBe(false)
    expect(terminals.isatty(-1)).toBe(false)
    expect(() => terminals.size(fd)).toThrow(OSFailure)
    expect(() => terminals.getMode(fd)).toThrow(OSFailure)
    expect(() => terminals.name(fd)).toThrow(OSFailure)
    fs.closeSync(fd)
  })
})

describe('foreign functions', () => {
  it('are found and called', () => {
    expect(foreign.available()).toBe(true)
    const libc = foreign.load(null)!
    expect(libc.func('abs', 'int', ['int'])!(-3)).toBe(3)
    expect(libc.func('no_such_function', 'int', [])).toBeUndefined()
    expect(libc.symbol('no_such_symbol')).toBeUndefined()
    expect(Number(libc.symbol('abs'))).toBeGreaterThan(0)
    expect(foreign.load('/no/such/library.so')).toBeUndefined()
    const bytes = Uint8Array.from([1, 2, 3, ...new Array(100).fill(0)])
    expect(new Uint8Array(foreign.view(foreign.address(bytes), 3))).toEqual(Uint8Array.of(1, 2, 3))
    libc.func('close', 'int', ['int'])!(-1)
    expect(foreign.errno()).toBe(os.constants.errno.EBADF)
  })

  it('call back', () => {
    const libc = foreign.load(null)!
    const qsort = libc.func('qsort', 'void', ['void *', 'size_t', 'size_t', 'uintptr_t'])!
    const numbers = Int32Array.from([5, 3, 9, 1, ...new Array(60).fill(100)])
    const at = (address: unknown): number => new Int32Array(foreign.view(address as number, 4))[0]
    const compare = foreign.callback((a, b) => at(a) - at(b), 'int', ['uintptr_t', 'uintptr_t'])
    qsort(numbers, numbers.length, 4, compare.address)
    compare.release()
    expect([...numbers.subarray(0, 5)]).toEqual([1, 3, 5, 9, 100])
  })
})

it('making the host loads nothing', () => {
  const { stdout } = spawnSync(
    process.execPath,
    [
      '-C',
      '@typhon/source',
      '--input-type=module',
      '-e',
      `
    import { nodeHost } from ${here('index.ts')}
    import { loaded } from ${here('libc.ts')}
    nodeHost.files.stat('/'); nodeHost.environment.entries(); nodeHost.clock.read('realtime'); nodeHost.terminals.isatty(0); nodeHost.files.getcwd()
    nodeHost.system.random(new Uint8Array(8)); nodeHost.system.processors(); nodeHost.signals.action(2); nodeHost.files.listdir('/')
    console.log(loaded)`,
    ],
    { encoding: 'utf8' },
  )
  expect(stdout).toBe('false\n')
  expect(nodeHost.platform).toBe(process.platform)
})
