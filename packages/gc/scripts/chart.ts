/** Results as an SVG chart: for each program a bar per heap, its length the CPU time, on a logarithmic axis that all share. */
import type { Result } from './bench.ts'

const LEFT = 150
const PLOT = 470
const ROW = 15
const TICKS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]

export function chart(results: Result[]): string {
  const times = results.map(({ ms }) => ms)
  const low = Math.max(...TICKS.filter((tick) => tick <= Math.min(...times)), TICKS[0])
  const high = Math.min(...TICKS.filter((tick) => tick >= Math.max(...times)), TICKS.at(-1)!)
  const x = (ms: number): number =>
    LEFT + (PLOT * Math.log(Math.min(Math.max(ms, low), high) / low)) / Math.log(high / low)
  const programs = [...new Set(results.map(({ program }) => program))]
  const out: string[] = []
  let y = 30
  for (const program of programs) {
    out.push(`<text x="8" y="${y + 4}" class="title">${program}</text>`)
    y += 12
    for (const { heap, ms, longest, peak } of results.filter((result) => result.program === program)) {
      const colour = heap === 'plain' ? '#888' : heap.endsWith('linear') ? '#3776ab' : '#e8902f'
      out.push(
        `<text x="${LEFT - 6}" y="${y + 10}" text-anchor="end">${heap}</text>`,
        `<rect x="${LEFT}" y="${y + 2}" width="${(x(ms) - LEFT).toFixed(1)}" height="${ROW - 4}" fill="${colour}"/>`,
        `<text x="${(x(ms) + 5).toFixed(1)}" y="${y + 10}">${ms.toFixed(0)} ms, pause ${longest.toFixed(1)}, ${peak.toFixed(0)} MB</text>`,
      )
      y += ROW
    }
    y += 22
  }
  const grid = TICKS.filter((tick) => tick >= low && tick <= high).map(
    (tick) =>
      `<line class="grid" x1="${x(tick).toFixed(1)}" x2="${x(tick).toFixed(1)}" y1="20" y2="${y - 16}"/>` +
      `<text x="${x(tick).toFixed(1)}" y="14" text-anchor="middle">${tick} ms</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + PLOT + 160} ${y}">`,
    '<style>text{font:10px system-ui,sans-serif;fill:#222}.title{font-size:13px}.grid{stroke:#8884}',
    '@media (prefers-color-scheme:dark){text{fill:#ddd}}</style>',
    ...grid,
    ...out,
    '</svg>\n',
  ].join('\n')
}
