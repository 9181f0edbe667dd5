/**
 * JavaScript text with holes. A language describes to the JIT how its objects are tested, made and called by *templates*:
 *
 *     js`$0 instanceof ${W_Float}`        js`new ${W_Float}($0)`        js`Math.sqrt($0)`
 *
 * `$0`, `$1`… stand for the operands, `${…}` holds a value of the host: a class, a function, an object. The same template
 * becomes text inside compiled traces and a function for the recorder and the constant folder, so that there is one meaning.
 *
 * What must stay true: a template is one expression, and it names nothing but operands, held values and globals of JavaScript.
 */
export class Template {
  readonly parts: readonly string[]
  readonly held: readonly unknown[]
  private compiled: ((...operands: any[]) => any) | null = null

  constructor(parts: readonly string[], held: readonly unknown[]) {
    this.parts = parts
    this.held = held
  }

  /** The text with operands and held values named by the caller. */
  render(operands: readonly string[], nameOf: (value: unknown) => string): string {
    let text = ''
    this.parts.forEach((part, i) => {
      text += part.replace(/\$(\d+)/g, (_, index) => operands[index])
      if (i < this.held.length) text += nameOf(this.held[i])
    })
    return text
  }

  /** The template as a function of its operands. */
  get run(): (...operands: any[]) => any {
    if (this.compiled === null) {
      const operands = Array.from({ length: this.arity }, (_, i) => `a${i}`)
      const names = this.held.map((_, i) => `h${i}`)
      let next = 0
      const text = this.render(operands, () => names[next++])
      this.compiled = new Function(...names, `return (${operands}) => (${text})`)(...this.held) as () => unknown
    }
    return this.compiled
  }

  /** One more than the highest operand that is named. */
  get arity(): number {
    let arity = 0
    for (const [, index] of this.parts.join(' ').matchAll(/\$(\d+)/g)) arity = Math.max(arity, +index + 1)
    return arity
  }
}

/** Makes a template of a template literal. */
export function js(parts: TemplateStringsArray, ...held: unknown[]): Template {
  return new Template(parts, held)
}
