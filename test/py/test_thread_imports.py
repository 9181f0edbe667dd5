"""Imports of the same modules by threads that wait inside of them."""
import importlib
import sys
import threading
import time

seen = []


def run_all(threads):
    for t in threads:
        t.start()
    for t in threads:
        t.join(3)
        assert not t.is_alive()


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.startswith('waiting_'):
            from importlib.machinery import ModuleSpec
            return ModuleSpec(name, self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        time.sleep(0.002)
        code = {
            'waiting_a': 'import waiting_b, time; time.sleep(0.002); x = waiting_b.x + 1',
            'waiting_b': 'import waiting_c, time; time.sleep(0.002); x = waiting_c.x + 1',
            'waiting_c': 'import time; time.sleep(0.002); x = 1',
        }
        exec(code[module.__name__], module.__dict__)


def importing(name):
    seen.append(importlib.import_module(name).x)


seen.clear()
sys.meta_path.insert(0, Finder())
run_all([threading.Thread(target=importing, args=('waiting_' + c,), daemon=True) for c in 'abcabc'])
assert sorted(seen) == [1, 1, 2, 2, 3, 3], seen
del sys.meta_path[0]
