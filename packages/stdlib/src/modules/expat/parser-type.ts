// The type `xmlparser`: handlers as attributes, and what they are called with. lib: pyexpat#xmlparser-objects; CPython:
// Modules/pyexpat.c
import {
  asBool,
  asInt,
  asText,
  bytesOrUndefined,
  call,
  callMethod,
  type Convert,
  defineException,
  defineType,
  error,
  exceptionTypes,
  findAttr,
  index,
  intOrUndefined,
  isTrue,
  newException,
  OBJECT_LAYOUT,
  opt,
  pos,
  setattr,
  strFromText,
  strOrUndefined,
  encodeUtf8,
  pointsOf,
  type Str,
  textOfStr,
  textOrNone,
  type TypeBuilder,
  typeOf,
  type Value,
  W_Bytes,
  W_Dict,
  W_List,
  W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import type { Model } from './dtd.ts'
import { errorText } from './errors.ts'
import type { Handlers } from './handlers.ts'
import { textOf, utf8 } from './input.ts'
import { Parser } from './parser.ts'

export const expatError = defineException(
  'xml.parsers.expat',
  'ExpatError',
  exceptionTypes.Exception,
  'What is wrong with a document: code, lineno and offset say more.',
)

/** Names of handlers, and what expat's events are called here. */
const EVENTS = {
  StartElementHandler: 'startElement',
  EndElementHandler: 'endElement',
  ProcessingInstructionHandler: 'processingInstruction',
  CharacterDataHandler: 'characterData',
  UnparsedEntityDeclHandler: 'unparsedEntityDecl',
  NotationDeclHandler: 'notationDecl',
  StartNamespaceDeclHandler: 'startNamespaceDecl',
  EndNamespaceDeclHandler: 'endNamespaceDecl',
  CommentHandler: 'comment',
  StartCdataSectionHandler: 'startCdataSection',
  EndCdataSectionHandler: 'endCdataSection',
  DefaultHandler: 'default',
  DefaultHandlerExpand: 'default',
  NotStandaloneHandler: 'notStandalone',
  ExternalEntityRefHandler: 'externalEntityRef',
  StartDoctypeDeclHandler: 'startDoctypeDecl',
  EndDoctypeDeclHandler: 'endDoctypeDecl',
  EntityDeclHandler: 'entityDecl',
  XmlDeclHandler: 'xmlDecl',
  ElementDeclHandler: 'elementDecl',
  AttlistDeclHandler: 'attlistDecl',
  SkippedEntityHandler: 'skippedEntity',
} as const

type HandlerName = keyof typeof EVENTS

const BUFFER_SIZE = 8192
const LARGEST = 2 ** 31 - 1
const CHUNK = 2048

/** Code points of the bytes of an encoding, by the codec of its name. */
function codePoints(name: string): Int32Array {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  const w = callMethod(new W_Bytes(bytes), 'decode', strFromText(name), 'replace')
  const points = pointsOf(strOrUndefined(w) as Str)
  if (points.length !== 256) throw error('ValueError', 'multi-byte encodings are not supported')
  return Int32Array.from(points, (c) => (c === 0xfffd ? -1 : c))
}

export class W_Parser extends W_Object {
  readonly parser: Parser
  readonly separator: string | null
  readonly functions = new Map<HandlerName, Value>()
  intern: W_Dict | null
  bufferSize = BUFFER_SIZE
  /** Text that waits for more; null where each piece is told at once. */
  buffer: string[] | null = null
  used = 0
  ordered = false
  specified = false
  prefixes = false
  private depth = 0

  constructor(
    encoding: string | null,
    separator: string | null,
    intern: W_Dict | null,
    parent?: W_Parser,
    context?: string | null,
  ) {
    super(parserType.rootShape())
    this.separator = separator
    this.intern = intern
    this.parser = new Parser(encoding, separator, codePoints, parent?.parser, context)
    if (parent === undefined) return
    this.bufferSize = parent.bufferSize
    this.buffer = parent.buffer === null ? null : []
    this.ordered = parent.ordered
    this.specified = parent.specified
    this.setPrefixes(parent.prefixes)
    for (const [name, w] of parent.functions) this.setHandler(name, w)
  }

  setPrefixes(value: boolean): void {
    this.prefixes = value
    if (this.parser.namespaces !== null) this.parser.namespaces.withPrefixes = value
  }

  /** Text of bytes of UTF-8; None of null. */
  private text(bytes: string | null): Value {
    return bytes === null ? null : strFromText(textOf(bytes))
  }

  /** The same for names, of which each is kept once. */
  private name(bytes: string | null): Value {
    if (bytes === null) return null
    const w = strFromText(textOf(bytes))
    if (this.intern === null) return w
    const known = this.intern.get(w)
    if (known !== undefined) return known
    this.intern.set(w, w)
    return w
  }

  get isCalling(): boolean {
    return this.depth > 0
  }

  /** Calls a handler, after the text that waits. */
  private tell(w: Value, args: Value[]): Value {
    this.flush()
    return this.callNow(w, args)
  }

  private callNow(w: Value, args: Value[]): Value {
    this.depth++
    try {
      return call(w, args, null)
    } finally {
      this.depth--
    }
  }

  /** Tells of the text that waits. */
  flush(): void {
    if (this.buffer === null || this.used === 0) return
    const text = this.buffer.join('')
    this.buffer = []
    this.used = 0
    const w = this.functions.get('CharacterDataHandler')
    if (w !== undefined && w !== null) this.callNow(w, [this.text(text)])
  }

  private characterData(w: Value, text: string): void {
    if (this.buffer === null) {
      this.callNow(w, [this.text(text)])
      return
    }
    if (this.used + text.length > this.bufferSize) {
      this.flush()
      if (!this.functions.has('CharacterDataHandler')) return
    }
    if (text.length > this.bufferSize) this.callNow(w, [this.text(text)])
    else {
      this.buffer.push(text)
      this.used += text.length
    }
  }

  private attributes(list: readonly string[], specified: number): Value {
    const n = this.specified ? specified : list.length
    if (this.ordered) {
      const items: Value[] = []
      for (let i = 0; i < n; i += 2) items.push(this.name(list[i]), this.text(list[i + 1]))
      return new W_List(items)
    }
    const out = new W_Dict()
    for (let i = 0; i < n; i += 2) out.set(this.name(list[i]), this.text(list[i + 1]))
    return out
  }

  private model(model: Model): Value {
    const children = model.children.map((child) => this.model(child))
    return new W_Tuple([model.type, model.quantifier, this.name(model.name), new W_Tuple(children)])
  }

  /** Sets or, by None, takes away a handler. */
  setHandler(name: HandlerName, w: Value): void {
    const handlers = this.parser.handlers as Record<string, unknown>
    const event = EVENTS[name]
    // What waits belongs to the handler that there was.
    if (name === 'CharacterDataHandler') this.flush()
    if (w === null) {
      this.functions.delete(name)
      handlers[event] = undefined
      return
    }
    this.functions.set(name, w)
    const text = (bytes: string | null): Value => this.text(bytes)
    const nameOf = (bytes: string | null): Value => this.name(bytes)
    const bodies: Required<Omit<Handlers, 'defaultExpands'>> = {
      startElement: (n, attributes, specified) => {
        this.flush()
        this.callNow(w, [nameOf(n), this.attributes(attributes, specified)])
      },
      endElement: (n) => this.tell(w, [nameOf(n)]),
      processingInstruction: (target, data) => this.tell(w, [nameOf(target), text(data)]),
      characterData: (data) => this.characterData(w, data),
      unparsedEntityDecl: (n, base, systemId, publicId, notation) =>
        this.tell(w, [nameOf(n), nameOf(base), nameOf(systemId), nameOf(publicId), nameOf(notation)]),
      notationDecl: (n, base, systemId, publicId) =>
        this.tell(w, [nameOf(n), nameOf(base), nameOf(systemId), nameOf(publicId)]),
      startNamespaceDecl: (prefix, uri) => this.tell(w, [nameOf(prefix), nameOf(uri)]),
      endNamespaceDecl: (prefix) => this.tell(w, [nameOf(prefix)]),
      comment: (data) => this.tell(w, [text(data)]),
      startCdataSection: () => this.tell(w, []),
      endCdataSection: () => this.tell(w, []),
      default: (data) => this.tell(w, [text(data)]),
      notStandalone: () => index(this.tell(w, [])) !== 0,
      externalEntityRef: (context, base, systemId, publicId) =>
        index(this.tell(w, [text(context), nameOf(base), nameOf(systemId), nameOf(publicId)])) !== 0,
      startDoctypeDecl: (n, systemId, publicId, hasSubset) =>
        this.tell(w, [nameOf(n), nameOf(systemId), nameOf(publicId), hasSubset ? 1 : 0]),
      endDoctypeDecl: () => this.tell(w, []),
      entityDecl: (n, isParameter, value, base, systemId, publicId, notation) =>
        this.tell(w, [
          nameOf(n),
          isParameter ? 1 : 0,
          text(value),
          nameOf(base),
          nameOf(systemId),
          nameOf(publicId),
          nameOf(notation),
        ]),
      xmlDecl: (version, encoding, standalone) => this.tell(w, [text(version), text(encoding), standalone]),
      elementDecl: (n, model) => this.tell(w, [nameOf(n), this.model(model)]),
      attlistDecl: (element, attribute, type, value, isRequired) =>
        this.tell(w, [nameOf(element), nameOf(attribute), text(type), text(value), isRequired ? 1 : 0]),
      skippedEntity: (n, isParameter) => this.tell(w, [nameOf(n), isParameter ? 1 : 0]),
    }
    handlers[event] = bodies[event]
    if (event === 'default') this.parser.handlers.defaultExpands = name === 'DefaultHandlerExpand'
  }

  /** Reads a piece. */
  parse(bytes: Uint8Array, isFinal: boolean): Value {
    if (!this.parser.parse(bytes, isFinal)) throw this.failure()
    this.flush()
    return 1
  }

  /** The exception for what is wrong. */
  failure(code = this.parser.errorCode): unknown {
    const { parser } = this
    const { line, column } = parser.input.placeOf(parser.event)
    const text = errorText(code) ?? 'unknown error'
    const e = newException(expatError, [`${text}: line ${line}, column ${column}`])
    setattr(e, 'code', code)
    setattr(e, 'offset', column)
    setattr(e, 'lineno', line)
    return e
  }
}

const wholeNumber = (w: Value, what: string): number => {
  const n = typeof w === 'object' ? undefined : intOrUndefined(w)
  if (n === undefined) throw error('TypeError', `${what} must be an integer`)
  return n > LARGEST ? Infinity : Number(n)
}

const bytesArgument: Convert<Uint8Array | string> = (w) => {
  const s = strOrUndefined(w)
  if (s !== undefined) return binaryOf(s)
  const bytes = bytesOrUndefined(w)
  if (bytes === undefined) throw error('TypeError', `a bytes-like object is required, not '${typeOf(w).name}'`)
  return bytes
}

/** A str as text that is told apart from bytes. */
const binaryOf = (s: Str): string => textOfStr(s)

function positions(t: TypeBuilder<W_Parser>): void {
  const place = (self: W_Parser): { line: number; column: number } => self.parser.input.placeOf(self.parser.event)
  const byte = (self: W_Parser): number => (self.parser.isStarted ? self.parser.input.byteOf(self.parser.event) : -1)
  t.getset('ErrorCode', null, (self) => self.parser.errorCode)
  for (const prefix of ['Error', 'Current']) {
    t.getset(`${prefix}LineNumber`, null, (self) => place(self).line)
    t.getset(`${prefix}ColumnNumber`, null, (self) => place(self).column)
    t.getset(`${prefix}ByteIndex`, null, byte)
  }
}

function options(t: TypeBuilder<W_Parser>): void {
  t.getset(
    'buffer_text',
    null,
    (self) => self.buffer !== null,
    (self, w) => {
      if (isTrue(w) === (self.buffer !== null)) return
      self.flush()
      self.buffer = isTrue(w) ? [] : null
      self.used = 0
    },
  )
  t.getset(
    'buffer_size',
    null,
    (self) => self.bufferSize,
    (self, w) => {
      const n = wholeNumber(w, 'buffer_size')
      if (n === self.bufferSize) return
      if (n <= 0) throw error('ValueError', 'buffer_size must be greater than zero')
      if (n > LARGEST) throw error('ValueError', `buffer_size must not be greater than ${LARGEST}`)
      self.flush()
      self.bufferSize = n
    },
  )
  t.getset('buffer_used', null, (self) => self.used)
  t.getset(
    'namespace_prefixes',
    null,
    (self) => self.prefixes,
    (self, w) => self.setPrefixes(isTrue(w)),
  )
  t.getset(
    'ordered_attributes',
    null,
    (self) => self.ordered,
    (self, w) => void (self.ordered = isTrue(w)),
  )
  t.getset(
    'specified_attributes',
    null,
    (self) => self.specified,
    (self, w) => void (self.specified = isTrue(w)),
  )
}

export const parserType: W_Type = defineType<W_Parser>(
  'xmlparser',
  { module: 'pyexpat', layout: { name: 'xmlparser', base: OBJECT_LAYOUT }, final: true, doc: 'A parser of XML.' },
  (t) => {
    t.method(
      'Parse',
      [pos('data', bytesArgument), pos('isfinal', asBool, false)],
      'Read a piece of a document; the last one says so.',
      (self, data, isFinal) => {
        if (typeof data !== 'string') return self.parse(data, isFinal)
        self.parser.input.tell('utf-8')
        return self.parse(encodeUtf8(strFromText(data), 'strict'), isFinal)
      },
    )
    t.method('ParseFile', [pos('file')], 'Read a document from a file.', (self, file) => {
      const read = findAttr(file, 'read')
      if (read === undefined) throw error('TypeError', "argument must have 'read' attribute")
      for (;;) {
        const w = call(read, [CHUNK], null)
        const bytes = bytesOrUndefined(w)
        if (bytes === undefined)
          throw error('TypeError', `read() did not return a bytes object (type=${typeOf(w).name})`)
        if (bytes.length > CHUNK)
          throw error('ValueError', `read() returned too much data: ${CHUNK} bytes requested, ${bytes.length} returned`)
        self.parse(bytes, bytes.length === 0)
        if (bytes.length === 0) return 1
      }
    })
    t.method('SetBase', [pos('base', asText)], 'Set what system identifiers are relative to.', (self, base) => {
      self.parser.base = utf8(base)
      return null
    })
    t.method('GetBase', [], 'What system identifiers are relative to.', (self) =>
      self.parser.base === null ? null : strFromText(textOf(self.parser.base)),
    )
    t.method('GetInputContext', [], 'The document from the event on that a handler is told of.', (self) => {
      if (!self.isCalling) return null
      const { input, event } = self.parser
      const bytes = Uint8Array.from(input.text.slice(event), (c) => c.charCodeAt(0))
      return new W_Bytes(bytes)
    })
    t.method(
      'ExternalEntityParserCreate',
      [pos('context', textOrNone), opt<string>('encoding', asText)],
      'A parser for the text of an external entity.',
      (self, context, encoding) => new W_Parser(encoding ?? null, self.separator, self.intern, self, context),
    )
    t.method('SetParamEntityParsing', [pos('flag', asInt)], 'Whether parameter entities are read.', (self, flag) => {
      if (self.parser.isStarted) return 0
      self.parser.parameterEntities = flag
      return 1
    })
    t.method(
      'UseForeignDTD',
      [pos('flag', asBool, true)],
      'Have a document without an external subset ask for one.',
      (self, flag) => {
        if (self.parser.isStarted) throw self.failure(26)
        self.parser.usesForeignDtd = flag
        return null
      },
    )
    t.method(
      'SetReparseDeferralEnabled',
      [pos('enabled', asBool)],
      'Whether tokens that come in small pieces wait.',
      (self, enabled) => {
        self.parser.isDeferring = enabled
        return null
      },
    )
    t.method(
      'GetReparseDeferralEnabled',
      [],
      'Whether tokens that come in small pieces wait.',
      (self) => self.parser.isDeferring,
    )
    t.member('intern', null, (self) => self.intern)
    positions(t)
    options(t)
    for (const name of Object.keys(EVENTS) as HandlerName[])
      t.getset(
        name,
        null,
        (self) => self.functions.get(name) ?? null,
        (self, w) => self.setHandler(name, w),
      )
  },
)
