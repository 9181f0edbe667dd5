"""Loops over dicts and their views in hot loops: holes, changes in the course of the loop, iterators that are seen; answers of CPython 3.13."""


def total(d, until):
    """Leaves the loop somewhere; the rest is summed by another."""
    n = 0
    it = iter(d.items())
    for k, v in it:
        n += k * v
        if k == until:
            break
    hint = it.__length_hint__()
    for k, v in it:
        n += 1000 * k
    return n, hint, it.__length_hint__()


for round in range(400):
    d = {i: i + 1 for i in range(20)}
    until = round % 25
    first = sum([k * (k + 1) for k in range(20) if k <= until])
    rest = sum([1000 * k for k in range(20) if k > until])
    assert total(d, until) == (first + rest, max(19 - until, 0), 0), until


def changed(d, kind, at):
    seen = []
    try:
        if kind == 0:
            for k in d:
                seen.append(k)
                if k == at:
                    d[-1] = 0
        elif kind == 1:
            for v in d.values():
                seen.append(v)
                if v == at:
                    del d[at]
        else:
            for k, v in d.items():
                seen.append(k)
                d[k] = v + 1
                if k == at:
                    del d[k]
                    d[100 + k] = 0
    except RuntimeError as error:
        return seen, str(error)
    return seen, None


SIZE = 'dictionary changed size during iteration'
KEYS = 'dictionary keys changed during iteration'
for round in range(300):
    at = round % 9
    plain = {i: i for i in range(8)}
    assert changed(dict(plain), 0, at) == ((list(range(at + 1)), SIZE) if at < 8 else (list(range(8)), None))
    assert changed(dict(plain), 1, at) == ((list(range(at + 1)), SIZE) if at < 8 else (list(range(8)), None))
    seen, text = changed(dict(plain), 2, at)
    assert (seen, text) == ((list(range(8)), KEYS) if at < 8 else (list(range(8)), None)), (at, seen, text)


def over_holes(d):
    out = []
    for k in d:
        out.append(k)
    for v in d.values():
        out.append(v)
    return out


for round in range(300):
    d = dict.fromkeys('abcdefgh', round)
    for k in 'abcdefgh'[:round % 8]:
        del d[k]
    if round & 1:
        d['a'] = 1
    assert over_holes(d) == list(d) + list(d.values())


def paired(d, e):
    n = 0
    for i, (k, v) in enumerate(d.items()):
        n += i * k - v
    for k, (a, b) in zip(d, e.items()):
        n += k * a + b
    for a, b in zip(d.values(), e.keys()):
        n += a - b
    return n


for round in range(300):
    d = {i: 2 * i for i in range(round % 7 + 3)}
    e = {i: 3 * i for i in range(10 - round % 4)}
    n = sum([i * i - 2 * i for i in range(len(d))])
    shorter = min(len(d), len(e))
    n += sum([i * i + 3 * i for i in range(shorter)]) + sum([2 * i - i for i in range(shorter)])
    assert paired(d, e) == n


def swapped(d):
    return {v: k for k, v in d.items()}, [k for k in d], {v for v in d.values()}, sum(v for v in d.values())


def walked(tree):
    """Generators over nested dicts."""
    for k, v in tree.items():
        yield k
        if isinstance(v, dict):
            yield from walked(v)


class Named(dict):
    def __iter__(self):
        return iter(['own'])


class Holder:
    pass


def members(h):
    return [k + str(v) for k, v in h.__dict__.items()]


h = Holder()
h.x, h.y = 1, 2.5
tree = {'a': {'b': {'c': 1}, 'd': {}}, 'e': 2}
for round in range(400):
    assert swapped({1: 2, 3: 4}) == ({2: 1, 4: 3}, [1, 3], {2, 4}, 6)
    assert swapped({}) == ({}, [], set(), 0)
    assert list(walked(tree)) == ['a', 'b', 'c', 'd', 'e']
    assert [k for k in Named(a=1)] == ['own'] and [v for v in Named(a=1).values()] == [1]
    assert members(h) == ['x1', 'y2.5']


def grows(counts, words):
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    best = None
    for word, count in counts.items():
        if best is None or count > counts[best]:
            best = word
    return best


for round in range(200):
    words = [str(i * i % (round % 13 + 1)) for i in range(60)]
    counts = {}
    best = grows(counts, words)
    assert best == max(counts, key=counts.get) and sum(counts.values()) == 60


def stopped(d, limit):
    """What is raised in the loop leaves it; the iterator goes on elsewhere."""
    it = iter(d)
    try:
        for k in it:
            if k == limit:
                raise KeyError(k)
    except KeyError:
        return list(it)
    return None


for round in range(300):
    limit = round % 12
    assert stopped(dict.fromkeys(range(10)), limit) == (list(range(limit + 1, 10)) if limit < 10 else None)
