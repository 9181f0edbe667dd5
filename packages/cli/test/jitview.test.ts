/** `typhon jitview`: a page of a log. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readLog } from '../src/jit-view/log.ts'
import { pageOf } from '../src/jit-view/page.ts'

const TYPHON = join(import.meta.dirname, '../bin/typhon')
const FOLDER = mkdtempSync(join(tmpdir(), 'typhon-jitview-'))
afterAll(() => rmSync(FOLDER, { recursive: true }))

const LOG = `{jit-log-opt loop 1 (f:17)
# f@17: /x/a.py:2
# f@25: /x/a.py:3
[r0]
i1 = int_lt(#1, r0)
guard_true(i1) [f@17: r0]
guard_class(r0, descr=<int>) [f@25: r0]
jump(r0, descr=<loop 1>)
jit-log-opt}
{jit-backend loop 1
() => { if (a < b) "x" }
jit-backend}
{jit-log-opt bridge 1 of loop 1 (f:17) from operation 2 of loop 1
# f@25: /x/a.py:3
[r0]
guard_class(r0, descr=<str>) [f@25: r0]
jit-log-opt}
{jit-summary
loops: 1
loop 1 (f:17): 7 entries, 900 runs
operation 2 of loop 1: 200 failures
jit-summary}
`

describe('readLog', () => {
  const { compiled, counters } = readLog(LOG)

  it('knows loops, bridges, places and counts', () => {
    const [loop, bridge] = compiled
    expect(loop.lines).toHaveLength(5)
    expect(loop.places.get('f@25')).toBe('/x/a.py:3')
    expect(loop.bridges.get(2)).toBe(bridge)
    expect(loop.failures.get(2)).toBe(200)
    expect(loop.counts).toBe('7 entries, 900 runs')
    expect(loop.script).toContain('a < b')
    expect(counters).toEqual([['loops', '1']])
  })

  it('tells a loop from one that was recorded before', () => {
    const twice = readLog(LOG + LOG).compiled
    expect(twice.map(({ id }) => id)).toEqual(['t1', 't2', 't3', 't4'])
    expect(twice[2].bridges.get(2)).toBe(twice[3])
    expect(twice[0].bridges.get(2)).toBe(twice[1])
  })
})

describe('pageOf', () => {
  const html = pageOf(readLog(LOG), 'a <log>', (file, line) => (file === '/x/a.py' ? `line <${line}>` : undefined))

  it('links guards to bridges and back', () => {
    expect(html).toMatch(/id="t1-2">guard_true\(i1\).*200 failures.*<a href="#t2">bridge 1 of loop 1<\/a>/)
    expect(html).toContain('from <a href="#t1-2">operation 2 of loop 1</a>')
  })

  it('shows source lines and text as text', () => {
    expect(html).toContain('a.py:2</span> <b>line &lt;2&gt;</b>')
    expect(html).toContain('<h1>a &lt;log&gt;</h1>')
    expect(html).toContain('if (a &lt; b) &quot;x&quot;')
    expect(html).toContain('descr=&lt;str&gt;')
  })

  it('needs nothing besides itself', () => {
    expect(html).not.toMatch(/src=|https?:|@import|<link/)
  })
})

describe('typhon jitview', () => {
  it('makes a page of what a program has logged', () => {
    const [program, log] = [join(FOLDER, 'loop.py'), join(FOLDER, 'loop.log')]
    writeFileSync(program, 'n = 0\nfor i in range(100_000):\n    if i % 2:\n        n += i\nprint(n)\n')
    const env = { ...process.env, TYPHONLOG: `jit-log-opt,jit-backend,jit-summary:${log}` }
    const ran = spawnSync(TYPHON, ['--jit', 'traces', program], { encoding: 'utf8', env })
    expect(ran.stdout).toBe('2500000000\n')
    expect(spawnSync(TYPHON, ['jitview', log], { encoding: 'utf8' }).stdout).toBe(`${log}.html\n`)
    const html = readFileSync(`${log}.html`, 'utf8')
    expect(html).toContain('loop.py:3</span> <b>    if i % 2:</b>')
    expect(html).toMatch(/href="#t2">bridge 1 of loop 1</)
  }, 60_000)

  it('complains', () => {
    const empty = join(FOLDER, 'empty')
    writeFileSync(empty, '')
    const run = (...args: string[]) => spawnSync(TYPHON, ['jitview', ...args], { encoding: 'utf8' })
    expect(run(empty)).toMatchObject({ status: 1, stderr: `typhon jitview: nothing of the JIT is in ${empty}\n` })
    expect(run(join(FOLDER, 'none')).stderr).toMatch(/^typhon jitview: ENOENT/)
    expect(run().status).toBe(2)
    expect(run('--help').stdout).toMatch(/^usage: typhon jitview FILE/)
  }, 60_000)
})
