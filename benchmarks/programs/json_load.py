"""JSON, reading: `json.loads` on a text with every kind of value, escapes and nesting.

In CPython the work is done in C: this asks how good an implementation's own library code is.
"""

import json

SIZE = 1500         # texts
QUICK = 3


def text(i):
    """Written by hand, so that reading does not depend on this implementation's own writer."""
    entries = []
    for k in range(40):
        entries.append('{"key": %d, "name": "entry \\u00e9 \\"%d\\" \\ud83d\\ude00", "weight": %d.%03d, "on": %s, "off": null}'
                       % (k, i, k, k * 7, 'true' if k % 2 else 'false'))
    numbers = ', '.join([str(k * k - 1000) for k in range(60)])
    floats = ', '.join(['%d.5e-%d' % (k, k % 5) for k in range(60)])
    return '{"id": %d,\n  "entries": [%s],\n  "numbers": [%s],\n  "floats": [%s]}' % (i, ', '.join(entries), numbers, floats)


def run(size):
    texts = [text(i) for i in range(size)]
    for i, source in enumerate(texts):
        value = json.loads(source)
        assert value['id'] == i
        assert len(value['entries']) == 40
        entry = value['entries'][39]
        assert entry == {'key': 39, 'name': 'entry \u00e9 "%d" \U0001f600' % i, 'weight': 39.273, 'on': True, 'off': None}
        assert sum(value['numbers']) == sum([k * k - 1000 for k in range(60)])
        assert value['floats'][3] == 3.5e-3
