// OSError and the classes its errno chooses. lib: exceptions#OSError; PEP 3151; CPython: Objects/exceptions.c (OSError_new)
import { error, exceptionTypes, W_BaseException } from '../../errors/exception.ts'
import type { ErrorName } from '../../errors/table.ts'
import { dictIfAny } from '../../operations/attribute.ts'
import { index, indexOrUndefined, intOrUndefined, reprText, strText } from '../../operations/convert.ts'
import { Special } from '../../space/special.ts'
import { typeOf } from '../../space/kind.ts'
import type { W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { W_Complex } from '../numbers/complex-value.ts'
import { strFromText } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { field, fillers, messageText } from './base.ts'

/** errno (Linux) → subclass of OSError. */
const BY_ERRNO: Record<number, ErrorName> = {
  11: 'BlockingIOError',
  114: 'BlockingIOError',
  115: 'BlockingIOError',
  32: 'BrokenPipeError',
  108: 'BrokenPipeError',
  10: 'ChildProcessError',
  103: 'ConnectionAbortedError',
  111: 'ConnectionRefusedError',
  104: 'ConnectionResetError',
  17: 'FileExistsError',
  2: 'FileNotFoundError',
  21: 'IsADirectoryError',
  20: 'NotADirectoryError',
  4: 'InterruptedError',
  13: 'PermissionError',
  1: 'PermissionError',
  3: 'ProcessLookupError',
  110: 'TimeoutError',
}

/** Whether a subclass overrides `__init__` but not `__new__`: then `__init__` parses the arguments. CPython: oserror_use_init */
function usesInit(type: W_Type): boolean {
  const os = exceptionTypes.OSError
  return (
    type.special(Special.init) !== os.special(Special.init) && type.special(Special.new) === os.special(Special.new)
  )
}

/** CPython: PyNumber_Check */
function isNumber(w: Value): boolean {
  const type = typeOf(w)
  const numeric = [Special.index, Special.int, Special.float].some((each) => type.special(each) !== undefined)
  return numeric || w instanceof W_Complex
}

function parse(self: W_BaseException, args: Value[]): void {
  self.extra = { characters_written: undefined }
  let kept = args
  if (args.length >= 2 && args.length <= 5) {
    self.extra.errno = args[0]
    self.extra.strerror = args[1]
    if (args.length >= 3 && args[2] !== null) {
      if (self.shape.type === exceptionTypes.BlockingIOError && isNumber(args[2])) {
        self.extra.characters_written = index(args[2])
      } else {
        self.extra.filename = args[2]
        if (args.length === 5 && args[4] !== null) self.extra.filename2 = args[4]
        kept = args.slice(0, 2)
      }
    }
  }
  self.args = new W_Tuple(kept)
}

fillers.OSError = (t) => {
  t.rawNew((args, kwnames) => {
    let type = args[0] as W_Type
    if (usesInit(type)) return new W_BaseException(type.rootShape(), new W_Tuple([]))
    if (kwnames !== null) throw error('TypeError', `${type.fullName}() takes no keyword arguments`)
    const given = args.slice(1)
    if (type === exceptionTypes.OSError && given.length >= 2 && given.length <= 5) {
      const errno = intOrUndefined(given[0])
      const name = typeof errno === 'number' ? BY_ERRNO[errno] : undefined
      if (name !== undefined) type = exceptionTypes[name]
    }
    const self = new W_BaseException(type.rootShape(), new W_Tuple([]))
    parse(self, given)
    return self
  })
  t.rawSpecial('__init__', (args, kwnames) => {
    const self = args[0] as W_BaseException
    if (!usesInit(self.shape.type)) return null
    if (kwnames !== null) throw error('TypeError', `${self.shape.type.fullName}() takes no keyword arguments`)
    parse(self, args.slice(1))
    return null
  })
  t.special('__str__', (self) => {
    const e = self.extra ?? {}
    const { errno, strerror, filename, filename2 } = e
    if (filename !== undefined && filename !== null) {
      const head = `[Errno ${strText(errno ?? null)}] ${strText(strerror ?? null)}: ${reprText(filename)}`
      return strFromText(filename2 !== undefined && filename2 !== null ? `${head} -> ${reprText(filename2)}` : head)
    }
    if (errno !== undefined && strerror !== undefined)
      return strFromText(`[Errno ${strText(errno)}] ${strText(strerror)}`)
    return messageText(self)
  })
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the exception again.',
    (self) => {
      let { args } = self
      const e = self.extra ?? {}
      if (args.items.length === 2 && e.filename !== undefined) {
        args = new W_Tuple(
          e.filename2 !== undefined ? [...args.items, e.filename, null, e.filename2] : [...args.items, e.filename],
        )
      }
      const dict = dictIfAny(self)
      return new W_Tuple(dict === undefined ? [self.shape.type, args] : [self.shape.type, args, dict])
    },
    '($self, /)',
  )
  for (const name of ['errno', 'strerror', 'filename', 'filename2']) field(t, name)
  t.getset(
    'characters_written',
    null,
    (self) => self.extra?.characters_written,
    (self, w) => {
      self.extra ??= {}
      self.extra.characters_written = indexOrUndefined(w)
    },
    (self) => {
      if (self.extra?.characters_written === undefined) throw error('AttributeError', 'characters_written')
      self.extra.characters_written = undefined
    },
  )
}
