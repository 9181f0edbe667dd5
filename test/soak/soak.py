"""Hot loops for a long time, while everything that compiled code takes for granted changes under them.

    soak.py [ROUNDS [SEED]]

ROUNDS (a million) rounds of loops are made in turns of some thousand; a turn takes one of the programs below, draws numbers from SEED, and
compares what the loop gives with what is computed without one, by a formula or by built-in functions.  At the end: memory and the number of
compiled loops must not have grown with the number of turns, and a loop that was disturbed must be as fast again as it was.

Runs on CPython and PyPy too, where the last two mean little.  Prints a line per program and `ok`.
"""
import gc
import sys
import time

try:
    import pypyjit
except ImportError:
    pypyjit = None

TURN = 4000
#: The calm loop may take so many times as long after all that happened to it as it took before, once it was measured so often.
SLOWER = 2.0
PATIENCE = 12
#: Megabytes by which memory may grow between the middle and the end.
GROWTH = 24
#: Compiled loops that may be alive at the end; JIT parameter loop_longevity is set to half of it.
LOOPS = 400


class Numbers:
    """Numbers that look random and are the same everywhere."""

    def __init__(self, seed):
        self.state = seed * 2654435769 % 2**32 or 1

    def below(self, limit):
        x = self.state
        x ^= x << 13 & 0xffffffff
        x ^= x >> 17
        x ^= x << 5 & 0xffffffff
        self.state = x
        return x % limit


def sum_to(n):
    return n * (n - 1) // 2


# Types that change.

def add_up(values, start):
    total = start
    for value in values:
        total = total + value
    return total


def types(numbers, rounds):
    parts = ([3], [0.5], [True], [2**53], [-2**70], [0.25, 7], [1, 2**64, 0.125])
    values = []
    while len(values) < rounds:
        part = parts[numbers.below(len(parts))]
        values += part * (1 + numbers.below(600))
    del values[rounds:]
    # Halves of ints are exact, so the order of the additions is of no account as long as the floats come last.
    exact = [value for value in values if not isinstance(value, float)]
    floats = [value for value in values if isinstance(value, float)]
    assert add_up(exact, 0) == sum(exact)
    assert add_up(floats, 0) == sum(floats)
    mixed = add_up(values, 0)
    assert abs(mixed - (sum(exact) + sum(floats))) <= 1e-12 * sum(abs(value) for value in values) * rounds
    words = ['ab', 'c']
    assert add_up([words[n & 1] for n in range(rounds // 8)], '') == 'abc' * (rounds // 16) + 'ab' * (rounds // 8 % 2)
    assert len(add_up([(n,) for n in range(200)], ())) == 200


# Exceptions that are raised in the loop, by what it calls, and by built-in code.

class Stumble(Exception):
    def __init__(self, at):
        super().__init__(at)
        self.at = at


def stumbles(n, every):
    if n % every == 0:
        raise Stumble(n)
    return n


def stumble(rounds, every, table):
    got = fell = missing = cleaned = 0
    for n in range(rounds):
        try:
            got += stumbles(n, every)
            got += table[n % 10]
        except Stumble as error:
            fell += error.at
        except KeyError:
            missing += 1
        finally:
            cleaned += 1
    return got, fell, missing, cleaned


def exceptions(numbers, rounds):
    every = (1, 2, 3, 7, 100, 1500, rounds + 1)[numbers.below(7)]
    present = numbers.below(11)
    table = {key: 1 for key in range(present)}
    got, fell, missing, cleaned = stumble(rounds, every, table)
    expected = sum(range(0, rounds, every))
    absent = [n for n in range(rounds) if n % every and n % 10 >= present]
    found = [n for n in range(rounds) if n % every and n % 10 < present]
    assert (fell, missing, cleaned) == (expected, len(absent), rounds)
    assert got == sum(absent) + sum(found) + len(found)
    try:
        stumble(rounds, every, None)
    except TypeError as error:
        inner = error.__traceback__.tb_next
        assert inner.tb_frame.f_code is stumble.__code__ and inner.tb_next is None
    else:
        assert every == 1


# Globals that are bound anew, between loops and in them.

FACTOR = 1


def step(n):
    return n


def rebinding(rounds, at, change):
    total = 0
    for n in range(rounds):
        if n == at:
            change()
        total += step(n) * FACTOR
    return total


def names(numbers, rounds):
    global FACTOR, step
    FACTOR = numbers.below(5)
    offset = numbers.below(50)
    original = step
    replaced = lambda n: n + offset
    at = numbers.below(rounds)
    before = FACTOR

    def change():
        global FACTOR, step
        FACTOR = before + 1
        step = replaced

    got = rebinding(rounds, at, change)
    head = sum_to(at) * before
    tail = (sum_to(rounds) - sum_to(at) + offset * (rounds - at)) * (before + 1)
    assert got == head + tail
    step = original
    del FACTOR
    try:
        rebinding(10, -1, None)
    except NameError:
        pass
    else:
        raise AssertionError('a name that is not bound')
    FACTOR = 1
    assert rebinding(rounds, -1, None) == sum_to(rounds)
    # Built-in functions that are hidden, and seen again.
    globals()['len'] = lambda items: -1
    hidden = lengths(rounds // 4)
    del globals()['len']
    assert (hidden, lengths(rounds // 4)) == (-(rounds // 4), rounds // 4 * 3)


def lengths(rounds):
    total = 0
    for _ in range(rounds):
        total += len('abc')
    return total


# Classes that change: methods, bases, what instances are of, what they have.

class Base:
    unit = 1

    def worth(self):
        return self.value * self.unit


class Thing(Base):
    def __init__(self, value):
        self.value = value


class Slotted:
    __slots__ = ('value',)
    unit = 2

    def __init__(self, value):
        self.value = value

    def worth(self):
        return self.value + self.unit


class OtherBase:
    unit = 5

    def worth(self):
        return self.value - self.unit


def worths(things, rounds):
    total = 0
    count = len(things)
    for n in range(rounds):
        total += things[n % count].worth()
    return total


def classes(numbers, rounds):
    values = [numbers.below(100) for _ in range(8)]
    rounds -= rounds % 8
    share = rounds // 8
    things = [Thing(value) for value in values]
    assert worths(things, rounds) == share * sum(values)
    what = numbers.below(6)
    if what == 0:
        Base.unit = 3
        assert worths(things, rounds) == share * sum(values) * 3
        Base.unit = 1
    elif what == 1:
        Thing.worth = lambda self: 1
        assert worths(things, rounds) == rounds
        del Thing.worth
    elif what == 2:
        Thing.__bases__ = (OtherBase,)
        assert worths(things, rounds) == share * (sum(values) - 40)
        Thing.__bases__ = (Base,)
    elif what == 3:
        mixed = [Slotted(value) if n % 2 else Thing(value) for n, value in enumerate(values)]
        assert worths(mixed, rounds) == share * (sum(values) + 8)
    elif what == 4:
        for thing in things[::2]:
            thing.worth = lambda: 7
        assert worths(things, rounds) == share * (sum(values[1::2]) + 28)
        for thing in things[::2]:
            del thing.worth
    else:
        class Late(Thing):
            value = property(lambda self: 2, lambda self, value: None)
        for thing in things:
            thing.__class__ = Late
        assert worths(things, rounds) == rounds * 2
    assert worths(things, rounds) == share * sum(values) * (1 if what != 5 else 0) + (rounds * 2 if what == 5 else 0)


# Generators that are left, thrown into, closed, fed, and run dry.

def counting(limit):
    got = 0
    try:
        for n in range(limit):
            sent = yield n
            if sent is not None:
                got += sent
    except Stumble as error:
        got += error.at
        yield -1
    finally:
        ENDED.append(got)


ENDED = []


def chained(limit):
    result = yield from counting(limit)
    return result


def generators(numbers, rounds):
    del ENDED[:]
    assert add_up(counting(rounds), 0) == sum_to(rounds)
    assert add_up(chained(rounds), 0) == sum_to(rounds)
    total = 0
    left = 1 + numbers.below(40)
    for n in counting(rounds):
        total += n
        if n == left:
            break
    assert total == sum_to(left + 1)
    feed = counting(rounds)
    next(feed)
    for n in range(rounds // 2):
        feed.send(n)
    assert feed.throw(Stumble(1000)) == -1
    feed.close()
    short = ended = 0
    for n in range(rounds // 8):
        one = counting(n % 4)
        while True:
            try:
                next(one)
                short += 1
            except StopIteration:
                ended += 1
                break
    assert ended == rounds // 8 and short == sum(n % 4 for n in range(rounds // 8))
    assert sum(ENDED) == sum_to(rounds // 2) + 1000
    assert sum(n * n for n in range(rounds)) == (rounds - 1) * rounds * (2 * rounds - 1) // 6


# Containers whose kind of content changes, and that change while they are walked over.

def tally(keys):
    counts = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts


class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.value == other.value


def containers(numbers, rounds):
    kinds = (int, str, float, Key, lambda n: (n, n), lambda n: n * 2**60)
    kind = kinds[numbers.below(len(kinds))]
    few = [kind(n) for n in range(1, 6)]
    counts = tally([few[n % 5] for n in range(rounds)])
    assert [counts[kind(n)] for n in range(1, 6)] == [(rounds - n + 5) // 5 for n in range(1, 6)]
    items = [1]
    for item in items:
        if len(items) < rounds:
            items.append(item + 1)
    assert items == list(range(1, rounds + 1))
    cells = [0] * 64
    for n in range(rounds):
        cells[n & 63] += n
    assert sum(cells) == sum_to(rounds)
    cells[5] = 0.5
    for n in range(rounds):
        cells[n & 63] = cells[(n + 1) & 63]
    try:
        for key in counts:
            counts[key, 'more'] = 1
    except RuntimeError as error:
        assert 'changed size' in str(error)
    else:
        raise AssertionError('a dict that grew')


# Code that is made, runs hot, and is forgotten.

SOURCE = '''
def made(n):
    x = {start}
    for i in range(n):
        x = (x * {factor} + i) & 0xffff
    return x
'''


def making(numbers, rounds):
    start, factor = numbers.below(1000), numbers.below(1000) * 2 + 1
    scope = {}
    exec(SOURCE.format(start=start, factor=factor), scope)
    # The same in one expression: the powers of the factor, from the last round back.
    powers = [1]
    for _ in range(rounds):
        powers.append(powers[-1] * factor & 0xffff)
    expected = start * powers[rounds] + sum(map(int.__mul__, range(rounds), powers[rounds - 1::-1]))
    assert scope['made'](rounds) == expected & 0xffff


PROGRAMS = (types, exceptions, names, classes, generators, containers, making)


def megabytes():
    """Memory in use, or, where nobody tells, that of the process."""
    gc.collect()
    if hasattr(gc.get_stats(), '_s'):
        return gc.get_stats()._s.memory_used_sum >> 20
    try:
        with open('/proc/self/statm') as file:
            return int(file.read().split()[1]) * 4096 >> 20
    except OSError:
        return 0


def calm(rounds):
    """What is measured: it calls what the programs disturb."""
    thing = Thing(3)
    total = 0
    for n in range(rounds):
        total += thing.worth() + step(n & 15) * FACTOR
    assert total == rounds * 3 + sum(n & 15 for n in range(rounds))


def pace(rounds):
    """The least time of some."""
    best = float('inf')
    for _ in range(7):
        began = time.process_time()
        calm(rounds)
        best = min(best, time.process_time() - began)
    return best


def alive():
    """How many loops are compiled now; none where nothing is traced."""
    counters = pypyjit.get_stats_snapshot().counters
    return counters.get('TOTAL_COMPILED_LOOPS', 0) - counters.get('TOTAL_FREED_LOOPS', 0)


def main(rounds=1_000_000, seed=1):
    numbers = Numbers(seed)
    if pypyjit is not None:
        pypyjit.set_param('loop_longevity=%d' % (LOOPS // 2))
    sample = min(100_000, rounds)
    first = pace(sample)
    done = {program: 0 for program in PROGRAMS}
    turns = max(len(PROGRAMS), rounds // TURN)
    middle = 0
    for turn in range(turns):
        program = PROGRAMS[turn % len(PROGRAMS)] if turn < len(PROGRAMS) else PROGRAMS[numbers.below(len(PROGRAMS))]
        program(numbers, TURN)
        done[program] += 1
        if turn == turns // 2:
            middle = megabytes()
    for program, count in done.items():
        print('%s: %d turns' % (program.__name__, count))
    for _ in range(PATIENCE):
        last = pace(sample)
        if last <= first * SLOWER:
            break
    assert last <= first * SLOWER + 0.005, 'a loop that took %.1f ms takes %.1f' % (first * 1e3, last * 1e3)
    grown = megabytes() - middle
    assert grown <= GROWTH, 'memory has grown by %d MB since the middle' % grown
    if pypyjit is not None and sys.implementation.name != 'pypy':
        assert alive() <= LOOPS, '%d loops' % alive()
        print('%d loops are alive, calm loop %.1f ms before, %.1f after, %+d MB' % (alive(), first * 1e3, last * 1e3, grown),
              file=sys.stderr)
    print('ok')


main(*[int(text) for text in sys.argv[1:]])
