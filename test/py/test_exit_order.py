"""In which order objects are finalized when the program ends."""

import os
import subprocess
import sys
import tempfile

folder = tempfile.mkdtemp()


def output(text, **modules):
    for name, source in modules.items():
        with open(os.path.join(folder, name + '.py'), 'w') as f:
            f.write(source)
    path = os.path.join(folder, 'program.py')
    with open(path, 'w') as f:
        f.write(text)
    done = subprocess.run([sys.executable, path], capture_output=True, text=True)
    assert done.stderr == '', done.stderr
    return done.stdout.split()


NAMED = """
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print(self.n, flush=True)
"""

# Functions lead back to the namespace: what is nearer to it comes first, and what is later in a list.
assert output(
    NAMED
    + """
import atexit
class Tree:
    def __init__(self, n): self.d, self.kids = D(n), []
def gen():
    try: yield
    finally: print('generator', flush=True)
inner = D('inner')
outer = D('outer')
outer.inner = inner
del inner
z = [D('0'), D('1'), D('2')]
_x = D('x')
y = D('y')
_x.y = y
y.x = _x
t = Tree('root')
t.kids.append(Tree('kid'))
pair = D('p'), D('q')
g = gen()
next(g)
atexit.register(print, 'atexit', flush=True)
later = D('later')
"""
) == 'atexit outer x y generator later inner 2 1 0 root q p kid'.split()

# What has no way back goes variable after variable, with all that only it led to, and before other modules.
assert output(
    """
import held_module
from held_module import D
a = D('a')
_b = D('b')
items = [D('0'), D('1')]
outer = D('outer')
outer.inner = D('inner')
held_module.later = D('module-later')
a2 = D('a2')
""",
    held_module=NAMED + "first = D('module')\n",
) == 'a b 1 0 outer inner a2 module module-later'.split()

# What was dropped is gone before what was not.
assert output(NAMED + "kept = D('kept')\nD('dropped')\n") == ['dropped', 'kept']
