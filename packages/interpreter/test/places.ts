/**
 * Where the instructions of a unit come from, in the terms of `describe-code.py`, and how two descriptions differ.
 *
 * The two compilers' instructions are not the same, so places are compared as sets, per code object and kind of operation.
 */
import '../src/ops/all.ts'
import { after } from '../src/compile/dis.ts'
import { OPCODES } from '../src/opdef.ts'
import type { CodeUnit } from '../src/objects/code-unit.ts'

/** A code object: qualified name, first line, places by kind of operation, and facts by name. */
export type Described = [string, number, Record<string, string[]>]

const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^(CALL|WITH_EXIT)/, 'call'],
  [/^LOAD_(ATTR|METHOD|SUPER_ATTR|SUPER_METHOD)$/, 'attribute'],
  [/^STORE_ATTR$/, 'store attribute'],
  [/^DELETE_ATTR$/, 'delete attribute'],
  [/^BINARY_(SUBSCR|SLICE)$/, 'item'],
  [/^STORE_(SUBSCR|SLICE)$/, 'store item'],
  [/^DELETE_SUBSCR$/, 'delete item'],
  [/^(COMPARE_|JUMP_(IF|UNLESS)_(LT|LE|EQ|NE|GT|GE)$)/, 'comparison'],
  [/CONTAINS/, 'contains'],
  [/^(BINARY|INPLACE)_/, 'operator'],
  [/^LOAD_GLOBAL$/, 'global'],
  [/^LOAD_NAME$/, 'name'],
  [/^UNARY_(NEGATIVE|INVERT)$/, 'unary'],
  [/^GET_ITER$/, 'iterator'],
  [/^FOR_ITER$/, 'next'],
  [/^UNPACK_/, 'unpack'],
  [/^RAISE_VARARGS$/, 'raise'],
  [/^IMPORT_NAME$/, 'import'],
  [/^IMPORT_FROM$/, 'import from'],
  [/^BEFORE_/, 'with'],
  [/^GET_AWAITABLE$/, 'await'],
  [/^YIELD_VALUE$/, 'yield'],
  [/^FORMAT_VALUE$/, 'format'],
  [/EXC_MATCH$/, 'except'],
  [/^MATCH_CLASS$/, 'class pattern'],
  [/^MATCH_KEYS$/, 'mapping pattern'],
  [/^LOAD_BUILD_CLASS$/, 'class'],
]

const GROUP_OF = OPCODES.map((op) => GROUPS.find(([pattern]) => pattern.test(op.name))?.[1] ?? null)

/** The units of a tree of units, as `describe-code.py` gives them. */
export function describeUnits(unit: CodeUnit): Described[] {
  const groups: Record<string, Set<string>> = {}
  const { code, positions } = unit
  let row = -5
  for (let pc = 0; pc < code.length; pc = after(unit, pc)) {
    while (row + 5 < positions.length && positions[row + 5] <= pc) row += 5
    const group = GROUP_OF[code[pc]]
    if (group === null || row < 0) continue
    ;(groups[group] ??= new Set()).add(
      `${positions[row + 1]}:${positions[row + 3]}-${positions[row + 2]}:${positions[row + 4]}`,
    )
  }
  const hasDoc = (unit.flags & 0x4000000) !== 0
  const facts: Record<string, string> = {
    flags: String(unit.flags & ~0x4000000),
    parameters: `${unit.argcount} ${unit.posonlyargcount} ${unit.kwonlyargcount}`,
    variables: unit.varnames.join(' '),
    cells: unit.cellvars.join(' '),
    free: unit.freevars.join(' '),
    document: hasDoc ? asciiJson(unit.consts[0] as string) : '',
  }
  for (const [field, value] of Object.entries(facts)) groups[field] = new Set([value])
  const own: Described = [
    unit.qualname,
    unit.firstlineno,
    Object.fromEntries(Object.entries(groups).map(([group, places]) => [group, [...places].sort()])),
  ]
  return [own, ...unit.units.flatMap(describeUnits)]
}

/** As Python's json writes it. */
function asciiJson(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (ch) =>
    ch === '\x7f' ? ch : `\\u${ch.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Both descriptions by name and line; several code objects of one name and line are taken together. */
function byName(units: readonly Described[]): Map<string, Map<string, Set<string>>> {
  const found = new Map<string, Map<string, Set<string>>>()
  for (const [name, line, groups] of units) {
    const key = `${name}, line ${line}`
    let known = found.get(key)
    if (known === undefined) found.set(key, (known = new Map()))
    for (const [group, places] of Object.entries(groups)) {
      let set = known.get(group)
      if (set === undefined) known.set(group, (set = new Set()))
      for (const place of places) set.add(place)
    }
  }
  return found
}

/** What is in one description only. */
export function differences(expected: readonly Described[], actual: readonly Described[]): string[] {
  const list: string[] = []
  const wanted = byName(expected)
  const got = byName(actual)
  for (const name of wanted.keys()) if (!got.has(name)) list.push(`${name}: no such code object`)
  for (const [name, groups] of got) {
    const other = wanted.get(name)
    if (other === undefined) {
      list.push(`${name}: a code object too many`)
      continue
    }
    for (const group of new Set([...groups.keys(), ...other.keys()])) {
      const mine = groups.get(group) ?? new Set()
      const theirs = other.get(group) ?? new Set()
      for (const place of theirs) if (!mine.has(place)) list.push(`${name}: ${group} not at ${place}`)
      for (const place of mine) if (!theirs.has(place)) list.push(`${name}: ${group} at ${place}`)
    }
  }
  return list
}
