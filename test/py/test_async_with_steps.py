"""`async with`, whose coroutines compiled code runs where they are made: those that suspend, fail, take their arguments in other ways."""

import sys
import traceback


class Suspend:
    def __await__(self):
        return (yield 'suspended')


class Plain:
    def __init__(self, log):
        self.log = log

    async def __aenter__(self):
        self.log.append('enter')
        return self

    async def __aexit__(self, kind, value, tb):
        self.log.append(('exit', kind and kind.__name__))


class Any(Plain):
    async def __aexit__(self, *error):
        self.log.append(('any', len(error), error[0] and error[0].__name__))
        return True


class Slow(Plain):
    async def __aenter__(self):
        self.log.append(await Suspend())
        return 7

    async def __aexit__(self, kind, value=None, tb=None):
        self.log.append(await Suspend())


class FailsToEnter(Plain):
    async def __aenter__(self):
        raise KeyError('enter')


class FailsToExit(Plain):
    async def __aexit__(self, *error):
        raise ValueError('exit')


class NoCoroutine(Plain):
    def __aenter__(self):
        self.log.append('made')
        return Suspend()

    def __aexit__(self, *error):
        return Suspend()


class Static:
    @staticmethod
    async def __aenter__():
        return 'static'

    async def __aexit__(self, *error):
        return None


async def use(manager, fails):
    async with manager as got:
        if fails:
            raise LookupError('body')
    return got


async def many(kind, n, fails):
    log = []
    for i in range(n):
        try:
            async with kind(log) as got:
                log.append(got == 7)
                if fails:
                    raise LookupError(i)
        except (LookupError, ValueError) as e:
            log.append((type(e).__name__, type(e.__context__).__name__))
    return log


def drive(coroutine):
    sent = None
    count = 0
    try:
        while True:
            assert coroutine.send(sent) == 'suspended'
            count += 1
            sent = count
    except StopIteration as e:
        return count, e.value


plain = ['enter', False, ('exit', None)]
assert drive(many(Plain, 300, False)) == (0, plain * 300)
assert drive(many(Plain, 300, True)) == (0, ['enter', False, ('exit', 'LookupError'), ('LookupError', 'NoneType')] * 300)
assert drive(many(Any, 300, False)) == (0, ['enter', False, ('any', 3, None)] * 300)
assert drive(many(Any, 300, True)) == (0, ['enter', False, ('any', 3, 'LookupError')] * 300)
count, log = drive(many(Slow, 300, False))
assert count == 600 and log == [x for i in range(300) for x in (2 * i + 1, True, 2 * i + 2)]
assert drive(many(FailsToEnter, 300, False)) == (0, [('KeyError', 'NoneType')] * 300)
assert drive(many(FailsToExit, 300, False)) == (0, ['enter', False, ('ValueError', 'NoneType')] * 300)
assert drive(many(FailsToExit, 300, True)) == (0, ['enter', False, ('ValueError', 'LookupError')] * 300)
count, log = drive(many(NoCoroutine, 300, False))
assert count == 600 and log == [x for i in range(300) for x in ('made', 2 * i + 1 == 7)]

for i in range(300):
    assert drive(use(Static(), False)) == (0, 'static')
    assert drive(use(Plain([]), False))[0] == 0
    try:
        drive(use(FailsToExit([]), True))
    except ValueError as e:
        names = [f.name for f in traceback.extract_tb(e.__traceback__)]
        assert names == ['<module>', 'drive', 'use', '__aexit__'], names
    else:
        assert False
for wrong in (1, Suspend()):
    for i in range(3):
        try:
            drive(use(wrong, False))
        except TypeError as e:
            assert 'asynchronous context manager protocol' in str(e), e
        else:
            assert False


class Looks(Plain):
    async def __aenter__(self):
        f = sys._getframe()
        self.log.append((f.f_code.co_name, f.f_back.f_code.co_name))
        return self

    async def __aexit__(self, *error):
        f = sys._getframe()
        self.log.append((f.f_code.co_name, f.f_back.f_code.co_name, f.f_back.f_lineno - f.f_back.f_code.co_firstlineno))


assert drive(many(Looks, 200, False)) == (0, [('__aenter__', 'many'), False, ('__aexit__', 'many', 4)] * 200)


class Bare:
    pass


class Counted:
    made = 0

    def __new__(cls):
        cls.made += 1
        return object.__new__(cls)


def instances(n):
    return [type(Bare()).__name__ for _ in range(n)], [Counted() for _ in range(n)]


assert instances(300)[0] == ['Bare'] * 300 and Counted.made == 300
Bare.__init__ = lambda self: setattr(self, 'seen', 1)
assert [Bare().seen for _ in range(200)] == [1] * 200
