// The `_locale` module: the locales of the program. lib: locale; CPython: Modules/_localemodule.c
//
// A locale is known by category. A program starts with C for all but LC_CTYPE, as CPython does (PEP 538).
//
// differs: the locales are C, POSIX and C.UTF-8, which agree in everything but their names; `setlocale` refuses others as it
// refuses those that are not installed. Text of messages has no translations by `_locale.gettext` (the gettext module has its own).
import {
  asInt,
  asText,
  call,
  decodeUtf8,
  defineModule,
  error,
  errorWith,
  exceptionTypes,
  getattr,
  host,
  type ModuleBuilder,
  newException,
  opt,
  type Path,
  pos,
  strFromText,
  type Str,
  asStr,
  pointsOf,
  strOrUndefined,
  textOfStr,
  textOrNone,
  typeOf,
  typeType,
  type Value,
  W_Bytes,
  W_Dict,
  W_List,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { fsencode } from './system/path.ts'

/** Categories in the order of their numbers; LC_ALL is 6, and the last six have no names in Python. */
const CATEGORIES = [
  'LC_CTYPE',
  'LC_NUMERIC',
  'LC_TIME',
  'LC_COLLATE',
  'LC_MONETARY',
  'LC_MESSAGES',
  'LC_PAPER',
  'LC_NAME',
  'LC_ADDRESS',
  'LC_TELEPHONE',
  'LC_MEASUREMENT',
  'LC_IDENTIFICATION',
]
const NAMED = 6
const LC_ALL = 6
const CHAR_MAX = 127

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** What nl_langinfo tells: name, number on Linux, text of the C locale. */
const LANGINFO: readonly (readonly [name: string, key: number, text: string])[] = [
  ...DAYS.map((day, i) => [`DAY_${i + 1}`, 131079 + i, day] as const),
  ...DAYS.map((day, i) => [`ABDAY_${i + 1}`, 131072 + i, day.slice(0, 3)] as const),
  ...MONTHS.map((month, i) => [`MON_${i + 1}`, 131098 + i, month] as const),
  ...MONTHS.map((month, i) => [`ABMON_${i + 1}`, 131086 + i, month.slice(0, 3)] as const),
  ['RADIXCHAR', 65536, '.'],
  ['THOUSEP', 65537, ''],
  ['CRNCYSTR', 262159, '-'],
  ['D_T_FMT', 131112, '%a %b %e %H:%M:%S %Y'],
  ['D_FMT', 131113, '%m/%d/%y'],
  ['T_FMT', 131114, '%H:%M:%S'],
  ['AM_STR', 131110, 'AM'],
  ['PM_STR', 131111, 'PM'],
  ['CODESET', 14, 'UTF-8'],
  ['T_FMT_AMPM', 131115, '%I:%M:%S %p'],
  ['ERA', 131116, ''],
  ['ERA_D_FMT', 131118, ''],
  ['ERA_D_T_FMT', 131120, ''],
  ['ERA_T_FMT', 131121, ''],
  ['ALT_DIGITS', 131119, ''],
  ['YESEXPR', 327680, '^[yY]'],
  ['NOEXPR', 327681, '^[nN]'],
  ['_DATE_FMT', 131180, '%a %b %e %H:%M:%S %Z %Y'],
]

const isUtf8 = (name: string): boolean => /^C\.utf-?8$/i.test(name)

/** The name under which a locale is set, undefined for one that is not there. */
function known(name: string): string | undefined {
  return name === 'C' || name === 'POSIX' ? 'C' : isUtf8(name) ? name : undefined
}

/** The name of what the environment says for a category. */
function fromEnvironment(category: number): string {
  for (const name of ['LC_ALL', CATEGORIES[category], 'LANG']) {
    const value = host().environment.get(name)
    if (typeof value === 'string' && value !== '') return value
  }
  return 'C'
}

/** The locales of the program, by category. */
class Locales {
  private readonly names: string[] = CATEGORIES.map((_, i) => (i === 0 ? 'C.UTF-8' : 'C'))

  private indices(category: number): number[] {
    return category === LC_ALL ? CATEGORIES.map((_, i) => i) : [category]
  }

  /** The name of a category, or of all, which can be set again. */
  name(category: number): string {
    if (category !== LC_ALL) return this.names[category]
    if (this.names.every((n) => n === this.names[0])) return this.names[0]
    return CATEGORIES.map((c, i) => `${c}=${this.names[i]}`).join(';')
  }

  /** Sets a category, or all; false where the locale is not there. */
  set(category: number, name: string): boolean {
    const indices = this.indices(category)
    const parts = new Map(name.split(';').map((part) => part.split('=') as [string, string]))
    const wanted = indices.map((i) =>
      known(name === '' ? fromEnvironment(i) : name.includes('=') ? (parts.get(CATEGORIES[i]) ?? '?') : name),
    )
    if (wanted.includes(undefined)) return false
    indices.forEach((i, k) => (this.names[i] = wanted[k]!))
    return true
  }
}

/** locale.Error, a class as Python makes them. */
function newErrorType(): W_Type {
  const namespace = new W_Dict()
  namespace.setStr('__module__', 'locale')
  return call(typeType, ['Error', new W_Tuple([exceptionTypes.Exception]), namespace], null) as W_Type
}

function defineLocales(m: ModuleBuilder, failure: (text: string) => Value): void {
  const locales = new Locales()
  m.fn(
    'setlocale',
    [pos('category', asInt), opt<Value>('locale', null, '<unrepresentable>')],
    'Set the locale of a category, or tell its name.',
    (category, w) => {
      const s = w === undefined || w === null ? undefined : strOrUndefined(w)
      if (w !== undefined && w !== null && s === undefined)
        throw error('TypeError', `setlocale() argument 2 must be str or None, not ${typeOf(w).fullName}`)
      const name = s === undefined ? undefined : textOfStr(s)
      if (name?.includes('\0')) throw error('ValueError', 'embedded null character')
      if (category < 0 || category > LC_ALL || (name !== undefined && !locales.set(category, name)))
        throw failure(category < 0 || category > LC_ALL || name !== undefined ? 'unsupported locale setting' : '')
      return strFromText(locales.name(category))
    },
  )
  m.fn('localeconv', [], 'How numbers and amounts of money are written.', () => {
    const d = new W_Dict()
    for (const key of ['int_curr_symbol', 'currency_symbol', 'mon_decimal_point', 'mon_thousands_sep'])
      d.setStr(key, '')
    d.setStr('mon_grouping', new W_List([]))
    for (const key of ['positive_sign', 'negative_sign']) d.setStr(key, '')
    for (const key of ['int_frac_digits', 'frac_digits']) d.setStr(key, CHAR_MAX)
    for (const key of [
      'p_cs_precedes',
      'p_sep_by_space',
      'n_cs_precedes',
      'n_sep_by_space',
      'p_sign_posn',
      'n_sign_posn',
    ])
      d.setStr(key, CHAR_MAX)
    d.setStr('decimal_point', '.')
    d.setStr('thousands_sep', '')
    d.setStr('grouping', new W_List([]))
    return d
  })
  m.fn('getencoding', [], 'The encoding of the locale.', () => 'UTF-8')
  m.fn('nl_langinfo', [pos('key', asInt)], 'A fact of the locale.', (key) => {
    const found = LANGINFO.find((row) => row[1] === key)
    if (found === undefined) throw error('ValueError', 'unsupported langinfo constant')
    return strFromText(found[2])
  })
}

function withoutNul(s: Str): Uint32Array {
  const points = pointsOf(s)
  if (points.includes(0)) throw error('ValueError', 'embedded null character')
  return points
}

function defineCollation(m: ModuleBuilder): void {
  m.fn('strcoll', [pos('os1', asStr), pos('os2', asStr)], 'Compare two strs by the locale.', (s1, s2) => {
    const a = withoutNul(s1)
    const b = withoutNul(s2)
    for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1
    return Math.sign(a.length - b.length)
  })
  m.fn('strxfrm', [pos('string', asStr)], 'A str that compares as the locale orders it.', (s) => {
    withoutNul(s)
    return s
  })
}

/** Text as C would decode it, in the encoding of the locale. */
function decoded(bytes: Uint8Array): Str {
  try {
    return decodeUtf8(bytes, 'strict').text
  } catch (e) {
    const start = Number(getattr(e as Value, 'start'))
    throw errorWith('UnicodeDecodeError', 'locale', new W_Bytes(bytes), start, start + 1, 'decoding error')
  }
}

/** Translations: there are none, so that each message stands for itself. */
function defineMessages(m: ModuleBuilder, failure: (text: string) => Value): void {
  let current = 'messages'
  const folders = new Map<string, Path>()
  m.fn('gettext', [pos('msg', asStr)], 'The translation of a message.', (msg) => msg)
  m.fn('dgettext', [pos('domain', textOrNone), pos('msg', asStr)], 'The translation of a message.', (_, msg) => msg)
  m.fn(
    'dcgettext',
    [pos('domain', textOrNone), pos('msg', asStr), pos('category', asInt)],
    'The translation of a message.',
    (_, msg) => msg,
  )
  m.fn('textdomain', [pos('domain', textOrNone)], 'Set the domain of messages, and tell it.', (domain) => {
    if (domain !== null) current = domain === '' ? 'messages' : domain
    return strFromText(current)
  })
  m.fn(
    'bindtextdomain',
    [pos('domain', asText), pos('dir', (w) => (w === null ? null : fsencode(w)))],
    'Set the folder of a domain, and tell it.',
    (domain, dir) => {
      if (domain === '') throw failure('domain must be a non-empty string')
      if (dir !== null) folders.set(domain, dir)
      const found = folders.get(domain) ?? '/usr/share/locale'
      return typeof found === 'string' ? strFromText(found) : decoded(found)
    },
  )
  const codesets = new Map<string, string>()
  m.fn(
    'bind_textdomain_codeset',
    [pos('domain', asText), pos('codeset', textOrNone)],
    'Set the encoding of a domain, and tell it.',
    (domain, codeset) => {
      if (codeset !== null) codesets.set(domain, codeset)
      const found = codesets.get(domain)
      return found === undefined ? null : strFromText(found)
    },
  )
}

export const localeModule = defineModule('_locale', 'The locales of the program.', (m) => {
  const errorType = newErrorType()
  const failure = (text: string): Value => newException(errorType, [strFromText(text)])
  defineLocales(m, failure)
  defineCollation(m)
  defineMessages(m, failure)
  CATEGORIES.slice(0, NAMED).forEach((name, i) => m.constant(name, i))
  m.constant('LC_ALL', LC_ALL)
  m.constant('CHAR_MAX', CHAR_MAX)
  m.constant('Error', errorType)
  for (const [name, key] of LANGINFO) m.constant(name, key)
})
