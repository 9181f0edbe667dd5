// aiter and anext. lib: functions#aiter, functions#anext; CPython: Python/bltinmodule.c, Objects/iterobject.c
import { getAwaitable, W_Generator } from '@typhon/interpreter'
import {
  callMethod,
  callSpecial1,
  defineType,
  error,
  errorWith,
  isError,
  type ModuleBuilder,
  opt,
  pos,
  rest,
  Special,
  typeOf,
  type Value,
  W_Object,
  type W_Type,
} from '@typhon/objspace'

export function defineAsyncIteration(m: ModuleBuilder): void {
  m.fn('aiter', [pos('async_iterable')], 'An asynchronous iterator over an object.', (w) => {
    const method = typeOf(w).special(Special.aiter)
    if (method === undefined || method === null)
      throw error('TypeError', `'${typeOf(w).fullName}' object is not an async iterable`)
    const it = callSpecial1(method, w)
    if (typeOf(it).special(Special.anext) === undefined)
      throw error('TypeError', `aiter() returned not an async iterator of type '${typeOf(it).fullName}'`)
    return it
  })
  m.fn(
    'anext',
    [pos('async_iterator'), opt('default')],
    'An awaitable for the next item of an asynchronous iterator; for default where it is exhausted.',
    (w, otherwise) => {
      const method = typeOf(w).special(Special.anext)
      if (method === undefined || method === null)
        throw error('TypeError', `'${typeOf(w).fullName}' object is not an async iterator`)
      const awaitable = callSpecial1(method, w)
      return otherwise === undefined ? awaitable : new W_AnextAwaitable(awaitable, otherwise)
    },
    '($module, aiterator, default=<unrepresentable>, /)',
  )
}

const nextOf = (w: Value): Value => typeOf(w).special(Special.next) as Value

/** What `anext` with a default gives: an awaitable that ends with the default where the awaited one ends the iteration. */
class W_AnextAwaitable extends W_Object {
  readonly awaitable: Value
  readonly otherwise: Value
  constructor(awaitable: Value, otherwise: Value) {
    super(anextAwaitableType.rootShape())
    this.awaitable = awaitable
    this.otherwise = otherwise
  }

  /** One step of the awaited iterator. CPython: Objects/iterobject.c (anextawaitable_proxy) */
  step(take: (iterator: Value) => Value): Value {
    try {
      return take(getAwaitable(this.awaitable, 0))
    } catch (e) {
      if (isError(e, 'StopAsyncIteration')) throw errorWith('StopIteration', this.otherwise)
      throw e
    }
  }
}

const anextAwaitableType: W_Type = defineType<W_AnextAwaitable>('anext_awaitable', { final: true }, (t) => {
  t.special('__await__', (self) => self)
  t.special('__iter__', (self) => self)
  t.special('__next__', (self) =>
    self.step((w) => (w instanceof W_Generator ? callMethod(w, 'send', null) : callSpecial1(nextOf(w), w))),
  )
  t.method('send', [pos('value')], 'Go on.', (self, value) => self.step((w) => callMethod(w, 'send', value)), null)
  t.method(
    'throw',
    [rest('args')],
    'Raise inside.',
    (self, args) => self.step((w) => callMethod(w, 'throw', ...args)),
    null,
  )
  t.method('close', [], 'Give the awaitable up.', (self) => self.step((w) => callMethod(w, 'close')), null)
})
