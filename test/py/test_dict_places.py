"""Dicts of many keys: short and long strings, numbers and tuples in one table, keys that are removed and come again."""


def model_check(keys, rounds, seed):
    d = {}
    order = []
    values = {}
    state = seed
    for i in range(rounds):
        state = state * 48271 % 2147483647
        key = keys[state % len(keys)]
        state = state * 48271 % 2147483647
        what = state % 5
        found = [k for k in order if k == key] if len(order) < 40 else None
        if found is not None:
            assert (key in d) == bool(found)
        if what < 3:
            if key not in d:
                order.append(key)
            d[key] = i
            values[repr(key)] = i
        elif key in d:
            assert d.pop(key) == values.pop(repr(key))
            order.remove(key)
        else:
            assert d.get(key, 'none') == 'none' and repr(key) not in values
    assert list(d) == order and len(d) == len(order)
    for key in keys:
        assert d.get(key) == values.get(repr(key))
    assert d == dict(zip(order, [values[repr(k)] for k in order]))


def test_against_a_list():
    short = ['k%d' % i for i in range(300)]
    long = ['a long key of more than twelve characters %d' % i for i in range(100)]
    numbers = [i * 2 ** 20 for i in range(100)] + [-i for i in range(1, 50)] + [2 ** 60 + i for i in range(20)]
    others = [(i, 'x') for i in range(60)] + [None, 1.5, b'x', '\U0001f600', '\ud800']
    for keys in (short, long, numbers, short + long + numbers, others + short, short[:10] + long, numbers[:20] + others):
        for seed in (1, 77):
            model_check(keys, 3000, seed)


def test_few_short_keys_among_many_long_ones():
    d = {'a': 0}
    for i in range(20):
        d['b%d' % i] = i
    for i in range(5000):
        d['another long key, not in the table %d' % i] = i
        if i % 500 == 0:
            d['s%d' % i] = i
            d[i] = -i
    for i in range(5000):
        assert d['another long key, not in the table %d' % i] == i
        if i % 500 == 0:
            assert d['s%d' % i] == i and d[i] == -i
    assert d['a'] == 0 and [d['b%d' % i] for i in range(20)] == list(range(20))
    for i in range(4990):
        del d['another long key, not in the table %d' % i]
    for i in range(40):
        d['t%d' % i] = d.pop('t%d' % (i - 1), i)
    assert d['t39'] == 0 and 't38' not in d and d['s4500'] == 4500 and len(d) == 1 + 20 + 10 + 10 + 10 + 1


def test_removed_and_added_again():
    d = {i: i for i in range(20)}
    for i in range(20, 20000):
        del d[i - 20]
        d[i] = i
    assert list(d) == list(range(19980, 20000)) and 5 not in d and 19980 in d
    d = {}
    for i in range(40):
        d['x%d' % i] = i
    for i in range(39):
        del d['x%d' % i]
    for i in range(100):
        d['y'] = i
        del d['y']
    assert d == {'x39': 39}


test_against_a_list()
test_few_short_keys_among_many_long_ones()
test_removed_and_added_again()
