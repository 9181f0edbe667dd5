"""Evaluation order: expressions left to right, the parts of calls, subscripts, displays, definitions.

ref: expressions#evaluation-order
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


log = []


def n(name, value=None):
    log.append(name)
    return value


def taken():
    result = ' '.join(map(str, log))
    log.clear()
    return result


def f(*args, **kwargs):
    log.append('call')
    return f


n(1, 1) + n(2, 1) * n(3, 1) - n(4, 1)
assert taken() == '1 2 3 4'
n('f', f)(n('a'), n('b'), *n('s', []), k=n('k'), **n('d', {}))
assert taken() == 'f a b s k d call'
n('f', f)(*n('s', [1]), n('b'), x=n('x'))
assert taken() == 'f s b x call'
n('f', f)(k=n('k'), *n('s', []))
assert taken() == 'f s k call'
[n(1), n(2)], (n(3), n(4)), {n(5): n(6), n(7): n(8)}, {n(9), n(10)}
assert taken() == '1 2 3 4 5 6 7 8 9 10'
n('o', {1: [0]})[n('k', 1)][n('i', 0)]
assert taken() == 'o k i'
n('a', 1) < n('b', 2) < n('c', 3)
assert taken() == 'a b c'
n('a', 3) < n('b', 2) < n('c', 3)
assert taken() == 'a b'
n('a', 0) and n('b') or n('c', 1) and n('d')
assert taken() == 'a c d'
n('yes', 1) if n('cond', 0) else n('no', 2)
assert taken() == 'cond no'
d = {}
n('d', d)[n('k', 1)] = n('v', 2)
assert taken() == 'v d k'
n('d', d)[n('k', 1)] += n('v', 2)
assert taken() == 'd k v'
assert d == {1: 4}
n('d1', d)[n('k1', 1)] = n('d2', d)[n('k2', 2)] = n('v')
assert taken() == 'v d1 k1 d2 k2'


class Obj:
    def __getattr__(self, name):
        log.append('get ' + name)
        return f

    def __setattr__(self, name, value):
        log.append('set ' + name)


o = Obj()
n('o', o).m(n('a'))
assert taken() == 'o get m a call'
n('o', o).x = n('v')
assert taken() == 'v o set x'
n('o', o).x, n('p', o).y = n('v'), n('w')
assert taken() == 'v w o set x p set y'


@n('deco1', lambda f: n('apply1', f))
@n('deco2', lambda f: n('apply2', f))
def g(a=n('default a'), *, b=n('default b')) -> n('returns'):
    n('body')


assert taken() == 'deco1 deco2 default a default b returns apply2 apply1'


def annotated(a: n('note a') = n('default a'), *args: n('note args'), k: n('note k') = n('default k'), **kw: n('note kw')) -> n('note return'):
    pass


assert taken() == 'default a default k note a note args note k note kw note return'


@n('class deco', lambda c: n('apply', c))
class C(n('base', object), metaclass=n('meta', type)):
    n('body')


assert taken() == 'class deco base meta body apply'
lambda: n('never')
assert taken() == ''
h = lambda a=n('lambda default'): n('lambda body')
assert taken() == 'lambda default'
h()
assert taken() == 'lambda body'
[n(('e', x)) for x in n('iter', [1, 2]) if n(('if', x), True)]
assert taken() == "iter ('if', 1) ('e', 1) ('if', 2) ('e', 2)"
{n(('k', x)): n(('v', x)) for x in [1, 2]}
assert taken() == "('k', 1) ('v', 1) ('k', 2) ('v', 2)"
n('a', [1, 2, 3])[n('lo', 0):n('hi', 2):n('st', 1)]
assert taken() == 'a lo hi st'
f'{n("x")!r}{n("y")}{n("z", 1):{n("spec", 2)}}'
assert taken() == 'x y z spec'
for n('target', [0])[n('index', 0)] in n('iterable', [1, 2]):
    n('loop')
assert taken() == 'iterable target index loop target index loop'
del n('d', {1: 1})[n('k', 1)], n('e', [0])[n('i', 0)]
assert taken() == 'd k e i'
assert n('test', True), n('message')
assert taken() == 'test'
print(n('a', ''), end=n('end', ''), sep=n('sep', ''))
assert taken() == 'a end sep'
n('x', 2) ** n('y', 3), -n('z', 1), not n('w'), n('i', 1) in n('l', [1]), n('p') is n('q')
assert taken() == 'x y z w i l p q'
(n('first'), n('a', 1) + n('b', 'x'), n('never')) if not error(lambda: (n('l', 1) + n('r', 'x'), n('never'))) else None
assert taken() == 'l r'


def raising():
    n('before')
    return n('arg', 1)(n('inner'))


assert error(raising) == "TypeError: 'int' object is not callable"
assert taken() == 'before arg inner'
target: n('annotation') = n('value')
assert taken() == 'value annotation'
(n('obj', o)).attr: n('annotation') = n('value')
assert taken() == 'value obj set attr annotation'
x = [1, 2, 3]
i = 0
i, x[i] = 2, i
assert x == [1, 2, 0]
assert i == 2
a = [0] * 3
a[len(a) - 1] = len(a)
assert a == [0, 0, 3]
k = 1
k = k + (k := 10) + k
assert k == 21
v = [1]
assert (v, v.append(2), v)[0] == [1, 2]
assert [v.pop(), v.pop()] == [2, 1]
with open.__class__ and n('m1', __import__('contextlib').nullcontext()) as q, n('m2', __import__('contextlib').nullcontext(5)) as r:
    n('body')
assert taken() == 'm1 m2 body'
assert r == 5
while n('while', len(log) < 3):
    pass
assert taken() == 'while while while while'
