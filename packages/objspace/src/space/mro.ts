// C3 linearisation. ref: datamodel#resolving-mro-entries; https://www.python.org/download/releases/2.3/mro/
import { error } from '../errors/exception.ts'
import type { W_Type } from './type.ts'

/** The method resolution order of `type` from its bases' orders; raises TypeError where none is consistent. */
export function computeMro(type: W_Type): W_Type[] {
  const { bases } = type
  if (bases.length === 0) return [type]
  for (const b of bases)
    if (b.mro.length === 0) throw error('TypeError', `Cannot extend an incomplete type '${b.name}'`)
  if (bases.length === 1) return [type, ...bases[0].mro]
  for (let i = 0; i < bases.length; i++) {
    if (bases.indexOf(bases[i]) !== i) throw error('TypeError', `duplicate base class ${bases[i].name}`)
  }
  const sequences = [...bases.map((b) => b.mro), bases]
  const heads = new Array<number>(sequences.length).fill(0)
  const result: W_Type[] = [type]
  for (;;) {
    let candidate: W_Type | null = null
    let open = false
    for (let i = 0; i < sequences.length && candidate === null; i++) {
      if (heads[i] >= sequences[i].length) continue
      open = true
      const c = sequences[i][heads[i]]
      if (!sequences.some((s, j) => s.indexOf(c, heads[j] + 1) >= 0)) candidate = c
    }
    if (candidate === null) {
      if (!open) return result
      const blocked = new Set(sequences.flatMap((s, i) => (heads[i] < s.length ? [s[heads[i]].name] : [])))
      throw error(
        'TypeError',
        `Cannot create a consistent method resolution order (MRO) for bases ${[...blocked].join(', ')}`,
      )
    }
    result.push(candidate)
    for (let i = 0; i < sequences.length; i++) if (sequences[i][heads[i]] === candidate) heads[i]++
  }
}
