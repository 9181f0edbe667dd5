"""Threads that wait for the system: the others go on meanwhile. lib: threading, select, socket"""
import _socket
import os
import select
import threading
import time
from contextlib import contextmanager


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

# Threads that wait inside special methods for one whose own is below them on the host's stack.
import sys
import time
from contextlib import contextmanager


class Lazy:
    def __init__(self):
        self.__dict__['lock'] = threading.RLock()
        self.__dict__['loads'] = 0

    def __getattr__(self, name):
        with self.lock:
            if 'value' not in self.__dict__:
                time.sleep(0.01)
                self.__dict__['loads'] += 1
                self.value = 42
            return self.value


def run_all(threads):
    for t in threads:
        t.start()
    for t in threads:
        t.join(10)
        assert not t.is_alive()


lazy = Lazy()
seen = []
run_all([threading.Thread(target=lambda: seen.append(lazy.attr), daemon=True) for _ in range(5)])
assert seen == [42] * 5
assert lazy.loads == 1

# What was gone on with above ends by an exception.
ready = threading.Event()


class Key:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if self.n == 0:
            ready.wait()
            raise ValueError('low')
        ready.set()
        time.sleep(0.001)
        return False


def sort(*numbers):
    try:
        seen.append([k.n for k in sorted(map(Key, numbers))])
    except ValueError as e:
        seen.append(str(e))


seen.clear()
run_all([threading.Thread(target=sort, args=(1, 0), daemon=True), threading.Thread(target=sort, args=(2, 1), daemon=True)])
assert sorted(map(str, seen)) == ['[2, 1]', 'low'], seen

# exec, next and classmethods do not keep a thread from being left while another one runs.
turns = [threading.Semaphore(1), threading.Semaphore(0)]
log = []


def step(i, n):
    turns[i].acquire()
    log.append((i, n))
    turns[1 - i].release()


class Steps:
    @classmethod
    def take(cls, i, n):
        step(i, n)


def steps(i):
    for n in range(10):
        step(i, n)
        yield n
    return 'end'


def by_next(i):
    g = steps(i)
    assert (next(g), next(g), next(g), next(g), next(g)) == (0, 1, 2, 3, 4)
    assert (next(g), next(g), next(g), next(g), next(g)) == (5, 6, 7, 8, 9)
    try:
        next(g)
    except StopIteration as e:
        assert e.value == 'end'
    else:
        raise AssertionError
    try:
        next(g)
    except StopIteration as e:
        assert e.value is None
    done.append(i)


def by_exec(i):
    for n in range(10):
        assert exec('step(i, n)', {'step': step, 'i': i, 'n': n}) is None
        assert exec(compile('step(i, n)', '', 'eval'), {'step': lambda i, n: 5, 'i': i, 'n': n}) is None
    try:
        exec('1 / 0')
    except ZeroDivisionError:
        done.append(i)


def by_class(i):
    for n in range(10):
        Steps.take(i, n)
    done.append(i)


for way in by_next, by_exec, by_class:
    done = []
    log.clear()
    run_all([threading.Thread(target=way, args=(i,), daemon=True) for i in range(2)])
    assert sorted(done) == [0, 1], way
    assert log == [(i, n) for n in range(10) for i in range(2)], (way, log)


def failing():
    try:
        import waiting_nowhere
    except ImportError as e:
        tb = e.__traceback__
        seen.append(tb.tb_next)


run_all([threading.Thread(target=failing, daemon=True) for _ in range(3)])
assert seen[-3:] == [None] * 3, seen


# Two threads wait inside of built-in code; above them the main one runs a generator that waits for their ends.
@contextmanager
def joining(threads):
    yield
    for t in threads:
        t.join(10)


def slowly():
    sorted([2, 1], key=lambda x: time.sleep(0.05) or x)


for _ in range(2000):
    with joining([]):
        pass
threads = [threading.Thread(target=slowly, daemon=True) for _ in range(2)]
with joining(threads):
    for thread in threads:
        thread.start()
    time.sleep(0.02)
assert [thread.is_alive() for thread in threads] == [False, False]


# Threads call a lock's __enter__ by name, as Condition does, above a thread that holds it inside of built-in code.
for lock in threading.Lock(), threading.RLock():
    got = []

    def entering():
        while not inside:
            time.sleep(0.001)
        started.append(1)
        got.append(lock.__enter__(True, 5))
        if got[-1]:
            lock.release()


    def rounds():
        end = time.monotonic() + 3
        inside.append(1)
        while len(started) < 3 and time.monotonic() < end:
            yield 1
        for _ in range(1000):
            yield 1


    started = []
    inside = []
    threads = [threading.Thread(target=entering, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    with lock:
        assert sum(n for n in rounds()) >= 1000
    for thread in threads:
        thread.join(10)
    assert got == [True] * 3, got
