// cell. lib: types#types.CellType; CPython: Objects/cellobject.c
import { error } from '../errors/exception.ts'
import { compare } from '../operations/compare.ts'
import { typeOf } from '../space/kind.ts'
import { OBJECT_LAYOUT } from '../space/type.ts'
import type { Value } from '../space/value.ts'
import { defineType } from '../typedef/define.ts'
import { opt } from '../typedef/parameter.ts'
import { W_Cell } from './cell-value.ts'
import { addressText } from './object.ts'
import { COMPARISONS } from './sequence.ts'
import { NotImplemented } from './singletons.ts'
import { strFromText } from './str/wide.ts'

export const cellType = defineType<W_Cell>(
  'cell',
  {
    layout: { name: 'cell', base: OBJECT_LAYOUT },
    shape: 'cell',
    final: true,
    doc: 'A variable shared by nested functions.',
  },
  (t) => {
    t.new([opt('contents')], (_cls, contents) => new W_Cell(contents), '([contents])')
    t.attribute('__hash__', null)
    t.special('__repr__', (self) => {
      const at = addressText(self)
      return strFromText(
        self.value === undefined
          ? `<cell at ${at}: empty>`
          : `<cell at ${at}: ${typeOf(self.value).fullName} object at ${addressText(self.value)}>`,
      )
    })
    for (const [name, op] of COMPARISONS) {
      t.special(name, (self, w: Value) => {
        if (!(w instanceof W_Cell)) return NotImplemented
        if (self.value !== undefined && w.value !== undefined) return compare(self.value, w.value, op)
        return compare(self.value === undefined ? 0 : 1, w.value === undefined ? 0 : 1, op)
      })
    }
    t.getset(
      'cell_contents',
      null,
      (self) => {
        if (self.value === undefined) throw error('ValueError', 'Cell is empty')
        return self.value
      },
      (self, w) => {
        self.value = w
      },
      (self) => {
        self.value = undefined
      },
    )
  },
)
