// The `_testsinglephase` module: a built-in module that CPython's tests of the import system import and look at. It does
// nothing for programs. CPython: Modules/_testsinglephase.c
//
// differs: of CPython's modules for its own tests this is the only one. Without `_testbuffer`, whose `ndarray` lends memory of every
// shape, 72 tests of test_buffer are skipped; without `_testinternalcapi`, TestCPyTime and TestOldPyTime of test_time; without
// `_testcapi`, test_serialized_float_rounding of test_float.
import { add, asInt, defineModule, host, pos, W_Float } from '@typhon/objspace'

let initialized = 0

export const testsinglephaseModule = defineModule('_testsinglephase', 'A module for tests of imports.', (m) => {
  initialized++
  const start = new W_Float(host().clock.seconds('monotonic'))
  m.exception('error', 'Exception', 'An exception of the module.')
  m.constant('int_const', 1969)
  m.constant('str_const', 'something different')
  m.constant('_module_initialized', start)
  m.fn('look_up_self', [], 'The module.', () => m.module)
  m.fn('state_initialized', [], 'When the module was made, in seconds.', () => start)
  m.fn('initialized_count', [], 'How many of these modules were made.', () => initialized)
  m.fn('sum', [pos('i', asInt), pos('j', asInt)], 'The sum of two ints.', (i, j) => add(i, j))
  m.fn('_clear_globals', [], 'Start counting anew.', () => {
    initialized = 0
    return null
  })
})
