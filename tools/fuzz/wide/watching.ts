/** What watches programs run: `sys.settrace`, `sys.setprofile`, `sys.monitoring`, tracebacks with columns, warnings. */
import type { Place } from '../programs.ts'
import { functionPlace } from './functions.ts'
import type { WideWriter } from './programs.ts'

const EVENTS = [
  'PY_START PY_RETURN',
  'PY_START LINE PY_RETURN',
  'RAISE EXCEPTION_HANDLED',
  'RAISE RERAISE PY_UNWIND EXCEPTION_HANDLED',
  'CALL C_RETURN C_RAISE',
  'CALL',
  'PY_START PY_YIELD PY_RESUME PY_RETURN PY_THROW PY_UNWIND',
  'STOP_ITERATION',
  'PY_START LINE RAISE',
]

/** A function that is called while something watches it. */
export function watched(w: WideWriter, place: Place): void {
  const { c } = w
  const { depth } = place
  const f = w.name('f')
  const kind = c.chance(25) ? 'generator' : 'function'
  w.put(depth, `def ${f}(i=1, j=2, k=3):`)
  w.put(depth + 1, 'p, q, s, o = [1, 2, 3], [], "ab", C()')
  w.block(functionPlace(depth + 1, kind), 4)
  if (kind === 'generator') {
    w.put(depth + 1, 'yield 1')
    w.put(depth, `def drive_${f}(): return list(use(${f}(), ${c.pick(['1', 'None, ValueError', '"close"'])}))`)
  }
  const called = kind === 'generator' ? `drive_${f}` : f
  w.put(
    depth,
    c.pick([
      () => `log(traces(${called}))`,
      () => `log(traces(${called}))`,
      () => `log(profile(${called}))`,
      () => `log(monitored(${JSON.stringify(c.pick(EVENTS))}, ${called}))`,
      () => `log(monitored(${JSON.stringify(c.pick(EVENTS))}, ${called}))`,
    ])(),
  )
}

/** A traceback as it is printed, with the places of its lines. */
export function reported(w: WideWriter, place: Place): void {
  const { c, e } = w
  const { depth } = place
  w.put(depth, 'try:')
  if (c.chance(40)) {
    w.put(depth + 1, 'try:')
    w.block({ ...place, depth: depth + 2, noJump: true, loop: false }, 2)
    w.put(depth + 2, e.raise(place))
    w.put(depth + 1, `except ${c.pick(['Exception', 'ValueError', 'TypeError'])} as inner_error:`)
    w.put(
      depth + 2,
      c.pick([
        `inner_error.add_note("note")`,
        'raise KeyError from inner_error',
        'raise Err("x") from None',
        `raise ExceptionGroup("g", [inner_error, Err(2)])`,
        'raise',
        '1 / 0',
        'inner_error.x.y',
      ]),
    )
  } else w.block({ ...place, depth: depth + 1, noJump: true, loop: false }, 3)
  const wrong = (): string =>
    c.pick([
      'i / 0',
      'p[99]',
      'o.fail',
      's + 1',
      'None.x.y',
      'two()',
      'zz',
      '[1][i][j]',
      '(1 +\n  None)',
      'f"{s:d}"',
      'i @ s',
      '{}["k"]',
      'len(1)',
      'p.append(\n  1, 2)',
      'two(*1)',
      '(lambda: zz)()',
      '[x.y for x in p]',
      'next(iter([]))',
      's.zz(1)(2)',
      '-s',
      'not Truthy(3)',
      'i < s < j',
      'p[0:1][2]',
      '1 if zz else 2',
      'i[0] = 1',
      'del i.x',
      'p.x = 1',
      'a, b = 1, 2, 3',
      'o.x.y += 1',
      'import zz.y',
      'from sys import zz',
      'assert i == 0, s',
      'i()',
      'await_ = run(None)',
      'for x in 1: pass',
      'with 1: pass',
      's.nope().other(1, 2)[3]',
      'p.sort(key=lambda x: x.y)',
      '"é" + "日本" + 1',
      '(i,\n j,\n zz)',
      'raise Err("a\\nb")',
      'class X(1): pass',
      'def f(a=1/0): pass',
      'int("x")',
      'p.index(\n   9\n)',
      'i.real.imag.zz',
      'x = [\n  1,\n  zz,\n]',
      'two(1)(\n  2,\n  x=3)',
      's[i:j:0]',
      '{**1}',
      '[*1]',
      'i if 1 else j; zz',
      'eval("1/0")',
      'exec("def f():\\n  zz\\nf()")',
    ])
  if (c.chance(80)) w.put(depth + 1, wrong())
  w.put(depth, 'except BaseException as error:')
  w.put(depth + 1, c.pick(['report(error)', 'report(error)', 'log(spots(error))']))
}

const CATEGORIES = [
  'UserWarning',
  'DeprecationWarning',
  'RuntimeWarning',
  'Err',
  'int',
  'Warning',
  'BytesWarning',
  'None',
]

export function warned(w: WideWriter, place: Place): void {
  const { c, e } = w
  const { depth } = place
  const warn = (): string =>
    c.pick([
      () =>
        `warnings.warn(${c.pick(['"text"', 's', 'UserWarning("own")', 'i', 'Err("e")'])}${c.chance(60) ? `, ${c.pick(CATEGORIES)}` : ''}${c.chance(40) ? `, ${c.pick(['1', '2', 'stacklevel=1', 'stacklevel=3', 'source=o', 'skip_file_prefixes=("x",)', '"1"'])}` : ''})`,
      () =>
        `told(lambda: eval(${JSON.stringify(c.pick(['1 is 1', '"\\d"', 'x is "a"', '1()', '1[2]', '"a"[()]', '(1, 2)(3)', 'None.x is not 3', "f'{1}'()", '~True', '[1]["a"]', '{1}[0]', '0x1for x in ()', "b'\\d'", '1or 2', 'assert_ is ()', '(lambda: 1)[0]']))}, dict(i=1, x=2, assert_=3)))`,
      () =>
        `exec(${JSON.stringify(c.pick(['assert (1, 2)', 'assert (x, "m")', 'for x in (): pass\nelse: 1 is 2', 'def f():\n  try: pass\n  finally: "\\q"', '"\\777"']))}, {"x": 1})`,
      () => `~${e.int(place)}`,
      () => '~True',
      () =>
        `warnings.warn_explicit("w", ${c.pick(CATEGORIES.slice(0, 3))}, "<case>", 3${c.pick(['', ', "module"', ', None, {}'])})`,
    ])()
  w.put(depth, `with warnings.catch_warnings(${c.pick(['', 'record=True'])}) as caught:`)
  w.put(
    depth + 1,
    `warnings.${c.pick(['simplefilter("error")', 'simplefilter("always")', 'simplefilter("ignore", DeprecationWarning)', 'filterwarnings("error", "te.t")', 'simplefilter("default")', 'filterwarnings("ignore", category=UserWarning, lineno=3)', 'simplefilter("wrong")', 'filterwarnings("always", module="case")'])}`,
  )
  for (const each of c.many(1, 3, warn)) w.put(depth + 1, each)
  w.put(
    depth + 1,
    'log(caught and [(str(each.message), each.category, each.lineno, each.filename) for each in caught])',
  )
}
