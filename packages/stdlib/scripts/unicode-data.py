"""Writes data/unicode.txt.br, the facts of the Unicode Character Database 15.1 that `unicodedata` answers from.

    python3.13 packages/stdlib/scripts/unicode-data.py NameAliases.txt NamedSequences.txt | node packages/stdlib/scripts/compress.ts packages/stdlib/data/unicode.txt.br

The facts are asked of CPython 3.13's own unicodedata, whose version is the one that Typhon must have. The text has a part for each
of the versions 15.1 and 3.2, and the names; modules/unicodedata/data.ts describes its lines.

CPython does not list the further names of characters and of sequences of them. Those in the two files, which Unicode publishes and
which may be of any version, are asked for.
"""
import sys
import unicodedata

LAST = 0x10FFFF


def records(db):
    """Runs of code points with the same properties, and the single facts of a few."""
    kinds = {}
    runs = []
    decompositions = []
    numbers = []
    for c in range(LAST + 1):
        s = chr(c)
        key = (db.category(s), db.bidirectional(s), db.combining(s), db.east_asian_width(s), db.mirrored(s))
        kind = kinds.setdefault(key, len(kinds))
        if runs and runs[-1][1] == kind:
            runs[-1][0] += 1
        else:
            runs.append([1, kind])
        if db.decomposition(s) and not 0xAC00 <= c <= 0xD7A3:
            decompositions.append((c, db.decomposition(s)))
        if db.numeric(s, None) is not None:
            n = db.numeric(s)
            numbers.append((c, db.decimal(s, ''), db.digit(s, ''), repr(n)))
    print(len(kinds))
    for key in kinds:
        print(*[x if x != '' else '-' for x in key])
    print(' '.join(f'{n:x}.{kind:x}' for n, kind in runs))
    before = 0
    lines = []
    for c, text in decompositions:
        lines.append(f'{c - before:x}:{text}')
        before = c
    print('|'.join(lines))
    before = 0
    lines = []
    for c, decimal, digit, numeric in numbers:
        lines.append(f'{c - before:x}:{decimal}:{digit}:{numeric}')
        before = c
    print('|'.join(lines))


def names():
    """Names that no rule makes: as differences of code points and words by number."""
    words = {}
    lines = []
    before = 0
    for c in range(LAST + 1):
        name = unicodedata.name(chr(c), '')
        if not name or name.startswith('CJK UNIFIED IDEOGRAPH-') or name.startswith('HANGUL SYLLABLE '):
            continue
        parts = [words.setdefault(word, len(words)) for word in name.split(' ')]
        lines.append(f'{c - before:x} ' + ' '.join(f'{n:x}' for n in parts) if c - before != 1 else ' ' + ' '.join(f'{n:x}' for n in parts))
        before = c
    print(' '.join(words))
    print('|'.join(lines))
    ideographs = []
    for c in range(LAST + 1):
        if unicodedata.name(chr(c), '').startswith('CJK UNIFIED IDEOGRAPH-'):
            if ideographs and ideographs[-1][1] == c - 1:
                ideographs[-1][1] = c
            else:
                ideographs.append([c, c])
    print(' '.join(f'{a:x}-{b:x}' for a, b in ideographs))


def known(name):
    """What has this name in CPython: a character under another name, or a sequence; or nothing."""
    try:
        text = unicodedata.lookup(name)
    except KeyError:
        return ''
    return text if len(text) > 1 or unicodedata.name(text, '') != name else ''


def further_names(files):
    """Aliases of characters and names of sequences as POINTS:NAME, separated by bars."""
    fields = [field for file in files for line in open(file, encoding='utf-8') for field in line.split('#')[0].strip().split(';')[:2]]
    found = {name: known(name) for name in fields}
    print('|'.join(' '.join(f'{ord(c):x}' for c in text) + ':' + name for name, text in found.items() if text))


assert sys.version_info[:2] == (3, 13) and unicodedata.unidata_version == '15.1.0'
records(unicodedata)
records(unicodedata.ucd_3_2_0)
names()
further_names(sys.argv[1:])
