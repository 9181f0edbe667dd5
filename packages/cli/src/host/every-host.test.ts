// What every host must do alike: the same calls on the real one and on the virtual one.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errnoName, type Host, OSFailure, virtualHost } from '@typhon/objspace'
import { nodeHost } from './index.ts'

const O_RDONLY = 0
const O_WRONLY = 1
const O_RDWR = 2
const { O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECTORY, O_NONBLOCK } = fs.constants
const onLinux = process.platform === 'linux'

describe.each([
  ['the real host', () => nodeHost],
  ['the virtual host', () => virtualHost({ files: { '/tmp/keep': '' } })],
] as const)('%s', (_, make) => {
  let host: Host
  let dir: string
  let created = ''
  beforeEach(() => {
    host = make()
    if (host === nodeHost) dir = created = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'every-host-'))
    else host.files.mkdir((dir = '/tmp/dir'), 0o700)
  })
  afterEach(() => {
    if (created !== '') fs.rmSync(created, { recursive: true })
    created = ''
  })

  const at = (name: string): string => `${dir}/${name}`
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  function put(name: string, text: string): void {
    const fd = host.files.open(at(name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    host.files.write(fd, bytes(text))
    host.files.close(fd)
  }
  const content = (name: string): string => new TextDecoder().decode(host.files.readFile(at(name)))
  /** The name of the errno that a call fails with. */
  function fails(call: () => unknown): string {
    try {
      call()
    } catch (e) {
      if (e instanceof OSFailure) return errnoName(e.errno, host.platform)!
      throw e
    }
    return 'nothing'
  }

  it('opens and refuses', () => {
    const { files } = host
    expect(fails(() => files.open(at('f'), O_RDONLY, 0))).toBe('ENOENT')
    put('f', 'abc')
    expect(fails(() => files.open(at('f'), O_CREAT | O_EXCL | O_WRONLY, 0o600))).toBe('EEXIST')
    expect(fails(() => files.open(dir, O_RDWR, 0))).toBe('EISDIR')
    expect(fails(() => files.open(at('f/x'), O_RDONLY, 0))).toBe('ENOTDIR')
    expect(fails(() => files.open(at('f'), O_DIRECTORY, 0))).toBe('ENOTDIR')
    expect(fails(() => files.open('', O_RDONLY, 0))).toBe('ENOENT')
    const fd = files.open(at('f'), O_RDONLY, 0)
    expect(fails(() => files.write(fd, bytes('x')))).toBe('EBADF')
    expect(fails(() => files.truncate(fd, 0))).toBe('EINVAL')
    files.close(fd)
    expect(fails(() => files.close(fd))).toBe('EBADF')
  })

  it('reads and writes at positions that duplicates share', () => {
    const { files } = host
    const fd = files.open(at('f'), O_RDWR | O_CREAT, 0o600)
    files.write(fd, bytes('0123456789'))
    const other = files.dup(fd)
    expect(files.lseek(other, 2, 0)).toBe(2)
    const into = new Uint8Array(3)
    expect([files.read(fd, into), String.fromCharCode(...into)]).toEqual([3, '234'])
    expect(files.lseek(other, 0, 1)).toBe(5)
    expect(fails(() => files.lseek(fd, -1, 0))).toBe('EINVAL')
    expect(files.lseek(fd, 12, 0)).toBe(12)
    files.write(fd, bytes('x'))
    expect(content('f')).toBe('0123456789\0\0x')
    files.truncate(fd, 3)
    files.truncate(at('f'), 5)
    expect(content('f')).toBe('012\0\0')
    files.close(fd)
    files.close(other)
    const end = files.open(at('f'), O_WRONLY | O_APPEND, 0)
    files.write(end, bytes('end'))
    expect(files.lseek(end, 0, 1)).toBe(8)
    files.close(end)
  })

  it('has pipes', () => {
    const { files } = host
    const [r, w] = files.pipe(O_NONBLOCK, false)
    const into = new Uint8Array(2)
    expect(fails(() => files.read(r, into))).toBe('EAGAIN')
    files.write(w, bytes('abc'))
    expect([files.read(r, into), files.read(r, into)]).toEqual([2, 1])
    expect(fails(() => files.lseek(r, 0, 1))).toBe('ESPIPE')
    expect([files.getInheritable(r), files.getBlocking(r)]).toEqual([false, false])
    files.close(w)
    expect(files.read(r, into)).toBe(0)
    files.close(r)
    const [r2, w2] = files.pipe(0, true)
    expect(files.getInheritable(w2)).toBe(true)
    files.close(r2)
    expect(fails(() => files.write(w2, into))).toBe('EPIPE')
    files.close(w2)
  })

  it('has directories and links', () => {
    const { files } = host
    files.mkdir(at('d'), 0o755)
    put('d/f', 'content')
    files.symlink('d', at('l'))
    files.symlink('loop', at('loop'))
    expect(content('l/f')).toBe('content')
    expect(content('l/../d/./f')).toBe('content')
    expect(fails(() => files.stat(at('loop')))).toBe('ELOOP')
    expect(files.readlink(at('l'))).toBe('d')
    expect(fails(() => files.readlink(at('d')))).toBe('EINVAL')
    expect(files.lstat(at('l')).mode & 0o170000).toBe(0o120000)
    expect(files.stat(at('l')).ino).toBe(files.stat(at('d')).ino)
    expect([...files.listdir(dir)].sort()).toEqual(['d', 'l', 'loop'])
    expect(files.scandir(at('d'))).toEqual([{ name: 'f', kind: 8 }])
    files.link(at('d/f'), at('hard'), false)
    expect(files.stat(at('hard')).nlink).toBe(2)
    expect(fails(() => files.rmdir(at('d')))).toBe('ENOTEMPTY')
    expect(fails(() => files.rmdir(at('hard')))).toBe('ENOTDIR')
    expect(fails(() => files.mkdir(at('l'), 0o755))).toBe('EEXIST')
    if (onLinux) expect(fails(() => files.unlink(at('d')))).toBe('EISDIR')
    expect(fails(() => files.rename(at('d'), at('d/inside')))).toBe('EINVAL')
    files.rename(at('d/f'), at('d/g'))
    expect(files.listdir(at('d'))).toEqual(['g'])
    files.unlink(at('d/g'))
    expect(content('hard')).toBe('content')
    files.rmdir(at('d'))
    expect(fails(() => files.listdir(at('d')))).toBe('ENOENT')
    expect(fails(() => files.listdir(at('hard')))).toBe('ENOTDIR')
  })

  it('keeps modes and times', () => {
    const { files } = host
    const before = files.umask(0o027)
    try {
      files.close(files.open(at('f'), O_CREAT | O_WRONLY, 0o666))
      files.mkdir(at('d'), 0o777)
    } finally {
      expect(files.umask(before)).toBe(0o027)
    }
    expect(files.stat(at('f')).mode).toBe(0o100640)
    expect(files.stat(at('d')).mode).toBe(0o040750)
    files.chmod(at('f'), 0o400)
    expect(files.stat(at('f')).mode).toBe(0o100400)
    expect(files.access(at('f'), 4, false, true)).toBe(true)
    files.utime(at('f'), [1n, 2_000_000_003n], true)
    expect(files.stat(at('f'))).toMatchObject({ atimeNs: 1n, mtimeNs: 2_000_000_003n })
  })

  it('stands in a directory', () => {
    const { files } = host
    const before = files.getcwd() as string
    put('f', 'here')
    files.chdir(dir)
    expect(files.getcwd()).toBe(dir)
    expect(new TextDecoder().decode(files.readFile('f'))).toBe('here')
    files.chdir('..')
    expect(files.getcwd()).toBe(dir.slice(0, dir.lastIndexOf('/')))
    expect(fails(() => files.chdir(at('f')))).toBe('ENOTDIR')
    files.chdir(before)
    if (!onLinux) return
    const fd = files.open(dir, O_RDONLY, 0)
    expect(files.stat(files.at(fd, 'f')).size).toBe(4)
    expect(files.listdir(fd)).toEqual(['f'])
    files.close(fd)
  })

  it('has a clock that goes forward when one sleeps', () => {
    const start = host.clock.read('monotonic')
    host.clock.sleepUntil(start + 1_000_000n)
    expect(host.clock.read('monotonic') >= start + 1_000_000n).toBe(true)
    expect(host.clock.local(0)).toMatchObject({ second: 0 })
  })

  it('has an environment', () => {
    host.environment.set('EVERY_HOST', 'x')
    expect(host.environment.get('EVERY_HOST')).toBe('x')
    expect(host.environment.entries()).toContainEqual(['EVERY_HOST', 'x'])
    host.environment.unset('EVERY_HOST')
    expect(host.environment.get('EVERY_HOST')).toBeUndefined()
  })

  it('has randomness', () => {
    const a = new Uint8Array(16)
    host.system.random(a)
    expect(new Set(a).size).toBeGreaterThan(4)
  })
})

it('the virtual host answers ENOSYS to what it has not, and shows what was written', () => {
  const host = virtualHost({ stdin: 'in', environment: { A: '1' }, now: 5n })
  expect(() => host.processes.spawn('/bin/sh', [], null, {})).toThrow(OSFailure)
  expect(() => host.sockets.socket(1, 1, 0)).toThrow(OSFailure)
  host.files.write(1, new TextEncoder().encode('out'))
  expect(host.output(1)).toBe('out')
  const into = new Uint8Array(8)
  expect([host.files.read(0, into), host.files.read(0, into)]).toEqual([2, 0])
  expect(host.environment.get('A')).toBe('1')
  host.clock.sleepUntil(10n)
  expect(host.clock.read('realtime')).toBe(15n)
  host.signals.setAction(2, 'note')
  host.interrupt(2)
  expect([host.signals.flags[0], host.signals.take(), host.signals.flags[0]]).toEqual([1, [2], 0])
})
