// What a tree made by Python code must hold beyond the types of its fields, checked before it is compiled.
// CPython: Python/ast.c (_PyAST_Validate)
import { ComplexConst } from '@typhon/interpreter'
import { ast as A, ComplexLiteral, FloatLiteral } from '@typhon/parser'
import { error } from '@typhon/objspace'

const { Tag } = A

/** Where an expression stands: read, assigned to or deleted. */
type Context = 'Load' | 'Store' | 'Del'

function refuse(message: string): never {
  throw error('ValueError', message)
}

interface Located {
  readonly lineno: number
  readonly col_offset: number
  readonly end_lineno: number
  readonly end_col_offset: number
}

function positions(n: Located): void {
  const { lineno, col_offset, end_lineno, end_col_offset } = n
  if (lineno > end_lineno) refuse(`AST node line range (${lineno}, ${end_lineno}) is not valid`)
  if ((lineno < 0 && end_lineno !== lineno) || (col_offset < 0 && col_offset !== end_col_offset))
    refuse(
      `AST node column range (${col_offset}, ${end_col_offset}) for line range (${lineno}, ${end_lineno}) is not valid`,
    )
  if (lineno === end_lineno && col_offset > end_col_offset)
    refuse(`line ${lineno}, column ${col_offset}-${end_col_offset} is not a valid range`)
}

function identifier(name: string): void {
  if (name === 'None' || name === 'True' || name === 'False')
    refuse(`identifier field can't represent '${name}' constant`)
}

function some(items: readonly unknown[], what: string, owner: string): void {
  if (items.length === 0) refuse(`empty ${what} on ${owner}`)
}

/** Checks a tree. */
export function validateTree(tree: A.mod): void {
  switch (tree.tag) {
    case Tag.Expression:
      return expression((tree as A.Expression).body)
    case Tag.FunctionType:
      expressions((tree as A.FunctionType).argtypes)
      return expression((tree as A.FunctionType).returns)
    default:
      return statements((tree as A.Module).body)
  }
}

function expressions(items: readonly (A.expr | null)[], context: Context = 'Load', absent = false): void {
  for (const e of items) {
    if (e !== null) expression(e, context)
    else if (!absent) refuse('None disallowed in expression list')
  }
}

function maybe(e: A.expr | null): void {
  if (e !== null) expression(e)
}

function contextOf(e: A.expr): string | null {
  switch (e.tag) {
    case Tag.Attribute:
    case Tag.Subscript:
    case Tag.Starred:
    case Tag.Name:
    case Tag.List:
    case Tag.Tuple:
      return A.NAMES[(e as A.Name).ctx.tag]
    default:
      return null
  }
}

function expression(given: A.expr, context: Context = 'Load'): void {
  positions(given)
  const actual = contextOf(given)
  if (actual === null && context !== 'Load') refuse(`expression which can't be assigned to in ${context} context`)
  if (actual !== null && actual !== context) refuse(`expression must have ${context} context but has ${actual} instead`)
  switch (given.tag) {
    case Tag.Name:
      return identifier((given as A.Name).id)
    case Tag.Attribute:
      return expression((given as A.Attribute).value)
    case Tag.Subscript:
      expression((given as A.Subscript).slice)
      return expression((given as A.Subscript).value)
    case Tag.Starred:
      return expression((given as A.Starred).value, context)
    case Tag.List:
    case Tag.Tuple:
      return expressions((given as A.List).elts, context)
    case Tag.BoolOp:
      if ((given as A.BoolOp).values.length < 2) refuse('BoolOp with less than 2 values')
      return expressions((given as A.BoolOp).values)
    case Tag.BinOp:
      expression((given as A.BinOp).left)
      return expression((given as A.BinOp).right)
    case Tag.UnaryOp:
      return expression((given as A.UnaryOp).operand)
    case Tag.Lambda:
      argumentsOf((given as A.Lambda).args)
      return expression((given as A.Lambda).body)
    case Tag.IfExp: {
      const { test, body, orelse } = given as A.IfExp
      expression(test)
      expression(body)
      return expression(orelse)
    }
    case Tag.Dict: {
      const { keys, values } = given as A.Dict
      if (keys.length !== values.length) refuse("Dict doesn't have the same number of keys as values")
      expressions(keys, 'Load', true)
      return expressions(values)
    }
    case Tag.Set:
      return expressions((given as A.Set).elts)
    case Tag.ListComp:
    case Tag.SetComp:
    case Tag.GeneratorExp:
      comprehensions((given as A.ListComp).generators)
      return expression((given as A.ListComp).elt)
    case Tag.DictComp:
      comprehensions((given as A.DictComp).generators)
      expression((given as A.DictComp).key)
      return expression((given as A.DictComp).value)
    case Tag.Yield:
      return maybe((given as A.Yield).value)
    case Tag.YieldFrom:
    case Tag.Await:
      return expression((given as A.Await).value)
    case Tag.Compare: {
      const { left, ops, comparators } = given as A.Compare
      if (comparators.length === 0) refuse('Compare has no comparators')
      if (comparators.length !== ops.length) refuse('Compare has a different number of comparators and operands')
      expressions(comparators)
      return expression(left)
    }
    case Tag.Call: {
      const { func, args, keywords } = given as A.Call
      expression(func)
      expressions(args)
      return keywordsOf(keywords)
    }
    case Tag.JoinedStr:
      return expressions((given as A.JoinedStr).values)
    case Tag.FormattedValue:
      expression((given as A.FormattedValue).value)
      return maybe((given as A.FormattedValue).format_spec)
    case Tag.NamedExpr:
      if ((given as A.NamedExpr).target.tag !== Tag.Name) throw error('TypeError', 'NamedExpr target must be a Name')
      expression((given as A.NamedExpr).target, 'Store')
      return expression((given as A.NamedExpr).value)
    case Tag.Slice: {
      const { lower, upper, step } = given as A.Slice
      maybe(lower)
      maybe(upper)
      return maybe(step)
    }
  }
}

function comprehensions(generators: readonly A.comprehension[]): void {
  if (generators.length === 0) refuse('comprehension with no generators')
  for (const g of generators) {
    expression(g.target, 'Store')
    expression(g.iter)
    expressions(g.ifs)
  }
}

function keywordsOf(keywords: readonly A.keyword[]): void {
  for (const k of keywords) expression(k.value)
}

function parameters(list: readonly (A.arg | null)[]): void {
  for (const p of list) {
    if (p === null) continue
    positions(p)
    maybe(p.annotation)
  }
}

function argumentsOf(args: A.arguments_): void {
  parameters(args.posonlyargs)
  parameters(args.args)
  parameters([args.vararg])
  parameters(args.kwonlyargs)
  parameters([args.kwarg])
  if (args.defaults.length > args.posonlyargs.length + args.args.length)
    refuse('more positional defaults than args on arguments')
  if (args.kw_defaults.length !== args.kwonlyargs.length)
    refuse('length of kwonlyargs is not the same as kw_defaults on arguments')
  expressions(args.defaults)
  expressions(args.kw_defaults, 'Load', true)
}

function typeParameters(params: readonly A.type_param[]): void {
  for (const p of params) {
    positions(p)
    identifier(p.name)
    if (p.tag === Tag.TypeVar) maybe((p as A.TypeVar).bound)
    maybe(p.default_value)
  }
}

function statements(items: readonly (A.stmt | null)[]): void {
  for (const s of items) {
    if (s === null) refuse('None disallowed in statement list')
    statement(s)
  }
}

function bodyOf(items: readonly A.stmt[], owner: string): void {
  some(items, 'body', owner)
  statements(items)
}

function targets(items: readonly A.expr[], context: Context, owner: string): void {
  some(items, 'targets', owner)
  expressions(items, context)
}

function statement(s: A.stmt): void {
  positions(s)
  const owner = A.NAMES[s.tag]
  switch (s.tag) {
    case Tag.FunctionDef:
    case Tag.AsyncFunctionDef: {
      const f = s as A.FunctionDef
      bodyOf(f.body, owner)
      typeParameters(f.type_params)
      argumentsOf(f.args)
      expressions(f.decorator_list)
      return maybe(f.returns)
    }
    case Tag.ClassDef: {
      const c = s as A.ClassDef
      bodyOf(c.body, owner)
      typeParameters(c.type_params)
      expressions(c.bases)
      keywordsOf(c.keywords)
      return expressions(c.decorator_list)
    }
    case Tag.Return:
      return maybe((s as A.Return).value)
    case Tag.Delete:
      return targets((s as A.Delete).targets, 'Del', owner)
    case Tag.Assign:
      targets((s as A.Assign).targets, 'Store', owner)
      return expression((s as A.Assign).value)
    case Tag.AugAssign:
      expression((s as A.AugAssign).target, 'Store')
      return expression((s as A.AugAssign).value)
    case Tag.AnnAssign: {
      const { target, annotation, value, simple } = s as A.AnnAssign
      if (target.tag !== Tag.Name && simple !== 0) throw error('TypeError', 'AnnAssign with simple non-Name target')
      expression(target, 'Store')
      maybe(value)
      return expression(annotation)
    }
    case Tag.TypeAlias: {
      const { name, type_params, value } = s as A.TypeAlias
      if (name.tag !== Tag.Name) throw error('TypeError', 'TypeAlias with non-Name name')
      expression(name, 'Store')
      typeParameters(type_params)
      return expression(value)
    }
    case Tag.For:
    case Tag.AsyncFor: {
      const { target, iter, body, orelse } = s as A.For
      expression(target, 'Store')
      expression(iter)
      bodyOf(body, owner)
      return statements(orelse)
    }
    case Tag.While:
    case Tag.If: {
      const { test, body, orelse } = s as A.If
      expression(test)
      bodyOf(body, owner)
      return statements(orelse)
    }
    case Tag.With:
    case Tag.AsyncWith: {
      const { items, body } = s as A.With
      some(items, 'items', owner)
      for (const item of items) {
        expression(item.context_expr)
        if (item.optional_vars !== null) expression(item.optional_vars, 'Store')
      }
      return bodyOf(body, owner)
    }
    case Tag.Match: {
      const { subject, cases } = s as A.Match
      expression(subject)
      some(cases, 'cases', owner)
      for (const c of cases) {
        pattern(c.pattern)
        maybe(c.guard)
        bodyOf(c.body, 'match_case')
      }
      return
    }
    case Tag.Raise: {
      const { exc, cause } = s as A.Raise
      if (exc === null && cause !== null) refuse('Raise with cause but no exception')
      maybe(exc)
      return maybe(cause)
    }
    case Tag.Try:
    case Tag.TryStar:
      return tryStatement(s as A.Try, owner)
    case Tag.Assert:
      expression((s as A.Assert).test)
      return maybe((s as A.Assert).msg)
    case Tag.ImportFrom:
      if (((s as A.ImportFrom).level ?? 0) < 0) refuse('Negative ImportFrom level')
      return some((s as A.ImportFrom).names, 'names', owner)
    case Tag.Import:
    case Tag.Global:
    case Tag.Nonlocal:
      return some((s as A.Global).names, 'names', owner)
    case Tag.Expr:
      return expression((s as A.Expr).value)
  }
}

function tryStatement(s: A.Try, owner: string): void {
  bodyOf(s.body, owner)
  if (s.handlers.length === 0 && s.finalbody.length === 0) refuse(`${owner} has neither except handlers nor finalbody`)
  if (s.handlers.length === 0 && s.orelse.length > 0) refuse(`${owner} has orelse but no except handlers`)
  for (const handler of s.handlers) {
    positions(handler)
    maybe(handler.type)
    bodyOf(handler.body, 'ExceptHandler')
  }
  statements(s.finalbody)
  statements(s.orelse)
}

function capture(name: string): void {
  if (name === '_') refuse("can't capture name '_' in patterns")
  identifier(name)
}

const isSingleton = (v: unknown): boolean => v === null || v === true || v === false

function pattern(p: A.pattern, star = false): void {
  positions(p)
  switch (p.tag) {
    case Tag.MatchValue:
      return literal((p as A.MatchValue).value)
    case Tag.MatchSingleton:
      if (!isSingleton((p as A.MatchSingleton).value)) refuse('MatchSingleton can only contain True, False and None')
      return
    case Tag.MatchSequence:
      return patterns((p as A.MatchSequence).patterns, true)
    case Tag.MatchMapping: {
      const m = p as A.MatchMapping
      if (m.keys.length !== m.patterns.length) refuse("MatchMapping doesn't have the same number of keys as patterns")
      if (m.rest !== null) capture(m.rest)
      for (const key of m.keys) if (!(key.tag === Tag.Constant && isSingleton((key as A.Constant).value))) literal(key)
      return patterns(m.patterns, false)
    }
    case Tag.MatchClass: {
      const m = p as A.MatchClass
      if (m.kwd_attrs.length !== m.kwd_patterns.length)
        refuse("MatchClass doesn't have the same number of keyword attributes as patterns")
      expression(m.cls)
      let cls = m.cls
      while (cls.tag === Tag.Attribute) cls = (cls as A.Attribute).value
      if (cls.tag !== Tag.Name) refuse('MatchClass cls field can only contain Name or Attribute nodes.')
      m.kwd_attrs.forEach(identifier)
      patterns(m.patterns, false)
      return patterns(m.kwd_patterns, false)
    }
    case Tag.MatchStar: {
      if (!star) refuse("can't use MatchStar here")
      const { name } = p as A.MatchStar
      return name === null ? undefined : capture(name)
    }
    case Tag.MatchAs: {
      const { name, pattern: inner } = p as A.MatchAs
      if (name !== null) capture(name)
      if (inner === null) return
      if (name === null) refuse('MatchAs must specify a target name if a pattern is given')
      return pattern(inner)
    }
    case Tag.MatchOr:
      if ((p as A.MatchOr).patterns.length < 2) refuse('MatchOr requires at least 2 patterns')
      return patterns((p as A.MatchOr).patterns, false)
  }
}

function patterns(list: readonly A.pattern[], star: boolean): void {
  for (const p of list) pattern(p, star)
}

function isNumber(e: A.expr, complex: boolean | 'any'): boolean {
  if (e.tag !== Tag.Constant) return false
  const { value } = e as A.Constant
  if (value instanceof ComplexLiteral || value instanceof ComplexConst) return complex !== false
  return complex !== true && (typeof value === 'number' || typeof value === 'bigint' || value instanceof FloatLiteral)
}

function isNegative(e: A.expr, complex: boolean | 'any'): boolean {
  return e.tag === Tag.UnaryOp && (e as A.UnaryOp).op === A.USub && isNumber((e as A.UnaryOp).operand, complex)
}

/** The value of a pattern: a constant, a negative or complex number, a dotted name. */
function literal(e: A.expr): void {
  switch (e.tag) {
    case Tag.Constant: {
      expression(e)
      const { value } = e as A.Constant
      const fine = isNumber(e, 'any') || typeof value === 'string' || value instanceof Uint8Array
      if (!fine) refuse('unexpected constant inside of a literal pattern')
      return
    }
    case Tag.Attribute:
    case Tag.JoinedStr:
      return expression(e)
    case Tag.UnaryOp:
      if (isNegative(e, 'any')) return
      break
    case Tag.BinOp: {
      const { left, op, right } = e as A.BinOp
      const real = isNumber(left, false) || isNegative(left, false)
      if (real && (op === A.Add || op === A.Sub) && isNumber(right, true)) return
    }
  }
  refuse('patterns may only match literals and attribute lookups')
}
