// How the entries of a dict are found where they are not searched along the array: what indexed and general dicts have, and most dicts,
// which are small, do without (see dict.ts).
//
// What must stay true:
//  - `index` and `table` have the places of all entries that are not holes, each in one of them, unless neither has been made since the
//    places changed: who changes them calls indexAll() or buildTable();
//  - `lows` and `highs`, where there are any, have an item for each entry.
import type { Value } from '../../space/value.ts'
import { type Key, simpleKey } from './key.ts'
import { addPlace, isShort, makeTable, placesIn, removePlace, scatterKey } from './table.ts'

type Keys = (Value | undefined)[]

export class Lookup {
  /** Places of long strings and keys with identity. */
  index: Map<Key, number> | null
  table: number[] | null
  /** At least as many as slots of `table` are not FREE, at most two thirds of all. */
  private filled: number
  /** The lower half of the hash of each entry that is found by hash, undefined for the others. */
  lows: (number | undefined)[] | null
  highs: number[] | null

  constructor() {
    this.index = null
    this.table = null
    this.filled = 0
    this.lows = null
    this.highs = null
  }

  keepHash(place: number, low: number, high: number): void {
    this.lows ??= new Array<number | undefined>(place).fill(undefined)
    this.highs ??= new Array<number>(place).fill(0)
    this.lows[place] = low
    this.highs[place] = high
  }

  /** The entry at a place has a simple key. */
  add(keys: Keys, size: number, key: Key, place: number): void {
    if (this.lows !== null) {
      this.lows[place] = undefined
      this.highs![place] = 0
    }
    const scattered = scatterKey(key, undefined)
    if (scattered === undefined) (this.index ??= new Map()).set(key, place)
    else this.enter(keys, size, scattered, place)
  }

  enter(keys: Keys, size: number, scattered: number, place: number): void {
    const { table } = this
    if (table === null || (this.filled + 1) * 3 > table.length * 2 || place >= placesIn(table))
      this.buildTable(keys, size)
    else if (addPlace(table, scattered, place)) this.filled++
  }

  /** The entry at a place goes. */
  forget(w_key: Value, place: number): void {
    const low = this.lows === null ? undefined : this.lows[place]
    const key = low === undefined ? (simpleKey(w_key) as Key) : undefined
    const scattered = scatterKey(key, low)
    if (scattered === undefined) this.index?.delete(key as Key)
    else removePlace(this.table!, scattered, place)
    if (low !== undefined) this.lows![place] = undefined
  }

  buildTable(keys: Keys, size: number): void {
    this.table = makeTable(keys, this.lows, size)
    this.filled = size
  }

  /** Makes `index` and `table`. */
  indexAll(keys: Keys, size: number): void {
    const { lows } = this
    let index: Map<Key, number> | null = null
    let inTable = lows !== null
    for (let i = 0; i < keys.length; i++) {
      const w_key = keys[i]
      if (w_key === undefined || (lows !== null && lows[i] !== undefined)) continue
      const key = simpleKey(w_key) as Key
      if (typeof key === 'number' || isShort(key)) inTable = true
      else (index ??= new Map()).set(key, i)
    }
    this.index = index
    this.table = null
    if (inTable) this.buildTable(keys, size)
  }

  /** The holes in `keys` go: the hashes stand at the places that the entries will have. */
  compact(keys: Keys): void {
    const { lows, highs } = this
    if (lows === null) return
    let place = 0
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === undefined) continue
      lows[place] = lows[i]
      highs![place++] = highs![i]
    }
    lows.length = place
    highs!.length = place
  }
}
