// The parameters of compilation, as a program sets them while it runs: `threshold` is for both tiers, `off` and `default` too.
//
// What must stay true: `off` only keeps more from being compiled; what is compiled is used.
import type * as Jit from '@typhon/jit'
import { baseline } from '../baseline/settings.ts'

/** A threshold that nothing reaches. */
const NEVER = Number.MAX_SAFE_INTEGER

const NO_DELAY: Partial<Jit.Params> = { delay: 0, max_share: 100 }

interface Defaults {
  readonly baseline: number
  readonly tracing: Readonly<Record<string, number | string>>
}

let params: Jit.Params | null = null
let defaults: Defaults | null = null

/** Hands in the parameters of the tracing tier; those of a driver, or, where nothing is traced, some that have no effect. */
export function declareParameters(handedIn: Jit.Params): void {
  params = handedIn
  defaults = { baseline: baseline.threshold, tracing: { ...(handedIn as object) } as Defaults['tracing'] }
}

/** Names of parameters, with what they were before the program began. */
export function parameterDefaults(): Readonly<Record<string, number | string>> {
  return defaults === null ? {} : defaults.tracing
}

/** Sets a parameter; gives whether there is one of that name. What a program sets is for now, however short it has run. */
export function setParameter(name: string, value: number | string): boolean {
  if (params === null || defaults === null || !Object.hasOwn(defaults.tracing, name)) return false
  Object.assign(params, NO_DELAY, { [name]: value })
  if (name === 'threshold') baseline.threshold = value as number
  return true
}

/** Everything as it was before the program began. */
export function resetParameters(): void {
  if (defaults === null) return
  Object.assign(params as Jit.Params, defaults.tracing)
  baseline.threshold = defaults.baseline
}

/** Nothing more is compiled. */
export function stopCompiling(): void {
  if (params !== null) params.on = 0
  baseline.threshold = NEVER
}
