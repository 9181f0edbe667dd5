// The `termios` module: the modes of terminals. lib: termios
import { attendSignals } from '@typhon/interpreter'
import {
  asInt,
  defineModule,
  error,
  errorWith,
  host,
  index,
  newException,
  OSFailure,
  pos,
  strerror,
  strFromText,
  type TerminalMode,
  unpack,
  type Value,
  W_Bytes,
  W_List,
  W_Tuple,
  type W_Type,
} from '@typhon/objspace'
import { TERMIOS_CONSTANTS } from './termios-constants.ts'
import { fildes } from './posix/converters.ts'
import { EINTR } from './system/numbers.ts'

const { ICANON, VMIN, VTIME } = TERMIOS_CONSTANTS

export const termiosModule = defineModule('termios', 'Modes of terminals, as POSIX has them.', (m) => {
  for (const [name, n] of Object.entries(TERMIOS_CONSTANTS)) m.constant(name, n)
  const errorType: W_Type = m.exception('error', 'Exception', 'A terminal refused.')
  const terminals = host().terminals

  /** Refusals are termios.error here, which is no OSError. */
  function system<T>(call: () => T): T {
    for (;;) {
      try {
        return call()
      } catch (e) {
        if (!(e instanceof OSFailure)) throw e
        if (e.errno !== EINTR) throw newException(errorType, [e.errno, strFromText(strerror(e.errno, host().platform))])
        attendSignals()
      }
    }
  }

  m.fn(
    'tcgetattr',
    [pos('fd', fildes)],
    'The mode of a terminal as a list: iflag, oflag, cflag, lflag, ispeed, ospeed, cc.',
    (fd) => {
      const mode = system(() => terminals.getMode(fd))
      const cc: Value[] = Array.from(mode.cc, (c) => new W_Bytes(Uint8Array.of(c)))
      // Outside of canonical mode two of the characters are numbers.
      if ((mode.lflag & ICANON) === 0) for (const i of [VMIN, VTIME]) cc[i] = mode.cc[i]
      return new W_List([mode.iflag, mode.oflag, mode.cflag, mode.lflag, mode.ispeed, mode.ospeed, new W_List(cc)])
    },
  )
  m.fn(
    'tcsetattr',
    [pos('fd', fildes), pos('when', asInt), pos('attributes')],
    'Set the mode of a terminal.',
    (fd, when, attributes) => {
      const mode = modeOf(attributes)
      system(() => terminals.setMode(fd, when, mode))
      return null
    },
  )
  const action = (name: string, doc: string, call: (fd: number, n: number) => void, second: string): void => {
    m.fn(name, [pos('fd', fildes), pos(second, asInt)], doc, (fd, n) => {
      system(() => call(fd, n))
      return null
    })
  }
  action('tcsendbreak', 'Send a break.', (fd, n) => terminals.sendBreak(fd, n), 'duration')
  action('tcflush', 'Throw away what is queued.', (fd, n) => terminals.flush(fd, n), 'queue')
  action('tcflow', 'Stop or go on with input or output.', (fd, n) => terminals.flow(fd, n), 'action')
  m.fn('tcdrain', [pos('fd', fildes)], 'Wait until all output is sent.', (fd) => {
    system(() => terminals.drain(fd))
    return null
  })
  m.fn('tcgetwinsize', [pos('fd', fildes)], 'Rows and columns of a terminal.', (fd) => {
    const [columns, rows] = system(() => terminals.size(fd))
    return new W_Tuple([rows, columns])
  })
  m.fn('tcsetwinsize', [pos('fd', fildes), pos('winsize')], 'Set rows and columns of a terminal.', (fd, winsize) => {
    const pair = unpack(winsize)
    if (pair.length !== 2) throw error('TypeError', 'tcsetwinsize, arg 2: must be a two-item sequence')
    const [rows, columns] = pair.map((w) => Number(index(w)))
    if (rows < 0 || rows > 0xffff || columns < 0 || columns > 0xffff)
      throw error('OverflowError', 'winsize value(s) out of range.')
    system(() => terminals.setSize(fd, columns, rows))
    return null
  })
})

function modeOf(w: Value): TerminalMode {
  if (!(w instanceof W_List) || unpack(w).length !== 7)
    throw error('TypeError', 'tcsetattr, arg 3: must be 7 element list')
  const items = unpack(w)
  const [iflag, oflag, cflag, lflag, ispeed, ospeed] = items.slice(0, 6).map((x) => Number(index(x)) >>> 0)
  const { NCCS } = TERMIOS_CONSTANTS
  const list = items[6]
  if (!(list instanceof W_List) || unpack(list).length !== NCCS)
    throw errorWith('TypeError', `tcsetattr: attributes[6] must be ${NCCS} element list`)
  const cc = Uint8Array.from(unpack(list), (x) => {
    if (x instanceof W_Bytes && x.length === 1) return x.at(0)
    if (typeof x === 'number') return x
    throw error('TypeError', 'tcsetattr: elements of attributes must be characters or integers')
  })
  return { iflag, oflag, cflag, lflag, ispeed, ospeed, cc }
}
