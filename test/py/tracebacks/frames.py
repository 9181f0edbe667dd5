class Body:
    items = [lambda: undefined_in_lambda]

    @property
    def prop(self):
        return [f() for f in self.items]

    def __iter__(self):
        yield from (x.prop for x in [self])

    def __enter__(self):
        return next(iter(self))

    def __exit__(self, *args):
        pass


def decorated(function):
    def wrapper(*args):
        return function(*args)
    return wrapper


@decorated
def enter():
    with Body() as b:
        return b


async def coroutine():
    return await inner()


async def inner():
    return enter()


class Local:
    coroutine().send(None)
