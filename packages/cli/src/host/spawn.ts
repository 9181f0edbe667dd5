// Starting programs: posix_spawn, because a process with threads of its own cannot fork.
import fs from 'node:fs'
import { type FileAction, OSFailure, type Path, type SpawnOptions } from '@typhon/objspace'
import { cstring, darwin, declare, stringTable } from './libc.ts'

type Bytes = Uint8Array
const posix_spawn = declare<[Int32Array, Bytes, Bytes, Bytes, BigUint64Array, BigUint64Array]>(
  'posix_spawn',
  'int',
  ...Array(6).fill('void *'),
)
const posix_spawnp = declare<[Int32Array, Bytes, Bytes, Bytes, BigUint64Array, BigUint64Array]>(
  'posix_spawnp',
  'int',
  ...Array(6).fill('void *'),
)
const actionsInit = declare<[Bytes]>('posix_spawn_file_actions_init', 'int', 'void *')
const actionsDestroy = declare<[Bytes]>('posix_spawn_file_actions_destroy', 'int', 'void *')
const addOpen = declare<[Bytes, number, Bytes, number, number]>(
  'posix_spawn_file_actions_addopen',
  'int',
  'void *',
  'int',
  'void *',
  'int',
  'uint32_t',
)
const addClose = declare<[Bytes, number]>('posix_spawn_file_actions_addclose', 'int', 'void *', 'int')
const addCloseFrom = declare<[Bytes, number]>('posix_spawn_file_actions_addclosefrom_np', 'int', 'void *', 'int')
const addDup2 = declare<[Bytes, number, number]>('posix_spawn_file_actions_adddup2', 'int', 'void *', 'int', 'int')
const addChdir = declare<[Bytes, Bytes]>('posix_spawn_file_actions_addchdir_np', 'int', 'void *', 'void *')
const attrInit = declare<[Bytes]>('posix_spawnattr_init', 'int', 'void *')
const attrDestroy = declare<[Bytes]>('posix_spawnattr_destroy', 'int', 'void *')
const setFlags = declare<[Bytes, number]>('posix_spawnattr_setflags', 'int', 'void *', 'short')
const setGroup = declare<[Bytes, number]>('posix_spawnattr_setpgroup', 'int', 'void *', 'int')
const setMask = declare<[Bytes, Bytes]>('posix_spawnattr_setsigmask', 'int', 'void *', 'void *')
const setDefault = declare<[Bytes, Bytes]>('posix_spawnattr_setsigdefault', 'int', 'void *', 'void *')
const setPolicy = declare<[Bytes, number]>('posix_spawnattr_setschedpolicy', 'int', 'void *', 'int')
const setPriority = declare<[Bytes, Int32Array]>('posix_spawnattr_setschedparam', 'int', 'void *', 'void *')

const RESETIDS = 1
const SETPGROUP = 2
const SETSIGDEF = 4
const SETSIGMASK = 8
const SETSCHEDPARAM = darwin ? 0 : 0x10
const SETSCHEDULER = darwin ? 0 : 0x20
const SETSID = darwin ? 0x400 : 0x80

/** At least as large as the C library's own objects. */
const ACTIONS_SIZE = 256
const ATTRIBUTES_SIZE = 512

function ok(refused: number): void {
  if (refused !== 0) throw new OSFailure(refused)
}

function signalSet(list: readonly number[]): Uint8Array {
  const set = new Uint8Array(128)
  for (const signum of list) set[(signum - 1) >> 3] |= 1 << ((signum - 1) & 7)
  return set
}

/** The descriptors above 2 that are open and not kept. */
function strays(keep: readonly number[]): number[] {
  const kept = new Set(keep)
  return fs
    .readdirSync(darwin ? '/dev/fd' : '/proc/self/fd')
    .map(Number)
    .filter((fd) => fd > 2 && !kept.has(fd))
}

function addAction(actions: Bytes, action: FileAction): void {
  switch (action.kind) {
    case 'open':
      return ok(addOpen(actions, action.fd, cstring(action.path), action.flags, action.mode))
    case 'close':
      return ok(addClose(actions, action.fd))
    case 'closefrom':
      return ok(addCloseFrom(actions, action.fd))
    case 'dup2':
      return ok(addDup2(actions, action.fd, action.to))
  }
}

function setAttributes(attributes: Bytes, options: SpawnOptions): void {
  let flags = 0
  if (options.resetIds === true) flags |= RESETIDS
  if (options.processGroup !== undefined) {
    flags |= SETPGROUP
    ok(setGroup(attributes, options.processGroup))
  }
  if (options.newSession === true) flags |= SETSID
  if (options.signalMask !== undefined) {
    flags |= SETSIGMASK
    ok(setMask(attributes, signalSet(options.signalMask)))
  }
  if (options.signalDefault !== undefined) {
    flags |= SETSIGDEF
    ok(setDefault(attributes, signalSet(options.signalDefault)))
  }
  if (options.scheduler !== undefined) {
    const { policy, priority } = options.scheduler
    flags |= policy === null ? SETSCHEDPARAM : SETSCHEDULER
    if (policy !== null) ok(setPolicy(attributes, policy))
    ok(setPriority(attributes, Int32Array.of(priority)))
  }
  ok(setFlags(attributes, flags))
}

/** The environment as `NAME=value` strings. */
export function environmentStrings(env: readonly Path[] | null): readonly Path[] {
  return env ?? Object.entries(process.env).map(([name, value]) => `${name}=${value}`)
}

export function spawn(path: Path, argv: readonly Path[], env: readonly Path[] | null, options: SpawnOptions): number {
  const argvTable = stringTable(argv)
  const envTable = stringTable(environmentStrings(env))
  const actions = new Uint8Array(ACTIONS_SIZE)
  const attributes = new Uint8Array(ATTRIBUTES_SIZE)
  const pid = new Int32Array(1)
  // posix_spawn has no umask: the child takes over whatever the process has at that moment.
  const umask = options.umask === undefined ? undefined : process.umask(options.umask)
  ok(actionsInit(actions))
  ok(attrInit(attributes))
  try {
    for (const action of options.actions ?? []) addAction(actions, action)
    if (options.keepOnly !== undefined) {
      for (const fd of strays(options.keepOnly)) ok(addClose(actions, fd))
      // What is kept is inherited, whatever its flags say: dup2 onto itself clears close-on-exec.
      for (const fd of options.keepOnly) if (fd > 2) ok(addDup2(actions, fd, fd))
    }
    if (options.cwd !== undefined) ok(addChdir(actions, cstring(options.cwd)))
    setAttributes(attributes, options)
    const start = options.search === true ? posix_spawnp : posix_spawn
    ok(start(pid, cstring(path), actions, attributes, argvTable, envTable))
    return pid[0]
  } finally {
    actionsDestroy(actions)
    attrDestroy(attributes)
    if (umask !== undefined) process.umask(umask)
  }
}

const execve = declare<[Bytes, BigUint64Array, BigUint64Array]>('execve', 'int', 'void *', 'void *', 'void *')
const fexecve = declare<[number, BigUint64Array, BigUint64Array]>('fexecve', 'int', 'int', 'void *', 'void *')

/** Gives the result of the call, which comes back by failing only. */
export function exec(file: Path | number, argv: readonly Path[], env: readonly Path[] | null): number {
  const argvTable = stringTable(argv)
  const envTable = stringTable(environmentStrings(env))
  return typeof file === 'number' ? fexecve(file, argvTable, envTable) : execve(cstring(file), argvTable, envTable)
}
