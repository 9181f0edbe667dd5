// Writing objects as pickles. lib: pickle; CPython: Modules/_pickle.c
//
// `save` writes one object: atoms at once, what was written before by its number in the memo, the built-in containers by
// opcodes of their own, anything else by what its reducer says (`reduce.ts`). Containers go into the memo before their items,
// so that cycles end; tuples and frozensets, which need their items first, look there again afterwards.
//
// differs: equal strs are one object, as everywhere in Typhon: a pickle holds them once, where CPython's may hold copies.
import type { W_AnySet, W_ByteArray, W_Dict } from '@typhon/objspace'
import {
  bytearrayType,
  bytesType,
  call,
  call1,
  contiguousBytes,
  dictType,
  Ellipsis,
  ellipsisType,
  encodeUtf8,
  error,
  exportOf,
  findAttr,
  floatType,
  frozensetType,
  getattr,
  getitem,
  hooks,
  identity,
  intText,
  isAscii,
  isContiguous,
  isError,
  isTrue,
  itemAt,
  itemsOf,
  iter,
  latin1Text,
  len,
  listType,
  next,
  noneType,
  norm,
  NotImplemented,
  notImplementedType,
  pointsOf,
  reprText,
  setType,
  str,
  type Str,
  strOrUndefined,
  textOfStr,
  tupleType,
  typeOf,
  typeType,
  type Value,
  W_Bytes,
  W_Float,
  W_List,
  W_Object,
  W_StrInstance,
  W_Tuple,
  W_Type,
} from '@typhon/objspace'
import { W_Function } from '@typhon/interpreter'
import { W_PickleBuffer } from './buffer.ts'
import { savePlainInstance } from './instances.ts'
import * as OP from './opcodes.ts'
import { Output, type Sink } from './output.ts'
import { saveReduce } from './reduce.ts'
import { saveGlobal } from './save-global.ts'
import { picklingError, registries } from './registries.ts'

const BATCH = 1000
const MAX_DEPTH = 9000
/** How deep fast mode goes before it looks for cycles. */
const FAST_NESTING = 50

/** What a pickler is told by its owner: the hooks of a Pickler, or nothing. */
export interface PicklerHooks {
  persistentId: ((w: Value) => Value) | null
  reducerOverride: ((w: Value) => Value) | null
  dispatchTable: Value | undefined
}

export const NO_HOOKS: PicklerHooks = { persistentId: null, reducerOverride: null, dispatchTable: undefined }

export class PickleWriter {
  readonly out: Output
  readonly protocol: number
  readonly fixImports: boolean
  readonly bufferCallback: Value
  /** Flags, as the C ints that they are to programs. */
  bin: number
  fast = 0
  /** Numbers of objects by the object; strings and numbers are found by their value, as `is` compares them. */
  memo = new Map<Value, number>()
  hooks: PicklerHooks = NO_HOOKS
  private depth = 0
  private fastNesting = 0
  private fastOpen = new Set<Value>()

  constructor(protocol: number, fixImports: boolean, bufferCallback: Value, sink: Sink) {
    this.protocol = protocol
    this.bin = protocol > 0 ? 1 : 0
    this.fixImports = fixImports && protocol < 3
    this.bufferCallback = bufferCallback
    this.out = new Output(sink)
  }

  /** Writes a whole pickle. */
  dump(w: Value): void {
    const { out } = this
    out.clear()
    this.depth = 0
    this.fastNesting = 0
    this.fastOpen.clear()
    if (this.protocol >= 2) {
      out.byte1(OP.PROTO, this.protocol)
      out.framing = this.protocol >= 4
    }
    this.save(w)
    out.byte(OP.STOP)
    out.commit()
    out.framing = false
  }

  save(w: Value, persistent = true): void {
    const { out } = this
    if (persistent && this.hooks.persistentId !== null && this.savePersistent(w)) {
      out.boundary()
      return
    }
    if (typeof w === 'number') this.saveSmallInt(w)
    else if (typeof w === 'string') {
      if (!this.saveKnown(w)) this.saveText(w, w)
    } else if (w === null) out.byte(OP.NONE)
    else if (typeof w === 'boolean') this.saveBool(w)
    else if (typeof w === 'bigint') this.saveInt(w)
    else if (w instanceof W_Float && w.shape.type === floatType) this.saveFloat(w.v)
    else if (!this.saveKnown(w)) {
      if (++this.depth > MAX_DEPTH) throw tooDeep()
      try {
        this.saveObject(w)
      } catch (e) {
        if (e instanceof RangeError) throw tooDeep()
        throw e
      }
      this.depth--
    }
    out.boundary()
  }

  /** An object that was written before: its number. */
  private saveKnown(w: Value): boolean {
    const i = this.memo.get(w)
    if (i === undefined) return false
    this.get(i)
    return true
  }

  get(i: number): void {
    if (!this.bin) this.out.latin1(`g${i}\n`)
    else if (i < 256) this.out.byte1(OP.BINGET, i)
    else this.out.byte4(OP.LONG_BINGET, i)
  }

  memoize(w: Value): void {
    if (this.fast) return
    const i = this.memo.size
    this.memo.set(w, i)
    if (this.protocol >= 4) this.out.byte(OP.MEMOIZE)
    else if (!this.bin) this.out.latin1(`p${i}\n`)
    else if (i < 256) this.out.byte1(OP.BINPUT, i)
    else this.out.byte4(OP.LONG_BINPUT, i)
  }

  private savePersistent(w: Value): boolean {
    const id = this.hooks.persistentId!(w)
    if (id === null) return false
    if (this.bin) {
      this.save(id, false)
      this.out.byte(OP.BINPERSID)
      return true
    }
    const text = textOfStr(strOrUndefined(str(id))!)
    // oxlint-disable-next-line no-control-regex
    if (!/^[\x00-\x7f]*$/.test(text)) throw picklingError('persistent IDs in protocol 0 must be ASCII strings')
    this.out.latin1(`P${text}\n`)
    return true
  }

  private saveBool(b: boolean): void {
    if (this.protocol >= 2) this.out.byte(b ? OP.NEWTRUE : OP.NEWFALSE)
    else this.out.latin1(b ? 'I01\n' : 'I00\n')
  }

  private saveSmallInt(n: number): void {
    if (n !== (n | 0)) {
      this.saveInt(BigInt(n))
      return
    }
    const { out } = this
    if (!this.bin) out.latin1(`I${n}\n`)
    else if (n >= 0 && n < 256) out.byte1(OP.BININT1, n)
    else if (n >= 0 && n < 65536) out.byte2(OP.BININT2, n)
    else out.byte4(OP.BININT, n)
  }

  private saveInt(n: bigint): void {
    const { out } = this
    if (this.protocol < 2) {
      out.latin1(`L${intText(norm(n))}L\n`)
      return
    }
    const size = n < 0n ? -n : n
    const hex = size.toString(16)
    const bits = hex.length * 4 - Math.clz32(parseInt(hex[0], 16)) + 28
    let length = (bits >> 3) + 1
    // The shortest two's complement: a power of two has its sign in the bit it sets.
    if (n < 0n && bits % 8 === 0 && size === 1n << BigInt(bits - 1)) length--
    const bytes = new Uint8Array(length)
    let digits = BigInt.asUintN(length * 8, n).toString(16)
    digits = digits.padStart(length * 2, '0')
    for (let i = 0; i < length; i++) bytes[i] = parseInt(digits.slice((length - 1 - i) * 2, (length - i) * 2), 16)
    if (length < 256) out.byte1(OP.LONG1, length)
    else out.byte4(OP.LONG4, length)
    out.bytes(bytes)
  }

  private saveFloat(v: number): void {
    if (this.bin) this.out.double(OP.BINFLOAT, v)
    else this.out.latin1(`F${reprText(new W_Float(v))}\n`)
  }

  /** `w` is what the memo knows the text by. */
  private saveText(s: Str, w: Value): void {
    const { out } = this
    if (!this.bin) {
      out.latin1(`V${rawUnicodeEscape(s)}\n`)
      this.memoize(w)
      return
    }
    if (typeof s === 'string' && s.length < 32 && this.protocol >= 4 && isAscii(s)) {
      out.byte1(OP.SHORT_BINUNICODE, s.length)
      out.latin1(s)
      this.memoize(w)
      return
    }
    const bytes = encodeUtf8(s, 'surrogatepass')
    const n = bytes.length
    out.payload(() => {
      if (n <= 0xff && this.protocol >= 4) out.byte1(OP.SHORT_BINUNICODE, n)
      else if (n <= 0xffffffff) out.byte4(OP.BINUNICODE, n)
      else out.byte8(OP.BINUNICODE8, n)
    }, bytes)
    this.memoize(w)
  }

  private saveObject(w: Value): void {
    const type = typeOf(w)
    switch (type) {
      case bytesType:
        return this.saveBytes(w as W_Bytes)
      case dictType:
        return this.guarded(w, () => this.saveDict(w as W_Dict))
      case listType:
        return this.guarded(w, () => this.saveList(w as W_List))
      case tupleType:
        return this.saveTuple(w as W_Tuple)
      case setType:
        return this.saveSet(w as W_AnySet)
      case frozensetType:
        return this.saveFrozenSet(w as W_AnySet)
      case bytearrayType:
        return this.saveByteArray(w as W_ByteArray)
    }
    if (w instanceof W_PickleBuffer) return this.saveBuffer(w)
    if (!type.heap) {
      const s = w instanceof W_StrInstance ? undefined : strOrUndefined(w)
      if (s !== undefined) return this.saveText(s, w)
    }
    const { reducerOverride } = this.hooks
    if (reducerOverride !== null) {
      const r = reducerOverride(w)
      if (r !== NotImplemented) return this.saveReduced(w, r)
    }
    if (type === typeType) return this.saveType(w as W_Type)
    if (w instanceof W_Function && !type.heap) return saveGlobal(this, w)
    const reducer = this.reducerOf(type)
    if (reducer !== undefined) return this.saveReduced(w, call1(reducer, w))
    if (w instanceof W_Type) return saveGlobal(this, w)
    if (this.protocol >= 2 && w instanceof W_Object && savePlainInstance(this, w)) return
    const reduceEx = findAttr(w, '__reduce_ex__')
    if (reduceEx !== undefined) return this.saveReduced(w, call1(reduceEx, this.protocol))
    const reduce = findAttr(w, '__reduce__')
    if (reduce === undefined) throw picklingError(`can't pickle '${type.fullName}' object: ${reprText(w)}`)
    this.saveReduced(w, call(reduce, [], null))
  }

  /** The reducer that a dispatch table has for a type. */
  private reducerOf(type: W_Type): Value | undefined {
    const { dispatchTable } = this.hooks
    if (dispatchTable === undefined) return registries().dispatchTable.get(type)
    try {
      return getitem(dispatchTable, type)
    } catch (e) {
      if (isError(e, 'KeyError')) return undefined
      throw e
    }
  }

  private saveReduced(w: Value, r: Value): void {
    if (strOrUndefined(r) !== undefined) saveGlobal(this, w, r)
    else if (!(r instanceof W_Tuple)) throw picklingError('__reduce__ must return a string or tuple')
    else saveReduce(this, r, w)
  }

  /** Containers in fast mode, where no memo ends a cycle. */
  private guarded(w: Value, save: () => void): void {
    if (!this.fast) {
      save()
      return
    }
    const watched = ++this.fastNesting >= FAST_NESTING
    if (watched) {
      if (this.fastOpen.has(w)) {
        this.fastNesting = -1
        throw error(
          'ValueError',
          `fast mode: can't pickle cyclic objects including object type ${typeOf(w).fullName} at 0x${BigInt(identity(w)).toString(16)}`,
        )
      }
      this.fastOpen.add(w)
    }
    save()
    if (watched) this.fastOpen.delete(w)
    this.fastNesting--
  }

  private saveTuple(w: W_Tuple): void {
    const { items } = w
    const n = items.length
    const { out } = this
    if (n === 0) {
      if (this.bin) out.byte(OP.EMPTY_TUPLE)
      else out.latin1('(t')
      return
    }
    const short = n <= 3 && this.protocol >= 2
    if (!short) out.byte(OP.MARK)
    for (let i = 0; i < n; i++) this.save(items[i])
    const known = this.memo.get(w)
    if (known !== undefined) {
      // The tuple holds itself, and was written on the way.
      if (short || !this.bin) for (let i = short ? 0 : -1; i < n; i++) out.byte(OP.POP)
      else out.byte(OP.POP_MARK)
      this.get(known)
      return
    }
    out.byte(short ? OP.TUPLE1 + n - 1 : OP.TUPLE)
    this.memoize(w)
  }

  private saveList(w: W_List): void {
    const { out } = this
    if (this.bin) out.byte(OP.EMPTY_LIST)
    else out.latin1('(l')
    this.memoize(w)
    if (w.length === 0) return
    if (!this.bin) {
      this.appendAll(iter(w))
      return
    }
    if (w.length === 1) {
      this.save(itemAt(w, 0) as Value)
      out.byte(OP.APPEND)
      return
    }
    // Saving an item may change the list.
    let i = 0
    do {
      out.byte(OP.MARK)
      const end = i + BATCH
      while (i < w.length && i < end) this.save(itemAt(w, i++) as Value)
      out.byte(OP.APPENDS)
    } while (i < w.length)
  }

  /** Items of an iterator, appended to what is on the stack. */
  appendAll(w_iter: Value): void {
    const { out } = this
    if (!this.bin) {
      for (let w = next(w_iter); w !== undefined; w = next(w_iter)) {
        this.save(w)
        out.byte(OP.APPEND)
      }
      return
    }
    this.batches(w_iter, (w) => this.save(w), OP.APPEND, OP.APPENDS)
  }

  /** What an iterator gives in batches, each behind a mark; a batch of one has an opcode of its own. */
  private batches(w_iter: Value, save: (w: Value) => void, one: number, many: number): void {
    const { out } = this
    let w = next(w_iter)
    while (w !== undefined) {
      const second = next(w_iter)
      if (second === undefined) {
        save(w)
        out.byte(one)
        return
      }
      out.byte(OP.MARK)
      save(w)
      w = second
      let n = 1
      while (w !== undefined) {
        save(w)
        if (++n === BATCH) break
        w = next(w_iter)
      }
      out.byte(many)
      if (n < BATCH) return
      w = next(w_iter)
    }
  }

  private saveDict(w: W_Dict): void {
    const { out } = this
    if (this.bin) out.byte(OP.EMPTY_DICT)
    else out.latin1('(d')
    this.memoize(w)
    const { size } = w
    if (size === 0) return
    if (!this.bin) {
      this.setAll(iter(call(getattr(w, 'items'), [], null)))
      return
    }
    let n = 0
    for (let i = 0; i < w.keys.length; i++) {
      const key = w.keys[i]
      if (key === undefined) continue
      const value = w.values[i] as Value
      if (n === 0 && size > 1) out.byte(OP.MARK)
      this.save(key)
      this.save(value)
      if (w.size !== size) throw error('RuntimeError', 'dictionary changed size during iteration')
      if (size === 1) {
        out.byte(OP.SETITEM)
        return
      }
      if (++n === BATCH) {
        out.byte(OP.SETITEMS)
        n = 0
      }
    }
    if (n > 0) out.byte(OP.SETITEMS)
    else if (size % BATCH === 0) {
      // A batch that is full is followed by an empty one.
      out.byte(OP.MARK)
      out.byte(OP.SETITEMS)
    }
  }

  /** Pairs of an iterator, stored in what is on the stack. */
  setAll(w_iter: Value): void {
    const { out } = this
    const save = (w: Value): void => {
      if (!(w instanceof W_Tuple) || w.items.length !== 2)
        throw error('TypeError', 'dict items iterator must return 2-tuples')
      this.save(w.items[0])
      this.save(w.items[1])
    }
    if (this.bin) {
      this.batches(w_iter, save, OP.SETITEM, OP.SETITEMS)
      return
    }
    for (let w = next(w_iter); w !== undefined; w = next(w_iter)) {
      save(w)
      out.byte(OP.SETITEM)
    }
  }

  private saveSet(w: W_AnySet): void {
    const { out } = this
    if (this.protocol < 4) return this.saveByCall(w, setType, new W_List([...itemsOf(w)]))
    out.byte(OP.EMPTY_SET)
    this.memoize(w)
    const items = itemsOf(w)
    for (let i = 0; i < items.length; i += BATCH) {
      out.byte(OP.MARK)
      for (let k = i; k < Math.min(i + BATCH, items.length); k++) {
        this.save(items[k])
        if (len(w) !== items.length) throw error('RuntimeError', 'set changed size during iteration')
      }
      out.byte(OP.ADDITEMS)
    }
  }

  private saveFrozenSet(w: W_AnySet): void {
    const { out } = this
    if (this.protocol < 4) return this.saveByCall(w, frozensetType, new W_List([...itemsOf(w)]))
    out.byte(OP.MARK)
    for (const item of itemsOf(w)) this.save(item)
    const known = this.memo.get(w)
    if (known !== undefined) {
      out.byte(OP.POP_MARK)
      this.get(known)
      return
    }
    out.byte(OP.FROZENSET)
    this.memoize(w)
  }

  private saveByCall(w: Value, callable: Value, ...args: Value[]): void {
    saveReduce(this, new W_Tuple([callable, new W_Tuple(args)]), w)
  }

  private saveBytes(w: W_Bytes): void {
    if (this.protocol < 3) {
      if (w.bytes.length === 0) return this.saveByCall(w, bytesType)
      const encode = getattr(hooks.importModule('codecs'), 'encode')
      return this.saveByCall(w, encode, latin1Text(w.bytes), 'latin1')
    }
    this.writeBytes(w, w.bytes)
    this.memoize(w)
  }

  private writeBytes(w: Value, bytes: Uint8Array): void {
    const { out } = this
    const n = bytes.length
    out.payload(
      () => {
        if (n <= 0xff) out.byte1(OP.SHORT_BINBYTES, n)
        else if (n <= 0xffffffff) out.byte4(OP.BINBYTES, n)
        else out.byte8(OP.BINBYTES8, n)
      },
      bytes,
      w,
    )
  }

  private saveByteArray(w: W_ByteArray): void {
    const bytes = w.data.subarray(0, w.length)
    if (this.protocol < 5) {
      if (bytes.length === 0) return this.saveByCall(w, bytearrayType)
      return this.saveByCall(w, bytearrayType, new W_Bytes(bytes.slice()))
    }
    this.writeByteArray(w, bytes)
    this.memoize(w)
  }

  private writeByteArray(w: Value, bytes: Uint8Array): void {
    this.out.payload(() => this.out.byte8(OP.BYTEARRAY8, bytes.length), bytes, w)
  }

  private saveBuffer(w: W_PickleBuffer): void {
    if (this.protocol < 5) throw picklingError('PickleBuffer can only be pickled with protocol >= 5')
    const view = exportOf(w.view())!
    try {
      if (
        !isContiguous(view) &&
        !isContiguous({ ...view, shape: [...view.shape].reverse(), strides: [...view.strides].reverse() })
      )
        throw picklingError('PickleBuffer can not be pickled when pointing to a non-contiguous buffer')
      const inBand = this.bufferCallback === null || isTrue(call1(this.bufferCallback, w))
      if (!inBand) {
        this.out.byte(OP.NEXT_BUFFER)
        if (view.readonly) this.out.byte(OP.READONLY_BUFFER)
        return
      }
      const bytes = isContiguous(view)
        ? contiguousBytes(view)
        : view.bytes.subarray(view.offset, view.offset + contiguousBytes(view).length)
      if (view.readonly) this.writeBytes(w, bytes)
      else this.writeByteArray(w, bytes)
      this.memoize(w)
    } finally {
      view.release()
    }
  }

  private saveType(w: W_Type): void {
    const singleton =
      w === noneType ? null : w === ellipsisType ? Ellipsis : w === notImplementedType ? NotImplemented : undefined
    if (singleton !== undefined) this.saveByCall(w, typeType, singleton)
    else saveGlobal(this, w)
  }
}

function tooDeep(): unknown {
  return error('RecursionError', 'maximum recursion depth exceeded while pickling an object')
}

/** Text as the codec raw-unicode-escape writes it, with what would end a line escaped too. */
function rawUnicodeEscape(s: Str): string {
  let out = ''
  for (const c of pointsOf(s))
    if (c > 0xffff) out += `\\U${c.toString(16).padStart(8, '0')}`
    else if (c > 0xff || c === 0x5c || c === 0 || c === 10 || c === 13 || c === 26)
      out += `\\u${c.toString(16).padStart(4, '0')}`
    else out += String.fromCharCode(c)
  return out
}
