// The `_sre` module: what `re` is built on. CPython: Modules/_sre/sre.c
//
// `re._parser` and `re._compiler` are Python and make code arrays; here they are checked and become patterns.
import {
  arg,
  asDict,
  asInt,
  asTuple,
  type Convert,
  defineModule,
  error,
  intOrUndefined,
  pos,
  ssize,
  type Value,
  W_List,
  wrongType,
} from '@typhon/objspace'
import { attendSignals, pending } from '@typhon/interpreter'
import { isCasedAscii, isCasedUnicode, lowerAscii, lowerUnicode } from './characters.ts'
import { Engine, setPoll } from './engine.ts'
import { flavourOf } from './input.ts'
import { setOutOfMemory } from './match.ts'
import { CODESIZE, MAGIC, MAXGROUPS, MAXREPEAT } from './opcodes.ts'
import { W_Pattern } from './pattern.ts'
import { newTemplate } from './template.ts'
import { isValid } from './validate.ts'

const list: Convert<W_List> = (w, where) => {
  if (w instanceof W_List) return w
  throw wrongType(w, where, 'list')
}

function wordsOf({ items }: W_List): Uint32Array {
  const code = new Uint32Array(items.length)
  for (let i = 0; i < items.length; i++) {
    const n = intOrUndefined(items[i])
    if (n === undefined) throw error('TypeError', 'an integer is required')
    if (n < 0) throw error('OverflowError', `can't convert negative value to unsigned int`)
    if (n > 0xffffffff) throw error('OverflowError', 'regular expression code size limit exceeded')
    code[i] = Number(n)
  }
  return code
}

setPoll(() => {
  if (pending[0] !== 0) attendSignals()
})
setOutOfMemory(() => error('MemoryError'))

const MAX_CHARACTER = 0x10ffff

const mapped =
  (map: (c: number) => number) =>
  (c: number): Value =>
    c < 0 || c > MAX_CHARACTER ? c : map(c)
const asked =
  (test: (c: number) => boolean) =>
  (c: number): Value =>
    c >= 0 && c <= MAX_CHARACTER && test(c)

export const sreModule = defineModule('_sre', null, (m) => {
  m.constant('MAGIC', MAGIC)
  m.constant('CODESIZE', CODESIZE)
  m.constant('MAXREPEAT', MAXREPEAT)
  m.constant('MAXGROUPS', MAXGROUPS)
  m.fn('getcodesize', [], 'Bytes per word of a code array.', () => CODESIZE)
  m.fn(
    'ascii_iscased',
    [pos('character', asInt)],
    'Whether the character has another case under ASCII rules.',
    asked(isCasedAscii),
  )
  m.fn(
    'unicode_iscased',
    [pos('character', asInt)],
    'Whether the character has another case under Unicode rules.',
    asked(isCasedUnicode),
  )
  m.fn('ascii_tolower', [pos('character', asInt)], 'The character in lower case under ASCII rules.', mapped(lowerAscii))
  m.fn(
    'unicode_tolower',
    [pos('character', asInt)],
    'The character in lower case under Unicode rules.',
    mapped(lowerUnicode),
  )
  m.fn(
    'template',
    [pos('pattern'), pos('template', list)],
    'A replacement template from its parsed form.',
    (_pattern, template) => newTemplate(template),
  )
  m.fn(
    'compile',
    [
      arg('pattern'),
      arg('flags', asInt),
      arg('code', list),
      arg('groups', ssize),
      arg('groupindex', asDict),
      arg('indexgroup', asTuple),
    ],
    'A pattern from its code array.',
    (source, flags, words, groups, groupIndex, indexGroup) => {
      const code = wordsOf(words)
      const flavour = flavourOf(source)
      if (groups < 0 || groups > MAXGROUPS || !isValid(code, groups)) throw error('RuntimeError', 'invalid SRE code')
      return new W_Pattern(new Engine(code, groups), code, source, flags, groupIndex, indexGroup, flavour)
    },
    '($module, /, pattern, flags, code, groups, groupindex,\n        indexgroup)',
  )
})
