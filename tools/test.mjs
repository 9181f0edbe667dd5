/**
 * `npm test`: sets up what is missing and runs the whole test suite; arguments go to vitest.
 *
 *     npm test                           everything
 *     npm test -- packages/parser        one folder
 *     npm test -- --project objspace -t 'dict'
 *
 * The last line of a run is `N passed, N failed, N skipped`.
 */
import { join } from 'node:path'
import { node, ROOT, run, setup } from './setup.mjs'

setup()
process.exitCode = run(node(), [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)])
