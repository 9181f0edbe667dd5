/**
 * Every member of every built-in type and module that cases use, with its parameters: read from the record that tools/members
 * compares Typhon with, so that nothing is forgotten. What is left out on purpose is named here, with reasons.
 */
import { readFileSync } from 'node:fs'
import { readDump, RECORD } from '../../members/members.ts'
import type { Argument } from '../catalogue.ts'
import type { Callable, Parameter } from '../expressions.ts'
import { EXCEPTION, LEFT_OUT, RECEIVERS } from './receivers.ts'

export interface Member {
  readonly name: string
  /** Undefined where it is an attribute. */
  readonly callable: Callable | undefined
}

export interface BuiltinType {
  readonly name: string
  /** Expressions for its values, or `@kind`. */
  readonly receivers: string
  readonly members: readonly Member[]
}

export interface BuiltinModule {
  readonly name: string
  readonly callables: readonly Callable[]
}

/** Members that are not used, by patterns of `type.member` or `module.member`, with reasons. */
export const UNUSED: readonly (readonly [RegExp, string])[] = [
  [/\.(__sizeof__|__hash__)$/, 'numbers of the interpreter, asked for by the first family'],
  [
    /\.(__subclasses__|__weakref__|__dict__|__basicsize__|__itemsize__|__dictoffset__|__weakrefoffset__|__flags__)$/,
    'layout in memory',
  ],
  [/\.(__doc__|__text_signature__)$/, 'docstrings are in our own words; signatures are compared by tools/members'],
  [
    /\.(__spec__|__loader__|__package__|__name__|__file__|__builtins__)$/,
    'modules themselves, compared by tools/members',
  ],
  [/\.(utcnow|now|today|buffer_info|__vectorcalloffset__)$/, 'the time of day, and addresses'],
  [/^abc\.SignalDict\.__(init|new)__$/, 'CPython forgets whose it is'],
  [/^builtins\.FrameLocalsProxy\.(__delitem__|pop)$/, 'CPython 3.13.0 removes nothing, as its successors do'],
  [/\.__dir__$/, 'in the order in which the parts of a type were made'],
  [/\.__del__$/, 'moments that only reference counts have'],
  [
    /^builtins\.(code)\.(co_code|co_stacksize|co_lnotab|co_linetable|co_exceptiontable|_co_code_adaptive|co_nlocals|_varname_from_oparg|co_consts)$/,
    "the interpreter's own instructions",
  ],
  [
    /^builtins\.(frame|traceback)\.(f_lasti|tb_lasti|f_builtins|f_globals|f_back|clear|f_trace\w*)$|^builtins\.\w+\.(gi|cr|ag)_(frame|code)$/,
    "of the worker, or the interpreter's own instructions",
  ],
  [
    /^builtins\.(function|module)\.(__globals__|__builtins__)$|^builtins\.builtin_function_or_method\.__self__$|^builtins\.module\./,
    'hold the names of the worker',
  ],
  [
    /^builtins\.(input|breakpoint|exit|quit|open|help|copyright|credits|license|exec|eval|globals|locals|vars|dir|id|hash|print|_)$/,
    'ends, reads, or shows the names of the worker; those of the first family are called there',
  ],
  [/\.(fileno|__getstate__|seek_page)$/, 'numbers of the system'],
  [
    /^(_codecs\.(register|unregister|_forget_codec|register_error|lookup)|_abc\._reset_registry|_abc\._reset_caches|_abc\.get_cache_token|_weakref\.\w+)$/,
    'changes the process for later cases',
  ],
  [
    /^(marshal\.(load|dump|dumps)|_csv\.\w+_dialect|_random\.Random\.seed|time\.(sleep|time\w*|perf_counter\w*|monotonic\w*|process_time\w*|thread_time\w*|clock_\w+|tzset|get_clock_info|localtime|ctime|pthread_getcpuclockid))$/,
    'clocks, or other bytes for the same value',
  ],
  [
    /^(_contextvars\.ContextVar|_contextvars\.Token)\.(set|reset)$|^_contextvars\.copy_context$/,
    'changes the context of later cases',
  ],
  [/^_opcode\.|^_warnings\.|^_locale\.setlocale/, 'instructions, filters and locales of the process'],
  [
    /^decimal\.Context\.(__reduce__|__reduce_ex__)$|^_decimal\.(setcontext|localcontext|getcontext)$/,
    'the context of later cases',
  ],
  [/^_decimal\.\w+_LIM$/, 'numbers'],
  [/^_json\.scanstring$|^_lzma\.\w+Compressor$/, 'errors name private classes'],
]

/** Modules whose functions are called; those that the record has and no case uses are in UNCALLED. */
export const CALLED =
  'builtins _bisect _codecs _collections _contextvars _csv _datetime _decimal _functools _heapq _json _locale _operator _random _stat _statistics _string _struct _typing array binascii cmath itertools marshal math time unicodedata zlib _md5 _sha1 _sha2 _sha3 _blake2 _bz2 errno'.split(
    ' ',
  )

export const UNCALLED: readonly (readonly [RegExp, string])[] = [
  [
    /^(sys|gc|_imp|atexit|faulthandler|_tracemalloc|_warnings|_opcode|_sysconfig|_suggestions|_symtable|_tokenize|_weakref)$/,
    'the interpreter itself: its state outlives a case (programs use sys, warnings and weakref)',
  ],
  [
    /^(posix|_posixsubprocess|_posixshmem|_signal|_socket|select|fcntl|grp|pwd|resource|termios|syslog|mmap|_multiprocessing|_uuid|_zoneinfo|readline)$/,
    'speaks with the system',
  ],
  [/^(_abc|_sre)$/, 'caches of classes and compiled patterns, which `abc` and `re` make'],
  [/^(_thread|_queue|_asyncio|_interp\w+)$/, 'threads'],
  [
    /^(_ast|_io|_pickle|_ssl|_sqlite3|_ctypes|_curses\w*|_dbm|_elementtree|pyexpat|_hashlib|_lsprof|_lzma|_codecs_\w+|_multibytecodec)$/,
    'types alone (receivers.ts), or the libraries of other programs',
  ],
]

const sections = readDump(readFileSync(RECORD, 'utf8'))

const KINDS: Record<string, Argument | 'self'> = {
  encoding: 'encoding',
  errors: 'errors',
  format_spec: 'str',
  iterable: 'iterable',
  iterables: 'iterable',
  seq: 'iterable',
  p: 'list',
  q: 'list',
  function: 'function',
  func: 'function',
  predicate: 'function',
  string: 'str',
  buffer: 'bytes',
  data: 'bytes',
  format: 'format',
  name: 'path',
  attr: 'path',
  type: 'type',
  cls: 'type',
  callable: 'function',
  mapping: 'dict',
  byteorder: 'order',
  typecode: 'typecode',
  values: 'iterable',
  a: 'any',
  unichr: 'str',
  chr: 'str',
  s: 'str',
  z: 'complex',
  x: 'real',
  y: 'real',
  obj: 'any',
  self: 'any',
}
for (const name of 'width maxsplit count start end stop index n i k size tabsize ndigits lo hi length year month day hour minute second microsecond depth maxlen r times repeat width bytes_per_sep mu sigma m offset whence pos endpos'.split(
  ' ',
))
  KINDS[name] = 'int'
for (const name of 'sep old new prefix suffix fillchar chars bytes sub other delete table'.split(' '))
  KINDS[name] = 'self'

/** The commas of a signature that part parameters, not those in defaults. */
function parametersOf(signature: string): string[] {
  const found: string[] = []
  let depth = 0
  let text = ''
  for (const c of signature
    .slice(1, signature.lastIndexOf(')'))
    .replaceAll(/\[,/g, ',')
    .replaceAll(/(?<=\w)\]+(?=,|$)/g, '')) {
    if ('([{<'.includes(c)) depth += 1
    if (')]}>'.includes(c)) depth -= 1
    if (c === ',' && depth === 0) {
      found.push(text.trim())
      text = ''
    } else text += c
  }
  return [...found, text.trim()].filter((each) => each !== '')
}

/** The parameters that a signature of the record tells, or some of any kind where it tells none. */
function readSignature(name: string, signature: string, isOwn: boolean): Callable {
  if (!signature.startsWith('('))
    return { name, parameters: [{ kind: 'any', keyword: undefined, optional: false, repeated: true }] }
  const parameters: Parameter[] = []
  let keywordOnly = false
  for (const each of parametersOf(signature)) {
    const [, stars, word, hasDefault] = /^(\**)\$?(\w*)(=?)/.exec(each) ?? []
    if (each.startsWith('$') || each === '/' || (isOwn && each === 'self')) continue
    if (stars === '*' && word === '') keywordOnly = true
    else if (stars === '**' || word === undefined) continue
    else if (stars === '*')
      parameters.push({ kind: KINDS[word] ?? 'any', keyword: undefined, optional: false, repeated: true })
    else {
      const kind = name.startsWith('__') && (word === 'value' || word === 'other') ? 'self' : (KINDS[word] ?? 'any')
      parameters.push({
        kind,
        keyword: keywordOnly ? word : undefined,
        optional: hasDefault === '=' || each.includes('['),
        repeated: false,
      })
    }
  }
  return { name, parameters }
}

/** Operators whose result grows with the number on the right, or for the reflected ones with the value itself. */
function tamed(callable: Callable): Callable {
  const kind: Argument | undefined = /^__(i?mul|pow|lshift)__$/.test(callable.name)
    ? 'small'
    : /^__r(pow|lshift)__$/.test(callable.name)
      ? 'bool'
      : undefined
  return kind === undefined
    ? callable
    : { ...callable, parameters: callable.parameters.map((each) => ({ ...each, kind })) }
}

/** The signature in a line of the record: its text, what inspect makes of it, or nothing. */
const signatureIn = (line: string): string =>
  /(?:doc|-) (\(.*?\))(?: => |$)/.exec(line)?.[1] ?? /=> (\(.*\))$/.exec(line)?.[1] ?? ''

const isUsed = (path: string): boolean => !UNUSED.some(([pattern]) => pattern.test(path))

const nameOf = (key: string): string => key.slice(key.indexOf(' ') + 1)

/** Types of the record, with whether they are exceptions. */
export function recordedTypes(): { name: string; isException: boolean }[] {
  return [...sections]
    .filter(([key]) => key.startsWith('type '))
    .map(([key, { head }]) => ({ name: nameOf(key), isException: /\[.*\bexception\b/.test(head) }))
}

export function recordedModules(): string[] {
  return [...sections]
    .filter(([key, { head }]) => key.startsWith('module ') && !head.startsWith('no '))
    .map(([key]) => nameOf(key))
}

export const isLeftOut = (name: string): boolean => LEFT_OUT.some(([pattern]) => pattern.test(name))

function membersOf(type: string): Member[] {
  const found: Member[] = []
  for (const [name, line] of sections.get(`type ${type}`)!.members) {
    if (!isUsed(`${type}.${name}`)) continue
    const isAttribute = /^\S+ (getset_descriptor|member_descriptor|property|_tuplegetter)/.test(line)
    const isCallable =
      /^\S+ (method_descriptor|wrapper_descriptor|classmethod_descriptor|builtin_function_or_method|staticmethod)/.test(
        line,
      )
    if (isAttribute) found.push({ name, callable: undefined })
    else if (isCallable) found.push({ name, callable: tamed(readSignature(name, signatureIn(line), true)) })
    else if (!name.startsWith('__')) found.push({ name, callable: undefined })
  }
  return found
}

/** What every value has from `object`, beside what its type says itself. */
const OF_OBJECT = membersOf('builtins.object')

export const TYPES: readonly BuiltinType[] = recordedTypes()
  .filter(
    ({ name, isException }) =>
      RECEIVERS[name] !== undefined || (isException && !isLeftOut(name) && name.startsWith('builtins.')),
  )
  .map(({ name }) => {
    const own = membersOf(name)
    const bases = /^builtins\.\w*(Error|Exception|Exit|Interrupt|Group|Warning|Iteration)$/.test(name)
      ? membersOf('builtins.BaseException')
      : []
    return {
      name,
      receivers: RECEIVERS[name] ?? EXCEPTION.replaceAll('TYPE', name.slice('builtins.'.length)),
      members: [...own, ...[...bases, ...OF_OBJECT].filter((each) => own.every((other) => other.name !== each.name))],
    }
  })

export const MODULES: readonly BuiltinModule[] = CALLED.map((module) => ({
  name: module,
  callables: [...(sections.get(`module ${module}`)?.members ?? [])].flatMap(([name, line]) => {
    if (!isUsed(`${module}.${name}`)) return []
    if (/^\S+ builtin_function_or_method/.test(line)) return [readSignature(name, signatureIn(line), false)]
    const type = /^\S+ type (\S+)/.exec(line)?.[1]
    const head = type === undefined ? undefined : sections.get(`type ${type}`)?.head
    if (head === undefined || /no-instances/.test(head)) return []
    return [readSignature(name, /\] (?:doc|-) (?:None => )?(\(.*?\))(?: => |$)/.exec(head)?.[1] ?? '', true)]
  }),
}))
