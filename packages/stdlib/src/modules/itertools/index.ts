// The `itertools` module. lib: itertools
import { defineModule, pos, ssize } from '@typhon/objspace'
import { combinationsReplacedType, combinationsType, permutationsType, productType } from './combinatoric.ts'
import { groupbyType, grouperType } from './groupby.ts'
import { isliceType } from './islice.ts'
import {
  accumulateType,
  batchedType,
  chainType,
  compressType,
  countType,
  cycleType,
  dropwhileType,
  filterfalseType,
  pairwiseType,
  repeatType,
  starmapType,
  takewhileType,
  ziplongestType,
} from './iterators.ts'
import { tee, teeDataType, teeType } from './tee.ts'

export const itertoolsModule = defineModule('itertools', 'Iterators made of iterators.', (m) => {
  for (const type of [
    accumulateType,
    batchedType,
    chainType,
    combinationsType,
    combinationsReplacedType,
    compressType,
    countType,
    cycleType,
    dropwhileType,
    filterfalseType,
    groupbyType,
    grouperType,
    isliceType,
    pairwiseType,
    permutationsType,
    productType,
    repeatType,
    starmapType,
    takewhileType,
    teeDataType,
    teeType,
    ziplongestType,
  ])
    m.type(type)
  m.fn('tee', [pos('iterable'), pos('n', ssize, 2)], 'n independent iterators over one iterable.', (w, n) => tee(w, n))
})
