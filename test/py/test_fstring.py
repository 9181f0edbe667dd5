"""Formatted string literals.

ref: lexical_analysis#f-strings, PEP 701
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


x, name, d, items = 5, 'world', {'k': 'v', 'n': 3}, [1, 2]
assert f'' == ''
assert f'plain' == 'plain'
assert f'{x}' == '5'
assert f'a{x}b{name}c' == 'a5bworldc'
assert f'{x + 1}' == '6'
assert f'{{}}' == '{}'
assert f'{{{x}}}' == '{5}'
assert f'{x}}}' == '5}'
assert F'{x}' == '5'
assert rf'\n{x}' == '\\n5'
assert fR'\{x}' == '\\5'
assert f'{name!r}' == "'world'"
assert f'{name!s}' == 'world'
assert f'{"é"!a}' == "'\\xe9'"
assert f'{name!r:>10}' == "   'world'"
assert f'{x!r:>03}' == '005'
assert f'{x!s:>3}' == '  5'
assert f'{x=}' == 'x=5'
assert f'{x = }' == 'x = 5'
assert f'{name=}' == "name='world'"
assert f'{name=!s}' == 'name=world'
assert f'{x=:03}' == 'x=005'
assert f'{x+1=}' == 'x+1=6'
assert f'{ x = !r:>4}' == ' x =    5'
assert f'{d["k"]=}' == 'd["k"]=\'v\''
assert f'{x:5}|' == '    5|'
assert f'{x:<5}|' == '5    |'
assert f'{x:^5}|' == '  5  |'
assert f'{x:05d}' == '00005'
assert f'{x:{x}}' == '    5'
assert f'{x:{x}.{2}f}' == ' 5.00'
assert f'{3.14159:.{x - 3}f}' == '3.14'
assert f'{name:*^{x * 2}}' == '**world***'
assert f'{x:{"0"}{4}}' == '0005'
assert f'{d["k"]}' == 'v'
assert f"{d['k']}" == 'v'
assert f'{d['k']}' == 'v'
assert f'{items[0]}{items[-1]}' == '12'
assert f'{[i for i in items]}' == '[1, 2]'
assert f'{ {1: 2}[1] }' == '2'
assert f'{ {1, } }' == '{1}'
assert f'{(lambda y: y * 2)(3)}' == '6'
assert f'{x if x else 0}' == '5'
assert f'{"nested " + f"{name}"}' == 'nested world'
assert f'{f'{f'{x}'}'}' == '5'
assert f'{x,}' == '(5,)'
assert f'{x, 1}' == '(5, 1)'
assert f'{*items, 3}' == '(1, 2, 3)'
assert f'{(y := 7)}{y}' == '77'
assert f'{x!r}{x!s}' == '55'
assert f'{"a" "b"}' == 'ab'
assert f'{"\n"}' == '\n'
assert f'{'\\'}' == '\\'
assert f'{"#"}' == '#'
assert f'{x:#x}' == '0x5'
assert f'''{
    x  # a comment
    + 1
}''' == '6'
assert f'''line
{name}
''' == 'line\nworld\n'
assert 'a' f'{x}' 'b' f'{name}' == 'a5bworld'
assert f'{x}' '{x}' == '5{x}'
assert f'\N{BULLET}{x}' == '\u20225'
assert f'\x41\u0042{x}' == 'AB5'
assert f'{"\N{BULLET}"}' == '\u2022'
assert f'{x == 5}' == 'True'
assert f'{x != 4}' == 'True'
assert f'{x >= 5}' == 'True'
assert f'{x<6}' == 'True'
assert f'{None}' == 'None'
assert f'{True:d}' == '1'
assert f'{items}' == '[1, 2]'
assert f'{d}' == "{'k': 'v', 'n': 3}"
assert f'{b"b"}' == "b'b'"
assert f'{"\U0001f600"}' == '\U0001f600'
assert len(f'{"\U0001f600"}{x}') == 2


class F:
    def __format__(self, spec):
        return f'<{spec}>'

    def __str__(self):
        return 'str'

    def __repr__(self):
        return 'repr'


f = F()
assert f'{f}' == '<>'
assert f'{f:abc}' == '<abc>'
assert f'{f!s}' == 'str'
assert f'{f!r:>6}' == '  repr'
assert f'{f:{x}{name}}' == '<5world>'
assert f'{f:%Y-%m}' == '<%Y-%m>'
assert f'{f:a:b}' == '<a:b>'
assert f'{f:!r}' == '<!r>'
assert f'{f=}' == 'f=repr'
assert f'{f=:z}' == 'f=<z>'
assert format(f, 'q') == '<q>'
assert format(f) == '<>'
assert f'{f: }' == '< >'


class BadFormat:
    def __format__(self, spec):
        return 5


assert error(lambda: f'{BadFormat()}') == 'TypeError: __format__ must return a str, not int'
assert error(lambda: f'{items:5}') == 'TypeError: unsupported format string passed to list.__format__'
assert error(lambda: f'{x:q}') == "ValueError: Unknown format code 'q' for object of type 'int'"
assert error(lambda: f'{name:d}') == "ValueError: Unknown format code 'd' for object of type 'str'"
assert error(lambda: f'{name:.2d}').startswith('ValueError')
assert error(lambda: f'{x:{name}}') == "ValueError: Invalid format specifier 'world' for object of type 'int'"
assert error(lambda: f'{undefined}') == "NameError: name 'undefined' is not defined"
for source, message in [
    ("f'{}'", "f-string: valid expression required before '}'"),
    ("f'{'", "f-string: expecting '}'"),
    ("f'}'", "f-string: single '}' is not allowed"),
    ("f'{x!}'", "f-string: missing conversion character"),
    ("f'{x!z}'", "f-string: invalid conversion character 'z': expected 's', 'r', or 'a'"),
    ("f'{x y}'", "invalid syntax. Perhaps you forgot a comma?"),
    ("f'{lambda x: 1}'", "f-string: lambda expressions are not allowed without parentheses"),
    ("f'{*}'", "f-string: expecting a valid expression after '{'"),
    ("f'{!r}'", "f-string: valid expression required before '!'"),
    ("f'{=}'", "f-string: valid expression required before '='"),
    ("f'{:x}'", "f-string: valid expression required before ':'"),
    ("f'{x", "'{' was never closed"),
    ("f'{(x}'", "closing parenthesis '}' does not match opening parenthesis '('"),
    ("f'{x!r y}'", "f-string: expecting ':' or '}'"),
    ("f'abc", "unterminated f-string literal (detected at line 1)"),
]:
    try:
        compile(source, 's', 'eval')
    except SyntaxError as e:
        assert e.msg == message, (source, e.msg)
    else:
        assert False, source
order = []


def note(v):
    order.append(v)
    return v


assert f'{note(1)}{note(2):{note(5)}}{note(3)}' == '1    23'
assert order == [1, 2, 5, 3]
many = f'{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}'
assert many == '5' * 20
