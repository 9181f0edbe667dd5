/**
 * Whole programs, which print by `log` in which order things happen: statements of every kind, one in the other.
 *
 * Names tell what a variable mostly holds, so that programs get somewhere: `i j k` integers, `p q` lists, `s` a str, `o` a
 * Tracer of worker.py, which logs every operation. What must hold: every loop ends, by a counter of its own or because what
 * it goes through ends.
 */
import type { Choices } from './choices.ts'
import { expressionWriter, type Expressions } from './program-expressions.ts'

/** Where a statement stands. */
export interface Place {
  readonly kind: 'module' | 'function' | 'generator' | 'coroutine' | 'async generator' | 'class'
  readonly loop: boolean
  /** A `finally` or `except*` block, which some statements may not leave. */
  readonly noJump: boolean
  readonly depth: number
}

export class Writer {
  readonly lines: string[] = []
  readonly c: Choices
  readonly e: Expressions
  private named = 0
  /** Statements that are still to come at most. */
  private budget: number

  constructor(c: Choices, e: Expressions = expressionWriter(c), budget = 40) {
    this.c = c
    this.e = e
    this.budget = budget
  }

  put(depth: number, line: string): void {
    this.lines.push('    '.repeat(depth) + line)
  }

  name(letter: string): string {
    return `${letter}${this.named++}`
  }

  block(place: Place, most = 3): void {
    this.c.many(1, most, () => this.statement(place))
  }

  module(): void {
    this.put(0, 'i, j, k, p, q, s, o = 1, 2, 3, [1, 2, 3], [], "ab", Tracer("o")')
    const top: Place = { kind: 'module', loop: false, noJump: false, depth: 0 }
    const guarded = { ...top, depth: 1 }
    for (let n = 1 + this.c.below(4); n > 0; n--) {
      if (this.c.chance(30)) {
        this.statement(top)
        continue
      }
      this.put(0, 'try:')
      this.c.pick([
        () => this.block(guarded),
        () => this.functionAndCalls(guarded),
        () => this.generatorAndUse(guarded),
        () => this.classAndUse(guarded),
        () => this.coroutineAndUse(guarded),
      ])()
      this.put(0, 'except BaseException as error:')
      this.put(1, 'log("uncaught", error, where(error))')
    }
    if (this.c.chance(30))
      this.put(0, "log({n: v for n, v in sorted(locals().items()) if n in ('i', 'j', 'k', 'p', 'q', 's')})")
  }

  statement(place: Place): void {
    const { c, e } = this
    const { depth } = place
    this.budget -= 1
    const inside = { ...place, depth: depth + 1 }
    if (this.budget <= 0 || depth > 5) {
      this.put(depth, `log(${e.any(place)})`)
      return
    }
    if (this.more(place)) return
    switch (c.below(34)) {
      case 0:
      case 1:
        return this.put(depth, `log(${c.below(100)}, ${e.any(place)})`)
      case 2:
        return this.put(depth, `${c.pick(['i', 'j', 'k'])} = ${e.int(place)}`)
      case 3:
        return this.put(depth, `${c.pick(['p', 'q'])} = ${e.list(place)}`)
      case 4:
        return this.put(depth, e.assignment(place))
      case 5:
        return this.put(
          depth,
          `${c.pick(['i', 'j', 'p[0]', 'o.x', 'o[i]', 'q[-1]', 's', 'p', 'o', 'p[i:]', 'o[i:j]'])} ${c.pick(['+', '-', '*', '//', '|', '@', '%'])}= ${e.any(place)}`,
        )
      case 6:
      case 7:
        return this.conditional(inside)
      case 8:
      case 9:
      case 10:
        return this.forLoop(inside)
      case 11:
        return this.whileLoop(inside)
      case 12:
      case 13:
      case 14:
      case 15:
        return this.tryStatement(inside)
      case 16:
        return this.withStatement(inside)
      case 17:
        return this.matchStatement(inside)
      case 18:
      case 19:
      case 20:
        return this.jump(place)
      case 21:
        return this.put(depth, e.raise(place))
      case 22:
        return this.functionAndCalls(place)
      case 23:
        return this.generatorAndUse(place)
      case 24:
        return this.classAndUse(place)
      case 25:
        return this.put(depth, `assert ${e.any(place)}${c.chance(40) ? `, ${e.any(place)}` : ''}`)
      case 26:
        return this.put(depth, `del ${c.pick(['i', 'p[0]', 'o.x', 'o[i]', 'q', 'p[1:]', 'k', 's, j', '(p[0], i)'])}`)
      case 27:
        return this.exceptStar(inside)
      case 28:
        return this.yielding(place)
      case 29:
        return this.awaiting(inside)
      case 30:
        return this.put(depth, `log(${e.call(place)})`)
      case 31:
        return this.coroutineAndUse(place)
      case 32:
        return this.put(
          depth,
          c.pick([
            'log(sorted(n for n in locals() if len(n) == 1))',
            'type A[T] = list[T]; log(A.__value__, A.__type_params__)',
            'import math as k; log(k.pi)',
            'from math import floor as j; log(j(2.5))',
            'pass',
            'log(__name__)',
            'i: int = 3',
            'o.x: log(1) = log(2)',
            'p[0]: int',
            'x: int',
            '(i): str = 4',
          ]),
        )
      default:
        return this.put(depth, `${e.any(place)}`)
    }
  }

  /** Whether another family of programs wrote a statement of its own instead. */
  protected more(_place: Place): boolean {
    return false
  }

  private conditional(inside: Place): void {
    const at = inside.depth - 1
    this.put(at, `if ${this.e.any(inside)}:`)
    this.block(inside, 2)
    if (this.c.chance(30)) {
      this.put(at, `elif ${this.e.any(inside)}:`)
      this.block(inside, 2)
    }
    if (this.c.chance(40)) {
      this.put(at, 'else:')
      this.block(inside, 2)
    }
  }

  private forLoop(inside: Place): void {
    const at = inside.depth - 1
    const { c, e } = this
    const target = c.pick(['i', 'x', 'i', 'j', 'p[0]', 'i, j', 'o.x', 'i, *p', '(i, [j])', 'k'])
    this.put(
      at,
      `for ${target} in ${c.pick([() => e.list(inside), () => `range(${c.pick(['3', '2', 'i % 4', '1, 6, 2', '3, 0, -1'])})`, () => `enumerate(${e.list(inside)})`, () => `zip(${e.list(inside)}, "abc")`, () => `(${e.int(inside)} for x in range(3))`, () => '"ab"', () => `[${e.any(inside)}, ${e.any(inside)}]`, () => 'Loop(3)'])()}:`,
    )
    this.block({ ...inside, loop: true, noJump: false })
    if (c.chance(30)) {
      this.put(at, 'else:')
      this.block(inside, 1)
    }
  }

  private whileLoop(inside: Place): void {
    const at = inside.depth - 1
    const n = this.name('n')
    this.put(at, `${n} = 0`)
    this.put(
      at,
      `while (${n} := ${n} + 1) < ${this.c.pick(['3', '5', '9'])}${this.c.chance(30) ? ` and ${this.e.any(inside)}` : ''}:`,
    )
    this.block({ ...inside, loop: true, noJump: false })
    if (this.c.chance(40)) {
      this.put(at, 'else:')
      this.block(inside, 1)
    }
  }

  private tryStatement(inside: Place): void {
    const at = inside.depth - 1
    const { c } = this
    this.put(at, 'try:')
    this.block(inside)
    const handlers = c.below(3)
    for (let n = 0; n < handlers; n++) {
      const type = c.pick([
        'ValueError',
        'Exception',
        '(TypeError, LookupError)',
        'ZeroDivisionError',
        'IndexError',
        'log("t", KeyError)',
        'StopIteration',
        'NameError',
        'i',
        '(ValueError, ())',
        '(1, 2)',
      ])
      this.put(at, `except ${type}${c.chance(50) ? ' as e' : ''}:`)
      if (c.chance(40)) this.put(at + 1, 'log("caught", sys.exception(), where(sys.exception()))')
      this.block(inside, 2)
    }
    if (handlers > 0 && c.chance(20)) {
      this.put(at, 'except:')
      this.block(inside, 1)
    }
    if (handlers > 0 && c.chance(30)) {
      this.put(at, 'else:')
      this.block(inside, 1)
    }
    if (handlers === 0 || c.chance(40)) {
      this.put(at, 'finally:')
      this.put(at + 1, `log("finally", sys.exception())`)
      if (c.chance(60)) this.block(inside, 2)
    }
  }

  private exceptStar(inside: Place): void {
    const at = inside.depth - 1
    const held = { ...inside, noJump: true, loop: false }
    this.put(at, 'try:')
    this.put(
      at + 1,
      `raise ExceptionGroup(${this.c.pick(['"g"', 's'])}, [ValueError(1), ${this.c.pick(['TypeError(2)', 'KeyError("k")', 'ExceptionGroup("h", [ValueError(3), OSError(4)])'])}])`,
    )
    for (const type of this.c.many(1, 2, () =>
      this.c.pick(['ValueError', 'TypeError', 'Exception', '(KeyError, OSError)', 'LookupError']),
    )) {
      this.put(at, `except* ${type} as e:`)
      this.put(at + 1, 'log("star", e)')
      this.block(held, 1)
    }
    if (this.c.chance(30)) {
      this.put(at, 'finally:')
      this.block(inside, 1)
    }
  }

  private withStatement(inside: Place): void {
    const { c, e } = this
    const manager = (): string => {
      const made = c.pick([
        () => `Manager(${e.any(inside)}, ${c.pick(['False', 'True', '1/0'])})`,
        () => `Manager(1, ${e.any(inside)})`,
        () => e.any(inside),
        () => 'yielder(2)',
      ])()
      return c.chance(60) ? `${made} as ${c.pick(['m', 'i', 'o.x', '(i, j)', 'p[0]', '[i, *q]'])}` : made
    }
    const managers = c.many(1, 2, manager).join(', ')
    this.put(inside.depth - 1, `with ${c.chance(20) ? `(${managers})` : managers}:`)
    this.block(inside)
  }

  private matchStatement(inside: Place): void {
    const { c, e } = this
    this.put(inside.depth - 1, `match ${e.any(inside)}${c.chance(20) ? `, ${e.any(inside)}` : ''}:`)
    const cases = { ...inside, depth: inside.depth + 1 }
    for (const pattern of c.many(1, 3, () => e.pattern(2))) {
      this.put(inside.depth, `case ${pattern}${c.chance(20) ? ` if ${e.any(inside)}` : ''}:`)
      this.block(cases, 2)
    }
    if (c.chance(40)) {
      this.put(inside.depth, `case _:`)
      this.block(cases, 1)
    }
  }

  private jump(place: Place): void {
    const { c, e } = this
    if (!place.noJump && place.loop && c.chance(60)) return this.put(place.depth, c.pick(['continue', 'break']))
    if (!place.noJump && (place.kind === 'function' || place.kind === 'coroutine' || place.kind === 'generator'))
      return this.put(place.depth, c.pick([() => `return ${e.any(place)}`, () => 'return'])())
    this.put(place.depth, `log(${e.any(place)})`)
  }

  private yielding(place: Place): void {
    const { c, e } = this
    if (place.kind === 'generator')
      return this.put(
        place.depth,
        c.pick([
          () => `log("sent", (yield ${e.any(place)}))`,
          () => `yield ${e.int(place)}`,
          () => `i = yield`,
          () => `j = yield from ${e.list(place)}`,
          () => `log((yield 1), (yield 2), ${e.any(place)})`,
          () => 'log((yield from inner()))',
        ])(),
      )
    if (place.kind === 'async generator') return this.put(place.depth, `log((yield ${e.any(place)}))`)
    this.put(place.depth, `log(${e.any(place)})`)
  }

  private awaiting(inside: Place): void {
    const { c, e } = this
    const { depth, kind } = inside
    if (kind !== 'coroutine' && kind !== 'async generator') return this.put(depth - 1, `log(${e.call(inside)})`)
    c.pick([
      () => this.put(depth - 1, `log("awaited", await Later(${e.any(inside)}))`),
      () => {
        this.put(depth - 1, `async for ${c.pick(['i', 'x', 'i, j'])} in Loop(3):`)
        this.block({ ...inside, loop: true })
      },
      () => {
        this.put(depth - 1, `async with Manager(${e.any(inside)}, ${c.pick(['False', 'True'])}) as m:`)
        this.block(inside)
      },
      () => this.put(depth - 1, `log([${e.any(inside)} async for x in Loop(2) if await Later(x)])`),
      () => this.put(depth - 1, `log([await Later(x) for x in ${e.list(inside)}])`),
    ])()
  }

  /** Declarations at the head of a function. */
  private declarations(place: Place): void {
    const { c } = this
    if (c.chance(25)) this.put(place.depth, `global ${c.pick(['i', 'p', 'j, q', 'zz'])}`)
    else if (c.chance(15)) this.put(place.depth, `${c.pick(['i', 'k', 's'])} = ${this.e.int(place)}`)
  }

  functionAndCalls(place: Place): void {
    const { c, e } = this
    const f = this.name('f')
    const { depth } = place
    if (c.chance(15))
      this.put(
        depth,
        `@${c.pick(['log', '(lambda f: log("decorated", f.__name__) and f)', 'functools.wraps(len)', 'functools.cache', 'staticmethod'])}`,
      )
    this.put(
      depth,
      `def ${f}${c.chance(8) ? '[T]' : ''}(${e.parameters(place)})${c.chance(8) ? ' -> log("annotation")' : ''}:`,
    )
    const body: Place = { kind: 'function', loop: false, noJump: false, depth: depth + 1 }
    if (place.kind !== 'module' && place.kind !== 'class' && c.chance(30)) this.closure(body)
    else this.declarations(body)
    this.block(body, 4)
    c.many(1, 3, () => this.put(depth, `log("${f}", ${f}(${e.callArguments(place)}))`))
    if (c.chance(20))
      this.put(
        depth,
        `log(${f}.__name__, ${f}.__qualname__, ${f}.__defaults__, ${f}.__kwdefaults__, ${f}.__code__.co_varnames, ${f}.__code__.co_freevars, ${f}.__code__.co_cellvars)`,
      )
  }

  /** A function in a function that changes the outer one's variables. */
  private closure(body: Place): void {
    const g = this.name('g')
    this.put(body.depth, `i = ${this.e.int(body)}`)
    this.put(body.depth, `def ${g}(x=1):`)
    this.put(body.depth + 1, 'nonlocal i')
    this.put(body.depth + 1, `i ${this.c.pick(['+', '-', '*'])}= x`)
    this.block({ ...body, depth: body.depth + 1 }, 2)
    this.put(body.depth, `log(${g}(), i, ${g}(2), i)`)
  }

  generatorAndUse(place: Place): void {
    const { c, e } = this
    const { depth } = place
    const f = this.name('g')
    this.put(depth, `def ${f}(${e.parameters(place)}):`)
    const body: Place = { kind: 'generator', loop: false, noJump: false, depth: depth + 1 }
    this.declarations(body)
    this.block(body, 3)
    this.put(depth + 1, `log("sent", (yield ${e.any(body)}))`)
    this.block(body, 2)
    this.put(
      depth,
      `log("use", *use(${f}(${e.callArguments(place)}), ${c.many(1, 5, () => c.pick(['None', '1', 'ValueError', '"close"', '"next"', 'KeyError("k")', 'GeneratorExit', 'StopIteration(1)', '[]'])).join(', ')}))`,
    )
  }

  coroutineAndUse(place: Place): void {
    const { c, e } = this
    const { depth } = place
    const f = this.name('a')
    const kind = c.chance(30) ? 'async generator' : 'coroutine'
    this.put(depth, `async def ${f}(${e.parameters(place)}):`)
    const body: Place = { kind, loop: false, noJump: false, depth: depth + 1 }
    if (kind === 'async generator') this.put(depth + 1, `log("sent", (yield ${e.any(body)}))`)
    this.awaiting({ ...body, depth: depth + 2 })
    this.block(body, 3)
    this.put(
      depth,
      kind === 'coroutine'
        ? `log("run", run(${f}(${e.callArguments(place)})))`
        : `log("run", run(collect(${f}(${e.callArguments(place)}))))`,
    )
  }

  classAndUse(place: Place): void {
    const { c, e } = this
    const { depth } = place
    const name = this.name('K')
    const inside: Place = { kind: 'class', loop: false, noJump: false, depth: depth + 1 }
    this.put(
      depth,
      `class ${name}${c.chance(10) ? '[T]' : ''}${c.pick(['', '(Base)', '(Base, C)', '(list)', '(Base, metaclass=LogMeta)', '(*[Base])', '(int)', '(Base, x=log("kw", 1))', '(dict)', '(Exception)'])}:`,
    )
    c.many(1, 4, () =>
      c.pick([
        () => this.put(depth + 1, `i = ${e.int(inside)}`),
        () => this.put(depth + 1, `p = [i for i in ${e.list(inside)}]`),
        () => this.method(inside, `m(self, ${e.parameters(inside)})`),
        () =>
          this.method(
            inside,
            `${c.pick(['__len__', '__bool__', '__repr__', '__iter__', '__hash__', '__index__', '__str__', '__enter__', '__neg__'])}(self)`,
          ),
        () =>
          this.method(
            inside,
            `${c.pick(['__add__', '__radd__', '__eq__', '__lt__', '__getitem__', '__contains__', '__getattr__', '__call__', '__missing__', '__iadd__', '__format__'])}(self, x)`,
          ),
        () => {
          this.put(depth + 1, c.pick(['@property', '@classmethod', '@staticmethod', '@functools.cached_property']))
          this.method(inside, `r(${c.pick(['self', 'x', 'self, x=1'])})`)
        },
        () =>
          this.method(
            inside,
            `__init__(self${c.pick(['', ', x=1', ', *a'])})`,
            c.chance(70) ? 'super().__init__()' : undefined,
          ),
        () =>
          this.put(
            depth + 1,
            c.pick([
              'x: int = log(5)',
              'y: str',
              '__slots__ = ("u", "v")',
              'def m(self, x=i): return x, __class__',
              'i += 1',
              'del i',
              'log(__qualname__, sorted(locals()))',
              '__match_args__ = ("x", "i")',
              'm = lambda self, *a: a',
            ]),
          ),
        () => this.statement(inside),
      ])(),
    )
    const use = (): string =>
      c.pick([
        `${name}()`,
        `${name}().m()`,
        `${name}().r`,
        `${name}.r`,
        `len(${name}())`,
        `${name}() + 1`,
        `1 + ${name}()`,
        `${name}()[1]`,
        `${name}() == ${name}()`,
        `bool(${name}())`,
        `${name}().missing`,
        `str(${name}())`,
        `1 in ${name}()`,
        `[*${name}()]`,
        `${name}(1)`,
        `${name}.__mro__`,
        `sorted(k for k in ${name}.__dict__)`,
        `hash(${name}())`,
        `f'{${name}():x}'`,
        `${name}().m(i, *p)`,
        `isinstance(${name}(), Base)`,
        `${name}.m(1)`,
        `-${name}()`,
        `${name}()()`,
        `${name}() < 1`,
        `${name}.i`,
        `vars(${name}())`,
      ])
    c.many(1, 3, () => this.put(depth, `attempt(lambda: ${use()})`))
  }

  private method(inside: Place, head: string, first?: string): void {
    this.put(inside.depth, `def ${head}:`)
    if (first !== undefined) this.put(inside.depth + 1, first)
    this.block({ kind: 'function', loop: false, noJump: false, depth: inside.depth + 1 }, 2)
    if (head.startsWith('__') && this.c.chance(60)) this.put(inside.depth + 1, `return ${this.e.any(inside)}`)
  }
}

export function program(c: Choices): string {
  const writer = new Writer(c)
  writer.module()
  return `${writer.lines.join('\n')}\n`
}
