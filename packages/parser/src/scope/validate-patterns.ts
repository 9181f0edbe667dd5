/**
 * Rules of `case` patterns that the grammar does not express: which names a pattern may bind, where an irrefutable
 * pattern may stand, what a mapping or class pattern may repeat.
 *
 * What stays true: `bound` holds the names the pattern has bound so far, in order; `mayBeIrrefutable` says whether a
 * pattern that always matches is allowed at this place.
 *
 * ref: compound_stmts#patterns; PEP 634; CPython: Python/compile.c (compiler_pattern)
 */
import { Tag } from '../generated/ast.ts'
import type {
  MatchAs,
  MatchClass,
  MatchMapping,
  MatchOr,
  MatchSequence,
  MatchStar,
  expr,
  match_case,
  pattern,
} from '../generated/ast.ts'
import { type LiteralValue, LiteralError, identityOf, literalOf, reprLiteral } from '../literal.ts'
import type { Location } from './scope.ts'

/** Elements an unpacking can have before its starred name. */
const MAX_BEFORE_STAR = 256

/** What a pattern needs from the pass that meets it. */
export interface PatternHost {
  fail(message: string, at: Location): never
  store(name: string, at: Location): void
  expr(node: expr): void
}

/** Checks the patterns of one `match` statement; `body` is called after each to check guard and block. */
export function validateCases(cases: readonly match_case[], host: PatternHost, body: (node: match_case) => void): void {
  const last = cases.length - 1
  cases.forEach((node, index) => {
    // A final `case _` is the statement's else branch.
    const isDefault = index === last && index > 0 && isWildcard(node.pattern)
    if (!isDefault) new PatternCheck(host, node.guard !== null || index === last).pattern(node.pattern)
    body(node)
  })
}

function isWildcard(node: pattern): boolean {
  return node.tag === Tag.MatchAs && node.name === null
}

function literalOrNothing(node: expr): LiteralValue | undefined {
  try {
    return literalOf(node)
  } catch (error) {
    if (error instanceof LiteralError) return undefined
    throw error
  }
}

class PatternCheck {
  private readonly host: PatternHost
  private bound: string[]
  private mayBeIrrefutable: boolean

  constructor(host: PatternHost, mayBeIrrefutable: boolean) {
    this.host = host
    this.bound = []
    this.mayBeIrrefutable = mayBeIrrefutable
  }

  pattern(node: pattern): void {
    switch (node.tag) {
      case Tag.MatchValue:
        if (node.value.tag === Tag.JoinedStr)
          this.host.fail('patterns may only match literals and attribute lookups', node)
        return this.host.expr(node.value)
      case Tag.MatchSequence:
        return this.sequence(node)
      case Tag.MatchMapping:
        return this.mapping(node)
      case Tag.MatchClass:
        return this.classPattern(node)
      case Tag.MatchStar:
        return this.bind(node.name, node)
      case Tag.MatchAs:
        return this.capture(node)
      case Tag.MatchOr:
        return this.alternatives(node)
    }
  }

  /** A part of a pattern may always match: the whole can still fail. */
  private part(node: pattern): void {
    const outer = this.mayBeIrrefutable
    this.mayBeIrrefutable = true
    this.pattern(node)
    this.mayBeIrrefutable = outer
  }

  private bind(name: string | null, at: Location): void {
    if (name === null) return
    this.host.store(name, at)
    if (this.bound.includes(name)) this.repeated(name, at)
    this.bound.push(name)
  }

  private repeated(name: string, at: Location): never {
    return this.host.fail(`multiple assignments to name '${name}' in pattern`, at)
  }

  private capture(node: MatchAs): void {
    if (node.pattern !== null) this.pattern(node.pattern)
    else if (!this.mayBeIrrefutable) {
      const what = node.name === null ? 'wildcard' : `name capture '${node.name}'`
      this.host.fail(`${what} makes remaining patterns unreachable`, node)
    }
    this.bind(node.name, node)
  }

  private alternatives(node: MatchOr): void {
    const outerBound = this.bound
    const outerIrrefutable = this.mayBeIrrefutable
    let first: string[] | null = null
    node.patterns.forEach((alternative, index) => {
      this.bound = []
      this.mayBeIrrefutable = outerIrrefutable && index === node.patterns.length - 1
      this.pattern(alternative)
      if (first === null) first = this.bound
      else if (this.bound.length !== first.length || !first.every((name) => this.bound.includes(name))) {
        this.host.fail('alternative patterns bind different names', node)
      }
    })
    this.bound = outerBound
    this.mayBeIrrefutable = outerIrrefutable
    for (const name of first ?? []) {
      if (outerBound.includes(name)) this.repeated(name, node)
      outerBound.push(name)
    }
  }

  private sequence(node: MatchSequence): void {
    const { patterns } = node
    const star = patterns.findIndex((element) => element.tag === Tag.MatchStar)
    if (patterns.some((element, index) => element.tag === Tag.MatchStar && index !== star)) {
      this.host.fail('multiple starred names in sequence pattern', node)
    }
    // With `*_` nothing is unpacked: the elements that matter are fetched by index.
    if (star >= MAX_BEFORE_STAR && (patterns[star] as MatchStar).name !== null) {
      this.host.fail('too many expressions in star-unpacking sequence pattern', node)
    }
    for (const element of patterns) if (!isWildcard(element)) this.part(element)
  }

  private mapping(node: MatchMapping): void {
    const seen = new Set<string>()
    for (const key of node.keys) {
      if (key.tag !== Tag.Attribute) {
        const value = literalOrNothing(key)
        if (value === undefined) {
          this.host.fail('mapping pattern keys may only match literals and attribute lookups', node)
        }
        const identity = identityOf(value)
        if (seen.has(identity)) this.host.fail(`mapping pattern checks duplicate key (${reprLiteral(value)})`, node)
        seen.add(identity)
      }
      this.host.expr(key)
    }
    for (const value of node.patterns) this.part(value)
    this.bind(node.rest, node)
  }

  private classPattern(node: MatchClass): void {
    node.kwd_attrs.forEach((name, index) => {
      this.host.store(name, node.kwd_patterns[index])
      const again = node.kwd_attrs.indexOf(name, index + 1)
      if (again >= 0) this.host.fail(`attribute name repeated in class pattern: ${name}`, node.kwd_patterns[again])
    })
    this.host.expr(node.cls)
    for (const element of node.patterns) if (!isWildcard(element)) this.part(element)
    for (const element of node.kwd_patterns) if (!isWildcard(element)) this.part(element)
  }
}
