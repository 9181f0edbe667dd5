import io
import sys
import warnings
import _warnings


def shown(work, *filters):
    """What is printed on standard error, file names left out."""
    before, sys.stderr = sys.stderr, io.StringIO()
    try:
        with warnings.catch_warnings():
            warnings.resetwarnings()
            for f in filters:
                warnings.simplefilter(*f)
            work()
        return sys.stderr.getvalue().replace(__file__, 'FILE')
    finally:
        sys.stderr = before


def warn(*args, **kwargs):
    warnings.warn(*args, **kwargs)


def outer(**kwargs):
    warn('text', RuntimeWarning, **kwargs)


line = outer.__code__.co_firstlineno + 1
inner_line = warn.__code__.co_firstlineno + 1
assert shown(outer, ('always',)).startswith(f'FILE:{inner_line}: RuntimeWarning: text\n')
assert shown(lambda: outer(stacklevel=2), ('always',)) == f"FILE:{line}: RuntimeWarning: text\n  warn('text', RuntimeWarning, **kwargs)\n"
assert shown(outer, ('ignore',)) == ''

# An action of error raises the warning itself; the category decides, or the class of the message.
with warnings.catch_warnings():
    warnings.simplefilter('error', UserWarning)
    for message in 'text', UserWarning('text'):
        try:
            warn(message)
        except UserWarning as e:
            assert str(e) == 'text'
        else:
            assert False

# Once for each place, module or text.
def often():
    for _ in range(3):
        warnings.warn('again', UserWarning)
assert shown(often, ('default',)).count('again') == 2     # the text and the line of source
assert shown(often, ('always',)).count('UserWarning: again') == 3
assert shown(lambda: (often(), often()), ('once',)).count('UserWarning: again') == 1

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    warn('noted', FutureWarning)
    _warnings.warn_explicit('told', UserWarning, 'elsewhere.py', 7)
    int.__bool__(1), compile('1 is 1', 'source.py', 'eval')
assert [(str(w.message), w.category, w.lineno) for w in caught][:2] == [
    ('noted', FutureWarning, inner_line), ('told', UserWarning, 7)]
assert (caught[1].filename, caught[2].filename, caught[2].category, caught[2].lineno) == (
    'elsewhere.py', 'source.py', SyntaxWarning, 1)

for arguments, message in [
    (('text', int), "category must be a Warning subclass, not 'type'"),
    (('text', 3), "category must be a Warning subclass, not 'int'"),
]:
    try:
        warnings.warn(*arguments)
    except TypeError as e:
        assert str(e) == message, e
    else:
        assert False

# A warning of the compiler that is made an error is a SyntaxError.
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        compile('x = 1\nx is 1', 'source.py', 'exec')
    except SyntaxError as e:
        assert (e.filename, e.lineno) == ('source.py', 2)
    else:
        assert False

# Positions of code: one for every two bytes, so that tb_lasti leads to its own.
def divide(a, b):
    return (a +
            a / b)

try:
    divide(1, 0)
except ZeroDivisionError as e:
    tb = e.__traceback__.tb_next
positions = list(tb.tb_frame.f_code.co_positions())[tb.tb_lasti // 2]
first = divide.__code__.co_firstlineno
assert positions == (first + 2, first + 2, 12, 17), positions
assert tb.tb_lineno == first + 2
assert {n for _, _, n in divide.__code__.co_lines() if n} <= {first, first + 1, first + 2}

# The loader that a warning's source line is asked of: __loader__ and __spec__.loader have to agree.
import _warnings
import types
import warnings


def explicit(**globals):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            _warnings.warn_explicit('eggs', UserWarning, 'bar', 1, module_globals={'__name__': 'bar', **globals})
        except (ValueError, AttributeError) as e:
            return f'{type(e).__name__}: {e}'
    return [f'{w.category.__name__}: {w.message}' for w in caught]


eggs = 'UserWarning: eggs'
missing = 'Module globals is missing a __spec__.loader'
assert explicit() == [eggs]
assert explicit(__loader__=None) == [eggs]
assert explicit(__spec__=None) == 'ValueError: ' + missing
assert explicit(__spec__=types.SimpleNamespace()) == 'AttributeError: ' + missing
assert explicit(__loader__=object()) == ['DeprecationWarning: ' + missing, eggs]
assert explicit(__loader__=object(), __spec__=types.SimpleNamespace(loader=object())) == [
    'DeprecationWarning: Module globals; __loader__ != __spec__.loader', eggs]
try:
    _warnings.warn_explicit('a', None, 'f', 1)
except TypeError as e:
    assert str(e) == "'NoneType' object is not callable"
else:
    raise AssertionError

# Filters are kept where the module has none any more; a registry is brought up to date also by what is ignored.
with warnings.catch_warnings():
    warnings.filterwarnings('error', '', Warning, '', 0)
    kept = warnings.filters
    try:
        warnings.warn('error by a filter')
        assert False
    except UserWarning:
        pass
    del warnings.filters
    try:
        warnings.warn('error without filters')
        assert False
    except UserWarning:
        pass
    warnings.filters = kept
with warnings.catch_warnings():
    warnings.resetwarnings()
    warnings.filterwarnings('ignore', category=UserWarning)
    globals().pop('__warningregistry__', None)
    warnings.warn('ignored', UserWarning)
    assert list(__warningregistry__) == ['version']
