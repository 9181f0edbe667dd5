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
