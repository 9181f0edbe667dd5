/**
 * What `calls.py` says of two interpreters, and where they differ: exceptions of calls with wrong numbers of arguments, or of None alone.
 *
 *     npm run members:calls                 differences from CPython 3.13 that allowed-calls.txt does not name
 *     npm run members:calls -- --all        those too
 *     npm run members:calls -- --update     write what is left into calls-not-yet.txt
 *     npm run members:calls -- --record     write calls-cpython-3.13.txt anew: needs CPython 3.13
 *
 * A difference is written `builtins.len 2 - TypeError …` for what CPython says of two arguments, `+` for what Typhon says.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runComparison } from './command.ts'
import { readAllowed } from './members.ts'

const SCRIPT = join(import.meta.dirname, 'calls.py')
export const CALLS_RECORD = join(import.meta.dirname, 'calls-cpython-3.13.txt')
export const CALLS_NOT_YET = join(import.meta.dirname, 'calls-not-yet.txt')
const ALLOWED = join(import.meta.dirname, 'allowed-calls.txt')
const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')

/** Answers by callable and number of arguments: `builtins.len 2`. */
export function readCalls(text: string): Map<string, string> {
  const answers = new Map<string, string>()
  let name = ''
  for (const line of text.trimEnd().split('\n')) {
    if (!line.startsWith('  ')) {
      name = line
      continue
    }
    const [numbers] = line.trimStart().split(' ', 1)
    const answer = line.trimStart().slice(numbers.length + 1)
    for (const each of numbers.split(',')) answers.set(`${name} ${each}`, answer)
  }
  return answers
}

/** Every answer of `actual` that is not that of `expected`, two lines each; calls that only one of them has made are left out. */
export function callDifferences(expected: Map<string, string>, actual: Map<string, string>): string[] {
  const found: string[] = []
  for (const [key, answer] of expected) {
    const other = actual.get(key)
    if (other !== undefined && other !== answer) found.push(`${key} - ${answer}`, `${key} + ${other}`)
  }
  return found
}

export const allowedCalls = (): ReturnType<typeof readAllowed> => readAllowed(readFileSync(ALLOWED, 'utf8'))

/** Runs the calls. Standard input is empty, so that nothing waits for it. */
export const calls = (interpreter: string): string =>
  execFileSync(interpreter, [SCRIPT], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    timeout: 280_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  })

if (import.meta.main)
  runComparison(
    {
      record: CALLS_RECORD,
      notYet: CALLS_NOT_YET,
      ask: calls,
      compare: (a, b) => callDifferences(readCalls(a), readCalls(b)),
      allowed: allowedCalls,
    },
    TYPHON,
  )
