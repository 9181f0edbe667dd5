"""How subprocess starts a child: _posixsubprocess.fork_exec, and the accounts of the machine.

lib: subprocess, pwd, grp
"""
import _posixsubprocess
import errno
import grp
import posix
import pwd


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


def start(args, programs, *, stdin=-1, stdout=-1, stderr=-1, cwd=None, env=None, close_fds=True, pass_fds=(), session=False, group=-1, umask=-1):
    """Id of the child, and what it told of a failure."""
    r, w = posix.pipe()
    while w < 3:
        w = posix.dup(w)
    keep = tuple(sorted({*pass_fds, w}))
    pid = _posixsubprocess.fork_exec(
        args, programs, close_fds, keep, cwd, env, stdin, -1, -1, stdout, -1, stderr, r, w, True, session, group, None, None, None, umask, None, False)
    posix.close(w)
    message = b''
    while chunk := posix.read(r, 1000):
        message += chunk
    posix.close(r)
    return pid, message


def output(args, **options):
    r, w = posix.pipe()
    pid, message = start(args, (b'/bin/sh',), stdout=w, **options)
    posix.close(w)
    data = b''
    while chunk := posix.read(r, 1000):
        data += chunk
    posix.close(r)
    assert message == b''
    return data, posix.waitstatus_to_exitcode(posix.waitpid(pid, 0)[1])


assert output([b'sh', b'-c', b'echo out; exit 3']) == (b'out\n', 3)
assert output((b'sh', b'-c', b'echo "$A"; pwd; umask'), env=[b'A=1'], cwd='/', umask=0o27) == (b'1\n/\n0027\n', 0)
r, w = posix.pipe()
posix.write(w, b'input')
posix.close(w)
assert output([b'sh', b'-c', b'cat'], stdin=r) == (b'input', 0)
posix.close(r)

# what is passed on and what is not
r, w = posix.pipe()
posix.set_inheritable(w, True)
probe = [b'sh', b'-c', ('if [ -e /proc/self/fd/%d ]; then echo open; else echo closed; fi' % w).encode()]
assert output(probe)[0] == b'closed\n'
assert output(probe, close_fds=False)[0] == b'open\n'
posix.set_inheritable(w, False)
assert output(probe, close_fds=False)[0] == b'closed\n'
assert output(probe, pass_fds=(w,))[0] == b'open\n'
posix.close(r)
posix.close(w)

# standard streams that change places
r, w = posix.pipe()
pid, message = start([b'sh', b'-c', b'echo error >&2; echo output'], [b'/bin/sh'], stdout=w, stderr=w)
posix.close(w)
posix.waitpid(pid, 0)
assert posix.read(r, 100) == b'error\noutput\n' and message == b''
posix.close(r)

# the first program that there is is started; a failure is told in hex
assert posix.waitpid(start([b'x'], [b'/none/true', b'/bin/true'])[0], 0)[1] == 0


def failure(*args, **options):
    pid, message = start(*args, **options)
    assert error(posix.waitpid, pid, 0) in ('no error', 'ChildProcessError: [Errno 10] No child processes')
    return message


assert failure([b'x'], [b'/none/x']) == b'OSError:2:'
assert failure([b'x'], [b'/etc/passwd', b'/none/x']) == ('OSError:%x:' % errno.EACCES).encode()
assert failure([b'x'], [b'/bin/true'], cwd='/none') == b'OSError:2:noexec:chdir'

pid, message = start([b'sh', b'-c', b'sleep 10'], [b'/bin/sh'], session=True)
assert posix.getsid(pid) == pid
posix.kill(pid, 9)
assert posix.waitpid(pid, 0)[1] == 9
pid, message = start([b'sh', b'-c', b'sleep 10'], [b'/bin/sh'], group=0)
assert posix.getpgid(pid) == pid
posix.killpg(pid, 9)
assert posix.waitpid(pid, 0)[1] == 9

# accounts
me = pwd.getpwuid(posix.getuid())
assert me.pw_uid == me[2] == posix.getuid() and pwd.getpwnam(me.pw_name) == me and me in pwd.getpwall()
assert repr(me).startswith('pwd.struct_passwd(pw_name=')
assert error(pwd.getpwnam, 'no such user') == 'KeyError: "getpwnam(): name not found: \'no such user\'"'
assert error(pwd.getpwuid, 2**31) == "KeyError: 'getpwuid(): uid not found: 2147483648'"
assert error(pwd.getpwuid, 2**40) == "KeyError: 'getpwuid(): uid not found'"
assert error(pwd.getpwuid, 'x') == 'TypeError: uid should be integer, not str'
assert error(pwd.getpwnam, 'a\0') == 'ValueError: embedded null byte'
ours = grp.getgrgid(posix.getgid())
assert ours.gr_gid == posix.getgid() and grp.getgrnam(ours.gr_name) == ours and ours in grp.getgrall() and type(ours.gr_mem) is list
assert error(grp.getgrnam, 'no such group') == 'KeyError: "getgrnam(): name not found: \'no such group\'"'
assert error(grp.getgrgid, 'x') == 'TypeError: gid should be integer, not str'
assert errno.errorcode[errno.ENOENT] == 'ENOENT' and errno.EWOULDBLOCK == errno.EAGAIN
