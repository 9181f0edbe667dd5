/**
 * Errors that CPython finds while compiling although the tree alone shows them: a `return` outside of a function, an
 * `await` in the wrong place, two starred targets, a repeated keyword. One pass after scope analysis finds them all,
 * so that a compiler to bytecode can take every tree for valid.
 *
 * The walk follows the order in which CPython compiles (values before targets, class bodies before base classes,
 * default values before bodies), because the first error is the one that is reported. It goes exactly where the
 * compiler goes: annotations that are not evaluated are not checked.
 *
 * What stays true: an inlined comprehension belongs to the unit around it.
 *
 * ref: simple_stmts, compound_stmts; CPython: Python/compile.c
 */
import { Tag } from '../generated/ast.ts'
import type {
  AnnAssign,
  AsyncFor,
  AsyncFunctionDef,
  AsyncWith,
  Attribute,
  AugAssign,
  Call,
  ClassDef,
  DictComp,
  For,
  FunctionDef,
  GeneratorExp,
  If,
  Lambda,
  ListComp,
  Return,
  SetComp,
  Try,
  TryStar,
  TypeAlias,
  With,
  arguments_,
  comprehension,
  expr,
  keyword,
  mod,
  stmt,
  type_param,
} from '../generated/ast.ts'
import { guardNesting } from '../nesting.ts'
import { constantType } from './constant-type.ts'
import { isFutureStatement, leadingFutures } from './future.ts'
import type { Location, ScopeTable } from './scope.ts'
import type { WarningSink as ErrorSink } from '../parser/parser.ts'
import { fault } from './fault.ts'
import { type WarningSink, checkAssert, checkCallee, checkCompare, checkSubscript } from './suspicious.ts'
import { GROUP_HANDLER, LOOP, OTHER, UnitStack } from './units.ts'
import { validateCases } from './validate-patterns.ts'

type FunctionNode = FunctionDef | AsyncFunctionDef
type Comprehension = ListComp | SetComp | DictComp | GeneratorExp

/** Options of `validate`. */
export interface ValidateOptions {
  /** Source lines for errors. */
  readonly lineText?: ((lineno: number) => string | null) | null
  /** `await` and its relatives are allowed in the module itself (`PyCF_ALLOW_TOP_LEVEL_AWAIT`). */
  readonly allowTopLevelAwait?: boolean
  readonly onWarning?: ErrorSink
}

/** Targets an unpacking can have before its starred one. */
const MAX_BEFORE_STAR = 256

/** Throws the first error of a tree whose scopes are known; reports suspicious code as warnings. */
export function validate(tree: mod, scopes: ScopeTable, options: ValidateOptions = {}): void {
  guardNesting(' during compilation', () => new Validator(tree, scopes, options).tree(tree))
}

class Validator extends UnitStack {
  private readonly scopes: ScopeTable
  private readonly warn: WarningSink | null
  private readonly earlyFutures: ReadonlySet<stmt>

  constructor(tree: mod, scopes: ScopeTable, options: ValidateOptions) {
    super(scopes, options.lineText ?? null, options.allowTopLevelAwait ?? false)
    this.scopes = scopes
    const { onWarning } = options
    const origin = { filename: scopes.filename, lineText: options.lineText ?? null }
    this.warn =
      onWarning === undefined
        ? null
        : (category, message, lineno, at) => onWarning(category, message, lineno, fault(message, at, origin))
    this.earlyFutures = new Set<stmt>(leadingFutures(tree))
  }

  tree(tree: mod): void {
    if (tree.tag === Tag.Expression) this.expr(tree.body)
    else if (tree.tag === Tag.Module || tree.tag === Tag.Interactive) this.body(tree.body)
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
        return this.returnStatement(node)
      case Tag.Delete:
        return this.exprs(node.targets)
      case Tag.Assign:
        this.expr(node.value)
        return this.exprs(node.targets)
      case Tag.AugAssign:
        return this.augAssign(node)
      case Tag.AnnAssign:
        return this.annAssign(node)
      case Tag.For:
      case Tag.AsyncFor:
        return this.forLoop(node)
      case Tag.While:
        this.push(LOOP, node)
        this.expr(node.test)
        this.body(node.body)
        this.pop()
        // The test is compiled once more behind the body.
        if (this.warn !== null) this.expr(node.test)
        return this.body(node.orelse)
      case Tag.If:
        return this.ifChain(node)
      case Tag.With:
      case Tag.AsyncWith:
        return this.withBlock(node)
      case Tag.Match:
        this.expr(node.subject)
        return validateCases(node.cases, this, (entry) => {
          this.optional(entry.guard)
          this.body(entry.body)
        })
      case Tag.Raise:
        this.optional(node.exc)
        return this.optional(node.cause)
      case Tag.Try:
      case Tag.TryStar:
        return this.tryBlock(node)
      case Tag.Assert:
        if (this.warn !== null) checkAssert(node, this.warn)
        this.expr(node.test)
        return this.optional(node.msg)
      case Tag.Import:
        for (const { name, asname } of node.names) this.store(asname ?? name.split('.', 1)[0], node)
        return
      case Tag.ImportFrom:
        if (isFutureStatement(node) && !this.earlyFutures.has(node)) {
          this.fail('from __future__ imports must occur at the beginning of the file', node)
        }
        for (const { name, asname } of node.names) this.store(asname ?? name, node)
        return
      case Tag.Expr:
        return this.expr(node.value)
      case Tag.Break:
        if (!this.unwind(true, node)) this.fail("'break' outside loop", node)
        return
      case Tag.Continue:
        if (!this.unwind(true, node)) this.fail("'continue' not properly in loop", node)
    }
  }

  private returnStatement(node: Return): void {
    const { value } = node
    const { scope } = this.unit
    if (!scope.isFunctionLike()) this.fail("'return' outside function", node)
    let at: Location = node
    if (value !== null) {
      if (scope.isCoroutine && scope.isGenerator) this.fail("'return' with value in async generator", node)
      if (constantType(value) === null) this.expr(value)
      else if (value.lineno === node.lineno) at = value
    }
    this.unwind(false, at)
  }

  private functionDef(node: FunctionNode): void {
    const { args } = node
    this.parameterNames(args)
    this.exprs(node.decorator_list)
    this.exprs(args.defaults)
    this.optionals(args.kw_defaults)
    const outer = this.unit
    if (node.type_params.length > 0) this.enterTypeParams(node, node.type_params)
    if (!this.scopes.futures.annotations) this.annotations(node)
    const isAsync = node.tag === Tag.AsyncFunctionDef
    const scope = this.scopes.of(node)
    this.enter(scope, isAsync ? 'async' : 'function')
    // Generators and coroutines run inside a block that catches StopIteration.
    if (scope.isGenerator || scope.isCoroutine) this.push(OTHER, node)
    this.body(node.body)
    this.unit = outer
    this.store(node.name, node)
  }

  private parameterNames(args: arguments_): void {
    for (const entry of args.posonlyargs) this.store(entry.arg, entry)
    for (const entry of args.args) this.store(entry.arg, entry)
    if (args.vararg !== null) this.store(args.vararg.arg, args.vararg)
    for (const entry of args.kwonlyargs) this.store(entry.arg, entry)
    if (args.kwarg !== null) this.store(args.kwarg.arg, args.kwarg)
  }

  private annotations(node: FunctionNode): void {
    const { args } = node
    for (const entry of args.args) this.optional(entry.annotation)
    for (const entry of args.posonlyargs) this.optional(entry.annotation)
    const star = args.vararg?.annotation ?? null
    // `*args: *Ts` annotates with the unpacked value.
    this.optional(star !== null && star.tag === Tag.Starred ? star.value : star)
    for (const entry of args.kwonlyargs) this.optional(entry.annotation)
    this.optional(args.kwarg?.annotation ?? null)
    this.optional(node.returns)
  }

  private classDef(node: ClassDef): void {
    this.exprs(node.decorator_list)
    const outer = this.unit
    if (node.type_params.length > 0) this.enterTypeParams(node, node.type_params)
    const around = this.enter(this.scopes.of(node), 'class')
    this.body(node.body)
    this.unit = around
    this.keywordNames(node.keywords)
    this.elements(node.bases)
    for (const { value } of node.keywords) this.expr(value)
    this.unit = outer
    this.store(node.name, node)
  }

  private typeAlias(node: TypeAlias): void {
    const outer = this.unit
    if (node.type_params.length > 0) this.enterTypeParams(node, node.type_params)
    this.enter(this.scopes.of(node), 'annotation')
    this.expr(node.value)
    this.unit = outer
    if (node.name.tag === Tag.Name) this.store(node.name.id, node)
  }

  private enterTypeParams(node: FunctionNode | ClassDef | TypeAlias, params: readonly type_param[]): void {
    this.enter(this.scopes.typeParams(node), 'annotation')
    const { unit } = this
    for (const param of params) {
      if (param.tag === Tag.TypeVar && param.bound !== null) {
        this.enter(this.scopes.of(param), 'annotation')
        this.expr(param.bound)
        this.unit = unit
      }
      const { default_value } = param
      if (default_value !== null) {
        this.enter(this.scopes.defaultOf(param), 'annotation')
        const isStarred = param.tag === Tag.TypeVarTuple && default_value.tag === Tag.Starred
        this.expr(isStarred ? default_value.value : default_value)
        this.unit = unit
      }
      this.store(param.name, param)
    }
  }

  private augAssign(node: AugAssign): void {
    const { target } = node
    if (target.tag === Tag.Attribute) this.expr(target.value)
    else if (target.tag === Tag.Subscript) {
      this.expr(target.value)
      this.expr(target.slice)
    }
    this.expr(node.value)
    if (target.tag === Tag.Name) this.store(target.id, target)
  }

  private annAssign(node: AnnAssign): void {
    const { target } = node
    if (node.value !== null) {
      this.expr(node.value)
      this.expr(target)
    }
    const isEvaluated = !this.scopes.futures.annotations && !this.unit.scope.isFunctionLike()
    if (target.tag === Tag.Name) {
      this.store(target.id, node)
      if (node.simple && isEvaluated) return this.expr(node.annotation)
    } else if (target.tag === Tag.Attribute) {
      this.store(target.attr, node)
      if (node.value === null) this.expr(target.value)
    } else if (target.tag === Tag.Subscript && node.value === null) {
      this.expr(target.value)
      this.expr(target.slice)
    }
    if (!node.simple && isEvaluated) this.expr(node.annotation)
  }

  private forLoop(node: For | AsyncFor): void {
    if (node.tag === Tag.AsyncFor) this.requireAsync('async for', node)
    this.push(LOOP, node)
    this.expr(node.iter)
    this.expr(node.target)
    this.body(node.body)
    this.pop()
    this.body(node.orelse)
  }

  private ifChain(node: If): void {
    for (let link = node; ;) {
      this.expr(link.test)
      this.body(link.body)
      const next = link.orelse.length === 1 ? link.orelse[0] : null
      if (next === null || next.tag !== Tag.If) return this.body(link.orelse)
      link = next
    }
  }

  private withBlock(node: With | AsyncWith): void {
    if (node.tag === Tag.AsyncWith) this.requireAsync('async with', node)
    for (const { context_expr, optional_vars } of node.items) {
      this.expr(context_expr)
      this.push(OTHER, context_expr)
      this.optional(optional_vars)
    }
    this.body(node.body)
    for (let count = node.items.length; count > 0; count--) this.pop()
  }

  private tryBlock(node: Try | TryStar): void {
    if (node.finalbody.length === 0) return this.handlers(node)
    this.push(OTHER, node, node.finalbody)
    if (node.handlers.length > 0) this.handlers(node)
    else this.body(node.body)
    this.pop()
    // There is a copy for each way out, which says what is suspicious in it once more; that for the exceptional case stands in a block of
    // its own.
    if (this.warn !== null) this.body(node.finalbody)
    this.push(OTHER, node)
    this.body(node.finalbody)
    this.pop()
  }

  protected override leaveFinally(body: readonly stmt[]): void {
    if (this.warn !== null) this.body(body)
  }

  private handlers(node: Try | TryStar): void {
    this.push(OTHER, node)
    this.body(node.body)
    this.pop()
    // The handlers of groups come before what is done without an exception.
    const isGroups = node.tag === Tag.TryStar
    if (!isGroups) this.body(node.orelse)
    this.push(isGroups ? GROUP_HANDLER : OTHER, node)
    const last = node.handlers.length - 1
    node.handlers.forEach((handler, index) => {
      if (handler.type === null && index < last) this.fail("default 'except:' must be last", handler)
      this.optional(handler.type)
      if (handler.name !== null) this.store(handler.name, handler)
      this.push(OTHER, handler)
      this.body(handler.body)
      this.pop()
    })
    this.pop()
    if (isGroups) this.body(node.orelse)
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

  /** Expressions among which starred ones may stand. */
  private elements(nodes: readonly expr[]): void {
    for (const node of nodes) this.expr(node.tag === Tag.Starred ? node.value : node)
  }

  expr(start: expr): void {
    let node = start
    for (;;) {
      switch (node.tag) {
        case Tag.Name:
          if (node.id === '__debug__') this.debugName(node.ctx.tag, node)
          return
        case Tag.Constant:
          return
        case Tag.Attribute:
        case Tag.BinOp:
        case Tag.Call:
        case Tag.Subscript:
          return this.chain(node)
        case Tag.UnaryOp: {
          // Each of several `not` turns the comparison round.
          let { operand } = node
          let negated = node.op.tag === Tag.Not
          while (operand.tag === Tag.UnaryOp && operand.op.tag === Tag.Not) {
            negated = !negated
            operand = operand.operand
          }
          if (negated && operand.tag === Tag.Compare && operand.ops.length === 1) {
            if (this.warn !== null) checkCompare(operand, this.warn, true)
            this.expr(operand.left)
            return this.exprs(operand.comparators)
          }
          node = operand
          continue
        }
        case Tag.BoolOp:
          return this.exprs(node.values)
        case Tag.Compare:
          if (this.warn !== null) checkCompare(node, this.warn)
          this.expr(node.left)
          return this.exprs(node.comparators)
        case Tag.IfExp:
          this.expr(node.test)
          this.expr(node.body)
          node = node.orelse
          continue
        case Tag.NamedExpr:
          this.expr(node.value)
          node = node.target
          continue
        case Tag.Tuple:
        case Tag.List:
          if (node.ctx.tag === Tag.Store) this.unpacking(node.elts, node)
          return this.elements(node.elts)
        case Tag.Set:
          return this.elements(node.elts)
        case Tag.Dict:
          for (let index = 0; index < node.keys.length; index++) {
            this.optional(node.keys[index])
            this.expr(node.values[index])
          }
          return
        case Tag.Starred:
          return this.fail(
            node.ctx.tag === Tag.Store
              ? 'starred assignment target must be in a list or tuple'
              : "can't use starred expression here",
            node,
          )
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
        case Tag.SetComp:
        case Tag.DictComp:
        case Tag.GeneratorExp:
          return this.comprehension(node)
        case Tag.Yield:
          if (!this.unit.scope.isFunctionLike()) this.fail("'yield' outside function", node)
          return this.optional(node.value)
        case Tag.YieldFrom:
          if (!this.unit.scope.isFunctionLike()) this.fail("'yield from' outside function", node)
          if (this.unit.kind === 'async') this.fail("'yield from' inside async function", node)
          node = node.value
          continue
        case Tag.Await:
          if (!this.isTopLevelAwait()) {
            const { scope, kind } = this.unit
            if (!scope.isFunctionLike()) this.fail("'await' outside function", node)
            if (kind !== 'async' && kind !== 'comprehension') this.fail("'await' outside async function", node)
          }
          node = node.value
          continue
        default:
          return
      }
    }
  }

  private debugName(context: number, at: Location): void {
    if (context === Tag.Store) this.fail('cannot assign to __debug__', at)
    if (context === Tag.Del) this.fail('cannot delete __debug__', at)
  }

  private unpacking(targets: readonly expr[], at: Location): void {
    const star = targets.findIndex((target) => target.tag === Tag.Starred)
    if (star < 0) return
    if (star >= MAX_BEFORE_STAR) this.fail('too many expressions in star-unpacking assignment', at)
    if (targets.some((target, index) => index > star && target.tag === Tag.Starred)) {
      this.fail('multiple starred expressions in assignment', at)
    }
  }

  /** Operators and trailers: what comes before the operands on the way down, what comes after them on the way up. */
  private chain(start: expr): void {
    const links: expr[] = []
    let node = start
    for (;;) {
      if (node.tag === Tag.BinOp) {
        links.push(node)
        node = node.left
      } else if (node.tag === Tag.Attribute) {
        links.push(node)
        node = node.value
      } else if (node.tag === Tag.Subscript) {
        if (this.warn !== null && node.ctx.tag === Tag.Load) checkSubscript(node.value, node.slice, this.warn)
        links.push(node)
        node = node.value
      } else if (node.tag === Tag.Call) {
        this.keywordNames(node.keywords)
        if (this.warn !== null) checkCallee(node.func, this.warn)
        links.push(node)
        node = node.func
      } else break
    }
    this.expr(node)
    for (let index = links.length - 1; index >= 0; index--) this.link(links[index])
  }

  private link(node: expr): void {
    switch (node.tag) {
      case Tag.BinOp:
        return this.expr(node.right)
      case Tag.Attribute:
        if (node.attr === '__debug__' && node.ctx.tag === Tag.Store) this.store(node.attr, attributeLocation(node))
        return
      case Tag.Subscript:
        return this.expr(node.slice)
      case Tag.Call:
        return this.callArguments(node)
    }
  }

  private callArguments(node: Call): void {
    this.elements(node.args)
    for (const { value } of node.keywords) this.expr(value)
  }

  private keywordNames(keywords: readonly keyword[]): void {
    for (let index = 0; index < keywords.length; index++) {
      const entry = keywords[index]
      const { arg } = entry
      if (arg === null) continue
      this.store(arg, entry)
      for (let later = index + 1; later < keywords.length; later++) {
        if (keywords[later].arg === arg) this.fail(`keyword argument repeated: ${arg}`, keywords[later])
      }
    }
  }

  private lambda(node: Lambda): void {
    this.parameterNames(node.args)
    this.exprs(node.args.defaults)
    this.optionals(node.args.kw_defaults)
    const outer = this.enter(this.scopes.of(node), 'lambda')
    this.expr(node.body)
    this.unit = outer
  }

  private comprehension(node: Comprehension): void {
    const scope = this.scopes.of(node)
    const [{ iter }] = node.generators
    const outer = this.unit
    const isAllowed = outer.kind === 'async' || outer.kind === 'comprehension' || this.isTopLevelAwait()
    if (scope.isInlined) this.expr(iter)
    if (scope.isCoroutine && node.tag !== Tag.GeneratorExp && !isAllowed) {
      this.fail('asynchronous comprehension outside of an asynchronous function', node)
    }
    if (scope.isInlined) return this.loops(node)
    this.enter(scope, 'comprehension')
    this.loops(node)
    this.unit = outer
    this.expr(iter)
  }

  private loops(node: Comprehension): void {
    let opened = 0
    node.generators.forEach((generator: comprehension, index: number) => {
      if (generator.is_async) {
        this.push(OTHER, node)
        opened++
      }
      if (index > 0) this.expr(generator.iter)
      this.expr(generator.target)
      this.exprs(generator.ifs)
    })
    if (node.tag === Tag.DictComp) {
      this.expr(node.key)
      this.expr(node.value)
    } else this.expr(node.elt)
    for (; opened > 0; opened--) this.pop()
  }
}

/** Where errors point for an attribute: to its own line if the value ends on an earlier one. */
function attributeLocation(node: Attribute): Location {
  const { attr, lineno, end_lineno, end_col_offset } = node
  if (end_lineno === null || end_col_offset === null || lineno === end_lineno) return node
  return { lineno: end_lineno, col_offset: end_col_offset - attr.length, end_lineno, end_col_offset }
}
