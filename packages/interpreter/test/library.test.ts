/** A sample of `compile-library.ts`, where CPython 3.13 is found. */
import { expect, it } from 'vitest'
import { checkFiles, describeFiles, findCPython, libraryFiles } from './compile-library.ts'

const command = findCPython()

it.skipIf(command === null)(
  'compiles a sample of the library to units that verify, with names and places as in CPython',
  async () => {
    const files = libraryFiles(command!, 60).filter((file) => !file.includes('/test/'))
    const { units, differences, wrong } = await checkFiles(files, describeFiles(command!, files))
    expect(wrong).toEqual([])
    expect(units).toBeGreaterThan(300)
    // The order of the variables of comprehensions is not CPython's, and dead code is not the same.
    expect(differences.length / units).toBeLessThan(0.03)
  },
  60_000,
)
