// Starting programs: exec, posix_spawn, system. lib: os#process-management
import {
  arg,
  asBool,
  asInt,
  callMethod,
  error,
  type FileAction,
  hooks,
  host,
  index,
  isTrue,
  itemsOf,
  kw,
  type ModuleBuilder,
  optKw,
  OSFailure,
  type Path,
  pos,
  type SpawnOptions,
  unpack,
  type Value,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { system } from '../system/failure.ts'
import { fsencode, path } from '../system/path.ts'
import { environmentOf, intOf, stringsOf } from './converters.ts'
import { priorityOf } from './processes.ts'

const processes = () => host().processes

export function definePrograms(m: ModuleBuilder): void {
  m.fn('execv', [pos('path', path()), pos('argv')], 'Put another program in the place of this one.', (p, argv) => {
    const args = programArguments(
      argv,
      'execv() arg 2 must be a tuple or list',
      'execv() arg 2 must not be empty',
      'execv() arg 2 first element cannot be empty',
    )
    return system(() => processes().exec(p.path, args, null))
  })
  m.fn(
    'execve',
    [arg('path', path({ fd: true })), arg('argv'), arg('env')],
    'Put another program with an environment in the place of this one.',
    (p, argv, env) => {
      const args = programArguments(
        argv,
        'execve: argv must be a tuple or list',
        'execve: argv must not be empty',
        'execve: argv first element cannot be empty',
      )
      const variables = environmentOf(env, 'execve')
      return system(() => processes().exec(p.file, args, variables), p.object)
    },
  )
  for (const [name, search] of [
    ['posix_spawn', false],
    ['posix_spawnp', true],
  ] as const) {
    m.fn(
      name,
      [
        pos('path', path()),
        pos('argv'),
        pos('env'),
        kw<Value>('file_actions', null, new W_Tuple([]), '()'),
        optKw('setpgroup', asInt),
        kw('resetids', asBool, false),
        kw('setsid', asBool, false),
        kw<Value>('setsigmask', null, new W_Tuple([]), '()'),
        kw<Value>('setsigdef', null, new W_Tuple([]), '()'),
        optKw('scheduler'),
      ],
      `Start a program${search ? ' that is looked for along PATH' : ''}; gives the id of its process.`,
      (p, argv, env, actions, group, resetIds, newSession, mask, defaults, scheduler) => {
        const args = programArguments(
          argv,
          `${name}: argv must be a tuple or list`,
          `${name}: argv must not be empty`,
          `${name}: argv first element cannot be empty`,
        )
        const variables = env === null ? null : environmentOf(env, name)
        const options: SpawnOptions = {
          search,
          actions: fileActions(actions),
          processGroup: group,
          resetIds,
          newSession,
          signalMask: emptyTuple(mask) ? undefined : signalList(mask),
          signalDefault: emptyTuple(defaults) ? undefined : signalList(defaults),
          scheduler: scheduler === undefined || scheduler === null ? undefined : schedulerOf(scheduler, name),
        }
        return system(() => processes().spawn(p.path, args, variables, options), p.object)
      },
    )
  }
  defineSpawns(m)
  m.fn('system', [arg('command', fsencode)], 'Run a command in a shell; gives its status.', (command) =>
    runShell(command),
  )
}

const P_WAIT = 0
const P_NOWAIT = 1
/** The status of a child whose program could not be started. */
const NOT_STARTED = 127

/** spawnv and its kin, which `os` makes of fork() where there is one. */
function defineSpawns(m: ModuleBuilder): void {
  m.constant('P_WAIT', P_WAIT)
  m.constant('P_NOWAIT', P_NOWAIT)
  m.constant('P_NOWAITO', P_NOWAIT)
  const spawn = (mode: number, p: Path, argv: Value, env: Value, search: boolean): Value => {
    if (!(argv instanceof W_Tuple) && !(argv instanceof W_List))
      throw error('TypeError', 'argv must be a tuple or a list')
    const first = argv.items[0]
    if (first === undefined || !isTrue(first)) throw error('ValueError', 'argv first element cannot be empty')
    const args = stringsOf(argv, 'argv must be a tuple or a list')
    const variables = env === null ? null : environmentOf(env, 'spawn')
    let pid: number
    try {
      pid = processes().spawn(p, args, variables, { search })
    } catch (e) {
      if (!(e instanceof OSFailure)) throw e
      pid = processes().spawn('/bin/sh', ['sh', '-c', `exit ${NOT_STARTED}`], null, {})
    }
    if (mode !== P_WAIT) return pid
    const waited = callMethod(hooks.importModule('posix'), 'waitpid', pid, 0)
    return callMethod(hooks.importModule('posix'), 'waitstatus_to_exitcode', (waited as W_Tuple).items[1])
  }
  for (const [suffix, search] of [
    ['v', false],
    ['vp', true],
  ] as const) {
    m.fn(
      `spawn${suffix}`,
      [pos('mode', asInt), pos('file', fsencode), pos('args')],
      'Start a program; its exit code where the mode says to wait, else the id of its process.',
      (mode, file, args) => spawn(mode, file, args, null, search),
    )
    m.fn(
      `spawn${suffix}e`,
      [pos('mode', asInt), pos('file', fsencode), pos('args'), pos('env')],
      'The same with an environment.',
      (mode, file, args, env) => spawn(mode, file, args, env, search),
    )
  }
}

const emptyTuple = (w: Value): boolean => w instanceof W_Tuple && w.items.length === 0

function programArguments(argv: Value, notSequence: string, empty: string, emptyFirst: string): Path[] {
  if (!(argv instanceof W_Tuple) && !(argv instanceof W_List)) throw error('TypeError', notSequence)
  if (itemsOf(argv).length === 0) throw error('ValueError', empty)
  const list = stringsOf(argv, notSequence)
  if (list[0].length === 0) throw error('ValueError', emptyFirst)
  return list
}

export function signalList(w: Value): number[] {
  return unpack(w).map((s) => {
    const n = index(s)
    if (n < 1 || n > 64) throw error('ValueError', `signal number ${String(n)} out of range [1; 64]`)
    return Number(n)
  })
}

const POSIX_SPAWN_OPEN = 0
const POSIX_SPAWN_CLOSE = 1
const POSIX_SPAWN_DUP2 = 2
const POSIX_SPAWN_CLOSEFROM = 3

function fileActions(w: Value): FileAction[] {
  if (w === null) return []
  const out: FileAction[] = []
  for (const a of unpack(w)) {
    if (!(a instanceof W_Tuple) || a.items.length === 0)
      throw error('TypeError', 'Each file_actions element must be a non-empty tuple')
    const [tag, ...rest] = a.items
    const n = (i: number): number => intOf(rest[i])
    const arity = (count: number, what: string): void => {
      if (rest.length !== count) throw error('TypeError', `A ${what} file_action tuple must have ${count + 1} elements`)
    }
    switch (tag) {
      case POSIX_SPAWN_OPEN:
        arity(4, 'open')
        out.push({ kind: 'open', fd: n(0), path: fsencode(rest[1]), flags: n(2), mode: n(3) })
        break
      case POSIX_SPAWN_CLOSE:
        arity(1, 'close')
        out.push({ kind: 'close', fd: n(0) })
        break
      case POSIX_SPAWN_DUP2:
        arity(2, 'dup2')
        out.push({ kind: 'dup2', fd: n(0), to: n(1) })
        break
      case POSIX_SPAWN_CLOSEFROM:
        arity(1, 'closefrom')
        out.push({ kind: 'closefrom', fd: n(0) })
        break
      default:
        throw error('TypeError', 'Unknown file_actions identifier')
    }
  }
  return out
}

function schedulerOf(w: Value, owner: string): { policy: number | null; priority: number } {
  if (!(w instanceof W_Tuple) || w.items.length !== 2)
    throw error('TypeError', `${owner}: scheduler must be a tuple of two elements`)
  const [policy, param] = w.items
  return { policy: policy === null ? null : intOf(policy), priority: priorityOf(param) }
}

/** system(3): SIGINT and SIGQUIT are ignored while the command runs. */
function runShell(command: Path): number {
  const { signals } = host()
  const before = [2, 3].map((signum) => [signum, signals.action(signum)] as const)
  for (const [signum] of before) signals.setAction(signum, 'ignore')
  try {
    const pid = system(() => processes().spawn('/bin/sh', ['sh', '-c', command], null, { signalDefault: [2, 3] }))
    return system(() => processes().wait(pid, 0)).status
  } finally {
    for (const [signum, action] of before) signals.setAction(signum, action ?? 'default')
  }
}
