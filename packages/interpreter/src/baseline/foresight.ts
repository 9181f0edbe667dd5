// What a function will find at places that it has not come to yet. Behind a branch that none of its first calls took, caches are empty;
// compiled as they are, such a place asks the run-time support each time, and when that has happened often enough the whole function is
// compiled again, and is for V8 one that has never run. So the caches are filled before: globals with what is there now, attributes of
// a variable by the one shape that it has had at other places of the function.
//
// What must stay true: a cache gets what the interpreter would have filled it with for an object of that shape, without a call of the
// program's code; what was never met is a guess like others, so where it is wrong the function leaves and is compiled without it.
import { Shape, shapes, type W_Dict } from '@typhon/objspace'
import { foreseeAttr, foreseeMethod } from '../eval/attribute-caches.ts'
import { W_ComputedBuiltins } from '../eval/builtins.ts'
import { keepGlobal } from '../eval/control.ts'
import { foreseeStore } from '../eval/machine/attributes.ts'
import * as Op from '../generated/opcodes.ts'
import type { Cache, W_Code } from '../objects/code.ts'
import type { Block, Graph } from './graph.ts'
import { namesFrames } from './worth.ts'

/** Fills the caches of what a function was not seen to execute. */
export function foresee(code: W_Code, globals: W_Dict, builtins: W_Dict, graph: Graph): void {
  // There an empty cache tells that nobody looks at frames.
  if (namesFrames(code)) return
  const seen = shapesOf(code, graph)
  const { code: words, names, caches } = code
  for (const block of graph.blocks) {
    if (isExceptional(words, block)) continue
    for (let pc = block.start; pc < block.end; pc += Op.OPLEN[words[pc]]) {
      const op = words[pc]
      if (op === Op.LOAD_GLOBAL) {
        const cache = caches[words[pc + 3]]
        if (isEmpty(cache)) foreseeGlobal(globals, builtins, names[words[pc + 2]], cache)
        continue
      }
      const r = variableAt(words, pc)
      const shape = r < 0 ? undefined : seen.get(r)
      if (shape === undefined || shape === null) continue
      const cache = caches[words[pc + 4]]
      if (!isEmpty(cache)) continue
      const name = names[words[op === Op.STORE_ATTR ? pc + 2 : pc + 3]]
      if (op === Op.STORE_ATTR) foreseeStore(shape, name, cache)
      else if (op !== Op.LOAD_METHOD || !foreseeMethod(shape, name, cache)) foreseeAttr(shape, name, cache)
    }
  }
}

/** Errors are seldom worth a longer text. */
const isExceptional = (words: Int32Array, block: Block): boolean =>
  block.isHandler || words[block.last] === Op.RAISE_VARARGS || words[block.last] === Op.RERAISE

const isEmpty = ({ owner, others, fails }: Cache): boolean => owner === null && others === null && !fails

/** The register whose object's attribute an instruction asks for or sets, -1 for others. */
function variableAt(words: Int32Array, pc: number): number {
  const op = words[pc]
  if (op === Op.LOAD_ATTR || op === Op.LOAD_METHOD) return words[pc + 2]
  return op === Op.STORE_ATTR ? words[pc + 1] : -1
}

/** The one shape of which the caches know each variable, null where they know it of several. */
function shapesOf(code: W_Code, graph: Graph): Map<number, Shape | null> {
  const { code: words, caches, unit } = code
  const seen = new Map<number, Shape | null>()
  for (const block of graph.blocks)
    for (let pc = block.start; pc < block.end; pc += Op.OPLEN[words[pc]]) {
      const r = variableAt(words, pc)
      if (r < 0 || r >= unit.varnames.length) continue
      const { owner, others, version } = caches[words[pc + 4]]
      if (owner === null) continue
      const isOne =
        owner instanceof Shape && owner.type.version === version && (others?.every((c) => c.owner === owner) ?? true)
      const known = seen.get(r)
      if (!isOne || (known !== undefined && known !== owner)) seen.set(r, null)
      else seen.set(r, owner)
    }
  return seen
}

/** As the interpreter's own instruction does, where that takes no call. */
function foreseeGlobal(globals: W_Dict, builtins: W_Dict, name: string, cache: Cache): void {
  for (const dict of [globals, builtins]) {
    if (dict.shape !== shapes.dict || dict instanceof W_ComputedBuiltins) return
    const place = dict.placeOfSimple(name)
    if (place < 0) continue
    keepGlobal(cache, globals, dict, place)
    return
  }
}
