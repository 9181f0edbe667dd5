// The `_functools` module. lib: functools; CPython: Modules/_functoolsmodule.c
import {
  arg,
  call2,
  compare,
  type Comparison,
  defineModule,
  defineType,
  error,
  GE,
  GT,
  isError,
  iter,
  LE,
  LT,
  EQ,
  next,
  NE,
  OBJECT_LAYOUT,
  type Value,
  W_ThreeWay,
  type W_Type,
} from '@typhon/objspace'
import { lruCacheType } from './lru-cache.ts'
import { partialType } from './partial.ts'

/** What cmp_to_key gives, and what that makes: an object compared by a three-way function. */
class W_KeyWrapper extends W_ThreeWay {}

const keyWrapperType: W_Type = defineType<W_KeyWrapper>(
  'KeyWrapper',
  { module: 'functools', layout: { name: 'KeyWrapper', base: OBJECT_LAYOUT }, final: true },
  (t) => {
    t.rawSpecial('__call__', (args, kwnames) => {
      const self = args[0] as W_KeyWrapper
      if (args.length > 2) throw error('TypeError', `K() takes at most 1 argument (${args.length - 1} given)`)
      if (args.length < 2 || (kwnames !== null && kwnames.length > 0 && kwnames[0] !== 'obj'))
        throw error('TypeError', `K() missing required argument 'obj' (pos 1)`)
      return new W_KeyWrapper(self.cmp, args[1], self.shape)
    })
    const operators: [string, Comparison][] = [
      ['__lt__', LT],
      ['__le__', LE],
      ['__eq__', EQ],
      ['__ne__', NE],
      ['__gt__', GT],
      ['__ge__', GE],
    ]
    for (const [name, op] of operators) {
      t.special(name as '__lt__', (self, other: Value) => {
        if (!(other instanceof W_KeyWrapper)) throw error('TypeError', 'other argument must be K instance')
        if (self.obj === undefined || other.obj === undefined) throw error('AttributeError', 'object')
        return compare(call2(self.cmp, self.obj, other.obj), 0, op)
      })
    }
    t.attribute('__hash__', null)
    t.getset('__text_signature__', null, () => '(obj)')
    t.member(
      'obj',
      'The object that is compared.',
      (self) => self.obj ?? null,
      (self, w) => {
        self.obj = w
      },
      (self) => {
        self.obj = null
      },
    )
  },
)

function reduce(func: Value, w: Value, initial: Value | undefined): Value {
  let source: Value
  try {
    source = iter(w)
  } catch (e) {
    if (isError(e, 'TypeError')) throw error('TypeError', 'reduce() arg 2 must support iteration')
    throw e
  }
  let total = initial === undefined ? next(source) : initial
  if (total === undefined) throw error('TypeError', 'reduce() of empty iterable with no initial value')
  for (let x = next(source); x !== undefined; x = next(source)) total = call2(func, total, x)
  return total
}

export const functoolsModule = defineModule('_functools', 'Functions that work on functions.', (m) => {
  m.rawFn('reduce', 'One value out of many: func(func(func(initial, x1), x2), x3)…', (args, kwnames) => {
    if (kwnames !== null && kwnames.length > 0)
      throw error('TypeError', '_functools.reduce() takes no keyword arguments')
    if (args.length < 2) throw error('TypeError', `reduce expected at least 2 arguments, got ${args.length}`)
    if (args.length > 3) throw error('TypeError', `reduce expected at most 3 arguments, got ${args.length}`)
    return reduce(args[0], args[1], args[2])
  })
  m.fn(
    'cmp_to_key',
    [arg('mycmp')],
    'A key function out of a three-way comparison.',
    (cmp) => new W_KeyWrapper(cmp, undefined, keyWrapperType.rootShape()),
    '($module, /, mycmp)',
  )
  m.type(partialType)
  m.type(lruCacheType)
})
