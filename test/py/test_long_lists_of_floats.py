"""Comprehensions that make long lists of floats, which are as any others afterwards."""
N = 2**19 + 4000


def halves(n):
    return [i / 2 for i in range(n)]


def check(floats, n=N):
    assert len(floats) == n and type(floats) is list
    assert floats[0] == 0.0 and floats[n - 1] == (n - 1) / 2
    assert sum(floats) == (n - 1) * n / 4
    floats.append(0.25)
    floats += [None, 'x']
    assert floats[n:] == [0.25, None, 'x']
    del floats[1:]
    assert floats == [0.0]


for _ in range(3):
    check(halves(N))
check(halves(2**19), 2**19)
check(halves(2**19 - 1), 2**19 - 1)


def rows(width, height):
    return [x for row in range(height) for x in [(row * width + i) / 2 for i in range(width)]]


check(rows(1000, N // 1000 + 1), (N // 1000 + 1) * 1000)


def chosen(n):
    return [x / 2 for x in range(2 * n) if x < n]


check(chosen(N))


def mixed(n, at, other):
    return [other if i == at else i / 2 for i in range(n)]


for at in 0, N // 2, N - 1:
    for other in None, 7, 2**70, float('nan'):
        items = mixed(N, at, other)
        assert len(items) == N and items[at] is other or other != other and items[at] != items[at]
        assert items[1 if at != 1 else 2] == 0.5 and items[N - 2] == (N - 2) / 2


def failing(n):
    made = None
    try:
        made = [1.0 / (n - i) for i in range(n + 1)]
    except ZeroDivisionError as error:
        return made, str(error)


assert failing(N) == (None, 'division by zero') or failing(N) == (None, 'float division by zero')


def kept(n):
    """Two names for one list, and one of what it held."""
    a = b = [i / 2 for i in range(n)]
    c = list(a)
    a[5] = -1.0
    return b[5], c[5], a is b, len(c)


assert kept(N) == (-1.0, 2.5, True, N)


def walked(n):
    for x in [i / 2 for i in range(n)]:
        yield x


assert sum(walked(N)) == (N - 1) * N / 4
