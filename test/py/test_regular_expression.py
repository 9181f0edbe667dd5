"""Regular expressions: what patterns match, and the methods of patterns and matches.

lib: re
"""
import copy
import re


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# Every check runs often enough that a pattern may be compiled further on the way.
for _ in range(6):
    # Groups.
    m = re.match(r'(?P<key>\w+)\s*=\s*(?P<value>\d+)?', 'width = 12;')
    assert m.group() == m[0] == 'width = 12'
    assert m.group('key', 'value', 1) == ('width', '12', 'width')
    assert m.groups() == ('width', '12')
    assert m.groupdict() == {'key': 'width', 'value': '12'}
    assert m.span('value') == (8, 10)
    assert (m.start(1), m.end(1)) == (0, 5)
    assert m.regs == ((0, 10), (0, 5), (8, 10))
    assert (m.lastindex, m.lastgroup) == (2, 'value')
    assert (m.pos, m.endpos, m.string, m.re.groups) == (0, 11, 'width = 12;', 2)
    assert repr(m) == "<re.Match object; span=(0, 10), match='width = 12'>"
    m = re.match(r'(?P<key>\w+)\s*=\s*(?P<value>\d+)?', 'width = ;')
    assert m.groups() == ('width', None)
    assert m.groups('?') == ('width', '?')
    assert m.groupdict(0) == {'key': 'width', 'value': 0}
    assert m.span('value') == (-1, -1)
    assert m.lastgroup == 'key'

    # A group keeps what it matched in an earlier iteration.
    assert re.match(r'(?:(a)|b)*', 'ab').group(1) == 'a'
    assert re.match(r'(?:(a)|(b))*', 'ab').groups() == ('a', 'b')
    assert re.match(r'(a|b)*', 'aba').group(1) == 'a'
    assert re.match(r'(a*)*', 'b').group(1) == ''
    assert re.match(r'(a)?\1b', 'b') is None
    assert re.match(r'(a)?(?(1)b|c)', 'ab').span() == (0, 2)
    assert re.match(r'(a)?(?(1)b|c)', 'c').span() == (0, 1)

    # Greedy, lazy, possessive, atomic.
    assert re.match(r'a.*b', 'aXbXb').end() == 5
    assert re.match(r'a.*?b', 'aXbXb').end() == 3
    assert re.match(r'a*+a', 'aaa') is None
    assert re.match(r'(?>a|ab)c', 'abc') is None
    assert re.match(r'(?:a|ab)c', 'abc').end() == 3
    assert re.fullmatch(r'a|ab', 'ab').end() == 2
    assert re.fullmatch(r'a*?', 'aaa').end() == 3

    # Looking around.
    assert re.findall(r'\w+(?=!)', 'ha! ho hi!') == ['ha', 'hi']
    assert re.findall(r'(?<=\$)\d+', '$5 7 $12') == ['5', '12']
    assert re.findall(r'\b(?!the\b)\w+', 'the then') == ['then']
    assert re.findall(r'(?<!-)\b\d+', '-1 2') == ['2']

    # Positions.
    assert [m.start() for m in re.finditer(r'^', 'a\nb\n', re.M)] == [0, 2, 4]
    assert [m.start() for m in re.finditer(r'$', 'a\nb\n', re.M)] == [1, 3, 4]
    assert [m.start() for m in re.finditer(r'$', 'a\nb\n')] == [3, 4]
    assert re.search(r'\Z', 'a\n').start() == 2
    assert re.search(r'\B', '') is None
    assert re.compile('^b').search('ab', 1) is None
    assert re.compile('(?<=a)b').search('ab', 1).start() == 1
    assert re.compile('b$').search('abc', 0, 2).start() == 1

    # Empty matches: one at each place, also right after another match.
    assert re.findall(r'x*', 'axxb') == ['', 'xx', '', '']
    assert re.sub(r'x*', '-', 'axxb') == '-a--b-'
    assert re.split(r'x*', 'axxb') == ['', 'a', '', 'b', '']
    assert re.sub(r'\b', '|', 'one two') == '|one| |two|'

    # Replacing.
    assert re.sub(r'(\w+) (\w+)', r'\2 \g<1>!', 'a b, c d') == 'b a!, d c!'
    assert re.sub(r'\d+', lambda m: str(int(m[0]) * 2), '1 20 3') == '2 40 6'
    assert re.sub(r'\d', '$&', '1a2') == '$&a$&'
    assert re.sub(r'a(x)?', r'<\1>', 'aax') == '<><x>'
    assert re.subn(r'a', 'b', 'aaa', count=2) == ('bba', 2)
    assert re.sub('.', lambda m: None, 'abc') == ''
    assert re.match(r'(.)(.)', 'xy').expand(r'\2\1\\') == 'yx\\'

    # Splitting.
    assert re.split(r'[,;]\s*', 'a, b;c') == ['a', 'b', 'c']
    assert re.split(r'([,;])\s*', 'a, b;c') == ['a', ',', 'b', ';', 'c']
    assert re.split(r',', 'a,b,c', maxsplit=1) == ['a', 'b,c']
    assert re.split(r',', '') == ['']

    # Case.
    assert re.findall(r'stra\u00dfe', 'STRA\u1e9eE stra\u00dfe', re.I) == ['STRA\u1e9eE', 'stra\u00dfe']
    assert re.fullmatch('[a-z]', '\u212a', re.I)
    assert not re.fullmatch('[a-z]', '\u212a', re.I | re.A)
    assert re.fullmatch('(?i:a)B', 'AB') and not re.fullmatch('(?i:a)B', 'Ab')
    assert re.fullmatch(r'(.)\1', 'aA', re.I)

    # Characters.
    assert re.findall(r'\w+', 'na\u00efve \u6f22\u5b57 x_1') == ['na\u00efve', '\u6f22\u5b57', 'x_1']
    assert re.findall(r'\w+', 'na\u00efve', re.A) == ['na', 've']
    assert re.findall(r'\d', '1\u0663\u00b2') == ['1', '\u0663']
    assert re.findall(r'.', '\U0001f600\n\ud800') == ['\U0001f600', '\ud800']
    assert re.search('b', '\U0001f600ab').span() == (2, 3)
    assert re.sub('[\U0001f600-\U0001f64f]', ':)', 'a\U0001f601') == 'a:)'

    # Walking with a scanner.
    scanner = re.compile(r'\s*(\d+|[a-z]+)').scanner('12 ab3 ?')
    assert [m[1] for m in iter(scanner.match, None)] == ['12', 'ab', '3']
    assert scanner.match() is None

# Long subjects need no deep stack, and patterns that give up fast do so.
assert re.match(r'(?:a|b)*', 'ab' * 100000).end() == 200000
assert re.match(r'(?:(a)|b)*?c', 'ab' * 50000 + 'c').group(1) == 'a'
assert re.search(r'(?:\w+\s)*x!', 'word ' * 2000) is None

# Patterns as objects.
p = re.compile(r'(?P<x>a)|b', re.I)
assert p == re.compile(r'(?P<x>a)|b', re.I) and p != re.compile(r'(?P<x>a)|b')
assert hash(p) == hash(re.compile(r'(?P<x>a)|b', re.I))
assert repr(p) == "re.compile('(?P<x>a)|b', re.IGNORECASE)"
assert (p.pattern, p.groups, dict(p.groupindex)) == (r'(?P<x>a)|b', 1, {'x': 1})
assert p.flags == re.I | re.U
assert copy.copy(p) is p and copy.deepcopy(p) is p
assert re.compile(p) is p
assert repr(re.compile('x' * 300)) == "re.compile('" + 'x' * 199 + ')'
assert error(type(p)) == "TypeError: cannot create 're.Pattern' instances"
assert error(setattr, p, 'flags', 0) == 'AttributeError: readonly attribute'
m = p.match('a')
assert copy.copy(m) is m and bool(m)
assert error(iter, m) == "TypeError: 're.Match' object is not iterable"
assert error(len, m) == "TypeError: object of type 're.Match' has no len()"

# Mistakes.
assert error(m.group, 2) == 'IndexError: no such group'
assert error(m.group, 'y') == 'IndexError: no such group'
assert error(m.group, []) == "TypeError: unhashable type: 'list'"
assert error(p.match) == "TypeError: match() missing required argument 'string' (pos 1)"
assert error(p.match, 1) == "TypeError: expected string or bytes-like object, got 'int'"
assert error(p.match, b'a') == 'TypeError: cannot use a string pattern on a bytes-like object'
assert error(p.sub, lambda m: 1, 'ab') == 'TypeError: sequence item 0: expected str instance, int found'
assert error(re.compile, '(a') == 'PatternError: missing ), unterminated subpattern at position 0'
assert error(re.compile, 'a**') == 'PatternError: multiple repeat at position 2'
assert error(re.compile, '(?<=a*)b') == 'PatternError: look-behind requires fixed-width pattern'
assert error(re.compile, '[b-a]') == 'PatternError: bad character range b-a at position 1'
assert error(re.sub, '(a)', r'\2', 'a') == 'PatternError: invalid group reference 2 at position 1'
