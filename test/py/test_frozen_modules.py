"""Frozen modules: found, described, run; and the lock of the import system."""

import _imp
import importlib.machinery
import importlib.util
import sys

spec = importlib.util.find_spec('__hello__')
assert spec.loader is importlib.machinery.FrozenImporter and spec.origin == 'frozen' and not spec.has_location
import __hello__

assert __hello__.initialized is True and repr(__hello__) == "<module '__hello__' (frozen)>"
assert __hello__.main.__code__.co_filename == '<frozen __hello__>'
import __phello__.spam
import __phello__.ham.eggs

assert __phello__.__path__ == __phello__.__spec__.submodule_search_locations
assert __phello__.ham.__spec__.loader_state.origname == '__phello__.ham'
assert _imp.find_frozen('__phello_alias__') == (None, True, '__hello__') and _imp.find_frozen('nothing') is None
data, is_package, origin = _imp.find_frozen('__hello__', withdata=True)
assert type(data) is memoryview and (is_package, origin) == (False, '__hello__')
assert _imp.get_frozen_object('x', data).co_name == '<module>'
assert _imp.is_frozen('__hello__') is True and _imp.is_frozen('nothing') is False
assert _imp.is_frozen_package('__phello__') is True and _imp.init_frozen('nothing') is None
for f, message in [
    (lambda: _imp.get_frozen_object('nothing'), "No such frozen object named 'nothing'"),
    (lambda: _imp.is_frozen_package('nothing'), "No such frozen object named 'nothing'"),
    (lambda: _imp.get_frozen_object('nothing', b'nonsense'), "Frozen object named 'nothing' is invalid"),
]:
    try:
        f()
    except ImportError as e:
        assert str(e) == message and e.name == 'nothing', e
    else:
        assert False, message
for module in ['_frozen_importlib', '_frozen_importlib_external', 'importlib._bootstrap']:
    assert sys.modules.get(module, sys).__spec__ is not None
assert sys.modules['_frozen_importlib_external'].__spec__.origin == 'frozen'

assert not _imp.lock_held()
_imp.acquire_lock()
_imp.acquire_lock()
_imp.release_lock()
assert _imp.lock_held()
_imp.release_lock()
assert not _imp.lock_held()
try:
    _imp.release_lock()
except RuntimeError as e:
    assert str(e) == 'not holding the import lock'
