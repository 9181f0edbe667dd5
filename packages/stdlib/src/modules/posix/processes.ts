// This process and others: ids, priorities, scheduling, programs. lib: os#process-parameters, os#process-management
import { attendSignals } from '@typhon/interpreter'
import {
  arg,
  asInt,
  asText,
  error,
  host,
  index,
  type IntegerCall,
  len,
  type ModuleBuilder,
  newSet,
  pos,
  Special,
  typeOf,
  unpack,
  type Value,
  W_Float,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { settings } from '../sys/settings.ts'
import { system } from '../system/failure.ts'
import { fsencode } from '../system/path.ts'
import { fildes, gid, intOf, uid } from './converters.ts'
import { schedParam, timesResult, unameResult } from './results.ts'

/** Clock ticks per second, in which `times` counts. */
const TICKS = 100

const processes = () => host().processes

/** An integer call that gives nothing. */
function action(name: IntegerCall, ...args: number[]): null {
  system(() => processes().call(name, ...args))
  return null
}

const answer = (name: IntegerCall, ...args: number[]): number => system(() => processes().call(name, ...args))
const ints = (list: readonly number[]): Value => new W_Tuple([...list])

export function defineIdentity(m: ModuleBuilder): void {
  m.fn('getpid', [], 'Id of this process.', () => processes().pid)
  m.fn('getppid', [], 'Id of the process that started this one.', () => processes().ppid())
  m.fn('getuid', [], 'Real user id.', () => answer('getuid'))
  m.fn('geteuid', [], 'Effective user id.', () => answer('geteuid'))
  m.fn('getgid', [], 'Real group id.', () => answer('getgid'))
  m.fn('getegid', [], 'Effective group id.', () => answer('getegid'))
  m.fn(
    'getgroups',
    [],
    'Ids of the further groups of this process.',
    () => new W_List(system(() => processes().getgroups())),
  )
  m.fn(
    'getgrouplist',
    [pos('user', asText), pos('group', gid)],
    'Ids of the groups that a user is in.',
    (user, group) => new W_List(system(() => processes().getgrouplist(user, group))),
  )
  m.fn('initgroups', [pos('username', fsencode), pos('gid', gid)], 'Take over the groups of a user.', (user, group) => {
    system(() => processes().initgroups(typeof user === 'string' ? user : String.fromCharCode(...user), group))
    return null
  })
  m.fn('setgroups', [pos('groups')], 'Set the further groups of this process.', (w) => {
    if (typeOf(w).special(Special.getitem) === undefined || typeOf(w).special(Special.len) === undefined)
      throw error('TypeError', 'setgroups argument must be a sequence')
    if (len(w) > 65536) throw error('ValueError', 'too many groups')
    const groups = unpack(w).map((g) => {
      if (typeof g !== 'number') throw error('TypeError', 'groups must be integers')
      return gid(g)
    })
    system(() => processes().setgroups(groups))
    return null
  })
  m.fn('getlogin', [], 'The name that was used to log in.', () => system(() => processes().getlogin()))
  m.fn('getresuid', [], 'Real, effective and saved user id.', () => ints(system(() => processes().getresuid())))
  m.fn('getresgid', [], 'Real, effective and saved group id.', () => ints(system(() => processes().getresgid())))
  m.fn('setuid', [pos('uid', uid)], 'Set the user id.', (id) => action('setuid', id))
  m.fn('seteuid', [pos('euid', uid)], 'Set the effective user id.', (id) => action('seteuid', id))
  m.fn('setgid', [pos('gid', gid)], 'Set the group id.', (id) => action('setgid', id))
  m.fn('setegid', [pos('egid', gid)], 'Set the effective group id.', (id) => action('setegid', id))
  m.fn('setreuid', [pos('ruid', uid), pos('euid', uid)], 'Set the real and effective user id.', (r, e) =>
    action('setreuid', r, e),
  )
  m.fn('setregid', [pos('rgid', gid), pos('egid', gid)], 'Set the real and effective group id.', (r, e) =>
    action('setregid', r, e),
  )
  m.fn(
    'setresuid',
    [pos('ruid', uid), pos('euid', uid), pos('suid', uid)],
    'Set the real, effective and saved user id.',
    (r, e, s) => action('setresuid', r, e, s),
  )
  m.fn(
    'setresgid',
    [pos('rgid', gid), pos('egid', gid), pos('sgid', gid)],
    'Set the real, effective and saved group id.',
    (r, e, s) => action('setresgid', r, e, s),
  )

  m.fn('getpgid', [arg('pid', asInt)], 'Id of the group of a process.', (pid) => answer('getpgid', pid))
  m.fn('getpgrp', [], 'Id of the group of this process.', () => answer('getpgrp'))
  m.fn('setpgid', [pos('pid', asInt), pos('pgrp', asInt)], 'Put a process into a group.', (pid, group) =>
    action('setpgid', pid, group),
  )
  m.fn('setpgrp', [], 'Make this process the leader of a group.', () => action('setpgid', 0, 0))
  m.fn('getsid', [pos('pid', asInt)], 'Id of the session of a process.', (pid) => answer('getsid', pid))
  m.fn('setsid', [], 'Start a session.', () => action('setsid'))
  m.fn('kill', [pos('pid', asInt), pos('signal', asInt)], 'Send a signal to a process.', (pid, signum) =>
    sent(() => host().signals.kill(pid, signum)),
  )
  m.fn('killpg', [pos('pgid', asInt), pos('signal', asInt)], 'Send a signal to a process group.', (group, signum) =>
    sent(() => host().signals.killpg(group, signum)),
  )
  m.fn(
    'pidfd_open',
    [arg('pid', asInt), arg('flags', asInt, 0)],
    'A descriptor that stands for a process.',
    (pid, flags) => answer('pidfd_open', pid, flags),
  )
  m.fn('unshare', [arg('flags', asInt)], 'Leave namespaces that are shared with other processes.', (flags) =>
    action('unshare', flags),
  )
  m.fn('setns', [arg('fd', fildes), arg('nstype', asInt, 0)], 'Enter a namespace.', (fd, type) =>
    action('setns', fd, type),
  )

  m.fn('_exit', [arg('status', asInt)], 'End the process at once.', (status) => processes().exit(status))
  m.fn('abort', [], 'End the process by SIGABRT.', () => processes().abort())
  m.fn('uname', [], 'Names of the system.', () => {
    const { sysname, nodename, release, version, machine } = host().system.uname()
    return unameResult.make([sysname, nodename, release, version, machine])
  })
  m.fn('times', [], 'Processor time of this process and its children.', () => {
    const own = processes().usage(0)
    const children = processes().usage(-1)
    const ticks = (seconds: number): Value => new W_Float(Math.floor(seconds * TICKS) / TICKS)
    return timesResult.make([
      ticks(own.utime),
      ticks(own.stime),
      ticks(children.utime),
      ticks(children.stime),
      ticks(host().clock.seconds('monotonic')),
    ])
  })
  m.fn('cpu_count', [], 'How many processors the machine has.', () =>
    settings.cpuCount > 0 ? settings.cpuCount : host().system.processors(),
  )
  m.fn(
    'getloadavg',
    [],
    'Processes that ran on average in the last 1, 5 and 15 minutes.',
    () =>
      new W_Tuple(
        host()
          .system.loadAverage()
          .map((x) => new W_Float(x)),
      ),
  )
}

/** Sends a signal; one for this process runs its handler before the call returns. */
function sent(send: () => void): null {
  system(send)
  attendSignals()
  return null
}

export function defineScheduling(m: ModuleBuilder): void {
  m.type(schedParam.type)
  m.fn('nice', [pos('increment', asInt)], 'Add to the niceness of this process; gives the new one.', (n) =>
    answer('nice', n),
  )
  m.fn('getpriority', [arg('which', asInt), arg('who', asInt)], 'Scheduling priority of processes.', (which, who) =>
    answer('getpriority', which, who),
  )
  m.fn(
    'setpriority',
    [arg('which', asInt), arg('who', asInt), arg('priority', asInt)],
    'Set the scheduling priority of processes.',
    (which, who, n) => action('setpriority', which, who, n),
  )
  m.fn('sched_get_priority_max', [arg('policy', asInt)], 'Highest priority of a scheduling policy.', (policy) =>
    answer('sched_get_priority_max', policy),
  )
  m.fn('sched_get_priority_min', [arg('policy', asInt)], 'Lowest priority of a scheduling policy.', (policy) =>
    answer('sched_get_priority_min', policy),
  )
  m.fn('sched_getscheduler', [pos('pid', asInt)], 'Scheduling policy of a process.', (pid) =>
    answer('sched_getscheduler', pid),
  )
  m.fn('sched_getparam', [pos('pid', asInt)], 'Scheduling parameters of a process.', (pid) =>
    schedParam.make([system(() => processes().getSchedulerPriority(pid))]),
  )
  m.fn(
    'sched_setparam',
    [pos('pid', asInt), pos('param')],
    'Set the scheduling parameters of a process.',
    (pid, param) => {
      system(() => processes().setScheduler(pid, null, priorityOf(param)))
      return null
    },
  )
  m.fn(
    'sched_setscheduler',
    [pos('pid', asInt), pos('policy', asInt), pos('param')],
    'Set the scheduling policy of a process.',
    (pid, policy, param) => {
      system(() => processes().setScheduler(pid, policy, priorityOf(param)))
      return null
    },
  )
  m.fn(
    'sched_rr_get_interval',
    [pos('pid', asInt)],
    'Length of a turn of a round-robin process in seconds.',
    (pid) => new W_Float(Number(system(() => processes().roundRobinInterval(pid))) / 1e9),
  )
  m.fn('sched_yield', [], 'Let others run.', () => action('sched_yield'))
  m.fn('sched_getaffinity', [pos('pid', asInt)], 'Processors that a process may run on.', (pid) =>
    newSet(system(() => processes().getaffinity(pid))),
  )
  m.fn(
    'sched_setaffinity',
    [pos('pid', asInt), pos('mask')],
    'Set the processors that a process may run on.',
    (pid, mask) => {
      const list = unpack(mask).map((w) => {
        const n = index(w)
        if (n < 0) throw error('ValueError', 'negative CPU number')
        if (n > 0x7fffffff) throw error('OverflowError', 'CPU number too large')
        return Number(n)
      })
      system(() => processes().setaffinity(pid, list))
      return null
    },
  )
}

export function priorityOf(param: Value): number {
  if (typeOf(param) !== schedParam.type) throw error('TypeError', 'must have a sched_param object')
  return intOf((param as W_Tuple).items[0])
}
