// staticmethod and classmethod. lib: functions#staticmethod, #classmethod; CPython: Objects/funcobject.c
import { error } from '../errors/exception.ts'
import { findAttr, instanceDict, setOwnAttr } from '../operations/attribute.ts'
import { call } from '../operations/call.ts'
import { reprText } from '../operations/convert.ts'
import { typeOf } from '../space/kind.ts'
import type { W_Type } from '../space/type.ts'
import type { Value, W_Object } from '../space/value.ts'
import { W_Method } from '../typedef/builtin.ts'
import { objectType } from '../space/roots.ts'
import { defineType, type TypeBuilder } from '../typedef/define.ts'
import { pos } from '../typedef/parameter.ts'
import { isAbstract } from './property.ts'
import { CLASSMETHOD_LAYOUT, STATICMETHOD_LAYOUT, W_ClassMethod, W_StaticMethod } from './staticmethod.ts'
import { strFromText } from './str/wide.ts'

const COPIED = ['__module__', '__name__', '__qualname__', '__doc__', '__annotations__']

/** Copies the function's own attributes, as functools.wraps does. */
function wraps(self: W_Object, func: Value): void {
  for (const name of COPIED) {
    const w = findAttr(func, name)
    if (w !== undefined) setOwnAttr(self, name, w)
  }
}

/** The function; there is none where `__new__` was called by itself. */
function functionOf(self: W_StaticMethod | W_ClassMethod, name: string): Value {
  if (self.func === undefined) throw error('RuntimeError', `uninitialized ${name} object`)
  return self.func
}

function common(t: TypeBuilder<W_StaticMethod | W_ClassMethod>): void {
  t.init([pos('function')], (self, func) => {
    // Whoever looked it up has cached the function.
    if (self.func !== undefined) objectType.invalidate()
    self.func = func
    wraps(self, func)
  })
  t.member('__func__', null, (self) => self.func ?? null)
  t.member('__wrapped__', null, (self) => self.func ?? null)
  t.getset('__isabstractmethod__', null, (self) => isAbstract(self.func ?? null))
  t.getset('__dict__', null, (self) => instanceDict(self))
  t.special('__repr__', (self) =>
    strFromText(`<${t.type.name}(${self.func === undefined ? '<NULL>' : reprText(self.func)})>`),
  )
}

export const staticmethodType = defineType<W_StaticMethod>(
  'staticmethod',
  {
    layout: STATICMETHOD_LAYOUT,
    shape: 'staticmethod',
    hasDict: true,
    doc: 'A function in a class that gets neither instance nor class.',
  },
  (t) => {
    t.rawNew((args) => new W_StaticMethod(undefined, (args[0] as W_Type).rootShape()))
    t.type.textSignature = '(function, /)'
    common(t as TypeBuilder<W_StaticMethod | W_ClassMethod>)
    t.special('__get__', (self, _w: Value, _owner: Value | undefined) => functionOf(self, 'staticmethod'), {
      optional: 1,
    })
    t.rawSpecial('__call__', (args, kwnames) =>
      call(functionOf(args[0] as W_StaticMethod, 'staticmethod'), args.slice(1), kwnames),
    )
  },
)

export const classmethodType = defineType<W_ClassMethod>(
  'classmethod',
  {
    layout: CLASSMETHOD_LAYOUT,
    shape: 'classmethod',
    hasDict: true,
    doc: 'A function in a class that gets the class as first argument.',
  },
  (t) => {
    t.rawNew((args) => new W_ClassMethod(undefined, (args[0] as W_Type).rootShape()))
    t.type.textSignature = '(function, /)'
    common(t as TypeBuilder<W_StaticMethod | W_ClassMethod>)
    t.special(
      '__get__',
      (self, w: Value, owner: Value | undefined) => {
        if (w === null && (owner === undefined || owner === null))
          throw error('TypeError', '__get__(None, None) is invalid')
        return new W_Method(functionOf(self, 'classmethod'), owner === undefined || owner === null ? typeOf(w) : owner)
      },
      { optional: 1 },
    )
  },
)
