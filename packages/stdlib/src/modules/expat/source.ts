// What is read, and small readings of it that several parts need.
import { XmlFault } from './errors.ts'
import { isNameByte, isNameStart, PARTIAL, skipSpace } from './scan.ts'

/** A text that is read: the document's, or an entity's. */
export interface Source {
  text: string
  at: number
  end: number
  /** Whether more may come. */
  isOpen: boolean
  /** The document itself. */
  readonly isMain: boolean
}

const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
/** Something that is no markup stands outside of the root element: a name that ends well is a token in the wrong place. */
export function outsideFault({ text, at, end, isOpen }: Source): XmlFault | undefined {
  if (!isNameStart(text.charCodeAt(at))) return new XmlFault(/[=&]/.test(text[at]) ? 'INVALID_TOKEN' : 'SYNTAX', at)
  let i = at
  while (i < end && isNameByte(text.charCodeAt(i))) i++
  if (i >= end && isOpen) return undefined
  const isToken = i >= end || />|[)|,[% \r\n\t+*?]/.test(text[i])
  return new XmlFault(isToken ? 'SYNTAX' : 'INVALID_TOKEN', isToken ? at : i)
}

/** The end of `]` and `>` behind the subset. */
export function scanDeclarationEnd(source: Source): number {
  const { text, end } = source
  const i = skipSpace(text, source.at + 1, end)
  if (i >= end) return PARTIAL
  if (text[i] !== '>') throw new XmlFault('SYNTAX', i)
  return i + 1
}

/** Ends of lines as one character, but where the markup is handed over as it is. */
export function lines(text: string, isRaw: boolean): string {
  return isRaw || !text.includes('\r') ? text : text.replace(/\r\n?/g, '\n')
}

export function predefined(name: string): string | undefined {
  return Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined
}

/** The character of `#65` or `#x41`, in UTF-8. */
export function characterOf(name: string): string {
  const c = name[1] === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10)
  const isAllowed =
    c === 9 ||
    c === 10 ||
    c === 13 ||
    (c >= 0x20 && c <= 0xd7ff) ||
    (c >= 0xe000 && c <= 0xfffd) ||
    (c >= 0x10000 && c <= 0x10ffff)
  if (!isAllowed) throw new XmlFault('BAD_CHAR_REF')
  if (c < 0x80) return String.fromCharCode(c)
  return String.fromCharCode(...new TextEncoder().encode(String.fromCodePoint(c)))
}
