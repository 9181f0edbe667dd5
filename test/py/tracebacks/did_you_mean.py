import sys


def show(function, *args):
    """Prints what an uncaught exception would print."""
    try:
        function(*args)
    except BaseException:
        sys.__excepthook__(*sys.exc_info())
    else:
        print("no exception", file=sys.stderr)
    print("-" * 20, file=sys.stderr)


import collections


class Animal:
    legs = 4

    def __init__(self):
        self.colour = 'brown'
        self._private = 1

    def speak(self):
        return speek

    def walk(self):
        return legs

    def run(self):
        return self.wlak()

    def paint(self):
        return colour

    def color(self):
        return self.coler


def local_names():
    measure = 1
    return mesure


def nested():
    counter_value = 1

    def inner():
        return counter_vaule + counter_value
    return inner()


def too_different():
    return zzzzzzzzzzzz


def unbound():
    print(valeu)
    value = 1


animal = Animal()
show(lambda: prnt('x'))
show(lambda: pritn)
show(lambda: animal.legz)
show(lambda: animal.speek())
show(animal.speak)
show(animal.walk)
show(animal.run)
show(animal.paint)
show(animal.color)
show(lambda: animal.private)
show(lambda: Animal.leg)
show(lambda: 'text'.uper())
show(lambda: [].apend(1))
show(lambda: collections.namedtuplee)
show(lambda: sys.versoin)
show(lambda: math.sqrt(2))
show(lambda: itertools)
show(local_names)
show(nested)
show(too_different)
show(unbound)
show(exec, 'from modules.names import visible_nmae')
show(exec, 'from sys import argw')
show(exec, 'import colections')
show(lambda: abs(nun=1))
show(lambda: sorted([1], keey=None))
show(lambda: local_names(1))


def keyword(first, second=2, *, third=3):
    pass


show(lambda: keyword(1, secund=2))
show(lambda: keyword(1, thrid=2))
show(lambda: keyword(1, nothing_like_it=2))


class Explicit:
    def __getattr__(self, name):
        raise AttributeError(f'no {name} here', name=name, obj=self)

    volume = 1


class Plain:
    volumn = 1

    def __getattr__(self, name):
        raise AttributeError(f'no {name} here')


show(lambda: Explicit().volumn)
show(lambda: Plain().volume)
try:
    {}.foo
except AttributeError as e:
    error = e
show(lambda: error.nam)
