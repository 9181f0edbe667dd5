// compile(): source text or a tree to a code object or a tree. lib: functions#compile; CPython: Python/bltinmodule.c
import { CO_FUTURES, compileParsed, compileSource, Folder, innermost, parseSource } from '@typhon/interpreter'
import {
  arg,
  asBool,
  asCText,
  asInt,
  bufferIfAny,
  callMethod,
  error,
  hooks,
  kw,
  type ModuleBuilder,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Tuple,
} from '@typhon/objspace'
import type { ast } from '@typhon/parser'
import { fromPython } from '../ast/from-python.ts'
import { astType } from '../ast/node.ts'
import { toPython } from '../ast/to-python.ts'
import { validateTree } from '../ast/validate.ts'
import { sysAttribute } from '../sys/attributes.ts'
import * as flag from './flags.ts'

type Mode = 'exec' | 'eval' | 'single' | 'func_type'

/** Source of compile(), exec() or eval() as text or bytes. */
export function sourceOf(w: Value, what: string, kinds: string): string | Uint8Array {
  const s = strOrUndefined(w)
  if (s !== undefined) {
    const text = textOfStr(s)
    if (text.includes('\0')) throw error('SyntaxError', 'source code string cannot contain null bytes')
    // A lone surrogate has no place in a source: encoding says so.
    if (typeof s !== 'string') callMethod(s, 'encode', 'utf-8')
    return text
  }
  const bytes = bufferIfAny(w)
  if (bytes === undefined) throw error('TypeError', `${what}() arg 1 must be a ${kinds}`)
  if (bytes.includes(0)) throw error('SyntaxError', 'source code string cannot contain null bytes')
  return bytes
}

/** The `from __future__` flags of the calling code. */
export function inheritedFlags(): number {
  const frame = innermost()
  return frame === null ? 0 : frame.code.flags & CO_FUTURES
}

/** `-O` of the command line. */
export function optimizeLevel(): number {
  const flags = sysAttribute('flags')
  return flags instanceof W_Tuple ? Number(flags.items[3]) : 0
}

/** A file name as text: a str, bytes, or a path. CPython: Objects/unicodeobject.c (PyUnicode_FSDecoder) */
export function fileName(w: Value): string {
  const s = strOrUndefined(w) ?? strOrUndefined(callMethod(hooks.importModule('os'), 'fsdecode', w)) ?? ''
  const name = textOfStr(s)
  if (name.includes('\0')) throw error('ValueError', 'embedded null character')
  return name
}

function modeOf(mode: string, wantsTree: boolean): Mode {
  if (mode === 'func_type' && !wantsTree)
    throw error('ValueError', "compile() mode 'func_type' requires flag PyCF_ONLY_AST")
  if (mode === 'exec' || mode === 'eval' || mode === 'single' || mode === 'func_type') return mode
  throw error(
    'ValueError',
    wantsTree
      ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
      : "compile() mode must be 'exec', 'eval' or 'single'",
  )
}

export function defineCompile(m: ModuleBuilder): void {
  m.fn(
    'compile',
    [
      arg('source'),
      arg('filename', fileName),
      arg('mode', asCText),
      arg('flags', asInt, 0),
      arg('dont_inherit', asBool, false),
      arg('optimize', asInt, -1),
      kw('_feature_version', asInt, -1),
    ],
    'A code object (or a tree, by flags) of source text.',
    (source, filename, mode, flags, dontInherit, optimize, featureVersion) => {
      if ((flags & ~flag.COMPILE_FLAGS) !== 0) throw error('ValueError', 'compile(): unrecognised flags')
      if (optimize < -1 || optimize > 2) throw error('ValueError', 'compile(): invalid optimize value')
      const wantsTree = (flags & flag.PyCF_ONLY_AST) !== 0
      const which = modeOf(mode, wantsTree)
      const level = optimize < 0 ? optimizeLevel() : optimize
      const options = {
        filename,
        mode: which as 'exec',
        flags: (flags & CO_FUTURES) | (dontInherit ? 0 : inheritedFlags()),
        optimize: level,
        typeComments: (flags & flag.PyCF_TYPE_COMMENTS) !== 0,
        allowTopLevelAwait: (flags & flag.PyCF_ALLOW_TOP_LEVEL_AWAIT) !== 0,
        allowIncomplete: (flags & flag.PyCF_ALLOW_INCOMPLETE_INPUT) !== 0,
        keepBlocksOpen: (flags & flag.PyCF_DONT_IMPLY_DEDENT) !== 0,
        ...(wantsTree && featureVersion >= 0 ? { featureVersion } : {}),
      }
      const folder = (): Folder | null =>
        (flags & flag.PyCF_OPTIMIZED_AST) === flag.PyCF_OPTIMIZED_AST ? new Folder(level === 0) : null
      if (typeOf(source).isSubtypeOf(astType)) {
        if (wantsTree && folder() === null) return source
        hooks.audit?.('compile', source, null)
        const tree = fromPython(source, which)
        validateTree(tree)
        return wantsTree ? toPython(tree, folder()) : compileParsed(tree as ast.Module, options)
      }
      const text = sourceOf(source, 'compile', 'string, bytes or AST object')
      return wantsTree ? toPython(parseSource(text, options), folder()) : compileSource(text, options)
    },
    '($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)',
  )
}
