"""cmath, and the functions of math that are made of others."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import math, cmath
inf, nan = math.inf, math.nan
infj = cmath.infj
assert (cmath.sqrt(-1), cmath.sqrt(3 + 4j), cmath.sqrt(-0.0 - 1j)) == (1j, (2+1j), (0.7071067811865476-0.7071067811865475j))
assert (cmath.exp(1j * cmath.pi).real, cmath.log(-1), cmath.log(8, 2)) == (-1.0, 3.141592653589793j, (3+0j))
assert (cmath.polar(3 + 4j), cmath.phase(-1 - 0j), cmath.phase(-1 + 0j)) == ((5.0, 0.9272952180016122), 3.141592653589793, 3.141592653589793)
assert (cmath.rect(2, 0)) == (2+0j)
assert (cmath.acos(2), cmath.asin(2), cmath.atanh(2), cmath.acosh(-1)) == (-1.3169578969248166j, (1.5707963267948966+1.3169578969248166j), (0.5493061443340549+1.5707963267948966j), 3.141592653589793j)
assert (cmath.sqrt(complex(-inf, 1)), cmath.exp(complex(-inf, 3)), cmath.atan(complex(inf, 1)), cmath.cosh(complex(inf, 0))) == (infj, (-0+0j), (1.5707963267948966+0j), (inf+0j))
assert (cmath.isnan(complex(nan, 1)), cmath.isinf(complex(1, inf)), cmath.isfinite(1j)) == (True, True, True)
assert (cmath.isclose(1 + 1j, 1 + 1.0000000001j), cmath.isclose(1, 2, abs_tol=1.5)) == (True, True)
assert (cmath.infj, cmath.tau) == (infj, 6.283185307179586)
assert (cmath.tan(1000j), cmath.tanh(1000)) == (1j, (1+0j))
assert (math.fsum([0.1] * 10), math.fsum([1e100, 1.0, -1e100]), math.fsum([])) == (1.0, 1.0, 0.0)
assert (math.sumprod([1, 2, 3], [4, 5, 6]), math.sumprod([0.1] * 10, [10.0] * 10), math.sumprod([], [])) == (32, 10.0, 0)
assert (math.fma(2.0, 3.0, 4.0), math.fma(1e308, 10.0, -inf), math.fma(0.1, 10.0, -1.0)) == (10.0, -inf, 5.551115123125783e-17)
assert (math.gamma(5), math.gamma(0.5) ** 2 - math.pi < 1e-15, math.lgamma(3), math.lgamma(0.5) - 0.5723649429247001 < 1e-15) == (24.0, True, 0.693147180559945, True)
assert (math.erf(0), abs(math.erf(1) - 0.8427007929497149) < 1e-15, math.erfc(inf), math.erf(-inf)) == (0.0, True, 0.0, -1.0)
assert (math.remainder(7, 4), math.remainder(6, 4), math.remainder(-6, 4), math.remainder(5, inf)) == (-1.0, -2.0, 2.0, 5.0)
assert (math.nextafter(1.0, inf), math.nextafter(0.0, 1.0), math.nextafter(1.0, 2.0, steps=3), str(math.nextafter(-5e-324, 0.0))) == (1.0000000000000002, 5e-324, 1.0000000000000007, '-0.0')
assert (math.ulp(1.0), math.ulp(0.0), math.ulp(1e308), math.ulp(inf)) == (2.220446049250313e-16, 5e-324, 1.99584030953472e+292, inf)
assert (math.hypot(3, 4), math.hypot(1e308, 1e308), math.hypot(5e-324), math.hypot(), math.dist((1, 2), (4, 6))) == (5.0, 1.4142135623730951e+308, 5e-324, 0.0, 5.0)
assert (math.isqrt(10 ** 100), math.isqrt(2 ** 200 - 1), math.isqrt(0)) == (100000000000000000000000000000000000000000000000000, 1267650600228229401496703205375, 0)
assert (math.comb(100, 50), math.perm(10, 3), math.factorial(30), math.comb(5, 7)) == (100891344545564193334812497256, 720, 265252859812191058636308480000000, 0)
assert (math.gcd(12 ** 30, 18 ** 20), math.lcm(4, 6)) == (215892499727278669824, 12)


def raised(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__, str(e)
    return None


assert raised(cmath.log, 0) == ('ValueError', 'math domain error')
assert raised(cmath.exp, 1000) == ('OverflowError', 'math range error')
assert raised(cmath.sqrt, 'a') == ('TypeError', 'must be real number, not str')
assert raised(cmath.rect, 1, inf) == ('ValueError', 'math domain error')
assert raised(math.fsum, [inf, -inf]) == ('ValueError', '-inf + inf in fsum')
assert raised(math.fsum, [1e308, 1e308]) == ('OverflowError', 'intermediate overflow in fsum')
assert raised(math.sumprod, [1], []) == ('ValueError', 'Inputs are not the same length')
assert raised(math.fma, inf, 0.0, 1.0) == ('ValueError', 'invalid operation in fma')
assert raised(math.gamma, -1) == ('ValueError', 'math domain error')
assert raised(math.nextafter, 1.0, 2.0, steps=-1) == ('ValueError', 'steps must be a non-negative integer')

import statistics
assert abs(statistics.NormalDist(100, 15).inv_cdf(0.975) - 129.39945976839) < 1e-9
assert statistics.quantiles([1, 2, 3, 4]) == [1.25, 2.5, 3.75]


# Methods of subclasses of float are called.
class F(float):
    def __floor__(self):
        return 42


assert math.floor(F(1.5)) == 42
