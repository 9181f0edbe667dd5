"""sys._baserepl(): runs what standard input has."""
import subprocess
import sys


def run(text):
    program = 'import sys; print(sys._baserepl()); print("after", x)'
    done = subprocess.run([sys.executable, '-c', program], input=text, capture_output=True, text=True)
    return done.stdout.split(), done.stderr.strip().split('\n')[-1], done.returncode


assert run('print(5)\nx = 7\n') == (['5', 'None', 'after', '7'], '', 0)
assert run('x = 1\n1/0\n') == (['None', 'after', '1'], 'ZeroDivisionError: division by zero', 0)
assert run('print(5)\nraise SystemExit(3)\n') == (['5'], '', 3)
