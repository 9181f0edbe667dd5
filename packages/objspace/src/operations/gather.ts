// The items of an iterator of which nobody knows how many there are. An array that grows is copied into one half as large again, and each large
// one is memory that the system has to map and to clear, which takes longer than all else. So from some thousands on items are gathered in pieces
// of one size, which are put together at the end; there is no spare room then either.
import { ITEM_SIZE, reserve, taking } from '../space/room.ts'
import type { W_List } from '../objects/list/list.ts'
import type { Value } from '../space/value.ts'
import { consumed, isAsked } from './consume.ts'
import { stepOf } from './iterate.ts'

/** How many items a piece has: they fit into memory that is there already. */
export const PIECE = 4096

/** What is left of an iterator behind the first `PIECE` items, with those. */
export function gather(w_iter: Value, first: Value[]): Value[] {
  const step = stepOf(w_iter)
  const pieces = [first]
  const piece = first.slice()
  let k = 0
  for (let count = PIECE; ; count++) {
    if (isAsked(count)) {
      const more = consumed('items', w_iter, count)
      if (more !== undefined) return together([...pieces, piece.slice(0, k), (more as W_List).items])
    }
    const x = step(w_iter)
    if (x === undefined) return together([...pieces, piece.slice(0, k)])
    piece[k++] = x
    taking(count)
    if (k < PIECE) continue
    pieces.push(piece.slice())
    k = 0
  }
}

/** The numbers `value`, `value + step` … before `end`, which is one of them. */
export function numbers(value: number, step: number, end: number): Value[] {
  const count = (end - value) / step
  reserve(count * ITEM_SIZE)
  const pieces: Value[][] = []
  for (let from = 0; from < count; from += PIECE) {
    const piece: Value[] = []
    const to = Math.min(from + PIECE, count)
    for (let i = from; i < to; i++) piece.push(value + i * step)
    pieces.push(piece)
  }
  return together(pieces)
}

const together = (pieces: Value[][]): Value[] => (pieces.length === 1 ? pieces[0] : ([] as Value[]).concat(...pieces))
