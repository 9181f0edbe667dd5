/**
 * A session as Markdown: the machine, the table of ratios with its means, start-up.
 *
 * A figure that is not there shows as a dash, a program that failed as `failed` with the reason below the table. A mean
 * is over the programs that have the figure, and says how many these are whenever some are missing.
 */

import { PROGRAMS } from './catalogue.ts'
import { TITLES } from './implementations.ts'
import type { Key } from './implementations.ts'
import { baseOf, FIGURES, medianOf, ratio, rowsOf } from './results.ts'
import type { Clock, Figure, Row, Session } from './results.ts'
import { geomean } from './statistics.ts'

const HEADINGS: Readonly<Record<Figure, string>> = {
  first: 'first',
  steady: 'steady',
  cpu: 'CPU',
  wall: 'wall',
  peak: 'memory',
}

export function markdown(session: Session, clock: Clock): string {
  const parts = [heading(session, clock)]
  const programs = PROGRAMS.map(({ name }) => name).filter((name) =>
    session.samples.some(({ program }) => program === name),
  )
  if (programs.length > 0) parts.push(programTable(session, programs, clock))
  const failures = failureList(session)
  if (failures) parts.push(failures)
  if (session.startUp.length > 0) parts.push(startUpTable(session))
  return parts.join('\n\n') + '\n'
}

function heading(session: Session, clock: Clock): string {
  const { machine } = session
  const lines = [
    `${session.date.slice(0, 10)}, ${machine.cores} × ${machine.cpu}, ${machine.system}, Node ${machine.node}.`,
    `${session.implementations.map(({ key, version }) => `${TITLES[key]}: ${version}`).join('; ')}.`,
    `${session.iterations} iterations in each of ${session.rounds} interleaved processes, size ${session.size}; ` +
      `iterations by ${clock} clock; ` +
      'medians over the processes. steady: median of the last third of the iterations.',
  ]
  for (const { key, reason } of session.skipped) lines.push(`**${TITLES[key]} skipped:** ${reason}.`)
  return lines.join('\n')
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map((_, i) => (i === 0 ? '---' : '--:')).join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n')

function programTable(session: Session, programs: readonly string[], clock: Clock): string {
  const base = baseOf(session)
  const rows = rowsOf(session, programs, clock)
  const others = [...rows[0]!.others.keys()]
  const head = ['program', `${TITLES[base]} first ms`, `steady ms`, 'CPU s', 'MB']
  for (const key of others) for (const figure of FIGURES) head.push(`${TITLES[key]} ${HEADINGS[figure]}`)
  const lines = rows.map((row) => [row.program, ...baseCells(row), ...others.flatMap((key) => ratioCells(row, key))])
  for (const [title, members] of sets()) {
    const chosen = rows.filter((row) => members.has(row.program))
    if (chosen.length > 1) lines.push(meanLine(title, chosen, others))
  }
  const note =
    `Times and memory of the others are multiples of ${TITLES[base]}'s: below 1 is better. ` +
    'CPU, wall and memory are those of the whole process.'
  return `${table(head, lines)}\n\n${note}`
}

function baseCells({ base }: Row): string[] {
  if (typeof base !== 'object') return [base === undefined ? '–' : 'failed', '–', '–', '–']
  return [milliseconds(base.first), milliseconds(base.steady), base.cpu?.toFixed(2) ?? '–', megabytes(base.peak)]
}

const ratioCells = (row: Row, key: Key): string[] =>
  typeof row.others.get(key) === 'string'
    ? ['failed', '–', '–', '–', '–']
    : FIGURES.map((figure) => times(ratio(row, key, figure)))

/** The sets of programs that a mean is given for. */
const sets = (): [string, ReadonlySet<string>][] => [
  ['all', new Set(PROGRAMS.map(({ name }) => name))],
  ['foundation', new Set(PROGRAMS.filter(({ foundation }) => foundation).map(({ name }) => name))],
  ['pure Python', new Set(PROGRAMS.filter(({ work }) => work === 'python').map(({ name }) => name))],
  ['library in C', new Set(PROGRAMS.filter(({ work }) => work === 'native').map(({ name }) => name))],
]

function meanLine(title: string, rows: readonly Row[], others: readonly Key[]): string[] {
  const cells = others.flatMap((key) =>
    FIGURES.map((figure) => {
      const ratios = rows.map((row) => ratio(row, key, figure)).filter((value) => value !== undefined)
      const mean = times(geomean(ratios))
      return ratios.length === rows.length || ratios.length === 0 ? `**${mean}**` : `**${mean}** (${ratios.length})`
    }),
  )
  return [`**geomean, ${title} (${rows.length})**`, '', '', '', '', ...cells]
}

function failureList({ samples }: Session): string {
  const seen = new Set<string>()
  for (const { program, implementation, failure } of samples) {
    if (failure !== null) seen.add(`- ${program} on ${TITLES[implementation]}: ${failure}`)
  }
  return seen.size > 0 ? `Failed:\n\n${[...seen].join('\n')}` : ''
}

function startUpTable({ startUp, implementations }: Session): string {
  const of = (what: string, figure: 'cpu' | 'wall' | 'peak'): number | undefined =>
    medianOf(startUp.filter((each) => each.what === what).map((each) => each[figure]))
  const quotient = (what: string, figure: 'cpu' | 'wall'): string => {
    const above = of(what, figure)
    const below = of('node', figure)
    return times(above === undefined || below === undefined ? undefined : above / below)
  }
  const more = (what: string): string => {
    const above = of(what, 'peak')
    const below = of('node', 'peak')
    if (above === undefined || below === undefined) return '–'
    return `${above >= below ? '+' : '−'}${megabytes(Math.abs(above - below))}`
  }
  const line = (title: string, what: string): string[] => [
    title,
    milliseconds(of(what, 'cpu')),
    milliseconds(of(what, 'wall')),
    megabytes(of(what, 'peak')),
    quotient(what, 'cpu'),
    quotient(what, 'wall'),
    more(what),
  ]
  return table(
    ['start-up', 'CPU ms', 'wall ms', 'MB', 'CPU / node', 'wall / node', 'MB − node'],
    [line('`node -e 0`', 'node'), ...implementations.map(({ key }) => line(`${TITLES[key]} \`-c pass\``, key))],
  )
}

const milliseconds = (seconds: number | undefined): string =>
  seconds === undefined ? '–' : (seconds * 1000).toFixed(seconds < 0.1 ? 1 : 0)

const megabytes = (bytes: number | undefined): string => (bytes === undefined ? '–' : (bytes / 1e6).toFixed(1))

/** Two digits behind the point, three for the very fast. */
export const times = (value: number | undefined): string =>
  value === undefined ? '–' : value.toFixed(value < 0.1 ? 3 : 2)
