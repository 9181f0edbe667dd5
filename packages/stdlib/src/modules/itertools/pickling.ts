// Pickling and copying of iterators: deprecated since 3.12, as every use says. CPython: Modules/itertoolsmodule.c
import { error, hooks, pos, type TypeBuilder, typeOf, type Value, W_Tuple } from '@typhon/objspace'

function deprecated(): void {
  hooks.warn('DeprecationWarning', 'Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.')
}

/** `__reduce__`: the arguments that make the iterator again, and its state; or a whole tuple where another type stands for it. */
export function reduceBy<S extends Value>(
  t: TypeBuilder<S>,
  parts: (self: S) => [args: Value[], state?: Value] | W_Tuple,
): void {
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the iterator again.',
    (self) => {
      deprecated()
      const r = parts(self)
      if (r instanceof W_Tuple) return r
      const [args, state] = r
      return new W_Tuple(
        state === undefined ? [typeOf(self), new W_Tuple(args)] : [typeOf(self), new W_Tuple(args), state],
      )
    },
    null,
  )
}

/** `__setstate__`. */
export function restoreBy<S extends Value>(t: TypeBuilder<S>, restore: (self: S, state: Value) => void): void {
  t.method(
    '__setstate__',
    [pos('state')],
    'Go on from a state.',
    (self, state) => {
      deprecated()
      restore(self, state)
      return null
    },
    null,
  )
}

/** A state that has to be a tuple with so many items. */
export function stateItems(state: Value, least: number, most: number): readonly Value[] {
  if (!(state instanceof W_Tuple)) throw error('TypeError', 'state is not a tuple')
  const n = state.items.length
  if (n >= least && n <= most) return state.items
  const [bound, count] = least === most ? ['exactly', most] : n < least ? ['at least', least] : ['at most', most]
  throw error('TypeError', `function takes ${bound} ${count} argument${count === 1 ? '' : 's'} (${n} given)`)
}
