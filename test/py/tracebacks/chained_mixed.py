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


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('hidden context') from None


def in_finally():
    try:
        raise ValueError('first')
    finally:
        undefined_in_finally


def cause_without_raise():
    raise ValueError('effect') from TypeError('never raised')


def both():
    try:
        raise ValueError('context')
    except ValueError:
        raise KeyError('effect') from OSError('cause')


def loop():
    a, b = ValueError('a'), ValueError('b')
    a.__cause__ = b
    b.__cause__ = a
    raise a


def reraise():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise


def raise_same():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise e


def from_handler_in_function():
    def clean():
        raise OSError('while cleaning')
    try:
        {}['k']
    except KeyError:
        clean()


for function in (suppressed, in_finally, cause_without_raise, both, loop, reraise, raise_same, from_handler_in_function):
    show(function)
