# The C halves of stat and locale: modes as text, kinds of files, the locale C.
import _locale
import _stat
import locale
import os
import stat

for mode, text in [
    (0o100644, '-rw-r--r--'),
    (0o040755, 'drwxr-xr-x'),
    (0o120777, 'lrwxrwxrwx'),
    (0o020620, 'crw--w----'),
    (0o060660, 'brw-rw----'),
    (0o010600, 'prw-------'),
    (0o140700, 'srwx------'),
    (0o104755, '-rwsr-xr-x'),
    (0o104644, '-rwSr--r--'),
    (0o102655, '-rw-r-sr-x'),
    (0o102644, '-rw-r-Sr--'),
    (0o041777, 'drwxrwxrwt'),
    (0o041776, 'drwxrwxrwT'),
    (0, '?---------'),
]:
    assert _stat.filemode(mode) == text, (oct(mode), _stat.filemode(mode))
    assert stat.filemode(mode) == text
    assert _stat.S_IMODE(mode) == mode & 0o7777
    assert _stat.S_IFMT(mode) == mode & 0o170000

assert stat.filemode is _stat.filemode
assert stat.S_ISDIR(os.stat('/').st_mode) is True
assert stat.S_ISREG(os.stat('/').st_mode) is False
assert stat.S_ISDOOR(0o140000) is False
assert _stat.S_IFWHT == 0
assert _stat.SF_SETTABLE == 0xFFFF0000
assert [_stat.ST_MODE, _stat.ST_SIZE, _stat.ST_CTIME] == [0, 6, 9]
for wrong, kind in [(-1, OverflowError), (1 << 33, OverflowError), ('x', TypeError)]:
    try:
        _stat.S_ISDIR(wrong)
    except kind:
        pass
    else:
        assert False, wrong

# locale
assert _locale.setlocale(_locale.LC_NUMERIC) == 'C'
assert _locale.setlocale(_locale.LC_ALL, 'C') == 'C'
assert _locale.setlocale(_locale.LC_ALL) == 'C'
assert _locale.setlocale(_locale.LC_CTYPE, 'C.UTF-8') == 'C.UTF-8'
mixed = _locale.setlocale(_locale.LC_ALL)
assert mixed.startswith('LC_CTYPE=C.UTF-8;LC_NUMERIC=C;LC_TIME=C;'), mixed
assert _locale.setlocale(_locale.LC_ALL, mixed) == mixed
try:
    _locale.setlocale(_locale.LC_ALL, 'xx_YY')
except locale.Error as e:
    assert str(e) == 'unsupported locale setting'
    assert _locale.Error is locale.Error
else:
    assert False
assert _locale.localeconv()['decimal_point'] == '.'
assert _locale.localeconv()['frac_digits'] == locale.CHAR_MAX == 127
assert _locale.nl_langinfo(_locale.DAY_1) == 'Sunday'
assert _locale.nl_langinfo(_locale.ABMON_12) == 'Dec'
assert [_locale.strcoll('a', 'b'), _locale.strcoll('b', 'a'), _locale.strcoll('a', 'a')] == [-1, 1, 0]
assert _locale.strxfrm('abc') == 'abc'
assert _locale.gettext('x') == 'x'
assert _locale.textdomain('') == 'messages'
assert locale.format_string('%d', 1234567, grouping=True) == '1234567'
assert locale.atof('1.5') == 1.5
assert locale.getlocale(locale.LC_NUMERIC) == (None, None)

# A bool as dir_fd is warned of.
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    try:
        os.stat('no such file', dir_fd=False)
    except OSError:
        pass
assert [str(w.message) for w in caught] == ['bool is used as a file descriptor'], caught
