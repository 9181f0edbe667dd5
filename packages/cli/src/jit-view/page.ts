// A log of the JIT as one HTML page, which needs nothing besides itself. Everything is there as text; the script of the page only filters.
import type { Compiled, JitLog } from './log.ts'

/** The line of a source file, undefined where it is not found. */
export type SourceLine = (file: string, line: number) => string | undefined

/** Text in HTML. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const STYLE = `
:root { color-scheme: light dark; --dim: light-dark(#667, #99a); --mark: light-dark(#eef3ff, #223); --warm: light-dark(#b30, #f96) }
body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem }
pre, code, ol, td { font: 13px/1.45 ui-monospace, monospace }
h2 { border-top: 1px solid var(--dim); padding-top: .8rem; margin-bottom: .2rem }
table { border-collapse: collapse } td, th { text-align: left; padding: .1rem .9rem .1rem 0; vertical-align: top }
.sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.2rem }
.sides > * { overflow: auto; max-height: 80vh } @media (max-width: 60rem) { .sides { grid-template-columns: 1fr } }
ol { padding-left: 3.5em; margin: 0; white-space: pre } ol li::marker { color: var(--dim) }
.source { list-style: none; background: var(--mark); margin-top: .4em } .frames, .dim { color: var(--dim) }
.fails { color: var(--warm) } :target { outline: 2px solid var(--warm) }
input { font: inherit; width: 24rem; max-width: 90% }
`

const FILTER = `
const box = document.querySelector('#filter')
box.hidden = false
box.addEventListener('input', () => {
  const wanted = box.value.toLowerCase()
  for (const part of document.querySelectorAll('[data-part]')) {
    const section = document.getElementById(part.dataset.part)
    part.hidden = !section.textContent.toLowerCase().includes(wanted)
  }
})
`

/** The page of a log; `title` is what it is called. */
export function pageOf(log: JitLog, title: string, sourceLine: SourceLine): string {
  const { compiled, aborts, counters } = log
  const rows = compiled.map((one) => row(one, sourceLine)).join('')
  const parts = compiled.map((one) => part(one, compiled, sourceLine)).join('')
  const counts = counters.map(([name, count]) => `<tr><td>${escapeHtml(name)}<td>${escapeHtml(count)}`).join('')
  const given = aborts.map(({ place, reason }) => `<tr><td>${escapeHtml(place)}<td>${escapeHtml(reason)}`).join('')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
<h1>${escapeHtml(title)}</h1>
<p><input id="filter" type="search" placeholder="show what contains…" aria-label="Filter" hidden>
<table><tr><th>trace<th>place<th>source<th>operations<th>guards<th>JavaScript<th>counts${rows}</table>
${counts === '' ? '' : `<h2>Counters</h2><table>${counts}</table>`}
${given === '' ? '' : `<h2>Given up</h2><table>${given}</table>`}
${parts}
<script>${FILTER}</script>
</html>
`
}

const link = ({ id, name }: Compiled): string => `<a href="#${id}">${escapeHtml(name)}</a>`

function row(one: Compiled, sourceLine: SourceLine): string {
  const { lines, place, script, counts } = one
  const guards = lines.filter((line) => line.startsWith('guard_')).length
  const where = one.places.values().next().value
  const source = where === undefined ? '' : sourceText(where, sourceLine)
  return `<tr data-part="${one.id}"><td>${link(one)}<td>${escapeHtml(place)}<td>${source}<td>${lines.length - 1}<td>${guards}<td>${script.length}<td>${escapeHtml(counts)}\n`
}

/** `file:line`, and what stands there. */
function sourceText(where: string, sourceLine: SourceLine): string {
  const colon = where.lastIndexOf(':')
  const text = sourceLine(where.slice(0, colon), Number(where.slice(colon + 1)))
  const file = `<span class="dim">${escapeHtml(where.slice(where.lastIndexOf('/') + 1))}</span>`
  return text === undefined ? file : `${file} <b>${escapeHtml(text.trimEnd())}</b>`
}

function part(one: Compiled, all: readonly Compiled[], sourceLine: SourceLine): string {
  const { id, name, place, origin, counts, script, versions } = one
  const from = all.find((other) => [...other.bridges.values()].includes(one))
  const facts = [escapeHtml(place)]
  if (origin !== null) facts.push(`from ${from === undefined ? escapeHtml(origin) : originLink(origin, from)}`)
  if (counts !== '') facts.push(escapeHtml(counts))
  if (versions > 1) facts.push(`compiled ${versions} times, the last one is shown`)
  const text =
    script === '' ? '<p class="dim">no jit-backend section in the log</p>' : `<pre>${escapeHtml(script)}</pre>`
  return `<section id="${id}" data-part="${id}"><h2>${escapeHtml(name)}</h2><p>${facts.join('; ')}</p>
<div class="sides"><div>${operations(one, sourceLine)}</div>${text}</div></section>
`
}

function originLink(origin: string, from: Compiled): string {
  const number = /\d+/.exec(origin)?.[0]
  return `<a href="#${from.id}-${number}">${escapeHtml(origin)}</a>`
}

/** Operations, below the source line that the next guard goes back to. */
function operations(one: Compiled, sourceLine: SourceLine): string {
  const [inputs = '', ...ops] = one.lines
  let html = `<div class="dim">${escapeHtml(inputs)}</div><ol>`
  let shown = ''
  let waiting = ''
  ops.forEach((line, i) => {
    const number = i + 1
    const [, text, frames = ''] = /^(.*?\))( \[.*)?$/.exec(line) ?? [line, line]
    waiting += `<li value="${number}" id="${one.id}-${number}">${escapeHtml(text)}`
    if (frames !== '') waiting += `<span class="frames">${escapeHtml(frames)}</span>`
    const failures = one.failures.get(number)
    if (failures !== undefined) waiting += ` <span class="fails">${failures} failures</span>`
    const bridge = one.bridges.get(number)
    if (bridge !== undefined) waiting += ` → ${link(bridge)}`
    const where = one.places.get(/^ \[(.*?@\d+):/.exec(frames)?.[1] ?? '')
    if (where === undefined) return
    if (where !== shown) html += `<li class="source">${sourceText(where, sourceLine)}`
    shown = where
    html += waiting
    waiting = ''
  })
  return `${html}${waiting}</ol>`
}
