// struct_rusage: what processes have used. lib: resource#resource-usage
import { defineStructSequence, type ResourceUsage, type Value, W_Float } from '@typhon/objspace'

export const structRusage = defineStructSequence(
  'resource',
  'struct_rusage',
  'What getrusage tells of the use of resources.',
  [
    { name: 'ru_utime', doc: 'user time used' },
    { name: 'ru_stime', doc: 'system time used' },
    { name: 'ru_maxrss', doc: 'largest resident set size' },
    { name: 'ru_ixrss', doc: 'shared memory size' },
    { name: 'ru_idrss', doc: 'unshared data size' },
    { name: 'ru_isrss', doc: 'unshared stack size' },
    { name: 'ru_minflt', doc: 'page faults without input or output' },
    { name: 'ru_majflt', doc: 'page faults with input or output' },
    { name: 'ru_nswap', doc: 'number of swap outs' },
    { name: 'ru_inblock', doc: 'block input operations' },
    { name: 'ru_oublock', doc: 'block output operations' },
    { name: 'ru_msgsnd', doc: 'messages sent' },
    { name: 'ru_msgrcv', doc: 'messages received' },
    { name: 'ru_nsignals', doc: 'signals received' },
    { name: 'ru_nvcsw', doc: 'voluntary context switches' },
    { name: 'ru_nivcsw', doc: 'involuntary context switches' },
  ],
)

export function newRusage(usage: ResourceUsage): Value {
  return structRusage.make([new W_Float(usage.utime), new W_Float(usage.stime), ...usage.counts])
}
