/**
 * An interpreter that answers cases through worker.py, in a process that lives on from case to case.
 *
 * A case that never ends or ends the process is answered by what happened; the next one gets a new process. A process is
 * replaced after many cases all the same, so that what a case leaves behind does not go far.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

export interface Case {
  readonly kind: 'steps' | 'program'
  readonly source: string
}

/** Cases that one process answers at most. */
const LIFE = 2000
/** Seconds without an answer after which a process is ended; worker.py itself gives up earlier where it can. */
const PATIENCE = 15
/** The same for the first answer: a process has to start, and Typhon may have to be bundled again. */
const START = 90

interface Running {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  answered: number
  isStarted: boolean
  hear(line: string | undefined): void
}

export class Interpreter {
  private readonly command: readonly string[]
  private readonly environment: Record<string, string>
  private running: Running | undefined

  constructor(command: readonly string[], environment: Record<string, string> = {}) {
    this.command = command
    this.environment = environment
  }

  /** The answers to all cases. */
  async answer(cases: readonly Case[]): Promise<string[]> {
    const answers: string[] = []
    while (answers.length < cases.length) {
      const running = this.start()
      const part = cases.slice(answers.length, answers.length + Math.max(1, LIFE - running.answered))
      await this.exchange(running, part, answers)
      running.answered += part.length
      if (running.answered >= LIFE) this.end()
    }
    return answers
  }

  /** Adds answers for `part`; fewer than all where the process ended, the last of which tells how. */
  private exchange(running: Running, part: readonly Case[], answers: string[]): Promise<void> {
    return new Promise((done) => {
      const last = answers.length + part.length
      let timer: NodeJS.Timeout
      const finish = (): void => {
        clearTimeout(timer)
        running.hear = () => {}
        done()
      }
      const giveUp = (answer: string): void => {
        answers.push(answer)
        this.end()
        finish()
      }
      const wait = (): void => {
        clearTimeout(timer)
        const patience = running.isStarted ? PATIENCE : START
        timer = setTimeout(() => giveUp('(does not end)'), patience * 1000)
      }
      running.hear = (line) => {
        if (line === undefined) return giveUp('(ends the process)')
        running.isStarted = true
        answers.push(JSON.parse(line) as string)
        if (answers.length === last) finish()
        else wait()
      }
      wait()
      running.child.stdin.write(part.map(({ kind, source }) => `${JSON.stringify([kind, source])}\n`).join(''))
    })
  }

  private start(): Running {
    if (this.running !== undefined) return this.running
    const [program, ...words] = this.command
    const child = spawn(program, [...words, join(import.meta.dirname, 'worker.py')], {
      env: { ...process.env, PYTHONHASHSEED: '0', PYTHONIOENCODING: 'utf-8:surrogatepass', ...this.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const running: Running = { child, answered: 0, isStarted: false, hear: () => {} }
    child.stdin.on('error', () => {})
    child.stderr.resume()
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => running.hear(line))
    const ended = (): void => {
      // A process that ended between cases answers none.
      if (this.running === running) this.running = undefined
      running.hear(undefined)
    }
    lines.on('close', ended)
    child.on('error', ended)
    this.running = running
    return running
  }

  /** Ends the process, if there is one; the next case starts another. */
  end(): void {
    this.running?.child.kill('SIGKILL')
    this.running = undefined
  }
}
