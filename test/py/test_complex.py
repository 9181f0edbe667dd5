"""Complex numbers: literals, arithmetic, repr, parsing, comparison.

lib: stdtypes#complex
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


z = 3 + 4j
assert z.real == 3.0
assert z.imag == 4.0
assert abs(z) == 5.0
assert z.conjugate() == 3 - 4j
assert type(z.real) is float
assert repr(z) == '(3+4j)'
assert str(1j) == '1j'
assert repr(-1j) == '(-0-1j)'
assert repr(1.5 - 2j) == '(1.5-2j)'
assert repr(complex(0.0, -1)) == '-1j'
assert repr(complex(-0.0, 1)) == '(-0+1j)'
assert repr(complex(1, -0.0)) == '(1-0j)'
assert repr(complex(float('inf'), float('nan'))) == '(inf+nanj)'
assert z + 1 == 4 + 4j
assert 1 - z == -2 - 4j
assert z * z == -7 + 24j
assert z / 2 == 1.5 + 2j
assert z ** 2 == -7 + 24j
assert -z == -3 - 4j
assert +z == z
assert 2 * 1j == 2j
assert 1j * 1j == -1
assert 1j ** 2 == -1
assert (1 + 1j) / (1 - 1j) == 1j
assert 1e3j == 1000j
assert z ** 0 == 1
assert 0j ** 0 == 1
assert z == complex(3, 4)
assert complex(1) == 1
assert 1 == 1 + 0j
assert not z == 'a'
assert z != 3
assert hash(1 + 0j) == 1
assert hash(1j) == 1000003
assert complex('1+2j') == 1 + 2j
assert complex(' ( -1.5j ) ') == -1.5j
assert complex('inf') == float('inf')
assert complex('1e2-j') == 100 - 1j
assert complex() == 0
assert bool(0j) is False
assert bool(1j) is True
assert {1j: 'a'}[1j] == 'a'
assert f'{1 + 2j}' == '(1+2j)'
assert f'{1.234 + 2j:.1f}' == '1.2+2.0j'
assert f'{1j:>8}' == '      1j'
assert '%s' % 1j == '1j'
assert error(lambda: 1j < 2j) == "TypeError: '<' not supported between instances of 'complex' and 'complex'"
assert error(lambda: 1j // 2) == "TypeError: unsupported operand type(s) for //: 'complex' and 'int'"
assert error(lambda: 1j / 0) == 'ZeroDivisionError: complex division by zero'
assert error(int, 1j) == (
    "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'")
assert error(float, 1j) == "TypeError: float() argument must be a string or a real number, not 'complex'"
assert error(complex, '1 + 2j') == 'ValueError: complex() arg is a malformed string'
assert error(complex, 'x', 1) == "TypeError: complex() can't take second arg if first is a string"
assert error(lambda: 0j ** -1) == 'ZeroDivisionError: 0.0 to a negative or complex power'


class C:
    def __complex__(self):
        return 5 + 6j


class F:
    def __float__(self):
        return 2.5


assert complex(C()) == 5 + 6j
assert complex(F()) == 2.5
assert complex(1, 2) == 1 + 2j
assert complex(real=1, imag=2) == 1 + 2j
assert complex(1, 1j) == 0
assert sum([1j, 2]) == 2 + 1j
assert isinstance(1j, complex)
assert not isinstance(1j, float)
assert round(abs((1 + 2j) ** 0.5 - (1.272019649514069 + 0.7861513777574233j)), 12) == 0
assert (2 + 3j).__add__(1) == 3 + 3j
assert (2 + 3j).__radd__('a') is NotImplemented
