"""The tour of the library: dataclasses, regular expressions, JSON, a traceback caught and printed.

Run it with `npm start -- docs/examples/library.py`, or `packages/cli/bin/typhon docs/examples/library.py`.
"""
import json
import re
import traceback
from collections import Counter
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import groupby

LOG = """\
2026-03-01 09:12 ada    opened   ledger.txt
2026-03-01 09:15 grace  opened   plan.md
2026-03-01 09:40 ada    saved    ledger.txt
2026-03-02 08:01 alan   opened   machine.txt
2026-03-02 08:30 grace  closed   plan.md
2026-03-02 08:31 grace  opened   compiler.md
"""


@dataclass(order=True)
class Event:
    day: str
    time: str
    who: str = field(compare=False)
    what: str = field(compare=False)
    file: str = field(compare=False)

    @cached_property
    def minutes(self):
        hours, minutes = self.time.split(':')
        return int(hours) * 60 + int(minutes)


LINE = re.compile(r'''(?x)
    (?P<day>  \d{4}-\d\d-\d\d) \s+
    (?P<time> \d\d:\d\d)       \s+
    (?P<who>  \w+)             \s+
    (?P<what> opened|saved|closed) \s+
    (?P<file> [\w.]+)
''')


def events(text):
    for number, line in enumerate(text.splitlines(), 1):
        found = LINE.fullmatch(line)
        if found is None:
            raise ValueError(f'line {number} is no event: {line!r}')
        yield Event(**found.groupdict())


print('== dataclasses and regular expressions ==')
log = sorted(events(LOG), reverse=True)
print(log[0])
print('busiest:', Counter(event.who for event in log).most_common(2))
for day, group in groupby(sorted(log), key=lambda event: event.day):
    times = [event.minutes for event in group]
    print(day, 'from', min(times), 'to', max(times))
print(re.sub(r'(\w+)\.(txt|md)', lambda m: f'{m[1].title()} ({m[2]})', 'ledger.txt and plan.md'))

print('== JSON ==')
text = json.dumps([asdict(event) for event in log[:1]], indent=2)
print(text)
print(json.loads(text)[0]['file'], json.dumps({'π': [1.5, None, True]}, ensure_ascii=False))
try:
    json.loads('[1, 2')
except json.JSONDecodeError as error:
    print('JSON:', error)

print('== a traceback ==')
try:
    list(events('2026-03-03 10:00 ada deleted everything'))
except ValueError:
    for line in traceback.format_exc().splitlines():
        print('|', re.sub(r'File ".*[/\\]', 'File "', line))
