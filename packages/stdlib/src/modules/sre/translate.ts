// Translation of patterns to the host's own regular expressions, for the subset in which both provably mean the same.
//
// V8 compiles its expressions to machine code; what can be handed to it runs several times faster than on our machine
// (match.ts) and than in CPython. The machine decides what is right, so a pattern is translated only where the two
// languages can not differ, and this file says why they can not. Everything else returns undefined.
//
// Subjects. Only subjects whose characters are all units: strs without astral characters and surrogates, and bytes (as one
// unit per byte). Then the host without its u, i, m, s flags sees exactly our characters.
// Single characters. Every test is written out as a class of explicit ranges, computed from our own tables: no \w, \d, \s
// or case folding of the host is used, whose definitions differ. `.` is [^\n] or [^].
// Positions. `pos` is lastIndex: both languages look behind it. `endpos` cuts the subject first, as CPython does. ^ and $
// of the host, without m, are the very ends. \Z is $; Python's $ is (?=\n?$); in MULTILINE the ends of lines are (?<![^\n])
// and (?![^\n]). ASCII \b and \w agree with the host's; in an empty subject CPython 3.13 has neither \b nor \B.
// Order of choice. Alternatives left to right, repeats greedy or lazy, assertions atomic: the same in both.
// Empty iterations. The host rejects an iteration that takes nothing; Python accepts one and stops. So a repeated body must
// take at least one character.
// Groups. The host clears the groups inside a body when an iteration begins, Python keeps their last values. So a group in
// a body that may run more than once must be set by every iteration: not below an alternative or an optional part of it.
// Groups must open in the order of their numbers, which is how the host counts. Lookbehinds (the host matches them
// backwards) must hold no group.
// References. To a group that has not matched the host's reference is empty and Python's fails: the group must have matched
// on every way to the reference.
// Possessive repeats and atomic groups do not exist there; a possessive repeat of single characters is a greedy one where
// what follows can not start with such a character. Conditionals have no counterpart.
// Time. A running host expression can not be interrupted. An unbounded repeat of a body that can match in more than one
// way is exponential and stays here; so bodies must be deterministic (each choice is settled by the next character). What
// remains is polynomial: `degree` counts the unbounded repeats that can give back what they took, and the caller stays
// with the machine where the subject is long for the degree. Bounded choices in a row multiply; their product is bounded.
import { isWordUnicode } from './characters.ts'
import { categorySet, type Charset, Fold } from './charset.ts'
import { areDisjoint, firstTest, minWidth } from './first.ts'
import { At, Category } from './opcodes.ts'
import { type Node, type Repeat, type Sequence, type Single, UNBOUNDED } from './tree.ts'

export interface Translation {
  readonly source: string
  /** Groups in the order in which they close; the last one that took part is Python's lastindex. */
  readonly closing: readonly number[]
  /** Number of unbounded repeats that a match may have to go back into. */
  readonly degree: number
}

/** Above this many repetitions a counted repeat is left to the machine: the host writes them out. */
const MAX_COUNT = 200
/** From this many iterations on a repeat counts as unbounded where time is concerned. */
const MANY = 8
const MAX_DEGREE = 5
const MAX_BITS = 16

/** The pattern as source of a host expression, or undefined where it may mean something else there. */
export function translate(body: Sequence, groups: number): Translation | undefined {
  const t = new Translator()
  try {
    const source = t.sequence(body, { many: false, optional: false, behind: false, closed: new Set() })
    if (t.opened !== groups) return undefined
    const cost: Cost = { degree: 0, bits: 0 }
    addCost(body, 1, cost)
    return cost.degree > MAX_DEGREE || cost.bits > MAX_BITS ? undefined : { source, closing: t.closing, degree: cost.degree }
  } catch (e) {
    if (e === NO_COUNTERPART) return undefined
    throw e
  }
}

const NO_COUNTERPART: unique symbol = Symbol('no counterpart')

/** Where a node stands. */
interface Place {
  /** Inside a body that may run more than once… */
  readonly many: boolean
  /** …and below something in it that an iteration may pass by. */
  readonly optional: boolean
  readonly behind: boolean
  /** Groups that have matched whenever control is here. */
  readonly closed: Set<number>
}

class Translator {
  opened = 0
  readonly closing: number[] = []

  sequence(nodes: Sequence, place: Place): string {
    let out = ''
    const open: number[] = []
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]
      if (node.kind !== 'mark') out += this.node(node, nodes, i + 1, place)
      else if ((node.index & 1) === 0) {
        const group = (node.index >> 1) + 1
        require(!place.behind && group === ++this.opened && !(place.many && place.optional))
        open.push(group)
        out += '('
      } else {
        const group = (node.index >> 1) + 1
        require(open.pop() === group)
        this.closing.push(group)
        place.closed.add(group)
        out += ')'
      }
    }
    require(open.length === 0)
    return out
  }

  /** A node other than a mark; nodes[next:] follow it. */
  private node(node: Exclude<Node, { kind: 'mark' }>, nodes: Sequence, next: number, place: Place): string {
    switch (node.kind) {
      case 'char':
      case 'notChar':
      case 'any':
      case 'all':
      case 'set':
        return single(node)
      case 'at':
        return position(node.code)
      case 'fail':
        return '[]'
      case 'backref':
        require(node.fold === Fold.NONE && !place.behind && place.closed.has(node.group + 1))
        return `(?:\\${node.group + 1})`
      case 'branch':
        return `(?:${node.alternatives.map((a) => this.sequence(a, below(place))).join('|')})`
      case 'look': {
        const inner = { ...place, behind: place.behind || node.behind > 0, closed: new Set(place.closed) }
        const body = this.sequence(node.body, inner)
        // A positive lookahead sets its groups for good; after a negative assertion they are unset in both languages.
        if (!node.negated) for (const group of inner.closed) place.closed.add(group)
        return `(?${node.behind > 0 ? '<' : ''}${node.negated ? '!' : '='}${body})`
      }
      case 'repeat':
        return this.repeat(node, nodes, next, place)
      default:
        throw NO_COUNTERPART
    }
  }

  private repeat(node: Repeat, nodes: Sequence, next: number, place: Place): string {
    const { min, max, body } = node
    require(min <= MAX_COUNT && (max <= MAX_COUNT || max === UNBOUNDED))
    const quantifier = quantifierOf(min, max) + (node.mode === 'lazy' && min !== max ? '?' : '')
    if (node.mode === 'possessive') require(node.single && (min === max || isSettled(node, nodes, next, [])))
    if (node.single) return single(body[0] as Single) + quantifier
    require(max > 0 && minWidth(body) > 0)
    const many = max > 1
    if (many && max > MANY) require(isDeterministic(body, [firstTest(body)]))
    // A group in a body that runs at most once is cleared when it runs, and then was never set, unless a loop is around.
    const inner: Place = {
      many: place.many || many,
      optional: place.many && (place.optional || min === 0),
      behind: place.behind,
      closed: new Set(place.closed),
    }
    const text = this.sequence(body, inner)
    if (min > 0) for (const group of inner.closed) place.closed.add(group)
    return `(?:${text})${quantifier}`
  }
}

function require(condition: boolean): void {
  if (!condition) throw NO_COUNTERPART
}

function below(place: Place): Place {
  return { ...place, optional: true, closed: new Set(place.closed) }
}

function quantifierOf(min: number, max: number): string {
  if (max === UNBOUNDED) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
  if (min === max) return min === 1 ? '' : `{${min}}`
  return min === 0 && max === 1 ? '?' : `{${min},${max}}`
}

/**
 * Whether each choice in the sequence is settled by the next character; `follow` lists what may come after it (undefined:
 * anything).
 */
function isDeterministic(nodes: Sequence, follow: readonly (Single | undefined)[]): boolean {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]
    switch (node.kind) {
      case 'repeat': {
        if (node.min !== node.max && !isSettled(node, nodes, i + 1, follow)) return false
        if (!node.single && !isDeterministic(node.body, [firstTest(node.body), ...after(nodes, i + 1, follow)])) return false
        break
      }
      case 'branch': {
        const tests = node.alternatives.map((a) => firstTest(a))
        for (let a = 0; a < tests.length; a++) {
          for (let b = a + 1; b < tests.length; b++) if (!apart(tests[a], tests[b])) return false
        }
        const behind = after(nodes, i + 1, follow)
        if (!node.alternatives.every((a) => isDeterministic(a, behind))) return false
        break
      }
      case 'look':
        if (!isDeterministic(node.body, [undefined])) return false
        break
      default:
        break
    }
  }
  return true
}

/** What may come after nodes[from-1] in a sequence that `follow` may come after. */
function after(nodes: Sequence, from: number, follow: readonly (Single | undefined)[]): readonly (Single | undefined)[] {
  for (let i = from; i < nodes.length; i++) {
    const { kind } = nodes[i]
    if (kind !== 'mark' && kind !== 'at' && kind !== 'look') return [firstTest(nodes, i)]
  }
  return follow
}

/** Whether the next character settles if a repeat goes on or what follows it begins. */
function isSettled(node: Repeat, nodes: Sequence, next: number, follow: readonly (Single | undefined)[]): boolean {
  const test = firstTest(node.body)
  const next_ = after(nodes, next, follow)
  return next_.length > 0 && next_.every((t) => apart(test, t))
}

function apart(a: Single | undefined, b: Single | undefined): boolean {
  return a !== undefined && b !== undefined && areDisjoint(a, b)
}

/** What going back may cost: `degree` unbounded repeats, and 2 ** `bits` ways through bounded choices. */
interface Cost {
  degree: number
  bits: number
}

function addCost(nodes: Sequence, times: number, cost: Cost): void {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]
    switch (node.kind) {
      case 'repeat':
        if (node.min !== node.max && !isSettled(node, nodes, i + 1, [])) {
          if (node.max > MANY) cost.degree += times
          else cost.bits += times * Math.log2(node.max - node.min + 1)
        }
        if (!node.single) addCost(node.body, times * (node.max > MANY ? 1 : node.max), cost)
        break
      case 'branch': {
        const tests = node.alternatives.map((a) => firstTest(a))
        if (!tests.every((t, a) => tests.every((u, b) => a >= b || apart(t, u)))) cost.bits += times * Math.log2(tests.length)
        for (const a of node.alternatives) addCost(a, times, cost)
        break
      }
      case 'look':
        addCost(node.body, times, cost)
        break
      default:
        break
    }
  }
}

function single(test: Single): string {
  switch (test.kind) {
    case 'char': return test.char > 0xffff ? '[]' : spell(test.char)
    case 'notChar': return test.char > 0xffff ? '[^]' : `[^${spell(test.char)}]`
    case 'any': return '[^\\n]'
    case 'all': return '[^]'
    default: return classOf(test.set)
  }
}

const classes = new WeakMap<Charset, string>()

/** A set as a class of explicit ranges, by its complement where that is shorter to write. */
function classOf(set: Charset): string {
  let text = classes.get(set)
  if (text === undefined) classes.set(set, (text = classText(set)))
  return text
}

function classText(set: Charset): string {
  const ranges = set.ranges()
  if (ranges.length === 0) return '[]'
  if (ranges[0] !== 0 || ranges[ranges.length - 1] !== 0xffff) return `[${rangeText(ranges)}]`
  const gaps: number[] = []
  for (let i = 2; i < ranges.length; i += 2) gaps.push(ranges[i - 1] + 1, ranges[i] - 1)
  return `[^${rangeText(gaps)}]`
}

function rangeText(ranges: readonly number[]): string {
  let out = ''
  for (let i = 0; i < ranges.length; i += 2) {
    out += spell(ranges[i])
    if (ranges[i + 1] > ranges[i]) out += (ranges[i + 1] > ranges[i] + 1 ? '-' : '') + spell(ranges[i + 1])
  }
  return out
}

/** A character in a form that means itself inside and outside of classes. */
function spell(c: number): string {
  if (c < 128 && (isWordUnicode(c) || c === 32)) return String.fromCharCode(c)
  return c < 256 ? `\\x${c.toString(16).padStart(2, '0')}` : `\\u${c.toString(16).padStart(4, '0')}`
}

let unicodeWord: string | null = null

function position(code: number): string {
  switch (code) {
    case At.BEGINNING:
    case At.BEGINNING_STRING: return '^'
    case At.BEGINNING_LINE: return '(?<![^\\n])'
    case At.END: return '(?=\\n?$)'
    case At.END_LINE: return '(?![^\\n])'
    case At.END_STRING: return '$'
    case At.BOUNDARY:
    case At.LOC_BOUNDARY: return '\\b'
    case At.NON_BOUNDARY:
    case At.LOC_NON_BOUNDARY: return '(?!^$)\\B'
    default: {
      const w = (unicodeWord ??= classOf(categorySet(Category.UNI_WORD)))
      return code === At.UNI_BOUNDARY ? `(?:(?<=${w})(?!${w})|(?<!${w})(?=${w}))` : `(?!^$)(?:(?<=${w})(?=${w})|(?<!${w})(?!${w}))`
    }
  }
}
