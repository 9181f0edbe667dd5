// What this Python is: version, implementation, limits. lib: sys
import { defineStructSequence, newNamespace, type Value, W_Float, W_Tuple, type ModuleBuilder } from '@typhon/objspace'

export const VERSION = [3, 13, 2] as const
export const TYPHON_VERSION = [0, 1, 0] as const

/** `sys.version`: version, build and compiler, in the form that `platform` takes apart. */
export const VERSION_TEXT = `${VERSION.join('.')} (main) [Typhon ${TYPHON_VERSION.join('.')}]`

const FIELDS: Record<string, string> = {
  major: 'The number that changes with the language.',
  minor: 'The number of the yearly release.',
  micro: 'The number of the mending release.',
  releaselevel: "'alpha', 'beta', 'candidate' or 'final'.",
  serial: 'The number of the release at its level.',
  max: 'The largest finite float.',
  max_exp: 'The largest e for which radix**(e-1) is finite.',
  max_10_exp: 'The largest e for which 10**e is finite.',
  min: 'The smallest normal positive float.',
  min_exp: 'The smallest e for which radix**(e-1) is normal.',
  min_10_exp: 'The smallest e for which 10**e is normal.',
  dig: 'How many decimal digits always survive.',
  mant_dig: 'How many digits of radix the mantissa has.',
  epsilon: 'The distance from 1.0 to the next float.',
  radix: 'The base of the exponent.',
  rounds: 'How sums are rounded: 1 is to the nearest.',
  bits_per_digit: 'The bits in a digit of an int.',
  sizeof_digit: 'The bytes that a digit takes.',
  default_max_str_digits: 'How many digits a conversion to or from text may have by default.',
  str_digits_check_threshold: 'Below so many digits nothing is limited.',
  width: 'The bits of a hash.',
  modulus: 'The prime that hashes of numbers are taken by.',
  inf: 'The hash of an infinity.',
  nan: 'The hash that a nan once had.',
  imag: 'What imaginary parts are multiplied by.',
  algorithm: 'The algorithm for texts and bytes.',
  hash_bits: 'The bits that the algorithm gives.',
  seed_bits: 'The bits of its key.',
  cutoff: 'Shorter texts are hashed in another way.',
  name: 'The library that makes threads.',
  lock: 'What locks are made of.',
  version: 'The version of the library.',
  debug: 'The option -d.',
  inspect: 'The option -i.',
  interactive: 'The option -i.',
  optimize: 'The option -O or -OO.',
  dont_write_bytecode: 'The option -B.',
  no_user_site: 'The option -s.',
  no_site: 'The option -S.',
  ignore_environment: 'The option -E.',
  verbose: 'The option -v.',
  bytes_warning: 'The option -b.',
  quiet: 'The option -q.',
  hash_randomization: 'The option -R.',
  isolated: 'The option -I.',
  dev_mode: 'The option -X dev.',
  utf8_mode: 'The option -X utf8.',
  warn_default_encoding: 'The option -X warn_default_encoding.',
  safe_path: 'The option -P.',
  int_max_str_digits: 'The option -X int_max_str_digits.',
  gil: 'The option -X gil.',
}

const field = (name: string): { name: string; doc: string } => ({ name, doc: FIELDS[name] })

const versionInfo = defineStructSequence(
  'sys',
  'version_info',
  'The version as a tuple with names.',
  ['major', 'minor', 'micro', 'releaselevel', 'serial'].map(field),
  5,
  'inside',
)
const floatInfo = defineStructSequence(
  'sys',
  'float_info',
  'What a float can hold.',
  ['max', 'max_exp', 'max_10_exp', 'min', 'min_exp', 'min_10_exp', 'dig', 'mant_dig', 'epsilon', 'radix', 'rounds'].map(
    field,
  ),
)
const intInfo = defineStructSequence(
  'sys',
  'int_info',
  'How ints are kept.',
  ['bits_per_digit', 'sizeof_digit', 'default_max_str_digits', 'str_digits_check_threshold'].map(field),
)
const hashInfo = defineStructSequence(
  'sys',
  'hash_info',
  'How hashes are computed.',
  ['width', 'modulus', 'inf', 'nan', 'imag', 'algorithm', 'hash_bits', 'seed_bits', 'cutoff'].map(field),
)
const threadInfo = defineStructSequence(
  'sys',
  'thread_info',
  'How threads are made.',
  ['name', 'lock', 'version'].map(field),
)
export const flagsSequence = defineStructSequence(
  'sys',
  'flags',
  'The flags of the command line.',
  [
    'debug',
    'inspect',
    'interactive',
    'optimize',
    'dont_write_bytecode',
    'no_user_site',
    'no_site',
    'ignore_environment',
    'verbose',
    'bytes_warning',
    'quiet',
    'hash_randomization',
    'isolated',
    'dev_mode',
    'utf8_mode',
    'warn_default_encoding',
    'safe_path',
    'int_max_str_digits',
    'gil',
  ].map(field),
  // `gil` is an attribute only.
  18,
  'inside',
)

/** Constants that do not depend on how the program was started. */
export function defineVersion(m: ModuleBuilder, platform: string): void {
  const [major, minor, micro] = VERSION
  const hex = (major << 24) | (minor << 16) | (micro << 8) | 0xf0
  m.constant('version_info', versionInfo.make([major, minor, micro, 'final', 0]))
  m.constant('hexversion', hex)
  m.constant('version', VERSION_TEXT)
  m.constant('api_version', 1013)
  m.constant(
    'copyright',
    'Copyright (c) the Typhon contributors. The standard library is copyright (c) the Python Software Foundation.',
  )
  m.constant(
    'implementation',
    newNamespace({
      name: 'typhon',
      cache_tag: 'typhon-313',
      version: versionInfo.make([...TYPHON_VERSION, 'alpha', 0] as Value[]),
      hexversion: (TYPHON_VERSION[0] << 24) | (TYPHON_VERSION[1] << 16) | 0xa0,
      _multiarch: `x86_64-${platform}-gnu`,
    }),
  )
  m.constant('byteorder', 'little')
  m.constant('maxsize', 2n ** 63n - 1n)
  m.constant('maxunicode', 0x10ffff)
  m.constant('platform', platform)
  m.constant('platlibdir', 'lib')
  m.constant('float_repr_style', 'short')
  m.constant(
    'float_info',
    floatInfo.make([
      new W_Float(Number.MAX_VALUE),
      1024,
      308,
      new W_Float(2.2250738585072014e-308),
      -1021,
      -307,
      15,
      53,
      new W_Float(Number.EPSILON),
      2,
      1,
    ]),
  )
  m.constant('int_info', intInfo.make([30, 4, 4300, 640]))
  m.constant('hash_info', hashInfo.make([64, 2n ** 61n - 1n, 314159, 0, 1000003, 'siphash13', 64, 128, 0]))
  m.constant('thread_info', threadInfo.make([null, null, null]))
  m.constant('_git', new W_Tuple(['Typhon', '', '']))
}
