// @typhon/objspace: every Python object and operation. What other packages may use, by name.
import './objects/all.ts'

// values and types
export { SHORT as SHORT_BYTES, singleByte, spelledBytes, spelling } from './objects/bytes/bytes-value.ts'
export { addSlot, isPlainFloat, slotValue, storeSlot } from './operations/slots.ts'
export { hostClasses, makerFor } from './space/host-class.ts'
export { W_Object, INSTANCES, readSlot, writeSlot, type Value } from './space/value.ts'
export { Shape } from './space/shape.ts'
export { shapes } from './space/shapes.ts'
export { latestVersion, OBJECT_LAYOUT, W_Type, type Layout } from './space/type.ts'
export { SPECIALS, SPECIAL_COUNT, Special, specialSignature, specialDoc, type SpecialName } from './space/special.ts'
export { shapeOf, typeOf, isInstance, isType, isObject } from './space/kind.ts'
export { TYPE_LAYOUT, objectType, typeType, objectNew, objectInit } from './space/roots.ts'
export { W_Calling } from './objects/iterators/calling.ts'
export { W_Iterator } from './space/iterator.ts'
export { hooks } from './space/hooks.ts'
export { ENTRY_SIZE, ITEM_SIZE, reserve, reserveBuffer, taking } from './space/room.ts'
export { addLoad, type Ending, endings, watchEnd, watchNew } from './space/endings.ts'
export {
  escape,
  escapeAll,
  escapeFrom,
  owned,
  type OwnedLists,
  passToBuiltin,
  putOwned,
  release,
  remove,
  settleGiven,
  settleReturned,
  takeOwned,
} from './space/owned.ts'
export { computeMro } from './space/mro.ts'

// operations
export {
  declareFinder,
  isGenericAccess,
  isTypeAccess,
  isGenericStore,
  attrOrAbsent,
  getattr,
  findAttr,
  attributeError,
  declareMissing,
  genericFind,
  ownAttr,
  comparesOwnKeys,
  isDataDescriptor,
  getDescriptor,
  bindHeld,
  bindMethod,
  typeFind,
  getClassAttr,
  setattr,
  delattr,
  genericSet,
  genericDelete,
  setDescriptor,
  deleteDescriptor,
  setOwnAttr,
  deleteOwnAttr,
  dictIfAny,
  dictOfAttrs,
  heldAttr,
  instanceDict,
  lacksAttr,
  setInstanceDict,
  changeType,
  callIfDefined,
} from './operations/attribute.ts'
export {
  afterFirst,
  add,
  sub,
  mul,
  truediv,
  floordiv,
  mod,
  lshift,
  rshift,
  and_,
  or_,
  xor,
  matmul,
  pow,
  divmod,
  powmod,
  iadd,
  isub,
  imul,
  imatmul,
  itruediv,
  ifloordiv,
  imod,
  ipow,
  ilshift,
  irshift,
  iand,
  ixor,
  ior,
  neg,
  pos as positive,
  invert,
  abs,
  concat,
  iconcat,
} from './operations/binary.ts'
export {
  call,
  call0,
  call1,
  call2,
  call3,
  notCallable,
  overridesCall,
  isCallable,
  callSpecial,
  callSpecial1,
  callSpecial2,
  callSpecial3,
  callMethod,
} from './operations/call.ts'
export {
  LT,
  LE,
  EQ,
  NE,
  GT,
  GE,
  compare,
  lt,
  le,
  gt,
  ge,
  eq,
  eqOrIs,
  is,
  hash,
  unhashable,
  type Comparison,
} from './operations/compare.ts'
export {
  isTrue,
  len,
  lenOfAny,
  exactLengthHint,
  lengthHint,
  repr,
  reprResult,
  reprText,
  str,
  strText,
  format,
  intOrUndefined,
  index,
  indexOrUndefined,
  isIndex,
  size,
  type Int,
  type Str,
} from './operations/convert.ts'
export { numberOf, setNumber, identity, id } from './operations/identity.ts'
export { getitem, setitem, delitem, contains, notSubscriptable } from './operations/item.ts'
export {
  declareGeneratorStep,
  hasItemsByIndex,
  isIterator,
  iter,
  next,
  nonIterator,
  stepOf,
  unpack,
  counted,
  itemsOf,
  forEach,
  goThrough,
} from './operations/iterate.ts'
export { consumed, declareConsumption, isAsked, type Purpose } from './operations/consume.ts'
export { BINARY, UNARY, type BinaryName } from './operations/table.ts'

// errors
export { W_BaseException, exceptionTypes, error, errorWith, newException, isError } from './errors/exception.ts'
export { EXCEPTIONS, type ErrorName } from './errors/table.ts'

// defining types and modules
export {
  W_Callable,
  W_BuiltinFunction,
  W_MethodDescriptor,
  W_MethodWrapper,
  W_ClassMethodDescriptor,
  W_Method,
  W_GetSet,
  W_SlotMember,
} from './typedef/builtin.ts'
export { TypeBuilder, defineType, fillType, type TypeOptions } from './typedef/define.ts'
export { BuiltinCode, type KeywordNames, type RawBody } from './typedef/gateway.ts'
export { enrol, enrolled, type Hashing, onRestart, onWaking, rehashAll, restart, wakeBuiltin } from './space/restart.ts'
export { ModuleBuilder, defineException, defineModule, type ModuleDefinition } from './typedef/module.ts'
export {
  any,
  pos,
  opt,
  arg,
  optArg,
  kw,
  optKw,
  rest,
  keywords,
  signatureText,
  type Convert,
  type Kind,
  type Param,
  type Arguments,
} from './typedef/parameter.ts'
export {
  shownType,
  intOnly as asIntOnly,
  wrongType,
  str as asStr,
  text as asText,
  cText as asCText,
  utf8OrNone as asUtf8OrNone,
  refuseSurrogates,
  textOrNone,
  index as asIndex,
  ssize,
  ssizeInt,
  int as asInt,
  long as asLong,
  sliceBound,
  sliceIndex,
  bool as asBool,
  double as asDouble,
  toDouble,
  tuple as asTuple,
  dict as asDict,
  type as asType,
  name as asName,
  nameOf,
  orNone,
} from './typedef/convert.ts'

// objects
export { zeros } from './objects/bytes/access.ts'
export { bufferMethods } from './objects/bytes/buffer-methods.ts'
export { endUnusedLeases } from './objects/bytes/lease.ts'
export {
  exportOf,
  hasBuffer,
  bufferIfAny,
  readBuffer,
  writableBuffer,
  contiguousBytes,
  isContiguous,
  plainExport,
  type BufferExport,
} from './objects/bytes/buffer.ts'
export { W_Cell } from './objects/cell-value.ts'
export { cellType } from './objects/cell.ts'
export { noneType, notImplementedType, ellipsisType } from './objects/constants.ts'
export { declareEqualsOthers, isFoundByIdentity, type Key } from './objects/dict/key.ts'
export { adoptEarlyDicts, type DictWatch, GENERAL, W_Dict } from './objects/dict/dict.ts'
export {
  dictType,
  mergeFrom as dictMergeFrom,
  update,
  update as dictUpdate,
  updateFrom as dictUpdateFrom,
} from './objects/dict/type.ts'
export {
  iteratorTypes as dictIteratorTypes,
  newDictIterator,
  newDictReverseIterator,
  newDictView,
  viewTypes as dictViewTypes,
} from './objects/dict/views.ts'
export { W_DictView, entryAt, W_DictIterator, W_DictReverseIterator, type Part } from './objects/dict/views-value.ts'
export { checking as codecChecking, encode, decode } from './objects/codec/codec.ts'
export { fixEncoding, fixDecoding, type Fix } from './objects/codec/errors.ts'
export {
  ByteBuilder,
  decodeAscii,
  decodeUtf8,
  encodeAscii,
  encodeLatin1,
  encodeUtf8,
  latin1Bytes,
  latin1Text,
} from './objects/codec/unicode.ts'
export { decimalValue } from './objects/str/unicode.ts'
export {
  allocateException,
  EXCEPTION_LAYOUT,
  field,
  initException,
  isExceptionInit,
  isPlainException,
  makesPlainExceptions,
  messageText,
  plainException,
} from './objects/exceptions/base.ts'
export { isGroup, groupItems, exceptionGroupType, splitGroup, derive, matchStar } from './objects/exceptions/groups.ts'
export { addNote, addNoteValue, noting } from './objects/exceptions/notes.ts'
export { W_Float } from './objects/float-value.ts'
export { W_GenericAlias, newGenericAlias } from './objects/generic-alias-value.ts'
export { typeText, genericAliasType } from './objects/generic-alias.ts'
export { W_IntInstance } from './objects/int-value.ts'
export {
  enumerateType,
  W_Enumerate,
  W_Map,
  W_Zip,
  newEnumerate,
  newZip,
  zipType,
  mapType,
  filterType,
  reversedType,
  newCallableIterator,
} from './objects/iterators/functional.ts'
export { iteratorMethods } from './objects/iterators/methods.ts'
export { declareBuiltins, builtinFunction, madeAgainBy } from './objects/iterators/reduce.ts'
export {
  positionOf,
  listIteratorType,
  tupleIteratorType,
  listReverseIteratorType,
  newListIterator,
  newTupleIterator,
  newListReverseIterator,
} from './objects/iterators/items.ts'
export { NO_ITEMS, W_List } from './objects/list/list.ts'
export {
  append,
  appendDouble,
  appendDoubles,
  complete,
  compensated,
  copyOfItems,
  insertItem,
  isDouble,
  itemAt,
  newFloats,
  newListOf,
  putItem,
  sumOfDoubles,
  sumOfFew,
  sumOfFloats,
  sumWithDoubles,
} from './objects/list/floats.ts'
export { W_ThreeWay } from './objects/list/three-way.ts'
export { listType, extend, sortList } from './objects/list/type.ts'
export { W_MappingProxy, newMappingProxy } from './objects/mappingproxy-value.ts'
export { mappingproxyType } from './objects/mappingproxy.ts'
export { staticmethodType, classmethodType } from './objects/method-descriptors.ts'
export { W_Module } from './objects/module-value.ts'
export { moduleType } from './objects/module.ts'
export { isInitializing, originOf } from './objects/module-origin.ts'
export { W_Namespace, namespaceType, newNamespace } from './objects/namespace.ts'
export { addressText } from './objects/object.ts'
export { W_Property } from './objects/property-value.ts'
export { propertyType, isAbstract } from './objects/property.ts'
export { W_Range, W_RangeIterator, W_LongRangeIterator } from './objects/range-value.ts'
export { W_ItemsIterator, W_ReverseItemsIterator } from './objects/iterators/items-value.ts'
export {
  iterOfRange,
  newRange,
  newRangeIterator,
  rangeType,
  rangeIteratorType,
  longRangeIteratorType,
} from './objects/range.ts'
export { objectState, reduceObject } from './objects/reduce.ts'
export {
  compareItems,
  subscript,
  repetitions,
  repeat,
  containsItem,
  indexOfItem,
  countItem,
  guardedRepr,
  joinReprs,
  COMPARISONS,
} from './objects/sequence.ts'
export { W_AnySet, W_Set, W_FrozenSet, newSet, newFrozenSet } from './objects/set/set.ts'
export { setType, frozensetType } from './objects/set/type.ts'
export { W_NotImplemented, W_Ellipsis, NotImplemented, Ellipsis } from './objects/singletons.ts'
export { partOfList, takeSlice } from './objects/list/slices.ts'
export { W_Slice, spanOf, span, clipBound, sliceItems, type Span } from './objects/slice-value.ts'
export { sliceType } from './objects/slice.ts'
export { STATICMETHOD_LAYOUT, CLASSMETHOD_LAYOUT, W_StaticMethod, W_ClassMethod } from './objects/staticmethod.ts'
export { readItem, SIZES as ITEM_SIZES } from './objects/memoryview/items.ts'
export { formatterFieldNameSplit, formatterParser } from './objects/str/format-iterators.ts'
export { joinStrs, lengthOf, pointAt, StrBuilder } from './objects/str/units.ts'
export {
  W_WideStr,
  W_StrInstance,
  strFromText,
  wideFromText,
  strFromKey,
  keyOfStr,
  codePointsOf,
  strFromCodePoints,
  textOfStr,
  strOrUndefined,
} from './objects/str/wide.ts'
export {
  W_StructSequence,
  defineStructSequence,
  type StructField,
  type StructSequence,
} from './objects/struct-sequence.ts'
export { W_Super, superFind, superLookup } from './objects/super-value.ts'
export { superClass, superType } from './objects/super.ts'
export { tupleOf, W_Pair, W_Tuple } from './objects/tuple-value.ts'
export { tupleType } from './objects/tuple.ts'
export { winnerMetaclass, newClass } from './objects/type/build.ts'
export { typeCall, cannotCreate, abstractError } from './objects/type/call.ts'
export { bestBase, compatibleLayouts } from './objects/type/layout.ts'
export { fullyQualifiedName, moduleName, qualifiedName } from './objects/type/names.ts'
export { dictGetSet } from './objects/type/instance-dict.ts'
export { isInstanceOf } from './objects/type/type.ts'
export { newUnion, makeUnion, unionType } from './objects/union.ts'
export { W_Union } from './objects/union-value.ts'
export { basicSizes, bytesBefore, dictSize, dictSlots, hasHeader } from './objects/type/basic-size.ts'
export { firstWeakref, setWeakrefs, weakrefsOf } from './objects/weakref/registry.ts'
export {
  builtinFunctionType,
  methodDescriptorType,
  wrapperDescriptorType,
  methodWrapperType,
  classMethodDescriptorType,
  methodType,
  getSetType,
  memberType,
} from './objects/builtin-functions.ts'

// the system
export {
  host,
  setHost,
  OSFailure,
  type Accounts,
  type AddressInfo,
  type Clock,
  type ClockName,
  type DirectoryEntry,
  type EntryKind,
  type Environment,
  type FileAction,
  type Files,
  type FileStatus,
  type FileSystemStatus,
  type Foreign,
  type ForeignFunction,
  type ForeignLibrary,
  type Group,
  type Host,
  type IntegerCall,
  type LocalTime,
  type Path,
  type Polled,
  type Processes,
  type ResourceUsage,
  type SignalAction,
  type SignalInfo,
  type Signals,
  type Sockets,
  type SpawnOptions,
  type System,
  type SystemName,
  type TerminalMode,
  type Memory,
  type MemoryFigures,
  type Terminals,
  type User,
  type Waited,
} from './host.ts'
export { aliases as errnoAliases, errnoName, errnoNumber, errnos, strerror, type Platform } from './lib/errno.ts'
export { boolType, digitLimit, intFromText, intIn, intText, intType, invalidInt } from './objects/numbers/int.ts'
export { floatType, floatPower, readFloat, toDoubleByFloat, truncated } from './objects/numbers/float.ts'
export { inAscii } from './objects/numbers/text.ts'
export { complexType, toComplex } from './objects/numbers/complex.ts'
export { newComplex, W_Complex } from './objects/numbers/complex-value.ts'
export { strType } from './objects/str/type.ts'
export { concatRaw, flat } from './lib/flat.ts'
export { writingOf } from './lib/plain-format.ts'
export type { Filling, Writing } from './lib/writing.ts'
export { fillingOfPercent } from './objects/str/percent-plain.ts'
export { fillingOfFormat } from './objects/str/format.ts'
export { asciiText, concatStr, pointsOf } from './objects/str/concat.ts'
export { sliceStr } from './objects/str/units.ts'
export { isLater, laterRanges } from './objects/str/later.ts'
export { bytesWarning } from './objects/bytes/warning.ts'
export { bytesType } from './objects/bytes/bytes.ts'
export { W_Bytes } from './objects/bytes/bytes-value.ts'
export { bytearrayIteratorType, bytesIteratorType, W_ByteIterator } from './objects/bytes/iterator.ts'
export { W_ByteArray } from './objects/bytes/bytearray-value.ts'
export { bytesFrom, bytesOf, bytesOrUndefined } from './objects/bytes/access.ts'
export { productRest } from './lib/float-arithmetic.ts'
export { elementary } from './lib/elementary.ts'
export { formatDouble, NEGATIVE_NAN, repr as doubleText, signBit } from './lib/float-format.ts'
export { add as addInts, norm } from './lib/integer.ts'
export { closestName } from './lib/suggest.ts'
export { keyedHash, setHashKey, setHashSeed } from './lib/hash.ts'
export { virtualHost, type VirtualHost, type VirtualOptions } from './virtual-host/host.ts'
export { bytearrayType } from './objects/bytes/bytearray.ts'
export { memoryviewType } from './objects/memoryview/type.ts'
export { isAscii } from './objects/str/raw.ts'
