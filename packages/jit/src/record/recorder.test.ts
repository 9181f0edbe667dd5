/** Which calls are followed, given the frames that are there already. */
import { describe, expect, it } from 'vitest'
import { Location } from '../driver/location.ts'
import { Snapshot } from '../ir/values.ts'
import { type Host, Recorder } from './recorder.ts'

const f = { name: 'f' }
const start = new Location(f, 0, 'f', [], true, 0)
const main = new Snapshot({ name: 'main' }, 7, [], null)

function newRecorder(): { recorder: Recorder; host: Host } {
  const host: Host = {
    limit: 100,
    inlining: true,
    maxUnrollLoops: 0,
    maxUnrollShort: 0,
    maxUnrollRecursion: 4,
    maxUnrollBranching: 1,
    opaque: new WeakSet(),
    within: null,
    treeOf: () => {
      throw new Error('no tree is asked for')
    },
  }
  return { recorder: new Recorder(host, null, null, []), host }
}

/** Frames of `f` that wait at these places, the first in the frame of `main`. */
function frames(...pcs: number[]): Snapshot {
  let top = main
  for (const pc of pcs) top = new Snapshot(f, pc, [], top)
  return top
}

describe('a recorder', () => {
  it('lets go of the frames of the language with the objects of the round', () => {
    const { recorder } = newRecorder()
    recorder.capture = () => main
    recorder.forget()
    expect(() => recorder.capture()).toThrow('has not set capture')
  })
})

describe('a function that calls itself', () => {
  it('is followed some levels down where it does so once', () => {
    const { recorder, host } = newRecorder()
    expect(recorder.shouldFollow(start, main)).toBe(true)
    expect(recorder.shouldFollow(start, frames(1))).toBe(true)
    expect(recorder.shouldFollow(start, frames(2, 1))).toBe(true)
    expect(recorder.shouldFollow(start, frames(2, 2, 1))).toBe(true)
    expect(recorder.shouldFollow(start, main)).toBe(true)
    expect(recorder.shouldFollow(start, frames(1))).toBe(true)
    expect(recorder.isOver).toBe(false)
    expect(recorder.shouldFollow(start, frames(2, 2, 2, 1))).toBe(false)
    expect(recorder.outcome).toBe('abort')
    expect(host.opaque.has(f)).toBe(true)
  })

  it('is called where it calls itself once more on the way back', () => {
    const { recorder } = newRecorder()
    expect(recorder.shouldFollow(start, main)).toBe(true)
    expect(recorder.shouldFollow(start, frames(1))).toBe(true)
    expect(recorder.shouldFollow(start, frames(2, 1))).toBe(true)
    expect(recorder.shouldFollow(start, frames(3))).toBe(false)
    expect(recorder.reason).toBe('a function that calls itself')
  })

  it('is called where it does so at different places', () => {
    const { recorder } = newRecorder()
    expect(recorder.shouldFollow(start, frames(2, 1))).toBe(true)
    expect(recorder.shouldFollow(start, frames(2, 5, 1))).toBe(false)
    expect(recorder.outcome).toBe('abort')
  })
})
