"""Calls with named arguments, and with dicts and iterables of arguments, in hot loops: what parameters get, and when there is a dict."""

ROUNDS = 3000


def plain(a, b=2, c=3):
    return a * 100 + b * 10 + c


def named(a, /, b, *, c=7, d=None):
    return (a, b, c, d)


def rest(a, *more, key=1, **others):
    return (a, more, key, others)


def first(rounds):
    total = 0
    for i in range(rounds):
        total += plain(i, c=1) + plain(c=i, a=1) + plain(b=4, a=2, c=i)
    return total


def second(rounds):
    out = []
    for i in range(rounds):
        out.append((named(i, b=1), named(i, c=2, b=3), named(i, 4, d=5), named(i, d=6, b=7, c=8)))
    return out


def third(rounds):
    out = []
    for i in range(rounds):
        out.append((rest(i), rest(i, i, i, x=1), rest(a=i, z=2, key=3), rest(i, 1, key=4)))
    return out


for _ in range(3):
    assert first(ROUNDS) == sum((i * 100 + 21) + (120 + i) + (240 + i) for i in range(ROUNDS))
    assert second(ROUNDS) == [((i, 1, 7, None), (i, 3, 2, None), (i, 4, 7, 5), (i, 7, 8, 6)) for i in range(ROUNDS)]
    assert third(ROUNDS) == [
        ((i, (), 1, {}), (i, (i, i), 1, {'x': 1}), (i, (), 3, {'z': 2}), (i, (1,), 4, {})) for i in range(ROUNDS)]


# Passed on as they came, by one function or several.

def passing(f, *args, **kwargs):
    return f(*args, **kwargs)


def adding(f, *args, **kwargs):
    return f(1, *args, last=2, **kwargs)


def listed(*args, **kwargs):
    return list(args), kwargs


def counted(f):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return f(*args, **kwargs)
    wrapper.calls = 0
    return wrapper


@counted
@counted
def decorated(a, b=1, *, c=2):
    return a + b + c


def passed(rounds):
    total = 0
    for i in range(rounds):
        total += passing(plain, i, c=4) + passing(passing, plain, 1, b=i) + decorated(i) + decorated(a=i, c=i)
    return total


def gathered(rounds):
    out = []
    for i in range(rounds):
        out.append((passing(listed, i, x=i), adding(listed, i, y=i), adding(listed)))
    return out


for _ in range(3):
    assert passed(ROUNDS) == sum((i * 100 + 24) + (103 + 10 * i) + (i + 3) + (2 * i + 1) for i in range(ROUNDS))
    assert gathered(ROUNDS) == [
        (([i], {'x': i}), ([1, i], {'last': 2, 'y': i}), ([1], {'last': 2})) for i in range(ROUNDS)]
assert decorated.calls == 6 * ROUNDS


# Dicts that are looked at, changed and kept, each a new one.

kept = []


def looks(a, **kwargs):
    n = len(kwargs)
    if a % 7 == 0:
        kwargs['seven'] = a
        kept.append(kwargs)
    again = kwargs
    if a % 11 == 0:
        again.pop('x', None)
    return n, kwargs, 'x' in again, kwargs.get('y'), sorted(kwargs), passing(listed, **kwargs)[1]


def looked(rounds):
    return [looks(i, x=i, y=-i) if i % 3 else looks(i, y=i) for i in range(rounds)]


def expected(rounds):
    out = []
    for i in range(rounds):
        d = {'x': i, 'y': -i} if i % 3 else {'y': i}
        n = len(d)
        if i % 7 == 0:
            d['seven'] = i
        if i % 11 == 0 and 'x' in d:
            del d['x']
        out.append((n, d, 'x' in d, d['y'], sorted(d), d))
    return out


for _ in range(3):
    kept.clear()
    assert looked(ROUNDS) == expected(ROUNDS)
    assert len({id(d) for d in kept}) == len(kept) == len(range(0, ROUNDS, 7))
    assert all(d['seven'] == i * 7 for i, d in enumerate(kept))


def tell(**kwargs):
    before = kwargs
    kwargs = passing(listed, **kwargs)[1]
    return before is kwargs, before == kwargs


def told(rounds):
    return {tell(a=i, b=i) for i in range(rounds)}


assert told(ROUNDS) == {(False, True)}


# Dicts and iterables of the program's, of any kind.

class Mapping:
    def keys(self):
        return iter(['b', 'c'])

    def __getitem__(self, key):
        return {'b': 5, 'c': 6}[key]


def spread(rounds):
    options = {'c': 9}
    mapping = Mapping()
    out = []
    for i in range(rounds):
        options['b'] = i
        out.append((plain(i, **options), plain(i, **mapping), plain(*[i, 1], **{'c': i}), plain(*(x for x in (i, 1, 2))),
                    plain(*range(3)), plain(**{'a': i, 'b': 1}), plain(**{'a': i}, **{'c': 1})))
    return out


for _ in range(3):
    assert spread(ROUNDS) == [
        (i * 100 + i * 10 + 9, i * 100 + 56, i * 100 + 10 + i, i * 100 + 12, 12, i * 100 + 13, i * 100 + 21)
        for i in range(ROUNDS)]


# Classes, methods, instances that are called, generators, and built-in functions.

class Point:
    def __init__(self, x, *, y=0, **more):
        self.x = x
        self.y = y
        self.more = more

    def moved(self, dx=0, dy=0):
        return Point(self.x + dx, y=self.y + dy)

    def __call__(self, *, scale):
        return self.x * scale

    @classmethod
    def at(cls, **kwargs):
        return cls(**kwargs)

    @staticmethod
    def zero(*, y=0):
        return y


class Sub(Point):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)


def items(start, *, step=1, **more):
    yield start
    yield start + step
    yield more


def objects(rounds):
    out = []
    for i in range(rounds):
        p = Point(i, y=2).moved(dy=i)
        s = Sub(x=i, y=3, z=4)
        out.append((p.x, p.y, p(scale=3), s.x, s.y, s.more, Point.at(x=i, y=1).y, Point.zero(y=i), list(items(i, step=2, q=i)),
                    sorted([3, i, 1], reverse=True), max([], default=i), int(str(i), base=10), 'a b c'.split(maxsplit=1),
                    dict(a=i), '{x}'.format(x=i), sorted((i, 2, 1), key=lambda v: -v)))
    return out


for _ in range(3):
    assert objects(ROUNDS) == [
        (i, 2 + i, 3 * i, i, 3, {'z': 4}, 1, i, [i, i + 2, {'q': i}], sorted([3, i, 1])[::-1], i, i, ['a', 'b c'], {'a': i},
         str(i), sorted((i, 2, 1))[::-1]) for i in range(ROUNDS)]


# What is wrong with a call is said in each round.

def wrong(rounds):
    messages = set()
    count = 0
    for i in range(rounds):
        for f in (lambda: plain(i, a=1), lambda: plain(d=1), lambda: named(a=1, b=2), lambda: named(1, 2, 3), lambda: plain(b=i),
                  lambda: plain(**{'a': 1}, **{'a': i}), lambda: plain(**{1: i}), lambda: plain(*i), lambda: plain(**i)):
            try:
                f()
            except TypeError as e:
                count += 1
                messages.add(str(e).replace('__main__.', ''))
    return count, messages


count, messages = wrong(ROUNDS)
assert count == 9 * ROUNDS
assert sorted(messages) == [
    'keywords must be strings',
    "named() got some positional-only arguments passed as keyword arguments: 'a'",
    'named() takes 2 positional arguments but 3 were given',
    'plain() argument after * must be an iterable, not int',
    'plain() argument after ** must be a mapping, not int',
    "plain() got an unexpected keyword argument 'd'",
    "plain() got multiple values for argument 'a'",
    "plain() got multiple values for keyword argument 'a'",
    "plain() missing 1 required positional argument: 'a'",
]


# Defaults that change while the loop runs.

def changing(rounds):
    def f(a, b=1, *, c=2):
        return a + b + c
    return [changed(f, i) for i in range(rounds)]


def changed(f, i):
    if i % 1000 == 500:
        f.__defaults__ = (i,)
    if i % 1000 == 700:
        f.__kwdefaults__['c'] = i
    if i % 1000 == 900:
        f.__kwdefaults__ = {'c': 0}
    return f(i), f(i, c=1), f(b=i, a=1)


def globally(a, b=1, *, c=2):
    return a, b, c


def expected_changes(rounds, b, c):
    out = []
    for i in range(rounds):
        if i % 1000 == 500:
            b = i
        if i % 1000 == 700:
            c = i
        if i % 1000 == 900:
            c = 0
        out.append((i + b + c, i + b + 1, 1 + i + c))
    return out


def on_globals(rounds):
    out = []
    for i in range(rounds):
        if i % 1000 == 700:
            globally.__kwdefaults__['c'] = i
        if i % 1000 == 800:
            globally.__kwdefaults__ = {'x': 1, 'c': -i}
        if i % 1000 == 900:
            globally.__defaults__ = (i, i)
        out.append(globally(i, b=3) if i % 2 else globally(a=i))
    return out


def expected_globals(rounds):
    b, c, out = 1, 2, []
    for i in range(rounds):
        if i % 1000 == 700:
            c = i
        if i % 1000 == 800:
            c = -i
        if i % 1000 == 900:
            b = i
        out.append((i, 3 if i % 2 else b, c))
    return out


for _ in range(2):
    assert changing(ROUNDS) == expected_changes(ROUNDS, 1, 2)
    globally.__defaults__ = (1,)
    globally.__kwdefaults__ = {'c': 2}
    assert on_globals(ROUNDS) == expected_globals(ROUNDS)


# What is raised behind such a call shows its variables.

def failing(n, **kwargs):
    if n % 50 == 49:
        raise ValueError(n)
    return n


def caught(rounds):
    out = []
    for i in range(rounds):
        try:
            passing(failing, i, extra=i)
        except ValueError as e:
            frames = []
            tb = e.__traceback__
            while tb is not None:
                frames.append((tb.tb_frame.f_code.co_name, tb.tb_frame.f_locals.get('kwargs')))
                tb = tb.tb_next
            out.append(frames)
    return out


assert caught(ROUNDS) == [
    [('caught', None), ('passing', {'extra': i}), ('failing', {'extra': i})] for i in range(49, ROUNDS, 50)]


# An instance whose class is made with keywords, and changes each time that one is made: recording is given up while `__init__` begins.


class Counted:
    made = 0

    def __init__(self, owner, *args, **kwargs):
        self.kwargs = kwargs
        Counted.made += 1


class Owner:
    def __init__(self):
        self.counted = Counted(self, 'x', b=3)


def owners(rounds):
    return [i for i in range(rounds) if not isinstance(Owner().counted, Counted)]


assert owners(ROUNDS) == []
assert Counted.made == ROUNDS
for _ in range(ROUNDS):
    assert type(Owner().counted) is Counted
