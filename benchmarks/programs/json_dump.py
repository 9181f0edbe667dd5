"""JSON, writing: `json.dumps` on nested documents, compact, indented and with sorted keys.

In CPython the work is done in C: this asks how good an implementation's own library code is.
"""

import json

SIZE = 1600         # documents
QUICK = 3


def document(i):
    return {
        'id': i,
        'name': 'item number %d' % i,
        'price': i * 1.25 + 0.1,
        'tags': ['alpha', 'beta \u00e9\u4e2d', 'quote " and \\ back', 'line\nbreak'],
        'active': i % 2 == 0,
        'parent': None,
        'matrix': [[x * y for x in range(10)] for y in range(10)],
        'ratios': [k / 7 for k in range(40)],
        'nested': {'level%d' % k: {'left': k, 'right': -k, 'text': 'x' * k} for k in range(12)},
    }


def run(size):
    documents = [document(i) for i in range(size)]
    total = 0
    for item in documents:
        compact = json.dumps(item, separators=(',', ':'))
        pretty = json.dumps(item, indent=2)
        ordered = json.dumps(item, sort_keys=True, ensure_ascii=False)
        total += len(compact) + len(pretty) + len(ordered)
        assert '\u00e9' in ordered and '\u00e9' not in compact and '\\u00e9\\u4e2d' in compact
        assert compact.startswith('{"id":%d,"name":"item number ' % item['id']) and compact.endswith('}}}')
        assert pretty.count('\n') == pretty.count('\n ') + 1 and ordered.startswith('{"active": ')
    assert json.loads(compact) == json.loads(pretty) == json.loads(ordered) == documents[-1]
    assert total > 3000 * size
