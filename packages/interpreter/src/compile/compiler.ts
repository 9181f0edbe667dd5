// Compiler: the state of compiling one unit: where names live, which locals are surely bound, and what early exits must undo.
import {
  type ast as A,
  CELL,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  LOCAL,
  resolution,
  type Scope,
  type ScopeTable,
  Tag,
} from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import type { Const } from '../objects/code-unit.ts'
import { Label, type Place, UnitBuilder } from './builder.ts'
import { type Folder, truth } from './fold.ts'

/** Where a name is found. */
export type Home =
  | { readonly kind: 'fast'; readonly register: number }
  | { readonly kind: 'cell'; readonly register: number }
  | { readonly kind: 'global' }
  | { readonly kind: 'name' }

const GLOBAL: Home = { kind: 'global' }
const NAME: Home = { kind: 'name' }

/** What an early exit (return, break, continue) must undo, innermost last. */
export type Block =
  | {
      readonly kind: 'loop'
      readonly head: Label
      readonly exit: Label
      readonly breaks: Bound[]
      readonly isFor: boolean
    }
  | {
      readonly kind: 'handler'
      readonly saved: number
      readonly unbind: (() => void) | null
      readonly protectedBy: Protection
    }
  | { readonly kind: 'finally'; readonly emit: () => void; readonly protectedBy: Protection }
  | {
      readonly kind: 'with'
      readonly exit: number
      readonly isAsync: boolean
      readonly place: Place
      readonly protectedBy: Protection
    }

/** Names of locals that surely have a value here; null where control cannot come. */
export type Bound = Set<string> | null

/** A protected range that may be interrupted. */
export class Protection {
  readonly handler = new Label()
  /** Whether any instruction is protected: otherwise the handler is never reached. */
  isUsed = false
  private open: ReturnType<UnitBuilder['open']> | null = null
  private readonly b: UnitBuilder
  readonly register: number

  readonly place: number

  constructor(b: UnitBuilder, register: number, place: number) {
    this.b = b
    this.register = register
    this.place = place
  }

  start(): void {
    this.open = this.b.open(this.handler, this.register, this.place)
  }

  stop(): void {
    if (this.open !== null && this.b.close(this.open)) this.isUsed = true
    this.open = null
  }
}

export interface Settings {
  readonly filename: string
  readonly scopes: ScopeTable
  readonly folder: Folder
  /** See hazards.ts. */
  readonly hazards: ReadonlySet<A.Node> | null
  /** 0, 1 (-O) or 2 (-OO). */
  readonly optimize: number
  /** Flags inherited or set by `from __future__`. */
  readonly flags: number
  /** The tree of an interactive session: expression statements print their value. */
  readonly interactive: boolean
}

export class Compiler {
  readonly b = new UnitBuilder()
  readonly settings: Settings
  readonly scope: Scope
  readonly parent: Compiler | null
  readonly qualname: string
  readonly name: string
  /** Registers of fast locals, cells and free variables by name. */
  readonly homes = new Map<string, Home>()
  /** Variables of inlined comprehensions hide those of the unit, innermost last. */
  readonly inlined: Map<string, Home>[] = []
  /** The scope whose names are resolved: the unit's, or an inlined comprehension's. */
  current: Scope
  blocks: Block[] = []
  bound: Bound = new Set()
  /** Registers below this one are variables of the unit. */
  firstTemporary = 0
  /** Inside a hazard: locals are copied, because a later operand may rebind them. */
  copies = false
  /** In a class: attributes that functions inside assign to `self`, for `__static_attributes__`. */
  readonly staticAttributes: Set<string> | null

  constructor(
    settings: Settings,
    scope: Scope,
    parent: Compiler | null,
    name: string,
    staticAttributes: Set<string> | null,
  ) {
    this.settings = settings
    this.scope = scope
    this.current = scope
    this.parent = parent
    this.name = name
    this.staticAttributes = staticAttributes
    this.qualname = qualnameOf(parent, scope, name)
  }

  /** A protected range whose handler gets the exception in `register`. */
  protect(register: number): Protection {
    return new Protection(this.b, register, -1)
  }

  /** One whose handler raises the exception again as if nothing had been done: the register behind it is for the place. */
  protectSilently(register: number): Protection {
    return new Protection(this.b, register, register + 1)
  }

  /** The constant that an expression is known to be, or undefined. */
  constant(e: A.expr): Const | undefined {
    return this.settings.folder.constantOf(e)
  }

  /** The truth of a condition that needs no computation, undefined for any other. */
  truth(e: A.expr): boolean | undefined {
    if (e.tag === Tag.BoolOp) {
      const { op, values } = e as A.BoolOp
      const decides = op.tag === Tag.Or
      for (const v of values) {
        const t = this.truth(v)
        if (t === undefined || t === decides) return t
      }
      return !decides
    }
    const value = this.constant(e)
    return value === undefined ? undefined : truth(value)
  }

  emit(opcode: number, ...operands: (number | Label)[]): void {
    this.b.emit(opcode, ...operands)
  }

  at(node: Place): void {
    this.b.at(node)
  }

  /** Emits an instruction that belongs to no line: it ends a block that may end at several. CPython: NO_LOCATION */
  emitNowhere(opcode: number, ...operands: (number | Label)[]): void {
    const { where } = this.b
    this.b.nowhere()
    this.b.emit(opcode, ...operands)
    this.b.at(where)
  }

  /** Where a name written here is found. */
  home(name: string): Home {
    const mangled = this.current.mangle(name)
    for (let i = this.inlined.length - 1; i >= 0; i--) {
      const h = this.inlined[i].get(mangled)
      if (h !== undefined) return h
    }
    const where = this.current.resolve(name)
    if (where === GLOBAL_EXPLICIT) return GLOBAL
    const { scope } = this
    if (scope.isFunctionLike()) return where === GLOBAL_IMPLICIT ? GLOBAL : (this.homes.get(mangled) ?? GLOBAL)
    if (scope.kind === 'class' && this.inlined.length > 0) {
      // A comprehension in a class body sees what surrounds the class, not the class.
      return where === FREE && mangled !== '__class__' ? { kind: 'cell', register: this.cellOf(mangled) } : GLOBAL
    }
    return where === FREE ? (this.homes.get(mangled) ?? NAME) : NAME
  }

  mangle(name: string): string {
    return this.current.mangle(name)
  }

  /** Marks a local as surely bound from here on. */
  bind(name: string): void {
    this.bound?.add(name)
  }

  unbind(name: string): void {
    this.bound?.delete(name)
  }

  /** A copy of what is bound, to come back to. */
  snapshot(): Bound {
    return this.bound === null ? null : new Set(this.bound)
  }

  /** Registers for parameters, locals, cells and free variables, in that order. */
  layOut(parameters: readonly string[]): {
    varnames: string[]
    cellvars: string[]
    freevars: string[]
    cellRegs: number[]
    freeRegs: number[]
  } {
    const { b, scope } = this
    const varnames: string[] = []
    const cellvars: string[] = []
    const cellRegs: number[] = []
    const isFunction = scope.isFunctionLike()
    for (const p of parameters) {
      varnames.push(p)
      const register = b.temp()
      if (scope.symbols.has(p) && resolutionOf(scope, p) === CELL) {
        this.homes.set(p, { kind: 'cell', register })
        cellvars.push(p)
        cellRegs.push(register)
      } else this.homes.set(p, { kind: 'fast', register })
      this.bound?.add(p)
    }
    if (isFunction) {
      for (const name of scope.namesAt(LOCAL)) {
        if (this.homes.has(name)) continue
        varnames.push(name)
        this.homes.set(name, { kind: 'fast', register: b.temp() })
      }
    }
    for (const name of scope.namesAt(CELL).sort()) {
      if (this.homes.has(name)) continue
      const register = b.temp()
      this.homes.set(name, { kind: 'cell', register })
      cellvars.push(name)
      cellRegs.push(register)
    }
    if (scope.kind === 'class') {
      for (const [needed, name] of [
        [scope.needsClassClosure, '__class__'],
        [scope.needsClassDict, '__classdict__'],
      ] as const) {
        if (!needed) continue
        const register = b.temp()
        this.passedOn.set(name, register)
        cellvars.push(name)
        cellRegs.push(register)
      }
    }
    const freevars: string[] = []
    const freeRegs: number[] = []
    for (const name of scope.freeNames().sort()) {
      if (this.homes.get(name)?.kind === 'cell') continue
      const register = b.temp()
      freevars.push(name)
      freeRegs.push(register)
      if (resolutionOf(scope, name) !== FREE) this.passedOn.set(name, register)
      else this.homes.set(name, { kind: 'cell', register })
    }
    if (freevars.length > 0) b.emit(Op.COPY_FREE_VARS, freeRegs[0], freevars.length)
    for (const r of cellRegs) b.emit(Op.MAKE_CELL, r)
    this.firstTemporary = b.top
    return { varnames, cellvars, freevars, cellRegs, freeRegs }
  }

  /** Cells that a class body or a scope that looks into one only hands on to its methods, by name. */
  readonly passedOn = new Map<string, number>()

  /** The register of the cell that an inner unit captures. */
  cellOf(name: string): number {
    for (let i = this.inlined.length - 1; i >= 0; i--) {
      const h = this.inlined[i].get(name)
      if (h !== undefined && h.kind === 'cell') return h.register
    }
    const passed = this.passedOn.get(name)
    if (passed !== undefined) return passed
    const h = this.homes.get(name)
    if (h?.kind !== 'cell') throw new Error(`no cell for ${name} in ${this.qualname}`)
    return h.register
  }
}

function resolutionOf(scope: Scope, mangled: string): number {
  return resolution(scope.symbols.get(mangled) ?? 0)
}

/** What is bound where two ways meet. */
export function meet(a: Bound, b: Bound): Bound {
  if (a === null) return b === null ? null : new Set(b)
  if (b === null) return a
  const both = new Set<string>()
  for (const n of a) if (b.has(n)) both.add(n)
  return both
}

/** `__qualname__` of a unit. ref: glossary#term-qualified-name; CPython: Python/compile.c (compiler_set_qualname) */
function qualnameOf(parent: Compiler | null, scope: Scope, name: string): string {
  if (parent === null || parent.scope.kind === 'module') return name
  let outer: Compiler = parent
  if (isAnnotation(outer.scope)) {
    if (outer.parent === null || outer.parent.scope.kind === 'module') return name
    outer = outer.parent
  }
  if (scope.kind === 'function' || scope.kind === 'class') {
    const holder = outer.scope
    if (resolutionOf(holder, holder.mangle(name)) === GLOBAL_EXPLICIT) return name
  }
  const { kind, comprehension } = outer.scope
  const isFunction = kind === 'type_alias' || (kind === 'function' && comprehension === 'none')
  return isFunction ? `${outer.qualname}.<locals>.${name}` : `${outer.qualname}.${name}`
}

function isAnnotation({ kind }: Scope): boolean {
  return kind === 'type_params' || kind === 'type_variable'
}
