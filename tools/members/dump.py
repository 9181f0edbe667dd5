"""Writes what a program can see of every built-in type, method and function: a line for each, sorted by module and type.

    python3.13 dump.py > cpython-3.13.txt        the record that Typhon is compared with
    typhon dump.py                               the same of Typhon

A type is found as a member of a built-in module or as the type of one of SAMPLES; classes that are written in Python are left out.
A line of a type says its bases, what its flags allow, and how it is called; lines of members are in the order of `__dict__`, and say
what kind of descriptor each is, its text signature and what `inspect.signature` makes of it. Whether there is a docstring is noted, not
its words.
"""
import inspect
import re
import signal  # whose names text signatures have
import sys
import types
import warnings

warnings.simplefilter('ignore')

# Those of CPython that are built in or in shared libraries on Linux, but for its own tests' and those of other programs' libraries.
MODULES = '''
builtins sys _abc _ast _asyncio _bisect _blake2 _bz2 _codecs _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw
_collections _contextvars _csv _ctypes _curses _curses_panel _datetime _dbm _decimal _elementtree _functools _hashlib _heapq _imp _interpchannels
_interpqueues _interpreters _io _json _locale _lsprof _lzma _md5 _multibytecodec _multiprocessing _opcode _operator _pickle
_posixshmem _posixsubprocess _queue _random _sha1 _sha2 _sha3 _signal _socket _sqlite3 _sre _ssl _stat _statistics _string _struct
_suggestions _symtable _sysconfig _thread _tokenize _tracemalloc _typing _uuid _warnings _weakref _zoneinfo array atexit binascii cmath
errno faulthandler fcntl gc grp itertools marshal math mmap posix pwd pyexpat readline resource select syslog termios time unicodedata
zlib
'''.split()

FLAGS = {
    1 << 5: 'sequence', 1 << 6: 'mapping', 1 << 7: 'no-instances', 1 << 8: 'immutable', 1 << 9: 'heap', 1 << 10: 'base',
    1 << 17: 'method', 1 << 20: 'abstract', 1 << 24: 'int', 1 << 25: 'list', 1 << 26: 'tuple', 1 << 27: 'bytes', 1 << 28: 'str',
    1 << 29: 'dict', 1 << 30: 'exception', 1 << 31: 'type',
}


def samples():
    """Values of types that no module names."""
    import array, collections, contextvars, functools, itertools, re, weakref, operator, types
    def function(): return function
    def generator(): yield
    async def coroutine(): pass
    async def agen(): yield
    class C:
        __slots__ = 'a',
        x = functools.cached_property(len)
    c = coroutine()
    d, o = {1: 2}, collections.OrderedDict(a=1)
    context = contextvars.copy_context()
    variable = contextvars.ContextVar('v')
    token = variable.set(1)
    context.run(variable.set, 2)
    try:
        raise ValueError
    except ValueError as e:
        tb = e.__traceback__
    yield from [
        None, ..., NotImplemented, function, generator(), c, c.__await__(), agen(), agen().__anext__(), agen().aclose(), function.__code__,
        function.__closure__[0], tb, tb.tb_frame, sys, [].append, len, str.upper, str.__len__, ''.__len__, dict.__dict__['fromkeys'],
        C.__dict__['a'], type.__dict__['__doc__'], type.__dict__, C().__init__, C.x, function.__code__.co_lines(), function.__code__.co_positions(),
        iter(''), iter('\u20ac'), iter(b''), iter(bytearray()), iter([]), reversed([]), iter(()), iter(range(1)), iter(range(2 ** 70)), iter({}), iter({}.values()),
        iter({}.items()), reversed({}), reversed({}.values()), reversed({}.items()), {}.keys(), {}.values(), {}.items(), iter(set()), iter(memoryview(b'')),
        iter(function, 1), iter(C_with_getitem()), o.keys(), o.values(), o.items(), iter(o), int | str, list[int], type(c), iter(list[int]),
        tb.tb_frame.f_locals, array.array('i'), iter(array.array('i')), iter(collections.deque()), reversed(collections.deque()), functools.partial(len), functools.lru_cache(len),
        functools.cmp_to_key(len), functools.cmp_to_key(len)(1), itertools.groupby([]), itertools.tee([])[0], re.compile(''), re.match('', ''), re.compile('').scanner(''), re.finditer('', ''),
        weakref.ref(C_plain), weakref.proxy(C_plain), weakref.proxy(function), variable, token, context, context.keys(), iter(context), context.items(), iter(context.items()), context.values(), iter(context.values()),
        sys.flags, sys.version_info, sys.float_info, sys.int_info, sys.hash_info, sys.thread_info, sys.implementation, sys.asyncgen_hooks if hasattr(sys, 'asyncgen_hooks') else sys.get_asyncgen_hooks(),
        operator.attrgetter('a'), operator.itemgetter(1), operator.methodcaller('a'), type_alias(), *generic(), int.__add__, property(), staticmethod(len), classmethod(len),
        super(C, C()), memoryview(b''), slice(1), zip(), map(len, ()), filter(len, ()), enumerate(()), object(), Exception(), types.SimpleNamespace(), function.__get__(1), sys.stdin, sys.stdin.buffer,
        sys.__dict__['__spec__'], sys.__loader__, sys.exc_info, memoryview(b'').cast, b''.__iter__, 'a'.__iter__(), EncodingMap(), sys.monitoring if hasattr(sys, 'monitoring') else None,
    ]
    c.close()
    for name, call in {
        'time': lambda m: [m.gmtime(), m.get_clock_info],
        'posix': lambda m: [m.stat('/'), m.statvfs('/'), m.times(), m.uname(), m.scandir('/'), next(m.scandir('/')), m.get_terminal_size.__self__, m.sched_param(0)],
        'zlib': lambda m: [m.compressobj(), m.decompressobj()],
        '_thread': lambda m: [m.allocate_lock(), m.RLock(), m._local()],
        '_hashlib': lambda m: [m.openssl_md5()],
        '_struct': lambda m: [m.iter_unpack('b', b'')],
        '_csv': lambda m: [m.reader([]), m.writer(sys.stdout), m.Dialect()],
        'select': lambda m: [m.poll(), m.epoll()],
        '_json': lambda m: [m.make_scanner],
        'unicodedata': lambda m: [m.ucd_3_2_0],
        'pyexpat': lambda m: [m.ParserCreate()],
        '_md5': lambda m: [m.md5()], '_sha1': lambda m: [m.sha1()], '_sha2': lambda m: [m.sha256(), m.sha512()],
        '_random': lambda m: [m.Random()],
        '_symtable': lambda m: [m.symtable('1', 'f', 'exec')],
        '_codecs_jp': lambda m: [m.getcodec('shift_jis')],
        '_decimal': lambda m: [m.Context().flags],
        'pwd': lambda m: [m.getpwuid(0)], 'grp': lambda m: [m.getgrgid(0)], 'resource': lambda m: [m.getrusage(0)],
        '_datetime': lambda m: [m.date.today().isocalendar()],
        '_tokenize': lambda m: [m.TokenizerIter],
        '_collections': lambda m: [m._tuplegetter(0, '')],
        'gc': lambda m: [m.callbacks],
    }.items():
        try:
            yield from call(__import__(name))
        except (ImportError, AttributeError):
            pass


class C_plain:
    pass


class C_with_getitem:
    def __getitem__(self, i):
        raise IndexError


def EncodingMap():
    import codecs
    return codecs.charmap_build('\x00' * 256 + '\u20ac')


def type_alias():
    scope = {}
    exec('type A = int', scope)
    return scope['A']


def generic():
    scope = {}
    exec('def f[T, *Ts, **P](): pass', scope)
    t, ts, p = scope['f'].__type_params__
    return [t, ts, p, p.args, p.kwargs, *ts]


def is_python(t):
    return '__firstlineno__' in t.__dict__


def type_name(t):
    return f'{t.__module__}.{t.__qualname__}'


def signature(v):
    try:
        return str(inspect.signature(v))
    except Exception as e:
        return type(e).__name__


def documented(v):
    doc = getattr(v, '__doc__', None)
    return 'doc' if isinstance(doc, str) and doc.strip() != '' else '-'


def called(v):
    """How something is called: its text signature, and the signature where that is not the same without the receiver."""
    declared = getattr(v, '__text_signature__', None)
    if declared is None:
        return f'None => {signature(v)}'
    # How CPython breaks long ones into lines means nothing.
    declared = ' '.join(declared.split())
    found = signature(v)
    shown = re.sub(r'\(\$\w+(, /)?(, )?', '(', declared)
    return declared if found == shown else f'{declared} => {found}'


def member(name, v, owner, where):
    kind = type(v).__name__
    parts = [name, kind]
    if kind in ('wrapper_descriptor', 'method_descriptor', 'classmethod_descriptor', 'builtin_function_or_method', 'function', 'staticmethod', 'classmethod'):
        if kind == 'builtin_function_or_method' and not isinstance(v.__self__, types.ModuleType):
            parts.append(f'of {getattr(v.__self__, "__name__", type(v.__self__).__name__)}')
        if getattr(v, '__name__', name) != name:
            parts.append(f'named {v.__name__}')
        if getattr(v, '__qualname__', '') != (name if owner is None else f'{owner.__qualname__}.{name}'):
            parts.append(f'qualname {getattr(v, "__qualname__", None)}')
        module = getattr(v, '__module__', None)
        if module != (where if owner is None else None):
            parts.append(f'module {module}')
        if owner is not None and getattr(v, '__objclass__', owner) is not owner:
            parts.append(f'objclass {type_name(v.__objclass__)}')
        return f'{" ".join(parts)} {documented(v)} {called(v)}'
    if kind in ('getset_descriptor', 'member_descriptor'):
        if v.__objclass__ is not owner:
            parts.append(f'objclass {type_name(v.__objclass__)}')
        return f'{" ".join(parts)} {documented(v)}'
    if isinstance(v, type):
        parts.append(type_name(v))
    return ' '.join(parts)


def describe_type(t):
    flags = [name for flag, name in FLAGS.items() if t.__flags__ & flag]
    if t.__dictoffset__:
        flags.append('dict')
    if t.__weakrefoffset__:
        flags.append('weak')
    meta = '' if type(t) is type else f' meta {type_name(type(t))}'
    yield f'type {type_name(t)}({", ".join(map(type_name, t.__bases__))}){meta} [{" ".join(flags)}] {documented(t)} {called(t)}'
    for name, v in t.__dict__.items():
        if name not in ('__doc__', '__module__'):
            yield '  ' + member(name, v, t, None)


def main():
    found = {}

    def add(t):
        if t not in found.values() and not is_python(t):
            found.setdefault(type_name(t), t)
            for base in t.__mro__:
                found.setdefault(type_name(base), base)

    for name in MODULES:
        try:
            module = __import__(name)
        except ImportError:
            print(f'no module {name}')
            continue
        print(f'module {name} {documented(module)}')
        for each in sorted(vars(module)):
            v = vars(module)[each]
            if each in ('__builtins__', '__warningregistry__', '__doc__', '_', '__file__', '__loader__', '__cached__'):
                continue
            if isinstance(v, (types.FunctionType, types.ModuleType)) or isinstance(v, type) and is_python(v):
                print(f'  {each} {type(v).__name__}')
                continue
            print('  ' + member(each, v, None, name))
            if isinstance(v, type):
                add(v)
            else:
                add(type(v))
    for v in samples():
        add(v if isinstance(v, type) else type(v))
    for name in sorted(found):
        if not is_python(found[name]):
            print('\n'.join(describe_type(found[name])))


if __name__ == '__main__':
    main()
