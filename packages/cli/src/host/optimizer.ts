// What V8's compilers are told while a program runs, and the system of their threads.
// Node: v8.setFlagsFromString, os.setPriority
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'

const load = createRequire(import.meta.url)

/**
 * Maglev may compile the interpreter's loops, which bin/typhon has told it to leave alone. Not in a process that leaves a snapshot or a
 * code cache: V8 compares the flags that those were made with.
 */
export function optimizeInterpreter(): void {
  if (process.env.TYPHON_SNAPSHOT === 'build' || process.env.TYPHON_WARM_UP) return
  const v8 = load('node:v8') as typeof import('node:v8')
  v8.setFlagsFromString('--maglev-filter=*')
}

/** How much less than the program's own thread V8's threads are given where there are fewer processors than work. */
const NICER = 3

const TASKS = '/proc/self/task'

/**
 * V8's threads give way to the program's own: where they were its equals, it waited for them for a quarter of the first tenths of a second on two
 * processors. Linux has a priority for each thread, and Node gives V8's a name; elsewhere they stay as they are.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return
  try {
    for (const task of fs.readdirSync(TASKS)) {
      if (fs.readFileSync(`${TASKS}/${task}/comm`, 'latin1') !== 'V8Worker\n') continue
      os.setPriority(Number(task), Math.min(os.getPriority(Number(task)) + NICER, os.constants.priority.PRIORITY_LOW))
    }
  } catch {
    // A system without /proc, or one that lets nobody change priorities.
  }
}
