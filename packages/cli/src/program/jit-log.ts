// TYPHONLOG: what the tracing JIT tells of its work, in the spirit of PYPYLOG. `jit-log-opt,jit-backend:FILE` writes the sections that
// are named, or begin with a name, to a file; without a name all of them, with `-` to the standard error stream.
//
// What must stay true: without the variable nothing is listened to, and no text is made.
import { appendFileSync, writeFileSync, writeSync } from 'node:fs'
import { jitDriver } from '@typhon/interpreter'

/** Counts and places, told at the end of the process. */
const SUMMARY = 'jit-summary'

/** Begins to write the log that `setting`, the value of the variable, asks for. */
export function logJit(setting: string): void {
  const driver = jitDriver()
  if (driver === null) return
  const colon = setting.lastIndexOf(':')
  const sections = setting.slice(0, Math.max(colon, 0)).split(',').filter(Boolean)
  const file = setting.slice(colon + 1)
  const write = file === '-' ? (text: string) => void writeSync(2, text) : (text: string) => appendFileSync(file, text)
  if (file !== '-') writeFileSync(file, '')
  const wants = (section: string): boolean =>
    sections.length === 0 || sections.some((wanted) => section === wanted || section.startsWith(`${wanted}-`))
  driver.log.listener = ({ section, name, place, text, origin }) => {
    if (!wants(section)) return
    const from = origin === undefined ? '' : ` from ${origin}`
    write(`{${section} ${name}${place === '' ? '' : ` (${place})`}${from}\n${text.trimEnd()}\n${section}}\n`)
  }
  if (!wants(SUMMARY)) return
  driver.params.count_runs = 1
  process.once('exit', () => {
    const counts = Object.entries(driver.log.counters).map(([name, count]) => `${name}: ${count}\n`)
    const times = Object.entries(driver.log.times).map(([name, time]) => `${name}: ${time.toFixed(1)} ms\n`)
    write(`{${SUMMARY}\n${[...counts, ...times].join('')}${driver.report()}${SUMMARY}}\n`)
  })
}
