// Telling V8's collector to run, and that a job is over. Node: v8.setFlagsFromString, vm microtaskMode
//
// Targets of weak references that were made or read in a job stay alive until the job ends, and a Python program is one job. A
// script that runs in a context with microtasks of its own clears that list when it ends.
import { createRequire } from 'node:module'
import type { Memory } from '@typhon/objspace'

const load = createRequire(import.meta.url)
let end: (() => void) | undefined
let gc: (() => void) | undefined

function prepareEnd(): () => void {
  const vm = load('node:vm') as typeof import('node:vm')
  const script = new vm.Script('0')
  const apart = vm.createContext({}, { microtaskMode: 'afterEvaluate' })
  return () => void script.runInContext(apart)
}

function prepareCollector(): () => void {
  const v8 = load('node:v8') as typeof import('node:v8')
  const vm = load('node:vm') as typeof import('node:vm')
  v8.setFlagsFromString('--expose-gc')
  const run = vm.runInNewContext('gc') as () => void
  v8.setFlagsFromString('--no-expose-gc')
  return run
}

export const memory: Memory = {
  collect() {
    gc ??= prepareCollector()
    this.endJob()
    gc()
  },
  endJob() {
    end ??= prepareEnd()
    end()
  },
}
