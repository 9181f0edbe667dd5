// The table of a dict: at which place of `keys` an entry stands, by open addressing.
//
// It is an array of as many slots as a power of two, each of them FREE, GONE (an entry was removed; who searches goes on behind it) or a
// place with a mark above it: further bits of what the key is scattered by. So keys that met in one place are mostly told apart without a
// look at them, who stand anywhere in memory. In it are the entries whose hash is kept in `lows`, and those of numbers and short strings as keys; longer strings and keys
// with identity are in a Map of the host's instead (see scatter.ts). That a third of the slots are FREE, so that every search ends, and
// that there is room for all places (placesIn) is up to the dict.
//
// CPython: Objects/dictobject.c (dk_indices).
import type { Value } from '../../space/value.ts'
import { type Key, simpleKey } from './key.ts'
import { scatter, scatterNumber, scatterText, SHORT_TEXT } from './scatter.ts'

const FREE = -1
const GONE = -2

/** Whether a string as a key is in the table. */
export const isShort = (key: Key | undefined): key is string => typeof key === 'string' && key.length <= SHORT_TEXT

/** Where the entry of a key is first searched: by the lower half of its hash, if that is kept, else by its simple key; undefined for one that is not in the table. */
export function scatterKey(key: Key | undefined, low: number | undefined): number | undefined {
  if (low !== undefined) return scatter(low)
  if (typeof key === 'number') return scatterNumber(key)
  return isShort(key) ? scatterText(key) : undefined
}

/** How many places the slots of a table have room for. */
export const placesIn = (table: number[]): number => table.length * 8

/** What stands in a slot above the place, all bits of which are in `places`. */
const markOf = (scattered: number, places: number): number => scattered & 0x7fffffff & ~places

/** The place of a short string, or -1. */
export function placeOfText(table: number[], keys: (Value | undefined)[], s: string): number {
  const mask = table.length - 1
  const places = placesIn(table) - 1
  const scattered = scatterText(s)
  const mark = markOf(scattered, places)
  let slot = scattered & mask
  for (;;) {
    const held = table[slot]
    if (held >= 0) {
      if ((held & ~places) === mark) {
        const place = held & places
        const k = keys[place] as Value
        if (k === s || (typeof k === 'object' && k !== null && simpleKey(k) === s)) return place
      }
    } else if (held === FREE) return -1
    slot = (slot + 1) & mask
  }
}

/** The place of a number, or -1. */
export function placeOfNumber(table: number[], keys: (Value | undefined)[], n: number): number {
  const mask = table.length - 1
  const places = placesIn(table) - 1
  const scattered = scatterNumber(n)
  const mark = markOf(scattered, places)
  let slot = scattered & mask
  for (;;) {
    const held = table[slot]
    if (held >= 0) {
      if ((held & ~places) === mark) {
        const place = held & places
        const k = keys[place]
        if (k === n || (typeof k !== 'number' && simpleKey(k as Value) === n)) return place
      }
    } else if (held === FREE) return -1
    slot = (slot + 1) & mask
  }
}

/** The first slot from `slot` on that may have an entry which is scattered so; -1 where there is none. */
export function nextSlot(table: number[], scattered: number, slot: number): number {
  const mask = table.length - 1
  const places = placesIn(table) - 1
  const mark = markOf(scattered, places)
  for (slot &= mask; ; slot = (slot + 1) & mask) {
    const held = table[slot]
    if (held >= 0 ? (held & ~places) === mark : held === FREE) return held < 0 ? -1 : slot
  }
}

/** A table with room for as many entries again, `size` being how many there are, with those that belong there. */
export function makeTable(keys: (Value | undefined)[], lows: (number | undefined)[] | null, size: number): number[] {
  let length = 8
  while (length < size * 3 || length * 8 < keys.length) length *= 2
  const table = new Array<number>(length).fill(FREE)
  for (let place = 0; place < keys.length; place++) {
    const w_key = keys[place]
    if (w_key === undefined) continue
    const low = lows === null ? undefined : lows[place]
    const scattered = scatterKey(low === undefined ? simpleKey(w_key) : undefined, low)
    if (scattered !== undefined) addPlace(table, scattered, place)
  }
  return table
}

/** Adds an entry; whether that took a slot which was FREE. */
export function addPlace(table: number[], scattered: number, place: number): boolean {
  const mask = table.length - 1
  let slot = scattered & mask
  while (table[slot] >= 0) slot = (slot + 1) & mask
  const isNew = table[slot] === FREE
  table[slot] = markOf(scattered, placesIn(table) - 1) | place
  return isNew
}

/** Removes an entry that is there. */
export function removePlace(table: number[], scattered: number, place: number): void {
  const mask = table.length - 1
  const held = markOf(scattered, placesIn(table) - 1) | place
  let slot = scattered & mask
  while (table[slot] !== held) slot = (slot + 1) & mask
  table[slot] = GONE
}
