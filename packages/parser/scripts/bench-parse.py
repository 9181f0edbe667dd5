"""Prints the seconds that CPython takes to parse its library: the best of N rounds, after reading all files.

    python3.13 bench-parse.py [ROUNDS]
"""

import ast
import gc
import pathlib
import sys
import sysconfig
import time
import warnings


def sources():
    library = pathlib.Path(sysconfig.get_path('stdlib'))
    for path in sorted(library.rglob('*.py')):
        if 'site-packages' in path.parts:
            continue
        data = path.read_bytes()
        try:
            ast.parse(data)
        except (SyntaxError, ValueError):
            continue
        yield path, data


def main(rounds='3'):
    files = list(sources())
    if rounds == 'list':
        for path, _ in files:
            print(path)
        return
    best = float('inf')
    for _ in range(int(rounds)):
        start = time.perf_counter()
        for _, data in files:
            ast.parse(data)
        best = min(best, time.perf_counter() - start)
    print(best)


if __name__ == '__main__':
    warnings.simplefilter('ignore')
    main(*sys.argv[1:])
