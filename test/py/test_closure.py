"""Closures and scopes: free variables, cells, nonlocal, global, class scopes, comprehension scopes.

ref: executionmodel#naming-and-binding
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def outer(x):
    def inner(y):
        return x + y
    return inner


add5 = outer(5)
assert add5(1) == 6
assert outer(1)(1) == 2
assert add5.__closure__[0].cell_contents == 5
assert add5.__code__.co_freevars == ('x',)
assert outer.__code__.co_cellvars == ('x',)
assert outer.__closure__ is None


def counter():
    n = 0

    def up(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n
    return up, get


up, get = counter()
up2, get2 = counter()
assert up() == 1
assert up(5) == 6
assert get() == 6
assert get2() == 0
assert up2() == 1
assert get() == 6

# Cells are shared, and read when used.
late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
assert [f() for f in late] == [2, 2, 2]
assert [f() for f in early] == [0, 1, 2]


def three_deep():
    a = 1

    def b():
        nonlocal a
        a += 1

        def c():
            nonlocal a
            a *= 10
            return a
        return c
    return b()() + a


assert three_deep() == 40


def loop_cell():
    out = []
    for k in range(3):
        def f():
            return k
        out.append(f)
    k = 'last'
    return [f() for f in out]


assert loop_cell() == ['last'] * 3

# Unbound.


def unbound():
    print(v)
    v = 1


def free_unbound():
    def f():
        return w
    f()
    w = 1


def deleted():
    z = 1
    del z
    return z


def deleted_cell():
    z = 1

    def f():
        return z
    del z
    return f()


def delete_twice():
    q = 1
    del q
    del q


assert error(unbound) == "UnboundLocalError: cannot access local variable 'v' where it is not associated with a value"
assert error(free_unbound) == (
    "NameError: cannot access free variable 'w' where it is not associated with a value in enclosing scope")
assert error(deleted) == "UnboundLocalError: cannot access local variable 'z' where it is not associated with a value"
assert error(deleted_cell) == (
    "NameError: cannot access free variable 'z' where it is not associated with a value in enclosing scope")
assert error(delete_twice) == (
    "UnboundLocalError: cannot access local variable 'q' where it is not associated with a value")
assert error(lambda: undefined_name) == "NameError: name 'undefined_name' is not defined"
assert issubclass(UnboundLocalError, NameError)

# Globals.
g = 1


def set_global():
    global g, fresh
    g = 2
    fresh = 3

    def nested():
        return g
    g = 4
    return nested()


assert set_global() == 4
assert g == 4
assert fresh == 3


def delete_global():
    global fresh
    del fresh


delete_global()
assert error(delete_global) == "NameError: name 'fresh' is not defined"
assert error(lambda: fresh) == "NameError: name 'fresh' is not defined"
assert 'g' in globals()
assert globals()['g'] == 4


def shadow(g):
    def inner():
        global g
        return g
    return g, inner()


assert shadow('param') == ('param', 4)
len_before = len


def len(x):
    return 'mine'


assert len([]) == 'mine'
del len
assert len([1]) == 1
assert len is len_before

# Class scopes are not seen by the functions inside; names fall through to globals.
name = 'global'


class K:
    name = 'class'
    copy = name
    seen = [name for _ in range(2)]
    first = [x for x in (name, 'b')]

    def method(self):
        return name

    lam = lambda self: name

    class Inner:
        value = name


assert K.copy == 'class'
assert K.seen == ['global'] * 2
assert K.first == ['class', 'b']
assert K().method() == 'global'
assert K().lam() == 'global'
assert K.Inner.value == 'global'


def class_in_function():
    x = 'enclosing'

    class A:
        before = x
        x = 'own'
        after = x

        def m(self):
            return x

    class B:
        y = x

        def set(self):
            nonlocal x
            x = 'changed'
    b = B()
    b.set()
    return x, B.y, A.m(None)


def class_reads_free():
    x = 'enclosing'

    class A:
        y = x

        def m(self):
            return x
    return A.y, A().m()


assert class_reads_free() == ('enclosing', 'enclosing')
assert error(class_in_function) == "NameError: name 'x' is not defined"


class Dunder:
    def who(self):
        return __class__

    @staticmethod
    def stat():
        return __class__


assert Dunder().who() is Dunder
assert Dunder.stat() is Dunder
assert 'here' not in dir()
assert __name__ == '__main__'

# Comprehension variables stay inside, walrus targets do not.
i = 'kept'
assert [i for i in range(3)] == [0, 1, 2]
assert i == 'kept'
assert {i: i for i in range(2)} == {0: 0, 1: 1}
assert i == 'kept'
assert any((hit := n) > 1 for n in range(5))
assert hit == 2
assert [last := n for n in range(3)] == [0, 1, 2]
assert last == 2


def comp_scope():
    x = 1
    fs = [lambda: x + y for y in range(3)]
    x = 10
    ys = [y for y in range(2) for x in range(2)]
    return [f() for f in fs], x, ys


assert comp_scope() == ([12, 12, 12], 10, [0, 0, 1, 1])


def comp_walrus():
    total = 0
    parts = [total := total + v for v in range(4)]
    return total, parts


assert comp_walrus() == (6, [0, 1, 3, 6])

# locals, exec, eval.


def local_names(a, b=2):
    c = 3
    return locals()


assert local_names(1) == {'a': 1, 'b': 2, 'c': 3}


def snapshot():
    x = 1
    first = locals()
    x = 2
    return first['x'], locals()['x'], first is locals()


assert snapshot() == (1, 2, False)
assert eval('a + b', {'a': 1, 'b': 2}) == 3
assert eval('x + g', {'g': 1}, {'x': 5}) == 6
ns = {}
exec('def f():\n    return h\nh = 7\nk = f()', ns)
assert ns['k'] == 7
assert ns['f']() == 7
assert '__builtins__' in ns


def exec_local():
    x = 1
    exec('x = 2')
    return x


assert exec_local() == 1
outer_ns, inner_ns = {'a': 1}, {}
exec('b = a\nc = [a for _ in range(2)]', outer_ns, inner_ns)
assert inner_ns == {'b': 1, 'c': [1, 1]}
assert error(eval, 'zzz') == "NameError: name 'zzz' is not defined"
assert vars() is globals()
cell = (lambda x: lambda: x)(1).__closure__[0]
assert cell.cell_contents == 1
assert repr(cell).startswith('<cell at 0x')
assert type(cell).__name__ == 'cell'
cell.cell_contents = 9
assert cell.cell_contents == 9


def mutual():
    def even(n):
        return True if n == 0 else odd(n - 1)

    def odd(n):
        return False if n == 0 else even(n - 1)
    return even(10), odd(7), even(3)


assert mutual() == (True, True, False)
assert error(exec, 'def f():\n    nonlocal x') == "SyntaxError: no binding for nonlocal 'x' found (<string>, line 2)"
assert error(exec, 'nonlocal x') == 'SyntaxError: nonlocal declaration not allowed at module level (<string>, line 1)'
assert error(exec, 'def f():\n    x = 1\n    global x') == (
    "SyntaxError: name 'x' is assigned to before global declaration (<string>, line 3)")
assert error(exec, 'def f(x):\n    global x') == "SyntaxError: name 'x' is parameter and global (<string>, line 2)"
