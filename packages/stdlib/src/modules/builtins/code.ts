// compile, exec, eval, globals, locals, __import__. lib: functions; CPython: Python/bltinmodule.c
import {
  arg,
  asInt,
  bytesOrUndefined,
  call,
  callMethod,
  error,
  getattr,
  hooks,
  isTrue,
  kw,
  type ModuleBuilder,
  pos,
  Special,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_BaseException,
  W_Cell,
  W_Dict,
  W_Tuple,
} from '@typhon/objspace'
import { compileSource, context, runCode, shareSources, trimImportFrames, W_Code } from '@typhon/interpreter'
import { sysAttribute } from '../sys/attributes.ts'

const CO_FUTURES = 0x1fe0000
const PyCF_ONLY_AST = 0x400
const PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
const PyCF_DONT_IMPLY_DEDENT = 0x200
const PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000

/** Source of compile(), exec() or eval() as text or bytes. */
function sourceOf(w: Value, what: string, kinds: string): string | Uint8Array {
  const s = strOrUndefined(w)
  if (s !== undefined) {
    const text = textOfStr(s)
    if (text.includes('\0')) throw error('SyntaxError', 'source code string cannot contain null bytes')
    return text
  }
  const bytes = bytesOrUndefined(w)
  if (bytes === undefined) throw error('TypeError', `${what}() arg 1 must be a ${kinds}`)
  return bytes
}

function inheritedFlags(): number {
  return context.frame === null ? 0 : context.frame.code.flags & CO_FUTURES
}

export function defineCode(m: ModuleBuilder): void {
  m.fn(
    'compile',
    [
      arg('source'),
      arg('filename'),
      arg('mode'),
      arg('flags', asInt, 0),
      arg<Value>('dont_inherit', null, false),
      arg('optimize', asInt, -1),
      kw('_feature_version', asInt, -1),
    ],
    'A code object (or a tree, by flags) of source text.',
    (source, filename, mode, flags, dontInherit, optimize) => {
      const which = textOfStr(strOrUndefined(mode) ?? '')
      if (which !== 'exec' && which !== 'eval' && which !== 'single' && which !== 'func_type')
        throw error('ValueError', "compile() mode must be 'exec', 'eval' or 'single'")
      if (optimize < -1 || optimize > 2) throw error('ValueError', 'compile(): invalid optimize value')
      const file = fileName(filename)
      const inherited = isTrue(dontInherit) ? 0 : inheritedFlags()
      if ((flags & PyCF_ONLY_AST) !== 0 || isTree(source))
        return callMethod(hooks.importModule('_ast'), '_compile', source, filename, mode, flags)
      return compileSource(sourceOf(source, 'compile', 'string, bytes or AST object'), {
        filename: file,
        mode: which as 'exec',
        flags: (flags & CO_FUTURES) | inherited,
        optimize: optimize < 0 ? optimizeLevel() : optimize,
        allowTopLevelAwait: (flags & PyCF_ALLOW_TOP_LEVEL_AWAIT) !== 0,
        allowIncomplete: (flags & PyCF_ALLOW_INCOMPLETE_INPUT) !== 0,
        keepBlocksOpen: (flags & PyCF_DONT_IMPLY_DEDENT) !== 0,
      })
    },
    '($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)',
  )
  m.fn(
    'exec',
    [
      pos('source'),
      arg<Value>('globals', null, null),
      arg<Value>('locals', null, null),
      kw<Value>('closure', null, null),
    ],
    'Run source or a code object.',
    (source, globals, locals, closure) => {
      const [g, l] = namespaces('exec', globals, locals)
      let code: W_Code
      if (source instanceof W_Code) {
        code = source
        const nfree = code.unit.freevars.length
        if (nfree > 0 || closure !== null) {
          if (nfree === 0) throw error('TypeError', 'cannot use a closure with this code object')
          if (
            !(closure instanceof W_Tuple) ||
            closure.items.length !== nfree ||
            !closure.items.every((c) => c instanceof W_Cell)
          ) {
            throw error(
              'TypeError',
              closure === null
                ? `code object requires a closure of exactly length ${nfree}`
                : `code object requires a closure of exactly length ${nfree}`,
            )
          }
          runCode(code, g, l, closure)
          return null
        }
      } else {
        if (closure !== null) throw error('TypeError', 'closure can only be used when source is a code object')
        code = compileSource(sourceOf(source, 'exec', 'string, bytes or code object'), {
          filename: '<string>',
          mode: 'exec',
          flags: inheritedFlags(),
          optimize: optimizeLevel(),
        })
      }
      runCode(code, g, l)
      return null
    },
  )
  m.fn(
    'eval',
    [pos('source'), arg<Value>('globals', null, null), arg<Value>('locals', null, null)],
    'The value of an expression, from source or a code object.',
    (source, globals, locals) => {
      const [g, l] = namespaces('eval', globals, locals)
      if (source instanceof W_Code) {
        if (source.unit.freevars.length > 0)
          throw error('TypeError', 'code object passed to eval() may not contain free variables')
        return runCode(source, g, l)
      }
      let text = sourceOf(source, 'eval', 'string, bytes or code object')
      if (typeof text === 'string') text = text.replace(/^[ \t]+/, '')
      return runCode(
        compileSource(text, { filename: '<string>', mode: 'eval', flags: inheritedFlags(), optimize: optimizeLevel() }),
        g,
        l,
      )
    },
  )
  m.fn('globals', [], 'The global variables of the calling code.', () => context.frame?.globals ?? null)
  m.fn('locals', [], 'The local variables of the calling code.', () => hooks.callerLocals())
  m.fn(
    '__import__',
    [
      arg('name'),
      arg<Value>('globals', null, null),
      arg<Value>('locals', null, null),
      arg<Value>('fromlist', null, new W_Tuple([]), '()'),
      arg<Value>('level', null, 0),
    ],
    'What an import statement calls.',
    (name, globals, _locals, fromlist, level) => importName(name, globals, fromlist, level),
  )
  m.rawFn('breakpoint', 'Call sys.breakpointhook.', (args, kwnames) =>
    call(getattr(hooks.importModule('sys'), 'breakpointhook'), args, kwnames),
  )
}

function optimizeLevel(): number {
  const flags = sysAttribute('flags')
  return flags instanceof W_Tuple ? Number(flags.items[3]) : 0
}

function fileName(w: Value): string {
  const s = strOrUndefined(w)
  if (s !== undefined) return textOfStr(s)
  const bytes = bytesOrUndefined(w)
  if (bytes !== undefined) return new TextDecoder().decode(bytes)
  return textOfStr(strOrUndefined(callMethod(hooks.importModule('os'), 'fsdecode', w)) ?? '')
}

function isTree(w: Value): boolean {
  return w !== null && typeof w === 'object' && typeOf(w).mro.some((t) => t.name === 'AST' && t.module === 'ast')
}

/** Globals and locals of exec() and eval(): those of the calling code where they are not given. */
function namespaces(name: string, globals: Value, locals: Value): [W_Dict, Value] {
  let g = globals
  let l = locals
  if (g === null) {
    g = context.frame?.globals ?? new W_Dict()
    if (l === null) l = hooks.callerLocals()
  } else if (l === null) l = g
  if (!(g instanceof W_Dict))
    throw error(
      'TypeError',
      name === 'exec'
        ? `exec() globals must be a dict, not ${typeOf(g).fullName}`
        : typeOf(g).special(Special.getitem) !== undefined
          ? 'globals must be a real dict; try eval(code, {}, mapping)'
          : 'globals must be a dict',
    )
  if (!(l instanceof W_Dict) && typeOf(l).special(Special.getitem) === undefined)
    throw error(
      'TypeError',
      `${name === 'exec' ? 'exec() ' : ''}locals must be a mapping${name === 'exec' ? ` or None, not ${typeOf(l).fullName}` : ''}`,
    )
  return [g, l]
}

/** __import__: a module already imported is found without the import system. */
function importName(name: Value, globals: Value, fromlist: Value, level: Value): Value {
  const s = strOrUndefined(name)
  if (s === undefined) throw error('TypeError', 'module name must be a string')
  if (
    level === 0 &&
    (fromlist === null || (fromlist instanceof W_Tuple && fromlist.items.length === 0)) &&
    typeof s === 'string' &&
    !s.includes('.')
  ) {
    const known = hooks.loadedModule(s)
    if (known !== undefined && known !== null) return known
  }
  const bootstrap = hooks.importSystem()
  try {
    return callMethod(bootstrap, '__import__', name, globals ?? new W_Dict(), null, fromlist, level)
  } catch (e) {
    if (e instanceof W_BaseException) trimImportFrames(e)
    throw e
  } finally {
    shareSources()
  }
}
