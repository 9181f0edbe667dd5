// Path functions that ask no system. lib: os#os.fspath, os.path
import {
  arg,
  error,
  kw,
  type ModuleBuilder,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Bytes,
  W_Tuple,
} from '@typhon/objspace'
import { fspathOrUndefined } from '../system/path.ts'

/** fspath: the str or bytes of a path. PEP 519 */
function fspath(w: Value): Value {
  const found = fspathOrUndefined(w)
  if (found === undefined) throw error('TypeError', `expected str, bytes or os.PathLike object, not ${typeOf(w).name}`)
  if (!(found instanceof Uint8Array)) return strOrUndefined(w) === undefined ? found : w
  return w instanceof W_Bytes ? w : new W_Bytes(found)
}

/** A path without needless slashes, dots and, where that is safe to say, `..`. lib: os.path#os.path.normpath */
export function normalized(given: string): string {
  if (given === '') return '.'
  const slashes = given.startsWith('//') && !given.startsWith('///') ? '//' : given.startsWith('/') ? '/' : ''
  const out: string[] = []
  for (const part of given.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..' || (slashes === '' && out.length === 0) || (out.length > 0 && out[out.length - 1] === '..'))
      out.push(part)
    else out.pop()
  }
  return slashes + out.join('/') || '.'
}

/** A str or bytes path as text in which every character stands for itself, and the way back. */
function asCharacters(w: Value, owner: string): [string, (s: string) => Value] {
  const found = fspathOrUndefined(w)
  if (found === undefined)
    throw error('TypeError', `${owner}: path should be string, bytes or os.PathLike, not ${typeOf(w).name}`)
  if (found instanceof Uint8Array)
    return [String.fromCharCode(...found), (s) => new W_Bytes(Uint8Array.from(s, (c) => c.charCodeAt(0)))]
  return [textOfStr(found), (s) => strFromText(s)]
}

export function definePaths(m: ModuleBuilder): void {
  m.fn('fspath', [arg('path')], 'The str or bytes that a path stands for.', fspath)
  m.fn('_path_normpath', [arg('path')], 'A path without needless parts.', (w) => {
    const [given, back] = asCharacters(w, '_path_normpath')
    return back(normalized(given))
  })
  m.fn('_path_splitroot_ex', [arg('path')], 'Drive (always empty), root and rest of a path.', (w) => {
    const [given, back] = asCharacters(w, '_path_splitroot_ex')
    const root = given.startsWith('//') && !given.startsWith('///') ? '//' : given.startsWith('/') ? '/' : ''
    return new W_Tuple([back(''), back(root), back(given.slice(root.length))])
  })
  m.fn('_inputhook', [], 'Called while the prompt waits for input.', () => null)
  m.fn('_is_inputhook_installed', [], 'Whether something is called while the prompt waits.', () => false)
  m.fn(
    'register_at_fork',
    [
      kw<Value>('before', null, null, '<unrepresentable>'),
      kw<Value>('after_in_child', null, null, '<unrepresentable>'),
      kw<Value>('after_in_parent', null, null, '<unrepresentable>'),
    ],
    'Have functions called around a fork, of which there is none here.',
    (before, child, parent) => {
      if (before === null && child === null && parent === null)
        throw error('TypeError', 'At least one argument is required.')
      return null
    },
  )
}
