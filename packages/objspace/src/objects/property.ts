// property. lib: functions#property; CPython: Objects/descrobject.c
import { error, isError } from '../errors/exception.ts'
import { findAttr, getattr, setattr } from '../operations/attribute.ts'
import { call, call1, call2 } from '../operations/call.ts'
import { isTrue, reprText } from '../operations/convert.ts'
import { typeOf } from '../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { defineType } from '../typedef/define.ts'
import { arg, pos } from '../typedef/parameter.ts'
import { textOfStr, strOrUndefined } from './str/wide.ts'
import { W_Property } from './property-value.ts'

export const propertyType = defineType<W_Property>(
  'property',
  {
    layout: { name: 'property', base: OBJECT_LAYOUT },
    shape: 'property',
    doc: 'An attribute computed by functions: fget gets it, fset sets it, fdel deletes it.',
  },
  (t) => {
    t.rawNew((args) => new W_Property((args[0] as W_Type).rootShape()))
    t.type.textSignature = '(fget=None, fset=None, fdel=None, doc=None)'
    t.init(
      [arg('fget', null, null), arg('fset', null, null), arg('fdel', null, null), arg('doc', null, null)],
      (self, fget, fset, fdel, doc) => {
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.name = undefined
        self.docFromGetter = false
        let w_doc = doc
        if (doc === null && fget !== null) {
          const found = findAttr(fget, '__doc__')
          if (found !== undefined && found !== null) {
            w_doc = found
            self.docFromGetter = true
          }
        }
        if (self.shape.type === propertyType) self.doc = w_doc
        else {
          try {
            setattr(self, '__doc__', w_doc)
          } catch (e) {
            // A class with __slots__ and no place for it goes without, unless it is the getter's.
            if (self.docFromGetter || !isError(e, 'AttributeError')) throw e
          }
        }
      },
    )
    t.special(
      '__get__',
      (self, w: Value, _owner: Value | undefined) => {
        if (w === null) return self
        if (self.fget === null) throw missing(self, w, 'getter')
        return call1(self.fget, w)
      },
      { optional: 1 },
    )
    t.special('__set__', (self, w: Value, value: Value) => {
      if (self.fset === null) throw missing(self, w, 'setter')
      call2(self.fset, w, value)
      return null
    })
    t.special('__delete__', (self, w: Value) => {
      if (self.fdel === null) throw missing(self, w, 'deleter')
      call1(self.fdel, w)
      return null
    })
    t.method(
      'getter',
      [pos('fget')],
      'A property with another getter.',
      (self, f) => changed(self, f, null, null),
      null,
    )
    t.method(
      'setter',
      [pos('fset')],
      'A property with another setter.',
      (self, f) => changed(self, null, f, null),
      null,
    )
    t.method(
      'deleter',
      [pos('fdel')],
      'A property with another deleter.',
      (self, f) => changed(self, null, null, f),
      null,
    )
    t.rawMethod(
      '__set_name__',
      'Remember the name of the attribute.',
      (args) => {
        const given = args.length - 1
        if (given !== 2) throw error('TypeError', `__set_name__() takes 2 positional arguments but ${given} were given`)
        ;(args[0] as W_Property).name = args[2]
        return null
      },
      '($self, owner, name, /)',
    )
    t.member('fget', null, (self) => self.fget)
    t.member('fset', null, (self) => self.fset)
    t.member('fdel', null, (self) => self.fdel)
    t.member(
      '__doc__',
      null,
      (self) => self.doc,
      (self, w) => {
        self.doc = w
      },
      (self) => {
        self.doc = null
      },
    )
    t.getset(
      '__name__',
      null,
      (self) => {
        if (self.name !== undefined) return self.name
        return self.fget === null ? undefined : findAttr(self.fget, '__name__')
      },
      (self, w) => {
        self.name = w
      },
      (self) => {
        self.name = undefined
      },
    )
    t.getset('__isabstractmethod__', null, (self) =>
      [self.fget, self.fset, self.fdel].some((f) => f !== null && isAbstract(f)),
    )
  },
)

/** Whether a function is marked as abstract. */
export function isAbstract(f: Value): boolean {
  const w = findAttr(f, '__isabstractmethod__')
  return w !== undefined && isTrue(w)
}

function changed(self: W_Property, fget: Value, fset: Value, fdel: Value): Value {
  const doc = self.docFromGetter && fget !== null ? null : self.docFromGetter ? null : self.doc
  const w = call(self.shape.type, [fget ?? self.fget, fset ?? self.fset, fdel ?? self.fdel, doc], null)
  if (w instanceof W_Property) {
    if (self.name !== undefined) w.name = self.name
  }
  return w
}

function missing(self: W_Property, w: Value, what: string): unknown {
  let { name } = self
  if (name === undefined && self.fget !== null) name = findAttr(self.fget, '__name__')
  const owner = `'${textOfStr(strOrUndefined(getattr(typeOf(w), '__qualname__')) ?? '')}' object`
  return error(
    'AttributeError',
    name === undefined
      ? `property of ${owner} has no ${what}`
      : `property ${reprText(name)} of ${owner} has no ${what}`,
  )
}
