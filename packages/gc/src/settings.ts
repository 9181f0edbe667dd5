/**
 * The knobs, and the variables of the environment that turn them: PyPy's, with TYPHON_ before GC (lib: PyPy, "Garbage collector parameters").
 *
 * | variable | setting | |
 * |---|---|---|
 * | TYPHON_GC | collector | which collector, if the program does not say |
 * | TYPHON_GC_NURSERY | nursery | bytes for new objects |
 * | TYPHON_GC_MAJOR_COLLECT | majorCollect | a major collection begins when the heap is this many times what was left by the last one |
 * | TYPHON_GC_GROWTH | growth | the threshold of major collections grows by no more than this factor at a time |
 * | TYPHON_GC_MIN | minimum | no major collection below this size |
 * | TYPHON_GC_MAX | maximum | the heap never becomes larger: OutOfMemoryError |
 * | TYPHON_GC_INCREMENT_STEP | incrementStep | bytes marked or swept after each minor collection |
 * | TYPHON_GC_PAUSE | pause | milliseconds after which such a piece ends early (not one of PyPy's) |
 * | TYPHON_GC_DEBUG | debug | 1: verify the heap after each major collection, 2: after each collection |
 *
 * Sizes may have a unit: `4MB`, `512K`, `1.5GB`.
 */

export const COLLECTORS = [
  'none',
  'marksweep',
  'markcompact',
  'semispace',
  'generation',
  'minimark',
  'incminimark',
  'refcount',
] as const
export type CollectorName = (typeof COLLECTORS)[number]

export interface Settings {
  collector: CollectorName
  nursery: number
  majorCollect: number
  growth: number
  minimum: number
  maximum: number
  incrementStep: number
  pause: number
  debug: number
  /** Whether allocation may collect; if not, only `collect`, `step` and `safepoint` do. */
  automatic: boolean
  /** Milliseconds, for the lengths of pauses. */
  clock: () => number
}

const KB = 1024
const MB = KB * KB

/** The largest heap: addresses stay small integers. */
export const MAXIMUM = 2048 * MB - 4096

export const DEFAULTS: Settings = {
  collector: 'incminimark',
  nursery: 256 * KB,
  majorCollect: 1.82,
  growth: 1.4,
  minimum: 8 * MB,
  maximum: MAXIMUM,
  incrementStep: 4 * MB,
  pause: 1,
  debug: 0,
  automatic: true,
  clock: () => performance.now(),
}

/** A size as people write it, in bytes. */
export function readSize(text: string): number {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmg]?)i?b?\s*$/i.exec(text)
  if (match === null) throw new RangeError(`not a size: ${JSON.stringify(text)}`)
  const unit = { '': 1, k: KB, m: MB, g: KB * MB }[match[2].toLowerCase() as '' | 'k' | 'm' | 'g']
  return Math.floor(Number(match[1]) * unit)
}

function readFactor(text: string): number {
  const factor = Number(text)
  if (!(factor > 1)) throw new RangeError(`not a factor above 1: ${JSON.stringify(text)}`)
  return factor
}

/** What variables of an environment say; the others are missing. */
export function settingsFrom(environment: Record<string, string | undefined>): Partial<Settings> {
  const settings: Partial<Settings> = {}
  const read = <K extends keyof Settings>(variable: string, key: K, reader: (text: string) => Settings[K]): void => {
    const text = environment[variable]
    if (text !== undefined && text !== '') settings[key] = reader(text)
  }
  read('TYPHON_GC', 'collector', (text) => {
    if (!(COLLECTORS as readonly string[]).includes(text)) throw new RangeError(`no such collector: ${text}`)
    return text as CollectorName
  })
  read('TYPHON_GC_NURSERY', 'nursery', readSize)
  read('TYPHON_GC_MAJOR_COLLECT', 'majorCollect', readFactor)
  read('TYPHON_GC_GROWTH', 'growth', readFactor)
  read('TYPHON_GC_MIN', 'minimum', readSize)
  read('TYPHON_GC_MAX', 'maximum', readSize)
  read('TYPHON_GC_INCREMENT_STEP', 'incrementStep', readSize)
  read('TYPHON_GC_PAUSE', 'pause', Number)
  read('TYPHON_GC_DEBUG', 'debug', Number)
  return settings
}

/** All settings: what is given, else what the environment says, else the defaults, made to fit one another. */
export function complete(given: Partial<Settings>, environment: Record<string, string | undefined>): Settings {
  const all = { ...DEFAULTS, ...settingsFrom(environment), ...given }
  all.maximum = Math.min(all.maximum, MAXIMUM)
  if (!(all.nursery >= 16 * KB)) throw new RangeError('a nursery has at least 16 KB')
  if (!(all.majorCollect > 1 && all.growth > 1)) throw new RangeError('majorCollect and growth are factors above 1')
  if (!(all.maximum >= MB)) throw new RangeError('a heap has at least 1 MB')
  all.nursery = Math.min(all.nursery, Math.floor(all.maximum / 8))
  all.minimum = Math.min(all.minimum, all.maximum)
  return all
}
