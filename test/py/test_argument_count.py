"""How many arguments: the messages of built-in functions that take keywords."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


assert (err(int, 1, 2, 3), err(int, 1, 2, base=3), err(int, '1', 2, 3, x=4), err(int, x=1, y=2, z=3)) == ('TypeError: int expected at most 2 arguments, got 3', 'TypeError: int() takes at most 2 arguments (3 given)', 'TypeError: int() takes at most 2 arguments (4 given)', 'TypeError: int() takes at most 2 keyword arguments (3 given)')
assert (err('a'.split, 'b', 1, 2), err('a'.split, 'b', 1, maxsplit=2), err('a'.split, sep='b', maxsplit=1, x=2), err('a'.encode, 1, 2, errors=3)) == ('TypeError: split() takes at most 2 arguments (3 given)', 'TypeError: split() takes at most 2 arguments (3 given)', 'TypeError: split() takes at most 2 keyword arguments (3 given)', 'TypeError: encode() takes at most 2 arguments (3 given)')
assert (err(sorted, [1], key=None, reverse=False, x=1), err([].sort, x=1, key=None, reverse=1), err(sum, [1], start=1, x=2), err(sum, [1], 2, start=1)) == ('TypeError: sort() takes at most 2 keyword arguments (3 given)', 'TypeError: sort() takes at most 2 keyword arguments (3 given)', 'TypeError: sum() takes at most 2 arguments (3 given)', 'TypeError: sum() takes at most 2 arguments (3 given)')
assert (err(bytes, 1, 2, 3, 4), err(bytes, 'a', 'b', errors='c', x=1), err(bool, 1, 2), err(float, 1, 2), err(round, 1, 2, ndigits=3)) == ('TypeError: bytes() takes at most 3 arguments (4 given)', 'TypeError: bytes() takes at most 3 arguments (4 given)', 'TypeError: bool expected at most 1 argument, got 2', 'TypeError: float expected at most 1 argument, got 2', 'TypeError: round() takes at most 2 arguments (3 given)')
