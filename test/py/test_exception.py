"""Exceptions: raise, try/except/else/finally, chaining, notes, the hierarchy, sys.exc_info.

ref: compound_stmts#the-try-statement
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


import sys


def flow(how):
    log = []
    try:
        log.append('try')
        if how == 'raise':
            raise ValueError('v')
        if how == 'type':
            raise TypeError
        if how == 'return':
            return log
    except (ValueError, KeyError) as e:
        log.append(type(e).__name__)
    except TypeError:
        log.append('T')
    else:
        log.append('else')
    finally:
        log.append('finally')
    log.append('end')
    return log


assert flow('') == ['try', 'else', 'finally', 'end']
assert flow('raise') == ['try', 'ValueError', 'finally', 'end']
assert flow('type') == ['try', 'T', 'finally', 'end']
assert flow('return') == ['try', 'finally']


def override():
    try:
        return 'try'
    finally:
        return 'finally'


def swallow():
    for _ in range(2):
        try:
            raise ValueError
        finally:
            continue
    return 'ok'


def loop():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append('f%d' % i)
    return out


def nested():
    out = []
    try:
        try:
            1 / 0
        finally:
            out.append('inner')
    except ZeroDivisionError:
        out.append('outer')
        try:
            raise KeyError
        except KeyError:
            out.append('again')
    return out


assert override() == 'finally'
assert swallow() == 'ok'
assert loop() == [0, 'f0', 'f1', 2, 'f2', 'f3']
assert nested() == ['inner', 'outer', 'again']


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


assert value_kept() == 1

# The name is unbound after the handler.
try:
    raise ValueError
except ValueError as gone:
    pass
assert error(lambda: gone) == "NameError: name 'gone' is not defined"

# Chaining
def chain(kind):
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            if kind == 'implicit':
                raise KeyError('k')
            if kind == 'explicit':
                raise KeyError('k') from ValueError('cause')
            if kind == 'none':
                raise KeyError('k') from None
            if kind == 'same':
                raise
            raise e
    except Exception as e:
        return e


i, x, n, s = chain('implicit'), chain('explicit'), chain('none'), chain('same')
assert type(i.__context__) is ZeroDivisionError
assert i.__cause__ is None
assert not i.__suppress_context__
assert str(x.__cause__) == 'cause'
assert type(x.__context__) is ZeroDivisionError
assert x.__suppress_context__
assert n.__cause__ is None
assert n.__suppress_context__
assert type(n.__context__) is ZeroDivisionError
assert type(s) is ZeroDivisionError
assert s.__context__ is None
assert chain('e').__context__ is None
assert error(exec, 'raise ValueError from 5') == 'TypeError: exception causes must derive from BaseException'
assert error(exec, 'raise 5') == 'TypeError: exceptions must derive from BaseException'
assert error(exec, 'raise') == 'RuntimeError: No active exception to reraise'
assert error(exec, 'raise int') == 'TypeError: exceptions must derive from BaseException'
try:
    raise KeyError from ValueError
except KeyError as e:
    assert type(e.__cause__) is ValueError
    assert e.args == ()
e = ValueError()
try:
    try:
        raise e
    except ValueError:
        raise e
except ValueError as again:
    assert again is e
    assert e.__context__ is None
a, b = ValueError('a'), ValueError('b')
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except ValueError:
            raise a
except ValueError:
    assert a.__context__ is b
    assert b.__context__ is None


def in_finally():
    try:
        raise ValueError('first')
    finally:
        raise KeyError('second')


try:
    in_finally()
except KeyError as e:
    assert str(e.__context__) == 'first'

# sys.exc_info and sys.exception
assert sys.exc_info() == (None, None, None)
assert sys.exception() is None
try:
    raise ValueError('info')
except ValueError as e:
    assert sys.exc_info()[0] is ValueError
    assert sys.exc_info()[1] is e
    assert sys.exc_info()[2] is e.__traceback__
    assert sys.exception() is e
    try:
        raise KeyError
    except KeyError:
        assert sys.exc_info()[0] is KeyError
    assert sys.exc_info()[1] is e

    def look():
        return sys.exception()
    assert look() is e
assert sys.exc_info() == (None, None, None)

# Args, str, repr, attributes
assert str(ValueError()) == ''
assert str(ValueError('a')) == 'a'
assert str(ValueError('a', 1)) == "('a', 1)"
assert repr(ValueError('a')) == "ValueError('a')"
assert repr(ValueError()) == 'ValueError()'
assert repr(ValueError('a', 1)) == "ValueError('a', 1)"
assert ValueError(1, 2).args == (1, 2)
assert str(KeyError('k')) == "'k'"
assert str(KeyError('a', 'b')) == "('a', 'b')"
assert str(KeyError()) == ''
e = ValueError('x')
e.args = ['changed']
assert e.args == ('changed',)
assert str(e) == 'changed'
e.extra = 5
assert e.extra == 5
assert e.__dict__ == {'extra': 5}
assert e.__traceback__ is None
assert e.with_traceback(None) is e
s = StopIteration(3)
assert s.value == 3
assert StopIteration().value is None
assert SystemExit(2).code == 2
assert SystemExit().code is None
assert SystemExit(1, 2).code == (1, 2)
o = OSError(2, 'No such file', 'f.txt')
assert type(o) is FileNotFoundError
assert o.errno == 2
assert o.strerror == 'No such file'
assert o.filename == 'f.txt'
assert str(o) == "[Errno 2] No such file: 'f.txt'"
assert o.args == (2, 'No such file')
assert str(OSError(5, 'x')) == '[Errno 5] x'
assert str(OSError('only')) == 'only'
assert IOError is OSError
assert EnvironmentError is OSError
assert type(OSError(13, 'p')) is PermissionError
assert type(OSError(17, '')) is FileExistsError
i = ImportError('msg', name='n', path='p')
assert i.name == 'n'
assert i.path == 'p'
assert i.msg == 'msg'
assert AttributeError('m', name='a', obj=5).obj == 5
assert NameError('m', name='q').name == 'q'
assert error(ValueError, a=1) == 'TypeError: ValueError() takes no keyword arguments'
u = UnicodeDecodeError('utf-8', b'abc\xff', 3, 4, 'why')
assert u.start == 3
assert u.end == 4
assert u.object == b'abc\xff'
assert u.reason == 'why'
assert u.encoding == 'utf-8'
assert str(u) == "'utf-8' codec can't decode byte 0xff in position 3: why"
assert error(UnicodeDecodeError, 1) == 'TypeError: function takes exactly 5 arguments (1 given)'
y = SyntaxError('bad', ('f.py', 3, 5, 'text', 3, 8))
assert (y.msg, y.filename, y.lineno, y.offset, y.text, y.end_lineno, y.end_offset) == (
    ('bad', 'f.py', 3, 5, 'text', 3, 8))
assert str(y) == 'bad (f.py, line 3)'

# Notes
e = ValueError('n')
assert not hasattr(e, '__notes__')
e.add_note('one')
e.add_note('two')
assert e.__notes__ == ['one', 'two']
assert error(e.add_note, 5) == "TypeError: note must be a str, not 'int'"

# Hierarchy
for child, parent in [
    (ZeroDivisionError, ArithmeticError), (OverflowError, ArithmeticError), (KeyError, LookupError),
    (IndexError, LookupError), (UnicodeError, ValueError), (ModuleNotFoundError, ImportError),
    (RecursionError, RuntimeError), (NotImplementedError, RuntimeError), (TabError, IndentationError),
    (IndentationError, SyntaxError), (BrokenPipeError, ConnectionError), (ConnectionError, OSError),
    (KeyboardInterrupt, BaseException), (GeneratorExit, BaseException), (SystemExit, BaseException),
    (Exception, BaseException), (DeprecationWarning, Warning), (Warning, Exception),
    (StopAsyncIteration, Exception), (PythonFinalizationError, RuntimeError),
]:
    assert child.__base__ is parent
assert not issubclass(KeyboardInterrupt, Exception)
assert BaseException.__base__ is object


# Matching handlers
class Mine(Exception):
    def __init__(self, code):
        super().__init__(f'code {code}')
        self.code = code

    def __str__(self):
        return 'mine: ' + super().__str__()


try:
    raise Mine(5)
except (KeyError, Mine) as e:
    assert e.code == 5
    assert str(e) == 'mine: code 5'
    assert repr(e) == "Mine('code 5')"


def match_with(handler):
    try:
        raise ValueError('original')
    except handler:
        return 'matched'


assert match_with((KeyError, ValueError)) == 'matched'
assert error(match_with, KeyError) == 'ValueError: original'
assert error(match_with, 5) == 'TypeError: catching classes that do not inherit from BaseException is not allowed'
assert error(match_with, (5,)).startswith('TypeError: catching classes')
assert error(match_with, ()) == 'ValueError: original'


class RaisesInInit(Exception):
    def __init__(self):
        raise KeyError('init')


assert error(exec, 'raise R', {'R': RaisesInInit}) == "KeyError: 'init'"
assert error(exec, 'raise N', {'N': type('N', (Exception,), {'__new__': lambda cls: 5})}) == (
    "TypeError: calling <class '__main__.N'> should have returned an instance of BaseException, not <class 'int'>")


# Tracebacks: line numbers
def level3():
    raise ValueError('deep')


def level2():
    level3()


try:
    level2()
except ValueError as e:
    lines = []
    tb = e.__traceback__
    while tb:
        lines.append((
            tb.tb_frame.f_code.co_name,
            tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno if tb.tb_frame.f_code.co_name != '<module>' else 0,
        ))
        tb = tb.tb_next
    assert lines == [('<module>', 0), ('level2', 1), ('level3', 1)]


def reraise():
    try:
        level3()
    except ValueError:
        pass
    try:
        level3()
    except ValueError as e:
        raise e


try:
    reraise()
except ValueError as e:
    tb = e.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - level3.__code__.co_firstlineno))
        tb = tb.tb_next
    assert [n for n, _ in names] == ['<module>', 'reraise', 'reraise', 'level3']


# assert
assert error(exec, 'assert 0') == 'AssertionError: '
assert error(exec, "assert 0, 'why'") == 'AssertionError: why'
assert error(exec, 'assert 0, (1, 2)') == 'AssertionError: (1, 2)'
assert error(exec, 'assert 1, 1 / 0') == 'no error'

# with in except, return from nested finally, exception in except clause expression
def clause():
    try:
        raise ValueError('v')
    except undefined_handler:
        pass


try:
    clause()
except NameError as e:
    assert type(e.__context__) is ValueError


def deep_finally(n):
    try:
        if n:
            return deep_finally(n - 1)
        raise KeyError(n)
    finally:
        order.append(n)


order = []
assert error(deep_finally, 3) == 'KeyError: 0'
assert order == [0, 1, 2, 3]
