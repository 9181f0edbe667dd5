// The `_datetime` module: dates, times, durations, zones. lib: datetime; CPython: Modules/_datetimemodule.c
//
// differs: there is no `datetime_CAPI`, which is for modules written in C.
import { defineModule } from '@typhon/objspace'
import { MAXYEAR, MINYEAR } from './calendar.ts'
import { dateType } from './date.ts'
import { datetimeType } from './datetime.ts'
import { timeType } from './time.ts'
import { timedeltaType } from './timedelta.ts'
import { timezoneType, tzinfoType, utcZone } from './zones.ts'

export const datetimeModule = defineModule('_datetime', 'Dates, times, durations, zones.', (m) => {
  for (const type of [dateType, datetimeType, timeType, timedeltaType, timezoneType, tzinfoType]) m.type(type)
  m.constant('MINYEAR', MINYEAR)
  m.constant('MAXYEAR', MAXYEAR)
  m.constant('UTC', utcZone())
})
