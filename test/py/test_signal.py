"""Signals: handlers, timers, masks, and calls that a signal interrupts.

lib: signal; PEP 475
"""
import _signal as signal
import posix
import time


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# Whoever started this may have had SIGINT ignored, as shells do for what runs in the background.
assert signal.getsignal(signal.SIGINT) in (signal.default_int_handler, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.default_int_handler)
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
assert signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN
assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL

came = []


def note(signum, frame):
    came.append((signum, type(frame).__name__))


assert signal.signal(signal.SIGTERM, note) == signal.SIG_DFL
assert signal.getsignal(signal.SIGTERM) is note
signal.raise_signal(signal.SIGTERM)
assert came == [(15, 'frame')]
posix.kill(posix.getpid(), signal.SIGTERM)
assert came == [(15, 'frame')] * 2
assert signal.signal(signal.SIGTERM, signal.SIG_IGN) is note
signal.raise_signal(signal.SIGTERM)
assert len(came) == 2
assert signal.signal(signal.SIGTERM, signal.SIG_DFL) == signal.SIG_IGN

# a handler may raise, and the default one of SIGINT does
assert error(signal.raise_signal, signal.SIGINT) == 'KeyboardInterrupt: '


def fail(signum, frame):
    raise ValueError(signum)


signal.signal(signal.SIGUSR1, fail)
assert error(signal.raise_signal, signal.SIGUSR1) == 'ValueError: 10'

# a busy loop is interrupted, a sleep goes on
came.clear()
signal.signal(signal.SIGALRM, note)
assert signal.setitimer(signal.ITIMER_REAL, 0.05) == (0.0, 0.0)
count = 0
while not came:
    count += 1
assert came == [(14, 'frame')] and count > 0
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
start = time.monotonic()
time.sleep(0.1)
assert time.monotonic() - start >= 0.1
# On a busy machine signals that come together are one.
while len(came) < 3 and time.monotonic() - start < 10:
    time.sleep(0.02)
value, interval = signal.setitimer(signal.ITIMER_REAL, 0)
assert 0 <= value <= 0.02 and interval == 0.02
assert len(came) >= 3
r, w = posix.pipe()
came.clear()
signal.setitimer(signal.ITIMER_REAL, 0.05)
pid = posix.posix_spawn('/bin/sh', ['sh', '-c', 'sleep 0.2; echo x'], {'PATH': '/bin:/usr/bin'}, file_actions=[(posix.POSIX_SPAWN_DUP2, w, 1)])
assert posix.read(r, 10) == b'x\n' and came == [(14, 'frame')]
posix.waitpid(pid, 0)
signal.setitimer(signal.ITIMER_REAL, 0.05)
signal.pause()
assert len(came) == 2
signal.signal(signal.SIGALRM, fail)
signal.setitimer(signal.ITIMER_REAL, 0.05)
assert error(time.sleep, 10) == 'ValueError: 14'
assert signal.alarm(100) == 0 and signal.alarm(0) == 100
assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)

# masks
assert signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2]) == set()
signal.signal(signal.SIGUSR2, note)
came.clear()
signal.raise_signal(signal.SIGUSR2)
assert came == [] and signal.sigpending() == {12}
assert signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR2}) == {12}
assert came == [(12, 'frame')]
signal.pthread_sigmask(signal.SIG_BLOCK, [12])
signal.raise_signal(12)
assert signal.sigwait([12]) == 12
signal.raise_signal(12)
info = signal.sigwaitinfo([12])
assert info.si_signo == info[0] == 12 and info.si_pid == posix.getpid()
assert signal.sigtimedwait([12], 0) is None
assert signal.sigtimedwait([12], 0.01) is None
signal.pthread_sigmask(signal.SIG_SETMASK, [])

# waking a descriptor
assert error(signal.set_wakeup_fd, w) == f'ValueError: the fd {w} must be in non-blocking mode'
posix.set_blocking(w, False)
assert signal.set_wakeup_fd(w) == -1
signal.raise_signal(12)
assert signal.set_wakeup_fd(-1) == w
assert posix.read(r, 10) == b'\x0c'
assert error(signal.set_wakeup_fd, 9999) == 'OSError: [Errno 9] Bad file descriptor'

# what is refused
assert error(signal.signal, 99, note) == 'ValueError: signal number out of range'
assert error(signal.signal, signal.SIGKILL, note) == 'OSError: [Errno 22] Invalid argument'
assert error(signal.signal, 2, 5) == 'TypeError: signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object'
assert error(signal.getsignal, 0) == 'ValueError: signal number out of range'
assert error(signal.setitimer, 9, 1) == 'itimer_error: [Errno 22] Invalid argument'
assert error(signal.setitimer, 0, -1) == 'itimer_error: [Errno 22] Invalid argument'
assert issubclass(signal.ItimerError, OSError) and signal.ItimerError.__module__ == 'signal'
assert error(signal.pthread_sigmask, 99, [1]) == 'OSError: [Errno 22] Invalid argument'
assert error(signal.pthread_sigmask, 0, [99]) == 'ValueError: signal number 99 out of range [1; 64]'
assert error(signal.sigtimedwait, [2], -1) == 'ValueError: timeout must be non-negative'
assert signal.strsignal(2) == 'Interrupt' and error(signal.strsignal, 99) == 'ValueError: signal number out of range'
assert {1, 2, 15, 64} <= signal.valid_signals() and 32 not in signal.valid_signals()

# Signals that arrive while traced loops go round: those from outside end a loop that calls nothing, those that the
# loop itself sends are handled before the next round is over.
class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop


signal.signal(signal.SIGALRM, stop)
def spin():
    n = 0
    while True:
        n += 1
def spin_floats():
    x = 0.0
    while True:
        x = x * 0.5 + 1.0
def spin_nested():
    n = 0
    while True:
        for i in range(10):
            n ^= i
def spin_calls():
    n = 0
    text = 'abc'
    while True:
        n += text.find('c') + abs(n - 1) % 3
for loop in (spin, spin_floats, spin_nested, spin_calls):
    for delay in (0.02, 0.2):
        signal.setitimer(signal.ITIMER_REAL, delay)
        try:
            loop()
        except Stop:
            pass
        else:
            assert False
seen = []
signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
def sends(rounds):
    late = 0
    for i in range(rounds):
        if i % 100 == 99:
            before = len(seen)
            posix.kill(posix.getpid(), signal.SIGUSR1)
            for k in range(3):
                pass
            late += len(seen) == before
    return late
assert sends(20000) == 0 and len(seen) == 200
signal.signal(signal.SIGUSR1, signal.SIG_DFL)
signal.signal(signal.SIGALRM, signal.SIG_DFL)
