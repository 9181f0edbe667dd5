/** JavaScript's stack has no room left: that is a RecursionError, behind which the frames are those from before. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const TYPHON = join(import.meta.dirname, '../bin/typhon')

/** Recursion through built-in code, which Python's own limit does not end. */
const DEEP = `
import pickle, sys
sys.setrecursionlimit(10 ** 6)

def depth():
    frame, count = sys._getframe(), 0
    while frame is not None and count < 1000:
        frame, count = frame.f_back, count + 1
    return count

class Endless:
    def __getattr__(self, name):
        return getattr(self, name + "x")
    def __repr__(self):
        return repr([self])
    def __iter__(self):
        yield from list(self)
    def __reduce__(self):
        return Endless, (self,)

def smallest():
    return min([1], key=lambda x: smallest())

endless = Endless()
for attempt in range(2):
    for act in (smallest, lambda: endless.name, lambda: repr([endless]), lambda: list(endless), lambda: pickle.dumps(endless)):
        try:
            act()
        except RecursionError:
            print(depth(), end=" ")
        else:
            print("no error")
`

it.each(['off', 'baseline'])('leaves no frames behind, with --jit %s', (jit) => {
  const { stdout, stderr } = spawnSync(TYPHON, ['--jit', jit, '-c', DEEP], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout).toBe('2 '.repeat(10))
})
