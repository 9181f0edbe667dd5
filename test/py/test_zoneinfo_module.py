# zoneinfo: zones from files and rules.
import io
import pickle
import struct
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo


def tzif(times, indices, types, rule):
    """A TZif file: types are (offset, is summer, name)."""
    names = b''.join(n.encode() + b'\0' for _, _, n in types)

    def block(width, version):
        head = struct.pack('>4sc15x6l', b'TZif', version, 0, 0, 0, len(times), len(types), len(names))
        body = struct.pack(f'>{len(times)}{width}', *times) + bytes(indices)
        place = 0
        for offset, summer, name in types:
            body += struct.pack('>lBB', offset, summer, place)
            place += len(name) + 1
        return head + body + names
    return block('l', b'2') + block('q', b'2') + b'\n' + rule.encode() + b'\n'


def zone(*args, key=None):
    return ZoneInfo.from_file(io.BytesIO(tzif(*args)), key)


ruled = zone([], [], [(3600, 0, 'CET')], 'CET-1CEST,M3.5.0,M10.5.0/3')
d = datetime(2024, 7, 1, 12, tzinfo=ruled)
assert d.utcoffset() == timedelta(hours=2) and d.dst() == timedelta(hours=1) and d.tzname() == 'CEST'
d = datetime(2024, 12, 1, 12, tzinfo=ruled)
assert d.utcoffset() == timedelta(hours=1) and d.dst() == timedelta(0) and d.tzname() == 'CET'

# The hour that is shown twice, and the one that is skipped.
assert datetime(2024, 10, 27, 2, 30, tzinfo=ruled).tzname() == 'CEST'
assert datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ruled).tzname() == 'CET'
assert datetime(2024, 3, 31, 2, 30, tzinfo=ruled).tzname() == 'CET'
assert datetime(2024, 3, 31, 2, 30, fold=1, tzinfo=ruled).tzname() == 'CEST'
for hour, clock, fold in ((0, 2, 0), (1, 2, 1), (2, 3, 0)):
    w = datetime(2024, 10, 27, hour, 30, tzinfo=timezone.utc).astimezone(ruled)
    assert (w.hour, w.minute, w.fold) == (clock, 30, fold), w
    assert w.astimezone(timezone.utc) == datetime(2024, 10, 27, hour, 30, tzinfo=timezone.utc)

# Transitions of the file come before the rule.
types = [(-1000, 0, 'LMT'), (0, 0, 'A'), (7200, 1, 'B')]
changed = zone([0, 86400], [1, 2], types, '')
assert datetime(1969, 12, 31, tzinfo=changed).tzname() == 'LMT'
assert datetime(1970, 1, 1, 12, tzinfo=changed).tzname() == 'A'
assert datetime(1980, 1, 1, tzinfo=changed).tzname() == 'B'
assert datetime(1980, 1, 1, tzinfo=changed).dst() == timedelta(hours=2)
assert datetime(1970, 1, 1, 23, tzinfo=timezone.utc).astimezone(changed).tzname() == 'A'
assert time(1, tzinfo=changed).utcoffset() is None

fixed = zone([], [], [(19800, 0, 'IST')], 'IST-5:30', key='Here')
assert time(1, tzinfo=fixed).utcoffset() == timedelta(hours=5, minutes=30) and fixed.key == 'Here' and str(fixed) == 'Here'
assert repr(zone([], [], [(0, 0, 'X')], '<+03>-3')).startswith('zoneinfo.ZoneInfo.from_file(<_io.BytesIO object at ')
assert datetime(2024, 1, 1, tzinfo=zone([], [], [(0, 0, 'X')], '<+03>-3')).tzname() == '+03'


def raised(f, *args):
    try:
        f(*args)
    except Exception as e:
        return type(e).__name__
    return None


for bad in ('X', 'AAA', 'AAA25', 'AAA3BBB,M13.1.1,M1.1.1', 'AAA3BBB,J0,J5', 'AAA3BBB', 'AAA3BBB,M1.1.1'):
    assert raised(zone, [], [], [(0, 0, 'X')], bad) == 'ValueError', bad
assert raised(pickle.dumps, fixed) == 'PicklingError'
assert raised(ZoneInfo, 'No/Such') == 'ZoneInfoNotFoundError'
assert raised(ZoneInfo, '../x') == 'ValueError'
assert raised(fixed.fromutc, datetime(2024, 1, 1)) == 'ValueError' and raised(fixed.utcoffset, 5) == 'AttributeError'
