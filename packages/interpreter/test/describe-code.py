"""Describes what CPython compiles files to: for every code object, where its instructions come from.

Reads file names from standard input, one a line; writes a line of JSON for each file, null where it does not compile.
"""
import json
import opcode
import sys
import warnings

# Instructions that exist on both sides, by the name they are compared under.
GROUPS = {
    'CALL': 'call', 'CALL_KW': 'call', 'CALL_FUNCTION_EX': 'call',
    'LOAD_ATTR': 'attribute', 'LOAD_SUPER_ATTR': 'attribute', 'STORE_ATTR': 'store attribute', 'DELETE_ATTR': 'delete attribute',
    'BINARY_SUBSCR': 'item', 'BINARY_SLICE': 'item', 'STORE_SUBSCR': 'store item', 'STORE_SLICE': 'store item', 'DELETE_SUBSCR': 'delete item',
    'BINARY_OP': 'operator', 'COMPARE_OP': 'comparison', 'CONTAINS_OP': 'contains', 'LOAD_GLOBAL': 'global', 'LOAD_NAME': 'name',
    'UNARY_NEGATIVE': 'unary', 'UNARY_INVERT': 'unary',
    'GET_ITER': 'iterator', 'FOR_ITER': 'next', 'UNPACK_SEQUENCE': 'unpack', 'UNPACK_EX': 'unpack', 'RAISE_VARARGS': 'raise',
    'IMPORT_NAME': 'import', 'IMPORT_FROM': 'import from', 'BEFORE_WITH': 'with', 'BEFORE_ASYNC_WITH': 'with',
    'GET_AWAITABLE': 'await', 'YIELD_VALUE': 'yield', 'FORMAT_SIMPLE': 'format', 'FORMAT_WITH_SPEC': 'format',
    'CHECK_EXC_MATCH': 'except', 'MATCH_CLASS': 'class pattern', 'MATCH_KEYS': 'mapping pattern', 'LOAD_BUILD_CLASS': 'class',
}
GROUP_OF = [GROUPS.get(name) for name in opcode.opname] + [None] * 256


def document(code):
    """The docstring of a function's code."""
    first = code.co_consts[0] if code.co_consts else None
    is_function = code.co_flags & 3 == 3 and not code.co_name.startswith('<')
    return json.dumps(first) if is_function and isinstance(first, str) else ''


def describe(code, units):
    groups = {}
    for op, place in zip(code.co_code[::2], code.co_positions()):
        group = GROUP_OF[op]
        if group is not None:
            line, end_line, column, end_column = place
            groups.setdefault(group, set()).add(f'{line}:{column}-{end_line}:{end_column}')
    for field, value in (
        ('flags', code.co_flags), ('parameters', f'{code.co_argcount} {code.co_posonlyargcount} {code.co_kwonlyargcount}'),
        ('variables', ' '.join(code.co_varnames)), ('cells', ' '.join(code.co_cellvars)), ('free', ' '.join(code.co_freevars)),
        ('document', document(code)),
    ):
        groups[field] = [str(value)]
    units.append([code.co_qualname, code.co_firstlineno, {group: sorted(places) for group, places in groups.items()}])
    for constant in code.co_consts:
        if type(constant) is type(code):
            describe(constant, units)


def main():
    warnings.simplefilter('ignore')
    for line in sys.stdin:
        try:
            with open(line.strip(), 'rb') as file:
                code = compile(file.read(), '<file>', 'exec', dont_inherit=True, optimize=0)
        except (SyntaxError, ValueError):
            print('null', flush=True)
            continue
        units = []
        describe(code, units)
        print(json.dumps(units), flush=True)


main()
