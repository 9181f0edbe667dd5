/** Expressions and patterns inside of programs, over the variables of programs.ts; `log` shows when they are evaluated. */
import type { Choices } from './choices.ts'
import type { Place } from './programs.ts'

export interface Expressions {
  int(place: Place): string
  list(place: Place): string
  any(place: Place): string
  call(place: Place): string
  assignment(place: Place): string
  raise(place: Place): string
  parameters(place: Place): string
  callArguments(place: Place): string
  pattern(depth: number): string
}

/** `more` makes expressions of another family of programs, or leaves it to this one. */
export function expressionWriter(c: Choices, more?: (e: Expressions, place: Place) => string | undefined): Expressions {
  let tag = 0
  let depth = 0
  /** Keeps expressions from growing without end. */
  const nested = (make: () => string, simple: () => string): string => {
    if (depth > 3) return simple()
    depth += 1
    const made = make()
    depth -= 1
    return made
  }
  const logged = (expression: string): string => `log("${tag++}", ${expression})`

  const int = (place: Place): string =>
    nested(
      () =>
        c.pick([
          () => c.pick(['0', '1', '2', '-1', '7', '255']),
          () => c.pick(['i', 'j', 'k']),
          () => logged(int(place)),
          () => `${int(place)} ${c.pick(['+', '-', '*', '//', '%', '&', '|', '^', '>>'])} ${int(place)}`,
          () => `(${int(place)} ${c.pick(['+', '-', '*', '//', '%'])} ${int(place)})`,
          () => `len(${list(place)})`,
          () => `(${int(place)} if ${any(place)} else ${int(place)})`,
          () => `(${int(place)} ${c.pick(['and', 'or'])} ${int(place)})`,
          () => (place.kind === 'class' ? 'i' : `(${c.pick(['i', 'j', 'k'])} := ${int(place)})`),
          () => `p[${c.pick(['0', 'i', '-1', '1'])}]`,
          () => `sum(x for x in ${list(place)})`,
          () => `(lambda x, y=${int(place)}: ${c.pick(['x + y', '(x, y)', 'x + i', 'log(x)'])})(${int(place)})`,
          () =>
            `(${int(place)} ${c.pick(['<', '==', '!=', '>='])} ${int(place)} ${c.pick(['<', '<=', 'is not', '!='])} ${int(place)})`,
          () => `next(iter(${list(place)})${c.chance(60) ? ', 0' : ''})`,
          () => `int(${c.pick(['s', '"12"', 'i', 'o'])})`,
          () => `max(${list(place)}, default=${int(place)})`,
          () => `-${int(place)}`,
        ])(),
      () => c.pick(['1', 'i', '0']),
    )

  const element = (place: Place): string =>
    nested(
      () =>
        c.pick([
          () => 'x',
          () => `x + ${int(place)}`,
          () => logged('x'),
          () => `(x, ${int(place)})`,
          () => `[y for y in range(x)]`,
          () => `(lambda: x)`,
          () => `(i := x)`,
        ])(),
      () => 'x',
    )

  const list = (place: Place): string =>
    nested(
      () =>
        c.pick([
          () => c.pick(['p', 'q', '[1, 2]', '[]']),
          () => `[${c.many(1, 3, () => (c.chance(25) ? `*${list(place)}` : int(place))).join(', ')}]`,
          () =>
            `[${place.kind === 'class' ? 'x' : element(place)} for x in ${list(place)}${c.chance(40) ? ` if ${c.pick(['x', 'x > i', 'log(x)', 'x % 2'])}` : ''}]`,
          () => `[(x, y) for x in ${list(place)} for y in ${c.pick(['p', '(1, 2)', 'range(2)', '[x]'])}]`,
          () => `${list(place)} + ${list(place)}`,
          () => `list(range(${int(place)} % 5))`,
          () => `${c.pick(['p', 'q'])}[${c.pick([':', '1:', ':-1', '::2', '::-1', 'i:j'])}]`,
          () =>
            `sorted(${list(place)}${c.chance(40) ? `, key=lambda x: ${c.pick(['-x', 'log(x)', 'i', 'str(x)'])}` : ''})`,
          () => `list(map(lambda x: x ${c.pick(['+', '*', '-'])} i, ${list(place)}))`,
          () => `[f() for f in [lambda: x for x in ${list(place)}]]`,
          () => `list({x: ${int(place)} for x in ${list(place)}}.items())`,
          () => logged(list(place)),
          () => `list(x for x in ${list(place)} if x)`,
          () => `[*${list(place)}, *s]`,
          () => `list(filter(None, ${list(place)}))`,
        ])(),
      () => c.pick(['p', '[1]', 'q']),
    )

  const any = (place: Place): string =>
    nested(
      () =>
        more?.(writer, place) ??
        c.pick([
          () => int(place),
          () => list(place),
          () =>
            c.pick([
              's',
              'None',
              'o',
              'True',
              '1.5',
              'o.x',
              '1/0',
              'zz',
              's[i]',
              '()',
              '[][0]',
              '{}["k"]',
              'None.x',
              'i()',
            ]),
          () => `(${c.many(1, 3, () => any(place)).join(', ')},)`,
          () =>
            `{${c.many(1, 2, () => `${int(place)}: ${any(place)}`).join(', ')}${c.chance(20) ? `, **{"k": ${int(place)}}` : ''}}`,
          () => `f"{${int(place)}}${c.pick(['', '{s!r:>5}', '{i:{j}}', '{i=}', '{{}}'])}"`,
          () => call(place),
          () => `o ${c.pick(['+', '-', '*', '<', '==', 'in', '@', '**', 'is', '>='])} ${any(place)}`,
          () => `${int(place)} ${c.pick(['+', '-', '<', '==', 'in', 'not in'])} o`,
          () => `not ${any(place)}`,
          () => `o[${c.pick([() => int(place), () => `${int(place)}:${int(place)}`, () => `${int(place)}, *p`])()}]`,
          () => `o.${c.pick(['x', 'y', 'z(1)', 'fail'])}`,
          () => `{${c.many(1, 3, () => int(place)).join(', ')}}`,
          () => `(${any(place)} if ${any(place)} else ${any(place)})`,
          () => `${int(place)} < ${any(place)} < ${int(place)}`,
          () => logged(any(place)),
          () => (place.kind === 'generator' && c.chance(40) ? `(yield ${int(place)})` : int(place)),
          () => (place.kind === 'coroutine' && c.chance(60) ? `await Later(${int(place)})` : int(place)),
        ])(),
      () => c.pick(['i', 'p', 's', 'o']),
    )

  const callArguments = (place: Place): string => {
    const positional = c.many(0, 3, () => (c.chance(20) ? `*${list(place)}` : int(place)))
    const names = ['x', 'y']
    const named = c.many(0, 2, () =>
      c.chance(15) ? `**{"${c.pick(['x', 'y', 'w'])}": ${int(place)}}` : `${names.shift()}=${int(place)}`,
    )
    const given = [...positional, ...(c.chance(40) ? named : [])]
    return given.join(', ')
  }

  const call = (place: Place): string =>
    nested(
      () =>
        c.pick([
          () => `(lambda *a, **k: (a, k))(${callArguments(place)})`,
          () => `show_call(${callArguments(place)})`,
          () => `o(${callArguments(place)})`,
          () => `o.method(${callArguments(place)})`,
          () => `two(${callArguments(place)})`,
          () => `log(${int(place)}, end)(${int(place)})`,
          () => `dict(${callArguments(place)})`,
          () => `p.append(${int(place)})`,
          () => `p.pop(${c.pick(['', '0', int(place)])})`,
          () => `s.join(map(str, ${list(place)}))`,
          () => `print_(*${list(place)}, *s)`,
        ])(),
      () => 'two(1)',
    )

  const assignment = (place: Place): string =>
    c.pick([
      () =>
        `${c.pick(['i, j', 'i, *p', '*p, i', '(i, j), k', '[i, j]', 'i, j, k', 'o.x, p[0]', 'i, (j, *q)'])} = ${c.pick([() => list(place), () => any(place), () => `${int(place)}, ${int(place)}`])()}`,
      () => `i, j = j, ${int(place)}`,
      () => `o[${int(place)}] = ${any(place)}`,
      () => `o.${c.pick(['x', 'y'])} = ${any(place)}`,
      () => `i = j = ${c.pick(['p[0]', 'k', 'o.x', 'o[1]'])} = ${int(place)}`,
      () => `p[${c.pick(['0', 'i', '1:2', ':', '::2', int(place)])}] = ${any(place)}`,
      () => `s = ${c.pick(['s + "x"', 'str(i)', `f"{${int(place)}}"`, '"x" * i'])}`,
      () => `o = Tracer(${any(place)})`,
      () => `${logged('o')}[${logged(int(place))}], ${logged('o')}.x = ${logged(int(place))}, ${logged(int(place))}`,
    ])()

  const raised = (place: Place): string =>
    c.pick([
      () =>
        `${c.pick(['ValueError', 'KeyError', 'TypeError', 'IndexError', 'StopIteration', 'Err', 'RuntimeError'])}(${c.chance(60) ? int(place) : ''})`,
      () =>
        c.pick([
          'ValueError',
          'StopIteration',
          'Err',
          'None',
          'i',
          'KeyError',
          'C',
          'ExceptionGroup("g", [Err()])',
          'GeneratorExit',
        ]),
    ])()
  const raise = (place: Place): string =>
    c.chance(15)
      ? 'raise'
      : `raise ${raised(place)}${c.chance(25) ? ` from ${c.pick(['None', 'Err()', 'ValueError', 'i', 'sys.exception()'])}` : ''}`

  const parameters = (place: Place): string => {
    const names = ['x', 'y', 'z'].slice(0, c.below(4))
    let defaults = false
    const positional = names.map((name) => {
      defaults ||= c.chance(50)
      return defaults ? `${name}=${int(place)}` : name
    })
    if (positional.length > 0 && c.chance(20)) positional.splice(1 + c.below(positional.length), 0, '/')
    if (c.chance(30)) positional.push('*a')
    else if (c.chance(15)) positional.push('*')
    if (positional.at(-1)?.startsWith('*')) positional.push(c.chance(50) ? `w=${int(place)}` : 'w=1')
    if (c.chance(25)) positional.push('**kw')
    return positional.join(', ')
  }

  const pattern = (levels: number): string =>
    levels === 0
      ? c.pick(['1', 'x', '_', 'None', '"ab"', '-1', '2.5', '1+2j'])
      : c.pick([
          () => c.pick(['1', '2 | 3', '"ab"', 'None', 'True', '-1']),
          () =>
            `[${c.many(0, 3, () => (c.chance(15) ? '*_' : pattern(0).replace('x', '_'))).join(', ')}]`.replace(
              /\*_(.*)\*_/,
              '*_$1_',
            ),
          () => `[${pattern(0).replace('x', '_')}, *rest]`,
          () => `(${pattern(levels - 1).replaceAll(/\b[xyrest]+\b/g, '_')}) as y`.replace('*_', '*_'),
          () => `int(${c.pick(['', 'x'])})`,
          () => `list() | tuple()`,
          () => `{${c.pick(['1: x', '"k": 2', '1: _, **rest', ''])}}`,
          () => `Tracer(x=x)`,
          () => `str() as x`,
          () => `Data(${c.pick(['1', 'x', 'x=1', '1, [2]'])})`,
          () => `Colour.RED | 1`,
          () => `(int() | str()) as x`,
          () => 'Point(x, y)',
        ])()

  const writer = { int, list, any, call, assignment, raise, parameters, callArguments, pattern }
  return writer
}
