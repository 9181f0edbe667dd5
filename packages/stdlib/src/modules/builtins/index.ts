// The `builtins` module. lib: functions, constants, exceptions; CPython: Python/bltinmodule.c
import {
  boolType,
  bytearrayType,
  bytesType,
  classmethodType,
  complexType,
  defineModule,
  dictType,
  Ellipsis,
  enumerateType,
  exceptionGroupType,
  exceptionTypes,
  filterType,
  floatType,
  frozensetType,
  intType,
  listType,
  mapType,
  memoryviewType,
  NotImplemented,
  objectType,
  propertyType,
  rangeType,
  reversedType,
  setType,
  sliceType,
  staticmethodType,
  strType,
  superType,
  tupleType,
  typeType,
  zipType,
} from '@typhon/objspace'
import { defineAsyncIteration } from './async-iteration.ts'
import { defineClasses } from './classes.ts'
import { defineCode } from './code.ts'
import { defineFunctions } from './functions.ts'
import { defineOpen } from '../io/index.ts'
import { definePrint } from './print.ts'
import { defineReductions } from './reduce.ts'

export const builtinsModule = defineModule('builtins', 'Names that every program sees.', (m) => {
  defineAsyncIteration(m)
  defineClasses(m)
  defineCode(m)
  defineFunctions(m)
  defineReductions(m)
  definePrint(m)
  defineOpen(m)
  m.constant('Ellipsis', Ellipsis)
  m.constant('NotImplemented', NotImplemented)
  m.constant('None', null)
  m.constant('True', true)
  m.constant('False', false)
  m.constant('__debug__', true)
  for (const type of [
    boolType,
    bytearrayType,
    bytesType,
    classmethodType,
    complexType,
    dictType,
    enumerateType,
    filterType,
    floatType,
    frozensetType,
    intType,
    listType,
    mapType,
    memoryviewType,
    objectType,
    propertyType,
    rangeType,
    reversedType,
    setType,
    sliceType,
    staticmethodType,
    strType,
    superType,
    tupleType,
    typeType,
    zipType,
    exceptionGroupType,
  ])
    m.type(type)
  for (const type of Object.values(exceptionTypes)) m.type(type)
  m.constant('EnvironmentError', exceptionTypes.OSError)
  m.constant('IOError', exceptionTypes.OSError)
})
