// The `_posixsubprocess` module: how `subprocess` starts a child. CPython: Modules/_posixsubprocess.c
//
// There is no fork here: the child is spawned with what CPython's child does between fork and exec expressed as actions on
// descriptors and attributes. A failure is told through the pipe that `subprocess` reads, as its child would.
//
// differs: preexec_fn cannot run (there is no Python in the child), nor can a user, group or further groups be chosen.
import {
  asBool,
  asInt,
  defineModule,
  error,
  type FileAction,
  host,
  isTrue,
  itemsOf,
  OSFailure,
  type Path,
  pos,
  type SpawnOptions,
  unpack,
  type Value,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { fsencode } from './system/path.ts'
import { system } from './system/failure.ts'
import { intOf } from './posix/converters.ts'

const ENOENT = 2
const ENOTDIR = 20
const SIGPIPE = 13
const SIGXFSZ = 25

/** The standard streams of the child as dup2 actions; those that stand in each other's way are copied first. */
function streams(wanted: readonly [number, number, number], copies: number[]): FileAction[] {
  const sources = wanted.map((fd, to) => {
    // A source below 3 that is not at its own place could be overwritten before it is read.
    if (fd < 0 || fd > 2 || fd === to) return fd
    const copy = system(() => host().files.dup(fd))
    copies.push(copy)
    return copy
  })
  return sources.flatMap((fd, to): FileAction[] => (fd < 0 ? [] : [{ kind: 'dup2', fd, to }]))
}

/** What the parent reads: the class of the exception, the errno in hex, and whether the program or its directory was at fault. */
function report(pipe: number, errno: number, where: '' | 'noexec:chdir'): void {
  const message = new TextEncoder().encode(`OSError:${errno.toString(16)}:${where}`)
  system(() => host().files.write(pipe, message))
}

/** The errno of standing in a directory, 0 where that works. */
function directoryErrno(cwd: Path): number {
  try {
    const { mode } = host().files.stat(cwd)
    if ((mode & 0o170000) !== 0o040000) return ENOTDIR
    return host().files.access(cwd, 1, true, true) ? 0 : 13
  } catch (e) {
    if (e instanceof OSFailure) return e.errno
    throw e
  }
}

export const posixsubprocessModule = defineModule('_posixsubprocess', 'How subprocess starts a child.', (m) => {
  m.fn(
    'fork_exec',
    [
      pos('args'),
      pos('executable_list'),
      pos('close_fds', asBool),
      pos('pass_fds'),
      pos('cwd'),
      pos('env'),
      pos('p2cread', asInt),
      pos('p2cwrite', asInt),
      pos('c2pread', asInt),
      pos('c2pwrite', asInt),
      pos('errread', asInt),
      pos('errwrite', asInt),
      pos('errpipe_read', asInt),
      pos('errpipe_write', asInt),
      pos('restore_signals', asBool),
      pos('call_setsid', asBool),
      pos('pgid_to_set', asInt),
      pos('gid'),
      pos('extra_groups'),
      pos('uid'),
      pos('child_umask', asInt),
      pos('preexec_fn'),
      pos('allow_vfork', asBool),
    ],
    'Start a child; gives its id.',
    (
      args,
      executables,
      closeFds,
      passFds,
      cwd,
      env,
      p2cread,
      _p2cwrite,
      _c2pread,
      c2pwrite,
      _errread,
      errwrite,
      _errpipeRead,
      errpipeWrite,
      restoreSignals,
      newSession,
      group,
      gid,
      extraGroups,
      uid,
      umask,
      preexec,
    ) => {
      if (preexec !== null)
        throw error(
          'RuntimeError',
          'preexec_fn not supported: there is no Python in the child before its program starts',
        )
      if (gid !== null || extraGroups !== null || uid !== null)
        throw error('NotImplementedError', 'user, group and extra_groups are not available on this platform')
      const argv = stringList(args)
      const programs = unpack(executables).map(fsencode)
      // The pipe for failures is among them, and must end when the program starts.
      const kept = passedDescriptors(passFds).filter((fd) => fd !== errpipeWrite)
      if (closeFds && errpipeWrite < 3) throw error('ValueError', 'errpipe_write must be >= 3')
      const directory = cwd === null ? undefined : fsencode(cwd)
      const variables = env === null ? null : unpack(env).map(fsencode)

      const refused = directory === undefined ? 0 : directoryErrno(directory)
      if (refused !== 0) {
        report(errpipeWrite, refused, 'noexec:chdir')
        return host().processes.pid
      }
      const copies: number[] = []
      try {
        const options: SpawnOptions = {
          actions: streams([p2cread, c2pwrite, errwrite], copies),
          cwd: directory,
          keepOnly: closeFds ? kept : undefined,
          newSession,
          processGroup: group >= 0 ? group : undefined,
          signalDefault: restoreSignals ? [SIGPIPE, SIGXFSZ] : undefined,
          umask: umask >= 0 ? umask : undefined,
        }
        return start(programs, argv, variables, options, errpipeWrite)
      } finally {
        for (const fd of copies) host().files.close(fd)
      }
    },
  )
})

/** Tries the programs in turn; the failure told is that of the last one that was there at all. */
function start(
  programs: readonly Path[],
  argv: readonly Path[],
  env: readonly Path[] | null,
  options: SpawnOptions,
  pipe: number,
): number {
  let saved = 0
  let last = ENOENT
  for (const program of programs) {
    try {
      return host().processes.spawn(program, argv, env, options)
    } catch (e) {
      if (!(e instanceof OSFailure)) throw e
      last = e.errno
      if (last !== ENOENT && last !== ENOTDIR && saved === 0) saved = last
    }
  }
  report(pipe, saved === 0 ? last : saved, '')
  // No child has this id, which is what waiting for it will find.
  return host().processes.pid
}

function stringList(w: Value): Path[] {
  const items = w instanceof W_Tuple || w instanceof W_List ? itemsOf(w) : undefined
  if (items === undefined) throw error('TypeError', 'argv must be a tuple')
  return items.map(fsencode)
}

/** pass_fds: a sorted tuple of descriptors, none negative. */
function passedDescriptors(w: Value): number[] {
  const complaint = 'bad value(s) in fds_to_keep'
  if (!(w instanceof W_Tuple))
    throw error('TypeError', `fork_exec() argument 4 must be tuple, not ${isTrue(w) ? 'object' : 'NoneType'}`)
  const fds = w.items.map((fd) => {
    if (typeof fd !== 'number') throw error('ValueError', complaint)
    return intOf(fd)
  })
  fds.forEach((fd, i) => {
    if (fd < 0 || (i > 0 && fd <= fds[i - 1])) throw error('ValueError', complaint)
  })
  return fds
}
