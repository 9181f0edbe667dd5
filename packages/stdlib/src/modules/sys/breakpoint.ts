// What breakpoint() calls: the function that PYTHONBREAKPOINT names, pdb.set_trace without it. PEP 553
import {
  call,
  findAttr,
  getattr,
  hooks,
  host,
  type KeywordNames,
  keyOfStr,
  strFromText,
  type Value,
} from '@typhon/objspace'
import { sysAttribute } from './attributes.ts'

/** sys.breakpointhook */
export function breakpoint(args: Value[], kwnames: KeywordNames): Value {
  const flags = sysAttribute('flags')
  const ignored = flags !== undefined && findAttr(flags, 'ignore_environment') === 1
  const wish = (ignored ? undefined : host().environment.get('PYTHONBREAKPOINT')) || 'pdb.set_trace'
  if (wish === '0') return null
  const dot = wish.lastIndexOf('.')
  let hook: Value
  try {
    const module = hooks.importModule(dot < 0 ? 'builtins' : wish.slice(0, dot))
    hook = getattr(module, keyOfStr(strFromText(wish.slice(dot + 1))))
  } catch {
    hooks.warn('RuntimeWarning', `Ignoring unimportable $PYTHONBREAKPOINT: "${wish}"`)
    return null
  }
  return call(hook, args, kwnames)
}
