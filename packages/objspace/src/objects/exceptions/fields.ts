// Exceptions with fields of their own: StopIteration, SystemExit, NameError, AttributeError, ImportError, KeyError,
// SyntaxError and the Unicode errors. OSError and the groups have their own files.
import { shownType, ssizeInt } from '../../typedef/convert.ts'
import type { W_BaseException } from '../../errors/exception.ts'
import { error } from '../../errors/exception.ts'
import type { ErrorName } from '../../errors/table.ts'
import { intOrUndefined, reprText, str, strText } from '../../operations/convert.ts'
import type { Int } from '../../lib/integer.ts'
import { dictIfAny, instanceDict } from '../../operations/attribute.ts'
import { counted } from '../../operations/iterate.ts'
import { typeOf } from '../../space/kind.ts'
import type { Value } from '../../space/value.ts'
import type { TypeBuilder } from '../../typedef/define.ts'
import type { KeywordNames } from '../../typedef/gateway.ts'
import { W_Bytes } from '../bytes/bytes-value.ts'
import { readBuffer } from '../bytes/buffer.ts'
import { strFromText, strOrUndefined, textOfStr } from '../str/wide.ts'
import { W_Dict } from '../dict/dict.ts'
import { W_Tuple } from '../tuple-value.ts'
import { field, FIELDS, fillers, messageText } from './base.ts'

/** Positional arguments of a raw `__init__` call, without the receiver; `extra` is emptied. */
function begin(args: Value[], kwnames: KeywordNames): { self: W_BaseException; positional: Value[] } {
  const self = args[0] as W_BaseException
  const positional = args.slice(1, args.length - (kwnames === null ? 0 : kwnames.length))
  self.args = new W_Tuple(positional)
  return { self, positional }
}

/** The exceptions with one, two and three allowed keywords: messages name them, not the subclass. */
const KEYWORD_OWNERS = ['NameError', 'AttributeError', 'ImportError']

/** Reads the allowed keyword arguments into `extra`; raises TypeError for others. */
function takeKeywords(self: W_BaseException, args: Value[], kwnames: KeywordNames, allowed: readonly string[]): void {
  self.extra = {}
  if (kwnames === null || kwnames.length === 0) return
  const first = args.length - kwnames.length
  const n = allowed.length
  if (n === 0) throw error('TypeError', `${typeOf(self).fullName}() takes no keyword arguments`)
  if (kwnames.length > n) {
    const count = `${n} keyword argument${n === 1 ? '' : 's'} (${kwnames.length} given)`
    throw error('TypeError', `${KEYWORD_OWNERS[n - 1]}() takes at most ${count}`)
  }
  kwnames.forEach((name, i) => {
    if (!allowed.includes(name))
      throw error('TypeError', `${KEYWORD_OWNERS[n - 1]}() got an unexpected keyword argument '${name}'`)
    self.extra![name] = args[first + i]
  })
}

function define(name: ErrorName, fill: (t: TypeBuilder<W_BaseException>) => void): void {
  fillers[name] = fill
}

define('StopIteration', (t) => {
  t.rawSpecial('__init__', (args, kwnames) => {
    const { self, positional } = begin(args, kwnames)
    takeKeywords(self, args, kwnames, [])
    self.extra!.value = positional[0] ?? null
    return null
  })
  field(t, 'value', 'What the generator returned.')
})

define('SystemExit', (t) => {
  t.rawSpecial('__init__', (args, kwnames) => {
    const { self, positional } = begin(args, kwnames)
    const before = self.extra?.code ?? null
    takeKeywords(self, args, kwnames, [])
    self.extra!.code = positional.length === 0 ? before : positional.length === 1 ? positional[0] : self.args
    return null
  })
  field(t, 'code', 'The exit status, or a message.')
})

define('NameError', (t) => {
  t.rawSpecial('__init__', (args, kwnames) => {
    takeKeywords(begin(args, kwnames).self, args, kwnames, ['name'])
    return null
  })
  field(t, 'name')
})

define('AttributeError', (t) => {
  t.rawSpecial('__init__', (args, kwnames) => {
    takeKeywords(begin(args, kwnames).self, args, kwnames, ['name', 'obj'])
    return null
  })
  field(t, 'name')
  field(t, 'obj')
  t.method(
    '__getstate__',
    [],
    'The state that pickle keeps.',
    (self) => {
      const state = instanceDict(self).copy()
      const name = self.extra?.name
      if (name !== undefined && name !== null) state.setStr('name', name)
      state.setStr('args', self.args)
      return state
    },
    '($self, /)',
  )
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the exception again.',
    (self) => {
      const state = instanceDict(self).copy()
      const name = self.extra?.name
      if (name !== undefined && name !== null) state.setStr('name', name)
      state.setStr('args', self.args)
      return new W_Tuple([self.shape.type, self.args, state])
    },
    '($self, /)',
  )
})

define('ImportError', (t) => {
  t.rawSpecial('__init__', (args, kwnames) => {
    const { self, positional } = begin(args, kwnames)
    takeKeywords(self, args, kwnames, ['name', 'path', 'name_from'])
    self.extra!.msg = positional.length === 1 ? positional[0] : null
    return null
  })
  t.special('__str__', (self) => {
    const msg = self.extra?.msg ?? null
    return msg !== null && strOrUndefined(msg) !== undefined ? msg : messageText(self)
  })
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the exception again.',
    (self) => {
      const dict = dictIfAny(self)
      const state = dict === undefined ? new W_Dict() : dict.copy()
      for (const name of ['name', 'path', 'name_from']) {
        const w = self.extra?.[name]
        if (w !== undefined && w !== null) state.setStr(name, w)
      }
      return new W_Tuple(
        dict !== undefined || state.size > 0 ? [self.shape.type, self.args, state] : [self.shape.type, self.args],
      )
    },
    '($self, /)',
  )
  field(t, 'msg')
  field(t, 'name')
  field(t, 'path')
  field(t, 'name_from')
})

define('KeyError', (t) => {
  t.special('__str__', (self) =>
    self.args.items.length === 1 ? strFromText(reprText(self.args.items[0])) : messageText(self),
  )
})

const SYNTAX_FIELDS = ['filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset']

define('SyntaxError', (t) => {
  t.rawSpecial('__init__', (args, kwnames) => {
    const { self, positional } = begin(args, kwnames)
    // What was there stays where nothing comes instead.
    const before = self.extra
    takeKeywords(self, args, kwnames, [])
    const extra = Object.assign(self.extra!, before)
    if (positional.length > 0) extra.msg = positional[0]
    if (positional.length === 2) {
      const details = counted(positional[1])
      if (details.length < 4) throw error('TypeError', `function takes at least 4 arguments (${details.length} given)`)
      if (details.length > 6) throw error('TypeError', `function takes at most 6 arguments (${details.length} given)`)
      details.forEach((w, i) => {
        extra[SYNTAX_FIELDS[i]] = w
      })
      if (details.length === 5) throw error('TypeError', 'end_offset must be provided when end_lineno is provided')
    }
    return null
  })
  t.special('__str__', (self) => {
    const extra = self.extra ?? {}
    const msg = str(extra.msg ?? null)
    const file = extra.filename === undefined || extra.filename === null ? undefined : strOrUndefined(extra.filename)
    const line = typeof extra.lineno === 'number' ? extra.lineno : undefined
    if (file === undefined && line === undefined) return msg
    const text = textOfStr(msg)
    const base = file === undefined ? '' : textOfStr(file).replace(/^.*\//s, '')
    if (file === undefined) return strFromText(`${text} (line ${line})`)
    return strFromText(line === undefined ? `${text} (${base})` : `${text} (${base}, line ${line})`)
  })
  field(t, 'msg')
  for (const name of SYNTAX_FIELDS) field(t, name)
  field(t, 'print_file_and_line')
})

/** UnicodeEncodeError and UnicodeDecodeError take (encoding, object, start, end, reason), UnicodeTranslateError no encoding. */
function unicodeError(
  name: ErrorName,
  fields: readonly string[],
  describe: (e: Record<string, Value | undefined>) => string,
): void {
  define(name, (t) => {
    t.rawSpecial('__init__', (args, kwnames) => {
      const before = (args[0] as W_BaseException).extra
      const { self, positional } = begin(args, kwnames)
      takeKeywords(self, args, kwnames, [])
      // The two numbers stay as they were until they are read anew, the others are there when all is well.
      const extra = (self.extra = { start: before?.start ?? 0, end: before?.end ?? 0 } as typeof self.extra & object)
      if (positional.length !== fields.length)
        throw error('TypeError', `function takes exactly ${fields.length} arguments (${positional.length} given)`)
      const values: Record<string, Value> = {}
      fields.forEach((f, i) => {
        const w = positional[i]
        if (f === 'start' || f === 'end') {
          extra[f] = ssizeInt(w)
        } else {
          if (strOrUndefined(w) === undefined && (f !== 'object' || name !== 'UnicodeDecodeError'))
            throw error('TypeError', `argument ${i + 1} must be str, not ${shownType(w)}`)
          values[f] = w
        }
      })
      // The bytes come last: the other arguments are looked at before.
      if (name === 'UnicodeDecodeError' && !(values.object instanceof W_Bytes))
        values.object = new W_Bytes(bytesOf(values.object))
      Object.assign(extra, values)
      return null
    })
    t.special('__str__', (self) =>
      self.extra === null || self.extra.object === undefined ? '' : strFromText(describe(self.extra)),
    )
    for (const f of ['encoding', 'object', 'start', 'end', 'reason'])
      if (f === 'start' || f === 'end') place(t, f)
      else field(t, f)
  })
}

/** Where the part starts or ends: a number, that cannot be deleted. */
function place(t: TypeBuilder<W_BaseException>, name: string): void {
  t.member(
    name,
    FIELDS[name],
    (self) => self.extra?.[name] ?? 0,
    (self, w) => {
      // What is no such number leaves C's sign of a failure there.
      self.extra ??= {}
      self.extra[name] = -1
      if (intOrUndefined(w) === undefined) throw error('TypeError', 'an integer is required')
      self.extra[name] = ssizeInt(w)
    },
    () => {
      throw error('TypeError', "can't delete numeric/char attribute")
    },
  )
}

function bytesOf(w: Value): Uint8Array {
  const bytes = readBuffer(w)
  if (bytes === undefined) throw error('TypeError', `a bytes-like object is required, not '${typeOf(w).fullName}'`)
  return bytes.slice()
}

/** Where a part is, as numbers and with its last place as text. */
function span(e: Record<string, Value | undefined>): { start: number; end: number; range: string; reason: string } {
  const { start = 0, end = 0 } = e as Partial<Record<string, Int>>
  // There is nothing before the lowest C number but the highest one.
  const range = `${start}-${BigInt.asIntN(64, BigInt(end) - 1n)}`
  return { start: Number(start), end: Number(end), range, reason: strText(e.reason ?? null) }
}

function shownCharacter(w: Value, i: number): string | undefined {
  const s = strOrUndefined(w)
  if (s === undefined) return undefined
  const c = typeof s === 'string' ? s.charCodeAt(i) : s.cps[i]
  if (c === undefined || c !== c) return undefined
  return c <= 0xff
    ? `\\x${c.toString(16).padStart(2, '0')}`
    : c <= 0xffff
      ? `\\u${c.toString(16).padStart(4, '0')}`
      : `\\U${c.toString(16).padStart(8, '0')}`
}

unicodeError('UnicodeEncodeError', ['encoding', 'object', 'start', 'end', 'reason'], (e) => {
  const { start, end, range, reason } = span(e)
  const shown = end === start + 1 ? shownCharacter(e.object as Value, start) : undefined
  const encoding = strText(e.encoding ?? null)
  return shown !== undefined
    ? `'${encoding}' codec can't encode character '${shown}' in position ${start}: ${reason}`
    : `'${encoding}' codec can't encode characters in position ${range}: ${reason}`
})

unicodeError('UnicodeDecodeError', ['encoding', 'object', 'start', 'end', 'reason'], (e) => {
  const { start, end, range, reason } = span(e)
  const encoding = strText(e.encoding ?? null)
  const bytes = (e.object as { bytes?: Uint8Array }).bytes
  if (end === start + 1 && bytes !== undefined && start >= 0 && start < bytes.length) {
    return `'${encoding}' codec can't decode byte 0x${bytes[start].toString(16).padStart(2, '0')} in position ${start}: ${reason}`
  }
  return `'${encoding}' codec can't decode bytes in position ${range}: ${reason}`
})

unicodeError('UnicodeTranslateError', ['object', 'start', 'end', 'reason'], (e) => {
  const { start, end, range, reason } = span(e)
  const shown = end === start + 1 ? shownCharacter(e.object as Value, start) : undefined
  return shown !== undefined
    ? `can't translate character '${shown}' in position ${start}: ${reason}`
    : `can't translate characters in position ${range}: ${reason}`
})
