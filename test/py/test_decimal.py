"""decimal: numbers, contexts, text."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


from decimal import *
import decimal, pickle, copy, math, operator
from fractions import Fraction
D = Decimal
assert (D('1.1') + D('2.25')) == Decimal('3.35')
assert (D(1) / 3) == Decimal('0.3333333333333333333333333333')
assert (D(2).sqrt()) == Decimal('1.414213562373095048801688724')
assert (D('1e-30') + 1) == Decimal('1.000000000000000000000000000')
assert repr((D('NaN12') + 1)) == repr(Decimal('NaN12'))
assert (str(D('-0'))) == '-0'
assert (D(7) // 2, D(-7) // 2, D(-7) % 2, divmod(D('-7.5'), 2)) == (Decimal('3'), Decimal('-3'), Decimal('-1'), (Decimal('-3'), Decimal('-1.5')))
assert (D(10).remainder_near(6)) == Decimal('-2')
assert (D(1).exp(), D(2).ln(), D(2).log10(), D(1000).log10()) == (Decimal('2.718281828459045235360287471'), Decimal('0.6931471805599453094172321215'), Decimal('0.3010299956639811952137388947'), Decimal('3'))
assert (D('1.00000000001').ln()) == Decimal('9.999999999950000000000333333E-12')
assert (D('-1234.5').exp()) == Decimal('7.302340679610543124397069628E-537')
assert (D('1e999999').ln()) == Decimal('2302582.790408952689972307437')
assert (D(4) ** D('0.5'), D(2) ** -3, D('1.1') ** 1000, D(2) ** D('0.5')) == (Decimal('2.000000000000000000000000000'), Decimal('0.125'), Decimal('2.469932918005826334124088385E+41'), Decimal('1.414213562373095048801688724'))
assert (pow(D(3), 1000, 7)) == Decimal('4')
assert (pow(D(-3), 3, 5)) == Decimal('-2')
assert (D('1.23456').quantize(D('0.01'))) == Decimal('1.23')
assert (D('1.23456').quantize(D('0.01'), rounding=ROUND_UP)) == Decimal('1.24')
assert ([str(D('2.5').quantize(D(1), rounding=r)) for r in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)]) == ['3', '2', '3', '2', '3', '2', '2', '2']
assert ([str(D('-2.5').quantize(D(1), rounding=r)) for r in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)]) == ['-3', '-2', '-2', '-3', '-3', '-2', '-2', '-2']
assert (D('1.5').fma(2, 3)) == Decimal('6.0')
assert (D('123.456').logb(), D('123.456').scaleb(3), D('12345').rotate(2), D('12345').shift(-2)) == (Decimal('2'), Decimal('123456'), Decimal('1234500'), Decimal('123'))
assert (D(1010).logical_and(D(1100)), D(1010).logical_or(1100), D(1010).logical_xor(1100)) == (Decimal('1000'), Decimal('1110'), Decimal('110'))
assert (D(1).next_plus(), D(1).next_minus(), D(1).next_toward(2)) == (Decimal('1.000000000000000000000000001'), Decimal('0.9999999999999999999999999999'), Decimal('1.000000000000000000000000001'))
assert (D(1).compare(2), D('1.0').compare_total(1), D('-NaN').compare_total(1)) == (Decimal('-1'), Decimal('-1'), Decimal('-1'))
assert (D(1).max(D('NaN')), D(-3).max_mag(2), D(-3).min_mag(2)) == (Decimal('1'), Decimal('-3'), Decimal('2'))
assert (D('1.00').same_quantum(D('2.00')), D('1.0').same_quantum(1)) == (True, False)
assert (D('2.5').to_integral(), D('2.5').to_integral_exact(ROUND_UP)) == (Decimal('2'), Decimal('3'))
assert (D('123e5').to_eng_string(), D('0e-7').to_eng_string(), D('1.5e-8').to_eng_string()) == ('12.3E+6', '0.0E-6', '15E-9')
assert (D('120.00').normalize(), D('1e3').normalize()) == (Decimal('1.2E+2'), Decimal('1E+3'))
assert (D('1e-999999').number_class(), D('1e-1000010').number_class(), D('-inf').number_class()) == ('+Normal', '+Subnormal', '-Infinity')
assert (D('1.5').as_tuple(), D('snan3').as_tuple()) == (DecimalTuple(sign=0, digits=(1, 5), exponent=-1), DecimalTuple(sign=0, digits=(3,), exponent='N'))
assert (D('-1.25').as_integer_ratio(), D('1e3').as_integer_ratio()) == ((-5, 4), (1000, 1))
assert (D.from_float(0.1)) == Decimal('0.1000000000000000055511151231257827021181583404541015625')
assert (D(0.1) == D.from_float(0.1)) == True
assert (D(float('inf')), D(float('-inf')), D(-0.0)) == (Decimal('Infinity'), Decimal('-Infinity'), Decimal('-0'))
assert (hash(D('0.5')) == hash(0.5), hash(D(10) ** 30) == hash(10 ** 30), hash(D('0.1')) == hash(Fraction(1, 10))) == (True, True, True)
assert ({1: 'a'}[D(1)], {D('0.5'): 'b'}[0.5], len({100.0, D(100)})) == ('a', 'b', 1)
assert (D('0.5') == 0.5, D('0.1') == 0.1, D(1) < 1.5, D('0.1') == Fraction(1, 10), D('0.25') == 0.25 + 0j) == (True, False, True, True, True)
assert (D('nan') == D('nan'), D('nan') != 1) == (False, True)
assert (sorted([D(3), D(1), 2])) == [Decimal('1'), 2, Decimal('3')]
assert (sum([D('0.1')] * 10) == 1) == True
assert (int(D('-3.9')), float(D('1e-400')), float(D('0.1')), complex(D(2))) == (-3, 0.0, 0.1, (2+0j))
assert (round(D('2.5')), round(D('2.567'), 1), round(D('1234'), -2), math.floor(D('-1.5')), math.ceil(D('-1.5')), math.trunc(D('-1.5'))) == (2, Decimal('2.6'), Decimal('1.2E+3'), -2, -1, -1)
assert (D('1_000.5'), D(' 12 '), D('\u0661\u0662')) == (Decimal('1000.5'), Decimal('12'), Decimal('12'))
assert repr((D((1, (1, 2, 3), -2)), D((0, (), 'F')), D([0, (1,), 'n']))) == repr((Decimal('-1.23'), Decimal('Infinity'), Decimal('NaN1')))
assert (repr(D('1E+5')), str(D('1e-7')), str(D('0.000001')), str(D('1E-5'))) == ("Decimal('1E+5')", '1E-7', '0.000001', '0.00001')
assert (format(D('1234567.891'), ',.2f'), format(D('1e10'), '.3e'), format(D('0.125'), '.1%'), format(D('-0.001'), 'z.1f')) == ('1,234,567.89', '1.000e+10', '12.5%', '0.0')
assert (format(D('1.5'), '*^10'), format(D('1234.5'), '012,.1f'), format(D('1e-10'), 'g'), format(D('123'), '#.3g')) == ('***1.5****', '00,001,234.5', '1e-10', '123.')
assert (f"{D('3.14159'):8.2f}|{D('inf'):>10}|{D('nan'):010}") == '    3.14|  Infinity|       NaN'
assert (pickle.loads(pickle.dumps(D('-1.50'))), copy.copy(D(3)), copy.deepcopy(D(4))) == (Decimal('-1.50'), Decimal('3'), Decimal('4'))
assert repr((getcontext())) == repr(Context(prec=28, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[Inexact, FloatOperation, Rounded], traps=[InvalidOperation, DivisionByZero, Overflow]))
assert repr((Context(prec=5, rounding=ROUND_UP, traps=[Inexact]))) == repr(Context(prec=5, rounding=ROUND_UP, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[], traps=[Inexact]))
assert (Context(prec=3).create_decimal('1.23456')) == Decimal('1.23')
assert (Context(prec=3).add(D('1.2345'), 1)) == Decimal('2.23')
assert (Context(prec=5).divmod(10, 3)) == (Decimal('3'), Decimal('1'))
assert (Context(prec=9).power(2, 100), Context(prec=9).power(2, 100, 7)) == (Decimal('1.26765060E+30'), Decimal('2'))
assert (Context(prec=5, Emax=3, Emin=-3, clamp=1, traps=[]).create_decimal('1e3')) == Decimal('1000.0')
assert (Context(Emin=-3, Emax=3, prec=3, traps=[]).create_decimal('1.234e-5')) == Decimal('0.00001')
assert (Context(Emin=-3, Emax=3, prec=3, traps=[], rounding=ROUND_DOWN).create_decimal('1e9')) == Decimal('9.99E+3')
assert (Context(prec=3).Etiny(), Context(prec=3).Etop()) == (-1000001, 999997)
assert (Context(capitals=0).to_sci_string(D('1e10'))) == '1e+10'
assert (pickle.loads(pickle.dumps(Context(prec=7))).prec) == 7
assert (decimal.MAX_PREC, decimal.MAX_EMAX, decimal.MIN_EMIN, decimal.MIN_ETINY) == (999999999999999999, 999999999999999999, -999999999999999999, -1999999999999999997)
assert (decimal.HAVE_THREADS, decimal.HAVE_CONTEXTVAR, decimal.__version__) == (True, True, '1.70')
assert (D('1E+999999999999999999'), D('1E-1999999999999999997')) == (Decimal('1E+999999999999999999'), Decimal('1E-1999999999999999997'))
assert ([t.__name__ for t in getcontext().flags]) == ['InvalidOperation', 'FloatOperation', 'DivisionByZero', 'Overflow', 'Underflow', 'Subnormal', 'Inexact', 'Rounded', 'Clamped']
assert (issubclass(DivisionByZero, ZeroDivisionError), issubclass(FloatOperation, TypeError)) == (True, True)
assert (type(getcontext().flags).__name__) == 'SignalDict'
assert (D('9' * 28) + 1) == Decimal('1.000000000000000000000000000E+28')
assert (D(3) * D('1e-5'), D('1.20') * 3, D(0) * -1) == (Decimal('0.00003'), Decimal('3.60'), Decimal('-0'))
assert (abs(D('-1.5')), -D('0'), +D('-0')) == (Decimal('1.5'), Decimal('0'), Decimal('0'))
assert (bool(D(0)), bool(D('0.1')), bool(D('nan'))) == (False, True, True)
assert (D(5).is_integer() if hasattr(D, 'is_integer') else 'none') == 'none'
assert (D('1e5').adjusted(), D('inf').adjusted()) == (5, 0)
assert (operator.truediv(D(1), D(8))) == Decimal('0.125')
assert (max(D(1), 2, D('1.5')), min(1.5, D(1))) == (2, Decimal('1'))
assert (D('12345678901234567890123456789012345').ln()) == Decimal('78.49861418411320581766671117')
assert (D(10) ** 20, D('0.5') ** 200, D(0) ** 5, D('inf') ** -1) == (Decimal('100000000000000000000'), Decimal('6.223015277861141707144064054E-61'), Decimal('0'), Decimal('0'))


def raised(f, *args):
    try:
        f(*args)
    except Exception as e:
        return type(e).__name__, str(e)
    return None


assert raised(D, 'x') == ('InvalidOperation', "[<class 'decimal.ConversionSyntax'>]")
assert raised(D, None) == ('TypeError', 'conversion from NoneType to Decimal is not supported')
assert raised(D, [1]) == ('ValueError', 'argument must be a sequence of length 3')
assert raised(lambda: D(1) / 0) == ('DivisionByZero', "[<class 'decimal.DivisionByZero'>]")
assert raised(lambda: D(0) / 0) == ('InvalidOperation', "[<class 'decimal.DivisionUndefined'>]")
assert raised(divmod, D(1), 0) == (
    'InvalidOperation', "[<class 'decimal.InvalidOperation'>, <class 'decimal.DivisionByZero'>]")
assert raised(lambda: D(1) < D('nan')) == ('InvalidOperation', "[<class 'decimal.InvalidOperation'>]")
assert raised(lambda: D(1) + 1.5)[0] == 'TypeError'
assert raised(hash, D('snan')) == ('TypeError', 'Cannot hash a signaling NaN value')
assert raised(int, D('inf')) == ('OverflowError', 'cannot convert Infinity to integer')
assert raised(setattr, Context(), 'prec', 0) == ('ValueError', 'valid range for prec is [1, MAX_PREC]')
assert raised(format, D(1), 'x') == ('ValueError', 'invalid format string')
assert raised(delattr, Context(), 'prec') == ('AttributeError', 'context attributes cannot be deleted')

# Contexts: local ones, flags, traps.
with localcontext(prec=5) as c:
    assert D(1) / 3 == D('0.33333')
    assert c.flags[Inexact] and c.flags[Rounded] and not c.flags[Overflow]
    c.clear_flags()
    assert not any(c.flags.values())
    c.traps[Inexact] = True
    assert raised(lambda: D(1) / 3) == ('Inexact', "[<class 'decimal.Inexact'>]")
    with localcontext() as inner:
        inner.prec = 3
        assert getcontext().prec == 3
    assert getcontext() is c
assert getcontext().prec == 28
with localcontext(ExtendedContext) as c:
    assert c is not ExtendedContext and c.prec == 9
    assert str(D(1) / 0) == 'Infinity'
    assert c.flags[DivisionByZero]

# Every thread has a context of its own.
import threading
seen = []


def work():
    getcontext().prec = 6
    seen.append(D(1) / 7)


t = threading.Thread(target=work)
t.start()
t.join()
assert seen == [D('0.142857')] and getcontext().prec == 28

# So has every contextvars.Context.
import contextvars


def other():
    setcontext(Context(prec=4))
    return D(1) / 7


assert contextvars.copy_context().run(other) == D('0.1429')
assert getcontext().prec == 28


class Money(D):
    def __new__(cls, value, currency='EUR'):
        self = super().__new__(cls, value)
        self.currency = currency
        return self


m = Money('1.50', 'CHF')
assert m + 1 == D('2.50') and m.currency == 'CHF' and type(m + 1) is D
assert type(Money.from_float(1.5)) is Money

# Many digits.
with localcontext(prec=200):
    assert str(D(2).sqrt() ** 2)[:4] in ('2.00', '1.99')
    assert str(D(1).exp()).endswith('434907632338298807531952510190')


# A key that compares by Python code does not hide floats.
class Any:
    def __eq__(self, other):
        return False

    def __hash__(self):
        return 1


d = {0.5: 'half', Any(): 'any', 2.0: 'two'}
assert d[0.5] == 'half' and d[2] == 'two'

# A sign that fits in no C long is told of as that.
try:
    Decimal((10**30, (1,), 0))
except OverflowError as e:
    assert str(e) == "Python int too large to convert to C long"
else:
    assert False
