def source():
    yield 1
    yield 2 / 0


def through(items):
    for item in items:
        yield item + 1


def delegate():
    yield from through(source())


total = sum(x for x in delegate())
