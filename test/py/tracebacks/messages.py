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


class Empty(Exception):
    pass


class BadStr(Exception):
    def __str__(self):
        raise RuntimeError('no text')


class NotStr(Exception):
    def __str__(self):
        return 5


class Outer:
    class Inner(Exception):
        pass


def local():
    class Local(Exception):
        pass
    raise Local('from a function')


def throw(e):
    raise e


class Elsewhere(Exception):
    pass


Elsewhere.__module__ = 'some.module'


class Builtin(Exception):
    pass


Builtin.__module__ = 'builtins'

show(throw, Empty)
show(throw, Empty(''))
show(throw, Empty(None))
show(throw, Empty('a', 1))
show(throw, ValueError('several\nlines\n\nof text'))
show(throw, BadStr())
show(throw, NotStr())
show(throw, Outer.Inner('inner'))
show(local)
show(throw, Elsewhere('elsewhere'))
show(throw, Builtin('builtin'))
show(throw, KeyError('key'))
show(throw, KeyError('a', 'b'))
show(throw, KeyError())
show(throw, ValueError('é 中 \U0001f600 \ud800'))
show(throw, OSError(2, 'No such file or directory', 'name'))
show(throw, OSError(2, 'No such file or directory', 'from', None, 'to'))
show(throw, OSError('only text'))
show(throw, UnicodeDecodeError('utf-8', b'\xff', 0, 1, 'invalid start byte'))
show(throw, AssertionError)
show(throw, AssertionError('text'))
show(throw, StopIteration(5))
show(throw, SyntaxError('plain'))
show(throw, SyntaxError('full', ('file.py', 3, 5, '    x = = 1\n', 3, 8)))
show(throw, SyntaxError('no text', ('file.py', 3, 5, None)))
show(throw, SyntaxError('no line', ('file.py', None, None, None)))
show(throw, SyntaxError('far', ('file.py', 1, 50, 'short')))
show(throw, IndentationError('indent', ('file.py', 1, 3, '  x\n')))
show(throw, ImportError('import', name='n', path='p'))
show(throw, SystemError)
show(throw, KeyboardInterrupt)
show(throw, GeneratorExit)
show(throw, 5)
show(throw, int)
