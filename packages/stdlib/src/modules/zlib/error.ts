// The exception `zlib.error`, with its messages. CPython: Modules/zlibmodule.c
import { defineException, exceptionTypes, newException } from '@typhon/objspace'

export const zlibError = defineException('zlib', 'error', exceptionTypes.Exception, 'What zlib complains of.')

/** zlib's words for statuses where the stream has none of its own. */
const WORDS: Readonly<Record<number, string>> = {
  [-5]: 'incomplete or truncated stream',
  [-3]: 'invalid input data',
  [-2]: 'inconsistent stream state',
}

/** `Error -3 while decompressing data: incorrect header check` */
export function failed(status: number, message: string, what: string): unknown {
  const words = message || WORDS[status]
  return newException(zlibError, [`Error ${status} ${what}${words === undefined ? '' : `: ${words}`}`])
}
