// The names and signatures of the modules over the system, beside CPython's.
import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, it } from 'vitest'
import { setHost, virtualHost, W_BuiltinFunction } from '@typhon/objspace'
import { createBuiltinModule } from '../index.ts'

/** What is left out, module by module. */
const ABSENT: Record<string, string[]> = {
  posix: [
    'chroot',
    'fork',
    'forkpty',
    'login_tty',
    'splice',
    'timerfd_create',
    'timerfd_gettime',
    'timerfd_gettime_ns',
    'timerfd_settime',
    'timerfd_settime_ns',
  ],
  time: ['pthread_getcpuclockid'],
  _signal: [],
  pwd: [],
  grp: [],
  fcntl: [],
  select: [],
  resource: [],
  termios: [],
  errno: [],
  _posixsubprocess: [],
  _socket: ['CAPI', 'if_indextoname', 'if_nameindex', 'if_nametoindex', 'sethostname'],
}
const IGNORED = new Set(['__file__', '__doc__', '__name__', '__package__', '__loader__', '__spec__'])
/** Families and protocols of rare networks, whose constants are left out. */
const RARE =
  /^(AF_|PF_|ALG_|BDADDR_|BTPROTO_|CAN_|J1939_|EALG|HCI_|HV_|PACKET_|RDS_|SCO_|TIPC_|UDPLITE_|VM_SOCKETS_|VMADDR_|VSOCK_|IOCTL_|NETLINK_|SO_VM_|ETH|ETHERTYPE_|VM)/

interface Described {
  readonly signature: string | null
  readonly value: number | null
}

const SCRIPT = `
import importlib, json, sys
out = {}
for name in json.load(sys.stdin):
    m = importlib.import_module(name)
    out[name] = {n: {'signature': getattr(v, '__text_signature__', None), 'value': v if type(v) is int and abs(v) < 2**53 else None} for n, v in vars(m).items()}
json.dump(out, sys.stdout)
`

let theirs: Record<string, Record<string, Described>> | undefined
beforeAll(() => {
  setHost(virtualHost())
  const { stdout, status } = spawnSync(process.env.TYPHON_CPYTHON ?? 'python3.13', ['-c', SCRIPT], {
    input: JSON.stringify(Object.keys(ABSENT)),
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
  })
  if (status === 0) theirs = JSON.parse(stdout) as typeof theirs
})

const spaced = (s: string | null): string | null => s?.replace(/\s+/g, ' ') ?? null

describe.each(Object.keys(ABSENT))('%s', (name) => {
  it('has the names, numbers and signatures of CPython', ({ skip }) => {
    const module = createBuiltinModule(name)!
    const ours = new Map(module.dict.liveKeys().map((k) => [k as string, module.dict.getStr(k as string)!]))
    expect(ours.size).toBeGreaterThan(4)
    if (theirs === undefined || process.platform !== 'linux')
      return skip('no CPython 3.13 (python3.13 on PATH, or TYPHON_CPYTHON)')
    const expected = Object.entries(theirs[name]).filter(
      ([n]) => !IGNORED.has(n) && !(name === '_socket' && RARE.test(n) && !ours.has(n)),
    )
    expect(
      expected
        .map(([n]) => n)
        .filter((n) => !ours.has(n))
        .sort(),
    ).toEqual(ABSENT[name])
    for (const [n, { signature, value }] of expected) {
      const w = ours.get(n)
      if (w === undefined) continue
      if (value !== null) expect([n, w]).toEqual([n, value])
      if (w instanceof W_BuiltinFunction) expect([n, spaced(w.code.textSignature)]).toEqual([n, spaced(signature)])
    }
    for (const n of ours.keys()) if (!IGNORED.has(n)) expect(Object.keys(theirs[name])).toContain(n)
  })
})
