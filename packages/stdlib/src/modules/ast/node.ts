// ast.AST, the base of all nodes: its constructor sets fields by position and by name. lib: ast#ast.AST
// CPython: Python/Python-ast.c (ast_type_init, ast_type_reduce)
import { ast } from '@typhon/parser'
import {
  defineType,
  dictGetSet,
  error,
  hooks,
  instanceDict,
  nameOf,
  reprText,
  setattr,
  strFromKey,
  type Value,
  W_Dict,
  W_GenericAlias,
  W_List,
  type W_Object,
  W_Tuple,
  type W_Type,
  W_Union,
  unpack,
} from '@typhon/objspace'
import { classes } from './classes.ts'

/** The names in a class attribute that holds a sequence of them. */
function namesIn(type: W_Type, attribute: string): string[] {
  const w = type.lookup(attribute)
  return w === undefined ? [] : unpack(w).map((n) => nameOf(n))
}

/** Sets what the call gives, then what may be left out. */
function initialize(self: W_Object, args: readonly Value[], kwnames: readonly string[] | null): void {
  const { type } = self.shape
  const fields = namesIn(type, '_fields')
  const given = args.length - (kwnames?.length ?? 0) - 1
  if (given > fields.length)
    throw error(
      'TypeError',
      `${type.name} constructor takes at most ${fields.length} positional argument${fields.length === 1 ? '' : 's'}`,
    )
  const missing = new Set(fields)
  for (let i = 0; i < given; i++) {
    setattr(self, fields[i], args[i + 1])
    missing.delete(fields[i])
  }
  const attributes = kwnames === null ? [] : namesIn(type, '_attributes')
  for (let k = 0; kwnames !== null && k < kwnames.length; k++) {
    const name = kwnames[k]
    const place = fields.indexOf(name)
    if (place >= 0 && place < given)
      throw error('TypeError', `${type.fullName} got multiple values for argument ${reprText(strFromKey(name))}`)
    if (place >= 0) missing.delete(name)
    else if (!attributes.includes(name))
      hooks.warn(
        'DeprecationWarning',
        `${type.fullName}.__init__ got an unexpected keyword argument ${reprText(strFromKey(name))}. ` +
          'Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.',
      )
    setattr(self, name, args[given + 1 + k])
  }
  if (missing.size > 0) complete(self, type, missing)
}

/** What becomes of the fields that a call does not give, by their types. */
function complete(self: W_Object, type: W_Type, missing: ReadonlySet<string>): void {
  const types = type.lookup('_field_types')
  if (!(types instanceof W_Dict)) return
  for (const name of missing) {
    const w = types.getStr(name)
    if (w === undefined)
      hooks.warn(
        'DeprecationWarning',
        `Field ${reprText(strFromKey(name))} is missing from ${type.fullName}._field_types. ` +
          'This will become an error in Python 3.15.',
      )
    else if (w instanceof W_Union) continue
    else if (w instanceof W_GenericAlias) setattr(self, name, new W_List([]))
    else if (w === classes().byName.get('expr_context'))
      setattr(self, name, classes().singles[ast.Tag.Load] as W_Object)
    else
      hooks.warn(
        'DeprecationWarning',
        `${type.fullName}.__init__ missing 1 required positional argument: ${reprText(strFromKey(name))}. ` +
          'This will become an error in Python 3.15.',
      )
  }
}

export const astType: W_Type = defineType<W_Object>('AST', { module: 'ast', hasDict: true }, (t) => {
  t.rawNew((args) => (args[0] as W_Type).allocate())
  t.rawSpecial('__init__', (args, kwnames) => {
    initialize(args[0] as W_Object, args, kwnames)
    return null
  })
  t.method(
    '__reduce__',
    [],
    'What pickle needs to make the node again.',
    (self) => {
      const dict = instanceDict(self).copy()
      const fields = namesIn(self.shape.type, '_fields')
      const absent = fields.findIndex((f) => dict.getStr(f) === undefined)
      const leading: Value[] = new Array(absent < 0 ? fields.length : absent).fill(null)
      return new W_Tuple([self.shape.type, new W_Tuple(leading), dict])
    },
    null,
  )
  t.attribute('__dict__', dictGetSet(t.type))
  for (const name of ['_fields', '__match_args__', '_attributes']) t.attribute(name, new W_Tuple([]))
})
astType.immutable = false
