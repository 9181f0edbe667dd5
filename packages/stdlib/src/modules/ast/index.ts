// The `_ast` module: the classes of the tree. lib: ast; CPython: Python/Python-ast.c
import { defineModule } from '@typhon/objspace'
import { classes } from './classes.ts'
import { PyCF_ALLOW_TOP_LEVEL_AWAIT, PyCF_ONLY_AST, PyCF_OPTIMIZED_AST, PyCF_TYPE_COMMENTS } from '../builtins/flags.ts'
import { astType } from './node.ts'

export const astModule = defineModule('_ast', null, (m) => {
  m.type(astType)
  for (const [name, type] of classes().byName) m.constant(name, type)
  m.constant('PyCF_ALLOW_TOP_LEVEL_AWAIT', PyCF_ALLOW_TOP_LEVEL_AWAIT)
  m.constant('PyCF_ONLY_AST', PyCF_ONLY_AST)
  m.constant('PyCF_OPTIMIZED_AST', PyCF_OPTIMIZED_AST)
  m.constant('PyCF_TYPE_COMMENTS', PyCF_TYPE_COMMENTS)
})
