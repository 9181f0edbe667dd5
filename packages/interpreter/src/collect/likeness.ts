// Likenesses: what is remembered of objects while V8 is asked whether anything still refers to them.
//
// V8 tells of an object's death when the object is gone, but `__del__` wants the object. So before memory is collected, the objects
// that have something to do before they go are written down, with all that can be reached from them: an object becomes a note of its class and
// its properties, in which a reference to another object that is written down is a reference to its note. The notes hold nobody. What is gone
// after the collection is made again from its note, when it is needed: same class, same contents, and the number behind its `id` among them. As nothing referred to the old object,
// nobody can tell.
//
// What is kept as it is, and so cannot be found dead by this: classes, modules and their namespaces, code, running frames, what has
// state that cannot be copied (closures, host objects).
//
// What must stay true: nothing is ever taken for dead that something refers to, since V8 decides; and no note refers to an object that
// is written down.
import {
  W_BuiltinFunction,
  W_Bytes,
  W_Float,
  W_GetSet,
  W_MethodDescriptor,
  W_Module,
  W_Object,
  W_Type,
  W_WideStr,
} from '@typhon/objspace'
import { W_Code } from '../objects/code.ts'
import { Frame } from '../objects/frame.ts'
import { isTracked } from './parts.ts'

const PLAIN = Object.prototype

const NOTHING: readonly unknown[] = []

/** The names of the object that was written down last: most are like the one before. */
let lastNames: readonly string[] = []

/** What is remembered of an object. */
export class Note {
  readonly handle: WeakRef<object>
  private readonly prototype: object
  /** The names of its properties, null for a list. */
  private names: readonly string[] | null = null
  /** Their values, notes in place of objects that are written down. */
  values: readonly unknown[] = NOTHING
  /** The object made anew. */
  private twin: object | undefined = undefined
  /** Whether it counts as garbage when it is gone. */
  readonly isTracked: boolean
  /** For who goes from note to note: how many refer to it of those that are looked at, -1 where it is none of them; and whether it was met. */
  referrers = -1
  isMet = false

  constructor(object: object) {
    this.isTracked = object instanceof W_Object && isTracked(object)
    this.handle = new WeakRef(object)
    this.prototype = Object.getPrototypeOf(object) as object
  }

  /** Takes down what the object holds. No function in here has it as a variable: V8 may be compiling one, and hold it meanwhile. */
  fill(object: object, noteOf: (part: unknown) => unknown): void {
    if (Array.isArray(object)) this.values = (object as unknown[]).map(noteOf)
    else if (object instanceof Map) this.values = [...(object as Map<unknown, unknown>)].flat().map(noteOf)
    else if (object instanceof Set) this.values = [...(object as Set<unknown>)].map(noteOf)
    else this.fillProperties(object as Record<string, unknown>, noteOf)
  }

  private fillProperties(object: Readonly<Record<string, unknown>>, noteOf: (part: unknown) => unknown): void {
    // An array that has its length from the start takes a third of the memory; prototypes have methods alone.
    let values = new Array<unknown>(lastNames.length)
    let n = 0
    for (const name in object) {
      if (lastNames[n] !== name) {
        lastNames = Object.keys(object)
        const begun = values
        values = new Array<unknown>(lastNames.length)
        for (let i = 0; i < n; i++) values[i] = begun[i]
      }
      values[n++] = noteOf(object[name])
    }
    if (n !== lastNames.length) {
      lastNames = Object.keys(object)
      values.length = n
    }
    this.names = lastNames
    this.values = values
  }

  get isGone(): boolean {
    return this.twin === undefined && this.handle.deref() === undefined
  }

  /** Frames keep what they have finished with, and know their generators: that makes no cycles. */
  get isFrame(): boolean {
    return this.prototype === Frame.prototype
  }

  /** The object, or another in its place. */
  revive(): object {
    const made: Note[] = []
    const w = this.instead(made)
    for (let note = made.pop(); note !== undefined; note = made.pop()) note.restore(made)
    return w
  }

  /** Lets go of the object that was made; gives a handle on it. */
  forget(): WeakRef<object> | undefined {
    const { twin } = this
    this.twin = undefined
    return twin === undefined ? undefined : new WeakRef(twin)
  }

  /** Lets go of everything: the object will not be made again. */
  clear(): void {
    this.twin = undefined
    this.names = null
    this.values = NOTHING
  }

  private instead(made: Note[]): object {
    const living = this.twin ?? this.handle.deref()
    if (living !== undefined) return living
    const { prototype } = this
    const twin: object =
      prototype === Array.prototype
        ? []
        : prototype === Map.prototype
          ? new Map()
          : prototype === Set.prototype
            ? new Set()
            : (Object.create(prototype) as object)
    this.twin = twin
    made.push(this)
    return twin
  }

  private restore(made: Note[]): void {
    const { twin, names } = this
    const values = this.values.map((value) => (value instanceof Note ? value.instead(made) : value))
    if (names !== null) names.forEach((name, i) => ((twin as Record<string, unknown>)[name] = values[i]))
    else if (twin instanceof Map) for (let i = 0; i < values.length; i += 2) twin.set(values[i], values[i + 1])
    else if (twin instanceof Set) for (const value of values) twin.add(value)
    else for (const value of values) (twin as unknown[]).push(value)
  }
}

/** Whether an object can be written down and made again. */
function isCopied(object: object): boolean {
  if (object instanceof W_Object)
    return !(
      object instanceof W_Type ||
      object instanceof W_Module ||
      object instanceof W_Code ||
      object instanceof W_BuiltinFunction ||
      object instanceof W_MethodDescriptor ||
      object instanceof W_GetSet ||
      object instanceof W_Float ||
      object instanceof W_WideStr ||
      object instanceof W_Bytes
    )
  const prototype = Object.getPrototypeOf(object) as object | null
  return (
    prototype === Array.prototype || prototype === PLAIN || prototype === Map.prototype || prototype === Set.prototype
  )
}

/** How many objects are written down at most; what is beyond is kept as it is. */
const MOST = 4_000_000

/** What is to be kept as it is. */
export interface Kept {
  has(object: object): boolean
}

/**
 * Writes down objects and all that can be reached from them, but for what is in `kept`; and what is only to be counted, which will not be made
 * again. Gives the notes of the objects, and all.
 */
export function takeDown(
  objects: readonly W_Object[],
  counted: readonly W_Object[],
  kept: Kept,
): { of: Note[]; all: Note[] } {
  const notes = new Map<object, Note>()
  const open: object[] = []
  let isCounting = false
  const noteOf = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part
    const known = notes.get(part)
    if (known !== undefined) return known
    if (!kept.has(part) && notes.size < MOST && isCopied(part)) return add(part)
    // What will not be made again needs nothing but notes: a descriptor would keep its class.
    return isCounting ? undefined : part
  }
  const add = (part: object): Note => {
    const note = new Note(part)
    notes.set(part, note)
    open.push(part)
    return note
  }
  const drain = (): void => {
    for (let next = open.pop(); next !== undefined; next = open.pop()) (notes.get(next) as Note).fill(next, noteOf)
  }
  const of = objects.map((w) => notes.get(w) ?? add(w))
  drain()
  isCounting = true
  for (const w of counted) noteOf(w)
  drain()
  const all = [...notes.values()]
  // V8 may be compiling a function from here, and hold its variables meanwhile.
  notes.clear()
  return { of, all }
}
