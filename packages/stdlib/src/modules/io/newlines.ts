// Universal newlines: what a decoder's text becomes when \r and \r\n are ends of lines too, and IncrementalNewlineDecoder.
// lib: io#io.IncrementalNewlineDecoder; CPython: Modules/_io/textio.c
//
// A \r at the end of a piece is kept back until it is known whether \n follows, so that \r\n is never cut.
import {
  arg,
  asBool,
  bytesOf,
  callMethod,
  concatStr,
  defineType,
  error,
  index,
  lengthOf,
  OBJECT_LAYOUT,
  pointAt,
  reprText,
  sliceStr,
  type Str,
  strFromText,
  strOrUndefined,
  textOfStr,
  typeOf,
  type Value,
  W_Bytes,
  W_Object,
  W_Tuple,
  type W_Type,
  optArg,
  pos,
} from '@typhon/objspace'

const CR = 1
const LF = 2
const CRLF = 4

/** `\r\n` and `\r` made `\n`. */
export function translated(s: Str): Str {
  if (typeof s === 'string') return s.includes('\r') ? s.replace(/\r\n?/g, '\n') : s
  const text = textOfStr(s)
  return text.includes('\r') ? strFromText(text.replace(/\r\n?/g, '\n')) : s
}

export class Newlines {
  readonly translate: boolean
  pendingCR = false
  /** Which ends of lines were met. */
  seen = 0
  constructor(translate: boolean) {
    this.translate = translate
  }

  feed(piece: Str, final: boolean): Str {
    let s = piece
    if (this.pendingCR && (lengthOf(s) > 0 || final)) {
      s = concatStr('\r', s) as Str
      this.pendingCR = false
    }
    const n = lengthOf(s)
    if (!final && n > 0 && pointAt(s, n - 1) === 13) {
      s = sliceStr(s, 0, n - 1)
      this.pendingCR = true
    }
    const text = typeof s === 'string' ? s : textOfStr(s)
    if (text.includes('\r')) {
      for (let i = text.indexOf('\r'); i >= 0; i = text.indexOf('\r', i + 1))
        this.seen |= text[i + 1] === '\n' ? CRLF : CR
      if (/(?:^|[^\r])\n/.test(text)) this.seen |= LF
      return this.translate ? translated(s) : s
    }
    if ((this.seen & LF) === 0 && text.includes('\n')) this.seen |= LF
    return s
  }

  /** None, a str, or a tuple of the ends of lines that were met. */
  names(): Value {
    const names = [
      [CR, '\r'],
      [LF, '\n'],
      [CRLF, '\r\n'],
    ] as const
    const met = names.filter(([bit]) => (this.seen & bit) !== 0).map(([, name]) => name)
    return met.length === 0 ? null : met.length === 1 ? met[0] : new W_Tuple(met)
  }
}

class W_NewlineDecoder extends W_Object {
  decoder: Value = null
  newlines = new Newlines(false)
}

export const newlineDecoderType: W_Type = defineType<W_NewlineDecoder>(
  'IncrementalNewlineDecoder',
  {
    module: '_io',
    layout: { name: 'IncrementalNewlineDecoder', base: OBJECT_LAYOUT },
    doc: 'A decoder whose text has universal newlines.',
  },
  (t) => {
    t.allocates((args) => new W_NewlineDecoder((args[0] as W_Type).rootShape()))
    t.type.textSignature = "(decoder, translate, errors='strict')"
    t.init([arg('decoder'), arg('translate', asBool), optArg('errors')], (self, decoder, translate) => {
      self.decoder = decoder
      self.newlines = new Newlines(translate)
    })
    t.method('decode', [arg('input'), arg('final', asBool, false)], 'The text of more bytes.', (self, input, final) => {
      const w = self.decoder === null ? input : callMethod(self.decoder, 'decode', input, final)
      const s = strOrUndefined(w)
      if (s === undefined)
        throw error('TypeError', `decoder should return a string result, not '${typeOf(w).fullName}'`)
      return self.newlines.feed(s, final)
    })
    t.method('getstate', [], 'Bytes kept back and a number.', (self) => {
      const state =
        self.decoder === null ? new W_Tuple([new W_Bytes(new Uint8Array(0)), 0]) : callMethod(self.decoder, 'getstate')
      if (!(state instanceof W_Tuple)) throw error('TypeError', 'illegal decoder state')
      const flag = BigInt(index(state.items[1])) * 2n + (self.newlines.pendingCR ? 1n : 0n)
      return new W_Tuple([new W_Bytes(bytesOf(state.items[0])), Number(flag)])
    })
    t.method('setstate', [pos('state')], 'Go back to a state.', (self, state) => {
      if (!(state instanceof W_Tuple)) throw error('TypeError', 'state argument must be a tuple')
      const flag = Number(index(state.items[1]))
      self.newlines.pendingCR = flag % 2 === 1
      if (self.decoder !== null)
        callMethod(self.decoder, 'setstate', new W_Tuple([state.items[0], Math.floor(flag / 2)]))
      return null
    })
    t.method('reset', [], 'Forget what was met.', (self) => {
      self.newlines = new Newlines(self.newlines.translate)
      if (self.decoder !== null) callMethod(self.decoder, 'reset')
      return null
    })
    t.getset('newlines', 'The ends of lines that were met.', (self) => self.newlines.names())
  },
)

/** Where the line that starts at `from` ends in `s` (behind its end), or -1 where it does not; by the newline mode of a file. */
export function endOfLine(s: Str, from: number, newline: string | null): number {
  const end = newline === null ? '\n' : newline
  if (typeof s === 'string') {
    if (end === '') {
      const lf = s.indexOf('\n', from)
      const cr = s.indexOf('\r', from)
      if (cr < 0 || (lf >= 0 && lf < cr)) return lf < 0 ? -1 : lf + 1
      return s[cr + 1] === '\n' ? cr + 2 : cr + 1
    }
    const i = s.indexOf(end, from)
    return i < 0 ? -1 : i + end.length
  }
  const n = s.cps.length
  for (let i = from; i < n; i++) {
    const c = s.cps[i]
    if (end === '') {
      if (c === 10) return i + 1
      if (c === 13) return i + 1 < n && s.cps[i + 1] === 10 ? i + 2 : i + 1
    } else if (c === end.charCodeAt(0) && (end.length === 1 || s.cps[i + 1] === end.charCodeAt(1)))
      return i + end.length
  }
  return -1
}

/** The newline argument of text files: None, '', '\n', '\r' or '\r\n'. */
export function newlineArgument(w: Value): string | null {
  if (w === null) return null
  const s = strOrUndefined(w)
  if (s === undefined) throw error('TypeError', `newline must be str or None, not ${typeOf(w).name}`)
  return checkNewline(textOfStr(s), reprText(s))
}

export function checkNewline(text: string, shown = text): string {
  if (!['', '\n', '\r', '\r\n'].includes(text)) throw error('ValueError', `illegal newline value: ${shown}`)
  return text
}
