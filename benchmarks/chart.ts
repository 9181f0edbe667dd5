/**
 * A session as an SVG chart: for every program one bar per implementation, on a logarithmic axis of multiples of the
 * base.
 *
 * A bar reaches from 1 (as fast as the base) to the steady state, to the left when faster; a hollow mark shows the
 * first iteration. Colours are legible on white and on black, text takes the colour of the page it stands on.
 */

import { PROGRAMS } from './catalogue.ts'
import { TITLES } from './implementations.ts'
import type { Key } from './implementations.ts'
import { baseOf, ratio, rowsOf } from './results.ts'
import type { Clock, Session } from './results.ts'
import { geomean } from './statistics.ts'
import { times } from './report.ts'

const COLOURS: Readonly<Record<Key, string>> = { typhon: '#7c4dff', cpython: '#3776ab', pypy: '#e8902f' }

const LEFT = 150
const PLOT = 560
const RIGHT = 70
const TOP = 66
const BAR = 9
const GAP = 8
const TICKS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]

interface Line {
  readonly title: string
  readonly bars: readonly { readonly key: Key; readonly steady: number; readonly first: number | undefined }[]
}

export function chart(session: Session, clock: Clock): string {
  const base = baseOf(session)
  const lines = linesOf(session, clock)
  const keys = session.implementations.map(({ key }) => key).filter((key) => key !== base)
  const values = lines.flatMap((line) => line.bars.flatMap((bar) => [bar.steady, bar.first ?? bar.steady])).concat(1)
  const low = Math.max(...TICKS.filter((tick) => tick <= Math.min(...values)), TICKS[0]!)
  const high = Math.min(...TICKS.filter((tick) => tick >= Math.max(...values, 2)), TICKS.at(-1)!)
  const x = (value: number): number => {
    const clamped = Math.min(Math.max(value, low), high)
    return LEFT + (PLOT * Math.log(clamped / low)) / Math.log(high / low)
  }
  const step = Math.max(1, keys.length) * BAR + GAP
  const height = TOP + lines.length * step + 30
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + PLOT + RIGHT} ${height}">`,
    '<style>',
    'text{font:11px system-ui,sans-serif;fill:#222}.title{font-size:14px}.grid{stroke:#8884}.one{stroke:#888}',
    '@media (prefers-color-scheme:dark){text{fill:#ddd}}',
    '</style>',
    `<text x="${LEFT}" y="18" class="title">Time as a multiple of ${TITLES[base]}'s (left is faster)</text>`,
  ]
  keys.forEach((key, i) => {
    const at = LEFT + i * 220
    out.push(`<rect x="${at}" y="28" width="12" height="${BAR}" fill="${COLOURS[key]}"/>`)
    out.push(`<text x="${at + 17}" y="37">${TITLES[key]}: steady state; ○ first iteration</text>`)
  })
  for (const tick of TICKS.filter((tick) => tick >= low && tick <= high)) {
    const at = x(tick).toFixed(1)
    out.push(`<line class="${tick === 1 ? 'one' : 'grid'}" x1="${at}" x2="${at}" y1="${TOP - 6}" y2="${height - 24}"/>`)
    out.push(`<text x="${at}" y="${TOP - 10}" text-anchor="middle">${tick}×</text>`)
  }
  lines.forEach((line, row) => {
    const y = TOP + row * step
    out.push(`<text x="${LEFT - 8}" y="${y + (step - GAP) / 2 + 4}" text-anchor="end">${line.title}</text>`)
    for (const { key, steady, first } of line.bars) {
      const top = y + keys.indexOf(key) * BAR
      const from = Math.min(x(1), x(steady))
      const width = Math.max(1, Math.abs(x(steady) - x(1)))
      const label = `${line.title}, ${TITLES[key]}: steady ${times(steady)}, first ${times(first)}`
      const box = `x="${from.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${BAR - 1}"`
      out.push(`<rect ${box} fill="${COLOURS[key]}"><title>${label}</title></rect>`)
      if (first !== undefined) {
        const at = `cx="${x(first).toFixed(1)}" cy="${top + (BAR - 1) / 2}" r="3"`
        out.push(`<circle ${at} fill="none" stroke="${COLOURS[key]}" stroke-width="1.5"/>`)
      }
    }
  })
  out.push('</svg>')
  return out.join('\n') + '\n'
}

/** One line per program that ran on the base and on another, and the means at the end. */
function linesOf(session: Session, clock: Clock): Line[] {
  const rows = rowsOf(
    session,
    PROGRAMS.map(({ name }) => name),
    clock,
  )
  const lines: Line[] = []
  for (const row of rows) {
    const bars = []
    for (const key of row.others.keys()) {
      const steady = ratio(row, key, 'steady')
      if (steady !== undefined) bars.push({ key, steady, first: ratio(row, key, 'first') })
    }
    if (bars.length > 0) lines.push({ title: row.program, bars })
  }
  if (lines.length > 1) {
    const keys = new Set(lines.flatMap((line) => line.bars.map(({ key }) => key)))
    const bars = [...keys].map((key) => {
      const own = lines.flatMap((line) => line.bars.filter((bar) => bar.key === key))
      const first = own.map((bar) => bar.first).filter((value) => value !== undefined)
      return { key, steady: geomean(own.map((bar) => bar.steady))!, first: geomean(first) }
    })
    lines.push({ title: 'geometric mean', bars })
  }
  return lines
}
