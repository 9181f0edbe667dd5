# Threads that wait for each other through pipes: one that reads or writes does not keep the others from running.
import io
import os
import subprocess
import sys
import threading

# A reader waits for a writer that comes later.
r, w = os.pipe()
got = []
reader = threading.Thread(target=lambda: got.append(os.read(r, 100)))
reader.start()
os.write(w, b'first')
reader.join()
assert got == [b'first'], got

# The same where the thread runs the built-in function itself, and the reader waits before anybody writes.
for _ in range(2):
    reader = threading.Thread(target=os.read, args=(r, 100))
    reader.start()
    with open(os.dup(w), 'wb', buffering=0) as sink:
        assert sink.write(b'again') == 5
    reader.join()

# More than a pipe holds goes through, with the reader in another thread and in this one.
big = bytes(range(256)) * 2000
parts = []


def drain():
    while part := os.read(r, 70000):
        parts.append(part)


reader = threading.Thread(target=drain)
reader.start()
assert os.write(w, big) == len(big)
os.close(w)
reader.join()
os.close(r)
assert b''.join(parts) == big

r, w = os.pipe()
sink = open(w, 'wb')


def fill():
    sink.write(big)
    sink.close()


writer = threading.Thread(target=fill)
writer.start()
with open(r, 'rb') as source:
    assert source.read() == big
writer.join()

# Lines of text, as they come.
r, w = os.pipe()
lines = []


def collect():
    with open(r, encoding='utf-8') as source:
        for line in source:
            lines.append(line)


reader = threading.Thread(target=collect)
reader.start()
with io.TextIOWrapper(io.BufferedWriter(io.FileIO(w, 'w')), encoding='utf-8', line_buffering=True) as sink:
    for i in range(100):
        sink.write(f'line {i}\n')
reader.join()
assert lines == [f'line {i}\n' for i in range(100)], lines[:3]

# A program's output is read by one thread while another feeds it.
child = subprocess.Popen(
    [sys.executable, '-c', 'import sys; sys.stdout.write(sys.stdin.read().upper())'],
    stdin=subprocess.PIPE,
    stdout=subprocess.PIPE,
    text=True,
)
out = []
reader = threading.Thread(target=lambda: out.append(child.stdout.read()))
reader.start()
child.stdin.write('abc' * 50000)
child.stdin.close()
reader.join()
assert out == ['ABC' * 50000]
assert child.wait() == 0
child.stdout.close()
