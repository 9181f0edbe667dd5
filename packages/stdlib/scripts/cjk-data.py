"""Writes data/cjk.txt.br, the tables of the Chinese, Japanese and Korean encodings.

    python3.13 packages/stdlib/scripts/cjk-data.py | node packages/stdlib/scripts/compress.ts packages/stdlib/data/cjk.txt.br

What each sequence of bytes means is asked of CPython 3.13's own codecs. modules/multibyte/tables.ts describes the lines.
"""
import sys

ENCODINGS = '''gb2312 gbk gb18030 big5 cp950 big5hkscs euc_kr cp949 johab euc_jp shift_jis cp932 euc_jis_2004 euc_jisx0213
shift_jis_2004 shift_jisx0213'''.split()


def decoded(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def runs(codes):
    """Runs of sequences that follow one another, as HEX=TEXT."""
    out = []
    after = None
    for code, text in codes:
        if code == after:
            out[-1] += text
        else:
            out.append(f'{code:x}={text}')
        after = code + 1
    return '\t'.join(out)


def table(encoding):
    single = {b: decoded(bytes([b]), encoding) for b in range(256)}
    two = []
    pairs = []
    three = []
    for lead in range(0x80, 0x100):
        if single[lead] is not None:
            continue
        for trail in range(0x100):
            text = decoded(bytes([lead, trail]), encoding)
            if text is not None:
                (two if len(text) == 1 else pairs).append((lead << 8 | trail, text))
            elif lead == 0x8f and encoding.startswith('euc_j'):
                for last in range(0x100):
                    text = decoded(bytes([lead, trail, last]), encoding)
                    if text is not None:
                        assert len(text) == 1
                        three.append((trail << 8 | last, text))
    print(encoding)
    print(' '.join(f'{b:x}:{ord(text):x}' for b, text in single.items() if text is not None and not b == ord(text) < 128))
    # A byte that is wrong by itself, whatever follows.
    print(' '.join(f'{b:x}' for b in range(128, 256) if single[b] is None and illegal(b, encoding)))
    print(runs(two))
    print('\t'.join(f'{code:x}={text}' for code, text in pairs))
    print(runs(three))

    expected = {}
    for b, text in single.items():
        if text is not None:
            expected.setdefault(text, bytes([b]))
    for code, text in two:
        expected.setdefault(text, code.to_bytes(2))
    for code, text in three:
        expected.setdefault(text, b'\x8f' + code.to_bytes(2))
    exceptions = []
    for c in range(0x110000):
        text = chr(c)
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            data = b''
        if data != expected.get(text, b'') and len(data) not in (4, 8):
            exceptions.append(f'{c:x}:{data.hex() or "-"}')
    print(' '.join(exceptions))


def illegal(b, encoding):
    try:
        bytes([b]).decode(encoding)
    except UnicodeDecodeError as e:
        return e.reason == 'illegal multibyte sequence'


def four_bytes():
    """GB 18030's sequences of four bytes for the first plane, by their number: runs of FIRST=CODEPOINT+LENGTH."""
    out = []
    for n in range(39420):
        data = bytes([0x81 + n // 12600, 0x30 + n // 1260 % 10, 0x81 + n // 10 % 126, 0x30 + n % 10])
        text = decoded(data, 'gb18030')
        if text is None:
            continue
        if out and out[-1][0] + out[-1][2] == n and out[-1][1] + out[-1][2] == ord(text):
            out[-1][2] += 1
        else:
            out.append([n, ord(text), 1])
    print(' '.join(f'{n:x}={c:x}+{length:x}' for n, c, length in out))


def second_plane():
    """The second plane of JIS X 0213, which EUC-JIS mixes with JIS X 0212."""
    codes = []
    for row in range(0x21, 0x7f):
        for cell in range(0x21, 0x7f):
            text = decoded(b'\x1b$(P' + bytes([row, cell]), 'iso2022_jp_2004')
            if text is not None:
                codes.append((row << 8 | cell, text))
    print(runs(codes))


assert sys.version_info[:2] == (3, 13)
sys.stdout.reconfigure(encoding='utf-8', errors='surrogatepass')
for encoding in ENCODINGS:
    table(encoding)
four_bytes()
second_plane()
