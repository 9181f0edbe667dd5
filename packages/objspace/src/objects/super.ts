// super. lib: functions#super; CPython: Objects/typeobject.c (super_*)
import { error } from '../errors/exception.ts'
import { attributeError, declareFinder, findAttr, genericFind } from '../operations/attribute.ts'
import { hooks } from '../space/hooks.ts'
import { isType, typeOf } from '../space/kind.ts'
import { OBJECT_LAYOUT, type W_Type } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { nameOf, shownType } from '../typedef/convert.ts'
import { defineType } from '../typedef/define.ts'
import { rest } from '../typedef/parameter.ts'
import { strFromText } from './str/wide.ts'
import { superFind, W_Super } from './super-value.ts'

/** The class whose MRO `super(type, w)` searches: that of `w`, or `w` itself where it is a class. */
export function superClass(type: W_Type, w: Value): W_Type {
  if (isType(w) && w.isSubtypeOf(type)) return w
  const own = typeOf(w)
  if (own.isSubtypeOf(type)) return own
  const claimed = findAttr(w, '__class__')
  if (claimed !== undefined && claimed !== own && isType(claimed) && claimed.isSubtypeOf(type)) return claimed
  throw error(
    'TypeError',
    `super(type, obj): obj (${isType(w) ? `type ${w.name}` : `instance of ${own.name}`}) is not an instance or subtype of type (${type.name}).`,
  )
}

/** CPython: Objects/typeobject.c (super_vectorcall) */
function checkCall(args: readonly Value[], kwnames: readonly string[] | null): void {
  if (kwnames !== null && kwnames.length > 0) throw error('TypeError', 'super() takes no keyword arguments')
  if (args.length > 2) throw error('TypeError', `super() expected at most 2 arguments, got ${args.length}`)
  if (args.length > 0 && !isType(args[0]))
    throw error('TypeError', `super() argument 1 must be a type, not ${typeOf(args[0]).fullName}`)
}

export const superType = defineType<W_Super>(
  'super',
  {
    layout: { name: 'super', base: OBJECT_LAYOUT },
    doc: 'Attributes of the classes after a given one in the method resolution order of an object.',
  },
  (t) => {
    t.rawNew((args) => new W_Super((args[0] as W_Type).rootShape()))
    t.init([rest('args')], (self, args) => {
      if (args.length > 2) throw error('TypeError', `super() takes at most 2 arguments (${args.length} given)`)
      const [type, w] = args
      let start = type
      let object = w
      if (start === undefined) [start, object] = hooks.superArguments()
      if (!isType(start)) throw error('TypeError', `super() argument 1 must be type, not ${shownType(start)}`)
      self.thisClass = start
      if (object !== undefined && object !== null) {
        self.self = object
        self.selfClass = superClass(start, object)
      }
    })
    t.special('__getattribute__', (self, name: Value) => {
      const n = nameOf(name)
      const found = find(self, n)
      if (found === undefined) throw attributeError(self, n)
      return found
    })
    t.special(
      '__get__',
      (self, w: Value, _owner: Value | undefined) => {
        if (w === null || self.self !== undefined) return self
        const bound = new W_Super(self.shape)
        bound.thisClass = self.thisClass
        bound.self = w
        bound.selfClass = superClass(self.thisClass as W_Type, w)
        return bound
      },
      { optional: 1 },
    )
    t.special('__repr__', (self) => {
      const name = self.thisClass?.name ?? 'NULL'
      return strFromText(
        self.selfClass === undefined
          ? `<super: <class '${name}'>, NULL>`
          : `<super: <class '${name}'>, <${self.selfClass.name} object>>`,
      )
    })
    t.member('__thisclass__', 'The class that the search starts after.', (self) => self.thisClass ?? null)
    t.member('__self__', 'The object that methods are bound to.', (self) => self.self ?? null)
    t.member('__self_class__', 'The class whose method resolution order is searched.', (self) => self.selfClass ?? null)
    declareFinder(t.type.dict.getStr('__getattribute__') as Value, find)
  },
)
// The first call of all is looked at, too.
superType.vectorcall = checkCall

function find(self: W_Super, name: string): Value | undefined {
  if (self.selfClass !== undefined && name !== '__class__') {
    const found = superFind(self.thisClass as W_Type, self.self as Value, self.selfClass, name)
    if (found !== undefined) return found
  }
  return genericFind(self, name)
}
