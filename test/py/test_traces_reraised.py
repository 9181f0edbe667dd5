"""Where frames are that an exception has left by way of a `with`, a `finally` or the end of a named `except`: where it came up, in traces too."""


class Plain:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


def after_with():
    with Plain():
        1 / 0
        pass


def nested():
    with Plain():
        with Plain():
            pass
            1 / 0


def named():
    try:
        1 / 0
    except Exception as e:
        1 / 0
        pass


def others():
    try:
        1 / 0
    except TypeError as e:
        pass


def at_end():
    try:
        1 / 0
    finally:
        pass


def called():
    with Plain():
        pass
        named()


def given():
    with Plain():
        yield 1
        1 / 0


def goes_round():
    for x in given():
        pass


def lines(f):
    try:
        f()
    except Exception as e:
        t = e.__traceback__.tb_next
    found = []
    while t:
        frame = t.tb_frame
        first = frame.f_code.co_firstlineno
        found.append((frame.f_lineno - first, t.tb_lineno - first))
        t = t.tb_next
    return found


EXPECTED = {
    after_with: [(2, 2)],
    nested: [(4, 4)],
    named: [(4, 4)],
    others: [(3, 2)],
    at_end: [(4, 2)],
    called: [(3, 3), (4, 4)],
    goes_round: [(1, 1), (3, 3)],
}
for _ in range(60):
    for f, expected in EXPECTED.items():
        assert lines(f) == expected, (f, lines(f))


# One after the other, each in a loop of its own, which is traced with it.
for f, expected in EXPECTED.items():
    for _ in range(400):
        assert lines(f) == expected, (f, lines(f))


def again(n):
    """Each round leaves a frame where its exception came up, whose line is told by the next one."""
    kept = []
    for i in range(n):
        try:
            after_with() if i & 1 else named()
        except ZeroDivisionError as e:
            frame = e.__traceback__.tb_next.tb_frame
            kept.append(frame.f_lineno - frame.f_code.co_firstlineno)
    return kept


assert again(2000) == [4, 2] * 1000
