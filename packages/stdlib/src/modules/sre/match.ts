// The matching machine: runs a program (program.ts) on a subject. It is complete, it decides what the right answer is, and
// it can be interrupted. CPython: SRE(match), SRE(count), SRE(search) in Modules/_sre/sre_lib.h
//
// CPython's engine matches the tail of a pattern inside the activation of the choice before it, and puts marks and counters
// back when that returns. Here a choice is a frame of four words on `stack` (where to go on, position, one word of the
// instruction's own, height of the trail) and a register that changes writes its old value on `trail`; to fail is to pop a
// frame and to undo the trail down to its height. What must stay true:
//  - nothing recurses: memory is frames and trail, in proportion to the subject, and grows on the heap;
//  - cutting (end of an assertion, an atomic group, a possessive iteration) drops frames and keeps the trail, so that a
//    later failure still undoes marks set inside;
//  - marks are always put back. differs: CPython 3.13 leaves those that a failed attempt set inside a possessive repeat of a
//    group, unless another repeat is around it; a group can then end before it starts, which it reports as SystemError;
//  - registers that hold heights of the stack or positions of assertions are written again before they are read, and are
//    not trailed;
//  - the labels of `run` are the numbers of `Code`: V8 dispatches literal labels faster than constants (a test compares).
import { At } from './opcodes.ts'
import type { Program } from './program.ts'
import { back, endOfRun, find, forth, isAt, passes, sameText, skip } from './runs.ts'
import { indexOf, type Subject } from './subject.ts'
import { UNBOUNDED } from './tree.ts'

/** How much work is done between two calls of `poll`. */
const POLL_INTERVAL = 20000

const FRAME = 4

/** Words of stack that are kept between matches. */
const LARGE = 1 << 20

type Words = Int32Array<ArrayBuffer>

let outOfMemory: () => unknown = () => new Error('out of memory')

/** Hands in what is thrown when the stacks would outgrow what a typed array can hold. */
export function setOutOfMemory(make: () => unknown): void {
  outOfMemory = make
}

/** Stacks and registers of one running match. A match that is started while another one runs (by `poll`) takes its own. */
export class Machine {
  registers: Int32Array = new Int32Array(64)
  /** End of the match found by `run`. */
  end = 0
  private stack: Words = new Int32Array(1024)
  private trail: Words = new Int32Array(512)
  private budget = POLL_INTERVAL
  private readonly poll: (() => void) | null

  constructor(poll: (() => void) | null) {
    this.poll = poll
  }

  /** Whether the stacks take more memory than should be kept for a later match. */
  get isLarge(): boolean {
    return this.stack.length + this.trail.length > LARGE
  }

  private reserve(program: Program): void {
    if (this.registers.length < program.registers) this.registers = new Int32Array(program.registers * 2)
  }

  /** Tries the pattern at `at`. `full`: it must end at `end`; `advance`: it must not be empty. */
  match(program: Program, subject: Subject, at: number, end: number, full: boolean, advance: boolean): boolean {
    this.reserve(program)
    this.registers.fill(-1, 0, 2 * program.groups + 1)
    return this.run(program, subject, at, end, full, advance ? at : -1)
  }

  /** Looks for the first place from `from` on where the pattern matches, and gives it, or -1. */
  search(program: Program, subject: Subject, from: number, end: number, advance: boolean): number {
    if (from > end) return -1
    this.reserve(program)
    const { start, body } = program.pattern
    const { prefix } = start
    const { prefixText, first, run } = program
    const last = end - start.minWidth
    if (prefix.length > 0) {
      for (
        let p = indexOf(subject, prefix, prefixText, from, end);
        p >= 0;
        p = indexOf(subject, prefix, prefixText, p + 1, end)
      ) {
        if (start.literal) {
          this.end = p + prefix.length
          this.registers.fill(-1, 0, 2 * program.groups + 1)
          return p
        }
        if (this.match(program, subject, p, end, false, false)) return p
      }
      return -1
    }
    if (first !== undefined) {
      for (let p = find(first, subject, from, end); p <= last && p < end; p = find(first, subject, p + 1, end)) {
        if (this.match(program, subject, p, end, false, false)) return p
        if (run !== undefined) p = endOfRun(run, subject, p, end)
        if (--this.budget < 0) this.budget = this.pause()
      }
      return -1
    }
    if (this.match(program, subject, from, end, false, advance)) return from
    const node = body[0]
    if (node !== undefined && node.kind === 'at' && (node.code === At.BEGINNING || node.code === At.BEGINNING_STRING))
      return -1
    for (let p = from + 1; p <= last; p++) {
      if (this.match(program, subject, p, end, false, false)) return p
      if (--this.budget < 0) this.budget = this.pause()
    }
    return -1
  }

  private pause(): number {
    if (this.poll !== null) this.poll()
    return POLL_INTERVAL
  }

  private growStack(): Words {
    return (this.stack = grown(this.stack))
  }

  private growTrail(): Words {
    return (this.trail = grown(this.trail))
  }

  private run(
    program: Program,
    subject: Subject,
    start: number,
    end: number,
    full: boolean,
    forbidden: number,
  ): boolean {
    const { code, sets, groups } = program
    const lastIndex = 2 * groups
    const { registers } = this
    const isText = typeof subject === 'string'
    const text = isText ? subject : ''
    const units = isText ? NO_UNITS : subject
    let { stack, trail } = this
    let top = 0
    let trailTop = 0
    let pc = 0
    let ptr = start
    let extra = 0
    let fresh = false
    let budget = this.budget

    for (;;) {
      // Each instruction goes on with `continue`; what leaves the switch has failed.
      switch (code[pc]) {
        case 0: // SUCCEED
          if ((full && ptr !== end) || ptr === forbidden) break
          this.end = ptr
          this.budget = budget
          return true
        case 1: // FAIL
          break
        case 2: // CHAR
          if (ptr < end && (isText ? text.charCodeAt(ptr) : units[ptr]) === code[pc + 1]) {
            ptr++
            pc += 2
            continue
          }
          break
        case 3: // NOT_CHAR
          if (ptr < end && (isText ? text.charCodeAt(ptr) : units[ptr]) !== code[pc + 1]) {
            ptr++
            pc += 2
            continue
          }
          break
        case 4: // ANY
          if (ptr < end && (isText ? text.charCodeAt(ptr) : units[ptr]) !== 10) {
            ptr++
            pc += 1
            continue
          }
          break
        case 5: // ALL
          if (ptr < end) {
            ptr++
            pc += 1
            continue
          }
          break
        case 6: // SET
          if (ptr < end) {
            const c = isText ? text.charCodeAt(ptr) : units[ptr]
            const set = sets[code[pc + 1]]
            if (c < 256 ? set.low[c] === 1 : set.high(c)) {
              ptr++
              pc += 2
              continue
            }
          }
          break
        case 7: // AT
          if (isAt(code[pc + 1], subject, ptr, end)) {
            pc += 2
            continue
          }
          break
        case 8: {
          // OPEN
          if (trailTop + 4 > trail.length) trail = this.growTrail()
          const m = code[pc + 1]
          trail[trailTop] = m
          trail[trailTop + 1] = registers[m]
          trailTop += 2
          registers[m] = ptr
          pc += 2
          continue
        }
        case 9: {
          // CLOSE
          if (trailTop + 4 > trail.length) trail = this.growTrail()
          const m = code[pc + 1]
          trail[trailTop] = m
          trail[trailTop + 1] = registers[m]
          trail[trailTop + 2] = lastIndex
          trail[trailTop + 3] = registers[lastIndex]
          trailTop += 4
          registers[m] = ptr
          registers[lastIndex] = (m + 1) >> 1
          pc += 2
          continue
        }
        case 10: {
          // BACKREF
          const from = registers[2 * code[pc + 1]]
          const to = registers[2 * code[pc + 1] + 1]
          if (from < 0 || to < from || to - from > end - ptr) break
          if (!sameText(subject, from, to, ptr, code[pc + 2])) break
          ptr += to - from
          pc += 3
          continue
        }
        case 11: {
          // UNLESS_GROUP
          const from = registers[2 * code[pc + 1]]
          const to = registers[2 * code[pc + 1] + 1]
          pc = from >= 0 && to >= from ? pc + 3 : code[pc + 2]
          continue
        }
        case 12: // JUMP
          pc = code[pc + 1]
          continue
        case 13: // SPLIT
          if (top + FRAME > stack.length) stack = this.growStack()
          stack[top] = code[pc + 1]
          stack[top + 1] = ptr
          stack[top + 3] = trailTop
          top += FRAME
          pc += 2
          if (--budget < 0) budget = this.pause()
          continue
        case 14: {
          // UNLESS
          if (ptr >= end) {
            pc = code[pc + 3]
            continue
          }
          const c = isText ? text.charCodeAt(ptr) : units[ptr]
          pc = passes(code[pc + 1], code[pc + 2], sets, c) ? pc + 4 : code[pc + 3]
          if (--budget < 0) budget = this.pause()
          continue
        }
        case 15: {
          // SPLIT_UNLESS
          if (ptr >= end) {
            pc = code[pc + 3]
            continue
          }
          const c = isText ? text.charCodeAt(ptr) : units[ptr]
          if (!passes(code[pc + 1], code[pc + 2], sets, c)) {
            pc = code[pc + 3]
            continue
          }
          if (top + FRAME > stack.length) stack = this.growStack()
          stack[top] = code[pc + 3]
          stack[top + 1] = ptr
          stack[top + 3] = trailTop
          top += FRAME
          pc += 4
          if (--budget < 0) budget = this.pause()
          continue
        }
        case 16: {
          // RUN
          const min = code[pc + 3]
          if (min > end - ptr) break
          const max = code[pc + 4]
          const stop = max < end - ptr ? ptr + max : end
          const p = skip(code[pc + 1], code[pc + 2], sets, subject, ptr, stop)
          budget -= (p - ptr) >> 4
          if (p - ptr < min) break
          ptr = p
          pc += 5
          continue
        }
        case 17: {
          // GREEDY
          const min = code[pc + 3]
          if (min > end - ptr) break
          const max = code[pc + 4]
          const stop = max < end - ptr ? ptr + max : end
          const p = skip(code[pc + 1], code[pc + 2], sets, subject, ptr, stop)
          budget -= (p - ptr) >> 4
          extra = ptr + min
          ptr = p + 1
          pc += 7
          // falls into the other half: the place tried first is `p`
        }
        case 18: {
          // GREEDY_RETRY
          const p = back(code[pc - 2], code[pc - 1], sets, subject, ptr - 1, extra, end)
          budget -= (ptr - p) >> 4
          if (p < extra) break
          if (p > extra) {
            if (top + FRAME > stack.length) stack = this.growStack()
            stack[top] = pc
            stack[top + 1] = p
            stack[top + 2] = extra
            stack[top + 3] = trailTop
            top += FRAME
          }
          ptr = p
          pc += 1
          continue
        }
        case 19: {
          // LAZY
          const min = code[pc + 3]
          if (min > end - ptr) break
          const max = code[pc + 4]
          extra = max < end - ptr ? ptr + max : end
          if (min > 0) {
            const p = skip(code[pc + 1], code[pc + 2], sets, subject, ptr, ptr + min)
            if (p < ptr + min) break
            ptr = p
          }
          fresh = true
          pc += 7
          // falls into the other half, which takes no further character first
        }
        case 20: {
          // LAZY_RETRY
          if (fresh) fresh = false
          else {
            if (ptr >= extra) break
            if (!passes(code[pc - 6], code[pc - 5], sets, isText ? text.charCodeAt(ptr) : units[ptr])) break
            ptr++
          }
          const p = forth(code, pc, sets, subject, ptr, extra, end)
          if (p < 0) {
            budget -= (extra - ptr) >> 4
            break
          }
          budget -= (p - ptr) >> 4
          if (p < extra) {
            if (top + FRAME > stack.length) stack = this.growStack()
            stack[top] = pc
            stack[top + 1] = p
            stack[top + 2] = extra
            stack[top + 3] = trailTop
            top += FRAME
          }
          ptr = p
          pc += 1
          continue
        }
        case 21: {
          // REPEAT
          if (trailTop + 4 > trail.length) trail = this.growTrail()
          const r = code[pc + 1]
          trail[trailTop] = r
          trail[trailTop + 1] = registers[r]
          trail[trailTop + 2] = r + 1
          trail[trailTop + 3] = registers[r + 1]
          trailTop += 4
          registers[r] = -1
          registers[r + 1] = -1
          pc += 2
          continue
        }
        case 22: {
          // MAX_UNTIL
          const r = code[pc + 1]
          const count = registers[r] + 1
          if (trailTop + 4 > trail.length) trail = this.growTrail()
          if (count < code[pc + 2]) {
            trail[trailTop] = r
            trail[trailTop + 1] = registers[r]
            trailTop += 2
            registers[r] = count
            pc = code[pc + 4]
            continue
          }
          const max = code[pc + 3]
          if ((count < max || max === UNBOUNDED) && ptr !== registers[r + 1]) {
            if (top + FRAME > stack.length) stack = this.growStack()
            stack[top] = pc + 5
            stack[top + 1] = ptr
            stack[top + 3] = trailTop
            top += FRAME
            trail[trailTop] = r
            trail[trailTop + 1] = registers[r]
            trail[trailTop + 2] = r + 1
            trail[trailTop + 3] = registers[r + 1]
            trailTop += 4
            registers[r] = count
            registers[r + 1] = ptr
            pc = code[pc + 4]
          } else pc += 5
          if (--budget < 0) budget = this.pause()
          continue
        }
        case 23: {
          // MIN_UNTIL
          const r = code[pc + 1]
          const count = registers[r] + 1
          if (count < code[pc + 2]) {
            if (trailTop + 4 > trail.length) trail = this.growTrail()
            trail[trailTop] = r
            trail[trailTop + 1] = registers[r]
            trailTop += 2
            registers[r] = count
            pc = code[pc + 4]
            continue
          }
          if (top + FRAME > stack.length) stack = this.growStack()
          stack[top] = pc + 5
          stack[top + 1] = ptr
          stack[top + 3] = trailTop
          top += FRAME
          pc += 6
          continue
        }
        case 24: {
          // MIN_UNTIL_RETRY
          const r = code[pc - 4]
          const count = registers[r] + 1
          const max = code[pc - 2]
          if ((count >= max && max !== UNBOUNDED) || ptr === registers[r + 1]) break
          if (trailTop + 4 > trail.length) trail = this.growTrail()
          trail[trailTop] = r
          trail[trailTop + 1] = registers[r]
          trail[trailTop + 2] = r + 1
          trail[trailTop + 3] = registers[r + 1]
          trailTop += 4
          registers[r] = count
          registers[r + 1] = ptr
          pc = code[pc - 1]
          if (--budget < 0) budget = this.pause()
          continue
        }
        case 25: // LOOK
          if (ptr < code[pc + 2]) break
          registers[code[pc + 1]] = top
          registers[code[pc + 1] + 1] = ptr
          ptr -= code[pc + 2]
          pc += 3
          continue
        case 26: // LOOK_END
          top = registers[code[pc + 1]]
          ptr = registers[code[pc + 1] + 1]
          pc += 2
          continue
        case 27: // LOOK_NOT
          if (ptr < code[pc + 2]) {
            pc = code[pc + 3]
            continue
          }
          if (top + FRAME > stack.length) stack = this.growStack()
          registers[code[pc + 1]] = top
          stack[top] = code[pc + 3]
          stack[top + 1] = ptr
          stack[top + 3] = trailTop
          top += FRAME
          ptr -= code[pc + 2]
          pc += 4
          continue
        case 28: // LOOK_NOT_END
          top = registers[code[pc + 1]]
          break
        case 29: // ATOMIC
          registers[code[pc + 1]] = top
          pc += 2
          continue
        case 30: // CUT
          top = registers[code[pc + 1]]
          pc += 2
          continue
        case 31: {
          // POSSESSIVE
          const r = code[pc + 1]
          const count = registers[r] + 1
          if (count < code[pc + 2]) {
            pc += 5
            continue
          }
          const max = code[pc + 3]
          if ((count >= max && max !== UNBOUNDED) || ptr === registers[r + 1]) {
            pc = code[pc + 4]
            continue
          }
          if (top + FRAME > stack.length) stack = this.growStack()
          stack[top] = code[pc + 4]
          stack[top + 1] = ptr
          stack[top + 3] = trailTop
          top += FRAME
          registers[r + 1] = ptr
          pc += 5
          continue
        }
        case 32: // POSSESSIVE_NEXT
          top = registers[code[pc + 1] + 2]
          registers[code[pc + 1]]++
          pc = code[pc + 2]
          if (--budget < 0) budget = this.pause()
          continue
      }
      // Failed: back to the latest choice.
      if (top === 0) {
        this.budget = budget
        return false
      }
      top -= FRAME
      pc = stack[top]
      ptr = stack[top + 1]
      extra = stack[top + 2]
      const height = stack[top + 3]
      while (trailTop > height) {
        trailTop -= 2
        registers[trail[trailTop]] = trail[trailTop + 1]
      }
      if (--budget < 0) budget = this.pause()
    }
  }
}

const NO_UNITS = new Uint8Array(0)

function grown(old: Words): Words {
  if (old.length > 0x3fffffff) throw outOfMemory()
  let bigger: Words
  try {
    bigger = new Int32Array(old.length * 2)
  } catch {
    throw outOfMemory()
  }
  bigger.set(old)
  return bigger
}
