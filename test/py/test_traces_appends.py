"""Lists that grow in traces, and loops over zip and enumerate that are made in them."""

ROUNDS = 400


def test_others_are_what_they_were():
    def both(a, b, n):
        seen = 0
        for i in range(n):
            seen += a[i & 1]
            b.append(i)
            seen += a[i & 1] + len(a) + len(b)
        return seen

    for _ in range(3):
        for n in (2, ROUNDS):
            one = [1, 2]
            assert both(one, [], n) == 2 * sum([one[i & 1] for i in range(n)]) + 2 * n + n * (n + 1) // 2
            # The same list.
            one = [1, 2]
            assert both(one, one, n) == 2 * sum([one[i & 1] for i in range(n)]) + 2 * sum(range(3, n + 3))
            assert one == [1, 2, *range(n)]


def test_a_list_that_is_made_grows():
    def rows(n, stop):
        out = []
        for i in range(n):
            row = []
            row.append(i)
            row.append(i + 1)
            if i == stop:
                row.append('stop')
            row.append(row[0] + row[1] + len(row))
            out.append(row)
        return out

    for stop in (-1, 5, ROUNDS - 1):
        found = rows(ROUNDS, stop)
        for i, row in enumerate(found):
            assert row == ([i, i + 1, 'stop', 2 * i + 4] if i == stop else [i, i + 1, 2 * i + 3])


def test_rounds_that_are_done_once():
    def count(n):
        v = []
        i = 0
        while i < n:
            v.append(i)
            i += 1
            if i % 50 == 7:
                v.append(-1)
            v = [len(v)]
        return v

    assert [count(n)[0] for n in (1, 7, 8, ROUNDS)] == [1, 3, 2, 2]


def test_a_list_that_holds_itself():
    def knots(n):
        for i in range(n):
            a = [i]
            a.append(a)
            a.append(i)
        return a

    a = knots(ROUNDS)
    assert a[1] is a and a[2] == ROUNDS - 1 and len(a) == 3


def test_kinds_of_items():
    def fill(items):
        out = []
        other = [0]
        for item in items:
            out.append(item)
            other.append(item)
        return out, other

    mixed = [1, 2.5, 'a', None, True, (1, 2), 2 ** 70, float('nan')]
    for items in ([1] * ROUNDS, [1.5] * ROUNDS, [1] * ROUNDS + [2.5], [2.5] * ROUNDS + [1], mixed * 50, [2.5, 1] * 200, [True] * ROUNDS):
        for _ in range(3):
            out, other = fill(items)
            assert all([a is b or a == b for a, b in zip(out, items)]) and len(out) == len(items)
            assert list(map(type, out)) == list(map(type, items))
            assert other[0] == 0 and list(map(type, other[1:])) == list(map(type, items))


class Real(float):
    pass


class Plain:
    pass


def collected(a, b):
    out = []
    for x in (a, b):
        one = []
        one.append(x)
        one.append(b)
        one.append([x])
        out.append(one)
    return out, len(out)


def test_items_of_every_kind():
    plain = Plain()
    kinds = [1, True, None, 'a', 'a😀', 2.5, float('nan'), Real(2.5), 2 ** 70, 1j, (1,), [1], {1: 2}, plain, Plain, len, ValueError(1), ..., b'a']
    # One kind for long, and then all of them.
    for first in kinds:
        for _ in range(150):
            collected(first, first)
        for a in kinds:
            for b in (first, a, 2.5):
                (one, other), n = collected(a, b)
                assert n == 2 and len(one) == len(other) == 3
                assert all([x is y or type(x) is type(y) is float and x == y for x, y in ((one[0], a), (one[1], b), (other[0], b), (other[1], b), (one[2][0], a), (other[2][0], b))])
                one.append(1.5)
                assert one[-1] == 1.5 and type(one[0]) is type(a)


def pairs(a, b):
    return [x * y for x, y in zip(a, b)]


def thirds(a, b, c):
    out = []
    for t in zip(a, b, c):
        out.append(t)
    return out


def test_zips_that_are_made():
    kinds = ([1, 2, 3], (4, 5), b'abcd', range(2, 9, 2), [1.5, 2.5], [], (), b'', reversed([1, 2]), iter([5, 6]))
    for a in kinds[:-2]:
        for b in kinds[:-2]:
            expected = [list(a)[i] * list(b)[i] for i in range(min(len(a), len(b)))]
            assert all([pairs(a, b) == expected for _ in range(200)])
            assert all([len(thirds(a, b, a)) == min(len(a), len(b)) for _ in range(50)])
    for _ in range(ROUNDS):
        a, b = iter([1, 2, 3, 4]), iter((5, 6))
        # What the first has given when the second ends is gone.
        assert pairs(a, b) == [5, 12] and next(a) == 4
        a = iter([1, 2, 3, 4])
        assert pairs(a, a) == [2, 12]
        a, b = iter([1, 2]), iter((5, 6, 7))
        assert pairs(a, b) == [5, 12] and next(b) == 7
        assert pairs([1, 2, 3], [[1]] * 2) == [[1], [1, 1]]


def strictly(a, b):
    n = 0
    try:
        for x, y in zip(a, b, strict=True):
            n += x * y
    except ValueError:
        return 'uneven'
    return n


def goes_on(z):
    n = 0
    for x, y in z:
        n += x * y
    return n


def test_strict_zips():
    for _ in range(ROUNDS):
        assert strictly([1, 2], [3, 4]) == 11
        assert strictly([1, 2], [3, 4, 5]) == 'uneven' and strictly([1, 2, 3], [3, 4]) == 'uneven'
        assert goes_on(zip([1, 2], [3, 4])) == 11
    try:
        goes_on(zip([1, 2], [3, 4, 5], strict=True))
    except ValueError:
        pass
    else:
        assert False


def numbered(items, start):
    n = 0
    for i, x in enumerate(items, start):
        n += i * x
        if x == 77:
            return i, n
    return n


def test_enumerations_that_are_made():
    for _ in range(ROUNDS):
        assert numbered([3, 4, 5], 0) == 14 and numbered((3, 4), 1) == 11 and numbered(b'ab', 2) == 488
        assert numbered(range(3), 10) == 35 and numbered([], 0) == 0 and numbered([1, 77, 3], 5) == (6, 467)
    assert numbered([1, 2], 2 ** 53 - 1) == 2 ** 53 - 1 + 2 ** 54
    assert numbered([1, 2], True) == 5


def test_an_item_that_is_changed_under_way():
    def grow(xs, ys):
        n = 0
        for x, y in zip(xs, ys):
            n += x * y
            if len(xs) < 6:
                xs.append(x)
        return n

    for _ in range(ROUNDS):
        assert grow([1, 2, 3], [1, 1, 1, 1, 1]) == 9


def test_truth_values_are_counted():
    def all_of(xs, ys):
        out = []
        for a, b in zip(xs, ys):
            out.append((a + b, a - b, a * b, a & b, a | b, a ^ b, a < b, a <= b, a == b, a != b, a > b, a >= b, a << b, a >> b, a ** 2, +a, -a, ~a if a is not True and a is not False else 0))
        return out

    truths = [bool(i * 7 & 4) for i in range(ROUNDS)]
    others = [bool(i * 5 & 8) for i in range(ROUNDS)]
    ints = [i % 3 for i in range(ROUNDS)]
    for xs, ys in ((truths, others), (truths, ints), (ints, truths), (truths, ints[:50] + others[50:]), (ints[:90] + truths, others)):
        found = all_of(xs, ys)
        for i, row in enumerate(found):
            expected = all_of(xs[i:i + 1], ys[i:i + 1])[0]
            assert row == expected and [type(x) for x in row] == [type(x) for x in expected], (i, row, expected)
    def mixed(xs):
        out = []
        n = 0
        for x in xs:
            n += x
            out.append(x)
            out.append(x == 1)
        return n, out

    assert mixed(truths) == (sum(truths), [y for x in truths for y in (x, x == 1)])
    n, out = mixed(truths + ints + truths)
    assert n == 2 * sum(truths) + sum(ints) and [type(x) for x in out[:2 * ROUNDS:2]] == [bool] * ROUNDS and type(out[2 * ROUNDS]) is int


for name, test in list(globals().items()):
    if name.startswith('test_'):
        for _ in range(4):
            test()
