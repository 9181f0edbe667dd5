import sys


def show(function, *args):
    """Prints what an uncaught exception would print."""
    try:
        function(*args)
    except BaseException:
        sys.__excepthook__(*sys.exc_info())
    else:
        print("no exception", file=sys.stderr)
    print("-" * 20, file=sys.stderr)


sys.setrecursionlimit(100)


def forever(n):
    return forever(n + 1)


def ping(n):
    return pong(n)


def pong(n):
    return ping(n)


def countdown(n):
    if n == 0:
        raise ValueError('bottom')
    countdown(n - 1)


def two_lines(n):
    if n == 0:
        raise ValueError('bottom')
    if n % 2:
        two_lines(n - 1)
    else:
        two_lines(n - 1)


def then(n):
    if n == 0:
        return leaf(5)
    then(n - 1)


def leaf(n):
    if n == 0:
        raise KeyError('leaf')
    leaf(n - 1)


show(forever, 0)
show(ping, 0)
show(countdown, 2)
show(countdown, 3)
show(countdown, 4)
show(countdown, 50)
show(two_lines, 8)
show(then, 6)
