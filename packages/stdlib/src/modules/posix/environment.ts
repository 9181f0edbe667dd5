// Environment, configuration, randomness, extended attributes. lib: os
import {
  arg,
  asBool,
  asInt,
  bytesOf,
  type Convert,
  error,
  host,
  indexOrUndefined,
  kw,
  type ModuleBuilder,
  onRestart,
  OSFailure,
  pos,
  size,
  strerror,
  strFromText,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Bytes,
  W_Dict,
  W_List,
} from '@typhon/objspace'
import { raised, system } from '../system/failure.ts'
import { bytesOfPath, fsencode, HERE, path, strOfPath } from '../system/path.ts'
import { CONFSTR_NAMES, PATHCONF_NAMES, SYSCONF_NAMES } from './configuration.ts'
import { fildes } from './converters.ts'

const EINVAL = 22
const invalid = (): OSFailure => new OSFailure(EINVAL)

/** Names and values are bytes in posix.environ; `os` decodes them. */
function environ(dict: W_Dict): W_Dict {
  dict.clear()
  for (const [name, value] of host().environment.entries()) {
    const key = new W_Bytes(bytesOfPath(name))
    if (dict.get(key) === undefined) dict.set(key, new W_Bytes(bytesOfPath(value)))
  }
  return dict
}

/** Number of a configuration name, or the number itself. */
function configuration(names: Readonly<Record<string, number>>): Convert<number> {
  return (w) => {
    const n = indexOrUndefined(w)
    if (n !== undefined) {
      if (typeof n === 'bigint' || n > 0x7fffffff || n < -0x80000000)
        throw error('OverflowError', 'Python int too large to convert to C int')
      return n
    }
    const s = strOrUndefined(w)
    if (s === undefined) throw error('TypeError', 'configuration names must be strings or integers')
    const text = textOfStr(s)
    if (!Object.hasOwn(names, text)) throw error('ValueError', 'unrecognized configuration name')
    return names[text]
  }
}

function dictOf(names: Readonly<Record<string, number>>): W_Dict {
  const dict = new W_Dict()
  for (const [name, n] of Object.entries(names)) dict.setStr(name, n)
  return dict
}

export function defineEnvironment(m: ModuleBuilder): void {
  const dict = new W_Dict()
  onRestart(() => environ(dict))
  m.constant('environ', environ(dict))
  m.fn(
    'putenv',
    [pos('name', fsencode), pos('value', fsencode)],
    'Set an environment variable of the process.',
    (name, value) => {
      const equals = typeof name === 'string' ? name.includes('=') : name.includes(0x3d)
      if (equals) throw error('ValueError', 'illegal environment variable name')
      if (name.length === 0) throw raised(invalid())
      system(() => host().environment.set(name, value))
      return null
    },
  )
  m.fn('unsetenv', [pos('name', fsencode)], 'Remove an environment variable of the process.', (name) => {
    if (name.length === 0 || (typeof name === 'string' ? name.includes('=') : name.includes(0x3d)))
      throw raised(invalid())
    system(() => host().environment.unset(name))
    return null
  })
  m.fn('strerror', [pos('code', asInt)], 'Text of an errno.', (code) => strFromText(strerror(code, host().platform)))

  m.constant('pathconf_names', dictOf(PATHCONF_NAMES))
  m.constant('confstr_names', dictOf(CONFSTR_NAMES))
  m.constant('sysconf_names', dictOf(SYSCONF_NAMES))
  m.fn('sysconf', [pos('name', configuration(SYSCONF_NAMES))], 'A limit or option of the system.', (name) =>
    system(() => host().system.sysconf(name)),
  )
  m.fn('confstr', [pos('name', configuration(CONFSTR_NAMES))], 'A text of the system.', (name) => {
    const text = system(() => host().system.confstr(name))
    return text === null ? null : strFromText(text)
  })
  m.fn(
    'pathconf',
    [arg('path', path({ fd: true })), arg('name', configuration(PATHCONF_NAMES))],
    'A limit or option of a file.',
    (p, name) => system(() => host().system.pathconf(p.file, name), p.object),
  )
  m.fn(
    'fpathconf',
    [pos('fd', fildes), pos('name', configuration(PATHCONF_NAMES))],
    'A limit or option of an open file.',
    (fd, name) => system(() => host().system.pathconf(fd, name)),
  )

  m.fn('urandom', [pos('size', (w) => size(w))], 'Random bytes that nobody can guess.', (n) => {
    if (n < 0) throw error('ValueError', 'negative argument not allowed')
    return randomBytes(n)
  })
  m.fn(
    'getrandom',
    [arg('size', (w) => size(w)), arg('flags', asInt, 0)],
    'Random bytes from the source of the system.',
    (n) => {
      if (n < 0) throw raised(invalid())
      return randomBytes(n)
    },
  )
}

function randomBytes(n: number): Value {
  const bytes = new Uint8Array(n)
  system(() => host().system.random(bytes))
  return new W_Bytes(bytes)
}

export function defineAttributes(m: ModuleBuilder): void {
  const FOLLOW = () => kw('follow_symlinks', asBool, true)
  const files = () => host().files
  const refuse = (owner: string, isFd: boolean, follow: boolean): void => {
    if (isFd && !follow) throw error('ValueError', `${owner}: cannot use fd and follow_symlinks together`)
  }
  m.fn(
    'getxattr',
    [arg('path', path({ fd: true })), arg('attribute', path()), FOLLOW()],
    'Value of an extended attribute.',
    (p, name, follow) => {
      refuse('getxattr', typeof p.file === 'number', follow)
      return new W_Bytes(system(() => files().getxattr(p.file, name.path, follow), p.object))
    },
  )
  m.fn(
    'setxattr',
    [
      arg('path', path({ fd: true })),
      arg('attribute', path()),
      arg('value', (w) => bytesOf(w)),
      arg('flags', asInt, 0),
      FOLLOW(),
    ],
    'Set an extended attribute.',
    (p, name, value, flags, follow) => {
      refuse('setxattr', typeof p.file === 'number', follow)
      system(() => files().setxattr(p.file, name.path, value, flags, follow), p.object)
      return null
    },
  )
  m.fn(
    'removexattr',
    [arg('path', path({ fd: true })), arg('attribute', path()), FOLLOW()],
    'Remove an extended attribute.',
    (p, name, follow) => {
      refuse('removexattr', typeof p.file === 'number', follow)
      system(() => files().removexattr(p.file, name.path, follow), p.object)
      return null
    },
  )
  m.fn(
    'listxattr',
    [arg('path', path({ fd: true, none: true }), HERE, 'None'), FOLLOW()],
    'Names of the extended attributes.',
    (p, follow) => {
      refuse('listxattr', typeof p.file === 'number', follow)
      return new W_List(system(() => files().listxattr(p.file, follow), p.object ?? undefined).map(strOfPath))
    },
  )
}
