"""faulthandler: where threads are, at once, later, when a signal comes, and before a fatal one. lib: faulthandler"""
import faulthandler
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time


def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def written(work):
    with tempfile.TemporaryFile('w+') as file:
        work(file)
        file.seek(0)
        return re.sub('0x[0-9a-f]{16}', 'ID', file.read()).splitlines()


def dumps(file):
    faulthandler.dump_traceback(file)
    faulthandler.dump_traceback(file.fileno(), all_threads=False)


def at(function, line):
    code = function.__code__
    return f'  File "{code.co_filename}", line {code.co_firstlineno + line} in {code.co_name}'


lines = written(dumps)
assert lines[0] == 'Current thread ID (most recent call first):'
assert lines[1] == at(dumps, 1)
assert lines[2] == at(written, 2)
half = len(lines) // 2
assert lines[half] == 'Stack (most recent call first):' and lines[half + 1] == at(dumps, 2)


def later(file):
    faulthandler.dump_traceback_later(0.05, file=file)
    time.sleep(0.3)
    faulthandler.dump_traceback_later(60.25, file=file)
    faulthandler.cancel_dump_traceback_later()
    faulthandler.cancel_dump_traceback_later()
    faulthandler.dump_traceback_later(0.05, repeat=True, file=file)
    end = time.monotonic() + 1
    while time.monotonic() < end:
        pass
    faulthandler.cancel_dump_traceback_later()


lines = written(later)
assert lines[:3] == ['Timeout (0:00:00.050000)!', 'Thread ID (most recent call first):', at(later, 2)]
assert lines.count('Timeout (0:00:00.050000)!') > 2


def threads(file):
    started = threading.Event()
    stop = threading.Event()

    def wait_for_stop():
        started.set()
        stop.wait()

    thread = threading.Thread(target=wait_for_stop)
    thread.start()
    started.wait()
    time.sleep(0.05)
    faulthandler.dump_traceback(file)
    stop.set()
    thread.join()


text = '\n'.join(written(threads))
assert re.match(r'Thread ID \(most recent call first\):\n(  File.*\n){1,3}  File ".*", line [0-9]+ in wait_for_stop\n', text), text
assert '\n\nCurrent thread ID (most recent call first):\n' in text


def signalled(file):
    faulthandler.register(signal.SIGUSR1, file)
    os.kill(os.getpid(), signal.SIGUSR1)
    for _ in range(1000):
        pass
    assert faulthandler.unregister(signal.SIGUSR1) is True
    assert faulthandler.unregister(signal.SIGUSR1) is False


lines = written(signalled)
assert lines[0] == 'Current thread ID (most recent call first):' and ' in signalled' in lines[1]

assert err(faulthandler.dump_traceback, file=3.5) == "AttributeError: 'float' object has no attribute 'fileno'"
assert err(faulthandler.dump_traceback, file=-1) == 'ValueError: file is not a valid file descriptor'
assert err(faulthandler.dump_traceback_later, 0) == 'ValueError: timeout must be greater than 0'
assert err(faulthandler.dump_traceback_later, 2 ** 62) == 'OverflowError: timestamp too large to convert to C PyTime_t'
assert err(faulthandler.register, 9999) == 'ValueError: signal number out of range'
assert err(faulthandler.register, signal.SIGSEGV) == 'RuntimeError: signal 11 cannot be registered, use enable() instead'

was = faulthandler.is_enabled()
faulthandler.enable()
assert faulthandler.is_enabled() and faulthandler.disable() is True and faulthandler.disable() is False
assert not faulthandler.is_enabled()

CODE = 'import faulthandler\nprint(faulthandler.is_enabled(), flush=True)\ndef f():\n    faulthandler._sigabrt()\nf()'
result = subprocess.run([sys.executable, '-X', 'faulthandler', '-c', CODE], capture_output=True, text=True)
assert result.returncode == -signal.SIGABRT and result.stdout == 'True\n'
assert result.stderr.startswith('Fatal Python error: Aborted\n\nCurrent thread 0x')
assert '(most recent call first):\n  File "<string>", line 4 in f\n  File "<string>", line 5 in <module>\n' in result.stderr
result = subprocess.run([sys.executable, '-E', '-c', CODE], capture_output=True, text=True)
assert result.returncode == -signal.SIGABRT and result.stdout == 'False\n' and 'Fatal' not in result.stderr
