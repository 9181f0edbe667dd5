import { readFileSync } from 'node:fs'
import {
  call,
  callMethod,
  getattr,
  isError,
  reprText,
  strFromText,
  type Value,
  W_ByteArray,
  W_Bytes,
  W_Dict,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { describe, expect, it } from 'vitest'
import { sreModule } from './index.ts'
import type { Case } from './test/cases.ts'

const cases = JSON.parse(readFileSync(new URL('./test/cases.json', import.meta.url), 'utf8')) as Case[]
const module = sreModule.create()
const bytes = (text: string): W_Bytes => new W_Bytes(Uint8Array.from(text, (c) => c.charCodeAt(0)))

/** A pattern of the committed cases; `names` are those of its groups. */
function pattern(source: string, isBytes = false, names: Record<string, number> = {}): Value {
  const c = cases.find(([s]) =>
    isBytes ? JSON.stringify(s) === JSON.stringify({ bytes: [...bytes(source).bytes] }) : s === source,
  )!
  const index = new W_Dict()
  const byNumber: Value[] = new Array(c[2] + 1).fill(null)
  for (const [name, i] of Object.entries(names)) {
    index.setStr(name, i)
    byNumber[i] = name
  }
  return call(
    getattr(module, 'compile'),
    [isBytes ? bytes(source) : source, c[1], new W_List(c[3]), c[2], index, new W_Tuple(byNumber)],
    null,
  )
}

/** repr(w.name(*args)), or the error. */
function shown(w: Value, name: string, ...args: Value[]): string {
  try {
    return reprText(callMethod(w, name, ...args))
  } catch (e) {
    for (const n of ['TypeError', 'IndexError', 'OverflowError', 'BufferError', 'RuntimeError'] as const) {
      if (isError(e, n)) return `${n}: ${reprText(e.args.items[0])}`
    }
    throw e
  }
}

// The first answers come from the machine, the later ones from the host's expressions: each must be the same.
const always = (f: () => void): void => {
  for (let i = 0; i < 5; i++) f()
}

describe('patterns', () => {
  it('find all', () => {
    const p = pattern('(\\w+)\\s*=\\s*(\\w+)')
    always(() => {
      expect(shown(p, 'findall', 'a = 1, bc=de')).toBe(`[('a', '1'), ('bc', 'de')]`)
      expect(shown(pattern('\\w+'), 'findall', 'one two', 1, 5)).toBe(`['ne', 't']`)
    })
    const q = pattern('\\w+')
    always(() => expect(shown(q, 'findall', strFromText('one 𝒳y'))).toBe(`['one', '𝒳y']`))
    const r = pattern('a*')
    always(() => expect(shown(r, 'findall', 'baac')).toBe(`['', 'aa', '', '']`))
  })

  it('replace', () => {
    const p = pattern('\\d+')
    const q = pattern('a*')
    always(() => {
      expect(shown(p, 'sub', '<$&>', 'a1b22c')).toBe(`'a<$&>b<$&>c'`)
      expect(shown(p, 'sub', '-', 'a1b22c', 1)).toBe(`'a-b22c'`)
      expect(shown(p, 'subn', '-', 'a1b22c')).toBe(`('a-b-c', 2)`)
      expect(shown(p, 'sub', strFromText('𝒳'), 'a1')).toBe(`'a𝒳'`)
      expect(shown(q, 'sub', '-', 'baac')).toBe(`'-b--c-'`)
      expect(shown(p, 'sub', bytes('x'), 'a1')).toBe(`TypeError: 'sequence item 1: expected str instance, bytes found'`)
    })
  })

  it('split', () => {
    const p = pattern('\\s+')
    const q = pattern('(a)|(b)')
    always(() => {
      expect(shown(p, 'split', 'a b  c')).toBe(`['a', 'b', 'c']`)
      expect(shown(p, 'split', 'a b  c', 1)).toBe(`['a', 'b  c']`)
      expect(shown(p, 'split', '')).toBe(`['']`)
      expect(shown(q, 'split', 'xaybz')).toBe(`['x', 'a', None, 'y', None, 'b', 'z']`)
    })
  })

  it('keep str and bytes apart', () => {
    expect(shown(pattern('a'), 'match', bytes('a'))).toBe(
      `TypeError: 'cannot use a string pattern on a bytes-like object'`,
    )
    expect(shown(pattern('a', true), 'match', 'a')).toBe(
      `TypeError: 'cannot use a bytes pattern on a string-like object'`,
    )
    expect(shown(pattern('a'), 'match', 1)).toBe(`TypeError: "expected string or bytes-like object, got 'int'"`)
  })

  it('take bytes', () => {
    const p = pattern('\\d{2}-\\d{2}', true)
    const long = bytes('12-34 '.repeat(400))
    always(() => {
      expect(shown(p, 'findall', bytes('12-34 56-78'))).toBe(`[b'12-34', b'56-78']`)
      expect(shown(callMethod(p, 'search', long, 6), 'span')).toBe('(6, 11)')
    })
  })

  it('hold a bytearray while they walk over it', () => {
    const array = new W_ByteArray(Uint8Array.of(97, 98))
    const p = pattern('a', true)
    expect(shown(p, 'findall', array)).toBe(`[b'a']`)
    expect(array.exports).toBe(0)
  })

  it('compare by what they are', () => {
    expect(callMethod(pattern('a'), '__eq__', pattern('a'))).toBe(true)
    expect(callMethod(pattern('a'), '__eq__', pattern('ab'))).toBe(false)
    expect(callMethod(pattern('a'), '__hash__')).toBe(callMethod(pattern('a'), '__hash__'))
    expect(reprText(pattern('[^A]'))).toBe(`re.compile('[^A]', re.IGNORECASE)`)
    expect(reprText(pattern('\\w+', true))).toBe(`re.compile(b'\\\\w+')`)
  })

  it('need valid code', () => {
    const compile = (code: Value[]): string =>
      shown(module, 'compile', 'x', 0, new W_List(code), 0, new W_Dict(), new W_Tuple([]))
    expect(compile([])).toBe(`RuntimeError: 'invalid SRE code'`)
    expect(compile([2 ** 40])).toBe(`OverflowError: 'regular expression code size limit exceeded'`)
    expect(compile(['a'])).toBe(`TypeError: 'an integer is required'`)
  })
})

describe('matches', () => {
  it('tell their groups', () => {
    const p = pattern('(?P<n>\\d+)|(?P<w>[a-z]+)|(?P<o>.)', false, { n: 1, w: 2, o: 3 })
    always(() => {
      const m = callMethod(p, 'match', 'ab1')
      expect(reprText(m)).toBe(`<re.Match object; span=(0, 2), match='ab'>`)
      expect(shown(m, 'groups')).toBe(`(None, 'ab', None)`)
      expect(shown(m, 'groupdict', '-')).toBe(`{'n': '-', 'w': 'ab', 'o': '-'}`)
      expect(shown(m, 'group', 'w', 0, 1)).toBe(`('ab', 'ab', None)`)
      expect(shown(m, 'span', 'w')).toBe('(0, 2)')
      expect(shown(m, 'start', 1)).toBe('-1')
      expect(shown(m, 'group', 4)).toBe(`IndexError: 'no such group'`)
      expect(shown(m, '__getitem__', 'x')).toBe(`IndexError: 'no such group'`)
      expect(reprText(getattr(m, 'regs'))).toBe('((0, 2), (-1, -1), (0, 2), (-1, -1))')
      expect([getattr(m, 'lastgroup'), getattr(m, 'lastindex'), getattr(m, 'pos'), getattr(m, 'endpos')]).toEqual([
        'w',
        2,
        0,
        3,
      ])
    })
  })

  it('come one after the other', () => {
    const scanner = callMethod(pattern('a*'), 'scanner', 'aab')
    const spans: string[] = []
    for (let m = callMethod(scanner, 'search'); m !== null; m = callMethod(scanner, 'search'))
      spans.push(shown(m, 'span'))
    expect(spans).toEqual(['(0, 2)', '(2, 2)', '(3, 3)'])
    expect(callMethod(scanner, 'search')).toBe(null)
  })

  it('may begin beyond endpos when they are empty, as in CPython', () => {
    expect(shown(callMethod(pattern(''), 'match', 'abc', 2, 1), 'span')).toBe('(2, 2)')
    expect(callMethod(pattern(''), 'search', 'abc', 2, 1)).toBe(null)
  })
})
