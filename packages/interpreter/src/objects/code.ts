// code objects: a CodeUnit made ready to run. Its type's definition is in code-type.ts. CPython: Objects/codeobject.c
import { shapes, type Value, W_Object, W_Tuple } from '@typhon/objspace'
import type { CodeUnit } from './code-unit.ts'
import { constantsOf } from './constants.ts'

/** CO_* flags. lib: inspect#code-objects-bit-flags */
export const CO_OPTIMIZED = 0x1
export const CO_NEWLOCALS = 0x2
export const CO_VARARGS = 0x4
export const CO_VARKEYWORDS = 0x8
export const CO_NESTED = 0x10
export const CO_GENERATOR = 0x20
export const CO_COROUTINE = 0x80
export const CO_ITERABLE_COROUTINE = 0x100
export const CO_ASYNC_GENERATOR = 0x200
export const CO_HAS_DOCSTRING = 0x4000000

/** What a global or attribute instruction remembers between executions. Fields mean what its opcode says. */
export class Cache {
  version = -1
  index = 0
  value: Value | undefined = undefined
  owner: object | null = null
  kind = 0
}

export class W_Code extends W_Object {
  readonly unit: CodeUnit
  readonly code: Int32Array
  readonly names: readonly string[]
  /** Constants as Python values, by their number in the unit. */
  readonly consts: readonly Value[]
  /** The register window of a new frame: unbound locals, temporaries, constants. */
  readonly template: (Value | undefined)[]
  readonly argcount: number
  readonly flags: number
  /** Nothing but positional-or-keyword parameters, and neither cells nor generators: the fast call applies. */
  readonly simple: boolean
  /** Code objects of the functions inside, made when first needed. */
  private readonly inner: (W_Code | undefined)[]
  /** Inline caches, one per `cache` operand. */
  readonly caches: Cache[]
  /** Set by sys.monitoring and tracing tools. */
  extra: Map<string, unknown> | null = null

  constructor(unit: CodeUnit) {
    super(codeShape())
    this.unit = unit
    this.code = unit.code
    this.names = unit.names
    this.consts = constantsOf(unit)
    this.template = makeTemplate(unit, this.consts)
    this.argcount = unit.argcount
    this.flags = unit.flags
    this.simple = unit.kwonlyargcount === 0 && (unit.flags & (CO_VARARGS | CO_VARKEYWORDS)) === 0
    this.inner = new Array<W_Code | undefined>(unit.units.length).fill(undefined)
    this.caches = []
    for (let i = 0; i < unit.cacheCount; i++) this.caches.push(new Cache())
  }

  /** The code object of the i-th unit inside. */
  child(i: number): W_Code {
    return (this.inner[i] ??= new W_Code(this.unit.units[i]))
  }

  /** Names of all locals: parameters first, then cells and free variables as the unit orders them. */
  tuple(names: readonly string[]): W_Tuple {
    return new W_Tuple(names.slice())
  }
}

function codeShape() {
  return shapes.code
}

function makeTemplate(unit: CodeUnit, consts: readonly Value[]): (Value | undefined)[] {
  const template = new Array<Value | undefined>(unit.nregs).fill(undefined)
  unit.constRegs.forEach((constant, i) => {
    template[unit.firstConst + i] = consts[constant]
  })
  return template
}
