// `typhon jitview FILE`: a log of the JIT becomes a page.
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { readLog } from './log.ts'
import { pageOf } from './page.ts'

const HELP = `usage: typhon jitview FILE [-o PAGE]

Writes an HTML page, FILE.html unless -o names another, of what the tracing JIT
has compiled: loops and bridges with their source lines, counts, traces and
JavaScript. FILE is a log:

  TYPHONLOG=jit-log-opt,jit-backend,jit-abort,jit-summary:FILE \\
      typhon --jit traces PROGRAM
`

/** Runs the command; gives the exit status. `write` prints to a descriptor. */
export function viewJit(args: readonly string[], write: (fd: number, text: string) => void): number {
  const rest = [...args]
  if (rest.includes('--help') || rest.includes('-h')) {
    write(1, HELP)
    return 0
  }
  const at = rest.indexOf('-o')
  const [, page] = at < 0 ? [] : rest.splice(at, 2)
  const [file] = rest
  if (rest.length !== 1 || file.startsWith('-') || (at >= 0 && page === undefined)) {
    write(2, HELP)
    return 2
  }
  try {
    const log = readLog(readFileSync(file, 'utf8'))
    if (log.compiled.length === 0 && log.aborts.length === 0 && log.counters.length === 0) {
      write(2, `typhon jitview: nothing of the JIT is in ${file}\n`)
      return 1
    }
    const out = page ?? `${file}.html`
    writeFileSync(out, pageOf(log, `${basename(file)}: what was compiled`, sourceLines()))
    write(1, `${out}\n`)
    return 0
  } catch (e) {
    write(2, `typhon jitview: ${(e as Error).message}\n`)
    return 1
  }
}

/** Looks source lines up, as far as files are there. */
function sourceLines(): (file: string, line: number) => string | undefined {
  const known = new Map<string, readonly string[]>()
  return (file, line) => {
    let lines = known.get(file)
    if (lines === undefined) {
      try {
        lines = readFileSync(file, 'utf8').split(/\r\n?|\n/)
      } catch {
        lines = []
      }
      known.set(file, lines)
    }
    return lines[line - 1]
  }
}
