"""Subscripts that fail in functions that run often: what is raised, its context and its traceback are those of rare ones."""


def get(d, key):
    return d[key]


def tried(d, key):
    try:
        value = d[key]
    except (KeyError, TypeError, IndexError) as e:
        return e
    return value


def through(d, key):
    try:
        return get(d, key)
    except LookupError as e:
        return e


def in_handler(d, key):
    try:
        raise ValueError('first')
    except ValueError:
        try:
            return d[key]
        except KeyError as e:
            return e


def lines(e):
    out = []
    tb = e.__traceback__
    while tb is not None:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    return out


class Missing(dict):
    def __missing__(self, key):
        return 'missing'


for i in range(3000):
    e = tried({1: 2}, 'x')
    assert type(e) is KeyError and e.args == ('x',) and e.__context__ is None
    assert lines(e) == [('tried', 2)]
    e = tried(5, 'x')
    assert type(e) is TypeError and e.args == ("'int' object is not subscriptable",)
    e = tried([1], 3)
    assert type(e) is IndexError and e.args == ('list index out of range',)
    e = tried({}, [])
    assert type(e) is TypeError and e.args == ("unhashable type: 'list'",)
    e = through({}, i)
    assert lines(e) == [('through', 2), ('get', 1)]
    e = in_handler({}, i)
    assert type(e.__context__) is ValueError and lines(e) == [('in_handler', 5)]
    assert tried({'a': i}, 'a') == i
    assert tried(Missing(), 'a') == 'missing'
    assert tried(list, int) == list[int]

total = 0
table = {n: n for n in range(0, 100, 2)}
for i in range(5000):
    try:
        total += table[i % 100]
    except KeyError as error:
        assert error.args[0] == i % 100
        total += 1
assert total == 5000 // 100 * sum(table) + 2500
