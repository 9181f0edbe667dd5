# Dicts, sets and methods of str in loops that are traced: keys that are compared by code of the program, keys that are missing, namespaces.
def words(n):
    counts = {}
    seen = set()
    extra = []
    for i in range(n):
        w = ('Key%d, ' % (i % 37)).strip(', ').lower()
        if w in counts:
            counts[w] += 1
        else:
            counts[w] = 1
        if i % 5 not in seen:
            seen.add(i % 5)
        extra.append(counts.get(w, 0) + counts.get('nope', -1))
        if extra:
            extra.pop()
        parts = 'a b c'.split()
        if parts and w.startswith('key1'):
            counts['x'] = i
    return counts, seen, extra
a = words(3000); b = words(3000)
assert a == b
assert sum(a[0].values()) == 5998
assert a[1] == {0, 1, 2, 3, 4} and a[2] == []
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v)
    def __eq__(self, o): log.append(self.v); return isinstance(o, K) and o.v == self.v or o == self.v
log = []
def general(n, d):
    hits = 0
    for i in range(n):
        if i % 7 in d: hits += 1
        if i > n - 3: d[K(i % 7)] = i
        d[i % 5] = i
        hits += d.get(i % 3, 0) > 3
    return hits
first = general(3000, {1: 2})
assert first == 5134, first
assert log == [2, 3], log
assert general(3000, {K(1): 2}) == 5134
assert len(log) == 2033, len(log)
def missing(n):
    d = {1: 1}
    bad = 0
    for i in range(n):
        try: d[i % 3]
        except KeyError as e: bad += e.args[0]
    return bad
assert missing(3000) == 2000
def ns(n):
    g = globals()
    t = 0
    for i in range(n):
        g['zz'] = i
        t += zz
    return t
zz = 0
assert ns(3000) == sum(range(3000))
def among(n, k):
    a = b = c = 0
    for i in range(n):
        if i % 5 in (1, k):
            a += 1
        if str(i % 4) in ('0', '2'):
            b += 1
        if i not in (3, 4, 5):
            c += i in (7, 8)
    return a, b, c
for _ in range(300):
    assert among(40, 2) == (16, 20, 2)
assert (among(40, 0.0), among(40, '1'), among(40, True), among(40, 2**70)) == ((16, 20, 2), (8, 20, 2), (8, 20, 2), (8, 20, 2))
def alias(n):
    d = {'a': 1, 'b': 2}
    same = d
    other = {}
    log = []
    for i in range(n):
        k = 'ab'[i & 1]
        if k in d:
            old = d[k]
            if i % 7 == 0:
                del same[k]
            elif i % 11 == 0:
                same.clear()
            elif i % 13 == 0:
                same['new%d' % i] = i
            other[k] = i
            log.append(d.get(k, -1) - old)
            d[k] = i
            assert d[k] == i and list(d).count(k) == 1
        else:
            assert d.get(k) is None
            d[k] = -i
            assert d[k] == -i
        if len(d) > 9:
            d = same = {'b': i, 'a': i}
    return log, list(d.items()), other
assert alias(3000) == alias(3000)
assert sum(alias(3000)[0]) == -819081, sum(alias(3000)[0])
def steady(n, d):
    t = 0
    for i in range(n):
        if 'step' in d:
            t += d['step']
            if i % 1000 == 999:
                d['more%d' % i] = d.pop('step') + 1
        else:
            d['step'] = d.popitem()[1]
    return t, d
assert steady(5000, {'step': 1}) == (14986, {'more4999': 6}), steady(5000, {'step': 1})
