/**
 * Regenerates the source of expressions and patterns.
 *
 * Every expression is written for a place that demands a least binding strength; one that binds more loosely gets
 * parentheses. The strengths are those of the grammar, loosest first.
 *
 * What stays true: the text is CPython 3.13's `ast.unparse`, character by character, so the few places where that one
 * writes more parentheses than needed, or uses a strength of its own, are followed here.
 *
 * ref: expressions#operator-precedence; lib: ast#ast.unparse
 */
import { CodePointString, EllipsisLiteral, NAMES, Tag } from '../generated/ast.ts'
import type {
  Constant,
  FormattedValue,
  Lambda,
  arguments_,
  comprehension,
  expr,
  keyword,
  pattern,
} from '../generated/ast.ts'
import type { arg, boolop, cmpop, operator, unaryop } from '../generated/ast.ts'
import { reprConstant } from './constants.ts'
import { ALL_QUOTES, MULTILINE_QUOTES, quote } from './quotes.ts'

// Binding strengths.
const NAMED = 1
export const TUPLE = 2
export const YIELD = 3
export const TEST = 4
const OR = 5
const AND = 6
const NOT = 7
const COMPARISON = 8
const BIT_OR = 9
const BIT_XOR = 10
const BIT_AND = 11
const SHIFT = 12
const ARITHMETIC = 13
const TERM = 14
const FACTOR = 15
const POWER = 16
const AWAIT = 17
const ATOM = 18

interface Operator {
  readonly sign: string
  readonly strength: number
}

const BINARY: ReadonlyMap<number, Operator> = new Map([
  [Tag.Add, { sign: '+', strength: ARITHMETIC }],
  [Tag.Sub, { sign: '-', strength: ARITHMETIC }],
  [Tag.Mult, { sign: '*', strength: TERM }],
  [Tag.MatMult, { sign: '@', strength: TERM }],
  [Tag.Div, { sign: '/', strength: TERM }],
  [Tag.Mod, { sign: '%', strength: TERM }],
  [Tag.FloorDiv, { sign: '//', strength: TERM }],
  [Tag.LShift, { sign: '<<', strength: SHIFT }],
  [Tag.RShift, { sign: '>>', strength: SHIFT }],
  [Tag.BitOr, { sign: '|', strength: BIT_OR }],
  [Tag.BitXor, { sign: '^', strength: BIT_XOR }],
  [Tag.BitAnd, { sign: '&', strength: BIT_AND }],
  [Tag.Pow, { sign: '**', strength: POWER }],
])

const UNARY: ReadonlyMap<number, Operator> = new Map([
  [Tag.Not, { sign: 'not ', strength: NOT }],
  [Tag.Invert, { sign: '~', strength: FACTOR }],
  [Tag.UAdd, { sign: '+', strength: FACTOR }],
  [Tag.USub, { sign: '-', strength: FACTOR }],
])

const COMPARE: ReadonlyMap<number, string> = new Map([
  [Tag.Eq, '=='],
  [Tag.NotEq, '!='],
  [Tag.Lt, '<'],
  [Tag.LtE, '<='],
  [Tag.Gt, '>'],
  [Tag.GtE, '>='],
  [Tag.Is, 'is'],
  [Tag.IsNot, 'is not'],
  [Tag.In, 'in'],
  [Tag.NotIn, 'not in'],
])

/** The sign of a binary operator, as in `+`; also used for `+=`. */
export function binarySign(op: operator): string {
  return BINARY.get(op.tag)!.sign
}

/** The source of an expression at a place that demands `strength`. */
export function expression(node: expr, strength: number = TEST): string {
  switch (node.tag) {
    case Tag.Name:
      return node.id
    case Tag.Constant:
      return constant(node)
    case Tag.Attribute: {
      const value = expression(node.value, ATOM)
      // `1.real` would start a float.
      return (isInteger(node.value) ? value + ' .' : value + '.') + node.attr
    }
    case Tag.Call: {
      const parts = [...node.args.map((entry) => expression(entry)), ...node.keywords.map(keywordArgument)]
      return `${expression(node.func, ATOM)}(${parts.join(', ')})`
    }
    case Tag.Subscript: {
      const { slice } = node
      const isOpen = slice.tag === Tag.Tuple && slice.elts.length > 0
      return `${expression(node.value, ATOM)}[${isOpen ? elements(slice.elts) : expression(slice)}]`
    }
    case Tag.Starred:
      return '*' + expression(node.value, BIT_OR)
    case Tag.BinOp:
      return binary(node.left, node.op, node.right, strength)
    case Tag.UnaryOp:
      return unary(node.op, node.operand, strength)
    case Tag.BoolOp:
      return boolean(node.op, node.values, strength)
    case Tag.Compare:
      return compare(node.left, node.ops, node.comparators, strength)
    case Tag.IfExp: {
      const test = expression(node.test, TEST + 1)
      const text = `${expression(node.body, TEST + 1)} if ${test} else ${expression(node.orelse, TEST)}`
      return enclosed(text, TEST, strength)
    }
    case Tag.NamedExpr:
      return enclosed(`${expression(node.target, ATOM)} := ${expression(node.value, ATOM)}`, NAMED, strength)
    case Tag.Lambda:
      return enclosed(lambda(node), TEST, strength)
    case Tag.Await:
      return enclosed(`await ${expression(node.value, ATOM)}`, AWAIT, strength)
    case Tag.Yield:
      return enclosed(node.value === null ? 'yield' : `yield ${expression(node.value, ATOM)}`, YIELD, strength)
    case Tag.YieldFrom:
      return enclosed(`yield from ${expression(node.value, ATOM)}`, YIELD, strength)
    case Tag.Tuple: {
      const text = elements(node.elts)
      return node.elts.length === 0 ? '()' : enclosed(text, TUPLE, strength)
    }
    case Tag.List:
      return `[${expressions(node.elts)}]`
    case Tag.Set:
      // Empty braces are a dict, and the name `set` may mean something else.
      return node.elts.length === 0 ? '{*()}' : `{${expressions(node.elts)}}`
    case Tag.Dict:
      return `{${node.keys.map((key, index) => dictItem(key, node.values[index])).join(', ')}}`
    case Tag.ListComp:
      return `[${expression(node.elt)}${loops(node.generators)}]`
    case Tag.SetComp:
      return `{${expression(node.elt)}${loops(node.generators)}}`
    case Tag.GeneratorExp:
      return `(${expression(node.elt)}${loops(node.generators)})`
    case Tag.DictComp:
      return `{${expression(node.key)}: ${expression(node.value)}${loops(node.generators)}}`
    case Tag.Slice: {
      const lower = node.lower === null ? '' : expression(node.lower)
      const upper = node.upper === null ? '' : expression(node.upper)
      return node.step === null ? `${lower}:${upper}` : `${lower}:${upper}:${expression(node.step)}`
    }
    case Tag.JoinedStr:
      return joinedStr(node.values)
    case Tag.FormattedValue:
      return formattedValue(node)
  }
}

function enclosed(text: string, own: number, demanded: number): string {
  return demanded > own ? `(${text})` : text
}

/** Expressions between commas. */
export function expressions(nodes: readonly expr[]): string {
  return nodes.map((node) => expression(node)).join(', ')
}

/** The inside of a tuple: a single element keeps its comma. */
function elements(nodes: readonly expr[]): string {
  return nodes.length === 1 ? expression(nodes[0]) + ',' : expressions(nodes)
}

// Operators

function binary(left: expr, op: operator, right: expr, demanded: number): string {
  const { sign, strength } = BINARY.get(op.tag)!
  const isRightBound = op.tag === Tag.Pow
  const leftText = expression(left, isRightBound ? strength + 1 : strength)
  const rightText = expression(right, isRightBound ? strength : strength + 1)
  return enclosed(`${leftText} ${sign} ${rightText}`, strength, demanded)
}

function unary(op: unaryop, operand: expr, demanded: number): string {
  const { sign, strength } = UNARY.get(op.tag)!
  return enclosed(sign + expression(operand, strength), strength, demanded)
}

function boolean(op: boolop, values: readonly expr[], demanded: number): string {
  const own = op.tag === Tag.And ? AND : OR
  // Each operand is written for a stronger place than the one before: `a or (b or c)` keeps its shape.
  const parts = values.map((value, index) => expression(value, Math.min(own + 1 + index, ATOM)))
  return enclosed(parts.join(op.tag === Tag.And ? ' and ' : ' or '), own, demanded)
}

function compare(left: expr, ops: readonly cmpop[], comparators: readonly expr[], demanded: number): string {
  let text = expression(left, COMPARISON + 1)
  for (let index = 0; index < ops.length; index++) {
    text += ` ${COMPARE.get(ops[index].tag)!} ${expression(comparators[index], COMPARISON + 1)}`
  }
  return enclosed(text, COMPARISON, demanded)
}

// Displays, calls, functions

function dictItem(key: expr | null, value: expr): string {
  return key === null ? '**' + expression(value, BIT_OR) : `${expression(key)}: ${expression(value)}`
}

function loops(generators: readonly comprehension[]): string {
  return generators.map(loopText).join('')
}

/** One `for` part of a comprehension, with the space before it. */
export function loopText({ is_async, target, iter, ifs }: comprehension): string {
  let text = `${is_async ? ' async for ' : ' for '}${expression(target, TUPLE)} in ${expression(iter, TEST + 1)}`
  for (const condition of ifs) text += ` if ${expression(condition, TEST + 1)}`
  return text
}

/** `name=value` or `**value` in a call or class statement. */
export function keywordArgument(node: keyword): string {
  return (node.arg === null ? '**' : node.arg + '=') + expression(node.value)
}

function lambda(node: Lambda): string {
  const head = parameters(node.args)
  return `${head === '' ? 'lambda' : 'lambda ' + head}: ${expression(node.body, TEST)}`
}

/** The parameters of a function, without the parentheses. */
export function parameters(args: arguments_): string {
  const parts: string[] = []
  const positional = [...args.posonlyargs, ...args.args]
  const firstDefault = positional.length - args.defaults.length
  positional.forEach((entry, index) => {
    parts.push(parameter(entry) + defaultValue(args.defaults[index - firstDefault]))
    if (index + 1 === args.posonlyargs.length) parts.push('/')
  })
  if (args.vararg !== null) parts.push('*' + parameter(args.vararg))
  else if (args.kwonlyargs.length > 0) parts.push('*')
  args.kwonlyargs.forEach((entry, index) => parts.push(parameter(entry) + defaultValue(args.kw_defaults[index])))
  if (args.kwarg !== null) parts.push('**' + parameter(args.kwarg))
  return parts.join(', ')
}

/** One parameter with its annotation. */
export function parameter(node: arg): string {
  return node.annotation === null ? node.arg : `${node.arg}: ${expression(node.annotation)}`
}

function defaultValue(value: expr | null | undefined): string {
  return value === null || value === undefined ? '' : '=' + expression(value)
}

// Constants and f-strings

function constant(node: Constant): string {
  if (node.value === EllipsisLiteral) return '...'
  return (node.kind === 'u' ? 'u' : '') + reprConstant(node.value)
}

function isInteger(node: expr): boolean {
  if (node.tag !== Tag.Constant) return false
  const kind = typeof node.value
  return kind === 'number' || kind === 'bigint' || kind === 'boolean'
}

function formattedValue(node: FormattedValue): string {
  const value = expression(node.value, TEST + 1)
  // Two opening braces in a row would mean a brace.
  const gap = value.startsWith('{') ? ' ' : ''
  const conversion = node.conversion === -1 ? '' : '!' + String.fromCodePoint(node.conversion)
  const format = node.format_spec === null ? '' : ':' + formatSpec(node.format_spec)
  return `{${gap}${value}${conversion}${format}}`
}

function formatSpec(node: expr): string {
  return partsOf(node, (text) =>
    text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('"', '\\"').replaceAll('\n', '\\n'),
  )
}

/** The text of a piece of an f-string: braces doubled, `finish` applied to literal text. */
function partsOf(node: expr, finish: (text: string) => string): string {
  if (node.tag === Tag.JoinedStr) return node.values.map((value) => partsOf(value, finish)).join('')
  if (node.tag === Tag.Constant && typeof node.value === 'string') {
    return finish(node.value.replaceAll('{', '{{').replaceAll('}', '}}'))
  }
  if (node.tag === Tag.Constant && node.value instanceof CodePointString) {
    return finish(String.fromCodePoint(...node.value.codePoints))
  }
  if (node.tag === Tag.FormattedValue) return formattedValue(node)
  throw new TypeError(`unexpected node inside JoinedStr: ${NAMES[node.tag]}`)
}

function joinedStr(values: readonly expr[]): string {
  const texts = values.map((value) => partsOf(value, (text) => text))
  let quotes: readonly string[] = ALL_QUOTES
  const parts: string[] = []
  for (let index = 0; index < values.length; index++) {
    const text = texts[index]
    if (values[index].tag === Tag.Constant) {
      const chosen = quote(text, quotes, true)
      if (!chosen.quotes.some((mark) => quotes.includes(mark))) return unquotable(values, texts)
      quotes = chosen.quotes
      parts.push(chosen.text)
    } else {
      if (text.includes('\n')) quotes = quotes.filter((mark) => MULTILINE_QUOTES.includes(mark))
      parts.push(text)
    }
  }
  return `f${quotes[0]}${parts.join('')}${quotes[0]}`
}

/** An f-string whose parts agree on no quote: `repr` escapes the quotes of the literal parts. */
function unquotable(values: readonly expr[], texts: readonly string[]): string {
  const parts = texts.map((text, index) =>
    // A double quote in front makes `repr` choose single quotes.
    values[index].tag === Tag.Constant ? reprConstant('"' + text).slice(2, -1) : text,
  )
  return `f'''${parts.join('')}'''`
}

// Patterns

/** The source of a `case` pattern at a place that demands `strength`. */
export function patternText(node: pattern, strength: number = TEST): string {
  switch (node.tag) {
    case Tag.MatchValue:
      return expression(node.value)
    case Tag.MatchSingleton:
      return reprConstant(node.value)
    case Tag.MatchSequence:
      return `[${patterns(node.patterns)}]`
    case Tag.MatchStar:
      return '*' + (node.name ?? '_')
    case Tag.MatchMapping: {
      const parts = node.keys.map((key, index) => `${expression(key)}: ${patternText(node.patterns[index])}`)
      if (node.rest !== null) parts.push('**' + node.rest)
      return `{${parts.join(', ')}}`
    }
    case Tag.MatchClass: {
      const parts = node.patterns.map((entry) => patternText(entry))
      node.kwd_attrs.forEach((name, index) => parts.push(`${name}=${patternText(node.kwd_patterns[index])}`))
      return `${expression(node.cls, ATOM)}(${parts.join(', ')})`
    }
    case Tag.MatchAs: {
      if (node.name === null) return '_'
      if (node.pattern === null) return node.name
      return enclosed(`${patternText(node.pattern, BIT_OR)} as ${node.name}`, TEST, strength)
    }
    case Tag.MatchOr:
      return enclosed(node.patterns.map((entry) => patternText(entry, BIT_OR + 1)).join(' | '), BIT_OR, strength)
  }
}

function patterns(nodes: readonly pattern[]): string {
  return nodes.map((node) => patternText(node)).join(', ')
}
