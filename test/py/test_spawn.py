"""os.spawn*, and numbers of devices and scheduling that are checked. lib: os"""
import os
import warnings


def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


SHELL = '/bin/sh'
assert os.spawnv(os.P_WAIT, SHELL, ['sh', '-c', 'exit 3']) == 3
assert os.spawnv(os.P_WAIT, SHELL, ['sh', '-c', 'kill -9 $$']) == -9
assert os.spawnl(os.P_WAIT, SHELL, 'sh', '-c', 'exit 4') == 4
assert os.spawnvp(os.P_WAIT, 'sh', ('sh', '-c', 'exit 5')) == 5
assert os.spawnle(os.P_WAIT, SHELL, 'sh', '-c', 'exit $CODE', {'CODE': '6'}) == 6
assert os.spawnvpe(os.P_WAIT, 'sh', ['sh', '-c', 'exit $CODE'], {'CODE': '7', 'PATH': '/bin:/usr/bin'}) == 7
assert os.spawnv(os.P_WAIT, '/nowhere', ['x']) == 127
pid = os.spawnv(os.P_NOWAIT, SHELL, ['sh', '-c', 'exit 8'])
assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 8
assert err(os.spawnv, os.P_WAIT, SHELL, 3) == 'TypeError: argv must be a tuple or a list'
assert err(os.spawnv, os.P_WAIT, SHELL, []) == 'ValueError: argv first element cannot be empty'
assert err(os.spawnv, os.P_WAIT, SHELL, ['']) == 'ValueError: argv first element cannot be empty'

assert [err(os.major, x) for x in (-1, 2 ** 64 - 1)] == [-1, -1] and os.makedev(-1, -1) == -1
assert err(os.major, -2) == "OverflowError: can't convert negative int to unsigned"
assert err(os.minor, 2 ** 64) == 'OverflowError: int too big to convert'
assert err(os.makedev, 2 ** 32, 0) == 'OverflowError: Python int too large to convert to C unsigned int'
assert os.makedev(3, 5) == 773

assert repr(os.sched_param(3)) == 'posix.sched_param(sched_priority=3)' and os.sched_param(sched_priority=4).sched_priority == 4
assert os.sched_param(None).sched_priority is None

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    for f in (os.fsync, os.fdatasync, os.fchdir):
        err(f, True)
assert [str(w.message) for w in caught] == ['bool is used as a file descriptor'] * 3


class NoPath:
    __fspath__ = None


for f in (os.fspath, open, os.fsencode):
    assert err(f, NoPath()) == 'TypeError: expected str, bytes or os.PathLike object, not NoPath', f
