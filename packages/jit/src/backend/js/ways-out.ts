/**
 * The ways out of a compiled function: what a guard that fails assigns, and what the end of the function then stores for who goes on.
 *
 * The values that are live at an exit are in variables of loops, which *last* to the end, or are assigned to spare ones; the end stores all of them, and the
 * exit says which are its own. Exits by which the language may go home leave in the same way with the values of its frame, by an end of their own that stores no
 * others, and writes the fields that are yet to be written. The loop's own end, and those of them that are taken again and again, have an end each, with nothing but their
 * values: stores into an array that is old are dear, and doubles there are boxes.
 *
 * What must stay true: a guard that fails assigns local variables alone before it breaks out. A call or a store there would be code that V8 has
 * never seen run, so that the first failure would throw the optimised function away. It assigns few: where exits meet, V8 merges each
 * variable that they assign, and with a dozen at each of a hundred exits its compiler took most of its time for that.
 *
 * So exits that stand close together break out of their *stretch* of the trace, and what is behind that assigns for all of them:
 *
 *     let i7 = 0                            computed within and handed out
 *     past1: { out1: {
 *       if (!(i5 < i6)) { e = 8; break out1 }
 *       i7 = i5 + 1
 *       if (!(r3 === c2)) { e = 9; break out1 }
 *     break past1 }
 *     xi0 = i5; xi1 = i7; break leave }
 *
 * Most of what is handed out was there before the stretch, and is no variable that is merged there.
 */
import { AS_IT_IS, BARE, type Crossing, Exit, type Leaving, type Tree, TRUTH } from '../../driver/tree.ts'
import type { CallDescr, ClassDescr } from '../../ir/descr.ts'
import type { Kind } from '../../ir/ops.ts'
import { Const, type Value } from '../../ir/values.ts'
import { Cast, type Resume, Virtual } from '../../resume/resume.ts'
import { compute, type Exact, exact, isWord, joinerOf, unknown, word } from './exact.ts'
import { property } from './expressions.ts'
import type { Names } from './names.ts'

/** Exits that stand close together: they assign in one place what they hand out, where that is less than what each would assign. */
export class Stretch {
  readonly number: number
  /** By line: what each would assign. */
  readonly exits: { readonly line: number; readonly stores: readonly string[]; readonly number: number }[] = []
  /** Variables for what is handed out, by name. */
  readonly spares = new Map<string, string>()
  readonly used = { i: 0, f: 0, r: 0 }
  /** How many states exits hand out, of which those with one checkpoint have the same, and the frames of the last. */
  states = 0
  frames: object | null = null
  /** What is computed within, by line. */
  readonly defined: {
    readonly line: number
    readonly name: string
    readonly kind: Kind | 'v'
    readonly isAssigned: boolean
  }[] = []
  /** Where it begins. */
  readonly line: number

  constructor(number: number, line: number) {
    this.number = number
    this.line = line
  }

  /** What is computed within and handed out: told from what it was before by a declaration in front. */
  get handedOut(): readonly string[] {
    return this.defined.filter(({ name }) => this.spares.has(name)).map(({ name, kind }) => name + initial(kind))
  }

  get isWorthIt(): boolean {
    let stores = 0
    for (const exit of this.exits) stores += exit.stores.length
    return stores > this.spares.size + this.handedOut.length
  }
}

/** Whether the language may go home where the function is left so. */
export const leadsHome = (way: Exit | Crossing): boolean =>
  way instanceof Exit && way.resume.home !== null && way.resume.home.sources.length > 0

/** Whether an exit is taken often and gets no bridge: what was recorded there led to none. */
const isUsual = ({ aborts, bridge }: Exit): boolean => aborts > 0 && bridge === null

export class WaysOut {
  /** By exit. */
  readonly leavings: Leaving[] = []
  /** Names that mean the same at the end of the function as where a guard fails. */
  readonly lasting = new Set<string>()
  private readonly names: Names
  /** What makes the language's integer of one of the host's. */
  normal: CallDescr | null = null
  /** What is stored at the end, in order; and what where the language goes home. */
  private readonly slots = new Map<string, number>()
  private readonly homeSlots = new Map<string, number>()
  /** Writes at the end where the language goes home, by name of the variable that holds the object. */
  private readonly writes = new Map<string, string>()
  private readonly writeVariables: string[] = []
  /** Exits with an end of their own, and the slots that are theirs. */
  private readonly ownEnds: { readonly number: number; readonly slots: ReadonlySet<number> }[] = []
  /** Those by which a loop is left because it is over. */
  readonly loopsEnds: number[] = []
  /** How many variables exits need for other values, by kind. */
  private readonly spare = { i: 0, f: 0, r: 0 }

  /** Where the host has found out that a guard fails. */
  private readonly found: number[] = []
  private readonly tree: Tree

  constructor(names: Names, tree: Tree) {
    this.names = names
    this.tree = tree
  }

  /** Whether there are exits by which the language may go home. */
  get leadHome(): boolean {
    return this.homeSlots.size > 0
  }

  /** Declarations of the variables that exits assign. */
  get variables(): readonly string[] {
    const variables = [...this.writeVariables]
    for (const kind of ['i', 'f', 'r'] as const)
      for (let i = 0; i < this.spare[kind]; i++) variables.push(`x${kind}${i}${initial(kind)}`)
    return variables
  }

  /** The lines behind `break leave`. */
  end(counted: readonly string[]): readonly string[] {
    return [...this.caught, ...endOf(this.slots, counted)]
  }

  /** The way out that was written last is one where the host has found out. */
  foundByHost(): void {
    this.found.push(this.leavings.length - 1)
  }

  /** Tells the exit that it was found out by the host. */
  private get caught(): readonly string[] {
    if (this.found.length === 0) return []
    const isFound = this.found.map((number) => `e === ${number}`).join(' || ')
    return [`  if (${isFound}) leavings[e].way.caught(${this.names.hold(this.tree)})`]
  }

  /** The lines behind `break home`. */
  endAtHome(counted: readonly string[]): readonly string[] {
    const ends = this.ownEnds.flatMap(({ number, slots }) => {
      const own = [...this.homeSlots].filter(([, slot]) => slots.has(slot))
      return [`  if (e === ${number}) {`, ...endOf(new Map(own), counted).map((line) => `  ${line}`), '  }']
    })
    return [...this.writes.values(), ...this.caught, ...ends, ...endOf(this.homeSlots, counted)]
  }

  /** What a guard that fails in a stretch does, where the language does not go home from. */
  leaveStretch(values: readonly Value[], way: Exit, stretch: Stretch, line: number): string {
    const stores: string[] = []
    const places = values.map((value) => {
      const { name, kind } = this.handedOut(value)
      if (this.lasting.has(name)) return slotOf(this.slots, name)
      const spare = this.spareIn(stretch, name, kind)
      stores.push(`${spare} = ${name}; `)
      return slotOf(this.slots, spare)
    })
    const boxes = this.boxesOf(values)
    const number = this.leavings.push({ way, slots: places, boxes, home: -1, homeSlots: [] }) - 1
    if (way.resume.frames !== stretch.frames) stretch.states++
    stretch.frames = way.resume.frames
    stretch.exits.push({ line, stores, number })
    return `e = ${number}; break out${stretch.number}`
  }

  /** The variable that is handed out for a value: of a box that was not made yet, what it is made of. */
  private handedOut(value: Value): { name: string; kind: Kind } {
    const box = this.names.boxOf(value)
    return box === undefined
      ? { name: this.names.of(value), kind: value.kind as Kind }
      : { name: box.content, kind: box.descr.fields[0].kind }
  }

  private boxesOf(values: readonly Value[]): readonly (ClassDescr | null)[] | null {
    const boxes = values.map((value) => this.names.boxOf(value)?.descr ?? null)
    return boxes.some((descr) => descr !== null) ? boxes : null
  }

  private spareIn({ spares, used }: Stretch, name: string, kind: Kind): string {
    let spare = spares.get(name)
    if (spare === undefined) {
      spares.set(name, (spare = `x${kind}${used[kind]++}`))
      this.spare[kind] = Math.max(this.spare[kind], used[kind])
    }
    return spare
  }

  /** What a guard that fails does, with the values that are live there. */
  leave(values: readonly Value[], way: Exit | Crossing, isLoopsEnd = false): string {
    const home = way instanceof Exit ? way.resume.home : null
    const isHome = leadsHome(way)
    const stored = isHome ? this.homeSlots : this.slots
    const used = { i: 0, f: 0, r: 0 }
    let stores = ''
    const boxes = this.boxesOf(values)
    const places = values.map((value) => {
      const { name, kind } = this.handedOut(value)
      if (this.lasting.has(name)) return slotOf(stored, name)
      const spare = `x${kind}${used[kind]++}`
      this.spare[kind] = Math.max(this.spare[kind], used[kind])
      stores += `${spare} = ${name}; `
      return slotOf(stored, spare)
    })
    const told = (source: number): number => {
      const { resume } = way as Exit
      if (source >= 0 && boxes !== null && boxes[source] !== null) return places[source] * 4 + BARE
      if (!isComputedAt(source, resume)) return this.told(source, resume, places)
      const spare = `xr${used.r++}`
      this.spare.r = Math.max(this.spare.r, used.r)
      stores += `${spare} = ${this.computed(source, resume, values)}; `
      return slotOf(stored, spare) * 4 + AS_IT_IS
    }
    const homeSlots = isHome ? home!.sources.map(told) : []
    if (isHome) stores += this.write((way as Exit).resume, values)
    const number = this.leavings.push({ way, slots: places, boxes, home: isHome ? home!.pc : -1, homeSlots }) - 1
    if (isHome && (isLoopsEnd || isUsual(way as Exit)))
      this.ownEnds.push({ number, slots: new Set([...places, ...homeSlots.map((slot) => slot >> 2)]) })
    if (isLoopsEnd) this.loopsEnds.push(number)
    return `${stores}e = ${number}; break ${isHome ? 'home' : 'leave'}`
  }

  /** What the language goes home with and the trace has not computed: with operands of 32 bits mostly, which is asked of those that may be larger. */
  private computed(source: number, resume: Resume, values: readonly Value[]): string {
    const words = new Set<string>()
    const { text } = this.exactly(source, resume, values, null)
    const quick = this.exactly(source, resume, values, words)
    if (words.size === 0 || !quick.isExact) return text
    return `${[...words].map((word) => `(${word} >>> 0) === ${word}`).join(' && ')} ? ${quick.text} : ${text}`
  }

  /** … in bounds, where integers whose bounds are not known are taken to be among `words`. */
  private exactly(source: number, resume: Resume, values: readonly Value[], words: Set<string> | null): Exact {
    if (source >= 0) return this.known(values[source], words)
    const entry = resume.pool[~source]
    if (entry instanceof Const) return this.known(entry, words)
    if (entry instanceof Cast) return this.exactly(entry.source, resume, values, words)
    const { computes, make } = entry.descr as ClassDescr
    const operands = entry.contents.map((content) => this.exactly(content, resume, values, words))
    const [a, b] = operands
    const computed = computes === null ? null : compute(computes, a, b, this.joined)
    return (
      computed ??
      unknown(
        make!.render(
          operands.map(({ text }) => text),
          this.names.constant,
        ),
      )
    )
  }

  private known(value: Value, words: Set<string> | null): Exact {
    const text = this.names.of(value)
    if (value instanceof Const) {
      const { concrete } = value
      return Number.isSafeInteger(concrete) ? exact(text, concrete, concrete) : unknown(text)
    }
    if (value.kind !== 'i') return unknown(text)
    const { lo, hi } = value.inherent ?? value
    if (words === null || isWord({ lo, hi })) return exact(text, lo, hi)
    words.add(text)
    return word(text)
  }

  /** The name of what makes the language's integer of two halves. */
  private get joined(): string | null {
    return this.normal === null ? null : this.names.hold(joinerOf(this.normal))
  }

  /** Assigns what is to be written at the end: where the language goes home nobody else does it. */
  private write({ stores, pool }: Resume, values: readonly Value[]): string {
    const nameOf = (source: number): string => {
      if (source >= 0) return this.names.of(values[source])
      const entry = pool[~source]
      if (entry instanceof Const) return this.names.of(entry)
      if (!(entry instanceof Cast)) return nameOf(entry.contents[0])
      return entry.name === 'int_to_bool' ? `${nameOf(entry.source)} !== 0` : nameOf(entry.source)
    }
    const counts = new Map<string, number>()
    let text = ''
    for (const { descr, object, value } of stores) {
      const entry = value < 0 ? pool[~value] : null
      const box = entry instanceof Virtual ? (entry.descr as ClassDescr) : null
      const of = entry instanceof Cast && entry.name !== 'int_to_bool' ? entry.source : value
      const kind = box !== null ? box.fields[0].kind : of >= 0 ? (values[of].kind as Kind) : descr.kind
      const what = `${this.names.hold(descr)}${kind}${box === null ? '' : this.names.hold(box)}`
      const count = (counts.get(what) ?? 0) + 1
      counts.set(what, count)
      const holder = `w${what}n${count}`
      const written = `${kind}${holder}`
      if (!this.writes.has(holder)) {
        this.writeVariables.push(holder, `${written}${initial(kind)}`)
        const made = box === null ? written : box.make!.render([written], this.names.constant)
        this.writes.set(holder, `  if (${holder} !== undefined) ${property(holder, descr)} = ${made}`)
      }
      text += `${holder} = ${nameOf(object)}; ${written} = ${nameOf(value)}; `
    }
    return text
  }

  /** A value that the language goes home with. */
  private told(source: number, { pool }: Resume, places: readonly number[]): number {
    if (source >= 0) return places[source] * 4 + AS_IT_IS
    const entry = pool[~source]
    if (entry instanceof Const) return slotOf(this.homeSlots, this.names.of(entry)) * 4 + AS_IT_IS
    const of = entry instanceof Cast ? entry.source : entry.contents[0]
    const form = entry instanceof Cast ? (entry.name === 'int_to_bool' ? TRUTH : AS_IT_IS) : BARE
    return this.told(of, { pool } as Resume, places) - AS_IT_IS + form
  }
}

function endOf(stored: ReadonlyMap<string, number>, counted: readonly string[]): readonly string[] {
  const stores = [...stored].map(([name, slot]) => `  values[${slot}] = ${name}`)
  return [...stores, ...counted, '  out.at = leavings[e]', '  return LEFT']
}

function isComputedAt(source: number, { pool }: Resume): boolean {
  const entry = source < 0 ? pool[~source] : null
  return entry instanceof Virtual && (entry.descr as ClassDescr).isComputed
}

/** What a variable is before it is assigned: of the kind that it will be. */
export const initial = (kind: Kind | 'v'): string => (kind === 'r' ? '' : ' = 0')

/** Where the end of the function stores a variable. */
function slotOf(slots: Map<string, number>, name: string): number {
  let slot = slots.get(name)
  if (slot === undefined) slots.set(name, (slot = slots.size))
  return slot
}
