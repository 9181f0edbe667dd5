// The options of the command line, read as CPython reads them. lib: using/cmdline; CPython: Python/getopt.c, Python/initconfig.c
//
// Options come first; `-c` and `-m` take their argument and leave everything behind it to the program, as does the name of
// a file. Short options may share a dash, and an argument may follow its letter at once: `-IWerror`.

/** What is to be run. */
export type Target =
  | { readonly kind: 'command'; readonly source: string }
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }

/** What `--show` can lay open. */
export const VIEWS = ['tokens', 'tree', 'scopes', 'code'] as const
export type View = (typeof VIEWS)[number]

/** Letters of options that count how often they are given. */
export type Counted = 'b' | 'B' | 'd' | 'E' | 'i' | 'I' | 'O' | 'P' | 'q' | 'R' | 's' | 'S' | 'u' | 'v' | 'V' | 'x'

export type HelpPage = 'help' | 'env' | 'xoptions' | 'all'

export interface Options {
  readonly target: Target
  readonly counts: Readonly<Record<Counted, number>>
  /** Arguments of -W and -X, in order. */
  readonly warnings: readonly string[]
  readonly implementation: readonly string[]
  readonly checkHashBasedPycs: string
  readonly help: HelpPage | null
  readonly show: View | null
  /** Settings of the compiler, null for those of the environment. */
  readonly jit: string | null
  /** How much memory objects may take, null for what the environment says. */
  readonly memoryLimit: string | null
  /** The collector's name, null for that of the environment. */
  readonly gc: string | null
  /** `sys.argv`. */
  readonly argv: readonly string[]
}

/** A command line that makes no sense. */
export class UsageError {
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

const COUNTED = 'bBdEiIOPqRsSuvVx'
/** An option of old that means nothing any more. */
const IGNORED = 't'
const WITH_ARGUMENT = 'cmWX'
/** Typhon's own options with a value, which may follow a `=` as well. */
const OWN = ['--gc', '--jit', '--memory-limit', '--show']
const HASH_CHECKS = ['always', 'default', 'never']

/** Reads arguments, without the program's own name; throws UsageError. */
export function readOptions(args: readonly string[]): Options {
  return new Reader(args).read()
}

class Reader {
  private readonly args: string[]
  private at = 0
  private readonly counts = Object.fromEntries([...COUNTED].map((c) => [c, 0])) as Record<Counted, number>
  private readonly warnings: string[] = []
  private readonly implementation: string[] = []
  private checkHashBasedPycs = 'default'
  private help: HelpPage | null = null
  private show: View | null = null
  private jit: string | null = null
  private memoryLimit: string | null = null
  private gc: string | null = null
  private target: Target | null = null

  constructor(args: readonly string[]) {
    this.args = [...args]
  }

  read(): Options {
    const { args } = this
    while (this.target === null && this.at < args.length) {
      const arg = args[this.at]
      if (!arg.startsWith('-') || arg === '-') break
      this.at++
      if (arg === '--') break
      if (arg.startsWith('--')) this.long(arg)
      else this.short(arg)
    }
    const rest = args.slice(this.at)
    let argv: string[]
    if (this.target === null) {
      const isFile = rest.length > 0 && rest[0] !== '-'
      this.target = isFile ? { kind: 'file', path: rest[0] } : { kind: 'stdin' }
      argv = rest.length > 0 ? rest : ['']
    } else argv = [this.target.kind === 'module' ? '-m' : '-c', ...rest]
    const { counts, warnings, implementation, checkHashBasedPycs, help, show, jit, memoryLimit, gc, target } = this
    return { target, counts, warnings, implementation, checkHashBasedPycs, help, show, jit, memoryLimit, gc, argv }
  }

  private argument(complaint: string): string {
    if (this.at >= this.args.length) throw new UsageError(`Argument expected for the ${complaint}`)
    return this.args[this.at++]
  }

  private long(arg: string): void {
    const own = OWN.find((each) => arg.startsWith(`${each}=`))
    if (own !== undefined) {
      this.args.splice(this.at, 0, arg.slice(own.length + 1))
      this.long(own)
      return
    }
    switch (arg) {
      case '--help':
        this.help ??= 'help'
        return
      case '--help-env':
        this.help = 'env'
        return
      case '--help-xoptions':
        this.help = 'xoptions'
        return
      case '--help-all':
        this.help = 'all'
        return
      case '--version':
        this.counts.V++
        return
      case '--check-hash-based-pycs': {
        const value = this.argument(`${arg} options`)
        if (!HASH_CHECKS.includes(value)) throw new UsageError(`${arg} must be one of 'default', 'always', or 'never'`)
        this.checkHashBasedPycs = value
        return
      }
      case '--show': {
        const value = this.argument(`${arg} options`)
        const view = VIEWS.find((each) => each === value)
        if (view === undefined) throw new UsageError(`${arg} must be one of ${VIEWS.join(', ')}`)
        this.show = view
        return
      }
      case '--memory-limit':
        this.memoryLimit = this.argument(`${arg} options`)
        return
      case '--jit':
        this.jit = this.argument(`${arg} options`)
        return
      case '--gc':
        this.gc = this.argument(`${arg} options`)
        return
      default:
        throw new UsageError(`unknown option ${arg}`)
    }
  }

  private short(arg: string): void {
    for (let i = 1; i < arg.length; i++) {
      const c = arg[i]
      if (c === 'h' || c === '?') this.help ??= 'help'
      else if (c === 'J') throw new UsageError('-J is reserved for Jython')
      else if (COUNTED.includes(c)) this.counts[c as Counted]++
      else if (WITH_ARGUMENT.includes(c)) {
        this.take(c, i + 1 < arg.length ? arg.slice(i + 1) : this.argument(`-${c} option`))
        return
      } else if (!IGNORED.includes(c)) throw new UsageError(`Unknown option: -${c}`)
    }
  }

  private take(option: string, value: string): void {
    if (option === 'c') this.target = { kind: 'command', source: `${value}\n` }
    else if (option === 'm') this.target = { kind: 'module', name: value }
    else if (option === 'W') this.warnings.push(value)
    else this.implementation.push(value)
  }
}
