"""Attributes that objects do not have, where compiled code has learnt to look first."""

class A:
    def __init__(self):
        self.y = 1

class S:
    __slots__ = ('x',)
class G(A):
    def __getattr__(self, name):
        if name == 'x': return 5
        raise AttributeError(name)
def get(w):
    try:
        return w.x
    except AttributeError as e:
        return str(e), e.name, e.obj is w
def boom(w):
    return w.x
objs = [A(), S(), G(), 5, 'a', None, A, [1]]
want = [get(o) for o in objs]
for _ in range(400):
    for o, r in zip(objs, want):
        assert get(o) == r, (get(o), r)
a = A()
for i in range(400):
    if i == 300:
        A.x = 7
    assert get(a) == (want[0][:2] + (True,) if i < 300 else 7)
del A.x
assert get(a) == want[0]
a.x = 3
assert get(a) == 3
for _ in range(300):
    try:
        boom(S())
    except AttributeError as e:
        assert e.__traceback__.tb_next.tb_frame.f_code.co_name == 'boom'
        assert e.__traceback__.tb_next.tb_lineno == boom.__code__.co_firstlineno + 1


# An instance's dict with keys that are compared by code of the program is looked through once, and what was found in the class before stays found.
class Evil:
    asked = 0

    def __hash__(self):
        return hash("attr")

    def __eq__(self, other):
        Evil.asked += 1
        if hasattr(Holder, "attr"):
            del Holder.attr
        return False


class Gives:
    def __get__(self, w, type=None):
        return 1


class Holder:
    pass


def attr_of(w):
    return w.attr


w = Holder()
w.__dict__[Evil()] = 0
for _ in range(300):
    Holder.attr = Gives()
    Evil.asked = 0
    assert attr_of(w) == 1
    assert Evil.asked == 1
    try:
        attr_of(w)
    except AttributeError:
        pass
    else:
        assert False
