// Who is told of what a document holds. All text is given as bytes of UTF-8; null stands for what is not there.
import type { Model } from './dtd.ts'

export interface Handlers {
  startElement?(name: string, attributes: readonly string[], specified: number): void
  endElement?(name: string): void
  processingInstruction?(target: string, data: string): void
  characterData?(text: string): void
  unparsedEntityDecl?(
    name: string,
    base: string | null,
    systemId: string,
    publicId: string | null,
    notation: string,
  ): void
  notationDecl?(name: string, base: string | null, systemId: string | null, publicId: string | null): void
  startNamespaceDecl?(prefix: string | null, uri: string | null): void
  endNamespaceDecl?(prefix: string | null): void
  comment?(text: string): void
  startCdataSection?(): void
  endCdataSection?(): void
  default?(text: string): void
  /** The default handler is of the kind that has internal entities expanded. */
  defaultExpands?: boolean
  /** False: the document is not to be read on. */
  notStandalone?(): boolean
  externalEntityRef?(
    context: string | null,
    base: string | null,
    systemId: string | null,
    publicId: string | null,
  ): boolean
  startDoctypeDecl?(name: string, systemId: string | null, publicId: string | null, hasSubset: boolean): void
  endDoctypeDecl?(): void
  entityDecl?(
    name: string,
    isParameter: boolean,
    value: string | null,
    base: string | null,
    systemId: string | null,
    publicId: string | null,
    notation: string | null,
  ): void
  xmlDecl?(version: string | null, encoding: string | null, standalone: number): void
  elementDecl?(name: string, model: Model): void
  attlistDecl?(element: string, attribute: string, type: string, value: string | null, isRequired: boolean): void
  skippedEntity?(name: string, isParameter: boolean): void
}
