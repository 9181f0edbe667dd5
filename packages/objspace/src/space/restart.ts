// What an interpreter that was made ahead learns anew when a process starts from it.
//
// A process may start from a snapshot of the heap of another. What a module has read from its process (environment, time
// zone) and every order that hashes of str decide is of the other one then. Such things are declared here as they are
// made, and done again when it is known how the new process was started. Where nothing was made ahead, nothing is to do.
//
// What must stay true: a container is enrolled before anything is found in it by a hash.

/** A container whose order depends on the hashes of str. */
export interface Hashing {
  /** Forgets hashes that were computed before. */
  forgetHash?(): void
  /** Places every key by its hash of now. */
  rehash(): void
}

const renewals: (() => void)[] = []

/** Containers that were made ahead; null where none are, which is everywhere but in the making of a snapshot. */
export let enrolled: Hashing[] | null = null

/** Begins or goes on to remember containers. */
export function enrol(list: Hashing[] | null): void {
  enrolled = list
}

/** Tells what is to be done again when a process starts from what is made now. */
export function onRestart(renew: () => void): void {
  renewals.push(renew)
}

/** To be called when it is known how the process was started, and the key of hashes is set. */
export function restart(): void {
  for (const renew of renewals) renew()
}

const wakings = new Map<string, () => void>()

/** Tells what a built-in module that was made ahead does when a process imports it. */
export function onWaking(module: string, renew: () => void): void {
  wakings.set(module, renew)
}

/** To be called when a process imports a built-in module that was made ahead. */
export function wakeBuiltin(module: string): void {
  wakings.get(module)?.()
}

/** Places the keys of containers by the hashes of now. */
export function rehashAll(list: readonly Hashing[]): void {
  for (const each of list) each.forgetHash?.()
  for (const each of list) each.rehash()
}
