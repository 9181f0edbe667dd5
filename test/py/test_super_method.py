"""Methods called through `super`, and places that meet objects of many classes: in the interpreter, and in compiled code after some rounds."""


class Base:
    def f(self, x=1, *, k=0):
        return "Base", x, k

    @classmethod
    def of_class(cls):
        return "of class", cls.__name__

    @staticmethod
    def static():
        return "static"

    @property
    def computed(self):
        return lambda: "computed"

    builtin = len

    def __repr__(self):
        return "Base()"


class Derived(Base):
    def __new__(cls, *args):
        return super().__new__(cls)

    def __init__(self):
        super().__init__()
        self.x = 1

    def f(self, x=1, *, k=0):
        return super().f(x, k=k)

    def spread(self, *args):
        return super().f(*args)

    def given(self):
        return super(Derived, self).f(5)

    def of_class_from_object(self):
        return super().of_class()

    @classmethod
    def of_class(cls):
        return super().of_class()

    def static_one(self):
        return super().static()

    def computed_one(self):
        return super().computed()

    def builtin_one(self):
        return super().builtin("abc")

    def no_such(self):
        return super().nothing()

    def __repr__(self):
        return "of " + super().__repr__()


class More(Derived):
    def f(self, x=1, **kw):
        return ("More",) + super().f(x, **kw)


def derived_from(base):
    class D(base):
        def f(self):
            return super().f()

    return D


def message(f, *args):
    try:
        f(*args)
    except (TypeError, AttributeError) as e:
        return type(e).__name__ + ": " + str(e)


for i in range(600):
    for w in (Derived(), More()):
        name = type(w).__name__
        first = ("More",) if name == "More" else ()
        assert w.x == 1
        assert w.f(2, k=3) == first + ("Base", 2, 3)
        assert w.spread(7) == w.spread(7) == ("Base", 7, 0)
        assert w.given() == ("Base", 5, 0)
        assert w.of_class_from_object() == w.of_class() == type(w).of_class() == ("of class", name)
        assert w.static_one() == "static"
        assert w.computed_one() == "computed"
        assert w.builtin_one() == 3
        assert repr(w) == "of Base()"
        assert message(w.no_such) == "AttributeError: 'super' object has no attribute 'nothing'"
    assert derived_from(Base)().f() == derived_from(Derived)().f() == ("Base", 1, 0)
    assert derived_from(More)().f() == ("More", "Base", 1, 0)


# A class in the middle changes.
def f_of(w):
    return w.f()


w = More()
assert [f_of(w) for _ in range(600)][-1] == ("More", "Base", 1, 0)
kept = Base.f
Base.f = lambda self, x=1, k=0: ("new", x)
assert f_of(w) == ("More", "new", 1)
Base.f = kept
assert f_of(w) == ("More", "Base", 1, 0)


# What is given need not be an instance, and the first parameter may have become something else.
def through(x):
    return super(Derived, x).f()


for _ in range(300):
    for x, expected in (
        (Derived(), None),
        (More(), None),
        (3, "TypeError: super(type, obj): obj (instance of int) is not an instance or subtype of type (Derived)."),
        (Derived, "TypeError: Base.f() missing 1 required positional argument: 'self'"),
    ):
        assert message(through, x) == expected, message(through, x)


class Rebinds:
    def m(self):
        self = 3
        return super().m()


assert (
    message(Rebinds().m)
    == "TypeError: super(type, obj): obj (instance of int) is not an instance or subtype of type (Rebinds)."
)


# A method that an object has as its own attribute gets no receiver, though its class has the same one.
class Plain:
    def receiver(self=None):
        return self


class Heir(Plain):
    pass


def receiver_of(w):
    return w.receiver()


for w in [Plain(), Heir()] * 300:
    assert receiver_of(w) is w
w = Plain()
w.receiver = Plain.receiver
assert receiver_of(w) is None and receiver_of(w) is None


# More classes at one place than it remembers, and classes that change meanwhile.
kinds = [type("Kind%d" % i, (Plain,), {"number": i, "get": lambda self, i=i: i}) for i in range(12)]


def read(w):
    w.written = w.number
    return w.number, w.get(), w.written


for n in range(200):
    for i, kind in enumerate(kinds):
        assert read(kind()) == (i, i, i)
kinds[3].number = "three"
kinds[4].get = lambda self: "four"
for n in range(10):
    assert read(kinds[3]()) == ("three", 3, "three")
    assert read(kinds[4]()) == (4, "four", 4)
    assert read(kinds[5]()) == (5, 5, 5)
