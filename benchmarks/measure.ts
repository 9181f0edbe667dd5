/**
 * Runs one process and says what it cost: wall clock, CPU time of all its threads and children, peak resident memory.
 *
 * Node does not tell a parent what a child has used, so the child runs under bash's `time` (milliseconds, from wait4)
 * and, for the peak, under GNU time. Where one of the two does not exist its figures are absent, never estimated.
 */

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Cost {
  /** Seconds. */
  readonly wall: number
  /** Seconds, user and system together; undefined without bash. */
  readonly cpu: number | undefined
  /** Bytes; undefined without GNU time. */
  readonly peak: number | undefined
}

export interface Run {
  readonly cost: Cost
  readonly status: number | null
  readonly timedOut: boolean
  readonly stdout: string
  readonly stderr: string
}

const succeeds = (command: string, args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

let tools: { bash: boolean; gnuTime: boolean } | undefined

/** Looked up once, when the first process is about to run. */
export function measuringTools(): { bash: boolean; gnuTime: boolean } {
  return (tools ??= {
    bash: succeeds('bash', ['-c', ':']),
    gnuTime: succeeds('/usr/bin/time', ['-f', '%M', '-o', '/dev/null', 'true']),
  })
}

/** The child keeps its own standard error; the two figures of `time` go to file $1. */
const TIMED = 'report=$1; shift; TIMEFORMAT="%R %U %S"; { time "$@" 2>&4; } 4>&2 2>"$report"'

export async function measure(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  timeout: number,
  onLine?: (line: string) => void,
): Promise<Run> {
  const { bash, gnuTime } = measuringTools()
  const folder = mkdtempSync(join(tmpdir(), 'typhon-bench-'))
  const timeFile = join(folder, 'time')
  const peakFile = join(folder, 'peak')
  let line = [command, ...args]
  if (gnuTime) line = ['/usr/bin/time', '-q', '-f', '%M', '-o', peakFile, ...line]
  if (bash) line = ['bash', '-c', TIMED, 'bash', timeFile, ...line]
  try {
    const start = process.hrtime.bigint()
    const ended = await spawned(line, environment, timeout, onLine)
    let wall = Number(process.hrtime.bigint() - start) / 1e9
    let cpu: number | undefined
    if (bash && !ended.timedOut) {
      const [real, user, system] = lastLine(timeFile).split(' ').map(Number) as [number, number, number]
      wall = real
      cpu = user + system
    }
    const peak = gnuTime && !ended.timedOut ? Number(lastLine(peakFile)) * 1024 : undefined
    return { cost: { wall, cpu, peak }, ...ended }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const lastLine = (file: string): string => readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? ''

type Ended = Omit<Run, 'cost'>

function spawned(
  line: readonly string[],
  environment: NodeJS.ProcessEnv,
  timeout: number,
  onLine: ((line: string) => void) | undefined,
): Promise<Ended> {
  return new Promise((fulfil, reject) => {
    // Its own process group, so that a time-out reaches the measured process and not only the shell around it.
    const child = spawn(line[0]!, line.slice(1), {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let stdout = ''
    let stderr = ''
    let unread = ''
    let timedOut = false
    const stop = (): void => {
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        // It has just ended by itself.
      }
    }
    const timer = setTimeout(() => {
      timedOut = true
      stop()
    }, timeout * 1000)
    process.once('exit', stop)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      if (onLine === undefined) return
      const lines = (unread + text).split('\n')
      unread = lines.pop()!
      for (const each of lines) onLine(each)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (status) => {
      clearTimeout(timer)
      process.removeListener('exit', stop)
      fulfil({ status, timedOut, stdout, stderr })
    })
  })
}
