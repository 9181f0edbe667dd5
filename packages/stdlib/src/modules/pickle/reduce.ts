// Writing what a reducer says: how an object is made again, its items, its state. lib: pickle#object.__reduce__; PEP 307
import {
  call,
  findAttr,
  getattr,
  hooks,
  isCallable,
  keyOfStr,
  Special,
  strOrUndefined,
  typeOf,
  type Value,
  W_Dict,
  W_Tuple,
  W_Type,
} from '@typhon/objspace'
import * as OP from './opcodes.ts'
import type { PickleWriter } from './pickler.ts'
import { picklingError } from './registries.ts'

function isIterator(w: Value): boolean {
  const method = typeOf(w).special(Special.next)
  return method !== undefined && method !== null
}

/** Writes the tuple a reducer gave for `w`; undefined where the result is no object of its own. */
export function saveReduce(p: PickleWriter, reduced: W_Tuple, w: Value | undefined): void {
  const { items } = reduced
  if (items.length < 2 || items.length > 6)
    throw picklingError('tuple returned by __reduce__ must contain 2 through 6 elements')
  const [callable, args, state = null, listItems = null, dictItems = null, setter = null] = items
  if (!isCallable(callable)) throw picklingError('first item of the tuple returned by __reduce__ must be callable')
  if (!(args instanceof W_Tuple)) throw picklingError('second item of the tuple returned by __reduce__ must be a tuple')
  if (listItems !== null && !isIterator(listItems))
    throw picklingError(
      `fourth element of the tuple returned by __reduce__ must be an iterator, not ${typeOf(listItems).fullName}`,
    )
  if (dictItems !== null && !isIterator(dictItems))
    throw picklingError(
      `fifth element of the tuple returned by __reduce__ must be an iterator, not ${typeOf(dictItems).fullName}`,
    )
  if (setter !== null && !isCallable(setter))
    throw picklingError(
      `sixth element of the tuple returned by __reduce__ must be a function, not ${typeOf(setter).fullName}`,
    )
  saveMaking(p, callable, args, w)
  const { out } = p
  if (w !== undefined) {
    const known = p.memo.get(w)
    // The arguments led back to the object, which was written on the way.
    if (known !== undefined) {
      out.byte(OP.POP)
      p.get(known)
    } else p.memoize(w)
  }
  if (listItems !== null) p.appendAll(listItems)
  if (dictItems !== null) p.setAll(dictItems)
  if (state === null) return
  if (setter === null) {
    p.save(state)
    out.byte(OP.BUILD)
    return
  }
  p.save(setter)
  p.save(w as Value)
  p.save(state)
  out.byte(OP.TUPLE2)
  out.byte(OP.REDUCE)
  out.byte(OP.POP)
}

/** The call that makes the object; those of copyreg that call `__new__` have opcodes. */
function saveMaking(p: PickleWriter, callable: Value, args: W_Tuple, w: Value | undefined): void {
  const { out, protocol } = p
  const name = protocol >= 2 ? findAttr(callable, '__name__') : undefined
  if (name === '__newobj_ex__') {
    const [cls, newArgs, kwargs] = newObjectArguments(args)
    if (protocol >= 4) {
      p.save(cls)
      p.save(newArgs)
      p.save(kwargs)
      out.byte(OP.NEWOBJ_EX)
      return
    }
    const partial = getattr(hooks.importModule('functools'), 'partial')
    const names = kwargs.liveKeys().map((k) => keyOfStr(strOrUndefined(k)!))
    p.save(call(partial, [getattr(cls, '__new__'), cls, ...newArgs.items, ...kwargs.liveValues()], names))
    p.save(new W_Tuple([]))
    out.byte(OP.REDUCE)
    return
  }
  if (name === '__newobj__') {
    if (args.items.length === 0) throw picklingError('__newobj__ arglist is empty')
    const [cls, ...rest] = args.items
    if (findAttr(cls, '__new__') === undefined) throw picklingError('args[0] from __newobj__ args is not a type')
    if (w !== undefined && getattr(w, '__class__') !== cls)
      throw picklingError('args[0] from __newobj__ args has the wrong class')
    p.save(cls)
    p.save(new W_Tuple(rest))
    out.byte(OP.NEWOBJ)
    return
  }
  p.save(callable)
  p.save(args)
  out.byte(OP.REDUCE)
}

function newObjectArguments({ items }: W_Tuple): [W_Type, W_Tuple, W_Dict] {
  if (items.length !== 3)
    throw picklingError(`length of the NEWOBJ_EX argument tuple must be exactly 3, not ${items.length}`)
  const [cls, args, kwargs] = items
  if (!(cls instanceof W_Type))
    throw picklingError(`first item from NEWOBJ_EX argument tuple must be a class, not ${typeOf(cls).fullName}`)
  if (!(args instanceof W_Tuple))
    throw picklingError(`second item from NEWOBJ_EX argument tuple must be a tuple, not ${typeOf(args).fullName}`)
  if (!(kwargs instanceof W_Dict))
    throw picklingError(`third item from NEWOBJ_EX argument tuple must be a dict, not ${typeOf(kwargs).fullName}`)
  return [cls, args, kwargs]
}
