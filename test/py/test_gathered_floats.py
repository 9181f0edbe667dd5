"""Lists of floats that comprehensions make in hot loops: whatever ends them, whatever comes between, and however long they are."""


def chosen(x):
    return x * 0.5 if x % 3 else -x * 0.25


def row(n, stop=None, what=None):
    return [chosen(i) if i != stop else what for i in range(n)]


def expected(n, stop=None, what=None):
    result = []
    for i in range(n):
        if i == stop:
            result += [what]
        elif i % 3:
            result += [i * 0.5]
        else:
            result += [-i * 0.25]
    return result


def test_lengths():
    for n in [0, 1, 2, 3, 15, 16, 17, 18, 100, 199, 4095, 4096, 4097, 4112, 4113, 10000] * 3 + list(range(60)):
        got = row(n)
        assert len(got) == n
        assert got == expected(n)
        got.append(0.5)
        assert len(got) == n + 1 and got[-1] == 0.5


def test_others_between():
    nan = float('nan')
    for n in range(300):
        for what in (7, 'seven', None, 2 ** 70, True):
            got = row(300, n, what)
            assert got[n] is what
            assert got == expected(300, n, what)
    for n in range(300):
        got = row(300, n, nan)
        assert got[n] is nan and got[:n] == expected(n) and got[n + 1:] == expected(300)[n + 1:]


class Stop(Exception):
    pass


def test_ends():
    made = []

    def item(i, stop):
        if i == stop:
            raise Stop(i)
        return i + 0.25

    def line(n, stop):
        try:
            made.append([item(i, stop) for i in range(n)])
        except Stop as e:
            made.append(e.args[0])

    for n in range(3000):
        line(30, n % 60)
    for n in range(3000):
        stop = n % 60
        assert made[n] == (stop if stop < 30 else [i + 0.25 for i in range(30)])


def test_within_one_another():
    def triangle(n):
        return [sum([float(j) for j in range(i)]) for i in range(n)]

    def table(n):
        return [[i + j * 0.5 for j in range(n)] for i in range(n)]

    def deep(n):
        return [x + 1.0 for x in deep(n - 1)] + [float(n)] if n else []

    def recursive(n):
        return [1.0 + sum(recursive(n - 1 - k)) for k in range(n)]

    for _ in range(60):
        assert triangle(40) == [i * (i - 1) / 2 for i in range(40)]
        got = table(25)
        assert all(got[i][j] == i + j * 0.5 for i in range(25) for j in range(25))
        assert [len(line) for line in got] == [25] * 25
    for _ in range(300):
        assert deep(12) == [n + 12.0 - n for n in range(1, 13)]
        assert len(recursive(6)) == 6
    assert recursive(3) == [3.0 + 1.0, 2.0, 1.0]


def test_many_sources():
    def halves(items):
        return [x * 0.5 for x in items]

    def pairs(a, b):
        return [x * y for x, y in zip(a, b)]

    def some(items):
        return [x for x in items if x > 3.0 or x < 1.0]

    def flat(rows):
        return [x for row in rows for x in row]

    def numbers(n):
        for i in range(n):
            yield i * 1.5

    for n in list(range(50)) * 4:
        assert halves(range(n)) == halves([*range(n)]) == halves(tuple(range(n))) == list(map(lambda x: x * 0.5, range(n)))
        a = halves(range(n))
        assert pairs(a, a) == [x ** 2 for x in a]
        assert some(a) == [*filter(lambda x: not 1.0 <= x <= 3.0, a)]
        assert flat([a, a, [], a]) == a * 3
        assert [x + 0.5 for x in numbers(n)] == [i * 1.5 + 0.5 for i in range(n)]
        assert [*[0.5, 1.5], *a, 2.5] == [0.5, 1.5] + a + [2.5]


def test_sums():
    import math

    def total(n, first=0.1):
        return sum([first * k for k in range(n)])

    def totals(n, first=0.1):
        return [sum([first * (i + j) for j in range(n)]) for i in range(n)]

    def kept(n):
        result = []
        for i in range(n):
            row = [i + j * 0.5 for j in range(n)]
            result.append((sum(row), row))
        return result

    def added(n):
        """What is asked of is not all that there is at the end."""
        result = []
        for i in range(n):
            row = [i + j * 0.5 for j in range(n)]
            before = sum(row)
            row.append(0.25)
            result.append(sum(row) - before)
        return result

    def plain(values):
        it = iter(values)
        return sum(x for x in it)

    for n in [*range(20), 100, 4096, 4097, 5000, 9000] * 3:
        assert total(n) == plain([0.1 * k for k in range(n)]), n
        assert type(total(n)) is (float if n else int)
    for n in [3, 40, 70] * 4:
        rows = totals(n)
        assert rows == [plain([0.1 * (i + j) for j in range(n)]) for i in range(n)]
        for i, (s, row) in enumerate(kept(n)):
            assert row == [i + j * 0.5 for j in range(n)] and s == plain(row)
        assert added(n) == [0.25] * n
    # The compensation: 1e16 + 1.0 - 1e16 is 1.0.
    parts = [1e16, 1.0, -1e16] * 20
    for _ in range(300):
        assert sum([x * 1.0 for x in parts]) == 20.0
    inf, nan = math.inf, math.nan
    for n in range(300):
        got = sum([x if k != n % 50 else inf for k, x in enumerate([1.5] * 40)])
        assert got == (inf if n % 50 < 40 else 60.0)
        got = [sum([x if k != n % 50 else what for k, x in enumerate([1.5] * 40)]) for what in (nan, inf, -inf, 2.5)]
        assert (got[0] != got[0]) == (n % 50 < 40) and got[3] == 60.0 + (n % 50 < 40)
    for n in range(300):
        # inf - inf
        got = sum([inf if k == 3 else -inf if k == n % 40 else 1.0 for k in range(30)])
        assert got != got if n % 40 < 30 and n % 40 != 3 else got == inf
        assert math.copysign(1, sum([-0.0 for _ in range(n % 30)])) == 1.0


def test_sum_of_another_name():
    """`sum` may be anything, and change while a loop runs."""
    asked = []

    def own(items):
        asked.append(list(items))
        return 1.0

    def go(n, total):
        return [total([i + j * 0.5 for j in range(10)]) for i in range(n)]

    for n in range(300):
        assert go(20, own if n % 50 == 49 else sum) == ([1.0] * 20 if n % 50 == 49 else [10.0 * i + 22.5 for i in range(20)])
    assert len(asked) == 120 and asked[-1] == [19 + j * 0.5 for j in range(10)]


def test_same_object():
    """The list that is made is not among those it is made of, whatever it is called."""
    x = [1.0, 2.0, 3.0]
    for n in range(2000):
        x = [x[0] + b for b in x]
        x = [b - x[0] + 1.0 for b in x]
        assert x == [1.0, 2.0, 3.0] and len(x) == 3
    y = [1.0] * 64
    for n in range(200):
        y = [y[-1 - i] + y[i] - 1.0 for i in range(len(y))]
    assert y == [1.0] * 64


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
