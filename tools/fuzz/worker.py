"""Answers cases of the fuzzer, one a line of standard input, on the standard output of the process.

A line is JSON: [kind, source]. `steps` are lines that run one by one, each with its answer, whatever the lines before them did;
a `program` runs as a whole and prints by `log`. Answers tell of values what a program can see of them without addresses.
"""
import array, binascii, codecs, collections, contextlib, dataclasses, datetime, decimal, enum, fractions, functools, gc, io, itertools, json
import math, operator, re, signal, string, struct, sys, time, types, unicodedata, warnings

out = sys.stdout
inf, nan = float('inf'), float('nan')
LONGEST = 600


class C:
    def method(self, *args, **kwargs):
        return args, kwargs
    def __repr__(self):
        return 'C()'


class Sub(C):
    def __init__(self, x):
        self.x = x
    def __repr__(self):
        return f'Sub({self.x!r})'


@functools.total_ordering
class Ordered:
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        return self.x == other.x if isinstance(other, Ordered) else NotImplemented
    def __lt__(self, other):
        return self.x < other.x if isinstance(other, Ordered) else NotImplemented
    def __repr__(self):
        return f'Ordered({self.x})'


class Bad:
    def fail(self, *args):
        raise LookupError('bad')
    __eq__ = __lt__ = __gt__ = __le__ = __ge__ = __ne__ = __add__ = __radd__ = __mul__ = __bool__ = __len__ = __hash__ = fail
    __iter__ = __index__ = __float__ = __int__ = __contains__ = __getitem__ = __str__ = __format__ = __call__ = fail
    def __repr__(self):
        return 'Bad()'


class Index:
    def __init__(self, x):
        self.x = x
    def __index__(self):
        return self.x
    def __repr__(self):
        return f'Index({self.x!r})'


class Floaty:
    def __float__(self):
        return 2.5
    def __complex__(self):
        return 1 + 2j
    def __int__(self):
        return 7
    def __trunc__(self):
        return 8
    def __round__(self, n=None):
        return n
    def __repr__(self):
        return 'Floaty()'


class Hashed:
    def __init__(self, x):
        self.x = x
    def __hash__(self):
        return self.x
    def __repr__(self):
        return 'Hashed()'


class Eq:
    def __eq__(self, other):
        return True
    def __repr__(self):
        return 'Eq()'


class Callable:
    def __call__(self, *args, **kwargs):
        return args, kwargs
    def __repr__(self):
        return 'Callable()'


class SubList(list): pass
class SubStr(str): pass
class SubInt(int): pass
class SubDict(dict):
    def __missing__(self, key):
        return ['missing', key]
class SubTuple(tuple): pass
class SubFloat(float): pass
class SubBytes(bytes): pass
class SubSet(set): pass


class Seq:
    def __getitem__(self, i):
        if i < 3:
            return i * 10
        raise IndexError('end')
    def __len__(self):
        return 3
    def __repr__(self):
        return 'Seq()'


class Iterates:
    def __init__(self):
        self.n = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n
    def __length_hint__(self):
        return 2
    def __repr__(self):
        return 'Iterates()'


class Mapping:
    def keys(self):
        return ['a', 'b']
    def __getitem__(self, key):
        return key * 2
    def __repr__(self):
        return 'Mapping()'


class Truthy:
    def __init__(self, x):
        self.x = x
    def __bool__(self):
        return self.x
    def __repr__(self):
        return f'Truthy({self.x})'


class Adder:
    def op(name):
        return lambda self, *args: (name, *args)
    for name in 'add sub mul truediv floordiv mod pow divmod lshift rshift and or xor matmul'.split():
        locals()[f'__{name}__'] = op(name)
        locals()[f'__r{name}__'] = op('r' + name)
        if name != 'divmod':
            locals()[f'__i{name}__'] = op('i' + name)
    for name in 'lt le eq ne gt ge neg pos invert abs getitem round trunc floor ceil'.split():
        locals()[f'__{name}__'] = op(name)
    __hash__ = None
    def __repr__(self):
        return 'Adder()'


class Len:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
    def __repr__(self):
        return f'Len({self.n!r})'


class Meta(type):
    def __call__(cls, *args):
        return args
    def __getitem__(cls, item):
        return item
class Named(metaclass=Meta): pass


class Rep:
    def __init__(self, x):
        self.x = x
    def __repr__(self):
        return self.x


class Fmt:
    def __init__(self, x):
        self.x = x
    def __format__(self, spec):
        return self.x if spec == '' else spec
    def __repr__(self):
        return f'Fmt({self.x!r})'


class Slotted:
    __slots__ = 'a', 'b'
    def __repr__(self):
        return 'Slotted()'


@dataclasses.dataclass(order=True)
class Data:
    x: int
    y: list = dataclasses.field(default_factory=list)


class WithGet:
    class attribute:
        def __get__(self, instance, owner):
            return 'got', owner.__name__
    attribute = attribute()


class Frozen:
    def __setattr__(self, name, value):
        raise AttributeError('frozen ' + name)
    def __delattr__(self, name):
        raise AttributeError('del ' + name)
    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        return name.upper()
    def __repr__(self):
        return 'Frozen()'


class Err(Exception): pass


class Contains:
    def __contains__(self, item):
        return item
    def __repr__(self):
        return 'Contains()'


class Context:
    def __enter__(self):
        log('enter')
        return 'entered'
    def __exit__(self, *error):
        log('exit', error[0])
        return error[0] is ZeroDivisionError
    def __repr__(self):
        return 'Context()'


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Flag(enum.Flag):
    A = 1
    B = 2


Point = collections.namedtuple('Point', 'x y', defaults=[0])


def print_(*args):
    return args


class Tracer:
    """Logs every operation on it."""
    def __init__(self, name):
        self.__dict__['name'] = name
        self.__dict__['x'] = 4
    def op(name):
        def method(self, *args):
            log(name, *args)
            return len(args) + len(name)
        method.__name__ = name
        return method
    for each in 'add radd sub rsub mul rmul matmul rmatmul pow lt le gt ge getitem contains int float index'.split():
        locals()[f'__{each}__'] = op(each)
    del each
    z = op('z')
    def __iadd__(self, other):
        log('iadd', other)
        return self
    def __eq__(self, other):
        log('eq', other)
        return NotImplemented
    def __hash__(self):
        return 7
    def __bool__(self):
        log('bool')
        return True
    def __len__(self):
        log('len')
        return 2
    def __iter__(self):
        log('iter')
        return iter((8, 9))
    def __setitem__(self, key, value):
        log('setitem', key, value)
    def __delitem__(self, key):
        log('delitem', key)
    def __getattr__(self, name):
        log('getattr', name)
        if name == 'fail' or name.startswith('__'):
            raise AttributeError(name)
        return op_of(name)
    def __setattr__(self, name, value):
        log('setattr', name, value)
        self.__dict__[name] = value
    def __delattr__(self, name):
        log('delattr', name)
    def __call__(self, *args, **kwargs):
        return log('call', args, kwargs)
    def __repr__(self):
        return 'Tracer'
    def __format__(self, spec):
        return 'formatted ' + spec


op_of = lambda name: lambda *args, **kwargs: log(name, args, kwargs)


class Manager:
    def __init__(self, tag, suppress):
        self.tag, self.suppress = tag, suppress
    def __enter__(self):
        log('enter', self.tag)
        return self.tag
    def __exit__(self, kind, error, tb):
        log('exit', self.tag, kind, error, None if tb is None else tb.tb_lineno)
        return self.suppress
    async def __aenter__(self):
        return self.__enter__()
    async def __aexit__(self, *error):
        return self.__exit__(*error)
    def __repr__(self):
        return 'Manager'


@contextlib.contextmanager
def yielder(x):
    log('begin', x)
    try:
        yield x
    finally:
        log('end', x)


class Loop:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        log('iter')
        return self
    def __next__(self):
        log('next')
        self.n -= 1
        if self.n < 0:
            raise StopIteration(5)
        return self.n
    def __aiter__(self):
        log('aiter')
        return self
    async def __anext__(self):
        log('anext')
        self.n -= 1
        if self.n < 0:
            raise StopAsyncIteration
        await Later(self.n)
        return self.n


class Later:
    def __init__(self, value):
        self.value = value
    def __await__(self):
        log('suspend', (yield self.value))
        return self.value
    def __repr__(self):
        return 'Later'


class Base:
    def __init_subclass__(cls, **kwargs):
        log('subclass', cls.__name__, kwargs)
    def m(self, *args):
        return log('base', args)


class LogMeta(type):
    @classmethod
    def __prepare__(meta, name, bases, **kwargs):
        log('prepare', name, kwargs)
        return {}
    def __new__(meta, name, bases, scope, **kwargs):
        log('make', name, [n for n in scope if n not in ('__static_attributes__', '__firstlineno__')])
        return super().__new__(meta, name, bases, scope, **kwargs)
    def __call__(cls, *args):
        log('instance', args)
        return super().__call__(*args)


def end(x):
    return x


def two(x, y=2, *args, z=3, **kwargs):
    return x, y, args, z, kwargs


def show_call(*args, **kwargs):
    log('called', args, kwargs)
    return len(args)


def inner():
    try:
        got = yield 'inner'
        log('inner got', got)
        return 'result'
    finally:
        log('inner end')


def where(error):
    """The lines that a traceback names."""
    places = []
    tb = error.__traceback__
    while tb is not None and len(places) < 20:
        code = tb.tb_frame.f_code
        # Of the library there are other versions, with other lines.
        ours = code.co_filename in ('<case>', __file__)
        places.append(f'{code.co_name}:{tb.tb_lineno}' if ours else code.co_name)
        tb = tb.tb_next
    return ' '.join(places)


def attempt(f):
    try:
        log('gives', f())
    except Exception as e:
        log(failure(e), where(e))


def use(generator, *sent):
    """What a generator answers to values that are sent and exceptions that are thrown."""
    for each in (None, *sent):
        try:
            if each == 'close':
                yield 'closed', generator.close()
            elif each == 'next':
                yield next(generator)
            elif isinstance(each, BaseException) or isinstance(each, type):
                yield 'thrown', generator.throw(each)
            else:
                yield generator.send(each)
        except BaseException as e:
            yield failure(e), where(e)
    try:
        generator.close()
    except BaseException as e:
        yield failure(e)


async def collect(generator):
    return [x async for x in generator]


def run(coroutine):
    answers = []
    try:
        while len(answers) < 50:
            answers.append(coroutine.send(len(answers) or None))
    except BaseException as e:
        answers += [failure(e), where(e)]
    return answers


ADDRESS = re.compile(r'(?<= at )0x[0-9a-fA-F]+')
ATOMS = {int, float, complex, str, bytes, bool, type(None), bytearray}


def show(v, depth=4):
    """What a program sees of a value: its text, for containers that of their parts, for iterators what they give."""
    t = type(v)
    if t in ATOMS:
        if t is int and v.bit_length() > 10000:
            return hex(v)
        return repr(v)
    if depth == 0:
        return '...'
    if t is list:
        if len(v) > 200:
            return f'{len(v)} in [' + ', '.join([show(each, depth - 1) for each in v[:200]]) + ']'
        return '[' + ', '.join([show(each, depth - 1) for each in v]) + ']'
    if t is tuple:
        if len(v) > 200:
            return f'{len(v)} of tuple ' + show(list(v[:200]), depth)
        return '(' + ', '.join([show(each, depth - 1) for each in v]) + ',)'
    if t is dict:
        return '{' + ', '.join([show(k, depth - 1) + ': ' + show(each, depth - 1) for k, each in v.items()]) + '}'
    if t.__module__ in ITERATOR_MODULES and hasattr(t, '__next__'):
        parts = []
        try:
            for each in itertools.islice(v, 8):
                parts.append(show(each, depth - 1))
        except Exception as e:
            parts.append(failure(e))
        return t.__name__ + '<' + ', '.join(parts) + '>'
    if isinstance(v, BaseException):
        return exception(v, depth)
    if t is types.MappingProxyType and '__doc__' in v:
        # Docstrings are in our own words.
        return 'mappingproxy:' + show({k: each for k, each in v.items() if k != '__doc__'}, depth)
    try:
        text = repr(v) if t is not types.ModuleType else f'<module {v.__name__!r}>'  # wherever that is from
    except Exception as e:
        text = 'repr ' + failure(e)
    if isinstance(v, type):
        return text
    return t.__name__ + ':' + text


ITERATOR_MODULES = {'builtins', 'itertools', 'collections', '_collections'}


def exception(e, depth=4):
    text = repr(e)
    for name in ('name', 'obj', 'path', 'errno', 'filename', 'value', 'start', 'end', 'reason', '__notes__', 'code', 'exceptions'):
        if name in e.__dict__ or hasattr(type(e), name):
            try:
                text += f' {name}={show(getattr(e, name), depth - 1)}'
            except Exception as other:
                text += f' {name}!{type(other).__name__}'
    return text


def failure(e, depth=3):
    try:
        text = f'{type(e).__name__}: {e}'
    except Exception as other:
        text = f'{type(e).__name__}! {type(other).__name__}'
    if depth:
        if e.__cause__ is not None:
            text += ' <- ' + failure(e.__cause__, depth - 1)
        elif e.__context__ is not None and not e.__suppress_context__:
            text += ' <~ ' + failure(e.__context__, depth - 1)
        if isinstance(e, BaseExceptionGroup):
            text += ' [' + ', '.join(failure(each, depth - 1) for each in e.exceptions) + ']'
    return text


class TooLong(BaseException): pass


# Seconds that a case may take, and the case that the last seconds went by in: a timer that ticks costs less than one for each case.
# Between cases the number is None: waiting for the next one takes as long as it takes.
PATIENCE = 3
number, ticks, ticked = None, 0, None


def alarm(*args):
    global ticks, ticked
    ticks, ticked = ticks + 1 if ticked == number is not None else 0, number
    if ticks >= PATIENCE:
        ticks = 0
        raise TooLong


lines = []


def log(*args):
    lines.append(' '.join([a if type(a) is str else show(a) for a in args]))
    return args[-1] if args else None


def display(v):
    lines.append(show(v))


def warned(message, category, filename, lineno, file=None, line=None):
    lines.append(f'{category.__name__}: {message}')


BASE = {name: each for name, each in globals().items() if not name.startswith('_')}
for name in 'PATIENCE number ticks ticked alarm'.split():
    del BASE[name]
BASE['__name__'] = 'case'


def steps(source):
    scope = dict(BASE)
    for line in source.split('\n'):
        try:
            exec(compile(line + '\n', '<case>', 'single'), scope)
        except TooLong:
            raise
        except BaseException as e:
            lines.append(failure(e))


def program(source):
    scope = dict(BASE)
    try:
        exec(compile(source, '<case>', 'exec'), scope)
    except TooLong:
        raise
    except BaseException as e:
        lines.append(failure(e) + ' at ' + where(e))


def main():
    global number
    import linecache
    sys.stdout = sys.__stdout__ = io.StringIO()
    sys.displayhook = display
    warnings.simplefilter('always')
    warnings.showwarning = warned
    signal.signal(signal.SIGALRM, alarm)
    kinds = {'steps': steps, 'program': program}
    signal.setitimer(signal.ITIMER_REAL, 1, 1)
    limit = sys.getrecursionlimit()
    for count, line in enumerate(sys.stdin):
        # A case may have set another one, have had members of an enumeration remember something, or changed what all cases share.
        sys.setrecursionlimit(limit)
        for member in Flag._value2member_map_.values():
            vars(member).pop('_inverted_', None)
        vocabulary = sys.modules.get('wide.vocabulary')
        if vocabulary is not None:
            vocabulary._begin()
        kind, source = json.loads(line)
        lines.clear()
        try:
            number = count
            # For tracebacks that show lines.
            linecache.cache['<case>'] = len(source), None, source.splitlines(True), '<case>'
            kinds[kind](source)
            number = None
        except TooLong:
            number = None
            lines[:] = ['(too long)']
        texts = [ADDRESS.sub('', each) for each in lines[:200]]
        answer = '\n'.join([each if len(each) < LONGEST else each[:LONGEST] + f'... {len(each)} {hash_of(each)}' for each in texts])
        out.write(json.dumps(answer) + '\n')
        out.flush()


def hash_of(text):
    return binascii.crc32(text.encode('utf-8', 'surrogatepass'))


main()
