import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OSFailure, type SpawnOptions } from '@typhon/objspace'
import { files } from './files.ts'
import { processes } from './processes.ts'

const { ENOENT, ECHILD, EINVAL } = os.constants.errno
const WNOHANG = 1
let dir: string
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'host-processes-'))
})
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }))

function errno(call: () => unknown): number {
  try {
    call()
  } catch (e) {
    if (e instanceof OSFailure) return e.errno
    throw e
  }
  return 0
}

/** Runs a shell command with its output in a file; gives the output and the exit status. */
function shell(command: string, options: SpawnOptions = {}, env: string[] | null = null): [string, number] {
  const out = path.join(dir, 'out')
  const actions = [
    ...(options.actions ?? []),
    {
      kind: 'open',
      fd: 1,
      path: out,
      flags: fs.constants.O_CREAT | fs.constants.O_WRONLY | fs.constants.O_TRUNC,
      mode: 0o600,
    } as const,
  ]
  const pid = processes.spawn('/bin/sh', ['sh', '-c', command], env, { ...options, actions })
  const { status, pid: ended } = processes.wait(pid, 0)
  expect(ended).toBe(pid)
  return [fs.readFileSync(out, 'utf8'), status]
}

describe('spawn', () => {
  it('runs a program and waits for it', () => {
    expect(shell('echo hello; exit 3')).toEqual(['hello\n', 3 << 8])
    expect(shell('kill -9 $$')[1] & 0x7f).toBe(9)
    expect(errno(() => processes.spawn('/none', ['none'], null, {}))).toBe(ENOENT)
    expect(errno(() => processes.wait(-1, 0))).toBe(ECHILD)
  })

  it('gives environment, directory, umask and bytes', () => {
    expect(shell('echo $A-$B; pwd; umask', { cwd: dir, umask: 0o27 }, ['A=1', 'B=\u20ac'])[0]).toBe(
      `1-\u20ac\n${fs.realpathSync(dir)}\n0027\n`,
    )
    const pid = processes.spawn(
      '/bin/sh',
      ['sh', '-c', 'test "$1" = "$(printf "\\377")"', 'x', Uint8Array.of(0xff)],
      null,
      {},
    )
    expect(processes.wait(pid, 0).status).toBe(0)
    expect(errno(() => processes.spawn('/bin/sh', ['sh', '-c', ':'], null, { cwd: path.join(dir, 'none') }))).toBe(
      ENOENT,
    )
  })

  it('shares the standard streams', () => {
    const script = `
      import { processes } from ${JSON.stringify(path.join(import.meta.dirname, 'processes.ts'))}
      const pid = processes.spawn('/bin/sh', ['sh', '-c', 'cat; echo error >&2'], null, {})
      processes.exit(processes.wait(pid, 0).status)`
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['-C', '@typhon/source', '--input-type=module', '-e', script],
      { encoding: 'utf8', input: 'input' },
    )
    expect([stdout, stderr, status]).toEqual(['input', 'error\n', 0])
  })

  it('sees what the environment of the process became', () => {
    process.env.HOST_TEST_VARIABLE = 'seen'
    expect(shell('echo $HOST_TEST_VARIABLE')[0]).toBe('seen\n')
    delete process.env.HOST_TEST_VARIABLE
    expect(shell('echo ${HOST_TEST_VARIABLE-unset}')[0]).toBe('unset\n')
  })

  it('passes the descriptors it is told to pass', ({ skip }) => {
    if (process.platform !== 'linux') skip()
    const [r, w] = files.pipe(0, false)
    const [r2, w2] = files.pipe(0, true)
    const listed = (options: SpawnOptions): number[] =>
      shell('ls /proc/self/fd', options)[0].trim().split('\n').map(Number)
    expect(listed({})).toContain(r2)
    expect(listed({})).not.toContain(w)
    const kept = listed({ keepOnly: [w] })
    expect(kept).toContain(w)
    expect(kept).not.toContain(r2)
    expect(kept).not.toContain(r)
    expect(shell('echo into >&9', { actions: [{ kind: 'dup2', fd: w, to: 9 }] })[1]).toBe(0)
    const into = new Uint8Array(16)
    expect(Buffer.from(into.subarray(0, files.read(r, into))).toString()).toBe('into\n')
    for (const fd of [r, w, r2, w2]) files.close(fd)
  })

  it('searches, makes groups and sessions, and resets signals', () => {
    const pid = processes.spawn('sh', ['sh', '-c', ':'], null, { search: true })
    expect(processes.wait(pid, 0).status).toBe(0)
    const group = processes.spawn('/bin/sh', ['sh', '-c', 'sleep 5'], null, { processGroup: 0 })
    expect(processes.call('getpgid', group)).toBe(group)
    expect(processes.wait(group, WNOHANG).pid).toBe(0)
    process.kill(-group, 'SIGKILL')
    expect(processes.wait(group, 0).status).toBe(9)
    const session = processes.spawn('/bin/sh', ['sh', '-c', 'sleep 5'], null, {
      newSession: true,
      signalMask: [15],
      signalDefault: [13],
    })
    expect(processes.call('getsid', session)).toBe(session)
    process.kill(session, 'SIGKILL')
    const ended = processes.waitid(1, session, 4)
    expect(ended).toMatchObject({ pid: session, status: 9 })
  })
})

describe('this process', () => {
  it('has ids', () => {
    expect(processes.pid).toBe(process.pid)
    expect(processes.ppid()).toBe(process.ppid)
    expect(processes.call('getuid')).toBe(process.getuid!())
    expect(processes.getgroups()).toEqual(process.getgroups!())
    if (process.platform === 'linux') expect(processes.getresuid()[1]).toBe(process.geteuid!())
    expect(processes.call('getpriority', 0, 0)).toBe(os.getPriority())
    expect(errno(() => processes.call('getpgid', 2 ** 22 + 1))).toBe(os.constants.errno.ESRCH)
    expect(processes.getgrouplist(os.userInfo().username, process.getgid!())).toContain(process.getgid!())
  })

  it('has limits and usage', () => {
    const [soft, hard] = processes.getrlimit(0, 7)
    expect(soft <= hard).toBe(true)
    processes.setrlimit(0, 7, soft, hard)
    expect(errno(() => processes.getrlimit(0, 999))).toBe(EINVAL)
    const usage = processes.usage(0)
    expect(usage.utime).toBeGreaterThan(0)
    expect(usage.counts).toHaveLength(14)
    expect(processes.usage(-1).counts).toHaveLength(14)
    if (process.platform === 'linux') {
      expect(processes.getrlimit(process.pid, 7)).toEqual([soft, hard])
      const mine = processes.getaffinity(0)
      expect(mine.length).toBeGreaterThan(0)
      processes.setaffinity(0, mine)
      expect(errno(() => processes.setaffinity(0, []))).toBe(EINVAL)
      expect(Math.abs(processes.usage(1).utime)).toBeLessThan(1e6)
    }
  })

  it('can become another program', () => {
    const script = `
      import { processes } from ${JSON.stringify(path.join(import.meta.dirname, 'processes.ts'))}
      try { processes.exec('/none', ['x'], null) } catch (e) { console.log(e.errno) }
      processes.exec('/bin/sh', ['sh', '-c', 'echo $0 $X', 'a b'], ['X=1'])`
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['-C', '@typhon/source', '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    )
    expect(stderr).toBe('')
    expect(stdout).toBe('2\na b 1\n')
  })

  it('can end at once', () => {
    const script = `
      import { processes } from ${JSON.stringify(path.join(import.meta.dirname, 'processes.ts'))}
      process.on('exit', () => console.log('never'))
      processes.exit(7)`
    const { stdout, status } = spawnSync(
      process.execPath,
      ['-C', '@typhon/source', '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    )
    expect([stdout, status]).toEqual(['', 7])
  })
})
