// StringIO: a file of text in memory. lib: io#io.StringIO; CPython: Modules/_io/stringio.c
//
// While text is only added at the end it is collected in pieces; anything else joins them into `content` first.
import {
  addInts,
  arg,
  concatStr,
  defineType,
  error,
  exceptionTypes,
  asInt,
  type Int,
  intOrUndefined,
  joinStrs,
  lengthOf,
  newException,
  pos,
  setInstanceDict,
  sliceStr,
  ssizeInt,
  type Str,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Dict,
  W_Tuple,
  type W_Type,
  dictIfAny,
} from '@typhon/objspace'
import { exactSizeOf, fileLayout, sizeArgument, textIOBaseType, W_MemoryFile } from './base.ts'
import { endOfLine, newlineArgument, Newlines } from './newlines.ts'

class W_StringIO extends W_MemoryFile {
  private content: Str = ''
  private pieces: Str[] = []
  /** Characters of all pieces. */
  private more = 0
  newline: string | null = '\n'
  newlines: Newlines | null = null

  begin(newline: string | null): void {
    this.content = ''
    this.pieces = []
    this.more = this.at = 0
    this.newline = newline
    this.newlines = newline === null || newline === '' ? new Newlines(newline === null) : null
    this.closedFlag = false
  }

  get text(): Str {
    if (this.pieces.length > 0) {
      this.content = joinStrs([this.content, ...this.pieces], '')
      this.pieces = []
      this.more = 0
    }
    return this.content
  }

  get length(): number {
    return lengthOf(this.content) + this.more
  }

  write(s: Str): void {
    let text = this.newlines === null ? s : this.newlines.feed(s, true)
    if (this.newline === '\r' || this.newline === '\r\n')
      text = strFromText(textOfStr(text).replaceAll('\n', this.newline))
    const n = lengthOf(text)
    if (n === 0) return
    const { length } = this
    if (this.at === length) {
      this.pieces.push(text)
      this.more += n
    } else {
      const old = this.text
      const end = addInts(this.position, n)
      if (end > LAST) throw error('OverflowError', 'new position too large')
      if (end > MOST) throw error('OverflowError', 'new buffer size too large')
      const gap = this.at > length ? '\0'.repeat(this.at - length) : ''
      const head = concatStr(sliceStr(old, 0, Math.min(this.at, length)), gap) as Str
      const tail = this.at + n < length ? sliceStr(old, this.at + n, length) : ''
      this.content = joinStrs([head, text, tail], '')
    }
    this.at += n
  }

  take(n: number): Str {
    const { text, length } = this
    const end = n < 0 ? length : Math.min(length, this.at + n)
    if (this.at >= end) return ''
    const out = this.at === 0 && end === length ? text : sliceStr(text, this.at, end)
    this.at = end
    return out
  }

  readLine(limit: number): Str {
    const { text, length } = this
    if (this.at >= length) return ''
    const found = endOfLine(text, this.at, this.newline)
    let end = found < 0 ? length : found
    if (limit >= 0) end = Math.min(end, this.at + limit)
    return this.take(end - this.at)
  }

  truncate(size: number): void {
    if (size < this.length) this.content = sliceStr(this.text, 0, size)
  }

  override next(): Value | undefined {
    if (typeOf(this).heap) return super.next()
    open(this)
    const line = this.readLine(-1)
    return lengthOf(line) === 0 ? undefined : line
  }
}

function open(self: W_StringIO): W_StringIO {
  if (self.closedFlag) throw error('ValueError', 'I/O operation on closed file')
  return self
}

/** The last place that a file may have (PY_SSIZE_T_MAX), and the last one that may have characters before it. */
const LAST = 2n ** 63n - 1n
const MOST = 2n ** 62n - 2n

function seek(self: W_StringIO, offset: Int, whence: number): Int {
  open(self)
  if (whence < 0 || whence > 2) throw error('ValueError', `Invalid whence (${whence}, should be 0, 1 or 2)`)
  if (whence === 0 && offset < 0) throw error('ValueError', `Negative seek position ${offset}`)
  if (whence !== 0 && offset !== 0) throw error('OSError', "Can't do nonzero cur-relative seeks")
  self.position = whence === 0 ? offset : whence === 1 ? self.position : self.length
  return self.position
}

export const stringIOType: W_Type = defineType<W_StringIO>(
  'StringIO',
  { module: '_io', base: textIOBaseType, layout: fileLayout('StringIO'), doc: 'A file of text in memory.' },
  (t) => {
    t.rawNew((args) => new W_StringIO((args[0] as W_Type).rootShape()))
    t.type.textSignature = "(initial_value='', newline='\\n')"
    t.init(
      [arg<Value>('initial_value', null, ''), arg<Value>('newline', null, '\n', "'\\n'")],
      (self, initial, w_newline) => {
        const newline = newlineArgument(w_newline)
        const s = initial === null ? '' : strOrUndefined(initial)
        if (s === undefined) throw error('TypeError', `initial_value must be str or None, not ${typeOf(initial).name}`)
        self.begin(newline)
        if (initial !== null) self.write(s)
        self.at = 0
      },
    )
    for (const name of ['readable', 'writable', 'seekable']) t.method(name, [], 'True.', (self) => (open(self), true))
    t.method('getvalue', [], 'The whole content.', (self) => open(self).text)
    t.method('tell', [], 'The current position.', (self) => open(self).position)
    t.method('read', [pos<Value>('size', null, -1)], 'At most size characters; all without argument.', (self, w) => {
      const n = sizeArgument(w)
      return open(self).take(n)
    })
    t.method('readline', [pos<Value>('size', null, -1)], 'A line with its end, at most size characters.', (self, w) => {
      const limit = sizeArgument(w)
      return open(self).readLine(limit)
    })
    t.method('write', [pos('s')], 'Write text; the number of characters.', (self, w) => {
      const s = strOrUndefined(w)
      if (s === undefined) throw error('TypeError', `string argument expected, got '${typeOf(w).name}'`)
      open(self).write(s)
      return lengthOf(s)
    })
    t.method('seek', [pos('pos', ssizeInt), pos('whence', asInt, 0)], 'Go to a position.', seek)
    t.method(
      'truncate',
      [pos<Value>('pos', null, null)],
      'Cut the content off, at the current position by default.',
      (self, w) => {
        open(self)
        const size = w === null ? self.position : exactSizeOf(w)
        if (size < 0) throw error('ValueError', `Negative size value ${size}`)
        self.truncate(Number(size))
        return size
      },
    )
    t.method('close', [], 'Drop the content.', (self) => {
      self.begin(self.newline)
      self.closedFlag = true
      return null
    })
    t.method(
      '__getstate__',
      [],
      'Content, newline, position and attributes.',
      (self) => {
        const attributes = dictIfAny(open(self)) ?? null
        return new W_Tuple([self.text, self.newline, self.position, attributes === null ? null : attributes.copy()])
      },
      null,
    )
    t.method('__setstate__', [pos('state')], 'Take content, newline, position and attributes.', (self, state) => {
      if (!(state instanceof W_Tuple) || state.items.length < 4)
        throw error(
          'TypeError',
          `${typeOf(self).fullName}.__setstate__ argument should be 4-tuple, got ${typeOf(state).name}`,
        )
      open(self)
      const [content, w_newline, position, attributes] = state.items
      const newline = newlineArgument(w_newline)
      const s = strOrUndefined(content)
      if (s === undefined) throw error('TypeError', `initial_value must be str or None, not ${typeOf(content).name}`)
      self.begin('\n')
      self.write(s)
      self.newline = newline
      self.newlines = newline === null || newline === '' ? new Newlines(newline === null) : null
      const at = intOrUndefined(position)
      if (at === undefined)
        throw error('TypeError', `third item of state must be an integer, got ${typeOf(position).name}`)
      if (at < 0) throw error('ValueError', 'position value cannot be negative')
      self.position = at
      if (attributes !== null) {
        if (!(attributes instanceof W_Dict))
          throw error('TypeError', `fourth item of state should be a dict, got a ${typeOf(attributes).name}`)
        setInstanceDict(self, attributes)
      }
      return null
    })
    t.getset('closed', 'Whether the content was dropped.', (self) => self.closedFlag)
    t.getset('line_buffering', 'False.', (self) => (open(self), false))
    t.getset('newlines', 'The ends of lines that were met.', (self) => open(self).newlines?.names() ?? null)
    t.special('__next__', (self) => {
      const line = open(self).next()
      if (line === undefined) throw newException(exceptionTypes.StopIteration, [])
      return line
    })
  },
)
