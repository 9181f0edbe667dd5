// Signals change the whole process, so that each test is a small program of its own.
import { spawn as start, spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { handlerCode } from './signal-handler.ts'

const here = (name: string): string => JSON.stringify(path.join(import.meta.dirname, name))
const PRELUDE = `
  import fs from 'node:fs'
  import { signals } from ${here('signals.ts')}
  import { clock } from ${here('clock.ts')}
  import { files } from ${here('files.ts')}
  import * as libc from ${here('libc.ts')}
  const { flags } = signals
  const errno = (call) => { try { call(); return 0 } catch (e) { if (e.errno === undefined) throw e; return e.errno } }
  /** What an interpreter does: looks at the flag until a signal comes. */
  const busy = (ms) => {
    const end = performance.now() + ms
    while (performance.now() < end) if (flags[0] !== 0) { const came = signals.take(); if (came.length > 0) return came }
    return []
  }
`
const ARGS = ['-C', '@typhon/source', '--input-type=module', '-e']

function run(script: string, input = ''): string {
  const { stdout, stderr, status, signal } = spawnSync(process.execPath, [...ARGS, PRELUDE + script], {
    encoding: 'utf8',
    input,
    timeout: 20_000,
  })
  if (status !== 0) throw new Error(`ended with ${status ?? signal}: ${stderr}`)
  return stdout
}

/** Starts a program and sends it a signal `delay` ms after it said "ready"; gives its output, how it ended, and when the signal was sent. */
function interrupted(
  script: string,
  signum: NodeJS.Signals,
  delay: number,
): Promise<{ out: string; signal: string | null; sent: number }> {
  return new Promise((resolve) => {
    const child = start(process.execPath, [...ARGS, PRELUDE + script], { stdio: ['pipe', 'pipe', 'inherit'] })
    let out = ''
    let sent = 0
    const send = (): void => {
      sent = performance.timeOrigin + performance.now()
      child.kill(signum)
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!out.includes('ready') && (out + text).includes('ready')) setTimeout(send, delay)
      out += text
    })
    child.on('close', (_, signal) => resolve({ out, signal, sent }))
  })
}

describe('Ctrl-C', () => {
  it('is seen within 100 ms in a busy loop', async () => {
    const { out, sent } = await interrupted(
      `
      signals.noteInterrupts()
      fs.writeSync(1, 'ready ')
      const came = busy(10000)
      fs.writeSync(1, JSON.stringify([came, performance.timeOrigin + performance.now()]))`,
      'SIGINT',
      150,
    )
    const [came, when] = JSON.parse(out.slice('ready '.length)) as [number[], number]
    expect(came).toEqual([2])
    expect(when - sent).toBeLessThan(100)
  })

  it('costs nothing at start, and ends a program that has only just started', async () => {
    const { out, signal } = await interrupted(
      `
      signals.noteInterrupts(60000)
      fs.writeSync(1, 'ready ' + libc.loaded)
      busy(5000)`,
      'SIGINT',
      20,
    )
    expect(out).toBe('ready false')
    expect(signal).toBe('SIGINT')
  })

  it('interrupts a read, a sleep and a wait with EINTR', async () => {
    const { out } = await interrupted(
      `
      signals.noteInterrupts(60000)
      fs.writeSync(1, 'ready ')
      fs.writeSync(1, JSON.stringify([errno(() => files.read(0, new Uint8Array(1))), flags[2], signals.take()]))`,
      'SIGINT',
      300,
    )
    expect(out).toBe('ready [4,1,[2]]')
    const slept = await interrupted(
      `
      signals.noteInterrupts(60000)
      fs.writeSync(1, 'ready ')
      const start = clock.read('monotonic')
      const why = errno(() => clock.sleepUntil(start + 10_000_000_000n))
      fs.writeSync(1, JSON.stringify([why, clock.read('monotonic') - start < 5_000_000_000n, signals.take()]))`,
      'SIGINT',
      300,
    )
    expect(slept.out).toBe('ready [4,true,[2]]')
  })

  it('interrupts a write to a full pipe', async () => {
    const { out } = await interrupted(
      `
      signals.noteInterrupts(0)
      const [r, w] = files.pipe(0, false)
      fs.writeSync(1, 'ready ')
      const why = errno(() => { for (;;) files.write(w, new Uint8Array(65536)) })
      fs.writeSync(1, JSON.stringify([why, r > 2]))`,
      'SIGINT',
      300,
    )
    expect(out).toBe('ready [4,true]')
  })
})

describe('signals', () => {
  it('are noted lowest first, and once', () => {
    expect(
      run(`
      signals.setAction(10, 'note'); signals.setAction(15, 'note'); signals.setAction(12, 'note')
      signals.raise(15); signals.raise(12); signals.raise(12); signals.kill(process.pid, 10)
      console.log(flags[0], signals.take(), flags[0], signals.take())`),
    ).toBe('1 [ 10, 12, 15 ] 0 []\n')
  })

  it('have actions', () => {
    expect(
      run(`
      console.log(signals.action(2), signals.action(13), signals.action(15))
      signals.setAction(15, 'ignore'); signals.raise(15)
      console.log(signals.action(15), signals.take())
      console.log(errno(() => signals.setAction(9, 'note')), errno(() => signals.setAction(0, 'note')), errno(() => signals.setAction(65, 'note')))
      console.log(signals.valid.includes(32), signals.describe(15), signals.describe(99))`),
    ).toBe('default ignore default\nignore []\n22 22 22\nfalse Terminated null\n')
    expect(() => run(`signals.setAction(15, 'note'); signals.setAction(15, 'default'); signals.raise(15)`)).toThrow(
      'SIGTERM',
    )
  })

  it('wake a descriptor', () => {
    expect(
      run(`
      const [r, w] = files.pipe(0, false)
      console.log(signals.setWakeup(w), signals.setWakeup(w) === w)
      signals.setAction(15, 'note'); signals.setAction(10, 'note')
      signals.raise(15); signals.raise(10)
      const b = new Uint8Array(8)
      console.log(files.read(r, b), b[0], b[1])
      signals.setWakeup(-1)`),
    ).toBe('-1 true\n2 15 10\n')
  })

  it('come from timers', () => {
    expect(
      run(`
      signals.setAction(14, 'note')
      console.log(signals.setitimer(0, 0.05, 10))
      signals.pause()
      console.log(signals.take())
      const [value, interval] = signals.getitimer(0)
      console.log(value > 5, interval)
      signals.setitimer(0, 0, 0)
      console.log(signals.alarm(100), signals.alarm(0))
      signals.setitimer(0, 1e-9, 0); console.log(busy(1000))`),
    ).toBe('[ 0, 0 ]\n[ 14 ]\ntrue 10\n0 100\n[ 14 ]\n')
  })

  it('are blocked, pending and waited for', ({ skip }) => {
    if (process.platform !== 'linux') skip()
    expect(
      run(`
      console.log(signals.mask(0, [10, 12]), signals.mask(0, []))
      signals.raise(10)
      console.log(signals.pending())
      const info = signals.wait([10, 12])
      console.log(info.signo, info.pid === process.pid)
      console.log(signals.wait([10], 1_000_000n))
      signals.mask(1, [10, 12])
      console.log(signals.mask(2, []))`),
    ).toBe('[] [ 10, 12 ]\n[ 10 ]\n10 true\nnull\n[]\n')
  })

  it('may let calls go on', () => {
    expect(
      run(`
      const [r, w] = files.pipe(0, false)
      signals.setInterrupts(14, false)
      signals.setAction(14, 'note')
      signals.setitimer(0, 0.05, 0)
      const { spawn } = await import('node:child_process')
      spawn('sh', ['-c', 'sleep 0.3; echo x >&3'], { stdio: ['ignore', 'ignore', 'ignore', w] })
      const b = new Uint8Array(1)
      console.log(files.read(r, b), signals.take())`),
    ).toBe('1 [ 14 ]\n')
  })

  it('go to processes that exist only', () => {
    expect(
      run(
        `console.log(errno(() => signals.kill(2 ** 22 + 1, 0)), errno(() => signals.kill(process.pid, 0)), errno(() => signals.kill(process.pid, 99)))`,
      ),
    ).toBe('3 0 22\n')
  })
})

it('the handler is written for two processors', () => {
  const address = 0x1122334455667788n
  const x64 = handlerCode(address, 'x64')!
  expect([...x64.subarray(2, 10)]).toEqual([0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11])
  // The jump over the write lands on the last instruction, ret.
  const jump = x64.indexOf(0x78, 30)
  expect(jump + 2 + x64[jump + 1]).toBe(x64.length - 1)
  expect(x64.at(-1)).toBe(0xc3)
  const arm = new Uint32Array(handlerCode(address, 'arm64')!.buffer)
  expect([...arm.subarray(0, 4)].map((word) => (word >>> 5) & 0xffff)).toEqual([0x7788, 0x5566, 0x3344, 0x1122])
  const branch = arm.findIndex((word) => word >>> 24 === 0x37)
  expect(branch + ((arm[branch] >>> 5) & 0x3fff)).toBe(arm.length - 1)
  expect(arm.at(-1)).toBe(0xd65f03c0)
  expect(handlerCode(address, 'mips')).toBeUndefined()
})
