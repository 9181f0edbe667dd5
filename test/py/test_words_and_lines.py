"""Words and lines of short and long texts, whatever separates them."""


def words(text):
    """By the definition: runs of characters that are no white space."""
    out = []
    word = ''
    for c in text:
        if c.isspace():
            if word:
                out.append(word)
            word = ''
        else:
            word += c
    return out + [word] if word else out


BREAKS = '\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029'


def lines(text):
    out = []
    line = ''
    i = 0
    while i < len(text):
        c = text[i]
        i += 1
        if c not in BREAKS:
            line += c
            continue
        if c == '\r' and text[i:i + 1] == '\n':
            i += 1
        out.append(line)
        line = ''
    return out + [line] if line else out


every = ''.join([chr(c) for c in range(0xd800)])
for text in (every, every[::-1], 'x'.join(every[:0x3010]), 'ab'.join(every[0x20:0x200])):
    assert text.split() == words(text)
    assert text.splitlines() == lines(text)
for pad in ('', 'a long text before it '):
    for c in every[:0x100] + every[0x1600:0x1700] + every[0x1f00:0x2100] + '\u3000\ufeff\U0001f600':
        for text in (pad + c, c + pad + 'b', pad + 'a' + c + 'b' + c, pad + c + c + 'x' + c + c, c * 20):
            assert text.split() == words(text), ascii(text)
            assert text.splitlines() == lines(text), ascii(text)
            assert ''.join(text.splitlines(True)) == text
long = 'one  two three\nfour\n\n five '
assert long.split(None, 2) == ['one', 'two', 'three\nfour\n\n five '] and long.split(None, 0) == [long] and long.split(None, 100) == long.split()
assert long.splitlines() == ['one  two three', 'four', '', ' five '] and (long + '\n').splitlines() == long.splitlines()
assert (' ' * 30).split() == [] and ('\n' * 30).splitlines() == [''] * 30
# What was split belongs to the program.
pieces = 'one two three four'.split()
pieces.append('five')
pieces[0] = 'none'
assert 'one two three four'.split() == ['one', 'two', 'three', 'four']
