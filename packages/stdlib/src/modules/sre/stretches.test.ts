import { describe, expect, it } from 'vitest'
import { hasStretch, tableOf, testsOf } from './stretches.ts'

const char = (c: string) => ({ kind: 'char', char: c.charCodeAt(0) }) as const

describe('stretches', () => {
  const table = tableOf([char('a'), char('b'), { kind: 'char', char: 0x20ac }], 0xff)

  it('are found wherever they begin and end', () => {
    for (let length = 1; length < 9; length++) {
      for (let before = 0; before < 20; before++) {
        for (const behind of ['', 'x', 'xab', 'xxxxxxxxxxx']) {
          const text = `${'x'.repeat(before)}${'abba'.repeat(2).slice(0, length)}${behind}`
          const longest = Math.max(length, behind === 'xab' ? 2 : 0)
          for (let asked = 1; asked < 12; asked++)
            expect([text, asked, hasStretch(text, table, asked)]).toEqual([text, asked, asked <= longest])
        }
      }
    }
    expect(hasStretch('', table, 1)).toBe(false)
  })

  it('consist of what sequences may match', () => {
    const repeat = { kind: 'repeat', mode: 'greedy', min: 0, max: 9, single: false } as const
    const tests = testsOf([
      { kind: 'at', code: 0 },
      {
        ...repeat,
        body: [
          char('a'),
          {
            kind: 'branch',
            alternatives: [[char('b')], [{ kind: 'look', behind: 0, negated: false, body: [char('c')] }]],
          },
        ],
      },
    ])
    expect(tests).toEqual([char('a'), char('b')])
    expect(tableOf(testsOf([{ kind: 'backref', group: 0, fold: 0 }]), 3)).toEqual(Uint8Array.of(1, 1, 1, 1))
    expect(tableOf([{ kind: 'notChar', char: 1 }], 1)).toEqual(Uint8Array.of(1, 1))
  })
})
