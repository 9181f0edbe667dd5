// Attributes of a start tag: their values with references replaced, those that a declaration adds, and namespaces.
import type { AttributeDefault } from './dtd.ts'
import { XmlFault } from './errors.ts'
import type { Parser } from './parser.ts'
import { scanReference, type StartTag } from './scan.ts'
import { characterOf, predefined, type Source } from './source.ts'

export interface Attributes {
  /** Names and values in turn; those of the tag first. */
  readonly list: string[]
  /** How many entries of the list are the tag's own. */
  readonly specified: number
  /** Prefixes that the tag binds. */
  readonly prefixes: readonly string[]
}

const NONE: Attributes = { list: [], specified: 0, prefixes: [] }

export class AttributesReader {
  private readonly parser: Parser
  constructor(parser: Parser) {
    this.parser = parser
  }

  read(text: string, tag: StartTag, source: Source): Attributes {
    const { parser } = this
    const defaults = parser.dtd.attributes.get(tag.name)
    if (tag.attributes.length === 0 && defaults === undefined) return NONE
    const given: [string, string][] = []
    const seen = new Set<string>()
    const { isMain } = source
    for (let i = 0; i < tag.attributes.length; i += 4) {
      const [from, to, valueFrom, valueTo] = tag.attributes.slice(i, i + 4)
      const name = text.slice(from, to)
      if (seen.has(name)) throw new XmlFault('DUPLICATE_ATTRIBUTE', isMain ? from : -1)
      seen.add(name)
      const isCdata = defaults?.find((one) => one.name === name)?.isCdata ?? true
      given.push([name, this.value(text.slice(valueFrom, valueTo), isCdata, isMain ? valueFrom : -1)])
    }
    const added: [string, string][] = []
    for (const { name, value } of defaults ?? []) if (value !== null && !seen.has(name)) added.push([name, value])
    if (parser.namespaces === null)
      return { list: [...given, ...added].flat(), specified: given.length * 2, prefixes: [] }
    return this.bound(given, added)
  }

  /** The same with namespaces: those declared are bound, the others have their prefixes replaced. */
  private bound(given: readonly [string, string][], added: readonly [string, string][]): Attributes {
    const { handlers } = this.parser
    const namespaces = this.parser.namespaces as NonNullable<Parser['namespaces']>
    const prefixes: string[] = []
    const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:')
    for (const [name, value] of [...given, ...added]) {
      if (!isDeclaration(name)) continue
      const prefix = name === 'xmlns' ? '' : name.slice(6)
      const told = namespaces.bind(prefix, value)
      prefixes.push(prefix)
      handlers.startNamespaceDecl?.(told.prefix, told.uri)
    }
    const list: string[] = []
    const seen = new Set<string>()
    let specified = 0
    ;[...given, ...added].forEach(([name, value], i) => {
      if (isDeclaration(name)) return
      const expanded = namespaces.expand(name, true)
      if (name.includes(':')) {
        const key = namespaces.keyOf(name)
        if (seen.has(key)) throw new XmlFault('DUPLICATE_ATTRIBUTE')
        seen.add(key)
      }
      list.push(expanded, value)
      if (i < given.length) specified += 2
    })
    return { list, specified, prefixes }
  }

  /** A value with its references replaced and spaces made even. `at` is its place, -1 in an entity. */
  value(raw: string, isCdata: boolean, at: number): string {
    let value = raw
    if (/[&\t\n\r]/.test(raw)) value = this.replaced(raw, at)
    return isCdata ? value : value.replace(/ +/g, ' ').replace(/^ | $/g, '')
  }

  private replaced(raw: string, at: number): string {
    let out = ''
    for (let i = 0; i < raw.length;) {
      const c = raw[i]
      if (c === '&') {
        const after = scanReference(raw, i, raw.length)
        const name = raw.slice(i + 1, after - 1)
        const place = at < 0 ? -1 : at + i
        out += this.referred(name, place)
        i = after
      } else if (c === '\r' || c === '\n' || c === '\t') {
        out += ' '
        i += c === '\r' && raw[i + 1] === '\n' ? 2 : 1
      } else {
        out += c
        i++
      }
    }
    return out
  }

  private referred(name: string, place: number): string {
    if (name.startsWith('#')) {
      try {
        return characterOf(name)
      } catch (e) {
        throw e instanceof XmlFault && place >= 0 ? new XmlFault('BAD_CHAR_REF', place) : e
      }
    }
    const plain = predefined(name)
    if (plain !== undefined) return plain
    const { parser } = this
    if (parser.dtd.entities.get(name) === undefined && (!parser.dtd.hasParameterReferences || parser.dtd.isStandalone))
      throw new XmlFault('UNDEFINED_ENTITY')
    const entity = parser.entityOf(name)
    if (entity === undefined) return ''
    if (entity.isOpen) throw new XmlFault('RECURSIVE_ENTITY_REF', place)
    if (entity.notation !== null) throw new XmlFault('BINARY_ENTITY_REF', place)
    if (entity.text === null) throw new XmlFault('ATTRIBUTE_EXTERNAL_ENTITY_REF', place)
    entity.isOpen = true
    parser.count(entity.text.length)
    if (entity.text.includes('<')) throw new XmlFault('INVALID_TOKEN')
    const out = this.replaced(entity.text, -1)
    entity.isOpen = false
    return out
  }
}

/** Adds what a declaration says of an attribute; the first one counts. */
export function addDefault(list: AttributeDefault[], attribute: AttributeDefault): void {
  if (!list.some((one) => one.name === attribute.name)) list.push(attribute)
}
