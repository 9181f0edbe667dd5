# Tokens of a source by the library's tokenize. lib: tokenize
import io
import tokenize


def tokens(source):
    return [
        (tokenize.tok_name[t.type], t.string, t.start, t.end) for t in tokenize.generate_tokens(io.StringIO(source).readline)
    ]


assert tokens('') == [('ENDMARKER', '', (1, 0), (1, 0))]
assert tokens('a = 1') == [
    ('NAME', 'a', (1, 0), (1, 1)),
    ('OP', '=', (1, 2), (1, 3)),
    ('NUMBER', '1', (1, 4), (1, 5)),
    ('NEWLINE', '', (1, 5), (1, 6)),
    ('ENDMARKER', '', (2, 0), (2, 0)),
]
assert tokens('if a:\n  # why\n\n  b\n')[3:] == [
    ('NEWLINE', '\n', (1, 5), (1, 6)),
    ('COMMENT', '# why', (2, 2), (2, 7)),
    ('NL', '\n', (2, 7), (2, 8)),
    ('NL', '\n', (3, 0), (3, 1)),
    ('INDENT', '  ', (4, 0), (4, 2)),
    ('NAME', 'b', (4, 2), (4, 3)),
    ('NEWLINE', '\n', (4, 3), (4, 4)),
    ('DEDENT', '', (5, 0), (5, 0)),
    ('ENDMARKER', '', (5, 0), (5, 0)),
]
assert [t[1] for t in tokens('f"a{b!r:>3}"')][:8] == ['f"', 'a', '{', 'b', '!', 'r', ':', '>3']
assert [t[:2] for t in tokens('$ a) ?')][:4] == [('OP', '$'), ('NAME', 'a'), ('OP', ')'), ('OP', '?')]
names = [t.string for t in tokenize.tokenize(io.BytesIO('é = "ü"  # ö\n'.encode()).readline)]
assert names == ['utf-8', 'é', '=', '"ü"', '# ö', '\n', '']
text = 'x = """a\nb""" + y\n'
string = list(tokenize.generate_tokens(io.StringIO(text).readline))[2]
assert (string.start, string.end, string.line) == ((1, 4), (2, 4), text)
assert tokenize.untokenize(tokenize.generate_tokens(io.StringIO(text).readline)) == text

try:
    tokens('a = (')
except tokenize.TokenError as e:
    assert e.args[0] == 'unexpected EOF in multi-line statement', e.args
else:
    raise AssertionError
try:
    tokens('if a:\n    b\n  c\n')
except IndentationError as e:
    assert e.msg == 'unindent does not match any outer indentation level' and e.lineno == 3
else:
    raise AssertionError
