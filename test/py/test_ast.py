# Trees of programs: made by the parser, by hand, and compiled. lib: ast
import ast
import copy
import warnings


def raises(kind, text, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except kind as e:
        assert str(e) == text, str(e)
    else:
        raise AssertionError(f'{kind.__name__} not raised')


def warned(f, *args, **kwargs):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        f(*args, **kwargs)
    return [(w.category, str(w.message)) for w in seen]


# Classes

assert ast.Name.__mro__ == (ast.Name, ast.expr, ast.AST, object)
assert ast.Name._fields == ast.Name.__match_args__ == ('id', 'ctx')
assert ast.Name._field_types == {'id': str, 'ctx': ast.expr_context}
assert ast.FunctionDef._field_types['body'] == list[ast.stmt]
assert ast.FunctionDef._field_types['returns'] == ast.expr | None
assert ast.stmt._attributes == ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')
assert ast.FunctionDef.returns is None and ast.expr.end_lineno is None and not hasattr(ast.expr, 'lineno')
assert ast.arguments._attributes == ast.mod._attributes == ast.AST._fields == ()
assert ast.Name.__doc__ == 'Name(identifier id, expr_context ctx)'
assert ast.Load.__doc__ == 'Load' and ast.expr_context.__doc__ == 'expr_context = Load | Store | Del'
assert ast.mod.__doc__.splitlines()[1] == '    | Interactive(stmt* body)'
assert (ast.Name.__module__, repr(ast.Name)) == ('ast', "<class 'ast.Name'>")
assert ast.PyCF_ONLY_AST == 0x400 and ast.PyCF_OPTIMIZED_AST == 0x8400

# Constructors

name = ast.Name('x', ast.Store(), lineno=3)
assert (name.id, type(name.ctx), name.lineno) == ('x', ast.Store, 3)
assert type(ast.Name('x').ctx) is ast.Load
assert ast.arguments().__dict__ == {'posonlyargs': [], 'args': [], 'kwonlyargs': [], 'kw_defaults': [], 'defaults': []}
raises(TypeError, 'Name constructor takes at most 2 positional arguments', ast.Name, 'x', 1, 2)
raises(TypeError, "Name got multiple values for argument 'id'", ast.Name, 'x', id='y')
assert warned(ast.Name) == [
    (
        DeprecationWarning,
        "Name.__init__ missing 1 required positional argument: 'id'. This will become an error in Python 3.15.",
    )
]
assert warned(ast.Name, 'x', colour=1) == [
    (
        DeprecationWarning,
        "Name.__init__ got an unexpected keyword argument 'colour'. "
        'Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.',
    )
]


class Custom(ast.AST):
    _fields = ('a', 'b')


assert Custom(1, b=2).__dict__ == {'a': 1, 'b': 2}
assert copy.deepcopy(name).__dict__.keys() == name.__dict__.keys()
assert ast.Constant(5).__reduce__() == (ast.Constant, (None,), {'value': 5})

# Parsing

tree = ast.parse('def f(a, /, b: int = 2, *c, **k) -> str:\n    return a + 1.5j, b"x", ...\n')
assert ast.dump(tree) == (
    "Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b', "
    "annotation=Name(id='int', ctx=Load()))], vararg=arg(arg='c'), kwarg=arg(arg='k'), defaults=[Constant(value=2)]), "
    "body=[Return(value=Tuple(elts=[BinOp(left=Name(id='a', ctx=Load()), op=Add(), right=Constant(value=1.5j)), "
    "Constant(value=b'x'), Constant(value=Ellipsis)], ctx=Load()))], returns=Name(id='str', ctx=Load()))])"
)
assert (tree.body[0].lineno, tree.body[0].end_lineno, tree.body[0].end_col_offset) == (1, 2, 30)
a, b = ast.parse('x; y').body
assert a.value.ctx is b.value.ctx
assert ast.unparse(tree).splitlines()[0] == 'def f(a, /, b: int=2, *c, **k) -> str:'
assert type(ast.parse('1', mode='eval')) is ast.Expression
assert ast.dump(ast.parse('(int, str) -> list', mode='func_type')).startswith('FunctionType(argtypes=[Name(')
commented = ast.parse('x = 1  # type: int\ny = 2  # type: ignore[foo]\n', type_comments=True)
assert commented.body[0].type_comment == 'int'
assert [(t.lineno, t.tag) for t in commented.type_ignores] == [(2, '[foo]')]
assert ast.dump(ast.parse('1 + 2 * 3', optimize=1)) == 'Module(body=[Expr(value=Constant(value=7))])'
assert ast.literal_eval('{"a": [1, -2.5, (3,), {4}], b"x": None, 1+2j: True}') == {
    'a': [1, -2.5, (3,), {4}],
    b'x': None,
    1 + 2j: True,
}

# Compiling trees


class Doubled(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)


namespace = {}
exec(compile(Doubled().visit(ast.parse('a = [x for x in (1, "b")]')), 'test', 'exec'), namespace)
assert namespace['a'] == [2, 'bb']

at = {'lineno': 1, 'col_offset': 0}


def value(constant):
    return eval(compile(ast.Expression(ast.Constant(constant, **at)), 'test', 'eval'))


for constant in (1, 2**70, -1, 1.5, 1 + 2j, 'x\U0001f40d', b'x', None, True, ..., (1, ('a', 2j)), frozenset({1})):
    assert value(constant) == constant and type(value(constant)) is type(constant)
assert compile(tree, 'test', 'exec', ast.PyCF_ONLY_AST) is tree


def module(*body):
    return compile(ast.Module(list(body), []), 'test', 'exec')


x = ast.Name('x', **at)
raises(TypeError, 'expected Module node, got Expr', compile, ast.Expr(x, **at), 'test', 'exec')
raises(TypeError, 'expected Expression node, got Module', compile, tree, 'test', 'eval')
raises(TypeError, 'required field "lineno" missing from stmt', module, ast.Pass())
raises(TypeError, 'required field "lineno" missing from stmt', module, 'pass')
raises(ValueError, 'None disallowed in statement list', module, None)
raises(ValueError, "field 'value' is required for Expr", module, ast.Expr(None, **at))
raises(TypeError, 'Assign field "targets" must be a list, not a tuple', module, ast.Assign((), x, **at))
raises(ValueError, 'empty targets on Assign', module, ast.Assign([], x, **at))
raises(ValueError, 'empty body on If', module, ast.If(x, [], **at))
raises(TypeError, 'AST identifier must be of type str', module, ast.Expr(ast.Name(1, **at), **at))
raises(ValueError, "invalid integer value: 'a'", module, ast.Pass(lineno='a', col_offset=0))
raises(TypeError, 'got an invalid type in Constant: list', value, [1])
raises(TypeError, 'got an invalid type in Constant: list', value, (1, []))
raises(
    ValueError,
    'expression must have Load context but has Store instead',
    module,
    ast.Expr(ast.Name('x', ast.Store(), **at), **at),
)
raises(ValueError, "identifier field can't represent 'None' constant", module, ast.Expr(ast.Name('None', **at), **at))
raises(ValueError, 'AST node line range (5, 1) is not valid', module, ast.Pass(lineno=5, col_offset=0, end_lineno=1))
raises(
    ValueError,
    'line 1, column 5-0 is not a valid range',
    module,
    ast.Pass(lineno=1, col_offset=5, end_lineno=1, end_col_offset=0),
)
raises(ValueError, 'BoolOp with less than 2 values', module, ast.Expr(ast.BoolOp(ast.And(), [x], **at), **at))
raises(ValueError, 'Try has neither except handlers nor finalbody', module, ast.Try([ast.Pass(**at)], **at))
loop = ast.UnaryOp(ast.Not(), x, **at)
loop.operand = loop
raises(
    RecursionError,
    "maximum recursion depth exceeded while traversing 'expr' node",
    module,
    ast.Expr(loop, **at),
)
