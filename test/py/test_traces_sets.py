"""Sets and the ends of lists in hot loops: keys that need no == of the program, and those that do; answers of CPython 3.13."""


class Key:
    """Equal to every int of its hash; counts how often it is asked."""

    asked = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        Key.asked += 1
        return other == self.n


def reached(start, limit):
    seen = {start}
    todo = [start]
    order = []
    while todo:
        x = todo.pop()
        order.append(x)
        for y in (x * 2 % limit, x * 3 % limit, x + 1):
            if y not in seen and y < limit:
                seen.add(y)
                todo.append(y)
    return len(seen), order


for _ in range(30):
    count, order = reached(1, 500)
    assert count == 500 and sorted(order) == list(range(500)) and order[:4] == [1, 3, 4, 5], order[:4]


def added(keys, seen):
    """How many are new, and how long the set was in each round."""
    new = total = 0
    for key in keys:
        total += len(seen)
        if key in seen:
            continue
        seen.add(key)
        new += 1
    return new, total


for _ in range(20):
    assert added([i % 100 for i in range(1000)], set()) == (100, 94950)
    assert added([str(i % 100) for i in range(1000)], set()) == (100, 94950)
# Other keys come to the same loop: what was known of the set is so no longer.
assert added([1, 2.0, '1', None, (1, 2), 10**30, True, 2, 1.0, -1, -2, 10**30] * 50, set()) == (8, 4758)
assert added([Key(n % 10) for n in range(200)], set(range(5))) == (5, 1960) and Key.asked == 290, Key.asked
Key.asked = 0
assert added([n % 10 for n in range(200)], {Key(3), Key(14)}) == (9, 2149) and Key.asked > 0
assert added(range(300), frozenset(range(300))) == (0, 90000)


def kept(keys):
    """Adding changes nothing that an iterator of something else stands at; one of the set itself notices."""
    seen = set()
    out = []
    for i, key in enumerate(keys):
        seen.add(key)
        seen.discard(i - 3)
        out.append(len(seen))
    return out[-1], sum(out)


for _ in range(20):
    assert kept(range(1000)) == (3, 2997), kept(range(1000))
    assert kept(['a', 'b'] * 500) == (2, 1999)


def changed(n, at):
    seen = set(range(3))
    rounds = 0
    try:
        for x in seen:
            rounds += 1
            for i in range(n):
                if i == at:
                    seen.add(100 + i)
    except RuntimeError as e:
        return rounds, str(e)
    return rounds, None


for _ in range(20):
    assert changed(300, -1) == (3, None)
    assert changed(300, 299) == (1, 'Set changed size during iteration')


class Mine(set):
    def add(self, key):
        super().add(-key)

    def __contains__(self, key):
        return super().__contains__(-key)


assert added([i % 100 for i in range(1000)], Mine()) == (100, 94950)


def ends(items, n):
    """Takes from the end and adds there."""
    total = 0
    for i in range(n):
        total += items.pop()
        items.append(i)
        if i % 50 == 49:
            items.append(items.pop() + items.pop())
    return total, len(items)


for _ in range(20):
    assert ends([1] * 30, 1000) == (498521, 10), ends([1] * 30, 1000)
    assert ends([1.5] * 30, 1000) == (498531.0, 10), ends([1.5] * 30, 1000)


def emptied(items):
    out = []
    try:
        while True:
            out.append(items.pop())
    except IndexError as e:
        out.append(str(e))
    return out


for _ in range(100):
    assert emptied(list(range(30))) == [*range(29, -1, -1), 'pop from empty list']
    assert emptied([0.5, 1.5, 2.5]) == [2.5, 1.5, 0.5, 'pop from empty list']
    assert emptied(['x', None, 1]) == [1, None, 'x', 'pop from empty list']


def popped(n):
    """A list that is empty again takes floats and others."""
    items = []
    total = 0
    for i in range(n):
        items.append(i if i % 3 else i + 0.5)
        if i % 2:
            total += items.pop()
            total += items.pop()
    return total, items


for _ in range(30):
    assert popped(400) == (79867.0, []), popped(400)
