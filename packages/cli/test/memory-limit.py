"""Programs that allocate without end, run one after the other under a limit of memory: each gets a MemoryError, and the next
one has the memory again. Prints the names of those that did not, and how many did.
"""
import array
import io
import itertools
import sys
from collections import deque

programs = []


def program(f):
    programs.append(f)


@program
def append():
    a = []
    while True:
        a.append([1, 2])


@program
def floats():
    a = []
    while True:
        a.append(len(a) * 0.5)


@program
def comprehension():
    [i for i in itertools.count()]


@program
def list_of_iterator():
    list(itertools.count())


@program
def starred():
    [*itertools.count()]


@program
def extend():
    a = [1]
    while True:
        a.extend(a)


@program
def concatenated_list():
    a = [1]
    while True:
        a = a + a


@program
def repeated_list():
    [0] * (1 << 30)


@program
def tuple_of_iterator():
    tuple(itertools.count())


@program
def dict_items():
    d = {}
    while True:
        d[str(len(d))] = 1


@program
def dict_of_pairs():
    dict(zip(itertools.count(), itertools.count()))


@program
def set_of_iterator():
    set(itertools.count())


@program
def str_pieces():
    s = ''
    while True:
        s += 'spam'


@program
def str_repeated():
    ('é' * 1000000 + 'x') * 100


@program
def str_joined():
    ''.join(itertools.repeat('spam'))


@program
def str_doubled():
    s = 'x'
    while True:
        s += s


@program
def bytes_of_count():
    bytes(1 << 30)


@program
def bytes_doubled():
    b = b'x'
    while True:
        b = b + b


@program
def bytes_repeated():
    b'ab' * (1 << 28)


@program
def bytes_joined():
    b''.join([bytes(1000000)] * 1000)


@program
def bytearray_extended():
    b = bytearray()
    while True:
        b.extend(b'x' * 1000)


@program
def bytearray_of_iterator():
    bytearray(itertools.repeat(1))


@program
def many_bytes():
    a = []
    while True:
        a.append(bytes(10000))


@program
def shifted():
    1 << 10**9


@program
def power():
    3 ** 10**9


@program
def many_ints():
    a = []
    while True:
        a.append((1 << 2000) + len(a))


@program
def array_items():
    a = array.array('d')
    while True:
        a.extend([1.0] * 1000)


@program
def array_repeated():
    array.array('q', [1]) * (1 << 28)


@program
def deque_items():
    d = deque()
    while True:
        d.append(None)


@program
def deque_of_iterator():
    deque(itertools.count())


@program
def string_io():
    f = io.StringIO()
    while True:
        f.write('spam' * 1000)


@program
def bytes_io():
    f = io.BytesIO()
    while True:
        f.write(b'spam' * 1000)


@program
def nested():
    a = []
    while True:
        a = [a]


@program
def instances():
    class Node:
        def __init__(self, next):
            self.next = next

    n = None
    while True:
        n = Node(n)


@program
def recursion():
    def f():
        return [0] * 100000 + f()

    f()


@program
def remembered():
    first, second = itertools.tee(itertools.count())
    for _ in first:
        pass


passed = 0
for f in programs:
    try:
        f()
    except MemoryError as e:
        passed += 1
    except BaseException as e:
        print(f.__name__, repr(e))
    else:
        print(f.__name__, 'went through')

# The same one a hundred times.
if '--often' in sys.argv:
    for i in range(100):
        try:
            append()
        except MemoryError:
            passed += 1

print(passed, 'of', len(programs))
