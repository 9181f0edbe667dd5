// Environment variables. Node's `process.env` is the C library's environment, so that children and libraries see a change;
// it speaks text only, so that names and values that are no UTF-8 go through the library itself.
import fs from 'node:fs'
import type { Environment, Path } from '@typhon/objspace'
import { failure } from './failure.ts'
import { checked, cstring, darwin, declare, pathFrom } from './libc.ts'

const setenv = declare<[Uint8Array, Uint8Array, number]>('setenv', 'int', 'void *', 'void *', 'int')
const unsetenv = declare<[Uint8Array]>('unsetenv', 'int', 'void *')

/** What a decoder leaves in place of what is no UTF-8. */
const REPLACEMENT = '\ufffd'

/** The environment as the process got it, in bytes. */
function fromProc(): [Path, Path][] {
  const out: [Path, Path][] = []
  const block = fs.readFileSync('/proc/self/environ')
  for (let at = 0; at < block.length;) {
    let end = block.indexOf(0, at)
    if (end < 0) end = block.length
    const equals = block.indexOf(0x3d, at + 1)
    if (equals > at && equals < end)
      out.push([pathFrom(block.subarray(at, equals)), pathFrom(block.subarray(equals + 1, end))])
    at = end + 1
  }
  return out
}

export const environment: Environment = {
  entries() {
    const out: [Path, Path][] = []
    let undecodable = false
    for (const name of Object.keys(process.env)) {
      const value = process.env[name]
      if (value === undefined) continue
      if (value.includes(REPLACEMENT) || name.includes(REPLACEMENT)) undecodable = true
      out.push([name, value])
    }
    if (!undecodable || darwin) return out
    // The exact bytes are known for what has not changed since the start.
    const exact = fromProc().filter(([name, value]) => typeof name !== 'string' || typeof value !== 'string')
    const kept = out.filter(([name, value]) => !exact.some(([n, v]) => spelled(n) === name && spelled(v) === value))
    return [...kept, ...exact]
  },

  get: (name) => process.env[name],

  set(name, value) {
    if (typeof name === 'string' && typeof value === 'string') {
      try {
        process.env[name] = value
      } catch (e) {
        throw failure(e)
      }
    } else checked(setenv(cstring(name), cstring(value), 1))
  },

  unset(name) {
    if (typeof name === 'string') delete process.env[name]
    else checked(unsetenv(cstring(name)))
  },
}

const lenient = new TextDecoder('utf-8', { ignoreBOM: true })

function spelled(path: Path): string {
  return typeof path === 'string' ? path : lenient.decode(path)
}
