"""Dicts of names that loops make again and again: each is its own, whatever becomes of the others."""


def displays(n, change):
    kept = []
    for i in range(n):
        d = {'index': i, 'first': i == 0, 'text': 'abc', 'odd': i % 2}
        change(d, i)
        kept.append(d)
    return kept


def by_name(n, change):
    def gather(**values):
        change(values, values['index'])
        return values
    return [gather(index=i, first=i == 0, text='abc', odd=i % 2) for i in range(n)]


def passed_on(n, change):
    def inner(**values):
        change(values, values['index'])
        return values
    def outer(**values):
        return inner(first=values['index'] == 0, **values)
    return [outer(index=i, text='abc', odd=i % 2) for i in range(n)]


def nothing(d, i):
    pass


def some(i, change):
    return lambda d, k: change(d) if k % i == 0 else None


def reverse(d):
    items = [d.popitem() for _ in range(len(d))]
    d.update(items)


CHANGES = [
    lambda d: d.pop('text'), lambda d: d.update(more=1), lambda d: d.clear(), reverse, lambda d: d.setdefault('a', []).append(1),
    lambda d: d.__setitem__(1.0, 2), lambda d: d.__setitem__('first', None), lambda d: d.__delitem__('odd'), lambda d: d.__ior__({'z': 1, 'index': -1}),
    lambda d: d.update([('k%d' % i, i) for i in range(20)]), lambda d: d.__setitem__('\U0001f600', 1),
]


def test_one_is_changed():
    for make in displays, by_name, passed_on:
        plain = make(3, nothing)
        order = list(plain[0])
        assert sorted(order) == ['first', 'index', 'odd', 'text']
        assert plain[1] == {'index': 1, 'first': False, 'text': 'abc', 'odd': 1}
        for change in CHANGES:
            for every in (1, 7, 500):
                made = make(2500, some(every, change))
                for i, d in enumerate(made):
                    # Entry by entry, so that nothing but storing is asked of it.
                    wanted = {}
                    for name in order:
                        wanted[name] = {'index': i, 'first': i == 0, 'text': 'abc', 'odd': i % 2}[name]
                    if i % every == 0:
                        change(wanted)
                    assert d == wanted and list(d.items()) == list(wanted.items()) and len(d) == len(wanted), (i, d, wanted)


def test_copies():
    made = displays(3000, nothing)
    copies = [dict(d) for d in made] + [d.copy() for d in made] + [{**d, 'index': -1} for d in made]
    for d in made[::2]:
        d['more'] = 1
        del d['first']
    for d in copies[1::3]:
        d.pop('text')
    for i, d in enumerate(copies):
        wanted = {'index': i % 3000 if i < 6000 else -1, 'first': i % 3000 == 0, 'text': 'abc', 'odd': i % 2}
        if i % 3 == 1:
            del wanted['text']
        assert list(d.items()) == list(wanted.items())


def test_many_names():
    def make(n):
        kept = []
        for i in range(n):
            d = {'a': i, 'b': 1, 'c': 2, 'd': 3, 'e': 4, 'f': 5, 'g': 6, 'h': 7, 'i': 8, 'j': 9}
            if i % 5 == 0:
                d['k'] = d.pop('a')
            kept.append(d)
        return kept
    for i, d in enumerate(make(3000)):
        assert ''.join(d) == ('bcdefghijk' if i % 5 == 0 else 'abcdefghij') and d['k' if i % 5 == 0 else 'a'] == i


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
