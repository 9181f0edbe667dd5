// SRE_Scanner: a pattern that walks along one subject, match by match. CPython: the scanner in Modules/_sre/sre.c
import {
  defineType,
  error,
  getattr,
  newCallableIterator,
  OBJECT_LAYOUT,
  type Value,
  W_Object,
  type W_Type,
} from '@typhon/objspace'
import type { Input } from './input.ts'
import { W_Match } from './match-object.ts'
import type { W_Pattern } from './pattern.ts'

const LAYOUT = { name: 'SRE_Scanner', base: OBJECT_LAYOUT }

export class W_Scanner extends W_Object {
  readonly pattern: W_Pattern
  private readonly input: Input
  private readonly from: number
  private readonly to: number
  /** Where to go on, -1 when there is nothing more. */
  private at: number
  /** The match before was empty: the next one at the same place must not be. */
  private advance = false
  private executing = false

  constructor(pattern: W_Pattern, input: Input, from: number, to: number) {
    super(scannerType.rootShape())
    this.pattern = pattern
    this.input = input
    this.from = from
    this.to = to
    this.at = from
  }

  /** The next match: at the place itself, or (`search`) anywhere from there. */
  step(search: boolean): Value {
    if (this.executing) throw error('ValueError', 'regular expression scanner already executing')
    if (this.at < 0) return null
    this.executing = true
    const { engine } = this.pattern
    try {
      const { subject } = this.input
      const found = search
        ? engine.search(subject, this.at, this.to, this.advance)
        : engine.match(subject, this.at, this.to, false, this.advance)
      if (found === null) {
        this.at = -1
        return null
      }
      this.advance = found.start === found.end
      this.at = found.end
      return new W_Match(this.pattern, this.input, found, this.from, this.to)
    } finally {
      this.executing = false
    }
  }
}

export const scannerType: W_Type = defineType<W_Scanner>(
  'SRE_Scanner',
  { module: '_sre', layout: LAYOUT, final: true },
  (t) => {
    t.method(
      'match',
      [],
      'The next match, which must start where the one before ended.',
      (self) => self.step(false),
      '($self, /)',
    )
    t.method('search', [], 'The next match.', (self) => self.step(true), '($self, /)')
    t.member('pattern', 'The pattern.', (self) => self.pattern)
  },
)

/** All matches, as an iterator over `scanner.search`. */
export function matches(scanner: W_Scanner): Value {
  return newCallableIterator(getattr(scanner, 'search'), null)
}
