"""Loops over instances whose attributes are in their `__dict__`, since somebody has asked for it."""

ROUNDS = 3000


class Account:
    rate = 2
    limit = property(lambda self: 1000)

    def __init__(self, i):
        self.name = 'n%d' % i
        self.total = i

    def worth(self):
        return self.total * self.rate

    def same(self, other):
        return (self.name, self.total) == (other.name, other.total)


def copied(account):
    made = Account.__new__(Account)
    made.__dict__.update(vars(account))
    return made


def worth_of(accounts, rounds=ROUNDS):
    total = 0
    for i in range(rounds):
        account = accounts[i % len(accounts)]
        total += account.worth() + account.limit - account.total
    return total


def test_attributes_and_methods():
    accounts = [Account(i) for i in range(50)]
    others = [copied(a) for a in accounts]
    wanted = sum([i % 50 + 1000 for i in range(ROUNDS)])
    assert worth_of(others) == wanted and worth_of(accounts) == wanted
    count = 0
    for i in range(ROUNDS):
        count += accounts[i % 50].same(others[(i + i % 7 // 6) % 50])
    assert count == sum([i % 7 != 6 for i in range(ROUNDS)])


def test_what_the_instance_has_comes_first():
    others = [copied(Account(i)) for i in range(50)]
    worth_of(others)
    others[20].worth = lambda: 'own'
    others[30].rate = 5
    vars(others[40])['limit'] = 'hidden by the property'
    seen = []
    for i in range(ROUNDS):
        other = others[i % 50]
        worth = other.worth()
        if worth != other.total * 2:
            seen.append((i, worth))
        assert other.limit == 1000
    assert seen == [(i, 'own' if i % 50 == 20 else 150) for i in range(ROUNDS) if i % 50 in (20, 30)]


def test_attributes_come_and_go():
    others = [copied(Account(i)) for i in range(50)]
    missing = 0
    for i in range(ROUNDS):
        other = others[i % 50]
        try:
            assert other.name == 'n%d' % (i % 50)
        except AttributeError as e:
            assert e.obj is other and e.name == 'name'
            missing += 1
            other.name = 'n%d' % (i % 50)
            assert list(vars(other)) == ['total', 'name']
        if i % 100 == 99:
            del others[(i * 7) % 50].name
    assert missing == ROUNDS // 100 - 1, missing


class Keyed(dict):
    def __getitem__(self, key):
        raise AssertionError('not asked')


class Text(str):
    """A str as a key whose comparison is its own."""

    asked = 0

    def __eq__(self, other):
        Text.asked += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_other_dicts():
    others = [copied(Account(i)) for i in range(50)]
    worth_of(others)
    others[10].__dict__ = Keyed(name='keyed', total=7)
    others[11].__dict__ = {Text('total'): 8}
    others[12].__dict__ = {'a%d' % k: k for k in range(30)} | {'total': 9}
    others[13].__dict__ = {'total': 10, 'name': 'turned'}
    before = Text.asked
    total = 0
    for i in range(ROUNDS):
        total += others[i % 50].total
    assert total == sum([{10: 7, 11: 8, 12: 9, 13: 10}.get(i % 50, i % 50) for i in range(ROUNDS)])
    assert Text.asked > before
    assert worth_of(others) == sum([{10: 7, 11: 8, 12: 9, 13: 10}.get(i % 50, i % 50) + 1000 for i in range(ROUNDS)])


def test_values_that_change_under_the_loop():
    other = copied(Account(1))
    d = vars(other)
    total = 0
    for i in range(ROUNDS):
        d['total'] = i
        total += other.total
        other.total = -i
        total += d['total'] + other.total
    assert total == -sum(range(ROUNDS))


def test_classes_that_change():
    class Base:
        def who(self):
            return 1
    made = []
    for i in range(20):
        b = Base()
        b.x = i
        vars(b)
        made.append(b)
    found = []
    for i in range(ROUNDS):
        if i == ROUNDS - 500:
            Base.who = lambda self: 2
        if i == ROUNDS - 200:
            Base.x = property(lambda self: 'property')
        b = made[i % 20]
        found.append((b.who(), b.x))
    for i, pair in enumerate(found):
        assert pair == (1 if i < ROUNDS - 500 else 2, i % 20 if i < ROUNDS - 200 else 'property'), (i, pair)


def test_functions_with_attributes():
    def f():
        return 1
    f.calls = 0
    vars(f)
    for i in range(ROUNDS):
        f.calls += f()
    assert f.calls == ROUNDS == f.__dict__['calls']


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
