# datetime: arithmetic, text, zones, pickles.
from datetime import *
import datetime as M, pickle, copy
assert repr((timedelta(1, 2, 3), timedelta(weeks=1, hours=-1.5), timedelta(microseconds=0.5), timedelta(microseconds=1.5), timedelta(days=0.1))) == '(datetime.timedelta(days=1, seconds=2, microseconds=3), datetime.timedelta(days=6, seconds=81000), datetime.timedelta(0), datetime.timedelta(microseconds=2), datetime.timedelta(seconds=8640))'
assert repr((timedelta(-1), str(timedelta(-1, 5)), str(timedelta(2, 3661, 5)), str(timedelta()), timedelta.max, timedelta.resolution)) == "(datetime.timedelta(days=-1), '-1 day, 0:00:05', '2 days, 1:01:01.000005', '0:00:00', datetime.timedelta(days=999999999, seconds=86399, microseconds=999999), datetime.timedelta(microseconds=1))"
assert repr((timedelta(1) * 3, 3 * timedelta(1), timedelta(1) * 0.3, timedelta(1) / 3, timedelta(1) / timedelta(hours=5), timedelta(1) / 0.7)) == '(datetime.timedelta(days=3), datetime.timedelta(days=3), datetime.timedelta(seconds=25920), datetime.timedelta(seconds=28800), 4.8, datetime.timedelta(days=1, seconds=37028, microseconds=571429))'
assert repr((timedelta(1) // timedelta(hours=5), timedelta(1) % timedelta(hours=5), divmod(timedelta(1), timedelta(hours=5)), timedelta(10) // 3)) == '(4, datetime.timedelta(seconds=14400), (4, datetime.timedelta(seconds=14400)), datetime.timedelta(days=3, seconds=28800))'
assert repr((-timedelta(1, 1), abs(timedelta(-1)), bool(timedelta(0)), timedelta(1) > timedelta(0, 5), timedelta(1) == timedelta(hours=24))) == '(datetime.timedelta(days=-2, seconds=86399), datetime.timedelta(days=1), False, True, True)'
assert repr((timedelta(1, 30).total_seconds(), hash(timedelta(1)) == hash(timedelta(hours=24)))) == '(86430.0, True)'
assert repr((date(2024, 2, 29), str(date(5, 1, 2)), date(2024, 2, 29).toordinal(), date.fromordinal(738945), date(2024, 12, 30).isocalendar())) == "(datetime.date(2024, 2, 29), '0005-01-02', 738945, datetime.date(2024, 2, 29), datetime.IsoCalendarDate(year=2025, week=1, weekday=1))"
assert repr((date(2024, 2, 29) + timedelta(366), date(2024, 3, 1) - date(2023, 3, 1), date(2024, 3, 1) - timedelta(1))) == '(datetime.date(2025, 3, 1), datetime.timedelta(days=366), datetime.date(2024, 2, 29))'
assert repr((date(2024, 2, 29).weekday(), date(2024, 2, 29).isoweekday(), date(2024, 2, 29).ctime(), date(2024, 2, 29).timetuple())) == "(3, 4, 'Thu Feb 29 00:00:00 2024', time.struct_time(tm_year=2024, tm_mon=2, tm_mday=29, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=3, tm_yday=60, tm_isdst=-1))"
assert repr((date(2024, 2, 29).replace(year=2020), date.fromisoformat('20240229'), date.fromisoformat('2024-W09-4'), date.fromisocalendar(2020, 53, 5))) == '(datetime.date(2020, 2, 29), datetime.date(2024, 2, 29), datetime.date(2024, 2, 29), datetime.date(2021, 1, 1))'
assert repr((date.min, date.max, date.resolution, date(1, 1, 1) < date(2, 1, 1), hash(date(2020, 1, 1)) == hash(date(2020, 1, 1)))) == '(datetime.date(1, 1, 1), datetime.date(9999, 12, 31), datetime.timedelta(days=1), True, True)'
assert repr((f'{date(2024, 2, 29):%d.%m.%Y}', format(date(2024, 2, 29)), date(24, 2, 9).strftime('%Y|%j|%U|%%|%f'))) == "('29.02.2024', '2024-02-29', '24|040|05|%|000000')"
assert repr((time(1, 2), time(1, 2, 3), time(1, 2, 3, 4), time(1, fold=1), time(1, 2, tzinfo=timezone.utc), str(time(1, 2, 3, 4)))) == "(datetime.time(1, 2), datetime.time(1, 2, 3), datetime.time(1, 2, 3, 4), datetime.time(1, 0, fold=1), datetime.time(1, 2, tzinfo=datetime.timezone.utc), '01:02:03.000004')"
assert repr((time(1, 2, 3, 456789).isoformat('milliseconds'), time(1, 2).isoformat('hours'), time(12, 30).strftime('%H-%M %p'), time.fromisoformat('T1234'))) == "('01:02:03.456', '01', '12-30 PM', datetime.time(12, 34))"
assert repr((time(1, tzinfo=timezone(timedelta(hours=1))) == time(0, tzinfo=timezone.utc), time(1) < time(2), time(1) == time(1, tzinfo=timezone.utc))) == '(True, True, False)'
assert repr((time.fromisoformat('04:23:01.000384+05:30'), time.fromisoformat('042301,5Z'), time(5).replace(minute=3))) == '(datetime.time(4, 23, 1, 384, tzinfo=datetime.timezone(datetime.timedelta(seconds=19800))), datetime.time(4, 23, 1, 500000, tzinfo=datetime.timezone.utc), datetime.time(5, 3))'
assert repr((datetime(2024, 2, 29, 12), datetime(2024, 2, 29, 12, 30, 15, 999), str(datetime(2024, 2, 29, 12)), datetime(2024, 1, 1, fold=1, tzinfo=timezone.utc))) == "(datetime.datetime(2024, 2, 29, 12, 0), datetime.datetime(2024, 2, 29, 12, 30, 15, 999), '2024-02-29 12:00:00', datetime.datetime(2024, 1, 1, 0, 0, fold=1, tzinfo=datetime.timezone.utc))"
assert repr((datetime(2024, 2, 29) + timedelta(days=1, seconds=-1), datetime(2024, 2, 29) - datetime(2024, 1, 1, 12), datetime(2024, 1, 1) - timedelta(microseconds=1))) == '(datetime.datetime(2024, 2, 29, 23, 59, 59), datetime.timedelta(days=58, seconds=43200), datetime.datetime(2023, 12, 31, 23, 59, 59, 999999))'
assert repr((datetime(2024, 1, 1, tzinfo=timezone.utc).timestamp(), datetime.fromtimestamp(0, timezone.utc), datetime.fromtimestamp(-1.5, timezone.utc), datetime.fromtimestamp(1e9 + 0.5, timezone(timedelta(hours=-5))))) == '(1704067200.0, datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), datetime.datetime(1969, 12, 31, 23, 59, 58, 500000, tzinfo=datetime.timezone.utc), datetime.datetime(2001, 9, 8, 20, 46, 40, 500000, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=68400))))'
assert repr((datetime(2024, 1, 1, 12, tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=5, minutes=30), 'IST')))) == "datetime.datetime(2024, 1, 1, 17, 30, tzinfo=datetime.timezone(datetime.timedelta(seconds=19800), 'IST'))"
assert repr((datetime(2024, 1, 1, 12, tzinfo=timezone.utc) == datetime(2024, 1, 1, 13, tzinfo=timezone(timedelta(hours=1))), datetime(2024, 1, 1) == date(2024, 1, 1))) == '(True, False)'
assert repr((hash(datetime(2024, 1, 1, 12, tzinfo=timezone.utc)) == hash(datetime(2024, 1, 1, 13, tzinfo=timezone(timedelta(hours=1)))))) == 'True'
assert repr((datetime.combine(date(2024, 1, 1), time(5, 6)), datetime(2024, 1, 1, 5).date(), datetime(2024, 1, 1, 5).time(), datetime(2024, 1, 1, 5, tzinfo=timezone.utc).timetz())) == '(datetime.datetime(2024, 1, 1, 5, 6), datetime.date(2024, 1, 1), datetime.time(5, 0), datetime.time(5, 0, tzinfo=datetime.timezone.utc))'
assert repr(([datetime.fromisoformat(s) for s in ('2024-01-01', '20240101T05', '2024-01-01 05:06', '2024-W01-1T05:06:07.123', '2024-01-01T05:06:07.1234567+01:00', '20240101T050607Z', '2024W011050607', '2024-01-01x05')])) == '[datetime.datetime(2024, 1, 1, 0, 0), datetime.datetime(2024, 1, 1, 5, 0), datetime.datetime(2024, 1, 1, 5, 6), datetime.datetime(2024, 1, 1, 5, 6, 7, 123000), datetime.datetime(2024, 1, 1, 5, 6, 7, 123456, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600))), datetime.datetime(2024, 1, 1, 5, 6, 7, tzinfo=datetime.timezone.utc), datetime.datetime(2024, 1, 1, 5, 6, 7), datetime.datetime(2024, 1, 1, 5, 0)]'
assert repr((datetime(2024, 1, 2, 3, 4, 5, 6).isoformat(' ', 'minutes'), datetime(2024, 1, 2, tzinfo=timezone(timedelta(seconds=-1))).isoformat())) == "('2024-01-02 03:04', '2024-01-02T00:00:00-00:00:01')"
assert repr((datetime(2024, 1, 2, 3, 4, 5, 6, timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.%f%z %:z %Z'), datetime(24, 1, 2).strftime('%Y %G'))) == "('2024-01-02T03:04:05.000006+0000 +00:00 UTC', '24 24')"
assert repr((datetime.strptime('2024-01-02 03:04 +0100', '%Y-%m-%d %H:%M %z'), datetime(2024, 5, 5).timetuple(), datetime(2024, 5, 5, 3, tzinfo=timezone(timedelta(hours=5))).utctimetuple())) == '(datetime.datetime(2024, 1, 2, 3, 4, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600))), time.struct_time(tm_year=2024, tm_mon=5, tm_mday=5, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=6, tm_yday=126, tm_isdst=-1), time.struct_time(tm_year=2024, tm_mon=5, tm_mday=4, tm_hour=22, tm_min=0, tm_sec=0, tm_wday=5, tm_yday=125, tm_isdst=0))'
assert repr((timezone.utc, timezone(timedelta(0)) is timezone.utc, timezone(timedelta(hours=-5)), str(timezone(timedelta(hours=-5))), timezone(timedelta(hours=1), 'X').tzname(None), timezone.max)) == "(datetime.timezone.utc, True, datetime.timezone(datetime.timedelta(days=-1, seconds=68400)), 'UTC-05:00', 'X', datetime.timezone(datetime.timedelta(seconds=86340)))"
assert repr((datetime.min, datetime.max, M.MINYEAR, M.MAXYEAR, M.UTC is timezone.utc)) == '(datetime.datetime(1, 1, 1, 0, 0), datetime.datetime(9999, 12, 31, 23, 59, 59, 999999), 1, 9999, True)'
assert repr(([pickle.loads(pickle.dumps(x, p)) == x for p in range(6) for x in (date(2024, 1, 1), time(1, 2, 3), datetime(2024, 1, 1, tzinfo=timezone.utc), timedelta(1), timezone(timedelta(1 / 24)))])) == '[True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True, True]'
assert repr((pickle.loads(pickle.dumps(datetime(2024, 1, 1, fold=1), 4)), pickle.dumps(date(2024, 1, 1), 2), date(b'\x07\xe8\x01\x01'), copy.copy(timezone.utc) is timezone.utc)) == "(datetime.datetime(2024, 1, 1, 0, 0, fold=1), b'\\x80\\x02cdatetime\\ndate\\nq\\x00c_codecs\\nencode\\nq\\x01X\\x05\\x00\\x00\\x00\\x07\\xc3\\xa8\\x01\\x01q\\x02X\\x06\\x00\\x00\\x00latin1q\\x03\\x86q\\x04Rq\\x05\\x85q\\x06Rq\\x07.', datetime.date(2024, 1, 1), True)"


def raised(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__, str(e)
    return None


assert raised(date, 2023, 2, 29) == ('ValueError', 'day is out of range for month')
assert raised(date, 0, 1, 1) == ('ValueError', 'year 0 is out of range')
assert raised(date, 2020) == ('TypeError', "function missing required argument 'month' (pos 2)")
assert raised(date, 2020, 1.5, 1) == ('TypeError', "'float' object cannot be interpreted as an integer")
assert raised(time, 24) == ('ValueError', 'hour must be in 0..23')
assert raised(time, 1, fold=2) == ('ValueError', 'fold must be either 0 or 1')
assert raised(datetime, 2020, 1, 1, tzinfo=5) == (
    'TypeError', "tzinfo argument must be None or of a tzinfo subclass, not type 'int'")
assert raised(timedelta, '1') == ('TypeError', 'unsupported type for timedelta days component: str')
assert raised(timedelta, 10 ** 9) == ('OverflowError', 'days=1000000000; must have magnitude <= 999999999')
assert raised(lambda: date.max + timedelta(1)) == ('OverflowError', 'date value out of range')
assert raised(lambda: timedelta(1) / 0)[0] == 'ZeroDivisionError'
assert raised(date.fromisoformat, '2024-13') == ('ValueError', "Invalid isoformat string: '2024-13'")
assert raised(datetime.fromisoformat, 'abc') == ('ValueError', "Invalid isoformat string: 'abc'")
assert raised(date.fromisocalendar, 2021, 53, 1) == ('ValueError', 'Invalid week: 53')
assert raised(lambda: datetime(2024, 1, 1) < datetime(2024, 1, 1, tzinfo=timezone.utc)) == (
    'TypeError', "can't compare offset-naive and offset-aware datetimes")
assert raised(lambda: datetime(2024, 1, 1) - datetime(2024, 1, 1, tzinfo=timezone.utc)) == (
    'TypeError', "can't subtract offset-naive and offset-aware datetimes")
assert raised(timezone, timedelta(1))[0] == 'ValueError'
assert raised(tzinfo().utcoffset, None) == ('NotImplementedError', 'a tzinfo subclass must implement utcoffset()')
assert raised(datetime(2024, 1, 1).isoformat, timespec='x') == ('ValueError', 'Unknown timespec value')


class Summer(tzinfo):
    """An hour more from April to September."""

    def utcoffset(self, dt):
        return timedelta(hours=1) + self.dst(dt)

    def dst(self, dt):
        return timedelta(hours=1) if 4 <= dt.month <= 9 else timedelta(0)

    def tzname(self, dt):
        return 'S%T'


zone = Summer()
d = datetime(2024, 7, 1, 12, tzinfo=zone)
assert d.utcoffset() == timedelta(hours=2) and d.dst() == timedelta(hours=1)
assert d.strftime('%Z %z') == 'S%T +0200'
assert d.astimezone(timezone.utc) == datetime(2024, 7, 1, 10, tzinfo=timezone.utc)
assert repr(datetime(2024, 1, 1, 10, tzinfo=timezone.utc).astimezone(zone).replace(tzinfo=None)) == \
    'datetime.datetime(2024, 1, 1, 11, 0)'
assert d.timetuple().tm_isdst == 1


class D(datetime):
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls, *args, **kwargs)
        self.extra = 1
        return self


x = D(2024, 1, 1) + timedelta(1)
assert type(x) is D and x.extra == 1 and type(D.fromisoformat('2024-01-01')) is D and type(D.now()) is D
assert repr(x) == 'D(2024, 1, 2, 0, 0)' and type(x.date()) is date and type(x.replace(day=3)) is D
assert isinstance(x, date) and issubclass(datetime, date)

now = datetime.now()
assert abs(datetime.fromtimestamp(now.timestamp()) - now) < timedelta(seconds=1)
assert date.today() in (now.date(), datetime.now().date())
