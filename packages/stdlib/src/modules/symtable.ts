// The `_symtable` module: the scopes of a source, as the parser's scope analysis finds them. lib: symtable; CPython:
// Modules/symtablemodule.c
import { scopesOfSource } from '@typhon/interpreter'
import {
  asText,
  defineModule,
  defineType,
  error,
  id,
  OBJECT_LAYOUT,
  pos,
  strFromKey,
  strFromText,
  type Value,
  W_Dict,
  W_List,
  W_Object,
  type W_Type,
} from '@typhon/objspace'
import { SCOPE_TYPE, type Scope } from '@typhon/parser'
import { fileName, sourceOf } from './builtins/compile.ts'

/** A scope. Its children are made with it, for programs compare them by identity. */
class W_Entry extends W_Object {
  readonly scope: Scope
  readonly children: W_Entry[]
  constructor(scope: Scope) {
    super(entryType.rootShape())
    this.scope = scope
    this.children = scope.children.map((child) => new W_Entry(child))
  }

  symbols(): W_Dict {
    const out = new W_Dict()
    for (const [name, flags] of this.scope.symbols) out.set(strFromKey(name), flags)
    return out
  }
}

const entryType: W_Type = defineType<W_Entry>(
  'symtable entry',
  { layout: { name: 'symtable entry', base: OBJECT_LAYOUT }, final: true },
  (t) => {
    t.special('__repr__', (self) => `<symtable entry ${self.scope.name}(${id(self)}), line ${self.scope.lineno}>`)
    t.member('id', null, (self) => id(self))
    t.member('name', null, (self) => strFromText(self.scope.name))
    t.member('symbols', null, (self) => self.symbols())
    t.member('varnames', null, (self) => new W_List(self.scope.varnames.map(strFromKey)))
    t.member('children', null, (self) => new W_List([...self.children]))
    t.member('nested', null, (self) => (self.scope.isNested ? 1 : 0))
    t.member('type', null, (self) => SCOPE_TYPE[self.scope.kind])
    t.member('lineno', null, (self) => self.scope.lineno)
  },
)

const CONSTANTS = {
  USE: 16,
  DEF_GLOBAL: 1,
  DEF_NONLOCAL: 8,
  DEF_LOCAL: 2,
  DEF_PARAM: 4,
  DEF_FREE: 32,
  DEF_FREE_CLASS: 64,
  DEF_IMPORT: 128,
  DEF_BOUND: 134,
  DEF_ANNOT: 256,
  TYPE_FUNCTION: SCOPE_TYPE.function,
  TYPE_CLASS: SCOPE_TYPE.class,
  TYPE_MODULE: SCOPE_TYPE.module,
  TYPE_ANNOTATION: SCOPE_TYPE.annotation,
  TYPE_TYPE_ALIAS: SCOPE_TYPE.type_alias,
  TYPE_TYPE_PARAMETERS: SCOPE_TYPE.type_params,
  TYPE_TYPE_VARIABLE: SCOPE_TYPE.type_variable,
  LOCAL: 1,
  GLOBAL_EXPLICIT: 2,
  GLOBAL_IMPLICIT: 3,
  FREE: 4,
  CELL: 5,
  SCOPE_OFF: 12,
  SCOPE_MASK: 15,
}

export const symtableModule = defineModule('_symtable', null, (m) => {
  for (const [name, value] of Object.entries(CONSTANTS)) m.constant(name, value)
  m.fn(
    'symtable',
    [pos('source'), pos<string>('filename', fileName), pos('startstr', asText)],
    'The scope of a whole source, which has the others.',
    (source: Value, filename, mode) => {
      const text = sourceOf(source, 'symtable', 'string or bytes object')
      if (mode !== 'exec' && mode !== 'eval' && mode !== 'single')
        throw error('ValueError', "symtable() arg 3 must be 'exec' or 'eval' or 'single'")
      return new W_Entry(scopesOfSource(text, { filename, mode }).top)
    },
  )
})
