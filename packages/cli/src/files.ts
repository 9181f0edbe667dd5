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
