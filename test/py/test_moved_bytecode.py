"""Code from a cache says that it is of the file that it was found beside, wherever that was compiled."""

import _imp
import importlib.util
import os
import py_compile
import shutil
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    first = os.path.join(folder, 'first')
    second = os.path.join(folder, 'second')
    os.mkdir(first)
    source = os.path.join(first, 'moved_module.py')
    with open(source, 'w') as f:
        f.write('def f():\n    return lambda: __file__\n\n\nclass C:\n    def m(self): pass\n')
    py_compile.compile(source, doraise=True)
    shutil.copytree(first, second, copy_function=shutil.copy2)
    shutil.rmtree(first)
    sys.path.insert(0, second)
    import moved_module

    found = os.path.join(second, 'moved_module.py')
    assert moved_module.__file__ == found
    for code in [moved_module.f.__code__, moved_module.f().__code__, moved_module.C.m.__code__]:
        assert code.co_filename == found, code.co_filename

code = compile('def f(): pass', 'old.py', 'exec')
_imp._fix_co_filename(code, 'new.py')
assert code.co_filename == 'new.py' and next(c for c in code.co_consts if hasattr(c, 'co_code')).co_filename == 'new.py'
try:
    _imp._fix_co_filename(1, 'x')
except TypeError as e:
    assert str(e) == '_fix_co_filename() argument 1 must be code, not int'
else:
    assert False
