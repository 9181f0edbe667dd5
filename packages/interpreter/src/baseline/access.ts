// Globals, attributes and methods, with what the interpreter's caches have learnt put in place.
//
// A place that has met objects of one shape alone is compiled for that shape: other objects leave for the interpreter. Behind it
// the shape of the register is known, until something runs that could give the object another. A place that has met several
// shapes tests them one after the other; what none of them fits is a miss, which is counted, so that a function whose caches were
// filled too early is compiled again.
//
// What must stay true: a guard is as strong as the cache's own test in eval/control.ts; `text.shapes` is emptied by whoever
// writes an instruction that may run other code (see Text.isPure).
import {
  owned,
  type Shape,
  shapes,
  superType,
  type Value,
  W_BuiltinFunction,
  W_Dict,
  W_Float,
  W_Module,
  W_Type,
} from '@typhon/objspace'
import { namespaceOf } from '../eval/namespaces.ts'
import type { Cache } from '../objects/code.ts'
import { W_Function } from '../objects/function.ts'
import { KIND } from '../eval/attribute-caches.ts'
import { complexPart, known, loadsFloat, only, storesFloat } from './known.ts'
import { floatIn } from './numbers.ts'
import { WRONG } from './seen.ts'
import type { Text } from './text.ts'

/** `out = the global or builtin called name`. */
export function loadGlobal(text: Text, pc: number, globals: W_Dict, builtins: W_Dict): string {
  const { code, names, caches } = text.code
  const out = text.reg(code[pc + 1])
  const cache = caches[code[pc + 3]]
  const c = text.constant(cache)
  const slow = `{ ${text.mark(pc)}; ${out} = ${text.use('globalMiss')}(U, FR, ${JSON.stringify(names[code[pc + 2]])}, ${c}) }`
  const { owner } = cache
  text.likely.delete(code[pc + 1])
  text.globals.delete(code[pc + 1])
  if (!(owner instanceof W_Dict) || (owner !== globals && owner !== builtins)) return `${slow}\n`
  const guard =
    owner === globals
      ? `G.layoutVersion === ${cache.version}`
      : `G.layoutVersion === ${cache.index} && BI.layoutVersion === ${cache.version}`
  text.isPure = true
  if (text.types.globalInt(pc) !== undefined) {
    const { test, value: is } = intGlobal(text, pc)
    if (text.fresh.has(test)) return `${out} = ${is}\n`
    text.fresh.add(test)
    return `if (!(${test})) ${text.leave(pc)}\n${out} = ${is}\n`
  }
  // What the cache says of a builtin holds as long as the globals are as they were, too.
  if (owner.layoutVersion === cache.version && (owner === globals || globals.layoutVersion === cache.index)) {
    const w = owner.values[cache.kind]
    text.likely.set(code[pc + 1], w)
    text.globals.set(code[pc + 1], w)
    const isGuessed = text.types.guesses && (text.types.seenAt(pc) & WRONG) === 0
    const test = isGuessed && staysBound(w) ? bindingTest(text, names[code[pc + 2]], owner, globals) : null
    if (test !== null) {
      const isTested = text.fresh.has(test)
      text.fresh.add(test)
      return `${isTested ? '' : `if (!(${test})) ${text.leave(pc)}\n`}${out} = ${text.constant(w)}\n`
    }
  }
  const value = `${owner === globals ? 'G' : 'BI'}.values[${cache.kind}]`
  return `if (${guard}) ${out} = ${value}\nelse ${slow}\n`
}

/** Whether what a name is bound to is hardly ever replaced, so that code is compiled for it and left where it was. */
function staysBound(w: Value | undefined): boolean {
  if (w instanceof W_Float) return w.shape === shapes.float
  return w instanceof W_Function || w instanceof W_Type || w instanceof W_BuiltinFunction || w instanceof W_Module
}

/** A test that a name still is what it is now, in `owner`: the globals, or the builtins behind them; null where that changes too often. */
function bindingTest(text: Text, name: string, owner: W_Dict, globals: W_Dict): string | null {
  const all = [namespaceOf(globals).bindingOf(name)]
  if (owner !== globals) all.push(namespaceOf(owner).bindingOf(name))
  return all.includes(null) ? null : all.map((binding) => `${text.constant(binding)}.holds`).join(' && ')
}

/** The int that a global is taken for which is loaded at `pc`, and the test that it still is. */
export function intGlobal(text: Text, pc: number): { test: string; value: string } {
  const { code, names, caches } = text.code
  const cache = caches[code[pc + 3]]
  const int = text.types.globalInt(pc)
  const value = typeof int === 'number' ? `${int}` : text.constant(int)
  const globals = cache.owner as W_Dict
  const bound = bindingTest(text, names[code[pc + 2]], globals, globals)
  return { test: bound ?? `G.layoutVersion === ${cache.version} && G.values[${cache.kind}] === ${value}`, value }
}

/** A test that `w` has a shape; raw values are told by their JavaScript type. */
export function hasShape(text: Text, w: string, shape: Shape): string {
  if (shape === shapes.str) return `typeof ${w} === 'string'`
  if (shape === shapes.int) return `typeof ${w} === 'number'`
  if (shape === shapes.bool) return `typeof ${w} === 'boolean'`
  if (shape === shapes.none) return `${w} === null`
  return text.isOf(w, shape)
}

/** The guard of a cache that knows a shape and its type's version. */
function guard(text: Text, w: string, cache: Cache): string {
  const shape = cache.owner as Shape
  // Types that are not made by programs do not change.
  const version = shape.type.heap ? ` && ${text.constant(shape.type)}.version === ${cache.version}` : ''
  return hasShape(text, w, shape) + version
}

function field(w: string, slot: number, shape: Shape): string {
  return slot < shape.inline ? `${w}.f${slot}` : `${w}[${slot}]`
}

/** The `__dict__` of an instance that has its attributes there. */
function dictOf(w: string, { owner }: Cache): string {
  const shape = owner as Shape
  return field(w, shape.count - 1, shape)
}

/** Leaves where register `r` is not what the cache knows; nothing where that is known already. */
function require(text: Text, pc: number, r: number, cache: Cache): string {
  const shape = cache.owner as Shape
  if (text.shapes.get(r) === shape) return ''
  const test = guard(text, text.reg(r), cache)
  text.shapes.set(r, shape)
  return `if (!(${test})) ${text.leave(pc)}\n`
}

/** `out = w.name` where it is what one cache knows, as the start of an if statement; `first` is done before. */
function knownAttr(text: Text, pc: number, out: string, w: string, c: Cache, first = ''): string {
  if (c.kind === KIND.ofClass) {
    const type = c.owner as W_Type
    const meta = type.shape.type
    const version = meta.heap ? ` && ${text.constant(meta)}.version === ${c.index}` : ''
    const name = text.constant(type)
    return `if (${w} === ${name} && ${name}.version === ${c.version}${version}) { ${first}${out} = ${text.constant(c.value)} }\nelse `
  }
  const test = guard(text, w, c)
  switch (c.kind) {
    case KIND.slot: {
      const value = field(w, c.index, c.owner as Shape)
      if (!loadsFloat(c)) return `if (${test} && (t = ${value}) !== undefined) { ${first}${out} = t }\nelse `
      // The register of a method has no double.
      const float =
        first === '' ? `f${out.slice(1)} = ${value}; ${out} = FLT` : `${out} = new ${text.use('W_Float')}(${value})`
      return `if (${test}) { ${first}${float} }\nelse `
    }
    case KIND.value:
      return `if (${test}) { ${first}${out} = ${text.constant(c.value)} }\nelse `
    case KIND.module:
      return `if (${test} && ${w}.dict.layoutVersion === ${c.value as number}) { ${first}${out} = ${w}.dict.values[${c.index}] }\nelse `
    case KIND.inDict:
      if (typeof c.value !== 'string') return ''
      return `if (${test} && (t = ${text.use('heldAttr')}(${dictOf(w, c)}, ${JSON.stringify(c.value)}, ${c.index})) !== undefined) { ${first}${out} = t }\nelse `
    case KIND.getter: {
      const part = complexPart(c)
      if (part !== null && first === '') return `if (${test}) { f${out.slice(1)} = ${w}.${part}; ${out} = FLT }\nelse `
      return `if (${test} && (${text.mark(pc)}, t = ${text.constant(c.value)}.get(${w})) !== undefined) { ${first}${out} = t }\nelse `
    }
    case KIND.property:
      return `if (${test}) { ${text.mark(pc)}; ${first}${text.result(out, `${text.use(owned.enabled ? 'promptGet' : 'invoke1')}(${text.constant(c.value)}.fget, ${w})`)} }\nelse `
    default:
      return ''
  }
}

/** `out = w.name` where objects have one shape and the attribute is kept in them or their class; '' for other places. */
function plainAttr(text: Text, pc: number, out: number, r: number, cache: Cache): string {
  const c = only(text.types, pc, cache)
  const part = c === null ? null : complexPart(c)
  if (c === null || (c.kind !== KIND.slot && c.kind !== KIND.value && part === null)) return ''
  const all = require(text, pc, r, c)
  text.isPure = true
  if (part !== null) return `${all}f${out} = ${text.reg(r)}.${part}; ${text.reg(out)} = FLT\n`
  if (c.kind === KIND.value) return `${all}${text.reg(out)} = ${text.constant(c.value)}\n`
  const shape = c.owner as Shape
  const value = field(text.reg(r), c.index, shape)
  if (loadsFloat(c)) return `${all}f${out} = ${value}; ${text.reg(out)} = FLT\n`
  // Only members of __slots__ may be empty.
  if (c.index >= shape.type.slotCount) return `${all}${text.reg(out)} = ${value}\n`
  return `${all}if ((t = ${value}) === undefined) ${text.leave(pc)}\n${text.reg(out)} = t\n`
}

/** What a module that is known, in register `r`, has under a name, and a test that it still has; null for other objects and names. */
function heldByModule(
  text: Text,
  pc: number,
  r: number,
  name: string,
  cache: Cache,
): { test: string; value: Value } | null {
  const c = only(text.types, pc, cache)
  const module = text.likely.get(r)
  if (c === null || c.kind !== KIND.module || !(module instanceof W_Module) || module.shape !== c.owner) return null
  const { dict } = module
  if (dict.layoutVersion !== c.value || !staysBound(dict.values[c.index])) return null
  const bound = bindingTest(text, name, dict, dict)
  if (bound === null) return null
  const w = text.reg(r)
  const test = `${w} === ${text.constant(module)} && ${guard(text, w, c)} && ${bound}`
  return { test, value: dict.values[c.index] as Value }
}

/** `out = object.name`. */
export function loadAttr(text: Text, pc: number): string {
  const { code, names, caches } = text.code
  const out = text.reg(code[pc + 1])
  const w = text.reg(code[pc + 2])
  const cache = caches[code[pc + 4]]
  const plain = plainAttr(text, pc, code[pc + 1], code[pc + 2], cache)
  if (plain !== '') return plain
  const held = heldByModule(text, pc, code[pc + 2], names[code[pc + 3]], cache)
  if (held !== null) {
    text.isPure = true
    return `if (!(${held.test})) ${text.leave(pc)}\n${out} = ${text.constant(held.value)}\n`
  }
  let all = ''
  for (const c of known(cache)) all += knownAttr(text, pc, out, w, c)
  const missed = `${text.use('attrMiss')}(U, ${w}, ${JSON.stringify(names[code[pc + 3]])}, ${text.constant(cache)})`
  return `${all}{ ${text.mark(pc)}; ${text.result(out, missed)} }\n`
}

/** `object.name = value`. */
export function storeAttr(text: Text, pc: number): string {
  const { code, names, caches } = text.code
  const w = text.reg(code[pc + 1])
  const value = text.reg(code[pc + 3])
  const cache = caches[code[pc + 4]]
  const c = only(text.types, pc, cache)
  if (c !== null) {
    const shape = c.owner as Shape
    let test = require(text, pc, code[pc + 1], c)
    let stored = value
    if (storesFloat(c)) {
      const float = floatIn(text, code[pc + 3])
      if (float.test !== '') test += `if (!(${float.test})) ${text.leave(pc)}\n`
      stored = float.value
    }
    text.isPure = true
    const grow = c.kind === KIND.slot ? '' : `${w}.shape = ${text.constant(c.value)}\n`
    if (grow !== '') {
      // The same object may be in other registers.
      text.shapes.clear()
      text.shapes.set(code[pc + 1], c.value as unknown as Shape)
    }
    return `${test}${grow}${field(w, c.index, shape)} = ${stored}\n`
  }
  let all = ''
  for (const c of known(cache)) {
    const shape = c.owner as Shape
    const grow = c.kind === KIND.slot ? '' : `${w}.shape = ${text.constant(c.value)}; `
    const isFloat = storesFloat(c)
    const test = isFloat ? ` && ${text.isOf(value, shapes.float)} && ${value}.v === ${value}.v` : ''
    all += `if (${guard(text, w, c)}${test}) { ${grow}${field(w, c.index, shape)} = ${isFloat ? `${value}.v` : value} }\nelse `
  }
  return `${all}{ ${text.mark(pc)}; ${text.use('storeMiss')}(U, ${w}, ${JSON.stringify(names[code[pc + 2]])}, ${value}, ${text.constant(cache)}) }\n`
}

/** `base = object.name, base+1 = the receiver` where the attribute is a method, else undefined. */
export function loadMethod(text: Text, pc: number): string {
  const { code, names, caches } = text.code
  const base = text.reg(code[pc + 1])
  const self = text.reg(code[pc + 1] + 1)
  const r = code[pc + 2]
  const w = text.reg(r)
  const cache = caches[code[pc + 4]]
  const c = only(text.types, pc, cache)
  text.certain.delete(code[pc + 1])
  text.methods.delete(code[pc + 1])
  text.globals.delete(code[pc + 1])
  if (c !== null && c.kind === KIND.method) {
    const test = require(text, pc, r, c)
    text.methods.set(code[pc + 1], cache)
    text.isPure = true
    text.certain.set(code[pc + 1], c)
    return `${test}${self} = ${w}; ${base} = ${text.constant(c.value)}\n`
  }
  const plain = loadsFloat(cache) ? '' : plainAttr(text, pc, code[pc + 1], r, cache)
  if (plain !== '') return `${plain}${self} = undefined\n`
  const held = heldByModule(text, pc, r, names[code[pc + 3]], cache)
  if (held !== null) {
    text.isPure = true
    text.globals.set(code[pc + 1], held.value)
    return `if (!(${held.test})) ${text.leave(pc)}\n${self} = undefined; ${base} = ${text.constant(held.value)}\n`
  }
  text.methods.set(code[pc + 1], cache)
  let all = ''
  for (const c of known(cache))
    if (c.kind === KIND.classMethod) {
      const type = c.owner as W_Type
      const meta = type.shape.type
      const version = meta.heap ? ` && ${text.constant(meta)}.version === ${c.index}` : ''
      all += `if (${w} === ${text.constant(type)} && ${text.constant(type)}.version === ${c.version}${version}) { ${self} = ${w}; ${base} = ${text.constant(c.value)} }\nelse `
    } else if (c.kind === KIND.unshadowed)
      all += `if (${guard(text, w, c)} && ${text.use('lacksAttr')}(${dictOf(w, c)}, ${JSON.stringify(names[code[pc + 3]])})) { ${self} = ${w}; ${base} = ${text.constant(c.value)} }\nelse `
    else if (c.kind === KIND.method)
      all += `if (${guard(text, w, c)}) { ${self} = ${w}; ${base} = ${text.constant(c.value)} }\nelse `
    else all += knownAttr(text, pc, base, w, c, `${self} = undefined; `)
  return `${all}{ ${text.mark(pc)}; ${base} = ${text.use('methodMiss')}(U, ${w}, ${JSON.stringify(names[code[pc + 3]])}, ${text.constant(cache)}); ${self} = S.second }\n`
}

/** `base = super(class, self).name, base+1 = the receiver` where the attribute is a method, else undefined. */
export function loadSuperMethod(text: Text, pc: number): string {
  const { code, names, caches } = text.code
  const base = text.reg(code[pc + 1])
  const self = text.reg(code[pc + 1] + 1)
  const [w_super, w_class, w] = [2, 3, 4].map((i) => text.reg(code[pc + i]))
  const cache = caches[code[pc + 7]]
  /** The test of what else the cache relies on than the shape of the object. */
  const isSame = ({ owner, index }: Cache): string => {
    const type = (owner as Shape).type.mro.find(({ version }) => version === index)
    return type === undefined
      ? 'false'
      : `${w_super} === ${text.constant(superType)} && ${w_class} === ${text.constant(type)}`
  }
  const c = only(text.types, pc, cache)
  text.certain.delete(code[pc + 1])
  if (c !== null) {
    const test = `${require(text, pc, code[pc + 4], c)}if (!(${isSame(c)})) ${text.leave(pc)}\n`
    text.isPure = true
    text.certain.set(code[pc + 1], c)
    return `${test}${self} = ${w}; ${base} = ${text.constant(c.value)}\n`
  }
  text.methods.set(code[pc + 1], cache)
  let all = ''
  for (const c of known(cache))
    all += `if (${guard(text, w, c)} && ${isSame(c)}) { ${self} = ${w}; ${base} = ${text.constant(c.value)} }\nelse `
  const rest = `${w_super}, ${w_class}, ${w}, ${JSON.stringify(names[code[pc + 5]])}, ${code[pc + 6]}, ${text.constant(cache)}`
  return `${all}{ ${text.mark(pc)}; ${base} = ${text.use('superMiss')}(U, ${rest}); ${self} = S.second }\n`
}
