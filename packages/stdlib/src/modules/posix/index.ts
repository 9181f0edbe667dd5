// The `posix` module: the system calls of `os`. lib: os; CPython: Modules/posixmodule.c
//
// differs: there is no fork, forkpty and login_tty, because a Node process has threads of its own: `subprocess` and
// posix_spawn start processes. timerfd_*, splice and chroot are left out as well.
import { defineModule, exceptionTypes, host, W_List } from '@typhon/objspace'
import { constantsOf, HAVE_FUNCTIONS } from './constants.ts'
import { defineDescriptors } from './descriptors.ts'
import { defineAttributes, defineEnvironment } from './environment.ts'
import { defineNames } from './names.ts'
import { definePaths } from './paths.ts'
import { defineIdentity, defineScheduling } from './processes.ts'
import { definePrograms } from './programs.ts'
import { statResult, statvfsResult, terminalSize, timesResult, unameResult, waitidResult } from './results.ts'
import { defineScandir } from './scandir.ts'
import { defineWait } from './wait.ts'

export const posixModule = defineModule(
  'posix',
  'System calls of POSIX; programs use them through the module os.',
  (m) => {
    for (const [name, n] of Object.entries(constantsOf(host().platform))) m.constant(name, n)
    m.constant('error', exceptionTypes.OSError)
    m.constant('_have_functions', new W_List(HAVE_FUNCTIONS))
    for (const { type } of [statResult, statvfsResult, terminalSize, timesResult, unameResult, waitidResult])
      m.type(type)
    defineNames(m)
    defineScandir(m)
    defineDescriptors(m)
    defineEnvironment(m)
    defineAttributes(m)
    definePaths(m)
    defineIdentity(m)
    defineScheduling(m)
    definePrograms(m)
    defineWait(m)
  },
)
