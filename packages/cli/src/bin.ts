// Where the process starts, as bin/boot.cjs hands over: process.argv is [Node, launcher, argument…].
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { main } from './main.ts'

const launcher = process.argv[1]

/** The stdlib package, whose `lib/python3.13` is the library: beside this package, or among its dependencies. */
function findPrefix(): string {
  const cli = dirname(dirname(realpathSync(launcher)))
  const places = [join(cli, '../stdlib'), join(cli, 'node_modules/@typhon/stdlib')]
  return places.find((p) => existsSync(join(p, 'lib/python3.13'))) ?? places[0]
}

process.exitCode = main(process.argv.slice(2), launcher, findPrefix())
