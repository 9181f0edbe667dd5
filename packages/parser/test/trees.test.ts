/** A sample of `compare-trees.ts`, where CPython 3.13 is found. */
import { expect, it } from 'vitest'
import { findCPython } from './compare-library.ts'
import { compareTrees } from './compare-trees.ts'

const command = findCPython()

it.skipIf(command === null)(
  'has the trees and errors of CPython on a sample of its library',
  async () => {
    const { files, differences } = await compareTrees(command!, 40)
    expect(differences).toEqual([])
    expect(files).toBeGreaterThan(30)
  },
  60_000,
)
