"""Operations of built-in types and native modules, each timed by itself.

    python operations.py [WORD ...]

Prints `name<TAB>nanoseconds` a line, for the operations whose name contains one of the words (all without words).  An operation is
a statement in the body of a loop in a function of its own, with names from its set-up as locals.  The figure is the least CPU time of
several rounds of at least ten milliseconds each, after rounds that are not counted, and has the loop in it.
"""

import sys
import time

# name | set-up | statement
OPERATIONS = r'''
loop                       |                                                   | pass
call len                   | x = [1, 2, 3]                                     | len(x)
call isinstance            | x = 1                                             | isinstance(x, int)
call max of two            | a = 3; b = 7                                      | max(a, b)
call min with key          | x = [5, 3, 9, 1]                                  | min(x, key=abs)
call int of text           | x = '12345'                                       | int(x)
call str of int            | x = 12345                                         | str(x)
call repr of float         | x = 3.14159                                       | repr(x)
call float of text         | x = '3.14159'                                     | float(x)
call sum of range          | x = range(100)                                    | sum(x)
call sorted                | x = [5, 3, 9, 1]                                  | sorted(x)
call zip in for            | x = [1, 2, 3]; y = [4, 5, 6]                      | for a, b in zip(x, y): pass
call enumerate in for      | x = [1, 2, 3]                                     | for i, a in enumerate(x): pass
call getattr default       | x = 1                                             | getattr(x, 'foo', None)
call hasattr               | x = 'a'                                           | hasattr(x, 'upper')
call list of range         | x = range(100)                                    | list(x)
call tuple of list         | x = [1, 2, 3]                                     | tuple(x)
call map to list           | x = ['1', '2', '3']                               | list(map(int, x))
call print-like write      | import io; f = io.StringIO(); w = f.write; s = f.seek | w('hello world\n'); s(0)
call any of generator      | x = [0, 0, 0, 1]                                  | any(v for v in x)
call ord chr               | x = 'a'                                           | chr(ord(x) + 1)
call round                 | x = 3.14159                                       | round(x, 2)
call abs                   | x = -7                                            | abs(x)
call divmod                | a = 12345; b = 67                                 | divmod(a, b)
call range index           | x = range(10, 1000, 3)                            | x[20]
str concat                 | a = 'hello'; b = 'world'                          | a + b
str index                  | x = 'hello world'                                 | x[4]
str slice                  | x = 'hello world, this is a text'                 | x[3:12]
str in                     | x = 'hello world, this is a text'; y = 'this'     | y in x
str equal                  | x = 'hello'; y = 'hellp'                          | x == y
str less                   | x = 'hello'; y = 'hellp'                          | x < y
str iterate                | x = 'hello world'                                 | for c in x: pass
str find                   | x = 'hello world, this is a text'                 | x.find('text')
str find from              | x = 'hello world, this is a text'                 | x.find('is', 10)
str split blank            | x = 'the quick brown fox jumps over the lazy dog' | x.split()
str split comma            | x = 'the,quick,brown,fox,jumps,over,the,lazy,dog' | x.split(',')
str splitlines             | x = 'one\ntwo\nthree\nfour\n'                     | x.splitlines()
str join list              | x = ['the', 'quick', 'brown', 'fox', 'jumps']     | ', '.join(x)
str join generator         | x = ['the', 'quick', 'brown', 'fox', 'jumps']     | ''.join(v for v in x)
str replace                | x = 'hello world, this is a text'                 | x.replace('is', 'was')
str strip                  | x = '  hello world  '                             | x.strip()
str strip chars            | x = '..hello, world!'                             | x.strip('.,!')
str lower                  | x = 'Hello World'                                 | x.lower()
str upper                  | x = 'Hello World'                                 | x.upper()
str title                  | x = 'hello world'                                 | x.title()
str startswith             | x = 'hello world'                                 | x.startswith('hello')
str startswith tuple       | x = 'hello world'; y = ('foo', 'hello')           | x.startswith(y)
str isdigit                | x = '12345'                                       | x.isdigit()
str isalpha                | x = 'hello'                                       | x.isalpha()
str count                  | x = 'hello world, this is a text'                 | x.count('s')
str partition              | x = 'key=value'                                   | x.partition('=')
str zfill                  | x = '42'                                          | x.zfill(8)
str ljust                  | x = 'hello'                                       | x.ljust(20)
str translate              | x = 'hello world'; t = {104: 'H', 119: None}      | x.translate(t)
str encode utf-8           | x = 'hello world'                                 | x.encode()
str encode wide utf-8      | x = 'h\xe9llo w\xf6rld \u20ac'                    | x.encode('utf-8')
str percent s              | a = 'x'; b = 3                                    | '%s = %d' % (a, b)
str percent float          | x = 3.14159                                       | '%8.3f' % x
str percent dict           | x = {'a': 1, 'b': 2}                              | '%(a)s and %(b)s' % x
str format                 | a = 'x'; b = 3                                    | '{} = {}'.format(a, b)
str format spec            | a = 'x'; b = 3.5                                  | '{:>10}|{:8.2f}'.format(a, b)
str format keywords        | a = 'x'; b = 3                                    | '{a} = {b}'.format(a=a, b=b)
str f-string               | a = 'x'; b = 3                                    | f'{a} = {b}'
str f-string spec          | b = 3.14159                                       | f'{b:.2f}'
str f-string int spec      | b = 12345                                         | f'{b:08d}'
str f-string comma         | b = 12345678                                      | f'{b:,}'
str f-string repr          | a = 'text'                                        | f'{a!r}'
str repr                   | x = 'hello world'                                 | repr(x)
str hash new               | x = 'hello'; i = 0                                | i += 1; hash(x + str(i))
str append loop            | s = ''                                            | s += 'x'
bytes decode               | x = b'hello world'                                | x.decode()
bytes index                | x = b'hello world'                                | x[4]
bytes slice                | x = b'hello world, this is a text'                | x[3:12]
bytes concat               | x = b'hello'; y = b'world'                        | x + y
bytes join                 | x = [b'the', b'quick', b'brown']                  | b''.join(x)
bytes find                 | x = b'hello world, this is a text'                | x.find(b'text')
bytes hex                  | x = b'hello world'                                | x.hex()
bytes equal                | x = b'hello'; y = b'hellp'                        | x == y
bytes iterate              | x = b'hello world'                                | for c in x: pass
bytes hash as key          | x = b'hello'; d = {b'hello': 1}                   | d[x]
bytes of list              | x = [1, 2, 3, 4]                                  | bytes(x)
bytearray append           | x = bytearray()                                   | x.append(65)
bytearray set item         | x = bytearray(16)                                 | x[3] = 7
bytearray extend           | x = bytearray()                                   | x += b'ab'
memoryview slice           | x = memoryview(b'hello world, this is a text')    | x[3:12]
struct pack                | import struct; p = struct.pack                    | p('<IHb', 1234567, 1234, 12)
struct unpack              | import struct; u = struct.unpack; x = struct.pack('<IHb', 1234567, 1234, 12) | u('<IHb', x)
int from bytes             | x = b'\x01\x02\x03\x04'                           | int.from_bytes(x, 'big')
int to bytes               | x = 0x1020304                                     | x.to_bytes(4, 'big')
int bit_length             | x = 0x1020304                                     | x.bit_length()
int pow mod                | x = 12345678                                      | pow(x, 65537, 1000000007)
bigint add                 | x = 3 ** 200; y = 5 ** 150                        | x + y
bigint mul                 | x = 3 ** 200; y = 5 ** 150                        | x * y
bigint mul small           | x = 3 ** 200                                      | x * 7
bigint floordiv            | x = 3 ** 200; y = 5 ** 50                         | x // y
bigint mod small           | x = 3 ** 200                                      | x % 10
bigint divmod              | x = 3 ** 200; y = 5 ** 50                         | divmod(x, y)
bigint shift               | x = 3 ** 200                                      | x >> 30
bigint and                 | x = 3 ** 200; m = 2 ** 64 - 1                     | x & m
bigint compare             | x = 3 ** 200; y = 5 ** 150                        | x < y
bigint str                 | x = 3 ** 200                                      | str(x)
bigint of text             | x = str(3 ** 200)                                 | int(x)
bigint str of 10000 digits | import sys; getattr(sys, 'set_int_max_str_digits', int)(0); x = 10 ** 10000 - 7 | str(x)
bigint of 10000 digits     | import sys; getattr(sys, 'set_int_max_str_digits', int)(0); x = '7' * 10000 | int(x)
bigint 64-bit lcg          | x = 1; m = 2 ** 64 - 1                            | x = (x * 6364136223846793005 + 1442695040888963407) & m
list append                | x = []                                            | x.append(1)
list append pop            | x = []                                            | x.append(1); x.pop()
list index                 | x = [1, 2, 3, 4]                                  | x[2]
list set item              | x = [1, 2, 3, 4]                                  | x[2] = 5
list slice                 | x = list(range(20))                               | x[3:12]
list literal               | a = 1                                             | [a, a, a]
list comprehension         | x = list(range(20))                               | [v + 1 for v in x]
list concat                | x = [1, 2, 3]; y = [4, 5]                         | x + y
list repeat                |                                                   | [0] * 100
list extend                | x = [1, 2, 3]                                     | y = []; y.extend(x)
list in                    | x = list(range(20))                               | 15 in x
list in of strs            | x = ['the', 'quick', 'brown', 'fox']              | 'fox' in x
list index method          | x = list(range(20))                               | x.index(15)
list insert pop front      | x = list(range(20))                               | x.insert(0, 1); x.pop(0)
list reverse               | x = list(range(20))                               | x.reverse()
list copy                  | x = list(range(20))                               | x.copy()
list equal                 | x = list(range(20)); y = list(range(20))          | x == y
list unpack                | x = [1, 2, 3]                                     | a, b, c = x
list sort ints             | import random; random.seed(1); x = [random.randrange(10**6) for _ in range(1000)] | sorted(x)
list sort floats           | import random; random.seed(1); x = [random.random() for _ in range(1000)] | sorted(x)
list sort strs             | import random; random.seed(1); x = [str(random.randrange(10**6)) for _ in range(1000)] | sorted(x)
list sort tuples           | import random; random.seed(1); x = [(random.randrange(10), random.random()) for _ in range(1000)] | sorted(x)
list sort key lambda       | import random; random.seed(1); x = [(random.randrange(10**6), 1) for _ in range(1000)] | sorted(x, key=lambda t: t[0])
list sort key itemgetter   | import random; random.seed(1); x = [(random.randrange(10**6), 1) for _ in range(1000)]; from operator import itemgetter; k = itemgetter(0) | sorted(x, key=k)
list sort reverse          | import random; random.seed(1); x = [random.randrange(10**6) for _ in range(1000)] | sorted(x, reverse=True)
list sort sorted           | x = list(range(1000))                             | sorted(x)
tuple literal              | a = 1                                             | (a, a, a)
tuple equal                | x = (1, 2, 3); y = (1, 2, 3)                      | x == y
tuple less                 | x = (1, 2, 3); y = (1, 2, 4)                      | x < y
tuple hash                 | x = (1, 2, 3)                                     | hash(x)
tuple as key               | d = {(1, 2): 3}; a = 1; b = 2                     | d[a, b]
tuple of strs as key       | d = {('a', 'b'): 3}; a = 'a'; b = 'b'             | d[a, b]
tuple concat               | x = (1, 2); y = (3,)                              | x + y
dict literal               | a = 1                                             | {'a': a, 'b': a, 'c': a}
dict get item str          | d = {'a': 1, 'b': 2, 'c': 3}                      | d['b']
dict get item of 1000 strs | d = {'key%d' % i: i for i in range(1000)}; ks = list(d) | for k in ks: d[k]
dict get item of 1000 ints | d = {i * 7: i for i in range(1000)}; ks = list(d) | for k in ks: d[k]
dict get item new str      | d = {'key%d' % i: i for i in range(1000)}; a = 'key'; b = '77' | d[a + b]
dict set item              | d = {}                                            | d['a'] = 1
dict count                 | d = {}                                            | d['a'] = d.get('a', 0) + 1
dict get missing           | d = {'a': 1}                                      | d.get('b')
dict get method            | d = {'a': 1}                                      | d.get('a', 0)
dict in                    | d = {'a': 1}                                      | 'a' in d
dict setdefault            | d = {}                                            | d.setdefault('a', 1)
dict build 100 strs        | ks = ['key%d' % i for i in range(100)]            | d = {}¶for k in ks: d[k] = 1
dict build 100 ints        | ks = list(range(0, 700, 7))                       | d = {}¶for k in ks: d[k] = 1
dict build 100 floats      | ks = [i / 7 for i in range(100)]                  | d = {}¶for k in ks: d[k] = 1
dict of objects            | ks = [type('C', (), {})() for i in range(100)]    | d = {}¶for k in ks: d[k] = 1
dict del                   | d = {'a': 1, 'b': 2}                              | d['c'] = 3; del d['c']
dict pop                   | d = {'a': 1, 'b': 2}                              | d['c'] = 3; d.pop('c')
dict iterate               | d = {i: i for i in range(20)}                     | for k in d: pass
dict items                 | d = {i: i for i in range(20)}                     | for k, v in d.items(): pass
dict values sum            | d = {i: i for i in range(20)}                     | sum(d.values())
dict comprehension         | x = list(range(20))                               | {v: v for v in x}
dict copy                  | d = {i: i for i in range(20)}                     | d.copy()
dict update                | d = {}; e = {'a': 1, 'b': 2, 'c': 3}              | d.update(e)
dict merge                 | d = {'a': 1}; e = {'b': 2}                        | {**d, **e}
dict equal                 | d = {i: i for i in range(20)}; e = dict(d)        | d == e
dict keyerror              | d = {'a': 1}                                      | try: d['b']¶except KeyError: pass
dict of keywords           | a = 1                                             | dict(a=a, b=a)
set literal                | a = 1; b = 2                                      | {a, b}
set add                    | s = set()                                         | s.add(1)
set in                     | s = {1, 2, 3}                                     | 2 in s
set in strs                | s = {'a', 'b', 'c'}                               | 'b' in s
set of list                | x = list(range(100))                              | set(x)
set of strs                | x = ['key%d' % i for i in range(100)]             | set(x)
set and                    | s = set(range(50)); t = set(range(25, 75))        | s & t
set or                     | s = set(range(50)); t = set(range(25, 75))        | s | t
set sub                    | s = set(range(50)); t = set(range(25, 75))        | s - t
set iterate                | s = set(range(50))                                | for v in s: pass
set comprehension          | x = list(range(20))                               | {v for v in x}
set frozenset key          | d = {frozenset((1, 2)): 3}; k = frozenset((1, 2)) | d[k]
float add                  | x = 1.5; y = 2.5                                  | x + y
float int mix              | x = 1.5                                           | x * 2
float pow                  | x = 1.5                                           | x ** 2
float floordiv             | x = 17.5                                          | x // 2
math sqrt                  | import math; f = math.sqrt                        | f(2.0)
math floor                 | import math; f = math.floor                       | f(2.7)
deque append popleft       | from collections import deque; d = deque()        | d.append(1); d.popleft()
deque iterate              | from collections import deque; d = deque(range(20)) | for v in d: pass
defaultdict list           | from collections import defaultdict; d = defaultdict(list) | d['a']
defaultdict int            | from collections import defaultdict; d = defaultdict(int) | d['a'] += 1
Counter of text            | from collections import Counter; x = 'hello world' * 10 | Counter(x)
OrderedDict set            | from collections import OrderedDict; d = OrderedDict() | d['a'] = 1
namedtuple make            | from collections import namedtuple; P = namedtuple('P', 'x y') | P(1, 2)
namedtuple get             | from collections import namedtuple; P = namedtuple('P', 'x y'); p = P(1, 2) | p.y
lru_cache hit              | from functools import lru_cache; f = lru_cache(None)(lambda x: x) | f(1)
lru_cache bounded          | from functools import lru_cache; f = lru_cache(100)(lambda x: x) | f(1)
partial call               | from functools import partial; f = partial(max, 1) | f(2)
reduce                     | from functools import reduce; from operator import add; x = list(range(20)) | reduce(add, x)
itertools chain            | from itertools import chain; x = [1, 2, 3]        | for v in chain(x, x): pass
itertools islice           | from itertools import islice; x = list(range(20)) | for v in islice(x, 2, 10): pass
itertools product          | from itertools import product; x = [1, 2, 3]      | for v in product(x, x): pass
itertools permutations     | from itertools import permutations; x = [1, 2, 3] | for v in permutations(x): pass
itertools groupby          | from itertools import groupby; x = [1, 1, 2, 2, 3] | for k, g in groupby(x): pass
itertools accumulate       | from itertools import accumulate; x = list(range(20)) | list(accumulate(x))
itertools count zip        | from itertools import count; x = list(range(20))  | for a, b in zip(x, count()): pass
heapq push pop             | from heapq import heappush, heappop; h = list(range(100)) | heappush(h, 50); heappop(h)
bisect                     | from bisect import bisect; x = list(range(1000))  | bisect(x, 500)
array index                | from array import array; x = array('i', range(20)) | x[5]
json dumps                 | import json; x = {'a': [1, 2.5, 'text', None, True], 'b': {'c': 'd'}} | json.dumps(x)
json loads                 | import json; x = '{"a": [1, 2.5, "text", null, true], "b": {"c": "d"}}' | json.loads(x)
pickle dumps               | import pickle; x = {'a': [1, 2.5, 'text', None, True], 'b': {'c': 'd'}} | pickle.dumps(x)
pickle loads               | import pickle; x = pickle.dumps({'a': [1, 2.5, 'text', None, True], 'b': {'c': 'd'}}) | pickle.loads(x)
re match                   | import re; p = re.compile(r'(\w+)\s(\w+)'); x = 'hello world' | p.match(x)
re sub                     | import re; p = re.compile(r'[aeiou]'); x = 'hello world' | p.sub('*', x)
re findall                 | import re; p = re.compile(r'\w+'); x = 'the quick brown fox' | p.findall(x)
copy deepcopy              | import copy; x = [1, [2, 3], {'a': 4}]            | copy.deepcopy(x)
random random              | import random; f = random.random                  | f()
raise catch                |                                                   | try: raise ValueError¶except ValueError: pass
raise catch message        |                                                   | try: raise ValueError('no')¶except ValueError as e: str(e)
int of bad text            | x = 'abc'                                         | try: int(x)¶except ValueError: pass
attribute error            | x = 1                                             | try: x.foo¶except AttributeError: pass
'''

clock = time.process_time


def function_of(setup, statement):
    bound = {}
    exec(setup, bound)
    del bound['__builtins__']
    lines = ['def run(times):']
    lines += ['    %s = bound[%r]' % (name, name) for name in bound]
    lines += ['    for _ in times:']
    lines += ['        ' + line for line in statement.split('¶')]
    space = {'bound': bound}
    exec('\n'.join(lines), space)
    return space['run']


def measure(run):
    times = 1
    while True:
        start = clock()
        run(range(times))
        spent = clock() - start
        if spent > 0.01:
            break
        times = times * 2 if spent < 0.001 else int(times * 0.0125 / spent) + 1
    warm = clock() + 0.1
    while clock() < warm:
        run(range(times))
    best = 1e9
    for _ in range(7):
        start = clock()
        run(range(times))
        best = min(best, clock() - start)
    return best / times * 1e9


def main(words):
    for line in OPERATIONS.strip().split('\n'):
        name, setup, statement = [part.strip() for part in line.split('|', 2)]
        if words and not any(word in name for word in words):
            continue
        print('%s\t%.1f' % (name, measure(function_of(setup, statement))), flush=True)


main(sys.argv[1:])
