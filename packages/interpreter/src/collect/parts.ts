// What an object refers to, for those who ask: gc.get_referents, gc.get_referrers, gc.get_objects, and the census of collections.
//
// The properties of an object are looked through, and lists, maps and plain objects of the host that it keeps its contents in. What closures hold
// is not seen: nothing may be taken for dead because it is not found here.
import {
  copyOfItems,
  isObject,
  unpack,
  type Value,
  W_AnySet,
  W_Dict,
  W_List,
  W_Object,
  W_Tuple,
  W_Type,
} from '@typhon/objspace'
import { W_Code } from '../objects/code.ts'

/** How deep an object's contents are looked for in the host's. */
const DEEPEST = 4

function look(part: unknown, depth: number, see: (w: W_Object) => void): void {
  if (typeof part !== 'object' || part === null) return
  if (part instanceof W_Object) {
    see(part)
    return
  }
  if (depth === DEEPEST) return
  if (Array.isArray(part)) for (const x of part) look(x, depth + 1, see)
  else if (part instanceof Map)
    for (const [key, x] of part) {
      look(key, depth + 1, see)
      look(x, depth + 1, see)
    }
  else if (part instanceof Set) for (const x of part) look(x, depth + 1, see)
  else if (Object.getPrototypeOf(part) === Object.prototype)
    for (const x of Object.values(part)) look(x, depth + 1, see)
}

/** Shows `see` the objects that an object refers to itself. */
export function eachPart(w: W_Object, see: (w: W_Object) => void): void {
  if (w instanceof W_Code) {
    for (const x of w.allConstants()) if (isObject(x)) see(x)
    return
  }
  const { type } = w.shape
  if (type.heap) see(type)
  if (w instanceof W_Type) {
    see(w.dict)
    for (const base of w.mro) see(base)
    return
  }
  const own = w as unknown as Record<string, unknown>
  // No other way through the properties of objects of one shape is as fast; prototypes have methods alone.
  for (const name in own) look(own[name], 0, see)
}

/** What gc.get_referents tells of an object; what is in containers may be no object of the host. */
export function referentsOf(w: Value): Value[] {
  if (!isObject(w)) return []
  const type = w.shape.type.heap ? [w.shape.type] : []
  if (w instanceof W_List) return [...copyOfItems(w), ...attributes(w), ...type]
  if (w instanceof W_Tuple) return [...w.items, ...attributes(w), ...type]
  if (w instanceof W_Dict)
    return [...[...w.liveKeys()].flatMap((k) => [k, w.get(k) as Value]), ...attributes(w), ...type]
  if (w instanceof W_AnySet) return [...unpack(w), ...attributes(w), ...type]
  const out: Value[] = []
  eachPart(w, (part) => out.push(part))
  if (!(w instanceof W_Type)) for (const x of slots(w)) if (!isObject(x)) out.push(x)
  return out
}

/** The attributes in slots that an object of a class made in Python has besides its contents. */
function attributes(w: W_Object): Value[] {
  return w.shape.type.heap ? slots(w).filter((x) => !isObject(x) || !(x instanceof W_Type)) : []
}

function slots(w: W_Object): Value[] {
  const out: Value[] = []
  if (!w.shape.type.heap) return out
  const own = w as unknown as Record<string, Value | undefined>
  for (const name of Object.keys(own)) {
    const x = own[name]
    if (/^f?\d+$/.test(name) && x !== undefined) out.push(x)
  }
  return out
}

/** Whether CPython's collector would track an object: containers, and instances of classes made in Python. */
export function isTracked(w: Value): boolean {
  return tracks(w, 0)
}

/** What is in tuples and dicts is looked at; they are tracked themselves where that goes deep. */
function tracks(w: Value, depth: number): boolean {
  if (!isObject(w)) return false
  const { type } = w.shape
  if (type.heap || w instanceof W_List || w instanceof W_AnySet) return true
  if (w instanceof W_Type) return w.heap
  if (w instanceof W_Tuple) return depth === DEEPEST || w.items.some((x) => tracks(x, depth + 1))
  if (w instanceof W_Dict) return depth === DEEPEST || w.values.some((x) => x !== undefined && tracks(x, depth + 1))
  return type.hasDict || CONTAINERS.has(type.name)
}

const CONTAINERS = new Set(
  'function method cell frame generator coroutine async_generator traceback module property mappingproxy classmethod staticmethod slice'.split(
    ' ',
  ),
)
