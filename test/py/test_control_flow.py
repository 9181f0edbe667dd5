"""Statements that move control: if, while, for, break, continue, return, try inside loops, conditional expressions.

ref: compound_stmts
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def grade(n):
    if n > 8:
        return 'high'
    elif n > 5:
        if n == 7:
            return 'seven'
    elif n < 0:
        return 'negative'
    else:
        return 'low'
    return 'middle'


assert [grade(n) for n in (9, 7, 6, 3, -1)] == ['high', 'seven', 'middle', 'low', 'negative']


def find(matrix, wanted):
    for y, row in enumerate(matrix):
        for x, value in enumerate(row):
            if value == wanted:
                break
        else:
            continue
        break
    else:
        return None
    return x, y


assert find([[1, 2], [3, 4]], 3) == (0, 1)
assert find([[1, 2]], 9) is None
assert find([], 1) is None


def collatz(n):
    steps = 0
    while True:
        if n == 1:
            break
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


assert collatz(27) == 111
assert collatz(1) == 0


def loops_with_try(items):
    log = []
    for item in items:
        try:
            if item == 'break':
                break
            if item == 'continue':
                continue
            if item == 'return':
                return log
            if item == 'raise':
                raise ValueError(item)
            log.append(item)
        except ValueError as e:
            log.append('caught')
            if e.args[0] == 'never':
                break
        else:
            log.append('else')
        finally:
            log.append('finally')
    else:
        log.append('loop else')
    return log


assert loops_with_try(['a']) == ['a', 'else', 'finally', 'loop else']
assert loops_with_try(['break', 'b']) == ['finally']
assert loops_with_try(['continue', 'b']) == ['finally', 'b', 'else', 'finally', 'loop else']
assert loops_with_try(['a', 'return']) == ['a', 'else', 'finally', 'finally']
assert loops_with_try(['raise', 'c']) == ['caught', 'finally', 'c', 'else', 'finally', 'loop else']


def return_in_finally(kind):
    while True:
        try:
            if kind == 'raise':
                raise KeyError
            if kind == 'return':
                return 'try'
            break
        finally:
            if kind != 'break':
                return 'finally'
    return 'after'


assert return_in_finally('raise') == 'finally'
assert return_in_finally('return') == 'finally'
assert return_in_finally('break') == 'after'


def break_in_finally():
    for i in range(3):
        try:
            raise ValueError
        finally:
            break
    return i


def continue_in_finally():
    n = 0
    for i in range(3):
        try:
            1 / 0
        finally:
            n += 1
            continue
    return n


def nested_finally():
    log = []
    try:
        try:
            try:
                log.append(1)
                return log
            finally:
                log.append(2)
        finally:
            log.append(3)
    finally:
        log.append(4)


def handler_returns():
    for i in range(3):
        try:
            [][i]
        except IndexError:
            if i == 1:
                return 'returned at %d' % i
            continue


def finally_changes_nothing():
    x = []
    try:
        return x
    finally:
        x.append(1)
        x = None


def deep_break():
    out = []
    for a in range(3):
        with_log = []
        while True:
            try:
                for b in 'xyz':
                    try:
                        if b == 'y':
                            break
                        with_log.append(b)
                    finally:
                        with_log.append('f')
                break
            finally:
                out.append(''.join(with_log))
    return out


assert break_in_finally() == 0
assert continue_in_finally() == 3
assert nested_finally() == [1, 2, 3, 4]
assert handler_returns() == 'returned at 1'
assert finally_changes_nothing() == [1]
assert deep_break() == ['xff'] * 3


# Conditions
def chained(x):
    return 'a' if x < 0 else 'b' if x == 0 else 'c'


assert [chained(x) for x in (-1, 0, 1)] == ['a', 'b', 'c']
assert (1 and 2 or 3) == 2
assert (0 and 2 or 3) == 3
assert (not 1 or 2) == 2
assert (None or [] or 0) == 0


def short_circuit():
    log = []

    def t(n):
        log.append(n)
        return True

    def f(n):
        log.append(n)
        return False
    if t(1) and f(2) and t(3) or t(4) and not f(5):
        log.append('then')
    while f(6) or (t(7) and f(8)):
        pass
    x = f(9) if t(10) else t(11)
    assert not (f(12) and t(13))
    return log


assert short_circuit() == [1, 2, 4, 5, 'then', 6, 7, 8, 10, 9, 12]


def pass_only():
    pass


def unreachable():
    return 1
    x = 2


def only_docstring():
    'doc'


def ellipsis(): ...


assert pass_only() is None
assert unreachable() == 1
assert only_docstring() is None
assert ellipsis() is None
n = 0
while n < 10:
    n += 1
    if n % 2:
        continue
    if n == 8:
        break
assert n == 8
total = 0
for i in range(10):
    for j in range(10):
        if j > i:
            break
        if (i + j) % 2:
            continue
        total += i * j
assert total == sum(i * j for i in range(10) for j in range(i + 1) if (i + j) % 2 == 0)
count = 0
for i in range(100000):
    count += i & 1
assert count == 50000


def long_if(n):
    if n == 0: return 'zero'
    if n == 1: return 'one'
    if n == 2: return 'two'
    if n is None: return 'none'
    if not n: return 'falsy'
    if n is not True and n != 'x' and n not in (5, 6): return 'other'
    return 'rest'


assert [long_if(x) for x in (0, 1, 2, None, '', 7, 5, 'x')] == (
    ['zero', 'one', 'two', 'none', 'falsy', 'other', 'rest', 'rest'])
for source, message in (
    ('break', "'break' outside loop"), ('continue', "'continue' not properly in loop"),
    ('return', "'return' outside function"), ('if 1: break', "'break' outside loop"),
    ('def f():\n  break', "'break' outside loop"), ('class A:\n  return', "'return' outside function"),
    ('for x in y:\n  def f():\n    continue', "'continue' not properly in loop"),
    ('yield', "'yield' outside function"), ('class A:\n  yield', "'yield' outside function"),
    ('while 1:\n  class A:\n    break', "'break' outside loop"),
):
    try:
        compile(source, '', 'exec')
    except SyntaxError as e:
        assert e.msg == message, (source, e.msg)
    else:
        assert False, source
