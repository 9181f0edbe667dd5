"""Reading JSON by the codes of its characters: texts cut anywhere, characters of one and two bytes, texts read within others."""

import json
from json.decoder import py_scanstring
from json.scanner import c_make_scanner, py_make_scanner


class Slow(json.JSONDecoder):
    """Reads by the library's own Python."""

    def __init__(self, **options):
        super().__init__(**options)
        self.parse_string = py_scanstring
        self.scan_once = py_make_scanner(self)


def outcome(decoder, source):
    try:
        return repr(decoder.decode(source))
    except json.JSONDecodeError as error:
        return str(error)


DOCUMENT = '{"a": [1, -2.5e3, null, true, false, "x\\u0041\\ud83d\\ude00\\n", {}, []], "b\\"c": {"a": "\u0122\u5c5c\xff", "\xe9": "plain"}, "n": -0}'


def test_texts_cut_anywhere():
    fast, slow = json.JSONDecoder(), Slow()
    assert fast.scan_once.__class__ is c_make_scanner
    for document in [DOCUMENT, DOCUMENT + '"\U0001f600"', DOCUMENT[:70]]:
        for n in range(len(document) + 1):
            # What the longer text before it had there must not be seen.
            assert fast.decode(DOCUMENT)['n'] == 0
            got, wanted = outcome(fast, document[:n]), outcome(slow, document[:n])
            # An escape that the text ends with is a mistake of its own to one of them.
            assert got == wanted or '\\u' in document[n - 6:n] and 'escape' in got and 'Unterminated' in wanted, document[:n]


def test_texts_with_another_character():
    fast, slow = json.JSONDecoder(), Slow()
    for i in range(len(DOCUMENT)):
        for c in '"\\,:}]0 \xa0\u0122\u205c\U0001f600':
            source = DOCUMENT[:i] + c + DOCUMENT[i + 1:]
            got, wanted = outcome(fast, source), outcome(slow, source)
            # They differ in which escapes are wrong, and where.
            assert got == wanted or 'escape' in got, source
    for source, at in [('["a\0"]', 3), ('["\n"]', 2), ('{"a\x1f": 1}', 3), ('["%s\t"]' % ('a' * 100), 102), ('["\\n\r"]', 4)]:
        assert outcome(fast, source) == 'Invalid control character at: line 1 column %d (char %d)' % (at + 1, at)
        assert json.JSONDecoder(strict=False).decode(source)


def test_characters_that_end_like_quotes():
    for c in ['\u0122', '\u205c', '\u010a', '\xa2', '\xff', '\u0100', '\u2022\u305c', '\U0001f622']:
        for n in (1, 3, 30, 100, 70000):
            text = c * n
            assert json.loads('"%s"' % text) == text
            assert json.loads('{"%s": ["%s", 1], "%sa": null}' % (text, text, text)) == {text: [text, 1], text + 'a': None}
    # Keys that differ in characters that no byte holds.
    for _ in range(3):
        values = json.loads('[{"\u0122": 1}, {"\u0123": 2}, {"\u0122": 3}, {"\xff": 4}, {"\u0124": 5, "a": 6}, {"\u0124": 7, "a": 8}]')
        assert values == [{'\u0122': 1}, {'\u0123': 2}, {'\u0122': 3}, {'\xff': 4}, {'\u0124': 5, 'a': 6}, {'\u0124': 7, 'a': 8}]


def test_long_texts():
    for n in (65530, 65531, 65532, 65533, 65540, 200000):
        for c in 'a\xe9\u20ac':
            source = '[null, "' + c * (n - 12) + '"]'
            assert json.loads(source) == [None, c * (n - 12)]
            assert json.loads(' ' * n + '[1]') == [1]
            try:
                json.loads(source[:-2])
                assert False
            except json.JSONDecodeError as error:
                assert error.pos == 7 and error.msg == 'Unterminated string starting at'


def test_positions_behind_the_text():
    decoder = json.JSONDecoder()
    decoder.decode('[' + '1, ' * 100 + '1]')
    for at in (2, 3, 5, 50, 10 ** 6):
        try:
            decoder.scan_once('[]', at)
            assert False
        except StopIteration as error:
            assert error.value == at
    for at in (3, 4, 50):
        try:
            json.decoder.scanstring('"a', at)
            assert False
        except ValueError as error:
            assert not isinstance(error, json.JSONDecodeError) and str(error) == 'end is out of bounds'
    assert json.decoder.scanstring('abc"d', 0) == ('abc', 4)
    assert json.decoder.scanstring('a\\n"d', 0) == ('a\n', 4)


def test_texts_read_within_others():
    read = []

    def hook(value):
        read.append(json.loads('{"inner": [%d, "\u0122"], "text": "%s"}' % (len(read), 'x' * 100)))
        try:
            json.loads('{"inner": [1, ')
            assert False
        except json.JSONDecodeError as error:
            assert error.pos == 14
        return value

    source = '[' + ', '.join(['{"a": %d, "b": "text %d"}' % (i, i) for i in range(50)]) + ']'
    assert json.loads(source, object_hook=hook) == json.loads(source)
    assert read == [{'inner': [i, '\u0122'], 'text': 'x' * 100} for i in range(50)]

    def fail(value):
        raise KeyError(value['a'])

    for _ in range(3):
        try:
            json.loads(source, object_hook=fail)
            assert False
        except KeyError as error:
            assert error.args == (0,)
        assert json.loads('[1, null]') == [1, None]
    # Two texts in turns, each value behind the other.
    decoder = json.JSONDecoder()
    texts = [' '.join(['{"t": %d, "i": %d}' % (t, i) for i in range(20)]) for t in range(2)]
    at = [0, 0]
    for i in range(20):
        for t in range(2):
            value, at[t] = decoder.raw_decode(texts[t], at[t])
            at[t] += 1
            assert value == {'t': t, 'i': i}
    # And one again from places before those that it was read to.
    text = '"%s" "a\\nb" "%s\\t" %s' % ('x' * 50, 'y' * 50, 'z' * 200)
    for at, wanted in [(0, ('x' * 50, 52)), (60, ('y' * 50 + '\t', 114)), (53, ('a\nb', 59)), (0, ('x' * 50, 52))]:
        assert decoder.raw_decode(text, at) == wanted


for name, function in list(globals().items()):
    if name.startswith('test_'):
        function()
