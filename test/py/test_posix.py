"""System calls on files and processes: posix, with path-like, bytes and directory descriptors.

lib: os
"""
import posix
import errno


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


base = '/tmp/test_posix_%d' % posix.getpid()
posix.mkdir(base)
f = base + '/file'


def put(path, data, flags=posix.O_WRONLY | posix.O_CREAT | posix.O_TRUNC):
    fd = posix.open(path, flags)
    assert posix.write(fd, data) == len(data)
    posix.close(fd)


def content(path):
    fd = posix.open(path, posix.O_RDONLY)
    try:
        return posix.read(fd, 1000)
    finally:
        posix.close(fd)


# reading, writing, positions
put(f, b'hello world')
fd = posix.open(f, posix.O_RDWR)
assert posix.lseek(fd, 0, 1) == 0
assert posix.read(fd, 5) == b'hello'
assert posix.lseek(fd, 0, 1) == 5
assert posix.lseek(fd, -5, 2) == 6
assert posix.read(fd, 100) == b'world'
assert posix.read(fd, 100) == b''
assert posix.pread(fd, 3, 1) == b'ell'
assert posix.pwrite(fd, b'J', 0) == 1
assert posix.lseek(fd, 0, 1) == 11
posix.ftruncate(fd, 5)
posix.fsync(fd)
a, b = bytearray(2), bytearray(10)
assert posix.preadv(fd, [a, b], 0) == 5
assert bytes(a) == b'Je' and bytes(b[:3]) == b'llo'
posix.lseek(fd, 0, 0)
assert posix.writev(fd, [b'ab', bytearray(b'cd')]) == 4
assert posix.get_inheritable(fd) is False
posix.set_inheritable(fd, True)
assert posix.get_inheritable(fd) is True
other = posix.dup(fd)
assert posix.get_inheritable(other) is False
assert posix.dup2(fd, other) == other
assert posix.get_inheritable(other) is True
posix.dup2(fd, other, inheritable=False)
assert posix.get_inheritable(other) is False
posix.close(fd)
posix.close(other)
assert content(f) == b'abcdo'
assert error(posix.close, fd) == 'OSError: [Errno 9] Bad file descriptor'
assert error(posix.read, fd, 1) == 'OSError: [Errno 9] Bad file descriptor'
assert error(posix.write, fd, b'') == 'OSError: [Errno 9] Bad file descriptor'
assert error(posix.write, 1, 'text') == "TypeError: a bytes-like object is required, not 'str'"
assert error(posix.close, 'x') == "TypeError: 'str' object cannot be interpreted as an integer"
assert error(posix.close, 2**40) == 'OverflowError: Python int too large to convert to C int'
assert error(posix.read, 0, -1) == 'OSError: [Errno 22] Invalid argument'
assert error(posix.fsync, -1) == 'ValueError: file descriptor cannot be a negative integer (-1)'
assert error(posix.fsync, 'x') == 'TypeError: argument must be an int, or have a fileno() method.'

# pipes
r, w = posix.pipe()
posix.write(w, b'through')
assert posix.read(r, 100) == b'through'
assert error(posix.lseek, r, 0, 1) == 'OSError: [Errno 29] Illegal seek'
posix.set_blocking(r, False)
assert posix.get_blocking(r) is False
assert error(posix.read, r, 1) == 'BlockingIOError: [Errno 11] Resource temporarily unavailable'
assert posix.isatty(r) is False
posix.close(r)
assert error(posix.write, w, b'x') == 'BrokenPipeError: [Errno 32] Broken pipe'
posix.close(w)
r, w = posix.pipe2(posix.O_NONBLOCK)
assert posix.get_blocking(w) is False and posix.get_inheritable(w) is True
posix.closerange(min(r, w), max(r, w) + 1)
assert error(posix.fstat, r) == 'OSError: [Errno 9] Bad file descriptor'

# status
st = posix.stat(f)
assert type(st) is posix.stat_result and isinstance(st, tuple) and len(st) == 10
assert st.st_size == st[6] == 5 and st.st_mode & 0o170000 == 0o100000
assert st[8] == int(st.st_mtime) and st.st_mtime_ns // 10**9 == st[8]
assert st == posix.lstat(f) == posix.stat(f.encode())
fd = posix.open(f, posix.O_RDONLY)
assert posix.stat(fd) == posix.fstat(fd) == st
posix.close(fd)
assert repr(posix.stat_result(range(10))) == (
    'os.stat_result(st_mode=0, st_ino=1, st_dev=2, st_nlink=3, st_uid=4, st_gid=5, st_size=6, st_atime=7, st_mtime=8, st_ctime=9)')
assert posix.stat_result(range(10)).st_atime == 7
assert posix.stat_result(range(19)).st_atime == 10
assert error(posix.stat_result, (1,)) == 'TypeError: os.stat_result() takes an at least 10-sequence (1-sequence given)'
assert posix.stat_result.n_unnamed_fields == 3 and posix.stat_result.n_fields == 19
posix.utime(f, ns=(1234567890123456789, -1))
st = posix.stat(f)
assert st.st_atime_ns == 1234567890123456789 and st.st_mtime_ns == -1
assert st.st_atime == 1234567890.123456789 and st[8] == -1
posix.utime(f, (1.5, 2))
assert posix.stat(f).st_atime == 1.5 and posix.stat(f).st_mtime_ns == 2 * 10**9
posix.utime(f)
assert posix.stat(f).st_mtime > 1e9
assert error(posix.utime, f, (1,)) == "TypeError: utime: 'times' must be either a tuple of two ints or None"
assert error(posix.utime, f, ns=(1,)) == "TypeError: utime: 'ns' must be a tuple of two ints"
assert error(posix.utime, f, (1, 2), ns=(1, 2)) == "ValueError: utime: you may specify either 'times' or 'ns' but not both"
assert error(posix.utime, f, (1e30, 1)) == 'OverflowError: timestamp out of range for platform time_t'
posix.chmod(f, 0o640)
assert posix.stat(f).st_mode & 0o777 == 0o640
assert posix.access(f, posix.R_OK) is True and posix.access(base + '/none', posix.F_OK) is False
posix.chown(f, -1, -1)
assert error(posix.chown, f, 'u', 1) == 'TypeError: uid should be integer, not str'
assert error(posix.setgid, -2) == 'OverflowError: gid is less than minimum'
vfs = posix.statvfs(base)
assert vfs.f_namemax == vfs[9] and vfs.f_bsize > 0 and len(vfs) == 10

# errors name the file as it was given
class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


none = base + '/none'
assert error(posix.stat, none) == f"FileNotFoundError: [Errno 2] No such file or directory: '{none}'"
assert error(posix.stat, none.encode()) == f"FileNotFoundError: [Errno 2] No such file or directory: b'{none}'"
try:
    posix.unlink(Path(none))
except OSError as e:
    assert e.errno == errno.ENOENT and e.filename == none
assert error(posix.rename, none, 'b') == f"FileNotFoundError: [Errno 2] No such file or directory: '{none}' -> 'b'"
assert error(posix.symlink, 'a', none + '/b') == f"FileNotFoundError: [Errno 2] No such file or directory: 'a' -> '{none}/b'"
assert error(posix.mkdir, base) == f"FileExistsError: [Errno 17] File exists: '{base}'"
assert error(posix.rmdir, f) == f"NotADirectoryError: [Errno 20] Not a directory: '{f}'"
assert error(posix.open, base, posix.O_WRONLY) == f"IsADirectoryError: [Errno 21] Is a directory: '{base}'"
assert error(posix.stat, 1.5) == 'TypeError: stat: path should be string, bytes, os.PathLike or integer, not float'
assert error(posix.open, 5, 0) == 'TypeError: open: path should be string, bytes or os.PathLike, not int'
assert error(posix.listdir, 1.5) == 'TypeError: listdir: path should be string, bytes, os.PathLike, integer or None, not float'
assert error(posix.stat, 'a\0b') == 'ValueError: stat: embedded null character in path'
assert error(posix.stat, '\ud800') == "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed"
assert error(posix.stat, -5) == 'OSError: [Errno 9] Bad file descriptor: -5'
assert error(posix.stat, 2**40) == 'OverflowError: fd is greater than maximum'
assert error(posix.stat, f, dir_fd='s') == 'TypeError: argument should be integer or None, not str'
assert error(posix.stat, 1, follow_symlinks=False) == 'ValueError: stat: cannot use fd and follow_symlinks together'
assert error(posix.stat, 1, dir_fd=3) == "ValueError: stat: can't specify dir_fd without matching path"
assert error(posix.fspath, 5) == 'TypeError: expected str, bytes or os.PathLike object, not int'
assert error(posix.fspath, Path(5)) == 'TypeError: expected Path.__fspath__() to return str or bytes, not int'
assert posix.fspath(Path('x')) == 'x' and posix.fspath(b'x') == b'x'

# directories, links
d = base + '/dir'
posix.mkdir(d, 0o750)
put(d + '/a', b'A')
put(d + '/\udcff', b'bytes')
assert sorted(posix.listdir(d)) == ['a', '\udcff']
assert sorted(posix.listdir(d.encode())) == [b'a', b'\xff']
assert content(d + '/\udcff') == b'bytes'
posix.unlink(d + '/\udcff')
posix.symlink('a', d + '/link')
posix.link(d + '/a', d + '/hard')
assert posix.readlink(d + '/link') == 'a' and posix.readlink((d + '/link').encode()) == b'a'
assert posix.stat(d + '/a').st_nlink == 2
assert posix.stat(d + '/link') == posix.stat(d + '/a') != posix.lstat(d + '/link')
assert posix.stat(d + '/link', follow_symlinks=False) == posix.lstat(d + '/link')
entries = {e.name: e for e in posix.scandir(d)}
assert sorted(entries) == ['a', 'hard', 'link']
e = entries['link']
assert repr(e) == "<DirEntry 'link'>" and e.path == posix.fspath(e) == d + '/link'
assert e.is_symlink() and e.is_file() and not e.is_file(follow_symlinks=False) and not e.is_dir()
assert e.stat() == posix.stat(e) and e.stat(follow_symlinks=False) == posix.lstat(e.path)
assert e.inode() == posix.lstat(e.path).st_ino
assert [e.path for e in posix.scandir(d.encode()) if e.name == b'a'] == [(d + '/a').encode()]
with posix.scandir(d + '/') as it:
    assert next(it).path in (d + '/a', d + '/hard', d + '/link')
assert list(it) == []
assert error(posix.DirEntry) == "TypeError: cannot create 'posix.DirEntry' instances"
assert error(posix.scandir, none) == f"FileNotFoundError: [Errno 2] No such file or directory: '{none}'"
posix.mkfifo(d + '/fifo')
assert posix.stat(d + '/fifo').st_mode & 0o170000 == 0o010000
posix.replace(d + '/hard', d + '/a2')
old = posix.umask(0o077)
put(d + '/private', b'')
assert posix.umask(old) == 0o077
assert posix.stat(d + '/private').st_mode & 0o777 == 0o700

# directory descriptors
dfd = posix.open(d, posix.O_RDONLY)
assert posix.stat('a', dir_fd=dfd) == posix.stat(d + '/a')
assert sorted(posix.listdir(dfd)) == ['a', 'a2', 'fifo', 'link', 'private']
posix.mkdir('sub', dir_fd=dfd)
posix.symlink('x', 'sub/s', dir_fd=dfd)
assert posix.readlink('sub/s', dir_fd=dfd) == 'x'
posix.rename('a2', 'sub/a2', src_dir_fd=dfd, dst_dir_fd=dfd)
fd = posix.open('sub/new', posix.O_CREAT | posix.O_WRONLY, dir_fd=dfd)
posix.close(fd)
assert sorted(posix.listdir(d + '/sub')) == ['a2', 'new', 's']
assert {e.name: e.is_dir() for e in posix.scandir(dfd)}['sub'] is True
here = posix.getcwd()
posix.fchdir(dfd)
assert posix.getcwd() == d and posix.getcwdb() == d.encode()
assert sorted(posix.listdir()) == sorted(posix.listdir(d))
assert [e.path for e in posix.scandir() if e.name == 'a'] == ['./a']
posix.chdir(here)
for name in posix.listdir(d + '/sub'):
    posix.remove('sub/' + name, dir_fd=dfd)
posix.rmdir('sub', dir_fd=dfd)
posix.close(dfd)
assert error(posix.stat, 'a', dir_fd=dfd) == "OSError: [Errno 9] Bad file descriptor: 'a'"
for name in posix.listdir(d):
    posix.unlink(d + '/' + name)
posix.rmdir(d)

# environment, configuration
posix.putenv('TEST_POSIX', 'v\udcff')
assert error(posix.putenv, 'a=b', 'c') == 'ValueError: illegal environment variable name'
assert error(posix.putenv, '', 'b') == 'OSError: [Errno 22] Invalid argument'
assert error(posix.putenv, 'a\0', 'b') == 'ValueError: embedded null byte'
posix.unsetenv('TEST_POSIX')
assert all(type(k) is bytes and type(v) is bytes for k, v in posix.environ.items())
assert posix.strerror(2) == 'No such file or directory' and posix.strerror(-1) == 'Unknown error -1'
assert posix.sysconf('SC_PAGE_SIZE') >= 4096 and posix.sysconf(30) >= 4096
assert error(posix.sysconf, 'x') == 'ValueError: unrecognized configuration name'
assert error(posix.sysconf, 1.5) == 'TypeError: configuration names must be strings or integers'
assert posix.pathconf('/', 'PC_NAME_MAX') == 255
assert len(posix.urandom(16)) == 16 and error(posix.urandom, -1) == 'ValueError: negative argument not allowed'
assert posix._path_normpath('a/../b//./c/') == 'b/c' and posix._path_normpath('//x/..') == '//'
assert posix._path_normpath('../..//a') == '../../a' and posix._path_normpath('') == '.'
assert posix._path_splitroot_ex('//a/b') == ('', '//', 'a/b') and posix._path_splitroot_ex('///a') == ('', '/', '//a')
assert posix.major(posix.makedev(300, 70000)) == 300 and posix.minor(posix.makedev(300, 70000)) == 70000

# processes
assert posix.getpid() > 0 and posix.getppid() > 0 and posix.getpgid(0) == posix.getpgrp()
assert posix.getuid() == posix.getresuid()[0]
un = posix.uname()
assert un.sysname == un[0] == 'Linux' and len(un) == 5
t = posix.times()
assert t.user >= 0 and t.elapsed > 0 and len(t) == 5
assert 1 <= len(posix.sched_getaffinity(0)) <= posix.cpu_count()
pid = posix.posix_spawn('/bin/sh', ['sh', '-c', 'exit 3'], {'A': 'b'})
assert posix.waitpid(pid, 0) == (pid, 768)
assert posix.waitstatus_to_exitcode(768) == 3 and posix.WEXITSTATUS(768) == 3 and posix.WIFEXITED(768)
pid = posix.posix_spawn('/bin/sh', [b'sh', '-c', 'kill -9 $$'], {})
got, status, usage = posix.wait4(pid, 0)
assert got == pid and posix.WIFSIGNALED(status) and posix.WTERMSIG(status) == 9 and posix.waitstatus_to_exitcode(status) == -9
assert usage.ru_maxrss > 0
r, w = posix.pipe()
pid = posix.posix_spawnp('sh', ['sh', '-c', 'echo $X; echo err >&2'], {'X': 'out', 'PATH': '/bin:/usr/bin'}, file_actions=[
    (posix.POSIX_SPAWN_DUP2, w, 1), (posix.POSIX_SPAWN_DUP2, w, 2), (posix.POSIX_SPAWN_CLOSE, r)], setpgroup=0)
posix.close(w)
data = b''
while chunk := posix.read(r, 100):
    data += chunk
assert data == b'out\nerr\n'
posix.close(r)
assert posix.waitid(posix.P_PID, pid, posix.WEXITED) == (pid, posix.getuid(), 17, 0, 1)
assert error(posix.waitpid, pid, 0) == 'ChildProcessError: [Errno 10] No child processes'
assert error(posix.posix_spawn, none, ['a'], {}) == f"FileNotFoundError: [Errno 2] No such file or directory: '{none}'"
assert error(posix.posix_spawn, '/bin/sh', [], {}) == 'ValueError: posix_spawn: argv must not be empty'
assert error(posix.execv, 'x', 5) == 'TypeError: execv() arg 2 must be a tuple or list'
assert error(posix.execve, 'x', ['a'], 5) == 'TypeError: execve: environment must be a mapping object'
assert error(posix.execve, none, ['a'], {}) == f"FileNotFoundError: [Errno 2] No such file or directory: '{none}'"
assert error(posix.execve, '/x', ['a'], {'a=': '2'}) == 'ValueError: illegal environment variable name'
assert posix.system('exit 5') == 5 << 8
assert error(posix.kill, posix.getpid(), 99) == 'OSError: [Errno 22] Invalid argument'

posix.unlink(f)
posix.rmdir(base)

# Devices that stay where they are, and one that has a position.
for name in ('/dev/null', '/dev/zero', '/dev/full', '/dev/urandom'):
    fd = posix.open(name, posix.O_RDONLY)
    posix.read(fd, 3)
    assert (posix.lseek(fd, 0, 1), posix.lseek(fd, 5, 0), posix.lseek(fd, 0, 1)) == (0, 0, 0), name
    with open(fd, 'rb', buffering=0) as f:
        assert f.seekable() and f.tell() == 0, name
