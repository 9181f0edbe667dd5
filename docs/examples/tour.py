"""A short tour of what Typhon runs: classes, generators, closures, pattern matching, errors.

Run it with `npm start`, or `packages/cli/bin/typhon docs/examples/tour.py`.
"""


class Account:
    """Money that remembers where it went."""

    opened = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []
        Account.opened += 1

    def __repr__(self):
        return f'Account({self.owner!r}, {self.balance})'

    @property
    def rich(self):
        return self.balance > 1_000

    def move(self, amount):
        if self.balance + amount < 0:
            raise ValueError(f'{self.owner} has only {self.balance}')
        self.balance += amount
        self.history.append(amount)
        return self


class Savings(Account):
    rate = 3

    def move(self, amount):
        super().move(amount)
        return self

    def years(self):
        """Yield (year, balance) for ever."""
        year = 0
        while True:
            year += 1
            self.balance = self.balance * (100 + self.rate) // 100
            yield year, self.balance


def primes():
    """The prime numbers, by a sieve that grows."""
    composites = {}
    n = 2
    while True:
        factor = composites.pop(n, None)
        if factor is None:
            composites[n * n] = n
            yield n
        else:
            multiple = n + factor
            while multiple in composites:
                multiple += factor
            composites[multiple] = factor
        n += 1


def describe(value):
    match value:
        case [first, *rest]:
            return f'a list of {1 + len(rest)} that starts with {first}'
        case {'name': name}:
            return f'something called {name}'
        case Account(owner=owner, balance=balance) if balance > 500:
            return f'{owner}, who has {balance}'
        case int() | float():
            return 'a number'
        case _:
            return 'something else'


def counter():
    count = 0

    def tick():
        nonlocal count
        count += 1
        return count

    return tick


print('== classes ==')
ada = Savings('Ada', 900).move(250)
print(ada, 'rich' if ada.rich else 'not rich', ada.history)
for year, balance in ada.years():
    if year > 3:
        break
    print('year', year, 'balance', balance)

print('== generators ==')
stream = primes()
print([next(stream) for _ in range(15)])
print(sum(n * n for n in range(1, 101)), 2 ** 100)

print('== matching ==')
for thing in ([1, 2, 3], {'name': 'Typhon'}, ada, 2.5, None):
    print(describe(thing))

print('== closures ==')
tick = counter()
tick()
print(tick(), tick())

print('== errors ==')
try:
    try:
        ada.move(-10_000)
    except ValueError as low:
        raise RuntimeError('the transfer failed') from low
except RuntimeError as error:
    print('caught:', error, 'because', error.__cause__)
    line = error.__traceback__.tb_lineno
    print('raised in line', line)

try:
    raise ExceptionGroup('two things', [KeyError('key'), TypeError('type')])
except* KeyError as group:
    print('the keys:', group.exceptions)
except* TypeError as group:
    print('the types:', group.exceptions)
