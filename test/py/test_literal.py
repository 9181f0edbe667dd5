"""Literals and lexical structure: numbers, strings, escapes, continuation lines, comments, names.

ref: lexical_analysis
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


assert 0 == 00 == 0x0 == 0o0 == 0b0
assert 1_000 == 1000
assert 0XfF == 255
assert 0B101 == 5
assert 0O17 == 15
assert 0x_ff == 255
assert 9007199254740993 - 9007199254740992 == 1
assert 0xffffffffffffffffffff == 2 ** 80 - 1
assert 1. == 1.0
assert .5 == 0.5
assert 1e3 == 1000.0
assert 1E-2 == 0.01
assert 1_0.0_1e1_0 == 10.01e10
assert 00.5 == 0.5
assert 1e400 == float('inf')
assert 5e-324 > 0
assert 0777.5 == 777.5
assert 1j == complex(0, 1)
assert 1.5e2J == 150j
assert 09.5 == 9.5
assert 'a"b' == "a\"b"
assert 'it\'s' == "it's"
assert '''a'b"c''' == 'a\'b"c'
assert """x""y""" == 'x""y'
assert 'a' 'b' == 'ab'
assert ('a'
        'b' 'c') == 'abc'
assert 'line\
continued' == 'linecontinued'
assert len("\
") == 0
assert '\x41\u00e9\U0001F600\101\0' == 'A\xe9😀A\x00'
assert '\N{GREEK SMALL LETTER ALPHA}\N{GRINNING FACE}' == 'α😀'
assert '\n\r\t\b\a\f\v\\\'\"' == (
    chr(10) + chr(13) + chr(9) + chr(8) + chr(7) + chr(12) + chr(11) + chr(92) + chr(39) + chr(34))
assert r'\n\'' == '\\n\\\''
assert R"\x" == '\\x'
assert len(r'\\') == 2
assert b'\x41\101\n' == bytes([65, 65, 10])
assert br'\n' == rb'\n' == b'\\n'
assert b'a' b'b' == b'ab'
assert u'text' == 'text'
assert Rb'\x' == b'\\x'
assert len(b'\xff') == 1
assert 'a' r'\b' f'{1}' 'c' == 'a\\b1c'
assert '%' 'd' % 5 == '5'
assert ('tuple',)[0] == 'tuple'
assert 'é' == '\xe9'
assert len('e\u0301') == 2
naïve = 'unicode name'
变量 = 1
ﬁ = 'ligature'
assert naïve == 'unicode name'
assert 变量 == 1
assert fi == 'ligature'
assert 'fi' in globals()
assert 'ﬁ' not in globals()
_ = __ = _x1 = 'underscores'
assert _ == __ == _x1
match, case, type, _ = 1, 2, 3, 4
assert match + case + type + _ == 10
print = lambda *a: a
assert print(1) == (1,)
del print, type
if True: x = 1; y = 2
assert x + y == 3
if False: pass
elif True: z = 'one line'
else: pass
assert z == 'one line'
for i in range(2): pass
while False: pass
class Empty: pass
class Docs: 'doc'; value = 1
def short(): return 1
def several(): a = 1; b = 2; return a + b
assert short() == 1
assert several() == 3
assert Docs.__doc__ == 'doc'
assert Docs.value == 1
if 1:
        deep = 'eight spaces'
if 1:
 shallow = 'one space'
assert deep
assert shallow
if (True and
    # a comment inside parentheses

    not False):
    kept = True
assert kept
total = 1 + \
    2 + \
    3
assert total == 6
nested = [
    1,
    {  # comment
        'k': (
            2,
        ),
    },
]
assert nested == [1, {'k': (2,)}]
long_expression = (lambda
                   a, b
                   =2: a
                   + b)(1)
assert long_expression == 3
if True:
    pass
    # comment at another indentation
  # and another
    after = 1
assert after == 1
assert (1 if True else 2), 'parenthesised'
assert [1, 2, 3, ] == [1, 2, 3]
assert (1, ) == (1,)
assert {1: 2, } == {1: 2}
assert {1, } == {1}
assert max(1, 2, ) == 2
a = b = c = 1,
assert a == (1,)
assert b is c
x = 5; x += 1; x -= 1;
assert x == 5 and not(x) is False and x if(x)else 0
assert 1 .real == 1
assert 1..real == 1.0
assert (1).real == 1
assert [*{}] == []
assert {**{}} == {}
assert () == ()
assert not []
assert -1 ** 2 == -1
assert (-1) ** 2 == 1
assert 2 ** -1 == 0.5
assert 1 - -1 == 2
assert 1 - - - 1 == 0
assert ~-1 == 0
assert not not 1
for source in (
    '1__0', '0_', '1_.5', '0b2', '0o8', '0x', '1e', '012', "'a", '"a\n"', 'a$b', 'a?b', '0xfg', '1_000_', '(]',
    "b'é'", "'\\x1'", "'\\N{not a name}'", "'\\u123'", "ur'a'", "bu'a'", "fb'a'", 'x = \\ 1', 'if 1:\n  a\n b',
    '\tif 1:\n\ta', ' x',
):
    try:
        compile(source, '', 'exec')
    except SyntaxError:
        pass
    else:
        assert False, source
for source, value in (
    ('1\r\n', 1), ('1\r', 1), ('\f1', 1), ('(1\n\n)', 1), ('  1  ', 1), ('1 # end', 1), ('"a\\\nb"', 'ab'),
):
    assert eval(source) == value, source
ns = {}
exec('# -*- coding: latin-1 -*-\nx = "\xe9"'.encode('latin-1'), ns)
assert ns['x'] == 'é'
exec(b'\xef\xbb\xbfx = "\xc3\xa9"', ns)
assert ns['x'] == 'é'
exec('x = 1\r\ny = """a\r\nb"""\r\n', ns)
assert ns['y'] == 'a\nb'
exec('if 1:\n\tx = "tab"\n\tif x:\n\t\ty = "two"', ns)
assert ns['y'] == 'two'
assert error(exec, 'if 1:\n        x = 1\n\ty = 2') == (
    'TabError: inconsistent use of tabs and spaces in indentation (<string>, line 3)')
assert error(exec, 'if 1:\nx') == (
    "IndentationError: expected an indented block after 'if' statement on line 1 (<string>, line 2)")
assert error(exec, ' x') == 'IndentationError: unexpected indent (<string>, line 1)'
assert error(exec, 'if 1:\n    x\n  y') == (
    'IndentationError: unindent does not match any outer indentation level (<string>, line 3)')
