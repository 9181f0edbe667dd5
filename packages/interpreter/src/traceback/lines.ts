// Lines of source text as tracebacks treat them. lib: stdtypes#str.splitlines, textwrap#textwrap.dedent

/** A text by its lines, split wherever Python's str.splitlines does. */
export function splitLines(text: string): string[] {
  // oxlint-disable-next-line no-control-regex
  const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Takes the margin of blanks that all lines share from each; lines of blanks alone become empty. */
export function dedent(text: string): string {
  const lines = text.replace(/^[ \t]+$/gm, '').split('\n')
  let margin: string | null = null
  for (const line of lines) {
    if (line === '') continue
    const own = /^[ \t]*/.exec(line)![0]
    if (margin === null) margin = own
    else {
      let n = 0
      while (n < margin.length && margin[n] === own[n]) n++
      margin = margin.slice(0, n)
    }
  }
  const cut = margin === null ? 0 : margin.length
  return cut === 0 ? lines.join('\n') : lines.map((line) => line.slice(cut)).join('\n')
}

/** Puts `margin` before every line of a text. */
export function indent(text: string, margin: string): string {
  if (margin === '') return text
  return text.replace(/[^\n]*\n|[^\n]+$/g, (line) => margin + line)
}

/** How many characters start before a UTF-8 byte column. */
export function characterColumn(characters: readonly string[], byteColumn: number): number {
  let bytes = 0
  let n = 0
  for (; n < characters.length && bytes < byteColumn; n++) {
    const c = characters[n].codePointAt(0) as number
    bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4
  }
  return n
}
