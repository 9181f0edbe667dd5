"""Closures: counters with `nonlocal`, composed and curried functions, memoising decorators, parser combinators.

Function objects made and called all the time, cells read and written, `*args` passed on.
"""

SIZE = 60000        # rounds
QUICK = 50


def counter(start, step):
    value = start

    def tick():
        nonlocal value
        value += step
        return value

    def reset():
        nonlocal value
        value = start

    return tick, reset


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x
    return composed


def curry(function, arity):
    def collect(*got):
        if len(got) == arity:
            return function(*got)
        return lambda x: collect(*(got + (x,)))
    return collect


def memoise(function):
    known = {}

    def remembered(*args):
        if args not in known:
            known[args] = function(*args)
        return known[args]
    remembered.known = known
    return remembered


# Parsers: functions from (text, position) to (value, position), or to None.

def char(accepted):
    def parse(text, at):
        if at < len(text) and text[at] in accepted:
            return text[at], at + 1
        return None
    return parse


def many(parser):
    def parse(text, at):
        values = []
        while True:
            result = parser(text, at)
            if result is None:
                return values, at
            value, at = result
            values.append(value)
    return parse


def mapped(parser, function):
    def parse(text, at):
        result = parser(text, at)
        return None if result is None else (function(result[0]), result[1])
    return parse


def sequence(*parsers):
    def parse(text, at):
        values = []
        for parser in parsers:
            result = parser(text, at)
            if result is None:
                return None
            value, at = result
            values.append(value)
        return values, at
    return parse


def either(*parsers):
    def parse(text, at):
        for parser in parsers:
            result = parser(text, at)
            if result is not None:
                return result
        return None
    return parse


def calculator():
    """sums and products of numbers and parentheses"""
    def fold(parts):
        value, rest = parts
        for operator, operand in rest:
            if operator == '+':
                value += operand
            elif operator == '-':
                value -= operand
            else:
                value *= operand
        return value

    digits = char('0123456789')
    number = mapped(sequence(digits, many(digits)), lambda parts: int(parts[0] + ''.join(parts[1])))
    group = mapped(sequence(char('('), lambda text, at: total(text, at), char(')')), lambda parts: parts[1])
    atom = either(number, group)
    product = mapped(sequence(atom, many(sequence(char('*'), atom))), fold)
    total = mapped(sequence(product, many(sequence(char('+-'), product))), fold)
    return total


def run(size):
    tick, reset = counter(10, 3)
    for _ in range(size):
        tick()
    assert tick() == 10 + 3 * (size + 1)
    reset()
    assert tick() == 13

    chain = compose(*[lambda x, k=k: x + k for k in range(10)])
    volume = curry(lambda a, b, c: a * b * c, 3)
    total = 0
    for i in range(size):
        total += chain(i) + volume(i)(2)(3)
    assert total == sum([i + 45 + 6 * i for i in range(size)])

    @memoise
    def paths(x, y):
        return 1 if x == 0 or y == 0 else paths(x - 1, y) + paths(x, y - 1)

    assert paths(40, 40) == 107507208733336176461620
    assert len(paths.known) == 41 * 41 - 1

    parse = calculator()
    for i in range(size // 10):
        assert parse('2*(3+4)*5-(6+%d)*2+10-3*3' % i, 0)[0] == 2 * 7 * 5 - (6 + i) * 2 + 10 - 9
