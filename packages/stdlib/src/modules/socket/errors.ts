// The exceptions of `_socket`. lib: socket#exceptions
import { defineException, exceptionTypes } from '@typhon/objspace'

export const gaiError = defineException(
  'socket',
  'gaierror',
  exceptionTypes.OSError,
  'A name or address could not be resolved.',
)
export const hostError = defineException('socket', 'herror', exceptionTypes.OSError, 'A host could not be found.')
