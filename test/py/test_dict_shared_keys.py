"""Dicts that were made with the keys of others, of instances and of JSON objects: what changes one changes no other."""

import functools
import json
import pickle


class Point:
    pass


def instances(count):
    made = []
    for i in range(3):
        p = Point()
        for k in range(count):
            setattr(p, 'a%d' % k, k * 10 + i)
        made.append(p)
    return [vars(p) for p in made]


def objects(count):
    return json.loads(json.dumps([{'a%d' % k: k * 10 + i for k in range(count)} for i in range(3)]))


class Key:
    """Equal to a str, and with its hash."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return 'Key(%r)' % self.text

    def __hash__(self):
        return hash(self.text)

    def __eq__(self, other):
        return other == self.text


def drop_in_loop(d):
    try:
        for key in d:
            del d[key]
    except RuntimeError as e:
        d['error'] = str(e)


CHANGES = [
    lambda d: d.__setitem__('new', 1), lambda d: d.__setitem__(7, 1), lambda d: d.__setitem__((1, 2), 1),
    lambda d: d.__setitem__(Key('new'), 1), lambda d: d.__delitem__('a0'), lambda d: d.pop('a0'), lambda d: d.popitem(),
    lambda d: d.clear(), lambda d: d.update(b=1, c=2), lambda d: d.setdefault('new', []), lambda d: d.setdefault('a0', []),
    lambda d: d.__ior__({'x': 1, 'a0': 2}), lambda d: d.__setitem__('a0', 'other'), lambda d: d.get(Key('a0')),
    lambda d: d.__setitem__(Key('a0'), 'other'), lambda d: d.__setitem__(None, 1), lambda d: d.__setitem__(1.5, 1),
    lambda d: d.__setitem__('\U0001f600', 1), drop_in_loop, lambda d: [d.popitem() for _ in range(len(d))],
    lambda d: [d.pop(key) for key in list(d)], lambda d: [d.__setitem__('n%d' % i, i) for i in range(20)],
    lambda d: (d.pop('a0'), d.__setitem__('a0', 5)), lambda d: d.update(d.copy()),
]


def test_changes():
    for make in instances, objects:
        for count in 1, 3, 4, 5, 7, 8, 9, 12:
            wanted = [{'a%d' % k: k * 10 + i for k in range(count)} for i in range(3)]
            for change in CHANGES:
                dicts = make(count)
                model = dict(list(wanted[1].items()))
                change(dicts[1])
                change(model)
                assert list(map(str, dicts[1])) == list(map(str, model)) and str(dicts[1].values()) == str(model.values())
                assert dicts[0] == wanted[0] and dicts[2] == wanted[2]
                assert list(dicts[0]) == list(wanted[0]) and list(dicts[2].items()) == list(wanted[2].items())
                later = make(count)
                assert later == wanted and [list(d) for d in later] == [list(d) for d in wanted]


def test_copies():
    for make in instances, objects:
        for count in 1, 4, 8, 9:
            first, second, _ = make(count)
            copied = first.copy()
            filled = {}
            filled.update(second)
            merged = first | {'z': 1}
            copied['x'] = 1
            del filled['a0']
            second['y'] = 2
            assert list(first) == ['a%d' % k for k in range(count)]
            assert list(copied) == [*first, 'x'] and list(second) == [*first, 'y'] and list(merged) == [*first, 'z']
            assert list(filled) == list(first)[1:]


def test_attributes_of_instances_whose_dicts_share_keys():
    a, b = Point(), Point()
    for p in a, b:
        p.x, p.y = 1, 2
    vars(a)
    vars(b)
    a.z = 3
    del b.x
    assert vars(a) == {'x': 1, 'y': 2, 'z': 3} and vars(b) == {'y': 2} and not hasattr(b, 'x') and not hasattr(b, 'z')
    c = Point()
    c.__dict__.update(vars(a))
    c.w = 4
    assert list(vars(a)) == ['x', 'y', 'z'] and list(vars(c)) == ['x', 'y', 'z', 'w']
    d = Point()
    d.x, d.y = 5, 6
    assert vars(d) == {'x': 5, 'y': 6}


class Asks:
    """Pickling it looks for a key with a comparison of its own in a dict."""

    def __init__(self, d):
        self.d = d

    def __reduce__(self):
        assert self.d.get(Key('x')) == 1
        return int, ()


class Takes:
    """Showing it removes a key from a dict."""

    def __init__(self, d):
        self.d = d

    def __repr__(self):
        self.d.pop('z', None)
        return 'Takes'


def test_changes_while_others_go_over_the_entries():
    p = Point()
    p.x, p.y, p.z = 1, None, 3
    d = vars(p)
    d['y'] = Asks(d)
    assert pickle.loads(pickle.dumps(d)) == {'x': 1, 'y': 0, 'z': 3}
    q = Point()
    q.x, q.y, q.z = 1, None, 3
    f = functools.partial(print)
    f.__setstate__((print, (), vars(q), {}))
    f.keywords['y'] = Takes(f.keywords)
    assert repr(f).endswith('x=1, y=Takes)') and list(f.keywords) == ['x', 'y']


for name, test in list(globals().items()):
    if name.startswith('test_'):
        test()
