/** Wrong sources from right ones: a few random changes of tokens, characters and lines. The same seed gives the same. */

/** Numbers below a limit, from a seed. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    // xorshift32 with a step that leaves zero.
    state = (state + 0x9e3779b9) >>> 0
    let x = state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) % limit
  }
}

const PIECES = [
  ...'( ) [ ] { } , : ; . = == := + - * ** / // % @ & | ^ ~ < > <= >= != -> ... ! $ ?'.split(' '),
  ...'if elif else for while in is not and or def class return yield await async with as try except finally raise'.split(
    ' ',
  ),
  ...'lambda import from global nonlocal del pass break continue assert None True False match case type print _'.split(
    ' ',
  ),
  'x',
  'f',
  '1',
  '0x1',
  '1.5',
  '2j',
  "'a'",
  'b"b"',
  "f'{x}'",
  "f'",
  "'",
  '"""',
  '{x!r:>{y}}',
  '\\',
  '# c',
  '\n',
  '\n  ',
  '\t',
  'é',
]

const TOKEN = /\s+|[A-Za-z_0-9]+|"[^"\n]*"|'[^'\n]*'|\*\*|\/\/|:=|==|->|\.\.\.|./gsu

/** A source with one to three changes. */
export function mutate(source: string, random: (limit: number) => number): string {
  let parts: string[] = source.match(TOKEN) ?? []
  for (let n = 1 + random(3); n > 0; n--) {
    const at = random(parts.length + 1)
    const piece = PIECES[random(PIECES.length)]
    switch (random(8)) {
      case 0:
        parts.splice(at, 1)
        break
      case 1:
        parts.splice(at, 0, piece, ' ')
        break
      case 2:
        parts.splice(at, 1, piece)
        break
      case 3:
        parts.splice(at, 0, parts[random(parts.length || 1)] ?? piece)
        break
      case 4:
        parts.splice(at, 1 + random(4))
        break
      case 5:
        parts = parts.slice(0, at)
        break
      case 6:
        parts.splice(at, 0, ...parts.slice(at, at + 1 + random(5)))
        break
      default: {
        const text = parts.join('')
        const i = random(text.length + 1)
        parts = (text.slice(0, i) + text.slice(i + 1 + random(2))).match(TOKEN) ?? []
      }
    }
  }
  return parts.join('')
}

/** Sources that nest deeply, with how deep they do. */
export function nestedSources(depth: number): [string, string][] {
  const n = depth
  return [
    ['brackets', '('.repeat(n) + ')'.repeat(n)],
    ['open brackets', '('.repeat(n)],
    ['open lists', '[1, '.repeat(n)],
    ['open dicts', '{1: '.repeat(n)],
    ['calls', 'f('.repeat(n) + ')'.repeat(n)],
    ['wrong calls', `${'f('.repeat(n)}a b${')'.repeat(n)}`],
    ['subscripts', `${'x['.repeat(n)}0${']'.repeat(n)}`],
    ['minus', `${'-'.repeat(n)}1`],
    ['not', `${'not '.repeat(n)}1`],
    ['wrong not', `${'not '.repeat(n)}`],
    ['power', `${'x**'.repeat(n)}1`],
    ['lambda', `${'lambda: '.repeat(n)}1`],
    ['conditional', `${'a if b else '.repeat(n)}c`],
    ['wrong conditional', `${'a if b else '.repeat(n)}`],
    ['elif', `if a: pass\n${'elif a: pass\n'.repeat(n)}`],
    ['wrong elif', `if a: pass\n${'elif a: pass\n'.repeat(n)}elif a pass`],
    ['f-strings', `${'f"{'.repeat(n)}1${'}"'.repeat(n)}`],
    ['blocks', Array.from({ length: n }, (_, i) => `${' '.repeat(i)}if a:\n`).join('')],
    ['operators', `${'1 + '.repeat(n)}1`],
    ['wrong operators', `${'1 + '.repeat(n)}`],
    ['comparisons', `${'1 < '.repeat(n)}1`],
    ['attributes', `x${'.y'.repeat(n)}`],
    ['wrong attributes', `x${'.y'.repeat(n)}.`],
    ['assignments', `${'x = '.repeat(n)}1`],
    ['wrong assignments', `${'x = '.repeat(n)}1 2`],
    ['targets', `${'('.repeat(n)}x${',)'.repeat(n)} = 1`],
    ['await', `${'await '.repeat(n)}x`],
    ['patterns', `match x:\n case ${'['.repeat(n)}${']'.repeat(n)}: pass`],
    ['or patterns', `match x:\n case ${'1 | '.repeat(n)}1: pass`],
    ['decorators', `${'@x\n'.repeat(n)}def f(): pass`],
    ['strings', '"a" '.repeat(n)],
    ['comprehensions', `[x ${'for x in y '.repeat(n)}]`],
    ['wrong comprehensions', `[x ${'for x in y '.repeat(n)}`],
    ['walrus', `(${'x := '.repeat(n)}1)`],
    ['semicolons', 'a;'.repeat(n)],
  ]
}
