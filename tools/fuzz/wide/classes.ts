/** Classes: bases and keywords, metaclasses, descriptors, slots, private names, `super` and `__class__`, scopes, special methods. */
import type { Place } from '../programs.ts'
import { decorators, functionPlace } from './functions.ts'
import type { WideWriter } from './programs.ts'
import { signature, typeParameters } from './signatures.ts'

const BASES =
  'Base C Sub list dict int str Exception tuple object Entries(C) Entries() *[Base] LogMeta Meta float set Named Ordered WithGet *() Point Data types.SimpleNamespace Slotted type bytes BaseException Entries(Base,C) i Err C,Sub Sub,C list,dict bool Colour'.split(
    ' ',
  )
const KEYWORDS = [
  'metaclass=LogMeta',
  'metaclass=ScopeMeta',
  'metaclass=ScopeMeta, flag=1',
  'x=log("kw")',
  '**{"x": 1}',
  'metaclass=type',
  'metaclass=Meta',
  'metaclass=lambda *a, **k: a',
  'metaclass=i',
  'metaclass=(lambda name, bases, scope, **k: type(name, bases, dict(scope)))',
]
const BINARY = 'add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or'.split(' ')
const SPECIAL =
  '__len__ __bool__ __repr__ __str__ __bytes__ __hash__ __index__ __int__ __float__ __complex__ __iter__ __next__ __reversed__ __neg__ __pos__ __abs__ __invert__ __enter__ __aiter__ __await__ __length_hint__ __dir__ __trunc__ __floor__ __ceil__ __reduce__ __copy__ __sizeof__'.split(
    ' ',
  )
const SPECIAL_OF_ONE =
  '__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __getitem__ __delitem__ __contains__ __getattr__ __getattribute__ __delattr__ __call__ __missing__ __format__ __round__ __class_getitem__ __instancecheck__ __subclasshook__ __mro_entries__ __deepcopy__ __reduce_ex__'.split(
    ' ',
  )
const SPECIAL_OF_TWO = ['__setitem__', '__setattr__', '__get__', '__set__', '__set_name__', '__pow__']

function member(w: WideWriter, place: Place, name: string): void {
  const { c, e } = w
  const { depth } = place
  const method = (head: string, ...lines: string[]): void => {
    w.put(depth, `def ${head}:`)
    for (const line of lines) w.put(depth + 1, line)
    if (lines.length === 0 || c.chance(25)) w.block(functionPlace(depth + 1), 2)
  }
  const result = (): string =>
    `return ${c.pick([() => e.int(functionPlace(depth)), () => c.pick(['self', '"text"', '1', 'iter((1, 2))', 'None', 'NotImplemented', 'True', '2', 'b"b"', '[1]', '-1']), () => 'super().__class__'])()}`
  c.pick([
    () =>
      w.put(
        depth,
        c.pick([
          'i = i',
          'x = 1',
          'p = [*p]',
          '_x, __y = 1, 2',
          'y: int',
          '__z: "str" = 3',
          'x: log("note") = log("value")',
          'k = [i for i in range(2)]',
          'k = [lambda: i for _ in (1,)]',
          'k = (lambda: __class__)',
          'del i',
          'i += 1',
          'log(sorted(n for n in locals() if len(n) < 3))',
          'log(__qualname__, __module__, __name__)',
          'x = virtual1',
          '__match_args__ = ("x", "__y")',
          'for x in p: pass',
          'import math as m',
          'with yielder(1) as x: pass',
          'k = {x: i for x in s}',
          'global gl; gl = 5',
          'k = {__y for __y in (1, 2)}',
          'try: 1/0\n' + '    '.repeat(depth) + 'except Exception as x: pass',
        ]),
      ),
    () =>
      w.put(
        depth,
        `__slots__ = ${c.pick(['"x", "y"', '"x"', '()', '["__dict__"]', '"__private", "x"', '{"x": "doc"}', '"x", "x"', '1', '"a b"', '("__weakref__", "x")', '[*s]'])}`,
      ),
    () =>
      w.put(
        depth,
        `${c.pick(['d', 'x', '__y'])} = ${c.pick(['Descriptor(1)', 'Reading()', 'property(lambda self: log("got", self.__class__.__name__))', 'WithGet.attribute', 'functools.cached_property(lambda self: log("computed"))', 'staticmethod(two)', 'classmethod(two)', 'functools.partialmethod(two, 1)', 'operator.attrgetter("x")', 'two', 'C().method', 'functools.cache(lambda self: 1)'])}`,
      ),
    () =>
      method(
        `__init__(self${c.pick(['', ', *a', ', x=1', ', **k'])})`,
        ...c.many(1, 3, () =>
          c.pick([
            'super().__init__()',
            'self.x = 1',
            'self.__y = i',
            'log("init")',
            'self._x, self.y = p, s',
            'object.__setattr__(self, "x", 3)',
            'super(__class__, self).__init__()',
            'del self.x',
          ]),
        ),
      ),
    () =>
      method(
        `__new__(cls, *a, **k)`,
        `log("new", cls.__name__)`,
        c.pick([
          'return super().__new__(cls)',
          'return object.__new__(cls)',
          'return 5',
          'return super().__new__(cls, *a)',
          'self = super().__new__(cls); self.x = 2; return self',
        ]),
      ),
    () =>
      method(
        `m(self, *a)`,
        c.pick([
          'return super().m(*a)',
          'return __class__',
          'return self.__y',
          'return [super().m() for _ in (1,)]',
          'return (lambda: super().m())()',
          'self.__y = 1; return sorted(vars(self))',
          f(name),
          'return super()',
          'return super().x',
          'super().x = 1',
          'return getattr(self, "__y", "none")',
          'return __class__.__name__, self.x',
          'del self.__y',
        ]),
      ),
    () =>
      method(
        `n(${signature(c, e, { ...place, kind: 'class' }, true)
          .text.replace(/^/, 'self, ')
          .replace(/, $/, '')})`,
        'log(sorted(locals()))',
      ),
    () => method(`${c.pick(SPECIAL)}(self)`, 'log("special")', result()),
    () => method(`${c.pick(SPECIAL)}(self)`, result()),
    () => method(`${c.pick(SPECIAL_OF_ONE)}(self, x)`, 'log("special", x)', result()),
    () => method(`${c.pick(SPECIAL_OF_TWO)}(self, x, y${c.chance(20) ? '=0' : ''})`, 'log("special", x, y)', result()),
    () =>
      method(
        `__${c.pick(['', 'r', 'i'])}${c.pick(BINARY)}__(self, x, *mod)`,
        'log("operator", x)',
        c.pick(['return NotImplemented', 'return 5', 'return self', 'return super().__add__(x)']),
      ),
    () =>
      method(
        `__exit__(self, *error)`,
        'log("exit", error[:2])',
        c.pick(['return True', 'return False', 'raise KeyError("exit")']),
      ),
    () => method(`__enter__(self)`, result()),
    () => {
      w.put(depth, '@property')
      method(`x(self)`, 'log("get x")', result())
      if (c.chance(60)) {
        w.put(depth, '@x.setter')
        method(`x(self, value)`, 'log("set x", value)')
      }
      if (c.chance(30)) {
        w.put(depth, '@x.deleter')
        method(`x(self)`, 'log("del x")')
      }
    },
    () => {
      w.put(
        depth,
        c.pick([
          '@classmethod',
          '@staticmethod',
          '@functools.singledispatchmethod',
          '@functools.lru_cache',
          '@decorator(1)',
          '@contextlib.contextmanager',
        ]),
      )
      method(
        `r(${c.pick(['self', 'cls', 'x', 'x, y=1', '*a', ''])})`,
        c.pick(['yield 1', 'return 1', 'return __class__', 'return super().__name__', 'return sorted(locals())']),
      )
    },
    () =>
      method(
        `__init_subclass__(cls, **k)`,
        'log("init_subclass", cls.__name__, k)',
        ...(c.chance(60) ? ['super().__init_subclass__()'] : []),
      ),
    () => {
      w.put(depth, `class Inner${c.pick(['', '(list)', '(Base)'])}:`)
      member(w, { ...place, depth: depth + 1 }, 'Inner')
    },
    () => {
      w.put(depth, c.pick(['async def am(self):', 'def g(self):']))
      const isAsync = w.lines.at(-1)!.includes('async')
      w.block(functionPlace(depth + 1, isAsync ? 'coroutine' : 'generator'), 2)
      w.put(depth + 1, isAsync ? 'return await Later(__class__)' : 'yield super().__hash__ is not None')
    },
    () => w.statement({ ...place, kind: 'class', loop: false }),
  ])()
}

/** A method that looks for its own class by its name. */
const f = (name: string): string => `return ${name}.__mro__`

const USES = [
  'K()', 'K(1)', 'K().m()', 'K().m(1, 2)', 'K().n()', 'K().n(1, x=2)', 'K().x', 'K().d', 'K.d', 'K.x', 'K.r', 'K().r()', 'K.r(1)', 'setattr(K(), "x", 5)', 'setattr(K(), "d", 5)', 'delattr(K(), "x")', 'delattr(K(), "d")', 'len(K())', 'bool(K())', 'str(K())', 'repr(K())',
  'bytes(K())', 'hash(K()) and 1', '[1, 2, 3][K()]', 'int(K())', 'float(K())', 'complex(K())', '[*K()]', 'next(K())', 'list(reversed(K()))', '-K()', '+K()', 'abs(K())', '~K()', 'K() + 1', '1 + K()', 'K() - K()', 'K() @ 2', '2 ** K()', 'K() ** 2', 'divmod(K(), 2)', 'pow(K(), 2, 3)', 'K() << 1',
  '1 | K()', 'K() & K()', 'K() == 1', 'K() != K()', 'K() < 1', 'K() >= K()', '1 < K()', 'K()[1]', 'K()[1:2, 3]', '1 in K()', 'K().zz', 'K()()', 'K()(1, *p)', 'f"{K():>5}"', 'format(K(), "x")', 'round(K())', 'round(K(), 1)', 'K[int]', 'isinstance(1, K)', 'issubclass(bool, K)', 'K.__mro__',
  'sorted(n for n in vars(K) if not n.startswith("__"))', 'sorted(vars(K()))', 'K.__annotations__', 'K.__type_params__', 'K.__orig_bases__', 'K.__static_attributes__', 'K.__firstlineno__', 'K.__slots__', 'K.__match_args__', 'type("L", (K,), {})', 'type("L", (K,), {}, y=1)', 'K._K__y', 'K()._K__y', 'vars(K()).__setitem__("x", 9)',
  'sorted(dir(K()))[-3:]', 'copy.copy(K())', 'copy.deepcopy(K())', 'math.floor(K())', 'operator.index(K())', 'operator.length_hint(K())', 'K().__class__', 'K.__name__', 'K.__qualname__', 'K.__bases__', 'K.__dict__["x"]', 'run(K().am())', 'list(K().g())', 'K.Inner', 'K().Inner().m()', 'super(K, K()).m', 'K.m(1)', 'K.k', '[f() for f in K.k]', 'K.k()',
  'K.m.__qualname__', 'K.__new__', 'K().__init__(1)', 'K().__dict__', 'object.__new__(K)', 'setattr(K, "x", 1)', 'setattr(K, "__eq__", lambda a, b: "eq") or K() == 1', 'setattr(K(), "__class__", C)', 'setattr(K(), "zz", 1)', 'K().x.y', 'len(K)', 'K + 1', '[*K]', '1 in K', 'iter(K())',
] // prettier-ignore

export function classAndUse(w: WideWriter, place: Place): void {
  const { c } = w
  const { depth } = place
  const name = w.name('K')
  decorators(w, depth, 10)
  const parts = [
    ...(c.chance(70) ? c.many(1, 2, () => c.pick(c.chance(50) ? BASES.slice(0, 8) : BASES)) : []),
    ...(c.chance(20) ? [c.pick(KEYWORDS)] : []),
  ]
  w.put(
    depth,
    `class ${name}${typeParameters(c, 12)}${parts.length > 0 ? `(${parts.join(', ')})` : c.pick(['', '()'])}:`,
  )
  if (c.chance(10)) w.put(depth + 1, '"docstring"')
  c.many(1, 5, () => member(w, { ...place, depth: depth + 1 }, name))
  if (c.chance(25)) {
    const sub = w.name('K')
    w.put(depth, `class ${sub}(${name}${c.pick(['', ', C', ', flag=2', ', Base'])}):`)
    member(w, { ...place, depth: depth + 1 }, sub)
    w.put(depth, `told(lambda: ${c.pick(USES).replaceAll(/\bK\b/g, sub)})`)
  }
  c.many(2, 5, () =>
    w.put(depth, `told(lambda: ${c.pick(USES).replaceAll(/\bK\b/g, name).replaceAll('_K__', `_${name}__`)})`),
  )
  if (c.chance(35)) {
    w.put(depth, `told(lambda: globals().__setitem__("ob", ${name}(${c.pick(['', '1'])})))`)
    c.many(1, 3, () =>
      w.put(
        depth,
        `told(lambda: ${c
          .pick(USES)
          .replaceAll(/\bK\(\)/g, 'ob')
          .replaceAll(/\bK\b/g, name)
          .replaceAll('_K__', `_${name}__`)})`,
      ),
    )
  }
}
