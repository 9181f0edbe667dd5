/**
 * The lines of a function's text: indented blocks, and variables that are assigned all at once.
 */
import { Names } from './names.ts'

export abstract class Writer {
  protected readonly names = new Names()
  protected readonly lines: string[] = []
  private indent = '  '
  private temporaries = 0

  protected line(text: string): void {
    this.lines.push(this.margin + text)
  }

  /** What lines of the block begin with. */
  protected get margin(): string {
    return `${this.indent}  `
  }

  protected begin(text: string): void {
    this.line(text)
    this.indent += '  '
  }

  protected end(): void {
    this.indent = this.indent.slice(2)
    this.line('}')
  }

  /** A variable for what has to be kept while others are assigned. */
  protected keep(text: string): string {
    const temporary = `t${this.temporaries++}`
    this.line(`const ${temporary} = ${text}`)
    return temporary
  }

  /** Assigns what texts compute to variables, all at once; `conversions` stand behind the texts. */
  protected assignTexts(
    variables: readonly string[],
    texts: readonly string[],
    conversions: readonly string[] = [],
  ): void {
    const pairs: [string, string, string][] = []
    variables.forEach((variable, i) => {
      const text = texts[i]
      if (text !== variable) pairs.push([variable, text, conversions[i] ?? ''])
    })
    const assigned = new Set<string>()
    for (const pair of pairs) {
      const [variable, text] = pair
      assigned.add(variable)
      if (pairs.some(([other, used]) => used === variable && !assigned.has(other)) && text !== variable) {
        const temporary = this.keep(variable)
        for (const other of pairs) if (other[1] === variable) other[1] = temporary
      }
    }
    for (const [variable, text, converted] of pairs) this.line(`${variable} = ${text}${converted}`)
  }
}
