// The settings of `--jit`, joined by commas: `off`, `traces` (hot loops are traced as well), `name=number`.
/** What the baseline compiler goes by; see the table for what each means. */
export const baseline = {
  threshold: 100,
  enabled: 1,
  longest: 20000,
  meetings: 8,
  show: 0,
}

/** The settings in words, for `--jit help`. */
export const SETTINGS: Readonly<Record<keyof typeof baseline, string>> = {
  threshold: 'calls of a function, or rounds of its loops, before it is compiled',
  enabled: '0: nothing is compiled; the same as `off`',
  longest: 'the longest code that is compiled, in words of bytecode',
  meetings:
    'with --gc=prompt: how often code meets objects that a frame has alone before it is compiled to look after them',
  show: '1: the JavaScript that is made is written to the standard error stream',
}

/** Settings of the tracing tier, as they were given; whoever hands in the package reads them. */
export const tracingSettings: string[] = []

let traces = false

/** Whether hot loops are traced. */
export const wantsTraces = (): boolean => traces

/** Hot loops are not traced, whatever the settings said. */
export function withoutTraces(): void {
  traces = false
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
    if (setting === 'off' || setting === 'traces') {
      if (setting === 'off') baseline.enabled = 0
      traces = setting === 'traces'
      continue
    }
    const [name, value] = setting.split('=', 2)
    const isBaseline = Object.hasOwn(baseline, name)
    if (value === undefined || !(isBaseline ? /^\d+$/ : /./).test(value)) return `'${name}' takes a number`
    if (isBaseline) baseline[name as keyof typeof baseline] = Number(value)
    else if (parseTracing(setting) !== null) return `no setting '${name}'; --jit help lists them`
    if (!isBaseline || name === 'threshold') tracingSettings.push(setting)
  }
  return null
}

/** What `--jit help` prints. */
export function settingsHelp(): string {
  let out = 'Settings of --jit, as off, traces (hot loops are traced) or name=number,…:\n'
  for (const [name, meaning] of Object.entries(SETTINGS))
    out += `${name.padEnd(9)}: ${meaning} (${baseline[name as keyof typeof baseline]})\n`
  return out
}
