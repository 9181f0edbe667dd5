"""Fills in what CPython 3.13 says about the sources in the tables of text cases.

    python3.13 record-cases.py faults ../src/scope/faults.txt
    python3.13 record-cases.py scopes ../src/scope/scopes.txt
    python3.13 record-cases.py unparse ../src/unparse/sources.txt
    python3.13 record-cases.py literals ../src/literal.txt
    python3.13 record-cases.py errors errors.jsonl

Each program replaces the expectations in its table and keeps the sources, which are written by hand.

faults    cases between blank lines: a source, then lines '==> ' with the errors and warnings of compiling it, or 'ok'
scopes    cases between lines '-----': a source, a line '==>', its symbol tables
unparse   cases between lines '-----': a source, a line '==>', what ast.unparse makes of it
errors    one JSON array per line: mode, source, then what the SyntaxError of compiling it has, or null
literals  one case per line: a source, ' ==> ', the repr of its value or the exception (without addresses)
"""

import _symtable
import ast
import json
import re
import sys
import warnings

PLACES = ['', 'LOCAL', 'GLOBAL_EXPLICIT', 'GLOBAL_IMPLICIT', 'FREE', 'CELL']
KINDS = ['function', 'class', 'module', 'annotation', 'type_alias', 'type_params', 'type_variable']


def fault(source):
    lines = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        error = None
        try:
            compile(source, '<case>', 'exec', dont_inherit=True)
        except SyntaxError as e:
            error = e
    for warning in caught:
        lines.append(f'==> SyntaxWarning: {warning.message} @ {warning.lineno}')
    if error is not None:
        end = '?' if error.end_offset is None else error.end_offset
        place = f'{error.lineno}:{error.offset}-{error.end_lineno}:{end}'
        lines.append(f'==> {type(error).__name__}: {error.msg} @ {place}')
    return lines or ['==> ok']


def faults(text):
    cases = []
    for case in text.strip('\n').split('\n\n'):
        source = '\n'.join(line for line in case.split('\n') if not line.startswith('==> '))
        cases.append('\n'.join([source, *fault(source)]))
    return '\n\n'.join(cases) + '\n'


def scope_lines(table, depth):
    symbols = ', '.join(
        f'{name} {flags & 0xFFF}/{PLACES[flags >> 12]}' for name, flags in sorted(table.symbols.items())
    )
    nested = ' nested' if table.nested else ''
    parameters = ' '.join(table.varnames)
    yield f'{"  " * depth}{KINDS[table.type]} {table.name}{nested} @ {table.lineno} ({parameters}): {symbols}'.rstrip()
    for child in table.children:
        yield from scope_lines(child, depth + 1)


def scopes(source):
    return '\n'.join(scope_lines(_symtable.symtable(source, '<case>', 'exec'), 0))


def unparse(source):
    return ast.unparse(ast.parse(source, type_comments=True))


def blocks(text, said):
    cases = []
    for case in text.strip('\n').split('\n-----\n'):
        source = case.split('\n==>\n')[0]
        cases.append(f'{source}\n==>\n{said(source)}')
    return '\n-----\n'.join(cases) + '\n'


def literal(source):
    try:
        return repr(ast.literal_eval(source))
    except (ValueError, TypeError, OverflowError) as error:
        return f'{type(error).__name__}: ' + re.sub(r' at 0x[0-9a-fA-F]+', '', str(error))


def literals(text):
    sources = [line.split(' ==> ')[0] for line in text.splitlines()]
    return ''.join(f'{source} ==> {literal(source)}\n' for source in sources)


def error(mode, source):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            compile(source.encode('latin-1') if mode == 'bytes' else source, '<case>', 'exec' if mode == 'bytes' else mode)
        except SyntaxError as e:
            return [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text]
    return None


def errors(text):
    cases = {}
    for line in text.splitlines():
        mode, source, *_ = json.loads(line)
        cases[mode, source] = error(mode, source)
    return ''.join(json.dumps([mode, source, error]) + '\n' for (mode, source), error in cases.items())


TABLES = {
    'faults': faults,
    'scopes': lambda text: blocks(text, scopes),
    'unparse': lambda text: blocks(text, unparse),
    'literals': literals,
    'errors': errors,
}


def main(table, path):
    with open(path, encoding='utf-8') as file:
        text = file.read()
    recorded = TABLES[table](text)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(recorded)


def print_errors():
    """Reads cases of `errors` and prints what each gives, one JSON value per line."""
    for line in sys.stdin:
        mode, source = json.loads(line)
        try:
            found = error(mode, source)
        except (ValueError, MemoryError, RecursionError) as e:
            found = type(e).__name__
        print(json.dumps(found))


if __name__ == '__main__':
    if sys.version_info[:2] != (3, 13):
        sys.exit('the tables record CPython 3.13')
    if sys.argv[1:] == ['--print-errors']:
        print_errors()
    else:
        main(*sys.argv[1:])
