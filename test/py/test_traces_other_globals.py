"""Functions of the same code with other globals, in traced loops."""

import types

ROUNDS = 3000
NAME = 'here'


def name():
    return NAME


async def awaited():
    return NAME


def given():
    yield NAME


def calls(f):
    found = set()
    for _ in range(ROUNDS):
        found.add(f())
    return found


def nexts(f):
    found = set()
    for _ in range(ROUNDS):
        for x in f():
            found.add(x)
    return found


async def awaits(f):
    found = set()
    for _ in range(ROUNDS):
        found.add(await f())
    return found


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as e:
        return e.value


def makes(prefix):
    def inner(x):
        return prefix + NAME + x
    return inner


def in_turn(fs):
    out = []
    for i in range(ROUNDS):
        out.append(fs[i % len(fs)]())
    return out


others = {'NAME': 'there'}
other_name, other_awaited, other_given, other_makes = (
    types.FunctionType(f.__code__, others) for f in (name, awaited, given, makes))

for _ in range(3):
    assert calls(name) == {'here'}
    assert calls(other_name) == {'there'}
    assert nexts(given) == {'here'}
    assert nexts(other_given) == {'there'}
    assert drive(awaits(awaited)) == {'here'}
    assert drive(awaits(other_awaited)) == {'there'}
    for make, where in (makes, 'here'), (other_makes, 'there'):
        inner = make('<')
        assert calls(lambda: inner('>')) == {f'<{where}>'}
        assert calls(lambda: make('(')(')')) == {f'({where})'}
    assert in_turn([name, other_name, name]) == ['here', 'there', 'here'] * (ROUNDS // 3)

# What a program executes again makes functions with the same code.

source = compile('''
def add(x):
    return x + STEP
def total(n):
    t = 0
    for _ in range(n):
        t = add(t)
    return t
''', 'steps', 'exec')
namespaces = [{'STEP': step} for step in (1, 2, 3)]
for namespace in namespaces:
    exec(source, namespace)


def apply(f):
    t = 0
    for _ in range(ROUNDS):
        t = f(t)
    return t


for _ in range(3):
    for namespace in namespaces:
        assert apply(namespace['add']) == ROUNDS * namespace['STEP']
        assert namespace['total'](ROUNDS) == ROUNDS * namespace['STEP']
