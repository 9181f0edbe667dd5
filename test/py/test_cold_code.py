"""Loops that are compiled while the rest of their function has never been executed: they are left there, and entered again."""


def phases(n, log):
    squares = [x * x for x in range(n)]
    total = 0
    for x in squares:
        total += x
    for i in range(n):
        try:
            if i == n - 1:
                raise KeyError(i)
            total -= len(str(i))
        except KeyError as e:
            log.append(e.args[0])
        finally:
            total += 1
    out = sorted(set(log))
    for i in range(n):
        if i % 1000 == 999:
            total += max(i, abs(-i))
        elif i % 1001 == 7:
            total -= min(i, ord('a'))
    return total, out


def nested(n):
    seen = 0
    for i in range(n):
        for k in range(i):
            seen += k
        for k in reversed(range(i)):
            seen -= divmod(k, 2)[0]
        seen ^= hash(i)
    return seen


def floats(n):
    x = 0.5
    for i in range(n):
        x = x * 1.5 - i
        if x < -1e6:
            x = float(pow(i, 1))
    return round(x, 6)


def missing(n):
    for i in range(n):
        pass
    try:
        return no_such_name
    except NameError as e:
        return str(e)


EXPECTED = 2238807

for _ in range(30):
    assert phases(2000, []) == (2664665008, [1999]), phases(2000, [])
    assert nested(300) == EXPECTED, nested(300)
    assert missing(500) == "name 'no_such_name' is not defined"
assert nested(150) == 278406, nested(150)
assert [floats(n) for n in (10, 100, 1000)] == [-177.827637, -190444.052525, -5589.75], [floats(n) for n in (10, 100, 1000)]
