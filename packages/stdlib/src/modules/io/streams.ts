// The standard streams: text over buffered files on descriptors 0, 1 and 2. lib: sys#sys.stdin; CPython: Python/pylifecycle.c (create_stdio)
import { host, OSFailure, setattr, strFromText } from '@typhon/objspace'
import { bufferedReaderType, bufferedWriterType } from './buffered-types.ts'
import { DEFAULT_BUFFER_SIZE, flushAll, W_Buffered } from './buffered.ts'
import { fileIOType, W_FileIO } from './file-io.ts'
import { flushTexts, W_TextIOWrapper } from './text.ts'
import { textIOWrapperType } from './text-type.ts'

/** How the streams are made. */
export interface StreamOptions {
  readonly encoding: string
  /** Error handler of stdin and stdout; stderr always writes escapes. */
  readonly errors: string
  /** Whether what is written is passed on at once. */
  readonly unbuffered: boolean
}

export interface StandardStreams {
  readonly stdin: W_TextIOWrapper | null
  readonly stdout: W_TextIOWrapper | null
  readonly stderr: W_TextIOWrapper | null
}

/** The size of a buffer for a descriptor, as `open` finds it; undefined for one that is not open. */
function bufferSize(fd: number): number | undefined {
  try {
    const size = Number(host().files.fstat(fd).blksize)
    return size > 1 ? Math.min(size, DEFAULT_BUFFER_SIZE) : DEFAULT_BUFFER_SIZE
  } catch (e) {
    if (e instanceof OSFailure) return undefined
    throw e
  }
}

function stream(fd: number, name: string, options: StreamOptions): W_TextIOWrapper | null {
  const size = bufferSize(fd)
  if (size === undefined) return null
  const reads = fd === 0
  const raw = new W_FileIO(fileIOType.rootShape())
  raw.fd = fd
  raw.closefd = false
  raw.readable = reads
  raw.writable = !reads
  const isRaw = options.unbuffered && !reads
  const buffer = new W_Buffered((reads ? bufferedReaderType : bufferedWriterType).rootShape())
  if (!isRaw) buffer.begin(raw, size, reads, !reads)
  const text = new W_TextIOWrapper(textIOWrapperType.rootShape())
  text.begin(
    isRaw ? raw : buffer,
    options.encoding,
    fd === 2 ? 'backslashreplace' : options.errors,
    reads ? null : '\n',
  )
  text.lineBuffering = !options.unbuffered && (fd === 2 || host().terminals.isatty(fd))
  text.writeThrough = isRaw
  text.seekable = text.telling = !isRaw && buffer.seekable()
  setattr(raw, 'name', strFromText(name))
  setattr(text, 'mode', reads ? 'r' : 'w')
  return text
}

/** The three streams; null for a descriptor that is not open. */
export function standardStreams(options: StreamOptions): StandardStreams {
  return {
    stdin: stream(0, '<stdin>', options),
    stdout: stream(1, '<stdout>', options),
    stderr: stream(2, '<stderr>', options),
  }
}

/** Passes on what all files keep back, before the interpreter ends. */
export function flushFiles(): void {
  flushTexts()
  flushAll()
}
