"""Errors of codecs: notes, what stays of UTF-7, surrogates that are cut off. lib: codecs"""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import codecs
def noted(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e), getattr(e, '__notes__', None)
assert (noted('ą'.encode, 'cp1252'), noted(b'\xff'.decode, 'ascii'), noted(b'\x81'.decode, 'cp1252'), noted(codecs.decode, b'x', 'hex'), noted(codecs.encode, 'é', 'ascii'), noted(b'\xff'.decode, 'gbk'), noted(codecs.lookup, 'nope'), noted('x'.encode, 'nope')) == (('UnicodeEncodeError', "'charmap' codec can't encode character '\\u0105' in position 0: character maps to <undefined>", ["encoding with 'cp1252' codec failed"]), ('UnicodeDecodeError', "'ascii' codec can't decode byte 0xff in position 0: ordinal not in range(128)", None), ('UnicodeDecodeError', "'charmap' codec can't decode byte 0x81 in position 0: character maps to <undefined>", ["decoding with 'cp1252' codec failed"]), ('Error', 'Odd-length string', ["decoding with 'hex' codec failed"]), ('UnicodeEncodeError', "'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)", ["encoding with 'ascii' codec failed"]), ('UnicodeDecodeError', "'gbk' codec can't decode byte 0xff in position 0: incomplete multibyte sequence", ["decoding with 'gbk' codec failed"]), ('LookupError', 'unknown encoding: nope', None), ('LookupError', 'unknown encoding: nope', None))
assert ([raw.decode('utf-7', 'replace') for raw in (b'a+IKx', b'a+IKx-b', b'a+IKwgr,', b'a+IKwgrB-b', b'a+///,+IKw-b', b'a+2AE\xffb', b'a+IKzYAQ-b', b'a+IKzYAQ\xffb', b'a+IKzYAQA-b', b'a+IKwgrNgB', b'a+2AE-b', b'+', b'a+-b', b'a+~')]) == ['a€�', 'a€�b', 'a€�', 'a€€�b', 'a\uffff�€b', 'a�b', 'a€\ud801b', 'a€�b', 'a€�b', 'a€€�', 'a\ud801b', '', 'a+b', 'a�']
d = codecs.getincrementaldecoder('utf-8')('surrogatepass')
assert (d.decode(b'a\xed'), d.decode(b'\xa0'), d.decode(b'\x80b', True), d.decode(b'\xed\xa0'), noted(d.decode, b'', True)) == ('a', '', '\ud800b', '', ('UnicodeDecodeError', "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte", None))
def span(f, *args):
    try:
        return f(*args)
    except UnicodeError as e:
        return e.start, e.end
assert ([span('[\udc80\ud800\udfff]'.encode, e, 'surrogateescape') for e in ('utf-8', 'ascii', 'latin-1', 'cp1252', 'gbk')]) == [(2, 4), (2, 4), (2, 4), (1, 4), (2, 3)]
