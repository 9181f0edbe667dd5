// The engine behind the diagnosis of errors: a matcher that walks the tokens of a wrong source along the grammar, with
// ordered choice and memory, the way CPython's parser does. It makes no tree.
//
// A rule takes a place among the tokens and gives the place behind what it matched, or FAIL. There are two passes: the
// first only finds how far the source makes sense, in the second the hints are tried too, and the first hint that fits raises.
//
// What must stay true: `furthest` is the last token that was looked at in either pass, as the positions of several errors
// follow from it; so a rule looks at no token that it does not need. What is behind `furthest` was never seen: a fault of
// the tokenizer there is raised when a rule gets to it. PEP 617
import type { PythonSyntaxError, SyntaxErrorKind } from '../errors.ts'
import type { expr } from '../generated/ast.ts'
import type { Parser } from '../parser/parser.ts'
import { Tok } from '../tokens.ts'
import { neverClosed } from '../tokenizer/token-table.ts'

export type Rule = (m: Matcher, at: number) => number

export const FAIL = -1
/** A sequence failed behind its `cut`: the choice it stands in tries nothing else. */
const CUT = -2

/** Places of a node in the source. */
export interface Span {
  readonly lineno: number
  readonly col_offset: number
  readonly end_lineno: number
  readonly end_col_offset: number
}

let rules = 0

export class Matcher {
  readonly parser: Parser
  readonly kinds: Uint8Array
  /** The second pass: hints are tried. */
  hinting = false
  furthest = -1
  /** What rules matched, by number of the rule: 0 unknown, 1 failed, else the place behind plus 2. */
  private plain: (Int32Array | undefined)[] = []
  private hinted: (Int32Array | undefined)[] = []
  /** In the second pass, what some rules matched is remembered whether hints were tried or not, as in CPython. */
  private shared: (Int32Array | undefined)[] | null = null
  private depths: Int32Array | null = null

  constructor(parser: Parser) {
    this.parser = parser
    this.kinds = parser.kinds
  }

  /** Begins the second pass. */
  tryHints(): void {
    this.hinting = true
    this.shared = []
  }

  /** What a rule matched, by place. */
  memory(rule: number, isShared: boolean): Int32Array {
    const table = isShared && this.shared !== null ? this.shared : this.hinting ? this.hinted : this.plain
    return (table[rule] ??= new Int32Array(this.parser.tokens.count + 1))
  }

  /** Kind of a token, which counts as looked at. */
  kind(at: number): number {
    if (at > this.furthest) this.look(at)
    return this.kinds[at]
  }

  private look(at: number): void {
    const { tokens } = this.parser
    // Behind the last token there is nothing to see.
    this.furthest = Math.min(at, tokens.count - 1)
    if (this.kinds[this.furthest] === Tok.ERROR) throw tokens.error as PythonSyntaxError
    if (this.kinds[this.furthest] === Tok.END && tokens.open.length > 0) throw neverClosed(tokens)
  }

  isWord(word: string, at: number): boolean {
    return this.kind(at) === Tok.NAME && this.parser.isWord(word, at)
  }

  /** Brackets that are open behind a token. */
  depth(at: number): number {
    if (this.depths === null) {
      const { count } = this.parser.tokens
      this.depths = new Int32Array(count)
      for (let i = 0, n = 0; i < count; i++) {
        const kind = this.kinds[i]
        if (kind === Tok.LPAR || kind === Tok.LSQB || kind === Tok.LBRACE) n++
        else if (kind === Tok.RPAR || kind === Tok.RSQB || kind === Tok.RBRACE) n--
        this.depths[i] = n
      }
    }
    return this.depths[at]
  }

  /** The tree of tokens that an expression's rule matched. */
  tree(build: (p: Parser) => expr, at: number, end: number): expr {
    const { parser } = this
    const behind = this.kinds[end]
    this.kinds[end] = Tok.END
    try {
      parser.reset(at)
      return build(parser)
    } finally {
      this.kinds[end] = behind
    }
  }

  /** Tries a rule without the hints. */
  withoutHints(rule: Rule, at: number): number {
    const { hinting } = this
    this.hinting = false
    try {
      return rule(this, at)
    } finally {
      this.hinting = hinting
    }
  }

  // Errors. Each is made, and thrown by the hint.

  /** An error from one token to another. */
  fault(msg: string, first: number, last = first): PythonSyntaxError {
    return this.parser.errorAt(msg, first, last)
  }

  /** An error on nodes. */
  faultOn(msg: string, from: Span, to: Span = from): PythonSyntaxError {
    return this.parser.errorOn(msg, from, to)
  }

  /** An error at the last token looked at. */
  faultHere(msg: string, kind: SyntaxErrorKind = 'SyntaxError'): PythonSyntaxError {
    return this.parser.errorHere(msg, this.furthest, kind)
  }

  /** An error at a token that is looked at by this. */
  faultAt(msg: string, at: number): PythonSyntaxError {
    this.kind(at)
    return this.fault(msg, at)
  }

  /** An error from a token to where the tokenizer stands. */
  faultFrom(msg: string, at: number): PythonSyntaxError {
    return this.parser.errorFrom(msg, at, this.furthest)
  }
}

/** A rule that remembers what it matched where; its body is made when it is first used. */
export function rule(body: () => Rule, isShared = false): Rule {
  const number = rules++
  let run: Rule | null = null
  return (m, at) => {
    const memory = m.memory(number, isShared)
    if (memory[at] !== 0) return memory[at] - 2
    run ??= body()
    const end = Math.max(run(m, at), FAIL)
    memory[at] = end + 2
    return end
  }
}

/** A rule of which the second pass remembers what it matched, with or without hints. */
export function sharedRule(body: () => Rule): Rule {
  return rule(body, true)
}

/** A rule of the second pass: `look` raises what it finds, or gives FAIL (a few give the place behind). */
export function hint(look: Rule): Rule {
  const remembered = rule(() => look)
  return (m, at) => (m.hinting ? remembered(m, at) : FAIL)
}

/** A token of a kind. */
export function token(kind: number): Rule {
  return (m, at) => (m.kind(at) === kind ? at + 1 : FAIL)
}

/** A token of one of several kinds. */
export function tokens(...kinds: number[]): Rule {
  return (m, at) => (kinds.includes(m.kind(at)) ? at + 1 : FAIL)
}

/** A soft keyword. */
export function word(text: string): Rule {
  return (m, at) => (m.isWord(text, at) ? at + 1 : FAIL)
}

/** A token without which there is an error at once. */
export function forced(kind: number, shown: string): Rule {
  return (m, at) => {
    if (m.kind(at) === kind) return at + 1
    if (!m.hinting) return FAIL
    throw m.fault(`expected '${shown}'`, at)
  }
}

/** Behind this a sequence has to match, or its choice fails. */
export const cut: Rule = (_, at) => at

export function seq(...parts: Rule[]): Rule {
  return (m, at) => {
    let end = at
    let failure = FAIL
    for (let i = 0; i < parts.length; i++) {
      if (parts[i] === cut) {
        failure = CUT
        continue
      }
      end = parts[i](m, end)
      if (end < 0) return failure
    }
    return end
  }
}

/** The first of several that matches. */
export function alt(...choices: Rule[]): Rule {
  return (m, at) => {
    for (let i = 0; i < choices.length; i++) {
      const end = choices[i](m, at)
      if (end !== FAIL) return end === CUT ? FAIL : end
    }
    return FAIL
  }
}

export function opt(part: Rule): Rule {
  return (m, at) => {
    const end = part(m, at)
    return end < 0 ? at : end
  }
}

/** Any number of times, as often as possible. */
export function many(part: Rule): Rule {
  return (m, at) => {
    let end = at
    for (;;) {
      const next = part(m, end)
      if (next < 0 || next === end) return end
      end = next
    }
  }
}

/** Once or more. */
export function some(part: Rule): Rule {
  const more = many(part)
  return (m, at) => {
    const first = part(m, at)
    return first < 0 ? FAIL : more(m, first)
  }
}

/** Once or more, with commas (or another token) between. */
export function list(part: Rule, separator = Tok.COMMA): Rule {
  return (m, at) => {
    let end = part(m, at)
    if (end < 0) return FAIL
    while (m.kind(end) === separator) {
      const next = part(m, end + 1)
      if (next < 0) break
      end = next
    }
    return end
  }
}

/** Whether a part matches here; nothing is taken. */
export function ahead(part: Rule): Rule {
  return (m, at) => (part(m, at) < 0 ? FAIL : at)
}

/** Whether a part does not match here; nothing is taken. */
export function not(part: Rule): Rule {
  return (m, at) => (part(m, at) < 0 ? at : FAIL)
}
