"""Complex numbers in compiled code: answers of CPython 3.13."""

import io

lines = io.StringIO()


def show(*values):
    print(*values, file=lines)


def orbit(c, n):
    z = 0j
    for i in range(n):
        z = z * z + c
        if z.real * z.real + z.imag * z.imag > 4.0:
            return i, z
    return n, z


def mix(a, b):
    return a + b, a - b, a * b


def parts(z):
    return z.real + z.imag, z.real, -z.imag


for k in range(200):
    orbit(complex(k / 200 - 1.5, 0.1), 50)
    mix(complex(k, 1), 1j)
    parts(complex(k, 2))
show(orbit(0.3 + 0.5j, 50), orbit(-1 + 0j, 50), orbit(2 + 2j, 50))

inf, nan = float('inf'), float('nan')
for a in (0j, -0j, complex(0.0, -0.0), complex(-0.0, 0.0), complex(inf, 1), complex(nan, 2), 1 + 2j):
    for b in (0j, complex(-0.0, -0.0), complex(1, inf), 3 - 4j):
        show(mix(a, b))


class Point(complex):
    def __mul__(self, other):
        return 'times'

    @property
    def real(self):
        return 'mine'


show(mix(Point(1, 2), 1j), mix(1j, Point(1, 2)), Point(1, 2).imag)
# Other numbers, late.
show(mix(1j, 2), mix(2, 1j), mix(1.5, 1j), mix(1j, 1.5), mix(True, 1j), mix(1j, 10**20), mix(1.5, 2), mix(1, 2))
show(parts(3), parts(2.5), parts(True), parts(10**20), parts(complex(-0.0, -0.0)))
for args in ((1j, 'x'), ('x', 1j), (None, 1j)):
    try:
        show(mix(*args))
    except TypeError as e:
        show(e)
try:
    show(parts(Point(1, 2)))
except TypeError as e:
    show(e)
try:
    parts('x')
except AttributeError as e:
    show(e)

EXPECTED = """\
(50, (0.14566239005941783+0.8194814801003822j)) (50, 0j) (0, (2+2j))
(0j, 0j, 0j)
(0j, 0j, -0j)
((1+infj), (-1-infj), (nan+nanj))
((3-4j), (-3+4j), 0j)
(0j, (-0-0j), -0j)
((-0-0j), 0j, 0j)
((1+infj), (-1-infj), (nan+nanj))
((3-4j), (-3+4j), (-0+0j))
(0j, -0j, 0j)
(-0j, 0j, (-0+0j))
((1+infj), (-1-infj), (nan+nanj))
((3-4j), (-3+4j), -0j)
(0j, (-0+0j), (-0+0j))
((-0+0j), 0j, 0j)
((1+infj), (-1-infj), (nan+nanj))
((3-4j), (-3+4j), 0j)
((inf+1j), (inf+1j), (nan+nanj))
((inf+1j), (inf+1j), (nan+nanj))
((inf+infj), (inf-infj), (nan+infj))
((inf-3j), (inf+5j), (inf-infj))
((nan+2j), (nan+2j), (nan+nanj))
((nan+2j), (nan+2j), (nan+nanj))
((nan+infj), (nan-infj), (nan+nanj))
((nan-2j), (nan+6j), (nan+nanj))
((1+2j), (1+2j), 0j)
((1+2j), (1+2j), -0j)
((2+infj), -infj, (-inf+infj))
((4-2j), (-2+6j), (11+2j))
((1+3j), (1+1j), 'times') ((1+3j), (-1-1j), (-2+1j)) 2.0
((2+1j), (-2+1j), 2j) ((2+1j), (2-1j), 2j) ((1.5+1j), (1.5-1j), 1.5j) ((1.5+1j), (-1.5+1j), 1.5j) ((1+1j), (1-1j), 1j) ((1e+20+1j), (-1e+20+1j), 1e+20j) (3.5, -0.5, 3.0) (3, -1, 2)
(3, 3, 0) (2.5, 2.5, -0.0) (1, 1, 0) (100000000000000000000, 100000000000000000000, 0) (-0.0, -0.0, 0.0)
unsupported operand type(s) for +: 'complex' and 'str'
can only concatenate str (not "complex") to str
unsupported operand type(s) for +: 'NoneType' and 'complex'
can only concatenate str (not "float") to str
'str' object has no attribute 'real'
"""
assert lines.getvalue() == EXPECTED, lines.getvalue()
