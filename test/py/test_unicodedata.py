"""unicodedata: names, properties, numbers, normal forms."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import unicodedata as u
assert (u.name('a'), u.name('😀'), u.name('가'), u.name('\u4e00'), err(u.name, '\0'), u.name('\0', 'x'), u.lookup('GREEK SMALL LETTER ALPHA'), u.lookup('grinning face'), err(u.lookup, 'nope'), u.lookup('HANGUL SYLLABLE GAG'), u.lookup('CJK UNIFIED IDEOGRAPH-4E00')) == ('LATIN SMALL LETTER A', 'GRINNING FACE', 'HANGUL SYLLABLE GA', 'CJK UNIFIED IDEOGRAPH-4E00', 'ValueError: no such name', 'x', 'α', '😀', 'KeyError: "undefined character name \'nope\'"', '각', '一')
assert ('\N{GREEK SMALL LETTER ALPHA}\N{GRINNING FACE}\N{bullet}', f'\N{BULLET}{1}') == ('α😀•', '•1')
assert ([u.category(c) for c in 'aA1 \n\u0378.,\ud800'], [u.bidirectional(c) for c in 'a1\u05d0\u0378'], u.combining('\u0301'), [u.east_asian_width(c) for c in 'a\u4e00\uff21'], u.mirrored('('), u.decomposition('é'), u.decomposition('ﬁ')) == (['Ll', 'Lu', 'Nd', 'Zs', 'Cc', 'Cn', 'Po', 'Po', 'Cs'], ['L', 'EN', 'R', ''], 230, ['Na', 'W', 'F'], 1, '0065 0301', '<compat> 0066 0069')
assert (u.decimal('٣'), u.digit('²'), u.numeric('½'), err(u.decimal, '²'), err(u.digit, 'a'), u.numeric('a', None), err(u.category, 'ab'), err(u.category, 1), err(u.decimal, 'ab')) == (3, 2, 0.5, 'ValueError: not a decimal', 'ValueError: not a digit', None, 'TypeError: category() argument must be a unicode character, not str', 'TypeError: category() argument must be a unicode character, not int', 'TypeError: decimal() argument 1 must be a unicode character, not str')
assert (u.normalize('NFD', 'é'), u.normalize('NFKC', 'ﬁ①'), err(u.normalize, 'x', 'a'), u.is_normalized('NFC', 'e\u0301'), u.unidata_version, u.ucd_3_2_0.unidata_version, u.ucd_3_2_0.category('\u0221'), u.category('\u0221')) == ('é', 'fi1', 'ValueError: invalid normalization form', False, '15.1.0', '3.2.0', 'Cn', 'Ll')
assert ('bücher.example'.encode('idna'), b'xn--bcher-kva.example'.decode('idna'), 'a\N{BULLET}'.encode('ascii', 'namereplace')) == (b'xn--bcher-kva.example', 'bücher.example', b'a\\N{BULLET}')
assert (sum(1 for c in range(0x110000) if u.name(chr(c), None)), hash(tuple(u.category(chr(c)) for c in range(0x3000))) != 0) == (143668, True)
