"""Exception groups and except*.

ref: compound_stmts#except-clause, PEP 654
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def catch(group, *kinds):
    """Which parts two except* clauses get, and what is left."""
    got = []
    try:
        try:
            raise group
        except* ValueError as e:
            got.append(('V', flat(e)))
        except* (TypeError, KeyError) as e:
            got.append(('T', flat(e)))
    except BaseException as left:
        got.append(('left', flat(left)))
    return got


def flat(e):
    return [flat(x) for x in e.exceptions] if isinstance(e, BaseExceptionGroup) else type(e).__name__


V, T, K, O = ValueError('v'), TypeError('t'), KeyError('k'), OSError('o')
g = ExceptionGroup('msg', [V, T])
assert g.message == 'msg'
assert g.exceptions == (V, T)
assert str(g) == 'msg (2 sub-exceptions)'
assert repr(g) == "ExceptionGroup('msg', [ValueError('v'), TypeError('t')])"
assert str(ExceptionGroup('m', [V])) == 'm (1 sub-exception)'
assert g.args == ('msg', [V, T])
assert ExceptionGroup.__mro__[1:3] == (BaseExceptionGroup, Exception)
assert error(ExceptionGroup, 'm', []) == 'ValueError: second argument (exceptions) must be a non-empty sequence'
assert error(ExceptionGroup, 'm', [1]) == 'ValueError: Item 0 of second argument (exceptions) is not an exception'
assert error(ExceptionGroup, 'm', 5) == 'TypeError: second argument (exceptions) must be a sequence'
assert error(ExceptionGroup, 5, [V]) == 'TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int'
assert error(ExceptionGroup, 'm', [KeyboardInterrupt()]) == 'TypeError: Cannot nest BaseExceptions in an ExceptionGroup'
assert error(ExceptionGroup, 'm') == 'TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)'
assert type(BaseExceptionGroup('m', [V])) is ExceptionGroup
assert type(BaseExceptionGroup('m', [KeyboardInterrupt()])) is BaseExceptionGroup
assert catch(g) == [('V', ['ValueError']), ('T', ['TypeError'])]
assert catch(ExceptionGroup('m', [V, O])) == [('V', ['ValueError']), ('left', ['OSError'])]
assert catch(ExceptionGroup('m', [O])) == [('left', ['OSError'])]
assert catch(ValueError('bare')) == [('V', ['ValueError'])]
assert catch(OSError('bare')) == [('left', 'OSError')]
assert catch(ExceptionGroup('m', [V, ExceptionGroup('n', [T, O, ExceptionGroup('deep', [V, K])])])) == (
    [('V', ['ValueError', [['ValueError']]]), ('T', [['TypeError', ['KeyError']]]), ('left', [['OSError']])])
assert catch(KeyError('x')) == [('T', ['KeyError'])]
assert catch(BaseExceptionGroup('b', [KeyboardInterrupt(), V])) == (
    [('V', ['ValueError']), ('left', ['KeyboardInterrupt'])])

# split, subgroup, derive
match, rest = ExceptionGroup('m', [V, ExceptionGroup('n', [T, V])]).split(ValueError)
assert flat(match) == ['ValueError', ['ValueError']]
assert flat(rest) == [['TypeError']]
assert match.message == 'm'
assert rest.exceptions[0].message == 'n'
assert g.split(OSError) [0] is None
assert g.split(OSError)[1] is not None
assert g.split(Exception)[1] is None
assert g.subgroup(KeyError) is None
assert g.subgroup((ValueError, TypeError)).exceptions == (V, T)
assert flat(g.subgroup(lambda e: e is T)) == ['TypeError']
assert g.split(ExceptionGroup) == (g, None)
assert error(g.split, 5) == (
    'TypeError: expected an exception type, a tuple of exception types, or a callable (other than a class)')
assert type(g.derive([O])) is ExceptionGroup
assert g.derive([O]).message == 'msg'


class Mine(ExceptionGroup):
    def __new__(cls, message, exceptions, code):
        self = super().__new__(cls, message, exceptions)
        self.code = code
        return self

    def derive(self, exceptions):
        return Mine(self.message, exceptions, self.code)


m = Mine('mm', [V, T], 7)
match, rest = m.split(ValueError)
assert type(match) is Mine
assert match.code == 7
assert rest.code == 7
assert flat(rest) == ['TypeError']
m.add_note('noted')
m.__cause__ = O
match, rest = m.split(ValueError)
assert match.__notes__ == ['noted']
assert match.__cause__ is O
assert rest.__notes__ == ['noted']
assert match.__notes__ is not m.__notes__


# What leaves a try with except*
def leaving(group, action):
    try:
        raise group
    except* ValueError as e:
        if action == 'new':
            raise RuntimeError('new')
        if action == 'same':
            raise
        if action == 'e':
            raise e
    except* TypeError:
        if action == 'new':
            raise RuntimeError('second')


def outcome(group, action):
    try:
        leaving(group, action)
    except BaseException as e:
        return e


out = outcome(ExceptionGroup('m', [V, T]), 'new')
assert flat(out) == ['RuntimeError', 'RuntimeError']
assert out.message == ''
assert [str(x) for x in out.exceptions] == ['new', 'second']
assert type(out.exceptions[0].__context__) is ExceptionGroup
out = outcome(ExceptionGroup('m', [V, O]), 'new')
assert flat(out) == ['RuntimeError', ['OSError']]
assert out.exceptions[1].message == 'm'
out = outcome(ExceptionGroup('m', [V, O]), 'same')
assert flat(out) == ['ValueError', 'OSError']
assert out.message == 'm'
assert outcome(ExceptionGroup('m', [V]), '') is None
assert flat(outcome(ExceptionGroup('m', [V]), 'e')) == ['ValueError']
assert flat(outcome(ValueError('naked'), 'new')) == 'RuntimeError'


def with_else(group=None):
    log = []
    try:
        if group:
            raise group
    except* ValueError:
        log.append('V')
    else:
        log.append('else')
    finally:
        log.append('finally')
    return log


assert with_else() == ['else', 'finally']
assert with_else(ValueError()) == ['V', 'finally']
assert with_else(ExceptionGroup('', [V])) == ['V', 'finally']


def loops():
    out = []
    for i in range(3):
        try:
            raise ExceptionGroup('g', [ValueError(i)])
        except* ValueError as e:
            out.append(e.exceptions[0].args[0])
    return out


def catches_group(kind):
    try:
        raise V
    except* kind:
        pass


assert loops() == [0, 1, 2]
assert error(catches_group, ExceptionGroup) == (
    'TypeError: catching ExceptionGroup with except* is not allowed. Use except instead.')
assert error(catches_group, 5) == 'TypeError: catching classes that do not inherit from BaseException is not allowed'
for word in ('break', 'continue', 'return'):
    assert error(exec, f'def f():\n  for x in y:\n    try: pass\n    except* E: {word}') == (
        "SyntaxError: 'break', 'continue' and 'return' cannot appear in an except* block (<string>, line 4)")
assert error(exec, 'try: pass\nexcept*: pass') == 'SyntaxError: expected one or more exception types (<string>, line 2)'
assert error(exec, 'try: pass\nexcept A: pass\nexcept* B: pass') == (
    "SyntaxError: cannot have both 'except' and 'except*' on the same 'try' (<string>, line 3)")
try:
    raise ExceptionGroup('g', [V])
except ExceptionGroup as e:
    assert e.exceptions == (V,)
try:
    try:
        raise ExceptionGroup('eg', [ValueError(1)])
    except* ValueError as name:
        assert isinstance(name, ExceptionGroup)
finally:
    pass
assert error(lambda: name) == "NameError: name 'name' is not defined"


# Notes that are no sequence stay with the group
group = ExceptionGroup('a', [ValueError(1), TypeError(2)])
group.__notes__ = 123
assert not any(hasattr(part, '__notes__') for part in group.split(TypeError))
