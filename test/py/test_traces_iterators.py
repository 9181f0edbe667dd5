"""`iter` and `next` that are called in hot loops: of what traces look into, of what has ended, and of everything else."""

ROUNDS = 1500


def gives(n):
    yield from range(n)


class Own:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)


class Refuses:
    def __iter__(self):
        return 3


class ByIndex:
    def __getitem__(self, i):
        if i > 1:
            raise IndexError(i)
        return i


class List(list):
    def __iter__(self):
        return iter(['own'])


def ends(rounds, iterable):
    """How many of the rounds find nothing, and the sum of what the others find first."""
    ended = 0
    first = []
    for _ in range(rounds):
        try:
            first.append(next(iter(iterable)))
        except StopIteration as e:
            assert e.args == () and e.__context__ is None
            ended += 1
    return ended, first


def test_first_items():
    kinds = [[7, 8], (7, 8), range(7, 9), b'\7', bytearray(b'\7'), {7: 8}, {7: 8}.values(), 'ab', {7}, Own([7]), ByIndex(), List([7])]
    firsts = [7, 7, 7, 7, 7, 7, 8, 'a', 7, 7, 0, 'own']
    for iterable, first in zip(kinds, firsts):
        assert ends(ROUNDS, iterable) == (0, [first] * ROUNDS)
    for iterable in ([], (), range(0), b'', bytearray(), {}, {}.items(), '', set(), Own([])):
        assert ends(ROUNDS, iterable) == (ROUNDS, [])
    # Of an iterator there is one.
    assert ends(ROUNDS, iter([1, 2])) == (ROUNDS - 2, [1, 2])
    assert ends(ROUNDS, gives(ROUNDS - 1)) == (1, list(range(ROUNDS - 1)))


def otherwise(rounds, iterator):
    nothing = object()
    seen = []
    for i in range(rounds):
        x = next(iterator, nothing)
        seen.append(-1 if x is nothing else x)
        if i % 3 == 2:
            seen.append(next(iterator, None))
    return seen


def test_what_is_given_instead():
    n = ROUNDS + ROUNDS // 3
    for make in (lambda k: iter(list(range(k))), lambda k: iter(range(k)), lambda k: iter(tuple(range(k))), gives):
        for k in (0, 1, 4, ROUNDS // 2, n, n + 1):
            expected = [i if i < k else (None if i % 4 == 3 else -1) for i in range(n)]
            assert otherwise(ROUNDS, make(k)) == expected
    # A list that has been found to have ended gets no more items from its iterator.
    items = []
    iterator = iter(items)
    assert otherwise(300, iterator) == [-1, -1, -1, None] * 100
    items.append(1)
    assert next(iterator, 'none') == 'none'


def pairs(items):
    out = []
    it = iter(items)
    for x in it:
        out.append((x, next(it)))
    return out


def outer(items):
    try:
        return pairs(items)
    except StopIteration as e:
        lines = 0
        tb = e.__traceback__
        while tb is not None:
            lines += 1
            tb = tb.tb_next
        return 'odd', lines


def test_one_iterator_in_a_loop_and_next():
    for _ in range(50):
        items = list(range(200))
        assert pairs(items) == [(i, i + 1) for i in range(0, 200, 2)]
        assert pairs(tuple(items)) == pairs(iter(items)) == pairs(range(200)) == pairs(items)
        assert outer(items[:-1]) == ('odd', 2)


def refusals(rounds, iterable):
    said = set()
    for _ in range(rounds):
        try:
            iter(iterable)
        except TypeError as e:
            said.add(str(e))
    return said


def test_what_cannot_be_gone_through():
    assert refusals(ROUNDS, 3) == {"'int' object is not iterable"}
    assert refusals(ROUNDS, None) == {"'NoneType' object is not iterable"}
    assert refusals(ROUNDS, Refuses()) == {"iter() returned non-iterator of type 'int'"}
    assert refusals(ROUNDS, [1]) == set()


def count(rounds):
    return [x for x in iter(lambda it=iter(range(rounds)): next(it, None), None)]


def test_of_a_function():
    assert count(ROUNDS) == list(range(ROUNDS))


test_first_items()
test_what_is_given_instead()
test_one_iterator_in_a_loop_and_next()
test_what_cannot_be_gone_through()
test_of_a_function()
