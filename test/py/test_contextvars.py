"""Context variables, contexts and tokens."""

import contextvars

v = contextvars.ContextVar('v', default=1)
u = contextvars.ContextVar('u')
assert v.get() == 1
try:
    u.get()
except LookupError as e:
    assert e.args == (u,)
assert u.get(5) == 5
token = v.set(2)
assert v.get() == 2 and token.old_value is contextvars.Token.MISSING and token.var is v
context = contextvars.copy_context()


def inside():
    v.set(3)
    u.set(4)
    return v.get(), u.get()


assert context.run(inside) == (3, 4)
assert v.get() == 2 and u.get(None) is None
assert context[v] == 3 and len(context) == 2 and u in context and context.get(u) == 4
v.reset(token)
assert v.get() == 1
try:
    v.reset(token)
except RuntimeError as e:
    assert str(e).endswith('has already been used once')
try:
    context.run(context.run, inside)
except RuntimeError as e:
    assert str(e).startswith('cannot enter context: <')
assert sorted(x.name for x in context) == ['u', 'v']
assert repr(v).startswith("<ContextVar name='v' default=1 at 0x")
