import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { type Tm, utcFields } from './calendar.ts'
import { strftime } from './strftime.ts'

const zone = {
  names: ['UTC', 'UTC'] as const,
  seconds: (t: Tm) => Date.UTC(t.year, t.month, t.day, t.hour, t.minute, t.second) / 1000,
}

/** A moment's fields as time.gmtime gives them. */
const at = (seconds: number): Tm => utcFields(seconds)!

describe('strftime', () => {
  const t = { ...at(946782245), zone: null }
  it.each([
    ['%Y %y %C %G %e %D %F', '2000 00 20 1999  2 01/02/00 2000-01-02'],
    ['%h %n%t %R %T %s %u %U %V %W', 'Jan \n\t 03:04 03:04:05 946782245 7 01 52 00'],
    ['%P %k %l %p %I', 'am  3  3 AM 03'],
    ['%E %Q %5Y %_d %-d %^a %#Z', '%E %Q 02000  2 2 SUN utc'],
    ['%z %Z %c %x %X %+ %', '+0000 UTC Sun Jan  2 03:04:05 2000 01/02/00 03:04:05 %+ %'],
    [
      '%10d|%010d|%_5d|%-5d|%^10a|%Ey|%Od|%10|%%|%5%',
      '0000000002|0000000002|    2|    2|       SUN|00|02|      %10|%|    %',
    ],
    ['\u20ac %Y \u{1f600}', '\u20ac 2000 \u{1f600}'],
    ['', ''],
  ])('%j', (format, expected) => {
    expect(strftime(format, t, zone)).toBe(expected)
  })

  it('has early years, and weeks of the years around', () => {
    expect(strftime('%Y %4Y %G %y %C', { ...t, year: 99, day: 1, weekday: 1, yearday: 0 }, zone)).toBe(
      '99 0099 99 99 0',
    )
    expect(strftime('%Y', { ...t, year: -5 }, zone)).toBe('-5')
    expect(strftime('%V %G %g %u %U %W', at(Date.UTC(2021, 0, 1) / 1000), zone)).toBe('53 2020 20 5 00 00')
    expect(strftime('%V %G %g %u %U %W', at(Date.UTC(2020, 11, 31) / 1000), zone)).toBe('53 2020 20 4 52 52')
  })

  it('gives what CPython gives', ({ skip }) => {
    const FORMAT =
      '%a|%A|%b|%B|%c|%C|%d|%D|%e|%F|%g|%G|%h|%H|%I|%j|%k|%l|%m|%M|%p|%P|%r|%R|%S|%s|%T|%u|%U|%V|%w|%W|%x|%X|%y|%Y|%z|%Z|%%|%-j|%_H|%3S|%#p|%^B|%^c|%05e'
    const moments = Array.from({ length: 400 }, (_, i) => Math.floor((i - 120) * 86400 * 97.31 + i * 3607))
    const script =
      'import sys, time, json\nf, ms = json.load(sys.stdin)\nfor s in ms: print(time.strftime(f, time.gmtime(s)))'
    const { stdout, status } = spawnSync(process.env.TYPHON_CPYTHON ?? 'python3.13', ['-c', script], {
      input: JSON.stringify([FORMAT, moments]),
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    })
    if (status !== 0) return skip('no CPython 3.13 (python3.13 on PATH, or TYPHON_CPYTHON)')
    expect(moments.map((s) => strftime(FORMAT, at(s), zone))).toEqual(stdout.trimEnd().split('\n'))
  })
})

describe('the calendar', () => {
  it('agrees with Date', () => {
    for (let i = -2000; i < 2000; i++) {
      const s = i * 86400 * 37 + i * 61
      const d = new Date(s * 1000)
      const f = utcFields(s)!
      expect([f.year, f.month, f.day, f.hour, f.minute, f.second, f.weekday]).toEqual([
        d.getUTCFullYear(),
        d.getUTCMonth(),
        d.getUTCDate(),
        d.getUTCHours(),
        d.getUTCMinutes(),
        d.getUTCSeconds(),
        d.getUTCDay(),
      ])
      expect(f.yearday).toBe(
        Math.round((Date.UTC(2000, f.month, f.day) - Date.UTC(2000, 0, 1)) / 86400e3) -
          (f.month > 1 && new Date(Date.UTC(f.year, 1, 29)).getUTCMonth() !== 1 ? 1 : 0),
      )
    }
  })

  it('reaches the years of a C int', () => {
    expect(utcFields(67768036191676799n)).toMatchObject({ year: 2147485547, month: 11, day: 31, second: 59 })
    expect(utcFields(67768036191676800n)).toBeUndefined()
    expect(utcFields(-62135596801)).toMatchObject({ year: 0, month: 11, day: 31, weekday: 0, yearday: 365 })
  })
})
