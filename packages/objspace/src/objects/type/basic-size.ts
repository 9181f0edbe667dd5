// How many bytes CPython 3.13's objects take on 64 bits, by their built-in types: what `__basicsize__`, `__itemsize__` and `__sizeof__` tell.
// Programs compare these numbers and compute limits from them; the host's objects take others (docs/memory.md).
import type { W_Type } from '../../space/type.ts'

/**
 * By module: types whose sizes are not those of their bases, the bytes of an instance without its items, and `+` those of an item. Of those with `!`
 * CPython's collector does not know the instances, which have no header of 16 bytes before them.
 */
const SIZES = `
_blake2: blake2b! 440, blake2s! 232
_bz2: BZ2Compressor! 112, BZ2Decompressor! 152
_contextvars: Context 48, ContextVar 64, Token 48
_csv: Dialect 48, reader 88, writer 72
_hashlib: HASH! 32, HMAC! 32
_io: BufferedRWPair 48, BufferedRandom 152, BufferedReader 152, BufferedWriter 152, BytesIO 64, FileIO 48, IncrementalNewlineDecoder 40,
  StringIO 168, TextIOWrapper 200, _BytesIOBuffer 24, _IOBase 32
_json: Encoder 80, Scanner 64
_lzma: LZMACompressor! 192, LZMADecompressor! 224
_pickle: Pickler 144, Unpickler 264
_random: Random! 2520
_socket: socket 56
_sre: SRE_Scanner 248
_struct: Struct 56, unpack_iterator 112
_thread: RLock 48, _ThreadHandle 24, _local 56, lock 40
_tokenize: TokenizerIter! 64
array: array 64, arrayiterator 40
ast: AST 24
builtins: AttributeError 88, BaseException 72, BaseExceptionGroup 88, ImportError 104, NameError 80, OSError 112, StopIteration 80,
  SyntaxError 136, SystemExit 80, UnicodeDecodeError 112, UnicodeEncodeError 112, UnicodeTranslateError 112, async_generator 144+8,
  async_generator_asend 40, async_generator_athrow 40, builtin_function_or_method 56, bytearray! 56, bytearray_iterator 32, bytes! 33+1,
  bytes_iterator 32, callable_iterator 32, cell 24, classmethod 32, classmethod_descriptor 56, code! 200+2, complex! 32, coroutine 144+8,
  coroutine_wrapper 24, dict 48, dict_itemiterator 56, dict_items 24, dict_keyiterator 56, dict_keys 24, dict_reverseitemiterator 56,
  dict_reversekeyiterator 56, dict_reversevalueiterator 56, dict_valueiterator 56, dict_values 24, enumerate 56, filter 32, float! 24, frame
  136+8, frozenset 200, function 144, generator 144+8, generic_alias_iterator 24, getset_descriptor 48, int! 24+4, line_iterator! 64, list
  40, list_iterator 32, list_reverseiterator 32, longrange_iterator! 40, map 32, mappingproxy 24, member_descriptor 48, memory_iterator 48,
  memoryview 144+8, method 48, method-wrapper 32, method_descriptor 56, module 56, object! 16, odict_iterator 64, positions_iterator! 80,
  property 64, range! 48, range_iterator! 40, reversed 32, set 200, set_iterator 48, slice 40, staticmethod 32, str! 64, str_ascii_iterator
  32, str_iterator 32, super 40, traceback 40, tuple 24+8, tuple_iterator 32, type 928+40, wrapper_descriptor 56, zip 48
collections: OrderedDict 112, _deque_iterator 56, _deque_reverse_iterator 56, _tuplegetter 32, defaultdict 56, deque 216
datetime: date! 32, datetime! 48, time! 40, timedelta! 40, timezone! 32
decimal: Context 96, Decimal 104
functools: KeyWrapper 32, _lru_cache_wrapper 152, partial 64
itertools: _grouper 32, _tee 48, _tee_dataobject 496, accumulate 56, batched 40, chain 32, combinations 56, combinations_with_replacement
  56, compress 32, count 40, cycle 48, dropwhile 40, filterfalse 32, groupby 72, islice 56, pairwise 40, permutations 64, product 48, repeat
  32, starmap 32, takewhile 40, zip_longest 56
operator: attrgetter 40, itemgetter 48, methodcaller 64
pickle: PickleBuffer 104
posix: ScandirIterator! 120
pyexpat: xmlparser 80
re: Match 88+8, Pattern 96+4
select: epoll! 24
sys: flags 32+8
time: struct_time 40+8
types: GenericAlias 64, SimpleNamespace 24, UnionType 32
typing: Generic 16, ParamSpec 56, ParamSpecArgs 24, ParamSpecKwargs 24, TypeAliasType 56, TypeVar 80, TypeVarTuple 40
unicodedata: UCD 40
weakref: CallableProxyType 64, ProxyType 64, ReferenceType 64
zlib: _ZlibDecompressor! 184
`

interface Size {
  readonly basic: number
  readonly item: number
  readonly hasHeader: boolean
}

/** By full names. */
let sizes: Map<string, Size> | null = null

function readSizes(): Map<string, Size> {
  const all = new Map<string, Size>()
  for (const [, module, rest] of SIZES.matchAll(/^(\w+): (.*(?:\n {2}.*)*)/gm))
    for (const entry of rest.split(/,\s+/)) {
      const [, name, mark, basic, item] = /([\w-]+)(!?)\s+(\d+)(?:\+(\d+))?/.exec(entry) as RegExpExecArray
      all.set(`${module}.${name}`, { basic: +basic, item: +(item ?? 0), hasHeader: mark === '' })
    }
  return all
}

/** What the nearest base takes that is listed: `object` is. */
function sizeOfBuiltin(type: W_Type): Size {
  sizes ??= readSizes()
  for (const base of type.mro) {
    const size = base.heap ? undefined : sizes.get(`${base.module}.${base.name}`)
    if (size !== undefined) return size
  }
  throw new Error(`no base of ${type.name} has a size`)
}

/** The bytes of an instance without its items, and of an item. */
export function basicSizes(type: W_Type): readonly [number, number] {
  const { basic, item } = sizeOfBuiltin(type)
  return [basic + 8 * type.slotCount, item]
}

/** Whether CPython's collector knows the instances. */
export const hasHeader = (type: W_Type): boolean => type.heap || sizeOfBuiltin(type).hasHeader

/** CPython keeps `__dict__` and the list of weak references of instances of classes made in Python before the object. */
export function bytesBefore(type: W_Type): number {
  if (!type.heap) return 0
  const builtin = type.mro.find((base) => !base.heap)
  return type.hasDict !== builtin?.hasDict || type.hasWeakref !== builtin.hasWeakref ? 16 : 0
}

/** The places of the table of a dict of so many entries that was filled one by one. */
export function dictSlots(entries: number): number {
  let slots = 8
  while (Math.floor((slots * 2) / 3) < entries) slots *= 2
  return slots
}

/** The bytes of such a dict; texts alone take less. CPython: Objects/dictobject.c (_PyDict_SizeOf). */
export function dictSize(type: W_Type, entries: number, onlyTexts: boolean): number {
  const [basic] = basicSizes(type)
  if (entries === 0) return basic
  const slots = dictSlots(entries)
  const index = slots < 256 ? 1 : slots < 65536 ? 2 : slots < 2 ** 32 ? 4 : 8
  return basic + 32 + slots * index + Math.floor((slots * 2) / 3) * (onlyTexts ? 16 : 24)
}
