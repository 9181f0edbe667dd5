"""What is said of modules that lack a name: circular imports, and files that hide other modules."""

import os
import subprocess
import sys
import tempfile


def say(files, *options):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for name, text in files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w') as f:
                f.write(text)
        done = subprocess.run([sys.executable, *options, os.path.join(folder, 'main.py')], capture_output=True, text=True)
        return done.stderr.strip().split('\n')[-1].replace(folder, 'FOLDER')


hint = (
    "(consider renaming 'FOLDER/fractions.py' since it has the same name as the standard library module named 'fractions' "
    'and the import system gives it precedence)'
)
shadow = {'fractions.py': ''}
assert say({**shadow, 'main.py': 'import fractions\nfractions.Fraction'}) == f"AttributeError: module 'fractions' has no attribute 'Fraction' {hint}"
assert say({**shadow, 'main.py': 'from fractions import Fraction'}) == "ImportError: cannot import name 'Fraction' from 'fractions' (FOLDER/fractions.py)"
assert say({'main.py': 'import fractions\nfractions.nothing'}) == "AttributeError: module 'fractions' has no attribute 'nothing'"
package = {'fractions/__init__.py': '', 'main.py': 'import fractions\nfractions.Fraction'}
assert say(package) == f"AttributeError: module 'fractions' has no attribute 'Fraction' {hint.replace('.py', '/__init__.py')}"
other = {'numpy.py': 'import numpy\nnumpy.array', 'main.py': 'import numpy'}
third = "(consider renaming 'FOLDER/numpy.py' if it has the same name as a third-party module you intended to import)"
assert say(other) == f"AttributeError: module 'numpy' has no attribute 'array' {third}"

circular = {'p/__init__.py': '', 'p/a.py': 'import p.b\nx = 1', 'p/b.py': 'import p.a\np.a', 'main.py': 'import p.a'}
assert say(circular) == "AttributeError: cannot access submodule 'a' of module 'p' (most likely due to a circular import)"
circular['p/b.py'] = 'from p import a\na.x'
partial = "partially initialized module 'p.a'"
circular_import = '(most likely due to a circular import)'
assert say(circular) == f"AttributeError: {partial} from 'FOLDER/p/a.py' has no attribute 'x' {circular_import}"
circular['p/b.py'] = 'from p.a import x'
assert say(circular) == f"ImportError: cannot import name 'x' from {partial} {circular_import} (FOLDER/p/a.py)"
