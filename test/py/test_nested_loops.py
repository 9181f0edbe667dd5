"""Loops within loops: what goes on behind an inner one, by each of the ways in which that is left."""


def triangle(n):
    """The rows are as long as they are far down, and one number of the inner loop is used behind it."""
    rows = []
    total = 0
    previous = ()
    for i in range(n):
        last = None
        square = 0
        for j in range(i):
            square = j * j
            last = j
            total += square
        rows.append((i, last, square, len(previous)))
        previous = rows[-1]
    return rows, total


def test_behind():
    for n in 40, 41, 160:
        rows, total = triangle(n)
        assert rows[0] == (0, None, 0, 0)
        for i in range(1, n):
            assert rows[i] == (i, i - 1, (i - 1) ** 2, 4)
        assert total == sum([(i - 1) * i * (2 * i - 1) // 6 for i in range(n)])


def search(rows, wanted):
    """An inner loop that is left in three ways: its end, a `break`, and a `continue` of the outer one."""
    found = []
    skipped = passed = 0
    kind = 'none'
    for row in rows:
        place = 0
        for x in row:
            if x == wanted:
                kind = 'found'
                break
            if x is None:
                kind = 'skipped'
                skipped += 1
                place = -1
                break
            place += 1
        else:
            kind = 'passed'
            passed += 1
            continue
        if place < 0:
            continue
        found.append((place, kind))
    return found, skipped, passed, kind


def test_ways_out():
    for n in 3, 50, 400:
        rows = [[1, 2, 3, 4, 5, 6], [7, 8, 9], [1, 2, None, 9], [9, 1], []] * n
        found, skipped, passed, kind = search(rows, 9)
        assert found == [(2, 'found'), (0, 'found')] * n
        assert (skipped, passed, kind) == (n, 2 * n, 'passed')
        assert search(rows, 5) == ([(4, 'found')] * n, n, 3 * n, 'passed')


def swap(n, inner):
    """The outer loop gives all variables other values, which the inner one leaves as they are."""
    a, b, c, d = 0, 'b', 2.5, [3]
    turns = 0
    for i in range(n):
        k = 0
        while k < inner:
            k += 1
            turns += 1
        a, b, c, d = b, c, d, a
    return a, b, c, d, turns


def test_values_that_go_around():
    values = [0, 'b', 2.5, [3]]
    for n in range(200, 208):
        r = n % 4
        assert swap(n, 30) == (*values[r:], *values[:r], 30 * n)


def deep(n):
    """Three loops, of which the innermost adds floats and ends the middle one now and then."""
    sums = []
    for i in range(n):
        total = 0.0
        steps = 0
        for j in range(n):
            for k in range(10):
                if k > j:
                    break
                total += k * 0.5
                steps += 1
            if steps > 300:
                break
        sums.append((total, steps))
    return sums


def test_deep():
    for n in 5, 30, 80:
        steps = 0
        total = 0.0
        for j in range(n):
            row = list(range(min(j + 1, 10)))
            total += sum(row) / 2
            steps += len(row)
            if steps > 300:
                break
        assert deep(n) == [(total, steps)] * n


def failing(n, at):
    """The outer loop raises behind the inner one."""
    x = None
    for i in range(n):
        x = i
        for j in range(20):
            x = i + j
        10 // (at - i)
    return x


def test_raising_behind():
    for at in range(300, 340):
        try:
            failing(400, at)
        except ZeroDivisionError as e:
            names = e.__traceback__.tb_next.tb_frame.f_locals
            assert (names['i'], names['j'], names['x']) == (at, 19, at + 19)
        else:
            assert False
    assert failing(200, 300) == 218


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
