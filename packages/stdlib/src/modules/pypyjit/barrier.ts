// not_from_assembler: a callable that recordings do not go into, as a decorator.
import { call, defineType, escape, pos, reprText, strFromText, type Value, W_Method, W_Object } from '@typhon/objspace'

class W_Barrier extends W_Object {
  readonly callable: Value
  constructor(callable: Value) {
    super(barrierType.rootShape())
    this.callable = callable
  }
}

export const barrierType = defineType<W_Barrier>(
  'not_from_assembler',
  { module: 'pypyjit', final: true, doc: 'A callable around another one, into which recordings do not go.' },
  (t) => {
    t.new([pos('callable')], (_cls, callable) => new W_Barrier(callable))
    t.rawSpecial('__call__', (args, kwnames) => call((args[0] as W_Barrier).callable, args.slice(1), kwnames))
    t.special(
      '__get__',
      (self, instance: Value, _owner: Value | undefined) => {
        escape(instance)
        return instance === null ? self : new W_Method(self, instance)
      },
      { optional: 1 },
    )
    t.special('__repr__', (self) => strFromText(`not_from_assembler(${reprText(self.callable)})`))
  },
)
