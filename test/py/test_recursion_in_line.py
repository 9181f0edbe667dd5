"""Functions that call themselves once, from hot loops: traces unroll them some levels down."""
import sys
import traceback


class Bottom(Exception):
    pass


def dig(depth, code):
    if depth == 0:
        raise Bottom(code)
    return dig(depth - 1, code) + 1


def depths(n):
    return 0 if n == 0 else 1 + depths(n - 1)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def both(n):
    return 1 if n < 2 else both(n - 1) + both(n - 2)


def search(node, key):
    if node is None:
        return False
    if node[0] == key:
        return True
    return search(node[1], key) if key < node[0] else search(node[2], key)


def insert(node, key):
    if node is None:
        return key, None, None
    here, left, right = node
    return (here, insert(left, key), right) if key < here else (here, left, insert(right, key))


def cleaned(n, log):
    try:
        if n == 0:
            raise Bottom(n)
        cleaned(n - 1, log)
    finally:
        log.append(n)


def run(rounds):
    tree = None
    for key in (50, 25, 75, 12, 37, 62, 87, 6, 18, 31, 43):
        tree = insert(tree, key)
    found = total = evens = 0
    for i in range(rounds):
        depth = i % 5
        try:
            dig(depth, i)
        except Bottom as e:
            assert e.args == (i,)
            if i % 500 == 0:
                frames = traceback.extract_tb(e.__traceback__)
                assert [f.name for f in frames] == ['run'] + ['dig'] * (depth + 1), frames
                assert frames[-1].lineno == dig.__code__.co_firstlineno + 2
                assert {f.lineno for f in frames[1:-1]} <= {dig.__code__.co_firstlineno + 3}
        total += depths(i % 11)
        evens += even(i % 7)
        assert both(i % 6) == (1, 1, 2, 3, 5, 8)[i % 6]
        found += search(tree, i % 100)
        log = []
        try:
            cleaned(i % 4, log)
        except Bottom:
            log.append(-1)
        assert log == [*range(i % 4 + 1), -1]
    return found, total, evens


assert run(2200) == (242, 11000, 1257), run(2200)

# Somewhere down a limit is met.
limit = sys.getrecursionlimit()
for _ in range(5):
    for i in range(500):
        depths(4)
    try:
        depths(limit + 10)
    except RecursionError:
        pass
    else:
        assert False
