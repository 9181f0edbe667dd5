"""Rewrites a test so that it reports every assert that fails and goes on; run by CPython, for `run.ts --each`.

    python3.13 each_assert.py FILE > REWRITTEN

The rewritten file prints `line N: Type: message` for each assert that fails or raises, with N counted in the original, and at its end
`held H of T`, where T counts the asserts that were reached.
"""

import ast
import os
import sys

HEAD = '''import sys as each_sys
each_sys.path.insert(0, {folder!r})
each_counts = [0, 0]
def each_failed(line, e):
    each_counts[0] += 1
    print("line %d: %s: %s" % (line, type(e).__name__, e))
'''
TAIL = 'print("held %d of %d" % (each_counts[1] - each_counts[0], each_counts[1]))'


def rewrite(path):
    with open(path, encoding='utf-8') as file:
        source = file.read()
    lines = source.split('\n')
    asserts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assert)]
    for node in sorted(asserts, key=lambda node: -node.lineno):
        first, last = node.lineno - 1, node.end_lineno
        indent = lines[first][:node.col_offset]
        if indent.strip():
            continue                            # shares its line with another statement
        # Only the first line moves: the others are inside parentheses or a string.
        lines[first:last] = [
            f'{indent}each_counts[1] += 1',
            f'{indent}try:',
            f'{indent}    {lines[first].lstrip()}',
            *lines[first + 1:last],
            f'{indent}except BaseException as each_error:',
            f'{indent}    each_failed({node.lineno}, each_error)',
        ]
    return HEAD.format(folder=os.path.dirname(os.path.abspath(path))) + '\n'.join(lines) + '\n' + TAIL + '\n'


sys.stdout.reconfigure(encoding='utf-8')
sys.stdout.write(rewrite(sys.argv[1]))
