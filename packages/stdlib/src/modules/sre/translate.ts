// Translation of patterns to the host's own regular expressions, for the subset in which both provably mean the same.
//
// V8 compiles its expressions to machine code; what can be handed to it runs several times faster than on our machine
// (match.ts) and than in CPython. The machine decides what is right, so a pattern is translated only where the two
// languages can not differ, and this file says why they can not. Everything else returns undefined.
//
// Subjects. Only subjects whose characters are all units: strs without astral characters and surrogates, and bytes (as one
// unit per byte). Then the host without its u, i, m, s flags sees exactly our characters.
// Single characters. Every test is written out as a class of explicit ranges, computed from our own tables: no \w, \d, \s
// or case folding of the host is used, whose definitions differ. `.` is [^\n] or [^]. The classes go up to U+00FF for
// subjects that have no character beyond, which keeps most of them short, and to U+FFFF for the others.
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
// with the machine where the subject, and stretches of what these repeats take (stretches.ts), are long for the degree.
// Bounded choices in a row multiply; their product is bounded.
import { isWordUnicode } from './characters.ts'
import { categorySet, type Charset, Fold } from './charset.ts'
import { after, apart, firstTest, firstTests, type Follow, isSettled, leadingRun, minWidth } from './first.ts'
import { At, Category } from './opcodes.ts'
import { testsOf } from './stretches.ts'
import { type Node, type Repeat, type Sequence, type Single, UNBOUNDED } from './tree.ts'

export interface Translation {
  readonly source: string
  /** Groups in the order in which they close; the last one that took part is Python's lastindex. */
  readonly closing: readonly number[]
  /** Number of unbounded repeats that a match may have to go back into. */
  readonly degree: number
  /** Tests of the characters that these repeats take. */
  readonly given: readonly Single[]
  /** Class of the run that the pattern starts with (see leadingRun): a search needs not look at places inside of one. */
  readonly run: string | undefined
}

/** Above this many repetitions a counted repeat is left to the machine: the host writes them out. */
const MAX_COUNT = 200
/** From this many iterations on a repeat counts as unbounded where time is concerned. */
const MANY = 8
const MAX_DEGREE = 5
const MAX_BITS = 16

/**
 * The pattern as source of a host expression for subjects with characters up to `last` (0xff or 0xffff), or undefined where
 * it may mean something else there.
 */
export function translate(body: Sequence, groups: number, last: number): Translation | undefined {
  const t = new Translator(last)
  try {
    const source = t.sequence(body, { many: false, optional: false, behind: false, closed: new Set() })
    if (t.opened !== groups) return undefined
    const given: Single[] = []
    const cost = costOf(body, [], given)
    const run = leadingRun(body)
    return cost.degree > MAX_DEGREE || cost.bits > MAX_BITS
      ? undefined
      : { source, closing: t.closing, degree: cost.degree, given, run: run === undefined ? undefined : t.single(run) }
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
  /** The last character that a subject may hold. */
  private readonly last: number
  private readonly classes = new Map<Charset, string>()
  private word: Charset | null = null

  constructor(last: number) {
    this.last = last
  }

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
        return this.single(node)
      case 'at':
        return this.position(node.code)
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
    if (node.mode === 'possessive') require(node.single && (min === max || isSettled(node, nodes, next, [undefined])))
    if (node.single) return this.single(body[0] as Single) + quantifier
    require(max > 0 && minWidth(body) > 0)
    const many = max > 1
    if (many && max > MANY) require(isDeterministic(body, firstTests(body)))
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

  single(test: Single): string {
    switch (test.kind) {
      case 'char':
        return test.char > this.last ? '[]' : spell(test.char)
      case 'notChar':
        return test.char > this.last ? '[^]' : `[^${spell(test.char)}]`
      case 'any':
        return '[^\\n]'
      case 'all':
        return '[^]'
      default:
        return this.classOf(test.set)
    }
  }

  private classOf(set: Charset): string {
    let text = this.classes.get(set)
    if (text === undefined) this.classes.set(set, (text = classText(set, this.last)))
    return text
  }

  private position(code: number): string {
    switch (code) {
      case At.BEGINNING:
      case At.BEGINNING_STRING:
        return '^'
      case At.BEGINNING_LINE:
        return '(?<![^\\n])'
      case At.END:
        return '(?=\\n?$)'
      case At.END_LINE:
        return '(?![^\\n])'
      case At.END_STRING:
        return '$'
      case At.BOUNDARY:
      case At.LOC_BOUNDARY:
        return '\\b'
      case At.NON_BOUNDARY:
      case At.LOC_NON_BOUNDARY:
        return '(?!^$)\\B'
      default: {
        const w = this.classOf((this.word ??= categorySet(Category.UNI_WORD)))
        return code === At.UNI_BOUNDARY
          ? `(?:(?<=${w})(?!${w})|(?<!${w})(?=${w}))`
          : `(?!^$)(?:(?<=${w})(?=${w})|(?<!${w})(?!${w}))`
      }
    }
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
function isDeterministic(nodes: Sequence, follow: Follow): boolean {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]
    switch (node.kind) {
      case 'repeat': {
        if (node.min !== node.max && !isSettled(node, nodes, i + 1, follow)) return false
        if (!node.single && !isDeterministic(node.body, [...firstTests(node.body), ...after(nodes, i + 1, follow)]))
          return false
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

/** What going back may cost: `degree` unbounded repeats, and 2 ** `bits` ways through bounded choices. */
interface Cost {
  readonly degree: number
  readonly bits: number
}

/** Cost of a sequence that `follow` may come after; nothing, where a match ends with it. Adds to `given`. */
function costOf(nodes: Sequence, follow: Follow, given: Single[]): Cost {
  let degree = 0
  let bits = 0
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]
    const next = after(nodes, i + 1, follow)
    switch (node.kind) {
      case 'repeat': {
        if (node.min !== node.max && !isSettled(node, nodes, i + 1, follow)) {
          if (node.max > MANY) {
            degree++
            testsOf(node.body, given)
          } else bits += Math.log2(node.max - node.min + 1)
        }
        if (!node.single) {
          const inner = costOf(node.body, node.max > 1 ? [...firstTests(node.body), ...next] : next, given)
          const times = node.max > MANY ? 1 : node.max
          degree += inner.degree * times
          bits += inner.bits * times
        }
        break
      }
      case 'branch': {
        const tests = node.alternatives.map((a) => firstTest(a))
        if (next.length > 0 && !tests.every((t, a) => tests.every((u, b) => a >= b || apart(t, u))))
          bits += Math.log2(tests.length)
        const inner = node.alternatives.map((a) => costOf(a, next, given))
        degree += Math.max(0, ...inner.map((c) => c.degree))
        bits += Math.max(0, ...inner.map((c) => c.bits))
        break
      }
      case 'look': {
        const inner = costOf(node.body, [], given)
        degree += inner.degree
        bits += inner.bits
        break
      }
      default:
        break
    }
  }
  return { degree, bits }
}

/** A set as a class of explicit ranges, by its complement where that is shorter to write. */
function classText(set: Charset, last: number): string {
  const ranges = set.ranges(last)
  if (ranges.length === 0) return '[]'
  if (ranges[0] !== 0 || ranges[ranges.length - 1] !== last) return `[${rangeText(ranges)}]`
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
