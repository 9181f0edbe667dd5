"""Types whose instances only the interpreter makes cannot be called."""

import types

kinds = [iter(''), iter('\u1234'), iter([]), iter(()), iter({}), iter({}.values()), iter({}.items()), iter(set()), iter(b'')]
kinds += [iter(bytearray()), iter(range(1)), iter(range(10**20)), iter(memoryview(b'')), reversed([]), reversed({}), iter(int, 1)]
kinds += [{}.keys(), {}.values(), (i for i in ()), None, NotImplemented, ...][:3]
for w in kinds:
    for args in [(), ([],)]:
        try:
            type(w)(*args)
        except TypeError as e:
            assert str(e) == f"cannot create '{type(w).__name__}' instances", e
        else:
            assert False, type(w)
assert type(types.SimpleNamespace()) is types.SimpleNamespace and type(object()) is object
