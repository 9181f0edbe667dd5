"""Short loops that are entered very often, and left by their end, by a return or by an exception: what is in which variable behind them."""


def first_above(items, limit, scale):
    found = None
    seen = 0
    last = 0.0
    for x in items:
        seen += 1
        y = x * scale
        if y > limit:
            found = x
            if x == 4.0:
                return found, seen, last, y
        last = y
    return found, seen, last, scale


def model(items, limit, scale):
    found, seen, last = None, 0, 0.0
    for x in items:
        seen += 1
        if x * scale > limit:
            found = x
            if x == 4.0:
                return found, seen, last, x * scale
        last = x * scale
    return found, seen, last, scale


ROWS = [
    [1.0, 2.0, 3.0, 5.0, 6.0, 0.5],
    [0.25, 0.5, 1.0, 1.5, 2.0, 2.5],
    [9.0, 8.0, 7.0, 6.0, 5.0, 4.5],
]


def halves(low, high, check):
    """Calls `check` with all numbers in between: recursion that branches, which is not followed into."""
    if high - low == 1:
        check(low)
        return
    middle = (low + high) // 2
    halves(low, middle, check)
    halves(middle, high, check)


def test_ends():
    wanted = [model(row, 3.5, 1.5) for row in ROWS]

    def check(n):
        assert first_above(ROWS[n % 3], 3.5, 1.5) == wanted[n % 3]

    halves(0, 60_000, check)


def test_returns_then():
    with_four = [1.0, 2.0, 4.0, 5.0, 6.0]
    mixed = [1, 2.0, True, 5.0, 6.0]
    rows = [*ROWS, with_four, mixed]
    wanted = [model(row, 3.5, 1.5) for row in rows]

    def check(n):
        at = n % 5 if n > 40_000 else n % 3
        assert first_above(rows[at], 3.5, 1.5) == wanted[at]

    halves(0, 60_000, check)
    try:
        first_above([1.0, 'x'], 3.5, 1.5)
    except TypeError:
        pass
    else:
        assert False


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
