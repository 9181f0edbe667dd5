"""Faults that were found by CPython's own tests of the language."""
import abc
import inspect
import subprocess
import sys

# A class has no __abstractmethods__ of its bases'.
seen = []


class Checked(metaclass=abc.ABCMeta):
    def __init_subclass__(cls):
        seen.append((hasattr(cls, '__abstractmethods__'), inspect.isabstract(cls)))


class Abstract(Checked):
    @abc.abstractmethod
    def f(self): pass


class Concrete(Abstract):
    def f(self): pass


class Child(Abstract): pass


assert seen == [(False, True), (False, False), (False, True)], seen
assert Concrete.__abstractmethods__ == frozenset() and Child.__abstractmethods__ == {'f'}
try:
    int.__abstractmethods__
    assert False
except AttributeError as e:
    assert str(e) == '__abstractmethods__', e

# An argument that is a cell is no variable in one.


class Base: pass


class Derived(Base):
    def meth(self):
        super()


def cell_of(x):
    def f():
        return x
    return f.__closure__[0]


try:
    Derived.meth(cell_of(Derived()))
    assert False
except TypeError as e:
    assert str(e) == 'super(type, obj): obj (instance of cell) is not an instance or subtype of type (Derived).', e


class Kept(Base):
    def meth(self):
        def inner():
            return self
        return super(), inner()


assert Kept().meth()[0].__self_class__ is Kept

# What join calls must not resize the bytearray.
separator = bytearray(b',')


def items():
    for i in range(3):
        separator.append(1)
        yield b'a'


try:
    separator.join(items())
    assert False
except BufferError as e:
    assert str(e) == 'Existing exports of data: object cannot be re-sized', e
separator.append(1)
assert separator == b',\x01'

# The signature of type itself is not known.
try:
    inspect.signature(type)
    assert False
except ValueError:
    pass
assert type.__text_signature__ is None

# -X cpu_count counts for the process too.
code = 'import os; print(os.cpu_count(), os.process_cpu_count())'
assert subprocess.check_output([sys.executable, '-X', 'cpu_count=4321', '-c', code]) == b'4321 4321\n'

# What stands in the place of super gets what the program gives it.


class MySuper:
    def __init__(self, *args):
        self.msg = len(args)


class Shadowed:
    def bare(self):
        return super().msg

    def full(self):
        return super(Shadowed, self).msg


super = MySuper
for _ in range(300):
    assert Shadowed().bare() == 0 and Shadowed().full() == 2
del super


# A built-in method that is bound can be __new__.
class Made:
    __new__ = int.__subclasscheck__


assert Made() is False
