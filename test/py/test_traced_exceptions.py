# Loops that are traced in which exceptions are raised and caught: what programs see of the exceptions is what CPython shows.
import sys
import traceback


class Own(Exception):
    def __init__(self, code):
        self.code = code


class Narrow(Own):
    mark = 5


class Context:
    def __init__(self):
        self.entered = self.swallowed = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            assert isinstance(value, kind) and trace.tb_frame.f_code.co_name == 'contexts'
        if kind is KeyError:
            self.swallowed += 1
            return True


def deep(i):
    x = i + 1
    if i % 3 == 0:
        raise Own(i)
    if i % 1001 == 1000:
        raise ValueError(x)
    return x


def between(i):
    try:
        return deep(i)
    except Own as own:
        kept = own
        if i % 300 == 0:
            raise KeyError(i)
        return -kept.code


def tracebacks(n):
    kept = []
    total = 0
    for i in range(n):
        try:
            total += between(i)
        except KeyError as e:
            if i % 6000 == 0:
                kept.append(e)
        except ValueError as e:
            kept.append(e)
    return total, kept


def shown(e):
    rows = []
    trace = e.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        names = sorted(set(frame.f_locals) - {'kept', 'total', 'e'})
        rows.append((trace.tb_lineno - tracebacks.__code__.co_firstlineno, frame.f_code.co_name, names, frame.f_back.f_code.co_name))
        trace = trace.tb_next
    return rows


total, kept = tracebacks(20000)
assert total == sum([i + 1 if i % 3 else -i for i in range(20000) if i % 300 and (i % 3 == 0 or i % 1001 != 1000)]), total
assert [type(e) for e in kept].count(KeyError) == 4
for e in kept:
    lines = ''.join(traceback.format_exception(e))
    if type(e) is KeyError:
        assert shown(e) == [
            (5, 'tracebacks', ['i', 'n'], '<module>'),
            (-4, 'between', ['i'], 'tracebacks'),
        ], shown(e)
        assert type(e.__context__) is Own and e.__context__.code == e.args[0]
        assert 'During handling of the above exception' in lines and f'KeyError: {e.args[0]}' in lines
    else:
        assert [row[1] for row in shown(e)] == ['tracebacks', 'between', 'deep'], shown(e)
        assert shown(e)[2][2:] == (['i', 'x'], 'between')
        assert e.__context__ is None and f'ValueError: {e.args[0]}' in lines


def contexts(n):
    context = Context()
    fallen = 0
    for i in range(n):
        try:
            with context as same:
                assert same is context
                if i % 4 == 0:
                    raise KeyError(i)
                if i % 5 == 0:
                    raise IndexError
        except IndexError as e:
            assert e.args == ()
            fallen += 1
    return context.entered, context.swallowed, fallen


assert contexts(20000) == (20000, 5000, 3000), contexts(20000)


def handled():
    e = sys.exception()
    return None if e is None else type(e).__name__


def inside(i):
    try:
        raise KeyError(i)
    except KeyError as e:
        return e.__context__


def again(i):
    try:
        if i % 2:
            raise Own(i)
        raise Narrow(i)
    except Narrow:
        raise
    except Own:
        return 1


def left(i):
    try:
        if i % 3 == 0:
            raise Own
        return i
    except TypeError as e:
        assert 'missing 1 required positional argument' in str(e)
        return 0
    finally:
        if i % 5 == 0:
            return -5


def chained(i):
    for j in range(3):
        try:
            if j == i % 4:
                raise ValueError(j) from None
        except (KeyError, ValueError) as e:
            assert (e.__suppress_context__, e.__cause__, e.args) == (True, None, (j,))
            break
    else:
        return 0
    return 1


def nested(n):
    counts = {}
    total = 0
    for i in range(n):
        try:
            try:
                again(i)
            except Narrow as e:
                name = handled()
                counts[name] = counts.get(name, 0) + 1
                assert inside(i) is e
                total += e.mark + e.code
                raise LookupError(i) from e
        except LookupError as e:
            assert type(e.__context__) is Narrow and e.__cause__ is e.__context__ and e.__cause__.code == i
            counts['lookup'] = counts.get('lookup', 0) + 1
        assert handled() is None
        total += left(i) + chained(i)
        try:
            [].pop()
        except IndexError as e:
            total += len(str(e))
        try:
            {}['k']['j']
        except KeyError as e:
            total += len(repr(e))
        numbers = iter([1, 2])
        try:
            while True:
                total += next(numbers)
        except StopIteration as e:
            total += e.value is None
        try:
            total += int('12' if i % 2 else 'x')
        except ValueError as e:
            total += len(e.args[0])
    return total, counts


once, counts = nested(300)
assert counts == {'Narrow': 150, 'lookup': 150}
assert nested(18000)[1] == {'Narrow': 9000, 'lookup': 9000}
assert nested(300) == (once, counts)


def recursive(n):
    if n == 0:
        raise Own(7)
    return recursive(n - 1) + 1


def through_calls(n):
    total = 0
    for i in range(n):
        try:
            try:
                recursive(i & 3)
            finally:
                total += 1
        except Own as e:
            total += e.code
    return total


assert through_calls(20000) == 160000
