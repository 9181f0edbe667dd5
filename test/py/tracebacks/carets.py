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


class Thing:
    def __init__(self):
        self.child = None

    def method(self, *args, **kwargs):
        raise ValueError('called')

    def __getitem__(self, key):
        raise KeyError(key)


thing = Thing()
data = {'a': {'b': None}}
numbers = [1, 2, 3]

show(lambda: 1 + 2 / 0 * 3)
show(lambda: data['a']['b']['c']['d'])
show(lambda: thing.child.child.child)
show(lambda: thing.method(1, 2, key='word').more)
show(lambda: thing[1])
show(lambda: numbers[0] + numbers[10])
show(lambda: (1 + 2) * (3 + 'a'))
show(lambda: -'text')
show(lambda: not undefined_one)
show(lambda: 1 < 'a' < 2)
show(lambda: 'a' in 5)
show(lambda: [x / 0 for x in numbers])
show(lambda: {k: v for k, v in numbers})
show(lambda: f'{1 + 1} and {undefined_two} and {3}')
show(lambda: int('12', base=99))
show(lambda: thing.method(
    1,
    2))
show(lambda: len(5))
show(lambda: thing())
show(lambda: numbers.missing())
show(lambda: sorted(numbers, key=lambda x: x.nope))
show(lambda: (yes := 1 / 0))
show(lambda: 5 if thing.child.x else 6)
show(lambda: numbers[1:'a'])
show(lambda: print(1, *5))
show(lambda: print(1, **5))


def statements(which):
    a, b = 1, 'b'
    if which == 0:
        a += b
    elif which == 1:
        del numbers[99]
    elif which == 2:
        numbers[99] = a
    elif which == 3:
        thing.child.x = 5
    elif which == 4:
        x, y = numbers
    elif which == 5:
        raise ValueError('raised', a) from None
    elif which == 6:
        assert a == b, 'not equal'
    elif which == 7:
        for q in a: pass
    elif which == 8:
        with a: pass
    elif which == 9:
        import no_such_module_here
    elif which == 10:
        from sys import no_such_name_here
    elif which == 11:
        return (a
                + b)
    elif which == 12:
        @undefined_decorator
        def inner(): pass
    elif which == 13:
        class Inner(undefined_base): pass
    elif which == 14:
        def inner(x=undefined_default): pass
    elif which == 15:
        global numbers_missing; numbers_missing
    elif which == 16:
        x = 1; y = x / 0; z = 3
    elif which == 17:
        if a and b.upper().lower().nothing(): pass
    elif which == 18:
        numbers[0], numbers[1 / 0] = 1, 2
    elif which == 19:
        a @ b
    elif which == 20:
        assert a == b


for which in range(21):
    show(statements, which)
