/** Expressions of every kind, in every place: those of programs that the first family does not make. */
import type { Choices } from '../choices.ts'
import { type Expressions, expressionWriter } from '../program-expressions.ts'
import type { Place } from '../programs.ts'
import { fString } from './fstrings.ts'
import { signature } from './signatures.ts'

const CONSTANTS =
  '1j 2.5e-3 0x1F 0b101 0o17 1_000 10**20 -2**63 ... NotImplemented b"x" b"a"b"b" rb"\\d" "\\N{BULLET}" "\\u00e9" r"\\n" "a""b" \'\'\'q\'\'\' __debug__ __name__ True False None int Exception 1e400 0.0 -0.0 ()'.split(
    ' ',
  )
const ARITHMETIC = '+ - * / // % @ & | ^ >>'.split(' ')
const COMPARISONS = ['<', '<=', '==', '!=', '>', '>=', 'is', 'is not', 'in', 'not in']

/** Where neither `yield` nor `await` nor a name of an enclosing class is allowed. */
const inner = (place: Place): Place => ({ ...place, kind: 'function', loop: false })

/** The clauses of a comprehension over `x`. */
function clauses(c: Choices, e: Expressions, place: Place): string {
  const source = (): string =>
    c.pick([
      () => c.pick(['p', 'q', 's', '(1, 2)', 'range(3)', '{1: 2}', 'Loop(2)']),
      () => `[${c.many(0, 3, () => c.pick(['i', 'j', '0', 's'])).join(', ')}]`,
    ])()
  const condition = (): string =>
    c.chance(35)
      ? ` if ${c.pick(['x', 'i', 'x != j', 'log(x)', 'not x', '(i if j else k)', 'isinstance(x, int)'])}`
      : ''
  const more = c.many(0, 1, () =>
    c.pick([
      () => ` for y in ${c.pick(['[x]', 'range(2)', 'p', 's'])}${condition()}`,
      () => ` for (y, *z) in ${c.pick(['[(x, 1)]', '["ab"]', '[[]]', 'zip(p, p)'])}`,
      () => ` for o.x in [x]`,
      () => ` for y, in [[x]]`,
    ])(),
  )
  const target = c.pick(['x', 'x', 'x', 'x, *_', '(x)', '[x, _]'])
  const from = target.includes('_') ? c.pick(['zip(p, s)', '[(1, 2)]', 'enumerate(s)', '["ab"]']) : source()
  void e
  void place
  return `for ${target} in ${from}${condition()}${more.join('')}`
}

const element = (c: Choices, place: Place): string =>
  c.pick([
    'x',
    '(x, i)',
    'log(x)',
    '[y for y in [x, x]]',
    '{x}',
    'lambda: x',
    '(lambda y=x: (x, y))()',
    'f"{x}{i!r:>3}"',
    '(x for _ in (1,))',
    'o[x]',
    '[(x, y) for y in p if y]',
    place.kind === 'class' ? 'x' : '(last := x)',
    'x if i else j',
    '-x',
  ])

function lambda(c: Choices, e: Expressions, place: Place): string {
  const { text, call } = signature(c, e, inner(place), false)
  const body = c.pick(['i', '(j, s)', 'log("called")', 'locals()', '[*p]', '(yield)', 'lambda: i', 'sorted(locals())'])
  const made = `(lambda${text === '' ? '' : ` ${text}`}: ${body})`
  return body === '(yield)' ? `list(${made}(${call()}))` : `${made}(${call()})`
}

function subscript(c: Choices, e: Expressions, place: Place): string {
  const bound = (): string =>
    c.pick(
      ['', '', '1', '-1', 'i', 'j', 'None', () => `(${e.int(place)})`].map((each) =>
        typeof each === 'string' ? each : each(),
      ),
    )
  const slice = (): string => `${bound()}:${bound()}${c.chance(40) ? `:${bound()}` : ''}`
  const parts = c.many(1, 3, () => c.pick([slice, () => e.int(place), () => '*p', () => '...', () => '*q'])())
  return c.pick([
    () => `o[${parts.join(', ')}${c.chance(15) ? ',' : ''}]`,
    () => `${c.pick(['p', 's', 'q', '(1, 2, 3)', 'b"abc"', 'range(9)', '[*p, *p]'])}[${slice()}]`,
  ])()
}

function call(c: Choices, e: Expressions, place: Place): string {
  const callee = c.pick([
    'show_call',
    'two',
    'o',
    'o.method',
    'dict',
    '(lambda *a, **k: (a, k))',
    'print_',
    'end',
    'C().method',
    'i',
    'str',
    'max',
    '"{} {x}".format',
  ])
  const part = (): string =>
    c.pick([
      () => e.int(place),
      () => '*p',
      () => '*s',
      () => `*[${e.int(place)}]`,
      () => `**{"${c.pick(['x', 'y', 'zz'])}": ${e.int(place)}}`,
      () => `${c.pick(['x', 'y', 'z', 'key'])}=${e.int(place)}`,
      () => '**Mapping()',
      () => '*None',
      () => '**p',
    ])()
  const parts = c.many(0, 4, part)
  if (c.chance(15))
    return `${c.pick(['list', 'sum', 'max', 'tuple', 'set', 'print_', 'two', 'any'])}(${element(c, inner(place))} ${clauses(c, e, place)})`
  // No positional argument may follow a named one.
  const rank = (each: string): number => (/^\*\*|^\w+=(?!=)/.test(each) ? 1 : 0)
  const names = new Set<string>()
  const unique = parts.filter((each) => {
    const name = /^(\w+)=(?!=)/.exec(each)?.[1]
    return name === undefined || (!names.has(name) && names.add(name))
  })
  return `${callee}(${unique.sort((a, b) => rank(a) - rank(b)).join(', ')})`
}

function operation(c: Choices, e: Expressions, place: Place): string {
  const operand = (): string =>
    c.pick([() => e.int(place), () => c.pick(['i', 'j', 'o', 's', 'p', '1.5', '2j']), () => `(${e.any(place)})`])()
  return c.pick([
    () => `${operand()} ${c.pick(ARITHMETIC)} ${operand()}`,
    () => `(${operand()}) ** ${c.pick(['2', '0', '-1', '0.5', 'True'])}`,
    () => `(${operand()}) << ${c.pick(['1', '0', 'i % 8', '-1'])}`,
    () =>
      `${c.pick(['~', '+', '-', 'not ', '- -', '~+', 'not not '])}${c.pick(['i', 'j', 'o', 's', 'p', '1.5', 'True', '(1, )'])}`,
    () =>
      c
        .many(2, 4, () => (c.chance(30) ? `(${e.any(place)})` : c.pick(['i', 'j', 'k', 'o', 'p', 's', '0', 'None'])))
        .reduce((a, b) => `${a} ${c.pick(COMPARISONS)} ${b}`),
    () =>
      c
        .many(2, 4, () => (c.chance(40) ? `(${e.any(place)})` : c.pick(['i', 'o', 'p', '0', 's', '[]'])))
        .reduce((a, b) => `${a} ${c.pick(['and', 'or'])} ${b}`),
  ])()
}

function display(c: Choices, e: Expressions, place: Place): string {
  const item = (): string => (c.chance(30) ? c.pick(['*p', '*s', '*()', '*{1: 2}', '*Loop(2)']) : e.int(place))
  return c.pick([
    () => `[${c.many(1, 3, item).join(', ')}]`,
    () => `(${c.many(1, 3, item).join(', ')},)`,
    () => `sorted({${c.many(1, 3, item).join(', ')}}, key=str)`,
    () =>
      `{${c.many(1, 3, () => (c.chance(30) ? c.pick(['**{1: 2}', '**Mapping()', '**{}', '**p']) : `${e.int(place)}: ${e.int(place)}`)).join(', ')}}`,
  ])()
}

function comprehension(c: Choices, e: Expressions, place: Place): string {
  const made = element(c, inner(place))
  const parts = clauses(c, e, place)
  return c.pick([
    () => `[${made} ${parts}]`,
    () => `sorted({str(x) ${parts}})`,
    () => `{${c.pick(['x', 'str(x)', 'i'])}: ${made} ${parts}}`,
    () => `list(${made} ${parts})`,
    () => `list(map(lambda f: f() if callable(f) else f, [${made} ${parts}]))`,
  ])()
}

/** What only stands in functions that can be suspended. */
function suspension(c: Choices, e: Expressions, place: Place): string {
  const isAsync = place.kind === 'coroutine' || place.kind === 'async generator'
  if (isAsync)
    return c.pick([
      () => `(await Later(${e.int(place)}))`,
      () => `[x async for x in Loop(${c.pick(['2', '3', 'i % 3'])})${c.chance(40) ? ' if await Later(x)' : ''}]`,
      () => `sorted({x async for x in Loop(2)})`,
      () => `{x: await Later(x) async for x in Loop(2)}`,
      () => `[x async for x in (y async for y in Loop(2))]`,
      () => `[[await Later(y) for y in (x, i)] async for x in Loop(2)]`,
      () => `[x for x in [await Later(i)]]`,
      () => `f"{await Later(i)!r:>{await Later(4)}}"`,
      () => `await anext(aiter(Loop(2)))`,
      () => `await anext(Loop(0), "none")`,
      () => `log(await Later(1), await Later(2))`,
      () => `(await Later(i) and await Later(j))`,
    ])()
  if (place.kind === 'generator')
    return c.pick([
      () => `(yield)`,
      () => `(yield ${e.int(place)})`,
      () => `(yield from ${c.pick(['p', 'inner()', 'Delegate(2)', '"ab"', 'None', 'Delegate(2, "send")'])})`,
      () => `[(yield i), (yield j)]`,
      () => `f"{(yield i)}"`,
      () => `log((yield i) or (yield j), ${e.int(place)})`,
      () => `(yield *p, i)`,
      () => `(lambda x: x)((yield))`,
    ])()
  return e.int(place)
}

/** The expressions of the first family and these. */
export function wideExpressions(c: Choices): Expressions {
  return expressionWriter(c, (e, place) => {
    if (!c.chance(55)) return undefined
    return c.pick([
      () => c.pick(CONSTANTS),
      () => operation(c, e, place),
      () => operation(c, e, place),
      () => display(c, e, place),
      () => comprehension(c, e, place),
      () => comprehension(c, e, place),
      () => lambda(c, e, place),
      () => subscript(c, e, place),
      () => call(c, e, place),
      () => call(c, e, place),
      () => fString(c, e, place),
      () => fString(c, e, place),
      () => suspension(c, e, place),
      () => suspension(c, e, place),
      () => `(${e.int(place)} if ${e.any(place)} else ${e.any(place)})`,
      () =>
        c.pick(
          ['(i := j)', '(n := i + 1, n)', '(y := (n := i))', '[n := 1, n]'].slice(0, place.kind === 'class' ? 3 : 4),
        ),
      () =>
        c.pick([
          'o.x.y',
          'o.x',
          'type(o).__name__',
          's.upper().lower()',
          'list[int] | None',
          'dict[str, i]',
          'C().method(1).x',
          '(1).real',
          '1 .real',
          'o.__class__.__mro__',
        ]),
    ])()
  })
}
