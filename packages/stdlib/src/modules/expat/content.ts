// The root element, and what parsed entities hold: elements, text, CDATA sections and references. ref: XML 1.0, 2.4, 2.7, 3.1, 4.1
import { AttributesReader } from './attributes.ts'
import type { Entity } from './dtd.ts'
import { XmlFault } from './errors.ts'
import type { Parser } from './parser.ts'
import { PARTIAL, scanEndTag, scanReference, scanStartTag } from './scan.ts'
import { characterOf, predefined, type Source } from './source.ts'

/** Bytes that are converted at once. */
const CONVERTED = 1024

export class Content {
  /** Names of open elements, and the prefixes that each has bound. */
  readonly open: { readonly name: string; readonly told: string; readonly prefixes: readonly string[] }[] = []
  isInCdata = false
  private readonly parser: Parser
  private readonly attributes: AttributesReader

  constructor(parser: Parser) {
    this.parser = parser
    this.attributes = new AttributesReader(parser)
  }

  /** Reads content. Of an entity all of it, whose elements are `level` deep in others. */
  read(source: Source, level: number): void {
    const { parser } = this
    const { isMain } = source
    for (;;) {
      const { text, end } = source
      if (this.isInCdata) {
        if (!this.cdata(source)) return
        continue
      }
      const at = source.at
      if (at >= end) {
        if (isMain) parser.stuck(source)
        return
      }
      parser.begin(source)
      const c = text.charCodeAt(at)
      let after: number
      if (c === 60) after = this.markup(source, level)
      else if (c === 38) after = this.reference(source)
      else after = this.characters(source)
      if (after === PARTIAL) {
        if (!isMain) throw new XmlFault('UNCLOSED_TOKEN')
        return parser.stuck(source)
      }
      source.at = after
      if (parser.needsRereading) return
      if (isMain && parser.state === 'content' && this.open.length === 0 && c === 60) {
        parser.state = 'epilog'
        return
      }
    }
  }

  /** Text up to markup, as expat cuts it: a line's end by itself. */
  private characters(source: Source): number {
    const { text, end, at } = source
    const c = text.charCodeAt(at)
    if (c === 13) {
      if (at + 1 >= end && source.isOpen) return PARTIAL
      this.characterData(source, at, text.charCodeAt(at + 1) === 10 && at + 1 < end ? at + 2 : at + 1)
      return text.charCodeAt(at + 1) === 10 && at + 1 < end ? at + 2 : at + 1
    }
    if (c === 10) {
      this.characterData(source, at, at + 1)
      return at + 1
    }
    let i = at
    for (; i < end; i++) {
      const k = text.charCodeAt(i)
      if (k === 60 || k === 38 || k === 10 || k === 13) break
      if (k !== 93) continue
      // `]]>` is not allowed; at the end of the text the rest of it may be to come.
      if (text[i + 1] === ']' && i + 1 < end) {
        if (text[i + 2] === '>' && i + 2 < end) {
          if (i > at) break
          throw new XmlFault('INVALID_TOKEN', i + 2)
        }
        if (i + 2 >= end && source.isOpen) break
      } else if (i + 1 >= end && source.isOpen) break
    }
    if (i === at) return PARTIAL
    this.characterData(source, at, i)
    return i
  }

  private characterData(source: Source, from: number, to: number): void {
    const { parser } = this
    const { handlers } = parser
    if (handlers.characterData === undefined) return parser.unclaimed(source, from, to)
    const c = source.text.charCodeAt(from)
    const data = c === 13 ? '\n' : source.text.slice(from, to)
    if (data.length > CONVERTED && parser.input.isConverted) this.inPieces(data)
    else handlers.characterData(data)
  }

  /** Text in another encoding than UTF-8 goes through a buffer. */
  private inPieces(data: string): void {
    const { parser } = this
    for (let from = 0; from < data.length;) {
      let to = Math.min(from + CONVERTED, data.length)
      while (to < data.length && (data.charCodeAt(to) & 0xc0) === 0x80) to--
      parser.handlers.characterData?.(data.slice(from, to))
      from = to
    }
  }

  private markup(source: Source, level: number): number {
    const { parser } = this
    const { text, end, at } = source
    if (at + 1 >= end) return PARTIAL
    const next = text.charCodeAt(at + 1)
    if (next === 47) return this.endTag(source, level)
    if (next === 63)
      return parser.instruction(
        source,
        source.isMain && parser.state === 'external content' && parser.input.isBeginning(at),
      )
    if (next === 33) {
      if (at + 2 >= end) return PARTIAL
      if (text[at + 2] === '-') return parser.comment(source)
      if (!text.startsWith('<![CDATA['.slice(0, Math.min(9, end - at)), at)) {
        for (let k = 2; k < 9; k++) if (text[at + k] !== '<![CDATA['[k]) throw new XmlFault('INVALID_TOKEN', at + k)
      }
      if (at + 9 > end) return PARTIAL
      if (parser.handlers.startCdataSection !== undefined) parser.handlers.startCdataSection()
      else parser.unclaimed(source, at, at + 9)
      this.isInCdata = true
      return at + 9
    }
    return this.startTag(source)
  }

  /** Text of a CDATA section; false where it does not end here. */
  private cdata(source: Source): boolean {
    const { parser } = this
    const { text } = source
    for (;;) {
      const { at, end } = source
      if (at >= end) {
        if (source.isMain) {
          if (!source.isOpen && parser.input.bad < 0) throw new XmlFault('UNCLOSED_CDATA_SECTION', at)
          parser.stuck(source)
        }
        return false
      }
      parser.begin(source)
      const c = text.charCodeAt(at)
      if (c === 93 && text.startsWith(']]>'.slice(0, end - at), at)) {
        if (at + 3 > end) {
          if (source.isOpen) return false
          throw new XmlFault('UNCLOSED_CDATA_SECTION', at)
        }
        this.isInCdata = false
        if (parser.handlers.endCdataSection !== undefined) parser.handlers.endCdataSection()
        else parser.unclaimed(source, at, at + 3)
        source.at = at + 3
        return true
      }
      let i = at
      if (c === 13 || c === 10) {
        if (c === 13 && at + 1 >= end && source.isOpen) return false
        i = c === 13 && text.charCodeAt(at + 1) === 10 && at + 1 < end ? at + 2 : at + 1
      } else {
        for (i = at + 1; i < end; i++) {
          const k = text.charCodeAt(i)
          if (k === 13 || k === 10 || k === 93) break
        }
      }
      this.characterData(source, at, i)
      source.at = i
    }
  }

  private startTag(source: Source): number {
    const { parser } = this
    const { text, at, end } = source
    const tag = scanStartTag(text, at, end, parser.namespaces !== null)
    if (tag === undefined) return PARTIAL
    const { handlers } = parser
    const { list, specified, prefixes } = this.attributes.read(text, tag, source)
    let told = tag.name
    if (parser.namespaces !== null) told = parser.namespaces.expand(tag.name, false)
    if (handlers.startElement !== undefined) handlers.startElement(told, list, specified)
    else parser.unclaimed(source, at, tag.end)
    if (tag.isEmpty) {
      parser.begin({ ...source, at: handlers.startElement === undefined ? at : tag.end })
      if (handlers.endElement !== undefined) handlers.endElement(told)
      this.unbind(prefixes)
    } else this.open.push({ name: tag.name, told, prefixes })
    return tag.end
  }

  private endTag(source: Source, level: number): number {
    const { parser } = this
    const { text, at, end } = source
    const tag = scanEndTag(text, at, end, parser.namespaces !== null)
    if (tag === undefined) return PARTIAL
    if (this.open.length === level) throw new XmlFault('ASYNC_ENTITY')
    const element = this.open.pop() as (typeof this.open)[0]
    if (element.name !== tag.name) throw new XmlFault('TAG_MISMATCH', source.isMain ? at + 2 : -1)
    if (parser.handlers.endElement !== undefined) parser.handlers.endElement(element.told)
    else parser.unclaimed(source, at, tag.end)
    this.unbind(element.prefixes)
    return tag.end
  }

  private unbind(prefixes: readonly string[]): void {
    const { parser } = this
    for (let i = prefixes.length - 1; i >= 0; i--) {
      parser.handlers.endNamespaceDecl?.(prefixes[i] === '' ? null : prefixes[i])
      parser.namespaces?.unbind(prefixes[i])
    }
  }

  private reference(source: Source): number {
    const { parser } = this
    const { text, at, end } = source
    const after = scanReference(text, at, end)
    if (after === PARTIAL) return PARTIAL
    const name = text.slice(at + 1, after - 1)
    const { handlers } = parser
    if (name.startsWith('#')) {
      const c = characterOf(name)
      if (handlers.characterData !== undefined) handlers.characterData(c)
      else parser.unclaimed(source, at, after)
      return after
    }
    const plain = predefined(name)
    if (plain !== undefined) {
      if (handlers.characterData !== undefined) handlers.characterData(plain)
      else parser.unclaimed(source, at, after)
      return after
    }
    const entity = parser.entityOf(name)
    if (entity === undefined) {
      if (handlers.skippedEntity !== undefined) handlers.skippedEntity(name, false)
      else parser.unclaimed(source, at, after)
      return after
    }
    if (entity.isOpen) throw new XmlFault('RECURSIVE_ENTITY_REF')
    if (entity.notation !== null) throw new XmlFault('BINARY_ENTITY_REF')
    if (entity.text !== null) {
      if (handlers.default !== undefined && handlers.defaultExpands !== true) {
        if (handlers.skippedEntity !== undefined) handlers.skippedEntity(name, false)
        else parser.unclaimed(source, at, after)
        return after
      }
      this.expand(entity)
    } else if (handlers.externalEntityRef !== undefined) {
      entity.isOpen = true
      const context = parser.contextOf()
      entity.isOpen = false
      parser.callExternal(context, entity.base, entity.systemId, entity.publicId)
    } else parser.unclaimed(source, at, after)
    return after
  }

  private expand(entity: Entity): void {
    const { parser } = this
    const text = entity.text as string
    parser.count(text.length)
    entity.isOpen = true
    const level = this.open.length
    const source: Source = { text, at: 0, end: text.length, isOpen: false, isMain: false }
    this.read(source, level)
    if (this.open.length !== level) throw new XmlFault('ASYNC_ENTITY')
    entity.isOpen = false
  }
}
