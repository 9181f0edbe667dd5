// Attributes of the `sys` module as built-in code reads them: whatever Python code has put there.
import type { Value, W_Module } from '@typhon/objspace'

let sys: W_Module | null = null

/** Hands in the `sys` module. */
export function declareSys(module: W_Module): void {
  sys = module
}

/** `sys.name` as it is now, or undefined. */
export function sysAttribute(name: string): Value | undefined {
  return sys?.dict.getStr(name)
}
