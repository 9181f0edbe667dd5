/**
 * First pass of scope analysis: walks the tree once and writes down, per block, how every name occurs.
 *
 * The walk visits children in CPython's order, because the order decides which of several errors is reported, and in
 * which order names appear in `symbols`. Parts that Python evaluates outside of the block they are written in (default
 * values, decorators, the first iterable of a comprehension, base classes) are visited while the outer block is open.
 *
 * What stays true: long chains that the grammar builds without nesting (`a.b.c…`, `x + y + …`, `elif …`) take no host
 * stack.
 *
 * ref: executionmodel#binding-of-names; PEP 563, 572, 695, 696; CPython: Python/symtable.c
 */
import { Tag } from '../generated/ast.ts'
import type {
  AnnAssign,
  AsyncFunctionDef,
  ClassDef,
  DictComp,
  FunctionDef,
  GeneratorExp,
  If,
  Lambda,
  ListComp,
  NamedExpr,
  Name,
  SetComp,
  Try,
  TryStar,
  TypeAlias,
  alias,
  arg,
  arguments_,
  comprehension,
  expr,
  keyword,
  match_case,
  mod,
  pattern,
  stmt,
  type_param,
} from '../generated/ast.ts'
import { BlockStack } from './blocks.ts'
import type { Origin } from './fault.ts'
import {
  DEF_ANNOT,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  USE,
  type ComprehensionKind,
  type Futures,
  type Location,
  type Scope,
} from './scope.ts'

type Comprehension = ListComp | SetComp | DictComp | GeneratorExp

export class Collector extends BlockStack {
  readonly owners = new Map<object, Scope>()
  readonly parameterOwners = new Map<object, Scope>()
  readonly defaultOwners = new Map<object, Scope>()
  private readonly futures: Futures

  constructor(tree: mod, futures: Futures, origin: Origin) {
    super(tree, origin)
    this.futures = futures
    this.owners.set(tree, this.top)
  }

  /** Walks a whole tree. */
  collect(tree: mod): void {
    if (tree.tag === Tag.Expression) this.expr(tree.body)
    else if (tree.tag === Tag.Module || tree.tag === Tag.Interactive) this.body(tree.body)
    else throw new TypeError('a function type has no scopes')
  }

  // Statements

  private body(statements: readonly stmt[]): void {
    for (const statement of statements) this.stmt(statement)
  }

  private stmt(node: stmt): void {
    switch (node.tag) {
      case Tag.FunctionDef:
      case Tag.AsyncFunctionDef:
        return this.functionDef(node)
      case Tag.ClassDef:
        return this.classDef(node)
      case Tag.TypeAlias:
        return this.typeAlias(node)
      case Tag.Return:
        if (node.value !== null) {
          this.expr(node.value)
          this.current.returnsValue = true
        }
        return
      case Tag.Delete:
        return this.exprs(node.targets)
      case Tag.Assign:
        this.exprs(node.targets)
        return this.expr(node.value)
      case Tag.AugAssign:
        this.expr(node.target)
        return this.expr(node.value)
      case Tag.AnnAssign:
        return this.annAssign(node)
      case Tag.For:
      case Tag.AsyncFor:
        this.awaitInModule(node)
        this.expr(node.target)
        this.expr(node.iter)
        this.body(node.body)
        return this.body(node.orelse)
      case Tag.While:
        this.expr(node.test)
        this.body(node.body)
        return this.body(node.orelse)
      case Tag.If:
        return this.ifChain(node)
      case Tag.Match:
        this.expr(node.subject)
        for (const entry of node.cases) this.matchCase(entry)
        return
      case Tag.Raise:
        this.optional(node.exc)
        return this.optional(node.cause)
      case Tag.Try:
      case Tag.TryStar:
        return this.tryStatement(node)
      case Tag.Assert:
        this.expr(node.test)
        return this.optional(node.msg)
      case Tag.Import:
      case Tag.ImportFrom:
        for (const entry of node.names) this.alias(entry)
        return
      case Tag.Global:
        return this.declaration(node.names, DEF_GLOBAL, 'global', node)
      case Tag.Nonlocal:
        return this.declaration(node.names, DEF_NONLOCAL, 'nonlocal', node)
      case Tag.Expr:
        return this.expr(node.value)
      case Tag.With:
      case Tag.AsyncWith:
        this.awaitInModule(node)
        for (const item of node.items) {
          this.expr(item.context_expr)
          this.optional(item.optional_vars)
        }
        return this.body(node.body)
    }
  }

  /** A module that awaits is a coroutine, where that is allowed. CPython: maybe_set_ste_coroutine_for_module */
  private awaitInModule(node: stmt): void {
    const isAsync = node.tag === Tag.AsyncFor || node.tag === Tag.AsyncWith
    if (isAsync && this.current.kind === 'module') this.current.isCoroutine = true
  }

  private functionDef(node: FunctionDef | AsyncFunctionDef): void {
    this.define(node.name, DEF_LOCAL, node)
    this.exprs(node.args.defaults)
    this.optionals(node.args.kw_defaults)
    this.exprs(node.decorator_list)
    const isGeneric = node.type_params.length > 0
    if (isGeneric) this.enterTypeParams(node, node.name)
    this.annotations(node)
    const scope = this.enter('function', node.name, node, node)
    this.owners.set(node, scope)
    scope.isCoroutine = node.tag === Tag.AsyncFunctionDef
    this.parameters(node.args)
    this.body(node.body)
    this.exit()
    if (isGeneric) this.exit()
  }

  private classDef(node: ClassDef): void {
    this.define(node.name, DEF_LOCAL, node)
    this.exprs(node.decorator_list)
    const outerPrivate = this.privateName
    const isGeneric = node.type_params.length > 0
    if (isGeneric) this.enterTypeParams(node, node.name)
    this.exprs(node.bases)
    this.keywords(node.keywords)
    this.privateName = node.name
    const scope = this.enter('class', node.name, node, node)
    this.owners.set(node, scope)
    if (isGeneric) {
      this.define('__type_params__', DEF_LOCAL, node)
      this.define('.type_params', USE, node)
    }
    this.body(node.body)
    this.exit()
    if (isGeneric) this.exit()
    this.privateName = outerPrivate
  }

  private typeAlias(node: TypeAlias): void {
    this.expr(node.name)
    const name = (node.name as Name).id
    const inClass = this.current.kind === 'class'
    const isGeneric = node.type_params.length > 0
    if (isGeneric) this.enterTypeParams(node, name)
    this.owners.set(node, this.enter('type_alias', name, node, node))
    if (inClass) this.viewClass(node.value)
    this.expr(node.value)
    this.exit()
    if (isGeneric) this.exit()
  }

  /** Opens the block of type parameters around a generic function, class or alias, and defines the parameters. */
  private enterTypeParams(node: FunctionDef | AsyncFunctionDef | ClassDef | TypeAlias, name: string): void {
    const inClass = this.current.kind === 'class'
    const scope = this.enter('type_params', name, node, node)
    this.parameterOwners.set(node, scope)
    if (inClass) this.viewClass(node)
    if (node.tag === Tag.ClassDef) {
      this.define('.type_params', DEF_LOCAL | USE, node)
      this.define('.generic_base', DEF_LOCAL | USE, node)
      this.privateName = node.name
      scope.privateName = node.name
      scope.mangledNames = new Set()
    } else if (node.tag !== Tag.TypeAlias) {
      this.define('.defaults', DEF_PARAM, node)
      if (node.args.kw_defaults.some((value) => value !== null)) this.define('.kwdefaults', DEF_PARAM, node)
    }
    let withDefault = false
    for (const param of node.type_params) {
      if (param.default_value !== null) withDefault = true
      else if (withDefault)
        this.fail(`non-default type parameter '${param.name}' follows default type parameter`, param)
      this.typeParam(param)
    }
  }

  private typeParam(node: type_param): void {
    this.define(node.name, DEF_TYPE_PARAM | DEF_LOCAL, node)
    switch (node.tag) {
      case Tag.TypeVar: {
        const { bound } = node
        if (bound !== null) {
          const description = bound.tag === Tag.Tuple ? 'a TypeVar constraint' : 'a TypeVar bound'
          this.typeVariable(this.owners, node, bound, description)
        }
        return this.typeDefault(node, 'a TypeVar default')
      }
      case Tag.TypeVarTuple:
        return this.typeDefault(node, 'a TypeVarTuple default')
      case Tag.ParamSpec:
        return this.typeDefault(node, 'a ParamSpec default')
    }
  }

  private typeDefault(node: type_param, description: string): void {
    if (node.default_value !== null) this.typeVariable(this.defaultOwners, node, node.default_value, description)
  }

  private typeVariable(owners: Map<object, Scope>, node: type_param, value: expr, description: string): void {
    const inClass = this.current.canSeeClassScope
    const scope = this.enter('type_variable', node.name, node, value)
    owners.set(node, scope)
    scope.description = description
    if (inClass) this.viewClass(value)
    this.expr(value)
    this.exit()
  }

  private annAssign(node: AnnAssign): void {
    const { target } = node
    if (target.tag === Tag.Name) {
      const before = this.flagsOf(this.current, target.id)
      if (before & (DEF_GLOBAL | DEF_NONLOCAL) && this.current !== this.top && node.simple) {
        const word = before & DEF_GLOBAL ? 'global' : 'nonlocal'
        this.fail(`annotated name '${target.id}' can't be ${word}`, node)
      }
      if (node.simple) this.define(target.id, DEF_ANNOT | DEF_LOCAL, target)
      else if (node.value !== null) this.define(target.id, DEF_LOCAL, target)
    } else this.expr(target)
    if (this.futures.annotations) this.enter('annotation', '_annotation', node.annotation, node.annotation)
    this.expr(node.annotation)
    if (this.futures.annotations) this.exit()
    this.optional(node.value)
  }

  private ifChain(node: If): void {
    for (let link = node; ;) {
      this.expr(link.test)
      this.body(link.body)
      const { orelse } = link
      const next = orelse.length === 1 ? orelse[0] : null
      if (next === null || next.tag !== Tag.If) return this.body(orelse)
      link = next
    }
  }

  private tryStatement(node: Try | TryStar): void {
    this.body(node.body)
    for (const handler of node.handlers) {
      this.optional(handler.type)
      if (handler.name !== null) this.define(handler.name, DEF_LOCAL, handler)
      this.body(handler.body)
    }
    this.body(node.orelse)
    this.body(node.finalbody)
  }

  private alias(node: alias): void {
    if (node.name === '*') {
      if (this.current.kind !== 'module') this.fail('import * only allowed at module level', node)
      return
    }
    const name = node.asname ?? node.name
    const dot = name.indexOf('.')
    this.define(dot < 0 ? name : name.slice(0, dot), DEF_IMPORT, node)
  }

  // Parameters and annotations

  private parameters(args: arguments_): void {
    for (const entry of args.posonlyargs) this.define(entry.arg, DEF_PARAM, entry)
    for (const entry of args.args) this.define(entry.arg, DEF_PARAM, entry)
    for (const entry of args.kwonlyargs) this.define(entry.arg, DEF_PARAM, entry)
    if (args.vararg !== null) {
      this.define(args.vararg.arg, DEF_PARAM, args.vararg)
      this.current.hasVarargs = true
    }
    if (args.kwarg !== null) {
      this.define(args.kwarg.arg, DEF_PARAM, args.kwarg)
      this.current.hasVarkeywords = true
    }
  }

  private annotations(node: FunctionDef | AsyncFunctionDef): void {
    const { args } = node
    if (this.futures.annotations) this.enter('annotation', '_annotation', node, node)
    for (const entry of args.posonlyargs) this.optional(entry.annotation)
    for (const entry of args.args) this.optional(entry.annotation)
    this.annotationOf(args.vararg)
    this.annotationOf(args.kwarg)
    for (const entry of args.kwonlyargs) this.optional(entry.annotation)
    this.optional(node.returns)
    if (this.futures.annotations) this.exit()
  }

  private annotationOf(entry: arg | null): void {
    if (entry !== null) this.optional(entry.annotation)
  }

  // Patterns

  private matchCase(node: match_case): void {
    this.pattern(node.pattern)
    this.optional(node.guard)
    this.body(node.body)
  }

  private pattern(node: pattern): void {
    switch (node.tag) {
      case Tag.MatchValue:
        return this.expr(node.value)
      case Tag.MatchSequence:
      case Tag.MatchOr:
        return this.patterns(node.patterns)
      case Tag.MatchStar:
        if (node.name !== null) this.define(node.name, DEF_LOCAL, node)
        return
      case Tag.MatchMapping:
        this.exprs(node.keys)
        this.patterns(node.patterns)
        if (node.rest !== null) this.define(node.rest, DEF_LOCAL, node)
        return
      case Tag.MatchClass:
        this.expr(node.cls)
        this.patterns(node.patterns)
        return this.patterns(node.kwd_patterns)
      case Tag.MatchAs:
        if (node.pattern !== null) this.pattern(node.pattern)
        if (node.name !== null) this.define(node.name, DEF_LOCAL, node)
    }
  }

  private patterns(nodes: readonly pattern[]): void {
    for (const node of nodes) this.pattern(node)
  }

  // Expressions

  private exprs(nodes: readonly expr[]): void {
    for (const node of nodes) this.expr(node)
  }

  private optional(node: expr | null): void {
    if (node !== null) this.expr(node)
  }

  private optionals(nodes: readonly (expr | null)[]): void {
    for (const node of nodes) if (node !== null) this.expr(node)
  }

  private keywords(nodes: readonly keyword[]): void {
    for (const node of nodes) this.expr(node.value)
  }

  private expr(start: expr): void {
    let node = start
    for (;;) {
      switch (node.tag) {
        case Tag.Name:
          return this.name(node)
        case Tag.Constant:
          return
        case Tag.BinOp:
        case Tag.Attribute:
        case Tag.Subscript:
        case Tag.Call:
          return this.chain(node)
        case Tag.UnaryOp:
          node = node.operand
          continue
        case Tag.BoolOp:
          return this.exprs(node.values)
        case Tag.Compare:
          this.expr(node.left)
          return this.exprs(node.comparators)
        case Tag.IfExp:
          this.expr(node.test)
          this.expr(node.body)
          node = node.orelse
          continue
        case Tag.Tuple:
        case Tag.List:
        case Tag.Set:
          return this.exprs(node.elts)
        case Tag.Dict:
          this.optionals(node.keys)
          return this.exprs(node.values)
        case Tag.Starred:
          node = node.value
          continue
        case Tag.Slice:
          this.optional(node.lower)
          this.optional(node.upper)
          return this.optional(node.step)
        case Tag.JoinedStr:
          return this.exprs(node.values)
        case Tag.FormattedValue:
          this.expr(node.value)
          return this.optional(node.format_spec)
        case Tag.Lambda:
          return this.lambda(node)
        case Tag.ListComp:
          return this.comprehension(node, 'listcomp', 'list')
        case Tag.SetComp:
          return this.comprehension(node, 'setcomp', 'set')
        case Tag.DictComp:
          return this.comprehension(node, 'dictcomp', 'dict')
        case Tag.GeneratorExp:
          return this.comprehension(node, 'genexpr', 'generator')
        case Tag.NamedExpr:
          return this.namedExpr(node)
        case Tag.Yield:
        case Tag.YieldFrom: {
          this.forbidInAnnotation('yield expression', node)
          this.optional(node.value)
          const { current } = this
          current.isGenerator = true
          if (current.comprehension !== 'none') {
            const where =
              current.comprehension === 'generator' ? 'generator expression' : `${current.comprehension} comprehension`
            this.fail(`'yield' inside ${where}`, node)
          }
          return
        }
        case Tag.Await:
          this.forbidInAnnotation('await expression', node)
          this.expr(node.value)
          this.current.isCoroutine = true
          return
        default:
          return
      }
    }
  }

  /** Operators and trailers: goes down the left operands first, then visits what hangs to the right on the way up. */
  private chain(start: expr): void {
    const links: expr[] = []
    let node = start
    for (;;) {
      if (node.tag === Tag.BinOp) {
        links.push(node)
        node = node.left
      } else if (node.tag === Tag.Subscript) {
        links.push(node)
        node = node.value
      } else if (node.tag === Tag.Call) {
        links.push(node)
        node = node.func
      } else if (node.tag === Tag.Attribute) node = node.value
      else break
    }
    this.expr(node)
    for (let index = links.length - 1; index >= 0; index--) {
      const link = links[index]
      if (link.tag === Tag.BinOp) this.expr(link.right)
      else if (link.tag === Tag.Subscript) this.expr(link.slice)
      else if (link.tag === Tag.Call) {
        this.exprs(link.args)
        this.keywords(link.keywords)
      }
    }
  }

  private name(node: Name): void {
    const isLoad = node.ctx.tag === Tag.Load
    this.define(node.id, isLoad ? USE : DEF_LOCAL, node)
    // `super` without arguments finds its class through the cell.
    if (isLoad && node.id === 'super' && this.current.isFunctionLike()) this.define('__class__', USE, node)
  }

  private lambda(node: Lambda): void {
    this.exprs(node.args.defaults)
    this.optionals(node.args.kw_defaults)
    this.owners.set(node, this.enter('function', 'lambda', node, node))
    this.parameters(node.args)
    this.expr(node.body)
    this.exit()
  }

  private comprehension(node: Comprehension, name: string, kind: ComprehensionKind): void {
    const [outermost] = node.generators
    this.iterable(outermost.iter)
    const scope = this.enter('function', name, node, node)
    this.owners.set(node, scope)
    scope.comprehension = kind
    if (outermost.is_async) scope.isCoroutine = true
    this.define('.0', DEF_PARAM, node)
    this.target(outermost.target)
    this.exprs(outermost.ifs)
    for (let index = 1; index < node.generators.length; index++) this.innerLoop(node.generators[index], scope)
    if (node.tag === Tag.DictComp) {
      this.expr(node.value)
      this.expr(node.key)
    } else this.expr(node.elt)
    scope.isGenerator = kind === 'generator'
    const awaits = scope.isCoroutine && !scope.isGenerator
    this.exit()
    if (awaits) this.current.isCoroutine = true
  }

  private innerLoop(node: comprehension, scope: Scope): void {
    this.target(node.target)
    this.iterable(node.iter)
    this.exprs(node.ifs)
    if (node.is_async) scope.isCoroutine = true
  }

  private target(node: expr): void {
    this.frame.inTarget = true
    this.expr(node)
    this.frame.inTarget = false
  }

  private iterable(node: expr): void {
    const { frame } = this
    frame.iterables++
    this.expr(node)
    frame.iterables--
  }

  private namedExpr(node: NamedExpr): void {
    this.forbidInAnnotation('named expression', node)
    if (this.frame.iterables > 0) {
      this.fail('assignment expression cannot be used in a comprehension iterable expression', node)
    }
    if (this.current.comprehension !== 'none') this.bindOutside((node.target as Name).id, node.target)
    this.expr(node.value)
    this.expr(node.target)
  }

  private forbidInAnnotation(what: string, at: Location): void {
    const { kind, description } = this.current
    if (kind === 'annotation') this.fail(`${what} cannot be used within an annotation`, at)
    if (kind === 'type_variable') this.fail(`${what} cannot be used within ${description}`, at)
    if (kind === 'type_alias') this.fail(`${what} cannot be used within a type alias`, at)
    if (kind === 'type_params') this.fail(`${what} cannot be used within the definition of a generic`, at)
  }
}
