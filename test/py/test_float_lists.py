"""Lists of floats, which keep numbers without boxes: nobody can tell, whatever they are made of and turn into."""

import copy
import gc
import json
import math
import pickle
import struct
from bisect import insort
from heapq import heapify, heappop, heappush
from itertools import accumulate

NAN = float('nan')


class Num(float):
    pass


def bits(xs):
    return [struct.pack('<d', x) for x in xs]


def same(xs, ys):
    assert type(xs) is type(ys) and [type(x) for x in xs] == [type(y) for y in ys], (xs, ys)
    assert bits(xs) == bits(ys), (xs, ys)


def test_zeros_and_infinities_keep_their_signs():
    xs = [0.0, -0.0, float('inf'), -float('inf'), 1e308, 5e-324]
    ys = []
    for x in xs:
        ys.append(x)
    same(xs, ys)
    same([x for x in xs], ys)
    same(xs[::-1][::-1], ys)
    assert math.copysign(1, xs[1]) == -1 and xs[1] == 0
    assert repr(xs) == '[0.0, -0.0, inf, -inf, 1e+308, 5e-324]'


def test_a_nan_is_only_itself():
    xs = [1.0, 2.0]
    xs.append(NAN)
    assert NAN in xs and xs[2] is NAN and xs.index(NAN) == 2 and xs.count(NAN) == 1
    assert xs == [1.0, 2.0, NAN] and float('nan') not in xs
    ys = [1.0, 2.0]
    ys[0] = NAN
    assert ys[0] is NAN
    assert [NAN] == [NAN] and [1.0] + [NAN] != [1.0, float('nan')]
    payload = struct.unpack('<d', bytes.fromhex('341200000000f87f'))[0]
    zs = [3.0]
    zs.insert(0, payload)
    zs.extend([payload])
    assert [struct.pack('<d', z).hex() for z in zs] == ['341200000000f87f', '0000000000000840', '341200000000f87f']


def test_what_is_no_float_makes_it_a_usual_list():
    marker = object()
    for x in (1, True, None, 'x', Num(2.5), 2**70, marker, [1.0]):
        for put in ('append', 'store', 'insert', 'slice', 'extend', 'add'):
            xs = [0.5, 1.5, 2.5]
            if put == 'append':
                xs.append(x)
            elif put == 'store':
                xs[1] = x
            elif put == 'insert':
                xs.insert(1, x)
            elif put == 'slice':
                xs[1:2] = [x]
            elif put == 'extend':
                xs.extend([7.5, x])
            else:
                xs = xs + [x]
            assert any(y is x for y in xs), (put, x)
            assert xs[0] == 0.5 and type(xs[0]) is float
            xs.append(9.5)
            assert xs[-1] == 9.5


def test_ints_are_not_taken_for_floats():
    xs = [1.0, 2.0]
    xs[0] = 3
    assert repr(xs) == '[3, 2.0]'
    ys = []
    ys.append(1.0)
    ys.append(2)
    assert repr(ys) == '[1.0, 2]'
    ys.clear()
    ys.append(3)
    ys.append(1.0)
    assert repr(ys) == '[3, 1.0]'
    zs = [1.0]
    zs.pop()
    zs.append(1)
    assert repr(zs) == '[1]'


def test_identity():
    xs = [1.5, -0.0]
    assert xs[0] is xs[0] and xs[1] is not 0.0 * xs[0]
    assert id(xs[0]) == id(xs[0])
    x = xs[0]
    assert x is xs[0] and xs.index(x) == 0


def test_sorting_is_stable():
    xs = [0.0, 2.0, -0.0, -1.0, 0.0, -0.0, float('-inf')]
    same(sorted(xs), [float('-inf'), -1.0, 0.0, -0.0, 0.0, -0.0, 2.0])
    same(sorted(xs, reverse=True), [2.0, 0.0, -0.0, 0.0, -0.0, -1.0, float('-inf')])
    xs.sort(key=lambda x: -x)
    same(xs, [2.0, 0.0, -0.0, 0.0, -0.0, -1.0, float('-inf')])
    same(sorted(xs, key=abs), [0.0, -0.0, 0.0, -0.0, -1.0, 2.0, float('-inf')])


def test_sorting_notices_changes():
    xs = [3, 1.5, 2]

    def key(x):
        xs.append(1.0)
        return x

    try:
        xs.sort(key=key)
    except ValueError:
        pass
    else:
        raise AssertionError


def test_searching():
    xs = [1.0, 2.0, 3.0, 2.0]
    assert 2 in xs and True in xs and 'x' not in xs and None not in xs and 2.5 not in xs and 2**70 not in xs
    assert xs.index(2) == 1 and xs.index(2.0, 2) == 3 and xs.count(2) == 2 and xs.count('2') == 0
    assert xs.index(2, -1) == 3

    class Equal:
        def __eq__(self, other):
            return other == 3.0

    assert Equal() in xs and xs.index(Equal()) == 2
    for wanted in (4.0, 'x', None):
        try:
            xs.index(wanted)
        except ValueError as e:
            assert str(e) == f'{wanted!r} is not in list'
        else:
            raise AssertionError
    xs.remove(2)
    same(xs, [1.0, 3.0, 2.0])


def test_comparing():
    xs = [1.0, 2.0]
    assert xs == [1, 2] and [1, 2] == xs and xs != [1.0] and xs < [1.0, 3] and xs <= [1.0, 2.0] and not xs < [1.0]
    assert [1.0] < xs and [1.0, 2.5] > xs and xs >= [0.0, 7.0] and xs == list((1.0, 2.0)) and [0.0] == [-0.0]


def test_slices():
    xs = [float(i) for i in range(8)]
    same(xs[2:5], [2.0, 3.0, 4.0])
    same(xs[-3:], [5.0, 6.0, 7.0])
    same(xs[::-3], [7.0, 4.0, 1.0])
    same(xs[5:2], [])
    xs[1:3] = [9.5]
    same(xs, [0.0, 9.5, 3.0, 4.0, 5.0, 6.0, 7.0])
    xs[::3] = [0.25, 0.5, 0.75]
    same(xs, [0.25, 9.5, 3.0, 0.5, 5.0, 6.0, 0.75])
    xs[2:4] = []
    same(xs, [0.25, 9.5, 5.0, 6.0, 0.75])
    xs[1:1] = xs
    same(xs, [0.25, 0.25, 9.5, 5.0, 6.0, 0.75, 9.5, 5.0, 6.0, 0.75])
    del xs[1:3], xs[::2], xs[0]
    same(xs, [0.75, 5.0, 0.75])
    xs[:] = (1.0, 2.0)
    same(xs, [1.0, 2.0])
    xs[1:] = ['a', 1.0]
    assert xs == [1.0, 'a', 1.0]


def test_repeating_and_adding():
    same([0.5] * 5, [0.5, 0.5, 0.5, 0.5, 0.5])
    same([0.5, -0.0] * 3, [0.5, -0.0] * 1 + [0.5, -0.0, 0.5, -0.0])
    same([0.5] * 0, [])
    xs = [1.0]
    xs *= 3
    xs += xs
    xs += (2.0,)
    same(xs, [1.0] * 6 + [2.0])
    assert [1.0] + ['x'] == [1.0, 'x'] and ['x'] + [1.0] == ['x', 1.0] and [] + [1.0] + [] == [1.0]
    ys = [1.0] + []
    ys.append(2.0)
    same(ys, [1.0, 2.0])


def test_iterating_over_what_changes():
    xs = [1.0, 2.0, 3.0]
    seen = []
    for x in xs:
        seen.append(x)
        if x == 1.0:
            xs.append('x')
        if x == 2.0:
            xs[2] = 7
    assert seen == [1.0, 2.0, 7, 'x']
    xs = [1.0, 2.0]
    it = iter(xs)
    next(it)
    xs.append(3.0)
    assert list(it) == [2.0, 3.0] and list(it) == []
    it = reversed(xs)
    assert next(it) == 3.0 and list(it) == [2.0, 1.0]
    it = iter([1.0, 2.0, 3.0])
    assert next(it) == 1.0 and sum(it) == 5.0 and list(it) == []


def test_what_takes_lists():
    xs = [3.5, 1.25, 2.0]
    assert sum(xs) == 6.75 and min(xs) == 1.25 and max(xs) == 3.5 and sum([], 0.0) == 0.0
    assert tuple(xs) == (3.5, 1.25, 2.0) and set(xs) == {3.5, 1.25, 2.0} and len(xs) == 3 and bool(xs) and not xs[3:]
    assert list(enumerate(xs)) == [(0, 3.5), (1, 1.25), (2, 2.0)] and list(zip(xs, xs[1:])) == [(3.5, 1.25), (1.25, 2.0)]
    assert list(map(int, xs)) == [3, 1, 2] and list(accumulate(xs)) == [3.5, 4.75, 6.75]
    assert math.fsum(xs) == 6.75 and math.sumprod(xs, xs) == 17.8125 and math.hypot(*xs) == math.sqrt(17.8125)
    assert struct.pack('3d', *xs) == struct.pack('<3d', 3.5, 1.25, 2.0)
    a, b, c = xs
    first, *rest = xs
    assert (a, b, c) == (3.5, 1.25, 2.0) and rest == [1.25, 2.0]
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        same(pickle.loads(pickle.dumps(xs, protocol)), xs)
    same(json.loads(json.dumps(xs)), xs)
    assert json.dumps(xs, indent=0) == '[\n3.5,\n1.25,\n2.0\n]' and json.dumps([xs, xs[:0]]) == '[[3.5, 1.25, 2.0], []]'
    ys = sorted(xs)
    insort(ys, 1.5)
    insort(ys, 2)
    insort(ys, 99.0)
    assert repr(ys) == '[1.25, 1.5, 2.0, 2, 3.5, 99.0]'
    heap = []
    for x in xs:
        heappush(heap, x)
    assert [heappop(heap) for _ in xs] == [1.25, 2.0, 3.5] and heap == []
    heap = [*xs, 0.5]
    heapify(heap)
    assert heap[0] == 0.5
    same(copy.copy(xs), xs)
    same(copy.deepcopy(xs), xs)
    assert sorted(gc.get_referents([1.5, 2.5])) == [1.5, 2.5]
    match xs:
        case [x, *_]:
            assert x == 3.5
    assert str(min([2.0, 1.0, -0.0, 0.0])) == '-0.0' and str(max([-0.0, 0.0])) == '-0.0'


def test_subclasses():
    class L(list):
        pass

    xs = L([1.0, 2.0])
    xs.append(3.0)
    xs[0] = 4.0
    assert xs == [4.0, 2.0, 3.0] and type(xs[:1]) is list and xs[:1] == [4.0]
    x = 5.0
    xs.append(x)
    assert xs[-1] is x


def test_popping():
    xs = [1.0, 2.0, 3.0, 4.0]
    assert xs.pop() == 4.0 and xs.pop(0) == 1.0 and xs.pop(-2) == 2.0 and xs.pop() == 3.0
    try:
        xs.pop()
    except IndexError as e:
        assert str(e) == 'pop from empty list'
    else:
        raise AssertionError
    for key in (0, -1, 5):
        try:
            [][key]
        except IndexError as e:
            assert str(e) == 'list index out of range'
        xs = [1.0]
        if key == 5:
            try:
                xs[key]
            except IndexError as e:
                assert str(e) == 'list index out of range'
            else:
                raise AssertionError
            try:
                xs[key] = 1.0
            except IndexError as e:
                assert str(e) == 'list assignment index out of range'
            else:
                raise AssertionError


# The same where it is compiled: loops that go round often, with lists that change their form meanwhile.


def norm(xs):
    total = 0.0
    for x in xs:
        total += x * x
    for i in range(len(xs)):
        total -= xs[i] * xs[-1 - i]
    for i, x in enumerate(xs):
        total += i * x
    for x, y in zip(xs, xs):
        total += x - y
    return total


def test_loops():
    floats = [i * 0.5 for i in range(300)]
    ints = list(range(300))
    mixed = [i if i % 3 else i * 0.5 for i in range(300)]
    for _ in range(60):
        assert norm(floats) == 5602512.5
        assert norm(tuple(floats)) == norm(floats)
    wanted = norm(mixed), norm(ints)
    for _ in range(60):
        assert (norm(mixed), norm(ints)) == wanted
    assert norm(floats) == norm([x for x in floats] + [])


def fill(n, at, x):
    out = []
    for i in range(n):
        out.append(i * 0.25)
        if i == at:
            out.append(x)
    for i in range(len(out)):
        if i % 2:
            out[i] = out[i] * 2
        else:
            out[i] = 0.5
    return out


def test_stores_in_loops():
    for k in range(80):
        same(fill(300, -1, None), [0.5 if i % 2 == 0 else i * 0.5 for i in range(300)])
    for x in (1, 'ab', NAN, 2**80, None, (), True):
        try:
            xs = fill(300, 100, x)
        except TypeError:
            assert x is None
            continue
        assert len(xs) == 301 and type(xs[101]) is type(x * 2) and xs[99] == 49.5 and xs[103] == 51.0


def turned(n):
    xs = [0.0] * n
    for i in range(n):
        xs[i] = i + 0.5
        if i == n - 3:
            xs[0] = 'x'
    return xs


def test_lists_turned_in_loops():
    for _ in range(30):
        xs = turned(400)
        assert xs[0] == 'x' and xs[1:] == [i + 0.5 for i in range(1, 400)]


def nan_of(xs, n):
    for i in range(n):
        xs[i % 3] = xs[(i + 1) % 3] + NAN if i == n - 1 else i * 1.0
    return xs


def test_nans_in_loops():
    for n in (5, 2000, 3000):
        xs = nan_of([0.0, 0.0, 0.0], n)
        x = xs[(n - 1) % 3]
        assert x != x and x in xs and xs[(n - 1) % 3] is x


def sliced(n):
    xs = [0.5, 1.5]
    for i in range(n):
        xs[0:2] = [xs[1], xs[0]]
        try:
            xs[0:1] = xs[0]
        except TypeError as e:
            assert 'iterable' in str(e)
        else:
            raise AssertionError
    return xs


def test_slices_in_loops():
    same(sliced(1001), [1.5, 0.5])


def vectors(n):
    total = [0.0, 0.0]
    for i in range(n):
        v = [i * 0.5, 1.0]
        x, y = v
        total = [total[0] + x, total[1] + y]
    return total


def test_vectors():
    same(vectors(3000), [2249250.0, 3000.0])


def matrix(n):
    rows = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            rows[i][j] += i * j + 0.5
    return sum([sum(row) for row in rows])


def test_matrices():
    assert matrix(60) == 1770.0**2 + 1800.0


if __name__ == '__main__':
    for name, test in list(globals().items()):
        if name.startswith('test_'):
            test()
