// code objects: a CodeUnit made ready to run. Its type's definition is in code-type.ts. CPython: Objects/codeobject.c
import type { Location } from '@typhon/jit'
import { Shape, shapes, type Value, W_Object, W_Type } from '@typhon/objspace'
import type { Method } from '../baseline/operators.ts'
import type { Compiled } from '../baseline/sites.ts'
import type { CodeUnit } from './code-unit.ts'
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_GENERATOR,
  CO_HAS_DOCSTRING,
  CO_VARARGS,
  CO_VARKEYWORDS,
} from './code-flags.ts'
import { constantsOf, constantValue } from './constants.ts'
import type { Frame } from './frame.ts'
import type { W_Function } from './function.ts'

/** What a global or attribute instruction remembers between executions. Fields mean what its opcode says. */
export class Cache {
  version = -1
  index = 0
  value: Value | undefined = undefined
  owner: object | null = null
  kind = 0
  /** What it remembered before it met objects that it did not know. */
  others: Cache[] | null = null
  /** Whose attributes the compiled text knows. */
  inText: readonly object[] | null = null
  /** Objects have been met that have no such attribute: compiled code looks first, as a JavaScript throw takes longest. */
  fails = false

  /** Before it is filled anew: keeps what it knows, for `recall` and for the baseline compiler. */
  keep(): void {
    const { owner } = this
    if (owner === null) return
    const others = (this.others ??= [])
    let copy = others.find((c) => c.owner === owner)
    if (copy === undefined) {
      copy = new Cache()
      // Where too many are known, the oldest goes.
      if (others.length === SHAPES) others.shift()
      others.push(copy)
    }
    copy.set(this.version, this.index, this.value, owner, this.kind)
  }

  /** Knows again what it knew of an owner of this version, and keeps what it knows now; false where it does not. */
  recall(owner: object, version: number): boolean {
    const { others } = this
    if (others === null) return false
    for (const c of others) {
      if (c.owner !== owner || c.version !== version) continue
      const { version: oldVersion, index, value, owner: oldOwner, kind } = this
      this.set(version, c.index, c.value, owner, c.kind)
      c.set(oldVersion, index, value, oldOwner, kind)
      return true
    }
    return false
  }

  private set(version: number, index: number, value: Value | undefined, owner: object | null, kind: number): void {
    this.version = version
    this.index = index
    this.value = value
    this.owner = owner
    this.kind = kind
  }

  /** Forgets classes of programs that compiled text does not know: they would live as long as the code. */
  forgetClasses(): void {
    const { inText, others, owner } = this
    const isKept = (o: object): boolean => inText?.includes(o) === true || !isMadeByProgram(o)
    if (others !== null) {
      const kept = others.filter((c) => c.owner === null || isKept(c.owner))
      if (kept.length < others.length) this.others = kept.length === 0 ? null : kept
    }
    if (owner !== null && !isKept(owner)) this.set(-1, 0, undefined, null, 0)
  }

  /** Forgets what it remembered. */
  clear(): void {
    this.version = -1
    this.index = 0
    this.value = undefined
    this.owner = null
    this.kind = 0
    this.others = null
  }
}

/** Whether what a cache remembers something of is a class that a program has made, or its instances. */
function isMadeByProgram(owner: object): boolean {
  return owner instanceof W_Type ? owner.heap : owner instanceof Shape && owner.type.heap
}

/** Shapes that one place knows, besides the newest. */
export const SHAPES = 7

/** How a Python function is entered by compiled code: with a value for each parameter. */
export type Entry = (f: W_Function, ...args: (Value | undefined)[]) => Value
/**
 * What a count begins at that is never to get anywhere. Where a field that has held small integers alone is given any other number, V8 makes another hidden
 * class for all objects of the class, and throws away every function that it has optimised for them: -Infinity cost programs their warm-up once more.
 */
export const NEVER = -(2 ** 30)

/** How any Python function is entered: with its register window, the parameters filled in. */
export type WindowEntry = (f: W_Function, window: (Value | undefined)[]) => Value

/** A compiled loop, which goes on with a frame; it may give RAISED (baseline/leave.ts). */
export type Loop = (frame: Frame) => Value | undefined

/** A compiled piece of a generator, which goes on with its frame, given what was sent; see baseline/pieces.ts. */
export type Piece = (frame: Frame, sent: Value) => Value

/** A place where frames of generators go on; see baseline/pieces.ts. */
export class Resumption {
  /** The instruction that is executed first. */
  readonly pc: number
  /** The register that gets what was sent, -1 where it has been put there, or there is none. */
  readonly sent: number
  /** Where the frame waits in `yield from` or `await`: the register of what it waits for, else -1. */
  readonly iterator: number
  /** … and the register of what that ends with, and where the frame goes on then. */
  readonly out: number
  readonly ended: number
  behindWait: Resumption | null = null
  /** The instruction at which frames are suspended that go on here, -1 for other places. */
  readonly from: number
  /** Whether it is behind a suspension: the frame's `pc` is still before it. */
  get isBehind(): boolean {
    return this.from >= 0
  }

  /** The compiled piece that begins here, null for none so far. */
  piece: Piece | null = null
  /** How often frames went on here in the interpreter. */
  heat = 0

  constructor(pc: number, from = -1, sent = -1, iterator = -1, out = -1, ended = -1) {
    this.pc = pc
    this.from = from
    this.sent = sent
    this.iterator = iterator
    this.out = out
    this.ended = ended
  }
}

/** What a generator is called, which mostly all share that a function makes; and of coroutines, where one was made. */
export interface Called {
  readonly name: string
  readonly qualname: string
  readonly origin: Value
}

let entries: readonly Entry[] = []
let windowEntry: WindowEntry = () => null

/** Hands in the entries of code that is not compiled; the last is for any number of parameters. */
export function declareEntries(all: readonly Entry[], window: WindowEntry): void {
  entries = all
  windowEntry = window
}

let constantOrder: (unit: CodeUnit) => readonly number[]
/** Hands in the order of co_consts, as in cpython-view.ts. */
export function declareConstantOrder(order: (unit: CodeUnit) => readonly number[]): void {
  constantOrder = order
}

const NONE: Cache[] = []
const CHILDLESS: (W_Code | undefined)[] = []

/** The codes that were made ready since `rememberReady`; null where nobody wants to know. */
let madeReady: W_Code[] | null = null

/** Notes which codes are made ready, until `forgetReady`. */
export function rememberReady(): void {
  madeReady = []
}

/** Lets go of the windows and caches of codes that were made ready, so that a snapshot does not carry them: they are made again where the code is called. */
export function forgetReady(): void {
  for (const code of madeReady ?? []) code.unready()
  madeReady = null
}

/** Calls that code is taken to have had when it is made. */
export const AHEAD = 80

export class W_Code extends W_Object {
  readonly unit: CodeUnit
  readonly code: Int32Array
  readonly names: readonly string[]
  /** See `consts` and `window`; null until somebody asks. */
  private constants: readonly Value[] | null = null
  private registers: (Value | undefined)[] | null = null
  readonly argcount: number
  readonly flags: number
  /** Nothing but positional-or-keyword parameters, and neither cells nor generators: the fast call applies. */
  readonly simple: boolean
  /** Code objects of the functions inside, made when first needed. */
  private readonly inner: (W_Code | undefined)[]
  /** Inline caches, one per `cache` operand; none before the first window is made. */
  caches: Cache[] = NONE
  /** The number of parameters, where `simple`, else -1. */
  readonly arity: number
  /** The number of parameters before `*args`, where those are all there are, else -1. */
  readonly rest: number
  /** How many parameters there are, of all kinds: so many values `entry` takes. */
  readonly parameters: number
  /** See baseline/tiers.ts. */
  entry: Entry
  enterWindow: WindowEntry
  compiled: Compiled | null = null
  /** Of coroutine functions: up to the first suspension, as a function; see baseline/starts.ts. */
  start: Entry | null = null
  /** How often it was awaited where it is called before it had one. */
  awaits = 0
  /** Calls in the interpreter, and rounds of loops there, since it was last looked at; of calls more at first, see `isSeen`. */
  heat = AHEAD
  rounds = 0
  /** Whether it was called so often that `warm` was told for the first time: it was begun with `AHEAD` calls more, so that this is soon. */
  isSeen = false
  attempts = 0
  /** Compiled loops by the place of their heads; null for those that cannot be. */
  loops: Map<number, Loop | null> | null = null
  /** Of generators: where they go on; see baseline/pieces.ts. */
  resumptions: (Resumption | undefined)[] | null = null
  /** What its arithmetic has met; see baseline/seen.ts. */
  seen: Uint16Array | null = null
  /** Methods that its operators have called, by the place; see baseline/operators.ts. */
  methods: Map<number, Method[]> | null = null
  /** Its loops are entered with registers of changing types. */
  anyEntry = false
  /** Where traces can be entered, by offset; see tracing/hot.ts. */
  places: Map<number, Location> | null = null
  /** A generator's: loops that go through it for built-in functions, by what they are for; see tracing/consumers.ts. */
  consumers: Map<string, W_Function> | null = null
  /** A generator's: what the last of its generators was called. */
  called: Called | null = null
  /** Nobody is shown its frames: it stands for a built-in function. */
  isInternal = false
  /** A generator's: something may be to do when it is dropped; null where nobody has looked. */
  closes: boolean | null = null
  /** Set by sys.monitoring and tracing tools. */
  extra: Map<string, unknown> | null = null

  /** co_stacksize */
  stackSize: number
  /** Constants that were put in place of the unit's, and of the code objects inside, by code.replace(); null for none. */
  private readonly given: readonly (Value | undefined)[] | null
  /** The same as co_consts shows them. */
  private readonly replacement: readonly Value[] | null

  constructor(unit: CodeUnit, given: readonly Value[] | null = null) {
    super(shapes.code)
    this.unit = unit
    this.stackSize = unit.nregs
    this.code = unit.code
    this.names = unit.names
    this.given = given === null ? null : unordered(unit, given)
    this.replacement = given
    this.argcount = unit.argcount
    this.flags = unit.flags
    this.simple = unit.kwonlyargcount === 0 && (unit.flags & (CO_VARARGS | CO_VARKEYWORDS)) === 0
    this.arity = this.simple ? unit.argcount : -1
    const isRest = unit.kwonlyargcount === 0 && (unit.flags & (CO_VARARGS | CO_VARKEYWORDS)) === CO_VARARGS
    this.rest = isRest ? unit.argcount : -1
    this.parameters =
      unit.argcount +
      unit.kwonlyargcount +
      ((unit.flags & CO_VARARGS) !== 0 ? 1 : 0) +
      ((unit.flags & CO_VARKEYWORDS) !== 0 ? 1 : 0)
    this.entry = entries[Math.min(this.parameters, entries.length - 1)]
    this.enterWindow = windowEntry
    const { length } = unit.units
    this.inner = length === 0 ? CHILDLESS : new Array<W_Code | undefined>(length).fill(undefined)
  }

  /** Constants as Python values, by their number in the unit. */
  get consts(): readonly Value[] {
    return (this.constants ??= this.makeConstants())
  }

  /** What the register window of a new frame holds: unbound locals, temporaries, constants. */
  get template(): readonly (Value | undefined)[] {
    return this.registers ?? this.prepare()
  }

  /** The register window of a new frame. There is no other way to one, so that code which was not called has neither window nor caches. */
  window(): (Value | undefined)[] {
    return (this.registers ?? this.prepare()).slice()
  }

  /** Has it caches, if it was never called. */
  ready(): void {
    if (this.registers === null) this.prepare()
  }

  /** Lets go of the classes that its caches and those of the code inside know, but for those that compiled code relies on. */
  forgetClasses(): void {
    if (this.isCompiled) for (const cache of this.caches) cache.forgetClasses()
    else {
      for (const cache of this.caches) cache.clear()
      this.methods = null
    }
    for (const code of this.inner) code?.forgetClasses()
  }

  /** As if it had never been called, unless frames or compiled code hold on to its caches. */
  unready(): void {
    if ((this.flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) !== 0 || this.isCompiled) return
    this.caches = NONE
    this.registers = null
  }

  /** Whether there is compiled code of any kind. */
  private get isCompiled(): boolean {
    const { compiled, start, loops, resumptions, places } = this
    return compiled !== null || start !== null || loops !== null || resumptions !== null || places !== null
  }

  private prepare(): (Value | undefined)[] {
    madeReady?.push(this)
    const { unit } = this
    const caches: Cache[] = []
    for (let i = 0; i < unit.cacheCount; i++) caches.push(new Cache())
    this.caches = caches
    return (this.registers = makeTemplate(unit, this.consts))
  }

  private makeConstants(): readonly Value[] {
    const { unit, given } = this
    const all = constantsOf(unit)
    return given === null ? all : all.map((w, i) => (given[i] === undefined ? w : given[i]))
  }

  /** co_consts: constants and the code objects inside, as their numbers in co_code say. */
  allConstants(): readonly Value[] {
    if (this.replacement !== null) return this.replacement
    const { consts } = this
    return constantOrder(this.unit).map((i) => (i < consts.length ? consts[i] : this.child(i - consts.length)))
  }

  /** The code object of the i-th unit inside. */
  child(i: number): W_Code {
    const other = this.given?.[this.consts.length + i]
    if (other instanceof W_Code) return other
    return (this.inner[i] ??= new W_Code(this.unit.units[i]))
  }

  /** The docstring, None where there is none. */
  docstring(): Value {
    if ((this.flags & CO_HAS_DOCSTRING) === 0) return null
    return this.constants === null && this.given === null ? constantValue(this.unit.consts[0]) : this.consts[0]
  }
}

/** Constants and code objects by their numbers in the unit, of what co_consts is to be. */
function unordered(unit: CodeUnit, given: readonly Value[]): (Value | undefined)[] {
  const values: (Value | undefined)[] = []
  constantOrder(unit).forEach((number, i) => {
    values[number] = given[i]
  })
  return values
}

/** Pushed, for V8 would take an array made by its length for one with holes: windows that compiled code makes have none, and all are to be of one kind. */
function makeTemplate(unit: CodeUnit, consts: readonly Value[]): (Value | undefined)[] {
  const template: (Value | undefined)[] = []
  for (let i = 0; i < unit.nregs; i++) template.push(undefined)
  unit.constRegs.forEach((constant, i) => {
    template[unit.firstConst + i] = consts[constant]
  })
  // Without the room that pushing has left behind the last.
  return template.slice()
}
