"""Sockets over the loopback: addresses, connections, datagrams, options, timeouts.

lib: socket
"""
import _socket as socket
import posix


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


a, b = socket.socketpair()
assert repr(a) == f'<socket object, fd={a.fileno()}, family=1, type=1, proto=0>'
assert a.send(b'ping') == 4 and b.recv(10) == b'ping'
a.sendall(bytearray(b'x' * 100))
buffer = bytearray(60)
assert b.recv_into(buffer) == 60 and b.recv_into(buffer, 10) == 10 and b.recv(100) == b'x' * 30
assert posix.get_inheritable(a.fileno()) is False
assert a.gettimeout() is None and a.getblocking() is True
b.settimeout(0.02)
assert b.gettimeout() == 0.02 and error(b.recv, 1) == 'TimeoutError: timed out'
b.setblocking(False)
assert b.gettimeout() == 0.0 and error(b.recv, 1) == 'BlockingIOError: [Errno 11] Resource temporarily unavailable'
b.settimeout(None)
r, w = posix.pipe()
assert a.sendmsg([b'with ', b'file'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, bytes([w, 0, 0, 0]))]) == 9
data, control, flags, address = b.recvmsg(100, socket.CMSG_SPACE(4))
assert data == b'with file' and len(control) == 1 and control[0][:2] == (socket.SOL_SOCKET, socket.SCM_RIGHTS)
passed = control[0][2][0]
posix.write(passed, b'through')
assert posix.read(r, 10) == b'through'
for fd in (r, w, passed):
    posix.close(fd)
a.shutdown(socket.SHUT_WR)
assert b.recv(1) == b''
fd = a.detach()
assert a.fileno() == -1 and error(a.send, b'x') == 'OSError: [Errno 9] Bad file descriptor'
again = socket.socket(fileno=fd)
assert (again.family, again.type, again.proto) == (1, 1, 0)
again.close()
assert again.close() is None
b.close()

# TCP
for family, host in ((socket.AF_INET, '127.0.0.1'), (socket.AF_INET6, '::1')):
    server = socket.socket(family, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    assert server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) == 1
    assert server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 4) == b'\x01\0\0\0'
    if error(server.bind, (host, 0)) != 'no error':
        continue
    server.listen()
    port = server.getsockname()[1]
    client = socket.socket(family, socket.SOCK_STREAM)
    assert error(client.getpeername) == 'OSError: [Errno 107] Transport endpoint is not connected'
    client.settimeout(5)
    client.connect((host, port))
    fd, peer = server._accept()
    assert peer == client.getsockname() and client.getpeername() == server.getsockname()
    conn = socket.socket(family, socket.SOCK_STREAM, 0, fd)
    conn.sendall(b'hello')
    assert client.recv(100) == b'hello'
    server.settimeout(0.02)
    assert error(server._accept) == 'TimeoutError: timed out'
    for s in (conn, client, server):
        s.close()
    late = socket.socket(family, socket.SOCK_STREAM)
    assert error(late.connect, (host, port)) == 'ConnectionRefusedError: [Errno 111] Connection refused'
    assert late.connect_ex((host, port)) == 111
    late.close()

# datagrams
x, y = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
x.bind(('127.0.0.1', 0))
y.bind(('', 0))
assert x.sendto(b'datagram', ('127.0.0.1', y.getsockname()[1])) == 8
assert y.recvfrom(100) == (b'datagram', x.getsockname())
x.sendto(b'2', 0, ('127.0.0.1', y.getsockname()[1]))
assert y.recvfrom_into(buffer) == (1, x.getsockname())
assert error(x.sendto, b'x') == 'TypeError: sendto() takes 2 or 3 arguments (1 given)'
assert error(x.bind, 5) == 'TypeError: bind(): AF_INET address must be tuple, not int'
assert error(x.bind, ('a',)) == 'TypeError: AF_INET address must be a pair (host, port)'
assert error(x.bind, ('127.0.0.1', 99999)) == 'OverflowError: bind(): port must be 0-65535.'
assert error(x.bind, (5, 5)) == 'TypeError: str, bytes or bytearray expected, not int'
assert error(x.settimeout, -1) == 'ValueError: Timeout value out of range'
assert error(x.recv, -1) == 'ValueError: negative buffersize in recv'
x.close()
y.close()

# names in the file system, and abstract ones
path = '/tmp/test_socket_%d' % posix.getpid()
u = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
assert u.getsockname() == ''
assert error(u.bind, 'a' * 200) == 'OSError: AF_UNIX path too long'
assert error(u.connect, path) == 'FileNotFoundError: [Errno 2] No such file or directory'
u.bind(path)
assert u.getsockname() == path
posix.unlink(path)
u.close()
u = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
u.bind('\0' + path)
assert u.getsockname() == b'\0' + path.encode()
u.close()
assert error(socket.socket, 99) == 'OSError: [Errno 97] Address family not supported by protocol'
assert error(socket.socket, 2, 1, 0, -5) == 'ValueError: negative file descriptor'

# addresses as text and numbers
assert socket.inet_aton('127.1') == b'\x7f\0\0\x01' and socket.inet_aton('0x7f.0.0.010') == b'\x7f\0\0\x08'
assert error(socket.inet_aton, 'x') == 'OSError: illegal IP address string passed to inet_aton'
assert socket.inet_ntoa(b'\x01\x02\x03\xff') == '1.2.3.255'
assert error(socket.inet_ntoa, b'abc') == 'OSError: packed IP wrong length for inet_ntoa'
for text in ('::', '::1', '1::', '1:2:3:4:5:6:7:8', 'fe80::1:0:0:2', '::ffff:1.2.3.4', '1:0:0:2::3', '2001:db8::8:800:200c:417a'):
    assert socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, text)) == text
for text in ('', ':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '12345::', 'g::', '1.2.3.4'):
    assert error(socket.inet_pton, socket.AF_INET6, text) == 'OSError: illegal IP address string passed to inet_pton', text
assert error(socket.inet_pton, socket.AF_INET, '1.2.3') == 'OSError: illegal IP address string passed to inet_pton'
assert error(socket.inet_pton, 99, 'x') == 'OSError: [Errno 97] Address family not supported by protocol'
assert error(socket.inet_ntop, socket.AF_INET, b'a') == 'ValueError: invalid length of packed IP address string'
assert socket.htons(0x1234) == socket.ntohs(0x1234) == 0x3412 and socket.htonl(0x12345678) == 0x78563412
assert error(socket.htons, 70000) == 'OverflowError: htons: Python int too large to convert to C 16-bit unsigned integer'
assert error(socket.htonl, -1) == "OverflowError: can't convert negative value to unsigned int"
assert socket.CMSG_LEN(5) == 21 and socket.CMSG_SPACE(5) == 24
assert socket.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM) == [(2, 1, 6, '', ('127.0.0.1', 80))]
assert socket.getaddrinfo('::1', '80', 0, 1) == [(10, 1, 6, '', ('::1', 80, 0, 0))]
assert error(socket.getaddrinfo, 1, 2) == 'TypeError: getaddrinfo() argument 1 must be string or None'
assert error(socket.getaddrinfo, 'no host', 1, 0, 0, 0, socket.AI_NUMERICHOST) == 'gaierror: [Errno -2] Name or service not known'
assert socket.getnameinfo(('127.0.0.1', 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV) == ('127.0.0.1', '80')
assert socket.gethostbyname('127.0.0.1') == '127.0.0.1'
assert socket.getprotobyname('tcp') == 6 and error(socket.getprotobyname, 'x') == 'OSError: protocol not found'
assert socket.gethostname() == posix.uname().nodename
assert socket.getdefaulttimeout() is None and error(socket.setdefaulttimeout, -1) == 'ValueError: Timeout value out of range'
assert issubclass(socket.gaierror, OSError) and socket.gaierror.__module__ == 'socket' and socket.timeout is TimeoutError
