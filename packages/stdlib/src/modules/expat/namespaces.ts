// Prefixes and what they are bound to. ref: Namespaces in XML 1.0
import { XmlFault } from './errors.ts'

const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'

export class Namespaces {
  private readonly separator: string
  /** What each prefix is bound to, the innermost last; the prefix '' is for names without. */
  private readonly bindings = new Map<string, (string | null)[]>([['xml', [XML]]])
  /** Names are followed by their prefix too. */
  withPrefixes = false

  constructor(separator: string) {
    this.separator = separator
  }

  /** Binds a prefix; gives what to tell of it. */
  bind(prefix: string, uri: string): { prefix: string | null; uri: string | null } {
    if (prefix !== '' && uri === '') throw new XmlFault('UNDECLARING_PREFIX')
    if (prefix === 'xmlns') throw new XmlFault('RESERVED_PREFIX_XMLNS')
    if ((prefix === 'xml') !== (uri === XML))
      throw new XmlFault(prefix === 'xml' ? 'RESERVED_PREFIX_XML' : 'RESERVED_NAMESPACE_URI')
    if (uri === XMLNS) throw new XmlFault('RESERVED_NAMESPACE_URI')
    const bound = uri === '' ? null : uri
    const stack = this.bindings.get(prefix)
    if (stack === undefined) this.bindings.set(prefix, [bound])
    else stack.push(bound)
    return { prefix: prefix === '' ? null : prefix, uri: bound }
  }

  unbind(prefix: string): void {
    this.bindings.get(prefix)?.pop()
  }

  /** Prefixes in use and their URIs, for the context of an entity. */
  entries(): [string, string][] {
    const out: [string, string][] = []
    for (const [prefix, stack] of this.bindings) {
      const uri = stack.at(-1)
      if (uri !== undefined && uri !== null) out.push([prefix, uri])
    }
    return out
  }

  /** What two attributes may not have in common: URI and local name. */
  keyOf(name: string): string {
    const colon = name.indexOf(':')
    return `${this.bindings.get(name.slice(0, colon))?.at(-1)} ${name.slice(colon + 1)}`
  }

  /** A name as handlers get it: URI, separator, local name. */
  expand(name: string, isAttribute: boolean): string {
    const colon = name.indexOf(':')
    const prefix = colon < 0 ? '' : name.slice(0, colon)
    if (prefix === '' && isAttribute) return name
    const uri = this.bindings.get(prefix)?.at(-1)
    if (uri === undefined || uri === null) {
      if (prefix !== '') throw new XmlFault('UNBOUND_PREFIX')
      return name
    }
    const local = colon < 0 ? name : name.slice(colon + 1)
    const suffix = this.withPrefixes && prefix !== '' && this.separator !== '' ? this.separator + prefix : ''
    return uri + this.separator + local + suffix
  }
}
