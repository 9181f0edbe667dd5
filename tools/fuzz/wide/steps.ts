/**
 * The wide family of steps: every member of every built-in type, and every function of built-in modules, as members.ts reads them.
 * A value, three or four things done with it, and what it is then.
 */
import type { Argument } from '../catalogue.ts'
import type { Choices } from '../choices.ts'
import { argument, type Callable, callArguments } from '../expressions.ts'
import { formatting, specification } from '../formats.ts'
import { splitWords } from '../values.ts'
import { type BuiltinType, MODULES, type Member, TYPES } from './members.ts'

const TYPES_BY_NAME = new Map(TYPES.map((each) => [each.name, { ...each, words: splitWords(each.receivers) }]))
const FUNCTIONS = MODULES.filter(({ callables }) => callables.length > 0)
/** Types that have most to do: half of the cases are about them. */
const COMMON = TYPES.filter(({ members }) => members.length > 45)
const EXCEPTIONS = TYPES.filter(({ name }) => /^builtins\..*(Error|Warning|Exit|Iteration|Interrupt)$/.test(name))
const OTHERS = TYPES.filter((each) => !EXCEPTIONS.includes(each))

export function receiver(type: BuiltinType, c: Choices): string {
  const word = c.pick(TYPES_BY_NAME.get(type.name)!.words)
  return word.startsWith('@') ? argument(word.slice(1) as Argument, c) : word
}

/** The parameters with values of the type itself where another one is asked for. */
function argumentsFor(callable: Callable, type: BuiltinType | undefined, c: Choices): string {
  const own = (): string => (type === undefined ? argument('any', c) : receiver(type, c))
  return callArguments(callable, own, c)
}

function use(member: Member, type: BuiltinType, c: Choices): string {
  const { name, callable } = member
  if (callable === undefined) {
    return c.pick([
      () => `x.${name}`,
      () => `x.${name}`,
      () => `x.${name} = ${argument('any', c)}`,
      () => `del x.${name}`,
      () => `x.${name} = x.${name}`,
    ])()
  }
  if (name === '__new__') return `type(x)(${argumentsFor(callable, type, c)})`
  const given = argumentsFor(callable, type, c)
  return c.chance(10) ? `type(x).${name}(x${given === '' ? '' : `, ${given}`})` : `x.${name}(${given})`
}

const UNARY = ['-', '+', '~', 'not ']
/** Iterators without an end, which nothing may go through. */
const ENDLESS = /^itertools\.(count|cycle|repeat)$/
const BINARY = '+ - / // % @ & | ^ >> < <= == != > >= is in'.split(' ').map((each) => ` ${each} `)
const BY_VALUE =
  'len iter next repr str hash bool int float complex bytes list tuple set sorted reversed callable type abs ascii bin oct hex ord chr sum min max any all enumerate dict frozenset bytearray memoryview round divmod_ copy.copy copy.deepcopy again reduced operator.index operator.length_hint math.floor math.trunc json.dumps isinstance_ format zip map_ print_ iter_next vars_ slice range aiter operator.truth operator.not_ classmethod staticmethod str.join_'.split(
    ' ',
  )

/** Something that is done with the value `x`. */
function step(type: BuiltinType, c: Choices): string {
  const other = (): string => (c.chance(50) ? receiver(type, c) : argument('any', c))
  if (ENDLESS.test(type.name))
    return c.chance(20) ? c.pick(['next(x)', 'copy.copy(x)', 'repr(x)', 'bool(x)']) : use(c.pick(type.members), type, c)
  const small = (): string => argument('small', c)
  switch (c.below(14)) {
    case 0:
      return c.chance(20) ? `x ${c.pick(['*', '**', '<<'])} (${small()})` : `x${c.pick(BINARY)}(${other()})`
    case 1:
      return c.chance(10)
        ? `(${c.pick(['0', '1', '-1', 'True'])}) ${c.pick(['**', '<<'])} x`
        : `(${other()})${c.pick(BINARY)}x`
    case 2:
      return c.chance(20)
        ? `x ${c.pick(['*', '**', '<<'])}= ${small()}`
        : `x ${c.pick(['+', '-', '/', '//', '%', '@', '&', '|', '^', '>>'])}= ${other()}`
    case 3:
      return c.pick([
        () => `${c.pick(UNARY)}x`,
        () => `x[${argument('any', c)}]`,
        () => `x[${argument('slice', c)}] = ${other()}`,
        () => `x[${argument('int', c)}] = ${argument('any', c)}`,
        () => `del x[${argument('any', c)}]`,
        () => `x(${c.many(0, 2, () => argument('any', c)).join(', ')})`,
        () => `x, *y = x`,
        () => `[*x, *x]`,
        () => `{**x}`,
        () => `print_(*x, **x)`,
        () => `x.zz`,
        () => `x.zz = 1`,
        () => `with x as y: y`,
        () => `for y in x: y`,
        () => `assert x, x`,
        () => `raise x`,
        () => `exec('try:\\n 1/0\\nexcept x:\\n 2')`,
      ])()
    case 4: {
      const f = c.pick(BY_VALUE)
      if (f === 'divmod_') return `divmod(x, ${other()})`
      if (f === 'isinstance_') return `isinstance(${other()}, x)`
      if (f === 'map_') return `map(x, ${argument('iterable', c)})`
      if (f === 'iter_next') return 'next(iter(x))'
      if (f === 'vars_') return 'x.__dict__'
      if (f === 'str.join_') return "','.join(x)"
      return `${f}(x)`
    }
    case 5:
      return c.chance(50)
        ? `format(x, '${specification(c).replaceAll(/['\\\x00]/g, '')}')`
        : c.chance(50)
          ? `f'{x${c.pick(['', '!r', '!s', '!a', '='])}:${c.pick(['', '>10', '^5', 'd', '.2f', 's', 'x', '%Y', ',', '<<3', '=+8'])}}'`
          : formatting(c).replaceAll(/\bC\(\)/g, 'x')
    default:
      return use(c.pick(type.members), type, c)
  }
}

/** A case of some lines. */
export function wideSteps(c: Choices): string {
  const head = 'from wide.vocabulary import *'
  if (c.chance(22)) {
    const { name, callables } = c.chance(30) ? FUNCTIONS[0] : c.pick(FUNCTIONS)
    const calls = c.many(1, 3, () => {
      const called = c.pick(callables)
      const prefix = name === 'builtins' ? '' : `__import__('${name}').`
      return `${prefix}${called.name}(${argumentsFor(called, undefined, c)})`
    })
    return [head, ...calls].join('\n')
  }
  const type = c.chance(45) ? c.pick(COMMON) : c.chance(12) ? c.pick(EXCEPTIONS) : c.pick(OTHERS)
  return [head, `x = ${receiver(type, c)}`, ...c.many(1, 4, () => step(type, c)), 'x'].join('\n')
}
