/** A sample of `compare-library.ts`, where CPython 3.13 is found. */
import { expect, it } from 'vitest'
import { compareLibrary, findCPython } from './compare-library.ts'

const command = findCPython()

it.skipIf(command === null)(
  'has the scopes, errors and unparsed text of CPython on a sample of its library',
  async () => {
    const { files, differences } = await compareLibrary(command!, 40)
    expect(differences).toEqual([])
    expect(files).toBeGreaterThan(30)
  },
  60_000,
)
