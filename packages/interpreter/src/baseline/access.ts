// Globals, attributes and methods, with what the interpreter's caches have learnt put in place.
//
// What must stay true: a guard is as strong as the cache's own test in eval/control.ts; where it fails the same function as in
// the interpreter answers, and the miss is counted, so that a function whose caches were filled too early is compiled again.
import { type Shape, shapes, W_Dict, W_Type } from '@typhon/objspace'
import type { Cache } from '../objects/code.ts'
import { KIND } from '../eval/control.ts'
import type { Text } from './text.ts'

/** `out = the global or builtin called name`. */
export function loadGlobal(text: Text, pc: number, globals: W_Dict, builtins: W_Dict): string {
  const { code, names, caches } = text.code
  const out = text.reg(code[pc + 1])
  const cache = caches[code[pc + 3]]
  const c = text.constant(cache)
  const slow = `{ ${text.mark(pc)}; ${out} = ${text.use('globalMiss')}(U, FR, ${JSON.stringify(names[code[pc + 2]])}, ${c}) }`
  const { owner } = cache
  if (!(owner instanceof W_Dict) || (owner !== globals && owner !== builtins)) return `${slow}\n`
  const guard =
    owner === globals
      ? `G.layoutVersion === ${cache.version}`
      : `G.layoutVersion === ${cache.index} && BI.layoutVersion === ${cache.version}`
  return `if (${guard}) ${out} = ${owner === globals ? 'G' : 'BI'}.values[${cache.kind}]\nelse ${slow}\n`
}

/** A test that `w` has a shape; raw values are told by their JavaScript type. */
function hasShape(text: Text, w: string, shape: Shape): string {
  if (shape === shapes.str) return `typeof ${w} === 'string'`
  if (shape === shapes.int) return `typeof ${w} === 'number'`
  if (shape === shapes.bool) return `typeof ${w} === 'boolean'`
  if (shape === shapes.none) return `${w} === null`
  return `typeof ${w} === 'object' && ${w} !== null && ${w}.shape === ${text.constant(shape)}`
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

/** What the cache knows, the newest first. */
function known(cache: Cache): Cache[] {
  const all = cache.owner === null ? [] : [cache]
  for (const c of cache.others ?? []) if (c.owner !== cache.owner) all.push(c)
  return all.filter((c) => c.version === (c.owner instanceof W_Type ? c.owner : (c.owner as Shape).type).version)
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
    case KIND.slot:
      return `if (${test} && (t = ${field(w, c.index, c.owner as Shape)}) !== undefined) { ${first}${out} = t }\nelse `
    case KIND.value:
      return `if (${test}) { ${first}${out} = ${text.constant(c.value)} }\nelse `
    case KIND.module:
      return `if (${test} && ${w}.dict.layoutVersion === ${c.value as number}) { ${first}${out} = ${w}.dict.values[${c.index}] }\nelse `
    case KIND.getter:
      return `if (${test} && (${text.mark(pc)}, t = ${text.constant(c.value)}.get(${w})) !== undefined) { ${first}${out} = t }\nelse `
    case KIND.property:
      return `if (${test}) { ${text.mark(pc)}; ${first}${text.result(out, `${text.use('invoke1')}(${text.constant(c.value)}.fget, ${w})`)} }\nelse `
    default:
      return ''
  }
}

/** `out = object.name`. */
export function loadAttr(text: Text, pc: number): string {
  const { code, names, caches } = text.code
  const out = text.reg(code[pc + 1])
  const w = text.reg(code[pc + 2])
  const cache = caches[code[pc + 4]]
  let all = ''
  for (const c of known(cache)) all += knownAttr(text, pc, out, w, c)
  return `${all}{ ${text.mark(pc)}; ${out} = ${text.use('attrMiss')}(U, ${w}, ${JSON.stringify(names[code[pc + 3]])}, ${text.constant(cache)}) }\n`
}

/** `object.name = value`. */
export function storeAttr(text: Text, pc: number): string {
  const { code, names, caches } = text.code
  const w = text.reg(code[pc + 1])
  const value = text.reg(code[pc + 3])
  const cache = caches[code[pc + 4]]
  let all = ''
  for (const c of known(cache)) {
    const shape = c.owner as Shape
    const grow = c.kind === KIND.slot ? '' : `${w}.shape = ${text.constant(c.value)}; `
    all += `if (${guard(text, w, c)}) { ${grow}${field(w, c.index, shape)} = ${value} }\nelse `
  }
  return `${all}{ ${text.mark(pc)}; ${text.use('storeMiss')}(U, ${w}, ${JSON.stringify(names[code[pc + 2]])}, ${value}, ${text.constant(cache)}) }\n`
}

/** `base = object.name, base+1 = the receiver` where the attribute is a method, else undefined. */
export function loadMethod(text: Text, pc: number): string {
  const { code, names, caches } = text.code
  const base = text.reg(code[pc + 1])
  const self = text.reg(code[pc + 1] + 1)
  const w = text.reg(code[pc + 2])
  const cache = caches[code[pc + 4]]
  text.methods.set(code[pc + 1], cache)
  let all = ''
  for (const c of known(cache))
    if (c.kind === KIND.method)
      all += `if (${guard(text, w, c)}) { ${self} = ${w}; ${base} = ${text.constant(c.value)} }\nelse `
    else all += knownAttr(text, pc, base, w, c, `${self} = undefined; `)
  return `${all}{ ${text.mark(pc)}; ${base} = ${text.use('methodMiss')}(U, ${w}, ${JSON.stringify(names[code[pc + 3]])}, ${text.constant(cache)}); ${self} = S.second }\n`
}
