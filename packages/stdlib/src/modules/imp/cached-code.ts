// Compiled code of the frozen modules, importlib's own among them, kept beside their files as importlib keeps that of others.
import { host } from '@typhon/objspace'
import { compileSource, magicNumber, readUnit, W_Code, writeUnit } from '@typhon/interpreter'

/** Magic number, flags, time and size of the source: PEP 552. */
const HEADER = 16
const WRITE_NEW = 0o1 | 0o100 | 0o200

/**
 * The code of a file, from its cache where that is for this compiler and this source. `filename` is what the code calls the
 * file. The cache is written where it can be.
 */
export function cachedCode(file: string, filename: string): W_Code {
  const compile = (): W_Code => compileSource(host().files.readFile(file), { filename })
  const magic = magicNumber()
  if (magic === null) return compile()
  const { mtimeNs, size } = host().files.stat(file)
  const header = new Uint8Array(HEADER)
  const view = new DataView(header.buffer)
  header.set(magic)
  view.setUint32(8, Number(BigInt.asUintN(32, mtimeNs / 1_000_000_000n)), true)
  view.setUint32(12, size, true)
  const cache = file.replace(/([^/]*)\.py$/, '__pycache__/$1.typhon-313.start')
  const known = read(cache)
  if (known !== undefined && known.length > HEADER && header.every((byte, i) => known[i] === byte)) {
    const unit = readUnit(known.subarray(HEADER))
    if (unit !== undefined) return new W_Code(unit)
  }
  const code = compile()
  write(cache, header, writeUnit(code.unit))
  return code
}

function read(file: string): Uint8Array | undefined {
  try {
    return host().files.readFile(file)
  } catch {
    return undefined
  }
}

/** Writes a file at once or not at all; where that is not allowed the next start compiles again. */
function write(file: string, header: Uint8Array, body: Uint8Array): void {
  const { files } = host()
  const temporary = `${file}.${host().processes.pid}`
  try {
    const folder = file.slice(0, file.lastIndexOf('/'))
    if (!files.access(folder, 0, false, true)) files.mkdir(folder, 0o777)
    const fd = files.open(temporary, WRITE_NEW, 0o666)
    try {
      for (const part of [header, body]) for (let at = 0; at < part.length;) at += files.write(fd, part.subarray(at))
    } finally {
      files.close(fd)
    }
    files.rename(temporary, file)
  } catch {
    // A folder that cannot be written.
  }
}
