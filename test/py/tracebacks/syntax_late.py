print('never printed, because the compiler sees the whole file first')


def f():
    x = 1
    def g():
        nonlocal y
    return x
