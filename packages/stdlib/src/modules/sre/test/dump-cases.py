"""Writes test cases of the regular expression engine: code arrays and what they match, as CPython 3.13 has them.

    python3.13 dump-cases.py [--random N [--seed S]] > cases.json

Without options: the patterns below, which are the committed cases. With --random: generated patterns and subjects, for a
longer comparison by hand. Each case is [pattern, flags, groups, code, runs]; a run is [subject, pos, endpos, search, match,
fullmatch, iteration]: a result is null or [lastindex, start, end, start of group 1, …], the iteration lists the results
that finditer gives. Subjects and patterns that are bytes are written as {"bytes": [...]}, strs as lists of code points
where they have characters that JSON or a host string would not carry, else as themselves.
"""
import argparse, json, random, re, signal, warnings
from re import _compiler, _parser

warnings.simplefilter('ignore')

A, I, M, S, X, L = re.A, re.I, re.M, re.S, re.X, re.L
WORDS = ['', 'a', 'b', 'ab', 'ba', 'aab', 'abab', 'aaaa', 'abcabc', 'xaby', 'a\nb', '\n', 'a\n', '\na', 'a b', ' ab ']
TEXT = ['The quick brown fox, 12 jumps over 345 lazy dogs.', 'key = value\nother=2\n', 'a@b.cd, e_f@gh.ij', '"quo\\"ted" rest']
UNI = ['Straße ſtop Kelvin K', 'éÉ àÀ', 'İıIi', 'ΣσςΑα', 'naïve café ٣٤', '𝒳a𝒳b', '\ud800x', '\u2028a\x85b\x1c', 'ẞß', 'µμΜ', 'DŽDždž']

# (patterns, flags, subjects)
GROUPS = [
    ('', 0, WORDS), ('a', 0, WORDS), ('ab', 0, WORDS), ('a|b', 0, WORDS), ('ab|a|b', 0, WORDS), ('(a)|(b)', 0, WORDS),
    ('a*', 0, WORDS), ('a+', 0, WORDS), ('a?', 0, WORDS), ('a*?', 0, WORDS), ('a+?b', 0, WORDS), ('a??b', 0, WORDS),
    ('a{2}', 0, WORDS), ('a{1,2}', 0, WORDS), ('a{2,}b', 0, WORDS), ('a{,2}b', 0, WORDS), ('a{1,2}?b', 0, WORDS), ('(a){0}b', 0, WORDS),
    ('(a)*', 0, WORDS), ('(a)+b', 0, WORDS), ('(ab)*', 0, WORDS), ('(?:ab)+', 0, WORDS), ('(a|b)*', 0, WORDS), ('(a|b)*?b', 0, WORDS),
    ('(?:(a)|b)*', 0, WORDS), ('(?:(a)|(b))*', 0, WORDS), ('(?:(a)|(b)|c)+?$', 0, WORDS), ('(a*)*', 0, WORDS), ('(a*)+', 0, WORDS),
    ('(a*)*?', 0, WORDS), ('(?:a|(?:))*', 0, WORDS), ('(a|)*b', 0, WORDS), ('(|a)*b', 0, WORDS), ('(|a)+', 0, WORDS), ('(a?)*?b', 0, WORDS),
    ('(?:a?){3}', 0, WORDS), ('(?:a?){2,3}?b', 0, WORDS), ('((a)|b){2}', 0, WORDS), ('((a)|b){2,}?', 0, WORDS), ('(?:(a)b?){1,2}', 0, WORDS),
    ('(a(b)?)+', 0, WORDS), ('(a(b)?)+?$', 0, WORDS), ('((?:a(b)?)*)c', 0, WORDS + ['aabac']), ('(?:(a)|(b)(?=a))*', 0, WORDS),
    ('(?=a)', 0, WORDS), ('(?=(a))a', 0, WORDS), ('(?=(a+))a*b', 0, WORDS), ('(?!a)', 0, WORDS), ('(?!(a)b)a', 0, WORDS), ('(?!(?:a|b)b).', 0, WORDS),
    ('(?<=a)b', 0, WORDS), ('(?<!a)b', 0, WORDS), ('(?<=a|b)b', 0, WORDS), ('(?<=(a))b', 0, WORDS), ('(?<=ab)(?=a)', 0, WORDS), ('(?<!^)a', 0, WORDS),
    ('(?:(?=(a|b))\\1)*', 0, WORDS), ('(?:(?!(ab)).)*', 0, WORDS), ('(?:(?<=(.))b|a)*', 0, WORDS),
    ('(a)\\1', 0, WORDS), ('(a|b)\\1', 0, WORDS), ('(a)?\\1', 0, WORDS), ('(a*)\\1', 0, WORDS), ('(a+)b?\\1', 0, WORDS), ('(?:(a)|b)*\\1', 0, WORDS),
    ('(a)?(?(1)b|a)', 0, WORDS), ('(a)?(?(1)b)', 0, WORDS), ('(a)?b(?(1)|$)', 0, WORDS), ('(?:(a)|b)+(?(1)a|b)', 0, WORDS), ('(a)?(?(1)\\x0f*)', 0, WORDS),
    ('(?P<x>a)(?P=x)(?(x)b|c)', 0, WORDS), ('^a', 0, WORDS), ('a$', 0, WORDS), ('^', M, WORDS), ('$', M, WORDS), ('^a$', M, WORDS), ('$', 0, WORDS),
    ('\\Aa', M, WORDS), ('a\\Z', M, WORDS), ('\\ba', 0, WORDS), ('\\B', 0, WORDS), ('a\\b', A, WORDS), ('\\Ba', A, WORDS), ('.', 0, WORDS), ('.', S, WORDS),
    ('.*', 0, WORDS), ('.*', S, WORDS), ('.+?b', 0, WORDS), ('.*?', 0, WORDS), ('(.*)b', 0, WORDS), ('(.*?)(b|$)', S, WORDS), ('[^a]', 0, WORDS),
    ('[^a]*b', 0, WORDS), ('[ab]+', 0, WORDS), ('[ab]*?a', 0, WORDS), ('[^ab\\n]', 0, WORDS), ('[a-c]{2,3}', 0, WORDS), ('[\\w]+', 0, WORDS), ('(?!)', 0, WORDS),
    ('a++b', 0, WORDS), ('a*+a', 0, WORDS), ('a?+a', 0, WORDS), ('a{1,2}+a', 0, WORDS), ('(?:ab)*+a', 0, WORDS), ('(?:a|ab)++b', 0, WORDS),
    ('(a|b)*+b', 0, WORDS), ('((a)|b){2,3}+a', 0, WORDS), ('(?:a?)*+b', 0, WORDS), ('(a?)++b', 0, WORDS), ('(?>a*)b', 0, WORDS), ('(?>a|ab)b', 0, WORDS),
    ('(?>(a)|(b))*', 0, WORDS), ('(?:(?>(a)b|a))+', 0, WORDS), ('(?>(?:a|b)*)(?<=b)', 0, WORDS), ('(?:a(?>b*)|(b))*a', 0, WORDS),
    ('(?i:A)b', 0, WORDS), ('AB', I, WORDS), ('[A-C]+', I, WORDS), ('[^A]', I, WORDS), ('(?i:(A))\\1', 0, WORDS), ('(A)\\1', I, WORDS), ('AB|A', I | A, WORDS),
    ('\\w+', 0, TEXT + UNI), ('\\W+', 0, TEXT), ('\\d+', 0, TEXT + UNI), ('\\D+', 0, TEXT), ('\\s+', 0, TEXT + UNI), ('\\S+', 0, TEXT + UNI), ('\\w+', A, TEXT + UNI),
    ('\\d+', A, TEXT + UNI), ('\\s+', A, TEXT + UNI), ('\\b\\w', 0, TEXT + UNI), ('\\b\\w', A, UNI), ('\\w\\B', 0, TEXT + UNI), ('[\\w.]+@[\\w.]+', 0, TEXT),
    ('(\\w+)\\s*=\\s*(\\w+)', 0, TEXT), ('^(\\w+)=(.*)$', M, TEXT), ('"(?:[^"\\\\]|\\\\.)*"', 0, TEXT), ('(["\']).*?\\1', 0, TEXT), ('(\\w)(\\w*)(\\w)?', 0, TEXT),
    ('(?P<n>\\d+)|(?P<w>[a-z]+)|(?P<o>.)', 0, TEXT), ('\\b(?:the|quick|lazy)\\b', I, TEXT), ('[^\\W\\d]+', 0, TEXT + UNI), ('(?:\\w+\\s)*\\w+', 0, TEXT),
    ('(?:\\w+,? )+(\\d+)', 0, TEXT), ('o\\w|w\\w|l\\w', 0, TEXT), ('(?x) [a-z]+ # word\n \\s (?=[a-z])', 0, TEXT), ('\\w{3,5}?\\b', 0, TEXT), ('fox|f|brown', 0, TEXT),
    ('straße', I, UNI), ('STRASSE', I, UNI), ('ſ', I, UNI), ('s', I, UNI), ('k', I, UNI), ('[k-s]+', I, UNI), ('é', I, UNI), ('[à-é]', I, UNI), ('i', I, UNI),
    ('İ', I, UNI), ('ı', I, UNI), ('σ', I, UNI), ('[Σ]', I, UNI), ('[^Σ]', I, UNI), ('ẞ', I, UNI), ('µ', I, UNI), ('[μ]+', I, UNI), ('Dž', I, UNI), ('𝒳', 0, UNI), ('𝒳.', I, UNI),
    ('[𝒳a]+', I, UNI), ('[\\U0001d4b0-\\U0001d4ff]', I, UNI), ('[^𝒳]', 0, UNI), ('\\ud800', 0, UNI), ('(.)\\1', I, UNI), ('[٠-٩]+', 0, UNI), ('[^a-zéß]+', I, UNI),
    ('[\\u0100-\\u01ff\\u0400-\\u04ff\\u1000-\\u1200]', 0, UNI + ['ĀЀကA']), ('[𐐀-𐐧]', I, ['𐐀𐐨𐑏', 'x']), ('\U00010400', I, ['\U00010428\U00010400']),
    (b'a', 0, [b'a', b'xa']), (b'[a-z]+', I, [b'ABC def', b'\xe9A']), (b'\\w+', 0, [b'a_1 \xe9', b'']), (b'\\w+', L, [b'a_1 \xe9']), (b'A\\b', L | I, [b'a b', b'\xc3a']),
    (b'[^A]+', L | I, [b'bcaA']), (b'(a)\\1', L | I, [b'aA', b'ab']), (b'(?L:\\w)(?-i:a)', I, [b'aA', b'Aa']), (b'\xe9', I, [b'\xe9\xc9']), (b'[\x80-\xff]+', 0, [b'a\x80\xffb']),
    (b'.*?x', S, [b'ab\ncx']), (b'(?:a|b)*?c', 0, [b'abac', b'ab']), (b'\\d{2}-\\d{2}', 0, [b'1-12-34']), (b'$', M, [b'a\nb\n']), (b'abab', 0, [b'aababab']),
    ('(?:(?:(?:a)))+', 0, WORDS), ('(?:a(?:b(?:c)?)?)+', 0, WORDS), ('(a)(?:b|(c))?(?(2)a|.)', 0, WORDS), ('(((a)))\\3?', 0, WORDS), ('(?:^a|b)+', M, WORDS),
    ('(?:a|b)*?$', M, WORDS), ('(?:(a)|b)*?(?=b)', 0, WORDS), ('(?:a*b)*', 0, WORDS), ('(?:a*?b)*?a', 0, WORDS), ('(?:[ab][ab])*b', 0, WORDS), ('(?:a.?)*b', 0, WORDS),
    ('(a.?)*?b', 0, WORDS), ('(?:(.)(?!\\1))+', 0, WORDS), ('(?:(.)(?=\\1))+', 0, WORDS), ('((.)\\2?)+', 0, WORDS), ('(?<=(?:a|b)(?=b))b', 0, WORDS), ('(?<![ab]{2})b', 0, WORDS),
]


def spell(s):
    if isinstance(s, bytes):
        return {'bytes': list(s)}
    if any(c > '\uffff' or '\ud800' <= c <= '\udfff' for c in s):
        return [ord(c) for c in s]
    return s


def result(m):
    if m is None:
        return None
    out = [m.lastindex or -1, *m.span()]
    for i in range(1, m.re.groups + 1):
        out += m.span(i)
    return out


def run(p, s, pos, end):
    return [spell(s), pos, end, result(p.search(s, pos, end)), result(p.match(s, pos, end)), result(p.fullmatch(s, pos, end)),
            [result(m) for m in p.finditer(s, pos, end)]]


def case(pattern, flags, subjects, windows):
    p = re.compile(pattern, flags)
    tree = _parser.parse(pattern, flags)
    code = _compiler._code(tree, flags)
    runs = []
    for s in subjects:
        runs.append(run(p, s, 0, len(s)))
        for pos, end in windows:
            if 0 < pos <= end <= len(s) or end < len(s):
                runs.append(run(p, s, pos, end))
    return [spell(pattern), p.flags, p.groups, code, runs]


class Random:
    """Patterns of bounded depth over a small alphabet, so that they match often."""

    def __init__(self, seed):
        self.r = random.Random(seed)

    def atom(self):
        r = self.r
        return r.choice(['a', 'b', 'c', 'a', 'b', '.', '[ab]', '[^a]', '[^b\\n]', '\\w', '\\W', 'ab', '\\b', '^', '$', 'B', 'é', '\\d', '\\s', '\\B', '[b-c]', '\\Z', '\n'])

    def quantifier(self):
        r = self.r
        return r.choice(['*', '+', '?', '{2}', '{1,2}', '{0,2}', '{2,}', '{,3}']) + r.choice(['', '', '?', '?', '+'])

    def piece(self, depth, groups, closed):
        r = self.r
        k = r.random()
        if depth == 0 or k < 0.35:
            a = self.atom()
            if a not in ('\\b', '\\B', '^', '$', '\\Z', 'ab') and r.random() < 0.4:
                a += self.quantifier()
            return a
        if k < 0.5 and closed:
            return '\\%d' % r.choice(closed) if r.random() < 0.6 else '(?(%d)%s|%s)' % (r.choice(closed), self.seq(depth - 1, groups, closed), self.seq(depth - 1, groups, closed))
        kind = r.choice(['(', '(', '(', '(?:', '(?:', '(?:', '(?=', '(?!', '(?>', '(?i:', '(?<=', '(?<!'])
        if kind in ('(?<=', '(?<!'):
            return kind + r.choice(['a', 'b', 'ab', '[ab]', 'a|b', '.', '(?:a|b)c', '(?=a).']) + ')'
        g = None
        if kind == '(':
            groups[0] += 1
            g = groups[0]
        body = self.alt(depth - 1, groups, closed)
        if g:
            closed.append(g)
        out = kind + body + ')'
        if kind not in ('(?=', '(?!') and r.random() < 0.55:
            out += self.quantifier()
        return out

    def seq(self, depth, groups, closed):
        return ''.join(self.piece(depth, groups, closed) for _ in range(self.r.choice([0, 1, 1, 2, 2, 3])))

    def alt(self, depth, groups, closed):
        return '|'.join(self.seq(depth, groups, closed) for _ in range(self.r.choice([1, 1, 1, 2, 3])))

    def pattern(self):
        return self.alt(3, [0], [])

    def subject(self):
        return ''.join(self.r.choice('aaabbbcABé1 \n') for _ in range(self.r.randrange(0, 9)))


class TooSlow(Exception):
    """A generated pattern that takes exponential time."""


def give_up(*_):
    raise TooSlow


def main():
    signal.signal(signal.SIGALRM, give_up)
    options = argparse.ArgumentParser()
    options.add_argument('--random', type=int, default=0)
    options.add_argument('--seed', type=int, default=0)
    o = options.parse_args()
    print('[')
    first = True
    if o.random:
        r = Random(o.seed)
        todo = ((r.pattern(), r.r.choice([0, 0, 0, I, M, S, A, I | A, M | S]), [r.subject() for _ in range(6)]) for _ in range(o.random))
    else:
        todo = GROUPS
    for pattern, flags, subjects in todo:
        windows = [(1, 1 << 20), (1, 3), (0, 2)]
        signal.setitimer(signal.ITIMER_REAL, 0.2 if o.random else 0)
        try:
            line = case(pattern, flags, subjects, [(p, min(e, max(map(len, subjects), default=0))) for p, e in windows])
        except (re.PatternError, OverflowError, TooSlow):
            continue
        signal.setitimer(signal.ITIMER_REAL, 0)
        print('' if first else ',', json.dumps(line, ensure_ascii=True, separators=(',', ':')))
        first = False
    print(']')


main()
