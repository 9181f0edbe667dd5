// Classes and functions in pickles: by the names they are found under again, or by the codes that copyreg has for them.
// CPython: Modules/_pickle.c, save_global
import {
  encodeUtf8,
  error,
  findAttr,
  getattr,
  hooks,
  isAscii,
  isError,
  reprText,
  str,
  strFromKey,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Tuple,
} from '@typhon/objspace'
import { dottedPath, follow, importByName, moduleOf } from './globals.ts'
import * as OP from './opcodes.ts'
import type { PickleWriter } from './pickler.ts'
import { mapName, picklingError, registries } from './registries.ts'

/** A class or function by the name it is found under. */
export function saveGlobal(p: PickleWriter, w: Value, given?: Value): void {
  const { out } = p
  const name = given ?? findAttr(w, '__qualname__') ?? getattr(w, '__name__')
  const path = dottedPath(name)
  const module = moduleOf(w, path)
  const shown = (v: Value): string => textOfStr(strOrUndefined(str(v))!)
  let w_module: Value
  try {
    w_module = importByName(module)
  } catch (e) {
    if (!isError(e, 'Exception')) throw e
    throw picklingError(`Can't pickle ${reprText(w)}: import of module ${reprText(module)} failed`)
  }
  const found = follow(w_module, path)
  if (found === undefined)
    throw picklingError(`Can't pickle ${reprText(w)}: attribute lookup ${shown(name)} on ${shown(module)} failed`)
  if (found[0] !== w)
    throw picklingError(`Can't pickle ${reprText(w)}: it's not the same object as ${shown(module)}.${shown(name)}`)
  if (p.protocol >= 2 && saveExtension(p, module, name)) return
  const steps = found[1] === w_module ? path.slice(-1) : path
  if (p.protocol >= 4) {
    p.save(module)
    p.save(found[1] === w_module ? strFromKey(steps[0]) : name)
    out.byte(OP.STACK_GLOBAL)
  } else saveSteps(p, module, steps)
  p.memoize(w)
}

/** A dotted name as calls of getattr, which protocols below 4 need. */
function saveSteps(p: PickleWriter, module: Value, steps: readonly string[]): void {
  const { out, protocol } = p
  const attributes = steps.slice(1)
  for (let i = 0; i < attributes.length; i++) {
    p.save(hooks.builtin('getattr'))
    if (protocol < 2) out.byte(OP.MARK)
  }
  const first = strFromKey(steps[0])
  const [m, n] = p.fixImports ? mapName(module, first, true) : [module, first]
  out.byte(OP.GLOBAL)
  writeLine(p, m, 'module')
  writeLine(p, n, 'global')
  for (const name of attributes) {
    p.save(strFromKey(name))
    out.byte(protocol < 2 ? OP.TUPLE : OP.TUPLE2)
    out.byte(OP.REDUCE)
  }
}

function writeLine(p: PickleWriter, w: Value, what: string): void {
  const s = strOrUndefined(w)!
  const wrong = (): unknown =>
    picklingError(`can't pickle ${what} identifier '${textOfStr(s)}' using pickle protocol ${p.protocol}`)
  if (typeof s !== 'string' || (p.protocol < 3 && !isAscii(s))) {
    if (p.protocol < 3) throw wrong()
    try {
      p.out.bytes(encodeUtf8(s, 'strict'))
    } catch (e) {
      if (isError(e, 'UnicodeEncodeError')) throw wrong()
      throw e
    }
  } else p.out.bytes(encodeUtf8(s, 'strict'))
  p.out.byte(10)
}

/** The code that copyreg has for a global. */
function saveExtension(p: PickleWriter, module: Value, name: Value): boolean {
  const code = registries().extensions.get(new W_Tuple([module, name]))
  if (code === undefined) return false
  const n = Number(code as number)
  if (n <= 0 || n > 0x7fffffff) throw error('RuntimeError', `extension code ${n} is out of range`)
  if (n <= 0xff) p.out.byte1(OP.EXT1, n)
  else if (n <= 0xffff) p.out.byte2(OP.EXT2, n)
  else p.out.byte4(OP.EXT4, n)
  return true
}
