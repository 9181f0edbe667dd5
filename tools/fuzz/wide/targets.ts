/** Targets of every form in every statement that has some, with values that mostly suit. */
import type { Choices } from '../choices.ts'
import type { Place } from '../programs.ts'
import type { WideWriter } from './programs.ts'

interface Made {
  readonly target: string
  readonly value: string
}

const SINGLE = [
  'i',
  'j',
  'k',
  'p',
  'q',
  's',
  'y',
  'o.x',
  'o.z',
  'p[0]',
  'p[-1]',
  'o[i]',
  'o[i:j]',
  'p[1:]',
  'p[:0]',
  'o[1, 2]',
  'o[::2, ...]',
  'C.attribute',
  'p[log(0)]',
  'log(o).x',
  'show_call.attribute',
  '(i)',
  'end(o)[s]',
  'o[*p]',
]

function single(c: Choices): Made {
  const target = c.pick(SINGLE)
  const value = /^p\[.*:|^[pq]$/.test(target)
    ? c.pick(['[1, 2]', '[]', '(3,)', '[*p]', '"xy"'])
    : target === 's'
      ? c.pick(['"ab"', 's + "c"', 'f"{i}"'])
      : c.pick(['1', 'i', 'j', '0', 'log(2)', '-3'])
  return { target, value }
}

/** A target, some levels deep; `starred` where one of several may take the rest. */
export function target(c: Choices, levels: number): Made {
  if (levels === 0 || c.chance(45)) return single(c)
  const parts = c.many(1, 3, () => target(c, levels - 1))
  const targets = parts.map((each) => each.target)
  const values = parts.map((each) => each.value)
  if (c.chance(35)) {
    const at = c.below(targets.length + 1)
    targets.splice(at, 0, c.pick(['*q', '*o.x', '*p[1:]', '*y', '*o[0]', '*(k)', '*[i, *q]']))
    values.splice(at, 0, ...c.many(0, 3, () => '7'))
  }
  if (c.chance(6)) values.push('9')
  const made = `${values.join(', ')}${values.length === 1 ? ',' : ''}`
  return {
    target: c.chance(30) ? `[${targets.join(', ')}]` : `(${targets.join(', ')}${targets.length === 1 ? ',' : ''})`,
    value: c.pick([`(${made})`, `[${made}]`, `iter([${made}])`, `(x for x in (${made}))`]),
  }
}

const open = ({ target: text, value }: Made, c: Choices): Made =>
  /^\(.*\)$/.test(text) && text !== '(i)' && c.chance(60)
    ? { target: text.slice(1, -1), value }
    : { target: text, value }

function assignment(w: WideWriter, place: Place): void {
  const { c, e } = w
  const made = c.many(1, 3, () => open(target(c, 2), c))
  const value = c.chance(85) ? c.pick(made).value : e.any(place)
  w.put(
    place.depth,
    `${made.map((each) => each.target).join(' = ')} = ${c.chance(30) && !value.includes(' for ') ? value.replace(/^\((.*,.*)\)$/, '$1') : value}`,
  )
}

const OPERATORS = ['+', '-', '*', '/', '//', '%', '@', '&', '|', '^', '>>', '<<', '**']
const AUGMENTED: readonly (readonly [string, readonly string[]])[] = [
  ['i', ['1', 'j', '2.5', 'True', 'o', 's', 'p']],
  ['p', ['[4]', '(5,)', '"xy"', '2', 'o', 'i', 'p[:1]', 'None']],
  ['q', ['[i]', 'p', '0', 'range(2)']],
  ['s', ['"z"', '2', '(1,)', 's', 'i', '{"a": 1}']],
  ['o', ['1', 'o', 'p']],
  ['o.x', ['1', 'i', '2.0', '[1]']],
  ['o.missing', ['1']],
  ['o[i]', ['1', 'o']],
  ['o[i:j]', ['[1]', '2']],
  ['o[1, i]', ['1']],
  ['p[0]', ['1', 'i', '"s"', '2.5']],
  ['p[-1]', ['3', 'p']],
  ['p[1:]', ['[9]', 'p', '2']],
  ['p[::2]', ['[9]', '2']],
  ['log(p)[log(0)]', ['log(5)', 'i']],
  ['log(o).x', ['log(5)']],
  ['Slotted.a', ['1']],
  ['(i)', ['2']],
  ['undefined', ['1']],
]

function augmented(w: WideWriter, place: Place): void {
  const { c } = w
  const [text, values] = c.pick(AUGMENTED)
  const operator = c.pick(OPERATORS)
  const value =
    operator === '**' || operator === '<<'
      ? c.pick(['2', '0', '1', '-1'])
      : operator === '*'
        ? c.pick(['2', '0', '3', 'o', '"a"'])
        : c.pick(values)
  w.put(place.depth, `${text} ${operator}= ${value}`)
}

function annotated(w: WideWriter, place: Place): void {
  const { c, e } = w
  const text = c.pick(['y', 'i', '(i)', 'o.x', 'p[0]', 'o[i]', 'log(o).x', 'p[log(0)]', '(z)', 'log(o)[log(1)]'])
  w.put(
    place.depth,
    `${text}: ${c.pick(['int', 'log("note")', '"str"', 'list[int]', 'zz', 'lambda: 1', 'int if i else str', 'i < j'])}${c.chance(60) ? ` = ${c.pick([e.int(place), '*p, 1', 'log(4)'])}` : ''}`,
  )
}

function deletion(w: WideWriter, place: Place): void {
  const { c } = w
  const one = (): string =>
    c.pick([
      'y',
      'p[0]',
      'o.x',
      'o[i]',
      'o[i:j]',
      'p[:1]',
      'p[::2]',
      'o.name',
      'p[9]',
      'undefined',
      'log(o).x',
      'log(p)[log(0)]',
      'k',
      's[0]',
      'o[1, 2]',
      'C.attribute',
      'o[...]',
    ])
  const parts = c.many(1, 3, () =>
    c.chance(20) ? c.pick([`(${one()}, ${one()})`, `[${one()}]`, '()', '[]', `((${one()}),)`]) : one(),
  )
  w.put(place.depth, `del ${parts.join(', ')}`)
}

function loop(w: WideWriter, place: Place): void {
  const { c } = w
  const made = open(target(c, 2), c)
  const isAsync = (place.kind === 'coroutine' || place.kind === 'async generator') && c.chance(50)
  const values = c.chance(25) ? `${made.value}, *[]` : `[${made.value}]`
  w.put(place.depth, isAsync ? `async for ${made.target} in each(${made.value}):` : `for ${made.target} in ${values}:`)
  w.block({ ...place, loop: true, noJump: false, depth: place.depth + 1 }, 2)
  if (c.chance(20)) {
    w.put(place.depth, 'else:')
    w.block({ ...place, depth: place.depth + 1 }, 1)
  }
}

function managers(w: WideWriter, place: Place): void {
  const { c, e } = w
  const isAsync = (place.kind === 'coroutine' || place.kind === 'async generator') && c.chance(50)
  const one = (): string => {
    const made = target(c, 1)
    const manager = c.pick([
      () => `Manager(${made.value}, ${c.pick(['False', 'True', '[]', '1/0'])})`,
      () => `contextlib.nullcontext(${made.value})`,
      () => `contextlib.suppress(${c.pick(['Exception', 'ValueError', 'TypeError, KeyError'])})`,
      () => `yielder(${made.value})`,
      () => e.any(place),
      () => 'contextlib.ExitStack()',
      () => 'Context()',
    ])()
    return c.chance(65) ? `${manager} as ${made.target}` : manager
  }
  const parts = c.many(1, 3, one).join(', ')
  w.put(place.depth, `${isAsync ? 'async ' : ''}with ${c.chance(35) ? `(${parts}${c.chance(30) ? ',' : ''})` : parts}:`)
  w.block({ ...place, depth: place.depth + 1 }, 2)
}

export function targetStatement(w: WideWriter, place: Place): void {
  const makers = [assignment, assignment, augmented, augmented, annotated, deletion, loop, managers]
  w.c.pick(makers)(w, place)
}
