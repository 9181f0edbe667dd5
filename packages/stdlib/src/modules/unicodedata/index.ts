// The `unicodedata` module. lib: unicodedata; CPython: Modules/unicodedata.c
//
// Normalization is the host's, whose Unicode is newer: characters that are not assigned in the version asked for are left alone,
// as they are in CPython.
import {
  memoryviewType,
  refuseSurrogates,
  asText,
  defineModule,
  defineType,
  error,
  errorWith,
  lengthOf,
  opt,
  pointAt,
  pointsOf,
  pos,
  type Str,
  strFromCodePoints,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Float,
  W_Object,
  type W_Type,
  bytesOrUndefined,
  W_Bytes,
  type Convert,
  asStr,
  signatureText,
} from '@typhon/objspace'
import { type Database, unicodeFacts } from './data.ts'

/** A single character, as its code point. */
const character: Convert<number> = (w, where) => {
  const s = strOrUndefined(w)
  if (s !== undefined && lengthOf(s) === 1) return pointAt(s, 0)
  const which =
    where.place > 0 && ['decimal', 'digit', 'numeric', 'name'].includes(where.owner)
      ? `argument ${where.place}`
      : 'argument'
  throw error(
    'TypeError',
    `${where.owner}() ${which} must be a unicode character, not ${w === null ? 'None' : typeOf(w).fullName}`,
  )
}

/** Bytes of the longest name that is looked for (NAME_MAXLEN). */
const LONGEST_NAME = 256

/** A name, as a str or as bytes. */
const nameText: Convert<string> = (w) => {
  const s = strOrUndefined(w)
  if (s !== undefined) {
    const text = textOfStr(s)
    refuseSurrogates(text, w)
    return text
  }
  if (typeOf(w) === memoryviewType || (!(w instanceof W_Bytes) && bytesOrUndefined(w) !== undefined))
    throw error('TypeError', `lookup() argument must be read-only bytes-like object, not ${typeOf(w).fullName}`)
  const bytes = bytesOrUndefined(w)
  if (bytes === undefined)
    throw error('TypeError', `a bytes-like object is required, not '${w === null ? 'NoneType' : typeOf(w).fullName}'`)
  return String.fromCharCode(...bytes)
}

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD']

function normalized(db: Database, form: string, s: Str): Str {
  if (!FORMS.includes(form)) throw error('ValueError', 'invalid normalization form')
  // oxlint-disable-next-line no-control-regex
  if (typeof s === 'string' && /^[\x00-\x7f]*$/.test(s)) return s
  const points = pointsOf(s)
  let out = ''
  let from = 0
  const upTo = (i: number): void => {
    out += textOfStr(strFromCodePoints(points.slice(from, i))).normalize(form)
  }
  for (let i = 0; i < points.length; i++)
    if (db.kindOf(points[i]).category === 'Cn') {
      upTo(i)
      out += String.fromCodePoint(points[i])
      from = i + 1
    }
  upTo(points.length)
  return strFromText(out)
}

type Declare = <const P extends readonly unknown[]>(
  name: string,
  params: P,
  doc: string,
  body: (...args: any[]) => Value,
  signature?: string,
) => void

/** Declares the functions, of the module or of a UCD object, on a database. */
function declare(fn: Declare, db: (self: Value) => Database): void {
  const property = (name: string, doc: string, get: (db: Database, c: number) => Value): void =>
    fn(name, [pos('chr', character)], doc, (self, c) => get(db(self), c))
  property('category', 'The general category of a character.', (d, c) => d.kindOf(c).category)
  property('bidirectional', 'The bidirectional class of a character.', (d, c) => d.kindOf(c).bidirectional)
  property('combining', 'The canonical combining class of a character.', (d, c) => d.kindOf(c).combining)
  property('east_asian_width', 'The East Asian width of a character.', (d, c) => d.kindOf(c).width)
  property('mirrored', 'Whether a character is mirrored in bidirectional text.', (d, c) => d.kindOf(c).mirrored)
  property('decomposition', 'The decomposition of a character, as hexadecimal numbers.', (d, c) => d.decomposition(c))
  const value = (name: string, doc: string, text: string, get: (db: Database, c: number) => Value | undefined): void =>
    fn(
      name,
      [pos('chr', character), opt('default')],
      doc,
      (self, c, otherwise) => {
        const w = get(db(self), c)
        if (w !== undefined) return w
        if (otherwise === undefined) throw error('ValueError', text)
        return otherwise
      },
      '($self, chr, default=<unrepresentable>, /)',
    )
  value('decimal', 'The decimal digit that a character is.', 'not a decimal', (d, c) => d.number(c)?.decimal)
  value('digit', 'The digit that a character is.', 'not a digit', (d, c) => d.number(c)?.digit)
  value('numeric', 'The number that a character is.', 'not a numeric character', (d, c) => {
    const n = d.number(c)
    return n === undefined ? undefined : new W_Float(n.value)
  })
  value('name', 'The name of a character.', 'no such name', (d, c) => {
    const name = d.kindOf(c).category === 'Cn' ? undefined : unicodeFacts().names.nameOf(c)
    return name === undefined ? undefined : name
  })
  fn('lookup', [pos('name', nameText)], 'The character of a name.', (self, name) => {
    if (new TextEncoder().encode(name).length > LONGEST_NAME) throw error('KeyError', 'name too long')
    const { names, current } = unicodeFacts()
    const c = names.find(name)
    // Version 3.2 has no aliases and no names of sequences.
    const further = c === undefined && db(self) === current ? names.findFurther(name) : undefined
    if (further !== undefined) return strFromCodePoints(Uint32Array.from(further))
    if (c === undefined)
      throw errorWith('KeyError', strFromText(`undefined character name '${name.replace(/\0.*/s, '')}'`))
    return strFromCodePoints(Uint32Array.of(c))
  })
  fn('normalize', [pos('form', asText), pos('unistr', asStr)], 'A text in a normal form.', (self, form, s) =>
    normalized(db(self), form, s),
  )
  fn(
    'is_normalized',
    [pos('form', asText), pos('unistr', asStr)],
    'Whether a text is in a normal form.',
    (self, form, s) => {
      const n = normalized(db(self), form, s)
      return textOfStr(n) === textOfStr(s)
    },
  )
}

class W_Ucd extends W_Object {
  constructor() {
    super(ucdType.rootShape())
  }
}

const ucdType: W_Type = defineType<W_Ucd>(
  'UCD',
  { module: 'unicodedata', final: true, doc: 'An older version of the database.' },
  (t) => {
    const old = (): Database => unicodeFacts().old
    declare((name, params, doc, body, signature) => t.method(name, params as never, doc, body as never, signature), old)
    t.member('unidata_version', 'The version.', () => old().version)
  },
)

export const unicodedataModule = defineModule('unicodedata', 'Facts about characters.', (m) => {
  declare(
    (name, params, doc, body, signature) =>
      m.fn(
        name,
        params as never,
        doc,
        ((...args: unknown[]) => body(null, ...args)) as never,
        signature ?? signatureText(params as never, '$self'),
      ),
    () => unicodeFacts().current,
  )
  m.constant('unidata_version', '15.1.0')
  m.type(ucdType)
  m.constant('ucd_3_2_0', new W_Ucd())
})
