/** Signatures of every form, and calls that suit them most of the time. */
import type { Choices } from '../choices.ts'
import type { Expressions } from '../program-expressions.ts'
import type { Place } from '../programs.ts'

export interface Signature {
  readonly text: string
  /** The arguments of a call. */
  readonly call: () => string
  readonly names: readonly string[]
}

const ANNOTATIONS = ['int', '"str"', 'log("annotation")', 'list[int]', 'int | None', 'i', '(lambda: 1)', 'zz']

export function annotation(c: Choices): string {
  return c.pick(ANNOTATIONS)
}

export function signature(c: Choices, e: Expressions, place: Place, annotated: boolean): Signature {
  const noted = (name: string): string => (annotated && c.chance(20) ? `${name}: ${annotation(c)}` : name)
  const given = (name: string): string => (name.includes(':') ? `${name} = ${e.int(place)}` : `${name}=${e.int(place)}`)
  const parts: string[] = []
  const positionalOnly = ['a', 'b'].slice(0, c.pick([0, 0, 1, 2]))
  const either = ['x', 'y', 'z'].slice(0, c.below(4))
  let defaults = false
  const required: string[] = []
  for (const name of [...positionalOnly, ...either]) {
    defaults ||= c.chance(35)
    if (!defaults) required.push(name)
    parts.push(defaults ? given(noted(name)) : noted(name))
    if (name === positionalOnly.at(-1)) parts.push('/')
  }
  const hasRest = c.chance(30)
  const keywordOnly = ['u', 'v'].slice(0, c.pick([0, 0, 1, 2]))
  if (hasRest) parts.push(annotated && c.chance(15) ? '*rest: *tuple[int, ...]' : noted('*rest'))
  else if (keywordOnly.length > 0) parts.push('*')
  const named: string[] = []
  for (const name of keywordOnly) {
    const isGiven = c.chance(50)
    if (!isGiven) named.push(name)
    parts.push(isGiven ? given(noted(name)) : noted(name))
  }
  const hasNamed = c.chance(25)
  if (hasNamed) parts.push(noted('**named'))
  const call = (): string => {
    const positional = required.filter((name) => positionalOnly.includes(name) || c.chance(60))
    const positionalCount = positional.length
    const wanted = [
      ...positional.map(() => e.int(place)),
      ...(hasRest && positionalCount === required.length && c.chance(40) ? c.many(1, 2, () => e.int(place)) : []),
      ...(c.chance(10) ? ['*p'] : []),
      ...(c.chance(5) ? ['0'] : []),
      ...required.filter((name) => !positional.includes(name)).map((name) => `${name}=${e.int(place)}`),
      ...named.filter(() => !c.chance(8)).map((name) => `${name}=${e.int(place)}`),
      ...(hasNamed && c.chance(50) ? [c.pick(['**{"w": 1}', 'extra=2', '**{"a": 3}', '**{1: 2}'])] : []),
      ...(c.chance(4) ? ['wrong=1'] : []),
    ]
    // A positional argument between named ones would be a mistake of the grammar.
    return wanted.sort((a, b) => Number(/^\w+=(?!=)|^\*\*/.test(a)) - Number(/^\w+=(?!=)|^\*\*/.test(b))).join(', ')
  }
  const names = [
    ...positionalOnly,
    ...either,
    ...(hasRest ? ['rest'] : []),
    ...keywordOnly,
    ...(hasNamed ? ['named'] : []),
  ]
  return { text: parts.join(', '), call, names }
}

/** Type parameters, or none. */
export function typeParameters(c: Choices, percent: number): string {
  if (!c.chance(percent)) return ''
  const parts = ['T', 'U', 'V']
    .slice(0, 1 + c.below(2))
    .map((name) => c.pick([name, `${name}: int`, `${name}: (int, str)`, `${name}: log("bound")`, `${name}: zz`]))
  let hasDefault = false
  const given = (text: string, values: readonly string[]): string => {
    hasDefault ||= c.chance(25)
    return hasDefault ? `${text} = ${c.pick(values)}` : text
  }
  const made = parts.map((each) => given(each, ['int', 'list[int]', 'log("default")', 'zz']))
  if (c.chance(20)) made.push(given('*Ts', ['*tuple[int, str]', 'tuple[int]']))
  if (c.chance(20)) made.push(given('**P', ['[int]', '...']))
  return `[${made.join(', ')}]`
}
