// Keys of JSON objects. Most objects have the keys of others in the same order, so the keys that were read are steps: each knows the one
// that followed it last, and whether that one comes again is one comparison of the host.
//
// What must stay true: a step's name stands as it is in a text, with a quote behind: it has no character that must be escaped, nor the
// one that stands for others in sources.
import type { Value } from '@typhon/objspace'

/** Longer keys, and those behind so many, are no steps. */
const LONGEST = 64
const DEEPEST = 64
// oxlint-disable-next-line no-control-regex
const PLAIN = /^[^"\\\x00-\x1f\uffff]*$/
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/

/** So many steps are remembered before they begin anew. */
const MOST = 1000

/** A key of an object, behind certain others. */
export class Step {
  readonly name: string
  /** The name as it stands in a text behind its first quote. */
  readonly spelled: string
  /** That by its codes; null where it is not ASCII, so that the codes of a source may be those of others. */
  readonly codes: readonly number[] | null
  readonly before: Step | null
  /** How many keys there are with this one. */
  readonly count: number
  /** Whether no two of these are equal. */
  readonly areDistinct: boolean
  /** The step that followed last. */
  next: Step | null = null
  private others: Map<string, Step> | null = null
  private all: Value[] | null = null

  constructor(name: string, before: Step | null) {
    this.name = name
    this.spelled = `${name}"`
    this.codes = ASCII.test(name) ? Array.from(this.spelled, (c) => c.charCodeAt(0)) : null
    this.before = before
    this.count = before === null ? 0 : before.count + 1
    let areDistinct = before === null || before.areDistinct
    for (let step = before; areDistinct && step !== null && step.before !== null; step = step.before)
      areDistinct = step.name !== name
    this.areDistinct = areDistinct
  }

  /** All keys with this one. */
  names(): readonly Value[] {
    if (this.all === null) {
      this.all = []
      for (let step: Step = this; step.before !== null; step = step.before) this.all.push(step.name)
      this.all.reverse()
    }
    return this.all
  }

  /** The step of a key behind this one; null where it is none. */
  follow(name: string): Step | null {
    if (name.length > LONGEST || this.count >= DEEPEST) return null
    let step = this.others?.get(name)
    if (step === undefined) {
      if (!PLAIN.test(name)) return null
      if (++steps > MOST) {
        steps = 0
        first = new Step('', null)
      }
      step = new Step(kept(name), this)
      if (this.next !== null) {
        this.others ??= new Map([[this.next.name, this.next]])
        this.others.set(step.name, step)
      }
    }
    this.next = step
    return step
  }
}

let steps = 0
/** What stands before the first key of each object. */
let first = new Step('', null)

export function firstStep(): Step {
  return first
}

const known = new Map<string, string>()

/** The one string with its characters for a key: comparing two of them is cheap. */
export function kept(name: string): string {
  const found = known.get(name)
  if (found !== undefined) return found
  if (name.length > LONGEST) return name
  if (known.size >= MOST) known.clear()
  // The name of a property is the one string of the host with its characters.
  const [one] = Object.keys({ [name]: 0 })
  known.set(one, one)
  return one
}
