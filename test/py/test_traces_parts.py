"""Parts of sequences in loops that are hot enough to be traced: slices, lists from the end, attributes by names, and what has no items."""

ROUNDS = 4000


def rests(paths):
    total = 0
    for path in paths:
        for step in path[1:]:
            total += step
    return total


for width in range(8):
    paths = [list(range(width)) for _ in range(ROUNDS)]
    assert rests(paths) == ROUNDS * sum(range(1, width))
    assert rests([tuple(p) for p in paths]) == ROUNDS * sum(range(1, width))
paths = [list(range(i % 7)) for i in range(ROUNDS)]
assert rests(paths) == sum([sum(p) for p in paths])
assert rests([[0.5, 1.5, 2.5]] * ROUNDS) == ROUNDS * 4.0
assert rests([[0.5, 1.5, 2.5], [1, 2], (), (0, 1)] * ROUNDS) == ROUNDS * 7.0
assert rests([b'abc', [1], (0, 2)] * ROUNDS) == ROUNDS * (98 + 99 + 2)


def rests_of_tuples(tuples):
    seen = []
    for t in tuples:
        seen.append((t[1:], t[:-1], t[0:] is t, t[-1:], t[:1]))
    return seen


for width in range(7):
    t = tuple(range(width))
    assert rests_of_tuples([t] * 1000) == [(tuple(range(1, width)), tuple(range(width - 1)), True, (width - 1,) if width else (), (0,) if width else ())] * 1000
tuples = [tuple(range(i * 7 % 6)) for i in range(ROUNDS)]
assert rests_of_tuples(tuples) == [rests_of_tuples([t])[0] for t in tuples]


def tails(items):
    return items[0] + tails(items[1:]) if items else 0


for width in range(12):
    for _ in range(60):
        assert tails(tuple(range(width))) == tails(list(range(width))) == sum(range(width))


def parts(sequence, bounds):
    found = []
    for start, stop in bounds:
        found.append(sequence[start:stop])
    return found


def one_by_one(sequence, start, stop):
    taken = range(*slice(start, stop).indices(len(sequence)))
    if isinstance(sequence, str):
        return ''.join([sequence[i] for i in taken])
    return type(sequence)([sequence[i] for i in taken])


class Two:
    def __index__(self):
        return 2


BOUNDS = [(a, b) for a in (None, 0, 1, -1, -3, 9, -9) for b in (None, 0, 2, -1, -9, 9)]
for sequence in ('', 'a', 'abcd', 'ab\u00e9\u4e2d', 'a\U0001f600b', [], [1], [1, 2, 3], [1.5, 2.5], list(range(9)), (), (1, 2, 3)):
    for _ in range(3):
        assert parts(sequence, BOUNDS * 20) == [one_by_one(sequence, a, b) for a, b in BOUNDS] * 20
        assert parts(sequence, [(2**70, None), (Two(), None), (True, Two())]) == [
            sequence[9:], sequence[2:], sequence[1:2]]


def fresh(paths):
    """Parts are lists of their own."""
    for path in paths:
        part = path[:]
        part.append(0)
        part[0] = 7
        if len(path) > 1:
            path[1] = part
    return paths


for path in fresh([[1, 2, 3] for _ in range(ROUNDS)] + [[4] for _ in range(ROUNDS)]):
    assert path == [1, [7, 2, 3, 0], 3] or path == [4]


def steps(sequence, count):
    out = []
    for _ in range(count):
        out.append(sequence[::2])
        out.append(sequence[::-1])
    return out


assert steps([1, 2, 3], ROUNDS) == [[1, 3], [3, 2, 1]] * ROUNDS
assert steps('abc', ROUNDS) == ['ac', 'cba'] * ROUNDS


# From the end.

def last(scopes, name):
    for scope in reversed(scopes):
        if name in scope:
            return scope[name]
    return None


def lookups(scopes, names):
    return [last(scopes, name) for name in names]


scopes = [{'a': 1, 'b': 2, 'c': 3}, {'b': 4}, {'c': 5, 'd': 6}]
assert lookups(scopes, 'abcde' * ROUNDS) == [1, 4, 5, 6, None] * ROUNDS
assert lookups([], 'ab' * ROUNDS) == [None] * (2 * ROUNDS)
assert lookups(tuple(scopes), 'abc' * ROUNDS) == [1, 4, 5] * ROUNDS


def backwards(items):
    out = []
    for item in reversed(items):
        out.append(item)
    return out


for items in ([], [1], [1.5, 2.5], list(range(ROUNDS)), [i / 2 for i in range(ROUNDS)], [None, 'a', 2.5] * ROUNDS):
    for _ in range(5):
        assert backwards(items) == items[::-1] == backwards(tuple(items)) == backwards(range(0)) + items[::-1]


def shrinking(items):
    """A list that loses what the iterator is about to come to ends it; that it grows does not."""
    seen = []
    for item in reversed(items):
        seen.append(item)
        items.append(-1)
        if len(seen) == ROUNDS:
            del items[3:]
    return seen


assert shrinking(list(range(2 * ROUNDS))) == list(range(ROUNDS, 2 * ROUNDS))[::-1]


def emptied(count):
    items = list(range(count))
    it = reversed(items)
    total = 0
    for item in it:
        total += 1
    items.append(1)
    return total, list(it), it.__length_hint__()


assert emptied(ROUNDS) == (ROUNDS, [], 0)


def resumed(items):
    """An iterator is its own iterator."""
    it = reversed(items)
    out = []
    for _ in range(len(items) // 2):
        for item in it:
            out.append(item)
            break
    for item in it:
        out.append(item)
    return out


assert resumed(list(range(ROUNDS))) == list(range(ROUNDS))[::-1]


# Attributes by names.

class Point:
    kind = 'point'

    def __init__(self, x, y):
        self.x = x
        self.y = y

    @property
    def sum(self):
        return self.x + self.y


class Other:
    def __getattr__(self, name):
        return 'no ' + name


def values(objects, names):
    out = []
    for item in objects:
        for name in names:
            out.append(getattr(item, name, None) if name == 'z' else getattr(item, name))
    return out


points = [Point(i, i / 2) for i in range(ROUNDS)]
assert values(points, ['x', 'kind', 'y', 'sum', 'z'])[5:10] == [1, 'point', 0.5, 1.5, None]
assert values(points, ['x']) == list(range(ROUNDS))
assert values([Other()] * ROUNDS, ['x', 'y']) == ['no x', 'no y'] * ROUNDS
many = ['f%d' % k for k in range(20)]
for k, name in enumerate(many):
    for p in points[:50]:
        setattr(p, name, k)
assert values(points[:50] * 40, many) == list(range(20)) * 2000
Point.kind = 'changed'
assert values(points, ['kind']) == ['changed'] * ROUNDS
del Point.kind
try:
    values(points, ['x', 'kind'])
except AttributeError as e:
    assert str(e) == "'Point' object has no attribute 'kind'" and e.name == 'kind' and e.obj is points[0]
else:
    raise AssertionError


# What has no items.

def find(value, path):
    for key in path:
        try:
            value = value[key]
        except (TypeError, KeyError) as e:
            error = e
            value = getattr(value, key)
            assert error.__traceback__.tb_lineno == find.__code__.co_firstlineno + 3
            if not isinstance(error, KeyError):
                assert str(error) == "'Point' object is not subscriptable" and error.__context__ is None
    return value


def finds(value, path, count):
    out = []
    for _ in range(count):
        out.append(find(value, path))
    return out


tree = {'a': Point({'b': 7}, 8)}
assert finds(tree, ['a', 'x', 'b'], ROUNDS) == [7] * ROUNDS
assert finds(tree, ['a', 'y'], ROUNDS) == [8] * ROUNDS
Point.__getitem__ = lambda self, key: key * 2
assert finds(tree, ['a', 'y'], ROUNDS) == ['yy'] * ROUNDS
del Point.__getitem__


def refused(items):
    messages = set()
    for item in items:
        try:
            item[0]
        except TypeError as e:
            messages.add(str(e))
    return messages


assert refused([1, None, Point(1, 2), {1}, 2.5, len] * ROUNDS) == {
    "'%s' object is not subscriptable" % name
    for name in ('int', 'NoneType', 'Point', 'set', 'float', 'builtin_function_or_method')}
assert refused([int, list] * ROUNDS) == {"type 'int' is not subscriptable"}


# Slices with a step, and parts that are replaced.
def turned(rows, start, stop):
    return [(row[start:stop:-1], row[::2], row[-1:0:-2]) for row in rows]


def replaced(rows, start, stop, parts):
    for row, part in zip(rows, parts):
        row[start:stop] = part
    return rows


def by_range(row, start, stop, step):
    return [row[i] for i in range(*slice(start, stop, step).indices(len(row)))]


for row in ([], [1], [1, 2, 3], [0.5, 1.5, 2.5, 3.5], list('abcdefghi')):
    for start, stop in ((None, None), (2, None), (None, 1), (-1, 0), (9, -9), (1, 3), (0, -1)):
        expected = by_range(row, start, stop, -1), by_range(row, None, None, 2), by_range(row, -1, 0, -2)
        assert turned([row] * ROUNDS, start, stop) == [expected] * ROUNDS
mixed = [[1, 2, 3], (1, 2, 3), [0.5, 1.5, 2.5]] * ROUNDS
assert turned(mixed, 1, None) == [(row[1::-1], row[::2], row[2:0:-2]) for row in mixed]


def by_steps(row, steps):
    found = []
    for step in steps:
        try:
            found.append(row[::step])
        except ValueError as e:
            found.append(str(e))
    return found


# Steps that differ from round to round, and what is none, or no int, among them.
steps = [2, 3, -1, 7, 1, -5, 100, 2**53 - 1, -2] * ROUNDS
for row in ([], [1, 2, 3], [0.5, 1.5, 2.5, 3.5], list(range(20))):
    expected = {step: by_range(row, None, None, step) for step in steps}
    assert by_steps(row, steps) == [expected[step] for step in steps]
    rare = [2, 3] * ROUNDS + [None, 4, 0, True, 2**70, -(2**70), 2] * 200
    expected = {step: by_range(row, None, None, step) if step != 0 else 'slice step cannot be zero' for step in rare}
    assert by_steps(row, rare) == [expected[step] for step in rare]

for start, stop in ((0, 2), (1, 3), (-2, None), (None, 2)):
    rows = replaced([[1, 2, 3] for _ in range(ROUNDS)], start, stop, [[8, 9]] * ROUNDS)
    assert rows == [[8, 9, 3] if start in (0, None) else [1, 8, 9]] * ROUNDS
# As many items or not, of one kind or not, the list itself, and what is no list.
several = [[8, 9], [8], [], (8, 9), [8, 9, 10], [0.5, 1.5], 'xy'] * (ROUNDS // 4)
rows = replaced([[1, 2, 3] for _ in several], 0, 2, several)
assert rows == [list(part) + [3] for part in several]
rows = replaced([[0.5, 1.5, 2.5] for _ in several], 1, None, several)
assert rows == [[0.5] + list(part) for part in several]
rows = [[1, 2, 3] for _ in range(ROUNDS)]
assert replaced(rows, 0, 2, rows) == [[1, 2, 3, 3]] * ROUNDS
rows = [[1, 2, 3] for _ in range(ROUNDS)]
assert replaced(rows, None, None, [[4, 5, 6]] * (ROUNDS - 1) + [rows[-1]]) == [[4, 5, 6]] * (ROUNDS - 1) + [[1, 2, 3]]


def reversals(items):
    """The part that is put in was made by the loop itself."""
    count = 0
    while items[0]:
        items[:items[0] + 1] = items[items[0]::-1]
        count += 1
    return count


assert sum([reversals([2, 0, 4, 1, 3]) for _ in range(ROUNDS)]) == 3 * ROUNDS
