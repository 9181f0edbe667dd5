// What the JIT is told of Python's objects: which classes of values traces tell apart, where their fields are, how they are made.
// PyPy: the descriptors of rpython/jit/backend/llsupport/descr.py, which a translator finds out; here they are written down.
//
// Values of built-in types that are no raw values of JavaScript are told by their shape, which is the type's own and never changes.
// An instance of a class made in Python is an `object` to the JIT, and its shape an ordinary field: it changes when an attribute is added.
import type * as Jit from '@typhon/jit'
import {
  append,
  appendDouble,
  appendDoubles,
  compensated,
  bytearrayIteratorType,
  bytesIteratorType,
  contains,
  dictIteratorTypes,
  enumerateType,
  hooks,
  INSTANCES,
  listIteratorType,
  listReverseIteratorType,
  type Part,
  rangeIteratorType,
  type Shape,
  shapes,
  tupleIteratorType,
  sumOfFew,
  sumOfFloats,
  sumWithDoubles,
  W_Cell,
  W_Complex,
  W_Dict,
  W_DictIterator,
  W_Enumerate,
  W_Float,
  W_ItemsIterator,
  W_List,
  W_Method,
  W_Range,
  W_RangeIterator,
  W_ReverseItemsIterator,
  W_Slice,
  W_Pair,
  W_Tuple,
  type W_Type,
  type W_ByteArray,
  type W_Bytes,
  W_ByteIterator,
  mapType,
  W_Map,
  W_Zip,
  zipType,
} from '@typhon/objspace'
import { pending } from '../eval/context.ts'
import { W_Traceback } from '../objects/traceback.ts'
import { remakeFunction } from './functions.ts'
import { remakeException, remakeFrame, remakeOwnException } from './remade.ts'

/** The package that was handed in. */
export type JitPackage = typeof Jit

/** How many fields the largest instance has. */
const FIELDS = 8

export class Descriptors {
  readonly int: Jit.ClassDescr
  /** Ints that are no safe integers. */
  readonly wide: Jit.ClassDescr
  readonly bool: Jit.ClassDescr
  readonly str: Jit.ClassDescr
  /** Any host object: instances, as long as their shape is not known. */
  readonly object: Jit.ClassDescr
  /** Instances that traces make, by their host class. */
  private readonly instances = new Map<new (...fields: any[]) => unknown, Jit.ClassDescr>()
  readonly shape: Jit.FieldDescr
  /** `f0` … `f7` */
  readonly fields: readonly Jit.FieldDescr[]
  /** Attributes that are not in fields. */
  readonly elements: Jit.ArrayDescr

  readonly float: Jit.ClassDescr
  readonly floatValue: Jit.FieldDescr
  readonly tuple: Jit.ClassDescr
  /** All tuples, then those of two, which have their items in fields, and those that have them in an array. */
  readonly pair: Jit.ClassDescr
  readonly pairItems: readonly Jit.FieldDescr[]
  readonly otherTuple: Jit.ClassDescr
  readonly tupleItems: Jit.FieldDescr
  readonly tupleArray: Jit.ArrayDescr
  readonly list: Jit.ClassDescr
  readonly listItems: Jit.FieldDescr
  readonly listArray: Jit.ArrayDescr
  /** The numbers of a list of floats, whose `listItems` are none; undefined for other lists. */
  readonly listFloats: Jit.FieldDescr
  readonly floatArray: Jit.ArrayDescr
  readonly cell: Jit.ClassDescr
  readonly cellValue: Jit.FieldDescr
  /** Ranges of which all three are safe integers. */
  readonly range: Jit.ClassDescr
  readonly rangeStart: Jit.FieldDescr
  readonly rangeStride: Jit.FieldDescr
  readonly rangeLength: Jit.FieldDescr
  readonly rangeIterator: Jit.ClassDescr
  readonly rangeValue: Jit.FieldDescr
  readonly rangeStep: Jit.FieldDescr
  readonly rangeEnd: Jit.FieldDescr
  readonly listIterator: Jit.ClassDescr
  readonly tupleIterator: Jit.ClassDescr
  readonly iteratorSource: Jit.FieldDescr
  readonly iteratorIndex: Jit.FieldDescr
  readonly reverseIterator: Jit.ClassDescr
  readonly reverseSource: Jit.FieldDescr
  readonly reverseIndex: Jit.FieldDescr
  readonly slice: Jit.ClassDescr
  readonly sliceStart: Jit.FieldDescr
  readonly sliceStop: Jit.FieldDescr
  readonly sliceStep: Jit.FieldDescr

  /** Exceptions that traces make: of built-in classes, and of classes made in Python, which have fields for attributes. */
  readonly exception: Jit.ClassDescr
  readonly ownException: Jit.ClassDescr
  readonly exceptionArgs: Jit.FieldDescr
  readonly exceptionCause: Jit.FieldDescr
  readonly exceptionContext: Jit.FieldDescr
  readonly exceptionSuppresses: Jit.FieldDescr
  readonly exceptionTraceback: Jit.FieldDescr
  /** By the names that Python has for them. */
  readonly exceptionMembers: ReadonlyMap<string, Jit.FieldDescr>
  readonly traceback: Jit.ClassDescr
  /** Frames as tracebacks show them: the code, the function or its namespaces, the variables, the place, how many calls from the trace's own frame, the caller. */
  readonly frame: Jit.ClassDescr
  readonly frameFunction: Jit.FieldDescr
  readonly frameRegisters: Jit.FieldDescr
  readonly framePlace: Jit.FieldDescr
  readonly frameArray: Jit.ArrayDescr

  readonly functionCode: Jit.FieldDescr
  readonly functionGlobals: Jit.FieldDescr
  readonly functionClosure: Jit.FieldDescr
  readonly functionDefaults: Jit.FieldDescr
  readonly func: Jit.ClassDescr
  readonly method: Jit.ClassDescr
  readonly methodFunc: Jit.FieldDescr
  readonly methodSelf: Jit.FieldDescr
  readonly dictValues: Jit.FieldDescr
  readonly dictArray: Jit.ArrayDescr
  readonly dictSize: Jit.FieldDescr
  /** How keys are found. */
  readonly dictMode: Jit.FieldDescr
  readonly dictVersion: Jit.FieldDescr
  /** Of a dict whose keys are found without running any code, with a str or an int: what is there, whether there is something, stores it. */
  readonly dictPlace: Jit.CallDescr
  /** The same for a key that is mostly at a certain place. */
  readonly dictPlaceNear: Jit.CallDescr
  readonly dictSet: Jit.CallDescr
  readonly dictKeys: Jit.FieldDescr
  readonly dictKeyArray: Jit.ArrayDescr
  readonly dictIterators: Jit.FieldDescr
  readonly viewDict: Jit.FieldDescr
  /** Iterators over dicts: the dict, the next place, how many entries there were, how many are left. */
  readonly entryIterators: Readonly<Record<Part, Jit.ClassDescr>>
  readonly entryDict: Jit.FieldDescr
  readonly entryPlace: Jit.FieldDescr
  readonly entriesUsed: Jit.FieldDescr
  readonly entriesLeft: Jit.FieldDescr
  /** Whether a set has a key. */
  readonly setHighs: Jit.FieldDescr
  readonly setUsed: Jit.FieldDescr
  /** Of sets and keys that need no `==` of the program. */
  readonly setHasPlain: Jit.CallDescr
  readonly setAdd: Jit.CallDescr
  readonly setDiscard: Jit.CallDescr
  readonly strLength: Jit.CallDescr
  /** Whether a str has another in it. */
  readonly isPart: Jit.CallDescr
  /** The characters between two places, each undefined or an int. */
  readonly partOfStr: Jit.CallDescr
  readonly bytes: Jit.ClassDescr
  readonly bytesText: Jit.FieldDescr
  readonly bytesItems: Jit.FieldDescr
  readonly byteArray: Jit.ArrayDescr
  readonly charCode: Jit.CallDescr
  readonly character: Jit.CallDescr
  readonly fromCharCode: Jit.CallDescr
  readonly bytesIterator: Jit.ClassDescr
  readonly byteSource: Jit.FieldDescr
  readonly byteIndex: Jit.FieldDescr
  readonly bytearray: Jit.ClassDescr
  /** The storage, of which the first `bytearrayLength` bytes are the content; it may get another while there are no `bytearrayExports`. */
  readonly bytearrayData: Jit.FieldDescr
  readonly bytearrayLength: Jit.FieldDescr
  readonly bytearrayExports: Jit.FieldDescr
  readonly bytearrayItems: Jit.ArrayDescr
  readonly bytearrayIterator: Jit.ClassDescr

  readonly complex: Jit.ClassDescr
  readonly complexReal: Jit.FieldDescr
  readonly complexImaginary: Jit.FieldDescr
  readonly map: Jit.ClassDescr
  readonly mapFunction: Jit.FieldDescr
  readonly mapIterators: Jit.FieldDescr
  readonly zip: Jit.ClassDescr
  readonly zipIterators: Jit.FieldDescr
  readonly zipStrict: Jit.FieldDescr
  readonly zipArray: Jit.ArrayDescr
  readonly enumerate: Jit.ClassDescr
  readonly enumerateIterator: Jit.FieldDescr
  readonly enumerateCount: Jit.FieldDescr
  /** Adds what is no float to the items of a list in the general form. */
  readonly push: Jit.CallDescr
  /** Adds an item, or a float that is no NaN, to a list of either form. */
  readonly append: Jit.CallDescr
  /** Drops the last item of a list of the one or the other form. */
  readonly popItem: Jit.CallDescr
  readonly popDouble: Jit.CallDescr
  readonly appendDouble: Jit.CallDescr
  /** The same to a list that nobody else has. */
  readonly gatherDouble: Jit.CallDescr
  readonly sumOfFloats: Jit.CallDescr
  /** Whether audit hooks are to be told. */
  readonly isAudited: Jit.CallDescr
  /** Whether something waits to be attended to. */
  readonly pending: Jit.CallDescr
  private readonly jit: JitPackage
  private readonly byShape = new Map<Shape, Jit.ClassDescr>()

  constructor(jit: JitPackage) {
    const { ArrayDescr, CallDescr, ClassDescr, FieldDescr, js } = jit
    this.jit = jit
    const immutable = { immutable: true }
    this.int = new ClassDescr('int', { test: js`typeof $0 === 'number'`, raw: 'int_to_ref' })
    this.wide = new ClassDescr('wide int', { test: js`typeof $0 === 'bigint'`, isWide: true })
    this.bool = new ClassDescr('bool', { test: js`typeof $0 === 'boolean'`, raw: 'int_to_bool' })
    this.str = new ClassDescr('str', { test: js`typeof $0 === 'string'` })

    this.shape = new FieldDescr('W_Object.shape', 'r', { isTested: true })
    // V8 takes fifteen instructions for `typeof`, and asks then what a property needs of its object. Of `$0?.shape` it forgets where both ways meet what that was.
    this.object = new ClassDescr('object', {
      test: js`$0 !== null && $0 !== undefined && $0.shape !== undefined`,
      wary: js`typeof $0 === 'object' && $0 !== null`,
      mark: this.shape,
    })
    this.fields = Array.from({ length: FIELDS }, (_, i) => new FieldDescr(`W_Instance.f${i}`, 'r'))
    this.elements = new ArrayDescr('W_Object[]', 'r', { unsized: true })
    const exact = (
      name: string,
      shape: Shape,
      make?: Jit.Template,
      fields?: readonly Jit.FieldDescr[],
      isBare = false,
    ) => {
      // What is known to be an object may turn out to be one of these: a guard of its shape has failed.
      const descr = new ClassDescr(name, { ...this.testsOf(shape), make, fields, isBare, base: this.object })
      this.byShape.set(shape, descr)
      return descr
    }
    this.floatValue = new FieldDescr('W_Float.v', 'f', immutable)
    this.float = exact('float', shapes.float, js`new ${W_Float}($0)`, [this.floatValue], true)
    this.complexReal = new FieldDescr('W_Complex.re', 'f', immutable)
    this.complexImaginary = new FieldDescr('W_Complex.im', 'f', immutable)
    this.complex = exact('complex', shapes.complex, js`new ${W_Complex}($0, $1)`, [
      this.complexReal,
      this.complexImaginary,
    ])
    this.tuple = exact('tuple', shapes.tuple)
    this.pairItems = [new FieldDescr('W_Pair.first', 'r', immutable), new FieldDescr('W_Pair.second', 'r', immutable)]
    this.pair = new ClassDescr('pair', {
      test: js`$0 !== null && $0 !== undefined && $0.shape === ${shapes.tuple} && $0.first !== undefined`,
      make: js`new ${W_Pair}($0, $1)`,
      fields: this.pairItems,
      base: this.tuple,
    })
    this.tupleItems = new FieldDescr('W_Tuple.items', 'r', immutable)
    this.otherTuple = new ClassDescr('other tuple', {
      test: js`$0 !== null && $0 !== undefined && $0.shape === ${shapes.tuple} && $0.first === undefined`,
      make: js`new ${W_Tuple}($0)`,
      fields: [this.tupleItems],
      base: this.tuple,
    })
    this.tupleArray = new ArrayDescr('tuple items', 'r', { immutable: true, isFull: true })
    this.listItems = new FieldDescr('W_List.array', 'r')
    this.listFloats = new FieldDescr('W_List.floats', 'r')
    this.list = exact('list', shapes.list, js`new ${W_List}($0, ${shapes.list}, $1)`, [this.listItems, this.listFloats])
    this.listArray = new ArrayDescr('list items', 'r', { isFull: true })
    this.floatArray = new ArrayDescr('list floats', 'f', { optional: true })
    this.cellValue = new FieldDescr('W_Cell.value', 'r')
    this.cell = exact('cell', shapes.cell, js`new ${W_Cell}($0)`, [this.cellValue])

    this.rangeValue = new FieldDescr('W_RangeIterator.value', 'i')
    this.rangeStep = new FieldDescr('W_RangeIterator.step', 'i', immutable)
    this.rangeEnd = new FieldDescr('W_RangeIterator.end', 'i', immutable)
    const rangeShape = rangeIteratorType.rootShape()
    this.rangeIterator = exact('range_iterator', rangeShape, js`new ${W_RangeIterator}($0, $1, $2, ${rangeShape})`, [
      this.rangeValue,
      this.rangeStep,
      this.rangeEnd,
    ])
    this.rangeStart = new FieldDescr('W_Range.start', 'i', immutable)
    this.rangeStride = new FieldDescr('W_Range.step', 'i', immutable)
    this.rangeLength = new FieldDescr('W_Range.length', 'i', immutable)
    this.range = exact('range', shapes.range, js`new ${W_Range}($0, $1, $2, $3)`, [
      this.rangeStart,
      new FieldDescr('W_Range.stop', 'i', immutable),
      this.rangeStride,
      this.rangeLength,
    ])
    this.iteratorSource = new FieldDescr('W_ItemsIterator.source', 'r')
    this.iteratorIndex = new FieldDescr('W_ItemsIterator.i', 'i')
    const overItems = (type: W_Type) =>
      exact(type.name, type.rootShape(), js`${makeItemsIterator}($0, $1, ${type.rootShape()})`, [
        this.iteratorSource,
        this.iteratorIndex,
      ])
    this.listIterator = overItems(listIteratorType)
    this.tupleIterator = overItems(tupleIteratorType)
    this.reverseSource = new FieldDescr('W_ReverseItemsIterator.source', 'r', immutable)
    this.reverseIndex = new FieldDescr('W_ReverseItemsIterator.i', 'i')
    const backward = listReverseIteratorType.rootShape()
    this.reverseIterator = exact('list_reverseiterator', backward, js`${makeReverseIterator}($0, $1, ${backward})`, [
      this.reverseSource,
      this.reverseIndex,
    ])
    this.sliceStart = new FieldDescr('W_Slice.start', 'r', immutable)
    this.sliceStop = new FieldDescr('W_Slice.stop', 'r', immutable)
    this.sliceStep = new FieldDescr('W_Slice.step', 'r', immutable)
    this.slice = exact('slice', shapes.slice, js`new ${W_Slice}($0, $1, $2)`, [
      this.sliceStart,
      this.sliceStop,
      this.sliceStep,
    ])
    this.zipIterators = new FieldDescr('W_Zip.iterators', 'r', immutable)
    this.zipStrict = new FieldDescr('W_Zip.strict', 'r')
    this.zipArray = new ArrayDescr('zip iterators', 'r', immutable)
    const zip = zipType.rootShape()
    this.zip = exact('zip', zip, js`new ${W_Zip}($0, $1, ${zip})`, [this.zipIterators, this.zipStrict])
    this.mapFunction = new FieldDescr('W_Map.func', 'r', immutable)
    this.mapIterators = new FieldDescr('W_Map.iterators', 'r', immutable)
    const map = mapType.rootShape()
    this.map = exact('map', map, js`new ${W_Map}($0, $1, ${map})`, [this.mapFunction, this.mapIterators])
    this.enumerateIterator = new FieldDescr('W_Enumerate.iterator', 'r', immutable)
    this.enumerateCount = new FieldDescr('W_Enumerate.count', 'r')
    const numbered = enumerateType.rootShape()
    this.enumerate = exact('enumerate', numbered, js`new ${W_Enumerate}($0, $1, ${numbered})`, [
      this.enumerateIterator,
      this.enumerateCount,
    ])
    const writes = [this.listItems, this.listFloats, this.listArray, this.floatArray]
    this.popItem = new CallDescr('pop', {
      text: js`$0.array.pop()`,
      result: 'v',
      writes: [this.listArray],
      reads: [this.listItems, this.listArray],
    })
    this.popDouble = new CallDescr('pop double', {
      text: js`$0.floats.pop()`,
      result: 'v',
      writes: [this.floatArray],
      reads: [this.listFloats, this.floatArray],
    })
    this.push = new CallDescr('push', {
      text: js`$0.push($1)`,
      result: 'v',
      writes: [this.listArray],
      reads: [],
      grows: 'itself',
    })
    this.append = new CallDescr('append', {
      text: js`$0.array.length > 0 ? $0.array.push($1) : ${append}($0, $1)`,
      result: 'v',
      writes,
      reads: writes,
      grows: 'held',
    })
    const addDouble: Jit.CallOptions = {
      text: js`$0.floats !== undefined ? $0.floats.push($1) : ${appendDouble}($0, $1)`,
      result: 'v',
      writes,
      reads: writes,
      grows: 'held',
    }
    this.appendDouble = new CallDescr('append double', addDouble)
    this.gatherDouble = new CallDescr('gather double', { ...addDouble, gather: appendDoubles })
    this.sumOfFloats = new CallDescr('sum of floats', {
      fn: sumOfFloats,
      result: 'f',
      writes: [],
      reads: writes,
      withGathered: sumWithDoubles,
      fold: {
        start: sumOfFew,
        second: js`$1 + (Math.abs($0) >= Math.abs($2) ? $0 - ($0 + $2) + $2 : $2 - ($0 + $2) + $0)`,
        first: js`$0 + $2`,
        result: js`${compensated}($0, $1)`,
      },
    })

    this.exceptionArgs = new FieldDescr('W_BaseException.args', 'r')
    this.exceptionCause = new FieldDescr('W_BaseException.cause', 'r')
    this.exceptionContext = new FieldDescr('W_BaseException.context', 'r')
    this.exceptionSuppresses = new FieldDescr('W_BaseException.suppressContext', 'r')
    this.exceptionTraceback = new FieldDescr('W_BaseException.traceback', 'r')
    this.exceptionMembers = new Map([
      ['args', this.exceptionArgs],
      ['__cause__', this.exceptionCause],
      ['__context__', this.exceptionContext],
      ['__suppress_context__', this.exceptionSuppresses],
      ['__traceback__', this.exceptionTraceback],
    ])
    const ofException = [
      this.shape,
      this.exceptionArgs,
      this.exceptionCause,
      this.exceptionContext,
      this.exceptionSuppresses,
      this.exceptionTraceback,
      new FieldDescr('W_BaseException.extra', 'r'),
    ]
    const { test } = this.object
    const base = this.object
    const make = js`${remakeException}($0, $1, $2, $3, $4, $5)`
    this.exception = new ClassDescr('exception', { test, base, make, fields: ofException })
    this.ownException = new ClassDescr('own exception', {
      test,
      base,
      make: js`${remakeOwnException}($0, $1, $2, $3, $4, $5, $7, $8, $9, $10)`,
      fields: [...ofException, ...this.fields.slice(0, 4)],
    })
    this.traceback = exact('traceback', shapes.traceback, js`new ${W_Traceback}($0, $1, $2)`, [
      new FieldDescr('W_Traceback.next', 'r'),
      new FieldDescr('W_Traceback.frame', 'r'),
      new FieldDescr('W_Traceback.pc', 'i'),
    ])
    this.frameRegisters = new FieldDescr('Frame.regs', 'r')
    this.framePlace = new FieldDescr('Frame.pc', 'i')
    this.frameFunction = new FieldDescr('Frame.func', 'r')
    this.frame = exact('frame', shapes.frame, js`${remakeFrame}($0, $1, $2, $3, $4, $5)`, [
      new FieldDescr('Frame.code', 'r'),
      this.frameFunction,
      this.frameRegisters,
      this.framePlace,
      new FieldDescr('Frame.depth', 'i'),
      new FieldDescr('Frame.back', 'r'),
    ])
    this.frameArray = new ArrayDescr('registers', 'r')
    this.functionCode = new FieldDescr('W_Function.code', 'r')
    this.functionClosure = new FieldDescr('W_Function.closure', 'r', immutable)
    this.functionDefaults = new FieldDescr('W_Function.defaults', 'r')
    this.functionGlobals = new FieldDescr('W_Function.globals', 'r', immutable)
    this.func = exact('function', shapes.function, js`${remakeFunction}($0, $1, $2, $3, $4)`, [
      this.functionCode,
      this.functionClosure,
      this.functionDefaults,
      this.functionGlobals,
      new FieldDescr('W_Function.builtins', 'r', immutable),
    ])
    this.methodFunc = new FieldDescr('W_Method.func', 'r', immutable)
    this.methodSelf = new FieldDescr('W_Method.self', 'r', immutable)
    this.method = exact('method', shapes.method, js`new ${W_Method}($0, $1)`, [this.methodFunc, this.methodSelf])
    this.dictValues = new FieldDescr('W_Dict.values', 'r')
    this.dictArray = new ArrayDescr('dict values', 'r')
    this.dictSize = new FieldDescr('W_Dict.size', 'i')
    this.dictMode = new FieldDescr('W_Dict.mode', 'i')
    this.dictVersion = new FieldDescr('W_Dict.layoutVersion', 'i')
    this.dictKeys = new FieldDescr('W_Dict.keys', 'r')
    this.dictKeyArray = new ArrayDescr('dict keys', 'r')
    this.dictIterators = new FieldDescr('W_Dict.iterators', 'i')
    this.viewDict = new FieldDescr('W_DictView.dict', 'r', immutable)
    this.entryDict = new FieldDescr('W_DictIterator.dict', 'r')
    this.entryPlace = new FieldDescr('W_DictIterator.i', 'i')
    this.entriesUsed = new FieldDescr('W_DictIterator.used', 'i')
    this.entriesLeft = new FieldDescr('W_DictIterator.left', 'i')
    const overEntries = (part: Part): Jit.ClassDescr => {
      const shape = dictIteratorTypes[part].rootShape()
      const fields = [this.entryDict, this.entryPlace, this.entriesUsed, this.entriesLeft]
      return exact(shape.type.name, shape, js`${makeDictIterator}($0, ${part}, $1, $2, $3, ${shape})`, fields)
    }
    this.entryIterators = { keys: overEntries('keys'), values: overEntries('values'), items: overEntries('items') }
    // Asked again, it is what it was as long as the layout is the same, which is an operand for that alone.
    this.dictPlace = new CallDescr('dict.place', { text: js`$0.placeOfRaw($1)`, result: 'i', pure: true })
    this.dictPlaceNear = new CallDescr('dict.place near', {
      text: js`($0.keys[$2] === $1 ? $2 : $0.placeOfRaw($1))`,
      result: 'i',
      pure: true,
    })
    this.dictSet = new CallDescr('dict.set', {
      text: js`$0.setRaw($1, $2, $3)`,
      result: 'v',
      writes: [
        this.dictKeys,
        this.dictKeyArray,
        this.dictValues,
        this.dictArray,
        this.dictSize,
        this.dictMode,
        this.dictVersion,
      ],
      // It may be a namespace, of which traces know names.
      invalidates: true,
    })
    this.setHighs = new FieldDescr('W_Set.highs', 'r')
    this.setUsed = new FieldDescr('W_Set.used', 'i')
    const keys = new FieldDescr('W_Set.keys', 'r')
    const changes = { result: 'v', writes: [keys, this.setUsed], reads: [keys] } as const
    this.setHasPlain = new CallDescr('plain set.has', {
      text: js`($0.has($1) ? 1 : 0)`,
      result: 'i',
      writes: [],
      reads: [keys],
    })
    this.setAdd = new CallDescr('plain set.add', { text: js`$0.add($1)`, ...changes })
    this.setDiscard = new CallDescr('plain set.discard', { text: js`$0.discard($1)`, ...changes })
    this.bytes = exact('bytes', shapes.bytes)
    this.bytesText = new FieldDescr('W_Bytes.text', 'r')
    this.bytesItems = new FieldDescr('W_Bytes.array', 'r')
    this.byteArray = new ArrayDescr('bytes', 'i', immutable)
    this.character = new CallDescr('str.at', { text: js`$0[$1]`, result: 'r', pure: true })
    this.fromCharCode = new CallDescr('chr', { text: js`String.fromCharCode($0)`, result: 'r', pure: true })
    this.charCode = new CallDescr('str.charCodeAt', { text: js`$0.charCodeAt($1)`, result: 'i', pure: true })
    this.byteSource = new FieldDescr('W_ByteIterator.source', 'r')
    this.byteIndex = new FieldDescr('W_ByteIterator.i', 'i')
    const overBytes = bytesIteratorType.rootShape()
    this.bytesIterator = exact('bytes_iterator', overBytes, js`${makeByteIterator}($0, $1, ${overBytes})`, [
      this.byteSource,
      this.byteIndex,
    ])
    this.bytearray = exact('bytearray', shapes.bytearray)
    this.bytearrayData = new FieldDescr('W_ByteArray.data', 'r')
    this.bytearrayLength = new FieldDescr('W_ByteArray.length', 'i')
    this.bytearrayExports = new FieldDescr('W_ByteArray.exports', 'i')
    this.bytearrayItems = new ArrayDescr('bytearray data', 'i')
    const overBytearray = bytearrayIteratorType.rootShape()
    this.bytearrayIterator = exact(
      'bytearray_iterator',
      overBytearray,
      js`${makeByteIterator}($0, $1, ${overBytearray})`,
      [this.byteSource, this.byteIndex],
    )
    this.partOfStr = new CallDescr('str.slice', { text: js`$0.slice($1, $2)`, result: 'r', pure: true })
    this.strLength = new CallDescr('str.length', { text: js`$0.length`, result: 'i', pure: true })
    // A long text in another is looked for with care.
    this.isPart = new CallDescr('part in str', {
      text: js`(($1.length < 64 ? $0.includes($1) : ${contains}($0, $1)) ? 1 : 0)`,
      result: 'i',
      pure: true,
    })
    this.isAudited = new CallDescr('audited', {
      text: js`(${hooks}.audit === null ? 0 : 1)`,
      result: 'i',
      writes: [],
      reads: [],
    })
    this.pending = new CallDescr('pending', {
      text: js`${pending}[0]`,
      // The flag is not touched meanwhile: a signal may set it at any time, and would be forgotten.
      recorded: () => 0,
      result: 'i',
      writes: [],
      reads: [],
      meaning: 'poll',
    })
  }

  private testsOf(shape: Shape): { test: Jit.Template; wary: Jit.Template } {
    const { js } = this.jit
    return {
      test: js`$0 !== null && $0 !== undefined && $0.shape === ${shape}`,
      wary: js`typeof $0 === 'object' && $0 !== null && $0.shape === ${shape}`,
    }
  }

  /** Instances of a class made in Python that are complete when they are made, with `shape`; null where their attributes are not in fields. */
  instancesOf({ inline, type: { host } }: Shape): Jit.ClassDescr | null {
    if (inline === 0) return null
    const maker = host?.inline === inline ? host.maker : INSTANCES[inline as keyof typeof INSTANCES]
    let descr = this.instances.get(maker)
    if (descr === undefined) {
      const fields = [this.shape, ...this.fields.slice(0, inline)]
      const make = new this.jit.Template(['new ', `(${fields.map((_, i) => `$${i}`).join(', ')})`], [maker])
      descr = new this.jit.ClassDescr(`W_Instance${inline}`, {
        test: this.object.test,
        make,
        fields,
        base: this.object,
      })
      this.instances.set(maker, descr)
    }
    return descr
  }

  /** The class of values with the shape of a built-in type. */
  ofShape(shape: Shape): Jit.ClassDescr {
    let descr = this.byShape.get(shape)
    if (descr === undefined) {
      descr = new this.jit.ClassDescr(shape.type.name, { ...this.testsOf(shape), base: this.object })
      this.byShape.set(shape, descr)
    }
    return descr
  }
}

/** An iterator that its dict knows of already, if it has not come to its end. */
function makeDictIterator(
  dict: W_Dict | undefined,
  part: Part,
  i: number,
  used: number,
  left: number,
  shape: Shape,
): W_DictIterator {
  const iterator = new W_DictIterator(dict ?? new W_Dict(), part, shape)
  if (dict !== undefined) dict.iterators--
  iterator.dict = dict
  iterator.i = i
  iterator.used = used
  iterator.left = left
  return iterator
}

function makeByteIterator(source: W_Bytes | W_ByteArray, i: number, shape: Shape): W_ByteIterator {
  const iterator = new W_ByteIterator(source, shape)
  iterator.i = i
  return iterator
}

function makeItemsIterator(source: W_List | W_Tuple, i: number, shape: Shape): W_ItemsIterator {
  const iterator = new W_ItemsIterator(source, shape)
  iterator.i = i
  return iterator
}

function makeReverseIterator(source: W_List, i: number, shape: Shape): W_ReverseItemsIterator {
  const iterator = new W_ReverseItemsIterator(source, shape)
  iterator.i = i
  return iterator
}
