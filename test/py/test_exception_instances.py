"""Exceptions as compiled code makes them: those of classes that add nothing, of classes that come to add something, StopIteration."""


class Plain(Exception):
    pass


class Deeper(Plain, KeyError):
    pass


class Meta(type(Exception)):
    def __call__(cls, *args):
        return super().__call__(*args, 'from the metaclass')


class Told(Exception, metaclass=Meta):
    pass


def made(n):
    out = []
    for i in range(n):
        out.append((ValueError(i).args, Plain().args, Plain(i, 'x').args, Deeper(i).args, Told(i).args))
        e = StopIteration()
        f = StopIteration(i, 'more')
        out.append((e.args, e.value, f.args, f.value, repr(f)))
    return out


for i, row in enumerate(made(600)):
    i //= 2
    if len(row[0]) and isinstance(row[0], tuple) and row[0] == (i,):
        assert row == ((i,), (), (i, 'x'), (i,), (i, 'from the metaclass')), row
    else:
        assert row == ((), None, (i, 'more'), i, f"StopIteration({i}, 'more')"), row


def one(i):
    e = Plain(i)
    return e.args, getattr(e, 'seen', None)


for i in range(300):
    assert one(i) == ((i,), None)
Plain.__init__ = lambda self, code: setattr(self, 'seen', code)
for i in range(300):
    assert one(i) == ((i,), i), one(i)
del Plain.__init__
Plain.__new__ = lambda cls, code: Exception.__new__(cls, 'new', code)
for i in range(300):
    assert one(i) == ((i,), None), one(i)


def gives(value):
    return value
    yield


def ended(n):
    out = []
    for i in range(n):
        try:
            next(gives(i))
        except StopIteration as e:
            out.append((e.value, e.args))
        try:
            next(iter(()))
        except StopIteration as e:
            out.append((e.value, e.args))
    return out


assert ended(300)[-2:] == [(299, (299,)), (None, ())]
assert ended(1) == [(0, (0,)), (None, ())]

# Hashes of tuples are those of CPython, whatever the size of the hashes in them.
assert hash(()) == 5740354900026072187
assert hash((1, 2)) == -3550055125485641917
assert hash((-1,)) == 8078679518589016365
assert hash((0x1fffff,)) == -7510899204156104536
assert hash((0x200000,)) == -5401615831038474239


class Coded(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, 'coded', *rest)
        self.code = code


class Further(Coded):
    def __init__(self, code):
        Coded.__init__(self, code, 'further')
        Exception.__init__(self, 'again', code)


class ByKey(KeyError):
    def __init__(self, code):
        super().__init__(code)


class Listed(list):
    def __init__(self, items):
        try:
            Exception.__init__(self, items)
        except TypeError as e:
            self.complaint = str(e)
        super().__init__(items)


for i in range(400):
    c, f, k = Coded(i), Further(i), ByKey(i)
    assert c.args == (i, 'coded') and c.code == i and str(c) == f"({i}, 'coded')"
    assert f.args == ('again', i) and f.code == i
    assert k.args == (i,) and str(k) == str(i)
    a = Listed([i])
    assert a == [i] and a.complaint == "descriptor '__init__' requires a 'Exception' object but received a 'Listed'", a.complaint

# The message of what has no items is made once for objects of one class.
def message(w):
    try:
        w[0]
    except (KeyError, TypeError) as e:
        return str(e)
class A: pass
class B: pass
A2 = type('\U0001d4b3', (), {})
for _ in range(300):
    assert [message(w) for w in (A(), B(), A(), 5, None, A2(), A2(), len)] == [
        f"'{name}' object is not subscriptable" for name in ('A', 'B', 'A', 'int', 'NoneType', '\U0001d4b3', '\U0001d4b3', 'builtin_function_or_method')]
one = A()
assert message(one) == "'A' object is not subscriptable"
A.__name__ = 'C'
assert message(one) == "'C' object is not subscriptable"
try:
    try:
        one[0]
    except (TypeError, 5):
        assert False
except TypeError as e:
    assert str(e) == 'catching classes that do not inherit from BaseException is not allowed'
