/**
 * `npm start`: sets up what is missing and runs a Python program on Typhon.
 *
 *     npm start                          the tour of the library, docs/examples/library.py
 *     npm start -- FILE.py ARGUMENT…     one's own program, or any other arguments of the command typhon
 */
import { join } from 'node:path'
import { ROOT, run, setup, TYPHON } from './setup.mjs'

setup()
const args = process.argv.slice(2)
// npm runs scripts in the root of the workspace; INIT_CWD is where it was called.
const cwd = process.env.INIT_CWD ?? process.cwd()
process.exitCode = run(TYPHON, args.length > 0 ? args : [join(ROOT, 'docs/examples/library.py')], { cwd })
