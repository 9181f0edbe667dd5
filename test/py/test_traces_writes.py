"""Loops that write attributes and advance iterators: what they have written is there wherever they are left."""


class Counter:
    def __init__(self, limit=0):
        self.count = 0
        self.total = 0
        self.limit = limit

    def tick(self, by):
        self.count += by
        if self.count >= self.limit:
            self.count -= self.limit
            return 1
        return 0


ROUNDS = 40


def test_counts_are_there_after_the_loop():
    for rounds in (1, 3, ROUNDS, 500):
        counter = Counter(10)
        wraps = 0
        for i in range(rounds):
            wraps += counter.tick(i & 3)
        assert wraps * 10 + counter.count == sum([i & 3 for i in range(rounds)])


def test_a_loop_that_raises_has_written_before():
    counter = Counter()
    items = list(range(ROUNDS)) + [None]
    try:
        for item in items:
            counter.count += 1
            counter.total += item
    except TypeError:
        pass
    assert (counter.count, counter.total) == (ROUNDS + 1, ROUNDS * (ROUNDS - 1) // 2)


def test_an_iterator_goes_on_where_a_loop_was_left():
    for kind in (range(200), list(range(200)), tuple(range(200))):
        iterator = iter(kind)
        for item in iterator:
            if item == 150:
                break
        assert next(iterator) == 151
        for item in iterator:
            if item % 10 == 9:
                break
        assert next(iterator) == 160
        assert len(list(iterator)) == 39
        assert list(iterator) == []


def test_two_loops_share_an_iterator():
    found = []
    iterator = iter(range(300))
    for item in iterator:
        for other in iterator:
            found.append((item, other))
            if other % 3 == 0:
                break
    assert found[:4] == [(0, 1), (0, 2), (0, 3), (4, 5)]
    assert len(found) == 200


def test_one_iterator_twice_in_a_zip():
    iterator = iter(list(range(300)))
    pairs = [a * 1000 + b for a, b in zip(iterator, iterator)]
    assert pairs[:2] == [1, 2003] and pairs[-1] == 298299
    first, second = iter(list(range(300))), iter(list(range(300)))
    for a, b in zip(first, second):
        if a == 250:
            break
    assert (next(first), next(second)) == (251, 251)


def add(one, other, rounds):
    for _ in range(rounds):
        one.count += 1
        other.count += 10
        one.total = other.count
    return one.count, other.count, one.total


def test_two_names_of_one_object():
    for _ in range(3):
        a, b = Counter(), Counter()
        assert add(a, b, ROUNDS) == (ROUNDS, ROUNDS * 10, ROUNDS * 10)
    both = Counter()
    assert add(both, both, ROUNDS) == (ROUNDS * 11, ROUNDS * 11, ROUNDS * 11)
    assert add(a, b, ROUNDS) == (ROUNDS * 2, ROUNDS * 20, ROUNDS * 20)


def test_what_is_called_sees_what_was_written():
    counter = Counter()
    seen = []

    def look():
        seen.append((counter.count, counter.total))

    for i in range(ROUNDS):
        counter.count += 1
        if i % 7 == 6:
            look()
        counter.total += counter.count
    assert seen == [(n, n * (n - 1) // 2) for n in range(7, ROUNDS + 1, 7)]


def test_reading_by_name_sees_what_was_written():
    counter = Counter()
    for i in range(ROUNDS):
        counter.count = i
        assert getattr(counter, 'count') == i
        assert vars(counter)['count'] == i
        name = 'count' if i % 2 else 'total'
        setattr(counter, name, -1)
        assert counter.count == (-1 if i % 2 else i)


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def test_floats_that_are_written():
    point = Point(0.0, 1)
    for i in range(ROUNDS):
        point.x += 0.5
        point.y = point.x if i % 2 else i
    assert (point.x, point.y) == (ROUNDS / 2, ROUNDS / 2)
    for i in range(ROUNDS):
        point.x *= 0.5
        if i == ROUNDS - 2:
            break
    assert point.x == ROUNDS / 2 * 0.5 ** (ROUNDS - 1)


def test_a_number_that_grows_too_large():
    counter = Counter()
    counter.count = 1
    for i in range(80):
        counter.count *= 2
        counter.total = i
    assert (counter.count, counter.total) == (2**80, 79)


def test_objects_that_are_others_each_round():
    points = [Point(i, 0) for i in range(ROUNDS)]
    before = points[-1]
    for point in points:
        point.y = before.x
        before.y += 1
        before = point
    assert [p.y for p in points] == [ROUNDS - 1 + 1] + list(range(1, ROUNDS - 1)) + [ROUNDS - 2]


def test_a_list_is_changed_while_it_is_iterated():
    items = [0]
    for item in items:
        if item < ROUNDS:
            items.append(item + 1)
    assert items == list(range(ROUNDS + 1))


class Grower:
    pass


def test_attributes_that_are_added():
    for n in range(ROUNDS):
        grower = Grower()
        grower.a = n
        if n % 3 == 0:
            grower.b = n
        grower.a += 1
        assert vars(grower) == ({'a': n + 1, 'b': n} if n % 3 == 0 else {'a': n + 1})


def nested(rounds, counter):
    for i in range(rounds):
        counter.total += 1
        for j in range(i % 4):
            counter.count += j
            if j == 2:
                counter.limit = i
    return counter


def test_loops_in_loops():
    counter = nested(ROUNDS, Counter())
    assert counter.total == ROUNDS
    assert counter.count == sum([j for i in range(ROUNDS) for j in range(i % 4)])
    assert counter.limit == max([i for i in range(ROUNDS) if i % 4 == 3])


class Changing:
    step = 1


def test_a_class_changes_while_a_loop_relies_on_it():
    total = 0
    counter = Changing()
    for i in range(ROUNDS):
        total += counter.step
        if i == ROUNDS // 2:
            Changing.step = 2
    assert total == ROUNDS // 2 + 1 + 2 * (ROUNDS - ROUNDS // 2 - 1)


for name, test in list(globals().items()):
    if name.startswith('test_'):
        for _ in range(8):
            Changing.step = 1
            test()
