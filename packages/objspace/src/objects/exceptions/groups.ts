// BaseExceptionGroup and ExceptionGroup. lib: exceptions#exception-groups; PEP 654; CPython: Objects/exceptions.c
import { shownType } from '../../typedef/convert.ts'
import { weakrefGetSet } from '../type/instance-dict.ts'
import { error, exceptionTypes, W_BaseException } from '../../errors/exception.ts'
import { ownAttr, setOwnAttr } from '../../operations/attribute.ts'
import { call1, call2, callMethod, isCallable } from '../../operations/call.ts'
import { isTrue, strText } from '../../operations/convert.ts'
import { hasItemsByIndex, itemsOf } from '../../operations/iterate.ts'
import { isType, typeOf } from '../../space/kind.ts'
import { Special } from '../../space/special.ts'
import type { W_Type } from '../../space/type.ts'
import type { Value } from '../../space/value.ts'
import { defineType } from '../../typedef/define.ts'
import { keywords, pos, rest } from '../../typedef/parameter.ts'
import { W_Dict } from '../dict/dict.ts'
import { newGenericAlias } from '../generic-alias-value.ts'
import { W_List } from '../list/list.ts'
import { strFromText, strOrUndefined } from '../str/wide.ts'
import { W_Tuple } from '../tuple-value.ts'
import { fillers } from './base.ts'

/** Whether `w` is an exception group. */
export function isGroup(w: Value): w is W_BaseException {
  return w instanceof W_BaseException && w.shape.type.isSubtypeOf(exceptionTypes.BaseExceptionGroup)
}

/** The exceptions in a group. */
export function groupItems(w: W_BaseException): readonly Value[] {
  return (w.extra!.exceptions as W_Tuple).items
}

fillers.BaseExceptionGroup = (t) => {
  t.new(
    [rest('args'), keywords('kwargs')],
    (cls, args, _kwargs) => {
      if (args.length !== 2)
        throw error('TypeError', `BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`)
      const [message, exceptions] = args
      if (strOrUndefined(message) === undefined)
        throw error('TypeError', `BaseExceptionGroup.__new__() argument 1 must be str, not ${shownType(message)}`)
      if (!hasItemsByIndex(typeOf(exceptions)) || exceptions instanceof W_Dict)
        throw error('TypeError', 'second argument (exceptions) must be a sequence')
      const items = itemsOf(exceptions).slice()
      if (items.length === 0) throw error('ValueError', 'second argument (exceptions) must be a non-empty sequence')
      items.forEach((e, i) => {
        if (!(e instanceof W_BaseException))
          throw error('ValueError', `Item ${i} of second argument (exceptions) is not an exception`)
      })
      const nested = items.some((e) => !(e as W_BaseException).shape.type.isSubtypeOf(exceptionTypes.Exception))
      let type = cls
      if (cls === exceptionTypes.BaseExceptionGroup) {
        if (!nested) type = exceptionGroupType
      } else if (cls === exceptionGroupType) {
        if (nested) throw error('TypeError', 'Cannot nest BaseExceptions in an ExceptionGroup')
      } else if (nested && cls.isSubtypeOf(exceptionTypes.Exception))
        throw error('TypeError', `Cannot nest BaseExceptions in '${cls.name}'`)
      const self = new W_BaseException(type.rootShape(), new W_Tuple([message, exceptions]))
      self.extra = { message, exceptions: new W_Tuple(items) }
      return self
    },
    null,
  )
  t.rawSpecial('__init__', (args, kwnames) => {
    const self = args[0] as W_BaseException
    if (kwnames !== null && kwnames.length > 0)
      throw error('TypeError', `${typeOf(self).fullName}() takes no keyword arguments`)
    self.args = new W_Tuple(args.slice(1))
    return null
  })
  t.special('__str__', (self) => {
    const n = groupItems(self).length
    return strFromText(`${strText(self.extra!.message as Value)} (${n} sub-exception${n === 1 ? '' : 's'})`)
  })
  t.method(
    'derive',
    [pos('excs')],
    'A group of the same kind with other exceptions.',
    (self, excs) => call2(exceptionTypes.BaseExceptionGroup, self.extra!.message as Value, excs),
    null,
  )
  t.method(
    'split',
    [pos('matcher_value')],
    'The part of the group that matches, and the rest.',
    (self, w) => {
      const { match, rest } = splitGroup(self, matcher(w))
      return new W_Tuple([match, rest])
    },
    null,
  )
  t.method(
    'subgroup',
    [pos('matcher_value')],
    'The part of the group that matches, or None.',
    (self, w) => splitGroup(self, matcher(w)).match,
    null,
  )
  t.member('message', 'The message of the group.', (self) => self.extra?.message ?? null)
  t.member('exceptions', 'The exceptions in the group.', (self) => self.extra?.exceptions ?? null)
  t.classMethod(
    '__class_getitem__',
    [pos('item')],
    'ExceptionGroup[item], as in annotations.',
    (cls, item) => newGenericAlias(cls, item),
    null,
  )
}

/** `ExceptionGroup`: a BaseExceptionGroup of Exceptions only, and itself an Exception. */
export const exceptionGroupType: W_Type = defineType<W_BaseException>(
  'ExceptionGroup',
  {
    doc: 'Several Exceptions raised together.',
    hasDict: true,
    hasWeakref: true,
    bases: [exceptionTypes.BaseExceptionGroup, exceptionTypes.Exception],
  },
  (t) => t.attribute('__weakref__', weakrefGetSet(t.type)),
)

/** Whether an exception (or a whole group) is taken. */
type Matcher = (e: W_BaseException) => boolean

function matcher(w: Value): Matcher {
  const isClass = (x: Value): x is W_Type => isType(x) && x.isSubtypeOf(exceptionTypes.BaseException)
  if (isClass(w)) return (e) => e.shape.type.isSubtypeOf(w)
  if (w instanceof W_Tuple && w.items.every(isClass))
    return (e) => w.items.some((t) => e.shape.type.isSubtypeOf(t as W_Type))
  if (!isType(w) && isCallable(w)) return (e) => isTrue(call1(w, e))
  throw error('TypeError', 'expected an exception type, a tuple of exception types, or a callable (other than a class)')
}

/** The part of a group for which `matches` is true and the rest, each None where empty; structure and metadata are kept. */
export function splitGroup(self: W_BaseException, matches: Matcher): { match: Value; rest: Value } {
  if (matches(self)) return { match: self, rest: null }
  const taken: Value[] = []
  const left: Value[] = []
  for (const e of groupItems(self)) {
    if (isGroup(e)) {
      const parts = splitGroup(e, matches)
      if (parts.match !== null) taken.push(parts.match)
      if (parts.rest !== null) left.push(parts.rest)
    } else if (matches(e as W_BaseException)) taken.push(e)
    else left.push(e)
  }
  return {
    match: taken.length === 0 ? null : derive(self, taken),
    rest: left.length === 0 ? null : derive(self, left),
  }
}

/** A group like `self` of the given exceptions, with its traceback, cause, context and notes. */
export function derive(self: W_BaseException, items: Value[]): Value {
  const w = callMethod(self, 'derive', new W_List(items))
  if (!isGroup(w)) throw error('TypeError', 'derive must return an instance of BaseExceptionGroup')
  w.traceback = self.traceback
  w.cause = self.cause
  w.context = self.context
  // Setting a cause, be it none, hides the context.
  w.suppressContext = true
  const notes = ownAttr(self, '__notes__')
  // What is no sequence is not copied.
  if (notes !== undefined && !(notes instanceof W_Dict) && typeOf(notes).special(Special.getitem) !== undefined)
    setOwnAttr(w, '__notes__', new W_List(itemsOf(notes).slice()))
  return w
}

/** Splits an exception for `except* type`: a plain exception that matches is wrapped in a group. */
export function matchStar(e: Value, w_type: Value): { match: Value; rest: Value } {
  const matches = matcher(w_type)
  if (isGroup(e)) return splitGroup(e, matches)
  if (!matches(e as W_BaseException)) return { match: null, rest: e }
  return { match: call2(exceptionTypes.BaseExceptionGroup, '', new W_Tuple([e])), rest: null }
}
