// Children: waiting for them, and what their status says. lib: os#process-management
import {
  arg,
  asIndex,
  asInt,
  error,
  host,
  type ModuleBuilder,
  type Param,
  pos,
  type Value,
  type Waited,
  W_Tuple,
} from '@typhon/objspace'
import { system } from '../system/failure.ts'
import { newRusage } from '../resource/rusage.ts'
import { intOf } from './converters.ts'
import { waitidResult } from './results.ts'

const exited = (status: number): boolean => (status & 0x7f) === 0
const signaled = (status: number): boolean => (((status & 0x7f) + 1) << 24) >> 25 > 0
const stopped = (status: number): boolean => (status & 0xff) === 0x7f
const CONTINUED = 0xffff

const wait = (pid: number, options: number): Waited => system(() => host().processes.wait(pid, options))
const pair = (w: Waited): Value => new W_Tuple([w.pid, w.status])
const triple = (w: Waited): Value => new W_Tuple([w.pid, w.status, newRusage(w.usage)])

export function defineWait(m: ModuleBuilder): void {
  m.fn('wait', [], 'Wait for a child; gives its id and status.', () => pair(wait(-1, 0)))
  m.fn(
    'waitpid',
    [pos('pid', asInt), pos('options', asInt)],
    'Wait for one child, or one of a group.',
    (pid, options) => pair(wait(pid, options)),
  )
  m.fn('wait3', [arg('options', asInt)], 'Wait for a child; gives its id, status and use of resources.', (options) =>
    triple(wait(-1, options)),
  )
  m.fn(
    'wait4',
    [arg('pid', asInt), arg('options', asInt)],
    'Wait for one child; gives its id, status and use of resources.',
    (pid, options) => triple(wait(pid, options)),
  )
  m.fn(
    'waitid',
    [pos('idtype', asInt), pos('id', asIndex), pos('options', asInt)],
    'Wait for a child to change its state.',
    (type, id, options) => {
      const found = system(() => host().processes.waitid(type, Number(id), options))
      return found === null ? null : waitidResult.make([found.pid, found.uid, found.signo, found.status, found.code])
    },
  )

  const test = (
    name: string,
    doc: string,
    answer: (status: number) => Value,
    param: Param<number> = arg('status', asInt),
  ): void => {
    m.fn(name, [param], doc, answer)
  }
  test('WIFEXITED', 'Whether the child ended by itself.', exited)
  test('WEXITSTATUS', 'The exit status of a child that ended by itself.', (status) => (status >> 8) & 0xff)
  test('WIFSIGNALED', 'Whether a signal ended the child.', signaled)
  test('WTERMSIG', 'The signal that ended the child.', (status) => status & 0x7f)
  test('WIFSTOPPED', 'Whether the child is stopped.', stopped)
  test('WSTOPSIG', 'The signal that stopped the child.', (status) => (status >> 8) & 0xff)
  test('WIFCONTINUED', 'Whether the child went on after it was stopped.', (status) => status === CONTINUED)
  test('WCOREDUMP', 'Whether the child left a core file.', (status) => (status & 0x80) !== 0, pos('status', asInt))
  m.fn('waitstatus_to_exitcode', [arg('status')], 'A status as an exit code, negative for a signal.', (w) => {
    const status = intOf(w)
    if (exited(status)) return (status >> 8) & 0xff
    if (signaled(status)) return -(status & 0x7f)
    if (stopped(status)) throw error('ValueError', `process stopped by delivery of signal ${(status >> 8) & 0xff}`)
    throw error('ValueError', `invalid wait status: ${status}`)
  })
}
