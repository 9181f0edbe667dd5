# SyntaxWarnings as CPython 3.13 gives them: text, line; and as errors when the filters say so.
import warnings


def warned(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            compile(source, '<w>', 'exec')
        except SyntaxError as e:
            return [str(w.message) for w in caught], e.msg
    return [(str(w.message), w.category.__name__, w.lineno, w.filename) for w in caught]


def refused(source):
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        try:
            compile(source, '<w>', 'exec')
        except SyntaxError as e:
            return e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text
    return None


assert warned("'\\z'") == [("invalid escape sequence '\\z'", 'SyntaxWarning', 1, '<w>')]
assert refused("'\\z'") == ("invalid escape sequence '\\z'", 1, 1, 1, 5, "'\\z'\n")
assert warned("b'\\z'") == [("invalid escape sequence '\\z'", 'SyntaxWarning', 1, '<w>')]
assert refused("b'\\z'") == ("invalid escape sequence '\\z'", 1, 1, 1, 6, "b'\\z'\n")
assert warned("'\\400'") == [("invalid octal escape sequence '\\400'", 'SyntaxWarning', 1, '<w>')]
assert refused("'\\400'") == ("invalid octal escape sequence '\\400'", 1, 1, 1, 7, "'\\400'\n")
assert warned("b'\\400'") == [("invalid octal escape sequence '\\400'", 'SyntaxWarning', 1, '<w>')]
assert refused("b'\\400'") == ("invalid octal escape sequence '\\400'", 1, 1, 1, 8, "b'\\400'\n")
assert warned("'''\\z'''") == [("invalid escape sequence '\\z'", 'SyntaxWarning', 1, '<w>')]
assert refused("'''\\z'''") == ("invalid escape sequence '\\z'", 1, 1, 1, 9, "'''\\z'''\n")
assert warned("'\\z\\y'") == [("invalid escape sequence '\\z'", 'SyntaxWarning', 1, '<w>')]
assert refused("'\\z\\y'") == ("invalid escape sequence '\\z'", 1, 1, 1, 7, "'\\z\\y'\n")
assert warned("f'\\z{1}\\y'") == [("invalid escape sequence '\\z'", 'SyntaxWarning', 1, '<w>'), ("invalid escape sequence '\\y'", 'SyntaxWarning', 1, '<w>')]
assert refused("f'\\z{1}\\y'") == ("invalid escape sequence '\\z'", 1, 10, 1, 11, "f'\\z{1}\\y'\n")
assert warned("'''\n\n\\z'''") == [("invalid escape sequence '\\z'", 'SyntaxWarning', 1, '<w>')]
assert refused("'''\n\n\\z'''") == ("invalid escape sequence '\\z'", 1, 1, 3, 4, "'''")
assert warned("rb'\\z'") == []
assert refused("rb'\\z'") == None
assert warned("f'{1:\\z}'") == [("invalid escape sequence '\\z'", 'SyntaxWarning', 1, '<w>')]
assert refused("f'{1:\\z}'") == ("invalid escape sequence '\\z'", 1, 6, 1, 8, "f'{1:\\z}'\n")
assert warned("'a' '\\z'") == [("invalid escape sequence '\\z'", 'SyntaxWarning', 1, '<w>')]
assert refused("'a' '\\z'") == ("invalid escape sequence '\\z'", 1, 5, 1, 9, "'a' '\\z'\n")
assert warned('1if 2else 3') == [('invalid decimal literal', 'SyntaxWarning', 1, '<w>'), ('invalid decimal literal', 'SyntaxWarning', 1, '<w>')]
assert refused('1if 2else 3') == ('invalid decimal literal', 1, 1, 1, 1, '1if 2else 3')
assert warned('0x1for x in y') == [('invalid hexadecimal literal', 'SyntaxWarning', 1, '<w>')]
assert refused('0x1for x in y') == ('invalid hexadecimal literal', 1, 4, 1, 4, '0x1for x in y')
assert warned('[0x1for x in y]') == [('invalid hexadecimal literal', 'SyntaxWarning', 1, '<w>')]
assert refused('[0x1for x in y]') == ('invalid hexadecimal literal', 1, 5, 1, 5, '[0x1for x in y]')
assert warned('1or 2') == [('invalid decimal literal', 'SyntaxWarning', 1, '<w>')]
assert refused('1or 2') == ('invalid decimal literal', 1, 1, 1, 1, '1or 2')
assert warned('1in x') == [('invalid decimal literal', 'SyntaxWarning', 1, '<w>')]
assert refused('1in x') == ('invalid decimal literal', 1, 1, 1, 1, '1in x')
assert warned('x = 1and 2') == [('invalid decimal literal', 'SyntaxWarning', 1, '<w>')]
assert refused('x = 1and 2') == ('invalid decimal literal', 1, 5, 1, 5, 'x = 1and 2')
assert warned("match 1:\n case '\\z': pass") == [("invalid escape sequence '\\z'", 'SyntaxWarning', 2, '<w>')]
assert refused("match 1:\n case '\\z': pass") == ("invalid escape sequence '\\z'", 2, 7, 2, 11, " case '\\z': pass\n")
assert warned("f'\\{1}'") == [("invalid escape sequence '\\{'", 'SyntaxWarning', 1, '<w>')]
assert refused("f'\\{1}'") == ("invalid escape sequence '\\{'", 1, 4, 1, 4, "f'\\{1}'")
assert warned("'\\z' is 1") == [("invalid escape sequence '\\z'", 'SyntaxWarning', 1, '<w>'), ('"is" with \'str\' literal. Did you mean "=="?', 'SyntaxWarning', 1, '<w>')]
assert refused("'\\z' is 1") == ("invalid escape sequence '\\z'", 1, 1, 1, 5, "'\\z' is 1\n")
assert warned("('a' 'b')('c')") == [("'str' object is not callable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused("('a' 'b')('c')") == ("'str' object is not callable; perhaps you missed a comma?", 1, 2, 1, 9, None)
assert warned("f'a'()") == [("'str' object is not callable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused("f'a'()") == ("'str' object is not callable; perhaps you missed a comma?", 1, 1, 1, 5, None)
assert warned("'\\z' x") == (["invalid escape sequence '\\z'"], 'invalid syntax')
assert refused("'\\z' x") == ("invalid escape sequence '\\z'", 1, 1, 1, 5, "'\\z' x\n")
assert warned('1if') == (['invalid decimal literal'], 'invalid syntax')
assert refused('1if') == ('invalid decimal literal', 1, 1, 1, 1, '1if')
assert warned("f'\\}}'") == [("invalid escape sequence '\\}'", 'SyntaxWarning', 1, '<w>')]
assert refused("f'\\}}'") == ("invalid escape sequence '\\}'", 1, 4, 1, 4, "f'\\}}'")
assert warned("f'\\{{'") == [("invalid escape sequence '\\{'", 'SyntaxWarning', 1, '<w>')]
assert refused("f'\\{{'") == ("invalid escape sequence '\\{'", 1, 4, 1, 4, "f'\\{{'")
assert warned("'\\8'") == [("invalid escape sequence '\\8'", 'SyntaxWarning', 1, '<w>')]
assert refused("'\\8'") == ("invalid escape sequence '\\8'", 1, 1, 1, 5, "'\\8'\n")
assert warned("assert (1, 'x')") == [('assertion is always true, perhaps remove parentheses?', 'SyntaxWarning', 1, '<w>')]
assert refused("assert (1, 'x')") == ('assertion is always true, perhaps remove parentheses?', 1, 1, 1, 16, None)
assert warned('x is 1') == [('"is" with \'int\' literal. Did you mean "=="?', 'SyntaxWarning', 1, '<w>')]
assert refused('x is 1') == ('"is" with \'int\' literal. Did you mean "=="?', 1, 1, 1, 7, None)
assert warned("x is not 'a'") == [('"is not" with \'str\' literal. Did you mean "!="?', 'SyntaxWarning', 1, '<w>')]
assert refused("x is not 'a'") == ('"is not" with \'str\' literal. Did you mean "!="?', 1, 1, 1, 13, None)
assert warned('() is x') == [('"is" with \'tuple\' literal. Did you mean "=="?', 'SyntaxWarning', 1, '<w>')]
assert refused('() is x') == ('"is" with \'tuple\' literal. Did you mean "=="?', 1, 1, 1, 8, None)
assert warned('1()') == [("'int' object is not callable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused('1()') == ("'int' object is not callable; perhaps you missed a comma?", 1, 1, 1, 2, None)
assert warned('[1](2)') == [("'list' object is not callable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused('[1](2)') == ("'list' object is not callable; perhaps you missed a comma?", 1, 1, 1, 4, None)
assert warned('{}()') == [("'dict' object is not callable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused('{}()') == ("'dict' object is not callable; perhaps you missed a comma?", 1, 1, 1, 3, None)
assert warned('(1, 2)(3)') == [("'tuple' object is not callable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused('(1, 2)(3)') == ("'tuple' object is not callable; perhaps you missed a comma?", 1, 1, 1, 7, None)
assert warned("'a'['b']") == [('str indices must be integers or slices, not str; perhaps you missed a comma?', 'SyntaxWarning', 1, '<w>')]
assert refused("'a'['b']") == ('str indices must be integers or slices, not str; perhaps you missed a comma?', 1, 1, 1, 4, None)
assert warned("b'a'['b']") == [('bytes indices must be integers or slices, not str; perhaps you missed a comma?', 'SyntaxWarning', 1, '<w>')]
assert refused("b'a'['b']") == ('bytes indices must be integers or slices, not str; perhaps you missed a comma?', 1, 1, 1, 5, None)
assert warned("[1]['a']") == [('list indices must be integers or slices, not str; perhaps you missed a comma?', 'SyntaxWarning', 1, '<w>')]
assert refused("[1]['a']") == ('list indices must be integers or slices, not str; perhaps you missed a comma?', 1, 1, 1, 4, None)
assert warned('(1, 2)[1.5]') == [('tuple indices must be integers or slices, not float; perhaps you missed a comma?', 'SyntaxWarning', 1, '<w>')]
assert refused('(1, 2)[1.5]') == ('tuple indices must be integers or slices, not float; perhaps you missed a comma?', 1, 1, 1, 7, None)
assert warned('1[2]') == [("'int' object is not subscriptable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused('1[2]') == ("'int' object is not subscriptable; perhaps you missed a comma?", 1, 1, 1, 2, None)
assert warned('None[0]') == [("'NoneType' object is not subscriptable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused('None[0]') == ("'NoneType' object is not subscriptable; perhaps you missed a comma?", 1, 1, 1, 5, None)
assert warned('{1}[0]') == [("'set' object is not subscriptable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused('{1}[0]') == ("'set' object is not subscriptable; perhaps you missed a comma?", 1, 1, 1, 4, None)
assert warned("f'{x}'['a']") == [('str indices must be integers or slices, not str; perhaps you missed a comma?', 'SyntaxWarning', 1, '<w>')]
assert refused("f'{x}'['a']") == ('str indices must be integers or slices, not str; perhaps you missed a comma?', 1, 1, 1, 7, None)
assert warned("'a'[None]") == [('str indices must be integers or slices, not NoneType; perhaps you missed a comma?', 'SyntaxWarning', 1, '<w>')]
assert refused("'a'[None]") == ('str indices must be integers or slices, not NoneType; perhaps you missed a comma?', 1, 1, 1, 4, None)
assert warned('1.5()') == [("'float' object is not callable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused('1.5()') == ("'float' object is not callable; perhaps you missed a comma?", 1, 1, 1, 4, None)
assert warned('x = [(1, 2) (3, 4)]') == [("'tuple' object is not callable; perhaps you missed a comma?", 'SyntaxWarning', 1, '<w>')]
assert refused('x = [(1, 2) (3, 4)]') == ("'tuple' object is not callable; perhaps you missed a comma?", 1, 6, 1, 12, None)
assert warned('0b1is x') == [('invalid binary literal', 'SyntaxWarning', 1, '<w>'), ('"is" with \'int\' literal. Did you mean "=="?', 'SyntaxWarning', 1, '<w>')]
assert refused('0b1is x') == ('invalid binary literal', 1, 3, 1, 3, '0b1is x')
assert warned('1e5and 2') == [('invalid decimal literal', 'SyntaxWarning', 1, '<w>')]
assert refused('1e5and 2') == ('invalid decimal literal', 1, 3, 1, 3, '1e5and 2')
assert warned('1jor 2') == [('invalid imaginary literal', 'SyntaxWarning', 1, '<w>')]
assert refused('1jor 2') == ('invalid imaginary literal', 1, 2, 1, 2, '1jor 2')
assert warned('0o7if x else y') == [('invalid octal literal', 'SyntaxWarning', 1, '<w>')]
assert refused('0o7if x else y') == ('invalid octal literal', 1, 3, 1, 3, '0o7if x else y')
assert warned("\n\nx = '\\d'\n") == [("invalid escape sequence '\\d'", 'SyntaxWarning', 3, '<w>')]
assert refused("\n\nx = '\\d'\n") == ("invalid escape sequence '\\d'", 3, 5, 3, 9, "x = '\\d'\n")
assert warned("('a'\n '\\d')") == [("invalid escape sequence '\\d'", 'SyntaxWarning', 2, '<w>')]
assert refused("('a'\n '\\d')") == ("invalid escape sequence '\\d'", 2, 2, 2, 6, " '\\d')\n")

# What is compiled more than once warns more than once: a finally clause for each way out of its block, the test of a while loop.


def lines(source):
    return [line for _, _, line, _ in warned(source)]


assert lines("try:\n    a\nfinally:\n    1 is x") == [4, 4]
assert lines("def f(x):\n    try:\n        return 2 is x\n    finally:\n        1 is x") == [3, 5, 5, 5]
assert lines("for i in a:\n    try:\n        if b: break\n        if c: continue\n    finally:\n        1 is x") == [6, 6, 6, 6]
assert lines("for i in a:\n    try:\n        for j in b: break\n    finally:\n        1 is x") == [5, 5]
assert lines("try:\n    a\nfinally:\n    try:\n        b\n    finally:\n        1 is x") == [7, 7, 7, 7]
assert lines("while 1 is x:\n    2 is y\nelse:\n    3 is z") == [1, 2, 1, 4]
