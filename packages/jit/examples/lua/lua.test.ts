import { describe, expect, it } from 'vitest'
import { newLua } from './lua.ts'
import { show } from './values.ts'

const MODES = ['off', '', 'threshold=2,function_threshold=2,trace_eagerness=2,merge_eagerness=2,stint=20']

/** Programs and what they return, with the JIT off, as it is, and eager. */
const CASES: [name: string, source: string, result: string][] = [
  [
    'variables that change places',
    'local a, b, c = 1, 2, 3 for i = 1, 100 do a, b, c = b, c, a + i end return a .. " " .. b .. " " .. c',
    '1652 1686 1718',
  ],
  ['integers wrap at 64 bits', 'return 9223372036854775807 + 1', '-9223372036854775808'],
  ['floor division', 'return -7 // 2 .. " " .. -7 % 3 .. " " .. 7.5 // 2', '-4 2 3.0'],
  [
    'closures',
    'local function counter() local n = 0; return function() n = n + 1; return n end end local c = counter() for i = 1, 50 do c() end return c()',
    '51',
  ],
  [
    'recursion',
    'local function fib(n) if n < 2 then return n end return fib(n-1) + fib(n-2) end return fib(17)',
    '1597',
  ],
  [
    'tables',
    'local t = {1, 2, x = 3, ["y"] = 4} for i = 3, 60 do t[i] = i end t.x = t.x + #t return t.x + t.y + t[40]',
    '107',
  ],
  ['nested loops', 'local s = 0 for i = 1, 60 do for j = i, 60 do s = s + j end end return s', '73810'],
  ['break', 'local i = 0 while true do i = i + 1 if i > 77 then break end end return i', '78'],
  ['globals', 'n = 0 function f() n = n + 1 end for i = 1, 99 do f() end return n', '99'],
  [
    'a function that changes',
    'function f() return 1 end local s = 0 for i = 1, 60 do s = s + f() if i == 30 then f = function() return 100 end end end return s',
    '3030',
  ],
  ['floats', 'local x = 0.5 for i = 1, 100 do x = x * 1.01 end return x > 1.35 and x < 1.353', 'true'],
  [
    'a sum that outgrows 53 bits',
    'local x = 9007199254740000 for i = 1, 2000 do x = x + i end return x',
    '9007199256741000',
  ],
  [
    '32 bits of a product',
    'local x = 1 for i = 1, 200 do x = (x * 1103515245 + 12345) & 2147483647 end return x',
    '229119865',
  ],
  [
    'and, or, not',
    'local n = 0 for i = 1, 50 do if not (i % 2 == 0 and i > 10 or i == 3) then n = n + 1 end end return n',
    '29',
  ],
]

describe.each(MODES)('with %j', (params) => {
  it.each(CASES)('%s', (_, source, result) => {
    expect(show(newLua(params).machine.execute(source))).toBe(result)
  })
})

describe('what is compiled', () => {
  it('loops and bridges', () => {
    const { machine, driver } = newLua('')
    machine.execute('local s = 0 for i = 1, 5000 do if i % 3 == 0 then s = s + 1 end end return s')
    expect(driver.log.counters).toMatchObject({ loops: 1, aborts: 0 })
    expect(driver.log.counters.bridges).toBeGreaterThan(0)
  })

  it('nothing when it is off', () => {
    const { machine, driver } = newLua('off')
    machine.execute('for i = 1, 5000 do end')
    expect(driver.log.counters).toMatchObject({ loops: 0, bridges: 0 })
  })

  it('an inner loop before the one around it', () => {
    const { machine, driver } = newLua('threshold=2')
    machine.execute('for i = 1, 20 do for j = 1, 20 do end end')
    expect(driver.log.counters.loops).toBe(2)
  })

  it('loops that follow each other as one function', () => {
    const { machine, driver } = newLua('threshold=2,trace_eagerness=3,merge_eagerness=2,min_work=0')
    const texts: string[] = []
    driver.log.listener = ({ section, text }) => void (section === 'jit-backend' && texts.push(text))
    const result = machine.execute(
      'local s = 0 for k = 1, 60 do for i = 1, 20 do s = s + i end for j = 1, 10 do s = s + j * k end end return s',
    )
    expect(show(result)).toBe(String(60 * 210 + 55 * 1830))
    expect(texts.some((text) => (text.match(/: for \(;;\)/g) ?? []).length > 1)).toBe(true)
  })

  it('no jump to what stood in a loop before it was recorded anew', () => {
    const { machine, output } = newLua(
      'threshold=2,function_threshold=2,trace_eagerness=2,merge_eagerness=2,stint=20,stress=1',
    )
    machine.execute(`
local b = 2
local a = 4
for w = 1, 73 do
  local h = function(k) b = b + k; return b end
  b = h(a)
  a = a + a
  for i = 4, 1, -1 do b = 7 - b end
end
print(a, b)`)
    expect(output).toEqual(['0\t-2'])
  })
})
