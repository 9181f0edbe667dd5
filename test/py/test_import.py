"""Imports: packages, relative imports, names bound, sys.modules, failures, module attributes.

ref: import
"""


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


import sys
import package_for_import as p
import package_for_import.inner.deep
from package_for_import import first, first as f1, visible as v, lazy_name
from package_for_import.inner import deep

assert p.visible == 'visible'
assert p.first is first is f1
assert p.renamed == 1
assert v == 'visible'
assert lazy_name == 'made by __getattr__'
assert package_for_import is p
assert p.inner.deep is deep
assert deep.up == 1
assert deep.own_package == 'package_for_import.inner'
assert deep.first is first
assert p.__name__ == 'package_for_import'
assert p.__package__ == 'package_for_import'
assert p.__doc__ == 'A package that test_import.py imports.'
assert p.__file__.endswith('__init__.py')
assert len(list(p.__path__)) == 1
assert p.__spec__.name == 'package_for_import'
assert first.__name__ == 'package_for_import.first'
assert first.name_seen == ('package_for_import.first', 'package_for_import', 'package_for_import.first')
assert not hasattr(first, '__path__')
assert p.__spec__.submodule_search_locations
assert sys.modules['package_for_import'] is p
assert sys.modules['package_for_import.first'] is first
assert __name__ == '__main__'
assert __spec__ is None
assert sys.modules['__main__'].__dict__ is globals()
assert type(sys).__name__ == 'module'
assert repr(first).startswith("<module 'package_for_import.first' from ")
namespace = {}
exec('from package_for_import import *', namespace)
assert sorted(k for k in namespace if k != '__builtins__') == ['first', 'lazy_name', 'visible']
namespace = {}
exec('from package_for_import.first import *', namespace)
assert sorted(k for k in namespace if k != '__builtins__') == ['name_seen', 'value']
assert error(lambda: p.nope) == "AttributeError: module 'package_for_import' has no attribute 'nope'"
assert error(lambda: first.nope) == "AttributeError: module 'package_for_import.first' has no attribute 'nope'"
assert dir(p) == ['lazy_name', 'visible']
assert 'value' in dir(first)

# failures
assert error(exec, 'import no_such') == "ModuleNotFoundError: No module named 'no_such'"
assert error(exec, 'import package_for_import.no_such') == (
    "ModuleNotFoundError: No module named 'package_for_import.no_such'")
assert error(exec, 'import package_for_import.first.x') == (
    "ModuleNotFoundError: No module named 'package_for_import.first.x'; 'package_for_import.first' is not a package")
assert error(exec, 'from package_for_import.first import zzz').startswith("ImportError: cannot import name 'zzz' from 'package_for_import.first' (")
assert error(exec, 'from . import x') == 'ImportError: attempted relative import with no known parent package'
assert error(deep.too_far) == 'ImportError: attempted relative import beyond top-level package'
try:
    import no_such.thing
except ModuleNotFoundError as e:
    assert e.name == 'no_such'
    assert e.path is None
try:
    from package_for_import.first import zzz
except ImportError as e:
    assert e.name == 'package_for_import.first'
    assert e.name_from == 'zzz'
    assert e.path.endswith('first.py')
    assert type(e) is ImportError
for _ in range(2):
    assert error(exec, 'import package_for_import.broken') == 'RuntimeError: while importing'
    assert 'package_for_import.broken' not in sys.modules
    assert not hasattr(p, 'broken')
try:
    import package_for_import.bad_syntax
except SyntaxError as e:
    assert e.msg == 'invalid syntax'
    assert e.lineno == 2
    assert e.offset == 5
    assert e.filename.endswith('bad_syntax.py')
    assert e.text == 'y = = 2\n'
else:
    assert False
from package_for_import import circular_a
assert circular_a.order == ['a starts', 'b: a has name: False', 'a sees B']
assert error(exec, 'import package_for_import.cycle_name_a').startswith("ImportError: cannot import name 'a' from partially initialized module 'package_for_import.cycle_name_a' (most likely due to a circular import) (")

# sys.modules decides
import types
m = types.ModuleType('made_up', 'Doc.')
m.x = 5
sys.modules['made_up'] = m
import made_up
from made_up import x
assert made_up is m
assert x == 5
assert m.__doc__ == 'Doc.'
assert m.__name__ == 'made_up'
sys.modules['made_up'] = None
assert error(exec, 'import made_up') == 'ModuleNotFoundError: import of made_up halted; None in sys.modules'
del sys.modules['made_up']
assert error(exec, 'import made_up') == "ModuleNotFoundError: No module named 'made_up'"
sys.modules['not_a_module'] = 'just a string'
import not_a_module
assert not_a_module == 'just a string'
assert not_a_module.upper() == 'JUST A STRING'
del sys.modules['not_a_module']


# inside functions and classes, conditional, as
def local():
    import math as m, os.path as path
    from math import pi
    return m.sqrt(4), pi > 3, path.__name__ in ('posixpath', 'ntpath')


class C:
    import math
    from math import floor as lower


def star():
    exec('from math import *')


assert local() == (2.0, True, True)
assert C.math.pi > 3
assert C.lower(1.5) == 1
assert error(lambda: math) == "NameError: name 'math' is not defined"
assert error(exec, 'def f():\n    from math import *') == (
    'SyntaxError: import * only allowed at module level (<string>, line 2)')
assert error(exec, 'from __future__ import nope') == (
    'SyntaxError: future feature nope is not defined (<string>, line 1)')
assert error(exec, 'x = 1\nfrom __future__ import annotations') == (
    'SyntaxError: from __future__ imports must occur at the beginning of the file (<string>, line 2)')
import os.path
assert os.path is sys.modules['os.path']
assert __import__('os.path') is os
assert __import__('os.path', fromlist=['join']) is os.path
import importlib
first.value = 'changed'
assert importlib.import_module('package_for_import.first') is first
assert importlib.import_module('.first', 'package_for_import') is first
assert importlib.reload(first) is first
assert first.value == 1
calls = []
import builtins
original = builtins.__import__


def tracing(name, globals=None, locals=None, fromlist=(), level=0):
    calls.append((name, fromlist, level))
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = tracing
try:
    import sys
    import os.path as op
    from math import pi, e as euler
finally:
    builtins.__import__ = original
assert calls[0] == ('sys', None, 0)
assert calls[1] == ('os.path', None, 0)
assert ('math', ('pi', 'e'), 0) in calls
assert op is os.path


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == 'virtual_module':
            return importlib.util.spec_from_loader(name, Loader)


class Loader:
    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        module.answer = 42


import importlib.util
sys.meta_path.append(Finder)
import virtual_module
assert virtual_module.answer == 42
assert virtual_module.__loader__ is Loader
sys.meta_path.remove(Finder)
del sys.modules['virtual_module']


# a module's class can change
class Loud(types.ModuleType):
    @property
    def shout(self):
        return self.__name__.upper()


first.__class__ = Loud
assert first.shout == 'PACKAGE_FOR_IMPORT.FIRST'
del p.first
assert not hasattr(p, 'zzz')
assert error(exec, 'import package_for_import.first as again') == 'no error'
