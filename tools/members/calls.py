"""Writes what built-in callables say of wrong arguments: calls of each with 0, 1, 2 … times None and with a keyword that no parameter has.

    python3.13 calls.py > calls-cpython-3.13.txt   the record that Typhon is compared with
    typhon calls.py                                the same of Typhon

A line for a callable, lines below it for its answers: the numbers of arguments, `k` after one where the keyword was given as well, and
the exception, `#` for the number of arguments in its text, or that it returns. Wrappers of slots are called with wrong numbers alone, as all that is right does things.
What ends, blocks or changes the process is not called at all, nor what lives in modules that Typhon has none of.
"""
import inspect
import io
import os
import re
import sys
import types
import warnings

from dump import MODULES, is_python, samples, type_name

LEFT_OUT = re.compile(r'''
    (?:builtins|posix|_signal|_thread|_imp|sys|_socket|time|select|faulthandler|_tracemalloc|gc|atexit|termios|fcntl|_io|_warnings|resource|_interpreters)\.(?:
        input|breakpoint|exit|_exit|abort|fork|forkpty|execv|execve|kill|killpg|wait|wait3|wait4|waitid|waitpid|pause|setsid|setpgid|setpgrp|sync
        |system|posix_spawnp?|openpty|login_tty|register_at_fork|chdir|fchdir|closerange|unshare|pidfd_open|sched_yield|getlogin|ttyname|spawn\w*
        |sigwait\w*|raise_signal|pthread_kill|default_int_handler|interrupt_main|_shutdown|exit_thread|daemon_threads_allowed|start_\w+
        |acquire_lock|release_lock|_override\w*|lock_held|breakpointhook|addaudithook|displayhook|excepthook|unraisablehook|_debugmallocstats|setdlopenflags
        |activate_stack_trampoline|deactivate_stack_trampoline|_baserepl|_clear\w*|setrecursionlimit|settrace|setprofile|_set\w*allthreads|socketpair|sleep|sethostname
        |_sigsegv|_sigabrt|_sigfpe|_read_null|_stack_overflow|_fatal_error\w*|dump_\w+|enable|disable|cancel_\w+|register|unregister|is_enabled
        |start|stop|clear_traces|freeze|unfreeze|collect|_run_exitfuncs|_clear|audit|set_debug|set_threshold|epoll|getwinsize|timerfd_\w+
        |_excepthook|print|setitimer|alarm|set_wakeup_fd|_getframe\w*|_current_\w+|set_asyncgen_hooks|set_coroutine\w*|_dump_\w+|_getquickenedcount
        |warn|warn_explicit|eventfd\w*|memfd_create|umask|pipe2?|dup2?|close|posix_openpt|ptsname|unlockpt|grantpt|nice|getaddrinfo|gethostby\w+|getnameinfo|_is_gil_enabled
        |__\w+hook__|_filters_mutated|_acquire_lock|_release_lock|get_coroutine\w*|exec|eval|__build_class__|add_memory_pressure
    )$
    |_interpreters\.|_posixsubprocess\.|posix\.(?:P_|spawn)|_codecs\.(?:register|unregister)|_tokenize\.TokenizerIter
    |.*\.(?:acquire|acquire_lock|_accept|accept|__init_subclass__|__subclasshook__|__del__|_at_fork_reinit)$
    |select\.(?:epoll|poll)\.poll|_thread\._ThreadHandle|builtins\.(?:type|object|frame|FrameLocalsProxy|module|coroutine_wrapper)\.__\w+__
    |posix\.ScandirIterator|_io\._IOBase|sys\.flags|sys\.version_info|_contextvars\.Context\.run
    ''', re.VERBOSE)

# Modules that Typhon leaves to the library in Python, or has none of.
ABSENT = set('''_asyncio _ctypes _curses _curses_panel _dbm _elementtree _interpchannels _interpqueues _interpreters _lsprof _multiprocessing _posixshmem _queue
_sqlite3 _ssl _suggestions _sysconfig mmap readline syslog'''.split())

# How to make an instance for each method that is called.
INSTANCES = {
    'int': '1', 'float': '1.5', 'complex': '1j', 'bool': 'True', 'str': '"a"', 'bytes': 'b"a"', 'bytearray': 'bytearray(b"a")', 'list': '[1]', 'tuple': '(1,)',
    'dict': '{1: 2}', 'set': '{1}', 'frozenset': 'frozenset({1})', 'range': 'range(3)', 'memoryview': 'memoryview(bytearray(b"ab"))', 'slice': 'slice(1)',
    '_io.BytesIO': '__import__("io").BytesIO(b"ab")', '_io.StringIO': '__import__("io").StringIO("ab")', '_io.FileIO': '__import__("io").FileIO("/dev/null")',
    '_io.BufferedReader': '__import__("io").BufferedReader(__import__("io").BytesIO())', '_io.BufferedWriter': '__import__("io").BufferedWriter(__import__("io").BytesIO())',
    '_io.BufferedRandom': '__import__("io").BufferedRandom(__import__("io").BytesIO())', '_io.TextIOWrapper': '__import__("io").TextIOWrapper(__import__("io").BytesIO(), "utf-8")',
    '_io.BufferedRWPair': '__import__("io").BufferedRWPair(__import__("io").BytesIO(), __import__("io").BytesIO())',
    '_io.IncrementalNewlineDecoder': '__import__("io").IncrementalNewlineDecoder(None, True)',
    '_socket.socket': '__import__("_socket").socket()', 'array.array': '__import__("array").array("i", [1])', 'collections.deque': '__import__("collections").deque([1])',
    'collections.OrderedDict': '__import__("collections").OrderedDict(a=1)', 'collections.defaultdict': '__import__("collections").defaultdict()',
    '_random.Random': '__import__("_random").Random(1)', '_struct.Struct': '__import__("_struct").Struct("i")', 'datetime.date': '__import__("datetime").date(2020, 1, 1)',
    'datetime.datetime': '__import__("datetime").datetime(2020, 1, 1)', 'datetime.time': '__import__("datetime").time(1)', 'datetime.timedelta': '__import__("datetime").timedelta(1)',
    'datetime.timezone': '__import__("datetime").timezone.utc', 'datetime.tzinfo': '__import__("datetime").tzinfo()', 'decimal.Decimal': '__import__("decimal").Decimal(1)',
    'decimal.Context': '__import__("decimal").Context()', '_thread.lock': '__import__("_thread").allocate_lock()', '_thread.RLock': '__import__("_thread").RLock()',
    'operator.itemgetter': '__import__("operator").itemgetter(1)', 'types.SimpleNamespace': '__import__("types").SimpleNamespace()', 'builtins.function': '(lambda: 1)',
    '_bz2.BZ2Compressor': '__import__("_bz2").BZ2Compressor()', '_bz2.BZ2Decompressor': '__import__("_bz2").BZ2Decompressor()',
    '_lzma.LZMACompressor': '__import__("_lzma").LZMACompressor()', '_lzma.LZMADecompressor': '__import__("_lzma").LZMADecompressor()',
    '_pickle.Pickler': '__import__("_pickle").Pickler(__import__("io").BytesIO())', '_pickle.Unpickler': '__import__("_pickle").Unpickler(__import__("io").BytesIO())',
    'itertools.count': '__import__("itertools").count()', 'itertools.chain': '__import__("itertools").chain()', 'object': 'object()', 'property': 'property()',
    'itertools.islice': '__import__("itertools").islice([], 1)', 'itertools.cycle': '__import__("itertools").cycle([])', '_hashlib.HMAC': '__import__("_hashlib").hmac_new(b"", b"", "md5")',
    '_blake2.blake2b': '__import__("_blake2").blake2b()', '_blake2.blake2s': '__import__("_blake2").blake2s()', '_sha3.sha3_224': '__import__("_sha3").sha3_224()',
    '_sha3.shake_128': '__import__("_sha3").shake_128()', 'zlib.Compress': '__import__("zlib").compressobj()', 'zlib.Decompress': '__import__("zlib").decompressobj()',
    'zlib._ZlibDecompressor': '__import__("zlib")._ZlibDecompressor()', '_hashlib.HASHXOF': '__import__("_hashlib").openssl_shake_128()', '_zoneinfo.ZoneInfo': '__import__("zoneinfo").ZoneInfo("UTC")',
}


class NoInstance(Exception):
    pass


def answer(call):
    """The exception that a call ends with, or None."""
    try:
        call()
    except NoInstance:
        raise
    except BaseException as e:
        text = re.sub(r'0x[0-9a-f]+', '0x…', str(e)).replace('\n', ' ')
        return f'{type(e).__name__} {text}'.rstrip()
    return None


def count(f):
    """How many positional arguments a callable may get, and must get, as far as its signature says."""
    try:
        parameters = inspect.signature(f).parameters.values()
    except Exception:
        return 2, 0
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    return min(len(positional), 6), len([p for p in positional if p.default is p.empty])


def answers(name, make, f, isSlot=False):
    """Calls what `make` gives, anew for each call."""
    most, least = count(f)
    numbers = range(most + 3)
    found = {}

    def attempt(n, keywords):
        told = answer(lambda: make()(*[None] * n, **keywords))
        told = 'returns' if told is None else re.sub(rf'\b{n}(?= given|$)', '#', told)
        found.setdefault(told, []).append(f'{n}{"k" if keywords else ""}')

    for n in numbers:
        if not isSlot or not least <= n <= most:
            attempt(n, {})
    for n in sorted({0, least}):
        attempt(n, {'unknown_one': None})
    write('\n'.join([name, *(f'  {",".join(numbers)} {told}' for told, numbers in found.items())]))


out = os.dup(1)


def write(text):
    os.write(out, f'{text}\n'.encode('utf-8', 'backslashreplace'))


def main():
    warnings.simplefilter('ignore')
    sys.stdout = io.StringIO()
    found, made = {}, {}
    for v in samples():
        made.setdefault(type_name(type(v)), v)
        if not isinstance(v, type):
            found.setdefault(type_name(type(v)), type(v))
    for module_name in MODULES:
        if module_name in ABSENT:
            continue
        try:
            module = __import__(module_name)
        except ImportError:
            continue
        for each in sorted(vars(module)):
            v = vars(module)[each]
            name = f'{module_name}.{each}'
            if isinstance(v, type):
                if not is_python(v):
                    found.setdefault(type_name(v), v)
            elif type(v).__name__ == 'builtin_function_or_method' and not LEFT_OUT.match(name):
                answers(name, lambda: v, v)
    for name in sorted(found):
        t = found[name]
        if is_python(t) or name.partition('.')[0] in ABSENT or name == 'datetime.datetime_CAPI':
            continue
        if not LEFT_OUT.match(name) and name not in ('builtins.type',):
            answers(name, lambda: t, t)
        short = name.removeprefix('builtins.')
        made.setdefault(name, None)
        source = INSTANCES.get(short)

        def instance():
            if source is not None:
                return eval(source)
            if made[name] is not None:
                return made[name]
            try:
                return t.__new__(t) if issubclass(t, BaseException) else t()
            except Exception:
                raise NoInstance

        for each, v in sorted(t.__dict__.items()):
            kind = type(v).__name__
            full = f'{name}.{each}'
            if kind not in ('method_descriptor', 'wrapper_descriptor', 'classmethod_descriptor', 'staticmethod') or LEFT_OUT.match(full):
                continue
            try:
                if kind == 'method_descriptor' or kind == 'wrapper_descriptor':
                    if each == '__init__' or each == '__call__' and kind == 'wrapper_descriptor':
                        continue
                    bound = getattr(instance(), each, None)
                    if bound is None:
                        continue
                    answers(full, lambda: getattr(instance(), each), bound, kind == 'wrapper_descriptor')
                else:
                    answers(full, lambda: getattr(t, each), getattr(t, each))
            except NoInstance:
                pass
    os._exit(0)


main()
