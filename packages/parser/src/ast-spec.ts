// The abstract syntax of Python 3.13, declared once: classes, field types and enumerations of the tree are generated from it.
// lib: ast#abstract-grammar
//
// A line is `Kind(field type, …)`; `*` after a type is a list, `?` may be null; `@` after a sum's name: its nodes have positions.

export const SPEC = `
mod: Module(body stmt*, type_ignores type_ignore*) Interactive(body stmt*) Expression(body expr) FunctionType(argtypes expr*, returns expr)
stmt@: FunctionDef(name identifier, args arguments, body stmt*, decorator_list expr*, returns expr?, type_comment string?, type_params type_param*)
  AsyncFunctionDef(name identifier, args arguments, body stmt*, decorator_list expr*, returns expr?, type_comment string?, type_params type_param*)
  ClassDef(name identifier, bases expr*, keywords keyword*, body stmt*, decorator_list expr*, type_params type_param*)
  Return(value expr?) Delete(targets expr*) Assign(targets expr*, value expr, type_comment string?)
  TypeAlias(name expr, type_params type_param*, value expr) AugAssign(target expr, op operator, value expr)
  AnnAssign(target expr, annotation expr, value expr?, simple int)
  For(target expr, iter expr, body stmt*, orelse stmt*, type_comment string?) AsyncFor(target expr, iter expr, body stmt*, orelse stmt*, type_comment string?)
  While(test expr, body stmt*, orelse stmt*) If(test expr, body stmt*, orelse stmt*)
  With(items withitem*, body stmt*, type_comment string?) AsyncWith(items withitem*, body stmt*, type_comment string?)
  Match(subject expr, cases match_case*) Raise(exc expr?, cause expr?)
  Try(body stmt*, handlers excepthandler*, orelse stmt*, finalbody stmt*) TryStar(body stmt*, handlers excepthandler*, orelse stmt*, finalbody stmt*)
  Assert(test expr, msg expr?) Import(names alias*) ImportFrom(module identifier?, names alias*, level int?)
  Global(names identifier*) Nonlocal(names identifier*) Expr(value expr) Pass() Break() Continue()
expr@: BoolOp(op boolop, values expr*) NamedExpr(target expr, value expr) BinOp(left expr, op operator, right expr) UnaryOp(op unaryop, operand expr)
  Lambda(args arguments, body expr) IfExp(test expr, body expr, orelse expr) Dict(keys expr?*, values expr*) Set(elts expr*)
  ListComp(elt expr, generators comprehension*) SetComp(elt expr, generators comprehension*) DictComp(key expr, value expr, generators comprehension*)
  GeneratorExp(elt expr, generators comprehension*) Await(value expr) Yield(value expr?) YieldFrom(value expr)
  Compare(left expr, ops cmpop*, comparators expr*) Call(func expr, args expr*, keywords keyword*)
  FormattedValue(value expr, conversion int, format_spec expr?) JoinedStr(values expr*) Constant(value constant, kind string?)
  Attribute(value expr, attr identifier, ctx expr_context) Subscript(value expr, slice expr, ctx expr_context) Starred(value expr, ctx expr_context)
  Name(id identifier, ctx expr_context) List(elts expr*, ctx expr_context) Tuple(elts expr*, ctx expr_context) Slice(lower expr?, upper expr?, step expr?)
expr_context: Load Store Del
boolop: And Or
operator: Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv
unaryop: Invert Not UAdd USub
cmpop: Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn
comprehension: comprehension(target expr, iter expr, ifs expr*, is_async int)
excepthandler@: ExceptHandler(type expr?, name identifier?, body stmt*)
arguments: arguments(posonlyargs arg*, args arg*, vararg arg?, kwonlyargs arg*, kw_defaults expr?*, kwarg arg?, defaults expr*)
arg@: arg(arg identifier, annotation expr?, type_comment string?)
keyword@: keyword(arg identifier?, value expr)
alias@: alias(name identifier, asname identifier?)
withitem: withitem(context_expr expr, optional_vars expr?)
match_case: match_case(pattern pattern, guard expr?, body stmt*)
pattern@: MatchValue(value expr) MatchSingleton(value constant) MatchSequence(patterns pattern*) MatchMapping(keys expr*, patterns pattern*, rest identifier?)
  MatchClass(cls expr, patterns pattern*, kwd_attrs identifier*, kwd_patterns pattern*) MatchStar(name identifier?) MatchAs(pattern pattern?, name identifier?) MatchOr(patterns pattern*)
type_ignore: TypeIgnore(lineno int, tag string)
type_param@: TypeVar(name identifier, bound expr?, default_value expr?) ParamSpec(name identifier, default_value expr?) TypeVarTuple(name identifier, default_value expr?)
`

export interface FieldSpec {
  readonly name: string
  readonly type: string
  readonly list: boolean
  readonly optional: boolean
}

export interface NodeSpec {
  readonly name: string
  readonly sum: string
  readonly fields: readonly FieldSpec[]
  readonly located: boolean
  /** An operator or context: one shared instance. */
  readonly singleton: boolean
}

/** The nodes that SPEC declares, in order. */
export function parseSpec(text: string = SPEC): NodeSpec[] {
  const nodes: NodeSpec[] = []
  const sums = text.trim().split(/\n(?=\w)/)
  for (const line of sums) {
    const [, sum, at, body] = /^(\w+)(@?):\s*([\s\S]*)$/.exec(line)!
    for (const [, name, , list] of body.matchAll(/(\w+)(\(([^)]*)\))?/g)) {
      const singleton = list === undefined
      const fields =
        singleton || list === ''
          ? []
          : list.split(', ').map((f) => {
              const [, field, type, optional, many] = /^(\w+) (\w+)(\??)(\*?)$/.exec(f)!
              return { name: field, type, list: many === '*', optional: optional === '?' }
            })
      nodes.push({ name, sum, fields, located: at === '@', singleton })
    }
  }
  return nodes
}
