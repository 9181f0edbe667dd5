"""Exceptions: raised and caught in the same function, some calls up, through `finally` and `with`, chained and re-raised.

Raising as control flow, as Python programs do it: look-ups that fail, conversions that fail, early exits from depth.
"""

SIZE = 60000        # rounds
QUICK = 100


class Problem(Exception):
    def __init__(self, code, detail):
        super().__init__(code, detail)
        self.code = code


class Fatal(Problem):
    pass


class Guard:
    def __init__(self):
        self.entered = self.swallowed = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, trace):
        if kind is KeyError:
            self.swallowed += 1
            return True
        return False


def dig(depth, code):
    if depth == 0:
        if code % 3 == 0:
            raise Fatal(code, 'at the bottom')
        raise Problem(code, 'at the bottom')
    return dig(depth - 1, code) + 1


def convert(text):
    try:
        return int(text)
    except ValueError:
        return -1


def careful(code, log):
    try:
        try:
            dig(4, code)
        except Fatal as fatal:
            raise RuntimeError('wrapped') from fatal
        finally:
            log[0] += 1
    except RuntimeError as error:
        return error.__cause__.code
    except Problem as problem:
        return -problem.code


def run(size):
    log = [0]
    guard = Guard()
    table = {n: n for n in range(0, 1000, 2)}
    missing = bad = signed = ended = 0
    words = ['12', 'x', '0', '', '7']
    for i in range(size):
        try:
            table[i % 1000]
        except KeyError as error:
            missing += 1
            assert error.args[0] == i % 1000
        if convert(words[i % 5]) < 0:
            bad += 1
        signed += careful(i, log)
        with guard:
            if i % 4 == 0:
                raise KeyError(i)
        try:
            next(iter(()))
        except StopIteration:
            ended += 1
    assert missing == size // 2
    assert bad == sum([1 for i in range(size) if i % 5 in (1, 3)])
    assert signed == sum([i if i % 3 == 0 else -i for i in range(size)])
    assert log[0] == guard.entered == ended == size
    assert guard.swallowed == (size + 3) // 4
