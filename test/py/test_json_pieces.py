"""Reading and writing JSON: keys that come again, lists of integers, wide characters, depth."""

import json


def test_objects_whose_keys_begin_like_those_of_others():
    sources = ['{"a": 1, "b": 2}', '{"a": 1, "bc": 3}', '{"a": 4, "b": 5, "a": 6}', '{"a\\u0062": 1, "ab": 2}', '{"b": {"a": {"b": 1}}}']
    wanted = [{'a': 1, 'b': 2}, {'a': 1, 'bc': 3}, {'a': 6, 'b': 5}, {'ab': 2}, {'b': {'a': {'b': 1}}}]
    for _ in range(3):
        values = [json.loads(source) for source in sources]
        assert values == wanted
        assert [list(value) for value in values] == [['a', 'b'], ['a', 'bc'], ['a', 'b'], ['ab'], ['b']]
    # What was read is the program's own.
    first = json.loads(sources[0])
    first['c'] = 3
    del first['a']
    assert json.loads(sources[0]) == {'a': 1, 'b': 2} and first == {'b': 2, 'c': 3}
    for i in range(1500):
        assert json.loads('{"q%d": 1, "r": {"z%d": %d}}' % (i, i, i)) == {'q%d' % i: 1, 'r': {'z%d' % i: i}}
    many = '{' + ', '.join(['"k%d": %d' % (i % 90, i) for i in range(100)]) + '}'
    assert json.loads(many) == {'k%d' % (i % 90): i for i in range(100)}


def test_lists_of_numbers():
    for source, wanted in [
        ('[1, -2,3 ]', [1, -2, 3]), ('[-0, 0]', [0, 0]), ('[-0.0]', [-0.0]), ('[1.0, 2, 3e0]', [1.0, 2, 3.0]),
        ('[123456789012345678901, 1]', [123456789012345678901, 1]), ('[1.5, 123456789012345678901]', [1.5, 123456789012345678901]),
        ('[1e400, -1E400]', [float('inf'), float('-inf')]), ('[2147483648]', [2147483648]),
    ]:
        value = json.loads(source)
        assert repr(value) == repr(wanted) and [type(x) for x in value] == [type(x) for x in wanted], source
    for source in ['[1,]', '[01]', '[1 2]', '[-]', '[1.]', '[.5]', '[1, 2', '[--1]', '[+1]', '[1e]']:
        try:
            json.loads(source)
            assert False, source
        except json.JSONDecodeError:
            pass
    assert json.loads('[1, 2.5]', parse_int=str, parse_float=repr) == ['1', "'2.5'"]
    asked = []
    def parse(text):
        asked.append(text)
        return text
    assert json.loads('[1.5, 2, [3.5, 4], 5.5]', parse_int=parse) == [1.5, '2', [3.5, '4'], 5.5] and asked == ['2', '4']


def test_lists_that_begin_with_floats():
    for source, wanted in [
        ('[1.5, -0.25 ,3e2\n]', [1.5, -0.25, 300.0]), ('[ 0.5, null, 1.5]', [0.5, None, 1.5]), ('[0.5, "a"]', [0.5, 'a']),
        ('[2.0, [1.0, 2.0], {"a": [0.5, 1]}, 7.0]', [2.0, [1.0, 2.0], {'a': [0.5, 1]}, 7.0]), ('[1.0]', [1.0]),
        ('[1.5, -Infinity, Infinity]', [1.5, float('-inf'), float('inf')]), ('[-Infinity, 1.5]', [float('-inf'), 1.5]),
        ('[[], [1.5], [1.5, 2], [2, 1.5]]', [[], [1.5], [1.5, 2], [2, 1.5]]), ('[-1.5, -1, -1.5]', [-1.5, -1, -1.5]),
        ('[0.1, 123456789.123456789123456789, 1e-400, 5e-324]', [0.1, 123456789.12345679, 0.0, 5e-324]),
    ]:
        value = json.loads(source)
        assert repr(value) == repr(wanted), source
    values = json.loads('[0.5, NaN, 1.5]')
    assert values[1] != values[1] and values[::2] == [0.5, 1.5]
    grown = json.loads('[' + ', '.join(['%d.5' % i for i in range(1000)]) + ']')
    grown.append('end')
    assert grown == [i + 0.5 for i in range(1000)] + ['end']
    for source, at in [('[1.5,]', 4), ('[1.5 2.5]', 5), ('[1.5, -]', 6), ('[1.5', 4), ('[1.5, ', 6), ('[1.5, .5]', 6), ('[1.5, 01.5]', 7)]:
        try:
            json.loads(source)
            assert False, source
        except json.JSONDecodeError as e:
            assert e.pos == at, (source, e.pos)


def test_characters_of_two_units_beside_escapes():
    assert json.loads('{"\U0001f600": "a\\n\U0001f600", "b\uffff": "\\u00e9"}') == {'\U0001f600': 'a\n\U0001f600', 'b\uffff': '\u00e9'}
    assert len(json.loads('"\ud83d\\ude00"')) == 2 and len(json.loads('"\\ud83d\\ude00"')) == 1
    try:
        json.loads('["\U0001f600", 1 2]')
        assert False
    except json.JSONDecodeError as e:
        assert e.pos == 8
    decoder = json.JSONDecoder()
    text = '"\U0001f600\\n" [1] "b" ' + '"c\U0001f600" ' * 30
    assert decoder.raw_decode(text, 0) == ('\U0001f600\n', 5)
    assert decoder.raw_decode(text, 6) == ([1], 9)
    assert decoder.raw_decode(text, 0) == ('\U0001f600\n', 5)
    assert decoder.raw_decode(text, 14) == ('c\U0001f600', 18)


def test_strings_with_escapes():
    from json.decoder import scanstring
    long = 'a piece of text, longer than what is gone over ' * 3
    for spelled, wanted in [
        ('\\n', '\n'), ('\\ud83d\\ude00', '\U0001f600'), ('\\ud83d', '\ud83d'), ('\\ude00\\ud83d', '\ude00\ud83d'),
        ('\\uD83D\\uDE00', '\U0001f600'), ('\\u00e9\\"\\/\\b', '\u00e9"/\b'), ('\\udfff\\udfff', '\udfff\udfff'), ('\\\\', '\\'),
        ('\\udabc\\u0041', '\udabcA'), ('\\uDead', '\udead'), ('\\u20ac\\uffff', '\u20ac\uffff'),
        ('\\ud7ff\\uD000', '\ud7ff\ud000'), ('\\\\ud83d', '\\ud83d'), ('\\\\\\ud83d', '\\\ud83d'), ('\\uDFFF', '\udfff'),
    ]:
        for before in ('', 'b', long):
            for behind in ('', 'c', long):
                for source in ('"%s"', '["%s"', '"%s", "\\n"'):
                    text = source % (before + spelled + behind)
                    begin = text.index('"') + 1
                    value, end = scanstring(text, begin)
                    assert value == before + wanted + behind and text[end - 1] == '"', text
                    assert len(value) == len(before + wanted + behind)
    # What stands before the text need not be a quote.
    assert scanstring('\\n"', 0) == ('\n', 3) and scanstring('x\\n"', 1) == ('\n', 4)
    assert scanstring('a\nb\\t\x01"', 0, False) == ('a\nb\t\x01', 7)
    assert json.loads('"a\nb\\t\x01"', strict=False) == 'a\nb\t\x01'
    for text, message in [
        ('"\\n\x01"', 'Invalid control character at: line 1 column 4 (char 3)'), ('"\\nabc', 'Unterminated string starting at: line 1 column 1 (char 0)'),
        ('"\\n\\', 'Unterminated string starting at: line 1 column 1 (char 0)'), ('"\\n\\x"', 'Invalid \\escape: line 1 column 4 (char 3)'),
        ('"\\n\\u12g4"', 'Invalid \\uXXXX escape: line 1 column 5 (char 4)'), ('"\\u0041', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'),
        ('"\\ud83d\\ude00', 'Invalid \\uXXXX escape: line 1 column 9 (char 8)'), ('"\\"', 'Unterminated string starting at: line 1 column 1 (char 0)'),
        ('"%s\\n%s\\q"' % (long, long), 'Invalid \\escape: line 1 column 286 (char 285)'),
    ]:
        try:
            json.loads(text)
            assert False, text
        except json.JSONDecodeError as e:
            assert str(e) == message, (text, str(e))


def test_depth():
    for source in ['[' * 9990 + ']' * 9990, '{"a":' * 9990 + '1' + '}' * 9990]:
        json.loads(source)
    for source in ['[' * 100000, '{"a":' * 100000]:
        try:
            json.loads(source)
            assert False
        except RecursionError as e:
            assert 'while decoding a JSON' in str(e)


def test_an_encoder_that_is_used_while_it_writes():
    def default(value):
        return ''.join(encoder([1, 2], 0))
    encoder = json.encoder.c_make_encoder({}, default, json.encoder.encode_basestring_ascii, None, ':', ',', False, False, True)
    assert ''.join(encoder([1, {'a': set()}, 3], 0)) == '[1,{"a":"[1,2]"},3]'
    nested = [1]
    for _ in range(40):
        nested = [nested, {'a': 1}]
    inner = nested
    for _ in range(20):
        inner = inner[0]
    json.dumps(nested)
    inner.append(inner)
    try:
        json.dumps(nested)
        assert False
    except ValueError as e:
        assert str(e) == 'Circular reference detected'


def test_dicts_with_the_keys_of_others():
    kinds = [{}, {'indent': 1}, {'sort_keys': True}, {'sort_keys': True, 'indent': 2}, {'separators': (',', ':')},
             {'ensure_ascii': False}, {'ensure_ascii': False, 'separators': ('\U0001f600', '\u4e2d')}]
    wanted = [
        '{"b\\u00e9": 1, "a\\"": {"b\\u00e9": 2, "a\\"": []}, "b": "c"}',
        '{\n "b\\u00e9": 1,\n "a\\"": {\n  "b\\u00e9": 2,\n  "a\\"": []\n },\n "b": "c"\n}',
        '{"a\\"": {"a\\"": [], "b\\u00e9": 2}, "b": "c", "b\\u00e9": 1}',
        '{\n  "a\\"": {\n    "a\\"": [],\n    "b\\u00e9": 2\n  },\n  "b": "c",\n  "b\\u00e9": 1\n}',
        '{"b\\u00e9":1,"a\\"":{"b\\u00e9":2,"a\\"":[]},"b":"c"}',
        '{"b\u00e9": 1, "a\\"": {"b\u00e9": 2, "a\\"": []}, "b": "c"}',
        '{"b\u00e9"\u4e2d1\U0001f600"a\\""\u4e2d{"b\u00e9"\u4e2d2\U0001f600"a\\""\u4e2d[]}\U0001f600"b"\u4e2d"c"}',
    ]
    for _ in range(4):
        for kind, text in zip(kinds, wanted):
            value = {'b\u00e9': 1, 'a"': {'b\u00e9': 2, 'a"': []}, 'b': 'c'}
            assert json.dumps(value, **kind) == text
            # The same first key, other ones behind it; and other values.
            assert json.dumps({'b\u00e9': 1}, ensure_ascii=False) == '{"b\u00e9": 1}'
            assert json.dumps({'b\u00e9': 1, 'c': 2.5}) == '{"b\\u00e9": 1, "c": 2.5}'
            assert json.dumps({'b\u00e9': None, 3: True, '\U0001f600': 10 ** 20}) == '{"b\\u00e9": null, "3": true, "\\ud83d\\ude00": 100000000000000000000}'
    holes = {'x': 1, 'y': 2, 'z': 3}
    del holes['y']
    for _ in range(3):
        assert json.dumps({'x': 1, 'z': 3}) == json.dumps(holes) == '{"x": 1, "z": 3}'
        assert json.dumps(dict.fromkeys('zyx', 0), sort_keys=True) == '{"x": 0, "y": 0, "z": 0}'
        assert json.dumps({'k%d' % k: k for k in range(70)}) == '{%s}' % ', '.join(['"k%d": %d' % (k, k) for k in range(70)])
        assert json.dumps({'k' * 70: 1, 'l': 2}) == '{"%s": 1, "l": 2}' % ('k' * 70)
    for k in range(700):
        assert json.dumps({'first%d' % k: k, 'second': -k}) == '{"first%d": %d, "second": %d}' % (k, k, -k)
    deep = shallow = {'a': 1, 'b': 2}
    for _ in range(30):
        deep = {'a': deep, 'b': 2}
    text = json.dumps(deep, indent=1)
    assert text == json.dumps(deep, indent=1) and json.loads(text) == deep and text.count('\n') == 31 * 3
    assert text.startswith('{\n "a": {\n  "a"') and text.endswith('\n  "b": 2\n },\n "b": 2\n}')


def test_dicts_with_the_keys_of_others_that_change():
    for sort_keys in False, True:
        for change, wanted in [
            (lambda d: d.clear(), '{"a": 1, "b": 0}'),
            (lambda d: d.update(c=7), '{"a": 1, "b": 0, "c": 7, "d": 4}'),
            (lambda d: d.update(e=7), '{"a": 1, "b": 0, "c": 3, "d": 4, "e": 7}'),
            (lambda d: d.pop('d'), '{"a": 1, "b": 0, "c": 3}'),
            (lambda d: None, '{"a": 1, "b": 0, "c": 3, "d": 4}'),
        ]:
            for _ in range(3):
                d = {'a': 1, 'b': set(), 'c': 3, 'd': 4}
                def default(value):
                    change(d)
                    json.dumps({'a': 1, 'x': 2}, sort_keys=sort_keys)
                    return 0
                got = json.dumps(d, default=default, sort_keys=sort_keys)
                assert got == (wanted if not sort_keys else '{"a": 1, "b": 0, "c": 3, "d": 4}'), (got, sort_keys)


def test_floats_that_come_again():
    values = [k / 7 for k in range(1, 60)] + [float(k) for k in range(1, 40)] + [-0.0, 0.0, 1e-5, 1e16, -2.5, 2.5]
    texts = [repr(v) for v in values]
    assert texts[-6:] == ['-0.0', '0.0', '1e-05', '1e+16', '-2.5', '2.5'] and texts[0] == '0.14285714285714285' and texts[59] == '1.0'
    for _ in range(3):
        assert [repr(v) for v in values] == texts == [str(v) for v in values] and json.dumps(values) == '[%s]' % ', '.join(texts)
    assert [float(text) for text in texts] == values


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
