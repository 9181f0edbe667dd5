// How much of what is gone CPython's collector would have found: what is in cycles, or hangs on them. What is in none went with its
// last reference. CPython: Python/gc.c
import type { Note } from './likeness.ts'

/** Those of the notes, all of whose objects are gone, that are in a cycle or can be reached from one. */
export function cyclic(gone: readonly Note[]): Note[] {
  const referrers = new Map<Note, number>(gone.map((note) => [note, 0]))
  for (const note of gone)
    for (const part of note.isFrame ? [] : note.parts()) {
      const n = referrers.get(part)
      if (n !== undefined) referrers.set(part, n + 1)
    }
  const free = gone.filter((note) => referrers.get(note) === 0)
  for (let note = free.pop(); note !== undefined; note = free.pop()) {
    referrers.delete(note)
    for (const part of note.isFrame ? [] : note.parts()) {
      const n = referrers.get(part)
      if (n === undefined) continue
      referrers.set(part, n - 1)
      if (n === 1) free.push(part)
    }
  }
  return gone.filter((note) => referrers.has(note) && note.isTracked)
}
