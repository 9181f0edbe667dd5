/** Match statements: every kind of pattern, one in the other, with subjects that mostly match. */
import type { Choices } from '../choices.ts'
import type { Place } from '../programs.ts'
import type { WideWriter } from './programs.ts'

interface Made {
  readonly pattern: string
  /** A value that matches. */
  readonly subject: string
}

const LITERALS: readonly Made[] = [
  '1',
  '-1',
  '"ab"',
  'b"x"',
  '1.5',
  '-2.5',
  '1+2j',
  '-1-1j',
  '2j',
  'None',
  'True',
  'False',
  '"a" "b"',
  'r"\\d"',
  '0x10',
].map((each) => ({
  pattern: each,
  subject: each,
}))
const VALUES = ['Colour.RED', 'math.pi', 'Flag.A', 'decimal.ROUND_UP', 'sys.maxsize'].map((each) => ({
  pattern: each,
  subject: each,
}))

class Patterns {
  readonly bound: string[] = []
  private readonly c: Choices

  constructor(c: Choices) {
    this.c = c
  }

  private bind(): string {
    const name = `m${this.bound.length}`
    this.bound.push(name)
    return name
  }

  private sequence(levels: number, binds: boolean): Made {
    const { c } = this
    const parts = c.many(0, 3, () => this.make(levels - 1, binds))
    const subjects = parts.map(({ subject }) => subject)
    const patterns = parts.map(({ pattern }) => pattern)
    if (c.chance(45)) {
      const at = c.below(parts.length + 1)
      patterns.splice(at, 0, binds && c.chance(60) ? `*${this.bind()}` : '*_')
      subjects.splice(at, 0, ...c.many(0, 2, () => '7'))
    }
    const open = c.chance(50)
    const inside = patterns.join(', ')
    const pattern = open ? `[${inside}]` : `(${inside}${patterns.length === 1 ? ',' : ''})`
    const made = subjects.join(', ')
    return {
      pattern,
      subject: c.pick([
        () => `[${made}]`,
        () => `(${made}${subjects.length === 1 ? ',' : ''})`,
        () => `collections.deque([${made}])`,
        () => `SubList([${made}])`,
      ])(),
    }
  }

  private mapping(levels: number, binds: boolean): Made {
    const { c } = this
    const keys = ['"k"', '1', 'Colour.BLUE', '-1', 'None', '"z"', 'b"y"', '1.5', '2+1j']
      .slice(c.below(4))
      .slice(0, c.below(3))
    const parts = keys.map((key) => ({ key, value: this.make(levels - 1, binds) }))
    const rest = binds && c.chance(40) ? [`**${this.bind()}`] : []
    const extra = c.chance(40) ? ['"more": 0'] : []
    const subject = `{${[...parts.map(({ key, value }) => `${key}: ${value.subject}`), ...extra].join(', ')}}`
    return {
      pattern: `{${[...parts.map(({ key, value }) => `${key}: ${value.pattern}`), ...rest].join(', ')}}`,
      subject: c.pick([
        subject,
        subject,
        `types.MappingProxyType(${subject})`,
        `collections.OrderedDict(${subject})`,
        `SubDict(${subject})`,
      ]),
    }
  }

  private instance(levels: number, binds: boolean): Made {
    const { c } = this
    const one = this.make(levels - 1, binds)
    const two = this.make(levels - 1, binds)
    return c.pick<() => Made>([
      () => ({ pattern: `Data(${one.pattern}, y=${two.pattern})`, subject: `Data(${one.subject}, ${two.subject})` }),
      () => ({ pattern: `Point(${one.pattern}, ${two.pattern})`, subject: `Point(${one.subject}, ${two.subject})` }),
      () => ({ pattern: `Sub(x=${one.pattern})`, subject: `Sub(${one.subject})` }),
      () => ({ pattern: `Tracer(x=${one.pattern}, name=${two.pattern})`, subject: 'Tracer("t")' }),
      () => ({ pattern: `Data(${one.pattern}, ${two.pattern}, 3)`, subject: `Data(1)` }),
      () => ({
        pattern: `types.SimpleNamespace(a=${one.pattern},)`,
        subject: `types.SimpleNamespace(a=${one.subject})`,
      }),
      () => ({ pattern: `i(${one.pattern})`, subject: one.subject }),
      () => ({ pattern: `Index(${one.pattern})`, subject: `Index(${one.subject})` }),
      () => ({
        pattern: `Point(y=${one.pattern}, x=${two.pattern})`,
        subject: `Point(${two.subject}, ${one.subject})`,
      }),
      () => this.builtin(binds),
      () => this.builtin(binds),
    ])()
  }

  private builtin(binds: boolean): Made {
    const [type, subject] = this.c.pick([
      ['int', '5'],
      ['str', '"q"'],
      ['float', '2.5'],
      ['list', '[1]'],
      ['dict', '{1: 2}'],
      ['bool', 'True'],
      ['bytes', 'b"b"'],
      ['tuple', '(1, 2)'],
      ['set', '{1}'],
      ['object', '1'],
      ['complex', '1j'],
      ['frozenset', 'frozenset()'],
      ['bytearray', 'bytearray(b"a")'],
    ])
    return { pattern: `${type}(${binds && this.c.chance(50) ? this.bind() : ''})`, subject }
  }

  make(levels: number, binds: boolean): Made {
    const { c } = this
    if (levels <= 0)
      return c.pick<() => Made>([
        () => c.pick(LITERALS),
        () => ({ pattern: '_', subject: c.pick(['o', '0', 's']) }),
        () => (binds ? { pattern: this.bind(), subject: c.pick(['i', '3', 'p']) } : c.pick(LITERALS)),
        () => c.pick(VALUES),
      ])()
    return c.pick<() => Made>([
      () => this.make(0, binds),
      () => this.sequence(levels, binds),
      () => this.sequence(levels, binds),
      () => this.mapping(levels, binds),
      () => this.instance(levels, binds),
      () => this.instance(levels, binds),
      () => {
        // All alternatives bind the same names, so none does here.
        const parts = c.many(2, 3, () => {
          const made = this.make(levels - 1, false)
          return { ...made, pattern: /^\(*_\)*$/.test(made.pattern) ? '3' : made.pattern }
        })
        return { pattern: `(${parts.map(({ pattern }) => pattern).join(' | ')})`, subject: c.pick(parts).subject }
      },
      () => {
        const { pattern, subject } = this.make(levels - 1, binds)
        return binds && !/^\(*(_|m\d+)\)*$/.test(pattern)
          ? { pattern: `(${pattern} as ${this.bind()})`, subject }
          : { pattern: `(${pattern})`, subject }
      },
      () => {
        if (!binds) return c.pick(LITERALS)
        const name = this.bind()
        const [one, two] = [c.pick(LITERALS), c.pick(LITERALS)]
        return {
          pattern: `([${one.pattern}, ${name}] | {"k": ${name}} | Sub(x=${name}))`,
          subject: c.pick([`[${one.subject}, 4]`, `{"k": ${two.subject}}`, 'Sub(5)']),
        }
      },
    ])()
  }
}

export function matchStatement(w: WideWriter, place: Place): void {
  const { c, e } = w
  const { depth } = place
  const cases = c.many(1, 4, () => {
    const patterns = new Patterns(c)
    return { made: patterns.make(2, true), bound: patterns.bound }
  })
  const subject = c.chance(80) ? c.pick(cases).made.subject : e.any(place)
  w.put(depth, `match ${c.chance(8) ? `${subject}, *p` : subject}:`)
  cases.forEach(({ made: { pattern }, bound }, n) => {
    const isIrrefutable = /^\(*(_|m\d+)\)*$/.test(pattern)
    const isOpen = /^\(.*,.*\)$/.test(pattern) && !/[)\]}].*[([{]|as|\|/.test(pattern) && c.chance(40)
    const guard =
      c.chance(25) || (isIrrefutable && n < cases.length - 1) ? ` if log("guard", ${bound[0] ?? e.int(place)})` : ''
    w.put(depth + 1, `case ${isOpen ? pattern.slice(1, -1) : pattern}${guard}:`)
    w.put(depth + 2, `log(${[`"case ${n}"`, ...bound].join(', ')})`)
    if (c.chance(40)) w.block({ ...place, depth: depth + 2 }, 1)
  })
}
