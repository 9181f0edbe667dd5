// Where the process starts, as bin/boot.cjs hands over: process.argv is [Node, launcher, argument…].
//
// While bin/boot.cjs makes a snapshot, the interpreter is made ahead, and `start` is what processes that begin with the
// snapshot call. Node has given them their own `process.argv` and `process.env` by then.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { resetSettings } from '@typhon/interpreter'
import { configure } from './command-line/configuration.ts'
import { readOptions } from './command-line/options.ts'
import { forgetProgram, prepareAhead, type Prepared } from './compose.ts'
import { nodeHost } from './host/index.ts'
import { main } from './main.ts'

/** The stdlib package, whose `lib/python3.13` is the library: beside this package, or among its dependencies. */
function findPrefix(launcher: string): string {
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

function run(prefix: string, prepared?: Prepared): void {
  const [, launcher, ...args] = process.argv
  const status = main(exactArguments(args), launcher, prefix, prepared)
  // Nothing of a program is left to run. Taking the heap apart, as Node does where it ends by itself, would take 3 ms.
  process.exit(status)
}

/** What a snapshot is made of, see bin/boot.cjs. */
export interface Ahead {
  /** Runs a program in the process that makes the snapshot, so that what every start calls has been compiled. */
  rehearse(program: string): void
  /** What a process that begins with the snapshot calls. */
  start(): void
}

function prepareStart(): Ahead {
  const launcher = process.argv[1]
  const prefix = findPrefix(launcher)
  const config = configure(readOptions([]), () => undefined)
  const hasLibrary = process.argv[2] === 'library'
  const prepared = prepareAhead({ host: nodeHost, executable: '', prefix, argv: [], args: [], config }, hasLibrary)
  return {
    // Programs that are files begin with the library, and run for longer than `-c pass`.
    rehearse(program) {
      main(hasLibrary ? ['--jit', 'traces,threshold=60', program, 'hot'] : [program], launcher, prefix, prepared)
      resetSettings()
      forgetProgram(prepared)
    },
    start: () => run(prefix, prepared),
  }
}

/** Undefined where no snapshot is being made. */
export const ahead = process.env.TYPHON_SNAPSHOT === 'build' ? prepareStart() : undefined
if (ahead === undefined) run(findPrefix(process.argv[1]))
