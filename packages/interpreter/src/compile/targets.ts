// Assignment to targets. ref: simple_stmts#assignment-statements
import { ast as A } from '@typhon/parser'
import * as Op from '../generated/opcodes.ts'
import type { Compiler } from './compiler.ts'
import { attributePlace } from './attributes.ts'
import { expr } from './expressions.ts'
import { deleteName, storeName } from './names.ts'

/** target = the value in a register */
export function assign(c: Compiler, target: A.expr, value: number): void {
  const { b } = c
  const mark = b.top
  switch (target.tag) {
    case A.Tag.Name:
      c.at(target)
      storeName(c, (target as A.Name).id, value)
      break
    case A.Tag.Attribute: {
      const t = target as A.Attribute
      const object = expr(c, t.value)
      noteStatic(c, t)
      c.at(attributePlace(t))
      c.emit(Op.STORE_ATTR, object, b.name(c.mangle(t.attr)), value, b.cache())
      break
    }
    case A.Tag.Subscript: {
      const t = target as A.Subscript
      const object = expr(c, t.value)
      const key = expr(c, t.slice)
      c.at(t)
      c.emit(Op.STORE_SUBSCR, object, key, value)
      break
    }
    case A.Tag.Tuple:
    case A.Tag.List:
      unpack(c, target as A.Tuple, value)
      break
    case A.Tag.Starred:
      assign(c, (target as A.Starred).value, value)
      break
    default:
      throw new Error(`no such target: ${A.NAMES[target.tag]}`)
  }
  b.top = mark
}

/** Remembers an attribute assigned to `self`, for `__static_attributes__` of the class around. CPython: Python/compile.c */
function noteStatic(c: Compiler, t: A.Attribute): void {
  if (t.value.tag !== A.Tag.Name || (t.value as A.Name).id !== 'self') return
  for (let outer = c.parent; outer !== null; outer = outer.parent) {
    if (outer.staticAttributes === null) continue
    outer.staticAttributes.add(t.attr)
    return
  }
}

function unpack(c: Compiler, target: A.Tuple | A.List, value: number): void {
  const { b } = c
  const { elts } = target
  const star = elts.findIndex((x) => x.tag === A.Tag.Starred)
  const base = b.temps(elts.length)
  c.at(target)
  if (star < 0) c.emit(Op.UNPACK_SEQUENCE, base, value, elts.length)
  else c.emit(Op.UNPACK_EX, base, value, star, elts.length - star - 1)
  elts.forEach((x, i) => assign(c, x, base + i))
}

/** del target */
export function remove(c: Compiler, target: A.expr): void {
  const { b } = c
  const mark = b.top
  switch (target.tag) {
    case A.Tag.Name:
      c.at(target)
      deleteName(c, (target as A.Name).id)
      break
    case A.Tag.Attribute: {
      const t = target as A.Attribute
      const object = expr(c, t.value)
      c.at(attributePlace(t))
      c.emit(Op.DELETE_ATTR, object, b.name(c.mangle(t.attr)))
      break
    }
    case A.Tag.Subscript: {
      const t = target as A.Subscript
      const object = expr(c, t.value)
      const key = expr(c, t.slice)
      c.at(t)
      c.emit(Op.DELETE_SUBSCR, object, key)
      break
    }
    case A.Tag.Tuple:
    case A.Tag.List:
      for (const x of (target as A.Tuple).elts) remove(c, x)
      break
  }
  b.top = mark
}
