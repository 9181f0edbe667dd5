import atexit
import subprocess
import sys

def run(source):
    done = subprocess.run([sys.executable, '-c', source], capture_output=True, text=True)
    return done.stdout, done.stderr, done.returncode

# Functions run from the last to the first, with their arguments; register gives the function.
out, err, status = run('''
import atexit
@atexit.register
def first():
    print('first')
assert first.__name__ == 'first'
assert atexit.register(print, 'second', end='!\\n') is print
print('end')
''')
assert (out, err, status) == ('end\nsecond!\nfirst\n', '', 0)

# One that fails is reported, and the others run; the exit status stays.
out, err, status = run('''
import atexit
atexit.register(print, 'after')
atexit.register(lambda: 1 / 0)
raise SystemExit(3)
''')
assert out == 'after\n' and status == 3
assert err.startswith('Exception ignored in atexit callback <function <lambda> at 0x'), err
assert err.endswith('ZeroDivisionError: division by zero\n'), err

# They run after an exception that nobody caught, too; what one registers itself comes too late.
out, err, status = run('''
import atexit
atexit.register(print, 'ran')
atexit.register(lambda: atexit.register(print, 'late'))
1 / 0
''')
assert out == 'ran\n' and status == 1

before = atexit._ncallbacks()
def noted():
    raise AssertionError('unregistered functions do not run')
atexit.register(noted)
atexit.register(noted)
assert atexit._ncallbacks() == before + 2
atexit.unregister(noted)
try:
    atexit.register(1)
except TypeError as e:
    assert str(e) == 'the first argument must be callable'
else:
    assert False
