"""Imports of modules that are loaded already: what __import__ gives, by name, level and list of names."""
import os
import sys
import tempfile
import threading
import types

with tempfile.TemporaryDirectory() as folder:
    def write(name, text):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w') as f:
            f.write(text)

    write('pack/__init__.py', 'x = 1\ndef __getattr__(name):\n    if name == "made": return "made"\n    raise AttributeError(name)\n')
    write('pack/inner/__init__.py', '')
    write('pack/inner/leaf.py', 'def again():\n    from . import late\n    from .. import x, made\n    from ..inner import leaf\n    return late.y, x, made, leaf.__name__\n')
    write('pack/inner/late.py', 'y = 2\n')
    write('ring_a.py', 'import time; time.sleep(0.05)\nimport ring_b\nx = 1\n')
    write('ring_b.py', 'import time; time.sleep(0.05)\nimport ring_a\ny = 2\n')
    write('slow.py', 'import time; time.sleep(0.05)\nz = 3\n')
    sys.path.insert(0, folder)

    import pack.inner.leaf
    pack = sys.modules['pack']
    assert __import__('pack.inner.leaf') is pack
    assert __import__('pack.inner.leaf', fromlist=['again']).__name__ == 'pack.inner.leaf'
    assert __import__('pack.inner', None, None, ()) is pack
    assert __import__('pack', fromlist=('inner',)) is pack
    assert __import__('pack', fromlist=('made', 'x')).made == 'made'
    assert 'pack.inner.late' not in sys.modules
    assert pack.inner.leaf.again() == (2, 1, 'made', 'pack.inner.leaf')
    assert pack.inner.leaf.again() == (2, 1, 'made', 'pack.inner.leaf')
    space = {'__package__': 'pack.inner', '__spec__': pack.inner.__spec__, '__name__': 'pack.inner'}
    assert __import__('leaf', space, None, ('again',), 1) is pack.inner.leaf
    assert __import__('', space, None, ('leaf',), 1) is pack.inner
    assert __import__('', space, None, ('inner',), 2) is pack
    assert __import__('leaf', space, None, (), 1) is pack.inner.leaf
    assert __import__('inner.leaf', space, None, (), 2) is pack.inner
    for args in (('', space, None, ('a',), 3), ('leaf', space, None, ('a',), 4)):
        try:
            __import__(*args)
            assert False
        except ImportError as e:
            assert str(e) == 'attempted relative import beyond top-level package', e
    for name, package, message in (
        ('', 'pack', 'Empty module name'),
        ('os.nothing', None, "No module named 'os.nothing'; 'os' is not a package"),
    ):
        try:
            __import__(name)
            assert False
        except (ImportError, ValueError) as e:
            assert str(e) == message, e
    try:
        __import__('pack', fromlist=(1,))
        assert False
    except TypeError as e:
        assert str(e) == "Item in ``from list'' must be str, not int", e
    try:
        __import__('pack', {}, None, ('x',), -1)
        assert False
    except ValueError as e:
        assert str(e) == 'level must be >= 0', e
    for space, kind, message in (
        ({}, KeyError, '''"'__name__' not in globals"'''),
        (None, TypeError, 'globals must be a dict'),
        ([], TypeError, 'globals must be a dict'),
    ):
        try:
            __import__('pack', space, None, ('x',), 1)
            assert False
        except kind as e:
            assert str(e) == message, e
    try:
        __import__('pack', level=1)
        assert False
    except KeyError as e:
        assert str(e) == '''"'__name__' not in globals"''', e
    try:
        from pack import missing
        assert False
    except ImportError as e:
        assert str(e).startswith("cannot import name 'missing' from 'pack' ("), e
    sys.modules['pack.inner.late'] = None
    del pack.inner.late
    try:
        pack.inner.leaf.again()
        assert False
    except ImportError as e:
        assert str(e) == 'import of pack.inner.late halted; None in sys.modules', e
    sys.modules['odd'] = odd = types.SimpleNamespace(a=1)
    assert __import__('odd') is odd and __import__('odd', fromlist=['b']) is odd

    # Threads that import each other's modules, and one that waits for another.
    seen = []

    def first():
        import ring_a
        seen.append(ring_a.x)

    def second():
        import ring_b
        seen.append(ring_b.y)

    def third():
        from slow import z
        seen.append(z)

    threads = [threading.Thread(target=f) for f in (first, second, third, third, third)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(seen) == [1, 2, 3, 3, 3], seen
