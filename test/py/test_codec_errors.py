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

# In development mode names of encodings and handlers are looked up though they are not needed.
import subprocess
import sys

code = '''
for call in (lambda: bytes('', encoding='no such'), lambda: ''.encode('ascii', 'no such'), lambda: b''.decode('no such'),
             lambda: b'x'.decode(errors='no such'), lambda: str(b'', 'utf8', 'no such')):
    try:
        call()
    except LookupError as e:
        print(e)
'''
out = subprocess.run([sys.executable, '-X', 'dev', '-c', code], capture_output=True, text=True).stdout
assert out.splitlines() == [
    'unknown encoding: no such',
    "unknown error handler name 'no such'",
    'unknown encoding: no such',
    "unknown error handler name 'no such'",
    "unknown error handler name 'no such'",
], out


# A handler may give the decoder other bytes to go on with.
import codecs


def longer(e):
    e.object = b'\0' * 8
    return '\ufffd', e.start


codecs.register_error('test.longer', longer)
assert b'\0'.decode('utf-16', 'test.longer') == '\ufffd\0\0\0\0'
assert b'\0'.decode('utf-32', 'test.longer') == '\ufffd\0\0'
assert b'\xff'.decode('utf-8', 'test.longer') == '\ufffd' + '\0' * 8
assert b'\xff'.decode('ascii', 'test.longer') == '\ufffd' + '\0' * 8
e = UnicodeDecodeError('ascii', bytearray(b'g\xfcrk'), 1, 2, 'ouch')
assert type(e.object) is bytes and str(e) == "'ascii' codec can't decode byte 0xfc in position 1: ouch"
