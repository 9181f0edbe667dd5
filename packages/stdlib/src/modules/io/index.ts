// The `_io` module, as far as it goes: raw files and the standard streams. Buffered and in-memory files are to come.
import { defineModule, pos, call, exceptionTypes } from '@typhon/objspace'
import { fileIOType } from './file-io.ts'
import { textStreamType } from './streams.ts'

export const ioModule = defineModule('_io', 'Files.', (m) => {
  m.type(fileIOType)
  m.type(textStreamType)
  m.constant('DEFAULT_BUFFER_SIZE', 8192)
  m.constant('BlockingIOError', exceptionTypes.BlockingIOError)
  m.fn('open_code', [pos('path')], 'A file of source code, opened for reading bytes.', (path) =>
    call(fileIOType, [path, 'rb'], null),
  )
})
