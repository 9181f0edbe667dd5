"""Threads that wait for the system: the others go on meanwhile. lib: threading, select, socket"""
import _socket
import os
import select
import threading
import time


def server():
    fd, _ = listener._accept()
    connection = _socket.socket(fileno=fd)
    while data := connection.recv(100):
        connection.sendall(data.upper())
    connection.close()


listener = _socket.socket()
listener.bind(('127.0.0.1', 0))
listener.listen(1)
thread = threading.Thread(target=server)
thread.start()
client = _socket.socket()
client.connect(listener.getsockname())
for word in (b'one', b'two', b'three'):
    client.sendall(word)
    assert client.recv(100) == word.upper()
client.close()
thread.join()
listener.close()

# A thread waits in poll for what another one writes.
r, w = os.pipe()
seen = []


def waiter():
    poll = select.poll()
    poll.register(r, select.POLLIN)
    seen.append(poll.poll(5000))
    seen.append(select.select([r], [], [], 5)[0])


thread = threading.Thread(target=waiter)
thread.start()
time.sleep(0.01)
assert seen == []
os.write(w, b'x')
thread.join()
assert seen == [[(r, select.POLLIN)], [r]]
os.read(r, 1)
thread = threading.Thread(target=lambda: seen.append(select.select([r], [], [], 0.02)))
thread.start()
count = 0
while thread.is_alive():
    count += 1
assert count > 1
assert seen[-1] == ([], [], [])
os.close(r)
os.close(w)

# A thread that waits inside built-in code, above which another runs that is mostly inside built-in code itself.
class Slow:
    def __hash__(self):
        for _ in range(100):
            pass
        return 1


stop = []
lock = threading.Lock()
lock.acquire()


def busy():
    lock.release()
    while not stop:
        hash(Slow())


def waiting():
    lock.acquire()
    yield 'went on'


thread = threading.Thread(target=busy)
thread.start()
assert next(waiting()) == 'went on'
stop.append(1)
thread.join()
