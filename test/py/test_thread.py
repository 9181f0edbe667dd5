"""Threads: taking turns, waiting, locks, what threading builds on them.

lib: threading, _thread
"""
import _thread
import sys
import threading
import time


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# A thread runs while another one waits for it.
seen = []
t = threading.Thread(target=lambda a, b: seen.append((a, b)), args=(1,), kwargs={'b': 2})
assert not t.is_alive()
assert t.ident is None
t.start()
t.join()
assert seen == [(1, 2)]
assert not t.is_alive()
assert error(t.start) == 'RuntimeError: threads can only be started once'
assert error(threading.Thread().join) == 'RuntimeError: cannot join thread before it is started'
assert error(threading.current_thread().join) == 'RuntimeError: cannot join current thread'
assert threading.current_thread() is threading.main_thread()
assert threading.get_ident() == threading.main_thread().ident


# Threads that never wait take turns all the same.
def spin():
    counts[threading.current_thread().name] = 0
    while not stop:
        counts[threading.current_thread().name] += 1


counts, stop = {}, False
spinners = [threading.Thread(target=spin, name=f's{i}') for i in range(3)]
for t in spinners:
    t.start()
end = time.monotonic() + 5
while time.monotonic() < end and (len(counts) < 3 or min(counts.values()) < 1000):
    pass
stop = True
for t in spinners:
    t.join()
assert sorted(counts) == ['s0', 's1', 's2']
assert min(counts.values()) >= 1000


# A lock that is held makes the others wait.
def deposit():
    global balance
    for _ in range(200):
        with lock:
            old = balance
            time.sleep(0)
            balance = old + 1


lock, balance = threading.Lock(), 0
threads = [threading.Thread(target=deposit) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert balance == 800
assert lock.acquire()
assert not lock.acquire(blocking=False)
begin = time.monotonic()
assert not lock.acquire(timeout=0.05)
assert 0.04 < time.monotonic() - begin < 2
assert error(lock.acquire, False, 1) == "ValueError: can't specify a timeout for a non-blocking call"
assert error(lock.acquire, True, -2) == 'ValueError: timeout value must be a non-negative number'
assert lock.locked()
lock.release()
assert error(lock.release) == 'RuntimeError: release unlocked lock'

# RLock: the holder may take it again, nobody else.
r = threading.RLock()
assert r.acquire()
assert r.acquire()
got = []
t = threading.Thread(target=lambda: got.append((r.acquire(blocking=False), error(r.release))))
t.start()
t.join()
assert got == [(False, 'RuntimeError: cannot release un-acquired lock')]
r.release()
r.release()
assert error(r.release) == 'RuntimeError: cannot release un-acquired lock'

# Event, Condition, Semaphore, Barrier, Timer
event = threading.Event()
t = threading.Timer(0.02, event.set)
t.start()
assert event.wait(5)
t.join()
condition = threading.Condition()
items = []


def consume():
    with condition:
        while len(items) < 3:
            condition.wait()
        items.append('taken')


t = threading.Thread(target=consume)
t.start()
for i in range(3):
    with condition:
        items.append(i)
        condition.notify()
t.join()
assert items == [0, 1, 2, 'taken']
with condition:
    assert not condition.wait(0.01)
assert error(condition.notify) == 'RuntimeError: cannot notify on un-acquired lock'
semaphore, inside, most = threading.Semaphore(2), 0, 0


def enter():
    global inside, most
    with semaphore:
        inside += 1
        most = max(most, inside)
        time.sleep(0.005)
        inside -= 1


threads = [threading.Thread(target=enter) for _ in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert most == 2
barrier, order = threading.Barrier(3), []


def meet():
    order.append('before')
    barrier.wait()
    order.append('after')


threads = [threading.Thread(target=meet) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert order == ['before'] * 3 + ['after'] * 3


# Thread-local attributes
class Mine(threading.local):
    kind = 'class'

    def __init__(self, n):
        self.n = n


mine = Mine(7)
mine.n = 8
mine.extra = True
there = []


def look():
    there.append((mine.n, mine.kind, hasattr(mine, 'extra')))
    mine.n = 9


t = threading.Thread(target=look)
t.start()
t.join()
assert there == [(7, 'class', False)]
assert mine.n == 8
assert mine.__dict__ == {'n': 8, 'extra': True}
assert error(threading.local, 1) == 'TypeError: Initialization arguments are not supported'

# queue
import queue
q = queue.Queue(maxsize=2)
produced = []


def produce():
    for i in range(50):
        q.put(i)
    q.put(None)


t = threading.Thread(target=produce)
t.start()
while (x := q.get()) is not None:
    produced.append(x)
t.join()
assert produced == list(range(50))
assert error(q.get, timeout=0.01) == 'Empty: '

# What a thread raises goes to threading.excepthook; SystemExit ends it quietly.
caught = []
threading.excepthook = lambda args: caught.append((args.exc_type, str(args.exc_value), args.thread.name))
t = threading.Thread(target=lambda: 1 / 0, name='failing')
t.start()
t.join()
assert caught == [(ZeroDivisionError, 'division by zero', 'failing')]
threading.excepthook = threading.__excepthook__
t = threading.Thread(target=sys.exit)
t.start()
t.join()

# Threads that are waited for inside a sort key, and generators that are run by another thread.
results = []


def late(x):
    time.sleep(0.002)
    results.append(x)
    return -x


t = threading.Thread(target=lambda: results.append(sorted([1, 2, 3], key=late)))
t.start()
assert sorted([4, 5, 6], key=late) == [6, 5, 4]
t.join()
assert [3, 2, 1] in results
assert sorted(x for x in results if type(x) is int) == [1, 2, 3, 4, 5, 6]
g = (i for i in range(3))
t = threading.Thread(target=lambda: results.append(next(g)))
t.start()
t.join()
assert results[-1] == 0
assert next(g) == 1

# _thread itself
done = _thread.allocate_lock()
done.acquire()
ident = _thread.start_new_thread(lambda *a, **k: (results.append((a, k)), done.release()), (1, 2), {'k': 3})
with done:
    assert results[-1] == ((1, 2), {'k': 3})
assert type(ident) is int
assert error(_thread.start_new_thread, 5, ()) == 'TypeError: first arg must be callable'
assert error(_thread.start_new_thread, len, 5) == 'TypeError: 2nd arg must be a tuple'
handle = _thread.start_joinable_thread(lambda: time.sleep(0.01))
handle.join()
assert handle.is_done()
assert error(_thread.exit) == 'SystemExit: '
assert _thread.LockType is type(done)
assert _thread.TIMEOUT_MAX > 1e9
old = sys.getswitchinterval()
sys.setswitchinterval(0.001)
assert abs(sys.getswitchinterval() - 0.001) < 1e-9
assert error(sys.setswitchinterval, 0) == 'ValueError: switch interval must be strictly positive'
sys.setswitchinterval(old)

# Daemons do not keep the program from ending; others do.
threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
threading.Thread(target=threading.Event().wait, daemon=True).start()
