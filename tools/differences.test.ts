import { expect, it } from 'vitest'
import { differencesIn } from './differences.ts'

it('reads a difference to the end of its paragraph, in either kind of comment', () => {
  const source = `
// A model.
// differs: one thing
// that goes on.
//
// Not this.
const x = 1 // differs: at the end of a line
/**
 * Something. differs: another
 * in two lines.
 */
const differs = { differs: 3 }
/** differs: short. */
let y
`
  expect(differencesIn(source)).toEqual([
    'one thing that goes on.',
    'at the end of a line',
    'another in two lines.',
    'short.',
  ])
})
