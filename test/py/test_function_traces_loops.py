"""Functions with short loops in them that are called often enough to be traced from their start: rounds that vary, ways out of loops, what changes."""
import sys


class Scope:
    def __init__(self, *frames):
        self.frames = list(frames)

    def find(self, path):
        name = path[0]
        for frame in reversed(self.frames):
            if name in frame:
                value = frame[name]
                break
        else:
            raise NameError(name)
        for key in path[1:]:
            try:
                value = value[key]
            except (TypeError, KeyError):
                value = getattr(value, key)
        return value


class Row:
    def __init__(self, i):
        self.name = 'row %d' % i
        self.price = i * 0.5
        self.inner = {'deep': self, 'i': i}


def test_chain_of_scopes():
    scope = Scope({'a': 1, 'row': Row(0), 'd': {'k': {'k': [5]}}}, {'b': 'two', 'a': 3})
    seen = []
    for i in range(3000):
        row = Row(i)
        scope.frames.append({'row': row, 'loop': {'index': i}})
        assert scope.find(['row']) is row
        assert scope.find(['row', 'name']) == 'row %d' % i
        assert scope.find(['row', 'price']) == i * 0.5
        assert scope.find(['row', 'inner', 'deep', 'inner', 'i']) == i
        assert scope.find(['loop', 'index']) == i
        assert scope.find(('b',)) == 'two'
        assert scope.find(['d', 'k', 'k']) == [5]
        if i % 7 == 0:
            try:
                scope.find(['row', 'missing'])
            except AttributeError as e:
                assert isinstance(e.__context__, TypeError), e.__context__
                assert e.__traceback__.tb_next.tb_frame.f_locals['key'] == 'missing'
                assert e.__traceback__.tb_next.tb_frame.f_code.co_name == 'find'
                seen.append(i)
            else:
                assert False
        if i % 11 == 0:
            try:
                scope.find(['nowhere', 'x'])
            except NameError as e:
                assert e.args == ('nowhere',) and e.__context__ is None
            else:
                assert False
        scope.frames.pop()
        assert scope.find(['a']) == 3
    assert seen == list(range(0, 3000, 7))
    assert sys.exception() is None


def rounds(n, stop, at):
    total = 0
    for i in range(n):
        if i == stop:
            break
        if i == at:
            continue
        total += add(i, total)
    else:
        total += 1000
    return total


def add(i, total):
    return i + (total & 7)


def plainly(n, stop, at):
    total = 0
    i = 0
    while True:
        if i >= n:
            return total + 1000
        if i == stop:
            return total
        if i != at:
            total += i + (total & 7)
        i += 1


def test_rounds_that_vary():
    for k in range(6000):
        n, stop, at = k % 5, k % 9, k % 3
        assert rounds(n, stop, at) == plainly(n, stop, at), k
    # Longer than what is unrolled, now and then and for good.
    for k in range(300):
        n = 40 if k % 50 == 0 else 3
        assert rounds(n, -1, -1) == plainly(n, -1, -1), k
    for k in range(300):
        assert rounds(60, -1, 5) == plainly(60, -1, 5), k


def nested(rows, wanted):
    found = []
    for row in rows:
        for x in row:
            if same(x, wanted):
                return found
            found.append(x)
        found.append('|')
    return None


def same(a, b):
    return a == b


def test_nested_loops():
    rows = [[1, 2], [], [3], ['4', 5.0]]
    for k in range(3000):
        assert nested(rows, 3) == [1, 2, '|', '|']
        assert nested(rows, 1) == []
        assert nested(rows, '4') == [1, 2, '|', '|', 3, '|']
        assert nested(rows, 5) == [1, 2, '|', '|', 3, '|', '4']
        assert nested(rows[:k % 4], 9) is None


def cleaning(items, log):
    for item in items:
        try:
            log.append(check(item))
        except ValueError as e:
            log.append(str(e))
            continue
        except ZeroDivisionError:
            break
        finally:
            log.append('f')
    else:
        log.append('e')
    return len(log)


def check(item):
    if item == 'v':
        raise ValueError('value')
    if item == 'z':
        raise ZeroDivisionError
    return item + item


def test_ways_out_of_loops():
    cases = {
        'ab': ['aa', 'f', 'bb', 'f', 'e'],
        '': ['e'],
        'av': ['aa', 'f', 'value', 'f', 'e'],
        'zv': ['f'],
        'vz': ['value', 'f', 'f'],
    }
    for k in range(2500):
        for text, expected in cases.items():
            log = []
            assert cleaning(text, log) == len(expected)
            assert log == expected, (text, log)
    for k in range(500):
        log = []
        try:
            cleaning(['a', None], log)
        except TypeError as e:
            assert e.__traceback__.tb_next.tb_frame.f_locals['item'] is None
            assert log == ['aa', 'f', 'f']
        else:
            assert False


def growing(items):
    for item in items:
        if item < 3:
            items.append(item + 1)
            touch(items)
    return items


def touch(items):
    return len(items)


def test_a_list_that_grows_in_its_loop():
    for k in range(5000):
        assert growing([k % 4]) == list(range(k % 4, 4))


step = 1


def with_global(n):
    total = 0
    while n > 0:
        total += scaled(n)
        n -= 1
    return total


def scaled(n):
    return n * step


def test_what_is_bound_anew():
    global step, scaled
    before = scaled
    for k in range(4000):
        step = 1 + k // 1000
        scaled = (lambda n: -n * step) if 2500 <= k < 2510 else before
        sign = -1 if 2500 <= k < 2510 else 1
        assert with_global(k % 4) == sign * step * (0, 1, 3, 6)[k % 4], k


def test_a_loop_that_is_left_by_what_it_calls():
    class Stop(Exception):
        pass

    def visit(n):
        if n == 2:
            raise Stop(n)
        return n

    def walk(items):
        out = []
        for n in items:
            out.append(visit(n))
        return out

    stops = 0
    for k in range(4000):
        items = [0, 1, k % 5]
        try:
            assert walk(items) == items
        except Stop as e:
            stops += 1
            assert e.args == (2,)
            assert e.__traceback__.tb_next.tb_frame.f_locals['out'] == [0, 1]
    assert stops == 800


def parse(text, at, parsers):
    values = []
    for parser in parsers:
        result = parser(text, at)
        if result is None:
            return None
        value, at = result
        values.append(value)
    return values, at


def letter(c):
    def one(text, at):
        if at < len(text) and text[at] == c:
            return c, at + 1
        return None
    return one


def several(parser):
    def many(text, at):
        values = []
        while True:
            result = parser(text, at)
            if result is None:
                return values, at
            value, at = result
            values.append(value)
    return many


def test_callees_that_vary():
    a, b, c = letter('a'), letter('b'), letter('c')
    word = lambda text, at: parse(text, at, (a, several(b), c))
    words = several(word)
    for k in range(2000):
        text = 'a' + 'b' * (k % 4) + 'c' + 'ac' * (k % 3)
        expected = [['a', ['b'] * (k % 4), 'c']] + [['a', [], 'c']] * (k % 3)
        assert words(text, 0) == (expected, len(text)), text
        assert parse(text, 0, (b,)) is None


def test_frames_within():
    def names(depth):
        out = []
        frame = sys._getframe(1)
        for _ in range(depth):
            out.append(frame.f_code.co_name)
            frame = frame.f_back
        return out

    def asks(n):
        got = []
        for i in range(n):
            got.append(here(i))
        return got

    def here(i):
        return names(2) if i == 2 else i

    for k in range(3000):
        n = k % 3 if k % 100 else 3
        assert asks(n) == [0, 1, ['here', 'asks']][:n]


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
