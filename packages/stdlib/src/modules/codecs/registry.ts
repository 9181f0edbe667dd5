// The registries of codecs and error handlers. lib: codecs#codecs.register; CPython: Python/codecs.c
//
// Search functions are asked in order for a normalised name; what one finds is kept. The library's `encodings`, which
// registers the search of its own modules when it is imported, is imported when a codec is first looked for.
import {
  call,
  call1,
  encodeUtf8,
  type Convert,
  error,
  findAttr,
  fixDecoding,
  fixEncoding,
  getattr,
  hooks,
  index,
  isCallable,
  isInstance,
  isTrue,
  noting,
  type Str,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  exceptionTypes,
  W_BaseException,
  W_BuiltinFunction,
  BuiltinCode,
  W_Bytes,
  W_Tuple,
  pos,
  wrongType,
} from '@typhon/objspace'

const searches: Value[] = []
const found = new Map<string, W_Tuple>()
const handlers = new Map<string, Value>()
let prepared = false

/** Lower case, with each run of other characters than letters, digits and dots as one underscore. */
export function normalized(encoding: string): string {
  return encoding.toLowerCase().replace(/[^a-z0-9.]+/g, '_')
}

/** Adds a search function. */
export function register(search: Value): void {
  if (!isCallable(search)) throw error('TypeError', 'argument must be callable')
  searches.push(search)
}

/** Takes a search function away, and what was found by any. */
export function unregister(search: Value): void {
  const i = searches.indexOf(search)
  if (i < 0) return
  searches.splice(i, 1)
  found.clear()
}

/** Forgets what was found under a name. */
export function forget(encoding: string): void {
  found.delete(normalized(encoding))
}

/** The CodecInfo of an encoding. */
export function lookup(encoding: string): W_Tuple {
  if (!prepared) {
    prepared = true
    hooks.importModule('encodings')
  }
  const name = normalized(encoding)
  const known = found.get(name)
  if (known !== undefined) return known
  if (searches.length === 0) throw error('LookupError', "no codec search functions registered: can't find encoding")
  for (const search of searches) {
    const r = call1(search, name)
    if (r === null) continue
    if (!(r instanceof W_Tuple) || r.items.length !== 4)
      throw error('TypeError', 'codec search functions must return 4-tuples')
    found.set(name, r)
    return r
  }
  throw error('LookupError', `unknown encoding: ${encoding}`)
}

/** codecs.encode (0) and codecs.decode (1). */
export function run(which: 0 | 1, w: Value, encoding: string, errors: string | undefined): Value {
  const coder = lookup(encoding).items[which]
  const r = noting(`${which === 0 ? 'encoding' : 'decoding'} with '${encoding}' codec failed`, () =>
    call(coder, errors === undefined ? [w] : [w, strFromText(errors)], null),
  )
  if (!(r instanceof W_Tuple) || r.items.length !== 2)
    throw error('TypeError', `${which === 0 ? 'encoder' : 'decoder'} must return a tuple (object, integer)`)
  return r.items[0]
}

/** Whether the codec of a name encodes text. */
export function isText(info: W_Tuple): boolean {
  const w = findAttr(info, '_is_text_encoding')
  return w === undefined || isTrue(w)
}

const BUILT_IN = {
  strict: 'Raises the exception.',
  ignore: 'Leaves out what is wrong.',
  replace: 'Puts ? or U+FFFD for what is wrong.',
  xmlcharrefreplace: 'Puts character references of XML.',
  backslashreplace: 'Puts escapes with backslashes.',
  namereplace: 'Puts escapes with names of characters.',
  surrogatepass: 'Lets surrogates through.',
  surrogateescape: 'Keeps bytes as surrogates U+DC80 to U+DCFF.',
} as const

type BuiltIn = keyof typeof BUILT_IN

/** What a built-in handler answers for an exception: a pair of replacement and position. */
function handle(name: BuiltIn, e: Value): Value {
  const unknown = (): unknown => error('TypeError', `don't know how to handle ${typeOf(e).fullName} in error callback`)
  if (!(e instanceof W_BaseException))
    throw name === 'strict' ? error('TypeError', 'codec must pass exception instance') : unknown()
  if (name === 'strict') throw e
  const at = (attribute: string): Value => getattr(e, attribute)
  if (!isInstance(e, exceptionTypes.UnicodeError) || findAttr(e, 'start') === undefined) throw unknown()
  const start = Number(index(at('start')))
  const end = Number(index(at('end')))
  const w_object = at('object')
  if (isInstance(e, exceptionTypes.UnicodeDecodeError)) {
    if (!(w_object instanceof W_Bytes)) throw error('TypeError', 'object attribute must be bytes')
  } else if (strOrUndefined(w_object) === undefined) throw error('TypeError', 'object attribute must be unicode')
  if (name === 'ignore') return new W_Tuple(['', end])
  if (isInstance(e, exceptionTypes.UnicodeDecodeError)) {
    if (name === 'xmlcharrefreplace' || name === 'namereplace') throw unknown()
    const { bytes } = w_object as W_Bytes
    if (name === 'replace') return new W_Tuple(['\ufffd', end])
    return answer(e, () => fixDecoding(name, text(at('encoding')), bytes, start, end, text(at('reason'))))
  }
  const s = strOrUndefined(w_object) as Str
  if (isInstance(e, exceptionTypes.UnicodeTranslateError)) {
    if (name === 'replace') return new W_Tuple(['\ufffd'.repeat(end - start), end])
    if (name !== 'backslashreplace') throw unknown()
    return answer(e, () => fixEncoding(name, '', s, start, end, ''))
  }
  return answer(e, () => fixEncoding(name, text(at('encoding')), s, start, end, text(at('reason'))))
}

const text = (w: Value): string => textOfStr(strOrUndefined(w) as Str)

/** A fix as handlers give it; where there is none the exception itself is raised. */
function answer(e: W_BaseException, make: () => { text: Str | Uint8Array; next: number }): Value {
  let fix: { text: Str | Uint8Array; next: number }
  try {
    fix = make()
  } catch {
    throw e
  }
  return new W_Tuple([fix.text instanceof Uint8Array ? new W_Bytes(fix.text) : fix.text, fix.next])
}

function builtInHandler(name: BuiltIn): Value {
  const params = [pos('exception')]
  const body = (e: Value): Value => handle(name, e)
  const ownName = name.startsWith('surrogate') ? name : `${name}_errors`
  return new W_BuiltinFunction(
    new BuiltinCode(ownName, ownName, params, false, BUILT_IN[name], '($module, exception, /)', body as never),
    undefined,
    null,
    false,
  )
}

/** The error handler of a name. */
export function lookupError(name: string): Value {
  let w = handlers.get(name)
  if (w === undefined && Object.hasOwn(BUILT_IN, name)) handlers.set(name, (w = builtInHandler(name as BuiltIn)))
  if (w === undefined) throw error('LookupError', `unknown error handler name '${name}'`)
  return w
}

/** Registers an error handler. */
export function registerError(name: string, handler: Value): void {
  if (!isCallable(handler)) throw error('TypeError', 'handler must be callable')
  handlers.set(name, handler)
}

/** A str of an argument as plain text. */
export const asEncoding: Convert<string> = (w, where) => {
  const s = strOrUndefined(w)
  if (s === undefined) throw wrongType(w, where, 'str')
  // A lone surrogate is no part of a name.
  if (typeof s !== 'string') encodeUtf8(s, 'strict')
  const text = textOfStr(s)
  if (text.includes('\0')) throw error('ValueError', 'embedded null character')
  return text
}
