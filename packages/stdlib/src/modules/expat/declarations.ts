// What the declarations of a document say, told to handlers and kept. ref: XML 1.0, 2.8, 3.2, 3.3, 4.2, 4.7
import { addDefault, AttributesReader } from './attributes.ts'
import { attributeType, contentModel, type Entity, Words } from './dtd.ts'
import { XmlFault } from './errors.ts'
import type { Parser } from './parser.ts'
import { isSpace, scanReference } from './scan.ts'
import { characterOf } from './source.ts'

export class Declarations {
  systemId: string | null = null
  publicId: string | null = null
  private readonly parser: Parser
  private readonly attributes: AttributesReader

  constructor(parser: Parser) {
    this.parser = parser
    this.attributes = new AttributesReader(parser)
  }

  /** `<?xml version="1.0" encoding="…" standalone="…"?>`; in an external entity the version may be missing. */
  xmlDeclaration(inner: string, at: number, isText: boolean): { encoding: string | null; fault: XmlFault | undefined } {
    const name = isText ? 'TEXT_DECL' : 'XML_DECL'
    let i = 3
    const space = (): boolean => {
      const from = i
      while (i < inner.length && isSpace(inner.charCodeAt(i))) i++
      return i > from
    }
    let wrong = -1
    /** One `name="value"`; null where it is another name's turn. */
    const part = (word: string, pattern: RegExp): string | null => {
      const from = i
      if (wrong >= 0 || !space() || !inner.startsWith(word, i)) {
        i = from
        return null
      }
      i += word.length
      space()
      if (inner[i] !== '=') wrong = i
      i++
      space()
      const quote = inner[i]
      const close = quote === '"' || quote === "'" ? inner.indexOf(quote, i + 1) : -1
      if (wrong < 0 && close < 0) wrong = i
      const value = inner.slice(i + 1, close)
      if (wrong < 0 && !pattern.test(value)) wrong = i + 1
      i = close + 1
      return value
    }
    const version = part('version', /^[\w.:-]+$/)
    if (version === null && !isText && wrong < 0) {
      space()
      wrong = i
    }
    const encoding = part('encoding', /^[A-Za-z][\w.-]*$/)
    const standalone = isText ? null : part('standalone', /^(?:yes|no)$/)
    if (wrong < 0) {
      space()
      if (i < inner.length || (isText && encoding === null)) wrong = i
    }
    if (wrong >= 0) return { encoding: null, fault: new XmlFault(name, at + wrong) }
    if (standalone === 'yes') this.parser.dtd.isStandalone = true
    this.parser.handlers.xmlDecl?.(version, encoding, standalone === null ? -1 : standalone === 'yes' ? 1 : 0)
    return { encoding, fault: undefined }
  }

  /** `<!DOCTYPE name SYSTEM "…"`, up to the bracket or the end. */
  doctype(text: string, at: number, hasSubset: boolean): void {
    const words = new Words(text, at)
    words.needSpace()
    const name = words.name()
    const hasSpace = words.space()
    if (!words.isDone) {
      if (!hasSpace) throw words.fault()
      const id = words.externalId(true)
      if (id === undefined) throw words.fault()
      this.systemId = id.systemId
      this.publicId = id.publicId
      words.space()
      if (!words.isDone) throw words.fault()
      this.parser.dtd.hasParameterReferences = true
      if (this.parser.parameterEntities === 0) this.parser.checkStandalone()
    }
    this.parser.handlers.startDoctypeDecl?.(name, this.systemId, this.publicId, hasSubset)
  }

  /** One of `<!ELEMENT`, `<!ATTLIST`, `<!ENTITY`, `<!NOTATION`; false where nobody was told of it. */
  declare(declaration: string, at: number): boolean {
    const [head] = /^<![A-Za-z]*/.exec(declaration) as RegExpExecArray
    const words = new Words(this.withParameters(declaration.slice(head.length, -1)), at + head.length)
    switch (head) {
      case '<!ELEMENT':
        return this.element(words)
      case '<!ATTLIST':
        return this.attlist(words)
      case '<!ENTITY':
        return this.entity(words)
      case '<!NOTATION':
        return this.notation(words)
      default:
        throw new XmlFault(head.length > 2 ? 'SYNTAX' : 'INVALID_TOKEN', head.length > 2 ? at : at + 2)
    }
  }

  /** In an external subset parameter entities may stand inside of declarations. */
  private withParameters(text: string): string {
    if (!text.includes('%') || this.parser.parameterEntities === 0) return text
    return text.replace(/(["'])[^"']*\1|%([^\s;"']+);/g, (whole, quote: string | undefined, name: string) => {
      if (quote !== undefined) return whole
      const entity = this.parser.dtd.parameterEntities.get(name)
      return entity === undefined || entity.text === null ? whole : ` ${entity.text} `
    })
  }

  private end(words: Words): void {
    words.space()
    if (!words.isDone) throw words.fault()
  }

  private element(words: Words): boolean {
    words.needSpace()
    const name = words.name()
    words.needSpace()
    const model = contentModel(words)
    this.end(words)
    const { elementDecl } = this.parser.handlers
    elementDecl?.(name, model)
    return elementDecl !== undefined
  }

  private attlist(words: Words): boolean {
    const { parser } = this
    const { dtd } = parser
    words.needSpace()
    const element = words.name()
    const list = dtd.attributes.get(element) ?? []
    for (;;) {
      const hasSpace = words.space()
      if (words.isDone) break
      if (!hasSpace) throw words.fault()
      const name = words.name()
      words.needSpace()
      const type = attributeType(words)
      words.needSpace()
      let value: string | null = null
      let isRequired = false
      if (words.has('#REQUIRED')) isRequired = true
      else if (!words.has('#IMPLIED')) {
        if (words.has('#FIXED')) {
          words.needSpace()
          isRequired = true
        }
        const raw = words.quoted()
        value = this.attributes.value(raw, type === 'CDATA', words.placeOf(raw))
      }
      if (dtd.isKept) {
        addDefault(list, { name, isCdata: type === 'CDATA', isId: type === 'ID', value })
        dtd.attributes.set(element, list)
      }
      if (dtd.isKept) parser.handlers.attlistDecl?.(element, name, type, value, isRequired)
    }
    return dtd.isKept && parser.handlers.attlistDecl !== undefined
  }

  private entity(words: Words): boolean {
    const { parser } = this
    const { dtd, handlers } = parser
    words.needSpace()
    const isParameter = words.has('%')
    if (isParameter) words.needSpace()
    const name = words.name()
    words.needSpace()
    const table = isParameter ? dtd.parameterEntities : dtd.entities
    let entity: Entity
    if (words.isQuote()) {
      const raw = words.quoted()
      const text = this.entityValue(raw, words.placeOf(raw))
      entity = { name, text, base: null, systemId: null, publicId: null, notation: null, isOpen: false }
    } else {
      const id = words.externalId(true)
      if (id === undefined) throw words.fault()
      let notation: string | null = null
      const hasSpace = words.space()
      if (!words.isDone) {
        if (!hasSpace || isParameter) throw words.fault()
        words.need('NDATA')
        words.needSpace()
        notation = words.name()
      }
      entity = { name, text: null, base: parser.base, ...id, notation, isOpen: false }
    }
    this.end(words)
    const isNew = !table.has(name) && !isPredefined(name, isParameter)
    if (isNew && dtd.isKept) table.set(name, entity)
    const { text, base, systemId, publicId, notation } = entity
    if (!dtd.isKept) return false
    if (!isNew) return handlers.entityDecl !== undefined
    if (notation !== null && handlers.unparsedEntityDecl !== undefined) {
      handlers.unparsedEntityDecl(name, base, systemId as string, publicId, notation)
      return true
    }
    handlers.entityDecl?.(name, isParameter, text, base, systemId, publicId, notation)
    return handlers.entityDecl !== undefined
  }

  /** Characters and parameter entities are replaced where an entity is declared, general ones where it is used. */
  private entityValue(raw: string, at: number): string {
    let out = ''
    for (let i = 0; i < raw.length;) {
      const c = raw[i]
      if (c === '&') {
        const after = scanReference(raw, i, raw.length)
        if (after < 0) throw new XmlFault('INVALID_TOKEN', at + i)
        const name = raw.slice(i + 1, after - 1)
        out += name.startsWith('#') ? characterOf(name) : raw.slice(i, after)
        i = after
      } else if (c === '%') {
        const after = scanReference(raw, i, raw.length)
        if (after < 0) throw new XmlFault('INVALID_TOKEN', at + i)
        const entity = this.parser.dtd.parameterEntities.get(raw.slice(i + 1, after - 1))
        // Inside of declarations only an external subset may have them.
        if (this.parser.parameterEntities === 0) throw new XmlFault('PARAM_ENTITY_REF', at + i)
        out += entity?.text ?? ''
        i = after
      } else if (c === '\r') {
        out += '\n'
        i += raw[i + 1] === '\n' ? 2 : 1
      } else {
        out += c
        i++
      }
    }
    return out
  }

  private notation(words: Words): boolean {
    const { parser } = this
    words.needSpace()
    const name = words.name()
    words.needSpace()
    const id = words.externalId(false)
    if (id === undefined) throw words.fault()
    this.end(words)
    parser.handlers.notationDecl?.(name, parser.base, id.systemId, id.publicId)
    return parser.handlers.notationDecl !== undefined
  }
}

const isPredefined = (name: string, isParameter: boolean): boolean =>
  !isParameter && ['lt', 'gt', 'amp', 'quot', 'apos'].includes(name)
