# Loops that are traced in which functions are made and called: what programs see of the functions is what CPython shows.


def counter(start, step):
    value = start

    def tick():
        nonlocal value
        value += step
        return value

    def reset():
        nonlocal value
        value = start

    return tick, reset


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


def curry(function, arity):
    def collect(*got):
        if len(got) == arity:
            return function(*got)
        return lambda x: collect(*(got + (x,)))

    return collect


def spread(a, b=2, *rest):
    return a + b + len(rest)


def lambdas(rounds):
    total = 0
    for i in range(rounds):
        add = lambda n, m=i: n + (i & 3) + m
        total += add(2)
        if i % 1000 == 999:
            assert (add.__name__, add.__qualname__) == ('<lambda>', 'lambdas.<locals>.<lambda>')
            assert (add.__defaults__, add.__closure__[0].cell_contents) == ((i,), i)
            assert (add.__module__, add.__doc__, add(1, 1)) == (__name__, None, 2 + (i & 3))
    return total


assert lambdas(20000) == sum([2 + (i & 3) + i for i in range(20000)])


def combined(size):
    chain = compose(*[lambda x, k=k: x + k for k in range(10)])
    volume = curry(lambda a, b, c: a * b * c, 3)
    total = 0
    kept = []
    for i in range(size):
        total += chain(i) + volume(i)(2)(3)
        total += spread(1) + spread(i, 3) + spread(1, 2, 3, 4)
        tick, reset = counter(i, 3)
        tick()
        tick()
        if i % 7 == 0:
            reset()
        total += tick()
        if i % 5000 == 0:
            kept.append(tick)
        half = volume(i)
        if i % 8000 == 0:
            kept.append(lambda g=half(2): g(5))
    return total, [function() for function in kept]


def expected(size):
    total = 0
    for i in range(size):
        total += i + 45 + 6 * i + 3 + (i + 3) + 5
        total += i + 3 if i % 7 == 0 else i + 9
    return total


total, kept = combined(20000)
assert total == expected(20000), (total, expected(20000))
assert kept == [6, 0, 5012, 80000, 10012, 15012, 160000], kept


def messages(rounds):
    failed = 0
    for i in range(rounds):
        try:
            spread(*[1] * (i % 2))
        except TypeError as e:
            failed += 1
            assert str(e) == "spread() missing 1 required positional argument: 'a'"
    return failed


assert messages(20000) == 10000


def of_floats(rounds):
    given = [0.5, 1.5]
    total = 0
    for i in range(rounds):
        given[0] = i * 0.25
        total += spread(*given)
    return total


assert of_floats(20000) == sum([i * 0.25 + 1.5 for i in range(20000)])
