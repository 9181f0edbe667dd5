// Finding and replacing type variables among the arguments of generic aliases and unions. PEP 585, 646, 612, 696
// CPython: Objects/genericaliasobject.c (_Py_make_parameters, _Py_subs_parameters)
import { error } from '../errors/exception.ts'
import { findAttr } from '../operations/attribute.ts'
import { call1, call2 } from '../operations/call.ts'
import { is } from '../operations/compare.ts'
import { isTrue, reprText } from '../operations/convert.ts'
import { getitem } from '../operations/item.ts'
import { isType } from '../space/kind.ts'
import type { Value } from '../space/value.ts'
import { W_List } from './list/list.ts'
import { Ellipsis } from './singletons.ts'
import { W_Tuple } from './tuple-value.ts'

function addOnce(found: Value[], w: Value): void {
  if (!found.some((x) => is(x, w))) found.push(w)
}

/** The type variables in `args`, each once, in order. */
export function collectParameters(args: W_Tuple): W_Tuple {
  const found: Value[] = []
  const visit = (items: readonly Value[]): void => {
    for (const w of items) {
      if (isType(w)) continue
      if (findAttr(w, '__typing_subst__') !== undefined) {
        addOnce(found, w)
        continue
      }
      if (w instanceof W_Tuple || w instanceof W_List) {
        visit(w.items)
        continue
      }
      const inner = findAttr(w, '__parameters__')
      if (inner instanceof W_Tuple) for (const p of inner.items) addOnce(found, p)
    }
  }
  visit(args.items)
  return new W_Tuple(found)
}

function unpackArguments(item: Value): Value[] {
  const items = item instanceof W_Tuple ? item.items : [item]
  const out: Value[] = []
  for (const w of items) {
    const unpacked = isType(w) ? undefined : findAttr(w, '__typing_unpacked_tuple_args__')
    if (
      unpacked instanceof W_Tuple &&
      !(unpacked.items.length > 0 && unpacked.items[unpacked.items.length - 1] === Ellipsis)
    )
      out.push(...unpacked.items)
    else out.push(w)
  }
  return out
}

/** `args` with the variables `parameters` replaced by `item`. */
export function substitute(self: Value, args: W_Tuple, parameters: W_Tuple, item: Value): W_Tuple {
  let given: Value = new W_Tuple(unpackArguments(item))
  for (const p of parameters.items) {
    const prepare = findAttr(p, '__typing_prepare_subst__')
    if (prepare !== undefined && prepare !== null) given = call2(prepare, self, given)
  }
  const values = given instanceof W_Tuple ? given.items : [given]
  if (values.length !== parameters.items.length) {
    throw error(
      'TypeError',
      `Too ${values.length > parameters.items.length ? 'many' : 'few'} arguments for ${reprText(self)}; actual ${values.length}, expected ${parameters.items.length}`,
    )
  }
  return new W_Tuple(replace(args.items, parameters, values))
}

function replace(items: readonly Value[], parameters: W_Tuple, values: readonly Value[]): Value[] {
  const out: Value[] = []
  for (const w of items) {
    if (isType(w)) {
      out.push(w)
      continue
    }
    const starred = findAttr(w, '__typing_is_unpacked_typevartuple__')
    const isUnpacked = starred !== undefined && isTrue(starred)
    const subst = findAttr(w, '__typing_subst__')
    let replaced: Value
    if (subst !== undefined) {
      const i = parameters.items.findIndex((p) => is(p, w))
      replaced = call1(subst, values[i])
    } else if (w instanceof W_Tuple) replaced = new W_Tuple(replace(w.items, parameters, values))
    else if (w instanceof W_List) replaced = new W_List(replace(w.items, parameters, values))
    else {
      const inner = findAttr(w, '__parameters__')
      if (inner instanceof W_Tuple && inner.items.length > 0) {
        const args: Value[] = []
        for (const p of inner.items) {
          const i = parameters.items.findIndex((x) => is(x, p))
          const value = i < 0 ? p : values[i]
          if (
            value instanceof W_Tuple &&
            findAttr(p, '__typing_is_unpacked_typevartuple__') === undefined &&
            isTypeVarTuple(p)
          )
            args.push(...value.items)
          else args.push(value)
        }
        replaced = getitem(w, new W_Tuple(args))
      } else replaced = w
    }
    if (isUnpacked && replaced instanceof W_Tuple) out.push(...replaced.items)
    else out.push(replaced)
  }
  return out
}

function isTypeVarTuple(p: Value): boolean {
  return p !== null && typeof p === 'object' && p.shape.type.name === 'TypeVarTuple'
}
