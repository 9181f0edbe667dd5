// Foreign functions through koffi, for those who are handed the host: the rest of the host uses libc.ts.
import type { Foreign, ForeignFunction, ForeignLibrary } from '@typhon/objspace'
import { OSFailure } from '@typhon/objspace'
import { constants } from 'node:os'
import { type Koffi, loadKoffi } from './libc.ts'

function koffi(): Koffi {
  const found = loadKoffi()
  if (found === null) throw new OSFailure(constants.errno.ENOSYS)
  return found
}

const asAddress = (n: bigint): number | bigint => (n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : n)

export const foreign: Foreign = {
  available: () => loadKoffi() !== null,

  load(name) {
    let library: ReturnType<Koffi['load']>
    try {
      library = koffi().load(name)
    } catch (e) {
      if (e instanceof OSFailure) throw e
      return undefined
    }
    const opened: ForeignLibrary = {
      func(symbol, result, args) {
        // koffi names a missing symbol by an exception, as it does a wrong type: only the first is an answer.
        if (opened.symbol(symbol) === undefined) return undefined
        return library.func(symbol, result, [...args]) as ForeignFunction
      },
      symbol(symbol) {
        try {
          return asAddress(koffi().address(library.symbol(symbol)))
        } catch {
          return undefined
        }
      },
      close: () => library.unload(),
    }
    return opened
  },

  errno: (value) => (value === undefined ? koffi().errno() : koffi().errno(value)),
  address: (bytes) => asAddress(koffi().address(bytes)),
  view: (address, size) => koffi().view(BigInt(address), size),

  callback(body, result, args) {
    const k = koffi()
    const pointer = k.register(body, k.pointer(k.proto(result, [...args])))
    return { address: asAddress(pointer), release: () => k.unregister(pointer) }
  },
}
