import { describe, expect, it } from 'vitest'
import { readOptions, UsageError } from './options.ts'

const complaint = (...args: string[]): string => {
  try {
    readOptions(args)
    return 'none'
  } catch (e) {
    if (!(e instanceof UsageError)) throw e
    return e.message
  }
}

describe('what is run', () => {
  it.each([
    [[], { kind: 'stdin' }, ['']],
    [['-'], { kind: 'stdin' }, ['-']],
    [['-', 'a'], { kind: 'stdin' }, ['-', 'a']],
    [['--'], { kind: 'stdin' }, ['']],
    [['--', '-c'], { kind: 'file', path: '-c' }, ['-c']],
    [['x.py', '-c', '-Z'], { kind: 'file', path: 'x.py' }, ['x.py', '-c', '-Z']],
    [['-c', 'pass', '-Z'], { kind: 'command', source: 'pass\n' }, ['-c', '-Z']],
    [['-cpass', 'a'], { kind: 'command', source: 'pass\n' }, ['-c', 'a']],
    [['-Ic', 'pass'], { kind: 'command', source: 'pass\n' }, ['-c']],
    [['-m', 'mod', '--help'], { kind: 'module', name: 'mod' }, ['-m', '--help']],
    [['-Om', 'mod'], { kind: 'module', name: 'mod' }, ['-m']],
  ])('%j', (args, target, argv) => {
    const options = readOptions(args)
    expect(options.target).toEqual(target)
    expect(options.argv).toEqual(argv)
  })
})

it('short options share a dash, and are counted', () => {
  const { counts } = readOptions(['-IOO', '-bb', '-Rt', '-vqV', 'x.py'])
  expect(counts).toMatchObject({ I: 1, O: 2, b: 2, v: 1, q: 1, V: 1, E: 0 })
})

it('arguments follow their letter or come next', () => {
  const options = readOptions(['-Werror', '-W', 'ignore', '-Xdev', '-X', 'a=b', '-OWonce'])
  expect(options.warnings).toEqual(['error', 'ignore', 'once'])
  expect(options.implementation).toEqual(['dev', 'a=b'])
  expect(options.counts.O).toBe(1)
})

it('long options', () => {
  expect(readOptions(['--help']).help).toBe('help')
  expect(readOptions(['--help-all']).help).toBe('all')
  expect(readOptions(['--version']).counts.V).toBe(1)
  expect(readOptions(['--check-hash-based-pycs', 'never']).checkHashBasedPycs).toBe('never')
  expect(readOptions(['--show', 'tree', 'x.py'])).toMatchObject({ show: 'tree', target: { path: 'x.py' } })
})

it('complaints are those of CPython', () => {
  expect(complaint('-Z')).toBe('Unknown option: -Z')
  expect(complaint('-OZ')).toBe('Unknown option: -Z')
  expect(complaint('--nonsense')).toBe('unknown option --nonsense')
  expect(complaint('-c')).toBe('Argument expected for the -c option')
  expect(complaint('-X')).toBe('Argument expected for the -X option')
  expect(complaint('--check-hash-based-pycs')).toBe('Argument expected for the --check-hash-based-pycs options')
  expect(complaint('--check-hash-based-pycs', 'x')).toBe(
    "--check-hash-based-pycs must be one of 'default', 'always', or 'never'",
  )
  expect(complaint('-J')).toBe('-J is reserved for Jython')
})
