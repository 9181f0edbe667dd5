/** V8's threads give way to a program that has work for them, and to no other. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const TYPHON = join(import.meta.dirname, '../bin/typhon')

/** How nice the main thread is, and how nice V8's are. */
const TELL = `
import os
def niceness(thread):
    with open(f"/proc/self/task/{thread}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    with open(f"/proc/self/task/{thread}/comm") as file:
        return file.read().strip(), int(fields[16])
each = {int(thread): niceness(thread) for thread in os.listdir("/proc/self/task")}
print(each.pop(os.getpid())[1], sorted({nice for name, nice in each.values() if name == "V8Worker"}), os.nice(0))
`

const HOT = `
def f(x):
    return x + 1
for i in range(10_000):
    f(i)
`

describe.skipIf(process.platform !== 'linux')('priorities of threads', () => {
  const print = (code: string, ...options: string[]): string => {
    const env = { ...process.env, TYPHON_NODE: process.execPath }
    const { stdout, stderr } = spawnSync(TYPHON, [...options, '-c', code + TELL], { env, encoding: 'utf8' })
    expect(stderr).toBe('')
    return stdout.trim()
  }
  const nice = Number(print('import os', '--jit', 'off').split(' ')[0])

  it('are lower for the threads of V8 once something is compiled', () => {
    const [main, theirs, own] = print(HOT).split(' ')
    expect([main, own]).toEqual([`${nice}`, `${nice}`])
    // Earlier versions of Node may have no names for threads.
    const nameless = process.versions.node.startsWith('24.') ? [] : ['[]']
    expect([...nameless, `[${Math.min(nice + 3, 19)}]`]).toContain(theirs)
  })

  it('are the same where nothing is compiled', () => {
    const [, theirs] = print(HOT, '--jit', 'off').split(' ')
    expect(['[]', `[${nice}]`]).toContain(theirs)
  })
})
