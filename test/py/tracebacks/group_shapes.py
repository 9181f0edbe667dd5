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


def many():
    raise ExceptionGroup('many', [ValueError(i) for i in range(20)])


def deep():
    group = ValueError('bottom')
    for i in range(13):
        group = ExceptionGroup(f'level {i}', [group])
    raise group


def chained_group():
    try:
        raise ExceptionGroup('first', [ValueError('v')])
    except ExceptionGroup as e:
        raise ExceptionGroup('second', [KeyError('k'), TypeError('t')]) from e


def member_with_cause():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise ValueError('member') from e
    except ValueError as member:
        raise ExceptionGroup('group', [member, OSError('plain')])


def partly_handled():
    try:
        raise ExceptionGroup('mixed', [ValueError('v'), TypeError('t'), KeyError('k')])
    except* ValueError:
        pass
    except* TypeError as e:
        raise RuntimeError('new')


def base():
    raise BaseExceptionGroup('base', [KeyboardInterrupt(), ValueError('multi\nline\nmessage')])


def naked():
    try:
        raise ValueError('naked')
    except* ValueError:
        raise KeyError('from naked')


def single():
    raise ExceptionGroup('', [ExceptionGroup('only', [ValueError()])])


for function in (many, deep, chained_group, member_with_cause, partly_handled, base, naked, single):
    show(function)
