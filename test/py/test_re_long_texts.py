"""Expressions whose repeats can give back characters, over texts that are long: what is found is what each line has."""

import re

PATTERNS = [
    r'[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\b', r'(\w+)=(\w*)\w', r'"((?:[^"\\]|\\.)*)"x?', r'[a-z]*[n-z]+,', r'(\w*)o(\w*)l', r'\d+\d*,',
    r'(?P<a>\w+)-(?P<b>\w+\d)', r'\u00e9*[\u00e9a]+b',
]
LINES = [
    'Person.%d@Example-%d.co.uk, key%d=value%d "said \\"%d\\""x 12345%d, foo-bar%d colossal%d',
    'nothing %d %d %d %d %d %d %d %d', '\u00e9\u00e9a\u00e9b %d%d%d%d%d%d%d, x-1 @ %d = %d', 'abcxyz, @%d.%d.%d %d= "%d" %d-%d-%d',
]


def found(pattern, text, flags):
    matches = list(re.finditer(pattern, text, flags))
    return [m.group() for m in matches], [m.groups() for m in matches], [m.lastindex for m in matches]


def check(lines, count):
    text = '\n'.join(lines * count)
    for pattern in PATTERNS:
        for flags in (0, re.IGNORECASE):
            wanted = [[], [], []]
            for line in lines:
                for all, some in zip(wanted, found(pattern, line, flags)):
                    all += some
            wanted = [all * count for all in wanted]
            assert list(found(pattern, text, flags)) == wanted, (pattern, flags)
            compiled = re.compile(pattern, flags)
            # From places inside, and up to places inside.
            for at in (0, 1, len(text) // 2, len(text) - 20):
                m = compiled.search(text, at)
                if m is not None:
                    assert m.start() >= at and compiled.fullmatch(m.group()) is not None or '\\b' in pattern
                    assert compiled.match(text, m.start()).span() == m.span()
            again = compiled.sub('<>', text)
            assert again.count('<>') == len(wanted[0]), pattern
            assert len(compiled.split(text)) == len(wanted[0]) * (compiled.groups + 1) + 1


def test_short_stretches():
    for wide in ('', '\u20ac'):
        check([line % ((i,) * line.count('%d')) + wide for i in range(20) for line in LINES], 12)


def test_long_stretches():
    check(['a' * 30 + ' x' + '7' * 50 + ', o' + 'w' * 30 + 'l', 'b' * 40], 150)


def test_texts_in_turn():
    a = 'k1=v1 ' * 40000
    b = ''.join(['k1=', 'v1 ']) * 40000
    c = 'key=value ' * 30000
    pattern = re.compile(r'(\w+)=(\w*)\w')
    for first, second in [(a, b), (a, c)]:
        n = 0
        for m, k in zip(pattern.finditer(first), pattern.finditer(second)):
            assert m.group(1) in ('k1', 'key') and k.group(2) in ('v', 'valu')
            n += 1
            if n == 2000:
                break
        assert n == 2000


def test_repeats_of_alternatives():
    quoted = re.compile(r'"((?:[^"\\]|\\.)*)"')
    words = ['w%d' % i for i in range(20000)]
    text = ' '.join(['note: "%s \\"x\\" \\\\" and' % word for word in words])
    assert quoted.findall(text) == ['%s \\"x\\" \\\\' % word for word in words]
    # A quote without an end, escapes before the end of a line and of the text.
    assert quoted.findall(text + '"abc') == quoted.findall(text) == quoted.findall(text + '"abc\\"\\\\\\"')
    assert quoted.search('"' + 'x' * 300000 + '\\\n"') is None
    assert quoted.search('"' + 'x' * 300000 + '\\"') is None
    assert quoted.search('"' + 'x' * 300000 + '\\""').end() == 300004
    assert quoted.fullmatch('"' + '\\"' * 150000 + '"').end() == 300002
    # What is settled by the first characters, and what only looks like it.
    for pattern, wanted in [
        (r'(?:a|ab)*c', 'ababc'), (r'(?:ab|a)*bc', 'ababbc'), (r'(?:a|b)*(?:a|c)', 'ababc'), (r'(?:a|b)*(?:d|c)', 'ababc'),
        (r'(?:(?:a|b)+c?)*d', 'abcabd'), (r'(?:x(?:a|b)*)*y', 'xabxbay'), (r'(?:a|bc?)*?c', 'abc'), (r'(?:a|$|b)*', 'abab'),
        (r'(?:(?=a)a|b)*c', 'abac'), (r'(?:a{0,2}|b)*c', 'aabc'), (r'((?:a|b)*)\1c', 'ababc'), (r'(?:\.|[^.])*;', 'a.b;'),
    ]:
        compiled = re.compile(pattern)
        for filler in '-', '- ':
            long = filler * 150000 + wanted + filler * 100
            found = compiled.search(wanted)
            match = compiled.search(long, len(filler) * 150000)
            assert found.group() == match.group() and found.end() == len(wanted), pattern
            all_of = [m.group() for m in compiled.finditer(long * 2)]
            assert all_of.count(found.group()) == (0 if pattern[-1] == ';' else 2), pattern


test_repeats_of_alternatives()
test_short_stretches()
test_long_stretches()
test_texts_in_turn()
