// f-strings: literal parts, replacement fields, format specs. ref: lexical_analysis#f-strings; PEP 498, 701
import { Constant, type expr, FormattedValue, JoinedStr } from '../generated/ast.ts'
import { Tok } from '../tokens.ts'
import { starExpressions, yieldExpression } from './expressions.ts'
import type { Parser } from './parser.ts'
import { decodeEscapes, refuseRawBytes } from './strings.ts'
import { isText, joinTexts, type Text } from './text.ts'

/** An f-string, the cursor being at its FSTRING_START. */
export function fstring(p: Parser): JoinedStr {
  const line = p.line()
  const col = p.col()
  const raw = /r/i.test(p.text())
  p.advance()
  // What is doubtful in the text itself is told where the string ends.
  const doubts: string[] = []
  const values = parts(p, raw, false, doubts)
  p.expect(Tok.FSTRING_END)
  for (const doubt of doubts) p.warn(doubt, p.pos - 1)
  return new JoinedStr(values, line, col, p.endLine(), p.endCol())
}

/** Literal parts and fields up to the end of the f-string, or of the format spec. */
function parts(p: Parser, raw: boolean, inSpec: boolean, doubts: string[]): expr[] {
  const values: expr[] = []
  for (;;) {
    if (p.kind === Tok.FSTRING_MIDDLE) {
      const line = p.line()
      const col = p.col()
      const text = literal(p, raw, inSpec, doubts)
      p.advance()
      // Between this text and the next is the second of two braces that stand for one: it counts as text.
      const doubled = p.starts[p.pos] - p.ends[p.pos - 1]
      if (text !== '') values.push(new Constant(text, null, line, col, p.endLine(), p.endCol() + doubled))
    } else if (p.kind === Tok.LBRACE) field(p, raw, values)
    else return mergeConstants(values)
  }
}

function mergeConstants(values: expr[]): expr[] {
  const out: expr[] = []
  for (const v of values) {
    const last = out[out.length - 1]
    if (v instanceof Constant && last instanceof Constant && isText(v.value) && isText(last.value)) {
      out[out.length - 1] = new Constant(
        joinTexts(last.value, v.value),
        null,
        last.lineno,
        last.col_offset,
        v.end_lineno,
        v.end_col_offset,
      )
    } else out.push(v)
  }
  return out
}

function literal(p: Parser, raw: boolean, inSpec: boolean, doubts: string[]): Text {
  if (p.tokens.doubts.length > 0) p.tellDoubts()
  const start = p.starts[p.pos]
  const end = p.ends[p.pos]
  const { text } = p.source
  const body = text.slice(start, end)
  if (!p.source.ascii) refuseRawBytes(p, start, end, p.pos, raw)
  const doubled = !inSpec && /\{\{|\}\}/.test(body)
  if (raw || !body.includes('\\')) return doubled ? body.replaceAll('{{', '{').replaceAll('}}', '}') : body
  let isDoubted = false
  const doubt = (msg: string): void => {
    if (isDoubted) return
    isDoubted = true
    if (inSpec) p.warn(msg, p.pos)
    else doubts.push(msg)
  }
  // Braces are doubled outside of \N{…} only.
  let out: Text = ''
  let i = start
  while (i < end) {
    const c = text[i]
    if (c === '\\') {
      let to = i + 2
      const e = text[i + 1]
      if (e === 'N' && text[i + 2] === '{') {
        const close = text.indexOf('}', i)
        to = close < 0 ? end : close + 1
      } else if (e === 'x') to = i + 4
      else if (e === 'u') to = i + 6
      else if (e === 'U') to = i + 10
      else if (e >= '0' && e <= '7') while (to < i + 4 && text[to] >= '0' && text[to] <= '7') to++
      else if (e === '{' || e === '}') to = i + 1
      if (to === i + 1) {
        out = joinTexts(out, '\\')
      } else out = joinTexts(out, decodeEscapes(p, i, Math.min(to, end), p.pos, doubt))
      i = to
    } else if (!inSpec && (c === '{' || c === '}') && text[i + 1] === c) {
      out = joinTexts(out, c)
      i += 2
    } else {
      const next = /[\\{}]/.exec(text.slice(i + 1, end))
      const stop = next === null ? end : i + 1 + next.index
      out = joinTexts(out, text.slice(i, stop))
      i = stop
    }
  }
  return out
}

/** A replacement field, the cursor being at its `{`; `=` adds the source text before it. */
function field(p: Parser, raw: boolean, values: expr[]): void {
  const line = p.line()
  const col = p.col()
  const open = p.pos
  p.advance()
  p.enter()
  const value = p.kind === Tok.YIELD ? yieldExpression(p) : starExpressions(p)
  let debug: Constant | null = null
  if (p.kind === Tok.EQUAL) {
    p.advance()
    const shown = sourceBetween(p, open, p.pos)
    const endLine = p.line()
    debug = new Constant(shown, null, p.line(open), p.source.column(p.ends[open], p.lines[open]), endLine, p.col())
  }
  let conversion = -1
  if (p.kind === Tok.EXCLAMATION) {
    p.advance()
    if (p.kind !== Tok.NAME || p.starts[p.pos] !== p.ends[p.pos - 1]) throw p.wrong()
    const c = p.text()
    if (c !== 's' && c !== 'r' && c !== 'a') throw p.wrong()
    conversion = c.charCodeAt(0)
    p.advance()
  }
  let spec: JoinedStr | null = null
  if (p.kind === Tok.COLON) {
    const specLine = p.line()
    const specCol = p.col()
    p.advance()
    const inside = parts(p, raw, true, [])
    // The position of a spec starts at the colon, in 3.13 with the first part when there is one.
    spec = new JoinedStr(inside, specLine, specCol, p.endLine(), p.endCol())
  }
  p.expect(Tok.RBRACE)
  p.leave()
  if (debug !== null && conversion < 0 && spec === null) conversion = 114
  if (debug !== null) values.push(debug)
  values.push(new FormattedValue(value, conversion, spec, line, col, p.endLine(), p.endCol()))
}

/** The source between two tokens without its comments. */
function sourceBetween(p: Parser, from: number, to: number): string {
  const { text } = p.source
  const whole = text.slice(p.ends[from], p.starts[to])
  if (!whole.includes('#')) return whole
  let shown = ''
  for (let i = from; i < to; i++) {
    if (i > from) shown += p.text(i)
    shown += text.slice(p.ends[i], p.starts[i + 1]).replaceAll(/#.*/g, '')
  }
  return shown
}
