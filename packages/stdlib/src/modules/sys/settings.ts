// What the command line decides and modules ask for.

export const settings = {
  /** The answer of os.cpu_count(), -1: as the machine has. */
  cpuCount: -1,
  /** How caches with a hash are checked: `default`, `always`, `never`. */
  checkHashBasedPycs: 'default',
}
