/**
 * Cases of steps: a value and what can be done with it, a line each. Operators, methods, functions, subscripts, attributes,
 * formatting, with arguments that suit most of the time.
 */
import { type Argument, FUNCTIONS, METHODS, OF_ALL, WORDS } from './catalogue.ts'
import type { Choices } from './choices.ts'
import { formatting } from './formats.ts'
import { type Kind, splitWords, value } from './values.ts'

export interface Parameter {
  readonly kind: Argument | 'self'
  readonly keyword: string | undefined
  readonly optional: boolean
  readonly repeated: boolean
}

export interface Callable {
  readonly name: string
  readonly parameters: readonly Parameter[]
}

function readCallable(text: string): Callable {
  const [, name, list] = /^([\w.]+)\((.*)\)$/.exec(text) ?? []
  if (name === undefined) throw new Error(`no callable: ${text}`)
  const parameters = list.split(',').filter((each) => each !== '')
  return {
    name,
    parameters: parameters.map((each) => {
      const [, keyword, kind, mark] = /^(?:(\w+)=)?(\w+)([?*]?)$/.exec(each) ?? []
      // A literal stands for itself: `datetime(2020,1,1,tzinfo=any)`.
      return { keyword, kind: kind as Argument, optional: mark === '?', repeated: mark === '*' }
    }),
  }
}

const readAll = (text: string): Callable[] => text.trim().split(/ +/).map(readCallable)

const methods = Object.entries(METHODS).map(([kind, text]) => ({ kind: kind as Argument, callables: readAll(text) }))
const methodsOfAll = readAll(OF_ALL)
const functions = Object.entries(FUNCTIONS).map(([module, text]) => ({ module, callables: readAll(text) }))
const words = new Map(Object.entries(WORDS).map(([kind, text]) => [kind, splitWords(text)]))

export function argument(kind: Argument, c: Choices, depth = 1): string {
  if (/^\d/.test(kind)) return kind
  const list = words.get(kind)
  return list === undefined ? value(kind as Kind, c, depth) : c.pick(list)
}

/** The arguments of a call: those declared, and now and then one too many, one too few, or of a wrong kind. `receiver` makes those that are `self`. */
export function callArguments({ parameters }: Callable, receiver: () => string, c: Choices): string {
  const given: string[] = []
  const add = (p: Parameter): void => {
    const made = c.chance(7) ? value('any', c, 1) : p.kind === 'self' ? receiver() : argument(p.kind, c)
    given.push(p.keyword === undefined ? made : `${p.keyword}=${made}`)
  }
  for (const p of parameters) {
    if (p.repeated) {
      c.many(0, 3, () => add(p))
    } else if (p.optional && !c.chance(50)) break
    else add(p)
  }
  if (c.chance(3)) given.pop()
  if (c.chance(3)) given.push(argument('any', c))
  if (c.chance(1)) given.push(`${c.pick(['x', 'key', 'default', 'self'])}=${argument('any', c)}`)
  return given.join(', ')
}

const BINARY = [
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '@',
  '&',
  '|',
  '^',
  '>>',
  '<',
  '<=',
  '==',
  '!=',
  '>',
  '>=',
  'in',
  'not in',
  'and',
  'or',
]
const RESTRICTED = ['**', '<<']
const UNARY = ['-', '+', '~', 'not ']
/** Kinds of operands that have something to do with each other. */
const PAIRS: readonly (readonly [Argument, Argument])[] = [
  ['number', 'number'],
  ['int', 'int'],
  ['float', 'float'],
  ['real', 'real'],
  ['complex', 'real'],
  ['real', 'complex'],
  ['complex', 'complex'],
  ['str', 'str'],
  ['str', 'int'],
  ['list', 'list'],
  ['list', 'int'],
  ['tuple', 'tuple'],
  ['int', 'tuple'],
  ['set', 'set'],
  ['set', 'frozenset'],
  ['dict', 'dict'],
  ['view', 'view'],
  ['view', 'iterable'],
  ['bytes', 'bytes'],
  ['bytes', 'bytearray'],
  ['bytearray', 'bytes'],
  ['bytes', 'int'],
  ['memoryview', 'bytes'],
  ['memoryview', 'memoryview'],
  ['range', 'range'],
  ['slice', 'slice'],
  ['type', 'type'],
  ['alias', 'type'],
  ['object', 'any'],
  ['any', 'object'],
  ['decimal', 'decimal'],
  ['decimal', 'real'],
  ['fraction', 'real'],
  ['fraction', 'fraction'],
  ['date', 'date'],
  ['date', 'delta'],
  ['delta', 'delta'],
  ['delta', 'real'],
  ['deque', 'deque'],
  ['array', 'array'],
  ['counter', 'counter'],
  ['ordered', 'dict'],
  ['colour', 'colour'],
  ['any', 'any'],
  ['any', 'any'],
  ['point', 'tuple'],
  ['mappingproxy', 'dict'],
  ['time', 'time'],
  ['defaultdict', 'dict'],
]

const parenthesised = (expression: string): string =>
  /^[\w.]+$|^[[{(][^\]})]*[\]})]$|^'[^']*'$/.test(expression) && !/^\d/.test(expression)
    ? expression
    : `(${expression})`

function operation(c: Choices): string {
  const kinds = c.pick(PAIRS)
  if (c.chance(12)) return `${c.pick(UNARY)}${parenthesised(argument(kinds[0], c))}`
  const left = parenthesised(argument(kinds[0], c))
  if (c.chance(12)) return `${left} ${c.pick(RESTRICTED)} ${parenthesised(argument('small', c))}`
  return `${left} ${c.pick(BINARY)} ${parenthesised(argument(kinds[1], c))}`
}

const SUBSCRIPTED: readonly Argument[] = [
  'list',
  'str',
  'tuple',
  'bytes',
  'dict',
  'range',
  'bytearray',
  'memoryview',
  'any',
  'deque',
  'array',
  'type',
  'point',
  'view',
  'mappingproxy',
  'alias',
]

function subscript(c: Choices): string {
  if (c.chance(45)) {
    const bound = (): string =>
      c.chance(30)
        ? ''
        : c.pick(['0', '1', '-1', '2', '-2', '5', '-10', '10**20', 'None', "'a'", '1.0', 'Index(2)', 'True'])
    return `[${bound()}:${bound()}${c.chance(40) ? `:${bound()}` : ''}]`
  }
  return `[${c.chance(10) ? `${argument('int', c)}, ${argument('any', c)}` : argument(c.pick<Argument>(['int', 'any', 'str', 'slice', 'hashable']), c)}]`
}

/** Lines that do something with `x`. */
function mutation(c: Choices): string {
  switch (c.below(5)) {
    case 0:
      return `x${subscript(c)} = ${argument(c.pick<Argument>(['any', 'iterable', 'int', 'list', 'bytes']), c)}`
    case 1:
      return `del x${subscript(c)}`
    case 2:
      return `x ${c.pick(['+', '-', '*', '|', '&', '^', '//', '%', '/', '@', '>>'])}= ${argument(c.pick<Argument>(['any', 'int', 'iterable', 'list', 'set', 'str', 'float']), c)}`
    case 3:
      return c.pick([
        () => `a, b = x`,
        () => `a, *b = x; b`,
        () => `*a, b, c = x; (a, b, c)`,
        () => `[*x]`,
        () => `print_(*x)`,
        () => `(lambda **k: k)(**x)`,
        () => `{**x}`,
        () => `{*x}`,
        () => `[y for y in x]`,
        () => `for x[0] in [1]: x`,
        () => `dict(x)`,
      ])()
    default:
      return `x.${argument('path', c).slice(1, -1)}${c.chance(40) ? ` = ${argument('any', c)}` : ''}`
  }
}

const RECEIVERS = methods.map(({ kind }) => kind)

/** A case of some lines. */
export function steps(c: Choices): string {
  switch (c.below(12)) {
    case 0:
    case 1:
    case 2:
      return operation(c)
    case 3:
    case 4: {
      const { module, callables } = c.chance(50) ? functions[0] : c.pick(functions)
      const called = c.pick(callables)
      const prefix = module === 'builtins' || module === 'exceptions' ? '' : `${module}.`
      return `${prefix}${called.name}(${callArguments(called, () => argument('any', c), c)})`
    }
    case 5:
    case 6:
      return formatting(c)
    case 7:
      return `${parenthesised(argument(c.pick(SUBSCRIPTED), c))}${subscript(c)}`
    case 8: {
      const kind = c.chance(60) ? c.pick(SUBSCRIPTED) : c.pick(RECEIVERS)
      return [`x = ${argument(kind, c)}`, ...c.many(1, 3, () => mutation(c)), 'x'].join('\n')
    }
    default: {
      const { kind, callables } = c.chance(55) ? c.pick(methods.slice(0, 14)) : c.pick(methods)
      const call = (): string => {
        const called = c.chance(8) ? c.pick(methodsOfAll) : c.pick(callables)
        return `x.${called.name}(${callArguments(called, () => argument(kind, c), c)})`
      }
      return [`x = ${argument(kind, c)}`, ...c.many(1, 3, call), 'x'].join('\n')
    }
  }
}
