/**
 * What is left out of the file that Node writes a snapshot into: V8's code caches for all of Node's own modules, 3.5 MB of 13.
 *
 * Node reads them anew with each start, into memory of their own, although the modules that a start needs are in the snapshot, compiled
 * as far as they are used. One that is first needed later is compiled then, which takes less than reading them all: `-c pass` takes
 * 2.5 ms less of 50, a script that starts a process 3 ms.
 *
 * They are the last in the file, a list as Node writes its lists: how many there are, and for each the length of its name, the
 * name, the length of its data, the data; numbers have eight bytes. No other place is taken for it than one where such a list goes to
 * the very end of the file. Where Node writes something else, nothing is left out; boot.cjs tries the shorter file before it is used.
 */
'use strict'

/** Fewer modules than Node has, and more. */
const FEWEST = 100
const MOST = 10_000
const LONGEST_NAME = 200

/** The number of eight bytes at a place, -1 where there is none that can be a length here. */
function numberAt(blob, at) {
  return at + 8 <= blob.length && blob.readUInt32LE(at + 4) === 0 ? blob.readUInt32LE(at) : -1
}

/** Whether there is a list of code caches from a place to the end. */
function isListAt(blob, start) {
  // Most places are none, as this tells.
  if (blob[start + 2] !== 0 || blob[start + 10] !== 0) return false
  const count = numberAt(blob, start)
  if (count < FEWEST || count > MOST) return false
  let at = start + 8
  for (let i = 0; i < count; i++) {
    const length = numberAt(blob, at)
    if (length < 1 || length > LONGEST_NAME) return false
    at += 8
    if (!/^[\w/.-]+$/.test(blob.toString('latin1', at, at + length))) return false
    at += length
    const size = numberAt(blob, at)
    if (size < 0) return false
    at += 8 + size
  }
  return at === blob.length
}

/** A snapshot's file with an empty list of code caches; undefined where none is found. */
function withoutCodeCaches(blob) {
  for (let at = 0; at + 8 <= blob.length; at++) {
    if (isListAt(blob, at)) return Buffer.concat([blob.subarray(0, at), Buffer.alloc(8)])
  }
  return undefined
}

module.exports = { withoutCodeCaches }
