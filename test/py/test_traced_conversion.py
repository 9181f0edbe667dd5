"""int() and float() of text in hot loops, with and without handlers: what they give, what they say, where they were called."""
import sys

TEXTS = ['12', 'x', '0', '', '7', '12345', '-3', ' 4 ', '1_000', '9' * 20, '٣', '1.5', '\ud800', "it's", '00017']
INTS = [12, None, 0, None, 7, 12345, -3, 4, 1000, 10 ** 20 - 1, 3, None, None, None, 17]


def quietly(rounds):
    bad = total = 0
    for i in range(rounds):
        try:
            total += int(TEXTS[i % 15])
        except ValueError:
            bad += 1
    return bad, total


def said(rounds):
    all = set()
    for i in range(rounds):
        try:
            int(TEXTS[i % 15])
        except ValueError as e:
            if i % 7 == 0:
                all.add(str(e))
            assert e.args[0].startswith('invalid literal')
            assert e.__traceback__.tb_lineno == said.__code__.co_firstlineno + 4
    return all


def kept(rounds):
    """The exception leaves, and so does its text."""
    last = None
    for i in range(rounds):
        try:
            int(TEXTS[i % 15])
        except ValueError as e:
            last = e
    return last


def plain(rounds):
    total = 0
    for i in range(rounds):
        total += int(TEXTS[(0, 2, 4, 5, 6, 7)[i % 6]]) + float(TEXTS[(0, 4, 11)[i % 3]])
    return total


def ends(rounds):
    for i in range(rounds):
        int(TEXTS[0] if i < rounds - 1 else 'end')


def ends_in_float(rounds):
    for i in range(rounds):
        float('1.5' if i < rounds - 1 else 'end')


N = 6000
assert quietly(N) == (N // 15 * 5, N // 15 * sum(n for n in INTS if n is not None)), quietly(N)
assert said(N) == {f'invalid literal for int() with base 10: {t!r}' for t, n in zip(TEXTS, INTS) if n is None}
assert str(kept(N)) == "invalid literal for int() with base 10: \"it's\""
assert type(kept(N - 1).args[0]) is str and kept(N - 1).args == kept(N).args
assert plain(N) == N // 6 * (12 + 0 + 7 + 12345 - 3 + 4) + N // 3 * (12.0 + 7.0 + 1.5)
for f, text in (ends, "invalid literal for int() with base 10: 'end'"), (ends_in_float, "could not convert string to float: 'end'"):
    try:
        f(N)
    except ValueError as e:
        assert str(e) == text
        assert e.__traceback__.tb_next.tb_lineno == f.__code__.co_firstlineno + 2
    else:
        assert False

# What is too long says so, whether the limit was there when the loop became hot or not.
many = '7' * 700


def limited(rounds):
    failed = set()
    for i in range(rounds):
        try:
            int(many)
        except ValueError as e:
            failed.add(str(e).partition(':')[0])
    return failed


assert limited(3000) == set()
sys.set_int_max_str_digits(640)
assert limited(3000) == {'Exceeds the limit (640 digits) for integer string conversion'}
sys.set_int_max_str_digits(0)
assert limited(3000) == set()


def starts():
    """What one character before a digit makes of it."""
    found = {}
    for c in range(0x700):
        try:
            found[c] = int(chr(c) + '7')
        except ValueError as e:
            assert str(e) == f'invalid literal for int() with base 10: {chr(c) + "7"!r}'
    return found


EXPECTED = {c: 7 for c in (9, 10, 11, 12, 13, 32, 43, 0x85, 0xa0)} | {45: -7}
for digits in (48, 0x660, 0x6f0):
    EXPECTED |= {digits + n: n * 10 + 7 for n in range(10)}
for _ in range(20):
    assert starts() == EXPECTED
