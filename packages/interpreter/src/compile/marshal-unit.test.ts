/** Stored units: the same when read back, read late, and refused when they are of another kind. */
import { type ast, parse } from '@typhon/parser'
import { describe, expect, it } from 'vitest'
import type { CodeUnit } from '../objects/code-unit.ts'
import { compileTree } from './compile.ts'
import { forgetBodies, readUnit, rememberBodies, writeUnit } from './marshal-unit.ts'

const SOURCE = `
"""Doc: é 😀 \\ud800 漢"""
x = (1, -1, 2**31, 2**40, 10**30, -10**30, 1.5, -0.0, 1e400, 2j, 'é', '漢', '\\ud800', b'\\x00\\xff', None, True, ...)
def f(a, /, b=1, *c, d, **e):
    def g(): return a, x in {1, 'a'}, h(k=1, l=2)
    try: return [y for y in b]
    finally: g()
class C: z = [y for y in x]
${'\n'.repeat(300)}y = f(1)
`

function compile(): CodeUnit {
  return compileTree(parse(SOURCE) as ast.Module, { filename: 'naïve.py' })
}

const FIELDS = Object.keys(compile()) as (keyof CodeUnit)[]

/** All fields, of the units inside as well; typed arrays as plain ones. */
function plain(unit: CodeUnit): unknown {
  const value = (field: keyof CodeUnit): unknown => {
    if (field === 'units') return unit.units.map(plain)
    const v = unit[field]
    return v instanceof Int32Array ? Array.from(v) : v
  }
  return Object.fromEntries(FIELDS.map((field) => [field, value(field)]))
}

describe('writeUnit and readUnit', () => {
  it('give back every field', () => {
    const unit = compile()
    const back = readUnit(writeUnit(unit))
    expect(back).toBeDefined()
    expect(plain(back as CodeUnit)).toEqual(plain(unit))
  })

  it('read from any offset', () => {
    const stored = writeUnit(compile())
    const shifted = new Uint8Array(stored.length + 3).subarray(3)
    shifted.set(stored)
    expect(readUnit(shifted)?.units[0].name).toBe('f')
  })

  it('read a function when it is looked into', () => {
    const stored = writeUnit(compile())
    const unit = readUnit(stored) as CodeUnit
    expect(unit.name).toBe('<module>')
    // Records of inner functions stand first; damage to them is not seen before they are read.
    stored.fill(0xff, 20, 120)
    expect(unit.units).toHaveLength(2)
    expect(unit.varnames).toEqual([])
  })

  it('read again what was let go of', () => {
    const unit = compile()
    const stored = writeUnit(unit)
    rememberBodies()
    const back = readUnit(stored) as CodeUnit
    const { names } = back
    forgetBodies()
    expect(back.names).not.toBe(names)
    expect(plain(back)).toEqual(plain(unit))
  })

  it('refuse what is no stored unit', () => {
    const stored = writeUnit(compile())
    expect(readUnit(new Uint8Array(3))).toBeUndefined()
    expect(readUnit(stored.slice(0, 16))).toBeUndefined()
    const other = stored.slice()
    other[4]++
    expect(readUnit(other)).toBeUndefined()
  })
})
