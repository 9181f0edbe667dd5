"""Objects that lead back to themselves in hot loops: exceptions whose tracebacks show the frame that holds them, nodes with parents; answers of CPython 3.13."""

import sys


class Problem(Exception):
    pass


def dig(depth, code):
    if depth == 0:
        raise Problem(code)
    dig(depth - 1, code)


def wrapped(code, seen):
    """The variable of the first handler is in the frame that both tracebacks show."""
    try:
        try:
            dig(2, code)
        except Problem as problem:
            note = code * 2
            if code in seen:
                raise RuntimeError('wrapped', note) from problem
            raise KeyError(note)
    except RuntimeError as error:
        return error.__cause__.args[0] + error.args[1]
    except KeyError as error:
        return -error.__context__.args[0]


def caught(code, keep):
    """The frame goes on with what it has caught; sometimes somebody looks."""
    first = second = None
    try:
        dig(1, code)
    except Problem as e:
        first = e
    try:
        raise LookupError(code)
    except LookupError as e:
        second = e
    if code in keep:
        keep[code] = (first, second)
    return first.args[0] - second.args[0]


class Node:
    def __init__(self, value, parent):
        self.value = value
        self.parent = parent
        self.child = None


def family(n, keep):
    """Parent and child know each other; most are forgotten at once."""
    total = 0
    for i in range(n):
        parent = Node(i, None)
        child = Node(i + 1, parent)
        parent.child = child
        if i % 3 == 0:
            child.parent.child.child = parent
        total += parent.child.value + child.parent.value
        if child.child is parent:
            total += child.child.child.parent.value
        if i in keep:
            keep[i] = child
    return total


def ring(n, keep):
    """Goes round in the loop."""
    node = Node(0, None)
    node.child = node
    for i in range(n):
        new = Node(i, node)
        new.child = new
        node.child = new
        node.parent = new
        if i in keep:
            keep[i] = node
        node = new
    return node.parent.value, node.child is node


def locals_of(traceback, name):
    out = []
    while traceback is not None:
        if traceback.tb_frame.f_code.co_name == name:
            out.append(traceback.tb_frame)
        traceback = traceback.tb_next
    return out


for rounds in range(3):
    seen = {n for n in range(3000) if n % 5 == 0}
    assert sum([wrapped(n, seen) for n in range(3000)]) == -904500

    keep = {n: None for n in (3, 500, 999, 1999)}
    assert sum([caught(n, keep) for n in range(2000)]) == 0
    for code, (first, second) in keep.items():
        assert first.args == second.args == (code,)
        one, other = locals_of(first.__traceback__, 'caught'), locals_of(second.__traceback__, 'caught')
        assert len(one) == len(other) == 1 and one[0] is other[0]
        assert one[0].f_locals['code'] == code and one[0].f_locals['first'] is first
        assert [f.f_locals['depth'] for f in locals_of(first.__traceback__, 'dig')] == [1, 0]
        assert second.__context__ is None and first.__context__ is None

    nodes = {n: None for n in (0, 7, 1500, 2998)}
    assert family(3000, nodes) == 10498500, family(3000, nodes)
    for i, child in nodes.items():
        assert (child.value, child.parent.value, child.parent.child) == (i + 1, i, child)
        assert child.child is (child.parent if i % 3 == 0 else None)

    nodes = {n: None for n in (0, 900, 2999)}
    assert ring(3000, nodes) == (2998, True)
    for i, node in nodes.items():
        assert node.child is node.parent and node.child.value == i
        assert node.child.parent is (node if i == 2999 else node.child.child)


def raising(n):
    """What leaves the loop is held by the frame that its traceback shows."""
    kept = None
    for i in range(n):
        try:
            dig(1, i)
        except Problem as e:
            kept = e
            if i == n - 1:
                raise
    return kept


for n in (50, 4000, 4001):
    try:
        raising(n)
    except Problem as e:
        frame = locals_of(e.__traceback__, 'raising')[0]
        assert e.args == (n - 1,) and frame.f_locals['i'] == n - 1
    else:
        raise AssertionError
