/**
 * Bundles the command line into `dist/typhon.js`, the one function expression that bin/boot.cjs loads.
 *
 * The launcher runs this when a source is newer than the bundle; its first start writes the code cache.
 *
 * The sources of all packages go in as they are (condition `@typhon/source`); koffi stays outside, for it finds its binary
 * beside itself. `import.meta.url` and its kin become parameters of the function. Output is ASCII, so that it can be read
 * as Latin-1 into a one-byte string. Every file is written beside its place and renamed, because launchers may run.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { build, transform } from 'esbuild'

const PACKAGE = dirname(import.meta.dirname)
const DIST = join(PACKAGE, 'dist')
const TARGET = 'node22.18'

function replaceFile(name: string, contents: string, time = new Date()): void {
  const temporary = join(DIST, `.${name}.${process.pid}`)
  writeFileSync(temporary, contents)
  utimesSync(temporary, time, time)
  renameSync(temporary, join(DIST, name))
}

/** Sources that decide what code a program becomes, below packages/: folders. */
const COMPILER = ['parser/src', 'interpreter/src/compile', 'interpreter/src/ops', 'interpreter/src/generated']

/** A hash of the compiler's sources: caches of compiled code are for one compiler. */
function compilerHash(): string {
  const hash = createHash('sha256')
  for (const folder of COMPILER) {
    const root = join(PACKAGE, '..', folder)
    if (!existsSync(root)) continue
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
      if (name.endsWith('.ts') && !name.endsWith('.test.ts')) hash.update(name).update(readFileSync(join(root, name)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

/**
 * The bundle without the copies of Node's modules that esbuild has made for `import fs from 'node:fs'`: an object with a getter
 * for each of a hundred functions, for each file, of which nothing but `default` is used.
 */
function withoutCopies(text: string): string {
  return text.replaceAll(/__toESM\((require\("node:\w+"\))\)/g, '{default:$1}')
}

const HEAD = '(function (require, __filename, __dirname, __url) { const module = { exports: {} };\n'
const TAIL = 'return module.exports})\n'

/**
 * The same in little more than half as many characters, which each start reads. Names stay but for those of variables inside of functions: stack
 * traces, profiles and filters of V8's compilers show and take them. So it is made shorter before it gets its head, as a script whose
 * outermost names others may use.
 */
async function shorter(text: string): Promise<string> {
  const options = { minifyWhitespace: true, minifyIdentifiers: true, lineLimit: 200, legalComments: 'none' } as const
  return (await transform(text, { ...options, target: TARGET })).code
}

/** The list of sources, as a command for the launcher's shell; a source that is newer than the list makes a new bundle. */
function listOf(inputs: readonly string[]): string {
  const odd = inputs.find((name) => !/^[\w@+./-]+$/.test(name))
  if (odd !== undefined) throw new Error(`no name for the launcher: ${odd}`)
  return ['set --', ...inputs].join(' \\\n')
}

async function main(): Promise<void> {
  const started = new Date()
  const { outputFiles, metafile } = await build({
    entryPoints: [join(PACKAGE, 'src/bin.ts')],
    outfile: join(DIST, 'typhon.js'),
    absWorkingDir: PACKAGE,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: TARGET,
    format: 'cjs',
    conditions: ['@typhon/source'],
    external: ['koffi'],
    define: {
      'import.meta.url': '__url',
      'import.meta.filename': '__filename',
      'import.meta.dirname': '__dirname',
      'import.meta.main': 'true',
      COMPILER_HASH: JSON.stringify(compilerHash()),
    },
    logLevel: 'warning',
  })
  const text = HEAD + (await shorter(withoutCopies(outputFiles[0].text))) + TAIL
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
  const own = join(import.meta.dirname, 'bundle.ts')
  // The last three make snapshots of the bundle.
  const makers = ['boot.cjs', 'blob.cjs', 'rehearsal.py'].map((name) => `bin/${name}`)
  const inputs = [...Object.keys(metafile.inputs), relative(PACKAGE, own), ...makers]

  mkdirSync(DIST, { recursive: true })
  replaceFile('typhon.js', `// ${hash}\n${text}`)
  replaceFile('typhon.inputs', listOf(inputs), started)
  for (const name of readdirSync(DIST)) {
    if (/^typhon-.*\.(cache|blob)/.test(name) && !name.includes(hash)) rmSync(join(DIST, name), { force: true })
  }
}

try {
  await main()
} catch (error) {
  // esbuild has told its own already.
  if (!(error instanceof Error && 'errors' in error)) throw error
  process.exitCode = 1
}
