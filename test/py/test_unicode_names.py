"""Names of characters: aliases, and names of sequences, which literals do not know."""

import unicodedata


def err(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


assert '\N{LINE FEED}\N{NBSP}\N{zwj}' == '\n\xa0\u200d' and b'\\N{TAB}'.decode('unicode-escape') == '\t'
assert unicodedata.lookup('LATIN SMALL LETTER GHA') == '\u01a3' and unicodedata.name('\u01a3') == 'LATIN SMALL LETTER OI'
assert unicodedata.lookup('latin small letter r with tilde') == 'r\u0303'
assert err(unicodedata.lookup, 'LATIN SMALL LETTER XYZ') == 'KeyError: "undefined character name \'LATIN SMALL LETTER XYZ\'"'
for name in ('NBSP', 'LATIN SMALL LETTER R WITH TILDE'):
    assert err(unicodedata.ucd_3_2_0.lookup, name).startswith('KeyError')
assert 'unknown Unicode character name' in err(eval, r"'\N{LATIN SMALL LETTER R WITH TILDE}'")
assert err(unicodedata.name, '\n') == 'ValueError: no such name'
