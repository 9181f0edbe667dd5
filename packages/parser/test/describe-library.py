"""Prints what CPython 3.13 makes of the files of its library, one JSON object per line.

    python3.13 describe-library.py [COUNT]

With COUNT, only about so many files, spread evenly. Each object has the path, the characters it spells by
name, the symbol tables, the output of ast.unparse, and the error of compiling the file, if any. Files that cannot be parsed are left out.
"""

import _symtable
import ast
import json
import pathlib
import re
import sys
import sysconfig
import unicodedata
import warnings


def tables(table):
    return [
        table.name,
        table.type,
        table.lineno,
        bool(table.nested),
        table.varnames,
        list(table.symbols.items()),
        [tables(child) for child in table.children],
    ]


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
    source = path.read_bytes()
    tree = ast.parse(source)
    unparsed = ast.unparse(tree)
    result = {'path': str(path), 'names': names(source), 'scopes': None, 'unparsed': unparsed, 'error': None}
    try:
        result['scopes'] = tables(_symtable.symtable(source, str(path), 'exec'))
        compile(source, str(path), 'exec', dont_inherit=True)
    except SyntaxError as e:
        result['error'] = [e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
    return result


def main(count=None):
    library = pathlib.Path(sysconfig.get_path('stdlib'))
    paths = sorted(path for path in library.rglob('*.py') if 'site-packages' not in path.parts)
    step = 1 if count is None else max(1, len(paths) // int(count))
    for path in paths[::step]:
        try:
            result = describe(path)
        except (SyntaxError, ValueError):
            continue
        print(json.dumps(result), flush=True)


if __name__ == '__main__':
    if sys.version_info[:2] != (3, 13):
        sys.exit('this describes CPython 3.13')
    warnings.simplefilter('ignore')
    sys.setrecursionlimit(20000)
    main(*sys.argv[1:])
