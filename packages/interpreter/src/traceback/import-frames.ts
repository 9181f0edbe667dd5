// Frames of the import system are left out of tracebacks: a failing import shows the statement and the module, and nothing
// of what lies between. CPython: Python/import.c (remove_importlib_frames)
import { isError, type W_BaseException } from '@typhon/objspace'
import { W_Traceback } from '../objects/traceback.ts'

const FILES = new Set(['<frozen importlib._bootstrap>', '<frozen importlib._bootstrap_external>'])

/** The function of the import system below which the code of modules runs. */
const MODULE_CODE = '_call_with_frames_removed'

/** Takes the frames of the import system out of a traceback: all of an ImportError, otherwise those above a module's code. */
export function trimImportFrames(e: W_BaseException): void {
  const always = isError(e, 'ImportError')
  let last: W_Traceback | null = null
  /** The entry before the frames of the import system that are being looked at, undefined outside of such. */
  let before: W_Traceback | null | undefined
  for (let t = e.traceback; t instanceof W_Traceback; t = t.next) {
    const { filename, name } = t.frame.code.unit
    if (!FILES.has(filename)) {
      before = undefined
      last = t
      continue
    }
    if (before === undefined) before = last
    if (always || name === MODULE_CODE) {
      if (before === null) e.traceback = t.next
      else before.next = t.next
      last = before
    } else last = t
  }
}
