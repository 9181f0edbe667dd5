"""What a compiler can get wrong: operands that a later operand rebinds, names that may be unbound, the scopes of class bodies
and comprehensions, values folded at compile time, long displays, every way out of a finally clause.

ref: expressions#evaluation-order, executionmodel#naming-and-binding
"""


def error(function, *args):
    """What calling raises, as `Type: message`."""
    try:
        function(*args)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# An assignment expression rebinds a local that was read before it.
def rebound():
    x = 1
    assert (x + (x := 2), x) == (3, 2)
    assert [x, (x := 5), x] == [2, 5, 5]
    assert {x: (x := 8)} == {5: 8}
    y = x * (x := 3) - x
    assert (y, x) == (21, 3)
    d = {}
    d[(x := 9)] = x
    assert d == {9: 3}
    x += (x := 100)
    assert x == 109
    assert (x < (x := 110) < x + 1, x) == (True, 110)

    def f(*a, **k):
        return a, k
    assert f(x, (x := 4), *[x, (x := 5)], x, k=x, **{'z': (x := 6)}) == ((110, 4, 4, 5, 5), {'k': 5, 'z': 6})
    assert x == 6


rebound()


# A failed assignment leaves its target alone.
def untouched():
    x = y = z = 'old'
    try:
        x = 1 + undefined_name
    except NameError:
        pass
    try:
        y = [q for q in undefined_name]
    except NameError:
        pass
    try:
        z = [1, 2 if undefined_name else 3]
    except NameError:
        pass
    return x, y, z


assert untouched() == ('old', 'old', 'old')


# Names that may be unbound.
def maybe(flag):
    if flag and (found := flag):
        pass
    return found


assert maybe(1) == 1
assert error(maybe, 0) == "UnboundLocalError: cannot access local variable 'found' where it is not associated with a value"


def second_round():
    seen = []
    for i in range(3):
        try:
            seen.append(kept)
        except UnboundLocalError:
            seen.append('unbound')
        kept = i
        if i == 0:
            del kept
    return seen


assert second_round() == ['unbound', 'unbound', 1]


def handler_name():
    e = 'before'
    try:
        try:
            raise ValueError
        except ValueError as e:
            pass
    finally:
        try:
            e
        except UnboundLocalError:
            return 'unbound'


assert handler_name() == 'unbound'
assert error(lambda: [y for x in [1] if y for y in [2]]) == (
    "UnboundLocalError: cannot access local variable 'y' where it is not associated with a value")


def comprehension_again():
    # The variable of an earlier run is not seen by the next one.
    results = []
    for _ in range(2):
        results.append(error(lambda: [b for a in [1] if a > 1 or b for b in [7]])[:17])
    return results


assert comprehension_again() == ['UnboundLocalError'] * 2


# Class bodies and comprehensions.
def scopes():
    x = 'function'

    class C:
        before = x
        y = [x for _ in [0]]

        def method(self):
            return x

    class D:
        x = 'class'
        y = [x for _ in [0]]
        z = x

        def method(self):
            return x
    return C.before, C.y, C().method(), D.y, D.z, D().method()


assert scopes() == ('function', ['function'], 'function', ['function'], 'class', 'function')


class Named:
    __class__ = property(lambda self: int)

    def closure(self):
        return __class__


assert Named().__class__ is int and Named().closure() is Named


def class_cell_in_comprehension():
    class C:
        __class__ = 2
        value = [__class__ for _ in [1]]


assert error(class_cell_in_comprehension) == "NameError: name '__class__' is not defined"
functions = [[lambda: i for i in range(2)] for i in range(2)]
assert [[f() for f in row] for row in functions] == [[1, 1], [1, 1]]
assert [locals().get('q') for q in [7]] == [7]


def visible(q):
    inside = [sorted(locals().items()) for q in [7]]
    [w for w in [1]]
    return inside, sorted(locals())


assert visible(1) == ([[('q', 7)]], ['inside', 'q'])
assert [(q, [q for q in range(q)]) for q in range(3)] == [(0, []), (1, [0]), (2, [0, 1])]

# Comparisons, conditions, constants.
k = 2
assert (1 in [1] == [1]) is True
assert (1 in [1] in [[1]]) is True
assert (not 1 in [2], not k is None, not 1 == 2) == (True, True, True)
assert (0 and 1 or 2, 1 and 0 or 3, 0 or [] or '') == (2, 3, '')
assert (-0.0, 0.0)[0] != 1 and str((-0.0, 0.0)) == '(-0.0, 0.0)' and str((0, 0.0, False)) == '(0, 0.0, False)'
assert ('a\0sb',) != ('a', 'b')
assert '%s-%r-%5s|%-5s|%%' % (1, 'q', [2], 'ab') == "1-'q'-  [2]|ab   |%"
assert error(lambda: '%s %s' % (1,)) == 'TypeError: not enough arguments for format string'
assert [y for x in [1, 2] for y in [x * 2]] == [2, 4]
assert sum([k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, k, 1]) == 63
assert len({0: k, 1: k, 2: k, 3: k, 4: k, 5: k, 6: k, 7: k, 8: k, 9: k, 10: k, 11: k, 12: k, 13: k, 14: k, 15: k, 16: k, **{17: k}}) == 18
assert f'{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}{k}-{k}' == '2' * 30 + '-2'


def swapped():
    a, b, c, d = 1, 2, 3, 4
    a, b = b, a
    a, b, c = c, a, b
    d, c, b, a = a, b, c, d
    a, (b, c) = b, (a, b)
    return a, b, c, d


assert swapped() == (1, 4, 1, 3)


# Ways out of finally clauses.
def ways(n):
    log = []
    for i in range(3):
        try:
            if i == n:
                break
            if n == 5:
                return log
            try:
                if i == 1:
                    raise ValueError(i)
            except ValueError as e:
                log.append(str(e))
                if n == 6:
                    return 'returned', log
            else:
                log.append('else')
            finally:
                log.append('inner')
        finally:
            log.append('outer')
            if n == 7:
                continue
            if n == 8:
                break
    else:
        log.append('end')
    return log


assert ways(0) == ['outer']
assert ways(5) == ['outer']
assert ways(6) == ('returned', ['else', 'inner', 'outer', '1', 'inner', 'outer'])
assert ways(7) == ['else', 'inner', 'outer', '1', 'inner', 'outer', 'else', 'inner', 'outer', 'end']
assert ways(8) == ['else', 'inner', 'outer']
assert ways(9) == ['else', 'inner', 'outer', '1', 'inner', 'outer', 'else', 'inner', 'outer', 'end']


def swallowed():
    try:
        raise KeyError
    finally:
        return 'swallowed'


assert swallowed() == 'swallowed'

# A lambda that yields returns its value.
generator = (lambda: (yield 1))()
next(generator)
try:
    generator.send(2)
except StopIteration as e:
    assert e.value == 2


class Attributes:
    def method(self, other):
        self.b = other.c = 1
        (self.a, [self.d]) = 1, [2]
        self.e += 1
        lambda: [0 for self.f in ()]


assert Attributes.__static_attributes__ == ('a', 'b', 'd', 'f')


def annotated(a: 1, /, b: 2, *c: 3, d: 4, **e: 5) -> 6:
    pass


assert list(annotated.__annotations__) == ['b', 'a', 'c', 'd', 'e', 'return']
assert annotated.__code__.co_varnames == ('a', 'b', 'd', 'c', 'e')


def ordered():
    y = 1
    x = y
    for z in (w for w in [x]):
        pass
    return ordered.__code__.co_varnames


assert ordered() == ('y', 'x', 'z')

# Constants are numbered as they are met, code objects among them; those of a function begin with the docstring or None.
made = compile('x = 1\ndef f(a): return a + 2\ny = lambda: -0.0j\nz = 3', '', 'exec')
assert [getattr(w, 'co_name', w) for w in made.co_consts] == [1, 'f', '<lambda>', 3, None]
assert [w.co_consts for w in made.co_consts if hasattr(w, 'co_consts')][0] == (None, 2)
assert repr(made.co_consts[2].co_consts) == '(None, (-0-0j))'
positive, negative = lambda: 0.0, lambda: -0.0
assert positive.__code__ != negative.__code__.replace(co_firstlineno=positive.__code__.co_firstlineno)
# Operands of `and` and `or` that are constants are decided here.
import dis
for source in 'True and x', 'False and x', 'True or x', 'False or x':
    f = eval('lambda x: ' + source)
    assert len(list(dis.get_instructions(f))) <= 3 and f(4) == eval(source, {'x': 4}), source
# Names that a pattern captures are stored at the pattern; the jump back of a comprehension is at its element.
captures = compile('match [1, 2]:\n  case a, *b:\n    pass', '', 'exec')
assert [(i.positions.col_offset, i.positions.end_col_offset)
        for i in dis.get_instructions(captures) if i.opname == 'STORE_NAME'] == [(7, 12), (7, 12)]
looping = compile('[(x,\n 1)\n for x in ()]', '', 'exec')
assert [i.positions.end_lineno for i in dis.get_instructions(looping) if i.opname == 'JUMP_BACKWARD'] == [2]
import ast
try:
    compile(ast.fix_missing_locations(ast.Expression(ast.NamedExpr(ast.Constant(1), ast.Constant(2)))), '', 'eval')
    assert False
except TypeError as e:
    assert str(e) == 'NamedExpr target must be a Name'
