"""Ranges that hot loops make: of any step, up and down, empty ones, and those whose ends are the largest integers that fit a double."""

LARGE = 2**53 - 1


def marked(size, steps):
    """How often each place is come to, from twice the step on."""
    places = [0] * size
    for step in steps:
        for place in range(step + step, size, step):
            places[place] += 1
    return places


def test_steps_of_all_kinds():
    size = 3000
    expected = [sum(n % step == 0 for step in range(1, n // 2 + 1)) for n in range(1, 300)]
    assert marked(size, range(1, size))[1:300] == expected
    assert sum(marked(size, range(size - 1, 0, -1))) == sum((size - 1) // step - 1 for step in range(1, (size + 1) // 2))


def lengths(start, stop, steps):
    found = []
    for step in steps:
        r = range(start, stop, step)
        found.append((len(r), r.start, r.stop, r.step, list(r)[-1:] if len(r) < 100 else []))
    return found


def expected(start, stop, step):
    length = max(0, -((start - stop) // step))
    return length, start, stop, step, [start + (length - 1) * step] if 0 < length < 100 else []


def test_up_and_down_and_empty():
    # What changes sign leaves the trace, and so do steps of one.
    steps = [5, 7, 3, 5, 1, 2, 300, -1, -3, -7, 1, 6, 4, -1000, 299, 301, 150] * 150
    for start, stop in ((10, 310), (310, 10), (0, 0), (-150, 151), (7, 6)):
        assert lengths(start, stop, steps) == [expected(start, stop, step) for step in steps]


def test_a_step_of_zero():
    steps = [3] * 2000 + [0] + [3] * 10
    try:
        lengths(0, 9, steps)
    except ValueError as e:
        assert str(e) == 'range() arg 3 must not be zero'
    else:
        assert False


def lengths_of_large(rounds, stop, step):
    total = 0
    for _ in range(rounds):
        total += len(range(0, stop, step))
    return total


def test_ends_that_just_fit():
    for step in (2, 3, 5, 7, LARGE, LARGE - 1):
        assert lengths_of_large(1500, LARGE, step) == 1500 * -(-LARGE // step)
    for step in (-2, -3, -LARGE):
        assert lengths_of_large(1500, -LARGE, step) == 1500 * -(LARGE // step)
    # And those beyond.
    for step in (2, 3, LARGE + 2):
        assert lengths_of_large(1500, LARGE + 5, step) == 1500 * -(-(LARGE + 5) // step)


def countdown(size, steps):
    seen = 0
    for step in steps:
        for n in range(size, -1, -step):
            seen += n
    return seen


def test_downwards_by_a_variable():
    steps = [n % 13 + 2 for n in range(2000)]
    assert countdown(50, steps) == sum(sum(range(50, -1, -step)) for step in steps)


test_steps_of_all_kinds()
test_up_and_down_and_empty()
test_a_step_of_zero()
test_ends_that_just_fit()
test_downwards_by_a_variable()
