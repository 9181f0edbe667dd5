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


def noted(*notes):
    error = ValueError('with notes')
    for note in notes:
        error.add_note(note)
    raise error


def odd(value):
    error = ValueError('odd notes')
    error.__notes__ = value
    raise error


class BadNote:
    def __repr__(self):
        return 'BadNote()'

    def __str__(self):
        raise RuntimeError


class BadRepr:
    def __repr__(self):
        raise RuntimeError


show(noted, 'one')
show(noted, 'first', 'second\nthird', '')
show(odd, 'a string')
show(odd, 5)
show(odd, [1, None, 'text'])
show(odd, [BadNote()])
show(odd, BadRepr())


def chained():
    try:
        noted('on the cause')
    except ValueError as e:
        error = KeyError('k')
        error.add_note('on the effect')
        raise error from e


show(chained)
