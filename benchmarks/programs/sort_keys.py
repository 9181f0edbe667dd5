"""Sorting with keys: records by attribute, by tuple, by a comparison function, by strings, and numbers without a key.

`list.sort` calls back into Python for every key, and compares floats, strings and tuples; stability is checked.
"""

from functools import cmp_to_key
from operator import attrgetter, itemgetter

SIZE = 50000        # records
QUICK = 200


class Record:
    def __init__(self, serial, number):
        self.serial = serial
        self.group = number % 100
        self.weight = (number >> 8) / 1000.0
        self.name = 'n%05d' % (number % 50021)


def make(count):
    records = []
    state = 987654321
    for serial in range(count):
        state = state * 48271 % 2147483647
        records.append(Record(serial, state))
    return records


def compare(a, b):
    if a.group != b.group:
        return -1 if a.group < b.group else 1
    if a.weight != b.weight:
        return 1 if a.weight < b.weight else -1
    return 0


def run(size):
    records = make(size)
    by_group = sorted(records, key=lambda r: r.group)
    for a, b in zip(by_group, by_group[1:]):
        assert a.group < b.group or a.group == b.group and a.serial < b.serial
    backwards = sorted(records, key=attrgetter('group'), reverse=True)
    for a, b in zip(backwards, backwards[1:]):
        assert a.group > b.group or a.group == b.group and a.serial < b.serial
    by_name = sorted(records, key=lambda r: r.name)
    names = sorted([r.name for r in records])
    assert [r.name for r in by_name] == names
    pairs = sorted([(r.group, r.name, r.serial) for r in records])
    by_steps = sorted(by_name, key=lambda r: r.group)
    assert [p[:2] for p in pairs] == [(r.group, r.name) for r in by_steps]
    assert sorted(pairs, key=itemgetter(2)) == [(r.group, r.name, r.serial) for r in records]
    half = records[:size // 2]
    by_function = sorted(half, key=cmp_to_key(compare))
    assert by_function == sorted(half, key=lambda r: (r.group, -r.weight))
    weights = [r.weight for r in records]
    weights.sort()
    weights.reverse()
    weights.sort()
    assert all([a <= b for a, b in zip(weights, weights[1:])])
