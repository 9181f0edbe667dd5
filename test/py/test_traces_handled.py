"""What is handled while a traced loop goes on that began its rounds inside a handler."""

import sys


class Mine(Exception):
    pass


ROUNDS = 1500


def inner_loop(rounds):
    out = []
    for i in range(rounds):
        try:
            raise Mine(i)
        except Mine as e:
            for j in range(30):
                out.append(j)
            out.append(sys.exc_info()[1] is e)
            out.append(e.__context__)
        out.append(sys.exc_info()[1])
        try:
            int('x')
        except ValueError as v:
            out.append(v.__context__)
    return out


def inside(rounds):
    try:
        raise KeyError(rounds)
    except KeyError as e:
        return e, inner_loop(rounds)


for _ in range(3):
    out = inner_loop(ROUNDS)
    assert out[30::34] == [True] * ROUNDS
    assert out[31::34] == out[32::34] == out[33::34] == [None] * ROUNDS
    e, out = inside(ROUNDS)
    assert out[30::34] == [True] * ROUNDS
    assert out[31::34] == out[32::34] == out[33::34] == [e] * ROUNDS


# Handlers inside of handlers, and what is raised there leaves the function.

def nested(n):
    try:
        raise Mine(n)
    except Mine as outer:
        for i in range(40):
            try:
                raise KeyError(i)
            except KeyError as e:
                assert e.__context__ is outer
                for _ in range(3):
                    assert sys.exc_info()[1] is e
            assert sys.exc_info()[1] is outer
        raise


def leaves(rounds):
    for i in range(rounds):
        try:
            nested(i)
        except Mine as e:
            for _ in range(3):
                pass
            assert sys.exc_info()[1] is e and e.args == (i,) and e.__context__ is None
        assert sys.exc_info()[1] is None


leaves(400)


# In a module, whose loops run in its frame.
seen = []
for i in range(ROUNDS):
    try:
        raise Mine(i)
    except Mine as e:
        for j in range(20):
            seen.append(j)
        seen.append(sys.exc_info()[1] is e)
    seen.append(sys.exc_info()[1])
    try:
        {}[i]
    except KeyError as e:
        seen.append(e.__context__)
assert seen[20::23] == [True] * ROUNDS
assert seen[21::23] == seen[22::23] == [None] * ROUNDS


# A generator's own, resumed by a loop in a handler.

def gives(rounds):
    for i in range(rounds):
        try:
            raise Mine(i)
        except Mine as e:
            for j in range(10):
                assert sys.exc_info()[1] is e
        yield sys.exc_info()[1]


def takes(rounds):
    assert list(gives(rounds)) == [None] * rounds
    try:
        raise KeyError
    except KeyError as e:
        for x in gives(rounds):
            assert x is e
        assert sys.exc_info()[1] is e
    assert sys.exc_info()[1] is None


takes(ROUNDS)


# Several that are raised in one round, inside a handler of the caller's and outside.

def some(i, seen):
    try:
        {}[i]
    except KeyError as e:
        seen.append(e.__context__)
    try:
        int('x')
    except ValueError as e:
        seen.append(e.__context__)
        try:
            next(iter(()))
        except StopIteration as inner:
            seen.append(inner.__context__ is e)
    try:
        raise Mine(i)
    except Mine as e:
        seen.append(e.__context__)
    seen.append(sys.exc_info()[1])


def several(rounds):
    seen = []
    for i in range(rounds):
        some(i, seen)
    return seen


def from_handler(rounds):
    try:
        raise KeyError(rounds)
    except KeyError as e:
        return e, several(rounds)


for _ in range(3):
    assert several(ROUNDS) == [None, None, True, None, None] * ROUNDS
    e, seen = from_handler(ROUNDS)
    assert seen == [e, e, True, e, e] * ROUNDS
