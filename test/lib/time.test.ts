import fc from 'fast-check';
import { dateOf, orderTimeOf, timeOf } from '../../lib/mapping/times';
import { createReport } from '../../lib/reading/report';
import { IMPOSSIBLE, isTimeZone, readDate, readInstant, toSequence } from '../../lib/time';

describe('a time with an offset', () => {
  it.each([
    ['2024-12-09T02:00:20.931086-05:00', '2024-12-09T07:00:20.931086Z'],
    ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'],
    ['2024-01-01t00:00:00z', '2024-01-01T00:00:00Z'],
    ['2024-01-01T00:30:00+01:00', '2023-12-31T23:30:00Z'],
    ['2024-02-28T23:30-0130', '2024-02-29T01:00:00Z'],
    ['2024-01-01 05:45:00 +05', '2024-01-01T00:45:00Z'],
    ['2024-01-01T12:00:00,5Z', '2024-01-01T12:00:00.5Z'],
    ['2024-01-01T12:00:00.123456789Z', '2024-01-01T12:00:00.123456789Z'],
    ['2024-01-01T12:00:00.10Z', '2024-01-01T12:00:00.10Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
  ])('%s is %s', (text, utc) =>
    expect(readInstant(text, 'Asia/Tokyo')).toEqual({ utc, zoneAssumed: false, unclear: false }),
  );
});

describe('a time without an offset', () => {
  it.each([
    ['2025-06-15T10:30:00', 'UTC', '2025-06-15T10:30:00Z'],
    ['2025-06-15T10:30', 'UTC', '2025-06-15T10:30:00Z'],
    ['2025-07-15', 'UTC', '2025-07-15T00:00:00Z'],
    ['2025-06-15T10:30:00', 'Europe/Berlin', '2025-06-15T08:30:00Z'],
    ['2025-01-15T10:30:00', 'Europe/Berlin', '2025-01-15T09:30:00Z'],
    ['2025-07-15', 'Pacific/Kiritimati', '2025-07-14T10:00:00Z'],
    ['2025-07-15', 'Pacific/Pago_Pago', '2025-07-15T11:00:00Z'],
    ['2025-06-15T10:30:00.123456', 'Asia/Kathmandu', '2025-06-15T04:45:00.123456Z'],
    // A year that stands for "never", and the first ones.
    ['9999-12-31', 'UTC', '9999-12-31T00:00:00Z'],
    ['9999-12-31', 'Asia/Tokyo', '9999-12-30T15:00:00Z'],
    ['9999-12-30T23:59:59', 'America/New_York', '9999-12-31T04:59:59Z'],
    ['0000-01-01', 'UTC', '0000-01-01T00:00:00Z'],
    ['0001-01-01', 'UTC', '0001-01-01T00:00:00Z'],
    ['2025-06-15T10:30:00', 'America/St_Johns', '2025-06-15T13:00:00Z'],
    ['1900-01-01T00:00:00', 'Europe/Amsterdam', '1899-12-31T23:40:28Z'],
  ])('%s in %s is %s', (text, zone, utc) => {
    const instant = readInstant(text, zone);
    // Before 1970 some builds of ICU know less about a zone.
    if (text.startsWith('1900')) return expect(instant).toMatchObject({ zoneAssumed: true });
    expect(instant).toEqual({ utc, zoneAssumed: true, unclear: false });
  });

  it('is impossible where its zone takes it out of the four digits of a year', () => {
    expect(readInstant('9999-12-31T23:59:59', 'America/New_York')).toBe(IMPOSSIBLE);
    expect(readInstant('0000-01-01', 'Asia/Tokyo')).toBe(IMPOSSIBLE);
  });

  it.each([
    ['Europe/Berlin', '2025-10-26T02:30:00', '2025-10-26T00:30:00Z'],
    ['America/New_York', '2025-11-02T01:30:00.5', '2025-11-02T05:30:00.5Z'],
    ['Australia/Lord_Howe', '2025-04-06T01:45:00', '2025-04-05T14:45:00Z'],
  ])('that happens twice in %s is the first of both: %s is %s', (zone, text, utc) =>
    expect(readInstant(text, zone)).toEqual({ utc, zoneAssumed: true, unclear: true }),
  );

  it.each([
    ['Europe/Berlin', '2025-03-30T02:30:00', '2025-03-30T01:30:00Z'],
    ['America/New_York', '2025-03-09T02:30:00', '2025-03-09T07:30:00Z'],
    ['Australia/Lord_Howe', '2025-10-05T02:15:00', '2025-10-04T15:45:00Z'],
    // Samoa went to the other side of the date line: the whole day is missing.
    ['Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T22:00:00Z'],
  ])('that never happens in %s is moved on by what the clocks skip: %s is %s', (zone, text, utc) =>
    expect(readInstant(text, zone)).toEqual({ utc, zoneAssumed: true, unclear: true }),
  );

  it.each([
    ['Europe/Berlin', '2025-03-30T01:59:59', '2025-03-30T00:59:59Z'],
    ['Europe/Berlin', '2025-03-30T03:00:00', '2025-03-30T01:00:00Z'],
    ['Europe/Berlin', '2025-10-26T01:59:59', '2025-10-25T23:59:59Z'],
    ['Europe/Berlin', '2025-10-26T03:00:00', '2025-10-26T02:00:00Z'],
  ])('just beside a change of the clocks in %s is clear: %s is %s', (zone, text, utc) =>
    expect(readInstant(text, zone)).toEqual({ utc, zoneAssumed: true, unclear: false }),
  );

  it('is what a clock in the zone shows at the time that was read', () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1975-01-01'), max: new Date('2037-12-31'), noInvalidDate: true }),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'),
        (date, zone) => {
          const shown = clock(date, zone);
          const instant = readInstant(shown, zone);
          if (typeof instant !== 'object') throw new Error(`${shown} was not read`);
          expect(instant.zoneAssumed).toBe(true);
          expect(clock(new Date(instant.utc), zone)).toBe(shown);
          // Only an hour that happens twice leaves a doubt, and then the first is taken.
          const doubt = date.getTime() - (date.getTime() % 1000) - Date.parse(instant.utc);
          expect(doubt === 0 || (instant.unclear && doubt > 0)).toBe(true);
        },
      ),
    ));
});

describe('what only looks like a time', () => {
  it.each([
    '2025-02-30T10:00:00',
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-01-01T24:00:01',
    '2025-01-01T24:00:00',
    '2025-01-01T12:60:00',
    '2025-01-01T12:00:61',
    '2025-01-01T12:00:00+24:00',
    '2025-01-01T12:00:00+01:60',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
  ])('%s is impossible', (text) => expect(readInstant(text)).toBe(IMPOSSIBLE));

  it.each([
    '',
    'soon',
    '15.06.2025',
    '2025-6-15',
    '2025-06-15T10',
    '2025-06-15T10:30:00[Europe/Berlin]',
    '20250615T103000Z',
    '1750000000',
    '2025-06-15T10:30:00.1234567890Z',
    '+12025-06-15',
  ])('%p is no time at all', (text) => expect(readInstant(text)).toBeUndefined());
});

describe('a date', () => {
  it.each([
    ['2025-07-15', '2025-07-15'],
    ['2025-07-15T00:00:00', '2025-07-15'],
    ['9999-12-31', '9999-12-31'],
    // The day that was written, not the day in UTC.
    ['2025-07-15T23:00:00-05:00', '2025-07-15'],
  ])('%s is %s', (text, date) => expect(readDate(text)).toBe(date));

  it.each(['2025-02-30', 'tomorrow'])('%s is none', (text) => expect(readDate(text)).toBeUndefined());
});

describe('a sequence', () => {
  it.each([
    ['2026-11-22T10:00:00Z', '1795341600000000'],
    ['2026-11-22T10:00:00.1Z', '1795341600100000'],
    ['2026-11-22T10:00:00.123456Z', '1795341600123456'],
    ['2026-11-22T10:00:00.123456789Z', '1795341600123456'],
    ['1970-01-01T00:00:00Z', '0000000000000000'],
    ['1970-01-01T00:00:01.5Z', '0000000001500000'],
    ['1969-12-31T23:59:59Z', '0000000000000000'],
    ['2286-11-20T17:46:39.999999Z', '9999999999999999'],
    ['9999-12-31T23:59:59Z', '9999999999999999'],
  ])('of %s is %s', (utc, sequence) => expect(toSequence(utc)).toBe(sequence));

  it('compares as text as the times do', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9e15 }), { minLength: 2, maxLength: 2 }),
        (microseconds) => {
          const [a = '', b = ''] = microseconds
            .map(
              (value) =>
                `${new Date(Math.floor(value / 1e6) * 1000).toISOString().slice(0, 19)}.${String(value % 1e6).padStart(6, '0')}Z`,
            )
            .map(toSequence);
          expect([a.length, b.length]).toEqual([16, 16]);
          expect(a < b).toBe((microseconds[0] as number) < (microseconds[1] as number));
        },
      ),
    ));
});

describe('a time in a payload', () => {
  it('says that UTC is assumed where neither it nor its endpoint has a zone', () => {
    const report = createReport();
    expect(timeOf('2025-06-15T10:30:00', undefined, '/a', 'at', report)).toBe('2025-06-15T10:30:00Z');
    expect(report.notices).toMatchObject([{ code: 'TIME_ZONE_ASSUMED', path: '/a/at' }]);
  });

  it('says nothing where the endpoint has a zone', () => {
    const report = createReport();
    expect(timeOf('2025-06-15T10:30:00', 'Europe/Berlin', '', 'at', report)).toBe('2025-06-15T08:30:00Z');
    expect(report.notices).toEqual([]);
  });

  it('says that the clocks showed it twice', () => {
    const report = createReport();
    timeOf('2025-10-26T02:30:00', 'Europe/Berlin', '', 'at', report);
    expect(report.notices).toMatchObject([{ code: 'TIME_UNCLEAR', path: '/at' }]);
  });

  it.each(['2025-02-30', 'soon'])('is set aside if it is %p', (value) => {
    const report = createReport();
    expect(timeOf(value, undefined, '', 'at', report)).toBeUndefined();
    expect(dateOf(value, '', 'on', report)).toBeUndefined();
    expect(report.unmapped).toEqual({ '/at': value, '/on': value });
  });

  it('of the order itself must be possible', () => {
    const report = createReport();
    expect(orderTimeOf('2025-02-30', undefined, '', 'createdDate', report)).toBeUndefined();
    expect(orderTimeOf('soon', undefined, '', 'updatedDate', report)).toBeUndefined();
    expect(report.issues).toMatchObject([{ path: '/createdDate' }]);
    expect(report.unmapped).toEqual({ '/updatedDate': 'soon' });
  });

  it.each([null, undefined, ''])('is absent if it is %p', (value) => {
    const report = createReport();
    expect(timeOf(value, undefined, '', 'at', report)).toBeUndefined();
    expect(orderTimeOf(value, undefined, '', 'at', report)).toBeUndefined();
    expect(dateOf(value, '', 'on', report)).toBeUndefined();
    expect(report).toMatchObject({ notices: [], issues: [] });
  });
});

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])('%s is one', (zone) =>
    expect(isTimeZone(zone)).toBe(true),
  );
  it.each(['', 'Mars/Olympus', 'Europe/Berlin '])('%p is none', (zone) =>
    expect(isTimeZone(zone)).toBe(false),
  );
});

/** What a clock in the zone shows, to the second: an independent reading of the zone's table. */
function clock(date: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    .format(date)
    .replace(' ', 'T');
}
