"""Floats that are variables around loops within loops: what is seen of them wherever the inner loops are left."""
FIRST = [1, 2, 3, 4, 5]
SECOND = [10, 20, 30]


class Stop(Exception):
    pass


def nest(rounds, stop, how):
    total = 0
    x = y = z = None
    for i in range(rounds):
        for a in FIRST:
            x = a * 0.5 + i
            y = x - a
            z = y * y
        for b in SECOND:
            total += b
            if i == stop and b == 20:
                if how == 'return':
                    return x, y, z, total
                if how == 'raise':
                    raise Stop
                if how == 'text':
                    y = 'y'
    return x, y, z, total


def expected(rounds, stop, how):
    last = stop if how in ('return', 'raise') and stop < rounds else rounds - 1
    x = 2.5 + last
    total = 60 * last + (30 if last == stop and how in ('return', 'raise') else 60)
    return x, 'y' if how == 'text' and stop == rounds - 1 else x - 5, (x - 5) * (x - 5), total


def test_ways_out():
    for n in range(60):
        for how in ('return', 'text', 'none'):
            for rounds, stop in (400 + n, 399 + n), (400, 350 + n):
                assert nest(rounds, stop, how) == expected(rounds, stop, how), (n, how, rounds, stop)


def test_frames():
    for n in range(60):
        try:
            nest(400, 399 - n, 'raise')
        except Stop as e:
            names = e.__traceback__.tb_next.tb_frame.f_locals
            assert tuple(names[name] for name in ('x', 'y', 'z', 'total')) == expected(400, 399 - n, 'raise')
        else:
            assert False


def test_identity():
    def same(rounds):
        x = kept = 1.5
        count = 0
        for i in range(rounds):
            for a in FIRST:
                x = a * 0.25 + i
            kept = x
            for b in SECOND:
                count += kept is x and type(x) is float
        return count
    assert same(3000) == 9000


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
