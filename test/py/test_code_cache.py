"""Caches of compiled code: .pyc files with the header of PEP 552, and marshal's code objects.

lib: importlib, py_compile, compileall, marshal
"""
import importlib.util
import marshal
import os
import py_compile
import struct
import subprocess
import sys
import tempfile

TAG = sys.implementation.cache_tag
SOURCE = '''
"""About this."""
from math import pi
LARGE = 12345678901234567890123
ALL = (1, -2.5, 3j, b'bytes', 'text \\u00e9 \\U0001f600 \\ud800', None, True, ..., frozenset({1, 2}), (1, ('a',)))
def f(a, /, b=2, *args, c: int = 3, **kw):
    """Doc."""
    def inner():
        nonlocal b
        b += a
        return b
    return inner() + c, args, kw
class C:
    x = [i * 2 for i in range(3)]
    async def g(self):
        return await self
def gen(n):
    try:
        yield from range(n)
    except ValueError as e:
        yield e
'''

# A code object survives marshal: what it does, what it looks like, where it is.
code = compile(SOURCE, 'file.py', 'exec')
copy = marshal.loads(marshal.dumps(code))
assert copy is not code and copy.co_filename == 'file.py' and copy.co_name == '<module>'
assert copy.co_names == code.co_names and copy.co_flags == code.co_flags
assert repr(copy.co_consts[0]) == repr(code.co_consts[0])
assert list(copy.co_positions()) == list(code.co_positions())
assert copy.replace(co_name='other').co_name == 'other' and copy.replace(co_name='other').co_names == code.co_names
first, second = {}, {}
exec(code, first)
exec(copy, second)
for name in ('LARGE', 'ALL', '__doc__'):
    assert first[name] == second[name]
assert second['f'](1, 2, 3, c=4, d=5) == first['f'](1, 2, 3, c=4, d=5) == (7, (3,), {'d': 5})
assert second['f'].__doc__ == 'Doc.' and second['C'].x == [0, 2, 4] and list(second['gen'](3)) == [0, 1, 2]
assert marshal.loads(marshal.dumps([code, {'k': code}]))[1]['k'].co_name == '<module>'


def run(*args, cwd, **env):
    given = {k: v for k, v in os.environ.items() if not k.startswith('PYTHON')}
    done = subprocess.run([sys.executable, *args], cwd=cwd, env={**given, **env}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


with tempfile.TemporaryDirectory() as d:
    path = os.path.join(d, 'mod.py')
    cache = os.path.join(d, '__pycache__', f'mod.{TAG}.pyc')

    def write(text, when):
        with open(path, 'w') as f:
            f.write(text)
        os.utime(path, (when, when))

    # The cache is written at the first import, with the source's time and size.
    write('x = 1\n', 1000000000)
    assert run('-c', 'import mod; print(mod.x, mod.__cached__)', cwd=d).startswith('1 ')
    with open(cache, 'rb') as f:
        header = f.read(16)
    assert header == importlib.util.MAGIC_NUMBER + struct.pack('<LLL', 0, 1000000000, 6)
    assert importlib.util.MAGIC_NUMBER.endswith(b'\r\n') and len(importlib.util.MAGIC_NUMBER) == 4

    # It is what is run, as long as the source has that time and size.
    write('x = 2\n', 1000000000)
    assert run('-c', 'import mod; print(mod.x)', cwd=d) == '1'
    write('x = 3\n', 1000000001)
    assert run('-c', 'import mod; print(mod.x)', cwd=d) == '3'
    assert run('-c', 'import mod; print(mod.x)', cwd=d) == '3'

    # -B and its variable keep it from being written, PYTHONPYCACHEPREFIX puts it elsewhere.
    os.remove(cache)
    run('-B', '-c', 'import mod', cwd=d)
    run('-c', 'import mod', cwd=d, PYTHONDONTWRITEBYTECODE='1')
    assert not os.path.exists(cache)
    run('-c', 'import mod', cwd=d, PYTHONPYCACHEPREFIX=os.path.join(d, 'elsewhere'))
    assert not os.path.exists(cache)
    assert os.path.exists(os.path.join(d, 'elsewhere', *d.split(os.sep)[1:], f'mod.{TAG}.pyc'))

    # A damaged cache is replaced.
    os.makedirs(os.path.dirname(cache), exist_ok=True)
    for damage in (b'', b'\0' * 16, header[:7], importlib.util.MAGIC_NUMBER + b'\0' * 3):
        with open(cache, 'wb') as f:
            f.write(damage)
        assert run('-c', 'import mod; print(mod.x)', cwd=d) == '3'
    assert os.path.getsize(cache) > 16

    # Checked by the source's hash, or not checked at all.
    checked = py_compile.PycInvalidationMode.CHECKED_HASH
    py_compile.compile(path, doraise=True, invalidation_mode=checked)
    with open(cache, 'rb') as f:
        header = f.read(16)
    with open(path, 'rb') as f:
        assert header[8:] == importlib.util.source_hash(f.read()) and header[4:8] == struct.pack('<L', 3)
    write('x = 4\n', 1000000001)
    assert run('-c', 'import mod; print(mod.x)', cwd=d) == '4'
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(path, doraise=True, invalidation_mode=unchecked)
    write('x = 5\n', 1000000005)
    assert run('-c', 'import mod; print(mod.x)', cwd=d) == '4'
    assert run('--check-hash-based-pycs', 'always', '-c', 'import mod; print(mod.x)', cwd=d) == '5'

    # Without its source, and as the program itself.
    alone = os.path.join(d, 'alone')
    os.mkdir(alone)
    py_compile.compile(path, cfile=os.path.join(alone, 'only.pyc'), doraise=True)
    assert run('-c', 'import only; print(only.x)', cwd=alone) == '5'
    assert run(os.path.join(alone, 'only.pyc'), cwd=alone) == ''
    assert run('-m', 'compileall', '-q', d, cwd=d) == ''

    # What is run again from a cache fails where the source says.
    write('def f():\n    return 1 / 0\n', 1000000009)
    for i in range(2):
        text = run('-c', 'import mod, traceback\ntry: mod.f()\nexcept Exception: traceback.print_exc(file=__import__("sys").stdout)',
                   cwd=d)
        assert f'"{path}", line 2, in f\n    return 1 / 0\n           ~~^~~\n' in text or 'line 2, in f' in text

assert importlib.util.source_hash(b'hello') == importlib.util._imp.source_hash(importlib.util._RAW_MAGIC_NUMBER, b'hello')
assert importlib.util._imp.source_hash(1234, b'hello world') == b'\x8d-\x826\xd1\x06\x92\xe2'
