import { expect, it } from 'vitest'
import { anchorsOf, isPlainCall } from './anchors.ts'
import { dedent, splitLines } from './lines.ts'
import { displayWidth } from './width.ts'

/** The segment with `^` below its anchors. */
function marked(segment: string): string {
  const anchors = anchorsOf(segment)
  if (anchors === null) return 'none'
  return splitLines(segment)
    .map((line, n) =>
      Array.from(line, (_, i) => {
        const isBehind = n > anchors.startLine || (n === anchors.startLine && i >= anchors.startColumn)
        const isBefore = n < anchors.endLine || (n === anchors.endLine && i < anchors.endColumn)
        return isBehind && isBefore ? '^' : '~'
      }).join(''),
    )
    .join('\n')
}

it.each([
  ['a + b', '~~^~~'],
  ['a ** b', '~~^^~~'],
  ['a//b', '~^^~'],
  ['(a) + (b)', '~~~~^~~~~'],
  // As in CPython, a parenthesis that follows at once is taken for a part of the operator.
  ['a-(b)', '~^^~~'],
  ['a + # b - c\n  b', '~~^~~~~~~~~\n~~~'],
  ['a \\\n  - b', '~~~\n~~^~~'],
  ['x[1][2]', '~~~~^^^'],
  ['f(1)(2, 3)', '~~~~^^^^^^'],
  ['(f\n )(1)', '~~\n~~^^^'],
  ['é + ü', '~~^~~'],
  ['a.b', 'none'],
  ['a < b', 'none'],
  ['a = b', 'none'],
  ['a +', 'none'],
])('%j', (segment, expected) => {
  expect(marked(segment)).toBe(expected)
})

it('a call that is all of a return or an assignment needs no marks', () => {
  expect(isPlainCall(['return f(1)'], 7, 11)).toBe(true)
  expect(isPlainCall(['x = a.f(1)'], 4, 10)).toBe(true)
  expect(isPlainCall(['return a.f(1)'], 7, 13)).toBe(false)
  expect(isPlainCall(['x = f(1)'], 4, 5)).toBe(false)
  expect(isPlainCall(['x.y = f(1)'], 6, 10)).toBe(false)
  expect(isPlainCall(['if x:'], 0, 1)).toBe(null)
})

it('margins are taken off as textwrap does', () => {
  expect(dedent('  a\n    b\n   \n  c\n')).toBe('a\n  b\n\nc\n')
  expect(dedent('\ta\n  b\n')).toBe('\ta\n  b\n')
  expect(dedent('a\n  b')).toBe('a\n  b')
})

it('wide characters take two columns', () => {
  expect(displayWidth(Array.from('a漢字é'))).toBe(6)
  expect(displayWidth(Array.from('😀x'), 1)).toBe(2)
  expect(displayWidth(Array.from('ab'), 5)).toBe(5)
})
