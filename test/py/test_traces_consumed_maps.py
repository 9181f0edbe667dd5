"""Built-in functions that go through maps, long ones and short ones in hot loops: what they give, raise and see, and where they stop."""

import sys
import traceback

N = 3000
LIST = list(range(N))


def double(x):
    return x * 2 if x % 5 else -x


PLAIN = [double(x) for x in LIST]

for _ in range(3):
    assert list(map(double, LIST)) == PLAIN and tuple(map(double, range(N))) == (*PLAIN,)
    assert sum(map(double, LIST)) == sum(PLAIN) and sum(map(double, LIST), 7) == sum(PLAIN) + 7
    assert sum(map(lambda x: x / 2, LIST)) == sum([x / 2 for x in LIST])
    assert sum(map(lambda x: x << 60, LIST)) == sum(LIST) << 60
    assert any(map(lambda x: x == N - 1, LIST)) is True and any(map(lambda x: x < 0, LIST)) is False
    assert all(map(lambda x: x >= 0, LIST)) is True and all(map(lambda x: x < N - 1, LIST)) is False
    assert max(map(double, LIST)) == max(PLAIN) and min(map(double, LIST)) == min(PLAIN)
    assert max(map(double, LIST), key=lambda x: -x) == min(PLAIN)
    assert sorted(map(double, LIST)) == sorted(PLAIN) and set(map(double, LIST)) == set(PLAIN)
    assert dict(map(lambda x: (x % 7, x), LIST)) == {x % 7: x for x in LIST}
    assert ''.join(map(lambda x: f'{x}', LIST)) == ''.join(map(str, LIST)) == ''.join([str(x) for x in LIST])
    grown = [1]
    grown.extend(map(double, LIST))
    grown += map(double, LIST)
    assert grown == [1] + PLAIN + PLAIN
    texts = [str(x) for x in LIST]
    assert list(map(int, texts)) == LIST and sum(map(int, texts)) == sum(LIST) and sum(map(len, texts)) == 10890
    assert list(map(float, LIST)) == LIST and list(map(bool, LIST)) == [x != 0 for x in LIST]
    assert list(map(ord, map(chr, range(1000)))) == LIST[:1000] and list(map(abs, range(-N, 0))) == [N - x for x in LIST]


def short(rounds):
    out = []
    for k in range(rounds):
        part = [k, k + 1, k + 2][: k % 4]
        texts = [str(x) for x in part]
        out.append((
            list(map(double, part)), sum(map(double, part)), any(map(lambda x: x == k + 1, part)), sorted(map(double, part)),
            list(map(int, texts)), ','.join(map(str, part)), max(map(double, part), default=None), tuple(map(len, texts)),
            set(map(bool, part)), list(map(float, part)), type(map(double, part))))
    return out


def expected(rounds):
    out = []
    for k in range(rounds):
        part = [k, k + 1, k + 2][: k % 4]
        given = [double(x) for x in part]
        out.append((
            given, sum(given), k % 4 > 1, sorted(given), part, ','.join([str(x) for x in part]), max(given) if given else None,
            tuple([len(str(x)) for x in part]), {x != 0 for x in part}, [x + 0.0 for x in part], map))
    return out


assert short(N) == expected(N)


# What goes wrong in the middle.

def fails(x):
    if x == 5:
        raise KeyError(x)
    return x


def raising(rounds):
    for k in range(rounds):
        it = iter([3, 4, 5, 6, 7])
        got = []
        try:
            got.extend(map(fails, it))
        except KeyError as e:
            assert e.args == (5,)
            names = [f.name for f in traceback.extract_tb(e.__traceback__)]
            assert names == ['raising', 'fails'], names
        else:
            assert False
        assert got == [3, 4] and list(it) == [6, 7]
        it = iter(['1', '2', 'x', '4'])
        got = []
        try:
            got.extend(map(int, it))
        except ValueError as e:
            assert str(e) == "invalid literal for int() with base 10: 'x'"
            assert [f.name for f in traceback.extract_tb(e.__traceback__)] == ['raising']
        else:
            assert False
        assert got == [1, 2] and list(it) == ['4'], (k, got)


raising(N)


def wrong(rounds):
    kinds = [['1', 2, 3.5, True, '  4 ', '1_0', b'7'], ['1', None], ['5', '9' * 30], [2, '3', ''], ['0x1']]
    out = []
    for k in range(rounds):
        try:
            out.append(list(map(int, kinds[k % len(kinds)])))
        except (TypeError, ValueError) as e:
            out.append(type(e))
    return out


assert wrong(N) == [[1, 2, 3, 1, 4, 10, 7], TypeError, [5, int('9' * 30)], ValueError, ValueError] * (N // 5)


def stops(x):
    if x == 3:
        raise StopIteration
    return x


def stopped(rounds):
    for k in range(rounds):
        it = iter(range(6))
        m = map(stops, it)
        assert list(m) == [0, 1, 2] and list(m) == [4, 5] and list(m) == []
        assert sum(map(stops, range(9))) == 3 and next(map(stops, [3]), 8) == 8


stopped(N)
assert list(map(lambda x: stops(3) if x == 2000 else x, LIST)) == LIST[:2000]


# Who looks, and what changes meanwhile.

def looks(x):
    frame = sys._getframe(1)
    return frame.f_code.co_name, frame.f_lineno


def looking(rounds):
    found = set()
    for k in range(rounds):
        found.update(list(map(looks, (1, 2))))
        found.update(sorted(map(looks, (k,))))
    first = looking.__code__.co_firstlineno
    return {(name, line - first) for name, line in found}


assert looking(N) == {('looking', 3), ('looking', 4)}
assert {name for name, _ in map(looks, LIST)} == {'<module>'}


def growing(rounds):
    for k in range(rounds):
        items = [1, 2, 3]

        def grow(x):
            if len(items) < 6:
                items.append(x + 10)
            return x

        assert list(map(grow, items)) == [1, 2, 3, 11, 12, 13]


growing(N)


def sharing(rounds):
    """The function takes items of the same map, and of what that goes over."""
    for k in range(rounds):
        it = iter(range(9))
        m = map(lambda x: (x, next(it, None)), it)
        assert list(m) == [(0, 1), (2, 3), (4, 5), (6, 7), (8, None)]
        taken = []
        n = map(lambda x: x + sum(taken), [1, 2, 3, 4])

        def more(x):
            return (x, next(n, None))

        assert list(map(more, [5, 6, 7])) == [(5, 1), (6, 2), (7, 3)]


sharing(N)


class Sub(map):
    def __next__(self):
        return super().__next__() + 100


def kinds(rounds):
    out = 0
    for k in range(rounds):
        f = (double, fails, abs, str, Sub, lambda x: x + k)[k % 6]
        if f is Sub:
            out += sum(Sub(double, (1, 2)))
        else:
            out += len(list(map(f, (1, 2))))
    return out


assert kinds(N) == N // 6 * (10 + 206)

global_f = double


def replaced(rounds):
    global global_f
    for k in range(rounds):
        if k == rounds // 2:
            global_f = fails
        assert list(map(global_f, [1, 2])) == ([2, 4] if k < rounds // 2 else [1, 2])
    global_f = double


replaced(N)


# min and max by a key.

def extremes(rounds):
    out = []
    for k in range(rounds):
        items = [5, k, 3, k][: k % 5]
        found = [k]
        for pick in (min, max):
            try:
                found.append(pick(items, key=lambda x: -x))
            except ValueError as e:
                found.append(str(e))
            found.append(pick(range(k % 7 + 1), key=lambda x: abs(x - 3)))
            found.append(pick({k: 1, 2: k}, key=lambda x: (x, k)))
            it = iter([4, k, 8])
            found.append((pick(it, key=double), next(it, 'no more')))
            found.append(pick(items, key=None, default='none'))
        out.append(found)
    return out


def expected_extremes(rounds):
    out = []
    for k in range(rounds):
        items = [5, k, 3, k][: k % 5]
        found = [k]
        for name, up in (('min', False), ('max', True)):
            def pick(items, key):
                return sorted(items, key=key, reverse=up)[0]
            found.append(pick(items, lambda x: -x) if items else f'{name}() iterable argument is empty')
            found.append(pick(range(k % 7 + 1), lambda x: abs(x - 3)))
            found.append(pick([*{k: 1, 2: k}], lambda x: (x, k)))
            found.append((pick([4, k, 8], double), 'no more'))
            found.append(pick(items, lambda x: x) if items else 'none')
        out.append(found)
    return out


assert extremes(N) == expected_extremes(N)


def failing_keys(rounds):
    for k in range(rounds):
        it = iter([1, 2, 5, 6])
        try:
            max(it, key=fails)
        except KeyError as e:
            assert [f.name for f in traceback.extract_tb(e.__traceback__)] == ['failing_keys', 'fails']
        assert next(it) == 6
        try:
            min([1, 'a'], key=lambda x: x)
        except TypeError as e:
            assert str(e) == "'<' not supported between instances of 'str' and 'int'"
            assert [f.name for f in traceback.extract_tb(e.__traceback__)] == ['failing_keys']


failing_keys(N)
