/** `--memory-limit`: what allocates without end gets a MemoryError, and the memory back; so it is without a limit near V8's own. Reports. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const TYPHON = join(import.meta.dirname, '../bin/typhon')
const PROGRAMS = join(import.meta.dirname, 'memory-limit.py')

function typhon(args: readonly string[], env: Record<string, string> = {}): { status: number | null; text: string } {
  const options = { encoding: 'utf8', timeout: 200_000, env: { ...process.env, ...env } } as const
  const { status, stdout, stderr } = spawnSync(TYPHON, args, options)
  return { status, text: stdout + stderr }
}

const COUNT = 'a = []\nwhile True: a.append([])'
const TWICE = `
for i in range(2):
    try:
        a = []
        while True: a.append([])
    except MemoryError: print(len(a) > 100000)`

describe('--memory-limit', () => {
  it('is a MemoryError for whatever allocates, and the program goes on', () => {
    expect(typhon(['--memory-limit', '32M', PROGRAMS])).toEqual({ status: 0, text: '36 of 36\n' })
  }, 210_000)

  it('can be reached a hundred times', () => {
    const program = TWICE.replace('range(2)', 'range(100)').replace('print(len(a) > 100000)', 'pass')
    expect(typhon(['--memory-limit=8M', '-c', `${program}\nprint(i)`])).toEqual({ status: 0, text: '99\n' })
  }, 210_000)

  it('comes from the environment too, and an uncaught MemoryError ends the program', () => {
    const { status, text } = typhon(['-c', COUNT], { TYPHON_MEMORY_LIMIT: '16M' })
    expect(status).toBe(1)
    expect(text).toMatch(/^Traceback [^]*\nMemoryError$/m)
  }, 60_000)

  it('refuses what is no number of bytes', () => {
    for (const wrong of ['much', '64X', '-1', '1k']) {
      const { status, text } = typhon([`--memory-limit=${wrong}`, '-c', 'pass'])
      expect(status).toBe(1)
      expect(text).toContain(
        '--memory-limit must be a number of bytes of at least 1M, such as 64M or 2G, or 0 for no limit',
      )
    }
  }, 60_000)
})

describe('reports', () => {
  it('-X gc-stats tells of memory and collections at the end', () => {
    const { status, text } = typhon(['-X', 'gc-stats', '-c', 'a = [[i] for i in range(300000)]'])
    expect(status).toBe(0)
    expect(text).toMatch(/^old_space +[\d,]+ +[\d,]+$/m)
    expect(text).toMatch(/^Scavenge +[1-9]\d* +[\d.]+ +[\d.]+$/m)
  }, 60_000)

  it('sys._debugmallocstats does at any time', () => {
    const program = 'import sys; print(sys._debugmallocstats())'
    expect(typhon(['--memory-limit=64M', '-c', program]).text).toMatch(/^--memory-limit +67,108,864$/m)
  }, 60_000)

  it('-X tracemalloc traces from the start', () => {
    const program = 'import tracemalloc as t; print(t.is_tracing(), t.get_traceback_limit())'
    expect(typhon(['-X', 'tracemalloc=7', '-c', program]).text).toBe('True 7\n')
    expect(typhon(['-c', program], { PYTHONTRACEMALLOC: '3' }).text).toBe('True 3\n')
    expect(typhon(['-X', 'tracemalloc=-1', '-c', program]).text).toContain(
      '-X tracemalloc=NFRAME: invalid number of frames',
    )
  }, 60_000)
})

describe('without a limit', () => {
  it("V8's own is a MemoryError as well", () => {
    const { status, text } = typhon(['-c', TWICE], { NODE_OPTIONS: '--max-old-space-size=150' })
    expect(text).toBe('True\nTrue\n')
    expect(status).toBe(0)
  }, 210_000)
})
