// module. lib: types#types.ModuleType; CPython: Objects/moduleobject.c
import { attributeError, declareFinder, declareMissing, genericFind, getattr } from '../operations/attribute.ts'
import { error } from '../errors/exception.ts'
import { call0, call1, callMethod } from '../operations/call.ts'
import { reprText } from '../operations/convert.ts'
import { hooks } from '../space/hooks.ts'
import { OBJECT_LAYOUT, type W_Type } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { nameOf, str } from '../typedef/convert.ts'
import { defineType } from '../typedef/define.ts'
import { arg } from '../typedef/parameter.ts'
import { W_Dict } from './dict/dict.ts'
import { W_List } from './list/list.ts'
import { builtinModules, W_Module } from './module-value.ts'
import { missingAttribute } from './module-origin.ts'
import { strFromKey, strFromText } from './str/wide.ts'

export const moduleType = defineType<W_Module>(
  'module',
  {
    layout: { name: 'module', base: OBJECT_LAYOUT },
    shape: 'module',
    hasDict: true,
    hasWeakref: true,
    doc: 'A module: a namespace made by running a file, or by built-in code.',
  },
  (t) => {
    t.rawNew((args) => new W_Module(new W_Dict(), (args[0] as W_Type).dictShape()))
    t.type.textSignature = '(name, doc=None)'
    t.init([arg('name', str), arg('doc', null, null)], (self, name, doc) => {
      self.dict.setStr('__name__', name)
      self.dict.setStr('__doc__', doc)
      self.dict.setStr('__package__', null)
      self.dict.setStr('__loader__', null)
      self.dict.setStr('__spec__', null)
    })
    t.special('__getattribute__', (self, name: Value) => {
      const n = nameOf(name)
      const found = find(self, n)
      if (found === undefined) throw attributeError(self, n)
      return found
    })
    t.special('__repr__', (self) => moduleRepr(self))
    t.method(
      '__dir__',
      [],
      'Names in the module, or what its own __dir__ says.',
      (self) => {
        if (!(getattr(self, '__dict__') instanceof W_Dict))
          throw error('TypeError', '<module>.__dict__ is not a dictionary')
        const own = self.dict.getStr('__dir__')
        return own !== undefined ? call0(own) : new W_List(self.dict.liveKeys())
      },
      null,
    )
    t.member('__dict__', null, (self) => self.dict)
    t.getset(
      '__annotations__',
      null,
      (self) => {
        let w = self.dict.getStr('__annotations__')
        if (w === undefined) self.dict.setStr('__annotations__', (w = new W_Dict()))
        return w
      },
      (self, w) => self.dict.setStr('__annotations__', w),
      (self) => {
        if (!self.dict.deleteStr('__annotations__')) throw attributeError(self, '__annotations__')
      },
    )
    declareFinder(t.type.dict.getStr('__getattribute__') as Value, find)
  },
)

/** Generic lookup, then the module's own `__getattr__`. PEP 562 */
function find(self: W_Module, name: string): Value | undefined {
  const found = genericFind(self, name)
  if (found !== undefined) return found
  const fallback = self.dict.getStr('__getattr__')
  if (fallback !== undefined) return call1(fallback, strFromKey(name))
  return self === hooks.loadedModule('builtins') ? hooks.missingBuiltin(name) : undefined
}

function moduleRepr(self: W_Module): Value {
  const spec = self.dict.getStr('__spec__')
  const name = self.dict.getStr('__name__')
  if (spec !== undefined && spec !== null) {
    const bootstrap = hooks.importModule('_frozen_importlib')
    if (bootstrap !== null) return callMethod(bootstrap, '_module_repr', self)
  }
  const file = self.dict.getStr('__file__')
  const shown = name === undefined ? "'?'" : reprText(name)
  if (file !== undefined) return strFromText(`<module ${shown} from ${reprText(file)}>`)
  if (builtinModules.has(self)) return strFromText(`<module ${shown} (built-in)>`)
  const loader = self.dict.getStr('__loader__')
  return strFromText(
    loader === undefined || loader === null ? `<module ${shown}>` : `<module ${shown} (${reprText(loader)})>`,
  )
}

declareMissing(moduleType, missingAttribute)
