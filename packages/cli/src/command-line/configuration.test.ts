import { expect, it } from 'vitest'
import { type Configuration, ConfigurationError, configure } from './configuration.ts'
import { readOptions } from './options.ts'

const configured = (args: string[], environment: Record<string, string> = {}): Configuration =>
  configure(readOptions([...args, '-c', 'pass']), (name) => environment[name])

const refusal = (args: string[], environment: Record<string, string> = {}): string => {
  try {
    configured(args, environment)
    return 'none'
  } catch (e) {
    if (!(e instanceof ConfigurationError)) throw e
    return `${e.origin}: ${e.message}`
  }
}

it('-I means -E, -P and -s', () => {
  expect(configured(['-I'], { PYTHONPATH: '/a', PYTHONDEBUG: '1' })).toMatchObject({
    isolated: 1,
    ignoreEnvironment: 1,
    safePath: true,
    noUserSite: 1,
    path: [],
    debug: 0,
  })
})

it('a variable counts as its number, or as one', () => {
  expect(configured([], { PYTHONOPTIMIZE: '2' }).optimize).toBe(2)
  expect(configured(['-O'], { PYTHONOPTIMIZE: 'yes' }).optimize).toBe(1)
  expect(configured(['-OO'], { PYTHONOPTIMIZE: '1' }).optimize).toBe(2)
  expect(configured([], { PYTHONVERBOSE: '' }).verbose).toBe(0)
})

it('filters of warnings come in the order of their weight', () => {
  expect(configured(['-b', '-Wd', '-Xdev'], { PYTHONWARNINGS: 'a,b' }).warnOptions).toEqual([
    'default',
    'a',
    'b',
    'd',
    'default::BytesWarning',
  ])
  expect(configured(['-bb']).warnOptions).toEqual(['error::BytesWarning'])
})

it('UTF-8 mode follows the option, the variable, the locale', () => {
  expect(configured(['-Xutf8=0'], { PYTHONUTF8: '1' }).utf8Mode).toBe(0)
  expect(configured([], { PYTHONUTF8: '0' }).utf8Mode).toBe(0)
  expect(configured([], { LANG: 'C.UTF-8' }).utf8Mode).toBe(0)
  expect(configured([], { LANG: 'C.UTF-8', LC_ALL: 'C' }).utf8Mode).toBe(1)
  expect(configured([]).utf8Mode).toBe(1)
})

it('seeds of hashes', () => {
  expect(configured([]).hashSeed).toBe(undefined)
  expect(configured([], { PYTHONHASHSEED: 'random' }).hashSeed).toBe(undefined)
  expect(configured([], { PYTHONHASHSEED: '42' }).hashSeed).toBe(42)
})

it('-X options keep their values', () => {
  const { implementation, cpuCount, intMaxStrDigits, pycachePrefix } = configured([
    '-Xa',
    '-Xb=c=d',
    '-Xcpu_count=3',
    '-Xint_max_str_digits=0',
    '-Xpycache_prefix=/p',
  ])
  expect([...implementation].slice(0, 2)).toEqual([
    ['a', true],
    ['b', 'c=d'],
  ])
  expect({ cpuCount, intMaxStrDigits, pycachePrefix }).toEqual({
    cpuCount: 3,
    intMaxStrDigits: 0,
    pycachePrefix: '/p',
  })
})

it('values that make no sense are refused', () => {
  expect(refusal([], { PYTHONHASHSEED: '4294967296' })).toContain('config_init_hash_seed: PYTHONHASHSEED must be')
  expect(refusal(['-Xint_max_str_digits=5'])).toBe(
    'config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.',
  )
  expect(refusal(['-Xcpu_count=0'])).toContain('config_init_cpu_count: -X cpu_count=n option')
  expect(refusal(['-Xutf8=2'])).toBe('preconfig_init_utf8_mode: invalid -X utf8 option value')
})
