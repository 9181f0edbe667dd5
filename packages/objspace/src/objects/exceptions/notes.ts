// `__notes__` of exceptions. PEP 678
import { ownAttr, setOwnAttr } from '../../operations/attribute.ts'
import { error, W_BaseException } from '../../errors/exception.ts'
import { W_List } from '../list/list.ts'
import { strFromText } from '../str/wide.ts'
import type { Value } from '../../space/value.ts'

/** Adds a note to an exception. */
export function addNote(e: W_BaseException, text: string): void {
  addNoteValue(e, strFromText(text))
}

/** Does the work; what it raises gets a note. */
export function noting<T>(text: string, work: () => T): T {
  try {
    return work()
  } catch (e) {
    if (e instanceof W_BaseException) addNote(e, text)
    throw e
  }
}

/** BaseException.add_note */
export function addNoteValue(e: W_BaseException, note: Value): void {
  const notes = ownAttr(e, '__notes__')
  if (notes === undefined) setOwnAttr(e, '__notes__', new W_List([note]))
  else if (notes instanceof W_List) notes.items.push(note)
  else throw error('TypeError', 'Cannot add note: __notes__ is not a list')
}
