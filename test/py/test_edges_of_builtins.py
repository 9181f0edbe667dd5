"""Built-in types at their edges: absurd sizes, wrong arguments, what pickles of tee show."""


def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import subprocess, sys, itertools, operator, functools, heapq, inspect, array, pickle, copy, io, os, codecs, warnings
warnings.simplefilter('ignore', DeprecationWarning)
huge = sys.maxsize
assert ([err(operator.mul, x, huge) for x in ('a', 'é', '\U0001f600', b'a', bytearray(b'a'), [1], (1,), 'ab', b'ab')]) == ['MemoryError: ', 'MemoryError: ', 'MemoryError: ', 'MemoryError: ', 'MemoryError: ', 'MemoryError: ', 'MemoryError: ', 'OverflowError: repeated string is too long', 'OverflowError: repeated bytes are too long']
assert ([err(operator.mul, x, 2**64) for x in ('a', b'', [], (), bytearray(b'a'))]) == ["OverflowError: cannot fit 'int' into an index-sized integer", "OverflowError: cannot fit 'int' into an index-sized integer", "OverflowError: cannot fit 'int' into an index-sized integer", "OverflowError: cannot fit 'int' into an index-sized integer", "OverflowError: cannot fit 'int' into an index-sized integer"]
assert ([err(operator.mul, x, -2**64) for x in ('a', b'', [1])]) == ["OverflowError: cannot fit 'int' into an index-sized integer", "OverflowError: cannot fit 'int' into an index-sized integer", "OverflowError: cannot fit 'int' into an index-sized integer"]
assert ([err(operator.mul, x, -huge) for x in ('a', b'a', [1], (1,))]) == ['', b'', [], ()]
assert ([operator.mul(x, huge) for x in ('', b'', [], (), bytearray(b''))]) == ['', b'', [], (), bytearray(b'')]
assert (err(operator.mul, array.array('d', [1.0]), huge)) == 'MemoryError: '
assert (len(array.array('d') * huge)) == 0
assert (str(inspect.signature(operator.attrgetter('x'))), str(inspect.signature(operator.itemgetter(1))), str(inspect.signature(operator.methodcaller('m')))) == ('(obj, /)', '(obj, /)', '(obj, /)')
assert (str(inspect.signature(functools.cmp_to_key(max))), str(inspect.signature(itertools._tee))) == ('(obj)', '(iterable, /)')
assert (err(str, 'too', 'many', 'argu', 'ments'), err(str, 1, '', '', errors=1)) == ('TypeError: str expected at most 3 arguments, got 4', 'TypeError: str() takes at most 3 arguments (4 given)')
class NewSet(set):
    def __new__(cls, items, extra=None): return set.__new__(cls, items)
assert (err(NewSet, [1], extra=2), sorted(NewSet([1, 2]))) == ('TypeError: set() takes no keyword arguments', [1, 2])
first, second = itertools.tee(range(150))
for _ in range(100): next(first)
for _ in range(20): next(second)
pair = pickle.loads(pickle.dumps((first, second)))
assert ((list(pair[0])[:3], list(pair[1])[:3], list(copy.copy(first))[0], list(copy.deepcopy(second))[0], next(first))) == ([100, 101, 102], [20, 21, 22], 100, 20, 100)
assert (err(first.__setstate__, 1), err(first.__setstate__, (1, 2)), err(first.__setstate__, (first.__reduce__()[2][0], 58))) == ('TypeError: state is not a tuple', 'TypeError: argument 1 must be itertools._tee_dataobject, not int', 'ValueError: Index out of range')
Data = itertools._tee_dataobject
assert (err(Data), err(Data, 5, (1,), None), err(Data, 5, [1], 4), err(Data, 5, [1] * 58, None), Data(5, [1], None).__reduce__()[1]) == ('TypeError: teedataobject expected 3 arguments, got 0', 'TypeError: teedataobject() argument 2 must be list, not tuple', 'ValueError: Invalid arguments', 'ValueError: Invalid arguments', (5, [1], None))
class Evil(int):
    def __lt__(self, other): heap.clear(); return NotImplemented
heap = [Evil(0)]
assert (err(heapq.heappushpop, heap, 1)) == 'IndexError: index out of range'
assert (err(lambda: print >> 3), err(lambda: len >> 3)) == ('TypeError: unsupported operand type(s) for >>: \'builtin_function_or_method\' and \'int\'. Did you mean "print(<message>, file=<output_stream>)"?', "TypeError: unsupported operand type(s) for >>: 'builtin_function_or_method' and 'int'")
file = io.TextIOWrapper(io.BytesIO(), 'ascii')
assert ([err(file.reconfigure, **{k: v}) for k in ('encoding', 'errors', 'newline') for v in (42, '\udcfe')]) == ["TypeError: reconfigure() argument 'encoding' must be str or None, not int", "UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcfe' in position 0: surrogates not allowed", "TypeError: reconfigure() argument 'errors' must be str or None, not int", "UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcfe' in position 0: surrogates not allowed", "TypeError: reconfigure() argument 'newline' must be str or None, not int", "UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcfe' in position 0: surrogates not allowed"]
assert (err(file.reconfigure, encoding='locale\0'), err(file.reconfigure, errors='strict\0'), err(file.reconfigure, newline='x\0')) == ('LookupError: unknown encoding: locale', None, 'ValueError: illegal newline value: x')
assert ([err(io.TextIOWrapper, io.BytesIO(), **{k: v}) for k in ('encoding', 'errors', 'newline') for v in (42, '\udcfe', 'utf-8\0')]) == ["TypeError: TextIOWrapper() argument 'encoding' must be str or None, not int", "UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcfe' in position 0: surrogates not allowed", 'ValueError: embedded null character', "TypeError: TextIOWrapper() argument 'errors' must be str or None, not int", "UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcfe' in position 0: surrogates not allowed", 'ValueError: embedded null character', "TypeError: TextIOWrapper() argument 'newline' must be str or None, not int", "UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcfe' in position 0: surrogates not allowed", 'ValueError: embedded null character']
assert ([err(f, x) for f in (''.encode, b'a'.decode, codecs.lookup, codecs.lookup_error) for x in ('utf-8\0', 'nul\0')]) == ['ValueError: embedded null character', 'ValueError: embedded null character', 'ValueError: embedded null character', 'ValueError: embedded null character', 'ValueError: embedded null character', 'ValueError: embedded null character', 'ValueError: embedded null character', 'ValueError: embedded null character']


# Flags of reconfigure() are ints.
class Broken:
    def __index__(self):
        return 1 // 0


for name in ('line_buffering', 'write_through'):
    assert err(file.reconfigure, **{name: Broken()}).startswith('ZeroDivisionError')
    assert err(file.reconfigure, **{name: 2**70}) == 'OverflowError: Python int too large to convert to C long'
    assert err(file.reconfigure, **{name: 'x'}) == "TypeError: 'str' object cannot be interpreted as an integer"
    assert err(file.reconfigure, **{name: 5}) is None and getattr(file, name) is True

# An unknown handler of errors is noticed in development mode.
program = 'import io\nio.TextIOWrapper(io.BytesIO(), errors="unknown")'
for option, status in (('utf8', 0), ('dev', 1)):
    ended = subprocess.run([sys.executable, '-X', option, '-c', program], capture_output=True, text=True)
    assert ended.returncode == status and ('LookupError' in ended.stderr) == bool(status), ended

# Widths and precisions that no C type holds.
for pattern, value in (('%.*d', (sys.maxsize, 1)), ('%.*d', (2**70, 1)), ('%*d', (2**70, 1))):
    for kind in (str, str.encode):
        try:
            kind(pattern) % value
        except OverflowError as e:
            assert 'too large to convert' in str(e), e
        else:
            assert False
