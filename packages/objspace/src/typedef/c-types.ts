// What the C declarations of CPython's built-in types say beside their members, where a program can see it: which types are heap
// types, whose attributes may be set, which have the access of `object` once more in their own namespace.
import type { W_Type } from '../space/type.ts'

/** Types outside `builtins` that are part of the interpreter; those that modules make for themselves are heap types. */
const CORE =
  /^(?:builtins|sys|_contextvars|weakref)$|^(?:collections\.OrderedDict|datetime\.(?:date|datetime|time|timedelta|timezone|tzinfo)|pickle\.PickleBuffer|types\.(?:GenericAlias|SimpleNamespace|UnionType)|typing\.TypeAliasType)$/

export function isHeapType(type: W_Type): boolean {
  return type.heap || type.fullName === 'ExceptionGroup' || !(CORE.test(type.module) || CORE.test(type.fullName))
}

/** Types of modules whose attributes a program may set; their exceptions are such too. */
export const UNPROTECTED = new Set(
  (
    'ExceptionGroup _json.Encoder _json.Scanner _random.Random _thread._ExceptHookArgs grp.struct_group os.stat_result os.statvfs_result ' +
    'os.terminal_size posix.DirEntry posix.ScandirIterator posix.sched_param posix.times_result posix.uname_result posix.waitid_result ' +
    'pwd.struct_passwd resource.struct_rusage signal.struct_siginfo select.epoll select.poll time.struct_time typing.Generic zlib.Compress zlib.Decompress'
  ).split(' '),
)

/** Types whose declarations name PyObject_GenericGetAttr, which puts it into their namespaces. */
const GENERIC_ACCESS = new Set(
  (
    '_multibytecodec.MultibyteCodec _multibytecodec.MultibyteIncrementalDecoder _multibytecodec.MultibyteIncrementalEncoder ' +
    '_multibytecodec.MultibyteStreamReader _multibytecodec.MultibyteStreamWriter _multiprocessing.SemLock _struct.Struct ' +
    '_struct.unpack_iterator _tokenize.TokenizerIter array.array array.arrayiterator BaseException bytearray bytes complex dict ' +
    'enumerate filter int list map memoryview property range reversed set slice tuple zip collections._deque_iterator ' +
    'collections._deque_reverse_iterator collections.defaultdict collections.deque functools.KeyWrapper functools.partial ' +
    'itertools._grouper itertools._tee_dataobject itertools.accumulate itertools.batched itertools.chain itertools.combinations ' +
    'itertools.combinations_with_replacement itertools.compress itertools.count itertools.cycle itertools.dropwhile ' +
    'itertools.filterfalse itertools.groupby itertools.islice itertools.pairwise itertools.permutations itertools.product ' +
    'itertools.repeat itertools.starmap itertools.takewhile itertools.zip_longest mmap.mmap operator.attrgetter operator.itemgetter ' +
    'operator.methodcaller ast.AST decimal.Decimal decimal.SignalDictMixin zoneinfo.ZoneInfo select.epoll types.UnionType unicodedata.UCD'
  ).split(' '),
)

/** Types whose declarations name PyObject_HashNotImplemented; others without a hash that compare get their `__hash__` of None last. */
export const NOT_HASHABLE = new Set([
  '_contextvars.Context',
  '_contextvars.Token',
  'collections.deque',
  'decimal.SignalDictMixin',
  'dict',
  'list',
  'set',
])

/** Types whose instances have attributes in a place of which `__dictoffset__` does not tell. */
export const HIDDEN_DICT = new Set(['_thread._local'])

type Access = '__getattribute__' | '__setattr__' | '__delattr__'

/** The methods of `object` that stand in the namespace of `type` as well. */
export function repeatedAccess(type: W_Type): readonly Access[] {
  if (!GENERIC_ACCESS.has(type.fullName)) return []
  return type.name === 'Struct' || type.name === 'partial' || type.name === 'AST'
    ? ['__getattribute__', '__setattr__', '__delattr__']
    : ['__getattribute__']
}

/** Types whose instances become methods when they are found in a class (Py_TPFLAGS_METHOD_DESCRIPTOR). */
export const METHOD_TYPES = new Set([
  'function',
  'method_descriptor',
  'wrapper_descriptor',
  'functools._lru_cache_wrapper',
])
