/**
 * Runs generated programs on Typhon and on CPython 3.13 and shows where they answer differently.
 *
 *     npm run fuzz:python -- [--cases N] [--seed N] [--programs | --steps] [--tiers] [--keep FILE]
 *
 * Case number i of a seed is always the same: `--seed N --only i` runs that one. Differences are put together by what they look
 * like; of each kind one case is made small and printed with both answers. Exits with 1 where there are differences.
 */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findCPython } from '../../test/py/run.ts'
import { Choices } from './choices.ts'
import { explained } from './explained.ts'
import { steps } from './expressions.ts'
import { type Case, Interpreter } from './interpreter.ts'
import { program } from './programs.ts'
import { type Candidate, shrink } from './shrink.ts'
import { wideProgram } from './wide/programs.ts'
import { wideSteps } from './wide/steps.ts'

const TYPHON = join(import.meta.dirname, '../../packages/cli/bin/typhon')
const BATCH = 500
const HELP = `usage: npm run fuzz:python -- [options]

  --cases N     how many (default 10000)
  --seed N      where to start (default: another one each time)
  --first I     begin with case I of the seed
  --only I      case I of the seed alone, with its answers
  --steps       only expressions and statements, line by line
  --programs    only whole programs
  --wide        the wide family: every member of every built-in, and every kind of node in programs
  --tiers       run every program with nothing compiled and with everything compiled at once, too
  --shrink N    how many kinds of differences are made small and shown (default 40)
  --found FILE  write every difference, a line of JSON each
  --keep FILE   write the cases that were made small, with CPython's answers, as regression cases
`

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    first: { type: 'string', default: '0' },
    only: { type: 'string' },
    steps: { type: 'boolean' },
    programs: { type: 'boolean' },
    wide: { type: 'boolean' },
    tiers: { type: 'boolean' },
    shrink: { type: 'string', default: '40' },
    found: { type: 'string' },
    keep: { type: 'string' },
    help: { type: 'boolean' },
  },
})

interface Difference {
  readonly number: number
  readonly case: Case
  readonly decisions: readonly number[]
  readonly answers: readonly string[]
}

/** The families of cases: what a seed makes of the first stays, so what it once found can be found again. */
const FIRST = { program, steps }
const WIDE = { program: wideProgram, steps: wideSteps }

/** Programs are one case of ten: they hold more, and take longer. */
const PROGRAMS = values.programs ? 100 : values.steps ? 0 : 10

function make(source: number | readonly number[]): Candidate<Case> {
  const c = new Choices(source)
  const isProgram = c.below(100) < PROGRAMS
  const family = values.wide ? WIDE : FIRST
  const made: Case = isProgram
    ? { kind: 'program', source: family.program(c) }
    : { kind: 'steps', source: family.steps(c) }
  return { decisions: c.taken, made }
}

/** What a difference looks like: the first lines that differ, without numbers and names. */
function looks({ case: { kind }, answers }: Difference): string {
  const lines = answers.map((answer) => answer.split('\n'))
  const at = lines[0].findIndex((line, i) => lines.some((other) => other[i] !== line))
  const shape = (line = '(none)'): string =>
    /^\w+: /.test(line)
      ? line.replaceAll(/'[^']*'|"[^"]*"|-?\d+/g, '~').slice(0, 70)
      : line.replaceAll(/[\w.+-]+/g, 'w').slice(0, 12)
  return [kind, ...lines.map((each) => shape(each[at < 0 ? lines[0].length : at]))].join(' | ')
}

/** What earlier cases left in cycles may have something to say when it goes. */
const COLLECTING: Case = { kind: 'steps', source: "__import__('gc').collect()" }

const indented = (text: string, by = '      '): string => text.replaceAll(/^/gm, by)

class Comparison {
  readonly names: string[]
  private readonly interpreters: Interpreter[]

  constructor(cpython: string, tiers: boolean) {
    this.names = ['CPython', 'Typhon']
    this.interpreters = [new Interpreter([cpython]), new Interpreter([TYPHON])]
    if (tiers) {
      for (const jit of ['off', 'threshold=2']) {
        this.names.push(`Typhon, TYPHON_JIT=${jit}`)
        this.interpreters.push(new Interpreter([TYPHON], { TYPHON_JIT: jit }))
      }
    }
  }

  /** For every case the answers of all interpreters. */
  async answers(cases: readonly Case[]): Promise<string[][]> {
    const all = await Promise.all(this.interpreters.map((each) => each.answer(cases)))
    return cases.map((_, i) => all.map((answers) => answers[i]))
  }

  end(): void {
    for (const each of this.interpreters) each.end()
  }
}

const explains = (each: Case, answers: readonly string[]): boolean =>
  answers.slice(1).every((answer) => answer === answers[0] || explained(each, answers[0], answer))
const differ = (answers: readonly string[]): boolean => answers.some((answer) => answer !== answers[0])

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const cpython = findCPython()
  if (cpython === undefined) {
    process.stdout.write(
      'skipped: no CPython 3.13 found (python3.13 on PATH, or pyenv), so there is nothing to compare with\n',
    )
    return 0
  }
  const seed = Number(values.seed ?? Date.now() % 1_000_000)
  const count = values.only === undefined ? Number(values.cases) : 1
  const first = Number(values.only ?? values.first)
  const comparison = new Comparison(cpython, values.tiers === true)
  const started = performance.now()
  const kinds = new Map<string, Difference[]>()
  let known = 0

  for (let done = 0; done < count; done += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - done) }, (_, i) =>
      make(caseSeed(seed, first + done + i)),
    )
    const answers = await comparison.answers(batch.map(({ made }) => made))
    // Once more where they differ: what came of an earlier case, or of a machine that has too much to do, is no difference.
    const again = batch.flatMap((_, i) => (differ(answers[i]) ? [i] : []))
    const second = await comparison.answers(again.flatMap((i) => [COLLECTING, batch[i].made]))
    again.forEach((i, n) => (answers[i] = second[2 * n + 1]))
    batch.forEach(({ made, decisions }, i) => {
      if (values.only !== undefined) {
        process.stdout.write(`${made.source}\n`)
        answers[i].forEach((answer, n) => process.stdout.write(`  ${comparison.names[n]}:\n${indented(answer)}\n`))
      }
      if (!differ(answers[i])) return
      if (explains(made, answers[i])) {
        known += 1
        return
      }
      const found: Difference = { number: first + done + i, case: made, decisions, answers: answers[i] }
      if (values.found !== undefined)
        appendFileSync(values.found, `${JSON.stringify({ number: found.number, ...made, answers: answers[i] })}\n`)
      const look = looks(found)
      kinds.set(look, [...(kinds.get(look) ?? []), found])
    })
    const all = done + batch.length
    const told = `${all} cases, ${kinds.size} kinds of differences`
    if (process.stderr.isTTY) process.stderr.write(`\r${told} `)
    else if (all % 5000 === 0 && all < count) process.stderr.write(`${told}\n`)
  }

  const sorted = [...kinds.values()].sort((a, b) => b.length - a.length)
  for (const same of sorted.slice(0, Number(values.shrink))) {
    const smallest = same.reduce((a, b) => (b.case.source.length < a.case.source.length ? b : a))
    const look = looks(smallest)
    const { made } = await shrink(
      { decisions: smallest.decisions, made: smallest.case },
      make,
      ({ source }) => source.length,
      async (cases) => {
        const answers = await comparison.answers(cases)
        return answers.map(
          (each, i) =>
            differ(each) && !explains(cases[i], each) && looks({ ...smallest, case: cases[i], answers: each }) === look,
        )
      },
    )
    const [answers] = await comparison.answers([made])
    process.stdout.write(
      `\ncase ${smallest.number}, and ${same.length - 1} like it:\n${indented(made.source, '    ')}\n`,
    )
    answers.forEach((answer, i) => process.stdout.write(`  ${comparison.names[i]}:\n${indented(answer)}\n`))
    if (values.keep !== undefined) appendFileSync(values.keep, `${JSON.stringify({ ...made, answer: answers[0] })}\n`)
  }
  comparison.end()
  const differing = [...kinds.values()].reduce((n, same) => n + same.length, 0)
  process.stdout.write(
    `\nseed ${seed}: ${count} cases in ${((performance.now() - started) / 1000).toFixed(0)} s, ${differing} differ in ${kinds.size} ways, ${known} explained\n`,
  )
  return differing > 0 ? 1 : 0
}

/** Neighbouring cases have seeds far from each other. */
const caseSeed = (seed: number, i: number): number => (Math.imul(seed, 0x9e3779b1) ^ Math.imul(i + 1, 0x85ebca6b)) >>> 0

process.exitCode = await main()
