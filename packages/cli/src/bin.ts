// Where the process starts, as bin/boot.cjs hands over: process.argv is [Node, launcher, argument…].
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { main } from './main.ts'

const launcher = process.argv[1]

/** The stdlib package, whose `lib/python3.13` is the library: beside this package, or among its dependencies. */
function findPrefix(): string {
  const cli = dirname(dirname(realpathSync(launcher)))
  const places = [join(cli, '../stdlib'), join(cli, 'node_modules/@typhon/stdlib')]
  return places.find((p) => existsSync(join(p, 'lib/python3.13'))) ?? places[0]
}

/**
 * The arguments with every byte that is no UTF-8 as a surrogate of its own (PEP 383). Node puts U+FFFD for them; the system
 * knows them as they were, where it has /proc.
 */
function exactArguments(args: readonly string[]): readonly string[] {
  if (!args.some((arg) => arg.includes('\ufffd'))) return args
  let bytes: Buffer
  try {
    bytes = readFileSync('/proc/self/cmdline')
  } catch {
    return args
  }
  const raw: Buffer[] = []
  for (let at = 0, end = bytes.indexOf(0); end >= 0; at = end + 1, end = bytes.indexOf(0, at))
    raw.push(bytes.subarray(at, end))
  return raw.slice(raw.length - args.length).map(decodeEscaped)
}

function decodeEscaped(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length;) {
    // A sequence has four bytes at most.
    const found = [1, 2, 3, 4].map((n) => decoded(bytes.subarray(at, at + n))).find((each) => each !== undefined)
    text += found ?? String.fromCharCode(0xdc00 + bytes[at])
    at += found === undefined ? 1 : Buffer.byteLength(found)
  }
  return text
}

/** The text of bytes that are UTF-8, else undefined. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

process.exitCode = main(exactArguments(process.argv.slice(2)), launcher, findPrefix())
