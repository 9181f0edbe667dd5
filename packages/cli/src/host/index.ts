// The host of the command line: everything through Node's synchronous calls and, where there is none, the C library.
//
// What must stay true: no other package touches `node:fs`, `process` or the C library, and making the host loads neither
// koffi nor anything else, so that a short program pays for what it uses.
import type { Host } from '@typhon/objspace'
import { accounts } from './accounts.ts'
import { clock } from './clock.ts'
import { environment } from './environment.ts'
import { files } from './files.ts'
import { foreign } from './foreign.ts'
import { memory } from './memory.ts'
import { processes } from './processes.ts'
import { signals } from './signals.ts'
import { sockets } from './sockets.ts'
import { system } from './system.ts'
import { terminals } from './terminals.ts'

/** The real host. There is one per process, as there is one process. */
export const nodeHost: Host = {
  platform: process.platform === 'darwin' ? 'darwin' : 'linux',
  files,
  clock,
  environment,
  system,
  processes,
  signals,
  sockets,
  terminals,
  accounts,
  foreign,
  memory,
}
