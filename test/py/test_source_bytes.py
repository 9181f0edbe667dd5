# Bytes that are no UTF-8 are an error where they are read: in names and literals, not in comments.
def refused(source):
    try:
        compile(source, '<b>', 'exec')
    except SyntaxError as e:
        return e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text
    return None


assert refused(b'# \xe9\nx') == None
assert refused(b'# \xe9\nx') == None
assert refused(b'x = "\xe9"') == ("(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data", 1, 5, 1, 6, 'x = "�"\n')
assert refused(b'"abc\xe9def"\nx') == ("(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 3: invalid continuation byte", 1, 1, 1, 8, '"abc�def"\n')
assert refused(b'x = 1\n\xe9 = 2') == ("(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data", 2, 1, 2, -1, '� = 2\n')
assert refused(b'# coding: foo\nx') == ('unknown encoding: foo', 0, -1, None, None, None)
assert refused(b'# coding: rot13\nk l') == ("'rot13' is not a text encoding; use codecs.decode() to handle arbitrary codecs", 0, -1, None, None, None)
assert refused(b'# coding: ascii\nx = "\xe9"') == ("'ascii' codec can't decode byte 0xe9 in position 21: ordinal not in range(128)", 0, -1, None, None, None)
assert refused(b"'\\n\xe9'") == ("(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data", 1, 1, 1, 4, "'\\n�'\n")
assert refused(b"'a' '\xff\xfe'") == ("(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte", 1, 5, 1, 7, "'a' '��'\n")
assert refused(b"r'\\\xe9'") == ("(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 1: unexpected end of data", 1, 1, 1, 4, "r'\\�'\n")
assert refused(b"b'\xe9'") == ('bytes can only contain ASCII literal characters', 1, 1, 1, 3, "b'�'\n")
assert refused(b"b'\xc3\xa9'") == ('bytes can only contain ASCII literal characters', 1, 1, 1, 5, "b'é'\n")
assert refused(b'\xef\xbb\xbf# coding: latin-1\nx') == ('encoding problem: iso-8859-1 with BOM', 0, -1, None, None, None)
assert refused(b"('\xe9'\n)") == ("(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data", 1, 2, 1, 3, "('�'\n")
assert refused(b'x.\xe9') == ("(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data", 1, 3, 1, -1, 'x.�\n')
assert refused(b'def \xe9(): pass') == ("(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data", 1, 5, 1, -1, 'def �(): pass\n')
assert refused(b"if 1:\n  '\xe9'\n") == ("(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data", 2, 3, 2, 4, "  '�'\n")
assert refused(b"'\xe2\x82' 'a'") == ("(unicode error) 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data", 1, 1, 1, 3, "'�' 'a'\n")
