// W_Function: a Python function, and how a call's arguments become its frame. Its type's definition is in function-type.ts.
// ref: expressions#calls, compound_stmts#function-definitions; CPython: Objects/funcobject.c, Python/ceval.c (initialize_locals)
//
// A call fills the register window of a new frame: parameters are its first registers, in CPython's order (positional,
// keyword-only, *args, **kwargs). The loop calls functions without leaving JavaScript's frame; `call…` below is the way in
// for built-in code, which runs a loop of its own.
import {
  closestName,
  error,
  type KeywordNames,
  shapes,
  strFromKey,
  type Value,
  W_Callable,
  owned,
  passToBuiltin,
  W_Dict,
  tupleOf,
  type W_Tuple,
} from '@typhon/objspace'
import { RAISED, takeRaised } from '../baseline/leave.ts'
import { baseline } from '../baseline/settings.ts'
import { warm } from '../baseline/tiers.ts'
import { context } from '../eval/context.ts'
import { finishUnwound, runFrame } from '../eval/enter.ts'
import { UNWIND } from '../eval/unwinding.ts'
import { CO_MAKES_GENERATOR, CO_VARARGS, CO_VARKEYWORDS } from './code-flags.ts'
import type { W_Code } from './code.ts'
import { Frame } from './frame.ts'
import { letGo } from '../prompt/keep.ts'

export class W_Function extends W_Callable {
  declare code: W_Code
  declare readonly globals: W_Dict
  declare readonly builtins: W_Dict
  declare name: string
  declare qualname: string
  declare defaults: readonly Value[] | null
  declare kwdefaults: W_Dict | null
  declare closure: W_Tuple | null
  declare annotations: Value
  declare doc: Value
  declare module: Value
  declare typeParams: Value

  constructor(code: W_Code, globals: W_Dict, builtins: W_Dict) {
    super(shapes.function)
    this.code = code
    this.globals = globals
    this.builtins = builtins
    this.name = code.unit.name
    this.qualname = code.unit.qualname
    this.defaults = null
    this.kwdefaults = null
    this.closure = null
    this.annotations = null
    this.doc = code.docstring()
    this.module = globals.getStr('__name__') ?? null
    this.typeParams = null
  }

  /** Counts a call by the interpreter. */
  count(): void {
    if (++this.code.heat > baseline.threshold) warm(this)
  }

  /** A frame ready to run, for `args` that end with the values of `kwnames`. */
  frameFor(args: readonly Value[], kwnames: KeywordNames): Frame {
    const { code } = this
    this.count()
    const regs = code.window()
    const n = args.length
    if (kwnames === null && code.simple && n === code.argcount) {
      for (let i = 0; i < n; i++) regs[i] = args[i]
    } else bindArguments(this, args, kwnames, regs)
    return new Frame(code, regs, this.globals, this.builtins, this)
  }

  override call0(): Value {
    const { code } = this
    if (code.arity !== 0) return this.call([], null)
    if (isCompiled(this)) return fromBuiltin(() => code.entry(this))
    return runFrame(new Frame(code, code.window(), this.globals, this.builtins, this))
  }

  override call1(a: Value): Value {
    const { code } = this
    if (code.arity !== 1) return this.call([a], null)
    if (isCompiled(this)) {
      const { handled } = context
      try {
        const w = code.entry(this, a)
        if (w !== RAISED) {
          if (owned.live !== 0) passToBuiltin()
          return w
        }
      } catch (e) {
        if (e === UNWIND) return finishUnwound(handled)
        throw e
      }
      throw takeRaised()
    }
    const regs = code.window()
    regs[0] = a
    return runFrame(new Frame(code, regs, this.globals, this.builtins, this))
  }

  override call2(a: Value, b: Value): Value {
    const { code } = this
    if (code.arity !== 2) return this.call([a, b], null)
    if (isCompiled(this)) {
      const { handled } = context
      try {
        const w = code.entry(this, a, b)
        if (w !== RAISED) {
          if (owned.live !== 0) passToBuiltin()
          return w
        }
      } catch (e) {
        if (e === UNWIND) return finishUnwound(handled)
        throw e
      }
      throw takeRaised()
    }
    const regs = code.window()
    regs[0] = a
    regs[1] = b
    return runFrame(new Frame(code, regs, this.globals, this.builtins, this))
  }

  override call3(a: Value, b: Value, c: Value): Value {
    const { code } = this
    if (code.arity !== 3) return this.call([a, b, c], null)
    if (isCompiled(this)) return fromBuiltin(() => code.entry(this, a, b, c))
    const regs = code.window()
    regs[0] = a
    regs[1] = b
    regs[2] = c
    return runFrame(new Frame(code, regs, this.globals, this.builtins, this))
  }

  override call(args: Value[], kwnames: KeywordNames): Value {
    const { code } = this
    this.count()
    const window = code.window()
    if (kwnames === null && args.length === code.arity) for (let i = 0; i < args.length; i++) window[i] = args[i]
    else bindArguments(this, args, kwnames, window)
    if (isCompiled(this)) return fromBuiltin(() => code.enterWindow(this, window))
    return runFrame(new Frame(code, window, this.globals, this.builtins, this))
  }
}

/** Whether a function is compiled by now, or only makes a generator; counts the call. */
function isCompiled(f: W_Function): boolean {
  const { code } = f
  if ((code.flags & CO_MAKES_GENERATOR) !== 0) return true
  if (code.compiled === null && ++code.heat > baseline.threshold) warm(f)
  return code.compiled !== null
}

/** A call of compiled code by built-in code, where unwinding ends. */
function fromBuiltin(enter: () => Value): Value {
  const { handled } = context
  try {
    const w = enter()
    if (w !== RAISED) {
      if (owned.live !== 0) passToBuiltin()
      return w
    }
  } catch (e) {
    if (e === UNWIND) return finishUnwound(handled)
    throw e
  }
  throw takeRaised()
}
Object.defineProperty(W_Function.prototype, 'bindsSelf', { value: true })

/** Puts the arguments of any call into the first registers of a window; raises the TypeError of a wrong call. */
export function bindArguments(
  func: W_Function,
  args: readonly Value[],
  kwnames: KeywordNames,
  regs: (Value | undefined)[],
): void {
  const { code } = func
  const { argcount, flags, unit } = code
  const { kwonlyargcount, varnames } = unit
  const named = argcount + kwonlyargcount
  const npos = kwnames === null ? args.length : args.length - kwnames.length
  const taken = npos < argcount ? npos : argcount
  for (let i = 0; i < taken; i++) regs[i] = args[i]
  let slot = named
  if (owned.live !== 0 && (flags & (CO_VARARGS | CO_VARKEYWORDS)) !== 0) args.slice(taken).forEach(letGo)
  if ((flags & CO_VARARGS) !== 0) regs[slot++] = tupleOf(npos > argcount ? args.slice(argcount, npos) : [])
  let extra: W_Dict | null = null
  if ((flags & CO_VARKEYWORDS) !== 0) {
    extra = new W_Dict()
    regs[slot] = extra
  }
  if (kwnames !== null) bindKeywords(func, args, npos, kwnames, regs, extra)
  if (npos > argcount && (flags & CO_VARARGS) === 0) throw tooManyPositional(func, npos, regs)
  if (npos < argcount) fillDefaults(func, npos, regs)
  if (kwonlyargcount > 0) {
    let missing: string[] | null = null
    for (let i = argcount; i < named; i++) {
      if (regs[i] !== undefined) continue
      const w = func.kwdefaults?.getStr(varnames[i])
      if (w !== undefined) regs[i] = w
      else (missing ??= []).push(varnames[i])
    }
    if (missing !== null) throw missingArguments(func, missing, 'keyword-only')
  }
}

function bindKeywords(
  func: W_Function,
  args: readonly Value[],
  npos: number,
  kwnames: readonly string[],
  regs: (Value | undefined)[],
  extra: W_Dict | null,
): void {
  const { unit, argcount } = func.code
  const { varnames, posonlyargcount } = unit
  const named = argcount + unit.kwonlyargcount
  for (let k = 0; k < kwnames.length; k++) {
    const name = kwnames[k]
    let i = posonlyargcount
    while (i < named && varnames[i] !== name) i++
    if (i < named) {
      if (regs[i] !== undefined)
        throw error('TypeError', `${func.qualname}() got multiple values for argument '${name}'`)
      regs[i] = args[npos + k]
    } else if (extra !== null) extra.set(strFromKey(name), args[npos + k])
    else throw unexpectedKeyword(func, kwnames, name)
  }
}

function unexpectedKeyword(func: W_Function, kwnames: readonly string[], name: string): unknown {
  const { varnames, posonlyargcount } = func.code.unit
  const positionalOnly = varnames.slice(0, posonlyargcount).filter((n) => kwnames.includes(n))
  if (positionalOnly.length > 0) {
    return error(
      'TypeError',
      `${func.qualname}() got some positional-only arguments passed as keyword arguments: '${positionalOnly.join(', ')}'`,
    )
  }
  const { argcount, unit } = func.code
  const candidates = varnames.slice(posonlyargcount, argcount + unit.kwonlyargcount)
  const close = closestName(name, candidates)
  return error(
    'TypeError',
    `${func.qualname}() got an unexpected keyword argument '${name}'${close === null ? '' : `. Did you mean '${close}'?`}`,
  )
}

function tooManyPositional(func: W_Function, given: number, regs: (Value | undefined)[]): unknown {
  const { argcount, unit } = func.code
  let keywordOnly = 0
  for (let i = argcount; i < argcount + unit.kwonlyargcount; i++) if (regs[i] !== undefined) keywordOnly++
  const defaults = func.defaults?.length ?? 0
  const plural = defaults > 0 ? true : argcount !== 1
  const count = defaults > 0 ? `from ${argcount - defaults} to ${argcount}` : `${argcount}`
  const extra =
    keywordOnly > 0
      ? ` positional argument${given !== 1 ? 's' : ''} (and ${keywordOnly} keyword-only argument${keywordOnly !== 1 ? 's' : ''})`
      : ''
  return error(
    'TypeError',
    `${func.qualname}() takes ${count} positional argument${plural ? 's' : ''} but ${given}${extra} ${given === 1 && keywordOnly === 0 ? 'was' : 'were'} given`,
  )
}

function fillDefaults(func: W_Function, npos: number, regs: (Value | undefined)[]): void {
  const { argcount, unit } = func.code
  const defaults = func.defaults ?? []
  const first = argcount - defaults.length
  let missing: string[] | null = null
  for (let i = npos; i < first; i++) if (regs[i] === undefined) (missing ??= []).push(unit.varnames[i])
  if (missing !== null) throw missingArguments(func, missing, 'positional')
  for (let i = npos > first ? npos : first; i < argcount; i++) {
    if (regs[i] === undefined) regs[i] = defaults[i - first]
  }
}

function missingArguments(func: W_Function, names: string[], kind: string): unknown {
  const quoted = names.map((n) => `'${n}'`)
  const last = quoted.length - 1
  const list =
    quoted.length === 1
      ? quoted[0]
      : quoted.length === 2
        ? `${quoted[0]} and ${quoted[1]}`
        : `${quoted.slice(0, last).join(', ')}, and ${quoted[last]}`
  return error(
    'TypeError',
    `${func.qualname}() missing ${names.length} required ${kind} argument${names.length === 1 ? '' : 's'}: ${list}`,
  )
}
