"""Loops over instances of classes that are made anew in each call: what they find there, and what becomes of what is changed or raised."""


class Base:
    kind = 'base'

    def twice(self):
        return self.value * 2

    @property
    def negative(self):
        return -self.value


def run(i, rounds):
    class Made(Base):
        step = i

        def __init__(self, value):
            self.value = value

        def __add__(self, other):
            return Made(self.value + other.value)

        def __call__(self, x):
            return self.value + x + self.step

        def twice(self):
            return super().twice() + i

        @classmethod
        def of(cls, value):
            return cls(value)

    class Bare:
        pass

    total = 0
    one = Made(1)
    for k in range(rounds):
        made = Made(k)
        total += (made + one).value + made(k) + made.twice() + made.negative + Made.step
        assert type(made) is Made and isinstance(made, Base) and isinstance(made, Made) and not isinstance(made, Bare)
        assert made and Made.of(k).value == k
        made.value = total
        made.more = k
        bare = Bare()
        bare.value = made
        total += bare.value.more + len(made.kind)
        if k == rounds - 1:
            # What was found may change.
            Made.twice = Base.twice
            Made.kind = 'other'
            assert made.twice() == made.value * 2 and made.kind == 'other' and Base.kind == 'base'
            try:
                made.missing
            except AttributeError as e:
                assert str(e) == "'Made' object has no attribute 'missing'", e
                assert e.obj is made
            try:
                Made()
            except TypeError as e:
                assert str(e) == "run.<locals>.Made.__init__() missing 1 required positional argument: 'value'", e
            try:
                made + 1
            except AttributeError as e:
                assert e.__traceback__.tb_next.tb_frame.f_code.co_name == '__add__'
            else:
                assert False
    return total


def expected(i, rounds):
    total = 0
    for k in range(rounds):
        total += k + 1 + k + k + i + 2 * k + i - k + i
        total += k + 4
    return total


for i in range(120):
    assert run(i, 30) == expected(i, 30), i
for i in range(3):
    assert run(i, 6000) == expected(i, 6000), i


# Classes that are made late, but come again.

def each(things, rounds):
    total = 0
    for _ in range(rounds):
        for thing in things:
            total += thing.get() + thing.number
    return total


def kinds(count):
    out = []
    for n in range(count):
        class Kind:
            number = n

            def get(self):
                return self.number * 2
        out.append(Kind())
    return out


for count in (1, 2, 5, 40, 10):
    assert each(kinds(count), 3000) == 3 * 3000 * sum(range(count))
