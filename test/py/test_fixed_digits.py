"""Floats with a few digits behind the point are rounded by their exact values; numbers and texts in fields of `%`."""

from decimal import Context, Decimal, ROUND_HALF_EVEN

CONTEXT = Context(prec=60)


def exact(v, places):
    return format(Decimal(v).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, CONTEXT), 'f')


def test_places():
    values = [0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 0.05, 0.15, 0.25, 0.35, 1.005, 2.675, 99.995, 999999.9999995, 0.9999995, 9.5, 0.045, 1e-7, 1e22,
              2.0 ** 40, 2.0 ** 40 - 0.5, 1099511627775.9998, 1099511627.7759998, 1.0995116277759999, 4503599627370495.5, 0.49999999999999994]
    state = 1
    for i in range(3000):
        state = state * 48271 % 2147483647
        values.append(state / (1, 2, 16, 10, 100, 1000, 1024, 3, 7.7)[i % 9])
        # Close to half way between two of so many places.
        half = (state % 100000 * 10 + 5) / 10 ** (i % 8 + 1)
        values += [half, half * (1 + 2 ** -52), half * (1 - 2 ** -52), half + 1e-9, half - 1e-12]
    for v in values:
        for places in range(8):
            wanted = exact(v, places)
            assert '%.*f' % (places, v) == wanted, (v, places)
            assert format(v, '.%df' % places) == wanted
        assert '%.3f' % -v == exact(-v, 3) and f'{v:.2f}' == exact(v, 2) and round(v, 1) == float(exact(v, 1))


def test_fields():
    wanted = []
    for n in (0, 7, -7, 12345, -12345, 2 ** 53 - 1, -2 ** 53, 10 ** 20):
        for spec in ('%d', '%3d', '%-3d|', '%08d', '%-08d|', '%30d', '%030d', '%+d', '% 5d', '%.3d', '%8.6d', '%i', '%u', '%x', '%-9x|', '%09x', '%#9x', '%s', '%20s', '%-20s|'):
            text = spec % n
            assert spec % (n,) == text
            copy = spec
            copy %= n
            assert copy == text
            wanted.append(text)
    assert wanted[:20] == ['0', '  0', '0  |', '00000000', '0       |', ' ' * 29 + '0', '0' * 30, '+0', '    0', '000', '  000000', '0', '0', '0', '0        |', '0' * 9,
                           '      0x0', '0', ' ' * 19 + '0', '0' + ' ' * 19 + '|']
    assert wanted[80:88] == ['-12345', '-12345', '-12345|', '-0012345', '-12345  |', ' ' * 24 + '-12345', '-' + '0' * 24 + '12345', '-12345']
    assert '%5s|%-5s|%.2s|%%|%s%%' % ('ab', 'ab', 'abc', '') == '   ab|ab   |ab|%|%' and '%%' % () == '%' and 'x%%y%sz%%' % 1 == 'x%y1z%'

    class Text(str):
        def __mod__(self, other):
            return 'mine'

        def __rmod__(self, other):
            return 'reflected'

    class Items(tuple):
        def __rmod__(self, other):
            return 'never'

    assert Text('%s') % 1 == 'mine' and '%s' % Text('a') == 'reflected' and '%s' % Items((1,)) == '1'
    for format, args, message in [('%d', (1, 2), 'not all arguments converted during string formatting'), ('%d %d', (1,), 'not enough arguments for format string'),
                                  ('%d', ('x',), '%d format: a real number is required, not str'), ('%', (), 'incomplete format')]:
        try:
            format % args
            assert False
        except (TypeError, ValueError) as e:
            assert str(e) == message, str(e)


test_places()
test_fields()
