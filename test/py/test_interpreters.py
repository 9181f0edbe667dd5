"""_interpreters: the one interpreter of the process can be asked about."""

import _interpreters


def message(f):
    try:
        f()
    except Exception as e:
        return type(e).__name__, str(e)


assert _interpreters.get_main() == _interpreters.get_current() == (0, 1)
assert _interpreters.list_all() == [(0, 1)] and _interpreters.whence(0) == _interpreters.WHENCE_RUNTIME == 1
assert _interpreters.is_running(0) is True
shareable = [1, 'a', None, b'a', 1.5, (), True, 2**70]
assert all(_interpreters.is_shareable(x) for x in shareable)
assert not any(_interpreters.is_shareable(x) for x in [[], {}, set(), frozenset(), object()])
assert issubclass(_interpreters.InterpreterNotFoundError, _interpreters.InterpreterError)
assert message(lambda: _interpreters.whence(5)) == ('InterpreterNotFoundError', 'unrecognized interpreter ID 5')
assert message(lambda: _interpreters.is_running('x')) == ('TypeError', 'interpreter ID must be an int, got str')
assert message(lambda: _interpreters.destroy(0)) == ('InterpreterError', 'cannot destroy the current interpreter')
assert message(lambda: _interpreters.run_string(0, 'x')) == ('InterpreterError', 'interpreter already running')
