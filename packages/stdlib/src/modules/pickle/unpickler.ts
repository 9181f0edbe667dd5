// Reading pickles: a stack machine. lib: pickletools; CPython: Modules/_pickle.c
//
// A mark remembers how high the stack was. Opcodes that take single values never reach below the last mark (`fence`).
import {
  append as appendItem,
  call1,
  call2,
  callMethod,
  decode,
  decodeUtf8,
  dictType,
  error,
  exportOf,
  findAttr,
  getattr,
  hooks,
  isError,
  latin1Bytes,
  listType,
  memoryviewType,
  nameOf,
  newFrozenSet,
  newSet,
  next,
  norm,
  reprText,
  setitem,
  strFromText,
  strOrUndefined,
  typeOf,
  type Value,
  W_ByteArray,
  W_Bytes,
  W_Dict,
  W_Float,
  W_List,
  W_Set,
  tupleOf,
  W_Pair,
  W_Tuple,
} from '@typhon/objspace'
import { dottedPath, follow, importByName } from './globals.ts'
import type { Input } from './input.ts'
import { apply, giveState, instantiate, newObject } from './make.ts'
import * as OP from './opcodes.ts'
import { mapName, registries, unpicklingError } from './registries.ts'

/** What a reader is told by its owner. */
export interface ReaderOptions {
  readonly fixImports: boolean
  readonly encoding: string
  readonly errors: string
  /** An iterator of buffers, null for none. */
  readonly buffers: Value
}

export class PickleReader {
  input: Input
  readonly options: ReaderOptions
  memo: (Value | undefined)[] = []
  findClass: (module: Value, name: Value) => Value = (module, name) => this.find(module, name)
  persistentLoad: ((id: Value) => Value) | null = null
  protocol = 0
  private stack: Value[] = []
  private marks: number[] = []
  private fence = 0

  constructor(input: Input, options: ReaderOptions) {
    this.input = input
    this.options = options
  }

  private underflow(): unknown {
    return unpicklingError(this.marks.length > 0 ? 'unexpected MARK found' : 'unpickling stack underflow')
  }

  private pop(): Value {
    const { stack } = this
    if (stack.length <= this.fence) throw this.underflow()
    return stack.pop() as Value
  }

  private top(): Value {
    const { stack } = this
    if (stack.length <= this.fence) throw this.underflow()
    return stack[stack.length - 1]
  }

  /** Takes the last mark away: where the values above it start. */
  private mark(): number {
    const { marks } = this
    const at = marks.pop()
    if (at === undefined) throw unpicklingError('could not find MARK')
    this.fence = marks.length > 0 ? marks[marks.length - 1] : 0
    return at
  }

  /** The values above the last mark. */
  private items(): Value[] {
    const at = this.mark()
    return this.stack.splice(at)
  }

  /** Reads one pickle. */
  load(): Value {
    this.stack = []
    this.marks = []
    this.fence = 0
    this.protocol = 0
    const { input } = this
    for (;;) {
      const { stack } = this
      const op = input.opcode()
      switch (op) {
        case OP.MARK:
          this.marks.push(stack.length)
          this.fence = stack.length
          break
        case OP.STOP:
          return this.pop()
        case OP.NONE:
          stack.push(null)
          break
        case OP.NEWTRUE:
          stack.push(true)
          break
        case OP.NEWFALSE:
          stack.push(false)
          break
        case OP.BININT:
          stack.push(input.int32())
          break
        case OP.BININT1:
          stack.push(input.byte())
          break
        case OP.BININT2:
          stack.push(input.uint16())
          break
        case OP.BINFLOAT:
          stack.push(new W_Float(input.double()))
          break
        case OP.SHORT_BINUNICODE:
          stack.push(this.text(input.byte()))
          break
        case OP.BINUNICODE:
          stack.push(this.text(input.uint32()))
          break
        case OP.BINUNICODE8:
          stack.push(this.text(input.length8('BINUNICODE')))
          break
        case OP.MEMOIZE:
          this.memo.push(this.top())
          break
        case OP.BINGET:
          stack.push(this.remembered(input.byte()))
          break
        case OP.LONG_BINGET:
          stack.push(this.remembered(input.uint32()))
          break
        case OP.BINPUT: {
          const i = input.byte()
          this.put(i, this.top())
          break
        }
        case OP.LONG_BINPUT: {
          const i = input.uint32()
          this.put(i, this.top())
          break
        }
        case OP.EMPTY_TUPLE:
          stack.push(new W_Tuple([]))
          break
        case OP.TUPLE1:
          stack.push(new W_Tuple([this.pop()]))
          break
        case OP.TUPLE2: {
          const b = this.pop()
          stack.push(new W_Pair(this.pop(), b))
          break
        }
        case OP.TUPLE3: {
          const c = this.pop()
          const b = this.pop()
          stack.push(new W_Tuple([this.pop(), b, c]))
          break
        }
        case OP.TUPLE:
          stack.push(tupleOf(this.items()))
          break
        case OP.EMPTY_LIST:
          stack.push(new W_List([]))
          break
        case OP.APPEND: {
          const w = this.pop()
          this.append(this.top(), [w])
          break
        }
        case OP.APPENDS: {
          const items = this.items()
          const w = this.top()
          if (items.length > 0) this.append(w, items)
          break
        }
        case OP.EMPTY_DICT:
          stack.push(new W_Dict())
          break
        case OP.SETITEM: {
          const value = this.pop()
          const key = this.pop()
          this.store(this.top(), [key, value])
          break
        }
        case OP.SETITEMS: {
          const items = this.items()
          const w = this.top()
          if (items.length % 2 !== 0) throw unpicklingError('odd number of items for SETITEMS')
          this.store(w, items)
          break
        }
        case OP.PROTO: {
          const n = input.byte()
          if (n > OP.HIGHEST_PROTOCOL) throw error('ValueError', `unsupported pickle protocol: ${n}`)
          this.protocol = n
          break
        }
        case OP.FRAME:
          input.frame(input.length8('FRAME length'))
          break
        default:
          this.execute(op)
      }
    }
  }

  /** The opcodes that are less frequent. */
  private execute(op: number): void {
    const { input, stack } = this
    switch (op) {
      case OP.POP:
        // A mark that is on top goes.
        if (this.marks.length > 0 && this.fence === stack.length) this.mark()
        else this.pop()
        return
      case OP.POP_MARK:
        stack.length = this.mark()
        return
      case OP.DUP:
        stack.push(this.top())
        return
      case OP.LIST:
        stack.push(new W_List(this.items()))
        return
      case OP.DICT: {
        const items = this.items()
        if (items.length % 2 !== 0) throw unpicklingError('odd number of items for DICT')
        const dict = new W_Dict()
        for (let i = 0; i < items.length; i += 2) dict.set(items[i], items[i + 1])
        stack.push(dict)
        return
      }
      case OP.EMPTY_SET:
        stack.push(newSet())
        return
      case OP.ADDITEMS:
        return this.addItems()
      case OP.FROZENSET:
        stack.push(newFrozenSet(this.items()))
        return
      case OP.INT:
        return this.int()
      case OP.LONG: {
        const line = input.line()
        stack.push(parseInt10(line.endsWith('L') ? line.slice(0, -1) : line))
        return
      }
      case OP.LONG1:
        stack.push(this.long(input.byte()))
        return
      case OP.LONG4: {
        const n = input.int32()
        if (n < 0) throw unpicklingError('LONG pickle has negative byte count')
        stack.push(this.long(n))
        return
      }
      case OP.FLOAT:
        return this.float()
      case OP.STRING:
        return this.string()
      case OP.BINSTRING: {
        const n = input.int32()
        if (n < 0) throw unpicklingError('BINSTRING pickle has negative byte count')
        stack.push(this.oldText(input.span(n)))
        return
      }
      case OP.SHORT_BINSTRING:
        stack.push(this.oldText(input.span(input.byte())))
        return
      case OP.UNICODE:
        stack.push(decode(latin1Bytes(input.line()), 'raw_unicode_escape', 'strict'))
        return
      case OP.SHORT_BINBYTES:
        stack.push(new W_Bytes(input.span(input.byte()).slice()))
        return
      case OP.BINBYTES:
        return this.binBytes(input.uint32())
      case OP.BINBYTES8:
        return this.binBytes(input.length8('BINBYTES'))
      case OP.BYTEARRAY8: {
        const w = new W_ByteArray(memory(input.length8('BYTEARRAY8')))
        input.into(w.data.subarray(0, w.length), w)
        stack.push(w)
        return
      }
      case OP.NEXT_BUFFER:
        return this.nextBuffer()
      case OP.READONLY_BUFFER:
        return this.readonlyBuffer()
      case OP.GET:
        stack.push(this.remembered(this.number()))
        return
      case OP.PUT: {
        const i = this.number()
        if (i < 0) throw error('ValueError', 'negative PUT argument')
        this.put(i, this.top())
        return
      }
      case OP.GLOBAL: {
        const module = this.name()
        stack.push(this.findClass(module, this.name()))
        return
      }
      case OP.STACK_GLOBAL: {
        const name = this.pop()
        const module = this.pop()
        if (strOrUndefined(name) === undefined || strOrUndefined(module) === undefined)
          throw unpicklingError('STACK_GLOBAL requires str')
        stack.push(this.findClass(module, name))
        return
      }
      case OP.EXT1:
        return this.extension(input.byte())
      case OP.EXT2:
        return this.extension(input.uint16())
      case OP.EXT4:
        return this.extension(input.int32())
      case OP.PERSID: {
        const id = input.line()
        for (let i = 0; i < id.length; i++)
          if (id.charCodeAt(i) > 127) throw unpicklingError('persistent IDs in protocol 0 must be ASCII strings')
        return this.persistent(id)
      }
      case OP.BINPERSID:
        return this.persistent(this.pop())
      case OP.REDUCE: {
        const args = this.pop()
        const callable = this.pop()
        stack.push(apply(callable, args))
        return
      }
      case OP.NEWOBJ:
        return this.newObject('NEWOBJ', this.pop(), undefined)
      case OP.NEWOBJ_EX: {
        const kwargs = this.pop()
        return this.newObject('NEWOBJ_EX', this.pop(), kwargs)
      }
      case OP.OBJ: {
        const items = this.items()
        if (items.length === 0) throw this.underflow()
        stack.push(instantiate(items[0], items.slice(1)))
        return
      }
      case OP.INST: {
        const at = this.mark()
        const module = this.name()
        const cls = this.findClass(module, this.name())
        stack.push(instantiate(cls, stack.splice(at)))
        return
      }
      case OP.BUILD:
        return this.build()
      default:
        throw unpicklingError(
          op >= 0x20 && op < 0x7f && op !== 0x27 && op !== 0x5c
            ? `invalid load key, '${String.fromCharCode(op)}'.`
            : `invalid load key, '\\x${op.toString(16).padStart(2, '0')}'.`,
        )
    }
  }

  private text(n: number): Value {
    const { input } = this
    const at = input.take(n)
    const { bytes } = input
    if (n < 32) {
      let text = ''
      let i = at
      for (const end = at + n; i < end && bytes[i] < 128; i++) text += String.fromCharCode(bytes[i])
      if (i === at + n) return text
    }
    return decodeUtf8(bytes.subarray(at, at + n), 'surrogatepass').text
  }

  private remembered(i: number): Value {
    const w = this.memo[i]
    if (w === undefined) throw unpicklingError(`Memo value not found at index ${i}`)
    return w
  }

  private put(i: number, w: Value): void {
    const { memo } = this
    // Places in between are filled, so that the array stays one.
    if (i > memo.length + 100_000) throw error('MemoryError')
    while (memo.length < i) memo.push(undefined)
    memo[i] = w
  }

  private append(w: Value, items: Value[]): void {
    if (w instanceof W_List && w.shape.type === listType) {
      for (const item of items) appendItem(w, item)
      return
    }
    const extend = findAttr(w, 'extend')
    if (extend !== undefined) {
      call1(extend, new W_List(items))
      return
    }
    const append = getattr(w, 'append')
    for (const item of items) call1(append, item)
  }

  private store(w: Value, items: Value[]): void {
    if (w instanceof W_Dict && w.shape.type === dictType)
      for (let i = 0; i < items.length; i += 2) w.set(items[i], items[i + 1])
    else for (let i = 0; i < items.length; i += 2) setitem(w, items[i], items[i + 1])
  }

  private addItems(): void {
    const items = this.items()
    const w = this.top()
    if (items.length === 0) return
    if (w instanceof W_Set) for (const item of items) w.add(item)
    else {
      const add = getattr(w, 'add')
      for (const item of items) call1(add, item)
    }
  }

  /** A decimal number on a line. */
  private number(): number {
    const w = parseInt10(this.input.line())
    return typeof w === 'number' ? w : Infinity
  }

  private int(): void {
    const line = this.input.line()
    this.stack.push(line === '00' ? false : line === '01' ? true : parseInt10(line))
  }

  private long(n: number): Value {
    const bytes = this.input.span(n)
    if (n === 0) return 0
    let hex = ''
    for (let i = n - 1; i >= 0; i--) hex += bytes[i].toString(16).padStart(2, '0')
    return norm(BigInt.asIntN(n * 8, BigInt(`0x${hex}`)))
  }

  private float(): void {
    const line = this.input.line()
    try {
      this.stack.push(call1(hooks.builtin('float'), strFromText(line)))
    } catch (e) {
      if (isError(e, 'ValueError')) throw error('ValueError', `could not convert string to float: ${reprText(line)}`)
      throw e
    }
  }

  private string(): void {
    const line = this.input.line()
    const quote = line[0]
    if (line.length < 2 || line[line.length - 1] !== quote || (quote !== "'" && quote !== '"'))
      throw unpicklingError('the STRING opcode argument must be quoted')
    const escaped = new W_Bytes(latin1Bytes(line.slice(1, -1)))
    const pair = callMethod(hooks.importModule('_codecs'), 'escape_decode', escaped) as W_Tuple
    this.stack.push(this.oldText((pair.items[0] as W_Bytes).bytes))
  }

  /** A str of Python 2. */
  private oldText(bytes: Uint8Array): Value {
    const { encoding, errors } = this.options
    return encoding === 'bytes' ? new W_Bytes(bytes.slice()) : decode(bytes.slice(), encoding, errors)
  }

  private binBytes(n: number): void {
    const { input } = this
    if (n <= input.bytes.length - input.at) this.stack.push(new W_Bytes(input.span(n).slice()))
    else {
      const bytes = memory(n)
      input.into(bytes, call1(memoryviewType, new W_ByteArray(bytes)))
      this.stack.push(new W_Bytes(bytes))
    }
  }

  private nextBuffer(): void {
    const { buffers } = this.options
    if (buffers === null)
      throw unpicklingError('pickle stream refers to out-of-band data but no *buffers* argument was given')
    const w = next(buffers)
    if (w === undefined) throw unpicklingError('not enough out-of-band buffers')
    this.stack.push(w)
  }

  private readonlyBuffer(): void {
    const w = this.top()
    const exported = exportOf(w)
    if (exported === undefined) throw error('TypeError', `a bytes-like object is required, not '${typeOf(w).fullName}'`)
    const { readonly } = exported
    exported.release()
    if (readonly) return
    this.stack[this.stack.length - 1] = callMethod(call1(memoryviewType, w), 'toreadonly')
  }

  /** A line that is a name in UTF-8. */
  private name(): Value {
    const line = this.input.line()
    if (line === '') throw unpicklingError('pickle data was truncated')
    return decodeUtf8(latin1Bytes(line), 'strict').text
  }

  private extension(code: number): void {
    const { cache, inverted } = registries()
    const known = cache.get(code)
    if (known !== undefined) {
      this.stack.push(known)
      return
    }
    const pair = inverted.get(code)
    if (pair === undefined) {
      if (code <= 0) throw unpicklingError('EXT specifies code <= 0')
      throw error('ValueError', `unregistered extension code ${code}`)
    }
    if (
      !(pair instanceof W_Tuple) ||
      pair.items.length !== 2 ||
      pair.items.some((w) => strOrUndefined(w) === undefined)
    )
      throw error('ValueError', `_inverted_registry[${code}] isn't a 2-tuple of strings`)
    const w = this.findClass(pair.items[0], pair.items[1])
    cache.set(code, w)
    this.stack.push(w)
  }

  private persistent(id: Value): void {
    if (this.persistentLoad === null)
      throw unpicklingError(
        'A load persistent id instruction was encountered, but no persistent_load function was specified.',
      )
    this.stack.push(this.persistentLoad(id))
  }

  private newObject(op: string, args: Value, kwargs: Value | undefined): void {
    this.stack.push(newObject(op, this.pop(), args, kwargs))
  }

  private build(): void {
    const state = this.pop()
    giveState(this.top(), state)
  }

  /** Unpickler.find_class: a global by the names of its module and its own. */
  find(w_module: Value, w_name: Value): Value {
    hooks.audit?.('pickle.find_class', w_module, w_name)
    const [module, name] =
      this.protocol < 3 && this.options.fixImports ? mapName(w_module, w_name, false) : [w_module, w_name]
    const found = importByName(module)
    const whole = nameOf(name)
    const path = this.protocol < 4 ? [whole] : dottedPath(name, found)
    const r = follow(found, path)?.[0]
    if (r !== undefined) return r
    throw error('AttributeError', `Can't get attribute ${reprText(name)} on ${reprText(found)}`)
  }
}

/** An int on a line, in base 10 or as a literal. */
function parseInt10(text: string): Value {
  const t = text.trim()
  if (/^[+-]?\d{1,15}$/.test(t)) return Number(t) + 0
  try {
    return call2(hooks.builtin('int'), strFromText(t), /^[+-]?0\d/.test(t) ? 10 : 0)
  } catch (e) {
    if (isError(e, 'ValueError') && !/^[+-]?\d+$/.test(t)) throw error('ValueError', 'could not convert string to int')
    throw e
  }
}

/** Zeroed memory, MemoryError where there is not so much. */
function memory(n: number): Uint8Array {
  try {
    return new Uint8Array(n)
  } catch {
    throw error('MemoryError')
  }
}
