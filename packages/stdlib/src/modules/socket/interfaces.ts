// Network interfaces and their numbers, as Linux tells of them in /sys/class/net. lib: socket#socket.if_nameindex
import {
  type Convert,
  error,
  errorWith,
  host,
  intOrUndefined,
  type ModuleBuilder,
  type Path,
  pos,
  strFromText,
  W_List,
  W_Tuple,
} from '@typhon/objspace'
import { osError, system } from '../system/failure.ts'
import { fsencode } from '../system/path.ts'

const FOLDER = '/sys/class/net'
const ENXIO = 6

/** Interfaces by number, in its order. */
function interfaces(): Map<number, string> {
  const { files } = host()
  const found: [number, string][] = []
  for (const name of system(() => files.listdir(FOLDER)))
    try {
      found.push([Number(new TextDecoder().decode(files.readFile(`${FOLDER}/${String(name)}/ifindex`))), String(name)])
    } catch {
      // No interface: there is a file for bonded ones.
    }
  return new Map(found.sort((a, b) => a[0] - b[0]))
}

/** The number of an interface, an unsigned int of C. */
const interfaceNumber: Convert<number> = (w) => {
  const n = intOrUndefined(w)
  if (n === undefined) throw error('TypeError', 'an integer is required')
  if (n < 0) throw error('OverflowError', "can't convert negative value to unsigned int")
  if (BigInt(n) >> 64n !== 0n) throw error('OverflowError', 'Python int too large to convert to C unsigned long')
  if (n > 0xffffffff) throw error('OverflowError', 'index is too large')
  return Number(n)
}

export function defineInterfaces(m: ModuleBuilder): void {
  m.fn(
    'if_nameindex',
    [],
    'The interfaces of this machine, as pairs of number and name.',
    () => new W_List([...interfaces()].map(([number, name]) => new W_Tuple([number, strFromText(name)]))),
    '($self, /)',
  )
  m.fn(
    'if_nametoindex',
    [pos<Path>('oname', fsencode)],
    'The number of an interface.',
    (wanted) => {
      const text = String(wanted)
      for (const [number, name] of interfaces()) if (name === text) return number
      throw errorWith('OSError', 'no interface with this name')
    },
    '($self, oname, /)',
  )
  m.fn(
    'if_indextoname',
    [pos('index', interfaceNumber)],
    'The name of the interface with a number.',
    (wanted) => {
      const name = interfaces().get(wanted)
      if (name === undefined) throw osError(ENXIO)
      return strFromText(name)
    },
    null,
  )
}
