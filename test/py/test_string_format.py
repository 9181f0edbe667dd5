"""str.format, format specifications and the % operator.

lib: string#formatstrings, stdtypes#old-string-formatting
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# str.format
assert '{} {}'.format(1, 'a') == '1 a'
assert '{1} {0} {1}'.format('a', 'b') == 'b a b'
assert '{x} {y}'.format(x=1, y=2) == '1 2'
assert '{{}}'.format() == '{}'
assert '{0[1]}'.format([1, 2]) == '2'
assert '{d[key]}'.format(d={'key': 'v'}) == 'v'
assert '{0.real}'.format(5) == '5'
assert '{0[a][1].imag}'.format({'a': [1, 2j]}) == '2.0'
assert '{!r} {!s} {!a}'.format('a', 'b', 'é') == "'a' b '\\xe9'"
assert '{:>5}|{:<5}|{:^5}|'.format('a', 'b', 'c') == '    a|b    |  c  |'
assert '{:{}}'.format('a', 3) == 'a  '
assert '{:{w}.{p}f}'.format(3.14159, w=8, p=2) == '    3.14'
assert '{0:{0}}'.format(3) == '  3'
assert error('{}'.format) == 'IndexError: Replacement index 0 out of range for positional args tuple'
assert error('{x}'.format) == "KeyError: 'x'"
assert error('{'.format) == "ValueError: Single '{' encountered in format string"
assert error('}'.format) == "ValueError: Single '}' encountered in format string"
assert error('{0} {}'.format, 1, 2) == (
    'ValueError: cannot switch from manual field specification to automatic field numbering')
assert error('{} {0}'.format, 1) == (
    'ValueError: cannot switch from automatic field numbering to manual field specification')
assert error('{!x}'.format, 1) == 'ValueError: Unknown conversion specifier x'
assert error('{a'.format, a=1) == "ValueError: expected '}' before end of string"
assert error('{0.}'.format, 1) == 'ValueError: Empty attribute in format string'
assert error('{0[}'.format, 1) == "ValueError: expected '}' before end of string"
assert '{a}{b}'.format_map({'a': 1, 'b': 2}) == '12'
assert error('{c}'.format_map, {}) == "KeyError: 'c'"
assert '{:}'.format(5) == '5'
assert '{0:}'.format('x') == 'x'
assert '{:%}'.format(0.5) == '50.000000%'

# Integers
for value, spec, text in [
    (5, '', '5'), (5, 'd', '5'), (5, '3', '  5'), (5, '<3', '5  '), (5, '^3', ' 5 '), (5, '03', '005'),
    (-5, '04', '-005'), (5, '+', '+5'), (5, ' ', ' 5'), (-5, ' ', '-5'), (255, 'x', 'ff'), (255, 'X', 'FF'),
    (255, '#x', '0xff'), (255, '#X', '0XFF'), (8, 'o', '10'), (8, '#o', '0o10'), (5, 'b', '101'),
    (5, '#010b', '0b00000101'), (65, 'c', 'A'), (0x1f600, 'c', '\U0001f600'), (1234567, ',', '1,234,567'),
    (1234567, '_', '1_234_567'), (0xabcdef12, '_x', 'abcd_ef12'), (-1234, ',', '-1,234'),
    (1234, '010,', '00,001,234'), (5, '*=+5', '+***5'), (5, '=5', '    5'), (-5, '=5', '-   5'),
    (10 ** 20, ',', '100,000,000,000,000,000,000'), (2 ** 70, 'x', '400000000000000000'), (5, 'e', '5.000000e+00'),
    (5, '.2f', '5.00'), (5, '%', '500.000000%'), (1, 'n', '1'), (True, '', 'True'), (True, '3', '  1'),
    (0, '+d', '+0'), (-255, '#x', '-0xff'), (123, '>+8', '    +123'),
]:
    assert format(value, spec) == text, (value, spec, format(value, spec))
assert error(format, 5, '.2') == 'ValueError: Precision not allowed in integer format specifier'
assert error(format, 5, 's') == "ValueError: Unknown format code 's' for object of type 'int'"
assert error(format, 5, ',x') == "ValueError: Cannot specify ',' with 'x'."
assert error(format, 5, '+c') == "ValueError: Sign not allowed with integer format specifier 'c'"
assert error(format, -1, 'c') == 'OverflowError: %c arg not in range(0x110000)'
assert error(format, 5, ',_') == "ValueError: Cannot specify both ',' and '_'."
assert error(format, 5, '5 5') == "ValueError: Invalid format specifier '5 5' for object of type 'int'"
assert error(format, 5, 5) == 'TypeError: format() argument 2 must be str, not int'

# Floats
for value, spec, text in [
    (1.5, '', '1.5'), (1.5, '6', '   1.5'), (1.5, '.3f', '1.500'), (1.5, '08.2f', '00001.50'),
    (-1.5, '08.2f', '-0001.50'), (1e10, '', '10000000000.0'), (1e10, 'g', '1e+10'),
    (123456789.0, ',', '123,456,789.0'), (1234.5678, ',.2f', '1,234.57'), (1.0, 'g', '1'), (1.0, '#g', '1.00000'),
    (0.0001234, 'g', '0.0001234'), (0.00001234, 'g', '1.234e-05'), (1234567.0, 'g', '1.23457e+06'),
    (1.5, 'e', '1.500000e+00'), (1.5, 'E', '1.500000E+00'), (15, '.0e', '2e+01'), (float('inf'), '', 'inf'),
    (float('nan'), '5', '  nan'), (float('-inf'), '05', '-0inf'), (0.5, '.0%', '50%'), (0.125, '.1%', '12.5%'),
    (2.5, '.0f', '2'), (1.5, '+', '+1.5'), (0.1, '.17g', '0.10000000000000001'), (1e-7, '', '1e-07'),
    (3.0, '.1', '3e+00'), (3.14, '.2', '3.1'), (12345.678, '_.1f', '12_345.7'), (1e16, '', '1e+16'),
    (-0.0, '', '-0.0'), (-0.001, 'z.1f', '0.0'), (1.5, '*^9', '***1.5***'),
    (
        1e300, '.0f',
        str(int(1e300)),
    ),
]:
    assert format(value, spec) == text, (value, spec, format(value, spec))

# Strings and others
for value, spec, text in [
    ('a', '3', 'a  '), ('a', '>3', '  a'), ('abc', '.2', 'ab'), ('abc', '5.2', 'ab   '), ('a', '*^5', '**a**'),
    ('a', 's', 'a'), ('a', '\U0001f600>3', '\U0001f600\U0001f600a'), ('', '2', '  '), ('a', '03', 'a00'),
    (None, '', 'None'), ([1], '', '[1]'), (1j, '.1f', '0.0+1.0j'),
]:
    assert format(value, spec) == text, (value, spec, format(value, spec))
assert error(format, 'a', '=5') == "ValueError: '=' alignment not allowed in string format specifier"
assert error(format, 'a', '+') == "ValueError: Sign not allowed in string format specifier"
assert error(format, 'a', ',') == "ValueError: Cannot specify ',' with 's'."
assert error(format, None, '5') == 'TypeError: unsupported format string passed to NoneType.__format__'
assert error(format, object(), 's') == 'TypeError: unsupported format string passed to object.__format__'

# %
for template, value, text in [
    ('%d', 5, '5'), ('%5d|', 5, '    5|'), ('%-5d|', 5, '5    |'), ('%05d', -5, '-0005'), ('%+d', 5, '+5'),
    ('% d', 5, ' 5'), ('%d', 5.9, '5'), ('%i', 5, '5'), ('%u', 5, '5'), ('%x', 255, 'ff'), ('%#x', 255, '0xff'),
    ('%X', 255, 'FF'), ('%o', 8, '10'), ('%#o', 8, '0o10'), ('%e', 1.5, '1.500000e+00'), ('%.2f', 1.005, '1.00'),
    ('%g', 100000.0, '100000'), ('%g', 1000000.0, '1e+06'), ('%G', 1e-10, '1E-10'), ('%c', 'x', 'x'),
    ('%c', 65, 'A'), ('%s', 'a', 'a'), ('%r', 'a', "'a'"), ('%a', 'é', "'\\xe9'"), ('%5s|', 'a', '    a|'),
    ('%-5s|', 'a', 'a    |'), ('%.2s', 'abc', 'ab'), ('%%', (), '%'), ('%s', (1,), '1'),
    ('%s %s', (1, 'b'), '1 b'), ('%(k)s %(n)d', {'k': 'v', 'n': 3}, 'v 3'), ('%*d', (5, 3), '    3'),
    ('%.*f', (2, 3.14159), '3.14'), ('%-*d|', (4, 3), '3   |'), ('%s', None, 'None'), ('%s', [1, 2], '[1, 2]'),
    ('%d', 2 ** 70, '1180591620717411303424'), ('%x', -255, '-ff'), ('%.3d', 5, '005'),
    ('%s', {'a': 1}, "{'a': 1}"), ('no', {}, 'no'), ('%ld', 5, '5'), ('%d%%', 50, '50%'),
    ('%s', '\U0001f600', '\U0001f600'), ('%3c', 'a', '  a'),
]:
    assert template % value == text, (template, value, template % value)
assert error(lambda: '%d' % 'a') == 'TypeError: %d format: a real number is required, not str'
assert error(lambda: '%d' % ()) == 'TypeError: not enough arguments for format string'
assert error(lambda: '%s' % (1, 2)) == 'TypeError: not all arguments converted during string formatting'
assert error(lambda: 'a' % 5) == 'TypeError: not all arguments converted during string formatting'
assert error(lambda: '%(k)s' % 5) == 'TypeError: format requires a mapping'
assert error(lambda: '%(k)s' % {}) == "KeyError: 'k'"
assert error(lambda: '%z' % 5) == "ValueError: unsupported format character 'z' (0x7a) at index 1"
assert error(lambda: '%' % 5) == 'ValueError: incomplete format'
assert error(lambda: '%c' % 'ab') == 'TypeError: %c requires int or char'
assert error(lambda: '%c' % 0x110000) == 'OverflowError: %c arg not in range(0x110000)'
assert error(lambda: '%x' % 1.5) == 'TypeError: %x format: an integer is required, not float'
assert error(lambda: '%f' % 'a') == 'TypeError: must be real number, not str'
assert error(lambda: '%*d' % ('a', 1)) == 'TypeError: * wants int'


class Both:
    def __str__(self):
        return 'S'

    def __repr__(self):
        return 'R'


class OnlyRepr:
    def __repr__(self):
        return 'R'


class BadStr:
    def __str__(self):
        return 5

    def __repr__(self):
        return None


b = Both()
assert '%s %r' % (b, b) == 'S R'
assert '{} {!r}'.format(b, b) == 'S R'
assert str(OnlyRepr()) == 'R'
assert f'{b} {b!r}' == 'S R'
assert '%s' % OnlyRepr() == 'R'
assert error(str, BadStr()) == 'TypeError: __str__ returned non-string (type int)'
assert error(repr, BadStr()) == 'TypeError: __repr__ returned non-string (type NoneType)'
assert str([b]) == '[R]'

# Specs that were read before, whose values need nothing but digits and padding.
for _ in range(3):
    assert [format(-42, spec) for spec in ('06d', '<6', '*>6x', 'x', '=6', '^7', '08.1f', '.0%')] == [
        '-00042', '-42   ', '***-2a', '-2a', '-   42', '  -42  ', '-00042.0', '-4200%']
    assert [format(-1.5, spec) for spec in ('07.2f', '<6.1f', '9.1e', '.1%', '=6.1f', 'z.0f')] == [
        '-001.50', '-1.5  ', ' -1.5e+00', '-150.0%', '-  1.5', '-2']
    assert [format('ab', spec) for spec in ('5', '>5', '05', '.1', '^5', '\u00e9<4s', '\U0001f600<3')] == [
        'ab   ', '   ab', 'ab000', 'a', ' ab  ', 'ab\u00e9\u00e9', 'ab\U0001f600']
    for spec in ('=5', '=1', 'd', '+5', 'z', '#'):
        assert error(format, 'ab', spec).startswith('ValueError')
    for spec in ('.1', '.1d', 's', 'zd'):
        assert error(format, 5, spec).startswith('ValueError')
    assert format(True, '3d') == '  1' and format(float('nan'), '5.1f') == '  nan' and format(2 ** 70, 'x') == '4' + '0' * 17
    assert '{0:>3}|\U0001f600{x[1]:{w}}|{}'.replace('{}', '{0!r}').format('a', x=[1, 2], w='03') == "  a|\U0001f600002|'a'"
    assert ['%s %5.1f|%-4d|%04x' % (None, 1.25, n, n) for n in (7, -7)] == ['None   1.2|7   |0007', 'None   1.2|-7  |-007']
    assert ['%s' % w for w in (True, 1.5, 'a', 2, None, b'x')] == ['True', '1.5', 'a', '2', 'None', "b'x'"]
    assert error(lambda: '%d %s' % ('a', 1)).startswith('TypeError') and error(lambda: '%s' % (1, 2)).startswith('TypeError')

# Formats with characters of two units.
smile = '\U0001f600'
assert 'a %d' % 3 + smile == ('a %d' + smile) % 3
got = (smile + '%s|%5s|%-5d|%05d|%x|%.2f|%r%%') % ('x', 'y', 7, -8, 255, 1.5, 2)
assert got == smile + 'x|    y|7    |-0008|ff|1.50|2%'
assert (smile + '%(a)s %(b)d') % {'a': 'q', 'b': 3} == smile + 'q 3'
assert ('%(' + smile + ')s') % {smile: 'q'} == 'q' and len(('%(' + smile + ')s') % {smile: 'q'}) == 1
for v in '\ude00', smile, 'x', '', '\ud83d':
    assert len((smile + '%s' + smile) % v) == 2 + len(v)
    assert len('\ud83d%s\ude00' % v) == 2 + len(v)
    assert '\ud83d%s\ude00' % v == '\ud83d' + v + '\ude00'
    assert (smile + '%s\ude00') % v == smile + v + '\ude00'
for bad, args, what in [
    (smile + '%q', 1, "unsupported format character 'q' (0x71) at index 2"),
    (smile + '%', 1, 'incomplete format'),
    (smile + '%d', 'x', '%d format: a real number is required, not str'),
    (smile + '%s', (1, 2), 'not all arguments converted during string formatting'),
    (smile + '%s %s', (1,), 'not enough arguments for format string'),
    (smile + '%(a', {}, 'incomplete format key'),
]:
    try:
        bad % args
    except (TypeError, ValueError) as e:
        assert str(e) == what, (str(e), what)
    else:
        raise AssertionError(what)
for i in range(3000):
    text = (smile + '%d-%s') % (i, 'k')
assert text == smile + '2999-k'


class Told(str):
    def __str__(self):
        return 'told'


assert (smile + '%s') % Told('x') == smile + 'told'
