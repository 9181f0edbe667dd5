// exec, eval, globals, locals. lib: functions; CPython: Python/bltinmodule.c
import {
  arg,
  call,
  error,
  findAttr,
  hooks,
  kw,
  type ModuleBuilder,
  pos,
  Special,
  typeOf,
  type Value,
  W_Cell,
  W_Dict,
  W_Tuple,
} from '@typhon/objspace'
import { codeFrame, compileSource, innermost, Return, runCode, runInPlace, W_Code } from '@typhon/interpreter'
import { defineImport } from './imports.ts'
import { defineCompile, inheritedFlags, optimizeLevel, sourceOf } from './compile.ts'

export function defineCode(m: ModuleBuilder): void {
  defineCompile(m)
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
          hooks.audit?.('exec', code)
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
      hooks.audit?.('exec', code)
      if (code.unit.name === '<module>') runInPlace(codeFrame(code, g, l), 'exec', Return.none)
      else runCode(code, g, l)
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
        hooks.audit?.('exec', source)
        return runCode(source, g, l)
      }
      let text = sourceOf(source, 'eval', 'string, bytes or code object')
      if (typeof text === 'string') text = text.replace(/^[ \t]+/, '')
      const code = compileSource(text, {
        filename: '<string>',
        mode: 'eval',
        flags: inheritedFlags(),
        optimize: optimizeLevel(),
      })
      hooks.audit?.('exec', code)
      return runCode(code, g, l)
    },
  )
  const globals = m.fn('globals', [], 'The global variables of the calling code.', () => innermost()?.globals ?? null)
  globals.code.seesCallers = true
  m.fn('locals', [], 'The local variables of the calling code.', () => hooks.callerLocals())
  defineImport(m)
  m.rawFn(
    'breakpoint',
    'Call sys.breakpointhook.',
    (args, kwnames) => {
      const hook = findAttr(hooks.importModule('sys'), 'breakpointhook')
      if (hook === undefined) throw error('RuntimeError', 'lost sys.breakpointhook')
      return call(hook, args, kwnames)
    },
    '($module, /, *args, **kws)',
  )
}

/** Globals and locals of exec() and eval(): those of the calling code where they are not given. */
function namespaces(name: string, globals: Value, locals: Value): [W_Dict, Value] {
  let g = globals
  let l = locals
  if (g === null) {
    g = innermost()?.globals ?? new W_Dict()
    if (l === null) l = hooks.callerLocals()
  } else if (l === null) l = g
  const isMapping = l instanceof W_Dict || typeOf(l).special(Special.getitem) !== undefined
  if (name === 'eval' && !isMapping && locals !== null) throw error('TypeError', 'locals must be a mapping')
  if (!(g instanceof W_Dict))
    throw error(
      'TypeError',
      name === 'exec'
        ? `exec() globals must be a dict, not ${typeOf(g).fullName}`
        : typeOf(g).special(Special.getitem) !== undefined
          ? 'globals must be a real dict; try eval(expr, {}, mapping)'
          : 'globals must be a dict',
    )
  if (!isMapping) throw error('TypeError', `exec() locals must be a mapping or None, not ${typeOf(l).fullName}`)
  return [g, l]
}
