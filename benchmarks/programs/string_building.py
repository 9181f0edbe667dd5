"""String building: `+=` in a loop, `join`, the three ways of formatting, slicing, replacing, reversing, padding.

`+=` makes rows of some thousand characters: long enough to show an implementation that copies each time, short enough not to
drown everything else there.
"""

SIZE = 200000       # pieces
QUICK = 200


ROW = 500


def by_adding(count):
    rows = []
    for start in range(0, count, ROW):
        text = ''
        for i in range(start, min(start + ROW, count)):
            text += str(i)
            text += ','
        rows.append(text)
    return rows


def by_joining(count):
    parts = []
    for i in range(count):
        parts.append(str(i))
        parts.append(',')
    return ''.join(parts)


def formatted(count):
    out = []
    for i in range(count):
        out.append('%05d|%-6s|%x' % (i, 'ab', i))
        out.append('{:05d}|{:<6}|{:x}'.format(i, 'ab', i))
        out.append(f'{i:05d}|{"ab":<6}|{i:x}')
    return out


def caesar(text, shift):
    out = []
    for c in text:
        if 'a' <= c <= 'z':
            c = chr((ord(c) - 97 + shift) % 26 + 97)
        out.append(c)
    return ''.join(out)


def wrap(words, width):
    lines = []
    line = ''
    for word in words:
        if not line:
            line = word
        elif len(line) + 1 + len(word) <= width:
            line = line + ' ' + word
        else:
            lines.append(line.ljust(width))
            line = word
    lines.append(line.ljust(width))
    return lines


def run(size):
    text = ''.join(by_adding(size))
    assert text == by_joining(size)
    assert len(text.split(',')) == size + 1
    out = formatted(size // 3)
    for i in range(0, len(out), 3):
        assert out[i] == out[i + 1] == out[i + 2]
    plain = 'the quick brown fox jumps over the lazy dog; ' * (size // 600 + 1)
    secret = caesar(plain, 13)
    assert secret != plain and caesar(secret, 13) == plain
    assert secret[::-1][::-1] == secret
    assert plain.replace('fox', 'cat').count('cat') == plain.count('fox')
    words = plain.split()
    lines = wrap(words, 60)
    assert ' '.join([line.rstrip() for line in lines]).split() == words
    assert all([len(line) == 60 for line in lines])
