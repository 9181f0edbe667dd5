"""json in host code: values, messages, options."""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import json
assert (json.loads('{"a": [1, 2.5, -0, 1e3, true, null, "x\\n\\u00e9\\ud83d\\ude00", {}], "b": []}'), json.dumps({'a': [1, 2.5, True, None, 'é"\n😀\x01'], 1: (), None: 1.5, True: {}}), json.dumps('é😀', ensure_ascii=False)) == ({'a': [1, 2.5, 0, 1000.0, True, None, 'x\né😀', {}], 'b': []}, '{"a": [1, 2.5, true, null, "\\u00e9\\"\\n\\ud83d\\ude00\\u0001"], "1": {}, "null": 1.5}', '"é😀"')
assert (err(json.loads, '{"a" 1}'), err(json.loads, '{a: 1}'), err(json.loads, '[1, ]'), err(json.loads, '{"a": 1, }'), err(json.loads, '"abc'), err(json.loads, '"\\x"'), err(json.loads, '"\\u12"'), err(json.loads, '"\n"'), err(json.loads, ''), err(json.loads, '[1 2]'), err(json.loads, '1 2'), err(json.loads, 'nul')) == ("JSONDecodeError: Expecting ':' delimiter: line 1 column 6 (char 5)", 'JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)', 'JSONDecodeError: Illegal trailing comma before end of array: line 1 column 3 (char 2)', 'JSONDecodeError: Illegal trailing comma before end of object: line 1 column 8 (char 7)', 'JSONDecodeError: Unterminated string starting at: line 1 column 1 (char 0)', 'JSONDecodeError: Invalid \\escape: line 1 column 2 (char 1)', 'JSONDecodeError: Invalid \\uXXXX escape: line 1 column 3 (char 2)', 'JSONDecodeError: Invalid control character at: line 1 column 2 (char 1)', 'JSONDecodeError: Expecting value: line 1 column 1 (char 0)', "JSONDecodeError: Expecting ',' delimiter: line 1 column 4 (char 3)", 'JSONDecodeError: Extra data: line 1 column 3 (char 2)', 'JSONDecodeError: Expecting value: line 1 column 1 (char 0)')
assert (json.loads('"\n"', strict=False), json.loads('[NaN, Infinity, -Infinity]')[1] > 1, json.loads('1' * 30), json.loads('1.5', parse_float=str), json.loads('15', parse_int=str), json.loads('{"a": 1}', object_hook=lambda d: list(d)), json.loads('{"a": 1, "b": 2}', object_pairs_hook=tuple)) == ('\n', True, 111111111111111111111111111111, '1.5', '15', ['a'], (('a', 1), ('b', 2)))
c = []; c.append(c)
assert (err(json.dumps, c), err(json.dumps, float('nan'), allow_nan=False), err(json.dumps, {(): 1}), json.dumps({(): 1, 2: 3}, skipkeys=True), err(json.dumps, object) [:43], json.dumps({'b': 1, 'a': 2}, sort_keys=True), json.dumps([1, {'a': 2}], separators=(',', ':')), json.dumps(object, default=lambda o: 'x'), json.dumps([1, [2]], indent=1)) == ('ValueError: Circular reference detected', 'ValueError: Out of range float values are not JSON compliant: nan', 'TypeError: keys must be str, int, float, bool or None, not tuple', '{"2": 3}', 'TypeError: Object of type type is not JSON ', '{"a": 2, "b": 1}', '[1,{"a":2}]', '"x"', '[\n 1,\n [\n  2\n ]\n]')
assert (json.dumps('\ud800'), json.loads('"\\ud800"') == '\ud800', json.dumps(type('I', (int,), {'__repr__': lambda s: 'no'})(5)), json.dumps(type('F', (float,), {'__repr__': lambda s: 'no'})(5)), json.loads('"😀"'), json.loads('{"😀": 1, "x": 2.5}'), json.loads(b'"\xc3\xa9"'), err(json.loads, '[' * 3 + '"\U0001f600", 01]')) == ('"\\ud800"', True, '5', '5.0', '😀', {'😀': 1, 'x': 2.5}, 'é', "JSONDecodeError: Expecting ',' delimiter: line 1 column 10 (char 9)")
assert json.dumps({'a': [1, {}]}, indent='\t') == '{\n\t"a": [\n\t\t1,\n\t\t{}\n\t]\n}'
assert json.dumps([[], {'b': {'c': ()}}], indent=0) == '[\n[],\n{\n"b": {\n"c": []\n}\n}\n]'
assert json.dumps({(): 1}, skipkeys=True, indent=1) == '{\n \n}'
assert err(json.dumps, 1, separators=(b', ', ': ')) == 'TypeError: make_encoder() argument 6 must be str, not bytes'

# What is read into the same arrays: nested, repeated and unfinished.
assert json.loads('{"a":1,"b":2,"a":3}') == {'a':3,'b':2} and list(json.loads('{"a":1,"b":2,"a":3}')) == ['a','b']
assert json.loads('{}') == {} and json.loads('[]') == [] and json.loads('[[],{},[1,[2,{"x":[{}]}]]]') == [[],{},[1,[2,{'x':[{}]}]]]
d=json.loads('{%s}' % ','.join('"k%d": [%d]' % (i,i) for i in range(100)))
assert d == {'k%d'%i: [i] for i in range(100)}
assert json.loads('{"a":{"b":1,"b":2},"c":[]}', object_pairs_hook=list) == [('a',[('b',1),('b',2)]),('c',[])]
assert json.loads('[{"a":{"b":1}}]', object_hook=lambda d:sorted(d)) == [['a']]
x=json.loads('{"a":1}')
x['b']=2
x['a']=5
del x['a']
assert x == {'b':2}
for bad in ('[1,','{"a":1','{"a"','[[1],{"x":[1,2}]'):
    try:
        json.loads(bad)
    except ValueError:
        pass
    else:
        assert False, bad
