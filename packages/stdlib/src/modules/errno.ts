// The `errno` module. lib: errno
import { defineModule, errnoAliases, errnos, host, W_Dict } from '@typhon/objspace'

export const errnoModule = defineModule(
  'errno',
  'Numbers of the errors of the system, by name, and their names by number.',
  (m) => {
    const { platform } = host()
    const codes = new W_Dict()
    for (const [number, name] of errnos(platform)) {
      m.constant(name, number)
      codes.set(number, name)
    }
    for (const [name, number] of Object.entries(errnoAliases(platform))) m.constant(name, number)
    m.constant('errorcode', codes)
  },
)
