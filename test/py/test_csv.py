"""csv: reading and writing in every dialect, and what is wrong. lib: csv"""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import csv, io, _csv
write = lambda rows, **k: (lambda f: (csv.writer(f, **k).writerows(rows), f.getvalue())[1])(io.StringIO(newline=''))
read = lambda lines, **k: list(csv.reader(lines, **k))
ROWS = [[1, 2.5, None, 'a"b', 'c,d', 'e\n', '', '\u00e9 \U0001f600', True], [], ["it's", ' x ', '\\']]
assert ([err(write, ROWS, quoting=q) for q in range(6)], [err(write, ROWS, quoting=q, escapechar='\\') for q in range(6)]) == (['1,2.5,,"a""b","c,d","e\n",,é 😀,True\r\n\r\nit\'s, x ,\\\r\n', '"1","2.5","","a""b","c,d","e\n","","é 😀","True"\r\n\r\n"it\'s"," x ","\\"\r\n', '1,2.5,"","a""b","c,d","e\n","","é 😀",True\r\n\r\n"it\'s"," x ","\\"\r\n', 'Error: need to escape, but no escapechar set', '1,2.5,,"a""b","c,d","e\n","","é 😀",True\r\n\r\n"it\'s"," x ","\\"\r\n', '"1","2.5",,"a""b","c,d","e\n","","é 😀","True"\r\n\r\n"it\'s"," x ","\\"\r\n'], ['1,2.5,,"a""b","c,d","e\n",,é 😀,True\r\n\r\nit\'s, x ,\\\\\r\n', '"1","2.5","","a""b","c,d","e\n","","é 😀","True"\r\n\r\n"it\'s"," x ","\\\\"\r\n', '1,2.5,"","a""b","c,d","e\n","","é 😀",True\r\n\r\n"it\'s"," x ","\\\\"\r\n', '1,2.5,,a\\"b,c\\,d,e\\\n,,é 😀,True\r\n\r\nit\'s, x ,\\\\\r\n', '1,2.5,,"a""b","c,d","e\n","","é 😀",True\r\n\r\n"it\'s"," x ","\\\\"\r\n', '"1","2.5",,"a""b","c,d","e\n","","é 😀","True"\r\n\r\n"it\'s"," x ","\\\\"\r\n'])
assert (err(write, ROWS, doublequote=False), err(write, [['']]), err(write, [[None]], quoting=3), err(write, [5]), err(write, [['', '']], delimiter=' ', skipinitialspace=True)) == ('Error: need to escape, but no escapechar set', '""\r\n', 'Error: single empty field record must be quoted', 'Error: iterable expected, not int', '"" ""\r\n')
assert ([err(read, lines) for lines in (['a,b'], ['"a\n', 'b",c'], ['a"b,"c""d"e'], ['a\rb'], [''], ['\n', 'x'], [b'a'], ['a,"b'])]) == [[['a', 'b']], [['a\nb', 'c']], [['a"b', 'c"de']], "Error: new-line character seen in unquoted field - do you need to open the file with newline=''?", [[]], [[], ['x']], 'Error: iterator should return strings, not bytes (the file should be opened in text mode)', [['a', 'b']]]
assert ([err(read, lines, strict=True) for lines in (['"a"b'], ['"a'], ['"a","b"'])], err(read, ['a,\\,b'], escapechar='\\'), err(read, ['a, "b"'], skipinitialspace=True)) == (['Error: \',\' expected after \'"\'', 'Error: unexpected end of data', [['a', 'b']]], [['a', ',b']], [['a', 'b']])
assert ([err(read, ['a,"",,1.5,"2"'], quoting=q) for q in range(6)], err(read, ['1,"x"'], quoting=2)) == ([[['a', '', '', '1.5', '2']], [['a', '', '', '1.5', '2']], "ValueError: could not convert string to float: 'a'", [['a', '""', '', '1.5', '"2"']], "ValueError: could not convert string to float: 'a'", [['a', '', None, '1.5', '2']]], [[1.0, 'x']])
assert ([err(_csv.Dialect, **k) for k in (dict(delimiter=''), dict(delimiter=5), dict(quotechar=None, quoting=0), dict(lineterminator=None), dict(quoting='x'), dict(quoting=9), dict(delimiter='\n'), dict(delimiter='"'), dict(escapechar=','), dict(x=1))]) == ['TypeError: "delimiter" must be a 1-character string', 'TypeError: "delimiter" must be string, not int', 'TypeError: quotechar must be set if quoting enabled', 'TypeError: lineterminator must be set', 'TypeError: "quoting" must be an integer', 'TypeError: bad "quoting" value', 'ValueError: bad delimiter value', 'ValueError: bad delimiter or quotechar value', 'ValueError: bad delimiter or escapechar value', "TypeError: this function got an unexpected keyword argument 'x'"]
assert ([getattr(csv.get_dialect('excel'), n) for n in ('delimiter', 'quotechar', 'escapechar', 'quoting', 'lineterminator', 'doublequote', 'skipinitialspace', 'strict')]) == [',', '"', None, 0, '\r\n', True, False, False]
assert (err(csv.get_dialect, 'x'), err(csv.register_dialect, 5), csv.register_dialect('semi', delimiter=';'), read(['a;b'], dialect='semi'), csv.unregister_dialect('semi'), csv.list_dialects()) == ('Error: unknown dialect', 'TypeError: dialect name must be a string', None, [['a', 'b']], None, ['excel', 'excel-tab', 'unix'])
assert (csv.field_size_limit(3), err(read, ['abcd']), csv.field_size_limit(131072), err(csv.field_size_limit, 'x')) == (131072, 'Error: field larger than field limit (3)', 3, 'TypeError: limit must be an integer')
assert (list(csv.DictReader(['a,b', '1,2', '3'])), csv.Sniffer().sniff('a;b\n1;2\n').delimiter, csv.Sniffer().has_header('a,b\n1,2\n3,4\n')) == ([{'a': '1', 'b': '2'}, {'a': '3', 'b': None}], ';', True)
assert (err(csv.reader), err(csv.reader, 5), err(csv.writer, 5), err(csv.reader, [], 'nope')) == ('TypeError:  expected at least 1 argument, got 0', "TypeError: 'int' object is not iterable", 'TypeError: argument 1 must have a "write" method', 'Error: unknown dialect')
# Fields are read in pieces: characters of two units, halves of such, and the limit are those of the characters.
assert read(['\U0001f600x,\U0001f600\n']) == [['\U0001f600x', '\U0001f600']]
assert read(['a\U0001f600b,c'], delimiter='\U0001f600') == [['a', 'b,c']]
assert read(['"\ud83d', '\ude00",\ud83dx']) == [['\ud83d\ude00', '\ud83dx']] and len(read(['"\ud83d', '\ude00"'])[0][0]) == 2
assert len(read(['a\ud83d\\\ude00b'], escapechar='\\')[0][0]) == 4
assert read(['"1\n', '"x"y,z"\n', 'u\\\nv'], escapechar='\\') == [['1\nx"y', 'z"'], ['u\nv']]
csv.field_size_limit(5)
LONG = 'Error: field larger than field limit (5)'
assert [err(read, lines) for lines in (['12345,1'], ['123456'], ['"12345"'], ['"123456"'], ['"1\n', '345"'], ['"1\n', '3456"'])] == [
    [['12345', '1']], LONG, [['12345']], LONG, [['1\n345']], LONG]
assert (err(read, ['\U0001f600' * 5]), err(read, ['\U0001f600' * 6])) == ([['\U0001f600' * 5]], LONG)
csv.field_size_limit(131072)
