# Code objects as dis and inspect see them, code.replace() and types.CodeType. lib: dis, types.CodeType
import dis
import inspect
import subprocess
import sys
import types


def fails(fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def f(a, b=2):
    c = a + b * 3
    for i in range(c):
        if i > 100:
            c.attribute = print(i)
    try:
        return {'k': c}['k']
    except KeyError as e:
        raise ValueError from e


code = f.__code__
seen = [(i.opname, i.argval) for i in dis.get_instructions(f)]
for wanted in [
    ('RESUME', 0), ('BINARY_OP', 5), ('BINARY_OP', 0), ('LOAD_GLOBAL', 'range'), ('GET_ITER', None), ('STORE_ATTR', 'attribute'),
    ('BINARY_SUBSCR', None), ('PUSH_EXC_INFO', None), ('CHECK_EXC_MATCH', None), ('RAISE_VARARGS', 2),
]:
    assert wanted in seen, wanted
assert seen[0] == ('RESUME', 0)
assert any(name == 'FOR_ITER' for name, _ in seen) and any(name == 'JUMP_BACKWARD' for name, _ in seen)
assert len(code.co_code) == 2 * len(list(code.co_positions()))
assert [line for _, _, line in code.co_lines()][:2] == [code.co_firstlineno, code.co_firstlineno + 1]
starts = list(code.co_lines())
assert starts[0][0] == 0 and starts[-1][1] == len(code.co_code)
assert all(a[1] == b[0] for a, b in zip(starts, starts[1:]))
assert {line for _, line in dis.findlinestarts(code)} >= {code.co_firstlineno + n for n in (1, 2, 3, 4, 6, 7, 8)}
assert code.co_linetable and code.co_exceptiontable
assert dis.Bytecode(f).dis()
unset = inspect.getclosurevars(f)
assert unset.builtins.keys() == {'range', 'print', 'KeyError', 'ValueError'}, unset
module = compile('x = 1', 'name', 'exec')
assert next(iter(module.co_positions())) == (0, 1, 0, 0)


# replace
def g():
    x = 1
    return x


def h():
    y = 2
    return y


def with_code(code):
    return types.FunctionType(code, globals())()


code = g.__code__
assert with_code(code.replace(co_consts=tuple(5 if c == 1 else c for c in code.co_consts))) == 5
assert with_code(code.replace(co_code=h.__code__.co_code)) in (1, 2)
for field, value in [
    ('co_name', 'n'), ('co_qualname', 'q'), ('co_filename', 'file'), ('co_firstlineno', 100), ('co_stacksize', 9),
    ('co_names', ('a',)), ('co_varnames', ('z',)), ('co_freevars', ('free',)), ('co_cellvars', ('cell',)),
    ('co_flags', code.co_flags | 0x80), ('co_consts', h.__code__.co_consts), ('co_code', h.__code__.co_code),
    ('co_linetable', h.__code__.co_linetable), ('co_nlocals', 1), ('co_exceptiontable', code.co_exceptiontable),
]:
    assert getattr(code.replace(**{field: value}), field) == value, field
assert fails(code.replace, co_argcount='x') == "TypeError: 'str' object cannot be interpreted as an integer"
assert fails(code.replace, co_argcount=-1) == 'ValueError: co_argcount must be a positive integer'
assert fails(code.replace, co_argcount=7) == 'ValueError: code: co_varnames is too small'
assert fails(code.replace, co_name=3) == "TypeError: replace() argument 'co_name' must be str, not int"
assert fails(code.replace, co_filename=None) == "TypeError: replace() argument 'co_filename' must be str, not None"
assert fails(code.replace, co_code=1) == "TypeError: replace() argument 'co_code' must be bytes, not int"
assert fails(code.replace, co_consts=[1]) == "TypeError: replace() argument 'co_consts' must be tuple, not list"
assert fails(code.replace, co_varnames=('a', 'b')) == 'ValueError: code: co_nlocals != len(co_varnames)'
assert fails(code.replace, co_nlocals=4) == 'ValueError: code: co_nlocals != len(co_varnames)'
assert fails(code.replace, other=1) == "TypeError: replace() got an unexpected keyword argument 'other'"
assert fails(code.replace, 1) == 'TypeError: replace() takes no positional arguments'

FIELDS = ('co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_stacksize co_flags co_code co_consts co_names co_varnames '
          'co_filename co_name co_qualname co_firstlineno co_linetable co_exceptiontable co_freevars co_cellvars').split()
made = types.CodeType(*(getattr(code, field) for field in FIELDS))
assert made == code and with_code(made) == 1
assert [getattr(made, field) for field in FIELDS] == [getattr(code, field) for field in FIELDS]
assert fails(types.CodeType, 1) == 'TypeError: code expected at least 16 arguments, got 1'
inner = compile('def f(): return 7', '', 'exec')
consts = tuple(c.replace(co_name='renamed') if isinstance(c, types.CodeType) else c for c in inner.co_consts)
space = {}
exec(inner.replace(co_consts=consts), space)
assert space['f'].__code__.co_name == 'renamed' and space['f']() == 7


# Lines that are replaced are those of errors
def bad():
    1 / 0


bad.__code__ = bad.__code__.replace(co_firstlineno=1000)


# Without columns, entering the code has none either.
program = 'def f(x):\n    return x\nprint(list(f.__code__.co_positions())[0])'
shown = subprocess.run([sys.executable, '-X', 'no_debug_ranges', '-c', program], capture_output=True, text=True).stdout
assert shown == '(1, 1, None, None)\n', shown

# Equal codes stand in the same place, and take the same parameters.
one, other = [f.__code__ for f in ((lambda x, y: x - y), (lambda x, y: x - y))]
assert one != other and one == one.replace() and hash(one) == hash(one.replace())
assert len({one, other, one.replace()}) == 2
taking = (lambda x, y, *, z=1, w=1: 1).__code__
swapped = taking.replace(co_posonlyargcount=2, co_kwonlyargcount=0)
assert taking != swapped and hash(taking) != hash(swapped)
adding, multiplying = (lambda x, y: x + y).__code__, (lambda x, y: x * y).__code__
mixed = adding.replace(co_code=multiplying.co_code)
assert adding != mixed and hash(adding) != hash(mixed)
compiled = [compile('def f(x):\n  return [x for x in (x, 1)]', 'file', 'exec') for _ in range(2)]
assert compiled[0] == compiled[1] and hash(compiled[0]) == hash(compiled[1]) and compiled[0] is not compiled[1]
assert compiled[0] == compile('def f(x):\n  return [x for x in (x, 1)]', 'another', 'exec')
assert compiled[0] != compile('def f(x):\n  return  [x for x in (x, 1)]', 'file', 'exec')
