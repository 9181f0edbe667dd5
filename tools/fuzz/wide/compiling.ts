/** Code that programs make themselves: `exec`, `eval`, `compile` with modes and flags, trees, and source with mistakes. */
import type { Choices } from '../choices.ts'
import type { Place } from '../programs.ts'
import { WideWriter } from './programs.ts'
import { wideExpressions } from './expressions.ts'

const INNER: Place = { kind: 'module', loop: false, noJump: false, depth: 0 }

/** Statements of a small program, as text. */
export function source(w: WideWriter, most = 2): string {
  const inner = new WideWriter(w.c, wideExpressions(w.c), 6)
  inner.block(INNER, most)
  return `${inner.lines.join('\n')}\n`
}

export const literal = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const BROKEN =
  'x = ;def f(;f(a b);f(x for x in y, 1);f(**k, *a);f(a=1, a=2);f(1=2);f(x.y=1);f(a=1, 2);f(**k, 1);def f(a, a): pass;def f(a=1, b): pass;def f(*): pass;def f(*, **k): pass;def f(a, /, /): pass;def f(*a, /): pass;def f(*a, *b): pass;def f(**k, a): pass;lambda a=1, b: 0;lambda *: 0;x = yield;return 1;break;continue;await x;async with x: pass;[x async for x in y];nonlocal x;global x; x = 1;x = 1; global x;del f();del 1;del (a, 1);1 = x;f() = 1;f() += 1;(a, b) += 1;[a] += 1;x + 1 = 2;a, b: int;(a): int = 1;a.b: int;[a]: int;None = 1;True = 1;__debug__ = 1;x.__debug__ = 1;def f(__debug__): pass;import a.b as c.d;from . import *;def f(): from a import *;from a import (b;from __future__ import nope;import;x := 1;(x.y := 1);(1 := x);[x := 1 for x in y];[(x := 1) for y in (x := 2)];class C: [(x := 1) for y in z];*a;*a = 1;*a, *b = c;x = *a;f(*);print *a;(*a);[*a for a in b];{**a for a in b};{*a: 1};{1: *a};{1:};{1: 2, 3};{1, 2: 3};{**a, 1};if x = 1: pass;while x = 1: pass;if x;if x: ;else: pass;elif x: pass;for x in: pass;for 1 in x: pass;for f() in x: pass;for x: pass;while: pass;with x as 1: pass;with x as f(): pass;with: pass;try: pass;except: pass;try: pass\nexcept* : pass;try: pass\nexcept: pass\nexcept X: pass;try: pass\nexcept X, Y: pass;try: pass\nexcept* X: break;try: pass\nexcept X: pass\nexcept* Y: pass;match x: pass;match x:\n case 1 2: pass;match x:\n case x: pass\n case y: pass;match x:\n case a | b: pass;match x:\n case [a, a]: pass;match x:\n case {**r, 1: 2}: pass;match x:\n case {**_}: pass;match x:\n case [*a, *b]: pass;match x:\n case 1 + 1: pass;match x:\n case C(a=1, 2): pass;match x:\n case C(a=1, a=2): pass;match x:\n case {1: a, 1: b}: pass;match x:\n case x.y as 1: pass;match x:\n case 1 as _: pass;match x:\n case -x: pass;class C(a=1, a=2): pass;class C(: pass;class: pass;@;@x;type X;type X = ;type X[T, T] = 1;type X[T: (yield)] = 1;type X[T=1, U] = 1;type X[*T: int] = 1;def f[T](): nonlocal T;def f[**P, ](): pass;x = [1, 2;x = (1;x = {1: 2;x = 1);x = [1);"abc;\'\'\'abc;f"{x";f"{";f"}";f"{}";f"{x!}";f"{x!z}";f"{x:{y}";f"{x = !r:{}";f"{lambda x: 1}";f"{*}";f"{x!r }";f"{a b}";f"{1:{2:{3:{4}}}}";f\'{x:{;rb"\\xff" "a";b"\u00e9";"\\N{nope}";"\\x1";"\\u12";"\\U00110000";0777;0x;0b2;0o8;1_;1__0;1.e;1e;1abc;1if x else 2;0_7;1.2.3;1jx;$;?;x ! y;x <> y;\u00bf;a\u00a0b;\\;x \\ y;  x;if x:\npass;if x:\n  a\n b;if x:\n\ta\n        b;x = 1\n  y;def f():\nx;a b;a b c;print x;exec x;x if y;x if y else;not;x not y;x is not;x in;a < > b;a +;- ;a..b;a.1;a[;a[];a[1;a[1:2:3:4];a[*];a[**b];lambda;lambda x;lambda: (yield);raise x from;raise from x;assert;assert x,;pass x;del;global;import x,;from x import;from x import y,;async x;async def f;await;def f() -> : pass;def f(a: ): pass;def f(a=): pass;class C:\n def f(self): super(;x = 5 5;(x, y;x, y) = 1;(x for x in y;[x for x];[for x in y];[x for x in y if];[x if y for z in w];{x: y for z};f(x for x in y z);a = b = ;a =+ = b;a ++;++;a =! b;a ?? b;@a\nx = 1;@a b\ndef f(): pass;"a" b;b"a" "b";f"a" b"b";return;yield;def f():\n return\n  x;if 1:\n x\nelse\n y;try:\n x\nfinally;with (a as b, c as d: pass;with (a, b) as c: pass;not = 1;is = 1;x = class;def = 1;for = 1;import if;from if import x;lambda if: 1;def f(if): pass;class if: pass;x.if;f(if=1);(yield) = 1;(lambda: 1) = 1;x if y else z = 1;[x for x in y] = 1;{} = 1;{x} = 1;"a" = 1;f"{x}" = 1;... = 1;-x = 1;x and y = 1;not x = 1;x < y = 1;await x = 1;x = await y = 1;for x if y in z: pass;for (x in y): pass;for x, y.z(), in w: pass;with a as b.c(): pass;[x for f() in y];[x for 1 in y];[x for x, 1 in y];(x for x + 1 in y);async for x in y: pass;async [x for x in y];def f(x, (y, z)): pass;lambda (x, y): 1;print "x";print;exec "x"'.split(
    ';',
  )

/** Source in which a token is missing, doubled, or another one. */
function damaged(c: Choices, text: string): string {
  const tokens = text.match(/\s+|\w+|"(?:[^"\\\n]|\\.)*"|[^\s\w]/g) ?? []
  for (let n = 1 + c.below(2); n > 0; n--) {
    const at = c.below(tokens.length)
    tokens.splice(
      at,
      c.pick([1, 1, 0, 1]),
      ...c.pick([
        [],
        [tokens[at] ?? '', tokens[at] ?? ''],
        [')'],
        ['('],
        [':'],
        [','],
        ['='],
        ['*'],
        ['.'],
        ['if'],
        ['for '],
        ['lambda'],
        ['1'],
        ['"'],
        ['\n'],
        [' in '],
        [']'],
        ['x '],
        ['yield '],
        ['await '],
        ['not '],
        ['else '],
      ]),
    )
  }
  return tokens.join('')
}

export function brokenSource(w: WideWriter, place: Place): void {
  const { c, e } = w
  const text = c.pick([
    () => c.pick(BROKEN),
    () => c.pick(BROKEN),
    () => damaged(c, source(w, 1)),
    () => damaged(c, source(w, 2)),
    () => damaged(c, e.any(INNER)),
    () => damaged(c, c.pick(BROKEN)),
  ])()
  w.put(place.depth, `broken(${literal(text)}${c.chance(15) ? `, ${c.pick(['"eval"', '"single"'])}` : ''})`)
}

export function madeCode(w: WideWriter, place: Place): void {
  const { c, e } = w
  const { depth } = place
  const expression = (): string => literal(e.any(INNER).replaceAll('\n', ' '))
  c.pick([
    () =>
      w.put(
        depth,
        `told(lambda: eval(${expression()}${c.pick(['', ', globals()', ', globals(), {"i": 5, "p": [9]}', ', None, {"j": 4}', ', {"i": 7}', ', {"__builtins__": {}}', ', globals(), Mapping()', ', globals=globals(), locals={"s": "q"}', ', 1', ', {}, 2'])}))`,
      ),
    () => {
      w.put(
        depth,
        `told(lambda: exec(${literal(source(w))}${c.pick([', globals()', ', dict(globals())', ', dict(globals()), (scope := {})', ', dict(globals()), Scope()', ', globals(), locals()'])}))`,
      )
    },
    () => {
      const flags = c.pick([
        '0',
        '__future__.annotations.compiler_flag',
        'ast.PyCF_ONLY_AST',
        'ast.PyCF_ALLOW_TOP_LEVEL_AWAIT',
        'ast.PyCF_TYPE_COMMENTS | ast.PyCF_ONLY_AST',
        '__future__.barry_as_FLUFL.compiler_flag',
        '__future__.division.compiler_flag',
        '1 << 30',
        'ast.PyCF_OPTIMIZED_AST',
      ])
      w.put(depth, `import ast, __future__`)
      w.put(
        depth,
        `code = told(lambda: compile(${c.chance(60) ? literal(source(w)) : c.pick(['"assert 0, 1\\nlog(__debug__)"', '"def f():\\n \'doc\'\\n assert 0\\nlog(f.__doc__)\\nf()"', '"x: zz = 1\\nlog(__annotations__)"', '"from __future__ import annotations\\ndef f(a: zz + 1) -> 1 .x: pass\\nlog(f.__annotations__)"', '"await Later(1)"', '"log(1 <> 2)"', '"[x async for x in Loop(2)]"'])}, "<inner>", ${c.pick(['"exec"', '"exec"', '"single"', '"eval"', '"func_type"'])}, ${flags}${c.pick(['', ', True', ', dont_inherit=True, optimize=0', ', optimize=1', ', optimize=2', ', False, 2'])}))`,
      )
      w.put(
        depth,
        `if isinstance(code, types.CodeType): told(lambda: parts(code)); told(lambda: exec(code, dict(globals())))`,
      )
      w.put(
        depth,
        `if isinstance(code, ast.AST): told(lambda: ast.dump(code${c.pick(['', ', include_attributes=True', ', indent=1', ', annotate_fields=False', ', show_empty=True'])})); told(lambda: unparsed(code))`,
      )
    },
    () => {
      w.put(depth, 'import ast')
      w.put(depth, `tree = told(lambda: ast.parse(${literal(source(w))}))`)
      w.put(
        depth,
        `if tree: told(lambda: unparsed(tree)); told(lambda: ast.dump(tree${c.chance(40) ? ', include_attributes=True' : ''}))`,
      )
      if (c.chance(50)) w.put(depth, `if tree: told(lambda: exec(compile(tree, "<tree>", "exec"), dict(globals())))`)
    },
    () => {
      w.put(depth, 'import ast')
      w.put(
        depth,
        `told(lambda: ast.literal_eval(${literal(c.pick([e.any(INNER), '[1, (2,), {3: -4}, {5}]', '1+2j', 'set()', '{1: [*x]}', '-"a"', '(1', '--1', '"a" "b"', '1 + 1', '{**{}}', ' 1', 'b"x"', '...', 'None', '1 - 2j', '+1', '~1']).replaceAll('\n', ' '))}))`,
      )
    },
    () => {
      w.put(depth, 'import dis')
      w.put(depth, `def made(a, b=1, *, k=2): return ${e.any({ ...INNER, kind: 'function' })}`)
      w.put(
        depth,
        `told(lambda: parts(made.__code__)); told(lambda: parts(made.__code__.replace(${c.pick(['co_name="other"', 'co_filename="<x>"', 'co_firstlineno=9', 'co_argcount=1', 'co_flags=3', 'co_varnames=("a",)', 'co_names=()', 'co_zz=1', 'co_name=1', 'co_qualname="q.r"'])})))`,
      )
    },
    () => {
      w.put(
        depth,
        `told(lambda: types.FunctionType((lambda a, b=1: (a, b, i)).__code__, ${c.pick(['globals()', '{"i": 5}', '{}', '1', '{"i": 1, "__builtins__": {}}'])}${c.pick(['', ', "n"', ', "n", (7,)', ', "n", (7, 8, 9)', ', None, None, ()', ', "n", (), (types.CellType(1),)', ', kwdefaults={"b": 2}'])})(${c.pick(['1', '1, 2', ''])}))`,
      )
    },
  ])()
}
