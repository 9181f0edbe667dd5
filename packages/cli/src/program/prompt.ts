// The prompt: reads a statement, runs it, shows its value, until the input ends. lib: tutorial/interpreter, sys#sys.ps1
// CPython: Python/pythonrun.c (PyRun_InteractiveLoop)
//
// A statement ends with its line; one that has a block ends with an empty line, because a line with `else` or another of
// the block may follow. Each statement is a source of its own in tracebacks, `<stdin>-N`. Prompts go to standard error, as
// CPython's do where it has no editor of lines; editing is the terminal's own.
import { findAttr, host, isError, OSFailure, setattr, strText, type Value } from '@typhon/objspace'
import {
  attend,
  CO_FUTURE_BARRY_AS_BDFL,
  CO_FUTURES,
  compileSource,
  exceptionOf,
  guardSyntax,
  registerSource,
  runCode,
} from '@typhon/interpreter'
import { ast, parse, PythonSyntaxError } from '@typhon/parser'
import type { Python } from '../compose.ts'
import { endWith, type Ending, SUCCESS } from './exit.ts'

const EINTR = 4

/** Lines of standard input. */
class Lines {
  private ahead = new Uint8Array(0)
  private isEnded = false

  /** The next line with its newline; '' at the end. Raises what a signal's handler raises. */
  next(): string {
    for (;;) {
      const i = this.ahead.indexOf(10)
      if (i >= 0) return this.take(i + 1)
      if (this.isEnded) return this.take(this.ahead.length)
      this.more()
    }
  }

  private more(): void {
    const part = new Uint8Array(8192)
    let n = 0
    try {
      n = host().files.read(0, part)
    } catch (e) {
      if (!(e instanceof OSFailure)) throw e
      if (e.errno !== EINTR) this.isEnded = true
      else attend()
      return
    }
    // An end that a terminal signals is over with the next read.
    if (n === 0) {
      this.isEnded = true
      return
    }
    const joined = new Uint8Array(this.ahead.length + n)
    joined.set(this.ahead)
    joined.set(part.subarray(0, n), this.ahead.length)
    this.ahead = joined
  }

  private take(n: number): string {
    const text = new TextDecoder().decode(this.ahead.subarray(0, n))
    this.ahead = this.ahead.slice(n)
    return text.replace(/\r\n?/g, '\n')
  }
}

/**
 * Whether a source needs more lines: it ends in the middle of a statement, or in a block that may go on. An empty line ends
 * both, except inside brackets and strings.
 */
function wantsMore(source: string, line: string, isFlufl: boolean): boolean {
  const isLast = line === '\n'
  try {
    const tree = parse(source, {
      filename: '<stdin>',
      mode: 'single',
      allowIncomplete: !isLast,
      isFlufl,
    }) as ast.Interactive
    const last = tree.body.at(-1)
    return !isLast && last !== undefined && ('body' in last || last instanceof ast.Match)
  } catch (e) {
    if (!(e instanceof PythonSyntaxError)) return false
    return e.kind === '_IncompleteInputError' || (isLast && /was never closed|^unterminated triple/.test(e.msg))
  }
}

class Prompt {
  private readonly python: Python
  private readonly optimize: number
  private readonly lines = new Lines()
  private count = 0
  /** What was imported from __future__ holds for the lines that follow. */
  private futures = 0

  constructor(python: Python, optimize: number) {
    this.python = python
    this.optimize = optimize
  }

  run(): Ending {
    for (;;) {
      let source: string | null
      try {
        source = this.read()
      } catch (e) {
        if (!isError(exceptionOf(e), 'KeyboardInterrupt')) throw e
        this.python.complain('\nKeyboardInterrupt\n')
        continue
      }
      if (source === null) return SUCCESS
      if (source.trim() === '') continue
      try {
        this.execute(source)
      } catch (e) {
        const ending = endWith(e)
        if (ending.isExit) return ending
      }
    }
  }

  private get isFlufl(): boolean {
    return (this.futures & CO_FUTURE_BARRY_AS_BDFL) !== 0
  }

  /** The lines of one statement; null at the end of the input. */
  private read(): string | null {
    let source = ''
    for (;;) {
      this.python.complain(this.promptText(source === '' ? 'ps1' : 'ps2'))
      const line = this.lines.next()
      if (line === '') {
        this.python.complain('\n')
        return source === '' ? null : source
      }
      source += line
      // Lines with nothing but a comment are no statement yet.
      if (source.trim() === '' || !wantsMore(source, line, this.isFlufl)) return source
    }
  }

  /** sys.ps1 or sys.ps2 as text. */
  private promptText(name: string): string {
    try {
      const w: Value | undefined = findAttr(this.python.sys, name)
      return w === undefined || w === null ? '' : strText(w)
    } catch (e) {
      exceptionOf(e)
      return ''
    }
  }

  private execute(source: string): void {
    const { dict } = this.python.main
    const { optimize } = this
    // Parsed under the plain name first: that is what errors of syntax say.
    const filename = `<stdin>-${this.count}`
    guardSyntax(() => checkSyntax(source, this.isFlufl))
    this.count++
    registerSource(filename, source, '<stdin>')
    try {
      const code = compileSource(source, { filename, mode: 'single', optimize, flags: this.futures })
      this.futures |= code.flags & CO_FUTURES
      runCode(code, dict, dict)
    } finally {
      this.python.flush()
    }
  }
}

/** What follows a block without an empty line between is an error like any other. */
function checkSyntax(source: string, isFlufl: boolean): void {
  try {
    parse(source, { filename: '<stdin>', mode: 'single', isFlufl })
  } catch (e) {
    if (!(e instanceof PythonSyntaxError) || !e.msg.startsWith('multiple statements')) throw e
    throw new PythonSyntaxError({ ...e, msg: 'invalid syntax' })
  }
}

/** Runs the prompt on standard input until it ends or SystemExit is raised. */
export function runPrompt(python: Python, optimize: number): Ending {
  const { sys } = python
  if (findAttr(sys, 'ps1') === undefined) setattr(sys, 'ps1', '>>> ')
  if (findAttr(sys, 'ps2') === undefined) setattr(sys, 'ps2', '... ')
  try {
    return new Prompt(python, optimize).run()
  } catch (e) {
    return endWith(e)
  }
}
