"""The time module: clocks, calendar, struct_time, strftime. Local time is that of UTC here.

lib: time
"""
import posix
posix.putenv('TZ', 'UTC')
import time

time.tzset()


def error(function, *args, **kwargs):
    """What calling raises, as `Type: message`."""
    try:
        function(*args, **kwargs)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


# clocks
for clock in (time.time, time.monotonic, time.perf_counter, time.process_time, time.thread_time):
    a, b = clock(), clock()
    assert type(a) is float and a <= b and b > 0
for clock in (time.time_ns, time.monotonic_ns, time.perf_counter_ns, time.process_time_ns, time.thread_time_ns):
    a, b = clock(), clock()
    assert type(a) is int and a <= b and b > 0
assert abs(time.time() - time.time_ns() / 1e9) < 1
assert abs(time.clock_gettime(time.CLOCK_REALTIME) - time.time()) < 1
assert abs(time.clock_gettime_ns(time.CLOCK_MONOTONIC) - time.monotonic_ns()) < 10**9
assert error(time.clock_gettime, 99) == 'OSError: [Errno 22] Invalid argument'
assert error(time.clock_gettime, 'x') == 'TypeError: clk_id should be integer, not str'
assert 0 < time.clock_getres(0) < 1
info = time.get_clock_info('time')
assert info.implementation == 'clock_gettime(CLOCK_REALTIME)' and info.monotonic is False and info.adjustable is True
assert time.get_clock_info('monotonic').monotonic is True
assert error(time.get_clock_info, 'x') == 'ValueError: unknown clock'

# sleep
a = time.monotonic()
time.sleep(0.02)
time.sleep(0)
time.sleep(False)
assert 0.0199 < time.monotonic() - a < 10
assert error(time.sleep, -1) == 'ValueError: sleep length must be non-negative'
assert error(time.sleep, 'x') == "TypeError: 'str' object cannot be interpreted as an integer"
assert error(time.sleep, float('nan')) == 'ValueError: Invalid value NaN (not a number)'
assert error(time.sleep, 1e300) == 'OverflowError: timestamp out of range for platform time_t'

# fields
epoch = time.gmtime(0)
assert repr(epoch) == ('time.struct_time(tm_year=1970, tm_mon=1, tm_mday=1, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=3, tm_yday=1, tm_isdst=0)')
assert tuple(epoch) == (1970, 1, 1, 0, 0, 0, 3, 1, 0) and len(epoch) == 9
assert epoch.tm_gmtoff == 0 and epoch.tm_zone == 'GMT'
assert time.localtime(0).tm_zone == 'UTC'
assert tuple(time.gmtime(-1.5)) == (1969, 12, 31, 23, 59, 58, 2, 365, 0)
assert tuple(time.gmtime(951782400)) == (2000, 2, 29, 0, 0, 0, 1, 60, 0)
assert tuple(time.gmtime(-62135596801)) == (0, 12, 31, 23, 59, 59, 6, 366, 0)
assert error(time.gmtime, 10**18) == 'OSError: [Errno 75] Value too large for defined data type'
assert error(time.localtime, 1e30) == 'OverflowError: timestamp out of range for platform time_t'
assert error(time.localtime, float('nan')) == 'ValueError: Invalid value NaN (not a number)'
assert error(time.localtime, 'x') == "TypeError: 'str' object cannot be interpreted as an integer"
assert abs(time.mktime(time.localtime()) - time.time()) < 3
assert time.mktime((2000, 1, 1, 0, 0, 0, 0, 0, -1)) == 946684800.0
assert time.mktime((2000, 13, 32, 25, 61, 61, 0, 0, 0)) == time.mktime((2001, 2, 2, 2, 2, 1, 0, 0, 0))
assert error(time.mktime, 5) == 'TypeError: Tuple or struct_time argument required'
assert error(time.mktime, (1, 2)) == 'TypeError: mktime(): illegal time tuple argument'
assert time.struct_time(range(9)).tm_isdst == 8 and time.struct_time(range(11)).tm_zone == 9
assert time.struct_time(range(9)).tm_zone is None
assert error(time.struct_time, (1,)) == 'TypeError: time.struct_time() takes an at least 9-sequence (1-sequence given)'

# text
assert time.asctime(epoch) == time.ctime(0) == 'Thu Jan  1 00:00:00 1970'
assert time.asctime((-5, 0, 0, 0, 0, 61, 7, 0, 0)) == 'Mon Jan  1 00:00:61 -5'
assert error(time.asctime, (2000, 13, 1, 0, 0, 0, 0, 0, 0)) == 'ValueError: month out of range'
assert error(time.asctime, (2000, 1, 32, 0, 0, 0, 0, 0, 0)) == 'ValueError: day of month out of range'
assert error(time.asctime, (2000, 1, 1, 25, 0, 0, 0, 0, 0)) == 'ValueError: hour out of range'
assert error(time.asctime, (2000, 1, 1, 0, 60, 0, 0, 0, 0)) == 'ValueError: minute out of range'
assert error(time.asctime, (2000, 1, 1, 0, 0, 62, 0, 0, 0)) == 'ValueError: seconds out of range'
assert error(time.asctime, (2000, 1, 1, 0, 0, 0, -2, 0, 0)) == 'ValueError: day of week out of range'
assert error(time.asctime, (2000, 1, 1, 0, 0, 0, 0, 367, 0)) == 'ValueError: day of year out of range'
assert error(time.asctime, (2**40, 1, 1, 0, 0, 0, 0, 0, 0)) == 'OverflowError: signed integer is greater than maximum'
t = (2023, 12, 31, 23, 59, 60, 6, 365, 1)
assert time.strftime('%j %w %a %A %b %B %p %I %H %M %S %d %m %y %%', t) == '365 0 Sun Sunday Dec December PM 11 23 59 60 31 12 23 %'
assert time.strftime('%Y-%m-%dT%H:%M:%S', epoch) == '1970-01-01T00:00:00'
assert time.strftime('%c|%x|%X|%Z|%z', time.localtime(0)) == 'Thu Jan  1 00:00:00 1970|01/01/70|00:00:00|UTC|+0000'
assert time.strftime('%V %G %g %u %U %W', (2021, 1, 1, 0, 0, 0, 4, 1, 0)) == '53 2020 20 5 00 00'
assert time.strftime('', t) == ''
assert time.strftime('\u20ac%Y', t) == '\u20ac2023'
assert error(time.strftime, 5) == 'TypeError: strftime() argument 1 must be str, not int'
assert error(time.strftime, '%Y', 5) == 'TypeError: Tuple or struct_time argument required'
assert error(time.strftime, 'a\0') == 'ValueError: embedded null character'

# zones
assert time.tzname == ('UTC', 'UTC') and time.timezone == time.altzone == time.daylight == 0
posix.putenv('TZ', 'EST+05EDT,M4.1.0,M10.5.0')
time.tzset()
assert time.tzname == ('EST', 'EDT') and time.timezone == 18000 and time.altzone == 14400 and time.daylight == 1
summer = time.localtime(1000000000)
assert tuple(summer) == (2001, 9, 8, 21, 46, 40, 5, 251, 1) and summer.tm_zone == 'EDT' and summer.tm_gmtoff == -14400
assert time.mktime(summer) == 1000000000.0
assert time.strftime('%H %Z %z', summer) == '21 EDT -0400'
posix.putenv('TZ', 'AEST-10AEDT,M10.1.0,M4.1.0/3')
time.tzset()
assert time.tzname == ('AEST', 'AEDT') and time.timezone == -36000 and time.altzone == -39600
