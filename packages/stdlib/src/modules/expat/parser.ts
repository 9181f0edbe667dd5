// A document read piece by piece, with expat's answers: what handlers are told, in which order, and where faults are. ref: XML 1.0
//
// What stands outside of the root element is read here, and the declarations of the document type are found, which `Declarations`
// understands; `Content` reads elements and text, of the document and of entities. A place is one in `input.text`; while an
// entity is read it stays at its reference.
import { Content } from './content.ts'
import { Dtd, type Entity } from './dtd.ts'
import { XmlFault } from './errors.ts'
import type { Handlers } from './handlers.ts'
import { type FindEncoding, Input } from './input.ts'
import { Namespaces } from './namespaces.ts'
import { Declarations } from './declarations.ts'
import { isSpace, PARTIAL, scanComment, scanDeclaration, scanInstruction, scanReference, skipSpace } from './scan.ts'
import { lines, outsideFault, scanDeclarationEnd, type Source } from './source.ts'

type State = 'prolog' | 'subset' | 'content' | 'epilog' | 'external content' | 'external subset'

/** Expansions may be so much longer than the document, once there is much of them. */
const MOST_AMPLIFICATION = 100
const AMPLIFICATION_FROM = 8 * 1024 * 1024

export class Parser {
  handlers: Handlers = {}
  readonly input: Input
  readonly dtd: Dtd
  readonly namespaces: Namespaces | null
  private readonly declarations: Declarations
  private readonly content: Content
  state: State = 'prolog'
  private hasDeclaration = false
  private hasDoctype = false
  /** The place of the event that is told. */
  event = 0
  errorCode = 0
  isFinished = false
  isStarted = false
  base: string | null = null
  /** 0 never, 1 unless standalone, 2 always. */
  parameterEntities = 0
  usesForeignDtd = false
  isDeferring = true
  private leftBefore = 0
  private expanded = 0
  private fed = 0

  constructor(
    encoding: string | null,
    separator: string | null,
    find: FindEncoding,
    parent?: Parser,
    context: string | null = null,
  ) {
    this.input = new Input(encoding, find)
    this.dtd = parent?.dtd ?? new Dtd()
    this.namespaces = separator === null ? null : new Namespaces(separator)
    this.content = new Content(this)
    this.declarations = new Declarations(this)
    if (parent !== undefined) {
      this.state = context === null ? 'external subset' : 'external content'
      this.base = parent.base
      this.parameterEntities = parent.parameterEntities
      if (context !== null) this.useContext(context)
    }
  }

  /** Takes bytes in and tells of what they complete. False where something is wrong: `errorCode`, and `event` its place. */
  parse(bytes: Uint8Array, isFinal: boolean): boolean {
    if (this.isFinished) {
      this.errorCode = 36
      return false
    }
    if (this.errorCode !== 0) return false
    this.isStarted = true
    this.fed += bytes.length
    try {
      this.input.feed(bytes, isFinal)
      if (this.isPostponed(isFinal)) return true
      const before = this.input.text.length - this.input.pos
      this.run()
      if (isFinal) this.isFinished = true
      const left = this.input.text.length - this.input.pos
      this.leftBefore = left === before ? left : 0
    } catch (e) {
      if (!(e instanceof XmlFault)) {
        this.errorCode = 35
        throw e
      }
      this.errorCode = e.code
      if (e.at >= 0) this.event = e.at
      return false
    }
    return true
  }

  /** A token that was not complete is not tried again before there is twice as much of it. CPython: bpo-115398 */
  private isPostponed(isFinal: boolean): boolean {
    if (!this.isDeferring || isFinal) return false
    return this.input.text.length - this.input.pos < 2 * this.leftBefore
  }

  private run(): void {
    const { input } = this
    input.trim()
    this.event = 0
    const source: Source = { text: input.text, at: input.pos, end: input.limit, isOpen: !input.isFinal, isMain: true }
    for (;;) {
      const before = this.state
      source.text = input.text
      source.end = input.limit
      if (this.state === 'prolog' || this.state === 'epilog') this.outside(source)
      else if (this.state === 'subset') this.subset(source)
      else if (this.state === 'external subset') this.externalSubset(source)
      else this.content.read(source, 0)
      input.pos = source.at
      if (this.state === before && !this.needsRereading) break
      this.needsRereading = false
    }
    if (input.isFinal) this.finish(source)
    else if (source.at >= source.end) this.event = source.at
  }

  /** The text changed behind the place: its encoding was declared. */
  needsRereading = false

  /** All that ever came was read. */
  private finish(source: Source): void {
    this.stuck(source)
    // A lone end of line at the very end is not passed.
    const isReturn = source.at > 0 && source.text.charCodeAt(source.at - 1) === 13 && this.state === 'content'
    this.event = isReturn ? source.at - 1 : source.at
    if (this.state === 'external subset') return
    if (this.state === 'external content') {
      if (this.content.open.length > 0) throw new XmlFault('ASYNC_ENTITY')
      return
    }
    if (this.content.isInCdata) throw new XmlFault('UNCLOSED_CDATA_SECTION')
    if (this.state !== 'epilog') throw new XmlFault('NO_ELEMENTS')
  }

  /** Raises where what is left is no beginning of anything, or nothing will follow it. */
  stuck(source: Source): void {
    const { input } = this
    if (!source.isMain) {
      if (source.at < source.end) throw new XmlFault('UNCLOSED_TOKEN')
      return
    }
    if (input.bad >= 0) throw new XmlFault('INVALID_TOKEN', input.bad)
    if (source.isOpen) return
    if (source.at < source.end) throw new XmlFault('UNCLOSED_TOKEN', source.at)
    if (input.isOdd) throw new XmlFault('UNCLOSED_TOKEN', source.at)
    if (input.isCut) throw new XmlFault('PARTIAL_CHAR', source.at)
  }

  /** Sets the place of what is told next, unless it is in an entity. */
  begin(source: Source): void {
    if (source.isMain) this.event = source.at
  }

  /** Hands over markup that nobody else wants. */
  unclaimed(source: Source, from: number, to: number): void {
    this.handlers.default?.(lines(source.text.slice(from, to), true))
  }

  /** The same for a declaration, token by token. */
  private unclaimedTokens(text: string): void {
    if (this.handlers.default === undefined) return
    for (const [token] of text.matchAll(/[ \t\r\n]+|"[^"]*"|'[^']*'|<![A-Za-z]*|\)[?*+]?|[^ \t\r\n"'<>[\](),|]+|./g))
      this.handlers.default(token)
  }

  // Before and after the root element

  private outside(source: Source): void {
    for (;;) {
      const { text, end } = source
      const at = source.at
      const space = skipSpace(text, at, end)
      if (space > at) {
        this.begin(source)
        this.unclaimed(source, at, space)
        source.at = space
        continue
      }
      if (at >= end) return this.stuck(source)
      this.begin(source)
      if (text[at] !== '<') {
        const fault = outsideFault(source)
        if (fault === undefined && this.state === 'prolog') return this.stuck(source)
        throw this.state === 'epilog' && (fault === undefined || fault.at === at) && !/[=&]/.test(text[at])
          ? new XmlFault('JUNK_AFTER_DOC_ELEMENT', at)
          : fault
      }
      const next = text[at + 1]
      if (at + 1 >= end) return this.stuck(source)
      let after: number
      if (next === '?') {
        after = this.instruction(source, this.input.isBeginning(at) && this.state === 'prolog')
        if (this.needsRereading) return
      } else if (next === '!') {
        if (text[at + 2] === '-') after = this.comment(source)
        else {
          if (at + 2 >= end) return this.stuck(source)
          if (this.state === 'epilog') throw new XmlFault('JUNK_AFTER_DOC_ELEMENT', at)
          after = this.doctype(source)
          if (after !== PARTIAL && (this.state as State) === 'subset') {
            source.at = after
            return
          }
        }
      } else {
        if (this.state === 'epilog') throw new XmlFault('JUNK_AFTER_DOC_ELEMENT', at)
        if (!/[A-Za-z_:\x80-\xff]/.test(next)) throw new XmlFault('INVALID_TOKEN', at + 1)
        this.foreignDtd()
        this.state = 'content'
        return
      }
      if (after === PARTIAL) return this.stuck(source)
      source.at = after
    }
  }

  comment(source: Source): number {
    const { text, end } = source
    const { at } = source
    if (at + 3 >= end) return PARTIAL
    if (text[at + 3] !== '-') throw new XmlFault('INVALID_TOKEN', at + 3)
    const after = scanComment(text, at, end)
    if (after === PARTIAL) return PARTIAL
    if (this.handlers.comment !== undefined) this.handlers.comment(lines(text.slice(at + 4, after - 3), false))
    else this.unclaimed(source, at, after)
    return after
  }

  instruction(source: Source, isFirst: boolean): number {
    const { text, end } = source
    const { at } = source
    const after = scanInstruction(text, at, end)
    if (after === PARTIAL) return PARTIAL
    const inner = text.slice(at + 2, after - 2)
    const [target] = /^[^ \t\r\n]*/.exec(inner) as RegExpExecArray
    if (target === 'xml') {
      if (!isFirst) throw new XmlFault('MISPLACED_XML_PI', at)
      const isText = this.state === 'external content' || this.state === 'external subset'
      const { encoding, fault } = this.declarations.xmlDeclaration(inner, at + 2, isText)
      if (fault !== undefined) throw fault
      if (this.handlers.xmlDecl === undefined) this.unclaimed(source, at, after)
      this.hasDeclaration = true
      if (encoding !== null) {
        this.input.pos = source.at = after
        this.input.declare(encoding)
        this.needsRereading = true
      }
      return after
    }
    if (this.handlers.processingInstruction !== undefined)
      this.handlers.processingInstruction(target, lines(inner.slice(target.length).replace(/^[ \t\r\n]+/, ''), false))
    else this.unclaimed(source, at, after)
    return after
  }

  /** The declaration of the document type up to its subset, or all of it. */
  private doctype(source: Source): number {
    const { text, end } = source
    const { at } = source
    if (!text.startsWith('<!DOCTYPE'.slice(0, end - at), at)) {
      // A declaration of some other kind, or none.
      const isToken = /[A-Za-z_:[]/.test(text[at + 2])
      throw new XmlFault(isToken ? 'SYNTAX' : 'INVALID_TOKEN', isToken ? at : at + 2)
    }
    const after = scanDeclaration(text, at, end, true)
    if (after === PARTIAL) return this.cutOff(source)
    if (this.hasDoctype) throw new XmlFault('SYNTAX', at)
    this.hasDoctype = true
    if (!isSpace(text.charCodeAt(at + 9))) throw new XmlFault('INVALID_TOKEN', at + 9)
    const hasSubset = text[after - 1] === '['
    this.declarations.doctype(text.slice(at + 9, after - 1), at + 9, hasSubset)
    if (this.handlers.startDoctypeDecl === undefined) this.unclaimedTokens(text.slice(at, after))
    if (hasSubset) this.state = 'subset'
    else this.endDoctype()
    return after
  }

  /** A declaration is not complete. At the end of all, each of its tokens is, but for a value that is open. */
  private cutOff(source: Source): number {
    const { text, at, end, isOpen } = source
    if (isOpen || this.input.bad >= 0 || !source.isMain) return PARTIAL
    const quoted = /^(?:[^"']|"[^"]*"|'[^']*')*/.exec(text.slice(at, end)) as RegExpExecArray
    const reached = at + quoted[0].length
    throw reached < end ? new XmlFault('UNCLOSED_TOKEN', reached) : new XmlFault('NO_ELEMENTS', end)
  }

  /** The whole of the document type was read: now its external part. */
  private endDoctype(): void {
    const { systemId, publicId } = this.declarations
    if (systemId !== null || this.usesForeignDtd) {
      this.dtd.hasParameterReferences = true
      const isWanted = this.parameterEntities === 2 || (this.parameterEntities === 1 && !this.dtd.isStandalone)
      if (isWanted && this.handlers.externalEntityRef !== undefined) {
        if (this.readExternal(systemId, publicId, this.base)) this.checkStandalone()
      }
    }
    this.usesForeignDtd = false
    this.handlers.endDoctypeDecl?.()
  }

  /** A document without a type may be given one. */
  private foreignDtd(): void {
    if (!this.usesForeignDtd || this.hasDoctype) return
    this.usesForeignDtd = false
    this.dtd.hasParameterReferences = true
    if (this.parameterEntities > 0 && this.handlers.externalEntityRef !== undefined)
      this.readExternal(null, null, this.base)
  }

  checkStandalone(): void {
    if (this.dtd.isStandalone || this.handlers.notStandalone === undefined) return
    if (!this.handlers.notStandalone()) throw new XmlFault('NOT_STANDALONE')
  }

  callExternal(context: string | null, base: string | null, systemId: string | null, publicId: string | null): void {
    if (this.handlers.externalEntityRef?.(context, base, systemId, publicId) === false)
      throw new XmlFault('EXTERNAL_ENTITY_HANDLING')
  }

  /** Has a part of the document type read; whether anybody did. */
  private readExternal(systemId: string | null, publicId: string | null, base: string | null): boolean {
    this.dtd.isExternalRead = false
    this.callExternal(null, base, systemId, publicId)
    return this.dtd.isExternalRead
  }

  /** Declarations between the brackets. */
  private subset(source: Source): void {
    if (!this.readDeclarations(source, true)) return
    const close = scanDeclarationEnd(source)
    if (close === PARTIAL) {
      this.cutOff(source)
      return this.stuck(source)
    }
    this.begin(source)
    if (this.handlers.endDoctypeDecl === undefined) this.unclaimedTokens(source.text.slice(source.at, close))
    source.at = close
    this.state = 'prolog'
    this.endDoctype()
  }

  private externalSubset(source: Source): void {
    this.dtd.isExternalRead = true
    if (
      source.at === 0 &&
      this.input.offset === 0 &&
      source.text.startsWith('<?xml') &&
      /[ \t\r\n]/.test(source.text[5] ?? '')
    ) {
      const after = this.instruction(source, true)
      if (after === PARTIAL) return this.stuck(source)
      source.at = after
      if (this.needsRereading) return
    }
    this.readDeclarations(source, false)
  }

  /** Declarations up to the bracket; true when it was found. */
  private readDeclarations(source: Source, hasBracket: boolean): boolean {
    for (;;) {
      const { text, end } = source
      const at = source.at
      const space = skipSpace(text, at, end)
      if (space > at) {
        this.begin(source)
        this.unclaimed(source, at, space)
        source.at = space
        continue
      }
      if (at >= end) {
        this.stuck(source)
        return false
      }
      this.begin(source)
      let after: number
      if (text[at] === ']' && hasBracket) return true
      if (text[at] === '%') {
        after = scanReference(text, at, end)
        if (after !== PARTIAL) {
          source.at = after
          this.parameterReference(text.slice(at + 1, after - 1), source)
          continue
        }
      } else if (text[at] !== '<') {
        const fault = outsideFault(source)
        if (fault !== undefined) throw fault
        after = PARTIAL
      } else if (at + 3 >= end) after = PARTIAL
      else if (text[at + 1] === '?') after = this.instruction(source, false)
      else if (text[at + 1] !== '!')
        throw new XmlFault(
          /[A-Za-z_:\x80-\xff]/.test(text[at + 1]) ? 'SYNTAX' : 'INVALID_TOKEN',
          /[A-Za-z_:\x80-\xff]/.test(text[at + 1]) ? at : at + 1,
        )
      else if (text[at + 2] === '-') after = this.comment(source)
      else if (text[at + 2] === '[' && !hasBracket) after = this.conditional(source)
      else {
        after = scanDeclaration(text, at, end, false)
        if (after !== PARTIAL && !this.declarations.declare(text.slice(at, after), at))
          this.unclaimedTokens(text.slice(at, after))
        else if (after === PARTIAL && hasBracket) this.cutOff(source)
      }
      if (after === PARTIAL) {
        this.stuck(source)
        return false
      }
      source.at = after
    }
  }

  /** `<![INCLUDE[ … ]]>` and `<![IGNORE[ … ]]>` of an external subset. */
  private conditional(source: Source): number {
    const { text, at, end } = source
    const close = text.indexOf(']]>', at)
    if (close < 0 || close + 3 > end) return PARTIAL
    const head = /^<!\[[ \t\r\n]*(INCLUDE|IGNORE|%[^;]*;)[ \t\r\n]*\[/.exec(text.slice(at, close))
    if (head === null) throw new XmlFault('SYNTAX', at)
    let [, word] = head
    if (word.startsWith('%')) word = this.dtd.parameterEntities.get(word.slice(1, -1))?.text?.trim() ?? ''
    if (word === 'INCLUDE') {
      const inner: Source = {
        text: text.slice(at + head[0].length, close),
        at: 0,
        end: close - at - head[0].length,
        isOpen: false,
        isMain: false,
      }
      this.readDeclarations(inner, false)
    }
    return close + 3
  }

  private parameterReference(name: string, source: Source): void {
    const { dtd } = this
    dtd.hasParameterReferences = true
    const entity = dtd.parameterEntities.get(name)
    if (this.parameterEntities === 0 || (this.parameterEntities === 1 && dtd.isStandalone))
      dtd.isKept = dtd.isStandalone
    else if (entity === undefined) {
      if (dtd.isStandalone) throw new XmlFault('UNDEFINED_ENTITY')
      dtd.isKept = dtd.isStandalone
      this.handlers.skippedEntity?.(name, true)
      return
    } else {
      if (entity.isOpen) throw new XmlFault('RECURSIVE_ENTITY_REF')
      entity.isOpen = true
      if (entity.text !== null) {
        this.count(entity.text.length)
        this.readDeclarations(
          { text: entity.text, at: 0, end: entity.text.length, isOpen: false, isMain: false },
          false,
        )
      } else if (this.handlers.externalEntityRef !== undefined) {
        if (this.readExternal(entity.systemId, entity.publicId, entity.base)) this.checkStandalone()
        else dtd.isKept = dtd.isStandalone
      } else dtd.isKept = dtd.isStandalone
      entity.isOpen = false
      return
    }
    this.checkStandalone()
    this.unclaimed(source, source.at - name.length - 2, source.at)
  }

  /** The entity of a name; undefined where one may be declared in what was not read. */
  entityOf(name: string): Entity | undefined {
    const entity = this.dtd.entities.get(name)
    if (entity === undefined && (!this.dtd.hasParameterReferences || this.dtd.isStandalone))
      throw new XmlFault('UNDEFINED_ENTITY')
    return entity
  }

  /** Guards against entities that grow without measure. */
  count(n: number): void {
    this.expanded += n
    if (this.expanded > AMPLIFICATION_FROM && this.expanded > MOST_AMPLIFICATION * this.fed)
      throw new XmlFault('AMPLIFICATION_LIMIT_BREACH')
  }

  /** What an entity's own parser has to know: bound prefixes and open entities. */
  contextOf(): string {
    const parts: string[] = []
    if (this.namespaces !== null) for (const [prefix, uri] of this.namespaces.entries()) parts.push(`${prefix}=${uri}`)
    for (const entity of this.dtd.entities.values()) if (entity.isOpen) parts.push(entity.name)
    return parts.join('\f')
  }

  private useContext(context: string): void {
    for (const part of context.split('\f')) {
      const at = part.indexOf('=')
      if (at >= 0 && !part.startsWith('xml=')) this.namespaces?.bind(part.slice(0, at), part.slice(at + 1))
    }
  }

  /** Whether a declaration was read, for the default of `standalone`. */
  get isDeclared(): boolean {
    return this.hasDeclaration
  }
}
