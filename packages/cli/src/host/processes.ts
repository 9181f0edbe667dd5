// This process, its children, its limits.
import os from 'node:os'
import { type IntegerCall, OSFailure, type Processes, type ResourceUsage } from '@typhon/objspace'
import { mayBlock } from './interrupts.ts'
import { checked, cstring, darwin, declare, failed, lastErrno, loadKoffi } from './libc.ts'
import { exec, spawn } from './spawn.ts'

const setgroups = declare<[number, Uint32Array]>('setgroups', 'int', 'size_t', 'void *')
const initgroups = declare<[Uint8Array, number]>('initgroups', 'int', 'void *', 'uint32_t')
const getgrouplist = declare<[Uint8Array, number, Uint32Array, Int32Array]>(
  'getgrouplist',
  'int',
  'void *',
  'uint32_t',
  'void *',
  'void *',
)
const getresuid = declare<[Uint32Array, Uint32Array, Uint32Array]>('getresuid', 'int', 'void *', 'void *', 'void *')
const getresgid = declare<[Uint32Array, Uint32Array, Uint32Array]>('getresgid', 'int', 'void *', 'void *', 'void *')
const getlogin_r = declare<[Uint8Array, number]>('getlogin_r', 'int', 'void *', 'size_t')
const wait4 = declare<[number, Int32Array, number, Uint8Array]>('wait4', 'int', 'int', 'void *', 'int', 'void *')
const waitid = declare<[number, number, Uint8Array, number]>('waitid', 'int', 'int', 'uint32_t', 'void *', 'int')
const getrusage = declare<[number, Uint8Array]>('getrusage', 'int', 'int', 'void *')
const prlimit = declare<[number, number, BigUint64Array | null, BigUint64Array | null]>(
  'prlimit64',
  'int',
  'int',
  'int',
  'void *',
  'void *',
)
const getrlimit = declare<[number, BigUint64Array]>('getrlimit', 'int', 'int', 'void *')
const setrlimit = declare<[number, BigUint64Array]>('setrlimit', 'int', 'int', 'void *')
const sched_getaffinity = declare<[number, number, Uint8Array]>('sched_getaffinity', 'int', 'int', 'size_t', 'void *')
const sched_setaffinity = declare<[number, number, Uint8Array]>('sched_setaffinity', 'int', 'int', 'size_t', 'void *')
const sched_getparam = declare<[number, Int32Array]>('sched_getparam', 'int', 'int', 'void *')
const sched_setparam = declare<[number, Int32Array]>('sched_setparam', 'int', 'int', 'void *')
const sched_setscheduler = declare<[number, number, Int32Array]>('sched_setscheduler', 'int', 'int', 'int', 'void *')
const sched_rr_get_interval = declare<[number, BigInt64Array]>('sched_rr_get_interval', 'int', 'int', 'void *')

/** Argument types of the integer calls. */
const ARGUMENTS: Record<IntegerCall, readonly string[]> = {
  fchdir: ['int'],
  getpgid: ['int'],
  getpgrp: [],
  getpriority: ['int', 'uint32_t'],
  getsid: ['int'],
  lockf: ['int', 'int', 'int64_t'],
  flock: ['int', 'int'],
  nice: ['int'],
  pidfd_open: ['int', 'uint32_t'],
  posix_fadvise: ['int', 'int64_t', 'int64_t', 'int'],
  posix_fallocate: ['int', 'int64_t', 'int64_t'],
  posix_openpt: ['int'],
  grantpt: ['int'],
  unlockpt: ['int'],
  sched_get_priority_max: ['int'],
  sched_get_priority_min: ['int'],
  sched_getscheduler: ['int'],
  sched_yield: [],
  setegid: ['uint32_t'],
  seteuid: ['uint32_t'],
  setgid: ['uint32_t'],
  setpgid: ['int', 'int'],
  setpriority: ['int', 'uint32_t', 'int'],
  setregid: ['uint32_t', 'uint32_t'],
  setresgid: ['uint32_t', 'uint32_t', 'uint32_t'],
  setresuid: ['uint32_t', 'uint32_t', 'uint32_t'],
  setreuid: ['uint32_t', 'uint32_t'],
  setsid: [],
  setuid: ['uint32_t'],
  sync: [],
  setns: ['int', 'int'],
  unshare: ['int'],
  getegid: [],
  geteuid: [],
  getgid: [],
  getuid: [],
}

const bound = new Map<IntegerCall, (...args: number[]) => number>()

/** Calls whose result is the errno itself. */
const GIVES_ERRNO = new Set<IntegerCall>(['posix_fadvise', 'posix_fallocate'])
/** Calls whose -1 may be an answer. */
const ANY_RESULT = new Set<IntegerCall>(['getpriority', 'nice'])

function call(name: IntegerCall, ...args: number[]): number {
  switch (name) {
    case 'getuid':
      return process.getuid!()
    case 'geteuid':
      return process.geteuid!()
    case 'getgid':
      return process.getgid!()
    case 'getegid':
      return process.getegid!()
  }
  let fn = bound.get(name)
  if (fn === undefined)
    bound.set(name, (fn = declare<number[]>(name, name === 'sync' ? 'void' : 'int', ...ARGUMENTS[name])))
  if (name === 'lockf' || name === 'flock') mayBlock()
  if (ANY_RESULT.has(name)) loadKoffi()?.errno(0)
  const result = fn(...args)
  if (name === 'sync') return 0
  if (GIVES_ERRNO.has(name)) {
    if (result !== 0) throw new OSFailure(result)
  } else if (result === -1 && !(ANY_RESULT.has(name) && lastErrno() === 0)) throw failed()
  return result
}

const RUSAGE_SIZE = 144

function usageFrom(bytes: Uint8Array): ResourceUsage {
  const v = new DataView(bytes.buffer)
  const long = (at: number): number => Number(v.getBigInt64(at, true))
  const micros = (at: number): number => (darwin ? v.getInt32(at, true) : long(at))
  return {
    utime: long(0) + micros(8) / 1e6,
    stime: long(16) + micros(24) / 1e6,
    counts: Array.from({ length: 14 }, (_, i) => long(32 + 8 * i)),
  }
}

const ids = (read: (a: Uint32Array, b: Uint32Array, c: Uint32Array) => number): [number, number, number] => {
  const cells = [new Uint32Array(1), new Uint32Array(1), new Uint32Array(1)]
  checked(read(cells[0], cells[1], cells[2]))
  return [cells[0][0], cells[1][0], cells[2][0]]
}

/** Processors that an affinity mask has room for. */
const MASK_SIZE = 128

export const processes: Processes = {
  get pid() {
    return process.pid
  },
  ppid: () => process.ppid,
  call,

  getgroups: () => process.getgroups!(),

  setgroups(groups) {
    checked(setgroups(groups.length, Uint32Array.from(groups)))
  },

  initgroups(user, group) {
    checked(initgroups(cstring(user), group))
  },

  getgrouplist(user, group) {
    for (let size = 64; ; size *= 2) {
      const list = new Uint32Array(size)
      const count = Int32Array.of(size)
      if (getgrouplist(cstring(user), group, list, count) !== -1) return [...list.subarray(0, count[0])]
    }
  },

  getresuid: () => ids(getresuid),
  getresgid: () => ids(getresgid),

  getlogin() {
    const name = new Uint8Array(256)
    const refused = getlogin_r(name, name.length)
    if (refused !== 0) throw new OSFailure(refused)
    return Buffer.from(name.subarray(0, name.indexOf(0))).toString()
  },

  spawn,

  exec(file, argv, env): never {
    exec(file, argv, env)
    throw failed()
  },

  wait(pid, options) {
    mayBlock()
    const status = new Int32Array(1)
    const usage = new Uint8Array(RUSAGE_SIZE)
    const child = checked(wait4(pid, status, options, usage))
    return { pid: child, status: status[0], usage: usageFrom(usage) }
  },

  waitid(type, id, options) {
    mayBlock()
    const info = new Uint8Array(128)
    checked(waitid(type, id, info, options))
    const v = new DataView(info.buffer)
    const pid = v.getInt32(darwin ? 12 : 16, true)
    if (pid === 0) return null
    return {
      pid,
      uid: v.getUint32(darwin ? 16 : 20, true),
      signo: v.getInt32(0, true),
      status: v.getInt32(darwin ? 20 : 24, true),
      code: v.getInt32(8, true),
    }
  },

  // process.exit would run JavaScript first.
  exit(status): never {
    return (process as unknown as { reallyExit(status: number): never }).reallyExit(status)
  },

  abort: () => process.abort(),

  usage(who) {
    if (who === 0) {
      const u = process.resourceUsage()
      return {
        utime: u.userCPUTime / 1e6,
        stime: u.systemCPUTime / 1e6,
        counts: [
          u.maxRSS,
          u.sharedMemorySize,
          u.unsharedDataSize,
          u.unsharedStackSize,
          u.minorPageFault,
          u.majorPageFault,
          u.swappedOut,
          u.fsRead,
          u.fsWrite,
          u.ipcSent,
          u.ipcReceived,
          u.signalsCount,
          u.voluntaryContextSwitches,
          u.involuntaryContextSwitches,
        ],
      }
    }
    const bytes = new Uint8Array(RUSAGE_SIZE)
    checked(getrusage(who, bytes))
    return usageFrom(bytes)
  },

  getrlimit(pid, resource) {
    const limits = new BigUint64Array(2)
    checked(pid === 0 ? getrlimit(resource, limits) : prlimit(pid, resource, null, limits))
    return [limits[0], limits[1]]
  },

  setrlimit(pid, resource, soft, hard) {
    const limits = BigUint64Array.of(soft, hard)
    checked(pid === 0 ? setrlimit(resource, limits) : prlimit(pid, resource, limits, null))
  },

  getaffinity(pid) {
    const mask = new Uint8Array(MASK_SIZE)
    checked(sched_getaffinity(pid, MASK_SIZE, mask))
    const out: number[] = []
    for (let cpu = 0; cpu < MASK_SIZE * 8; cpu++) if ((mask[cpu >> 3] & (1 << (cpu & 7))) !== 0) out.push(cpu)
    return out
  },

  setaffinity(pid, processors) {
    const mask = new Uint8Array(MASK_SIZE)
    for (const cpu of processors) {
      if (cpu >= MASK_SIZE * 8) throw new OSFailure(os.constants.errno.EINVAL)
      mask[cpu >> 3] |= 1 << (cpu & 7)
    }
    checked(sched_setaffinity(pid, MASK_SIZE, mask))
  },

  getSchedulerPriority(pid) {
    const priority = new Int32Array(1)
    checked(sched_getparam(pid, priority))
    return priority[0]
  },

  setScheduler(pid, policy, priority) {
    const cell = Int32Array.of(priority)
    checked(policy === null ? sched_setparam(pid, cell) : sched_setscheduler(pid, policy, cell))
  },

  roundRobinInterval(pid) {
    const spec = new BigInt64Array(2)
    checked(sched_rr_get_interval(pid, spec))
    return spec[0] * 1_000_000_000n + spec[1]
  },
}
