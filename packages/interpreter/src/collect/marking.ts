// Marking in steps: which objects can be reached from what runs and from the modules, found out while the program goes on.
//
// The program changes what it has between two steps, and stores tell nobody. So what was found may be garbage by the end, and
// waits for the next time; what was not found may be in use. Both do no harm: who is dead is V8's to say, and marking only chooses those whom it is
// asked about.
//
// What must stay true: what was found is held until the end.
import { W_Module, type W_Object } from '@typhon/objspace'
import { loadedModules, runningFrames } from './census.ts'
import { eachPart } from './parts.ts'

export class Marking {
  private readonly found = new Set<W_Object>()
  private readonly open: W_Object[] = []

  constructor() {
    const modules = loadedModules()
    if (modules !== undefined) {
      this.see(modules)
      for (const module of modules.values) if (module instanceof W_Module) this.see(module)
    }
    for (const frame of runningFrames()) this.see(frame)
  }

  /** Looks at so many objects more; true when there are none left. */
  step(many: number): boolean {
    const see = (part: W_Object): void => this.see(part)
    for (let n = 0; n < many; n++) {
      const w = this.open.pop()
      if (w === undefined) return true
      eachPart(w, see)
    }
    return this.open.length === 0
  }

  has(w: W_Object): boolean {
    return this.found.has(w)
  }

  /** Lets go of all: a function that V8 compiles may hold it for a while. */
  forget(): void {
    this.found.clear()
    this.open.length = 0
  }

  private see(w: W_Object): void {
    if (this.found.has(w)) return
    this.found.add(w)
    this.open.push(w)
  }
}
