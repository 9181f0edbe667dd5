// The settings of `--jit`, joined by commas: `off`, `baseline`, `traces`, `name=number`.
import { hostClasses } from '@typhon/objspace'

/** What the baseline compiler goes by; see the table for what each means. */
export const baseline = {
  threshold: 100,
  enabled: 1,
  longest: 20000,
  meetings: 8,
  show: 0,
}

const DEFAULTS: Readonly<typeof baseline> = { ...baseline }

/** The settings in words, for `--jit help`. */
export const SETTINGS: Readonly<Record<keyof typeof baseline, string>> = {
  threshold: 'calls of a function, or rounds of its loops, before it is compiled',
  enabled: '0: nothing is compiled; the same as `off`',
  longest: 'the longest code that is compiled, in words of bytecode',
  meetings:
    'with --gc=prompt: how often code meets objects that a frame has alone before it is compiled to look after them',
  show: '1: the JavaScript that is made is written to the standard error stream',
}

/** What of the tracing tier one may want to set, for `--jit help`; it reads all its parameters by name (`pypyjit.PARAMETER_DOCS`). */
const TRACING: Readonly<Record<string, string>> = {
  function_threshold:
    'calls of a compiled function before it is traced from its start (16000; `threshold` sets it as well)',
  wasm: 'traced loops that become WebAssembly: 0 none, 1 those where that is quicker, 2 all that can (1)',
}

/** Settings of the tracing tier, as they were given; whoever hands in the package reads them. */
export const tracingSettings: string[] = []

/** When hot loops are traced: not at all, once the program has run for some time, or as soon as they are hot. */
type Tracing = 'never' | 'later' | 'soon'

let tracing: Tracing = 'later'

/** The words that are settings by themselves, for `--jit help`. */
const WORDS: Readonly<Record<string, { readonly tracing: Tracing; readonly meaning: string }>> = {
  off: { tracing: 'never', meaning: 'nothing is compiled' },
  baseline: { tracing: 'never', meaning: 'functions and their loops are compiled one by one, and none are traced' },
  traces: {
    tracing: 'soon',
    meaning: 'loops and functions are traced as soon as they are hot, however short the program may be',
  },
}

/** Whether hot loops are traced. */
export const wantsTraces = (): boolean => tracing !== 'never'

/** Whether they are traced while the program has hardly begun. */
export const tracesSoon = (): boolean => tracing === 'soon'

/** Everything as if nothing had been set. */
export function resetSettings(): void {
  Object.assign(baseline, DEFAULTS)
  hostClasses.enabled = true
  tracing = 'later'
  tracingSettings.length = 0
}

/**
 * Reads settings; gives what is wrong with them, or null. `threshold` is for both tiers. `parseTracing` reads a setting that is not of this
 * table, and says what is wrong with it.
 */
export function readSettings(
  text: string,
  parseTracing: (setting: string) => string | null = () => null,
): string | null {
  for (const setting of text.split(',')) {
    if (Object.hasOwn(WORDS, setting)) {
      baseline.enabled = setting === 'off' ? 0 : 1
      tracing = WORDS[setting].tracing
      continue
    }
    const [name, value] = setting.split('=', 2)
    const isBaseline = Object.hasOwn(baseline, name)
    if (value === undefined || !(isBaseline ? /^\d+$/ : /./).test(value)) return `'${name}' takes a number`
    if (isBaseline) baseline[name as keyof typeof baseline] = Number(value)
    else if (parseTracing(setting) !== null) return `no setting '${name}'; --jit help lists them`
    if (!isBaseline || name === 'threshold') tracingSettings.push(setting)
  }
  hostClasses.enabled = baseline.enabled !== 0
  return null
}

/** What `--jit help` prints. */
export function settingsHelp(): string {
  let out = 'Settings of --jit, joined by commas:\n'
  const width = Math.max(...[WORDS, SETTINGS, TRACING].flatMap(Object.keys).map((name) => name.length))
  const line = (name: string, meaning: string): string => `${name.padEnd(width)}: ${meaning}\n`
  for (const [word, { meaning }] of Object.entries(WORDS)) out += line(word, meaning)
  out += 'or name=number:\n'
  for (const [name, meaning] of Object.entries(SETTINGS))
    out += line(name, `${meaning} (${baseline[name as keyof typeof baseline]})`)
  for (const [name, meaning] of Object.entries(TRACING)) out += line(name, meaning)
  return out
}
