// What options and environment say together: `sys.flags`, filters of warnings, paths. lib: sys#sys.flags, init_config
// CPython: Python/initconfig.c
import type { Options } from './options.ts'

/** The collector that is used where nobody names one. */
export const DEFAULT_COLLECTOR = 'prompt'

export interface Configuration {
  readonly debug: number
  readonly inspect: number
  readonly interactive: number
  readonly optimize: number
  readonly dontWriteBytecode: number
  readonly noUserSite: number
  readonly noSite: number
  readonly ignoreEnvironment: number
  readonly verbose: number
  readonly bytesWarning: number
  readonly quiet: number
  /** Seed of the hashes of str and bytes; undefined: a new one each time. */
  readonly hashSeed: number | undefined
  readonly isolated: number
  readonly devMode: boolean
  /** faulthandler is enabled from the start. */
  readonly tellsFaults: boolean
  readonly utf8Mode: number
  readonly warnDefaultEncoding: number
  readonly safePath: boolean
  readonly intMaxStrDigits: number
  readonly unbuffered: boolean
  /** Encoding and error handler of the standard streams. */
  readonly ioEncoding: { readonly encoding: string; readonly errors: string }
  readonly skipFirstLine: boolean
  /** -1: as the machine has. */
  readonly cpuCount: number
  readonly pycachePrefix: string | null
  readonly checkHashBasedPycs: string
  /** Code knows the columns that it comes from. */
  readonly hasColumns: boolean
  /** Tell how long imports take. */
  readonly importTime: boolean
  readonly warnOptions: readonly string[]
  readonly implementation: ReadonlyMap<string, string | true>
  /** PYTHONPATH. */
  readonly path: readonly string[]
  /** Settings of the compiler. */
  readonly jit: string | null
  /** Frames of traces of memory from the start on; 0 for no traces. */
  readonly tracemalloc: number
  /** Tell at the end what memory was used and collected. */
  readonly gcStats: boolean
  /** Bytes that objects may take; undefined: what the host has. */
  readonly memoryLimit: number | undefined
  /** Which collector says what is dead. */
  readonly gc: string
  /** PYTHONSTARTUP. */
  readonly startup: string | null
}

/** A setting that Python refuses to start with. */
export class ConfigurationError {
  readonly origin: string
  readonly message: string
  constructor(origin: string, message: string) {
    this.origin = origin
    this.message = message
  }
}

const MAX_SEED = 4294967295
const MOST_FRAMES = 65535
const LEAST_MEMORY = 1 << 20
const MIN_DIGITS = 640
const DEFAULT_DIGITS = 4300

/** Joins options with the environment, `variable`; throws ConfigurationError. */
export function configure(options: Options, variable: (name: string) => string | undefined): Configuration {
  const { counts } = options
  const isolated = counts.I > 0 ? 1 : 0
  const ignoreEnvironment = counts.E > 0 || isolated ? 1 : 0
  /** The value of a variable, undefined where it is missing, empty or not to be looked at. */
  const env = (name: string): string | undefined => {
    const value = ignoreEnvironment ? undefined : variable(name)
    return value === '' ? undefined : value
  }
  const implementation = new Map<string, string | true>()
  for (const option of options.implementation) {
    const i = option.indexOf('=')
    if (i < 0) implementation.set(option, true)
    else implementation.set(option.slice(0, i), option.slice(i + 1))
  }
  /** A flag as the higher of its count and its variable, which counts as 1 unless it is a number. */
  const flag = (count: number, name: string): number => {
    const value = env(name)
    if (value === undefined) return count
    return Math.max(count, /^\s*\+?\d+$/.test(value) ? Number(value) : 1)
  }
  const devMode = implementation.has('dev') || env('PYTHONDEVMODE') !== undefined
  const bytesWarning = counts.b
  checkLock(implementation.get('gil'), env('PYTHON_GIL'))
  return {
    debug: flag(counts.d, 'PYTHONDEBUG') > 0 ? 1 : 0,
    inspect: flag(counts.i, 'PYTHONINSPECT'),
    interactive: counts.i,
    optimize: flag(counts.O, 'PYTHONOPTIMIZE'),
    dontWriteBytecode: flag(counts.B, 'PYTHONDONTWRITEBYTECODE') > 0 ? 1 : 0,
    noUserSite: counts.s > 0 || isolated || env('PYTHONNOUSERSITE') !== undefined ? 1 : 0,
    noSite: counts.S > 0 ? 1 : 0,
    ignoreEnvironment,
    verbose: flag(counts.v, 'PYTHONVERBOSE'),
    bytesWarning,
    jit: options.jit ?? env('TYPHON_JIT') ?? null,
    tracemalloc: tracemalloc(implementation.get('tracemalloc'), env('PYTHONTRACEMALLOC')),
    gcStats: implementation.has('gc-stats'),
    memoryLimit: memoryLimit(options.memoryLimit, env('TYPHON_MEMORY_LIMIT')),
    gc: options.gc ?? env('TYPHON_GC') ?? DEFAULT_COLLECTOR,
    quiet: counts.q > 0 ? 1 : 0,
    hashSeed: counts.R > 0 ? undefined : hashSeed(env('PYTHONHASHSEED')),
    isolated,
    devMode,
    tellsFaults: devMode || implementation.has('faulthandler') || env('PYTHONFAULTHANDLER') !== undefined,
    utf8Mode: utf8Mode(implementation.get('utf8'), env('PYTHONUTF8'), variable),
    warnDefaultEncoding:
      implementation.has('warn_default_encoding') || env('PYTHONWARNDEFAULTENCODING') !== undefined ? 1 : 0,
    safePath: counts.P > 0 || isolated > 0 || env('PYTHONSAFEPATH') !== undefined,
    intMaxStrDigits: intMaxStrDigits(implementation.get('int_max_str_digits'), env('PYTHONINTMAXSTRDIGITS')),
    unbuffered: flag(counts.u, 'PYTHONUNBUFFERED') > 0,
    ioEncoding: ioEncoding(env('PYTHONIOENCODING'), variable),
    skipFirstLine: counts.x > 0,
    cpuCount: cpuCount(implementation.get('cpu_count'), env('PYTHON_CPU_COUNT')),
    pycachePrefix: pycachePrefix(implementation.get('pycache_prefix'), env('PYTHONPYCACHEPREFIX')),
    checkHashBasedPycs: options.checkHashBasedPycs,
    hasColumns: !implementation.has('no_debug_ranges') && env('PYTHONNODEBUGRANGES') === undefined,
    importTime: implementation.has('importtime') || env('PYTHONPROFILEIMPORTTIME') !== undefined,
    warnOptions: [
      ...(devMode ? ['default'] : []),
      ...(env('PYTHONWARNINGS')?.split(',') ?? []),
      ...options.warnings,
      ...(bytesWarning > 0 ? [bytesWarning > 1 ? 'error::BytesWarning' : 'default::BytesWarning'] : []),
    ],
    implementation,
    path: env('PYTHONPATH')?.split(':') ?? [],
    startup: env('PYTHONSTARTUP') ?? null,
  }
}

/** An option without a value takes back what the variable says. */
function pycachePrefix(option: string | true | undefined, text: string | undefined): string | null {
  if (option === undefined) return text ?? null
  return option === true || option === '' ? null : option
}

/** There is one lock for all Python code; a build without it is not to be had. */
function checkLock(option: string | true | undefined, text: string | undefined): void {
  const value = option ?? text
  if (value === '0') throw new ConfigurationError('config_read_gil', 'Disabling the GIL is not supported by this build')
  if (value !== undefined && value !== '1')
    throw new ConfigurationError('config_read_gil', 'PYTHON_GIL / -X gil must be "0" or "1"')
}

/** How many frames traces of memory have; 0 where there are none. */
function tracemalloc(option: string | true | undefined, text: string | undefined): number {
  const value = option ?? text
  if (value === undefined) return 0
  const n = value === true ? 1 : /^\s*\+?\d+$/.test(value) ? Number(value) : -1
  if (n < 0 || n > MOST_FRAMES)
    throw new ConfigurationError(
      'config_init_tracemalloc',
      `${option === undefined ? 'PYTHONTRACEMALLOC' : '-X tracemalloc=NFRAME'}: invalid number of frames`,
    )
  return n
}

/** A number of bytes with a suffix, `64M`; 0 for none. */
function memoryLimit(option: string | null, text: string | undefined): number | undefined {
  const value = option ?? text
  if (value === undefined) return undefined
  const [, digits, suffix] = /^(\d+(?:\.\d+)?)([kmgt]?)(?:i?b)?$/i.exec(value) ?? []
  const bytes =
    digits === undefined ? NaN : Math.floor(Number(digits) * 1024 ** ' kmgt'.indexOf(suffix.toLowerCase() || ' '))
  if (!(bytes === 0 || bytes >= LEAST_MEMORY))
    throw new ConfigurationError(
      'config_init_memory_limit',
      `${option === null ? 'TYPHON_MEMORY_LIMIT' : '--memory-limit'} must be a number of bytes of at least 1M, such as 64M or 2G, or 0 for no limit`,
    )
  return bytes === 0 ? undefined : bytes
}

function hashSeed(text: string | undefined): number | undefined {
  if (text === undefined || text === 'random') return undefined
  const seed = /^\s*\+?\d+$/.test(text) ? Number(text) : Infinity
  if (seed > MAX_SEED)
    throw new ConfigurationError(
      'config_init_hash_seed',
      `PYTHONHASHSEED must be "random" or an integer in range [0; ${MAX_SEED}]`,
    )
  return seed
}

function intMaxStrDigits(option: string | true | undefined, text: string | undefined): number {
  const read = (value: string | true | undefined, what: string): number => {
    const n = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : -1
    if (n !== 0 && (n < MIN_DIGITS || n > 0x7fffffff))
      throw new ConfigurationError(
        'config_init_int_max_str_digits',
        `${what}: invalid limit; must be >= ${MIN_DIGITS} or 0 for unlimited.`,
      )
    return n
  }
  if (option !== undefined) return read(option, '-X int_max_str_digits')
  return text === undefined ? DEFAULT_DIGITS : read(text, 'PYTHONINTMAXSTRDIGITS')
}

function cpuCount(option: string | true | undefined, text: string | undefined): number {
  const value = option ?? text
  if (value === undefined || value === 'default') return -1
  const n = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : 0
  if (n < 1)
    throw new ConfigurationError(
      'config_init_cpu_count',
      option === undefined
        ? 'PYTHON_CPU_COUNT=<CPU_COUNT>: n is not a number or < 1'
        : '-X cpu_count=n option: n is missing or an invalid number, n must be greater than 0',
    )
  return n
}

/** Whether the locale is C or POSIX. */
function isPlainLocale(variable: (name: string) => string | undefined): boolean {
  const locale = variable('LC_ALL') || variable('LC_CTYPE') || variable('LANG') || 'C'
  return locale === 'C' || locale === 'POSIX'
}

/** What PYTHONIOENCODING says; in the C locale surrogates stand for bytes that are no text. */
function ioEncoding(
  given: string | undefined,
  variable: (name: string) => string | undefined,
): { encoding: string; errors: string } {
  const [encoding, errors] = (given ?? '').split(':')
  const usual = isPlainLocale(variable) ? 'surrogateescape' : 'strict'
  return { encoding: encoding || 'utf-8', errors: errors || (encoding ? 'strict' : usual) }
}

/** UTF-8 mode: as asked for, else on where the locale is C or POSIX. PEP 540 */
function utf8Mode(
  option: string | true | undefined,
  text: string | undefined,
  variable: (name: string) => string | undefined,
): number {
  if (option !== undefined) {
    if (option === true || option === '1') return 1
    if (option === '0') return 0
    throw new ConfigurationError('preconfig_init_utf8_mode', 'invalid -X utf8 option value')
  }
  if (text !== undefined) {
    if (text === '0' || text === '1') return Number(text)
    throw new ConfigurationError('preconfig_init_utf8_mode', 'invalid PYTHONUTF8 environment variable value')
  }
  return isPlainLocale(variable) ? 1 : 0
}
