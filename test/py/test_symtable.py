"""symtable: scopes, names and where they are found. lib: symtable"""

def err(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


import symtable, _symtable
SOURCE = '\n'.join([
    'import os, sys as system',
    'class C[T: (int, str) = int](Base, metaclass=M):',
    '    x: int = 1',
    '    def method(self, a, /, b=x, *args, c: T, **rest) -> None:',
    '        nonlocal_here = [a for a in b if (y := a)]',
    '        def inner():',
    '            nonlocal nonlocal_here',
    '            global g',
    '            g = nonlocal_here = __private + super().thing',
    '            return lambda z: z + b',
    '        return inner',
    '    def __mangled(self): return __other',
    'type Alias[*Ts, **P] = dict[Ts, P]',
    'def outer():',
    '    async def gen():',
    '        async for q in w: yield q',
    '    return {k: v for k, v in (yield)}, {e for e in o}, (i for i in j)',
    'match m:',
    "    case {'a': one, **two}: pass",
    '    case [C(attr=three), *four]: pass',
    '',
    ])
def tree(t):
    kind = type(t).__name__
    extra = ()
    if kind == 'Function':
        extra = t.get_parameters(), t.get_locals(), t.get_globals(), t.get_nonlocals(), t.get_frees()
    if kind == 'Class':
        extra = t.get_methods(),
    return kind, str(t.get_type()), t.get_name(), t.get_lineno(), t.is_optimized(), t.is_nested(), extra, [(s.get_name(), repr(s)) for s in t.get_symbols()], t._table.varnames, [tree(c) for c in t.get_children()]
assert (tree(symtable.symtable(SOURCE, 'file', 'exec'))) == ('SymbolTable', 'module', 'top', 0, False, False, (), [('os', "<symbol 'os': LOCAL, DEF_IMPORT>"), ('system', "<symbol 'system': LOCAL, DEF_IMPORT>"), ('C', "<symbol 'C': LOCAL, USE|DEF_LOCAL>"), ('g', "<symbol 'g': GLOBAL_EXPLICIT, DEF_GLOBAL>"), ('Alias', "<symbol 'Alias': LOCAL, DEF_LOCAL>"), ('outer', "<symbol 'outer': LOCAL, DEF_LOCAL>"), ('m', "<symbol 'm': GLOBAL_IMPLICIT, USE>"), ('one', "<symbol 'one': LOCAL, DEF_LOCAL>"), ('two', "<symbol 'two': LOCAL, DEF_LOCAL>"), ('three', "<symbol 'three': LOCAL, DEF_LOCAL>"), ('four', "<symbol 'four': LOCAL, DEF_LOCAL>")], [], [('SymbolTable', 'type parameters', 'C', 2, False, False, (), [('.type_params', "<symbol '.type_params': CELL, USE|DEF_LOCAL>"), ('.generic_base', "<symbol '.generic_base': LOCAL, USE|DEF_LOCAL>"), ('T', "<symbol 'T': CELL, DEF_LOCAL>"), ('Base', "<symbol 'Base': GLOBAL_IMPLICIT, USE>"), ('M', "<symbol 'M': GLOBAL_IMPLICIT, USE>")], [], [('SymbolTable', 'type variable', 'T', 2, False, True, (), [('int', "<symbol 'int': GLOBAL_IMPLICIT, USE>"), ('str', "<symbol 'str': GLOBAL_IMPLICIT, USE>")], [], []), ('SymbolTable', 'type variable', 'T', 2, False, True, (), [('int', "<symbol 'int': GLOBAL_IMPLICIT, USE>")], [], []), ('Class', 'class', 'C', 2, False, True, (('method',),), [('__type_params__', "<symbol '__type_params__': LOCAL, DEF_LOCAL>"), ('.type_params', "<symbol '.type_params': FREE, USE>"), ('x', "<symbol 'x': LOCAL, USE|DEF_LOCAL|DEF_ANNOT>"), ('int', "<symbol 'int': GLOBAL_IMPLICIT, USE>"), ('method', "<symbol 'method': LOCAL, DEF_LOCAL>"), ('T', "<symbol 'T': FREE, USE>"), ('_C__mangled', "<symbol '_C__mangled': LOCAL, DEF_LOCAL>")], [], [('Function', 'function', 'method', 4, True, True, (('self', 'a', 'b', 'c', 'args', 'rest'), ('self', 'a', 'b', 'c', 'args', 'rest', 'nonlocal_here', 'y', 'inner'), (), (), ('__class__',)), [('self', "<symbol 'self': LOCAL, DEF_PARAM>"), ('a', "<symbol 'a': LOCAL, DEF_PARAM>"), ('b', "<symbol 'b': CELL, USE|DEF_PARAM>"), ('c', "<symbol 'c': LOCAL, DEF_PARAM>"), ('args', "<symbol 'args': LOCAL, DEF_PARAM>"), ('rest', "<symbol 'rest': LOCAL, DEF_PARAM>"), ('nonlocal_here', "<symbol 'nonlocal_here': CELL, DEF_LOCAL>"), ('y', "<symbol 'y': LOCAL, DEF_LOCAL>"), ('inner', "<symbol 'inner': LOCAL, USE|DEF_LOCAL>"), ('__class__', "<symbol '__class__': FREE, >")], ['self', 'a', 'b', 'c', 'args', 'rest'], [('Function', 'function', 'inner', 6, True, True, ((), (), ('g', '_C__private', 'super'), ('nonlocal_here',), ('nonlocal_here', '__class__', 'b')), [('nonlocal_here', "<symbol 'nonlocal_here': FREE, DEF_NONLOCAL|DEF_LOCAL>"), ('g', "<symbol 'g': GLOBAL_EXPLICIT, DEF_GLOBAL|DEF_LOCAL>"), ('_C__private', "<symbol '_C__private': GLOBAL_IMPLICIT, USE>"), ('super', "<symbol 'super': GLOBAL_IMPLICIT, USE>"), ('__class__', "<symbol '__class__': FREE, USE>"), ('b', "<symbol 'b': FREE, >")], [], [('Function', 'function', 'lambda', 10, True, True, (('z',), ('z',), (), (), ('b',)), [('z', "<symbol 'z': LOCAL, USE|DEF_PARAM>"), ('b', "<symbol 'b': FREE, USE>")], ['z'], [])])]), ('Function', 'function', '__mangled', 12, True, True, (('self',), ('self',), ('_C__other',), (), ()), [('self', "<symbol 'self': LOCAL, DEF_PARAM>"), ('_C__other', "<symbol '_C__other': GLOBAL_IMPLICIT, USE>")], ['self'], [])])]), ('SymbolTable', 'type parameters', 'Alias', 13, False, False, (), [('Ts', "<symbol 'Ts': CELL, DEF_LOCAL>"), ('P', "<symbol 'P': CELL, DEF_LOCAL>")], [], [('SymbolTable', 'type alias', 'Alias', 13, False, True, (), [('dict', "<symbol 'dict': GLOBAL_IMPLICIT, USE>"), ('Ts', "<symbol 'Ts': FREE, USE>"), ('P', "<symbol 'P': FREE, USE>")], [], [])]), ('Function', 'function', 'outer', 14, True, False, ((), ('gen', 'k', 'v', 'e'), ('o', 'j'), (), ()), [('gen', "<symbol 'gen': LOCAL, DEF_LOCAL>"), ('o', "<symbol 'o': GLOBAL_IMPLICIT, USE>"), ('j', "<symbol 'j': GLOBAL_IMPLICIT, USE>"), ('k', "<symbol 'k': LOCAL, USE|DEF_LOCAL>"), ('v', "<symbol 'v': LOCAL, USE|DEF_LOCAL>"), ('e', "<symbol 'e': LOCAL, USE|DEF_LOCAL>")], [], [('Function', 'function', 'gen', 15, True, True, ((), ('q',), ('w',), (), ()), [('q', "<symbol 'q': LOCAL, USE|DEF_LOCAL>"), ('w', "<symbol 'w': GLOBAL_IMPLICIT, USE>")], [], []), ('Function', 'function', 'genexpr', 17, True, True, (('.0',), ('.0', 'i'), (), (), ()), [('.0', "<symbol '.0': LOCAL, DEF_PARAM>"), ('i', "<symbol 'i': LOCAL, USE|DEF_LOCAL>")], ['.0'], [])])])
assert (tree(symtable.symtable('[a for a in b] + (lambda: c)()', b'file', 'eval')), tree(symtable.symtable('x = 1', 'file', 'single'))) == (('SymbolTable', 'module', 'top', 0, False, False, (), [('b', "<symbol 'b': GLOBAL_IMPLICIT, USE>"), ('a', "<symbol 'a': LOCAL, USE|DEF_LOCAL>")], [], [('Function', 'function', 'lambda', 1, True, False, ((), (), ('c',), (), ()), [('c', "<symbol 'c': GLOBAL_IMPLICIT, USE>")], [], [])]), ('SymbolTable', 'module', 'top', 0, False, False, (), [('x', "<symbol 'x': LOCAL, DEF_LOCAL>")], [], []))
assert (err(_symtable.symtable, 'x', 'f', 'foo'), err(_symtable.symtable, 3, 'f', 'exec'), err(_symtable.symtable, 'x\0', 'f', 'exec'), err(_symtable.symtable, 'def', 'f', 'exec'), err(_symtable.symtable, 'x', 3, 'exec'), err(_symtable.symtable, 'def f(x): global x', 'f', 'exec'), err(_symtable.symtable, 'x', bytearray(b'f'), 'exec'), err(_symtable.symtable, 'x')) == ("ValueError: symtable() arg 3 must be 'exec' or 'eval' or 'single'", 'TypeError: symtable() arg 1 must be a string or bytes object', 'SyntaxError: source code string cannot contain null bytes', 'SyntaxError: invalid syntax (f, line 1)', 'TypeError: expected str, bytes or os.PathLike object, not int', "SyntaxError: name 'x' is parameter and global (f, line 1)", 'TypeError: expected str, bytes or os.PathLike object, not bytearray', 'TypeError: symtable expected 3 arguments, got 1')
t = _symtable.symtable('def f(): pass', 'f', 'exec')
assert (t.children[0] is t.children[0], t.id == t.id, t.id != t.children[0].id, repr(t) == f'<symtable entry top({t.id}), line 0>', err(type(t)), t.type == _symtable.TYPE_MODULE) == (True, True, True, True, "TypeError: cannot create 'symtable entry' instances", True)
assert (sorted((n, v) for n, v in vars(_symtable).items() if isinstance(v, int)), symtable.symtable('x', 'f', 'exec').lookup('x').is_global()) == ([('CELL', 5), ('DEF_ANNOT', 256), ('DEF_BOUND', 134), ('DEF_FREE', 32), ('DEF_FREE_CLASS', 64), ('DEF_GLOBAL', 1), ('DEF_IMPORT', 128), ('DEF_LOCAL', 2), ('DEF_NONLOCAL', 8), ('DEF_PARAM', 4), ('FREE', 4), ('GLOBAL_EXPLICIT', 2), ('GLOBAL_IMPLICIT', 3), ('LOCAL', 1), ('SCOPE_MASK', 15), ('SCOPE_OFF', 12), ('TYPE_ANNOTATION', 3), ('TYPE_CLASS', 1), ('TYPE_FUNCTION', 0), ('TYPE_MODULE', 2), ('TYPE_TYPE_ALIAS', 4), ('TYPE_TYPE_PARAMETERS', 5), ('TYPE_TYPE_VARIABLE', 6), ('USE', 16)], True)
