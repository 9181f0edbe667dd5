/** `--gc`: collectors that count what they find, and wrong names. */
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const TYPHON = join(import.meta.dirname, '../bin/typhon')
const FINALIZERS = join(import.meta.dirname, '../../../test/py/test_finalizers.py')

/** Each function drops garbage between collections; CPython prints the same. */
const COUNTING = `
import gc
gc.collect(); gc.collect()
def of_list():
    l = []; l.append(l); gc.collect(); del l; return gc.collect()
def of_tuple():
    l = []; t = (l,); l.append(t); gc.collect(); del t; del l; return gc.collect()
def of_instances():
    class A:
        def __init__(self): self.me = self
    for i in range(100): A()
    return gc.collect()
def of_function():
    d = {}; exec("def f(): pass\\n", d); gc.collect(); del d; return gc.collect()
def without_cycle():
    l = [[], {}]; gc.collect(); del l; return gc.collect()
def of_class():
    class A: pass
    A().x = 1; A.me = A; A.it = A(); gc.collect(); del A; return gc.collect() > 0
def saved():
    gc.collect()
    l = []; l.append(l)
    gc.set_debug(gc.DEBUG_SAVEALL); del l; gc.collect(); gc.set_debug(0)
    found = gc.garbage.pop()
    return len(gc.garbage), found[0] is found
for f in of_list, of_tuple, of_function, of_class, without_cycle, saved: print(f.__name__, f(), f())
print(of_instances() >= 100)
`

describe('--gc', () => {
  it('marksweep counts garbage as CPython does', () => {
    const out = execFileSync(TYPHON, ['--gc=marksweep', '-c', COUNTING], { encoding: 'utf8', timeout: 60_000 })
    expect(out).toBe(
      'of_list 1 1\nof_tuple 2 2\nof_function 2 2\nof_class True True\nwithout_cycle 0 0\nsaved (0, True) (0, True)\nTrue\n',
    )
  }, 70_000)

  it('finalizers run under other collectors', () => {
    expect(execFileSync(TYPHON, ['--gc', 'generation', FINALIZERS], { encoding: 'utf8', timeout: 60_000 })).toBe('')
  }, 70_000)

  it('refuses what it does not know', () => {
    const { status, stderr } = spawnSync(TYPHON, ['--gc', 'best', '-c', 'pass'], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^--gc must be one of host, prompt, marksweep, generation, incminimark$/m)
  })
})
