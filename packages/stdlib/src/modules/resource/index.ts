// The `resource` module: what processes may use and have used. lib: resource
import {
  asInt,
  defineModule,
  error,
  exceptionTypes,
  host,
  index,
  isError,
  type ModuleBuilder,
  norm,
  opt,
  OSFailure,
  pos,
  unpack,
  type Value,
  W_Tuple,
} from '@typhon/objspace'
import { system } from '../system/failure.ts'
import { newRusage, structRusage } from './rusage.ts'

const LIMITS = {
  linux: {
    RLIMIT_CPU: 0,
    RLIMIT_FSIZE: 1,
    RLIMIT_DATA: 2,
    RLIMIT_STACK: 3,
    RLIMIT_CORE: 4,
    RLIMIT_RSS: 5,
    RLIMIT_NPROC: 6,
    RLIMIT_NOFILE: 7,
    RLIMIT_OFILE: 7,
    RLIMIT_MEMLOCK: 8,
    RLIMIT_AS: 9,
    RLIMIT_SIGPENDING: 11,
    RLIMIT_MSGQUEUE: 12,
    RLIMIT_NICE: 13,
    RLIMIT_RTPRIO: 14,
    RLIMIT_RTTIME: 15,
    RUSAGE_SELF: 0,
    RUSAGE_CHILDREN: -1,
    RUSAGE_THREAD: 1,
  },
  darwin: {
    RLIMIT_CPU: 0,
    RLIMIT_FSIZE: 1,
    RLIMIT_DATA: 2,
    RLIMIT_STACK: 3,
    RLIMIT_CORE: 4,
    RLIMIT_AS: 5,
    RLIMIT_RSS: 5,
    RLIMIT_MEMLOCK: 6,
    RLIMIT_NPROC: 7,
    RLIMIT_NOFILE: 8,
    RUSAGE_SELF: 0,
    RUSAGE_CHILDREN: -1,
  },
}

const RESOURCES = { linux: 16, darwin: 9 }
const SC_PAGESIZE = { linux: 30, darwin: 29 }
const ALL_ONES = (1n << 64n) - 1n
const EINVAL = 22
const EPERM = 1

/** No limit is -1 on Linux, the largest 63-bit number on macOS. */
const infinity = (): bigint => (host().platform === 'linux' ? ALL_ONES : (1n << 63n) - 1n)

const shown = (limit: bigint): Value => (host().platform === 'linux' && limit === ALL_ONES ? -1 : norm(limit))

function checkResource(n: number): void {
  if (n < 0 || n >= RESOURCES[host().platform]) throw error('ValueError', 'invalid resource specified')
}

function limitOf(w: Value): bigint {
  const n = BigInt(index(w))
  if (BigInt.asIntN(64, n) !== n) throw error('OverflowError', 'Python int too large to convert to C long')
  return BigInt.asUintN(64, n)
}

function setLimits(pid: number, resource: number, limits: Value): void {
  const pair = limits instanceof W_Tuple ? limits.items : unpack(limits)
  if (pair.length !== 2) throw error('ValueError', 'expected a tuple of 2 integers')
  const [soft, hard] = pair.map(limitOf)
  try {
    host().processes.setrlimit(pid, resource, soft, hard)
  } catch (e) {
    if (e instanceof OSFailure && pid === 0 && e.errno === EINVAL)
      throw error('ValueError', 'current limit exceeds maximum limit')
    if (e instanceof OSFailure && pid === 0 && e.errno === EPERM)
      throw error('ValueError', 'not allowed to raise maximum limit')
    system(() => {
      throw e
    })
  }
}

const both = ([soft, hard]: [bigint, bigint]): Value => new W_Tuple([shown(soft), shown(hard)])

export const resourceModule = defineModule(
  'resource',
  'What processes may use of the machine, and have used.',
  (m: ModuleBuilder) => {
    const { platform } = host()
    for (const [name, n] of Object.entries(LIMITS[platform])) m.constant(name, n)
    m.constant('RLIM_INFINITY', shown(infinity()))
    m.constant('error', exceptionTypes.OSError)
    m.type(structRusage.type)
    m.fn('getrusage', [pos('who', asInt)], 'What this process (or its children) has used.', (who) => {
      try {
        return newRusage(system(() => host().processes.usage(who)))
      } catch (e) {
        if (isError(e, 'OSError') && e.extra?.errno === EINVAL) throw error('ValueError', 'invalid who parameter')
        throw e
      }
    })
    m.fn('getrlimit', [pos('resource', asInt)], 'Soft and hard limit of a resource.', (resource) => {
      checkResource(resource)
      return both(system(() => host().processes.getrlimit(0, resource)))
    })
    m.fn(
      'setrlimit',
      [pos('resource', asInt), pos('limits')],
      'Set soft and hard limit of a resource.',
      (resource, limits) => {
        checkResource(resource)
        setLimits(0, resource, limits)
        return null
      },
    )
    if (platform === 'linux') {
      m.fn(
        'prlimit',
        [pos('pid', asInt), pos('resource', asInt), opt('limits', null, 'None')],
        "Limits of a process's resource; sets them where they are given.",
        (pid, resource, limits) => {
          checkResource(resource)
          const before = both(system(() => host().processes.getrlimit(pid, resource)))
          if (limits !== undefined && limits !== null) setLimits(pid, resource, limits)
          return before
        },
      )
    }
    m.fn('getpagesize', [], 'Size of a page of memory.', () =>
      system(() => host().system.sysconf(SC_PAGESIZE[platform])),
    )
  },
)
