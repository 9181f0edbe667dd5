// functools.partial. lib: functools#functools.partial; CPython: Modules/_functoolsmodule.c
//
// The fixed keywords are a dict that Python code can reach and change, so every call reads it anew.
import {
  call,
  defineType,
  dictGetSet,
  dictUpdateFrom,
  error,
  guardedRepr,
  hooks,
  instanceDict,
  isCallable,
  keyOfStr,
  newGenericAlias,
  OBJECT_LAYOUT,
  pos,
  qualifiedName,
  reprText,
  setInstanceDict,
  str,
  type Shape,
  strFromKey,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Dict,
  W_Object,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'

const LAYOUT = { name: 'partial', base: OBJECT_LAYOUT }

export class W_Partial extends W_Object {
  declare func: Value
  declare args: W_Tuple
  declare keywords: W_Dict
  constructor(func: Value, args: W_Tuple, keywords: W_Dict, shape: Shape) {
    super(shape)
    this.func = func
    this.args = args
    this.keywords = keywords
  }

  /** Calls the function with the fixed arguments before `args`; keywords of the call replace the fixed ones. */
  apply(args: Value[], kwnames: readonly string[] | null): Value {
    const fixed = this.args.items
    const { keywords } = this
    if (keywords.size === 0) return call(this.func, fixed.length === 0 ? args : [...fixed, ...args], kwnames)
    const given = kwnames === null ? 0 : kwnames.length
    const positional = args.length - given
    const all: Value[] = [...fixed]
    for (let i = 0; i < positional; i++) all.push(args[i])
    const names: string[] = []
    for (let i = 0; i < keywords.keys.length; i++) {
      const w_key = keywords.keys[i]
      if (w_key === undefined) continue
      const s = strOrUndefined(w_key)
      if (s === undefined) throw error('TypeError', 'keywords must be strings')
      const name = keyOfStr(s)
      const at = kwnames === null ? -1 : kwnames.indexOf(name)
      names.push(name)
      all.push(at < 0 ? (keywords.values[i] as Value) : args[positional + at])
    }
    for (let k = 0; k < given; k++) {
      if (names.includes(kwnames![k])) continue
      names.push(kwnames![k])
      all.push(args[positional + k])
    }
    return call(this.func, all, names)
  }
}

/** partial(func, *args, **keywords) of class `cls`: a partial of a plain partial is flattened. */
export function newPartial(func: Value, args: Value[], keywords: W_Dict, cls: W_Type = partialType): W_Partial {
  if (!isCallable(func)) throw error('TypeError', 'the first argument must be callable')
  if (func instanceof W_Partial && func.shape === partialType.rootShape() && cls === partialType) {
    const merged = func.keywords.copy()
    dictUpdateFrom(merged, keywords)
    return new W_Partial(func.func, new W_Tuple([...func.args.items, ...args]), merged, cls.rootShape())
  }
  return new W_Partial(func, new W_Tuple(args), keywords, cls.rootShape())
}

function partialRepr(self: W_Partial): string {
  const parts = [reprText(self.func), ...self.args.items.map(reprText)]
  const { keywords } = self
  for (let i = 0; i < keywords.keys.length; i++) {
    const key = keywords.keys[i]
    if (key === undefined) continue
    const shown = reprText(keywords.values[i] as Value)
    parts.push(`${textOfStr(str(key))}=${shown}`)
  }
  return `${qualifiedName(self.shape.type)}(${parts.join(', ')})`
}

function setState(self: W_Partial, state: Value): void {
  const items = state instanceof W_Tuple ? state.items : []
  const [func, args, keywords, dict] = items
  if (
    items.length !== 4 ||
    !isCallable(func) ||
    !(args instanceof W_Tuple) ||
    (keywords !== null && !(keywords instanceof W_Dict))
  ) {
    throw error('TypeError', 'invalid partial state')
  }
  self.func = func
  self.args = args.shape.type.heap ? new W_Tuple(args.items) : args
  self.keywords = keywords === null ? new W_Dict() : keywords.shape.type.heap ? keywords.copy() : keywords
  setInstanceDict(self, dict instanceof W_Dict ? dict : new W_Dict())
}

export const partialType: W_Type = defineType<W_Partial>(
  'partial',
  {
    module: 'functools',
    layout: LAYOUT,
    hasDict: true,
    hasWeakref: true,
    doc: 'A function with some arguments fixed: called with more, it calls func with both.',
  },
  (t) => {
    t.rawNew((args, kwnames) => {
      const given = kwnames === null ? 0 : kwnames.length
      const positional = args.length - given
      if (positional < 2) throw error('TypeError', `type 'partial' takes at least one argument`)
      const keywords = new W_Dict()
      for (let k = 0; k < given; k++) keywords.set(strFromKey(kwnames![k]), args[positional + k])
      return newPartial(args[1], args.slice(2, positional), keywords, args[0] as W_Type)
    })
    t.type.textSignature = '(func, /, *args, **keywords)'
    t.rawSpecial('__call__', (args, kwnames) => (args[0] as W_Partial).apply(args.slice(1), kwnames))
    t.special(
      '__get__',
      (self, instance: Value, _owner: Value | undefined) => {
        if (instance !== null) {
          hooks.warn(
            'FutureWarning',
            'functools.partial will be a method descriptor in future Python versions; wrap it in staticmethod() if you want to preserve the old behavior',
            1,
          )
        }
        return self
      },
      { optional: 1 },
    )
    t.special('__repr__', (self) => strFromText(guardedRepr(self, '...', () => partialRepr(self))))
    t.method('__reduce__', [], 'What pickle needs to make the object again.', (self) => {
      const dict = self.shape.count === self.shape.type.slotCount ? null : instanceDict(self)
      return new W_Tuple([
        self.shape.type,
        new W_Tuple([self.func]),
        new W_Tuple([self.func, self.args, self.keywords, dict]),
      ])
    })
    t.method(
      '__setstate__',
      [pos('object')],
      'Takes over the state that __reduce__ gave.',
      (self, state) => (setState(self, state), null),
    )
    t.classMethod('__class_getitem__', [pos('object')], 'partial[item], as in annotations.', (cls, item) =>
      newGenericAlias(cls, item),
    )
    t.member('func', 'The function that calls go to.', (self) => self.func)
    t.member('args', 'The arguments that come before those of a call.', (self) => self.args)
    t.member('keywords', 'The keyword arguments that a call need not give.', (self) => self.keywords)
    t.attribute('__dict__', dictGetSet(t.type))
  },
)
