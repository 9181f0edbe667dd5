"""Calls with keywords, defaults, `*args` and spread arguments, before and after they are compiled."""

def f(a, b=2, *, c=3, d=4): return (a,b,c,d)
def g(a, b=2, /, c=7, *rest): return (a,b,c,rest)
class K:
    def m(self, x, y=5, *, z=6): return (x,y,z)
    @staticmethod
    def s(x, *r, k=1): return (x, r, k)
k=K()
def loop(n):
    out=[]
    for i in range(n):
        out.append(f(1, b=i)); out.append(f(a=1, d=5)); out.append(f(1,2,c=9)); out.append(f(i, d=1, c=2))
        out.append(g(1,2,3,4,5)); out.append(g(1)); out.append(g(1,2,c=4)); out.append(g(1,2,3))
        out.append(k.m(1, z=3)); out.append(k.m(y=1, x=3)); out.append(k.m(1,2,z=i)); out.append(K.m(k, 1, y=4)); out.append(K.s(1,2,3,k=4)); out.append(k.s(1,2))
        try: f(1, a=2)
        except TypeError as e: out.append(str(e))
        try: f(e=2)
        except TypeError as e: out.append(str(e))
        try: g(1, b=2)
        except TypeError as e: out.append(str(e))
        if i == 300: f.__kwdefaults__['c'] = 33
        if i == 310: f.__kwdefaults__ = {'c': 1, 'd': 2}
        if i == 320: del f.__kwdefaults__['d']; f.__kwdefaults__['d'] = 9
        if i == 330: f.__defaults__ = (44,)
        if i == 340: K.m = lambda self, x, y=0, z=0: (z, y, x)
        if i == 350: f.__code__ = (lambda a, b=2, *, c=3, d=4: (d,c,b,a)).__code__
    return out
def call_it(h, *args): return h(*args)
def h0(*args): return args
def h1(a, *args): return (a, args)
def h3(a, b, c, *args): return (a, b, c, args)
def d2(a, b=2): return (a,b)
def d5(a, b=2, c=3, d=4, e=5): return (a,b,c,d,e)
def spread(n):
    out=[]
    for i in range(n):
        for args in ((), (1,), (1,2), (1,2,3), (1,2,3,4), (1,2,3,4,5,6)):
            for h in (h0,h1,h3,d2,d5):
                try: out.append(call_it(h, *args))
                except TypeError as e: out.append(str(e))
                try:
                    if len(args)==0: out.append(h())
                    if len(args)==1: out.append(h(args[0]))
                    if len(args)==2: out.append(h(args[0], args[1]))
                    if len(args)==3: out.append(h(args[0], args[1], args[2]))
                except TypeError as e: out.append(str(e))
    return out
import hashlib


def digest(value):
    return hashlib.md5(repr(value).encode()).hexdigest()


# What CPython gives.
assert digest(loop(500)) == 'f4558f4503831f7ce6e6f2151ab43752'
assert digest(spread(300)) == 'ab9e43259cdf6b67beefeff2be750bf3'

# Getters are called in every way, are no methods of classes that have them, and tell how many arguments they take.
from operator import attrgetter, itemgetter
class Owner:
    real = attrgetter('real')
    first = itemgetter(0)
    def __call__(self, *args, **named): return args, named
def says(f, *args, **named):
    try: return f(*args, **named)
    except TypeError as e: return str(e)
owner = Owner()
assert (owner.real(5), owner.first('xy'), Owner.first([7]), Owner.__dict__['first'].__call__((3,))) == (5, 'x', 7, 3)
assert list(map(Owner.first, ['ab', (1, 2)])) == ['a', 1] and sorted([(2, 1), (1, 2)], key=itemgetter(1)) == [(2, 1), (1, 2)]
assert sorted([3, 1], key=attrgetter('real', 'imag')) == [1, 3] and max([[1], [2]], key=Owner.first) == [2]
assert says(Owner.first) == 'itemgetter expected 1 argument, got 0' and says(Owner.first, 1, 2) == 'itemgetter expected 1 argument, got 2'
assert says(Owner.real, 1, 2, 3) == 'attrgetter expected 1 argument, got 3' and says(Owner.real, x=1) == 'attrgetter() takes no keyword arguments'
assert says(Owner.first, [1], x=1) == 'itemgetter() takes no keyword arguments'
assert list(map(owner, [1], [2])) == [((1, 2), {})] and owner(*[1], **{'a': 2}) == ((1,), {'a': 2}) and sorted([2, 1], key=lambda x: owner(x)) == [1, 2]
assert callable(Owner.first) and type(Owner.first).__name__ == 'itemgetter' and repr(Owner.first) == 'operator.itemgetter(0)'
assert says(list, map(5, [1])) == "'int' object is not callable" and says(sorted, [2, 1], key=5) == "'int' object is not callable"
class Meta(type):
    def __call__(cls, *args): return 'made', args
class Made(metaclass=Meta): pass
assert list(map(Made, [1, 2])) == [('made', (1,)), ('made', (2,))]
class Static:
    @staticmethod
    def __call__(*args): return args
class Unbound:
    __call__ = Static()
assert list(map(Static(), [1])) == [(1,)] and list(map(Unbound(), [1], [2])) == [(1, 2)]
