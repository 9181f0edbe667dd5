// Filters as Python describes them, in dicts. lib: lzma#specifying-custom-filter-chains; CPython: Modules/_lzmamodule.c
import {
  error,
  getitem,
  index,
  isError,
  isIndex,
  len,
  strOrUndefined,
  textOfStr,
  type Value,
  W_Dict,
} from '@typhon/objspace'
import type { Effort } from './encode.ts'
import { badOptions, internal, lzmaFailure } from './error.ts'
import { ALIGNMENT, DELTA } from './filters.ts'
import { byteOfParameters, type Parameters, parametersOf } from './model.ts'
import { dictionarySizeOf } from './streams.ts'
import { filterOption, LZMA2 } from './xz-read.ts'

export const LZMA1 = 2n ** 62n + 1n
export const PRESET_DEFAULT = 6
export const PRESET_EXTREME = 0x80000000
const MOST_FILTERS = 4
const SMALLEST_DICTIONARY = 4096
const LARGEST_DICTIONARY = 1.5 * 2 ** 30

export interface LzmaSpec {
  readonly kind: 'lzma1' | 'lzma2'
  readonly parameters: Parameters
  readonly effort: Effort
  readonly mode: number
  readonly finder: number
}

export interface OtherSpec {
  readonly kind: 'other'
  readonly id: number
  readonly option: number
}

export type Spec = LzmaSpec | OtherSpec

const DICTIONARY_BITS = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26]
const NICE = [128, 128, 273, 273, 16, 32, 64, 64, 64, 64]
const DEPTH = [4, 8, 24, 48, 24, 32, 48, 64, 96, 128]
const FINDERS = [3, 4, 18, 19, 20]

/** An unsigned integer of so many bits. */
export function unsigned(w: Value, bits: number): number | bigint {
  if (!isIndex(w)) throw error('TypeError', 'an integer is required')
  const n = index(w)
  if (n < 0) throw error('OverflowError', "can't convert negative int to unsigned")
  if (BigInt(n) >> BigInt(bits) !== 0n)
    throw error('OverflowError', bits === 32 ? 'Value too large for uint32_t type' : 'int too big to convert')
  return n
}

/** What a preset stands for; undefined where there is none of that number. */
export function presetSpec(kind: LzmaSpec['kind'], preset: number): LzmaSpec | undefined {
  const level = preset & 31
  if (level > 9 || (preset & ~31 & 0x7fffffff) !== 0) return undefined
  const isExtreme = preset >= PRESET_EXTREME
  const effort = {
    dictionarySize: 2 ** DICTIONARY_BITS[level],
    depth: isExtreme ? 512 : DEPTH[level],
    nice: isExtreme ? 273 : NICE[level],
  }
  return { kind, parameters: { lc: 3, lp: 0, pb: 2 }, effort, mode: level < 4 ? 1 : 2, finder: level < 4 ? 4 : 20 }
}

/** The options of a dict, as numbers by name; there may be no others than those in `names`. */
function options(w_spec: Value, names: readonly string[], what: string): Map<string, number> {
  const wrong = (): unknown => error('ValueError', `Invalid filter specifier for ${what} filter`)
  if (!(w_spec instanceof W_Dict)) throw wrong()
  const out = new Map<string, number>()
  for (const w_key of w_spec.liveKeys()) {
    const s = strOrUndefined(w_key)
    const name = s === undefined ? '' : textOfStr(s)
    if (name === 'id') continue
    if (!names.includes(name)) throw wrong()
    out.set(name, Number(unsigned(getitem(w_spec, w_key), 32)))
  }
  return out
}

function lzmaSpec(kind: LzmaSpec['kind'], w_spec: Value): LzmaSpec {
  const names = ['preset', 'dict_size', 'lc', 'lp', 'pb', 'mode', 'nice_len', 'mf', 'depth']
  const given = options(w_spec, names, 'LZMA')
  const preset = given.get('preset') ?? PRESET_DEFAULT
  const base = presetSpec(kind, preset)
  if (base === undefined) throw lzmaFailure(`Invalid compression preset: ${preset}`)
  const of = (name: string, usual: number): number => given.get(name) ?? usual
  return {
    kind,
    parameters: { lc: of('lc', 3), lp: of('lp', 0), pb: of('pb', 2) },
    effort: {
      dictionarySize: of('dict_size', base.effort.dictionarySize),
      depth: of('depth', 0) || base.effort.depth,
      nice: of('nice_len', base.effort.nice),
    },
    mode: of('mode', base.mode),
    finder: of('mf', base.finder),
  }
}

/** A filter of its dict. */
export function specOf(w_spec: Value): Spec {
  if (typeof w_spec !== 'object' || w_spec === null || !(w_spec instanceof W_Dict))
    throw error('TypeError', 'Filter specifier must be a dict or dict-like object')
  let w_id: Value
  try {
    w_id = getitem(w_spec, 'id')
  } catch (e) {
    if (isError(e, 'KeyError')) throw error('ValueError', 'Filter specifier must have an "id" entry')
    throw e
  }
  const id = unsigned(w_id, 64)
  if (id === LZMA1) return lzmaSpec('lzma1', w_spec)
  if (id === LZMA2) return lzmaSpec('lzma2', w_spec)
  if (id === DELTA) return { kind: 'other', id, option: options(w_spec, ['dist'], 'delta').get('dist') ?? 1 }
  if (typeof id === 'number' && ALIGNMENT[id] !== undefined)
    return { kind: 'other', id, option: options(w_spec, ['start_offset'], 'BCJ').get('start_offset') ?? 0 }
  throw error('ValueError', `Invalid filter ID: ${id}`)
}

/** A chain of filters, each by its dict. */
export function specsOf(w_specs: Value): Spec[] {
  if (w_specs instanceof W_Dict) throw error('TypeError', 'dict is not a sequence')
  const n = len(w_specs)
  if (n > MOST_FILTERS) throw error('ValueError', `Too many filters - liblzma supports a maximum of ${MOST_FILTERS}`)
  return Array.from({ length: n }, (_, i) => specOf(getitem(w_specs, i)))
}

function checkParameters({ lc, lp, pb }: Parameters): void {
  if (lc + lp > 4 || pb > 4) throw badOptions()
}

function checkOther({ id, option }: OtherSpec): void {
  if (id === DELTA ? option < 1 || option > 256 : option % ALIGNMENT[id] !== 0) throw badOptions()
}

/** A chain taken apart: the filters, and the LZMA that has to be last and nowhere else. */
export function chainOf(specs: readonly Spec[]): { others: OtherSpec[]; lzma: LzmaSpec } {
  const lzma = specs.at(-1)
  if (lzma === undefined) throw internal()
  if (lzma.kind === 'other') throw badOptions()
  const others: OtherSpec[] = []
  for (const spec of specs.slice(0, -1)) {
    if (spec.kind !== 'other') throw badOptions()
    checkOther(spec)
    others.push(spec)
  }
  checkParameters(lzma.parameters)
  return { others, lzma }
}

/** Raises for what an encoder cannot do. */
export function checkEncoder({ effort, mode, finder }: LzmaSpec): void {
  const { dictionarySize, nice } = effort
  if (dictionarySize < SMALLEST_DICTIONARY || dictionarySize > LARGEST_DICTIONARY) throw badOptions()
  if (nice < (finder & 15) || nice < 2 || nice > 273) throw badOptions()
  if (mode < 1 || mode > 2 || !FINDERS.includes(finder)) throw badOptions()
}

/** The smallest size that LZMA2's byte for it can say and that is not smaller. */
function byteOfSize(size: number): number {
  let byte = 0
  while (byte < 40 && dictionarySizeOf(byte) < size) byte++
  return byte
}

const word = (value: number): number[] => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]

/** A filter's properties as bytes. */
export function propertiesOf(spec: Spec): Uint8Array {
  if (spec.kind === 'other') {
    if (spec.id !== DELTA) return spec.option === 0 ? new Uint8Array(0) : Uint8Array.from(word(spec.option))
    checkOther(spec)
    return Uint8Array.of(spec.option - 1)
  }
  const { parameters, effort } = spec
  if (spec.kind === 'lzma2') return Uint8Array.of(byteOfSize(Math.max(effort.dictionarySize, SMALLEST_DICTIONARY)))
  if (parameters.lc + parameters.lp > 4 || parameters.pb > 4) throw internal()
  return Uint8Array.from([byteOfParameters(parameters), ...word(effort.dictionarySize)])
}

/** What properties say, by the names of Python's options. */
export function optionsOf(id: number | bigint, bytes: Uint8Array): [string, number][] {
  if (id === LZMA1) {
    const parameters = bytes.length === 5 ? parametersOf(bytes[0]) : undefined
    if (parameters === undefined || parameters.lc + parameters.lp > 4) throw badOptions()
    const size = (bytes[1] | (bytes[2] << 8) | (bytes[3] << 16) | (bytes[4] << 24)) >>> 0
    return [...Object.entries(parameters), ['dict_size', size]]
  }
  if (id === LZMA2) {
    if (bytes.length !== 1) throw badOptions()
    return [['dict_size', dictionarySizeOf(bytes[0])]]
  }
  const option = filterOption(Number(id), bytes)
  if (id === DELTA) return [['dist', option]]
  return option === 0 ? [] : [['start_offset', option]]
}
