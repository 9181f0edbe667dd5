// Where compiled functions are. A compiled function has no frame; at its depth it writes a number that tells the code and the
// place in it before it calls, raises or looks at anything.
//
// What must stay true: entries at depths that belong to compiled functions that run are those of the instruction they execute;
// entries at other depths mean nothing. Threads take turns on one thread of the system, so the entries below a thread that runs
// on top of another are kept for that one (see threads/scheduler.ts).
import type { W_Dict } from '@typhon/objspace'
import type { Entry, W_Code } from '../objects/code.ts'

/** One compilation of a code object. */
export class Compiled {
  readonly code: W_Code
  readonly globals: W_Dict
  readonly builtins: W_Dict
  /** The number of its first site: instruction `pc` is site `base + pc`. */
  readonly base: number
  /** By instruction: the register of the exception that is being handled there, -1 for none. */
  handled: Int16Array | null = null
  /** Of a function: how it is entered, when not through its trace. */
  entry: Entry | null = null
  /** How often a cache that was put in place did not know the object. */
  misses = 0
  /** How often a guess was wrong. */
  wrong = 0
  /** Instructions that had never been executed, where a loop is left; and how often it was. */
  cold: ReadonlySet<number> | null = null
  thawed = 0
  /** How often it met objects that a frame has alone, after which it does not look; see gains.ts. */
  met = 0

  constructor(code: W_Code, globals: W_Dict, builtins: W_Dict) {
    code.ready()
    this.code = code
    this.globals = globals
    this.builtins = builtins
    this.base = nextSite
    nextSite += code.code.length
    register(this)
  }
}

/** The deepest that compiled functions nest. */
export const DEEPEST = 1 << 13

export const SITES = new Int32Array(DEEPEST + 2)

/** All compilations that something may run of, in the order of their sites; code keeps its own, since a loop that runs names its code alone. */
let all: { readonly base: number; readonly compiled: WeakRef<Compiled> }[] = []
const ofCode = new WeakMap<W_Code, Compiled[]>()
let nextSite = 0
/** How many compilations there are when those are left out that are gone. */
let crowded = 1000

function register(compiled: Compiled): void {
  const { base, code } = compiled
  const own = ofCode.get(code)
  if (own === undefined) ofCode.set(code, [compiled])
  else own.push(compiled)
  if (all.length >= crowded) {
    all = all.filter((entry) => entry.compiled.deref() !== undefined)
    crowded = Math.max(1000, 2 * all.length)
  }
  all.push({ base, compiled: new WeakRef(compiled) })
}

/** The compilation that a site belongs to. */
export function compiledAt(site: number): Compiled {
  let low = 0
  let high = all.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (all[middle].base <= site) low = middle
    else high = middle - 1
  }
  return all[low].compiled.deref() as Compiled
}
