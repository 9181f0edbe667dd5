import sys

sys.setrecursionlimit(60)


def f():
    f()


f()
