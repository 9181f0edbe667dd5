# Tokens of doubled braces, line ends and numbers; incomplete input; filters with several categories.
import codeop
import io
import tokenize
import warnings


def tokens(source):
    return [(t.string, t.start, t.end) for t in tokenize.generate_tokens(io.StringIO(source).readline)]


assert tokens('fR"a{{{b!r}}}c"')[:3] == [('fR"', (1, 0), (1, 3)), ('a{', (1, 3), (1, 5)), ('{', (1, 6), (1, 7))]
assert tokens("f'{x:a}'")[3:6] == [(':', (1, 4), (1, 5)), ('a', (1, 5), (1, 6)), ('}', (1, 6), (1, 7))]
assert tokens('x = 1\r\ny')[3] == ('\r\n', (1, 5), (1, 7))
assert tokens('2sin(x)')[:2] == [('2', (1, 0), (1, 1)), ('sin', (1, 1), (1, 4))]
assert tokens('01234')[0] == ('01234', (1, 0), (1, 5))

assert codeop.compile_command("a = 'a\\") is None
assert codeop.compile_command("a = '''a") is None
try:
    codeop.compile_command("a = 'a")
except SyntaxError as e:
    assert e.msg == 'unterminated string literal (detected at line 1)'
else:
    assert False

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    warnings.simplefilter('ignore', (SyntaxWarning, DeprecationWarning))
    compile('1 is 1', '<a>', 'exec')
    warnings.warn('b', UserWarning)
assert [str(w.message) for w in caught] == ['b']
