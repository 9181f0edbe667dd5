"""Prints a fingerprint of CPython 3.13's tree of each file of its library, one JSON object per line.

    python3.13 describe-trees.py [COUNT]
    python3.13 describe-trees.py --dump PATH

With COUNT, only about so many files, spread evenly. An object has the path, the
characters it spells by name, and the SHA-256 of the tree's dump with
positions, or the error of parsing. With --dump, prints the dump itself.
"""

import ast
import hashlib
import json
import pathlib
import re
import sys
import sysconfig
import unicodedata
import warnings


def tree(path):
    return ast.dump(ast.parse(path.read_bytes()), include_attributes=True)


def names(source):
    """The characters that a source spells by name; the parser has no such table of its own."""
    found = {}
    for name in re.findall(r'\\N\{([^}]*)\}', source.decode('latin-1')):
        try:
            found[name] = unicodedata.lookup(name)
        except KeyError:
            pass
    return found


def describe(path):
    result = {'path': str(path), 'names': names(path.read_bytes()), 'tree': None, 'error': None}
    try:
        result['tree'] = hashlib.sha256(tree(path).encode('utf-8', 'surrogatepass')).hexdigest()
    except SyntaxError as e:
        result['error'] = [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text]
    except ValueError as e:
        result['error'] = [type(e).__name__, str(e)]
    return result


def main(count=None):
    library = pathlib.Path(sysconfig.get_path('stdlib'))
    paths = sorted(path for path in library.rglob('*.py') if 'site-packages' not in path.parts)
    step = 1 if count is None else max(1, len(paths) // int(count))
    for path in paths[::step]:
        print(json.dumps(describe(path)), flush=True)


if __name__ == '__main__':
    if sys.version_info[:2] != (3, 13):
        sys.exit('this describes CPython 3.13')
    warnings.simplefilter('ignore')
    sys.setrecursionlimit(20000)
    if sys.argv[1:2] == ['--dump']:
        sys.stdout.reconfigure(errors='surrogatepass')
        print(tree(pathlib.Path(sys.argv[2])))
    else:
        main(*sys.argv[1:])
