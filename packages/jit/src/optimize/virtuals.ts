/**
 * Virtuals, or escape analysis: an object that is made in the trace is not made until somebody needs it. Reads of its fields are the values
 * that were put there, writes replace them, guards on its class hold. It *escapes* when it is written into an object that exists, passed to a
 * call, or returned: then it is made, complete (`Optimizer.force`). Guards do not need it: their resume data say how to make it.
 * PyPy: optimizeopt/virtualize.py; C. F. Bolz et al., "Allocation removal by partial evaluation in a tracing JIT" (PEPM 2011).
 *
 * What must stay true: the contents of a virtual never contain it, not through others either, so that it can be made contents first. A write to a field that
 * would close a circle is one of its `circles`, which are written when all objects are made; one to an item makes the array first.
 */
import { type ArrayDescr, CallDescr, type ClassDescr, type FieldDescr } from '../ir/descr.ts'
import { Const, int, type Op, type Value } from '../ir/values.ts'
import { isComputed, Virtual, virtualOf } from './info.ts'
import { Pass } from './optimizer.ts'

/** An array with more items than this is made at once. */
const LONGEST = 64

export class Virtuals extends Pass {
  override visit(op: Op): void {
    switch (op.name) {
      case 'new_with_vtable':
        op.info = new Virtual(op.descr as ClassDescr, [...op.args])
        return
      case 'new_array':
        if (op.args.length > LONGEST) break
        op.info = new Virtual(op.descr as ArrayDescr, [...op.args])
        return
      case 'getfield_gc_i':
      case 'getfield_gc_f':
      case 'getfield_gc_r': {
        const place = fieldOf(op)
        if (place === null) break
        const { virtual, index } = place
        return this.optimizer.equate(op, this.optimizer.resolve(virtual.circles?.get(index) ?? virtual.contents[index]))
      }
      case 'setfield_gc': {
        const place = fieldOf(op)
        if (place === null) break
        const { virtual, index } = place
        if (this.contains(op.args[1], op.args[0])) {
          virtual.circles ??= new Map()
          virtual.circles.set(index, op.args[1])
          return
        }
        virtual.circles?.delete(index)
        virtual.contents[index] = op.args[1]
        return
      }
      case 'getarrayitem_gc_i':
      case 'getarrayitem_gc_f':
      case 'getarrayitem_gc_r': {
        const place = itemOf(op)
        if (place === null) break
        return this.optimizer.equate(op, this.optimizer.resolve(place.virtual.contents[place.index]))
      }
      case 'setarrayitem_gc': {
        const place = itemOf(op)
        if (place === null || this.contains(op.args[2], op.args[0])) break
        place.virtual.contents[place.index] = op.args[2]
        return
      }
      case 'call_n': {
        const { descr, args } = op
        if (!(descr instanceof CallDescr) || descr.grows !== 'itself') break
        const virtual = virtualOf(args[0])
        if (virtual === null || virtual.contents.length === LONGEST || this.contains(args[1], args[0])) break
        virtual.contents.push(args[1])
        this.optimizer.see()
        return
      }
      case 'arraylen_gc': {
        const virtual = virtualOf(op.args[0])
        if (virtual === null) break
        return this.optimizer.equate(op, int(virtual.contents.length))
      }
      case 'ptr_eq':
      case 'ptr_ne': {
        // Nobody else has an object that was not made yet.
        if (op.args.every((arg) => virtualOf(arg) === null) || op.args.some(isComputed)) break
        const isSame = op.args[0] === op.args[1]
        return this.optimizer.equate(op, int(isSame === (op.name === 'ptr_eq') ? 1 : 0))
      }
    }
    this.next(op)
  }

  /** Whether `inner` is, or is inside, the virtual `outer`. */
  private contains(outer: Value, inner: Value): boolean {
    const value = this.optimizer.resolve(outer)
    if (value === inner) return true
    return virtualOf(value)?.contents.some((content) => this.contains(content, inner)) ?? false
  }
}

interface Place {
  readonly virtual: Virtual
  readonly index: number
}

function fieldOf(op: Op): Place | null {
  const virtual = virtualOf(op.args[0])
  if (virtual === null || virtual.isArray) return null
  const index = (virtual.descr as ClassDescr).fields.indexOf(op.descr as FieldDescr)
  return index < 0 ? null : { virtual, index }
}

function itemOf(op: Op): Place | null {
  const virtual = virtualOf(op.args[0])
  const [, index] = op.args
  if (virtual === null || !virtual.isArray || !(index instanceof Const)) return null
  return index.concrete >= 0 && index.concrete < virtual.contents.length ? { virtual, index: index.concrete } : null
}
