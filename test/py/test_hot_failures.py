"""What programs try and expect to fail, in functions that are compiled: values, exceptions, contexts and tracebacks."""


class Ended:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration('done')
        return None


class Items:
    def __getitem__(self, key):
        if key > 1:
            raise IndexError('only two')
        return key


def gen(n):
    yield from range(n)
    return 'result'


def broken():
    yield 1
    raise OSError('broken')


def attempt(action, *args):
    try:
        return action(*args)
    except Exception as e:
        lines = 0
        tb = e.__traceback__
        while tb is not None:
            lines += 1
            tb = tb.tb_next
        return type(e).__name__, e.args, e.__context__, lines


def next_of(it):
    return next(it)


def next_or(it, otherwise):
    return next(it, otherwise)


def int_of(x):
    return int(x)


def float_of(x):
    return float(x)


def item(x, i):
    return x[i]


def inside(text):
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError as e:
            return type(e.__context__).__name__, str(e.__context__), str(e)


for _ in range(250):
    it = gen(2)
    assert [attempt(next_of, it) for _ in range(4)] \
        == [0, 1, ('StopIteration', ('result',), None, 2), ('StopIteration', (), None, 2)]
    it = Ended(1)
    assert attempt(next_of, it) is None
    assert attempt(next_of, it) == ('StopIteration', ('done',), None, 3)
    assert attempt(next_of, iter([None])) is None
    assert attempt(next_of, iter(())) == ('StopIteration', (), None, 2)
    assert attempt(next_of, 5) == ('TypeError', ("'int' object is not an iterator",), None, 2)
    it = broken()
    assert attempt(next_of, it) == 1
    assert attempt(next_of, it) == ('OSError', ('broken',), None, 3)
    assert attempt(next_or, gen(0), 7) == 7
    assert attempt(next_or, gen(1), 7) == 0
    assert attempt(next_or, iter([None]), 7) is None
    assert attempt(next_or, Ended(0), None) is None
    assert attempt(next_or, [], None) == ('TypeError', ("'list' object is not an iterator",), None, 2)
    it = broken()
    assert attempt(next_or, it, 0) == 1
    assert attempt(next_or, it, 0)[0] == 'OSError'

    assert attempt(int_of, ' 12_3 ') == 123
    assert attempt(int_of, '-0') == 0
    assert attempt(int_of, 7) == 7
    assert attempt(int_of, True) == 1 and attempt(int_of, True) is not True
    assert attempt(int_of, 2.9) == 2
    assert attempt(int_of, b'12') == 12
    assert attempt(int_of, '1' * 30) == int('1' * 30)
    assert attempt(int_of, 'x') == ('ValueError', ("invalid literal for int() with base 10: 'x'",), None, 2)
    assert attempt(int_of, None)[0] == 'TypeError'
    assert attempt(float_of, '1.5') == 1.5
    assert attempt(float_of, 3) == 3.0
    assert attempt(float_of, 'x') == ('ValueError', ("could not convert string to float: 'x'",), None, 2)
    assert attempt(float_of, '\U0001f600') == ('ValueError', ("could not convert string to float: '\U0001f600'",), None, 2)

    assert attempt(item, [1, 2], -2) == 1
    assert attempt(item, [1, 2], 2) == ('IndexError', ('list index out of range',), None, 2)
    assert attempt(item, (1, 2), -3) == ('IndexError', ('tuple index out of range',), None, 2)
    assert attempt(item, 'ab', 2) == ('IndexError', ('string index out of range',), None, 2)
    assert attempt(item, '\U0001f600', 1) == ('IndexError', ('string index out of range',), None, 2)
    assert attempt(item, b'ab', 2) == ('IndexError', ('index out of range',), None, 2)
    assert attempt(item, {}, 2) == ('KeyError', (2,), None, 2)
    assert attempt(item, Items(), 1) == 1
    assert attempt(item, Items(), 2) == ('IndexError', ('only two',), None, 3)
    assert attempt(item, 5, 2) == ('TypeError', ("'int' object is not subscriptable",), None, 2)

    assert inside('5') == 5
    assert inside('5.5') == 5.5
    assert inside('z') == ('ValueError', "invalid literal for int() with base 10: 'z'", "could not convert string to float: 'z'")


# Texts of one form or another, each by the way that is for it.
for _ in range(250):
    assert ' a  b\tc \x1f\x85d\u3000e '.split() == ['a', 'b', 'c', 'd', 'e']
    assert ' a  b c '.split(None, 1) == ['a', 'b c ']
    assert ' a  b c '.split(maxsplit=0) == ['a  b c ']
    assert ''.split() == [] and '  '.split() == [] and 'x'.split() == ['x']
    assert 'a\nb\r\nc\rd\x0be\x1cf\x85g\u2028h\n'.splitlines() == ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    assert 'a\nb\r\n\r\n'.splitlines(True) == ['a\n', 'b\r\n', '\r\n']
    assert '\n'.splitlines() == [''] and ''.splitlines() == []
    assert '\xa0 ab \u3000'.strip() == 'ab' and ' ab '.lstrip() == 'ab ' and ' ab '.rstrip() == ' ab'
    assert 'AbC'.lower() == 'abc' and 'abc'.lower() == 'abc' and 'ÄΣ'.lower() == 'äς' and 'AbC'.casefold() == 'abc'
    assert 'aBc'.upper() == 'ABC' and 'ABC'.upper() == 'ABC' and 'aß'.upper() == 'ASS' and 'ß'.casefold() == 'ss'
    assert 'ab'.isascii() and ''.isascii() and not 'aé'.isascii() and not '\U0001f600'.isascii()


# Counting: one key is asked for several times.
def count(words):
    counts = {}
    for word in words:
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


words = [c + str(i % 13) for i in range(60) for c in 'abc']
for _ in range(10):
    assert count(words) == {w: words.count(w) for w in words}


def churn(d, other):
    for i in range(20):
        d['k%d' % i] = i
    for i in range(0, 20, 2):
        k = 'k%d' % i
        assert k in d
        assert other.get(k) is None
        del d[k]
        assert k not in d
        d[k] = -i
        assert d[k] == -i
    return d


for _ in range(250):
    assert churn({}, {'k%d' % i: i for i in range(30, 50)})['k2'] == -2


# Conversions by the types' names.
class Text(str):
    pass


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        return self.value

    def __str__(self):
        return 'truth'


def str_of(x):
    return str(x)


def bool_of(x):
    return bool(x)


for i in range(300):
    for x in (i, -i, 2 ** 53 - 1, 2 ** 70, 1.0, True, None):
        assert str_of(x) == repr(x)
    assert str_of('a') == 'a' and str_of(b'a') == "b'a'" and str_of(Truth(1)) == 'truth' and str_of('\U0001f600') == '\U0001f600'
    assert type(str_of(Text('a'))) is str
    for x in (0, '', [], (), {}, None, 0.0, False, Truth(False)):
        assert bool_of(x) is False
    for x in (i + 1, 'a', [0], (0,), {0: 0}, 0.5, True, Truth(True), object(), 2 ** 70):
        assert bool_of(x) is True
    assert attempt(bool_of, Truth(1)) == ('TypeError', ('__bool__ should return bool, returned int',), None, 2)
