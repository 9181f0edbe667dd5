// A snapshot whose library is no longer what lies on the disk: its modules never wake, and every import takes its ordinary,
// slower way. What tells the launcher of such a snapshot is removed, so that the next start makes another (bin/boot.cjs).
//
// What must stay true: nothing of this is noticed by the program, whether the file can be removed or not; the snapshot itself
// stays where it is until another is put in its place, as a process may just be starting from it.
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** As in bin/boot.cjs. */
const POINTER = 'typhon.start'

const OPTION = '--snapshot-blob'

/** Has the launcher use no more the snapshot that this process began with, if it did. */
export function forgetSnapshot(): void {
  const at = process.execArgv.indexOf(OPTION)
  if (at < 0) return
  try {
    rmSync(join(dirname(process.execArgv[at + 1]), POINTER), { force: true })
  } catch {
    // Somebody else's: it stays, and starts stay slow.
  }
}
