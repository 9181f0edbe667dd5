// function: the Python-visible side of W_Function. ref: datamodel#user-defined-functions; CPython: Objects/funcobject.c
import {
  addressText,
  arg,
  bindMethod,
  defineType,
  error,
  instanceDict,
  keyOfStr,
  OBJECT_LAYOUT,
  setInstanceDict,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Cell,
  W_Dict,
  W_Tuple,
  type W_Type,
  hooks,
} from '@typhon/objspace'
import { W_Code } from './code.ts'
import { W_Function } from './function.ts'
import { builtinsFor, builtinsValue } from '../eval/builtins.ts'
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR } from './code-flags.ts'
import { functionChanged } from '../tracing/facts.ts'

const NO_TYPES = new W_Tuple([])

export const functionType: W_Type = defineType<W_Function>(
  'function',
  {
    layout: { name: 'function', base: OBJECT_LAYOUT },
    shape: 'function',
    final: true,
    hasDict: true,
    hasWeakref: true,
    doc: 'A function made by a def statement or a lambda expression.',
  },
  (t) => {
    t.new(
      [
        arg('code'),
        arg('globals'),
        arg<Value>('name', null, null),
        arg<Value>('argdefs', null, null),
        arg<Value>('closure', null, null),
        arg<Value>('kwdefaults', null, null),
      ],
      (_cls, code, globals, name, argdefs, closure, kwdefaults) => {
        if (!(code instanceof W_Code))
          throw error(
            'TypeError',
            `function() argument 'code' must be code, not ${code === null ? 'None' : typeOf(code).fullName}`,
          )
        if (!(globals instanceof W_Dict))
          throw error(
            'TypeError',
            `function() argument 'globals' must be dict, not ${globals === null ? 'None' : typeOf(globals).fullName}`,
          )
        if (name !== null && strOrUndefined(name) === undefined)
          throw error('TypeError', 'arg 3 (name) must be None or string')
        if (argdefs !== null && !(argdefs instanceof W_Tuple))
          throw error('TypeError', 'arg 4 (defaults) must be None or tuple')
        const nfree = code.unit.freevars.length
        if (closure !== null && !(closure instanceof W_Tuple))
          throw error(
            'TypeError',
            nfree > 0 ? 'arg 5 (closure) must be tuple' : 'arg 5 (closure) must be None or tuple',
          )
        if (closure === null && nfree > 0) throw error('TypeError', 'arg 5 (closure) must be tuple')
        const given = closure === null ? 0 : closure.items.length
        if (given !== nfree)
          throw error('ValueError', `${code.unit.name} requires closure of length ${nfree}, not ${given}`)
        if (kwdefaults !== null && !(kwdefaults instanceof W_Dict))
          throw error('TypeError', 'arg 6 (kwdefaults) must be None or dict')
        if (closure !== null)
          for (const c of closure.items)
            if (!(c instanceof W_Cell))
              throw error('TypeError', `arg 5 (closure) expected cell, found ${typeOf(c).fullName}`)
        const f = new W_Function(code, globals, builtinsFor(globals))
        if (name !== null) f.name = keyOfStr(strOrUndefined(name)!)
        f.defaults = argdefs === null ? null : argdefs.items
        f.closure = closure
        f.kwdefaults = kwdefaults
        return f
      },
    )
    t.rawSpecial('__call__', (args, kwnames) => (args[0] as W_Function).call(args.slice(1), kwnames))
    t.special(
      '__get__',
      (self, w: Value, owner: Value | undefined) => {
        if (w === null && (owner === undefined || owner === null))
          throw error('TypeError', '__get__(None, None) is invalid')
        return w === null ? self : bindMethod(self, w)
      },
      { optional: 1 },
    )
    t.special('__repr__', (self) => strFromText(`<function ${self.qualname} at ${addressText(self)}>`))
    const text = (what: string, w: Value): string => {
      const s = strOrUndefined(w)
      if (s === undefined) throw error('TypeError', `${what} must be set to a string object`)
      return textOfStr(s)
    }
    t.getset(
      '__name__',
      null,
      (self) => strFromText(self.name),
      (self, w) => {
        self.name = text('__name__', w)
      },
      () => {
        throw error('TypeError', '__name__ must be set to a string object')
      },
    )
    t.getset(
      '__qualname__',
      null,
      (self) => strFromText(self.qualname),
      (self, w) => {
        self.qualname = text('__qualname__', w)
      },
      () => {
        throw error('TypeError', '__qualname__ must be set to a string object')
      },
    )
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
    t.member(
      '__module__',
      null,
      (self) => self.module,
      (self, w) => {
        self.module = w
      },
      (self) => {
        self.module = null
      },
    )
    t.member('__globals__', null, (self) => self.globals)
    t.member('__builtins__', null, (self) => builtinsValue(self.builtins))
    t.member('__closure__', null, (self) => self.closure)
    t.getset(
      '__code__',
      null,
      (self) => {
        hooks.audit?.('object.__getattr__', self, '__code__')
        return self.code
      },
      (self, w) => {
        hooks.audit?.('object.__setattr__', self, '__code__', w)
        if (!(w instanceof W_Code)) throw error('TypeError', '__code__ must be set to a code object')
        const nfree = w.unit.freevars.length
        const nclosure = self.closure === null ? 0 : self.closure.items.length
        if (nfree !== nclosure)
          throw error('ValueError', `${self.name}() requires a code object with ${nclosure} free vars, not ${nfree}`)
        const kinds = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR
        if (((w.unit.flags ^ self.code.unit.flags) & kinds) !== 0)
          hooks.warn(
            'DeprecationWarning',
            'Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)',
          )
        self.code = w
        functionChanged(self)
      },
      () => {
        throw error('TypeError', '__code__ must be set to a code object')
      },
    )
    t.getset(
      '__defaults__',
      null,
      (self) => {
        hooks.audit?.('object.__getattr__', self, '__defaults__')
        return self.defaults === null ? null : new W_Tuple(self.defaults)
      },
      (self, w) => {
        hooks.audit?.('object.__setattr__', self, '__defaults__', w)
        if (w !== null && !(w instanceof W_Tuple))
          throw error('TypeError', '__defaults__ must be set to a tuple object')
        self.defaults = w === null ? null : w.items
        functionChanged(self)
      },
      (self) => {
        self.defaults = null
        functionChanged(self)
      },
    )
    t.getset(
      '__kwdefaults__',
      null,
      (self) => {
        hooks.audit?.('object.__getattr__', self, '__kwdefaults__')
        return self.kwdefaults
      },
      (self, w) => {
        hooks.audit?.('object.__setattr__', self, '__kwdefaults__', w)
        if (w !== null && !(w instanceof W_Dict))
          throw error('TypeError', '__kwdefaults__ must be set to a dict object')
        self.kwdefaults = w
        functionChanged(self)
      },
      (self) => {
        self.kwdefaults = null
        functionChanged(self)
      },
    )
    t.getset(
      '__annotations__',
      null,
      (self) => {
        if (self.annotations === null) self.annotations = new W_Dict()
        else if (self.annotations instanceof W_Tuple) self.annotations = fromPairs(self.annotations)
        return self.annotations
      },
      (self, w) => {
        if (w !== null && !(w instanceof W_Dict))
          throw error('TypeError', '__annotations__ must be set to a dict object')
        self.annotations = w
      },
      (self) => {
        self.annotations = null
      },
    )
    t.getset(
      '__type_params__',
      null,
      (self) => self.typeParams ?? NO_TYPES,
      (self, w) => {
        if (!(w instanceof W_Tuple)) throw error('TypeError', '__type_params__ must be set to a tuple')
        self.typeParams = w
      },
      () => {
        throw error('TypeError', '__type_params__ must be set to a tuple')
      },
    )
    t.getset(
      '__dict__',
      null,
      (self) => instanceDict(self),
      (self, w) => {
        if (!(w instanceof W_Dict))
          throw error('TypeError', `__dict__ must be set to a dictionary, not a '${typeOf(w).fullName}'`)
        setInstanceDict(self, w)
      },
      () => {
        throw error('TypeError', 'cannot delete __dict__')
      },
    )
  },
)

/** Annotations are compiled to a tuple of names and values in turn. */
function fromPairs(pairs: W_Tuple): W_Dict {
  const d = new W_Dict()
  for (let i = 0; i < pairs.items.length; i += 2) d.set(pairs.items[i], pairs.items[i + 1])
  return d
}
