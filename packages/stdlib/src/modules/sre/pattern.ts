// re.Pattern. lib: re#regular-expression-objects; CPython: the pattern methods in Modules/_sre/sre.c
import {
  arg,
  call1,
  defineType,
  eq,
  hash,
  isCallable,
  newGenericAlias,
  newMappingProxy,
  NotImplemented,
  OBJECT_LAYOUT,
  pos,
  reprText,
  ssize,
  strFromText,
  type Value,
  W_List,
  W_Object,
  tupleOf,
  W_Tuple,
  type W_Type,
  W_Dict,
} from '@typhon/objspace'
import { breathe, type Engine, type Found } from './engine.ts'
import { Flavour, type Input, inputOf, joined } from './input.ts'
import { W_Match } from './match-object.ts'
import { Flag } from './opcodes.ts'
import { matches, W_Scanner } from './scanner.ts'
import { replacementOf, W_Template } from './template.ts'

const LAYOUT = { name: 're.Pattern', base: OBJECT_LAYOUT }

/** How many matches of one call go by between two turns for signals and other threads. */
const BREATH = 1024

/** A compiled pattern. */
export class W_Pattern extends W_Object {
  readonly engine: Engine
  readonly code: Uint32Array
  readonly source: Value
  readonly flags: number
  readonly groups: number
  /** Name → number of the named groups. */
  readonly groupIndex: W_Dict
  /** Name by number, None for groups without. */
  readonly indexGroup: W_Tuple
  readonly flavour: number

  constructor(
    engine: Engine,
    code: Uint32Array,
    source: Value,
    flags: number,
    groupIndex: W_Dict,
    indexGroup: W_Tuple,
    flavour: number,
  ) {
    super(patternType.rootShape())
    this.engine = engine
    this.code = code
    this.source = source
    this.flags = flags
    this.groups = engine.groups
    this.groupIndex = groupIndex
    this.indexGroup = indexGroup
    this.flavour = flavour
  }

  matchAt(w: Value, pos: number, endpos: number, full: boolean): Value {
    const input = inputOf(w, this.flavour, true)
    const from = clip(pos, input)
    const to = clip(endpos, input)
    const found = this.engine.match(input.subject, from, to, full)
    return found === null ? null : new W_Match(this, input, found, from, to)
  }

  search(w: Value, pos: number, endpos: number): Value {
    const input = inputOf(w, this.flavour, true)
    const from = clip(pos, input)
    const to = clip(endpos, input)
    const found = this.engine.search(input.subject, from, to)
    return found === null ? null : new W_Match(this, input, found, from, to)
  }

  scanner(w: Value, pos: number, endpos: number): W_Scanner {
    const input = inputOf(w, this.flavour, false).forWalk()
    return new W_Scanner(this, input, clip(pos, input), clip(endpos, input))
  }

  /** Calls `each` with the matches in input[from:to], at most `max` of them. */
  private forEach(input: Input, from: number, to: number, max: number, each: (found: Found) => void): void {
    const { engine } = this
    const { subject } = input
    let advance = false
    input.hold(1)
    try {
      for (let n = 0; n < max; n++) {
        const found = engine.search(subject, from, to, advance)
        if (found === null) return
        each(found)
        advance = found.start === found.end
        from = found.end
        if (n % BREATH === BREATH - 1) breathe()
      }
    } finally {
      input.hold(-1)
    }
  }

  findAll(w: Value, pos: number, endpos: number): W_List {
    const input = inputOf(w, this.flavour, false)
    const { groups } = this
    if (groups === 0 && typeof input.str === 'string' && pos <= 0 && endpos >= input.length) {
      const texts = this.engine.allTexts(input.str)
      if (texts !== undefined) return new W_List(texts)
    }
    const items: Value[] = []
    const empty = input.slice(0, 0)
    this.forEach(input, clip(pos, input), clip(endpos, input), Infinity, (found) => {
      if (groups <= 1) items.push(input.group(found, groups, empty))
      else {
        const texts: Value[] = []
        for (let g = 1; g <= groups; g++) texts.push(input.group(found, g, empty))
        items.push(tupleOf(texts))
      }
    })
    return new W_List(items)
  }

  split(w: Value, max: number): W_List {
    const input = inputOf(w, this.flavour, false)
    const { groups } = this
    if (max === 0 && typeof input.str === 'string') {
      const pieces = this.engine.splitAll(input.str)
      if (pieces !== undefined) return new W_List(pieces.map((text) => text ?? null))
    }
    const items: Value[] = []
    let last = 0
    this.forEach(input, 0, input.length, max === 0 ? Infinity : max, (found) => {
      items.push(input.slice(last, found.start))
      for (let g = 1; g <= groups; g++) items.push(input.group(found, g, null))
      last = found.end
    })
    items.push(input.slice(last, input.length))
    return new W_List(items)
  }

  /** The subject with its matches replaced, and how many there were. */
  replace(w_replacement: Value, w: Value, max: number): [Value, number] {
    const byCall = isCallable(w_replacement)
    const replacement = byCall ? w_replacement : replacementOf(this, w_replacement)
    const template = replacement instanceof W_Template ? replacement : null
    const input = inputOf(w, this.flavour, false)
    const { length } = input
    const parts: Value[] = []
    let last = 0
    let n = 0
    this.forEach(input, 0, length, max === 0 ? Infinity : max, (found) => {
      if (last < found.start) parts.push(input.slice(last, found.start))
      let part = replacement
      if (byCall) part = call1(replacement, new W_Match(this, input, found, 0, length))
      else if (template !== null) part = template.expand(input, found, this.groups)
      // A function may give None for "nothing".
      if (part !== null) parts.push(part)
      last = found.end
      n++
    })
    if (last < length) parts.push(input.slice(last, length))
    return [parts.length === 0 ? input.slice(0, 0) : joined(parts, input.str !== null), n]
  }

  /** `replace` without the number. */
  substitute(w_replacement: Value, w: Value, max: number): Value {
    if (max === 0 && typeof w === 'string' && typeof w_replacement === 'string' && this.flavour !== Flavour.BYTES) {
      const replacement = replacementOf(this, w_replacement)
      const text = typeof replacement === 'string' ? this.engine.replaceAll(w, replacement) : undefined
      if (text !== undefined) return text
    }
    return this.replace(w_replacement, w, max)[0]
  }

  equals(other: W_Pattern): boolean {
    if (this === other) return true
    if (
      this.flags !== other.flags ||
      this.flavour !== other.flavour ||
      this.groups !== other.groups ||
      this.code.length !== other.code.length
    )
      return false
    for (let i = 0; i < this.code.length; i++) if (this.code[i] !== other.code[i]) return false
    return eq(this.source, other.source)
  }

  get text(): string {
    let source = reprText(this.source)
    if (source.length > REPR_LENGTH) source = Array.from(source).slice(0, REPR_LENGTH).join('')
    let { flags } = this
    // The default of str patterns goes without saying.
    if (this.flavour !== Flavour.BYTES && (flags & (Flag.LOCALE | Flag.UNICODE | Flag.ASCII)) === Flag.UNICODE)
      flags &= ~Flag.UNICODE
    const names: string[] = []
    for (const [name, bit] of Object.entries(Flag)) {
      if ((flags & bit) !== 0) names.push(`re.${name}`)
      flags &= ~bit
    }
    if (flags !== 0) names.push(`0x${(flags >>> 0).toString(16)}`)
    return `re.compile(${source}${names.length > 0 ? `, ${names.join('|')}` : ''})`
  }
}

/** Characters of the source that the repr of a pattern shows. */
const REPR_LENGTH = 200

function clip(i: number, input: Input): number {
  return i < 0 ? 0 : i > input.length ? input.length : i
}

const MAXSIZE = 2 ** 63
const bounds = () => [arg('string'), arg('pos', ssize, 0), arg('endpos', ssize, MAXSIZE, 'sys.maxsize')] as const

export const patternType: W_Type = defineType<W_Pattern>(
  'Pattern',
  {
    module: 're',
    layout: LAYOUT,
    final: true,
    hasWeakref: true,
    doc: 'A compiled regular expression.',
  },
  (t) => {
    t.special('__repr__', (self) => strFromText(self.text))
    t.special('__hash__', (self) => hash(new W_Tuple([self.source, self.flags, self.groups, self.code.length])))
    t.special('__eq__', (self, other: Value) => (other instanceof W_Pattern ? self.equals(other) : NotImplemented))
    t.special('__ne__', (self, other: Value) => (other instanceof W_Pattern ? !self.equals(other) : NotImplemented))
    for (const name of ['__lt__', '__le__', '__gt__', '__ge__'] as const)
      t.special(name, (_self, _other: Value) => NotImplemented)
    t.method('match', bounds(), 'A match at the start of the string, or None.', (self, w, from, to) =>
      self.matchAt(w, from, to, false),
    )
    t.method('fullmatch', bounds(), 'A match of the whole string, or None.', (self, w, from, to) =>
      self.matchAt(w, from, to, true),
    )
    t.method('search', bounds(), 'The first match in the string, or None.', (self, w, from, to) =>
      self.search(w, from, to),
    )
    t.method(
      'sub',
      [arg('repl'), arg('string'), arg('count', ssize, 0)],
      'The string with matches replaced by a text or by what a function gives for each.',
      (self, replacement, w, count) => self.substitute(replacement, w, count),
    )
    t.method(
      'subn',
      [arg('repl'), arg('string'), arg('count', ssize, 0)],
      'A tuple of what sub gives and the number of replacements.',
      (self, replacement, w, count) => new W_Tuple(self.replace(replacement, w, count)),
    )
    t.method('findall', bounds(), 'The texts of all matches, or of their groups, as a list.', (self, w, from, to) =>
      self.findAll(w, from, to),
    )
    t.method(
      'split',
      [arg('string'), arg('maxsplit', ssize, 0)],
      'The pieces of the string between matches, and the texts of groups, as a list.',
      (self, w, max) => self.split(w, max),
    )
    t.method('finditer', bounds(), 'An iterator over all matches.', (self, w, from, to) =>
      matches(self.scanner(w, from, to)),
    )
    t.method('scanner', bounds(), 'An object that finds one match after the other.', (self, w, from, to) =>
      self.scanner(w, from, to),
    )
    t.method('__copy__', [], 'The pattern itself, which never changes.', (self) => self, '($self, /)')
    t.method('__deepcopy__', [pos('memo')], 'The pattern itself, which never changes.', (self, _memo) => self)
    t.classMethod('__class_getitem__', [pos('object')], 're.Pattern[str], as in annotations.', (cls, item) =>
      newGenericAlias(cls, item),
    )
    t.member('pattern', 'The source of the pattern.', (self) => self.source)
    t.member('flags', 'The flags, those from the source included.', (self) => self.flags)
    t.member('groups', 'The number of groups.', (self) => self.groups)
    t.getset('groupindex', 'The numbers of the named groups by name.', (self) =>
      self.groupIndex.size === 0 ? new W_Dict() : newMappingProxy(self.groupIndex),
    )
  },
)
