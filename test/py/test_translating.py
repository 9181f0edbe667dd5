"""str.translate with dicts, subclasses of dict, sequences and other tables; hashes of bytes; ints of bytes; equal dicts."""
import collections


class Missing(dict):
    def __missing__(self, key):
        return chr(key + 1) if key < 100 else None


class Table:
    def __getitem__(self, key):
        if key == ord('x'):
            raise IndexError
        if key == ord('y'):
            raise ValueError('y')
        return key + 1


def error_of(f, *args):
    try:
        f(*args)
    except Exception as e:
        return type(e).__name__, str(e)


assert 'hello world'.translate(str.maketrans('lo', '01')) == 'he001 w1r0d'
assert 'hello'.translate({ord('l'): None, ord('h'): 'HH', ord('o'): 0x1f600, ord('e'): 0xd800}) == 'HH\ud800\U0001f600'
assert 'a\U0001f600b\ud800'.translate({0x1f600: 'x', 0xd800: ''}) == 'axb'
assert '\ud83d|\ude00'.translate({ord('|'): None}) == '\ud83d' + '\ude00' and len('\ud83d|\ude00'.translate({ord('|'): ''})) == 2
assert 'abcz'.translate(Missing({97: 'A'})) == 'Acd'
assert 'aab'.translate(collections.defaultdict(lambda: '-', {97: 'A'})) == 'AA-'
assert 'axb'.translate(Table()) == 'bxc' and error_of('y'.translate, Table()) == ('ValueError', 'y')
assert '\0\1\2a'.translate(['x', 'y', None]) == 'xya' and '\0'.translate(b'a') == 'a'
assert error_of('a'.translate, {97: 1.5}) == ('TypeError', 'character mapping must return integer, None or str')
assert error_of('a'.translate, {97: -1})[0] == 'ValueError' == error_of('a'.translate, {97: 0x110000})[0]
assert error_of('a'.translate, {97.5: 1}) is None and 'a'.translate({97.0: 'b'}) == 'b' and 'a'.translate({True: 'b'}) == 'a'
assert '\1'.translate({True: 'b'}) == 'b'

for data in b'', b'a', b'abc', bytes(range(256)), b'\xff' * 30, b'\xff' * 40:
    made = bytes(bytearray(data))
    assert hash(data) == hash(made) == hash(data.decode('latin-1')) == hash(memoryview(data))
    assert {data: 1}[made] == 1 and made in {data} and (made, 1) in {(data, 1)} and data.decode('latin-1') not in {data}

for size in range(1, 11):
    for first in 0, 1, 0x7f, 0x80, 0xff:
        for rest in 0, 1, 0x5a, 0xff:
            data = bytes([first] + [rest] * (size - 1))
            n = 0
            for b in data:
                n = n * 256 + b
            assert int.from_bytes(data, 'big') == n == int.from_bytes(data[::-1], 'little') == int.from_bytes(bytearray(data))
            signed = n - 256 ** size if first >= 128 else n
            assert int.from_bytes(data, 'big', signed=True) == signed == int.from_bytes(data[::-1], 'little', signed=True)
            assert signed.to_bytes(size, 'big', signed=True) == data and type(signed + 0) is int and signed - 1 + 1 == signed

a = {i: str(i) for i in range(20)} | {'x': 1, 2.5: 2, (1, 2): 3, None: 4}
b = dict(reversed(a.items()))
c = dict(a)
assert a == b == c and not a != c
c[5] = 5
assert a != c
c[5] = '5'
del c[7]
assert a != c
c[7] = '7'
assert a == c and list(a) != list(c)


class Same:
    def __eq__(self, other):
        return True


assert {1: Same(), 'a': 2} == {1: 3, 'a': 2}
nan = float('nan')
assert {1: nan} == {1: nan} and {1: nan} != {1: 2.0}
