"""What json.dumps writes: floats, subclasses, keys in order, escapes, indentation, and dicts that change meanwhile."""
import collections
import json
import random

out = []

class F(float):
    def __repr__(self): return 'no'
class I(int):
    def __repr__(self): return 'no'
class S(str): pass
class D(dict):
    def items(self): return [('x', 1), ('y', 2)]
class L(list):
    def __iter__(self): return iter([1])
doc = {'b': [1, 2.5, -0.0, 1e16, 1e-7, 1e22, 123456789.125, -1.5, F(2.5), I(3), True, None, 10**30], 'a': {'z': S('q"'), 'é': '\x7f\x1f', '😀"\\': '\ud800x'}, S('s'): (), 'e': [], 'f': {}, 'L': L([4, 5]), 'D': D(a=1),
       'o': collections.OrderedDict([('z', 1), ('a', 2)]), 'long': 'x' * 50 + '\n', 'long2': 'y' * 100, 'é' * 60: 'ü'}
for kw in ({}, {'indent': 2}, {'indent': '\t', 'sort_keys': True}, {'sort_keys': True, 'ensure_ascii': False}, {'separators': (',', ':')}, {'ensure_ascii': False, 'indent': 0}):
    out.append((json.dumps(doc, **kw).encode('utf-8', 'backslashreplace')))
    out.append((json.dumps({3: 1, True: 2, None: 3, 1.5: 4, float('inf'): 5}, **{**kw, 'sort_keys': False})))
try: json.dumps({3: 1, 'a': 2}, sort_keys=True)
except TypeError as e: out.append((e))
out.append((json.dumps({3: 1, 2: 2, 2.5: 7}, sort_keys=True), json.dumps([float('nan'), float('-inf')])))
d = {'k': [], 'm': object(), 'n': 1}
def default(o):
    d.clear(); return 'gone'
out.append((json.dumps(d, default=default), d))
d = {'k': object(), 'a': 1, 'z': 4}
out.append((json.dumps(d, default=default, sort_keys=True), d))
l = [1]; l.append(l)
try: json.dumps(l)
except ValueError as e: out.append((e))
try: json.dumps({'a': float('nan')}, allow_nan=False)
except ValueError as e: out.append((e))
out.append((json.dumps({(1, 2): 3, 'a': 1}, skipkeys=True)))
random.seed(3)
for i in range(300):
    x = random.random() * 10 ** random.randint(-30, 30) * random.choice([1, -1])
    assert json.dumps(x) == repr(x) and json.loads(json.dumps(x)) == x
expected = [
    b'{"b": [1, 2.5, -0.0, 1e+16, 1e-07, 1e+22, 123456789.125, -1.5, 2.5, 3, true, null, 1000000000000000000000000000000], "a": {"z": "q\\"", "\\u00e9": "\\u007f\\u001f", "\\ud83d\\ude00\\"\\\\": "\\ud800x"}, "s": [], "e": [], "f": {}, "L": [1], "D": {"x": 1, "y": 2}, "o": {"z": 1, "a": 2}, "long": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\n", "long2": "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", "\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9": "\\u00fc"}',
    '{"3": 1, "true": 2, "null": 3, "1.5": 4, "Infinity": 5}',
    b'{\n  "b": [\n    1,\n    2.5,\n    -0.0,\n    1e+16,\n    1e-07,\n    1e+22,\n    123456789.125,\n    -1.5,\n    2.5,\n    3,\n    true,\n    null,\n    1000000000000000000000000000000\n  ],\n  "a": {\n    "z": "q\\"",\n    "\\u00e9": "\\u007f\\u001f",\n    "\\ud83d\\ude00\\"\\\\": "\\ud800x"\n  },\n  "s": [],\n  "e": [],\n  "f": {},\n  "L": [\n    1\n  ],\n  "D": {\n    "x": 1,\n    "y": 2\n  },\n  "o": {\n    "z": 1,\n    "a": 2\n  },\n  "long": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\n",\n  "long2": "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",\n  "\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9": "\\u00fc"\n}',
    '{\n  "3": 1,\n  "true": 2,\n  "null": 3,\n  "1.5": 4,\n  "Infinity": 5\n}',
    b'{\n\t"D": {\n\t\t"x": 1,\n\t\t"y": 2\n\t},\n\t"L": [\n\t\t1\n\t],\n\t"a": {\n\t\t"z": "q\\"",\n\t\t"\\u00e9": "\\u007f\\u001f",\n\t\t"\\ud83d\\ude00\\"\\\\": "\\ud800x"\n\t},\n\t"b": [\n\t\t1,\n\t\t2.5,\n\t\t-0.0,\n\t\t1e+16,\n\t\t1e-07,\n\t\t1e+22,\n\t\t123456789.125,\n\t\t-1.5,\n\t\t2.5,\n\t\t3,\n\t\ttrue,\n\t\tnull,\n\t\t1000000000000000000000000000000\n\t],\n\t"e": [],\n\t"f": {},\n\t"long": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\n",\n\t"long2": "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",\n\t"o": {\n\t\t"a": 2,\n\t\t"z": 1\n\t},\n\t"s": [],\n\t"\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9": "\\u00fc"\n}',
    '{\n\t"3": 1,\n\t"true": 2,\n\t"null": 3,\n\t"1.5": 4,\n\t"Infinity": 5\n}',
    b'{"D": {"x": 1, "y": 2}, "L": [1], "a": {"z": "q\\"", "\xc3\xa9": "\x7f\\u001f", "\xf0\x9f\x98\x80\\"\\\\": "\\ud800x"}, "b": [1, 2.5, -0.0, 1e+16, 1e-07, 1e+22, 123456789.125, -1.5, 2.5, 3, true, null, 1000000000000000000000000000000], "e": [], "f": {}, "long": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\n", "long2": "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", "o": {"a": 2, "z": 1}, "s": [], "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9": "\xc3\xbc"}',
    '{"3": 1, "true": 2, "null": 3, "1.5": 4, "Infinity": 5}',
    b'{"b":[1,2.5,-0.0,1e+16,1e-07,1e+22,123456789.125,-1.5,2.5,3,true,null,1000000000000000000000000000000],"a":{"z":"q\\"","\\u00e9":"\\u007f\\u001f","\\ud83d\\ude00\\"\\\\":"\\ud800x"},"s":[],"e":[],"f":{},"L":[1],"D":{"x":1,"y":2},"o":{"z":1,"a":2},"long":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\n","long2":"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy","\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9":"\\u00fc"}',
    '{"3":1,"true":2,"null":3,"1.5":4,"Infinity":5}',
    b'{\n"b": [\n1,\n2.5,\n-0.0,\n1e+16,\n1e-07,\n1e+22,\n123456789.125,\n-1.5,\n2.5,\n3,\ntrue,\nnull,\n1000000000000000000000000000000\n],\n"a": {\n"z": "q\\"",\n"\xc3\xa9": "\x7f\\u001f",\n"\xf0\x9f\x98\x80\\"\\\\": "\\ud800x"\n},\n"s": [],\n"e": [],\n"f": {},\n"L": [\n1\n],\n"D": {\n"x": 1,\n"y": 2\n},\n"o": {\n"z": 1,\n"a": 2\n},\n"long": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\n",\n"long2": "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",\n"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9": "\xc3\xbc"\n}',
    '{\n"3": 1,\n"true": 2,\n"null": 3,\n"1.5": 4,\n"Infinity": 5\n}',
    TypeError("'<' not supported between instances of 'str' and 'int'"),
    ('{"2": 2, "2.5": 7, "3": 1}', '[NaN, -Infinity]'),
    ('{"k": [], "m": "gone"}', {}),
    ('{"a": 1, "k": "gone", "z": 4}', {}),
    ValueError('Circular reference detected'),
    ValueError('Out of range float values are not JSON compliant: nan'),
    '{"a": 1}',
]
assert len(out) == len(expected)
for got, wanted in zip(out, expected):
    assert repr(got) == repr(wanted), (got, wanted)

# Lists of floats alone.
class L(list):
    def __iter__(self):
        return iter('ab')


floats = [0.5, -0.0, 1e22, 1e-7, 3.0, float('inf'), -2.25]
assert json.dumps(floats) == '[0.5, -0.0, 1e+22, 1e-07, 3.0, Infinity, -2.25]'
assert json.dumps({'a': floats[:2], 'b': [[1.5]]}, indent=1) == '{\n "a": [\n  0.5,\n  -0.0\n ],\n "b": [\n  [\n   1.5\n  ]\n ]\n}'
assert json.dumps([x for x in floats if x > 1e30], separators=('', '')) == '[Infinity]'
for kind, wanted in ((L, '["a", "b"]'), (type('M', (list,), {}), '[1.5, 2.5]')):
    some = kind()
    some.append(1.5)
    some.append(2.5)
    assert json.dumps(some) == wanted == json.dumps(kind([1.5, 2.5]))
assert json.dumps([1.5][:0]) == '[]' == json.dumps([1.5][1:], indent=2)
try:
    json.dumps(floats, allow_nan=False)
except ValueError as e:
    assert str(e) == 'Out of range float values are not JSON compliant: inf'
else:
    raise AssertionError
