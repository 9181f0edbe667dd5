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


def add(a, b):
    return a + b


def call():
    return add(
        1,
        add(
            'a',
            2,
        ),
    )


def expression():
    value = (1 +
             2 +
             None +
             4)
    return value


def chain():
    return (
        'text'
        .upper()
        .lower()
        .missing()
    )


def dictionary():
    return {
        'a': 1,
        'b': 1 / 0,
        'c': 3,
    }


def long_call():
    return add(
        [1,
         2,
         3],
        '''several
        lines
        of text'''
    )


def subscript():
    return {}[
        'a'
        'b'
    ]


def comparison():
    return (1
            <
            'a')


for function in (call, expression, chain, dictionary, long_call, subscript, comparison):
    show(function)
