"""Built-in functions that go through generators, long ones and short ones in hot loops: what they give, where they stop, and who is seen."""

import sys
import traceback

ROUNDS = 3000


def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def each(items):
    for x in items:
        yield x


def names(e):
    return [entry.name for entry in traceback.extract_tb(e.__traceback__)]


# What they give.

for _ in range(3):
    assert sum(numbers(ROUNDS)) == ROUNDS * (ROUNDS - 1) // 2
    assert sum(numbers(ROUNDS), 5) == ROUNDS * (ROUNDS - 1) // 2 + 5
    assert sum(n > 1000 for n in numbers(ROUNDS)) == ROUNDS - 1001
    assert sum(n << 60 for n in numbers(ROUNDS)) == (ROUNDS * (ROUNDS - 1) // 2) << 60
    assert sum(n * (1 << 45) for n in numbers(ROUNDS)) == (ROUNDS * (ROUNDS - 1) // 2) << 45
    assert any(n == ROUNDS - 1 for n in numbers(ROUNDS)) is True
    assert any(n < 0 for n in numbers(ROUNDS)) is False
    assert all(n >= 0 for n in numbers(ROUNDS)) is True
    assert all(n < ROUNDS - 1 for n in numbers(ROUNDS)) is False
    assert min(abs(n - 2000) for n in numbers(ROUNDS)) == 0
    assert max(n % 1000 for n in numbers(ROUNDS)) == 999
    assert max((n % 1000, n) for n in numbers(ROUNDS)) == (999, 2999)
    assert max((n for n in numbers(ROUNDS)), key=lambda n: -abs(n - 77)) == 77
    assert min((n for n in numbers(0)), default=8) == 8
    assert list(numbers(ROUNDS)) == [*range(ROUNDS)]
    assert tuple(numbers(ROUNDS)) == (*range(ROUNDS),)
    assert [*numbers(ROUNDS)] == [*range(ROUNDS)]
    assert set(n % 7 for n in numbers(ROUNDS)) == {*range(7)}
    assert frozenset(n % 7 for n in numbers(ROUNDS)) == {*range(7)}
    assert dict((n % 7, n) for n in numbers(ROUNDS)) == {n % 7: n for n in range(ROUNDS)}
    assert ''.join(str(n % 10) for n in numbers(ROUNDS)) == '0123456789' * (ROUNDS // 10)
    assert ', '.join(str(n % 10) for n in numbers(ROUNDS)) == ', '.join('0123456789' * (ROUNDS // 10))
    assert sorted(-n for n in numbers(ROUNDS)) == [*range(1 - ROUNDS, 1)]
    assert sorted((n for n in numbers(ROUNDS)), reverse=True) == [*range(ROUNDS - 1, -1, -1)]
    assert bytes(n & 255 for n in numbers(ROUNDS)) == bytes([n & 255 for n in range(ROUNDS)])
    assert list(x / 2 for x in numbers(ROUNDS)) == [x / 2 for x in range(ROUNDS)]
    extended = [1, 2]
    extended.extend(numbers(ROUNDS))
    extended += numbers(ROUNDS)
    assert extended == [1, 2, *range(ROUNDS), *range(ROUNDS)]
    first, *rest = numbers(ROUNDS)
    assert (first, rest) == (0, [*range(1, ROUNDS)])
    assert (lambda *args: len(args))(*numbers(ROUNDS)) == ROUNDS


def short():
    out = []
    for k in range(ROUNDS):
        part = k % 5
        out.append((
            sum(i * k for i in range(part)), any(i > 2 for i in range(part)), all(i < 3 for i in range(part)),
            list(i + k for i in range(part)), tuple(i + k for i in range(part)), sorted(-i for i in range(part)),
            set(i & 1 for i in range(part)), '-'.join(str(i) for i in range(part)), max(i * k for i in range(part + 1)),
            min(k - i for i in range(part + 1)), type(k)))
        grown = [k]
        grown.extend(i for i in range(part))
        out.append(grown)
    return out


def expected():
    out = []
    for k in range(ROUNDS):
        part = [*range(k % 5)]
        out.append((
            sum([i * k for i in part]), any([i > 2 for i in part]), all([i < 3 for i in part]),
            [i + k for i in part], tuple([i + k for i in part]), sorted([-i for i in part]),
            {i & 1 for i in part}, '-'.join([str(i) for i in part]), max([i * k for i in part + [len(part)]]),
            min([k - i for i in part + [len(part)]]), int))
        out.append([k] + part)
    return out


for _ in range(3):
    assert short() == expected()


# Sums of what is not only ints: floats lose nothing, but behind what is neither.

tenths = [0.1] * ROUNDS
assert sum(each(tenths)) == sum(tenths) == 300.0
assert sum(each([1] * ROUNDS + tenths)) == sum([1] * ROUNDS + tenths)
assert sum(each(tenths + [1] * ROUNDS + tenths)) == sum(tenths + [1] * ROUNDS + tenths)
assert sum(each(tenths + [True, 10**30] + tenths)) == sum(tenths + [True, 10**30] + tenths)
assert sum(each(tenths + [1j] + tenths)) == sum(tenths + [1j] + tenths)
assert sum(each([0] * ROUNDS + [2**70] + tenths)) == sum([0] * ROUNDS + [2**70] + tenths)
assert sum(each(tenths + [float('inf')] + tenths)) == float('inf')
for big in (1e308, -1e308):
    assert sum(each([0.5] * ROUNDS + [big, big])) == sum([0.5] * ROUNDS + [big, big])


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __radd__(self, other):
        if self.cents < 0:
            raise ValueError('debt')
        return other + self.cents


class Whole(int):
    def __radd__(self, other):
        return int(other) + int(self)


for _ in range(2):
    assert sum(Money(n) for n in numbers(ROUNDS)) == ROUNDS * (ROUNDS - 1) // 2
    assert sum(each([Whole(1)] * ROUNDS)) == ROUNDS
    assert sum(each([Whole(1)] * ROUNDS + tenths)) == sum([Whole(1)] * ROUNDS + tenths)
    for start in ('', b''):
        try:
            sum(numbers(ROUNDS), start)
        except TypeError as e:
            assert "can't sum" in str(e)
        else:
            assert False
    try:
        sum(str(n) for n in numbers(ROUNDS))
    except TypeError as e:
        assert str(e) == "unsupported operand type(s) for +: 'int' and 'str'"
        assert names(e) == ['<module>']
    else:
        assert False


# What they leave behind: a generator goes on behind the item that decided.

def decided():
    for k in range(600):
        source = numbers(k + 400)
        assert any(n == 380 for n in source)
        assert next(source) == 381
        assert not all(n == 382 for n in source)
        assert next(source) == 384
        assert sum(source) == sum(range(385, k + 400))
        assert list(source) == []


decided()


# Errors come from where they are raised, through no frame that the program does not have.

def failing(limit):
    for n in range(limit):
        yield n
    raise KeyError(limit)


def consume(how, limit):
    return how(failing(limit))


for how in (sum, any, list, tuple, set, sorted, max, lambda g: ','.join(map(str, g)), lambda g: [].extend(g), lambda g: print(*g)):
    for limit in (2, 700, 701, 5000):
        try:
            consume(how if how is not any else lambda g: any(n < 0 for n in g), limit)
        except KeyError as e:
            assert e.args == (limit,)
            expected_names = [name for name in names(e) if name not in ('<lambda>', '<genexpr>')]
            assert expected_names == ['<module>', 'consume', 'failing'], names(e)
        else:
            assert False


def caught(rounds):
    found = 0
    for k in range(rounds):
        try:
            found += sum(failing(k % 4))
        except KeyError as e:
            found += e.args[0]
            if k == rounds - 1:
                assert names(e) == ['caught', 'failing']
    return found


assert caught(ROUNDS) == sum(k % 4 for k in range(ROUNDS))

for _ in range(3):
    try:
        sum(Money(1000 - n) for n in numbers(ROUNDS))
    except ValueError as e:
        assert names(e) == ['<module>', '__radd__']
        assert e.__traceback__.tb_next.tb_frame.f_code.co_name == '__radd__'
    else:
        assert False
    for function in (min, max):
        try:
            function(n for n in numbers(0))
        except ValueError as e:
            assert str(e) == f'{function.__name__}() iterable argument is empty'
            assert names(e) == ['<module>']
        else:
            assert False


def empty(rounds):
    failures = 0
    for k in range(rounds):
        try:
            max(i for i in range(k & 1))
        except ValueError as e:
            failures += 1
            assert str(e) == 'max() iterable argument is empty'
    return failures


assert empty(ROUNDS) == ROUNDS // 2


# Who is seen from inside: the callers, and what has been done so far.

def callers(limit):
    for n in range(limit):
        if n == limit - 1:
            frame = sys._getframe()
            yield [frame.f_back.f_code.co_name, frame.f_back.f_back.f_code.co_name]
        else:
            yield n


def outer(limit):
    return list(callers(limit))[-1]


def asked():
    return sys._getframe(1).f_code.co_name


class Asking:
    def __lt__(self, other):
        return asked() == '__lt__' and sys._getframe(1).f_code.co_name != 'smallest'

    def __gt__(self, other):
        raise ValueError


def smallest(limit):
    return min(Asking() for n in numbers(limit))


for limit in (2, 1000, 3000):
    assert outer(limit) == ['outer', '<module>']
    smallest(limit)

growing = []


def watcher(limit):
    for n in range(limit):
        assert len(growing) == n
        yield n


for _ in range(3):
    growing = []
    growing.extend(watcher(ROUNDS))
    assert growing == [*range(ROUNDS)]


def itself():
    yield 1
    try:
        yield sum(own)
    except ValueError as e:
        yield str(e)


for _ in range(300):
    own = itself()
    assert list(own) == [1, 'generator already executing']


# Deep in one another.

def tree(depth):
    return [tree(depth - 1), tree(depth - 1)] if depth else []


def count(node):
    return 1 + sum(count(child) for child in node)


def chain(length):
    node = []
    for _ in range(length):
        node = [node]
    return node


for _ in range(3):
    assert count(tree(10)) == 2047
    assert count(chain(300)) == 301
    try:
        count(chain(2000))
    except RecursionError:
        pass
    else:
        assert False

assert sum(sum(sum(i for i in numbers(20)) for j in numbers(20)) for k in numbers(20)) == 190 * 400


# Trace functions are told of the generator alone.

def watched(limit):
    for n in range(limit):
        if n == limit - 5:
            sys.setprofile(lambda frame, event, arg: events.append((event, frame.f_code.co_name)))
        yield n
    sys.setprofile(None)


for _ in range(3):
    events = []
    list(watched(ROUNDS))
    assert {name for event, name in events if not event.startswith('c_')} <= {'watched', '<module>'}, events
    assert ('return', 'watched') in events and ('call', 'watched') in events


# The smallest and the largest by a key.

def far(x):
    return (x - 5) * (x - 5)


def by_keys(limit, key):
    total = 0
    for i in range(limit):
        total += min((x * 7 % 11 for x in range(8)), key=key)
        total += max((x for x in (i, i + 1, i + 2)), key=lambda x: -x)
        total += max((x % 3 for x in range(i & 7)), key=key, default=40)
    return total


def by_keys_in_lists(limit, key):
    total = 0
    for i in range(limit):
        total += min([x * 7 % 11 for x in range(8)], key=key)
        total += max([i, i + 1, i + 2], key=lambda x: -x)
        total += max([x % 3 for x in range(i & 7)], key=key, default=40)
    return total


for _ in range(3):
    for key in (far, None, abs, far, lambda x: x * 1.5, str):
        assert by_keys(ROUNDS, key) == by_keys_in_lists(ROUNDS, key), key
    for function in (min, max):
        items = list(numbers(ROUNDS))
        assert function(numbers(ROUNDS), key=lambda n: (n * 7919) % 1009) == function(items, key=lambda n: (n * 7919) % 1009)
        assert function(3, 1, 2, key=far) == function([3, 1, 2], key=far)
        assert function((each('bca')), key=ord) == function('bca', key=ord)

calls = []


def noted(x):
    calls.append(x)
    if x == 2000:
        raise KeyError(x)
    return sys._getframe(1).f_code.co_name if x == 1000 else 'y'


def choose(function, limit):
    return function(numbers(limit), key=noted)


for function in (min, max):
    calls.clear()
    # The caller's name is less than the others.
    assert choose(function, 1900) == (1000 if function is min else 0)
    assert calls == list(range(1900))
    for _ in range(3):
        calls.clear()
        try:
            choose(function, ROUNDS)
        except KeyError as e:
            assert e.args == (2000,) and names(e) == ['<module>', 'choose', 'noted'], names(e)
        else:
            assert False
        assert calls == list(range(2001))


def chooses(limit):
    found = []
    for k in range(limit):
        try:
            found.append(max((i for i in range(k & 1)), key=far))
        except ValueError as e:
            assert str(e) == 'max() iterable argument is empty' and names(e) == ['chooses']
            found.append(None)
    return found


assert chooses(ROUNDS) == [None, 0] * (ROUNDS // 2)


# Dicts of pairs.

def pairs_of(limit, odd=None, at=-1):
    for n in range(limit):
        yield odd if n == at else (n % 700, n)


class Pair:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        return iter(self.items)


def complaint(function, *args):
    try:
        function(*args)
    except (TypeError, ValueError) as e:
        return type(e), str(e), e.__context__, names(e)
    assert False


def make(limit, odd, at):
    return dict(pairs_of(limit, odd, at))


def make_short(limit, odd, at):
    found = []
    for k in range(limit):
        found.append(dict((i, k) for i in range(k & 3)))
    return dict(((n, n) if n != 5 else odd) for n in range(9))


for _ in range(3):
    whole = dict(pairs_of(ROUNDS))
    assert whole == {n % 700: n for n in numbers(ROUNDS)} and list(whole) == list(range(700))
    for at in (0, 5, 2000):
        for odd, pair in (([8, 9], (8, 9)), ('ab', ('a', 'b')), (Pair(1, 2), (1, 2)), ((x for x in (-3, 4)), (-3, 4))):
            expected = {}
            for key, value in pairs_of(ROUNDS, pair, at):
                expected[key] = value
            found = make(ROUNDS, odd, at)
            assert found == expected and list(found) == list(expected), (at, pair)
        for odd, kind, text in ((1, TypeError, 'cannot convert dictionary update sequence element #%d to a sequence'),
                                ((1, 2, 3), ValueError, 'dictionary update sequence element #%d has length 3; 2 is required'),
                                ('x', ValueError, 'dictionary update sequence element #%d has length 1; 2 is required')):
            assert complaint(make, ROUNDS, odd, at) == (kind, text % at, None, ['complaint', 'make']), complaint(make, ROUNDS, odd, at)
            assert complaint(make_short, 900, odd, 5) == (kind, text % 5, None, ['complaint', 'make_short'])
        assert complaint(make, ROUNDS, ([], 1), at)[:2] == (TypeError, "unhashable type: 'list'")
    assert make_short(900, [5, 6], 5) == {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 6, 7: 7, 8: 8}
    other = {1: 'x', 'y': 2}
    other.update(pairs_of(ROUNDS))
    assert other == {1: whole[1], 'y': 2, **whole} and list(other)[:2] == [1, 'y']


class Named(dict):
    def __setitem__(self, key, value):
        assert False


assert Named(pairs_of(ROUNDS)) == whole
