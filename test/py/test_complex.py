"""Complex numbers: literals, arithmetic, repr, parsing, comparison.  lib: stdtypes#complex"""

def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


z = 3 + 4j
assert z.real == 3.0 and z.imag == 4.0 and abs(z) == 5.0 and z.conjugate() == 3 - 4j and type(z.real) is float
assert repr(z) == '(3+4j)' and str(1j) == '1j' and repr(-1j) == '(-0-1j)' and repr(1.5 - 2j) == '(1.5-2j)' and repr(complex(0.0, -1)) == '-1j'
assert repr(complex(-0.0, 1)) == '(-0+1j)' and repr(complex(1, -0.0)) == '(1-0j)' and repr(complex(float('inf'), float('nan'))) == '(inf+nanj)'
assert z + 1 == 4 + 4j and 1 - z == -2 - 4j and z * z == -7 + 24j and z / 2 == 1.5 + 2j and z ** 2 == -7 + 24j and -z == -3 - 4j and +z == z
assert 2 * 1j == 2j and 1j * 1j == -1 and 1j ** 2 == -1 and (1 + 1j) / (1 - 1j) == 1j and 1e3j == 1000j and z ** 0 == 1 and 0j ** 0 == 1
assert z == complex(3, 4) and complex(1) == 1 and 1 == 1 + 0j and not z == 'a' and z != 3 and hash(1 + 0j) == 1 and hash(1j) == 1000003
assert complex('1+2j') == 1 + 2j and complex(' ( -1.5j ) ') == -1.5j and complex('inf') == float('inf') and complex('1e2-j') == 100 - 1j and complex() == 0
assert bool(0j) is False and bool(1j) is True and {1j: 'a'}[1j] == 'a'
assert f'{1 + 2j}' == '(1+2j)' and f'{1.234 + 2j:.1f}' == '1.2+2.0j' and f'{1j:>8}' == '      1j' and '%s' % 1j == '1j'
assert error(lambda: 1j < 2j) == "TypeError: '<' not supported between instances of 'complex' and 'complex'"
assert error(lambda: 1j // 2) == "TypeError: unsupported operand type(s) for //: 'complex' and 'int'"
assert error(lambda: 1j / 0) == 'ZeroDivisionError: complex division by zero' or error(lambda: 1j / 0) == 'ZeroDivisionError: division by zero'
assert error(int, 1j) == "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'"
assert error(float, 1j) == "TypeError: float() argument must be a string or a real number, not 'complex'"
assert error(complex, '1 + 2j') == 'ValueError: complex() arg is a malformed string'
assert error(complex, 'x', 1) == "TypeError: complex() can't take second arg if first is a string" or error(complex, 'x', 1).startswith('TypeError: complex()')
assert error(lambda: 0j ** -1) == 'ZeroDivisionError: zero to a negative or complex power'


class C:
    def __complex__(self):
        return 5 + 6j


class F:
    def __float__(self):
        return 2.5


assert complex(C()) == 5 + 6j and complex(F()) == 2.5 and complex(1, 2) == 1 + 2j and complex(real=1, imag=2) == 1 + 2j and complex(1, 1j) == 0
assert sum([1j, 2]) == 2 + 1j and isinstance(1j, complex) and not isinstance(1j, float)
assert round(abs((1 + 2j) ** 0.5 - (1.272019649514069 + 0.7861513777574233j)), 12) == 0
assert (2 + 3j).__add__(1) == 3 + 3j and (2 + 3j).__radd__('a') is NotImplemented
