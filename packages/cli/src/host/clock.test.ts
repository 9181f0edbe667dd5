import { spawnSync } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { OSFailure } from '@typhon/objspace'
import { clock } from './clock.ts'

const host = (name: string): string => JSON.stringify(path.join(import.meta.dirname, name))

function run(script: string, env: Record<string, string> = {}): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '-C',
      '@typhon/source',
      '--input-type=module',
      '-e',
      `
    import { clock } from ${host('clock.ts')}
    import * as libc from ${host('libc.ts')}
    ${script}`,
    ],
    { encoding: 'utf8', env: { ...process.env, ...env } },
  )
  if (stderr !== '') throw new Error(stderr)
  return stdout
}

describe('clocks', () => {
  it('agree with and without the C library, and never go back', () => {
    const out = run(`
      const before = ['realtime', 'monotonic', 'process'].map(clock.read)
      const early = libc.loaded
      libc.loadKoffi()
      const after = ['realtime', 'monotonic', 'process'].map(clock.read)
      console.log(early, libc.loaded, after.every((t, i) => t - before[i] > (i === 0 ? -1_000_000n : -10_000n) && t - before[i] < 500_000_000n))
      console.log(Math.abs(Number(before[0]) / 1e6 - Date.now()) < 1000)`)
    expect(out).toBe('false true true\ntrue\n')
  })

  it('count in nanoseconds and seconds', () => {
    expect(Math.abs(clock.seconds('realtime') - Date.now() / 1000)).toBeLessThan(1)
    const start = clock.read('process')
    for (let i = 0, x = 0; i < 3e6; i++) x += i % 7
    expect(clock.read('process') > start).toBe(true)
    expect(clock.read('thread') > 0n).toBe(true)
    expect(clock.executed()).toBeGreaterThan(0)
    expect(clock.hasExecuted(clock.executed())).toBe(true)
    const soon = clock.executed() + 20
    expect(clock.hasExecuted(soon)).toBe(false)
    while (!clock.hasExecuted(soon));
    expect(clock.executed()).toBeGreaterThanOrEqual(soon)
    expect(clock.getres(0) > 0n).toBe(true)
    expect(() => clock.gettime(999)).toThrow(OSFailure)
  })

  it('sleep', () => {
    for (const ns of [2_000_000n, 20_000_000n]) {
      const start = clock.read('monotonic')
      clock.sleepUntil(start + ns)
      const slept = clock.read('monotonic') - start
      expect(slept >= ns - 100_000n).toBe(true)
      expect(slept < ns + 500_000_000n).toBe(true)
    }
    clock.sleepUntil(0n)
  })

  it('sleep for a microsecond without the system, which would run others first', () => {
    const { voluntaryContextSwitches } = process.resourceUsage()
    for (let i = 0; i < 2000; i++) clock.sleepUntil(clock.read('monotonic') + 1000n)
    expect(process.resourceUsage().voluntaryContextSwitches - voluntaryContextSwitches).toBeLessThan(1000)
  })
})

describe('local time', () => {
  it('in UTC needs no C library', () => {
    expect(
      run(
        `
      const t = clock.local(1_000_000_000)
      console.log(JSON.stringify(t), clock.local(-1).yearday, clock.fromLocal(2001, 8, 9, 1, 46, 40, -1).seconds, libc.loaded)
      console.log(clock.local(-62135596801).year, clock.fromLocal(2001, 8, 9, 1, 46, 40 + 3600, 0).time.hour)`,
        { TZ: 'UTC' },
      ),
    ).toBe(
      '{"year":2001,"month":8,"day":9,"hour":1,"minute":46,"second":40,"weekday":0,"yearday":251,"dst":0,"zone":"UTC","offset":0} 364 1000000000 false\n0 2\n',
    )
  })

  it('follows POSIX rules in TZ, and changes of it', () => {
    expect(
      run(
        `
      const summer = clock.local(1_000_000_000)
      console.log(summer.zone, summer.offset, summer.dst, summer.hour)
      console.log(clock.local(1_010_000_000).zone, clock.fromLocal(2001, 8, 8, 21, 46, 40, -1).seconds)
      process.env.TZ = 'XYZ-3'
      clock.tzset()
      console.log(clock.local(0).zone, clock.local(0).hour, clock.fromLocal(1970, 0, 1, 2, 59, 59, -1).seconds, clock.fromLocal(1970, 0, 1, 3, 0, 0, -1).seconds)
      process.env.TZ = 'UTC'
      clock.tzset()
      console.log(clock.local(0).hour)
      try { clock.local(1e18) } catch (e) { console.log(e.errno) }`,
        { TZ: 'EST+05EDT,M4.1.0,M10.5.0' },
      ),
    ).toBe(`EDT -14400 1 21\nEST 1000000000\nXYZ 3 -1 0\n0\n${os.constants.errno.EOVERFLOW}\n`)
  })
})
