"""__name__ and __qualname__ of generators, coroutines and classes: set to strings, never deleted."""


def generator():
    yield


async def coroutine():
    pass


async def async_generator():
    yield


class Class:
    pass


def message(f):
    try:
        f()
    except TypeError as e:
        return str(e)


c = coroutine()
for w in (generator(), c, async_generator(), Class):
    w.__name__ = 'a'
    w.__qualname__ = 'b.a'
    assert (w.__name__, w.__qualname__) == ('a', 'b.a')
    for attribute in ('__name__', '__qualname__'):
        if w is Class:
            deleted = f"cannot delete '{attribute}' attribute of immutable type 'a'"
            wrong = f"can only assign string to a.{attribute}, not 'int'"
        else:
            deleted = wrong = f'{attribute} must be set to a string object'
        assert message(lambda: delattr(w, attribute)) == deleted
        assert message(lambda: setattr(w, attribute, 1)) == wrong
c.close()
