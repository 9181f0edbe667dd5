"""Loops in functions that are called often: what is compiled for a loop is entered by the function and left again, and nobody can tell."""
import gc
import sys
import weakref

ROUNDS = 400


def exhausted(n):
    total = 0
    for i in range(n):
        total += i
    return total, i


def tested(n):
    i = total = 0
    while i < n:
        total += i & 3
        i += 1
    return total, i


def floats(n):
    x = 0.5
    y = 0
    for i in range(n):
        x = x * 0.75 + 0.25
        y = x > 0.9
    return x, y, i


def with_else(n, wanted):
    for i in range(n):
        if i == wanted:
            found = 'broken'
            break
        if i & 1:
            continue
        last = i
    else:
        found = 'ended'
    return found, i, last


def nested(n, m):
    pairs = 0
    for i in range(n):
        for j in range(m):
            if (i + j) % 3:
                continue
            pairs += 1
        j = -1
    return pairs, i, j


def in_sequence(n):
    a = b = 0
    for i in range(n):
        a += i
    for i in range(n, 0, -1):
        b += a - i
    while a > b:
        a -= 1
    return a, b, i


def with_pairs(n, m):
    last = seen = None
    for i in range(n):
        total = 0
        for j in range(m):
            total += i + j
        seen, last = last, [total, (i, seen)]
    count = 0
    for j in range(last[0] & 15):
        count += last[0]
    return count, last, seen, i, total


def test_objects_behind_loops():
    for k in range(ROUNDS):
        n, m = k % 5 + 1, k % 9 + 2
        totals = [i * m + m * (m - 1) // 2 for i in range(n)]
        count, last, seen, i, total = with_pairs(n, m)
        assert (i, total, last[0]) == (n - 1, totals[-1], totals[-1])
        assert count == (totals[-1] & 15) * totals[-1]
        assert seen == last[1][1] or n < 3 or seen[0] == totals[-2]
        assert last[1][0] == n - 1


def test_ends():
    for n in range(1, ROUNDS):
        k = n % 23 + 1
        assert exhausted(k) == (k * (k - 1) // 2, k - 1)
        assert tested(k) == (sum(i & 3 for i in range(k)), k)
        x, y, i = floats(k)
        assert x == 1 - 0.5 * 0.75 ** k and y is (x > 0.9) and i == k - 1
        assert with_else(k, k - 1)[:2] == ('broken', k - 1) if k > 1 else True
        assert with_else(k, 50) == ('ended', k - 1, (k - 1) // 2 * 2)
        assert nested(k, 7)[1:] == (k - 1, -1)
        assert nested(k, 7)[0] == sum((i + j) % 3 == 0 for i in range(k) for j in range(7))
        assert in_sequence(k)[1:] == (k * (k * (k - 1) // 2) - k * (k + 1) // 2, 1)


class Odd(Exception):
    pass


def refuse(i, wanted):
    if i == wanted:
        raise Odd(i)
    return i


def raises(n, wanted):
    total = 0
    for i in range(n):
        total += refuse(i, wanted)
    return total


def catches(n, wanted):
    total = caught = 0
    for i in range(n):
        try:
            total += refuse(i, wanted)
        except Odd as e:
            caught += e.args[0]
        finally:
            total += 1
    return total, caught


def in_handler(n):
    try:
        raise Odd(n)
    except Odd:
        total = 0
        for i in range(n):
            total += i
        kept = sys.exception()
    return total, kept.args, sys.exception()


def test_exceptions():
    for n in range(ROUNDS):
        k = n % 17
        try:
            raises(17, k)
        except Odd as e:
            assert e.args == (k,)
            tb = e.__traceback__.tb_next
            assert tb.tb_frame.f_code is raises.__code__
            assert tb.tb_frame.f_locals == {'n': 17, 'wanted': k, 'total': k * (k - 1) // 2, 'i': k}
            assert tb.tb_lineno == raises.__code__.co_firstlineno + 3
            assert tb.tb_next.tb_frame.f_code is refuse.__code__
        else:
            assert False
        assert raises(17, -1) == 136
        assert catches(17, k) == (136 - k + 17, k)
        assert in_handler(k) == (k * (k - 1) // 2, (k,), None)


def names_above(count):
    frame = sys._getframe(1)
    names = []
    while len(names) < count:
        names.append((frame.f_code.co_name, dict(frame.f_locals) if not names else None, frame.f_lineno))
        frame = frame.f_back
    return names


def look(i, wanted):
    return names_above(3) if i == wanted else None


def looks(n, wanted):
    seen = None
    for i in range(n):
        seen = look(i, wanted) or seen
    return seen


def caller(n, wanted):
    return looks(n, wanted)


def test_frames():
    first = looks.__code__.co_firstlineno
    for n in range(ROUNDS):
        k = n % 13
        a, b, c = caller(13, k)
        assert a[:2] == ('look', {'i': k, 'wanted': k})
        assert (b[0], b[2]) == ('looks', first + 3)
        assert c[0] == 'caller'


def switch(i, wanted, tracer):
    if i == wanted:
        sys.settrace(tracer)
    return 1


def told(i):
    return i


def switches(n, wanted, tracer):
    total = 0
    for i in range(n):
        total += switch(i, wanted, tracer)
        told(i)
    sys.settrace(None)
    return total


def test_settrace():
    for n in range(ROUNDS):
        events = []

        def tracer(frame, event, arg):
            events.append((frame.f_code.co_name, event))

        k = n % 11
        assert switches(11, k, tracer) == 11
        assert events.count(('told', 'call')) == 11 - k, (k, events)
        assert events.count(('switch', 'call')) == 10 - k


def consumes(items):
    total = 0
    for item in items:
        total += item
    return total


def counted(n):
    for i in range(n):
        yield i


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Fails:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n == 0:
            raise Odd(self)
        return self.n


def test_failing_iterators():
    for n in range(ROUNDS):
        fails = Fails(n % 23 + 1)
        try:
            consumes(fails)
        except Odd as e:
            assert e.args == (fails,) and fails.n == 0
        else:
            assert False


def test_iterators():
    for n in range(ROUNDS):
        k = n % 19
        wanted = k * (k - 1) // 2
        assert consumes(range(k)) == wanted
        if n > ROUNDS // 2:
            assert consumes(counted(k)) == wanted
            assert consumes(list(range(k))) == wanted
            assert consumes(tuple(range(k))) == wanted
            assert consumes(Countdown(k)) == wanted
            assert consumes({i: 0 for i in range(k)}) == wanted
            assert consumes([0.5] * k) == k / 2
            assert consumes([2 ** 60] * k) == k * 2 ** 60
            assert consumes([True] * k) == k
    try:
        consumes(['x', 1])
    except TypeError:
        pass
    else:
        assert False


def recurses(depth, n):
    total = 0
    for i in range(n):
        if depth and i == n - 2:
            total += recurses(depth - 1, n)
        total += i
    return total


def deep(n):
    for i in range(3):
        for j in range(8):
            if i == 2 and j == 7:
                deep(n + 1)


def test_recursion():
    for n in range(ROUNDS // 4):
        assert recurses(5, 12) == 6 * 66
    try:
        deep(0)
    except RecursionError:
        pass
    else:
        assert False


def grows(n):
    x = 1
    for i in range(n):
        x = x * 3
    return x


def changes(n):
    x = 0
    for i in range(n):
        if i == 40:
            x = x + 0.5
        elif i == 50:
            x = str(x)
        elif i == 60:
            x = None
            break
        if i < 50:
            x += 1
    return x, i


def test_types():
    for n in range(ROUNDS):
        k = n % 70
        assert grows(k) == 3 ** k
        expected = k if k <= 40 else k + 0.5 if k <= 50 else '50.5' if k <= 60 else None
        assert changes(k + 1)[0] == (k + 1 if k < 40 else k + 1.5 if k < 50 else '50.5' if k < 60 else None), (k, expected)


def cells(n):
    total = 0
    steps = []

    def add(i):
        nonlocal total
        total += i
        return total

    for i in range(n):
        steps.append(add(i))
    return total, steps[-1], i


def unbound(n):
    for i in range(n):
        if i > 90:
            never = i
    try:
        return never
    except UnboundLocalError:
        return i


def test_variables():
    for n in range(ROUNDS):
        k = n % 29 + 1
        assert cells(k) == (k * (k - 1) // 2, k * (k - 1) // 2, k - 1)
        assert unbound(k) == k - 1
    assert unbound(95) == 94


def many(n):
    a = b = c = d = e = f = g = 0
    i = 0
    while True:
        if i >= n:
            return a, b, c, d, e, f, g
        a, b, c, d, e, f, g = b + 1, c + 1, d + 1, e + 1, f + 1, g + 1, a + 1
        i += 1
        while a > 5:
            a -= 3
            if a == 4:
                break
        for j in (1, 2, 3):
            if j == b:
                return j, i


def test_nests():
    expected = [many(k) for k in range(30)]
    for _ in range(ROUNDS // 10):
        for k in range(30):
            assert many(k) == expected[k]


class Node:
    pass


def walks(items):
    for item in items:
        last = item
    return len(items)


def test_collection():
    for n in range(ROUNDS):
        node = Node()
        ref = weakref.ref(node)
        assert walks([node] * 30) == 30
    del node
    gc.collect()
    assert ref() is None


SEVERAL = '''
def several(n, h):
    a = c = d = 0
    for i in range(n):
        for j in (1, 2, 3):
            h = (h * 1103515245 + 12345) & 0x7fffffff
            d += i
        for j in range(6):
            a = (i + j) & 0xff
        for j in (1, 2, 3):
            c = (c + h) & 0xff
            if d == 3:
                break
    return a, c, d, i, j
'''


def test_loops_one_after_another():
    # Compiled from the last of them, when it is hot first, the outer loop is one around that: its head is behind the others.
    for n in range(20, 400, 20):
        names = {}
        exec(SEVERAL, names)
        for seed in 42, 7:
            a, c, d, i, j = names['several'](n, seed)
            assert (a, d, i, j) == ((n + 4) & 0xff, 3 * n * (n - 1) // 2, n - 1, 3)


MASK = 0xffffffff


def rotated(words, seed):
    """Every variable of the loop has 32 bits, of which some rounds have few."""
    a, b, c, d = seed, seed >> 1 & MASK, 1, 0xf0000000
    for word in words:
        wide = (a << 7 | a >> 25) + (b & c ^ ~b & d) + word
        d = c
        c = b
        b = a
        a = wide & MASK
    return a, b, c, d, wide


def rotated_by_division(words, seed):
    a, b, c, d = seed, seed // 2 % 2 ** 32, 1, 0xf0000000
    for word in words:
        wide = (a * 128 | a // 2 ** 25) + (b & c ^ -b - 1 & d) + word
        a, b, c, d = wide % 2 ** 32, a, b, c
    return a, b, c, d, wide


def test_words_that_come_from_outside():
    # What a round leaves has 32 bits; what the first begins with may be anything.
    words = [k * 2654435761 & MASK for k in range(48)]
    wanted = {n: rotated_by_division(words, n) for n in (0, 1, 2 ** 30, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 52, -1, -2 ** 31, True, 2 ** 70)}
    for n in range(3 * ROUNDS):
        assert rotated(words, 2 ** 31 + n) == rotated_by_division(words, 2 ** 31 + n)
        if n % 60 == 0:
            for seed, result in wanted.items():
                assert rotated(words, seed) == result, seed
    for seed, result in wanted.items():
        assert rotated(words, seed) == result, seed
    assert rotated(words[:1], 5) == rotated_by_division(words[:1], 5)


def first_is_other(items, log):
    last = None
    for item in items:
        total = item * 3 + 1 ^ item << 4
        for _ in range(3):
            total = total * 5 + item & 0xffff
        if last is None:
            log.append(item)
        last = total
    return last, item, _


def tells_of_the_first(n, fails):
    for i in range(n):
        try:
            seen
        except NameError:
            began = i
        seen = i * 7 % 11 + (i * i & 0xff) - (i >> 2 & 31) + (i ^ 5) % 3
        seen = seen * 13 + (seen & 15) * 3 + (seen >> 3) * 2
        if i == fails:
            del seen
    return began, seen


def handles_each(items):
    told = []
    for n in range(3):
        try:
            raise KeyError(n)
        except KeyError as error:
            total = 0
            for item in items:
                total = (total * 31 + item & 0xffff) + (total & 3) * 5 + (item ^ n) + (item >> 1) * 3
                total = total * 7 + (total >> 5) & 0xfffff
            told.append((error.args[0], total, sys.exception() is error))
        told.append(sys.exception())
    return told


def test_first_rounds():
    """Loops that do much are entered before their first round, in which variables have no values yet."""
    items = list(range(50))
    handled = handles_each(items)
    for n in range(3 * ROUNDS):
        log = []
        first_is_other(items, log)
        assert log == [0]
        assert tells_of_the_first(48, -1)[0] == 0
        assert handles_each(items) == handled
    assert tells_of_the_first(48, 20)[0] == 21
    assert tells_of_the_first(1, -1) == tells_of_the_first(1, 5)
    for few in range(1, 5):
        log = []
        assert first_is_other(items[:few], log)[1:] == (few - 1, 2) and log == [0]
    for empty in [], ():
        try:
            first_is_other(empty, [])
        except NameError as error:
            assert "'item'" in str(error)
        else:
            assert False
    assert first_is_other([2.0] * 0 + [True, 5, 2 ** 40, 3], [])[1] == 3


if __name__ == '__main__':
    for name, test in list(globals().items()):
        if name.startswith('test_'):
            test()
