"""Mandelbrot: how many points of a grid stay bounded, in plain floats and in complex numbers.

A float loop with an unpredictable exit, and the same with the built-in complex type; both have to find the same points.
"""

SIZE = 200          # points per side
QUICK = 16

LIMIT = 50


def inside_floats(n):
    rows = []
    for py in range(n):
        ci = 2.0 * py / n - 1.0
        row = 0
        for px in range(n):
            cr = 2.0 * px / n - 1.5
            zr = zi = 0.0
            rr = ii = 0.0
            count = 0
            while count < LIMIT and rr + ii <= 4.0:
                zi = 2.0 * zr * zi + ci
                zr = rr - ii + cr
                rr = zr * zr
                ii = zi * zi
                count += 1
            row = row << 1 | (count == LIMIT)
        rows.append(row)
    return rows


def inside_complex(n):
    rows = []
    for py in range(n):
        row = 0
        for px in range(n):
            c = complex(2.0 * px / n - 1.5, 2.0 * py / n - 1.0)
            z = 0j
            for _ in range(LIMIT):
                z = z * z + c
                if z.real * z.real + z.imag * z.imag > 4.0:
                    row = row << 1
                    break
            else:
                row = row << 1 | 1
        rows.append(row)
    return rows


def run(size):
    rows = inside_floats(size)
    count = sum([bin(row).count('1') for row in rows])
    # The set covers about 1.51 of the 4 units of area; the grid is coarse and the limit low.
    assert 1.4 < 4.0 * count / (size * size) < 1.8, count
    if size % 2 == 0:
        # It is its own mirror image in the real axis, which is row size/2.
        for i in range(1, size // 2):
            assert bin(rows[size // 2 - i] ^ rows[size // 2 + i]).count('1') <= 2
    sample = inside_complex(size // 2)
    half = inside_floats(size // 2)
    # A point on the very edge may fall on either side: the two ways round differently.
    assert sum([bin(a ^ b).count('1') for a, b in zip(sample, half)]) <= 2 + size // 40
