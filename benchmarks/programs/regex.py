"""Regular expressions over a log-like text: search, find all, named groups, substitution by function, look-around, split.

In CPython the matching is done in C: this asks how good an implementation's own matcher is.
"""

import re

SIZE = 6000         # lines of text
QUICK = 30

LINE = re.compile(r'(?P<host>\d{1,3}(?:\.\d{1,3}){3}) - (?P<user>\w+|-) \[(?P<when>[^\]]+)\] '
                  r'"(?P<verb>GET|POST|PUT) (?P<path>/\S*)" (?P<status>\d{3}) (?P<size>\d+|-)')
MAIL = re.compile(r'\b[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\b', re.IGNORECASE)
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
SPACES = re.compile(r'\s*[,;]\s*|\s+')
WORD_PAIR = re.compile(r'\b(\w+) \1\b')
NO_IMAGE = re.compile(r'/(?!img/)[a-z]+/\d+(?<!0)(?=\.html|/)')
CAMEL = re.compile(r'(?<=[a-z])([A-Z])')


def make(count):
    lines = []
    for i in range(count):
        verb = ('GET', 'POST', 'PUT')[i % 3]
        path = '/%s/%d.html' % (('img', 'page', 'user')[i % 3 - i % 2], i)
        lines.append('10.%d.%d.7 - %s [%02d/Nov/2026:10:00:%02d +0000] "%s %s" %d %s'
                     % (i % 256, i // 256, 'user%d' % i if i % 4 else '-', i % 28 + 1, i % 60, verb, path,
                        404 if i % 10 == 0 else 200, i * 13 if i % 5 else '-'))
        lines.append('  note%d: "said \\"hi\\" to Person.%d@Example-%d.co.uk", the the camelCaseWord%d ; end' % (i, i, i, i))
    return '\n'.join(lines)


def run(size):
    text = make(size)
    missing = 0
    sizes = 0
    users = set()
    for match in LINE.finditer(text):
        if match.group('status') == '404':
            missing += 1
        if match['size'] != '-':
            sizes += int(match['size'])
        if match['user'] != '-':
            users.add(match['user'])
    assert missing == (size + 9) // 10
    assert sizes == sum([i * 13 for i in range(size) if i % 5])
    assert len(users) == size - (size + 3) // 4
    mails = MAIL.findall(text)
    assert len(mails) == size and mails[-1] == 'Person.%d@Example-%d.co.uk' % (size - 1, size - 1)
    quoted = QUOTED.findall(text)
    assert len(quoted) == 2 * size
    assert len(WORD_PAIR.findall(text)) == size
    assert len(NO_IMAGE.findall(text)) == sum([1 for i in range(size) if (i % 3 - i % 2) != 0 and i % 10])
    snake = CAMEL.sub(lambda match: '_' + match.group(1).lower(), text)
    assert snake.count('camel_case_word') == size
    fields = 0
    for line in text.split('\n'):
        fields += len(SPACES.split(line.strip()))
    assert fields == 2 * 9 * size
