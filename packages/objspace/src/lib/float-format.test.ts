import { describe, expect, it } from 'vitest'
import { asIntegerRatio, formatDouble, fromHex, hex, isZeroText, parseFloat, repr, roundTo } from './float-format.ts'
import { bitsOf, cpython, doubleOf, NO_CPYTHON } from './test/cpython.ts'

describe('repr', () => {
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [-1.5, '-1.5'],
    [1e16, '1e+16'],
    [9999999999999998, '9999999999999998.0'],
    [1e22, '1e+22'],
    [1.5e300, '1.5e+300'],
    [1e-4, '0.0001'],
    [9.9e-5, '9.9e-05'],
    [5e-324, '5e-324'],
    [1e-7, '1e-07'],
    [NaN, 'nan'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
    [0.1 + 0.2, '0.30000000000000004'],
    [123456789012345680, '1.2345678901234568e+17'],
  ])('of %d', (v, text) => {
    expect(repr(v)).toBe(text)
  })
})

describe('formatDouble', () => {
  it('rounds halfway cases to even where JavaScript rounds them up', () => {
    expect([0.5, 1.5, 2.5, -2.5].map((v) => formatDouble(v, 'f', 0))).toEqual(['0', '2', '2', '-2'])
    expect([0.125, 0.375, 1.005].map((v) => formatDouble(v, 'f', 2))).toEqual(['0.12', '0.38', '1.00'])
    expect([2.5, 3.5, 25, 9.5, 250, 12500].map((v) => formatDouble(v, 'e', 0))).toEqual([
      '2e+00',
      '4e+00',
      '2e+01',
      '1e+01',
      '2e+02',
      '1e+04',
    ])
    expect(formatDouble(Number('1000000000000000125'), 'e', 16)).toBe('1.0000000000000001e+18')
  })

  it('is exact beyond 100 digits', () => {
    expect(formatDouble(0.1, 'f', 110)).toBe(
      `0.1000000000000000055511151231257827021181583404541015625${'0'.repeat(55)}`,
    )
    expect(formatDouble(5e-324, 'e', 102)).toBe(
      '4.940656458412465441765687928682213723650598026143247644255856825006755072702087518652998363616359923798e-324',
    )
    expect(formatDouble(1e23, 'f', 0)).toBe('99999999999999991611392')
    expect(formatDouble(2 ** -120, 'f', 119)).toBe(`0.${(5n ** 120n / 10n).toString().padStart(119, '0')}`)
  })

  it('knows g, alternate forms and percents', () => {
    expect(formatDouble(100000, 'g', 6)).toBe('100000')
    expect(formatDouble(1000000, 'g', 6)).toBe('1e+06')
    expect(formatDouble(0.0001, 'g', 6)).toBe('0.0001')
    expect(formatDouble(0.00001, 'G', 6)).toBe('1E-05')
    expect(formatDouble(1, 'g', 6, true)).toBe('1.00000')
    expect(formatDouble(1, 'f', 0, true)).toBe('1.')
    expect(formatDouble(1, 'e', 0, true)).toBe('1.e+00')
    expect(formatDouble(0.125, '%', 0)).toBe('12%')
    expect(formatDouble(-Infinity, 'F', 2)).toBe('-INF')
    expect(formatDouble(123, 'g', 3, false, true)).toBe('1.23e+02')
    expect(formatDouble(123, 'g', 4, false, true)).toBe('123.0')
    expect(formatDouble(1e16, 'r', 0, true)).toBe('1.e+16')
  })

  it('tells a text of zero', () => {
    expect(['0.00', '-0.0', '0e+10', '0%'].every(isZeroText)).toBe(true)
    expect(['0.01', '1e-10', 'nan', 'inf'].some(isZeroText)).toBe(false)
  })
})

it('rounds in decimal', () => {
  expect(roundTo(2.675, 2)).toBe(2.67)
  expect(roundTo(0.5, 0)).toBe(0)
  expect(bitsOf(roundTo(-0.4, 0))).toBe(bitsOf(-0))
  expect(roundTo(1250, -2)).toBe(1200)
  expect(roundTo(5e15 + 1, -1)).toBe(5e15)
  expect(roundTo(1.7976931348623157e308, -308)).toBe(Infinity)
  expect(roundTo(1e300, -309)).toBe(0)
  expect(roundTo(1e-5, 400)).toBe(1e-5)
})

it('spells ratios in lowest terms', () => {
  expect(asIntegerRatio(0.75)).toEqual([3n, 4n])
  expect(asIntegerRatio(-1e22)).toEqual([-(10n ** 22n), 1n])
  expect(asIntegerRatio(5e-324)).toEqual([1n, 1n << 1074n])
  expect(asIntegerRatio(-0)).toEqual([0n, 1n])
})

describe('hexadecimal', () => {
  it.each([
    ['0x1p-1074', 5e-324],
    ['0x0.8p-1074', 0],
    ['0x0.80000001p-1074', 5e-324],
    ['0x1.8p-1074', 1e-323],
    ['-0x.1p4', -1],
    ['1P3', 8],
    ['0x1.00000000000008p0', 1],
    ['0x1.000000000000080001p0', 1.0000000000000002],
    ['0x1.00000000000018p0', 1.0000000000000004],
    [' inf\n', Infinity],
    ['-Infinity', -Infinity],
    ['0x1.fffffffffffff7p1023', Number.MAX_VALUE],
    ['-0x0p99999999999', -0],
    ['0x1.ffffffffffffffp-1023', 2 ** -1022],
  ])('reads %j', (text, v) => {
    expect(bitsOf(fromHex(text) as number)).toBe(bitsOf(v))
  })

  it.each(['', '.', '0x', '0x.p1', '0x1p', '0x1 p3', '1__0', 'infinit', '\u00a01'])('refuses %j', (text) => {
    expect(fromHex(text)).toBeUndefined()
  })

  it('overflows', () => {
    expect(fromHex('0x1.fffffffffffff8p1023')).toBe('overflow')
    expect(fromHex('0x1p99999999999')).toBe('overflow')
    expect(fromHex('0x1p-99999999999')).toBe(0)
  })

  it('writes what it reads', () => {
    expect([1, -0, 0.1, 5e-324, Infinity].map(hex)).toEqual([
      '0x1.0000000000000p+0',
      '-0x0.0p+0',
      '0x1.999999999999ap-4',
      '0x0.0000000000001p-1022',
      'inf',
    ])
  })
})

it('reads what float() reads', () => {
  for (const [text, v] of [
    ['1_0', 10],
    ['1_0.2_5e1_0', 10.25e10],
    ['+.5', 0.5],
    ['1.', 1],
    ['inf', Infinity],
    ['-INFINITY', -Infinity],
    ['1e400', Infinity],
  ] as const) {
    expect([text, parseFloat(text)]).toEqual([text, v])
  }
  expect(parseFloat('-NaN')).toBeNaN()
  for (const text of [
    '',
    '1__0',
    '_1',
    '1_',
    '1_.5',
    '1._5',
    '1e_1',
    '1_e1',
    '.',
    'e5',
    '0x10',
    'in_f',
    'infinit',
    '1 2',
    ' inf',
  ])
    expect([text, parseFloat(text)]).toEqual([text, undefined])
})

type Row = [
  bits: string,
  repr: string,
  hex: string,
  precision: number,
  texts: string[],
  ndigits: number,
  rounded: string,
]

it('agrees with CPython on random doubles', ({ skip }) => {
  const rows = cpython<Row[]>(`
import json, random, struct
random.seed(20)
bits = lambda v: struct.pack('>d', v).hex()
def value():
    k = random.random()
    if k < .3: return struct.unpack('>d', random.randbytes(8))[0]
    if k < .6: return random.randrange(-10**6, 10**6) / 2**random.randrange(12)
    if k < .8: return round(random.uniform(-1e4, 1e4), random.randrange(6))
    return random.randrange(1000) * 10.0**random.randrange(-25, 25)
rows = []
for i in range(3000):
    v, p, n = value(), random.choice([0, 1, 2, 3, 6, 17, 30, 99, 101, 350]), random.choice([0, 1, 2, 5, 15, 22, -1, -2, -20, -308, 323])
    if v != v: continue
    try: r = bits(round(v, n))
    except OverflowError: r = bits(float('inf'))
    texts = ['%.*e' % (p, v), '%#.*f' % (p, v), '%.*G' % (p, v), '%#.*g' % (p, v), format(v, f'.{p}%'), format(v, f'.{p}'), format(v, f'#.{p}')]
    rows.append([bits(v), repr(v), v.hex(), p, texts, n, r])
print(json.dumps(rows))`)
  if (rows === undefined) return skip(NO_CPYTHON)
  for (const [bits, text, inHex, p, texts, ndigits, rounded] of rows) {
    const v = doubleOf(bits)
    const ours = [
      formatDouble(v, 'e', p),
      formatDouble(v, 'f', p, true),
      formatDouble(v, 'G', p),
      formatDouble(v, 'g', p, true),
      formatDouble(v, '%', p),
      formatDouble(v, 'g', p, false, true),
      formatDouble(v, 'g', p, true, true),
    ]
    expect([repr(v), hex(v), ours, bitsOf(parseFloat(text)!), bitsOf(fromHex(inHex) as number)]).toEqual([
      text,
      inHex,
      texts,
      bits,
      bits,
    ])
    const r = roundTo(v, ndigits)
    expect([text, ndigits, bitsOf(Number.isFinite(v) ? (Number.isFinite(r) ? r : Infinity) : v)]).toEqual([
      text,
      ndigits,
      Number.isFinite(v) ? rounded : bits,
    ])
  }
})
