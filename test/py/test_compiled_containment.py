"""`in` with constant tuples and sets in compiled code: answers of CPython 3.13."""

import io

lines = io.StringIO()


def show(*values):
    print(*values, file=lines)


def tests(x):
    out = ''
    out += '1' if x in (1, 2, -3) else '0'
    out += '1' if x not in ('a', 'b') else '0'
    out += '1' if x in {'a', 1, None} else '0'
    out += '1' if x in ('', None) else '0'
    out += '1' if x in (1.0, 'x') else '0'
    out += '1' if x in (True, 'y') else '0'
    out += '1' if x in () else '0'
    out += '1' if x in (10**30, 2) else '0'
    out += '1' if x in ((1, 2), 5) else '0'
    out += '1' if x in ('\U0001f600', 'z') else '0'
    flag = x in (1, 'a')
    other = x not in {2, 'b'}
    return out, flag, other


class Same:
    def __eq__(self, other):
        show('eq', other)
        return other == 'a'

    __hash__ = None


class Text(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 5


class Number(int):
    pass


for i in range(150):
    tests(i)
    tests('a')
values = [0, 1, 2, -3, 5, 10**30, True, False, None, 1.0, 2.5, float('nan'), '', 'a', 'b', 'z', 'x', '\U0001f600', b'a', (1, 2), (), 1j, Text('q'), Number(2), Number(7)]
for value in values:
    show(repr(value), tests(value))
for value in (Same(), [], {}):
    try:
        show(tests(value))
    except TypeError as e:
        show(str(e).partition(' (')[0])


def counted(n):
    found = 0
    for i in range(n):
        if i % 7 in (0, 3, 5):
            found += 1
        k = i & 15
        if k not in {1, 2, 12}:
            found += 100
    return found


show(counted(500))

EXPECTED = """\
0 ('0100000000', False, True)
1 ('1110110000', True, True)
2 ('1100000100', False, False)
-3 ('1100000000', False, True)
5 ('0100000010', False, True)
1000000000000000000000000000000 ('0100000100', False, True)
True ('1110110000', True, True)
False ('0100000000', False, True)
None ('0111000000', False, True)
1.0 ('1110110000', True, True)
2.5 ('0100000000', False, True)
nan ('0100000000', False, True)
'' ('0101000000', False, True)
'a' ('0010000000', True, True)
'b' ('0000000000', False, False)
'z' ('0100000001', False, True)
'x' ('0100100000', False, True)
'😀' ('0100000001', False, True)
b'a' ('0100000000', False, True)
(1, 2) ('0100000010', False, True)
() ('0100000000', False, True)
1j ('0100000000', False, True)
'q' ('1001110111', True, True)
2 ('1100000100', False, False)
7 ('0100000000', False, True)
eq 1
eq 2
eq -3
eq a
unhashable type: 'Same'
unhashable type: 'list'
unhashable type: 'dict'
40714
"""
assert lines.getvalue() == EXPECTED, lines.getvalue()


def in_a_number(item):
    try:
        return item in 255
    except TypeError as error:
        return str(error)


for _ in range(500):
    assert in_a_number("x") == "argument of type 'int' is not iterable"


def parts_of(texts, parts):
    found = 0
    for text in texts:
        for part in parts:
            if part in text:
                found += 1
            if part not in text:
                found += 100
            found += 10000 * (part in text)
    return found


LONG = 'ab' * 40
TEXTS = ['', 'abc', 'grün', LONG, 'x' + LONG, 'a😀b', 'a\ud83db']
PARTS = ['', 'a', 'bc', 'ü', 'x', LONG, LONG + 'a', '😀', '\ud83d', '\ude00']
EXPECTED = sum([10001 if any([text[i:i + len(part)] == part for i in range(len(text) + 1)]) else 100
                for text in TEXTS for part in PARTS])
for _ in range(300):
    assert parts_of(TEXTS, PARTS) == EXPECTED
for wrong in (3, None, b'a'):
    try:
        parts_of(TEXTS, ['a'] * 300 + [wrong])
    except TypeError as error:
        assert str(error) == f"'in <string>' requires string as left operand, not {type(wrong).__name__}"
    else:
        assert False
