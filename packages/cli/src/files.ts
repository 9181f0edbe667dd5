// Reading source files by the host.
import { host } from '@typhon/objspace'

/** The bytes of a file. */
export function readBytes(path: string): Uint8Array {
  return host().files.readFile(path)
}

/** A file as UTF-8 text. */
export function readText(path: string): string {
  return new TextDecoder().decode(readBytes(path))
}

/** All that standard input holds. Read by its descriptor: a socket cannot be opened again by a name. */
export function readStandardInput(): Uint8Array {
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const part = new Uint8Array(65536)
    const n = host().files.read(0, part)
    if (n === 0) break
    parts.push(part.subarray(0, n))
    size += n
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
