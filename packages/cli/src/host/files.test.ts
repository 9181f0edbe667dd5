import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OSFailure } from '@typhon/objspace'
import { files } from './files.ts'

const { ENOENT, EBADF, ENOTDIR, EISDIR, EEXIST, ENOTEMPTY, ESPIPE } = os.constants.errno
const { O_CREAT, O_RDONLY, O_RDWR, O_WRONLY, O_APPEND, O_NONBLOCK } = fs.constants

let dir: string
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'host-files-'))
})
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }))

const at = (name: string): string => path.join(dir, name)
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The errno that a call fails with. */
function errno(call: () => unknown): number {
  try {
    call()
  } catch (e) {
    if (e instanceof OSFailure) return e.errno
    throw e
  }
  throw new Error('did not fail')
}

function readAll(fd: number): string {
  const into = new Uint8Array(64)
  return Buffer.from(into.subarray(0, files.read(fd, into))).toString()
}

describe('descriptors', () => {
  it('read, write, seek and truncate a file', () => {
    const fd = files.open(at('f'), O_CREAT | O_RDWR, 0o640)
    expect(files.lseek(fd, 0, 1)).toBe(0)
    expect(files.write(fd, bytes('hello world'))).toBe(11)
    expect(files.lseek(fd, 0, 1)).toBe(11)
    expect(files.lseek(fd, -5, 2)).toBe(6)
    expect(readAll(fd)).toBe('world')
    expect(readAll(fd)).toBe('')
    const into = new Uint8Array(3)
    expect(files.pread(fd, into, 1)).toBe(3)
    expect(Buffer.from(into).toString()).toBe('ell')
    expect(files.pwrite(fd, bytes('J'), 0)).toBe(1)
    files.truncate(fd, 5)
    files.fsync(fd)
    files.fdatasync(fd)
    files.close(fd)
    expect(fs.readFileSync(at('f'), 'utf8')).toBe('Jello')
    files.truncate(at('f'), 2)
    expect(fs.readFileSync(at('f'), 'utf8')).toBe('Je')
    expect(fs.statSync(at('f')).mode & 0o777).toBe(0o640)
    expect(errno(() => files.close(fd))).toBe(EBADF)
    expect(errno(() => files.read(fd, into))).toBe(EBADF)
    expect(errno(() => files.write(fd, into))).toBe(EBADF)
    expect(errno(() => files.lseek(fd, 0, 0))).toBe(EBADF)
    expect(errno(() => files.fstat(-5))).toBe(EBADF)
    expect(errno(() => files.close(-1))).toBe(EBADF)
    expect(errno(() => files.truncate(at('f'), -1))).toBe(os.constants.errno.EINVAL)
    expect(fs.readFileSync(at('f'), 'utf8')).toBe('Je')
  })

  it('knows a position before the C library is loaded', async () => {
    const { spawnSync } = await import('node:child_process')
    fs.writeFileSync(at('f'), 'abcdef')
    const script = `
      import { files } from ${JSON.stringify(path.join(import.meta.dirname, 'files.ts'))}
      import { loaded } from ${JSON.stringify(path.join(import.meta.dirname, 'libc.ts'))}
      const fd = files.open(${JSON.stringify(at('f'))}, ${O_RDONLY}, 0)
      files.read(fd, new Uint8Array(4))
      let pipe = 0
      try { files.lseek(0, 0, 1) } catch (e) { pipe = e.errno }
      console.log(files.lseek(fd, 0, 1), pipe, loaded, files.lseek(fd, 1, 0), loaded)`
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['-C', '@typhon/source', '--input-type=module', '-e', script],
      { encoding: 'utf8', input: '' },
    )
    expect(stderr).toBe('')
    expect(stdout).toBe(`4 ${ESPIPE} false 1 true\n`)
  })

  it('append', () => {
    fs.writeFileSync(at('f'), 'one')
    const fd = files.open(at('f'), O_WRONLY | O_APPEND, 0)
    files.write(fd, bytes('two'))
    expect(files.lseek(fd, 0, 1)).toBe(6)
    files.close(fd)
    expect(fs.readFileSync(at('f'), 'utf8')).toBe('onetwo')
  })

  it('are not inherited unless asked', () => {
    const fd = files.open(at('f'), O_CREAT | O_RDWR, 0o600)
    expect(files.getInheritable(fd)).toBe(false)
    files.setInheritable(fd, true)
    expect(files.getInheritable(fd)).toBe(true)
    const copy = files.dup(fd)
    expect(files.getInheritable(copy)).toBe(false)
    expect(files.dup2(fd, copy, true)).toBe(copy)
    expect(files.getInheritable(copy)).toBe(true)
    files.dup2(fd, copy, false)
    expect(files.getInheritable(copy)).toBe(false)
    files.write(copy, bytes('x'))
    expect(files.lseek(fd, 0, 1)).toBe(1)
    files.close(fd)
    files.close(copy)
    expect(errno(() => files.dup(copy))).toBe(EBADF)
    expect(errno(() => files.getInheritable(copy))).toBe(EBADF)
  })

  it('pipes carry bytes, have no position, and may not block', () => {
    const [r, w] = files.pipe(O_NONBLOCK, false)
    expect([files.getInheritable(r), files.getInheritable(w)]).toEqual([false, false])
    expect(files.getBlocking(r)).toBe(false)
    expect(errno(() => files.read(r, new Uint8Array(1)))).toBe(os.constants.errno.EAGAIN)
    files.setBlocking(r, true)
    expect(files.getBlocking(r)).toBe(true)
    files.write(w, bytes('through'))
    expect(readAll(r)).toBe('through')
    expect(errno(() => files.lseek(r, 0, 1))).toBe(ESPIPE)
    files.close(w)
    expect(readAll(r)).toBe('')
    files.close(r)
  })

  it('a closed pipe refuses', () => {
    const [r, w] = files.pipe(0, false)
    files.close(r)
    expect(errno(() => files.write(w, bytes('x')))).toBe(os.constants.errno.EPIPE)
    files.close(w)
  })

  it('closeRange closes what is open', () => {
    const [r, w] = files.pipe(0, false)
    files.closeRange(Math.min(r, w), Math.max(r, w) + 1)
    expect(errno(() => files.fstat(r))).toBe(EBADF)
    expect(errno(() => files.fstat(w))).toBe(EBADF)
  })

  it('fcntl and ioctl take numbers and bytes', () => {
    const [r, w] = files.pipe(0, false)
    const F_GETFL = 3
    expect(files.fcntl(w, F_GETFL, 0) & 3).toBe(O_WRONLY)
    files.write(w, bytes('four'))
    const FIONREAD = process.platform === 'darwin' ? 0x4004667f : 0x541b
    const count = new Uint8Array(4)
    files.ioctl(r, FIONREAD, count)
    expect(count[0]).toBe(4)
    files.closeRange(Math.min(r, w), Math.max(r, w) + 1)
  })

  it('sendfile and copyFileRange copy', ({ skip }) => {
    if (process.platform !== 'linux') skip()
    fs.writeFileSync(at('from'), '0123456789')
    const from = files.open(at('from'), O_RDONLY, 0)
    const to = files.open(at('to'), O_CREAT | O_RDWR, 0o600)
    expect(files.sendfile(to, from, 2, 3)).toBe(3)
    expect(files.sendfile(to, from, null, 2)).toBe(2)
    expect(files.copyFileRange(from, to, 4, 6, null)).toBe(4)
    expect(fs.readFileSync(at('to'), 'utf8')).toBe('234016789')
    files.close(from)
    files.close(to)
  })
})

describe('names', () => {
  it('stat, lstat and fstat tell the same of a file', () => {
    fs.writeFileSync(at('f'), 'abc')
    fs.symlinkSync('f', at('l'))
    const s = files.stat(at('l'))
    const expected = fs.statSync(at('f'), { bigint: true })
    expect(s).toMatchObject({
      size: 3,
      nlink: 1,
      ino: expected.ino,
      dev: expected.dev,
      mtimeNs: expected.mtimeNs,
      mode: Number(expected.mode),
    })
    expect(files.lstat(at('l')).mode & 0o170000).toBe(0o120000)
    const fd = files.open(at('f'), O_RDONLY, 0)
    expect(files.fstat(fd)).toEqual(files.stat(at('f')))
    files.close(fd)
    expect(errno(() => files.stat(at('none')))).toBe(ENOENT)
    expect(errno(() => files.stat(at('f/none')))).toBe(ENOTDIR)
  })

  it('keep nanoseconds', () => {
    fs.writeFileSync(at('f'), '')
    const times: [bigint, bigint] = [1_234_567_890_123_456_789n, 987_654_321_000_000_001n]
    files.utime(at('f'), times, true)
    expect(files.stat(at('f'))).toMatchObject({ atimeNs: times[0], mtimeNs: times[1] })
    files.utime(at('f'), [-1n, -1_000_000_001n], true)
    expect(files.stat(at('f'))).toMatchObject({ atimeNs: -1n, mtimeNs: -1_000_000_001n })
    const fd = files.open(at('f'), O_RDWR, 0)
    files.utime(fd, [5n, 6n], true)
    expect(files.fstat(fd)).toMatchObject({ atimeNs: 5n, mtimeNs: 6n })
    files.close(fd)
    files.utime(at('f'), null, true)
    expect(Math.abs(Number(files.stat(at('f')).mtimeNs / 1_000_000n) - Date.now())).toBeLessThan(5000)
    fs.symlinkSync('f', at('l'))
    files.utime(at('l'), [7n, 8n], false)
    expect(files.lstat(at('l')).mtimeNs).toBe(8n)
  })

  it('access, chmod, chown', () => {
    fs.writeFileSync(at('f'), '')
    files.chmod(at('f'), 0o600)
    expect(files.access(at('f'), 4, false, true)).toBe(true)
    expect(files.access(at('f'), 1, false, true)).toBe(false)
    expect(files.access(at('f'), 4, true, true)).toBe(true)
    expect(files.access(at('none'), 0, false, true)).toBe(false)
    files.chown(at('f'), -1, -1, true)
    files.chown(at('f'), -1, -1, false)
    const fd = files.open(at('f'), O_RDWR, 0)
    files.chmod(fd, 0o644)
    files.chown(fd, -1, -1, true)
    expect(files.fstat(fd).mode & 0o777).toBe(0o644)
    files.close(fd)
  })

  it('directories', () => {
    files.mkdir(at('d'), 0o755)
    expect(errno(() => files.mkdir(at('d'), 0o755))).toBe(EEXIST)
    fs.writeFileSync(at('d/f'), '')
    fs.symlinkSync('f', at('d/l'))
    files.mkfifo(at('d/p'), 0o600)
    expect(files.listdir(at('d')).sort()).toEqual(['f', 'l', 'p'])
    expect([...files.scandir(at('d'))].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'f', kind: 8 },
      { name: 'l', kind: 10 },
      { name: 'p', kind: 1 },
    ])
    expect(errno(() => files.rmdir(at('d')))).toBe(ENOTEMPTY)
    expect(errno(() => files.unlink(at('d')))).toBe(process.platform === 'darwin' ? os.constants.errno.EPERM : EISDIR)
    expect(files.readlink(at('d/l'))).toBe('f')
    files.rename(at('d/f'), at('d/g'))
    files.link(at('d/g'), at('d/h'), false)
    expect(files.stat(at('d/h')).nlink).toBe(2)
    files.symlink('g', at('d/s'))
    files.link(at('d/s'), at('d/t'), true)
    expect(files.stat(at('d/t')).nlink).toBe(3)
    for (const name of files.listdir(at('d'))) files.unlink(at(`d/${name as string}`))
    files.rmdir(at('d'))
    expect(errno(() => files.listdir(at('d')))).toBe(ENOENT)
  })

  it('that are no UTF-8 are bytes', ({ skip }) => {
    if (process.platform !== 'linux') skip()
    const odd = Buffer.concat([Buffer.from(dir), Buffer.from('/x\xff', 'latin1')])
    files.close(files.open(odd, O_CREAT | O_WRONLY, 0o600))
    files.close(files.open(at('caf\u00e9'), O_CREAT | O_WRONLY, 0o600))
    files.close(files.open(at('\ufffd'), O_CREAT | O_WRONLY, 0o600))
    const names = files.listdir(dir)
    expect(names).toHaveLength(3)
    expect(names).toContain('caf\u00e9')
    expect(names).toContain('\ufffd')
    expect(names.find((n) => typeof n !== 'string')).toEqual(Uint8Array.of(0x78, 0xff))
    expect(files.scandir(dir).map((e) => e.kind)).toEqual([8, 8, 8])
    expect(files.stat(new Uint8Array(odd)).size).toBe(0)
    files.unlink(odd)
  })

  it('seen from an open directory', ({ skip }) => {
    if (process.platform !== 'linux') skip()
    fs.mkdirSync(at('d'))
    fs.writeFileSync(at('d/f'), 'abc')
    const fd = files.open(at('d'), O_RDONLY, 0)
    expect(files.stat(files.at(fd, 'f')).size).toBe(3)
    expect(files.at(fd, '/etc')).toBe('/etc')
    expect(files.listdir(fd)).toEqual(['f'])
    expect(files.scandir(fd)).toEqual([{ name: 'f', kind: 8 }])
    const before = files.getcwd()
    files.chdir(fd)
    expect(files.getcwd()).toBe(fs.realpathSync(at('d')))
    expect(fs.readFileSync('f', 'utf8')).toBe('abc')
    files.chdir(before as string)
    expect(files.getcwd()).toBe(before)
    files.close(fd)
    expect(errno(() => files.at(fd, 'f'))).toBe(EBADF)
    const file = files.open(at('d/f'), O_RDONLY, 0)
    expect(errno(() => files.at(file, 'f'))).toBe(ENOTDIR)
    expect(errno(() => files.listdir(file))).toBe(ENOTDIR)
    files.close(file)
  })

  it('the working directory may be renamed or gone', ({ skip }) => {
    if (process.platform !== 'linux') skip()
    const before = files.getcwd() as string
    fs.mkdirSync(at('d'))
    files.chdir(at('d'))
    fs.renameSync(at('d'), at('e'))
    expect(files.getcwd()).toBe(fs.realpathSync(at('e')))
    fs.rmdirSync(at('e'))
    expect(errno(() => files.getcwd())).toBe(ENOENT)
    files.chdir(before)
  })

  it('statvfs describes the file system', () => {
    const s = files.statvfs(dir)
    expect(s.bsize).toBeGreaterThan(0)
    expect(s.namemax).toBeGreaterThan(13)
    expect(s.blocks).toBe(fs.statfsSync(dir).blocks)
    const fd = files.open(dir, O_RDONLY, 0)
    expect(files.statvfs(fd).blocks).toBe(s.blocks)
    files.close(fd)
    expect(errno(() => files.statvfs(at('none')))).toBe(ENOENT)
  })

  it('extended attributes', ({ skip }) => {
    if (process.platform !== 'linux') skip()
    fs.writeFileSync(at('f'), '')
    try {
      files.setxattr(at('f'), 'user.colour', bytes('red'), 0, true)
    } catch (e) {
      if (e instanceof OSFailure && e.errno === os.constants.errno.EOPNOTSUPP) return skip()
      throw e
    }
    expect(files.listxattr(at('f'), true)).toContain('user.colour')
    expect(Buffer.from(files.getxattr(at('f'), 'user.colour', true)).toString()).toBe('red')
    files.removexattr(at('f'), 'user.colour', true)
    expect(errno(() => files.getxattr(at('f'), 'user.colour', true))).toBe(os.constants.errno.ENODATA)
  })
})
