// Declarations of a document type: what they say, and what is kept of them. ref: XML 1.0, 3.2, 3.3, 4.2, 4.7
import { XmlFault } from './errors.ts'
import { isNameByte, isNameStart, isSpace } from './scan.ts'

/** An entity: of internal text, or of something outside. All strings are bytes of UTF-8. */
export interface Entity {
  readonly name: string
  readonly text: string | null
  readonly base: string | null
  readonly systemId: string | null
  readonly publicId: string | null
  readonly notation: string | null
  isOpen: boolean
}

export interface AttributeDefault {
  readonly name: string
  readonly isCdata: boolean
  readonly isId: boolean
  /** null where there is none. */
  readonly value: string | null
}

/** What element content may be: type, quantifier, name, children, by expat's numbers. */
export interface Model {
  readonly type: number
  readonly quantifier: number
  readonly name: string | null
  readonly children: readonly Model[]
}

export class Dtd {
  readonly entities = new Map<string, Entity>()
  readonly parameterEntities = new Map<string, Entity>()
  /** Attributes of an element by its name. */
  readonly attributes = new Map<string, AttributeDefault[]>()
  hasParameterReferences = false
  isStandalone = false
  /** Declarations count; not behind a parameter entity that was not read. */
  isKept = true
  /** A parser was made for the part outside, and used. */
  isExternalRead = false
}

export const EMPTY = 1
const ANY = 2
const MIXED = 3
const NAME = 4
const CHOICE = 5
const SEQUENCE = 6
const QUANTIFIERS = '?*+'

/** The words of a declaration. Faults are placed in the source that `start` is a place of. */
export class Words {
  private readonly text: string
  private readonly start: number
  at = 0
  constructor(text: string, start: number) {
    this.text = text
    this.start = start
  }

  fault(at = this.at): XmlFault {
    const c = this.text.charCodeAt(at)
    const isToken = Number.isNaN(c) || isNameByte(c) || '"\'#%()|,?*+<>[]'.includes(this.text[at])
    return new XmlFault(isToken ? 'SYNTAX' : 'INVALID_TOKEN', this.start + at)
  }

  space(): boolean {
    const from = this.at
    while (this.at < this.text.length && isSpace(this.text.charCodeAt(this.at))) this.at++
    return this.at > from
  }

  needSpace(): void {
    if (!this.space()) throw this.fault()
  }

  get isDone(): boolean {
    return this.at >= this.text.length
  }

  peek(): string {
    return this.text[this.at] ?? ''
  }

  has(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false
    this.at += word.length
    return true
  }

  need(word: string): void {
    if (!this.has(word)) throw this.fault()
  }

  /** A name, or a name token that may begin with a digit. */
  name(isToken = false): string {
    const from = this.at
    const first = this.text.charCodeAt(from)
    if (!(isToken ? isNameByte(first) : isNameStart(first))) throw this.fault()
    while (this.at < this.text.length && isNameByte(this.text.charCodeAt(this.at))) this.at++
    return this.text.slice(from, this.at)
  }

  isName(): boolean {
    return this.at < this.text.length && isNameStart(this.text.charCodeAt(this.at))
  }

  isQuote(): boolean {
    return this.peek() === '"' || this.peek() === "'"
  }

  quoted(): string {
    if (!this.isQuote()) throw this.fault()
    const close = this.text.indexOf(this.peek(), this.at + 1)
    if (close < 0) throw this.fault()
    const value = this.text.slice(this.at + 1, close)
    this.at = close + 1
    return value
  }

  /** Where the text between the quotes of the last value begins. */
  placeOf(value: string): number {
    return this.start + this.at - 1 - value.length
  }

  /** `SYSTEM "…"`, `PUBLIC "…" "…"`; a notation needs no system id. */
  externalId(needsSystem: boolean): { publicId: string | null; systemId: string | null } | undefined {
    if (this.has('SYSTEM')) {
      this.needSpace()
      return { publicId: null, systemId: this.quoted() }
    }
    if (!this.has('PUBLIC')) return undefined
    this.needSpace()
    const raw = this.quoted()
    const wrong = /[^-'()+,./:=?;!*#@$_% \r\nA-Za-z0-9]/.exec(raw)
    if (wrong !== null) throw new XmlFault('PUBLICID', this.placeOf(raw) + wrong.index)
    const publicId = raw.replace(/[ \r\n]+/g, ' ').replace(/^ | $/g, '')
    const hasSpace = this.space()
    if (!this.isQuote()) {
      if (needsSystem) throw this.fault()
      return { publicId, systemId: null }
    }
    if (!hasSpace) throw this.fault()
    return { publicId, systemId: this.quoted() }
  }
}

function quantifier(words: Words): number {
  const n = words.peek() === '' ? -1 : QUANTIFIERS.indexOf(words.peek())
  if (n >= 0) words.at++
  return n + 1
}

/** The content of an element declaration. */
export function contentModel(words: Words): Model {
  if (words.has('EMPTY')) return { type: EMPTY, quantifier: 0, name: null, children: [] }
  if (words.has('ANY')) return { type: ANY, quantifier: 0, name: null, children: [] }
  words.need('(')
  words.space()
  if (words.has('#PCDATA')) return mixed(words)
  return group(words)
}

function mixed(words: Words): Model {
  const children: Model[] = []
  for (;;) {
    words.space()
    if (words.has(')')) break
    words.need('|')
    words.space()
    children.push({ type: NAME, quantifier: 0, name: words.name(), children: [] })
  }
  const hasStar = words.has('*')
  if (children.length > 0 && !hasStar) throw words.fault()
  return { type: MIXED, quantifier: hasStar ? 2 : 0, name: null, children }
}

function group(words: Words): Model {
  const children: Model[] = []
  let separator = ''
  for (;;) {
    words.space()
    if (words.has('(')) children.push(group(words))
    else {
      const name = words.name()
      children.push({ type: NAME, quantifier: quantifier(words), name, children: [] })
    }
    words.space()
    if (words.has(')')) break
    const next = words.peek()
    if ((next !== '|' && next !== ',') || (separator !== '' && next !== separator)) throw words.fault()
    separator = next
    words.at++
  }
  return { type: separator === '|' ? CHOICE : SEQUENCE, quantifier: quantifier(words), name: null, children }
}

const TYPES = ['CDATA', 'IDREFS', 'IDREF', 'ID', 'ENTITY', 'ENTITIES', 'NMTOKENS', 'NMTOKEN']

/** An attribute's type, as expat writes it. */
export function attributeType(words: Words): string {
  if (words.has('NOTATION')) {
    words.needSpace()
    words.need('(')
    return `NOTATION(${alternatives(words, false)})`
  }
  if (words.has('(')) return `(${alternatives(words, true)})`
  for (const type of TYPES) if (words.has(type)) return type
  throw words.fault()
}

function alternatives(words: Words, isToken: boolean): string {
  const out: string[] = []
  for (;;) {
    words.space()
    out.push(words.name(isToken))
    words.space()
    if (words.has(')')) return out.join('|')
    words.need('|')
  }
}
