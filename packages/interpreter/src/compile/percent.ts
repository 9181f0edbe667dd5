// `'…%s…' % (a, b)` as the f-string that it amounts to. lib: stdtypes#printf-style-string-formatting; CPython: Python/ast_opt.c
//
// Only %s, %r and %a have a twin in f-strings; a format with anything else, or with a wrong number of values, is left alone.
import { ast as A } from '@typhon/parser'

/** `%`, flags, width, precision, conversion; or a doubled `%`. Numbers of more than two digits are left to run time. */
const ITEM = /%(?:([-+ #0]*)(\d{0,2})(?:\.(\d{0,2}))?([sra])|%)/y

/** The f-string that `text % (…)` amounts to; null where there is none. */
export function asJoinedStr(e: A.BinOp, text: string): A.JoinedStr | null {
  const { elts } = e.right as A.Tuple
  if (elts.some((x) => x.tag === A.Tag.Starred)) return null
  const values: A.expr[] = []
  const place = [e.lineno, e.col_offset, e.end_lineno, e.end_col_offset] as const
  let literal = ''
  let used = 0
  for (let at = 0; at < text.length;) {
    const percent = text.indexOf('%', at)
    literal += text.slice(at, percent < 0 ? undefined : percent)
    if (percent < 0) break
    ITEM.lastIndex = percent
    const item = ITEM.exec(text)
    if (item === null) return null
    at = ITEM.lastIndex
    const conversion = item[4]
    if (conversion === undefined) {
      literal += '%'
      continue
    }
    if (used === elts.length) return null
    if (literal !== '') values.push(new A.Constant(literal, null, ...place))
    literal = ''
    values.push(formatted(elts[used++], item[1], item[2], item[3], conversion))
  }
  if (used < elts.length) return null
  if (literal !== '') values.push(new A.Constant(literal, null, ...place))
  return new A.JoinedStr(values, ...place)
}

function formatted(
  value: A.expr,
  flags: string,
  width: string,
  precision: string | undefined,
  conversion: string,
): A.FormattedValue {
  const { lineno, col_offset, end_lineno, end_col_offset } = value
  const right = !flags.includes('-') && Number(width) > 0 ? '>' : ''
  const spec = `${right}${width === '' ? '' : Number(width)}${precision === undefined ? '' : `.${Number(precision)}`}`
  const place = [lineno, col_offset, end_lineno, end_col_offset] as const
  const format = spec === '' ? null : new A.JoinedStr([new A.Constant(spec, null, ...place)], ...place)
  return new A.FormattedValue(value, conversion.charCodeAt(0), format, ...place)
}
