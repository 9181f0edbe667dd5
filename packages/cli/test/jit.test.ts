/** `--jit`: the same program with nothing compiled, with everything compiled at once, and wrong settings. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const TYPHON = join(import.meta.dirname, '../bin/typhon')
const PROGRAM = join(import.meta.dirname, '../../../test/py/test_compiled_code.py')

/** What a program prints that is traced, and how many bridges its traces have. */
function traced(program: string): { output: string; bridges: number } {
  const folder = mkdtempSync(join(tmpdir(), 'typhon-jit-'))
  const log = join(folder, 'log')
  const env = { ...process.env, TYPHONLOG: `jit-summary:${log}` }
  try {
    const output = execFileSync(TYPHON, ['--jit', 'traces', '-c', program], { encoding: 'utf8', env })
    return { output, bridges: Number(/^bridges: (\d+)$/m.exec(readFileSync(log, 'utf8'))![1]) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('--jit', () => {
  for (const settings of ['off', 'threshold=1', 'threshold=30'])
    it(`${settings} changes nothing but speed`, () => {
      expect(execFileSync(TYPHON, ['--jit', settings, PROGRAM], { encoding: 'utf8', timeout: 60_000 })).toBe('')
    }, 70_000)

  it('compiles a function that was called more often than the threshold', () => {
    const program = `
import sys
def called(): pass
for n in range(1, 8):
    sys.stderr.write(f'call {n}\\n')
    called()
`
    const { stderr } = spawnSync(TYPHON, ['--jit', 'baseline,threshold=3,show=1', '-c', program], { encoding: 'utf8' })
    expect(stderr.match(/^call \d|function py_called/gm)?.slice(0, 6)).toEqual([
      'call 1',
      'call 2',
      'call 3',
      'call 4',
      'function py_called',
      'call 5',
    ])
  })

  it('compiles a function once that takes another way later, by what it has met on the first', () => {
    const program = `
def late(n): return n + 1
class Place:
    def __init__(self): self.way, self.left, self.right = 0, 1, 2
    def other(self): return self.right
    def step(self, is_late):
        if is_late:
            self.left = self.right + late(self.left)
            return self.other()
        return self.way
place = Place()
for i in range(2000): place.step(i > 400)
`
    const { stderr } = spawnSync(TYPHON, ['--jit', 'baseline,show=1', '-c', program], { encoding: 'utf8' })
    expect(stderr.match(/function py_(step|other|late)\(/g)).toEqual([
      'function py_step(',
      'function py_late(',
      'function py_other(',
    ])
  })

  it('waits longer with long functions', () => {
    const program = `
import sys
def long(n):
${'    if n < 0: n = -n\n'.repeat(300)}
for n in range(1, 20):
    sys.stderr.write(f'call {n}\\n')
    long(n)
`
    const { stderr } = spawnSync(TYPHON, ['--jit', 'baseline,threshold=3,show=1', '-c', program], { encoding: 'utf8' })
    const told = stderr.match(/^call \d+|function py_long/gm) as string[]
    expect(told.indexOf('function py_long')).toBeGreaterThan(8)
  })

  it('compiles a function anew for the trace of a loop, and not once more for one that is begun as often', () => {
    const program = `
def mixed(n):
    few = [i * 3 for i in range(6)]
    total = len(few)
    for i in range(n):
        total = total * 5 + i & 0xffff
    return total
for i in range(20000): mixed(100)
`
    const { stderr } = spawnSync(TYPHON, ['--jit', 'traces,show=1', '-c', program], { encoding: 'utf8' })
    expect(stderr.match(/function py_mixed\(/g)).toHaveLength(2)
  })

  it('makes no slice for a part of a list that takes the place of another', () => {
    const program = `
def turned(items, top):
    items[:top + 1] = items[top::-1]
    items[1:top] = items[0:top - 1]
for i in range(8): turned([1, 2, 3], 2)
`
    const { stderr } = spawnSync(TYPHON, ['--jit', 'baseline,threshold=3,show=1', '-c', program], { encoding: 'utf8' })
    expect(stderr.match(/\(t = (steps|slice)OrAbsent\(/g)).toEqual(['(t = stepsOrAbsent(', '(t = sliceOrAbsent('])
  })

  it('makes no tuples of pairs that a loop unpacks, whoever looks after what frames drop', () => {
    const program = `
def paired(a, b):
    return [x + y for x, y in zip(a, b)] + [i + x for i, x in enumerate(a)] + [k + x for k, x in dict.fromkeys(a, 1).items()]
for i in range(8): paired([1, 2, 3], (2, 3))
`
    for (const gc of ['--gc=prompt', '--gc=host']) {
      const args = [gc, '--jit', 'baseline,threshold=3,show=1', '-c', program]
      const { stderr } = spawnSync(TYPHON, args, { encoding: 'utf8' })
      expect(stderr).toContain('t = nextPair(')
      expect(stderr).toContain('t = nextNumbered(')
      expect(stderr).toContain('t = nextEntry(')
    }
  })

  it('leaves nothing out of loops where every guard fails once', () => {
    const program = `
def taken(iterable):
    return [x for x in iterable]
for i in range(4):
    print(len(taken('abcdefghijklmnop')), len(taken(enumerate((7,) * 16))), len(taken(dict.fromkeys(range(16)))))
`
    const settings = 'traces,threshold=2,trace_eagerness=1,stress=1'
    expect(execFileSync(TYPHON, ['--jit', settings, '-c', program], { encoding: 'utf8' })).toBe('16 16 16\n'.repeat(4))
  })

  it('unrolls loops of functions that are called, as long as they go round as often each time', () => {
    const folder = mkdtempSync(join(tmpdir(), 'typhon-jit-'))
    const log = join(folder, 'log')
    const powers = `
def powers(x, n):
    total = 0
    for _ in range(n):
        total += x
    return total
`
    const program = (counts: string): string => `${powers}
counts = ${counts}
def summed():
    total = 0
    for i in range(40000):
        total += powers(i, counts[i & 7])
    return total
print(summed() == sum([i * counts[i & 7] for i in range(40000)]))
`
    // Most ways through this loop are others: those of the loop in the function are few among their bridges.
    const manyWays = `${powers}
exec('def way(i):\\n k = i & 31\\n' + ''.join(f' if k == {n}: return i ^ {n}\\n' for n in range(31)) + ' return powers(i, i >> 5 & 7)')
def summed():
    total = 0
    for i in range(400000):
        total += way(i)
    return total
print(summed() == sum([i ^ i & 31 if i & 31 != 31 else i * (i >> 5 & 7) for i in range(400000)]))
`
    const rolled = (program: string): number => {
      const env = { ...process.env, TYPHONLOG: `jit-summary:${log}` }
      const settings = ['--jit', 'traces', '-c', program]
      expect(execFileSync(TYPHON, settings, { encoding: 'utf8', env })).toBe('True\n')
      const text = readFileSync(log, 'utf8')
      expect(text).toMatch(/^loops: [1-9]/m)
      return Number(/^rolled: (\d+)$/m.exec(text)![1])
    }
    expect(rolled(program('[3] * 8'))).toBe(0)
    expect(rolled(program('[0, 1, 2, 3, 4, 5, 6, 7]'))).toBe(1)
    expect(rolled(manyWays)).toBe(0)
    rmSync(folder, { recursive: true })
  })

  it('goes on in the function behind a loop that ends with an object which its trace has not made', () => {
    const program = `
import pypyjit
def pairs(rows):
    last = []
    for row in rows:
        total = 0
        for x in row:
            total += x
        last = [total, row]
    n = 0
    for x in last[1]:
        n += x * last[0]
    return n
rows = [list(range(i, i + 30)) for i in range(20)]
def left():
    before = pypyjit.get_stats_snapshot().counters['GUARD_FAILURES']
    print({pairs(rows) for _ in range(3000)}, end=' ')
    return pypyjit.get_stats_snapshot().counters['GUARD_FAILURES'] - before
left()
left()
print(left() < 100)
`
    const output = execFileSync(TYPHON, ['--jit', 'traces', '-c', program], { encoding: 'utf8' })
    expect(output).toBe('{1010025} '.repeat(3) + 'True\n')
  })

  it('traces what stands around calls of functions that have loops of their own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'typhon-jit-'))
    const log = join(folder, 'log')
    const program = `
def longest(n):
    k = 0
    while k < n: k += 1
    return k
class Place:
    def __init__(self): self.last = self.most = self.sum = 0
    def keep(self, n):
        self.sum += n & 15
        if n > self.most: self.most = n
        self.last = n
def around(rounds):
    longest(40000)
    place = Place()
    for i in range(rounds):
        place.keep(i)
        place.keep(i + 1)
        longest(i & 31)
        place.keep(i - 1)
    return place.most, place.last
print(around(40000))
`
    const env = { ...process.env, TYPHONLOG: `jit-summary:${log}` }
    expect(execFileSync(TYPHON, ['--jit', 'traces', '-c', program], { encoding: 'utf8', env })).toBe('(40000, 39998)\n')
    expect(readFileSync(log, 'utf8')).toMatch(/^loop \d+ \(around:/m)
    rmSync(folder, { recursive: true })
  })

  it('keeps what generators hold in the variables of the loop that resumes them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'typhon-jit-'))
    const log = join(folder, 'log')
    const program = `
def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1
def halves(source):
    for n in source:
        yield n / 2
def means():
    total = 0.0
    count = 0
    while True:
        total += yield total / (count or 1)
        count += 1
def delegates(source):
    yield from source
def consume(limit):
    gen = means()
    next(gen)
    for x in delegates(halves(numbers(limit))):
        mean = gen.send(x)
    return mean
print(consume(40001))
`
    const env = { ...process.env, TYPHONLOG: `jit-log-opt:${log}` }
    expect(execFileSync(TYPHON, ['--jit', 'traces', '-c', program], { encoding: 'utf8', env })).toBe('10000.0\n')
    const loop = /^label[^]*?^jump/m.exec(readFileSync(log, 'utf8'))![0]
    expect(loop).toContain('numbers@')
    expect(loop).toContain('float_truediv')
    // Nothing is read or written in a round, and nothing is made.
    expect(loop).not.toMatch(/= (get|new)|^set/m)
    rmSync(folder, { recursive: true })
  })

  it('makes nothing of parts, iterators and lists that a round only looks into', () => {
    const folder = mkdtempSync(join(tmpdir(), 'typhon-jit-'))
    const log = join(folder, 'log')
    const program = `
def steps(paths, word):
    n = 0
    for path in paths:
        second, third = path[1:]
        first, = (n, path)[:1]
        row = []
        row.append((first, path))
        row.append(path)
        n += row[0][1][0] + second + third + len(row) + next(iter(path)) + ('b' in word)
    return n
print(steps([[1, 2, 3]] * 20000, 'abc'))
`
    const env = { ...process.env, TYPHONLOG: `jit-log-opt:${log}` }
    expect(execFileSync(TYPHON, ['--jit', 'traces', '-c', program], { encoding: 'utf8', env })).toBe('200000\n')
    const loop = /^label[^]*?^jump/m.exec(readFileSync(log, 'utf8'))![0]
    expect(loop).not.toMatch(/= new|^set/m)
    expect(loop.match(/(?<=call_.*descr=<)[^>]*/g)).toEqual(['part in str', 'pending'])
    rmSync(folder, { recursive: true })
  })

  it('traces loops with --gc=prompt, but for those that have an object to finalize', () => {
    const folder = mkdtempSync(join(tmpdir(), 'typhon-jit-'))
    const loops = (before: string, round: string): string => {
      const log = join(folder, `log-${before}-${round}`)
      const program = `
class D:
    def __del__(self): pass
def counted(n):
    total = 0
    ${before}
    for i in range(n):
        total += i & 3
        ${round}
    return total
def above():
    d = D()
    return counted(100000)
print(above())
`
      const env = { ...process.env, TYPHONLOG: `jit-summary:${log}` }
      const settings = ['--gc=prompt', '--jit=traces', '-c', program]
      expect(execFileSync(TYPHON, settings, { encoding: 'utf8', env })).toBe('150000\n')
      return /^loops: (\d+)$/m.exec(readFileSync(log, 'utf8'))![1]
    }
    expect([loops('pass', 'pass'), loops('d = D()', 'pass'), loops('pass', 'D()')]).toEqual(['1', '0', '0'])
    rmSync(folder, { recursive: true })
  })

  it.each([4, 5, 6, 7])('makes frames below a loop that got hot while another was recorded, in round %i', (round) => {
    const program = `
import sys
def name():
    return sys._getframe(2).f_code.co_name
def asks(i, at):
    return name() if i >= at else i
def inner(n, at, *, more=0):
    seen = []
    for i in range(n):
        seen.append(asks(i, at))
    return seen
inner(0, 4)
inner(0, 4)
inner(0, 4)
asks(1, 2)
asks(1, 2)
asks(1, 2)
for i in range(${round} + 6):
    seen = inner(0 if i < ${round} else 6, 4)
    if seen:
        assert seen == [0, 1, 2, 3, 'inner', 'inner'], seen
print('done')
`
    for (const gc of ['host', 'prompt'])
      expect(
        execFileSync(TYPHON, [`--gc=${gc}`, '--jit=traces,threshold=2', '-c', program], { encoding: 'utf8' }),
      ).toBe('done\n')
  })

  it('gives up a tree that goes into the sixth of the functions that one call chooses among', () => {
    const program = `
class Machine:
    total = 0
${Array.from({ length: 24 }, (_, i) => `    def f${i}(self, x):\n        self.total += x * ${i} + (x ^ ${i})\n        return self.total & 7`).join('\n')}
table = [vars(Machine)[f'f{i}'] for i in range(24)]
def run(machine, n):
    seen = 0
    for i in range(n):
        seen += table[i % 24](machine, i)
    return seen
machine = Machine()
run(machine, 40_000)
print(machine.total == sum(i * (i % 24) + (i ^ i % 24) for i in range(40_000)))
`
    const { output, bridges } = traced(program)
    expect(output).toBe('True\n')
    expect(bridges).toBeLessThan(12)
  }, 60_000)

  it('does not tell classes apart that are made in each call of a function', () => {
    const program = `
def run(i):
    class Made:
        def __init__(self, value):
            self.value = value
        def get(self):
            return self.value + i
    return sum([Made(k).get() for k in range(100)]) + plain(Made)
def plain(cls):
    total = 0
    for k in range(100):
        made = cls(k)
        total += made.get() * (k & 3) + made.value
    return total
print(all([run(i) == 17450 + 250 * i for i in range(600)]))
`
    const { output, bridges } = traced(program)
    expect(output).toBe('True\n')
    expect(bridges).toBeLessThan(50)
  }, 60_000)

  it('has one way through a loop for ranges and slices of any step', () => {
    const program = `
def run(items, n):
    seen = 0
    for i in range(n):
        step = i % 300 + 2
        seen += len(items[::step]) - len(range(0, 600, step))
    return seen
print(run(list(range(600)), 40_000))
`
    const { output, bridges } = traced(program)
    expect(output).toBe('0\n')
    expect(bridges).toBeLessThan(5)
  }, 60_000)

  it('has one way through a loop for exceptions that leave a block, whatever the register holds where no place is kept', () => {
    const program = `
def dig(code):
    if code % 3 == 0:
        raise KeyError(code)
    raise ValueError(code)


def careful(code, log):
    try:
        try:
            dig(code)
        except KeyError as e:
            raise RuntimeError('wrapped') from e
        finally:
            log[0] += 1
    except RuntimeError as e:
        return e.__cause__.args[0]
    except ValueError as e:
        return -e.args[0]


def run(n):
    log = [0]
    total = 0
    for i in range(n):
        total += careful(i, log)
    return total, log[0]


print(run(20000))
`
    const { output, bridges } = traced(program)
    expect(output).toBe('(-66663334, 20000)\n')
    expect(bridges).toBeLessThan(10)
  }, 60_000)

  it('writes loops of 64-bit integers as WebAssembly, and into the log, unless that is turned off', () => {
    const folder = mkdtempSync(join(tmpdir(), 'typhon-jit-'))
    const log = join(folder, 'log')
    const program = `
def run(n):
    x = 42
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & 0xffffffffffffffff
    return x
print(run(100_000))
`
    const env = { ...process.env, TYPHONLOG: `jit-backend:${log}` }
    const of = (settings: string): [string, boolean] => {
      const out = execFileSync(TYPHON, ['--jit', settings, '-c', program], { encoding: 'utf8', env })
      return [out, readFileSync(log, 'utf8').includes('i64.const 6364136223846793005')]
    }
    expect(of('traces')).toEqual(['3118993026361842250\n', true])
    expect(of('traces,wasm=0')).toEqual(['3118993026361842250\n', false])
    rmSync(folder, { recursive: true })
  }, 60_000)

  it('help lists the settings', () => {
    const help = execFileSync(TYPHON, ['--jit', 'help'], { encoding: 'utf8' })
    expect(help).toMatch(/^threshold *: .*\(100\)$/m)
    expect(help).toMatch(/^wasm *: /m)
  })

  it('may have its value behind a `=`', () => {
    expect(execFileSync(TYPHON, ['--jit=help'], { encoding: 'utf8' })).toMatch(/^baseline *: /m)
  })

  it('refuses what it does not know', () => {
    const { status, stderr } = spawnSync(TYPHON, ['--jit', 'speed=1', '-c', 'pass'], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^--jit: no setting 'speed'; --jit help lists them$/m)
  })
})
