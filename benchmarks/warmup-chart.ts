/**
 * How programs warm up, as an SVG: one plot per program, time of an iteration (logarithmic) over its number, a line per implementation. Below each plot
 * are the compilations of the tracing JITs: a bar per iteration, as high as the logarithm of how many loops and bridges there were.
 */
import { type Key, TITLES } from './implementations.ts'

/** One iteration: CPU time, and what was compiled in it. */
export interface Iteration {
  readonly seconds: number
  readonly loops: number
  readonly bridges: number
}

/** A program on one implementation, from the first iteration on. */
export interface Course {
  readonly program: string
  readonly key: Key
  readonly traces: boolean
  readonly iterations: readonly Iteration[]
}

const COLOURS: Readonly<Record<Key, string>> = { typhon: '#b39dff', cpython: '#3776ab', pypy: '#e8902f' }
const WITH_TRACES = '#7c4dff'

const LEFT = 70
const WIDTH = 640
const RIGHT = 20
const TOP = 64
const PLOT = 150
const BARS = 22
const GAP = 44

const colourOf = ({ key, traces }: Course): string => (traces ? WITH_TRACES : COLOURS[key])
const titleOf = ({ key, traces }: Course): string => `${TITLES[key]}${traces ? ' with traces' : ''}`
const shown = (milliseconds: number): string => `${Number(milliseconds.toPrecision(2))} ms`

export function drawCourses(courses: readonly Course[]): string {
  const programs = [...new Set(courses.map(({ program }) => program))]
  const step = PLOT + 2 * BARS + GAP
  const height = TOP + programs.length * step
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + RIGHT} ${height}">`,
    '<style>',
    'text{font:11px system-ui,sans-serif;fill:#222}.title{font-size:14px}.grid{stroke:#8884}polyline{fill:none;stroke-width:1.5}',
    '@media (prefers-color-scheme:dark){text{fill:#ddd}}',
    '</style>',
    `<text x="${LEFT}" y="18" class="title">CPU time of each iteration while a program warms up, and what was compiled in it</text>`,
  ]
  const legend = new Map(courses.map((course) => [titleOf(course), colourOf(course)]))
  ;[...legend].forEach(([title, colour], i) => {
    out.push(`<rect x="${LEFT + i * 150}" y="30" width="12" height="9" fill="${colour}"/>`)
    out.push(`<text x="${LEFT + i * 150 + 17}" y="39">${title}</text>`)
  })
  programs.forEach((program, row) => {
    const own = courses.filter((course) => course.program === program)
    out.push(...plot(program, own, TOP + row * step))
  })
  out.push('</svg>')
  return out.join('\n') + '\n'
}

function plot(program: string, courses: readonly Course[], top: number): string[] {
  const out: string[] = [`<text x="${LEFT}" y="${top + 8}" class="title">${program}</text>`]
  const times = courses.flatMap(({ iterations }) => iterations.map(({ seconds }) => seconds * 1000))
  const [low, high] = [Math.min(...times), Math.max(...times)]
  const count = Math.max(...courses.map(({ iterations }) => iterations.length))
  const x = (i: number): number => LEFT + (WIDTH * (i + 0.5)) / count
  const y = (time: number): number => top + 16 + (PLOT - 16) * (1 - Math.log(time / low) / Math.log(high / low))
  for (const tick of ticks(low, high)) {
    const at = y(tick).toFixed(1)
    out.push(`<line class="grid" x1="${LEFT}" x2="${LEFT + WIDTH}" y1="${at}" y2="${at}"/>`)
    out.push(`<text x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${shown(tick)}</text>`)
  }
  for (const course of courses) {
    const points = course.iterations.map(({ seconds }, i) => `${x(i).toFixed(1)},${y(seconds * 1000).toFixed(1)}`)
    out.push(
      `<polyline points="${points.join(' ')}" stroke="${colourOf(course)}"><title>${titleOf(course)}</title></polyline>`,
    )
  }
  const compiling = courses.filter(({ iterations }) => iterations.some(({ loops, bridges }) => loops + bridges > 0))
  compiling.forEach((course, i) => out.push(...bars(course, x, top + PLOT + 6 + i * BARS, WIDTH / count)))
  return out
}

/** What was compiled: a bar per iteration, on a line of its own. */
function bars(course: Course, x: (i: number) => number, top: number, width: number): string[] {
  const out = [`<text x="${LEFT - 6}" y="${top + BARS - 4}" text-anchor="end">compiled</text>`]
  course.iterations.forEach(({ loops, bridges }, i) => {
    const count = loops + bridges
    if (count === 0) return
    const high = Math.min(BARS - 4, 4 + 4 * Math.log2(count))
    const box = `x="${(x(i) - width / 2 + 0.5).toFixed(1)}" y="${(top + BARS - 2 - high).toFixed(1)}" width="${(width - 1).toFixed(1)}"`
    const what = `${titleOf(course)}, iteration ${i + 1}: ${loops} loops, ${bridges} bridges`
    out.push(`<rect ${box} height="${high.toFixed(1)}" fill="${colourOf(course)}"><title>${what}</title></rect>`)
  })
  return out
}

/** Round numbers from `low` to `high`, at most about seven. */
function ticks(low: number, high: number): number[] {
  const all: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const digit of high / low > 50 ? [1] : [1, 2, 5]) all.push(digit * 10 ** power)
  return all.filter((tick) => tick >= low && tick <= high)
}
