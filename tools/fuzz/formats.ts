/** Formatting: specifications of `format`, templates of `str.format`, f-strings and `%`. */
import { value, type Kind } from './values.ts'
import type { Choices } from './choices.ts'

/** `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`, mostly well formed. */
export function specification(c: Choices): string {
  const part = (percent: number, from: readonly string[]): string => (c.chance(percent) ? c.pick(from) : '')
  const spec =
    part(30, ['<', '>', '^', '=', '*<', ' >', '0^', 'é=', '😀>', '<<', '}>', '{<']) +
    part(25, ['+', '-', ' ']) +
    part(8, ['z']) +
    part(20, ['#']) +
    part(15, ['0']) +
    part(45, ['1', '5', '10', '20', '3', '0', '40', '9999999999999999999']) +
    part(20, [',', '_', ',_', ',,']) +
    part(35, ['.0', '.1', '.2', '.3', '.10', '.', '.17', '.50', '.99999999999']) +
    part(75, [
      'd',
      's',
      'f',
      'e',
      'g',
      'x',
      'b',
      'o',
      'c',
      'n',
      'E',
      'F',
      'G',
      'X',
      '%',
      'q',
      'r',
      'i',
      'u',
      'dd',
      '\x00',
      'é',
    ])
  return c.chance(4) ? spec + c.pick([' ', 'x', '5', '.', ',']) : spec
}

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\x00', '\\x00')}'`

const NUMBERS: readonly Kind[] = ['int', 'float', 'number', 'str', 'complex', 'bool', 'any', 'none', 'object']

function field(c: Choices): string {
  const name = c.pick([
    '',
    '0',
    '1',
    'a',
    '0[0]',
    'a.real',
    '0[a]',
    '0.x',
    'a[-1]',
    '2',
    '0.__class__',
    '[0]',
    'a[',
    '0]',
    'a..b',
    '00',
    '0[]',
    'é',
  ])
  const conversion = c.chance(25) ? c.pick(['!r', '!s', '!a', '!x', '!', '!rr']) : ''
  const spec = c.chance(50)
    ? `:${c.chance(15) ? c.pick(['{}', '{a}', '{0}{1}', '{', '{{}}', '>{a}', '.{0}']) : specification(c).replaceAll(/[{}]/g, '')}`
    : ''
  return `{${name}${conversion}${spec}}`
}

function template(c: Choices): string {
  return c.many(1, 3, () => (c.chance(70) ? field(c) : c.pick(['x', '{{', '}}', ' ', '{', '}', 'é', '\\n']))).join('')
}

function percentTemplate(c: Choices): string {
  const one = (): string => {
    const key = c.chance(12) ? c.pick(['(a)', '(b)', '(', '()', '((x))']) : ''
    const flags = c.chance(40) ? c.many(1, 2, () => c.pick(['-', '+', ' ', '#', '0'])).join('') : ''
    const width = c.chance(30) ? c.pick(['5', '10', '*', '1', '99999999999']) : ''
    const precision = c.chance(30) ? c.pick(['.2', '.0', '.', '.*', '.10', '.99999999999']) : ''
    const length = c.chance(6) ? c.pick(['l', 'h', 'L', 'll']) : ''
    return `%${key}${flags}${width}${precision}${length}${c.pick(['s', 'd', 'r', 'f', 'x', 'a', 'i', 'u', 'o', 'X', 'e', 'E', 'F', 'g', 'G', 'c', '%', 'b', 'y', '', 'é', ' '])}`
  }
  return c.many(1, 2, () => (c.chance(80) ? one() : c.pick(['a', '%%', 'é']))).join('')
}

/** An expression that formats something. */
export function formatting(c: Choices): string {
  const argument = (): string => value(c.pick(NUMBERS), c, 1)
  switch (c.below(7)) {
    case 0:
    case 1:
      return `format(${argument()}, ${quoted(specification(c))})`
    case 2:
      return `${quoted(template(c))}.format(${[...c.many(0, 2, argument), ...(c.chance(50) ? [`a=${argument()}`] : [])].join(', ')})`
    case 3: {
      const conversion = c.chance(20) ? c.pick(['!r', '!s', '!a']) : ''
      const spec = specification(c).replaceAll(/[{}\x00]/g, '')
      const inner = argument()
      if (inner.includes('\\') || inner.startsWith('{')) return `f"""{(${inner})${conversion}:${spec}}"""`
      return `f"""{${c.chance(20) ? inner + '=' : `(${inner})`}${conversion}:${spec}}"""`
    }
    case 4:
      return `${quoted(percentTemplate(c))} % ${argument()}`
    case 5:
      return `${quoted(percentTemplate(c))} % (${c.many(1, 3, argument).join(', ')},)`
    default: {
      const text = percentTemplate(c).replaceAll('é', 'e')
      const right = c.pick([
        () => argument(),
        () => `(${argument()}, ${argument()})`,
        () => "{b'a': 1, b'b': b'x'}",
        () => value('bytes', c),
      ])()
      return `${c.pick(['b', 'bytearray(b'])}${quoted(text)}${''} % ${right}`.replace(
        /^bytearray\(b('(?:\\.|[^'\\])*')/,
        'bytearray(b$1)',
      )
    }
  }
}
