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


def wide():
    名前 = 'あ'; return 名前 + 1


def emoji():
    return '\U0001f600' + len('😀😀') + 1 / 0


def combining():
    return 'é́' * 'x'


def tab():
	x = 'tabs'	;	return x + 1


def long_line():
    return 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' + 1 + 'bbbbbbbbbbbbbbbbbbbbb'


for function in (wide, emoji, combining, tab, long_line):
    show(function)
