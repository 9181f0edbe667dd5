/**
 * The wide family of programs: the statements and expressions of the first one (../programs.ts), and between them, in any place,
 * those that it leaves out, a file for each matter. Failures are logged with the columns of what failed.
 */
import type { Choices } from '../choices.ts'
import { type Place, Writer } from '../programs.ts'
import type { Expressions } from '../program-expressions.ts'
import { classAndUse } from './classes.ts'
import { brokenSource, madeCode } from './compiling.ts'
import { wideExpressions } from './expressions.ts'
import { cells, functionAndCalls, typeStatement } from './functions.ts'
import { coroutineAndUse, generatorAndUse } from './generators.ts'
import { matchStatement } from './patterns.ts'
import { targetStatement } from './targets.ts'
import { reported, warned, watched } from './watching.ts'

type Maker = (w: WideWriter, place: Place) => void

/** Statements that stand anywhere, and those that stand at the top or in functions, as they are long. */
const ANYWHERE: readonly Maker[] = [
  targetStatement,
  targetStatement,
  targetStatement,
  matchStatement,
  typeStatement,
  imported,
  ended,
]
const LONG: readonly Maker[] = [
  functionAndCalls,
  cells,
  classAndUse,
  classAndUse,
  generatorAndUse,
  coroutineAndUse,
  madeCode,
  brokenSource,
  watched,
  reported,
  warned,
  matchStatement,
  targetStatement,
]

function imported(w: WideWriter, place: Place): void {
  w.put(
    place.depth,
    w.c.pick([
      'import math, sys as k',
      'import os.path as k',
      'import collections.abc',
      'from math import floor as j, pi',
      'from collections import (deque, OrderedDict as k,)',
      'import missing_module',
      'from sys import missing',
      'from . import x',
      'from .x import y',
      'import sys.missing',
      'from wide import vocabulary as k',
      ...(place.kind === 'module' && place.depth === 0 ? ['from math import *', 'from missing_module import *'] : []),
    ]),
  )
}

/** Loops that are left in every way, and functions left from `finally`. */
function ended(w: WideWriter, place: Place): void {
  const { c, e } = w
  const { depth } = place
  const leave = (): string =>
    c.pick([
      'break',
      'continue',
      `return ${e.int({ ...place, kind: 'function' })}`,
      'raise Err(n)',
      'pass',
      'log(n)',
      '1/0',
    ])
  const f = w.name('f')
  w.put(depth, `def ${f}():`)
  w.put(depth + 1, c.pick(['for n in range(4):', 'n = 0\n' + '    '.repeat(depth + 1) + 'while (n := n + 1) < 4:']))
  w.put(depth + 2, 'try:')
  w.put(depth + 3, `if n ${c.pick(['==', '<', '>'])} ${c.pick(['1', '2', '0'])}: ${leave()}`)
  w.put(depth + 3, `log("body", n); ${leave()}`)
  if (c.chance(60)) {
    w.put(depth + 2, `except ${c.pick(['Err', 'ZeroDivisionError', 'Exception'])} as error:`)
    w.put(depth + 3, leave())
    if (c.chance(40)) {
      w.put(depth + 2, 'else:')
      w.put(depth + 3, leave())
    }
  }
  w.put(depth + 2, 'finally:')
  w.put(depth + 3, `log("finally", n, sys.exception())`)
  w.put(depth + 3, c.chance(60) ? leave() : `if n == 2: ${leave()}`)
  if (c.chance(50)) {
    w.put(depth + 1, 'else:')
    w.put(depth + 2, 'log("else", n)')
  }
  w.put(depth, `told(${f})`)
}

export class WideWriter extends Writer {
  constructor(c: Choices, e: Expressions = wideExpressions(c), budget?: number) {
    super(c, e, budget)
  }

  protected override more(place: Place): boolean {
    if (!this.c.chance(40)) return false
    this.c.pick(place.kind !== 'class' && place.depth < 3 && this.c.chance(40) ? LONG : ANYWHERE)(this, place)
    return true
  }

  override module(): void {
    this.put(0, 'from wide.vocabulary import *')
    this.put(0, 'i, j, k, p, q, s, o, y = 1, 2, 3, [1, 2, 3], [], "ab", Tracer("o"), 0')
    const guarded: Place = { kind: 'module', loop: false, noJump: false, depth: 1 }
    for (let n = 1 + this.c.below(3); n > 0; n--) {
      this.put(0, 'try:')
      if (this.c.chance(75)) this.c.pick(LONG)(this, guarded)
      else this.block(guarded)
      this.put(0, 'except BaseException as error:')
      this.put(1, 'log("uncaught", error, spots(error))')
    }
  }
}

export function wideProgram(c: Choices): string {
  const writer = new WideWriter(c)
  writer.module()
  return `${writer.lines.join('\n')}\n`
}
