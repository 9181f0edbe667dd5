// Extended attributes of files, through the C library. Linux only.
import { constants } from 'node:os'
import { type Files, OSFailure, type Path } from '@typhon/objspace'
import { checked, cstring, darwin, declare, failed, lastErrno, pathFrom } from './libc.ts'

type Get = [Uint8Array | number, Uint8Array, Uint8Array | null, number]
type Set = [Uint8Array | number, Uint8Array, Uint8Array, number, number]

const getters = ['getxattr', 'lgetxattr'].map((name) =>
  declare<Get>(name, 'int64_t', 'void *', 'void *', 'void *', 'size_t'),
)
const fgetxattr = declare<Get>('fgetxattr', 'int64_t', 'int', 'void *', 'void *', 'size_t')
const setters = ['setxattr', 'lsetxattr'].map((name) =>
  declare<Set>(name, 'int', 'void *', 'void *', 'void *', 'size_t', 'int'),
)
const fsetxattr = declare<Set>('fsetxattr', 'int', 'int', 'void *', 'void *', 'size_t', 'int')
const removers = ['removexattr', 'lremovexattr'].map((name) =>
  declare<[Uint8Array, Uint8Array]>(name, 'int', 'void *', 'void *'),
)
const fremovexattr = declare<[number, Uint8Array]>('fremovexattr', 'int', 'int', 'void *')
const listers = ['listxattr', 'llistxattr'].map((name) =>
  declare<[Uint8Array, Uint8Array | null, number]>(name, 'int64_t', 'void *', 'void *', 'size_t'),
)
const flistxattr = declare<[number, Uint8Array | null, number]>('flistxattr', 'int64_t', 'int', 'void *', 'size_t')

function supported(): void {
  if (darwin) throw new OSFailure(constants.errno.ENOSYS)
}

/** Calls with larger and larger buffers until the answer fits. */
function filled(call: (into: Uint8Array) => number): Uint8Array {
  for (let size = 256; ; size *= 16) {
    const into = new Uint8Array(size)
    const n = call(into)
    if (n >= 0) return into.slice(0, n)
    if (lastErrno() !== constants.errno.ERANGE || size > 65536) throw failed()
  }
}

export const attributes: Pick<Files, 'getxattr' | 'setxattr' | 'removexattr' | 'listxattr'> = {
  getxattr(file, name, follow) {
    supported()
    const cname = cstring(name)
    if (typeof file === 'number') return filled((into) => fgetxattr(file, cname, into, into.length))
    const path = cstring(file)
    return filled((into) => getters[follow ? 0 : 1](path, cname, into, into.length))
  },

  setxattr(file, name, value, flags, follow) {
    supported()
    const cname = cstring(name)
    checked(
      typeof file === 'number'
        ? fsetxattr(file, cname, value, value.length, flags)
        : setters[follow ? 0 : 1](cstring(file), cname, value, value.length, flags),
    )
  },

  removexattr(file, name, follow) {
    supported()
    const cname = cstring(name)
    checked(typeof file === 'number' ? fremovexattr(file, cname) : removers[follow ? 0 : 1](cstring(file), cname))
  },

  listxattr(file, follow) {
    supported()
    const path = typeof file === 'number' ? null : cstring(file)
    const bytes = filled((into) =>
      path === null ? flistxattr(file as number, into, into.length) : listers[follow ? 0 : 1](path, into, into.length),
    )
    const names: Path[] = []
    for (let at = 0; at < bytes.length;) {
      const end = bytes.indexOf(0, at)
      names.push(pathFrom(bytes.subarray(at, end)))
      at = end + 1
    }
    return names
  },
}
