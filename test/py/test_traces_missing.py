"""What is missing, or no object at all, where hot loops had met objects of several classes for long."""


class Node:
    def __init__(self, value, rest=None):
        self.value = value
        self.rest = rest


class Leaf:
    def __init__(self, value):
        self.value = value


class Other:
    __slots__ = ('value',)

    def __init__(self, value):
        self.value = value


def total(items):
    found = 0
    failed = []
    for i, item in enumerate(items):
        try:
            found += item.value
        except AttributeError as error:
            failed.append((i, str(error)))
    return found, failed


def mixed(n):
    return [(Node, Leaf, Other)[i % 7 % 3](i & 3) for i in range(n)]


def test_missing_after_long():
    items = mixed(20000)
    expected = sum(item.value for item in items)
    for _ in range(20):
        assert total(items) == (expected, [])
    strange = {50: None, 700: 'text', 701: None, 5000: 2**70, 5001: True, 9000: 1.5, 12000: None, 19999: len}
    for at, value in strange.items():
        expected -= items[at].value
        items[at] = value
    names = {at: type(value).__name__ for at, value in strange.items()}
    failed = [(at, f'{name!r} object has no attribute {"value"!r}') for at, name in names.items()]
    for _ in range(20):
        assert total(items) == (expected, failed)
    for at in strange:
        items[at] = Leaf(1)
    for _ in range(3):
        assert total(items) == (expected + len(strange), [])


def lengths(chains):
    found = 0
    for chain in chains:
        while chain.rest is not None:
            found += 1
            chain = chain.rest
    return found


def test_ends_of_chains():
    chains = []
    for n in range(3000):
        chain = Node(0)
        for _ in range(n % 5):
            chain = Node(1, chain)
        chains.append(chain)
    for _ in range(10):
        assert lengths(chains) == sum(n % 5 for n in range(3000))
    chains[2000] = None
    try:
        lengths(chains)
    except AttributeError as error:
        assert str(error) == "'NoneType' object has no attribute 'rest'"
    else:
        raise AssertionError
    del chains[2000]
    assert lengths(chains) == sum(n % 5 for n in range(3000))


def deleted(n, at):
    item = Node(1)
    found = 0
    for i in range(n):
        found += item.value
        if i == at:
            del item
    return found


def test_an_unbound_variable():
    for at in (5000, 1, 4999):
        try:
            deleted(6000, at)
        except UnboundLocalError as error:
            assert 'item' in str(error)
        else:
            raise AssertionError


for test in [value for name, value in list(globals().items()) if name.startswith('test_')]:
    test()
