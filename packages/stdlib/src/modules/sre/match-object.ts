// re.Match. lib: re#match-objects; CPython: the match methods in Modules/_sre/sre.c
import {
  arg,
  defineType,
  error,
  indexOrUndefined,
  newGenericAlias,
  OBJECT_LAYOUT,
  pos,
  reprText,
  strFromText,
  type Value,
  W_Dict,
  W_Object,
  tupleOf,
  W_Pair,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import type { Found } from './engine.ts'
import type { Input } from './input.ts'
import type { W_Pattern } from './pattern.ts'
import { compiledTemplate } from './template.ts'

/** At most 50 characters of the text that a value is shown by. */
function shown(w: Value): string {
  const text = reprText(w)
  return text.length <= 50 ? text : Array.from(text.slice(0, 100)).slice(0, 50).join('')
}

const LAYOUT = { name: 're.Match', base: OBJECT_LAYOUT }

/** What a pattern found. */
export class W_Match extends W_Object {
  declare readonly pattern: W_Pattern
  declare readonly input: Input
  declare readonly found: Found
  declare readonly from: number
  declare readonly to: number
  declare private w_regs: W_Tuple | null

  /** `from` and `to` are the bounds of the search. */
  constructor(pattern: W_Pattern, input: Input, found: Found, from: number, to: number) {
    super(matchType.rootShape())
    this.pattern = pattern
    this.input = input
    this.found = found
    this.from = from
    this.to = to
    this.w_regs = null
  }

  /** The number of the group that `w` names. */
  indexOf(w: Value): number {
    let i: number | bigint = -1
    if (typeof w === 'number') i = w
    else {
      let w_number: Value | undefined = w
      if (indexOrUndefined(w) === undefined)
        w_number = this.pattern.groupIndex.size > 0 ? this.pattern.groupIndex.get(w) : undefined
      i = w_number === undefined ? -1 : (indexOrUndefined(w_number) ?? -1)
    }
    if (typeof i === 'bigint' || i < 0 || i > this.pattern.groups) throw error('IndexError', 'no such group')
    return i
  }

  group(w: Value): Value {
    return this.input.group(this.found, this.indexOf(w), null)
  }

  span(g: number): W_Tuple {
    return new W_Pair(this.found.startOf(g), this.found.endOf(g))
  }

  get regs(): W_Tuple {
    return (this.w_regs ??= new W_Tuple(Array.from({ length: this.pattern.groups + 1 }, (_, g) => this.span(g))))
  }

  get lastGroup(): Value {
    const i = this.found.lastindex
    return i < 0 ? null : (this.pattern.indexGroup.items[i] ?? null)
  }
}

const group = () => pos<Value>('group', null, 0, '0')

export const matchType: W_Type = defineType<W_Match>(
  'Match',
  {
    module: 're',
    layout: LAYOUT,
    final: true,
    doc: 'What a regular expression found, and where.\nA match is always true.',
  },
  (t) => {
    t.special('__repr__', (self) => {
      return strFromText(
        `<re.Match object; span=(${self.found.start}, ${self.found.end}), match=${shown(self.group(0))}>`,
      )
    })
    t.special('__getitem__', (self, key: Value) => self.group(key), { keyed: true })
    t.rawMethod(
      'group',
      'The text of a group, by number or name; of several groups as a tuple; of the whole match without arguments.',
      (args, kwnames) => {
        if (kwnames !== null) throw error('TypeError', 'Match.group() takes no keyword arguments')
        const self = args[0] as W_Match
        switch (args.length) {
          case 1:
            return self.input.group(self.found, 0, null)
          case 2:
            return self.group(args[1])
          default:
            return tupleOf(args.slice(1).map((w) => self.group(w)))
        }
      },
    )
    t.method('start', [group()], 'Where the text of a group starts, -1 when it took no part.', (self, g) =>
      self.found.startOf(self.indexOf(g)),
    )
    t.method('end', [group()], 'Where the text of a group ends, -1 when it took no part.', (self, g) =>
      self.found.endOf(self.indexOf(g)),
    )
    t.method('span', [group()], 'Start and end of the text of a group.', (self, g) => self.span(self.indexOf(g)))
    t.method(
      'groups',
      [arg('default', null, null)],
      'The texts of all groups; default stands for those that took no part.',
      (self, otherwise) => {
        const items: Value[] = []
        for (let g = 1; g <= self.pattern.groups; g++) items.push(self.input.group(self.found, g, otherwise))
        return tupleOf(items)
      },
    )
    t.method(
      'groupdict',
      [arg('default', null, null)],
      'The texts of the named groups by name; default stands for those that took no part.',
      (self, otherwise) => {
        const dict = new W_Dict()
        const names = self.pattern.groupIndex
        for (let i = 0; i < names.keys.length; i++) {
          const key = names.keys[i]
          if (key !== undefined) dict.set(key, self.input.group(self.found, self.indexOf(names.values[i]!), otherwise))
        }
        return dict
      },
    )
    t.method('expand', [arg('template')], 'A template with the texts of the groups it refers to.', (self, template) =>
      compiledTemplate(self.pattern, template).expand(self.input, self.found, self.pattern.groups),
    )
    t.method('__copy__', [], 'The match itself, which never changes.', (self) => self, '($self, /)')
    t.method('__deepcopy__', [pos('memo')], 'The match itself, which never changes.', (self, _memo) => self)
    t.classMethod('__class_getitem__', [pos('object')], 're.Match[str], as in annotations.', (cls, item) =>
      newGenericAlias(cls, item),
    )
    t.member('string', 'What was searched.', (self) => self.input.value)
    t.member('re', 'The pattern.', (self) => self.pattern)
    t.member('pos', 'Where the search began.', (self) => self.from)
    t.member('endpos', 'Where the search ended.', (self) => self.to)
    t.getset('lastindex', 'Number of the group that matched last, None if there is none.', (self) =>
      self.found.lastindex < 0 ? null : self.found.lastindex,
    )
    t.getset('lastgroup', 'Name of the group that matched last, None if it has none.', (self) => self.lastGroup)
    t.getset('regs', 'The spans of all groups, the whole match first.', (self) => self.regs)
  },
)
