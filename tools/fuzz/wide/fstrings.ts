/** F-strings: conversions, `=`, format specifications with fields of their own, quotes inside of quotes, several lines. */
import type { Choices } from '../choices.ts'
import type { Expressions } from '../program-expressions.ts'
import type { Place } from '../programs.ts'

/** A replacement field; nothing in it has a lambda or a walrus outside of parentheses. */
function field(c: Choices, e: Expressions, place: Place, depth: number): string {
  const value = c.pick([
    () => c.pick(['i', 's', 'o', 'p', 'j']),
    () => `(${e.any(place)})`,
    () => `(${e.int(place)})`,
    () => (depth > 0 ? fString(c, e, place, depth - 1) : 's'),
    () =>
      c.pick([
        '"a" "b"',
        '{1: i}[1]',
        '(lambda: i)()',
        's[0]',
        '*p, i',
        '1, 2',
        'i if j else k',
        'not i',
        'i != j',
        'i == j',
        '(y := j)',
      ]),
  ])()
  const space = value.startsWith('{') ? ' ' : ''
  const equals = c.chance(25) ? c.pick(['=', ' = ', '= ']) : ''
  const conversion = c.chance(30) ? c.pick(['!r', '!s', '!a']) : ''
  const spec = c.chance(45)
    ? `:${c.many(1, 3, () => c.pick(['>10', '^{j}', '{k}', '.{k}', '#x', 'd', 's', '{"<"}{i + 8}', '{s!r:>4}', '%Y', '*^8', '<', '{j}.{k}f', ' ', ''])).join('')}`
    : ''
  return `{${space}${value}${equals}${conversion}${spec}}`
}

export function fString(c: Choices, e: Expressions, place: Place, depth = 1): string {
  const quote = c.pick(['"', "'", '"""', "'''"])
  const prefix = c.pick(['f', 'F', 'rf', 'fR'])
  const text = (): string =>
    c.pick([
      '',
      'a',
      ' ',
      '{{',
      '}}',
      '\\N{DIGIT ONE}'.slice(prefix.length > 1 ? 14 : 0),
      '\\n',
      '\\x41',
      'é',
      '%s',
      quote.length === 3 ? '\n' : 't',
    ])
  const parts = c.many(1, 3, () => (c.chance(65) ? field(c, e, place, depth) : text()))
  // A quote at the end of a string in three quotes would end it too early.
  const made = `${prefix}${quote}${parts.join('')}${quote}`
  return c.chance(12) ? `${made} ${c.pick(["'tail'", '"{not}"', 'f"{i}"'])}` : made
}
