/**
 * Wide integers modulo 2^64. `(x * 6364136223846793005 + 1) & 0xffffffffffffffff` has results that no number holds, and intermediate ones that
 * are twice as long. As in narrow.ts, a mask says that low bits are enough: the sums and products between the mask and values that are known are
 * written over the host's own wide integers, cut to 64 bits at the end. V8 computes such a chain in machine words, and the language's functions,
 * which would look at their operands one by one, are left out.
 *
 * What must stay true: the operands of a chain are known to be integers where it stands; nothing else, snapshots included, wants what is inside one.
 */
import { CallDescr, type ClassDescr, type Meaning } from '../ir/descr.ts'
import { js } from '../ir/template.ts'
import { Const, Op, ref, type Trace, type Value } from '../ir/values.ts'

const WORD = 2n ** 64n
const NARROW = 2n ** 32n

const text = (name: string, template: ReturnType<typeof js>, meaning: Meaning): CallDescr =>
  new CallDescr(name, { text: template, result: 'r', pure: true, meaning })

const LINKS: Partial<Record<Op['name'], CallDescr>> = {
  big_add: text('add wide', js`($0 + $1)`, 'big_add'),
  big_sub: text('subtract wide', js`($0 - $1)`, 'big_sub'),
  big_mul: text('multiply wide', js`($0 * $1)`, 'big_mul'),
  big_or: text('or wide', js`($0 | $1)`, 'big_or'),
  big_xor: text('xor wide', js`($0 ^ $1)`, 'big_xor'),
  big_lshift: text('shift wide', js`($0 << $1)`, 'big_lshift'),
}
const AND = text('and wide', js`($0 & $1)`, 'big_and')
const CUT = text('modulo 2^64', js`BigInt.asUintN(64, $0)`, 'modulo')
const WIDEN = text('widen', js`BigInt($0)`, 'same')

/** How a reference is known to be an integer: by what makes a wide one of it, null where it is one. */
type Integers = ReadonlyMap<Value, CallDescr | null>

/** Rewrites the chains of a trace; `normal` is a call that gives the language's integer for one of the host's. */
export function cutChains(trace: Trace, normal: CallDescr): Trace {
  const { inputs, ops } = trace
  if (!ops.some((op) => maskOf(op) !== null)) return trace
  const links = findLinks(ops)
  if (!ops.some((op) => maskOf(op) !== null && links.has(op.args[0]))) return trace
  const out: Op[] = []
  const integers = new Map<Value, CallDescr | null>()
  const wide = new Map<Value, Value>()
  const call = (descr: CallDescr, ...args: Value[]): Op => {
    const op = new Op('call_r', args, descr)
    out.push(op)
    return op
  }
  const widened = (value: Value): Value => {
    if (value instanceof Const) return ref(BigInt(value.concrete))
    let known = wide.get(value)
    if (known === undefined) {
      const how = integers.get(value)
      known = how === null || how === undefined ? value : call(how, value)
      wide.set(value, known)
    }
    return known
  }
  for (const op of ops) {
    const mask = maskOf(op)
    if (links.has(op)) wide.set(op, call(LINKS[op.name]!, widened(op.args[0]), widened(op.args[1])))
    else if (mask !== null && links.has(op.args[0])) {
      const cut = call(CUT, widened(op.args[0]))
      op.forwarded = call(normal, mask === WORD - 1n ? cut : call(AND, cut, ref(mask)))
    } else if (!isAboutLink(op, links)) {
      note(op, integers)
      out.push(op)
    }
  }
  return { inputs, ops: out }
}

/** The mask of more than 32 and at most 64 bits that an operation applies; null where it is none. */
function maskOf(op: Op): bigint | null {
  if (op.name !== 'big_and' || !(op.args[1] instanceof Const)) return null
  const { concrete } = op.args[1]
  if (typeof concrete !== 'bigint' && !Number.isSafeInteger(concrete)) return null
  const mask = BigInt(concrete)
  return mask >= NARROW && mask < WORD ? mask : null
}

/** The operations of which only the low bits are wanted: the greatest set that fits the rules. */
function findLinks(ops: readonly Op[]): Set<Value> {
  const links = new Set<Value>(ops.filter((op) => op.name in LINKS))
  for (let before = -1; before !== links.size;) {
    before = links.size
    const integers = new Map<Value, CallDescr | null>()
    for (const op of ops) {
      if (links.has(op)) {
        const isShift = op.name === 'big_lshift' && !(op.args[1] instanceof Const)
        if (isShift || !op.args.every((arg) => isInteger(arg, links, integers))) links.delete(op)
        continue
      }
      if (isAboutLink(op, links)) continue
      note(op, integers)
      if (maskOf(op) === null) for (const arg of op.args) links.delete(arg)
      for (let frame = op.snapshot; frame !== null; frame = frame.caller)
        for (const value of frame.values) links.delete(value)
    }
  }
  return links
}

function isInteger(value: Value, links: ReadonlySet<Value>, integers: Integers): boolean {
  if (value instanceof Const) return typeof value.concrete === 'bigint' || Number.isSafeInteger(value.concrete)
  return links.has(value) || integers.has(value)
}

/** A guard on the class of what is inside a chain. */
const isAboutLink = (op: Op, links: ReadonlySet<Value>): boolean => op.name === 'guard_class' && links.has(op.args[0])

/** What a guard says of integers. */
function note(op: Op, integers: Map<Value, CallDescr | null>): void {
  if (op.name === 'int_to_ref') integers.set(op, WIDEN)
  if (op.name !== 'guard_class') return
  const { raw, isWide } = op.descr as ClassDescr
  if (isWide) integers.set(op.args[0], null)
  else if (raw === 'int_to_ref') integers.set(op.args[0], WIDEN)
}
