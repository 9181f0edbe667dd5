/** Functions: every form of parameter, type parameters, annotations, decorators, cells over several levels, `global` and `nonlocal`. */
import type { Place } from '../programs.ts'
import type { WideWriter } from './programs.ts'
import { annotation, signature, typeParameters } from './signatures.ts'

const DECORATORS = [
  'decorator()',
  'decorator(1)',
  'log',
  'functools.cache',
  '(lambda f: f)',
  'end',
  'decorator',
  'o.method',
  'staticmethod',
  'functools.wraps(two)',
  'functools.partial(functools.partial)',
  'i',
  'contextlib.contextmanager',
]

export function decorators(w: WideWriter, depth: number, percent: number): void {
  if (w.c.chance(percent))
    for (const each of w.c.many(1, 2, () => w.c.pick(w.c.chance(60) ? DECORATORS.slice(0, 3) : DECORATORS)))
      w.put(depth, `@${each}`)
}

export const functionPlace = (depth: number, kind: Place['kind'] = 'function'): Place => ({
  kind,
  loop: false,
  noJump: false,
  depth,
})

/** A function, some calls, and what it says of itself. */
export function functionAndCalls(w: WideWriter, place: Place): void {
  const { c, e } = w
  const { depth } = place
  const f = w.name('f')
  const { text, call, names } = signature(c, e, place, true)
  decorators(w, depth, 20)
  const parameters = typeParameters(c, 20)
  w.put(depth, `def ${f}${parameters}(${text})${c.chance(20) ? ` -> ${annotation(c)}` : ''}:`)
  if (c.chance(15)) w.put(depth + 1, '"docstring"')
  w.put(depth + 1, `log("${f}"${names.map((name) => `, ${name}`).join('')})`)
  w.block(functionPlace(depth + 1), 4)
  for (const each of c.many(1, 3, call)) w.put(depth, `told(lambda: ${f}(${each}))`)
  if (c.chance(25))
    w.put(
      depth,
      `log(parts(${f}.__code__), annotations(${f}), ${f}.__type_params__, ${f}.__doc__, ${f}.__defaults__, ${f}.__kwdefaults__)`,
    )
  if (parameters !== '' && c.chance(60))
    w.put(
      depth,
      `for t in ${f}.__type_params__: told(lambda: t); told(lambda: t.__bound__); told(lambda: t.__constraints__); told(lambda: t.__default__)`,
    )
}

/** Functions in functions that share variables. */
export function cells(w: WideWriter, place: Place): void {
  const { c, e } = w
  const { depth } = place
  const [f, g, h] = [w.name('f'), w.name('g'), w.name('h')]
  const body = functionPlace(depth + 1)
  w.put(depth, `def ${f}(a, b=${e.int(place)}):`)
  if (c.chance(20)) w.put(depth + 1, c.pick(['global i', 'global unknown, p', 'global zz']))
  if (c.chance(30)) w.put(depth + 1, `told(lambda: late)`)
  w.put(depth + 1, `c, i0 = ${e.int(body)}, 0`)
  const isClass = c.chance(25)
  w.put(depth + 1, isClass ? `class ${g}:` : `def ${g}(x=a, *rest):`)
  if (isClass) {
    w.put(
      depth + 2,
      c.pick([
        'c = c',
        'a = [a for _ in (1, 2)]',
        'nonlocal c; c = 5',
        'log(c, __qualname__)',
        'b = lambda self: b',
        'c: int = c',
      ]),
    )
  } else {
    w.put(depth + 2, c.pick(['nonlocal a, c', 'nonlocal b', 'pass', 'pass']))
    w.put(depth + 2, c.pick(['c += 1', 'a = b', 'del c', 'b = [a for a in (1, 2)]', 'c = lambda: a', 'log(a)']))
  }
  w.put(depth + 2, `def ${h}(${c.pick(['self=0', 'self=c', 'self=b'])}):`)
  w.put(depth + 3, c.pick(['nonlocal a', 'nonlocal c', 'pass', 'nonlocal a, b']))
  w.put(
    depth + 3,
    c.pick([
      'a = (a, 1)',
      'c = 7',
      'log(sorted(locals()))',
      'late = a',
      'exec("a = 5"); log(a)',
      'del a',
      'log(eval("[b for _ in (1,)]"))',
      'log([a for x in (1, 2) if c])',
      'log(lambda: a)',
    ]),
  )
  w.put(depth + 3, 'return a, b')
  if (!isClass) w.put(depth + 2, `return ${h}`)
  if (c.chance(30)) w.put(depth + 1, `late = ${e.int(body)}`)
  w.put(depth + 1, `told(lambda: ${isClass ? `${g}().${h}()` : `${g}()()`})`)
  w.block(body, 2)
  w.put(depth + 1, `told(lambda: (a, b))`)
  w.put(depth + 1, `told(lambda: c)`)
  if (c.chance(30)) w.put(depth + 1, `log({k: v for k, v in sorted(locals().items()) if k in "abc"})`)
  if (c.chance(30))
    w.put(
      depth + 1,
      `log(${isClass ? `${g}.${h}` : g}.__code__.co_freevars, [told(lambda: x.cell_contents) for x in ${isClass ? `${g}.${h}` : g}.__closure__ or ()])`,
    )
  w.put(depth, `told(lambda: ${f}(${c.pick(['1', 'i', 'a=2', '1, 2', ''])}))`)
  if (c.chance(25)) {
    w.put(depth, `made = [lambda x${c.pick(['', '=n', '=1'])}: (n, x) for n in range(3)]`)
    w.put(depth, `for each in made: told(lambda: each(${c.pick(['', '5'])}))`)
  }
}

/** A type statement, and what is evaluated when. */
export function typeStatement(w: WideWriter, place: Place): void {
  const { c } = w
  const { depth } = place
  const name = w.name('A')
  w.put(
    depth,
    `type ${name}${typeParameters(c, 60)} = ${c.pick(['int', 'list[i]', `list[${name}]`, 'log("value")', 'zz', 'int | None', '(lambda: i)()', '[x for x in p]', '"text"', '1/0'])}`,
  )
  w.put(depth, `told(lambda: ${name}.__value__)`)
  if (c.chance(60)) w.put(depth, `log(${name}, ${name}.__type_params__, ${name}.__name__, ${name}.__module__)`)
  if (c.chance(40)) w.put(depth, `told(lambda: ${name}[${c.pick(['int', 'int, str', '...', '*p', '[int]', '()'])}])`)
  if (c.chance(40))
    w.put(
      depth,
      `for t in ${name}.__type_params__: told(lambda: (t.__name__, t.__default__)); told(lambda: t.__bound__)`,
    )
}
