"""Waiting for descriptors: select, poll, epoll; control of descriptors: fcntl; limits: resource.

lib: select, fcntl, resource
"""
import fcntl
import posix
import resource
import select
import time


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


class Stream:
    def __init__(self, fd):
        self.fd = fd

    def fileno(self):
        return self.fd


r, w = posix.pipe()
reader = Stream(r)
assert select.select([reader], [w], [], 0) == ([], [w], [])
posix.write(w, b'x')
assert select.select([reader, r], [], []) == ([reader, r], [], [])
posix.read(r, 1)
start = time.monotonic()
assert select.select([r], [], [], 0.03) == ([], [], [])
assert 0.029 < time.monotonic() - start < 5
assert select.select([], [], [], 0) == ([], [], [])
assert error(select.select, [], [], [], -1) == 'ValueError: timeout must be non-negative'
assert error(select.select, [], [], [], 'x') == 'TypeError: timeout must be a float or None'
assert error(select.select, 1, 2, 3) == 'TypeError: arguments 1-3 must be sequences'
assert error(select.select, [-1], [], [], 0) == 'ValueError: file descriptor cannot be a negative integer (-1)'
assert error(select.select, ['x'], [], [], 0) == 'TypeError: argument must be an int, or have a fileno() method.'
assert error(select.select, [99999], [], [], 0) == 'ValueError: filedescriptor out of range in select()'
closed = posix.dup(r)
posix.close(closed)
assert error(select.select, [closed], [], [], 0) == 'OSError: [Errno 9] Bad file descriptor'

p = select.poll()
p.register(reader, select.POLLIN)
p.register(w)
assert p.poll(0) == [(w, select.POLLOUT)]
p.modify(w, 0)
assert p.poll(20) == []
posix.write(w, b'x')
assert p.poll() == [(r, select.POLLIN)]
p.unregister(w)
assert error(p.unregister, w) == f'KeyError: {w}'
assert error(p.modify, w, 1) == 'FileNotFoundError: [Errno 2] No such file or directory'
assert error(p.register, r, -1) == 'ValueError: value must be positive'
assert error(p.poll, 'x') == 'TypeError: timeout must be an integer or None'

with select.epoll() as e:
    assert not e.closed and e.fileno() > 2
    e.register(r, select.EPOLLIN)
    assert e.poll(1) == [(r, select.EPOLLIN)]
    posix.read(r, 1)
    assert e.poll(0.01) == []
    e.register(w)
    assert e.poll(0, 1) == [(w, select.EPOLLOUT)]
    e.unregister(w)
    assert error(e.unregister, w) == 'FileNotFoundError: [Errno 2] No such file or directory'
    assert error(e.register, r) == 'FileExistsError: [Errno 17] File exists'
    assert error(e.poll, 1, 0) == 'ValueError: maxevents must be greater than 0, got 0'
assert e.closed and error(e.poll) == 'ValueError: I/O operation on closed epoll object'
assert error(select.epoll, -2) == 'ValueError: negative sizehint'
assert error(select.epoll, 5, 7) == 'OSError: invalid flags'

# fcntl
assert fcntl.fcntl(r, fcntl.F_GETFD) == fcntl.FD_CLOEXEC
fcntl.fcntl(reader, fcntl.F_SETFL, posix.O_NONBLOCK)
assert fcntl.fcntl(r, fcntl.F_GETFL) & posix.O_NONBLOCK
posix.write(w, b'four')
FIONREAD = 0x541b
assert fcntl.ioctl(r, FIONREAD, b'\0\0\0\0') == b'\x04\0\0\0'
buffer = bytearray(4)
assert fcntl.ioctl(r, FIONREAD, buffer) == 0 and bytes(buffer) == b'\x04\0\0\0'
assert error(fcntl.fcntl, 'x', 1) == 'TypeError: argument must be an int, or have a fileno() method.'
assert error(fcntl.fcntl, r, 1, b'x' * 2000) == 'ValueError: fcntl string arg too long'
assert error(fcntl.fcntl, r, 1, 1.5) == "TypeError: 'float' object cannot be interpreted as an integer"
assert error(fcntl.ioctl, r, 0x5413, b'12345678') == 'OSError: [Errno 25] Inappropriate ioctl for device'
posix.close(r)
posix.close(w)
path = '/tmp/test_select_%d' % posix.getpid()
fd = posix.open(path, posix.O_RDWR | posix.O_CREAT)
other = posix.open(path, posix.O_RDWR)
fcntl.flock(fd, fcntl.LOCK_EX)
assert error(fcntl.flock, other, fcntl.LOCK_EX | fcntl.LOCK_NB) == 'BlockingIOError: [Errno 11] Resource temporarily unavailable'
fcntl.flock(fd, fcntl.LOCK_UN)
fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
fcntl.lockf(fd, fcntl.LOCK_EX, 10, 5)
fcntl.lockf(fd, fcntl.LOCK_UN)
assert error(fcntl.lockf, fd, 99 & ~3 & ~8) == 'ValueError: unrecognized lockf argument'
posix.close(fd)
posix.close(other)
posix.unlink(path)

# resource
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
assert resource.prlimit(0, resource.RLIMIT_NOFILE) == (soft, hard)
assert error(resource.getrlimit, 99) == 'ValueError: invalid resource specified'
assert error(resource.setrlimit, 7, (1,)) == 'ValueError: expected a tuple of 2 integers'
assert error(resource.setrlimit, 7, (2, 1)) == 'ValueError: current limit exceeds maximum limit'
assert error(resource.setrlimit, 7, 5) == "TypeError: 'int' object is not iterable"
assert error(resource.getrusage, 99) == 'ValueError: invalid who parameter'
# The system may count time in ticks: a short process has used none yet.
while resource.getrusage(resource.RUSAGE_SELF).ru_utime == 0:
    pass
usage = resource.getrusage(resource.RUSAGE_SELF)
assert usage.ru_utime == usage[0] > 0 and len(usage) == 16 and usage.ru_maxrss > 1000
assert resource.getpagesize() == posix.sysconf('SC_PAGESIZE')
