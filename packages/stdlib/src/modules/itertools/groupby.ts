// groupby and its runs. lib: itertools#itertools.groupby
import {
  call1,
  eqOrIs,
  error,
  iter,
  next,
  pos,
  builtinFunction,
  arg,
  type Shape,
  type Value,
  W_Calling,
  W_Pair,
  W_Tuple,
  shownType,
} from '@typhon/objspace'
import { reduceBy, restoreBy, stateItems } from './pickling.ts'
import { iteratorType } from './type.ts'

class W_GroupBy extends W_Calling {
  readonly source: Value
  readonly key: Value
  targetKey: Value | undefined = undefined
  currentKey: Value | undefined = undefined
  current: Value | undefined = undefined
  group: W_Grouper | null = null
  constructor(source: Value, key: Value, shape: Shape) {
    super(shape)
    this.source = source
    this.key = key
  }

  /** Takes the next item of the source; false at the end. */
  advance(): boolean {
    const x = next(this.source)
    if (x === undefined) return false
    this.currentKey = this.key === null ? x : call1(this.key, x)
    this.current = x
    return true
  }

  protected override step(): Value | undefined {
    this.group = null
    for (;;) {
      if (this.currentKey === undefined) {
        if (!this.advance()) return undefined
        break
      }
      if (this.targetKey === undefined || !eqOrIs(this.targetKey, this.currentKey)) break
      if (!this.advance()) return undefined
    }
    this.targetKey = this.currentKey
    this.group = new W_Grouper(this, this.targetKey as Value)
    return new W_Pair(this.currentKey as Value, this.group)
  }
}

class W_Grouper extends W_Calling {
  readonly parent: W_GroupBy
  readonly target: Value
  constructor(parent: W_GroupBy, target: Value) {
    super(grouperType.rootShape())
    this.parent = parent
    this.target = target
  }

  protected override step(): Value | undefined {
    const { parent } = this
    if (parent.group !== this) return undefined
    if (parent.current === undefined && !parent.advance()) return undefined
    if (!eqOrIs(this.target, parent.currentKey as Value)) return undefined
    const x = parent.current
    parent.current = undefined
    return x
  }
}

export const groupbyType = iteratorType<W_GroupBy>(
  'groupby',
  'Pairs of a key and an iterator over the run of items that have it.',
  (t) => {
    t.new(
      [arg('iterable'), arg<Value>('key', null, null)],
      (cls, w, key) => new W_GroupBy(iter(w), key, cls.rootShape()),
    )
    reduceBy(t, (self) => {
      const { source, key, targetKey, currentKey, current } = self
      if (targetKey === undefined || currentKey === undefined || current === undefined) return [[source, key]]
      return [[source, key], new W_Tuple([current, targetKey, currentKey])]
    })
    restoreBy(t, (self, state) => {
      const [current, target, key] = stateItems(state, 3, 3)
      self.current = current
      self.targetKey = target
      self.currentKey = key
    })
  },
)

export const grouperType = iteratorType<W_Grouper>('_grouper', 'One run of groupby.', (t) => {
  t.type.subclassable = false
  t.new(
    [pos('parent'), pos('tgtkey')],
    (_cls, parent, target) => {
      if (!(parent instanceof W_GroupBy))
        throw error('TypeError', `_grouper() argument 1 must be itertools.groupby, not ${shownType(parent)}`)
      return (parent.group = new W_Grouper(parent, target))
    },
    null,
  )
  reduceBy(t, (self) => {
    if (self.parent.group !== self) return new W_Tuple([builtinFunction('iter'), new W_Tuple([new W_Tuple([])])])
    return [[self.parent, self.target]]
  })
})
