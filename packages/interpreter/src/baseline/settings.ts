// The settings of `--jit`: `off`, or `name=number` joined by commas.

/** What the baseline compiler goes by; see the table for what each means. */
export const baseline = {
  threshold: 200,
  enabled: 1,
  longest: 20000,
  show: 0,
}

/** The settings in words, for `--jit help`. */
export const SETTINGS: Readonly<Record<keyof typeof baseline, string>> = {
  threshold: 'calls of a function, or rounds of its loops, before it is compiled',
  enabled: '0: nothing is compiled; the same as `off`',
  longest: 'the longest code that is compiled, in words of bytecode',
  show: '1: the JavaScript that is made is written to the standard error stream',
}

/** Reads settings; gives what is wrong with them, or null. */
export function readSettings(text: string): string | null {
  if (text === 'off') {
    baseline.enabled = 0
    return null
  }
  for (const setting of text.split(',')) {
    const [name, value] = setting.split('=', 2)
    if (!Object.hasOwn(baseline, name)) return `no setting '${name}'; --jit help lists them`
    if (value === undefined || !/^\d+$/.test(value)) return `'${name}' takes a number`
    baseline[name as keyof typeof baseline] = Number(value)
  }
  return null
}

/** What `--jit help` prints. */
export function settingsHelp(): string {
  let out = 'Settings of --jit, as off or name=number,…:\n'
  for (const [name, meaning] of Object.entries(SETTINGS))
    out += `${name.padEnd(9)}: ${meaning} (${baseline[name as keyof typeof baseline]})\n`
  return out
}
